//! `GET` and `POST /desk/callbacks/new?team=` or `?colleague=`, with `person=`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    desk::{
        callbacks::{self as views, Choosing, QUESTIONS},
        hours::minute_words,
        tasks::{About, Subject},
    },
    small_form::SmallForm,
    with_query,
};
use guildhall_database::{ContactId, NewCallback, Person, StaffId, TeamEntry, TeamId};
use guildhall_domain::{
    callbacks::{Answered, LONGEST_ANSWER},
    contacts::ContactEvent,
    forms::{Typed, formats},
    opening_hours::{END_OF_DAY, parse_time},
};
use serde::Deserialize;
use time::{Date, Duration};
use uuid::Uuid;

use crate::{
    access::{May, needs},
    callbacks::{ask, promised},
    error::{AppError, Result},
    page::Frame,
    pages::{
        desk::options,
        see,
        small_forms::{again, date, line, lines},
    },
    state::AppState,
};

/// In characters.
const LONGEST_NAME: usize = 200;
const LONGEST_TIME: usize = 200;
const LONGEST_WORDS: usize = 2_000;
const FURTHEST: Duration = Duration::days(731);
const CONTROLS: [&str; 8] = [
    "name",
    "telephone",
    "best_time",
    "service",
    "due_on-day",
    "due_on-month",
    "due_on-year",
    "due_time",
];

/// Who is to ring whom.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    person: Option<String>,
    team: Option<String>,
    colleague: Option<String>,
}

type Asker = May<needs::AskCallbacks>;
type Errors = Vec<(&'static str, &'static str)>;

/// Who is to ring whom, opened by the one who asks.
struct Callback {
    team: Option<TeamEntry>,
    colleague: Option<(StaffId, String)>,
    person: Option<Person>,
    /// The reader's open contact in which it is asked for.
    contact: Option<ContactId>,
    /// By when, unless they say otherwise.
    promised: (Date, u16),
}

impl Callback {
    /// None while nobody is chosen who is to ring.
    async fn open(state: &AppState, staff: &Asker, asked: &Asked) -> Result<Option<Self>> {
        // Their number is read from the record, so the reader has said why they open it.
        let person = match &asked.person {
            Some(id) if !id.is_empty() => Some(staff.open_person(state, id).await?),
            _ => None,
        };
        let mut connection = state.database.read().await?;
        let team_id;
        let mut colleague = None;
        if let Some(id) = &asked.colleague {
            let id = id.parse().map_err(|_| AppError::NotFound)?;
            let found = connection.find_colleague(id).await?;
            let found = found.ok_or(AppError::NotFound)?;
            team_id = found.team_id;
            colleague = Some((found.id, found.name));
        } else if let Some(id) = asked.team.as_ref().filter(|id| !id.is_empty()) {
            team_id = Some(TeamId(id.parse().map_err(|_| AppError::NotFound)?));
        } else {
            return Ok(None);
        }
        let team = match team_id {
            Some(id) => connection.find_team_entry(id).await?,
            None => None,
        };
        if team.is_none() && colleague.is_none() {
            return Err(AppError::NotFound);
        }
        let contact = staff.contact_at_work(&mut connection).await?;
        Ok(Some(Self {
            contact: contact.map(|one| one.id),
            promised: promised(state, team.as_ref()),
            team,
            colleague,
            person,
        }))
    }

    fn questions(&self) -> &[String] {
        self.team
            .as_ref()
            .map_or(&[], |team| &team.callback_questions.0)
    }

    /// The address of the form, which names who is to ring whom.
    fn address(&self) -> String {
        let to = match (&self.colleague, &self.team) {
            (Some((id, _)), _) => format!("colleague={id}"),
            (None, Some(team)) => format!("team={}", team.id),
            (None, None) => String::new(),
        };
        let person = self
            .person
            .as_ref()
            .map(|person| format!("&person={}", person.id));
        let contact = self.contact.map(|contact| format!("&contact={contact}"));
        let (person, contact) = (person.unwrap_or_default(), contact.unwrap_or_default());
        format!("/desk/callbacks/new?{to}{person}{contact}")
    }

    /// Where whoever asks came from.
    fn back(&self) -> String {
        match (self.contact, &self.person) {
            (Some(contact), _) => format!("/desk/contacts/{contact}"),
            (None, Some(person)) => format!("/desk/people/{}", person.id),
            (None, None) => "/desk/callbacks?whose=asked".to_owned(),
        }
    }

