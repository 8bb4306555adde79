//! `GET` and `POST /desk/contacts/{id}/end`

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::desk::contacts::{self as views, TopicRow, WrapUpForm},
    wording::said,
};
use guildhall_domain::{
    contacts::{Avoidable, ContactEvent, MOST_TOPICS, Outcome, Resolved, Topic, WrapUp, inferred},
    forms::Typed,
    permissions::Permission,
};

use crate::{
    access::{May, OpenContact, needs},
    error::Result,
    page::Frame,
    pages::{desk::options, see},
    state::AppState,
};

type Reader = May<needs::TakeContacts>;

/// The word of a topic that is no service's.
const GENERAL: &str = "-";

pub async fn show(
    State(state): State<AppState>,
    staff: Reader,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    let form = form(&state, &staff, &open).await?;
    Ok(frame.at_desk(&staff).show(|| views::wrap_up(form)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Reader,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    let offered = form(&state, &staff, &open).await?;
    let read = Read::of(&typed, &offered);
    let revision = typed.first("revision").and_then(|text| text.parse().ok());
    let is_stale = revision != Some(open.contact.revision);
    let frame = frame.at_desk(&staff);
    let Some(answers) = read.answers.clone().filter(|_| !is_stale) else {
        let status = if is_stale {
            StatusCode::CONFLICT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let again = read.again(offered, is_stale);
        return Ok(frame.answer(status, || views::wrap_up(again)));
    };
    let is_correction = !open.contact.is_open();
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    if !transaction
        .wrap_up_contact(&open.contact, &answers, now)
        .await?
    {
        let again = read.again(offered, true);
        return Ok(frame.answer(StatusCode::CONFLICT, || views::wrap_up(again)));
    }
    let event = if is_correction {
        ContactEvent::Corrected
    } else {
        ContactEvent::Ended
    };
    transaction
        .add_contact_event(open.id(), Some(staff.id), &event, now)
        .await?;
    transaction.commit().await?;
    let next = if is_correction {
        format!("/desk/contacts/{id}?done=contact-corrected")
    } else {
        "/desk?done=contact-wrapped-up".to_owned()
    };
    Ok(see(next).into_response())
}

/// The form as one first sees it: what it was about is inferred from what was done, or as it was said before.
async fn form(state: &AppState, staff: &Reader, open: &OpenContact) -> Result<WrapUpForm> {
    let mut connection = state.database.read().await?;
    let topics = if open.contact.is_open() {
        let story = connection.list_contact_events(open.id()).await?;
        let story: Vec<_> = story.into_iter().map(|line| line.event.0).collect();
        inferred(&story)
    } else {
        connection.list_contact_topics(open.id()).await?
    };
    let drafts = connection.list_contact_drafts(open.id()).await?;
    drop(connection);
    let mut services = state.catalogue.list().await?;
    services.retain(|service| staff.grants.may_for(Permission::StartForms, &service.slug));
    let mut words = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let version = state.catalogue.version(draft.form_id).await?;
        words.push(said(&version.service.title));
    }
    let mut rows: Vec<_> = topics.iter().map(row).collect();
    rows.truncate(MOST_TOPICS - 1);
    rows.push(TopicRow::default());
    Ok(WrapUpForm {
        csrf: staff.visitor.csrf(),
        contact: open.id().to_string(),
        revision: open.contact.revision,
        topics: rows,
        services: options(&services),
        resolved: open
            .contact
            .resolved()
            .map_or("", Resolved::word)
            .to_owned(),
        avoidable: open
            .contact
            .avoidable()
            .map_or("", Avoidable::word)
            .to_owned(),
        drafts: words,
        errors: Vec::new(),
        is_correction: !open.contact.is_open(),
    })
}

fn row(topic: &Topic) -> TopicRow {
    TopicRow {
        slug: topic.slug.clone().unwrap_or_else(|| GENERAL.to_owned()),
        outcome: topic.outcome.word().to_owned(),
    }
}

/// What was typed into the form.
struct Read {
    rows: Vec<TopicRow>,
    resolved: String,
    avoidable: String,
    answers: Option<WrapUp>,
    errors: Vec<(&'static str, &'static str)>,
}

impl Read {
    fn of(typed: &Typed, offered: &WrapUpForm) -> Self {
        let word = |name: &str| typed.first(name).unwrap_or_default().trim().to_owned();
        let numbers = 1..=MOST_TOPICS;
        let rows = numbers.map(|number| TopicRow {
            slug: word(&format!("service-{number}")),
            outcome: word(&format!("outcome-{number}")),
        });
        let rows: Vec<_> = rows.filter(|row| *row != TopicRow::default()).collect();
        let (resolved, avoidable) = (word("resolved"), word("avoidable"));
        let known = |slug: &str| {
            let mut services = offered.services.iter();
            slug == GENERAL
                || services.any(|service| service.slug == slug)
                || offered.topics.iter().any(|topic| topic.slug == slug)
        };
        let topic = |row: &TopicRow| {
            let outcome: Outcome = row.outcome.parse().ok()?;
            let slug = Some(row.slug.clone()).filter(|slug| slug != GENERAL);
            known(&row.slug).then_some(Topic { slug, outcome })
        };
        let topics: Option<Vec<Topic>> = rows.iter().map(topic).collect();
        let mut errors = Vec::new();
        let topics = match topics {
            Some(topics) if topics.is_empty() => {
                errors.push(("service-1", "contact-topics-empty"));
                None
            }
            Some(topics) => Some(topics),
            None => {
                errors.push(("service-1", "contact-topic-incomplete"));
                None
            }
        };
        let (chosen_resolved, chosen_avoidable) = (resolved.parse().ok(), avoidable.parse().ok());
        if chosen_resolved.is_none() {
            errors.push(("resolved", "contact-resolved-empty"));
        }
        if chosen_avoidable.is_none() {
            errors.push(("avoidable", "contact-avoidable-empty"));
        }
        let answers = match (topics, chosen_resolved, chosen_avoidable) {
            (Some(topics), Some(resolved), Some(avoidable)) => Some(WrapUp {
                topics,
                resolved,
                avoidable,
            }),
            _ => None,
        };
        Self {
            rows,
            resolved,
            avoidable,
            answers,
            errors,
        }
    }

    /// The form again, with what was typed and what is wrong with it.
    fn again(self, offered: WrapUpForm, is_stale: bool) -> WrapUpForm {
        let mut topics = self.rows;
        if topics.len() < MOST_TOPICS {
            topics.push(TopicRow::default());
        }
        let mut errors = self.errors;
        if is_stale {
            errors.insert(0, ("service-1", "contact-changed-meanwhile"));
        }
        WrapUpForm {
            topics,
            resolved: self.resolved,
            avoidable: self.avoidable,
            errors,
            ..offered
        }
    }
}
