//! Tasks: something that somebody has to do, who it waits for, and by when.
//!
//! | act | from | what comes of it |
//! |---|---|---|
//! | acknowledge | open | acknowledged: somebody says that it has arrived |
//! | take | open, acknowledged | acknowledged, and theirs |
//! | assign | open, acknowledged | a colleague's, or nobody's; whether it was acknowledged stays |
//! | pass | open, acknowledged | open, another team's or no team's, and nobody's: whoever gets it has not seen it yet |
//! | attempt | open, acknowledged | acknowledged: somebody tried, and wrote down what came of it; callbacks alone |
//! | finish | open, acknowledged | done; a callback with an outcome alone, see [`crate::callbacks::acts`] |
//! | reopen | done | acknowledged: whoever did it knew of it |
//!
//! A task says what it is about by reference and never in words of its own, so that whoever may not see a person or a
//! case learns nothing of them from a task.

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::{actors::UnknownWord, audit::words, callbacks::Outcome};

words! {
    /// What is to be done. A new one needs the messages `task-kind-{word}` and `task-what-{word}`.
    TaskKind {
        /// Somebody's details changed, and a team relies on them.
        ChangeTold = "change-told",
        /// Somebody says that what is held of them is wrong.
        DetailDisputed = "detail-disputed",
        /// A warning about somebody or a need of theirs is about to run out.
        WarningEnds = "warning-ends",
        /// A colleague says that an article is wrong, out of date or without what they looked for.
        ArticleFeedback = "article-feedback",
        /// Whether an article still holds is to be looked at again.
        ArticleReview = "article-review",
        /// Somebody wants to be rung.
        Callback = "callback",
        /// What a member of staff wrote down.
        ToDo = "to-do",
    }
}

words! {
    /// How far a task has come. A new one needs the message `task-state-{word}`.
    TaskState {
        Open = "open",
        Acknowledged = "acknowledged",
        Done = "done",
    }
}

words! {
    /// The word of an [`Act`] in forms. A new one needs the message `task-act-{word}`.
    ActWord {
        Acknowledge = "acknowledge",
        Take = "take",
        Assign = "assign",
        Pass = "pass",
        Attempt = "attempt",
        Finish = "finish",
        Reopen = "reopen",
    }
}

/// What somebody does to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Acknowledge,
    /// Makes it one's own.
    Take,
    /// Gives it to a member of staff, or to nobody.
    Assign(Option<Uuid>),
    /// Gives it to another team, or to none.
    Pass(Option<Uuid>),
    /// Writes down that somebody tried to ring, and what came of it.
    Attempt(Outcome),
    Finish,
    Reopen,
}

impl Act {
    pub fn word(self) -> ActWord {
        match self {
            Self::Acknowledge => ActWord::Acknowledge,
            Self::Take => ActWord::Take,
            Self::Assign(_) => ActWord::Assign,
            Self::Pass(_) => ActWord::Pass,
            Self::Attempt(_) => ActWord::Attempt,
            Self::Finish => ActWord::Finish,
            Self::Reopen => ActWord::Reopen,
        }
    }
}

/// Where a task stands: what the rules need to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: TaskState,
    /// None while it is nobody's yet.
    pub team: Option<Uuid>,
    /// None while it waits for anybody of the team.
    pub owner: Option<Uuid>,
}

/// Why an act does not fit where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    #[error("it is done")]
    IsDone,
    #[error("it is not done")]
    IsNotDone,
    #[error("it was acknowledged already")]
    IsAcknowledged,
    #[error("nothing would change")]
    NothingChanges,
}

impl Standing {
    /// A task as it is made.
    pub fn new(team: Option<Uuid>, owner: Option<Uuid>) -> Self {
        Self {
            state: TaskState::Open,
            team,
            owner,
        }
    }

    /// Where the task stands once `actor` has done this to it.
    pub fn after(self, act: Act, actor: Uuid) -> Result<Self, NotNow> {
        let is_done = self.state == TaskState::Done;
        let after = match act {
            Act::Reopen if is_done => Self {
                state: TaskState::Acknowledged,
                ..self
            },
            Act::Reopen => return Err(NotNow::IsNotDone),
            _ if is_done => return Err(NotNow::IsDone),
            Act::Acknowledge if self.state == TaskState::Acknowledged => {
                return Err(NotNow::IsAcknowledged);
            }
            Act::Acknowledge => Self {
                state: TaskState::Acknowledged,
                ..self
            },
            Act::Take => Self {
                state: TaskState::Acknowledged,
                owner: Some(actor),
                ..self
            },
            Act::Assign(owner) => Self { owner, ..self },
            Act::Pass(team) if team == self.team => return Err(NotNow::NothingChanges),
            Act::Pass(team) => Self::new(team, None),
            // It stands where it stood, and yet there is more to its story.
            Act::Attempt(_) => {
                return Ok(Self {
                    state: TaskState::Acknowledged,
                    ..self
                });
            }
            Act::Finish => Self {
                state: TaskState::Done,
                ..self
            },
        };
        if after == self {
            return Err(NotNow::NothingChanges);
        }
        Ok(after)
    }

