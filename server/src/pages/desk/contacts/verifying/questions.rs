//! `GET` and `POST …/verify/questions`: questions from the record. What the caller says is typed, compared and forgotten;
//! the page says whether it was enough, and never which of it was wrong.
//!
//! What is asked and how often it failed is kept for the person, under a lock: two advisers at once, or one with two
//! contacts, have no more tries than one.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::contacts::verifying::{self as views, QuestionsPage};
use guildhall_database::Drawn;
use guildhall_domain::{
    audit::AuditVerb,
    contacts::{Method, questions::Facts},
    forms::Typed,
};

use super::Loaded;
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{see, small_forms::line},
    state::AppState,
    verification::{self, record_of},
};

/// What came of the answers.
enum Outcome {
    Right,
    NotEnough,
    /// That was one too many.
    Locked,
    /// Somebody answered these meanwhile, or what they were about has changed: others are asked. It was no try.
    Others,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let loaded = Loaded::load_for(&state, &staff, (&id, &person), Method::Questions).await?;
    let page = page(&state, &staff, &loaded).await?;
    let frame = frame.at_desk(&staff).in_contact(Some(loaded.open.id()));
    Ok(frame.show(|| views::questions(page)))
}

/// The page with the questions that are asked now.
async fn page(
    state: &AppState,
    staff: &May<needs::TakeContacts>,
    loaded: &Loaded,
) -> Result<QuestionsPage> {
    let record = record_of(&loaded.person);
    let mut transaction = state.database.begin().await?;
    let mut drawn = transaction.lock_drawn(record).await?;
    let facts = verification::facts(&mut transaction, state, &loaded.person).await?;
    if !facts.can_ask(&drawn.questions) {
        redraw(&mut transaction, record, &facts, &drawn).await?;
        drawn = transaction.lock_drawn(record).await?;
    }
    transaction.commit().await?;
    Ok(QuestionsPage {
        csrf: staff.visitor.csrf(),
        place: loaded.place(""),
        name: loaded.person.name.clone(),
        draw: drawn.id.to_string(),
        typed: vec![String::new(); drawn.questions.len()],
        questions: drawn.questions,
        problem: None,
        has_blank: false,
    })
}

/// Draws other questions, and keeps what failed.
async fn redraw(
    transaction: &mut guildhall_database::Transaction,
    record: guildhall_database::PersonId,
    facts: &Facts,
    drawn: &Drawn,
) -> Result<()> {
    let questions = facts
        .draw(|below| rand::random_range(0..below))
        .ok_or(AppError::NotFound)?;
    transaction
        .keep_drawn(record, &questions, &drawn.failures)
        .await?;
    Ok(())
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let loaded = Loaded::load_for(&state, &staff, (&id, &person), Method::Questions).await?;
    let mut asked = page(&state, &staff, &loaded).await?;
    let answers: Vec<String> = (1..=asked.questions.len())
        .map(|number| line(&typed, &format!("answer-{number}")))
        .collect();
    let draw = line(&typed, "draw");
    let frame = frame.at_desk(&staff).in_contact(Some(loaded.open.id()));
    if draw == asked.draw && answers.iter().any(String::is_empty) {
        asked.typed = answers;
        asked.has_blank = true;
        return Ok(frame.invalid(|| views::questions(asked)));
    }
    let problem = match answer(&state, &staff, &loaded, (&draw, &answers)).await? {
        Outcome::Right => {
            let here = format!("/desk/contacts/{}?done=verify-passed", loaded.open.id());
            return Ok(see(here).into_response());
        }
        Outcome::Locked => {
            return Ok(see(loaded.place("?done=verify-questions-locked")).into_response());
        }
        Outcome::NotEnough => "verify-not-enough",
        Outcome::Others => "verify-other-questions",
    };
    let mut asked = page(&state, &staff, &loaded).await?;
    asked.problem = Some(problem);
    Ok(frame.invalid(|| views::questions(asked)))
}

/// Compares the answers, and writes down what came of it, in one transaction under a lock.
async fn answer(
    state: &AppState,
    staff: &May<needs::TakeContacts>,
    loaded: &Loaded,
    (draw, answers): (&str, &[String]),
) -> Result<Outcome> {
    let now = state.clock.now();
    let record = record_of(&loaded.person);
    let mut transaction = state.database.begin().await?;
    let mut drawn = transaction.lock_drawn(record).await?;
    let facts = verification::facts(&mut transaction, state, &loaded.person).await?;
    if drawn.failures.locked(now.into()).is_some() {
        return Ok(Outcome::Locked);
    }
    if drawn.id.to_string() != draw || !facts.can_ask(&drawn.questions) {
        return Ok(Outcome::Others);
    }
    let check = loaded.check(staff, Method::Questions);
    let outcome = if facts.are_right(&drawn.questions, answers) {
        check.passed(&mut transaction, now).await?;
        Outcome::Right
    } else {
        check.failed(&mut transaction, now).await?;
        if drawn.failures.add(now.into()) {
            check
                .remember(&mut transaction, AuditVerb::QuestionsLocked, now)
                .await?;
            verification::tell_of_failure(&mut transaction, state, &loaded.person, now).await?;
            Outcome::Locked
        } else {
            Outcome::NotEnough
        }
    };
    redraw(&mut transaction, record, &facts, &drawn).await?;
    transaction.commit().await?;
    Ok(outcome)
}
