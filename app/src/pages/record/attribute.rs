//! `/account/details/{attribute}`, `/desk/people/{id}/record/{attribute}`: one thing that is held, its story, and the
//! ways to put it right.

use guildhall_domain::{
    actors::Channel,
    forms::{CheckedForm, Field, FieldError, Typed},
};
use leptos::prelude::*;

use super::{HeldEvent, HeldValue, from_words, shown, story};
use crate::{
    components::{
        Button, Checkboxes, Choice, Details, ErrorSummary, Html, InsetText, NotificationBanner,
        Radios, SummaryList, SummaryRow, Textarea,
    },
    pages::{
        Page, csrf_control,
        forms::{messages, question::lone_control},
    },
    wording::{text, text_with},
};

/// One attribute of somebody's.
#[derive(Clone, Debug)]
pub struct AttributePage {
    pub label: String,
    pub csrf: String,
    /// This page's own URL, where its forms are sent.
    pub action: String,
    pub back: String,
    pub values: Vec<RemovableValue>,
    /// Somebody may have several, so that a new one joins those that are there.
    pub is_many: bool,
    /// The question that changes it, for those who may.
    pub question: Option<ChangeQuestion>,
    /// Whose it is has not shown surely enough, within a contact, who they are to have it changed.
    pub needs_rung: bool,
    /// A dispute is for whoever it is about.
    pub may_dispute: bool,
    /// What was typed as wrong about it, and whether that was nothing.
    pub dispute: Option<String>,
    /// Who will be told of a change, in words.
    pub told: Vec<String>,
    pub story: Vec<HeldEvent>,
    /// The titles of the services that use it.
    pub used_by: Vec<String>,
    /// What it is kept for.
    pub purpose: String,
    pub done: Option<&'static str>,
}

/// A value with the id of the assertion that says it.
#[derive(Clone, Debug)]
pub struct RemovableValue {
    pub value: HeldValue,
    pub id: String,
}

/// The question that asks for an attribute's value.
#[derive(Clone, Debug)]
pub struct ChangeQuestion {
    pub form: CheckedForm,
    pub field: Field,
    pub typed: Typed,
    pub errors: Vec<FieldError>,
    /// What staff say beside.
    pub staff: Option<StaffControls>,
}

/// How a member of staff came to know of a change.
#[derive(Clone, Debug, Default)]
pub struct StaffControls {
    pub channel: String,
    pub channel_error: bool,
    pub has_seen_documents: bool,
    pub is_override: bool,
    pub reason: String,
    pub reason_error: bool,
}

pub fn page(page: AttributePage) -> Page {
    let errors = errors(&page);
    let has_error = !errors.is_empty();
    let banner = page
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let told = told(&page.told);
    let change = page
        .question
        .clone()
        .map(|question| change(&page, question, told));
    let needs_rung = page
        .needs_rung
        .then(|| InsetText::new(text("record-needs-rung")).view());
    let dispute = (page.may_dispute && !page.values.is_empty()).then(|| dispute(&page));
    let used = (!page.used_by.is_empty()).then(|| {
        let services = page.used_by.join(", ");
        view! { <p class="govuk-body">{text_with("held-used-by", &[("services", &services)])}</p> }
    });
    let story = (!page.story.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("held-story")}</h2>
            {story(page.story.clone())}
        }
    });
    Page::new(
        page.label.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {banner}
                    {ErrorSummary::new(errors).view()}
                    <h1 class="govuk-heading-l">{page.label.clone()}</h1>
                    {values(&page)}
                    {needs_rung}
            {change}
                    {dispute}
                    {story}
                    <h2 class="govuk-heading-m">{text("held-why")}</h2>
                    <p class="govuk-body">{page.purpose.clone()}</p>
                    {used}
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to(page.back)
}

fn errors(page: &AttributePage) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Some(question) = &page.question {
        let wrong = question.errors.iter().map(|error| {
            let message = messages::message(&question.field, &error.problem);
            (error.control.clone(), message)
        });
        found.extend(wrong);
        let staff = question.staff.as_ref();
        if staff.is_some_and(|staff| staff.channel_error) {
            found.push(("channel".to_owned(), text("start-channel-empty")));
        }
        if staff.is_some_and(|staff| staff.reason_error) {
            found.push(("reason".to_owned(), text("held-reason-empty")));
        }
    }
    if page.dispute.is_some() {
        found.push(("wrong".to_owned(), text("held-dispute-empty")));
    }
    found
}

