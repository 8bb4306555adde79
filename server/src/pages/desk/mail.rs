//! `GET /desk/mail`, `/desk/mail/{id}` and `/desk/mail/{id}/html`: what would have been sent, where nothing is. Where
//! mail is sent, there are no such pages.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use guildhall_app::{
    pages::desk::mail::{self, Mail, MailMessage, MailRow},
    wording::text,
};
use guildhall_database::{Message, MessageId, MessageLine};
use guildhall_domain::accounts::Means;

use super::cases::Place;
use crate::{
    access::{May, Staff, needs},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::PAGE_SIZE,
    state::AppState,
};

/// A message is a document of its own: it may have its styles, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'; sandbox allow-popups";

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeMail>,
    frame: Frame,
    Query(place): Query<Place>,
) -> Result<Response> {
    must_be_recorded(&state)?;
    let mut connection = state.database.read().await?;
    let listed = connection
        .list_messages(place.position(), PAGE_SIZE)
        .await?;
    let list = Mail {
        newer: listed.newer.map(|key| format!("/desk/mail?before={key}")),
        older: listed.older.map(|key| format!("/desk/mail?after={key}")),
        messages: listed.entries.into_iter().map(row).collect(),
    };
    Ok(frame.at_desk(&staff).show(|| mail::list(list)))
}

fn row(message: MessageLine) -> MailRow {
    MailRow {
        href: format!("/desk/mail/{}", message.id),
        subject: Some(message.subject).filter(|_| message.means == Means::Email),
        to: message.address,
        is_sent: message.sent_at.is_some(),
        is_given_up: message.given_up_at.is_some(),
        written: clock::in_words(message.created_at),
    }
}

pub async fn show_message(
    State(state): State<AppState>,
    staff: May<needs::SeeMail>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let message = find(&state, &staff, &id).await?;
    let text = message.text.unwrap_or_default();
    let shown = MailMessage {
        html: message
            .html
            .map(|_| format!("/desk/mail/{}/html", message.id)),
        subject: Some(message.subject).filter(|_| message.means == Means::Email),
        to: message.address,
        written: clock::in_words(message.created_at),
        sent: message.sent_at.map(clock::in_words),
        links: links(&text),
        text,
    };
    Ok(frame.at_desk(&staff).show(|| mail::message(shown)))
}

pub async fn show_html(
    State(state): State<AppState>,
    staff: May<needs::SeeMail>,
    Path(id): Path<String>,
) -> Result<Response> {
    let html = find(&state, &staff, &id)
        .await?
        .html
        .ok_or(AppError::NotFound)?;
    let policy = [(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    )];
    Ok((policy, Html(html)).into_response())
}

fn must_be_recorded(state: &AppState) -> Result<()> {
    let is_recorded = state.outside.mail.is_recorded();
    is_recorded.then_some(()).ok_or(AppError::NotFound)
}

/// A message. What it says to somebody whose address is protected from the reader may tell it, so it is left out.
async fn find(state: &AppState, staff: &Staff, id: &str) -> Result<Message> {
    must_be_recorded(state)?;
    let id: MessageId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut connection = state.database.read().await?;
    let message = connection.find_message(id).await?;
    let mut message = message.ok_or(AppError::NotFound)?;
    let about = message.about.as_slice();
    let protected = staff.list_protected(&mut connection, about).await?;
    if !protected.is_empty() {
        message.text = Some(text("address-withheld"));
        message.html = None;
    }
    Ok(message)
}

/// The addresses that a message's text names, in its order.
fn links(text: &str) -> Vec<String> {
    let words = text.split_whitespace();
    let words = words.map(|word| word.trim_matches(|mark: char| "()<>.,;".contains(mark)));
    let mut links: Vec<String> = Vec::new();
    for word in words {
        let is_link = word.starts_with("https://") || word.starts_with("http://");
        if is_link && !links.iter().any(|link| link == word) {
            links.push(word.to_owned());
        }
    }
    links
}
