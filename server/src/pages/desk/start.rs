//! A member of staff starts a form for somebody else: the same form, with another subject, actor and channel.

use guildhall_app::pages::desk::StartForm;
use guildhall_database::{NewFormSession, PersonId};
use guildhall_domain::{actors::Channel, forms::Typed, permissions::Permission};

use super::{options, reachable};
use crate::{
    access::{May, Staff, needs},
    error::{AppError, Result},
    pages::forms::filling,
    state::AppState,
};

/// The form that starts a form, before anything is chosen; none for those who may not start one.
pub async fn empty(state: &AppState, staff: &Staff) -> Result<Option<StartForm>> {
    Ok(if staff.may(Permission::StartForms) {
        Some(form(state, staff).await?)
    } else {
        None
    })
}

async fn form(state: &AppState, staff: &Staff) -> Result<StartForm> {
    let services = reachable(state, staff, Permission::StartForms).await?;
    Ok(StartForm {
        services: options(&services),
        ..StartForm::default()
    })
}

/// Starts the chosen form and returns its first page's URL, or the form again with what is missing.
pub async fn start(
    state: &AppState,
    staff: &May<needs::StartForms>,
    subject: Option<PersonId>,
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
    let channel = Channel::ASSISTED
        .into_iter()
        .find(|channel| channel.word() == word);
    let (Some(service), Some(channel)) = (&service, channel) else {
        return Ok(Err(StartForm {
            service: slug.to_owned(),
            channel: word.to_owned(),
            service_error: service.is_none(),
            channel_error: channel.is_none(),
            ..form(state, staff).await?
        }));
    };
    let begun = NewFormSession {
        form_id: service.id,
        subject,
        actor: staff.actor(),
        channel,
    };
    let session = state
        .database
        .write()
        .await?
        .add_form_session(&begun, state.clock.now())
        .await?;
    Ok(Ok(filling::first_page(session, service)))
}
