//! What a member of staff asks to be done to a task, as they typed it.

use guildhall_app::pages::desk::tasks::{TaskForm, TaskProblem};
use guildhall_database::{StaffId, Task};
use guildhall_domain::{
    callbacks::{self, LONGEST_NOTE, NotTried, Outcome},
    forms::Typed,
    tasks::{Act, ActWord, TaskKind},
};
use uuid::Uuid;

use crate::pages::small_forms::lines;

/// Those that a task may go to, by name.
type Named<'a> = &'a [(Uuid, String)];

/// In characters.
const LONGEST_WORDS: usize = 2_000;

/// What a member of staff wants to do to a task.
pub struct Change {
    pub act: Option<ActWord>,
    /// The revision of the task they were looking at.
    pub revision: Option<i64>,
    owner: String,
    team: String,
    outcome: String,
    why: String,
    /// What came of a try to ring, and what there is to say of it.
    tried: String,
    note: String,
}

impl Change {
    pub fn read(typed: &Typed) -> Self {
        let first = |name| typed.first(name).unwrap_or_default();
        Self {
            act: first("act").parse().ok(),
            revision: first("revision").parse().ok(),
            owner: first("owner").to_owned(),
            team: first("team").to_owned(),
            outcome: lines(typed, "outcome"),
            why: lines(typed, "why"),
            tried: first("tried").to_owned(),
            note: lines(typed, "note"),
        }
    }

    /// The forms with what was typed in them.
    pub fn form(&self, form: TaskForm) -> TaskForm {
        TaskForm {
            owner: self.owner.clone(),
            team: self.team.clone(),
            outcome: self.outcome.clone(),
            why: self.why.clone(),
            tried: self.tried.clone(),
            note: self.note.clone(),
            ..form
        }
    }

    /// What was written with the act.
    pub fn words(&self, act: ActWord, kind: TaskKind) -> &str {
        match act {
            ActWord::Attempt => &self.note,
            ActWord::Finish if kind == TaskKind::Callback => &self.note,
            ActWord::Finish => &self.outcome,
            ActWord::Pass => &self.why,
            _ => "",
        }
    }

    /// The acts, in order, each with the words that go with it, or what is wrong with them.
    pub fn decide(
        &self,
        task: &Task,
        actor: StaffId,
        (colleagues, teams): (Named<'_>, Named<'_>),
    ) -> Result<Vec<(Act, &str)>, TaskProblem> {
        let word = self.act.ok_or(TaskProblem::DoesNotFit)?;
        let is_callback = task.kind == TaskKind::Callback;
        if is_callback && matches!(word, ActWord::Attempt | ActWord::Finish) {
            return self.decide_try(task, word);
        }
        let words = self.words(word, task.kind);
        let is_too_long = words.chars().count() > LONGEST_WORDS;
        let (act, wrong) = match word {
            ActWord::Acknowledge => (Act::Acknowledge, TaskProblem::DoesNotFit),
            ActWord::Take => (Act::Take, TaskProblem::DoesNotFit),
            ActWord::Reopen => (Act::Reopen, TaskProblem::DoesNotFit),
            ActWord::Attempt => return Err(TaskProblem::DoesNotFit),
            ActWord::Finish if is_too_long => return Err(TaskProblem::OutcomeTooLong),
            ActWord::Finish => (Act::Finish, TaskProblem::DoesNotFit),
            ActWord::Assign => {
                let wrong = TaskProblem::NobodyChosen;
                let owner = chosen(&self.owner, "nobody", colleagues).ok_or(wrong)?;
                (Act::Assign(owner), wrong)
            }
            ActWord::Pass if is_too_long => return Err(TaskProblem::WhyTooLong),
            ActWord::Pass => {
                let wrong = TaskProblem::NoTeamChosen;
                let team = chosen(&self.team, "none", teams).ok_or(wrong)?;
                (Act::Pass(team), wrong)
            }
        };
        let fits = task.standing().after(act, actor.0);
        fits.map(|_| vec![(act, words)]).map_err(|_| wrong)
    }

    /// A try to ring, which may finish the callback.
    fn decide_try(&self, task: &Task, word: ActWord) -> Result<Vec<(Act, &str)>, TaskProblem> {
        if self.note.chars().count() > LONGEST_NOTE {
            return Err(TaskProblem::NoteTooLong);
        }
        let outcome: Option<Outcome> = self.tried.parse().ok();
        let acts = callbacks::acts(task.standing(), outcome, word == ActWord::Finish);
        let acts = acts.map_err(|wrong| match wrong {
            NotTried::NoOutcome => TaskProblem::NoOutcome,
            NotTried::IsDone => TaskProblem::DoesNotFit,
        })?;
        let words = |act: &Act| match act {
            Act::Attempt(_) => self.note.as_str(),
            _ => "",
        };
        Ok(acts.into_iter().map(|act| (act, words(&act))).collect())
    }
}

/// Who was chosen from a list: somebody, or nobody by the word for it; nothing if neither was.
fn chosen(word: &str, nobody: &str, list: &[(Uuid, String)]) -> Option<Option<Uuid>> {
    if word == nobody {
        return Some(None);
    }
    let id: Uuid = word.parse().ok()?;
    list.iter().any(|(one, _)| *one == id).then_some(Some(id))
}