    /// The form as it is before anything is typed.
    fn form(&self, staff: &Asker) -> SmallForm {
        let (date, minute) = self.promised;
        let mut typed = vec![
            ("due_on-day", date.day().to_string()),
            ("due_on-month", u8::from(date.month()).to_string()),
            ("due_on-year", date.year().to_string()),
        ];
        if minute < END_OF_DAY {
            typed.push(("due_time", minute_words(minute)));
        }
        if let Some(person) = &self.person {
            typed.push(("name", person.name.clone()));
            typed.push(("telephone", person.telephone.clone().unwrap_or_default()));
        }
        SmallForm {
            typed,
            ..SmallForm::empty(staff.visitor.csrf())
        }
    }

    async fn page(
        &self,
        state: &AppState,
        form: SmallForm,
        key: Uuid,
    ) -> Result<views::NewCallback> {
        let services = state.catalogue.list().await?;
        let names = self.colleague.iter().map(|(_, name)| name);
        let names = names.chain(self.team.iter().map(|team| &team.name));
        let names: Vec<&str> = names.map(String::as_str).collect();
        let subject = self.person.as_ref().map(|person| Subject::Seen {
            name: person.name.clone(),
            href: format!("/desk/people/{}", person.id),
        });
        Ok(views::NewCallback {
            form,
            key: key.to_string(),
            to: names.join(", "),
            now: self
                .team
                .as_ref()
                .and_then(|team| super::super::directory::now(state, team)),
            words: self
                .team
                .as_ref()
                .map(|team| team.callback_words.clone())
                .unwrap_or_default(),
            about: About {
                person: subject,
                ..About::default()
            },
            services: options(&services),
            questions: self.questions().to_vec(),
            action: self.address(),
            back: self.back(),
        })
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: Asker,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let Some(callback) = Callback::open(&state, &staff, &asked).await? else {
        let page = choosing(&state, &asked).await?;
        // An empty choice was sent: say so. Without one, nobody was asked yet.
        let frame = frame.at_desk(&staff);
        return Ok(if page.is_wrong {
            frame.invalid(|| views::choose(page))
        } else {
            frame.show(|| views::choose(page))
        });
    };
    let form = callback.form(&staff);
    let page = callback.page(&state, form, Uuid::new_v4()).await?;
    Ok(frame.at_desk(&staff).show(|| views::new(page)))
}

async fn choosing(state: &AppState, asked: &Asked) -> Result<Choosing> {
    let teams = state.database.read().await?.list_teams().await?;
    let teams = teams
        .into_iter()
        .map(|team| (team.id.to_string(), team.name));
    Ok(Choosing {
        teams: teams.collect(),
        person: asked.person.clone().filter(|person| !person.is_empty()),
        is_wrong: asked.team.is_some(),
    })
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Asker,
    frame: Frame,
    Query(asked): Query<Asked>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let callback = Callback::open(&state, &staff, &asked).await?;
    let Some(callback) = callback else {
        let mut page = choosing(&state, &asked).await?;
        page.is_wrong = true;
        return Ok(frame.at_desk(&staff).invalid(|| views::choose(page)));
    };
    let key = line(&typed, "key")
        .parse()
        .unwrap_or_else(|_| Uuid::new_v4());
    let new = match read(&state, &staff, &callback, (key, &typed)).await? {
        Ok(new) => new,
        Err(errors) => {
            let form = typed_again(&staff, &callback, &typed, errors);
            let page = callback.page(&state, form, key).await?;
            return Ok(frame.at_desk(&staff).invalid(|| views::new(page)));
        }
    };
    let mut transaction = state.database.begin().await?;
    // Sent twice, it is asked for once.
    let asked = ask(&mut transaction, &state, &new).await?;
    if let (Some(contact), Some(task)) = (callback.contact, asked) {
        let event = ContactEvent::CallbackAsked {
            callback: task.0,
            slug: new.slug.clone(),
        };
        transaction
            .add_contact_event(contact, Some(staff.id), &event, state.clock.now())
            .await?;
    }
    transaction.commit().await?;
    Ok(see(with_query(&callback.back(), "done=callback-requested")).into_response())
}

/// The form with what was typed in it, each answer beside the question that it was given to.
fn typed_again(staff: &Asker, callback: &Callback, typed: &Typed, errors: Errors) -> SmallForm {
    let mut form = again(staff.visitor.csrf(), typed, &CONTROLS, errors);
    form.typed.push(("words", lines(typed, "words")));
    for (question, control) in callback.questions().iter().zip(QUESTIONS) {
        let answer = answer_to(typed, question).unwrap_or_default();
        form.typed.push((control, answer));
    }
    form
}

/// What was answered to a question, whichever place it had as it was asked; none if it was not asked.
fn answer_to(typed: &Typed, question: &str) -> Option<String> {
    QUESTIONS.into_iter().find_map(|control| {
        let asked = control.replace("question", "asked");
        (line(typed, &asked) == question).then(|| lines(typed, control))
    })
}

/// The callback as it was typed, or which controls are wrong and what to say of them.
async fn read(
    state: &AppState,
    staff: &Asker,
    callback: &Callback,
    (form, typed): (Uuid, &Typed),
) -> Result<std::result::Result<NewCallback, Errors>> {
    let mut errors = Vec::new();
    let name = line(typed, "name");
    match name.chars().count() {
        0 => errors.push(("name", "callback-name-empty")),
        length if length > LONGEST_NAME => errors.push(("name", "callback-name-too-long")),
        _ => {}
    }
    let telephone = line(typed, "telephone");
    if telephone.is_empty() {
        errors.push(("telephone", "callback-telephone-empty"));
    } else if formats::telephone(&telephone).is_none() {
        errors.push(("telephone", "callback-telephone-wrong"));
    }
    let best_time = line(typed, "best_time");
    if best_time.chars().count() > LONGEST_TIME {
        errors.push(("best_time", "callback-best-time-too-long"));
    }
    let words = lines(typed, "words");
    if words.is_empty() {
        errors.push(("words", "callback-words-empty"));
    } else if words.chars().count() > LONGEST_WORDS {
        errors.push(("words", "callback-words-too-long"));
    }
    let slug = Some(line(typed, "service")).filter(|slug| !slug.is_empty());
    let services = state.catalogue.list().await?;
    if let Some(slug) = &slug
        && !services.iter().any(|service| service.slug == *slug)
    {
        errors.push(("service", "callback-service-wrong"));
    }
    let answers = read_answers(callback, typed, &mut errors);
    let due = read_due(state, callback.promised, typed, &mut errors);
    if !errors.is_empty() {
        return Ok(Err(errors));
    }
    Ok(Ok(NewCallback {
        form,
        team: callback.team.as_ref().map(|team| team.id),
        owner: callback.colleague.as_ref().map(|(id, _)| *id),
        person: callback.person.as_ref().map(|person| person.id),
        contact: callback.contact.map(|contact| contact.0),
        name,
        telephone: formats::telephone(&telephone).unwrap_or(telephone),
        best_time,
        words,
        slug,
        answers,
        due,
        asked_by: staff.actor(),
    }))
}

fn read_answers(callback: &Callback, typed: &Typed, errors: &mut Errors) -> Vec<Answered> {
    let mut answers = Vec::new();
    for (question, control) in callback.questions().iter().zip(QUESTIONS) {
        let answer = answer_to(typed, question);
        match &answer {
            None => errors.push((control, "callback-questions-changed")),
            Some(answer) if answer.chars().count() > LONGEST_ANSWER => {
                errors.push((control, "callback-answer-too-long"));
            }
            Some(_) => {}
        }
        answers.push(Answered {
            question: question.clone(),
            answer: answer.unwrap_or_default(),
        });
    }
    answers
}

/// By when: what was promised where nothing was typed.
fn read_due(
    state: &AppState,
    promised: (Date, u16),
    typed: &Typed,
    errors: &mut Errors,
) -> (Date, u16) {
    let parts = ["due_on-day", "due_on-month", "due_on-year", "due_time"];
    if parts.iter().all(|part| line(typed, part).is_empty()) {
        return promised;
    }
    let (today, minute) = state.clock.day_and_minute();
    let day = date(typed, "due_on");
    match day {
        Some(day) if day > today.saturating_add(FURTHEST) => {
            errors.push(("due_on-day", "callback-due-far"));
        }
        Some(day) if day >= today => {}
        _ => errors.push(("due_on-day", "callback-due-wrong")),
    }
    let typed_time = line(typed, "due_time");
    let time = if typed_time.is_empty() {
        Some(END_OF_DAY)
    } else {
        parse_time(&typed_time)
    };
    match (day, time) {
        (_, None) => errors.push(("due_time", "callback-due-time-wrong")),
        (Some(day), Some(time)) if day == today && time <= minute => {
            errors.push(("due_time", "callback-due-passed"));
        }
        (Some(day), Some(time)) => return (day, time),
        (None, Some(_)) => {}
    }
    promised
}
