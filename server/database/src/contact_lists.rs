//! Lists of contacts, newest first.

use std::collections::BTreeSet;

use guildhall_domain::actors::Channel;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Connection, Contact, ContactId, ListKey, ListPage, ListPosition, PersonId, StaffId, Timestamp,
    contacts::CONTACT, lists::one_more, query::Query,
};

/// Which contacts to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contacts {
    /// A member of staff's own that have not ended.
    OpenOf(StaffId),
    /// Those that wait for somebody of these teams.
    WaitingFor(BTreeSet<Uuid>),
    /// A member of staff's own, ended or not.
    AllOf(StaffId),
}

/// A contact as a list shows it.
#[derive(Clone, Debug)]
pub struct ContactLine {
    pub contact: Contact,
    /// With whom, in the order in which they came up.
    pub people: Vec<(PersonId, String)>,
}

/// A contact with somebody, as their own page shows it.
#[derive(Clone, Debug, FromRow)]
pub struct ContactWith {
    pub id: ContactId,
    #[sqlx(try_from = "String")]
    pub channel: Channel,
    pub staff_name: Option<String>,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

impl Connection {
    /// A page of at most `size` contacts.
    pub async fn list_contacts(
        &mut self,
        which: &Contacts,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<ListPage<ContactLine>> {
        let query = self.query(CONTACT);
        let query = match which {
            Contacts::OpenOf(staff) => query
                .push("contacts.ended_at IS NULL AND contacts.staff_id = ")
                .push_bind(*staff),
            Contacts::AllOf(staff) => query.push("contacts.staff_id = ").push_bind(*staff),
            Contacts::WaitingFor(teams) => waiting_for(query, teams),
        };
        let order = if position.is_backwards() {
            " ORDER BY contacts.started_at, contacts.id LIMIT "
        } else {
            " ORDER BY contacts.started_at DESC, contacts.id DESC LIMIT "
        };
        let entries: Vec<Contact> = position
            .narrow(query, "(contacts.started_at, contacts.id)")
            .push(order)
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        let page = position.page(entries, size, |contact: &Contact| ListKey {
            at: contact.started_at,
            id: contact.id.0,
        });
        let mut lines = Vec::with_capacity(page.entries.len());
        for contact in page.entries {
            let people = self.list_contact_people(contact.id).await?;
            let people = people.into_iter().map(|one| (one.person_id, one.name));
            lines.push(ContactLine {
                people: people.collect(),
                contact,
            });
        }
        Ok(ListPage {
            entries: lines,
            newer: page.newer,
            older: page.older,
        })
    }

    /// The latest contacts with somebody, or with a record that is joined to theirs.
    pub async fn list_contacts_with(
        &mut self,
        person: PersonId,
        limit: i64,
    ) -> sqlx::Result<Vec<ContactWith>> {
        self.query(
            "SELECT contacts.id, contacts.channel, staff.name AS staff_name, contacts.started_at, contacts.ended_at
             FROM contact_people
             JOIN contacts ON contacts.id = contact_people.contact_id
             LEFT JOIN staff ON staff.id = contacts.staff_id
             WHERE removed_at IS NULL AND person_id IN (SELECT id FROM people WHERE id = ",
        )
        .push_bind(person)
        .push(" OR joined_to = ")
        .push_bind(person)
        .push(") ORDER BY contact_people.added_at DESC, contacts.id DESC LIMIT ")
        .push_bind(limit)
        .fetch_all()
        .await
    }
}

fn waiting_for<'c>(query: Query<'c>, teams: &BTreeSet<Uuid>) -> Query<'c> {
    let mut query =
        query.push("contacts.ended_at IS NULL AND contacts.staff_id IS NULL AND (FALSE");
    for team in teams {
        query = query.push(" OR contacts.team_id = ").push_bind(*team);
    }
    query.push(")")
}
