//! Contacts: what a member of staff does while somebody is in touch, from the start to the wrap-up.

mod forms;
mod handing_over;
mod list;
mod notes;
mod one;
mod people;
mod starting;
mod story;
mod verifying;
mod wrapping_up;

pub use forms::submit as submit_form;
pub use handing_over::{show as show_hand_over, submit as submit_hand_over, take};
pub use list::{mine, show, with};
pub use notes::submit as submit_note;
pub use one::show as show_one;
pub use people::{add as add_person, remove as remove_person, show_remove, speak_for};
pub use starting::submit;
pub use verifying::{
    send_code, show as show_verify, show_code, show_documents, show_questions, submit_approval,
    submit_authority, submit_code, submit_documents, submit_questions,
};
pub use wrapping_up::{show as show_end, submit as submit_end};

use guildhall_app::pages::desk::contacts::ContactRow;
use guildhall_database::{Contact, ContactId, ContactLine, PersonId, Timestamp, Transaction};
use guildhall_domain::{actors::Channel, contacts::ContactEvent};
use time::OffsetDateTime;

use crate::{
    access::{May, Staff},
    clock,
    error::Result,
    state::AppState,
};

/// Starts a contact, with somebody if it is known with whom. The caller commits.
pub async fn begin(
    transaction: &mut Transaction,
    staff: &Staff,
    channel: Channel,
    person: Option<PersonId>,
    now: Timestamp,
) -> Result<ContactId> {
    let contact = transaction.add_contact(channel, staff.id, now).await?;
    if let Some(person) = person {
        add(transaction, staff, contact, (person, None), now).await?;
    }
    Ok(contact)
}

/// Says that a contact is with somebody, or with somebody else who speaks for them. The caller commits.
pub async fn add(
    transaction: &mut Transaction,
    staff: &Staff,
    contact: ContactId,
    (person, speaker): (PersonId, Option<PersonId>),
    now: Timestamp,
) -> Result<()> {
    if transaction
        .add_contact_person(contact, person, speaker, now)
        .await?
    {
        let event = match speaker {
            None => ContactEvent::PersonAdded { person: person.0 },
            Some(speaker) => ContactEvent::Represented {
                person: person.0,
                by: speaker.0,
            },
        };
        transaction
            .add_contact_event(contact, Some(staff.id), &event, now)
            .await?;
    }
    Ok(())
}

/// Writes into the story of the contact in which a page was asked for, if the reader has it and it is open; nothing
/// otherwise. What was written already is not written again.
pub async fn note_once<P>(state: &AppState, staff: &May<P>, event: ContactEvent) -> Result<()> {
    if staff.contact().is_none() {
        return Ok(());
    }
    let mut transaction = state.database.begin().await?;
    let Some(contact) = staff.contact_at_work(&mut transaction).await? else {
        return Ok(());
    };
    let story = transaction.list_contact_events(contact.id).await?;
    if story.iter().all(|line| line.event.0 != event) {
        transaction
            .add_contact_event(contact.id, Some(staff.id), &event, state.clock.now())
            .await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// How long it has lasted, in minutes, while it is open.
fn minutes(state: &AppState, contact: &Contact) -> Option<i64> {
    minutes_of(state, contact.started_at, contact.is_open())
}

fn minutes_of(state: &AppState, started_at: Timestamp, is_open: bool) -> Option<i64> {
    let lasted = OffsetDateTime::from(state.clock.now()) - OffsetDateTime::from(started_at);
    is_open.then(|| lasted.whole_minutes().max(0))
}

fn row(state: &AppState, line: ContactLine) -> ContactRow {
    let contact = line.contact;
    ContactRow {
        id: contact.id.to_string(),
        channel: contact.channel.word(),
        people: line.people.into_iter().map(|(_, name)| name).collect(),
        started: clock::in_words(contact.started_at),
        minutes: minutes(state, &contact),
        waits_for: contact.team_name.filter(|_| contact.staff_id.is_none()),
    }
}
