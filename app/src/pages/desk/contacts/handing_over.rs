//! `/desk/contacts/{id}/hand-over`

use guildhall_domain::contacts::LONGEST_WORDS;
use leptos::prelude::*;

use crate::{
    components::{Button, CharacterCount, ErrorSummary, Select, SelectItem},
    pages::{Page, csrf_control, small_form::SmallForm},
    wording::{text, text_with},
};

/// Gives a contact with its whole story to a colleague or a team.
#[derive(Clone, Debug)]
pub struct HandOver {
    pub contact: String,
    pub form: SmallForm,
    /// Colleagues and teams, each with the word that is sent: `staff:` or `team:` and the id.
    pub colleagues: Vec<(String, String)>,
    pub teams: Vec<(String, String)>,
}

pub fn hand_over(page: HandOver) -> Page {
    let back = format!("/desk/contacts/{}", page.contact);
    let action = format!("{back}/hand-over");
    let most = LONGEST_WORDS.to_string();
    let said = |key: &str| text_with(key, &[("most", most.as_str())]);
    let errors: Vec<_> = page
        .form
        .errors
        .iter()
        .map(|(control, key)| (*control, said(key)))
        .collect();
    let error = |name: &str| {
        let wrong = errors.iter().find(|(control, _)| *control == name);
        wrong.map(|(_, words)| words.clone())
    };
    let (to_error, words_error) = (error("to"), error("words"));
    let has_error = !errors.is_empty();
    let summary = ErrorSummary::new(errors).view();
    let nobody = SelectItem::new("", text("contact-hand-over-nobody"));
    let teams = page.teams.into_iter().map(|(word, name)| {
        SelectItem::new(
            word,
            text_with("contact-hand-over-team", &[("team", &name)]),
        )
    });
    let colleagues = page
        .colleagues
        .into_iter()
        .map(|(word, name)| SelectItem::new(word, name));
    let choices: Vec<_> = std::iter::once(nobody)
        .chain(teams)
        .chain(colleagues)
        .collect();
    let limit = u32::try_from(LONGEST_WORDS).unwrap_or(u32::MAX);
    Page::new(
        text("contact-hand-over"),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{text("contact-hand-over")}</h1>
                    <p class="govuk-body">{text("contact-hand-over-what")}</p>
                    <form method="post" action=action novalidate>
                        {csrf_control(page.form.csrf.clone())}
                        {Select::new("to", text("contact-hand-over-to"), choices)
                            .value(page.form.value("to"))
                            .error(to_error)}
                        {CharacterCount::new("words", text("contact-hand-over-words"), limit)
                            .value(page.form.value("words"))
                            .error(words_error)}
                        {Button::new(text("contact-hand-over-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to(back)
}
