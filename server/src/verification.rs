//! Who is calling: what somebody may be asked, and what is written down when they showed who they are, or did not.
//!
//! The method and what came of it are kept; codes and answers never are.

use std::collections::BTreeSet;

use guildhall_app::emails::CallerFailed;
use guildhall_database::{
    CaseFilter, CasePosition, ChannelOf, Connection, ContactId, NewAuditEvent, Person, PersonId,
    StaffId, SubjectId, Timestamp, Transaction,
};
use guildhall_domain::{
    accounts::Means,
    actors::Actor,
    audit::{AuditDetail, AuditThing, AuditVerb},
    contacts::{
        ContactEvent, Method,
        questions::{self, Facts},
    },
    people::Rule,
    people_search::folding::fold,
    text::Language,
};
use time::OffsetDateTime;

use crate::{
    clock,
    emails::{self, Recipient},
    error::Result,
    records::{self, Told},
    state::AppState,
    text_messages,
};

/// How many of somebody's newest cases are looked at for the months in which they asked for something.
const CASES: usize = 25;

/// Somebody showing, in a contact, who they are.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    pub contact: ContactId,
    pub person: PersonId,
    pub method: Method,
    /// Who wrote down what came of it: the member of staff, or the person in their account.
    pub by: Actor,
}

impl Check {
    fn staff(&self) -> Option<StaffId> {
        match self.by {
            Actor::Staff(id) => Some(StaffId(id)),
            _ => None,
        }
    }

    /// They showed it. The caller commits.
    pub async fn passed(&self, transaction: &mut Transaction, now: Timestamp) -> Result<()> {
        let is_higher = transaction
            .reach_rung(self.contact, self.person, self.method, now)
            .await?;
        if is_higher {
            let rung = self.method.rung();
            transaction
                .know_drafts_as(self.contact, self.person, rung)
                .await?;
        }
        let event = ContactEvent::Verified {
            person: self.person.0,
            method: self.method.word().to_owned(),
        };
        self.note(transaction, event, AuditVerb::CallerVerified, now)
            .await
    }

    /// They did not. The caller commits.
    pub async fn failed(&self, transaction: &mut Transaction, now: Timestamp) -> Result<()> {
        let event = ContactEvent::NotVerified {
            person: self.person.0,
            method: self.method.word().to_owned(),
        };
        self.note(transaction, event, AuditVerb::CallerNotVerified, now)
            .await
    }

    async fn note(
        &self,
        transaction: &mut Transaction,
        event: ContactEvent,
        verb: AuditVerb,
        now: Timestamp,
    ) -> Result<()> {
        transaction
            .add_contact_event(self.contact, self.staff(), &event, now)
            .await?;
        self.remember(transaction, verb, now).await
    }

    /// Writes into the audit trail what came of it.
    pub async fn remember(
        &self,
        transaction: &mut Transaction,
        verb: AuditVerb,
        now: Timestamp,
    ) -> Result<()> {
        let event = NewAuditEvent::new(Some(self.by), verb, AuditThing::Person)
            .on(self.person.0)
            .with(AuditDetail::Method, self.method.word());
        Ok(transaction.add_audit_event(&event, now).await?)
    }
}

/// The record that counts: the one that somebody's was joined to, if it was.
pub fn record_of(person: &Person) -> PersonId {
    person.joined_to.unwrap_or(person.id)
}

/// The channels to which a code may go, and whether there are others, which are not somebody's alone.
pub async fn channels(
    connection: &mut Connection,
    state: &AppState,
    person: &Person,
) -> Result<(Vec<ChannelOf>, bool)> {
    let can_text = state.outside.text_messages.is_configured();
    let mut channels = connection.list_channels_of(record_of(person)).await?;
    channels.retain(|one| match one.means() {
        Some(Means::Email) => true,
        Some(Means::Telephone) => can_text,
        None => false,
    });
    let all = channels.len();
    channels.retain(|one| !one.is_shared);
    let shares = channels.len() < all;
    Ok((channels, shares))
}

/// What somebody may be asked. Nobody but [`Facts`] looks at it.
pub async fn facts(
    connection: &mut Connection,
    state: &AppState,
    person: &Person,
) -> Result<Facts> {
    let record = record_of(person);
    let attributes = questions::attributes();
    let subject = SubjectId::Person(record);
    let told = Told::load_of(connection, &state.keys, subject, &attributes).await?;
    let nobodys = BTreeSet::new();
    let protected = connection
        .list_protected_from(&nobodys, &[person.id, record])
        .await?;
    let filter = CaseFilter {
        subject: Some(record),
        ..CaseFilter::default()
    };
    let cases = connection
        .list_cases(&filter, CasePosition::Newest, CASES)
        .await?;
    let mut opened: Vec<OffsetDateTime> = Vec::new();
    for case in cases.cases {
        let service = state.catalogue.version(case.form_id).await?;
        if !service.service.sensitive {
            opened.push(case.opened_at.into());
        }
    }
    let moment = records::moment(state);
    Ok(Facts::of(
        &told.record(state.dictionary, moment),
        told.assertions(),
        (&opened, !protected.is_empty()),
        (moment.now, moment.today),
    ))
}

/// Whether somebody's record names whoever has this name as the one who acts for them, and that was verified.
pub async fn names_as_representative(
    connection: &mut Connection,
    state: &AppState,
    person: &Person,
    name: &str,
) -> Result<bool> {
    let attribute = "person.representative";
    let subject = SubjectId::Person(record_of(person));
    let told = Told::load_of(connection, &state.keys, subject, &[attribute]).await?;
    let record = told.record(state.dictionary, records::moment(state));
    let plain = |name: &str| fold(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let named = record
        .one(attribute)
        .filter(|known| known.rule == Rule::Verified && !known.is_stale && known.dispute.is_none());
    let named = named.and_then(|known| known.value.text());
    Ok(named.is_some_and(|named| plain(named) == plain(name)))
}

/// Tells somebody, by their own channel, that whoever said they were they could not show it.
pub async fn tell_of_failure(
    transaction: &mut Transaction,
    state: &AppState,
    person: &Person,
    now: Timestamp,
) -> Result<()> {
    let record = record_of(person);
    if transaction.has_died(record).await? {
        return Ok(());
    }
    let message = CallerFailed {
        name: person.name.clone(),
        when: clock::in_words(now),
    };
    let (channels, _) = channels(transaction, state, person).await?;
    let accounts = transaction.list_identities_of_person(record).await?;
    let email = accounts.first().map(|account| account.email.clone());
    let of = |means: Means| {
        let mut channels = channels.iter();
        let found = channels.find(|one| one.means() == Some(means));
        found.map(|one| one.address.clone())
    };
    if let Some(email) = email.or_else(|| of(Means::Email)) {
        let to = Recipient::new(email, Language::English).person(record);
        emails::queue(transaction, state, &to, &message).await?;
    } else if let Some(number) = of(Means::Telephone) {
        let to = Recipient::new(number, Language::English).person(record);
        text_messages::queue(transaction, state, &to, &message).await?;
    }
    Ok(())
}
