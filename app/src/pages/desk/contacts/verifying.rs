//! `/desk/contacts/{id}/people/{person}/verify`: who is calling.

use guildhall_domain::{
    accounts::Document,
    contacts::{Method, Rung, ladder::WhyNot, questions::Question},
};
use leptos::prelude::*;

use crate::{
    components::{
        Button, Checkboxes, Choice, ErrorSummary, Input, InsetText, Legend, NotificationBanner,
        Radios, Tag, WarningText,
    },
    pages::{Page, csrf_control, small_form::SmallForm},
    wording::{text, text_with},
};

/// Somebody in a contact, with the ways in which they may show who they are.
#[derive(Clone, Debug)]
pub struct VerifyPage {
    pub csrf: String,
    pub contact: String,
    /// The path of this page.
    pub place: String,
    pub name: String,
    pub rung: Rung,
    pub method: Option<Method>,
    /// When they reached it.
    pub verified: Option<String>,
    /// Who speaks for them.
    pub speaker: Option<String>,
    /// They said in their own account that it is not they.
    pub is_denied: bool,
    /// Until when no questions are asked.
    pub locked_until: Option<String>,
    /// Where a code may go.
    pub channels: Vec<ChannelChoice>,
    /// What they were asked in their account, and when.
    pub asking: Option<(Asking, String)>,
    pub ways: Vec<Way>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

/// An address or number, masked.
#[derive(Clone, Debug)]
pub struct ChannelChoice {
    /// Its place in the list.
    pub place: usize,
    /// `email` or `telephone`
    pub means: &'static str,
    pub masked: String,
}

/// What came of asking somebody in their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    Waits,
    Yes,
    No,
    /// They did not answer in time.
    Over,
}

/// A way of showing who one is, and why it is closed, if it is.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    pub method: Method,
    pub why_not: Option<WhyNot>,
}

/// What is said on the page of each way.
fn words_of(method: Method) -> (&'static str, &'static str) {
    match method {
        Method::Code => ("way-code", "way-code-what"),
        Method::Approval => ("way-approval", "way-approval-what"),
        Method::Questions => ("way-questions", "way-questions-what"),
        Method::Documents => ("way-documents", "way-documents-what"),
        Method::Authority => ("way-authority", "way-authority-what"),
    }
}

pub fn page(page: VerifyPage) -> Page {
    let title = text_with("verify-title", &[("name", &page.name)]);
    let banner = page.done.map(|key| {
        if key == "verify-passed" {
            NotificationBanner::success(text(key)).view()
        } else {
            NotificationBanner::new(text(key)).view()
        }
    });
    let denied = page
        .is_denied
        .then(|| WarningText::new(text("verify-denied")).view());
    let speaker = page.speaker.as_ref().map(|name| {
        view! { <p class="govuk-body">{text_with("contact-represented", &[("name", name)])}</p> }
    });
    let ways: Vec<_> = page.ways.iter().map(|one| way(&page, *one)).collect();
    let back = format!("/desk/contacts/{}", page.contact);
    Page::new(
        title.clone(),
        view! {
            {banner}
            <h1 class="govuk-heading-l">{title}</h1>
            {denied}
            {standing(&page)}
            {speaker}
            {ways}
        },
    )
    .back_to(back)
}

/// The rung they are on, and why.
fn standing(page: &VerifyPage) -> impl IntoView + use<> {
    let colour = match page.rung {
        Rung::Unverified => "govuk-tag--yellow",
        Rung::Answered => "govuk-tag--blue",
        Rung::Proved => "govuk-tag--green",
    };
    let tag = Tag::new(text(&format!("rung-{}", page.rung.word()))).classes(colour);
    let why = match page.method {
        Some(method) => text(&format!("verified-by-{}", method.word())),
        None => text(&format!("rung-what-{}", page.rung.word())),
    };
    let when = page
        .verified
        .clone()
        .map(|when| view! { " "<span class="govuk-hint">{when}</span> });
    view! { <p class="govuk-body">{tag.view()}" "{why}{when}</p> }
}

/// A way, with what to press or why it is closed.
fn way(page: &VerifyPage, way: Way) -> AnyView {
    let (heading, what) = words_of(way.method);
    let act = match way.why_not {
        Some(why) => closed(page, why),
        None => open(page, way.method),
    };
    view! {
        <section>
            <h2 class="govuk-heading-m">{text(heading)}</h2>
            <p class="govuk-body">{text(what)}</p>
            {act}
        </section>
    }
    .into_any()
}

fn closed(page: &VerifyPage, why: WhyNot) -> AnyView {
    let until = page.locked_until.as_deref().unwrap_or_default();
    let words = text_with(&format!("way-not-{}", why.word()), &[("until", until)]);
    InsetText::new(words).view()
}

fn open(page: &VerifyPage, method: Method) -> AnyView {
    let csrf = csrf_control(page.csrf.clone());
    let here = page.place.clone();
    match method {
        Method::Code => view! {
            <form method="post" action=format!("{here}/code")>
                {csrf}
                {channels(&page.channels)}
                {Button::new(text("way-code-button")).prevent_double_click()}
            </form>
        }
        .into_any(),
        Method::Approval => {
            let asking = page
                .asking
                .as_ref()
                .map(|(asking, when)| asked(*asking, when));
            let waits = matches!(page.asking, Some((Asking::Waits, _)));
            let act = if waits {
                Button::link(text("way-approval-again"), here.clone())
                    .secondary()
                    .view()
            } else {
                Button::new(text("way-approval-button"))
                    .secondary()
                    .prevent_double_click()
                    .view()
            };
            view! {
                {asking}
                <form method="post" action=format!("{here}/approval")>{csrf}{act}</form>
            }
            .into_any()
        }
        Method::Questions => {
            Button::link(text("way-questions-button"), format!("{here}/questions"))
                .secondary()
                .view()
        }
        Method::Documents => {
            Button::link(text("way-documents-button"), format!("{here}/documents"))
                .secondary()
                .view()
        }
        Method::Authority => view! {
            <form method="post" action=format!("{here}/authority")>
                {csrf}
                {Button::new(text("way-authority-button")).prevent_double_click()}
            </form>
        }
        .into_any(),
    }
}

