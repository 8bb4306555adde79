//! `/desk/people/{id}/why`

use guildhall_domain::openings::{Contact, Ground, LONGEST_STATED, NotStated};
use leptos::prelude::*;

use super::CaseRow;
use crate::{
    components::{Button, Choice, ErrorSummary, Input, Radios},
    pages::{Page, csrf_control},
    wording::{text, text_with},
};

/// Why a record is opened: one press for most, and one's own words for the rest. Of the record it shows the name alone.
#[derive(Clone, Debug)]
pub struct WhyPage {
    pub csrf: String,
    pub action: String,
    /// Where the reader was going.
    pub next: String,
    pub name: String,
    /// The person's open cases that the reader may see.
    pub cases: Vec<CaseRow>,
    /// Whether the reader may start a contact.
    pub takes_contacts: bool,
    /// Whether the reader may keep the look from the person.
    pub may_withhold: bool,
    pub stated: String,
    /// The word of a ground, or empty.
    pub withhold: String,
    pub problem: Option<NotStated>,
}

pub fn page(why: WhyPage) -> Page {
    let problem = why.problem.map(|problem| match problem {
        NotStated::Empty => text("why-empty"),
        NotStated::TooLong => text_with("why-too-long", &[("most", &LONGEST_STATED.to_string())]),
    });
    let errors = problem.clone().map(|problem| ("stated", problem));
    let summary = ErrorSummary::new(errors).view();
    let hidden = || {
        let (csrf, next) = (why.csrf.clone(), why.next.clone());
        view! {
            {csrf_control(csrf)}
            <input type="hidden" name="next" value=next/>
        }
    };
    let button = |how: Contact| {
        Button::new(text(&format!("why-{}", how.word()))).named("contact", how.word())
    };
    let contacts = why.takes_contacts.then(|| {
        view! {
            <p class="govuk-body">{text("why-contact-what")}</p>
            <form method="post" action=why.action.clone()>
                {hidden()}
                <div class="govuk-button-group">
                    {button(Contact::Telephone).attribute("data-shortcut", "t").prevent_double_click()}
                    {button(Contact::Counter).attribute("data-shortcut", "k").prevent_double_click()}
                </div>
            </form>
            <h2 class="govuk-heading-m">{text("why-for-case")}</h2>
        }
    });
    let cases = why.cases.iter().map(|case| {
        let named = [
            ("service", case.service.as_str()),
            ("reference", case.reference.as_str()),
        ];
        Button::new(text_with("why-case", &named))
            .named("case", case.reference.clone())
            .secondary()
            .view()
    });
    let withhold = why.may_withhold.then(|| withhold(&why.withhold));
    Page::new(
        text("why-title"),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <span class="govuk-caption-l as-typed">{why.name.clone()}</span>
                    <h1 class="govuk-heading-l">{text("why-title")}</h1>
                    <p class="govuk-body">{text("why-what")}</p>
                    {contacts}
                    <form method="post" action=why.action.clone()>
                        {hidden()}
                        <div class="govuk-button-group">
                            {cases.collect_view()}
                            {button(Contact::Other).secondary()}
                        </div>
                    </form>
                    <h2 class="govuk-heading-m">{text("why-other-reason")}</h2>
                    <form method="post" action=why.action.clone() novalidate>
                        {hidden()}
                        {Input::new("stated", text("why-stated"))
                            .hint(text("why-stated-hint"))
                            .value(why.stated.clone())
                            .error(problem)
                            .attribute("autocomplete", "off")}
                        {withhold}
                        {Button::new(text("why-stated-button")).secondary()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(why.problem.is_some())
    .back_to("/desk/people")
}

/// Whether the person learns of it, for those who may decide that they do not.
fn withhold(chosen: &str) -> impl IntoView + use<> {
    let tell = Choice::new("", text("withhold-not")).checked(chosen.is_empty());
    let grounds = Ground::ALL.iter().map(|ground| {
        Choice::new(ground.word(), text(&format!("withhold-{}", ground.word())))
            .checked(chosen == ground.word())
    });
    let choices: Vec<_> = std::iter::once(tell).chain(grounds).collect();
    Radios::new("withhold", text("withhold-title"), choices)
        .hint(text("withhold-hint"))
        .classes("govuk-radios--small")
        .view()
}
