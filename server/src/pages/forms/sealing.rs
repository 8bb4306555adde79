//! Answers to questions that ask for what is kept sealed: bank details, National Insurance number. They are sealed
//! wherever a form is stored, and opened where whoever gave them, or whoever may see them, looks.

use anyhow::Context as _;
use guildhall_app::wording::{text, text_with};
use guildhall_database::{CaseId, Connection, FormSession};
use guildhall_domain::{
    forms::{Answer, Asked, CheckedForm, Field, Progress, Question, Snapshot},
    people::reuse::Changed,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{error::Result, keys::NotOpened, state::AppState};

/// How many characters of something sealed its holder sees: enough to know it again.
const SHOWN: usize = 4;

/// What is sealed of one question.
#[derive(Serialize, Deserialize)]
struct Kept {
    answer: Answer,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    changed: Option<Changed>,
}

/// Whether a question asks for what is kept sealed.
pub fn is_sealed(state: &AppState, field: &Field) -> bool {
    let bound = field.records.as_ref();
    let attribute = bound.and_then(|binding| state.dictionary.get(binding.attribute()));
    attribute.is_some_and(|attribute| attribute.is_sealed())
}

fn sealed_fields<'form>(
    state: &AppState,
    form: &'form CheckedForm,
) -> impl Iterator<Item = &'form Field> {
    form.bound()
        .map(|(field, _)| field)
        .filter(|field| is_sealed(state, field))
}

/// To what a sealed answer belongs: to its question, in a form session or in a case.
pub fn belongs_to(field: &str, owner: Uuid) -> String {
    format!("the answer to {field} in {owner}")
}

/// Saves what was filled in, with what has to be sealed sealed; false if somebody saved in between.
pub async fn save(
    connection: &mut Connection,
    state: &AppState,
    form: &CheckedForm,
    session: &FormSession,
    progress: &Progress,
) -> Result<bool> {
    let closed = close(state, form, session.id.0, progress)?;
    let now = state.clock.now();
    Ok(connection
        .save_progress(session.id, &closed, session.revision, now)
        .await?)
}

/// Progress as it is stored. What is known is left out for questions that ask for what is sealed: it is looked up
/// again.
fn close(
    state: &AppState,
    form: &CheckedForm,
    session: Uuid,
    progress: &Progress,
) -> Result<Progress> {
    let mut closed = progress.clone();
    for field in sealed_fields(state, form) {
        let name = &field.name;
        closed.known.remove(name);
        let changed = closed.changed.remove(name);
        if let Some(answer) = closed.answers.remove(name) {
            let kept = Kept { answer, changed };
            let sealed = seal(state, &kept, &belongs_to(name, session))?;
            closed.sealed.insert(name.clone(), sealed);
        }
    }
    Ok(closed)
}

/// A form that nobody has answered yet, as it is stored.
pub fn without_known(state: &AppState, form: &CheckedForm, progress: &mut Progress) {
    for field in sealed_fields(state, form) {
        progress.known.remove(&field.name);
    }
}

/// Opens what is sealed in a form that was loaded. What can't be opened stays as it is, and its question is asked again.
pub fn open(state: &AppState, session: &mut FormSession) {
    let (progress, id) = (&mut session.progress, session.id.0);
    progress.sealed.retain(|name, sealed| {
        let kept: std::result::Result<Kept, _> = unseal(state, sealed, &belongs_to(name, id));
        match kept {
            Ok(kept) => {
                progress.answers.insert(name.clone(), kept.answer);
                if let Some(changed) = kept.changed {
                    progress.changed.insert(name.clone(), changed);
                }
                false
            }
            Err(error) => {
                tracing::error!(%error, field = name.as_str(), "a sealed answer can't be opened");
                true
            }
        }
    });
}

/// Seals what has to be sealed in what is frozen for a case.
pub fn close_snapshot(
    state: &AppState,
    form: &CheckedForm,
    case: CaseId,
    snapshot: &mut Snapshot,
) -> Result<()> {
    for question in questions(snapshot) {
        let field = form.field(&question.name);
        if !field.is_some_and(|field| is_sealed(state, field)) {
            continue;
        }
        if let Asked::Answered { answer, .. } = &question.asked {
            let sealed = seal(state, answer, &belongs_to(&question.name, case.0))?;
            question.asked = Asked::Sealed { sealed };
        }
    }
    Ok(())
}

/// Opens what is sealed in what was frozen, for whoever may see all of it.
pub fn open_snapshot(state: &AppState, case: CaseId, snapshot: &mut Snapshot) {
    show(state, case, snapshot, |answer| answer);
}

/// As [`open_snapshot`], for whoever gave the answers: only so much that they know them again.
pub fn open_masked(state: &AppState, case: CaseId, snapshot: &mut Snapshot) {
    show(state, case, snapshot, |answer| masked(&answer));
}

/// Hides all but the end of what is going to be sealed.
pub fn mask(state: &AppState, form: &CheckedForm, snapshot: &mut Snapshot) {
    for question in questions(snapshot) {
        let field = form.field(&question.name);
        if let Asked::Answered { answer, .. } = &mut question.asked
            && field.is_some_and(|field| is_sealed(state, field))
        {
            *answer = masked(answer);
        }
    }
}

/// An answer with all but its end hidden.
pub fn masked(answer: &Answer) -> Answer {
    let all: Vec<char> = answer.text().unwrap_or_default().chars().collect();
    let hidden = all.len().saturating_sub(SHOWN).max(all.len().div_ceil(2));
    let end: String = all.into_iter().skip(hidden).collect();
    Answer::Text(text_with("answer-ends-in", &[("end", &end)]))
}

fn show(state: &AppState, case: CaseId, snapshot: &mut Snapshot, how: fn(Answer) -> Answer) {
    for question in questions(snapshot) {
        let Asked::Sealed { sealed } = &question.asked else {
            continue;
        };
        let opened = unseal(state, sealed, &belongs_to(&question.name, case.0));
        let answer = match opened {
            Ok(answer) => how(answer),
            Err(_) => Answer::Text(text("answer-not-opened")),
        };
        let labels = Vec::new();
        question.asked = Asked::Answered { answer, labels };
    }
}

/// Every question of a snapshot.
pub fn questions(snapshot: &mut Snapshot) -> impl Iterator<Item = &mut Question> {
    let pages = snapshot.pages.iter_mut();
    pages.flat_map(|page| &mut page.questions)
}

fn seal<T: Serialize>(state: &AppState, value: &T, belongs_to: &str) -> Result<String> {
    let json = serde_json::to_string(value).context("an answer can't be written")?;
    let sealed = state.keys.seal(&json, belongs_to);
    Ok(sealed.map_err(anyhow::Error::from)?)
}

fn unseal<T: for<'de> Deserialize<'de>>(
    state: &AppState,
    sealed: &str,
    belongs_to: &str,
) -> std::result::Result<T, NotOpened> {
    let json = state.keys.open(sealed, belongs_to)?;
    serde_json::from_str(&json).map_err(|_| NotOpened::Changed)
}
