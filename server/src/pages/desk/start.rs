//! A member of staff starts a form for somebody else: the same form, with another subject, actor and channel.

use guildhall_app::pages::desk::StartForm;
use guildhall_database::{NewFormSession, PersonId};
use guildhall_domain::{actors::Channel, forms::Typed};

use super::options;
use crate::{
    access::Staff,
    error::{AppError, Result},
    pages::forms::filling,
    state::AppState,
};

/// The form that starts a form, before anything is chosen.
pub async fn empty(state: &AppState) -> Result<StartForm> {
    Ok(StartForm {
        services: options(&state.catalogue.list().await?),
        ..StartForm::default()
    })
}

/// Starts the chosen form and returns its first page's URL, or the form again with what is missing.
pub async fn start(
    state: &AppState,
    staff: &Staff,
    subject: Option<PersonId>,
    typed: &Typed,
) -> Result<std::result::Result<String, StartForm>> {
    let slug = typed.first("service").unwrap_or_default();
    let word = typed.first("channel").unwrap_or_default();
    let service = match state.catalogue.published(slug).await {
        Ok(service) => Some(service),
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
            ..empty(state).await?
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
