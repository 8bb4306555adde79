//! `/desk/callbacks/new`: first who is to ring, then whom, why and by when.

use guildhall_domain::opening_hours::Now;
use leptos::prelude::*;

use crate::{
    components::{
        Button, CharacterCount, DateInput, ErrorSummary, Html, InsetText, Select, SelectItem,
        Textarea,
    },
    pages::{
        Page,
        desk::{ServiceOption, contacts::InContact, hours::now_view, tasks::About},
        small_form::{SmallForm, way},
    },
    wording::{text, text_with},
};

/// The names of the controls of a team's questions, in their order.
pub const QUESTIONS: [&str; 10] = [
    "question-0",
    "question-1",
    "question-2",
    "question-3",
    "question-4",
    "question-5",
    "question-6",
    "question-7",
    "question-8",
    "question-9",
];

/// Who is to ring.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// Every team, by its id.
    pub teams: Vec<(String, String)>,
    /// Whom it is about, by the id of their record, if somebody.
    pub person: Option<String>,
    /// Nothing was chosen.
    pub is_wrong: bool,
}

pub fn choose(choosing: Choosing) -> Page {
    let nothing = SelectItem::new("", text("form-select-nothing"));
    let team = |(id, name): (String, String)| SelectItem::new(id, name);
    let has_teams = !choosing.teams.is_empty();
    let teams: Vec<_> = std::iter::once(nothing)
        .chain(choosing.teams.into_iter().map(team))
        .collect();
    let wrong = choosing.is_wrong.then(|| text("callback-choose-wrong"));
    let summary = ErrorSummary::new(wrong.clone().map(|words| ("team", words))).view();
    let person = choosing.person.map(|person| {
        view! { <input type="hidden" name="person" value=person/> }
    });
    let contact = use_context::<InContact>().map(|InContact(contact)| {
        view! { <input type="hidden" name="contact" value=contact/> }
    });
    let form = if has_teams {
        view! {
            <form action="/desk/callbacks/new" method="get" novalidate>
                {person}
                {contact}
                {Select::new("team", text("callback-choose-team"), teams).error(wrong)}
                {Button::new(text("callback-choose-button"))}
            </form>
        }
        .into_any()
    } else {
        view! { <p class="govuk-body">{text("callback-choose-no-teams")}</p> }.into_any()
    };
    Page::new(
        text("callback-choose-title"),
        view! {
            {summary}
            <h1 class="govuk-heading-l">{text("callback-choose-title")}</h1>
            {form}
            {way("/desk/directory", text("callback-choose-directory"))}
        },
    )
    .with_error(choosing.is_wrong)
    .back_to("/desk/callbacks")
}

/// A callback to be asked for, as typed so far.
#[derive(Clone, Debug)]
pub struct NewCallback {
    pub form: SmallForm,
    /// Names the form, so that it asks once however often it is sent.
    pub key: String,
    /// The team or the colleague who is to ring.
    pub to: String,
    /// Whether the team is there now, and how it wants to be asked.
    pub now: Option<Now>,
    pub words: String,
    pub about: About,
    pub services: Vec<ServiceOption>,
    pub questions: Vec<String>,
    /// Where the form is sent, and with it whom it is about and who is to ring.
    pub action: String,
    pub back: String,
}

pub fn new(callback: NewCallback) -> Page {
    let form = callback.form;
    let name = form
        .input("name", text("callback-name"))
        .autocomplete("off")
        .spellcheck(false);
    let telephone = form
        .input("telephone", text("callback-telephone"))
        .hint(text("callback-telephone-hint"))
        .kind("tel")
        .autocomplete("off")
        .classes("govuk-input--width-20");
    let best_time = form
        .input("best_time", text("callback-best-time-optional"))
        .hint(text("callback-best-time-hint"));
    let words = CharacterCount::new("words", text("callback-words"), 2_000)
        .hint(text("callback-words-hint"))
        .rows(4)
        .value(form.value("words"))
        .error(form.error("words"));
    let none = SelectItem::new("", text("callback-no-service"));
    let service = |service: ServiceOption| SelectItem::new(service.slug, service.title);
    let services: Vec<_> = std::iter::once(none)
        .chain(callback.services.into_iter().map(service))
        .collect();
    let services = Select::new("service", text("callback-service-optional"), services)
        .value(form.value("service"))
        .error(form.error("service"));
    let due = DateInput::new("due_on", text("callback-due"))
        .hint(text("callback-due-hint"))
        .typed(
            form.value("due_on-day"),
            form.value("due_on-month"),
            form.value("due_on-year"),
        )
        .error(form.error("due_on-day"));
    let time = form
        .input("due_time", text("callback-due-time"))
        .hint(text("callback-due-time-hint"))
        .autocomplete("off")
        .classes("govuk-input--width-5");
    let controls = view! {
        <input type="hidden" name="key" value=callback.key/>
        {to(callback.to, callback.now, callback.words)}
        {InsetText::new(Html::view(callback.about.cell()))}
        {name}
        {telephone}
        {best_time}
        {words}
        {services}
        {questions(&form, callback.questions)}
        {due}
        {time}
        {Button::new(text("callback-ask-button")).prevent_double_click()}
    };
    form.page(text("callback-new-title"), callback.action, controls, ())
        .back_to(callback.back)
}

fn to(to: String, now: Option<Now>, words: String) -> AnyView {
    let to = text_with("callback-to", &[("to", &to)]);
    let now = now.map(|now| view! { <p class="govuk-body">{now_view(now)}</p> });
    let words =
        (!words.is_empty()).then(|| view! { <p class="govuk-body message-text">{words}</p> });
    view! {
        <p class="govuk-body as-typed"><strong>{to}</strong></p>
        {now}
        {words}
    }
    .into_any()
}

/// What the team wants to know, each question with itself beside it: a team may change them while somebody types.
fn questions(form: &SmallForm, questions: Vec<String>) -> AnyView {
    let controls = questions.into_iter().zip(QUESTIONS);
    let controls = controls.map(|(question, name)| {
        let asked = name.replace("question", "asked");
        let area = Textarea::new(name, question.clone())
            .rows(2)
            .value(form.value(name))
            .error(form.error(name));
        view! {
            <input type="hidden" name=asked value=question/>
            {area}
        }
    });
    let controls: Vec<_> = controls.collect();
    let heading = (!controls.is_empty())
        .then(|| view! { <h2 class="govuk-heading-m">{text("callback-questions")}</h2> });
    view! {
        {heading}
        {controls}
    }
    .into_any()
}
