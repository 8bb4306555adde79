//! `/forms/{session}/check`

use std::collections::BTreeMap;

use guildhall_domain::{
    forms::{Asked, Snapshot, SnapshotPage},
    text::Text,
};
use leptos::prelude::*;

use super::{
    Company, above,
    answers::{answer, sections},
    known::{Exchanged, KnownNote, exchanged},
    overtaken::seen_control,
};
use crate::{
    components::{Button, Html, InsetText, SummaryList, SummaryRow},
    pages::{Page, csrf_control},
    wording::{said, text, text_with},
};

/// Everything that was asked, to look over before it is sent.
#[derive(Clone, Debug)]
pub struct CheckPage<'form> {
    pub service: &'form Text,
    pub snapshot: &'form Snapshot,
    /// Sanitised HTML.
    pub declaration: &'form Text,
    /// The same in words to be read out, if there are any of its own.
    pub declaration_aloud: Option<&'form Text>,
    /// The form session's URL, without a slash at its end.
    pub session: String,
    pub back: String,
    pub csrf: String,
    pub company: Company,
    /// Where answers that were known and not asked come from, by field.
    pub used: BTreeMap<String, KnownNote>,
    /// Answers that became others since they were given.
    pub exchanged: Vec<Exchanged>,
    /// Who else will be told of what changes, a line for each service.
    pub tells: Vec<String>,
    /// What [`super::overtaken::SEEN`] carries.
    pub seen: String,
    /// Somebody else has changed answers since they were looked over, so nothing was sent.
    pub is_overtaken: bool,
}

pub fn page(check: CheckPage<'_>) -> Page {
    let title = text("check-title");
    let full_title = text_with(
        "form-page-title",
        &[("page", &title), ("service", &said(check.service))],
    );
    let groups = sections(check.snapshot)
        .into_iter()
        .map(|(section, pages)| {
            let heading =
                section.map(|section| view! { <h2 class="govuk-heading-m">{said(section)}</h2> });
            view! {
                {heading}
                {SummaryList::new(rows(&pages, &check))}
            }
        })
        .collect_view();
    let csrf = csrf_control(check.csrf.clone());
    Page::new(
        full_title,
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds-from-desktop">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {check.is_overtaken.then(|| InsetText::new(text("check-overtaken")).view())}
                    {exchanged(check.exchanged.clone())}
                    {groups}
                    {tells(&check.tells)}
                    <form method="post" action=format!("{}/check", check.session) novalidate>
                        {csrf}
                        {seen_control(check.seen.clone())}
                        {declaration(&check)}
                    </form>
                </div>
            </div>
        },
    )
    .after(above(check.company.clone(), check.back.clone()))
}

/// What is declared with the button below: read by the resident, read out to them, or in what they wrote.
fn declaration(check: &CheckPage<'_>) -> AnyView {
    let Some(acting) = &check.company.acting else {
        return view! {
            <h2 class="govuk-heading-m">{text("check-declaration")}</h2>
            <div class="guidance" inner_html=said(check.declaration)></div>
            {Button::new(text("check-submit")).prevent_double_click()}
        }
        .into_any();
    };
    let how = if ["post", "email"].contains(&acting.channel) {
        "written"
    } else {
        "spoken"
    };
    let words = match check.declaration_aloud {
        Some(aloud) => view! { <p class="govuk-body"><q>{said(aloud)}</q></p> }.into_any(),
        None => {
            view! { <div class="guidance" inner_html=said(check.declaration)></div> }.into_any()
        }
    };
    let who = acting
        .name
        .clone()
        .unwrap_or_else(|| text("declare-somebody"));
    view! {
        <h2 class="govuk-heading-m">{text(&format!("declare-{how}-title"))}</h2>
        <p class="govuk-body">{text_with(&format!("declare-{how}-what"), &[("who", &who)])}</p>
        <div class="aloud" role="note" aria-label=text("aloud-label")>{words}</div>
        {Button::new(text(&format!("declare-{how}-submit"))).prevent_double_click().attribute("data-shortcut", "s")}
    }
    .into_any()
}

/// Says who else will be told, before anything is sent.
fn tells(tells: &[String]) -> Option<AnyView> {
    if tells.is_empty() {
        return None;
    }
    let lines = tells.iter().map(|line| view! { <li>{line.clone()}</li> });
    let view = view! {
        <p class="govuk-body">{text("check-tells")}</p>
        <ul class="govuk-list govuk-list--bullet">{lines.collect_view()}</ul>
    };
    Some(InsetText::new(Html::view(view)).view())
}

fn rows(pages: &[&SnapshotPage], check: &CheckPage<'_>) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    for page in pages {
        for question in page
            .questions
            .iter()
            .filter(|question| question.asked != Asked::NotAsked)
        {
            let label = said(&question.label);
            let what = text_with("check-change-what", &[("question", &label)]);
            let href = format!("{}/{}?change=1", check.session, page.id);
            let known = check.used.get(&question.name);
            let note = known.map(|known| {
                view! { <p class="govuk-hint known-from">{known.words()}</p> }
            });
            let shown = view! { {answer(question)}{note} };
            rows.push(SummaryRow::new(label, Html::view(shown)).action(
                text("check-change"),
                href,
                what,
            ));
        }
    }
    rows
}
