//! A member of staff starts a form for somebody else: the same form, with another subject, actor and channel.

use std::sync::Arc;

use guildhall_app::pages::desk::StartForm;
use guildhall_database::{
    ContactId, NewFormSession, OrganisationId, Person, PersonId, SubjectId, Transaction,
};
use guildhall_domain::{
    accounts::Level,
    actors::Channel,
    contacts::{ContactEvent, Rung},
    forms::Typed,
    permissions::Permission,
};

use super::{contacts, options, reachable};
use crate::{
    access::{May, Staff, needs},
    catalogue::ServiceForm,
    error::{AppError, Result},
    pages::{
        escaped,
        forms::{
            filling,
            reuse::{self, Use},
        },
    },
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
    async fn again(&self, state: &AppState, staff: &Staff, typed: &Typed) -> Result<StartForm> {
        Ok(StartForm {
            service: typed.first("service").unwrap_or_default().to_owned(),
            channel: typed.first("channel").unwrap_or_default().to_owned(),
            service_error: self.service.is_none(),
            channel_error: self.channel.is_none(),
            ..form(state, staff).await?
        })
    }
}

/// The form that starts a form again, with what was chosen and what is missing, where it can't be started anyway.
pub async fn check(state: &AppState, staff: &Staff, typed: &Typed) -> Result<StartForm> {
    let chosen = Chosen::read(state, staff, typed).await?;
    chosen.again(state, staff, typed).await
}

/// Starts the chosen form in a contact that it begins, for somebody or for an organisation that they act for, and returns
/// its first page's URL, or the form again with what is missing. Nobody has asked them yet who they are: a service that has
/// to know leads to the contact's page, where that is done first.
pub async fn start(
    state: &AppState,
    staff: &May<needs::StartForms>,
    (person, organisation): (Option<&Person>, Option<OrganisationId>),
    typed: &Typed,
) -> Result<std::result::Result<String, StartForm>> {
    let chosen = Chosen::read(state, staff, typed).await?;
    let (Some(service), Some(channel)) = (&chosen.service, chosen.channel) else {
        return Ok(Err(chosen.again(state, staff, typed).await?));
    };
    let subject = person.map(|person| person.id);
    let mut transaction = state.database.begin().await?;
    let now = state.clock.now();
    let contact = contacts::begin(&mut transaction, staff, channel, subject, now).await?;
    if let (Some(subject), Some(_)) = (subject, organisation) {
        transaction
            .speak_for(contact, subject, organisation)
            .await?;
    }
    let rung = Rung::Unverified;
    if !rung.suffices_for(service.service.needs) {
        transaction.commit().await?;
        let check = subject.map(|person| format!("&check={person}"));
        let slug = escaped(&service.slug);
        return Ok(Ok(format!(
            "/desk/contacts/{contact}?q={slug}{}",
            check.unwrap_or_default()
        )));
    }
    let form = Started {
        service,
        subject,
        organisation,
        known_as: rung.known_as(),
        channel,
        contact,
    };
    let first_page = form.begin(state, staff, &mut transaction).await?;
    transaction.commit().await?;
    Ok(Ok(first_page))
}

/// A form that a member of staff begins in a contact.
pub struct Started<'a> {
    pub service: &'a ServiceForm,
    pub subject: Option<PersonId>,
    pub organisation: Option<OrganisationId>,
    pub known_as: Level,
    pub channel: Channel,
    pub contact: ContactId,
}

impl Started<'_> {
    /// Begins it with what is known, writes that into the contact's story and returns the first page's URL. The caller
    /// commits.
    pub async fn begin(
        &self,
        state: &AppState,
        staff: &Staff,
        transaction: &mut Transaction,
    ) -> Result<String> {
        let whose = Use {
            subject: SubjectId::of(self.subject, self.organisation),
            known_as: self.known_as,
            staff: Some(staff),
        };
        let progress = reuse::begin(transaction, state, &self.service.form, &whose).await?;
        let begun = NewFormSession {
            form_id: self.service.id,
            subject: self.subject,
            organisation: self.organisation,
            actor: staff.actor(),
            channel: self.channel,
            known_as: self.known_as,
            contact: Some(self.contact),
            progress,
        };
        let now = state.clock.now();
        let session = transaction.add_form_session(&begun, now).await?;
        let event = ContactEvent::FormStarted {
            form_session: session.0,
            slug: self.service.slug.clone(),
            person: self.subject.map(|person| person.0),
        };
        transaction
            .add_contact_event(self.contact, Some(staff.id), &event, now)
            .await?;
        Ok(filling::first_page(session, self.service, &begun.progress))
    }
}
