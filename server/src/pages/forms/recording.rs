//! What a form that is sent says of its subject goes into the record.

use guildhall_database::{
    CaseId, Connection, FormSession, PersonId, SubjectId, Timestamp, Transaction,
};
use guildhall_domain::{
    actors::{Actor, Channel},
    forms::{CheckedForm, Progress},
    people::{Recorded, Verification, record::Moment},
    text::Language,
};

use super::sealing;
use crate::{
    catalogue::ServiceForm,
    changes::{self, Relying},
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
    // What is said in an organisation's name is not said of whoever speaks for it.
    let Some(subject) = SubjectId::of(session.subject, session.organisation) else {
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
        subject,
        (&service.form, &session.progress),
        said,
    )
    .await
}

/// Who else relies on what a form that is about to be sent changes.
pub async fn tells(
    connection: &mut Connection,
    state: &AppState,
    session: &FormSession,
    service: &ServiceForm,
) -> Result<Relying> {
    let Some(person) = session.subject.filter(|_| session.organisation.is_none()) else {
        return Ok(Relying::default());
    };
    let attributes = attributes(&service.form);
    let subject = SubjectId::Person(person);
    let told = Told::load_of(connection, &state.keys, subject, &attributes).await?;
    let record = told.record(state.dictionary, records::moment(state));
    let recorded = service
        .form
        .recorded(&session.progress, state.dictionary, &record);
    let changed = changes::changed(state, &recorded, &record);
    if changed.is_empty() {
        return Ok(Relying::default());
    }
    let mut relying = changes::relying(connection, state, person, &changed, None).await?;
    // The form itself is one of the drafts.
    let title = service.service.title.in_language(Language::English);
    relying
        .services
        .retain(|other| !other.open_cases.is_empty() || other.title != title);
    Ok(relying)
}

/// The attributes that a form records.
fn attributes(form: &CheckedForm) -> Vec<&str> {
    let bound = form.bound().filter(|(_, binding)| binding.records());
    let mut attributes: Vec<&str> = bound.map(|(_, binding)| binding.attribute()).collect();
    attributes.sort_unstable();
    attributes.dedup();
    attributes
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
    subject: SubjectId,
    (form, progress): (&CheckedForm, &Progress),
    said: Said,
) -> Result<()> {
    let attributes = attributes(form);
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
    let changed = changes::changed(state, &recorded, &record);
    let of_subject = recorded.into_iter().filter(|one| {
        let attribute = state.dictionary.get(&one.attribute);
        attribute.is_some_and(|attribute| subject.has(attribute))
    });
    let statements = of_subject.map(statement).collect();
    let teller = Teller::new(said.actor, said.channel).in_case(said.case);
    records::tell_at(transaction, state, subject, teller, statements, said.at).await?;
    if let SubjectId::Person(person) = subject {
        changes::pass_on(transaction, state, person, &changed, teller).await?;
    }
    Ok(())
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
        SubjectId::Person(person),
        (&service.form, &session.progress),
        said,
    )
    .await
}
