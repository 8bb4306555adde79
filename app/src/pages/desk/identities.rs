//! `/desk/people/{id}/accounts/{identity}`, and the accounts on a person's page

use guildhall_domain::accounts::Document;
use leptos::prelude::*;

use crate::{
    components::{
        Button, Checkboxes, Choice, ErrorSummary, Input, Legend, SummaryList, SummaryRow,
    },
    pages::{Page, csrf_control},
    wording::{text, text_with},
};

/// An account as staff see it: enough to tell it from another.
#[derive(Clone, Debug)]
pub struct AccountRow {
    pub id: String,
    pub name: String,
    /// "b***@residents.example"
    pub email: String,
    /// When its holder's identity was checked.
    pub checked: Option<String>,
    /// What was seen then.
    pub documents: Vec<Document>,
}

impl AccountRow {
    fn state(&self) -> String {
        match &self.checked {
            None => text("identity-not-checked"),
            Some(when) => {
                let documents = self.documents.iter().map(|document| words(*document));
                let documents = documents.collect::<Vec<_>>().join(", ");
                text_with(
                    "identity-checked-on",
                    &[("when", when), ("documents", &documents)],
                )
            }
        }
    }
}

fn words(document: Document) -> String {
    text(&format!("document-{}", document.word()))
}

/// The accounts that open a person's record; `may_check` links to the page that checks one.
pub(super) fn accounts(
    person: &str,
    accounts: Vec<AccountRow>,
    may_check: bool,
) -> impl IntoView + use<> {
    let heading = view! { <h2 class="govuk-heading-m">{text("person-accounts")}</h2> };
    if accounts.is_empty() {
        return view! { {heading}<p class="govuk-body">{text("person-accounts-none")}</p> }
            .into_any();
    }
    let rows = accounts.into_iter().map(|account| {
        let row = SummaryRow::new(account.email.clone(), account.state());
        if !may_check || account.checked.is_some() {
            return row;
        }
        let href = format!("/desk/people/{person}/accounts/{}", account.id);
        let whose = super::teams::of(&account.email);
        row.action(text("identity-check"), href, whose)
    });
    view! { {heading}{SummaryList::new(rows)} }.into_any()
}

/// Checks who the holder of an account is.
#[derive(Clone, Debug)]
pub struct CheckPage {
    pub csrf: String,
    pub person: String,
    pub account: AccountRow,
    /// The code as typed.
    pub code: String,
    pub chosen: Vec<Document>,
    /// The wrong controls, each with the key of what to say.
    pub errors: Vec<(&'static str, &'static str)>,
}

pub fn check(page: CheckPage) -> Page {
    let title = text_with("identity-check-title", &[("name", &page.account.name)]);
    let error = |control: &str| {
        let wrong = page.errors.iter().find(|(name, _)| *name == control);
        wrong.map(|(_, key)| text(key))
    };
    let summary = ErrorSummary::new(
        page.errors
            .iter()
            .map(|(control, key)| (*control, text(key)))
            .collect::<Vec<_>>(),
    );
    let choices = Document::ALL
        .iter()
        .map(|document| Choice::new(document.word(), words(*document)));
    let legend = Legend {
        classes: "govuk-fieldset__legend--m".into(),
        ..Legend::new(text("identity-documents"))
    };
    let documents = Checkboxes::new("document", legend, choices)
        .hint(text("identity-documents-hint"))
        .values(page.chosen.iter().map(|document| document.word()))
        .error(error("document"));
    let code = Input::new("code", text("identity-code-label"))
        .hint(text("identity-code-hint"))
        .inputmode("numeric")
        .value(page.code)
        .classes("govuk-input--width-5")
        .error(error("code"))
        .attribute("autocomplete", "off");
    let action = format!("/desk/people/{}/accounts/{}", page.person, page.account.id);
    let has_error = !page.errors.is_empty();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary.view()}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">
                        {text_with(
                            "identity-check-account",
                            &[("email", &page.account.email), ("name", &page.account.name)],
                        )}
                    </p>
                    <form method="post" action=action novalidate>
                        {csrf_control(page.csrf)}
                        <input type="hidden" name="name" value=page.account.name.clone()/>
                        {code}
                        {documents}
                        {Button::new(text("identity-check-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to(format!("/desk/people/{}", page.person))
}
