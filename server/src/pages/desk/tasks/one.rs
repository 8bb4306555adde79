//! `GET` and `POST /desk/tasks/{id}`

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::tasks::{
    self as views, ChangedAttribute, Conflict, StoryLine, TaskForm, TaskPage, TaskStory,
};
use guildhall_database::{Connection, NewAuditEvent, StoredTaskEvent, Task};
use guildhall_domain::{
    audit::{AuditDetail, AuditVerb},
    forms::Typed,
    permissions::Permission,
    tasks::{Act, ActWord, TaskEvent},
};
use uuid::Uuid;

use super::{change::Change, may_read, row};
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
    let (act, words) =
        match change.decide(loaded.task(), staff.id, (&loaded.colleagues, &loaded.teams)) {
            Ok(decided) => decided,
            Err(problem) => {
                let mut form = change.form(loaded.form(&staff));
                form.problem = Some(problem);
                return Ok(frame.invalid(|| loaded.page(&state, &staff, form)));
            }
        };
    if !loaded.save(&state, &staff, act, words).await? {
        let open = staff.open_task(&state, &id).await?;
        let loaded = Loaded::load(&state, &staff, open).await?;
        return Ok(loaded.conflict(&state, &staff, frame, (act.word(), &change)));
    }
    let next = match act {
        // It may be out of reach now.
        Act::Pass(_) => "/desk/tasks?done=task-passed".to_owned(),
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
        let names = names(&mut connection, &events).await?;
        let teams = teams.into_iter().map(|team| (team.id.0, team.name));
        Ok(Self {
            open,
            events,
            colleagues,
            teams: teams.collect(),
            names,
        })
    }

    fn task(&self) -> &Task {
        &self.open.task
    }

    /// Does what was decided; false if somebody else changed the task in between.
    async fn save(&self, state: &AppState, staff: &Reader, act: Act, words: &str) -> Result<bool> {
        let task = self.task();
        let Ok(after) = task.standing().after(act, staff.id.0) else {
            return Ok(false);
        };
        let now = state.clock.now();
        let mut transaction = state.database.begin().await?;
        let is_changed = transaction
            .change_task(task, (act, after), words, staff.id, now)
            .await?;
        if is_changed {
            if let Some(event) = self.audit_event(staff, act) {
                transaction.add_audit_event(&event, now).await?;
            }
            transaction.commit().await?;
        }
        Ok(is_changed)
    }

    fn audit_event(&self, staff: &Reader, act: Act) -> Option<NewAuditEvent> {
        let event = |verb| staff.task_event(verb, self.task());
        let named = |list: &[(Uuid, String)], id: Option<Uuid>| {
            let found = list.iter().find(|(one, _)| Some(*one) == id);
            found.map(|(_, name)| name.clone()).unwrap_or_default()
        };
        Some(match act {
            Act::Acknowledge | Act::Take => return None,
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
        acts.retain(|act| self.open.allows(*act));
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
            ..TaskForm::default()
        }
    }

    fn page(&self, state: &AppState, staff: &Reader, form: TaskForm) -> guildhall_app::pages::Page {
        let task = self.task();
        let row = row(staff, task, state.clock.today());
        let may_read = may_read(&row.about);
        views::page(TaskPage {
            changed: changed(state, task),
            made_by: task.created_by_name.clone(),
            made: clock::in_words(task.created_at),
            outcome: task.outcome.clone().filter(|_| may_read),
            story: self.story(0, may_read),
            form: (!form.acts.is_empty()).then_some(form),
            task: row,
        })
    }

    /// What happened, leaving out the first so many changes; without their words for those who may not read them.
    fn story(&self, seen: usize, may_read: bool) -> Vec<StoryLine> {
        let name = |id: &Option<Uuid>| id.and_then(|id| self.names.get(&id).cloned());
        let read = |words: &String| Some(words.clone()).filter(|_| may_read).unwrap_or_default();
        let line = |event: &StoredTaskEvent| StoryLine {
            what: match &event.event.0 {
                TaskEvent::Created => TaskStory::Created,
                TaskEvent::Acknowledged => TaskStory::Acknowledged,
                TaskEvent::Taken => TaskStory::Taken,
                TaskEvent::Assigned { owner } => TaskStory::Assigned(name(owner)),
                TaskEvent::Passed { team, why } => TaskStory::Passed {
                    team: name(team),
                    why: read(why),
                },
                TaskEvent::Finished { outcome } => TaskStory::Finished(read(outcome)),
                TaskEvent::Reopened => TaskStory::Reopened,
            },
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
        let task = row(staff, self.task(), state.clock.today());
        frame.answer(StatusCode::CONFLICT, || {
            views::conflict(Conflict {
                since: self.story(seen, may_read(&task.about)),
                act,
                words: change.words(act).to_owned(),
                form: (!form.acts.is_empty()).then_some(form),
                task,
            })
        })
    }
}

/// The names of the staff and the teams that a story tells of.
async fn names(
    connection: &mut Connection,
    events: &[StoredTaskEvent],
) -> Result<BTreeMap<Uuid, String>> {
    let mut names = BTreeMap::new();
    for event in events {
        match event.event.0 {
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
