//! `GET` and `POST /desk/tasks/{id}`

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::callbacks::CallbackDetails;
use guildhall_app::pages::desk::tasks::{
    self as views, ChangedAttribute, Conflict, StoryLine, TaskForm, TaskPage, TaskStory,
};
use guildhall_database::{Connection, NewAuditEvent, StoredTaskEvent, Task};
use guildhall_domain::{
    audit::{AuditDetail, AuditVerb},
    forms::Typed,
    permissions::Permission,
    tasks::{Act, ActWord, TaskEvent, TaskKind},
};
use uuid::Uuid;

use super::{change::Change, may_read, row};
use crate::pages::desk::callbacks::details;
use crate::{
    access::{May, OpenTask, needs},
    clock,
    error::Result,
    page::Frame,
    pages::see,
    state::AppState,
};

type Reader = May<needs::SeeTasks>;

pub async fn show(
    State(state): State<AppState>,
    staff: Reader,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let open = staff.open_task(&state, &id).await?;
    let loaded = Loaded::load(&state, &staff, open).await?;
    let form = loaded.form(&staff);
    Ok(frame
        .at_desk(&staff)
        .show(|| loaded.page(&state, &staff, form)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Reader,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = staff.open_task(&state, &id).await?;
    let change = Change::read(&typed);
    let is_allowed = change
        .act
        .map_or_else(|| open.may_work || open.may_assign, |act| open.allows(act));
    if !is_allowed {
        let act = change.act.unwrap_or(ActWord::Acknowledge);
        return Err(staff.refuse_act(&state, &open, act).await?);
    }
    let loaded = Loaded::load(&state, &staff, open).await?;
    let frame = frame.at_desk(&staff);
    if let Some(act) = change.act
        && change.revision != Some(loaded.task().revision)
    {
        return Ok(loaded.conflict(&state, &staff, frame, (act, &change)));
    }
    let acts = match change.decide(loaded.task(), staff.id, (&loaded.colleagues, &loaded.teams)) {
        Ok(decided) => decided,
        Err(problem) => {
            let mut form = change.form(loaded.form(&staff));
            form.problem = Some(problem);
            return Ok(frame.invalid(|| loaded.page(&state, &staff, form)));
        }
    };
    if !loaded.save(&state, &staff, &acts).await? {
        let open = staff.open_task(&state, &id).await?;
        let loaded = Loaded::load(&state, &staff, open).await?;
        return Ok(loaded.conflict(
            &state,
            &staff,
            frame,
            (change.act.unwrap_or(ActWord::Acknowledge), &change),
        ));
    }
    let next = match acts.first() {
        // It may be out of reach now.
        Some((Act::Pass(_), _)) => "/desk/tasks?done=task-passed".to_owned(),
        _ => format!("/desk/tasks/{}", loaded.task().id),
    };
    Ok(see(next).into_response())
}

/// A task with all that its page shows.
struct Loaded {
    open: OpenTask,
    events: Vec<StoredTaskEvent>,
    /// Those of the task's team, by name.
    colleagues: Vec<(Uuid, String)>,
    /// Every team, by name.
    teams: Vec<(Uuid, String)>,
    /// Whoever is named in the story.
    names: BTreeMap<Uuid, String>,
    /// Whom to ring and what was asked, of a callback.
    callback: Option<CallbackDetails>,
}

impl Loaded {
    async fn load(state: &AppState, staff: &Reader, open: OpenTask) -> Result<Self> {
        let mut connection = state.database.read().await?;
        let events = connection.list_task_events(open.task.id).await?;
        let teams = connection.list_teams().await?;
        let mut colleagues = Vec::new();
        if let Some(team) = open.task.team_id.filter(|_| open.may_assign) {
            let members = connection.list_team_members(team).await?;
            colleagues.extend(members.into_iter().map(|one| (one.id.0, one.name)));
            colleagues.dedup();
        } else if open.may_assign && staff.may(Permission::WorkTasks) {
            colleagues.push((staff.id.0, staff.name.clone()));
        }
        let names = names(&mut connection, events.iter().map(|event| &event.event.0)).await?;
        let callback = details(state, staff, &mut connection, &open.task).await?;
        let teams = teams.into_iter().map(|team| (team.id.0, team.name));
        Ok(Self {
            open,
            events,
            colleagues,
            teams: teams.collect(),
            names,
            callback,
        })
    }

    fn task(&self) -> &Task {
        &self.open.task
    }

    /// Does what was decided; false if somebody else changed the task in between.
    async fn save(&self, state: &AppState, staff: &Reader, acts: &[(Act, &str)]) -> Result<bool> {
        let mut task = self.task().clone();
        let mut standing = task.standing();
        let now = state.clock.now();
        let mut transaction = state.database.begin().await?;
        for (act, words) in acts {
            let Ok(after) = standing.after(*act, staff.id.0) else {
                return Ok(false);
            };
            let is_changed = transaction
                .change_task(&task, (*act, after), words, staff.id, now)
                .await?;
            if !is_changed {
                return Ok(false);
            }
            if let Some(event) = self.audit_event(staff, *act) {
                transaction.add_audit_event(&event, now).await?;
            }
            (task.revision, standing) = (task.revision + 1, after);
        }
        transaction.commit().await?;
        Ok(true)
    }

    fn audit_event(&self, staff: &Reader, act: Act) -> Option<NewAuditEvent> {
        let event = |verb| staff.task_event(verb, self.task());
        let named = |list: &[(Uuid, String)], id: Option<Uuid>| {
            let found = list.iter().find(|(one, _)| Some(*one) == id);
            found.map(|(_, name)| name.clone()).unwrap_or_default()
        };
        Some(match act {
            Act::Acknowledge | Act::Take | Act::Attempt(_) => return None,
            Act::Assign(owner) => event(AuditVerb::TaskAssigned)
                .with(AuditDetail::Name, named(&self.colleagues, owner)),
            Act::Pass(team) => event(AuditVerb::TaskPassed)
                .with(
                    AuditDetail::NameBefore,
                    self.task().team_name.clone().unwrap_or_default(),
                )
                .with(AuditDetail::Name, named(&self.teams, team)),
            Act::Finish => event(AuditVerb::TaskDone),
            Act::Reopen => event(AuditVerb::TaskReopened),
        })
    }

    /// The forms before anything is chosen.
    fn form(&self, staff: &Reader) -> TaskForm {
        let task = self.task();
        let mut acts = task.standing().acts(staff.id.0);
        // A callback is finished with what came of it alone.
        let is_callback = task.kind == TaskKind::Callback;
        acts.retain(|act| self.open.allows(*act) && (is_callback || *act != ActWord::Attempt));
        let named = |(id, name): &(Uuid, String)| (id.to_string(), name.clone());
        let others = self
            .teams
            .iter()
            .filter(|(id, _)| task.team_id.map(|team| team.0) != Some(*id));
        TaskForm {
            csrf: staff.visitor.csrf(),
            id: task.id.to_string(),
            revision: task.revision,
            acts,
            colleagues: self.colleagues.iter().map(named).collect(),
            teams: others.map(named).collect(),
            has_team: task.team_id.is_some(),
            is_callback,
            ..TaskForm::default()
        }
    }

    fn page(&self, state: &AppState, staff: &Reader, form: TaskForm) -> guildhall_app::pages::Page {
        let task = self.task();
        let row = row(staff, task, state.clock.day_and_minute());
        let may_read = may_read(staff, task, &row.about);
        views::page(TaskPage {
            changed: changed(state, task),
            made_by: task.created_by_name.clone(),
            made: clock::in_words(task.created_at),
            outcome: task.outcome.clone().filter(|_| may_read),
            story: self.story(0, may_read),
            form: (!form.acts.is_empty()).then_some(form),
            callback: self.callback.clone().filter(|_| may_read),
            task: row,
        })
    }

    /// What happened, leaving out the first so many changes; without their words for those who may not read them.
    fn story(&self, seen: usize, may_read: bool) -> Vec<StoryLine> {
        let line = |event: &StoredTaskEvent| StoryLine {
            what: told(&event.event.0, &self.names, may_read),
            who: event.actor_name.clone(),
            when: clock::in_words(event.happened_at),
        };
        self.events.iter().skip(seen).map(line).collect()
    }

    /// Both versions side by side. Each change adds one event and one to the revision, and the making is the event of
    /// revision 0, so a reader of revision n has seen n + 1 events.
    fn conflict(
        &self,
        state: &AppState,
        staff: &Reader,
        frame: Frame,
        (act, change): (ActWord, &Change),
    ) -> Response {
        let seen = change
            .revision
            .and_then(|revision| usize::try_from(revision + 1).ok())
            .unwrap_or(0);
        let form = change.form(self.form(staff));
        let task = row(staff, self.task(), state.clock.day_and_minute());
        let may_read = may_read(staff, self.task(), &task.about);
        frame.answer(StatusCode::CONFLICT, || {
            views::conflict(Conflict {
                since: self.story(seen, may_read),
                act,
                words: change.words(act, self.task().kind).to_owned(),
                form: (!form.acts.is_empty()).then_some(form),
                task,
            })
        })
    }
}

/// What an event tells, without its words for those who may not read them.
pub(in crate::pages::desk) fn told(
    event: &TaskEvent,
    names: &BTreeMap<Uuid, String>,
    may_read: bool,
) -> TaskStory {
    let name = |id: &Option<Uuid>| id.and_then(|id| names.get(&id).cloned());
    let read = |words: &String| Some(words.clone()).filter(|_| may_read).unwrap_or_default();
    match event {
        TaskEvent::Created => TaskStory::Created,
        TaskEvent::Acknowledged => TaskStory::Acknowledged,
        TaskEvent::Taken => TaskStory::Taken,
        TaskEvent::Assigned { owner } => TaskStory::Assigned(name(owner)),
        TaskEvent::Passed { team, why } => TaskStory::Passed {
            team: name(team),
            why: read(why),
        },
        TaskEvent::Attempted { outcome, note } => TaskStory::Attempted {
            outcome: *outcome,
            note: read(note),
        },
        TaskEvent::Finished { outcome } => TaskStory::Finished(read(outcome)),
        TaskEvent::Reopened => TaskStory::Reopened,
    }
}

/// The names of the staff and the teams that a story tells of.
pub(in crate::pages::desk) async fn names(
    connection: &mut Connection,
    events: impl Iterator<Item = &TaskEvent>,
) -> Result<BTreeMap<Uuid, String>> {
    let mut names = BTreeMap::new();
    for event in events {
        match *event {
            TaskEvent::Assigned { owner: Some(id) } if !names.contains_key(&id) => {
                let staff = connection
                    .find_staff(guildhall_database::StaffId(id))
                    .await?;
                names.extend(staff.map(|staff| (id, staff.name)));
            }
            TaskEvent::Passed { team: Some(id), .. } if !names.contains_key(&id) => {
                let team = connection.find_team(guildhall_database::TeamId(id)).await?;
                names.extend(team.map(|team| (id, team.name)));
            }
            _ => {}
        }
    }
    Ok(names)
}

/// What of somebody's record changed or is said to be wrong, each with the page where it is read.
fn changed(state: &AppState, task: &Task) -> Vec<ChangedAttribute> {
    let attributes = task.details.attributes.iter();
    let known = attributes.filter_map(|name| Some((name, state.dictionary.get(name)?)));
    known
        .map(|(name, attribute)| ChangedAttribute {
            label: attribute
                .label
                .in_language(guildhall_domain::text::Language::English)
                .to_owned(),
            href: task
                .person_id
                .map(|person| format!("/desk/people/{person}/record/{name}")),
        })
        .collect()
}
