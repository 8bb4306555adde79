//! What a form that is sent says of its subject goes into the record.

use guildhall_database::{CaseId, FormSession, PersonId, SubjectId, Timestamp, Transaction};
use guildhall_domain::{
    actors::{Actor, Channel},
    forms::{CheckedForm, Progress},
    people::{Recorded, Verification, dictionary::SubjectKind, record::Moment},
};

use super::sealing;
use crate::{
    catalogue::ServiceForm,
    clock::date_of,
    error::Result,
    records::{self, Statement, Teller, Told},
    state::AppState,
};

/// Tells the record of whoever a form is about what was answered in it.
pub async fn record(
    transaction: &mut Transaction,
    state: &AppState,
    session: &FormSession,
    service: &ServiceForm,
    case: CaseId,
) -> Result<()> {
    let Some(person) = session.subject else {
        return Ok(());
    };
    let said = Said {
        actor: session.actor,
        channel: session.channel,
        case,
        at: state.clock.now(),
    };
    record_of(
        transaction,
        state,
        person,
        (&service.form, &session.progress),
        said,
    )
    .await
}

/// By whom, how, in which case and when a form's answers were given.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    pub actor: Actor,
    pub channel: Channel,
    pub case: CaseId,
    pub at: Timestamp,
}

/// As [`record`], for a form whose subject was found out later.
pub async fn record_of(
    transaction: &mut Transaction,
    state: &AppState,
    person: PersonId,
    (form, progress): (&CheckedForm, &Progress),
    said: Said,
) -> Result<()> {
    let subject = SubjectId::Person(person);
    let bound = form.bound().filter(|(_, binding)| binding.records());
    let mut attributes: Vec<&str> = bound.map(|(_, binding)| binding.attribute()).collect();
    attributes.sort_unstable();
    attributes.dedup();
    if attributes.is_empty() {
        return Ok(());
    }
    // Two forms of one person that are sent at once are told one after the other.
    transaction.lock_subject(subject).await?;
    let told = Told::load_of(transaction, &state.keys, subject, &attributes).await?;
    let moment = Moment {
        now: said.at.into(),
        today: date_of(said.at),
    };
    let record = told.record(state.dictionary, moment);
    let recorded = form.recorded(progress, state.dictionary, &record);
    let of_person = recorded
        .into_iter()
        .filter(|one| one.of == SubjectKind::Person);
    let statements = of_person.map(statement).collect();
    let teller = Teller::new(said.actor, said.channel).in_case(said.case);
    records::tell_at(transaction, state, subject, teller, statements, said.at).await
}

fn statement(recorded: Recorded) -> Statement {
    Statement {
        attribute: recorded.attribute,
        act: recorded.act,
        value: Some(recorded.value),
        since: recorded.since,
        verified: Verification::Unverified,
        about: recorded.about,
        reason: None,
    }
}

/// As [`record`], of a case that turned out to be somebody's: it says what was so when it was sent.
pub async fn record_claimed(
    transaction: &mut Transaction,
    state: &AppState,
    case: CaseId,
    person: PersonId,
) -> Result<()> {
    let session = transaction.find_form_session_of(case).await?;
    let submission = transaction.find_submission(case).await?;
    let (Some(mut session), Some(submission)) = (session, submission) else {
        return Ok(());
    };
    sealing::open(state, &mut session);
    let service = state.catalogue.version(session.form_id).await?;
    let said = Said {
        actor: session.actor,
        channel: session.channel,
        case,
        at: submission.submitted_at,
    };
    record_of(
        transaction,
        state,
        person,
        (&service.form, &session.progress),
        said,
    )
    .await
}
