//! A form session with its form, as every page of it needs them.

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{account::claims::prove_identity, forms::ActingFor};
use guildhall_database::{FormSession, FormSessionId, SubjectId};
use guildhall_domain::{
    actors::Actor,
    contacts::Rung,
    forms::{CheckedForm, Progress, Stop},
};

use crate::{
    access::{self, Resident, Staff, Visitor},
    catalogue::ServiceForm,
    error::Result,
    page::Frame,
    pages::{
        escaped,
        forms::{
            reuse::{self, Use},
            sealing,
        },
        see,
    },
    state::AppState,
};

/// What is being filled in, by the one who is asking.
pub struct Filling {
    pub session: FormSession,
    pub service: Arc<ServiceForm>,
    /// Who is filling it in, if that is a member of staff.
    staff: Option<Staff>,
}

impl Filling {
    /// Loads a form session for the one who is filling it in; to everyone else there is no such thing.
    pub async fn load(state: &AppState, visitor: &Visitor, id: &str) -> Result<Self> {
        let (mut session, staff) = access::form_session(state, visitor, id).await?;
        sealing::open(state, &mut session);
        let service = state.catalogue.version(session.form_id).await?;
        Ok(Self {
            session,
            service,
            staff,
        })
    }

    pub fn form(&self) -> &CheckedForm {
        &self.service.form
    }

    /// The form session's URL.
    pub fn url(&self) -> String {
        format!("/forms/{}", self.session.id)
    }

    pub fn page_url(&self, page: &str) -> String {
        format!("/forms/{}/{page}", self.session.id)
    }

    /// Whose record this form may use: what is known of somebody is not said in an organisation's name.
    pub fn whose(&self) -> Use<'_> {
        Use {
            subject: SubjectId::of(self.session.subject, self.session.organisation),
            known_as: self.session.known_as,
            staff: self.staff.as_ref(),
        }
    }

    /// Brings a form that was left and is taken up again to what is known now, and keeps that.
    pub async fn bring_up_to_date(&mut self, state: &AppState) -> Result<()> {
        if self.session.case_id.is_some() || self.session.subject.is_none() {
            return Ok(());
        }
        let mut progress = self.session.progress.clone();
        let mut connection = state.database.read().await?;
        let form = &self.service.form;
        let whose = self.whose();
        let is_changed =
            reuse::bring_up_to_date(&mut connection, state, form, &whose, &mut progress).await?;
        drop(connection);
        if !is_changed {
            self.session.progress = progress;
            return Ok(());
        }
        let mut connection = state.database.write().await?;
        if sealing::save(&mut connection, state, form, &self.session, &progress).await? {
            self.session.progress = progress;
            self.session.revision += 1;
        }
        Ok(())
    }

    /// Where to go on: the first page that is not complete, or check-your-answers, or what was sent already.
    pub fn next_url(&self) -> String {
        if self.session.case_id.is_some() {
            return self.page_url("done");
        }
        match self.form().next_stop(&self.session.progress) {
            Stop::Page(page) => self.page_url(&page.id),
            Stop::Check => self.page_url("check"),
        }
    }

    /// Where Back leads from the first page.
    pub fn way_out(&self) -> String {
        if let (Actor::Staff(_), Some(contact)) = (self.session.actor, self.session.contact) {
            return format!("/desk/contacts/{contact}");
        }
        if let (Actor::Staff(_), Some(organisation)) =
            (self.session.actor, self.session.organisation)
        {
            return format!("/desk/organisations/{organisation}");
        }
        match (self.session.actor, self.session.subject) {
            (Actor::Visitor(_) | Actor::Resident(_), _) => {
                format!("/services/{}", self.service.slug)
            }
            (Actor::Staff(_), Some(person)) => format!("/desk/people/{person}"),
            (Actor::Staff(_), None) => "/desk".to_owned(),
        }
    }

    /// The frame round this form's pages: staff keep the desk about them while they fill a form in.
    pub fn frame(&self, frame: Frame) -> Frame {
        match &self.staff {
            Some(staff) => frame.at_desk(staff).in_contact(self.session.contact),
            None => frame.with_exit(self.service.service.sensitive),
        }
    }

    /// What to answer whoever the council does not know surely enough for this service: the way to sign in, or
    /// how to prove who they are. What they answered stays. Staff have seen to it otherwise.
    pub async fn level_missing(
        &self,
        state: &AppState,
        visitor: &Visitor,
        frame: &Frame,
    ) -> Result<Option<Response>> {
        let needs = self.service.service.needs;
        if needs.is_none() {
            return Ok(None);
        }
        if self.staff.is_some() {
            return self.rung_missing(state).await;
        }
        let Some(resident) = Resident::find(state, visitor).await? else {
            let next = escaped(&self.page_url("check"));
            let url = format!("/sign-in?next={next}&needs={}", needs.word());
            return Ok(Some(see(url).into_response()));
        };
        if self.session.actor == Actor::Visitor(visitor.id()) {
            // Begun before signing in, in this browser: it is theirs.
            let identity = &resident.identity;
            let mut connection = state.database.write().await?;
            connection
                .adopt_form_session(
                    self.session.id,
                    visitor.id(),
                    identity.id,
                    identity.person_id,
                    identity.level(),
                )
                .await?;
        }
        if resident.identity.level().suffices_for(needs) {
            return Ok(None);
        }
        let contact = state.config.contact.clone();
        let page = || prove_identity(contact.telephone, contact.address);
        Ok(Some(frame.clone().answer(StatusCode::FORBIDDEN, page)))
    }

    /// The way to the contact in which the form was begun, while the one it is for has not shown surely enough there who
    /// they are, or has not any more.
    async fn rung_missing(&self, state: &AppState) -> Result<Option<Response>> {
        let (Some(contact), Some(subject)) = (self.session.contact, self.session.subject) else {
            return Ok(None);
        };
        let mut connection = state.database.read().await?;
        let people = connection.list_contact_people(contact).await?;
        let rung = people.iter().find(|one| one.person_id == subject);
        let rung = rung.map_or(Rung::Unverified, |one| one.rung);
        if rung.suffices_for(self.service.service.needs) {
            return Ok(None);
        }
        let place = format!("/desk/contacts/{contact}?check={subject}");
        Ok(Some(see(place).into_response()))
    }

    /// For whom a member of staff is typing; nothing when people type for themselves.
    pub async fn acting_for(&self, state: &AppState) -> Result<Option<ActingFor>> {
        if self.staff.is_none() {
            return Ok(None);
        }
        let mut connection = state.database.read().await?;
        let person = match self.session.subject {
            Some(person) => connection.find_person(person).await?,
            None => None,
        };
        let organisation = match self.session.organisation {
            Some(organisation) => connection.find_organisation(organisation).await?,
            None => None,
        };
        Ok(Some(ActingFor {
            name: person.map(|person| person.name),
            organisation: organisation.map(|organisation| organisation.name),
            channel: self.session.channel.word(),
        }))
    }
}

/// The URL of the first page that has anything to ask.
pub fn first_page(session: FormSessionId, service: &ServiceForm, progress: &Progress) -> String {
    match service.form.next_stop(progress) {
        Stop::Page(page) => format!("/forms/{session}/{}", page.id),
        Stop::Check => format!("/forms/{session}/check"),
    }
}
