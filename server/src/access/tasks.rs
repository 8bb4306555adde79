//! Which tasks a member of staff may open, and what of them they may see. Only these functions hand one over.

use guildhall_database::{NewAuditEvent, PersonId, Task, TaskId};
use guildhall_domain::{
    audit::{AuditThing, AuditVerb},
    permissions::{Permission, Tasks},
    tasks::{ActWord, TaskKind},
};

use super::{
    May, Staff,
    may::{needs, refused, remember},
};
use crate::{
    error::{AppError, Result},
    state::AppState,
};

/// A task that its reader may see, with what they may do to it.
#[derive(Clone, Debug)]
pub struct OpenTask {
    pub task: Task,
    pub may_work: bool,
    pub may_assign: bool,
}

impl OpenTask {
    /// Whether its reader's roles let them do an act, wherever the task stands.
    pub fn allows(&self, act: ActWord) -> bool {
        match act {
            ActWord::Assign => self.may_assign,
            ActWord::Pass => self.may_work || self.may_assign,
            ActWord::Acknowledge
            | ActWord::Take
            | ActWord::Attempt
            | ActWord::Finish
            | ActWord::Reopen => self.may_work,
        }
    }
}

impl Staff {
    /// Whether a task is within reach of what this member of staff may do. One about a sensitive case is there for
    /// those alone who need to know of the case.
    pub fn reaches(&self, permission: Permission, task: &Task) -> bool {
        let hidden = self.grants.hidden_services();
        let mut services = task.case_slug.iter().chain(&task.callback_slug);
        if services.any(|slug| hidden.contains(slug)) {
            return false;
        }
        if permission == Permission::SeeTasks && self.asked_for(task) {
            return true;
        }
        let within = self.grants.tasks(permission).unwrap_or(none());
        let owner = task.owner_id.map(|owner| owner.0);
        within.contain(task.team_id.map(|team| team.0), owner, self.id.0)
    }

    /// Whether it is a callback that they asked for: they may see how it is getting on, wherever it is.
    pub fn asked_for(&self, task: &Task) -> bool {
        task.kind == TaskKind::Callback && task.created_by_id == Some(self.id)
    }

    /// The tasks that this member of staff may see.
    pub fn seen_tasks(&self) -> Tasks {
        let seen = self.grants.tasks(Permission::SeeTasks);
        seen.unwrap_or(none())
    }

    /// The person or the case's person that a task is about, if that is themselves.
    pub fn own_subject(&self, task: &Task) -> Option<PersonId> {
        let subjects = [task.person_id, task.case_subject_id];
        let mut own = subjects.into_iter().filter(|subject| self.is_own(*subject));
        own.next().flatten()
    }
}

fn none() -> Tasks {
    Tasks::Of(std::collections::BTreeSet::new())
}

impl May<needs::SeeTasks> {
    /// The task with this id, if it is within reach and not about oneself.
    pub async fn open_task(&self, state: &AppState, id: &str) -> Result<OpenTask> {
        let id: TaskId = id.parse().map_err(|_| AppError::NotFound)?;
        let task = state.database.read().await?.find_task(id).await?;
        let task = task.ok_or(AppError::NotFound)?;
        self.refuse_own(state, self.own_subject(&task), AuditThing::Task, id.0)
            .await?;
        let thing = (AuditThing::Task, id.0);
        self.refuse_own_organisation(state, task.organisation_id, thing)
            .await?;
        if !self.reaches(Permission::SeeTasks, &task) {
            let event = refused(self, Permission::SeeTasks, AuditThing::Task).on(id.0);
            remember(state, &event).await?;
            return Err(AppError::NotFound);
        }
        Ok(OpenTask {
            may_work: self.reaches(Permission::WorkTasks, &task),
            may_assign: self.reaches(Permission::AssignTasks, &task),
            task,
        })
    }

    /// Refuses an act on a task that they may see, and writes down that they asked.
    pub async fn refuse_act(
        &self,
        state: &AppState,
        open: &OpenTask,
        act: ActWord,
    ) -> Result<AppError> {
        let permission = match act {
            ActWord::Assign => Permission::AssignTasks,
            _ => Permission::WorkTasks,
        };
        let task = (AuditThing::Task, open.task.id.0);
        self.refuse(state, permission, task).await
    }

    /// What is written to the trail about a task.
    pub fn task_event(&self, verb: AuditVerb, task: &Task) -> NewAuditEvent {
        NewAuditEvent::new(Some(self.actor()), verb, AuditThing::Task).on(task.id.0)
    }
}
