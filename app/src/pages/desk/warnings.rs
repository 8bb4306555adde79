//! `/desk/people/{id}/warnings`: what staff have to know before they meet somebody, and what somebody needs.

use guildhall_domain::warnings::{WarningKind, WarningState, WithholdingGround};
use leptos::prelude::*;
use time::Date;

use crate::{
    components::{
        Button, Choice, DateInput, Html, InsetText, NotificationBanner, Radios, SummaryList,
        SummaryRow, Tag, Textarea, WarningText,
    },
    pages::{
        Page, csrf_control,
        forms::answers::date_words,
        small_form::{SmallForm, way},
        steps,
    },
    wording::{text, text_with},
};

/// Something noted about somebody, as staff see it.
#[derive(Clone, Debug)]
pub struct WarningRow {
    pub kind: WarningKind,
    pub words: String,
    pub state: WarningState,
    pub withheld: Option<WithholdingGround>,
    /// Who answers for it.
    pub owner: String,
    pub placed: String,
    pub expires_on: Date,
    /// When it was ended, and by whom.
    pub ended: Option<(String, String)>,
    /// Its own address, for those who may change and end it.
    pub href: Option<String>,
}

impl WarningRow {
    fn title(&self) -> String {
        text(&format!("warning-kind-{}", self.kind.word()))
    }
}

/// What is noted about somebody and shown today, where nobody can miss it: risks first. Nothing where there is nothing.
pub fn warnings(rows: Vec<WarningRow>) -> Option<AnyView> {
    let (risks, needs): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.kind.is_risk());
    let risks = risks.into_iter().map(|row| {
        let words = text_with(
            "warning-risk",
            &[("what", &row.title()), ("words", &row.words)],
        );
        WarningText::new(words).view()
    });
    let risks: Vec<_> = risks.collect();
    let needs = needs.into_iter().map(|row| {
        let words = (!row.words.is_empty()).then(|| format!(": {}", row.words));
        view! { <li><strong>{row.title()}</strong>{words}</li> }
    });
    let needs: Vec<_> = needs.collect();
    let is_empty = risks.is_empty() && needs.is_empty();
    let needs = (!needs.is_empty()).then(|| {
        let list = view! {
            <h2 class="govuk-heading-s">{text("warnings-needs")}</h2>
            <ul class="govuk-list as-typed">{needs}</ul>
        };
        InsetText::new(Html::view(list)).view()
    });
    (!is_empty).then(|| {
        view! {
            <div role="region" aria-label=text("warnings-label") class="warnings">{risks}{needs}</div>
        }
        .into_any()
    })
}

/// All that is noted about somebody, or was.
#[derive(Clone, Debug)]
pub struct Warnings {
    /// The person's page, which this one belongs to.
    pub person: String,
    pub name: String,
    pub in_force: Vec<WarningRow>,
    pub past: Vec<WarningRow>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub may_add: bool,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

pub fn page(list: Warnings) -> Page {
    let title = text_with("warnings-title", &[("name", &list.name)]);
    let banner = list
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let add = list.may_add.then(|| {
        let href = format!("{}/warnings/new", list.person);
        Button::link(text("warnings-add"), href).secondary().view()
    });
    let in_force = if list.in_force.is_empty() {
        view! { <p class="govuk-body">{text("warnings-none")}</p> }.into_any()
    } else {
        list.in_force
            .into_iter()
            .map(card)
            .collect_view()
            .into_any()
    };
    let past = (!list.past.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("warnings-past")}</h2>
            {list.past.into_iter().map(card).collect_view()}
        }
    });
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {banner}
                    <h1 class="govuk-heading-l">{title}</h1>
                    {in_force}
                    {add}
                    {past}
                    {steps(list.newer, list.older)}
                </div>
            </div>
        },
    )
    .back_to(list.person)
}

fn card(row: WarningRow) -> impl IntoView {
    let (state, colour) = match row.state {
        WarningState::InForce if row.kind.is_risk() => ("warning-risk-now", "govuk-tag--red"),
        WarningState::InForce => ("warning-need-now", "govuk-tag--blue"),
        WarningState::Expired => ("warning-expired", "govuk-tag--grey"),
        WarningState::Ended => ("warning-ended", "govuk-tag--grey"),
    };
    let state = Tag::new(text(state)).classes(colour);
    let title = row.title();
    let links = row.href.clone().map(|href| {
        let of = view! { <span class="govuk-visually-hidden">" "{title.clone()}</span> };
        let of_end = view! { <span class="govuk-visually-hidden">" "{title.clone()}</span> };
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=href.clone()>{text("warning-change-link")}{of}</a>
                " "
                <a class="govuk-link" href=format!("{href}/end")>{text("warning-end-link")}{of_end}</a>
            </p>
        }
    });
    let heading = view! { <h3 class="govuk-heading-s">{row.title()}" "{state}</h3> };
    view! {
        <section class="warnings__one">
            {heading}
            {details(row)}
            {links}
        </section>
    }
}

