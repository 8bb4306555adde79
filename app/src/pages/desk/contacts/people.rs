//! Those with whom a contact is, on its page.

use guildhall_domain::contacts::Rung;
use leptos::prelude::*;

use crate::{
    components::{Button, Tag, WarningText},
    pages::{
        csrf_control,
        desk::{
            CaseRow, case_table,
            organisations::ActsForRow,
            warnings::{WarningRow, warnings},
        },
    },
    wording::{text, text_with},
};

/// Somebody with whom the contact is, as far as they are known to be the one.
#[derive(Clone, Debug)]
pub struct PersonCard {
    pub id: String,
    pub name: String,
    pub rung: Rung,
    /// How they showed who they are: the word of a method.
    pub method: Option<&'static str>,
    /// When they did.
    pub verified: Option<String>,
    /// They said in their own account that it is not they.
    pub is_denied: bool,
    /// They are asked in their own account, and have not answered yet.
    pub is_waiting: bool,
    /// Who speaks for them.
    pub represented_by: Option<String>,
    /// The organisation for which they speak.
    pub speaks_for: Option<String>,
    /// The organisations for which they may speak.
    pub acts_for: Vec<ActsForRow>,
    /// What staff have to know before they meet them, and what they need: shown whoever calls.
    pub warnings: Vec<WarningRow>,
    /// Their open cases, once it is known that it is they.
    pub cases: Vec<CaseRow>,
    /// They were asked for in a link of this page before it was known who they are.
    pub is_to_check: bool,
}

impl PersonCard {
    fn tag(&self) -> AnyView {
        let colour = match self.rung {
            Rung::Unverified => "govuk-tag--yellow",
            Rung::Answered => "govuk-tag--blue",
            Rung::Proved => "govuk-tag--green",
        };
        Tag::new(text(&format!("rung-{}", self.rung.word())))
            .classes(colour)
            .view()
    }
}

/// A card for each of them. What may be done with it is offered to whoever has the contact while it is open.
pub(super) fn cards(contact: &str, people: Vec<PersonCard>, acting: Option<&str>) -> AnyView {
    let cards = people.into_iter().map(|card| {
        let acts = acting.map(|csrf| acts(contact, &card, csrf));
        view_of(card, acts)
    });
    cards.collect::<Vec<_>>().into_any()
}

fn view_of(card: PersonCard, acts: Option<AnyView>) -> AnyView {
    let heading = format!("person-{}", card.id);
    let id = heading.clone();
    let tag = card.tag();
    let why = match card.method {
        Some(method) => text(&format!("verified-by-{method}")),
        None => text(&format!("rung-what-{}", card.rung.word())),
    };
    let denied = card
        .is_denied
        .then(|| WarningText::new(text("verify-denied")).view());
    let waiting = card
        .is_waiting
        .then(|| view! { <p class="govuk-body">{text("verify-waiting")}</p> });
    let when = card
        .verified
        .map(|when| view! { " "<span class="govuk-hint">{when}</span> });
    let check = card.is_to_check.then(
        || view! { <p class="govuk-body"><strong>{text("contact-check-first")}</strong></p> },
    );
    let represented = card
        .represented_by
        .map(|name| view! { <p class="govuk-body">{text_with("contact-represented", &[("name", &name)])}</p> });
    let speaks_for = card
        .speaks_for
        .map(|name| view! { <p class="govuk-body">{text_with("contact-speaks-for", &[("name", &name)])}</p> });
    let cases = (!card.cases.is_empty()).then(|| case_table(text("contact-cases"), card.cases));
    view! {
        <section class="contact-person" aria-labelledby=heading.clone()>
            <h2 class="govuk-heading-m as-typed" id=id>{card.name}</h2>
            {denied}
            <p class="govuk-body">{tag}" "{why}{when}</p>
            {check}
            {waiting}
            {represented}
            {speaks_for}
            {warnings(card.warnings)}
            {cases}
            {acts}
        </section>
    }
    .into_any()
}

/// What may be done about somebody with whom the contact is.
fn acts(contact: &str, card: &PersonCard, csrf: &str) -> AnyView {
    let base = format!("/desk/contacts/{contact}/people/{}", card.id);
    let open = card.rung.sees_record().then(|| {
        Button::link(
            text("contact-open-record"),
            format!("/desk/people/{}?contact={contact}", card.id),
        )
        .secondary()
        .attribute("data-shortcut", "p")
        .view()
    });
    let speak = (!card.acts_for.is_empty()).then(|| {
        let action = format!("{base}/speak-for");
        let (csrf, rows) = (csrf.to_owned(), card.acts_for.clone());
        let mut choices: Vec<_> = rows
            .into_iter()
            .map(|row| {
                let words = text_with("contact-speak-for", &[("name", &row.name)]);
                Button::new(words)
                    .named("organisation", row.id)
                    .secondary()
                    .view()
            })
            .collect();
        if card.speaks_for.is_some() {
            choices.push(
                Button::new(text("contact-speak-for-self"))
                    .named("organisation", "")
                    .secondary()
                    .view(),
            );
        }
        view! {
            <form method="post" action=action>
                {csrf_control(csrf)}
                <div class="govuk-button-group">{choices}</div>
            </form>
        }
    });
    let remove = format!("{base}/remove");
    let verify = Button::link(text("verify-link"), format!("{base}/verify"))
        .attribute("data-shortcut", "v")
        .attribute(
            "aria-label",
            text_with("verify-link-whom", &[("name", &card.name)]),
        );
    let verify = match card.rung {
        Rung::Unverified => Some(verify.view()),
        Rung::Answered => Some(verify.secondary().view()),
        Rung::Proved => None,
    };
    view! {
        <div class="govuk-button-group">
            {verify}
            {open}
            <a class="govuk-link" href=remove>{text("contact-wrong-person")}</a>
        </div>
        {speak}
    }
    .into_any()
}