    /// The kinds of act that fit now, in the order of [`ActWord::ALL`].
    pub fn acts(self, actor: Uuid) -> Vec<ActWord> {
        let fits = |word: &ActWord| match word {
            ActWord::Acknowledge => self.after(Act::Acknowledge, actor).is_ok(),
            ActWord::Take => self.after(Act::Take, actor).is_ok(),
            ActWord::Assign | ActWord::Pass | ActWord::Attempt | ActWord::Finish => {
                self.state != TaskState::Done
            }
            ActWord::Reopen => self.state == TaskState::Done,
        };
        ActWord::ALL.iter().copied().filter(fits).collect()
    }
}

/// Something that happened to a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum TaskEvent {
    Created,
    Acknowledged,
    Taken,
    Assigned {
        owner: Option<Uuid>,
    },
    Passed {
        team: Option<Uuid>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
    },
    Attempted {
        outcome: Outcome,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    Finished {
        #[serde(default, skip_serializing_if = "String::is_empty")]
        outcome: String,
    },
    Reopened,
}

impl TaskEvent {
    /// What an act leaves in the story, with the words that go with it.
    pub fn of(act: Act, words: &str) -> Self {
        let words = words.to_owned();
        match act {
            Act::Acknowledge => Self::Acknowledged,
            Act::Take => Self::Taken,
            Act::Assign(owner) => Self::Assigned { owner },
            Act::Pass(team) => Self::Passed { team, why: words },
            Act::Attempt(outcome) => Self::Attempted {
                outcome,
                note: words,
            },
            Act::Finish => Self::Finished { outcome: words },
            Act::Reopen => Self::Reopened,
        }
    }
}

/// What a kind of task needs to say beside what it is about: names and references, never what is held about anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDetails {
    /// What a member of staff wrote.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The attributes that changed, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<Uuid>,
}

/// Names what a task is made for: however often it is asked for, there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceKey(String);

impl OnceKey {
    /// For one team that relies on what changed; none is nobody's yet.
    pub fn of_change(change: Uuid, team: Option<Uuid>) -> Self {
        let team = team.map(|team| team.to_string()).unwrap_or_default();
        Self(format!("change:{change}:{team}"))
    }

    /// For one expiry of a warning: once it is renewed, its new expiry has a task of its own.
    pub fn of_warning(warning: Uuid, expires_on: Date) -> Self {
        Self(format!("warning:{warning}:{expires_on}"))
    }

    /// For one day of review: once somebody has looked, the next day has a task of its own.
    pub fn of_review(article: Uuid, review_on: Date) -> Self {
        Self(format!("article-review:{article}:{review_on}"))
    }

    /// For one form in which a callback is asked for, however often it is sent.
    pub fn of_callback(form: Uuid) -> Self {
        Self(format!("callback:{form}"))
    }

    /// The keys of all tasks of a change lie between these two, byte by byte; the second is none of them.
    pub fn range_of_change(change: Uuid) -> (String, String) {
        (format!("change:{change}:"), format!("change:{change};"))
    }

    /// The keys of all tasks of a warning lie between these two, in the same way.
    pub fn range_of_warning(warning: Uuid) -> (String, String) {
        (format!("warning:{warning}:"), format!("warning:{warning};"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a task's due date looks from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// So many days ago.
    Overdue(i64),
    Today,
    /// In so many days.
    In(i64),
}

impl Due {
    pub fn seen(due_on: Date, today: Date) -> Self {
        match (due_on - today).whole_days() {
            0 => Self::Today,
            days if days < 0 => Self::Overdue(-days),
            days => Self::In(days),
        }
    }

    /// Whether it is late at a minute of today: it was due on a day before, or by a minute of today that has passed.
    pub fn is_late((due_on, due_minute): (Date, u16), (today, minute): (Date, u16)) -> bool {
        (due_on, due_minute) <= (today, minute)
    }
}
