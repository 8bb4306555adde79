//! `/desk/people/new`, and the question whether the person is there already

use leptos::prelude::*;

use super::{contacts::in_contact, people::PersonRow};
use crate::{
    components::{Button, Cell, DateInput, ErrorSummary, Input},
    pages::{Page, csrf_control},
    wording::{text, text_with},
};

/// A person to be added, as typed so far.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    pub csrf: String,
    pub name: String,
    /// Day, month and year.
    pub born: [String; 3],
    pub address_line: String,
    pub postcode: String,
    pub email: String,
    pub telephone: String,
    /// Which controls are wrong, with the key of what to say.
    pub errors: Vec<(&'static str, &'static str)>,
}

impl NewPerson {
    /// Each control with what was typed in it.
    fn typed(&self) -> [(&'static str, &str); 8] {
        let [day, month, year] = &self.born;
        [
            ("name", &self.name),
            ("born-day", day),
            ("born-month", month),
            ("born-year", year),
            ("address_line", &self.address_line),
            ("postcode", &self.postcode),
            ("email", &self.email),
            ("telephone", &self.telephone),
        ]
    }
}

pub fn new(person: NewPerson) -> Page {
    let title = text("people-add");
    let has_error = !person.errors.is_empty();
    let words: Vec<_> = person
        .errors
        .iter()
        .map(|(control, key)| (*control, text(key)))
        .collect();
    let csrf = person.csrf.clone();
    let inputs = inputs(person, &words);
    // The first part of a date is where its error is put right.
    let summary = words.into_iter().map(|(control, words)| {
        let place = if control == "born" {
            "born-day"
        } else {
            control
        };
        (place, words)
    });
    let summary = ErrorSummary::new(summary.collect::<Vec<_>>()).view();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <form method="post" action=in_contact("/desk/people/new") novalidate>
                        {csrf_control(csrf)}
                        {inputs}
                        {Button::new(text("people-add-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to("/desk/people")
}

fn inputs(person: NewPerson, errors: &[(&'static str, String)]) -> impl IntoView + use<> {
    let error = |control: &str| {
        let mut errors = errors.iter();
        errors
            .find(|(wrong, _)| *wrong == control)
            .map(|(_, words)| words.clone())
    };
    let [day, month, year] = person.born;
    view! {
        {Input::new("name", text("person-name")).value(person.name).error(error("name")).spellcheck(false)
            .attribute("autocomplete", "off")}
        {DateInput::new("born", text("person-born-optional")).hint(text("person-born-hint")).typed(day, month, year)
            .error(error("born"))}
        {Input::new("address_line", text("person-address-line-optional")).value(person.address_line)
            .error(error("address_line")).attribute("autocomplete", "off")}
        {Input::new("postcode", text("person-postcode-optional")).classes("govuk-input--width-10").spellcheck(false)
            .value(person.postcode).error(error("postcode")).attribute("autocomplete", "off")}
        {Input::new("email", text("person-email-optional")).kind("email").spellcheck(false).value(person.email)
            .error(error("email")).attribute("autocomplete", "off")}
        {Input::new("telephone", text("person-telephone-optional")).kind("tel").classes("govuk-input--width-20")
            .value(person.telephone).error(error("telephone")).attribute("autocomplete", "off")}
    }
}

/// Somebody who is like the person to be added.
#[derive(Clone, Debug)]
pub struct AlikeRow {
    pub person: PersonRow,
    /// What they have in common, as the ends of the keys of what to say.
    pub shared: Vec<&'static str>,
}

/// Asks, before somebody is added, whether they are one of these.
#[derive(Clone, Debug)]
pub struct AlikeQuestion {
    pub new: NewPerson,
    /// They may be the same person.
    pub likely: Vec<AlikeRow>,
    /// They share an address, a telephone or an e-mail address.
    pub household: Vec<AlikeRow>,
}

pub fn ask(question: AlikeQuestion) -> Page {
    let name = question.new.name.clone();
    let words = |key: &str| text_with(key, &[("name", &name)]);
    let (title, button) = if question.likely.is_empty() {
        ("alike-household-title", "alike-none-household")
    } else {
        ("alike-title", "alike-none")
    };
    let (title, button) = (words(title), words(button));
    let shown = question.likely.iter().chain(&question.household);
    let shown =
        shown.map(|row| view! { <input type="hidden" name="not" value=row.person.id.clone()/> });
    let shown = shown.collect_view();
    let likely = list("alike-likely", question.likely);
    let household = list("alike-household", question.household);
    let what = words("alike-what");
    let csrf = question.new.csrf.clone();
    Page::new(
        title.clone(),
        view! {
            <h1 class="govuk-heading-l as-typed">{title}</h1>
            <p class="govuk-body">{what}</p>
            {likely}
            {household}
            <form method="post" action=in_contact("/desk/people/new") novalidate>
                {csrf_control(csrf)}
                {kept(&question.new)}
                {shown}
                <div class="govuk-button-group">
                    {Button::new(button).prevent_double_click()}
                    <button type="submit" name="change" value="yes" class="govuk-button govuk-button--secondary" data-module="govuk-button">
                        {text("alike-change")}
                    </button>
                </div>
            </form>
        },
    )
    .back_to("/desk/people")
}

/// What was typed, so that nothing has to be typed twice.
fn kept(new: &NewPerson) -> impl IntoView + use<> {
    let typed = new.typed().map(|(control, value)| {
        view! { <input type="hidden" name=control value=value.to_owned()/> }
    });
    typed.collect_view()
}

fn list(caption: &'static str, people: Vec<AlikeRow>) -> Option<AnyView> {
    if people.is_empty() {
        return None;
    }
    let labels = [
        "person-name",
        "person-born",
        "person-address",
        "person-email",
        "person-telephone",
        "alike-shared",
    ]
    .map(text);
    let known = |value: Option<String>| value.unwrap_or_else(|| text("person-not-known"));
    let rows = people.into_iter().map(|row| {
        let shared = row.shared.iter().map(|shared| text(&format!("shared-{shared}")));
        let shared: Vec<String> = shared.collect();
        let href = in_contact(&format!("/desk/people/{}", row.person.id));
        // A link is told by its words alone, out of its row.
        let hidden = text_with("alike-use-of", &[("name", &row.person.name)]);
        let born = row.person.born();
        let cells = [
            view! {
                <span class="as-typed">{row.person.name}</span>
                <br/>
                <a class="govuk-link" href=href>{text("alike-use")}<span class="govuk-visually-hidden">" "{hidden}</span></a>
            }
            .into_any(),
            known(born).into_any(),
            view! { <span class="as-typed">{known(row.person.address)}</span> }.into_any(),
            view! { <span class="as-typed">{known(row.person.email)}</span> }.into_any(),
            known(row.person.telephone).into_any(),
            shared.join(", ").into_any(),
        ];
        cells.map(Cell::new).into()
    });
    Some(super::table(text(caption), labels, rows.collect()))
}
