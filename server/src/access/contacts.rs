//! Which contacts a member of staff may open, and what for.
//!
//! - Whoever has an open contact works in it: it is the reason for which they look at the records of those with whom it is.
//! - A colleague reads it once they have said why they open the records of those with whom it is.
//! - One that waits for a team is taken by somebody of that team, who then has it.
//!
//! A contact that is with a member of staff themselves is refused to them and written down.

use guildhall_database::{Case, Connection, Contact, ContactId, ContactPerson, PersonId};
use guildhall_domain::{
    audit::AuditThing,
    contacts::as_reason,
    openings::Reason,
    permissions::{Permission, Reach},
};

use super::{May, needs};
use crate::{
    error::{AppError, Result},
    state::AppState,
};

/// A contact that its reader may see, with those with whom it is.
#[derive(Clone, Debug)]
pub struct OpenContact {
    pub contact: Contact,
    pub people: Vec<ContactPerson>,
    /// The reader has it: they may act in it while it is open.
    pub is_mine: bool,
    /// It waits for the reader's team, or the reader leads the one whose it is.
    pub may_take: bool,
}

impl OpenContact {
    pub fn id(&self) -> ContactId {
        self.contact.id
    }

    /// Somebody with whom it is.
    pub fn person(&self, id: &str) -> Option<&ContactPerson> {
        let id: PersonId = id.parse().ok()?;
        self.people.iter().find(|one| one.person_id == id)
    }

    /// Whether something may be done in it by its reader.
    pub fn may_act(&self) -> bool {
        self.is_mine && self.contact.is_open()
    }
}

/// Where it is found out who somebody is, before what was asked for is shown.
pub fn to_check(contact: ContactId, person: PersonId) -> AppError {
    AppError::Elsewhere(format!("/desk/contacts/{contact}?check={person}"))
}

impl<P> May<P> {
    /// The contact in which the page was asked for, while it is open and the reader has it; none otherwise.
    pub async fn contact_at_work(&self, connection: &mut Connection) -> Result<Option<Contact>> {
        let Some(id) = self.contact() else {
            return Ok(None);
        };
        let found = connection.find_contact(id).await?;
        Ok(found.filter(|one| one.is_open() && one.staff_id == Some(self.id)))
    }

    /// The contact in which somebody's record is opened, as the reason: none where it does not count. Whoever is not
    /// known surely enough to be the one has to be asked first, on the contact's page.
    pub(super) async fn contact_with(
        &self,
        state: &AppState,
        person: PersonId,
        contact: ContactId,
    ) -> Result<Option<Reason>> {
        let mut connection = state.database.read().await?;
        let Some(found) = self.contact_at_work(&mut connection).await? else {
            return Ok(None);
        };
        let people = connection.list_contact_people(contact).await?;
        let Some(one) = people.iter().find(|one| one.person_id == person) else {
            return Ok(None);
        };
        if !one.rung.sees_record() {
            return Err(to_check(contact, person));
        }
        // A request opens one record within a contact; what is shown beside it is no more.
        let _ = self.checked.set(one.clone());
        Ok(Some(Reason::Contact(as_reason(found.channel))))
    }

    /// Keeps a case closed within a contact with the one whose it is, until it is known that it is they.
    pub(super) async fn check_case(&self, state: &AppState, case: &Case) -> Result<()> {
        let (Some(contact), Some(subject)) = (self.contact(), case.subject_id) else {
            return Ok(());
        };
        let mut connection = state.database.read().await?;
        let people = connection.list_contact_people(contact).await?;
        for one in people {
            if connection.is_record_of(one.person_id, subject).await? {
                drop(connection);
                self.contact_with(state, one.person_id, contact).await?;
                break;
            }
        }
        Ok(())
    }
}

impl May<needs::SeeContacts> {
    /// The contact with this id, for whoever has it and for colleagues.
    pub async fn open_contact(&self, state: &AppState, id: &str) -> Result<OpenContact> {
        let open = self.find_contact(state, id).await?;
        if !open.is_mine {
            for one in &open.people {
                self.note_looking(state, one.person_id, None).await?;
            }
        }
        Ok(open)
    }
}

impl May<needs::TakeContacts> {
    /// The contact with this id, to act in it: it is open and the reader has it. To others there is no such thing.
    pub async fn own_contact(&self, state: &AppState, id: &str) -> Result<OpenContact> {
        let open = self.find_contact(state, id).await?;
        open.is_mine.then_some(open).ok_or(AppError::NotFound)
    }

    /// The contact with this id, to take it over, if it may be taken.
    pub async fn contact_to_take(&self, state: &AppState, id: &str) -> Result<OpenContact> {
        self.find_contact(state, id).await
    }
}

impl<P> May<P> {
    async fn find_contact(&self, state: &AppState, id: &str) -> Result<OpenContact> {
        let id: ContactId = id.parse().map_err(|_| AppError::NotFound)?;
        let mut connection = state.database.read().await?;
        let contact = connection.find_contact(id).await?;
        let contact = contact.ok_or(AppError::NotFound)?;
        let people = connection.list_contact_people(id).await?;
        drop(connection);
        for one in &people {
            self.refuse_own(
                state,
                Some(one.person_id),
                AuditThing::Person,
                one.person_id.0,
            )
            .await?;
        }
        let is_mine = contact.staff_id == Some(self.id);
        let teams = self.grants.teams();
        let is_my_teams = contact.team_id.is_some_and(|team| teams.contains(&team.0));
        let may_take = contact.is_open()
            && !is_mine
            && is_my_teams
            && (contact.staff_id.is_none() || self.leads());
        Ok(OpenContact {
            contact,
            people,
            is_mine,
            may_take,
        })
    }

    /// Whether the reader shares out the work of a team.
    fn leads(&self) -> bool {
        let mut roles = self.grants.held().map(|grant| grant.role());
        roles.any(|role| role.reach(Permission::AssignTasks) == Reach::Team)
    }
}
