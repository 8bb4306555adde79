//! `GET` and `POST /desk/tasks/new?person=`, `?case=` or `?organisation=`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::tasks::{self as views, About, Subject};
use guildhall_database::{NewTask, TaskAbout, Team, TeamId};
use guildhall_domain::{
    forms::Typed,
    permissions::Permission,
    tasks::{TaskDetails, TaskKind},
};
use serde::Deserialize;
use time::{Date, Duration};

use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{
        escaped, see,
        small_forms::{again, date, lines},
    },
    state::AppState,
};

/// In characters.
const LONGEST_WORDS: usize = 2_000;
const FURTHEST: Duration = Duration::days(731);
const CONTROLS: [&str; 5] = ["words", "due_on-day", "due_on-month", "due_on-year", "team"];

/// What a task is to be about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    person: Option<String>,
    case: Option<String>,
    organisation: Option<String>,
}

/// What it is about, opened by the one who asks.
#[derive(Default)]
struct Subjects {
    about: TaskAbout,
    shown: About,
    /// The page of what it is about.
    back: String,
    query: String,
}

type Writer = May<needs::WorkTasks>;
/// A case is opened by those who may see its answers.
type CaseReader = std::result::Result<May<needs::SeeAnswers>, AppError>;

impl Subjects {
    /// Each opens with its own permission; what may not be seen can't be written about.
    async fn open(
        state: &AppState,
        staff: &Writer,
        case_reader: CaseReader,
        asked: &Asked,
    ) -> Result<Self> {
        let mut subjects = Self {
            back: "/desk/tasks".to_owned(),
            ..Self::default()
        };
        if let Some(id) = &asked.person {
            staff.require(Permission::SeePeople)?;
            let person = staff.find_person(state, id).await?;
            subjects.about.person = Some(person.id);
            subjects.back = format!("/desk/people/{}", person.id);
            subjects.query = format!("person={}", person.id);
            subjects.shown.person = Some(seen(person.name, &subjects.back));
        } else if let Some(reference) = &asked.case {
            let open = case_reader?.open_case(state, reference).await?;
            subjects.about.case = Some(open.case.id);
            subjects.back = format!("/desk/cases/{}", open.case.reference);
            subjects.query = format!("case={}", escaped(&open.case.reference));
            subjects.shown.case = Some(seen(open.case.reference, &subjects.back));
        } else if let Some(id) = &asked.organisation {
            staff.require(Permission::SeeOrganisations)?;
            let organisation = staff.open_organisation(state, id).await?;
            let id = organisation.id;
            subjects.about.organisation = Some(id);
            subjects.back = format!("/desk/organisations/{id}");
            subjects.query = format!("organisation={id}");
            subjects.shown.organisation = Some(seen(organisation.name, &subjects.back));
        }
        Ok(subjects)
    }

    fn page(
        &self,
        form: guildhall_app::pages::small_form::SmallForm,
        teams: &[Team],
    ) -> views::NewTask {
        let team = |team: &Team| (team.id.to_string(), team.name.clone());
        views::NewTask {
            form,
            about: self.shown.clone(),
            teams: teams.iter().map(team).collect(),
            action: format!("/desk/tasks/new?{}", self.query),
            back: self.back.clone(),
        }
    }
}

fn seen(name: String, href: &str) -> Subject {
    Subject::Seen {
        name,
        href: href.to_owned(),
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: Writer,
    case_reader: CaseReader,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let subjects = Subjects::open(&state, &staff, case_reader, &asked).await?;
    let teams = state.database.read().await?.list_teams().await?;
    let mut form = guildhall_app::pages::small_form::SmallForm::empty(staff.visitor.csrf());
    if let Some(own) = staff.grants.teams().first() {
        form.typed.push(("team", own.to_string()));
    }
    let page = subjects.page(form, &teams);
    Ok(frame.at_desk(&staff).show(|| views::new(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Writer,
    case_reader: CaseReader,
    frame: Frame,
    Query(asked): Query<Asked>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let subjects = Subjects::open(&state, &staff, case_reader, &asked).await?;
    let teams = state.database.read().await?.list_teams().await?;
    let today = state.clock.today();
    let (words, due_on, team) = match read(&typed, today, &teams) {
        Ok(read) => read,
        Err(errors) => {
            let mut form = again(staff.visitor.csrf(), &typed, &CONTROLS, errors);
            form.typed.retain(|(control, _)| *control != "words");
            form.typed.push(("words", lines(&typed, "words")));
            let page = subjects.page(form, &teams);
            return Ok(frame.at_desk(&staff).invalid(|| views::new(page)));
        }
    };
    let task = NewTask {
        kind: TaskKind::ToDo,
        once: None,
        about: subjects.about,
        details: TaskDetails {
            words,
            ..TaskDetails::default()
        },
        team,
        owner: None,
        due_on,
        created_by: Some(staff.actor()),
    };
    let mut transaction = state.database.begin().await?;
    transaction.add_task(&task, state.clock.now()).await?;
    transaction.commit().await?;
    Ok(see(subjects.back).into_response())
}

type Errors = Vec<(&'static str, &'static str)>;

/// What was typed, or which controls are wrong and what to say of them.
fn read(
    typed: &Typed,
    today: Date,
    teams: &[Team],
) -> std::result::Result<(String, Date, Option<TeamId>), Errors> {
    let words = lines(typed, "words");
    let due_on = date(typed, "due_on");
    let word = typed.first("team").unwrap_or_default();
    let team = teams.iter().find(|team| team.id.to_string() == word);
    let mut errors = Vec::new();
    if words.is_empty() {
        errors.push(("words", "task-new-words-empty"));
    } else if words.chars().count() > LONGEST_WORDS {
        errors.push(("words", "task-new-words-too-long"));
    }
    match due_on {
        Some(date) if date > today.saturating_add(FURTHEST) => {
            errors.push(("due_on-day", "task-new-due-far"));
        }
        Some(date) if date >= today => {}
        _ => errors.push(("due_on-day", "task-new-due-wrong")),
    }
    if team.is_none() && word != "none" {
        errors.push(("team", "task-new-team-wrong"));
    }
    match due_on {
        Some(due_on) if errors.is_empty() => Ok((words, due_on, team.map(|team| team.id))),
        _ => Err(errors),
    }
}
