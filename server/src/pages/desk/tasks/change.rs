//! What a member of staff asks to be done to a task, as they typed it.

use guildhall_app::pages::desk::tasks::{TaskForm, TaskProblem};
use guildhall_database::{StaffId, Task};
use guildhall_domain::{
    forms::Typed,
    tasks::{Act, ActWord},
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
        }
    }

    /// The forms with what was typed in them.
    pub fn form(&self, form: TaskForm) -> TaskForm {
        TaskForm {
            owner: self.owner.clone(),
            team: self.team.clone(),
            outcome: self.outcome.clone(),
            why: self.why.clone(),
            ..form
        }
    }

    /// What was written with the act.
    pub fn words(&self, act: ActWord) -> &str {
        match act {
            ActWord::Finish => &self.outcome,
            ActWord::Pass => &self.why,
            _ => "",
        }
    }

    /// The act and the words that go with it, or what is wrong with them.
    pub fn decide(
        &self,
        task: &Task,
        actor: StaffId,
        (colleagues, teams): (Named<'_>, Named<'_>),
    ) -> Result<(Act, &str), TaskProblem> {
        let word = self.act.ok_or(TaskProblem::DoesNotFit)?;
        let words = self.words(word);
        let is_too_long = words.chars().count() > LONGEST_WORDS;
        let (act, wrong) = match word {
            ActWord::Acknowledge => (Act::Acknowledge, TaskProblem::DoesNotFit),
            ActWord::Take => (Act::Take, TaskProblem::DoesNotFit),
            ActWord::Reopen => (Act::Reopen, TaskProblem::DoesNotFit),
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
        fits.map(|_| (act, words)).map_err(|_| wrong)
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