fn channels(channels: &[ChannelChoice]) -> AnyView {
    let label = |one: &ChannelChoice| {
        text_with(
            &format!("way-code-{}", one.means),
            &[("masked", &one.masked)],
        )
    };
    match channels {
        [only] => view! {
            <input type="hidden" name="channel" value=only.place.to_string()/>
            <p class="govuk-body">{label(only)}</p>
        }
        .into_any(),
        several => {
            let choices = several
                .iter()
                .map(|one| Choice::new(one.place.to_string(), label(one)));
            let legend = Legend {
                classes: "govuk-fieldset__legend--s".into(),
                ..Legend::new(text("way-code-where"))
            };
            Radios::new("channel", legend, choices.collect::<Vec<_>>())
                .value("0")
                .classes("govuk-radios--small")
                .view()
        }
    }
}

fn asked(asking: Asking, when: &str) -> impl IntoView + use<> {
    let key = match asking {
        Asking::Waits => "way-approval-waits",
        Asking::Yes => "way-approval-yes",
        Asking::No => "way-approval-no",
        Asking::Over => "way-approval-over",
    };
    InsetText::new(text_with(key, &[("when", when)])).view()
}

/// Asks for the code that the caller reads out.
pub fn code(form: &SmallForm, name: &str, place: &str, ticket: &str) -> Page {
    let hint = text("verify-code-hint");
    form.page(
        text_with("verify-code-title", &[("name", name)]),
        format!("{place}/code/{ticket}"),
        view! {
            <p class="govuk-body">{text("verify-code-what")}</p>
            {form
                .input("code", text("verify-code-label"))
                .hint(hint)
                .inputmode("numeric")
                .classes("govuk-input--width-5")
                .attribute("autocomplete", "off")}
            {Button::new(text("verify-code-button")).prevent_double_click()}
        },
        crate::pages::small_form::way(place.to_owned(), text("verify-another-way")),
    )
    .back_to(place.to_owned())
}

/// Questions from the record, with what was typed of the answers.
#[derive(Clone, Debug)]
pub struct QuestionsPage {
    pub csrf: String,
    pub place: String,
    pub name: String,
    /// Which questions these are: they count once.
    pub draw: String,
    pub questions: Vec<Question>,
    pub typed: Vec<String>,
    /// What came of the last answers, as the key of a message.
    pub problem: Option<&'static str>,
    /// Something was left blank, which was no try.
    pub has_blank: bool,
}

/// The ids of the controls.
const ANSWERS: [&str; 3] = ["answer-1", "answer-2", "answer-3"];

pub fn questions(page: QuestionsPage) -> Page {
    let title = text_with("verify-questions-title", &[("name", &page.name)]);
    let blank = |typed: &String| (page.has_blank && typed.is_empty()).then(|| text("verify-blank"));
    let of_blank = ANSWERS
        .iter()
        .zip(&page.typed)
        .filter_map(|(id, typed)| Some((*id, blank(typed)?)));
    let problem = page.problem.map(|key| ("answer-1", text(key)));
    let errors: Vec<(&str, String)> = problem.into_iter().chain(of_blank).collect();
    let has_error = !errors.is_empty();
    let summary = ErrorSummary::new(errors).view();
    let boxes = ANSWERS.iter().zip(page.questions.iter().zip(&page.typed));
    let boxes = boxes.map(|(id, (question, typed))| {
        Input::new(*id, text(&format!("question-{}", question.word())))
            .value(typed.clone())
            .error(blank(typed))
            .attribute("autocomplete", "off")
            .attribute("spellcheck", "false")
            .classes("govuk-input--width-20")
            .view()
    });
    let boxes: Vec<_> = boxes.collect();
    let action = format!("{}/questions", page.place);
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("verify-questions-what")}</p>
                    <form method="post" action=action novalidate autocomplete="off">
                        {csrf_control(page.csrf)}
                        <input type="hidden" name="draw" value=page.draw/>
                        {boxes}
                        {Button::new(text("verify-questions-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to(page.place)
}

/// The documents that somebody shows.
#[derive(Clone, Debug)]
pub struct DocumentsPage {
    pub csrf: String,
    pub place: String,
    pub name: String,
    pub chosen: Vec<Document>,
    pub has_too_few: bool,
}

pub fn documents(page: DocumentsPage) -> Page {
    let title = text_with("verify-documents-title", &[("name", &page.name)]);
    let error = page.has_too_few.then(|| text("identity-documents-few"));
    let summary = ErrorSummary::new(error.clone().map(|error| ("document", error))).view();
    let choices = Document::ALL.iter().map(|document| {
        Choice::new(
            document.word(),
            text(&format!("document-{}", document.word())),
        )
    });
    let legend = Legend {
        classes: "govuk-fieldset__legend--m".into(),
        ..Legend::new(text("identity-documents"))
    };
    let documents = Checkboxes::new("document", legend, choices)
        .hint(text("identity-documents-hint"))
        .values(page.chosen.iter().map(|document| document.word()))
        .error(error);
    let action = format!("{}/documents", page.place);
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text_with("verify-documents-what", &[("name", &page.name)])}</p>
                    <form method="post" action=action novalidate>
                        {csrf_control(page.csrf)}
                        {documents}
                        {Button::new(text("verify-documents-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(page.has_too_few)
    .back_to(page.place)
}