fn details(row: WarningRow) -> SummaryList {
    let seen = match row.withheld {
        None => text("warning-seen"),
        Some(ground) => text(&format!("warning-ground-{}", ground.word())),
    };
    let mut rows = vec![
        SummaryRow::new(text("warning-until"), date_words(row.expires_on)),
        SummaryRow::new(text("warning-owner"), row.owner),
        SummaryRow::new(text("warning-placed"), row.placed),
        SummaryRow::new(text("warning-shown"), seen),
    ];
    if !row.words.is_empty() {
        rows.insert(0, SummaryRow::new(text("warning-words"), row.words));
    }
    if let Some((when, who)) = row.ended {
        let by = text_with("story-by", &[("who", &who), ("when", &when)]);
        rows.push(SummaryRow::new(text("warning-ended"), by));
    }
    SummaryList::new(rows)
}

/// Something to be noted, or to be changed, as typed so far.
#[derive(Clone, Debug)]
pub struct WarningForm {
    pub form: SmallForm,
    /// The person's page.
    pub person: String,
    pub name: String,
    /// What the reader may note; one, where it is changed.
    pub kinds: Vec<WarningKind>,
    /// Set where something that is noted is changed.
    pub change: Option<Changing>,
}

/// What a change begins with.
#[derive(Clone, Debug)]
pub struct Changing {
    /// Its own address.
    pub href: String,
    /// The revision that the reader is looking at.
    pub revision: i64,
    /// How it is now, where somebody changed it since the reader opened it.
    pub now: Option<WarningRow>,
}

pub fn form(page: WarningForm) -> Page {
    let form = page.form;
    let is_risk = page.kinds.iter().any(|kind| kind.is_risk());
    let (title, action, back) = match &page.change {
        None => (
            text_with("warning-new-title", &[("name", &page.name)]),
            format!("{}/warnings/new", page.person),
            format!("{}/warnings", page.person),
        ),
        Some(change) => (
            text_with("warning-change-title", &[("name", &page.name)]),
            change.href.clone(),
            format!("{}/warnings", page.person),
        ),
    };
    let kinds = page.change.is_none().then(|| {
        let choice = |kind: WarningKind| {
            Choice::new(kind.word(), text(&format!("warning-kind-{}", kind.word())))
        };
        Radios::new(
            "kind",
            text("warning-kind"),
            page.kinds.iter().copied().map(choice),
        )
        .value(form.value("kind"))
        .error(form.error("kind"))
        .classes("govuk-radios--small")
        .view()
    });
    let words = Textarea::new("words", text("warning-words"))
        .hint(text("warning-words-hint"))
        .rows(3)
        .value(form.value("words"))
        .error(form.error("words"));
    let last_day = DateInput::new("expires_on", text("warning-until"))
        .hint(text("warning-until-hint"))
        .typed(
            form.value("expires_on-day"),
            form.value("expires_on-month"),
            form.value("expires_on-year"),
        )
        .error(form.error("expires_on-day"));
    let withheld = is_risk.then(|| grounds(&form));
    let conflict = page.change.as_ref().and_then(|change| change.now.clone());
    let conflict = conflict.map(|now| {
        view! {
            <section class="versions__one">
                <h2 class="govuk-heading-m">{text("warning-conflict")}</h2>
                <p class="govuk-body">{text("warning-conflict-what")}</p>
                {details(now)}
            </section>
        }
    });
    let revision = page.change.map(
        |change| view! { <input type="hidden" name="revision" value=change.revision.to_string()/> },
    );
    let controls = view! {
        {conflict}
        {revision}
        {kinds}
        {words}
        {last_day}
        {withheld}
        {Button::new(text("warning-save")).prevent_double_click()}
    };
    let owner = view! { <p class="govuk-body">{text("warning-owner-what")}</p> };
    form.page(title, action, controls, owner).back_to(back)
}

/// Whether the person sees it, or on which ground they do not.
fn grounds(form: &SmallForm) -> AnyView {
    let seen = Choice::new("", text("warning-seen")).checked(form.value("withheld").is_empty());
    let grounds = WithholdingGround::ALL.iter().map(|ground| {
        let label = text(&format!("warning-ground-{}", ground.word()));
        Choice::new(ground.word(), label).checked(form.value("withheld") == ground.word())
    });
    Radios::new(
        "withheld",
        text("warning-shown"),
        std::iter::once(seen).chain(grounds),
    )
    .hint(text("warning-shown-hint"))
    .error(form.error("withheld"))
    .classes("govuk-radios--small")
    .view()
}

/// Asks before something that is noted is ended.
#[derive(Clone, Debug)]
pub struct EndQuestion {
    pub csrf: String,
    /// Its own address.
    pub href: String,
    /// The person's page.
    pub person: String,
    pub name: String,
    pub warning: WarningRow,
}

pub fn ask_to_end(question: EndQuestion) -> Page {
    let what = question.warning.title();
    let title = text_with(
        "warning-end-title",
        &[("what", &what), ("name", &question.name)],
    );
    let back = format!("{}/warnings", question.person);
    let button = Button::new(text("warning-end-button")).warning();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {details(question.warning)}
                    <p class="govuk-body">{text("warning-end-what")}</p>
                    <form method="post" action=format!("{}/end", question.href) novalidate>
                        {csrf_control(question.csrf)}
                        {button.prevent_double_click()}
                    </form>
                    {way(back.clone(), text("staff-ask-leave"))}
                </div>
            </div>
        },
    )
    .back_to(back)
}

/// The way to all that is noted about somebody, from their own page.
pub fn warnings_link(person: &str) -> impl IntoView + use<> {
    way(format!("{person}/warnings"), text("warnings-link"))
}