fn values(page: &AttributePage) -> AnyView {
    if page.values.is_empty() {
        return view! { <p class="govuk-body">{text("held-none")}</p> }.into_any();
    }
    let rows = page.values.iter().map(|one| {
        let remove = (page.is_many && page.question.is_some()).then(|| {
            view! {
                <form method="post" action=page.action.clone()>
                    {csrf_control(page.csrf.clone())}
                    <input type="hidden" name="act" value="end"/>
                    <input type="hidden" name="about" value=one.id.clone()/>
                    {Button::new(text("held-remove")).secondary().prevent_double_click()}
                </form>
            }
        });
        let rule = text(&format!("rule-{}", one.value.rule));
        let value = view! {
            <div class="as-typed">{shown(&one.value.shown)}</div>
            <p class="govuk-hint">{from_words(&one.value.from)}" "{rule}</p>
            {remove}
        };
        SummaryRow::new(text("held-now"), Html::view(value))
    });
    SummaryList::new(rows.collect::<Vec<_>>()).view()
}

/// Who will be told, before anything is sent.
fn told(told: &[String]) -> Option<AnyView> {
    if told.is_empty() {
        return None;
    }
    let lines = told.iter().map(|line| view! { <li>{line.clone()}</li> });
    let view = view! {
        <p class="govuk-body">{text("held-will-tell")}</p>
        <ul class="govuk-list govuk-list--bullet">{lines.collect_view()}</ul>
    };
    Some(InsetText::new(Html::view(view)).view())
}

fn change(page: &AttributePage, question: ChangeQuestion, told: Option<AnyView>) -> AnyView {
    let title = if page.is_many || page.values.is_empty() {
        text("held-add-title")
    } else {
        text("held-change-title")
    };
    let control = lone_control(
        &question.form,
        &question.field,
        &question.typed,
        &question.errors,
    );
    let staff = question.staff.map(staff_controls);
    let button = if told.is_some() {
        text("held-save-and-tell")
    } else {
        text("held-save")
    };
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <form method="post" action=page.action.clone() novalidate>
            {csrf_control(page.csrf.clone())}
            <input type="hidden" name="act" value="change"/>
            {control}
            {staff}
            {told}
            {Button::new(button).prevent_double_click()}
        </form>
    }
    .into_any()
}

fn staff_controls(staff: StaffControls) -> AnyView {
    let channels = Channel::ASSISTED.map(|channel| {
        Choice::new(
            channel.word(),
            text(&format!("channel-choice-{}", channel.word())),
        )
    });
    let seen = Choice::new("yes", text("held-seen-documents"));
    let decided = Choice::new("yes", text("held-override"));
    let reason_error = staff.reason_error.then(|| text("held-reason-empty"));
    view! {
        {Radios::new("channel", text("held-channel"), channels)
            .value(staff.channel)
            .error(staff.channel_error.then(|| text("start-channel-empty")))
            .classes("govuk-radios--small")
            .view()}
        {Checkboxes::single("seen", [seen])
            .values(staff.has_seen_documents.then_some("yes"))
            .classes("govuk-checkboxes--small")
            .view()}
        {Checkboxes::single("override", [decided])
            .hint(Some(text("held-override-hint")))
            .values(staff.is_override.then_some("yes"))
            .classes("govuk-checkboxes--small")
            .view()}
        {Textarea::new("reason", text("held-reason-label"))
            .value(staff.reason)
            .error(reason_error)
            .rows(2)
            .view()}
    }
    .into_any()
}

fn dispute(page: &AttributePage) -> AnyView {
    let error = page.dispute.as_ref().map(|_| text("held-dispute-empty"));
    let words = page.dispute.clone().unwrap_or_default();
    let form = view! {
        <form method="post" action=page.action.clone() novalidate>
            {csrf_control(page.csrf.clone())}
            <input type="hidden" name="act" value="dispute"/>
            {Textarea::new("wrong", text("held-dispute-label"))
                .hint(Some(text("held-dispute-hint")))
                .value(words)
                .error(error)
                .rows(3)
                .view()}
            {Button::new(text("held-dispute-button")).secondary().prevent_double_click()}
        </form>
    };
    let mut details = Details::new(text("held-dispute-title"), Html::view(form));
    details.open = page.dispute.is_some();
    details.view()
}
