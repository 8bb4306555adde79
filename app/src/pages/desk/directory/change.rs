//! `/desk/teams/{id}/directory`

use leptos::prelude::*;

use crate::{
    components::{Button, CharacterCount, Fieldset, Input, Textarea},
    pages::{Page, desk::hours::DAYS, small_form::SmallForm},
    wording::{text, text_with},
};

/// What the directory says of a team, as typed so far.
#[derive(Clone, Debug)]
pub struct EntryForm {
    pub id: String,
    pub name: String,
    /// The revision that the reader is looking at.
    pub revision: i64,
    /// With the controls `{day}-opens` and `{day}-closes` for each of [`DAYS`].
    pub form: SmallForm,
    /// Somebody else changed it in between: their version is on the team's page.
    pub is_overtaken: bool,
}

pub fn change(entry: EntryForm) -> Page {
    let form = entry.form;
    let area = |name: &'static str, label: &str, hint: &str, rows: u16| {
        Textarea::new(name, text(label))
            .hint(text(hint))
            .rows(rows)
            .value(form.value(name))
            .error(form.error(name))
            .view()
    };
    let dealings = CharacterCount::new("dealings", text("directory-dealings"), 2_000)
        .hint(text("directory-dealings-hint"))
        .value(form.value("dealings"))
        .error(form.error("dealings"));
    let telephone = form
        .input("telephone", text("directory-telephone"))
        .kind("tel")
        .classes("govuk-input--width-20");
    let email = form.email("email", text("directory-email"), "off");
    let within = form
        .input("callback_hours", text("directory-callback-hours"))
        .hint(text("directory-callback-hours-hint"))
        .inputmode("numeric")
        .classes("govuk-input--width-3");
    let overtaken = entry.is_overtaken.then(|| {
        let href = format!("/desk/directory/{}", entry.id);
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{text("directory-see-theirs")}</a></p> }
    });
    let controls = view! {
        <input type="hidden" name="revision" value=entry.revision.to_string()/>
        {overtaken}
        {dealings}
        {telephone}
        {email}
        {week(&form)}
        {area("closed", "directory-closed", "directory-closed-hint", 4)}
        {area("callback_words", "directory-callback-words", "directory-callback-words-hint", 3)}
        {within}
        {area("questions", "directory-questions", "directory-questions-hint", 6)}
        {Button::new(text("directory-save")).prevent_double_click()}
    };
    let title = text_with("directory-change-title", &[("name", &entry.name)]);
    let action = format!("/desk/teams/{}/directory", entry.id);
    form.page(title, action, controls, ())
        .back_to(format!("/desk/directory/{}", entry.id))
}

/// The names of the controls of each day.
pub const OPENS: [&str; 7] = [
    "monday-opens",
    "tuesday-opens",
    "wednesday-opens",
    "thursday-opens",
    "friday-opens",
    "saturday-opens",
    "sunday-opens",
];
pub const CLOSES: [&str; 7] = [
    "monday-closes",
    "tuesday-closes",
    "wednesday-closes",
    "thursday-closes",
    "friday-closes",
    "saturday-closes",
    "sunday-closes",
];

fn week(form: &SmallForm) -> AnyView {
    let days = (0..DAYS.len()).map(|place| {
        let day = text(&format!("day-{}", DAYS[place]));
        let time = |name: &'static str, key: &str| {
            Input::new(name, text_with(key, &[("day", &day)]))
                .value(form.value(name))
                .error(form.error(name))
                .classes("govuk-input--width-5")
                .attribute("autocomplete", "off")
                .view()
        };
        view! {
            <div class="opening-times">
                {time(OPENS[place], "directory-opens")}
                {time(CLOSES[place], "directory-closes")}
            </div>
        }
    });
    let inside = view! {
        <p class="govuk-hint">{text("directory-week-hint")}</p>
        {days.collect_view()}
    };
    Fieldset::new(text("directory-week"), inside).view()
}
