//! A member of staff starts a form for somebody else: the same form, with another subject, actor and channel.

use std::sync::Arc;

use guildhall_app::pages::desk::StartForm;
use guildhall_database::{NewFormSession, OrganisationId, Person, SubjectId};
use guildhall_domain::{accounts::Level, actors::Channel, forms::Typed, permissions::Permission};

use super::{options, reachable};
use crate::{
    access::{May, Staff, needs},
    catalogue::ServiceForm,
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

/// What is chosen to be started, and how the person got in touch.
struct Chosen {
    service: Option<Arc<ServiceForm>>,
    channel: Option<Channel>,
}

impl Chosen {
    async fn read(state: &AppState, staff: &Staff, typed: &Typed) -> Result<Self> {
        let slug = typed.first("service").unwrap_or_default();
        let word = typed.first("channel").unwrap_or_default();
        let service = match state.catalogue.published(slug).await {
            Ok(service) => Some(service)
                .filter(|service| staff.grants.may_for(Permission::StartForms, &service.slug)),
            Err(AppError::NotFound) => None,
            Err(error) => return Err(error),
        };
        let channels = Channel::ASSISTED;
        let channel = channels.into_iter().find(|channel| channel.word() == word);
        Ok(Self { service, channel })
    }

    /// The form again, with what is missing in it.
    async fn again(
        &self,
        state: &AppState,
        staff: &Staff,
        person: Option<&Person>,
        typed: &Typed,
    ) -> Result<StartForm> {
        Ok(StartForm {
            service: typed.first("service").unwrap_or_default().to_owned(),
            channel: typed.first("channel").unwrap_or_default().to_owned(),
            service_error: self.service.is_none(),
            channel_error: self.channel.is_none(),
            is_checked: typed.first("is_checked") == Some("yes"),
            ..form(state, staff, person).await?
        })
    }
}

/// The form that starts a form again, with what was chosen and what is missing, where it can't be started anyway.
pub async fn check(state: &AppState, staff: &Staff, typed: &Typed) -> Result<StartForm> {
    let chosen = Chosen::read(state, staff, typed).await?;
    chosen.again(state, staff, None, typed).await
}

/// Starts the chosen form, for somebody or for an organisation that they act for, and returns its first page's URL, or the form again with what is missing.
pub async fn start(
    state: &AppState,
    staff: &May<needs::StartForms>,
    (person, organisation): (Option<&Person>, Option<OrganisationId>),
    typed: &Typed,
) -> Result<std::result::Result<String, StartForm>> {
    let chosen = Chosen::read(state, staff, typed).await?;
    let is_checked = typed.first("is_checked") == Some("yes");
    let (Some(service), Some(channel)) = (&chosen.service, chosen.channel) else {
        // Whether a caller is who they say matters to a record of their own alone.
        let person = person.filter(|_| organisation.is_none());
        return Ok(Err(chosen.again(state, staff, person, typed).await?));
    };
    let subject = person.map(|person| person.id);
    let whose = Use {
        subject: SubjectId::of(subject, organisation),
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
        organisation,
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
