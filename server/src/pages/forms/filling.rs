//! A form session with its form, as every page of it needs them.

use std::sync::Arc;

use guildhall_app::pages::forms::ActingFor;
use guildhall_database::{FormSession, FormSessionId, StaffId};
use guildhall_domain::{
    actors::Actor,
    forms::{CheckedForm, Stop},
};

use crate::{
    access::{self, Staff, Visitor},
    catalogue::ServiceForm,
    error::{AppError, Result},
    page::Frame,
    state::AppState,
};

/// What is being filled in, by the one who is asking.
pub struct Filling {
    pub session: FormSession,
    pub service: Arc<ServiceForm>,
}

impl Filling {
    /// Loads a form session for the one who is filling it in; to everyone else there is no such thing.
    pub async fn load(state: &AppState, visitor: &Visitor, id: &str) -> Result<Self> {
        let session = access::form_session(state, visitor, id).await?;
        let service = state.catalogue.version(session.form_id).await?;
        Ok(Self { session, service })
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
        match (self.session.actor, self.session.subject) {
            (Actor::Visitor(_) | Actor::Resident(_), _) => {
                format!("/services/{}", self.service.slug)
            }
            (Actor::Staff(_), Some(person)) => format!("/desk/people/{person}"),
            (Actor::Staff(_), None) => "/desk".to_owned(),
        }
    }

    /// The frame round this form's pages: staff keep the desk about them while they fill a form in.
    pub async fn frame(&self, state: &AppState, visitor: &Visitor, frame: Frame) -> Result<Frame> {
        let Actor::Staff(id) = self.session.actor else {
            return Ok(frame);
        };
        let staff = Staff::load(state, visitor.clone(), StaffId(id))
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(frame.at_desk(&staff))
    }

    /// For whom a member of staff is typing; nothing when people type for themselves.
    pub async fn acting_for(&self, state: &AppState) -> Result<Option<ActingFor>> {
        if !matches!(self.session.actor, Actor::Staff(_)) {
            return Ok(None);
        }
        let person = match self.session.subject {
            Some(person) => state.database.read().await?.find_person(person).await?,
            None => None,
        };
        Ok(Some(ActingFor {
            name: person.map(|person| person.name),
            channel: self.session.channel.word(),
        }))
    }
}

/// The URL of a form's first page.
pub fn first_page(session: FormSessionId, service: &ServiceForm) -> String {
    match service
        .form
        .next_stop(&guildhall_domain::forms::Progress::default())
    {
        Stop::Page(page) => format!("/forms/{session}/{}", page.id),
        Stop::Check => format!("/forms/{session}/check"),
    }
}
