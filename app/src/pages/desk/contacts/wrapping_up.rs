//! `/desk/contacts/{id}/end`: what it was about, what came of it, and whether it could have been avoided.

use guildhall_domain::contacts::{Avoidable, Outcome, Resolved};
use leptos::prelude::*;

use crate::{
    components::{
        Button, Choice, ErrorSummary, Html, InsetText, Radios, Select, SelectItem, SummaryList,
        SummaryRow,
    },
    pages::{Page, csrf_control, desk::ServiceOption},
    wording::text,
};

/// One thing that it was about, as it stands in the form: a service's slug or nothing, and the word of an outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicRow {
    pub slug: String,
    pub outcome: String,
}

/// How a contact ends, before it is sent.
#[derive(Clone, Debug)]
pub struct WrapUpForm {
    pub csrf: String,
    pub contact: String,
    pub revision: i64,
    /// What it was about, inferred from what was done or as it was typed; the last row is empty, for one thing more.
    pub topics: Vec<TopicRow>,
    pub services: Vec<ServiceOption>,
    /// The words of what was chosen; empty until something is.
    pub resolved: String,
    pub avoidable: String,
    /// Forms that were begun and not sent, in words.
    pub drafts: Vec<String>,
    /// The wrong controls, each with the key of what to say.
    pub errors: Vec<(&'static str, &'static str)>,
    /// It has ended already, and this corrects how.
    pub is_correction: bool,
}

/// How a contact ended.
#[derive(Clone, Debug)]
pub struct WrapUpSummary {
    pub ended: String,
    /// Titles of services, or nothing, each with the word of what came of it.
    pub topics: Vec<(Option<String>, &'static str)>,
    pub resolved: Option<Resolved>,
    pub avoidable: Option<Avoidable>,
}

pub fn wrap_up(form: WrapUpForm) -> Page {
    let errors: Vec<_> = form
        .errors
        .iter()
        .map(|(control, key)| (*control, text(key)))
        .collect();
    let error = |name: &str| {
        let wrong = errors.iter().find(|(control, _)| *control == name);
        wrong.map(|(_, words)| words.clone())
    };
    let (topics_error, resolved_error, avoidable_error) =
        (error("service-1"), error("resolved"), error("avoidable"));
    let has_error = !errors.is_empty();
    let summary = ErrorSummary::new(errors).view();
    let title = if form.is_correction {
        text("contact-correct")
    } else {
        text("contact-wrap-up")
    };
    let drafts = drafts(form.drafts);
    let topics = topics(form.topics, &form.services, topics_error);
    let resolved = Resolved::ALL
        .iter()
        .map(|one| Choice::new(one.word(), text(&format!("resolved-{}", one.word()))));
    let avoidable = Avoidable::ALL
        .iter()
        .map(|one| Choice::new(one.word(), text(&format!("avoidable-{}", one.word()))));
    let (resolved, avoidable): (Vec<_>, Vec<_>) = (resolved.collect(), avoidable.collect());
    let back = format!("/desk/contacts/{}", form.contact);
    let action = format!("{back}/end");
    let revision = form.revision.to_string();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    {drafts}
                    <form method="post" action=action novalidate class="wrap-up">
                        {csrf_control(form.csrf)}
                        <input type="hidden" name="revision" value=revision/>
                        {topics}
                        {Radios::new("resolved", text("contact-resolved"), resolved)
                            .value(form.resolved)
                            .error(resolved_error)
                            .inline()
                            .attribute("data-begin", "")}
                        {Radios::new("avoidable", text("contact-avoidable"), avoidable)
                            .hint(text("contact-avoidable-hint"))
                            .value(form.avoidable)
                            .error(avoidable_error)
                            .classes("govuk-radios--small")}
                        {Button::new(text("contact-wrap-up-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to(back)
}

fn drafts(drafts: Vec<String>) -> Option<AnyView> {
    (!drafts.is_empty()).then(|| {
        let lines = drafts.into_iter().map(|words| view! { <li>{words}</li> });
        let list = view! {
            <p class="govuk-body">{text("contact-drafts-stay")}</p>
            <ul class="govuk-list govuk-list--bullet">{lines.collect_view()}</ul>
        };
        InsetText::new(Html::view(list)).view()
    })
}

/// A row for each thing that it was about: the service and what came of it.
fn topics(topics: Vec<TopicRow>, services: &[ServiceOption], error: Option<String>) -> AnyView {
    let rows = topics.into_iter().zip(1..).map(|(topic, number)| {
        let general = SelectItem::new("-", text("contact-topic-general"));
        let none = SelectItem::new("", text("contact-topic-none"));
        let offered = services
            .iter()
            .map(|service| SelectItem::new(service.slug.clone(), service.title.clone()));
        let choices: Vec<_> = [none, general].into_iter().chain(offered).collect();
        let outcomes = Outcome::ALL.iter().map(|outcome| {
            SelectItem::new(outcome.word(), text(&format!("outcome-{}", outcome.word())))
        });
        let none = SelectItem::new("", text("contact-outcome-none"));
        let outcomes: Vec<_> = std::iter::once(none).chain(outcomes).collect();
        let wrong = error.clone().filter(|_| number == 1);
        view! {
            <div class="wrap-up__topic">
                {Select::new(format!("service-{number}"), text("contact-topic"), choices)
                    .value(topic.slug)
                    .error(wrong)}
                {Select::new(format!("outcome-{number}"), text("contact-outcome"), outcomes).value(topic.outcome)}
            </div>
        }
    });
    let rows = rows.collect_view();
    view! {
        <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{text("contact-topics")}</legend>
            <div class="govuk-hint">{text("contact-topics-hint")}</div>
            {rows}
        </fieldset>
    }.into_any()
}

/// How it ended, on the contact's page.
pub(super) fn summary_of(contact: &str, wrap_up: WrapUpSummary, may_correct: bool) -> AnyView {
    let topics = wrap_up.topics.into_iter().map(|(service, outcome)| {
        let service = service.unwrap_or_else(|| text("contact-topic-general"));
        let outcome = text(&format!("outcome-{outcome}"));
        view! { <li>{service}": "{outcome}</li> }
    });
    let topics: Vec<_> = topics.collect();
    let topics = view! { <ul class="govuk-list">{topics}</ul> };
    let mut rows = vec![
        SummaryRow::new(text("contact-ended"), wrap_up.ended),
        SummaryRow::new(text("contact-topics"), Html::view(topics)),
    ];
    rows.extend(wrap_up.resolved.map(|one| {
        SummaryRow::new(
            text("contact-resolved"),
            text(&format!("resolved-{}", one.word())),
        )
    }));
    rows.extend(wrap_up.avoidable.map(|one| {
        SummaryRow::new(
            text("contact-avoidable"),
            text(&format!("avoidable-{}", one.word())),
        )
    }));
    let href = format!("/desk/contacts/{contact}/end");
    let correct = may_correct.then(|| {
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{text("contact-correct")}</a></p> }
    });
    view! {
        <h2 class="govuk-heading-m">{text("contact-wrapped-up")}</h2>
        {SummaryList::new(rows)}
        {correct}
    }
    .into_any()
}
