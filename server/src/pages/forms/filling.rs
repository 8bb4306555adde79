//! A form session with its form, as every page of it needs them.

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{account::claims::prove_identity, forms::Other};
use guildhall_database::{FormGuest, FormSession, FormSessionId, StaffId, SubjectId};
use guildhall_domain::{
    actors::{Actor, Channel},
    contacts::Rung,
    forms::{CheckedForm, Progress, Stop, Typist},
};
use time::OffsetDateTime;

use crate::{
    access::{Resident, Staff, Visitor},
    catalogue::ServiceForm,
    error::Result,
    page::Frame,
    pages::{
        escaped,
        forms::{
            company,
            doors::Door,
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
    /// Whose rights count: the member of staff who fills it in, or who helps the resident that does.
    staff: Option<Staff>,
    /// The resident fills it in at the side of staff.
    pub guest: Option<FormGuest>,
    /// Who is typing, and how that reaches the council.
    pub actor: Actor,
    pub channel: Channel,
    /// Who else has it open.
    pub others: Vec<Other>,
}

impl Filling {
    /// Loads a form session for the one who is filling it in; to everyone else there is no such thing.
    pub async fn load(state: &AppState, visitor: &Visitor, door: &Door) -> Result<Self> {
        let open = door.open(state, visitor).await?;
        let mut session = open.session;
        sealing::open(state, &mut session);
        let service = state.catalogue.version(session.form_id).await?;
        let mut filling = Self {
            session,
            service,
            staff: open.staff,
            guest: open.guest,
            actor: open.actor,
            channel: open.channel,
            others: Vec::new(),
        };
        filling.others = company::meet(state, &filling, &door.page).await?;
        Ok(filling)
    }

    pub fn form(&self) -> &CheckedForm {
        &self.service.form
    }

    /// The form session's URL.
    pub fn url(&self) -> String {
        match &self.guest {
            Some(guest) => format!("/together/{}/form", guest.id),
            None => format!("/forms/{}", self.session.id),
        }
    }

    pub fn page_url(&self, page: &str) -> String {
        format!("{}/{page}", self.url())
    }

    /// Who types, for what is kept with a page that is saved.
    pub fn typist(&self, at: OffsetDateTime) -> Typist {
        Typist {
            actor: self.actor,
            channel: self.channel,
            at,
            assisted_by: self.guest.as_ref().map(|guest| guest.staff_id.0),
            times: 0,
        }
    }

    /// The member of staff at whose side the resident types.
    pub fn assisted_by(&self) -> Option<StaffId> {
        self.guest.as_ref().map(|guest| guest.staff_id)
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
        if let Some(guest) = &self.guest {
            return format!("/together/{}/finish", guest.id);
        }
        if let (Actor::Staff(_), Some(contact)) = (self.actor, self.session.contact) {
            return format!("/desk/contacts/{contact}");
        }
        if let (Actor::Staff(_), Some(organisation)) = (self.actor, self.session.organisation) {
            return format!("/desk/organisations/{organisation}");
        }
        match (self.actor, self.session.subject) {
            (Actor::Visitor(_) | Actor::Resident(_), _) => {
                format!("/services/{}", self.service.slug)
            }
            (Actor::Staff(_), Some(person)) => format!("/desk/people/{person}"),
            (Actor::Staff(_), None) => "/desk".to_owned(),
        }
    }

    /// The frame round this form's pages: staff keep the desk about them while they fill a form in.
    pub fn frame(&self, frame: Frame) -> Frame {
        match (&self.staff, &self.guest) {
            (_, Some(_)) => frame,
            (Some(staff), None) => frame.at_desk(staff).in_contact(self.session.contact),
            (None, None) => frame.with_exit(self.service.service.sensitive),
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
}

/// The URL of the first page that has anything to ask.
pub fn first_page(session: FormSessionId, service: &ServiceForm, progress: &Progress) -> String {
    match service.form.next_stop(progress) {
        Stop::Page(page) => format!("/forms/{session}/{}", page.id),
        Stop::Check => format!("/forms/{session}/check"),
    }
}
