//! A member of staff starts a form for somebody else: the same form, with another subject, actor and channel.

use guildhall_app::pages::desk::StartForm;
use guildhall_database::{NewFormSession, Person};
use guildhall_domain::{accounts::Level, actors::Channel, forms::Typed, permissions::Permission};

use super::{options, reachable};
use crate::{
    access::{May, Staff, needs},
    error::{AppError, Result},
    pages::forms::{
        filling,
        reuse::{self, Use},
    },
    state::AppState,
};

/// The form that starts a form, before anything is chosen; none for those who may not start one.
pub async fn empty(
    state: &AppState,
    staff: &Staff,
    person: Option<&Person>,
) -> Result<Option<StartForm>> {
    Ok(if staff.may(Permission::StartForms) {
        Some(form(state, staff, person).await?)
    } else {
        None
    })
}

async fn form(state: &AppState, staff: &Staff, person: Option<&Person>) -> Result<StartForm> {
    let services = reachable(state, staff, Permission::StartForms).await?;
    Ok(StartForm {
        services: options(&services),
        person: person.map(|person| person.name.clone()),
        ..StartForm::default()
    })
}

/// Starts the chosen form and returns its first page's URL, or the form again with what is missing.
pub async fn start(
    state: &AppState,
    staff: &May<needs::StartForms>,
    person: Option<&Person>,
    typed: &Typed,
) -> Result<std::result::Result<String, StartForm>> {
    let slug = typed.first("service").unwrap_or_default();
    let word = typed.first("channel").unwrap_or_default();
    let service = match state.catalogue.published(slug).await {
        Ok(service) => Some(service)
            .filter(|service| staff.grants.may_for(Permission::StartForms, &service.slug)),
        Err(AppError::NotFound) => None,
        Err(error) => return Err(error),
    };
    let is_checked = typed.first("is_checked") == Some("yes");
    let channel = Channel::ASSISTED
        .into_iter()
        .find(|channel| channel.word() == word);
    let (Some(service), Some(channel)) = (&service, channel) else {
        return Ok(Err(StartForm {
            service: slug.to_owned(),
            channel: word.to_owned(),
            service_error: service.is_none(),
            channel_error: channel.is_none(),
            is_checked,
            ..form(state, staff, person).await?
        }));
    };
    let subject = person.map(|person| person.id);
    let whose = Use {
        subject,
        // A caller whom nobody has asked anything may be anybody.
        known_as: if is_checked {
            Level::ConfirmedEmail
        } else {
            Level::None
        },
        staff: Some(staff),
    };
    let mut connection = state.database.read().await?;
    let progress = reuse::begin(&mut connection, state, &service.form, &whose).await?;
    drop(connection);
    let begun = NewFormSession {
        form_id: service.id,
        subject,
        actor: staff.actor(),
        channel,
        known_as: whose.known_as,
        progress,
    };
    let mut connection = state.database.write().await?;
    let session = connection
        .add_form_session(&begun, state.clock.now())
        .await?;
    Ok(Ok(filling::first_page(session, service, &begun.progress)))
}
