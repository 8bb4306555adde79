//! `GET` and `POST /desk/teams/{id}/directory`

use std::collections::BTreeSet;

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::forms::answers::date_words;
use guildhall_app::pages::{
    desk::{
        directory::{CLOSES, EntryForm, OPENS, change},
        hours::minute_words,
    },
    small_form::SmallForm,
};
use guildhall_database::{NewAuditEvent, TeamEntry};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    callbacks::{MOST_HOURS, parse_questions},
    forms::{Typed, formats},
    opening_hours::{MOST_CLOSED_DATES, OpeningHours, Times, parse_date, parse_time},
};

use super::find;
use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{
        see,
        small_forms::{line, lines},
    },
    state::AppState,
};

/// In characters.
const LONGEST_DEALINGS: usize = 2_000;
const LONGEST_WORDS: usize = 1_000;
/// Controls of one line, and of several.
const LINES: [&str; 3] = ["telephone", "email", "callback_hours"];
const AREAS: [&str; 4] = ["dealings", "closed", "callback_words", "questions"];

type Manager = May<needs::ManageTeams>;
type Errors = Vec<(&'static str, &'static str)>;

pub async fn show(
    State(state): State<AppState>,
    staff: Manager,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let team = find(&mut connection, &id).await?;
    drop(connection);
    let form = SmallForm {
        typed: typed_of(&team),
        ..SmallForm::empty(staff.visitor.csrf())
    };
    let entry = entry(&team, form);
    Ok(frame.at_desk(&staff).show(|| change(entry)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Manager,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let mut transaction = state.database.begin().await?;
    let team = find(&mut transaction, &id).await?;
    let frame = frame.at_desk(&staff);
    let form = |errors| SmallForm {
        csrf: staff.visitor.csrf(),
        typed: typed_again(&typed),
        errors,
    };
    let changed = match read(&typed, &team) {
        Ok(changed) => changed,
        Err(errors) => {
            let entry = entry(&team, form(errors));
            return Ok(frame.invalid(|| change(entry)));
        }
    };
    let seen: Option<i64> = line(&typed, "revision").parse().ok();
    let is_current = seen == Some(team.revision);
    if !is_current || !transaction.change_team_entry(&changed).await? {
        let mut entry = entry(&team, form(vec![("dealings", "directory-overtaken")]));
        entry.is_overtaken = true;
        return Ok(frame.answer(StatusCode::CONFLICT, || change(entry)));
    }
    let parts = changed_parts(&team, &changed);
    if !parts.is_empty() {
        let actor = Some(staff.actor());
        let event = NewAuditEvent::new(actor, AuditVerb::TeamChanged, AuditThing::Team)
            .on(team.id.0)
            .with(AuditDetail::Attribute, parts.join(", "));
        transaction
            .add_audit_event(&event, state.clock.now())
            .await?;
    }
    transaction.commit().await?;
    Ok(see(format!("/desk/directory/{}?done=directory-saved", team.id)).into_response())
}

fn entry(team: &TeamEntry, form: SmallForm) -> EntryForm {
    EntryForm {
        id: team.id.to_string(),
        name: team.name.clone(),
        revision: team.revision,
        form,
        is_overtaken: false,
    }
}

/// What the controls hold before anything is typed.
fn typed_of(team: &TeamEntry) -> Vec<(&'static str, String)> {
    let mut typed = vec![
        ("dealings", team.dealings.clone()),
        ("telephone", team.telephone.clone()),
        ("email", team.email.clone()),
        ("callback_words", team.callback_words.clone()),
        ("callback_hours", team.callback_hours.to_string()),
        ("questions", team.callback_questions.join("\n")),
    ];
    if let Some(hours) = team.hours() {
        let closed: Vec<_> = hours
            .closed()
            .iter()
            .map(|date| date_words(*date))
            .collect();
        typed.push(("closed", closed.join("\n")));
        for (place, times) in hours.week().iter().enumerate() {
            if let Some(times) = times {
                typed.push((OPENS[place], minute_words(times.opens())));
                typed.push((CLOSES[place], minute_words(times.closes())));
            }
        }
    }
    typed
}

fn typed_again(typed: &Typed) -> Vec<(&'static str, String)> {
    let times = OPENS.iter().chain(&CLOSES);
    let one_line = LINES.iter().chain(times);
    let one_line = one_line.map(|control| (*control, line(typed, control)));
    let several = AREAS
        .iter()
        .map(|control| (*control, lines(typed, control)));
    one_line.chain(several).collect()
}

/// What was typed, as the team's new entry, or which controls are wrong and what to say of them.
fn read(typed: &Typed, team: &TeamEntry) -> std::result::Result<TeamEntry, Errors> {
    let mut errors = Vec::new();
    let dealings = lines(typed, "dealings");
    if dealings.chars().count() > LONGEST_DEALINGS {
        errors.push(("dealings", "directory-dealings-too-long"));
    }
    let telephone = line(typed, "telephone");
    if !telephone.is_empty() && formats::telephone(&telephone).is_none() {
        errors.push(("telephone", "directory-telephone-wrong"));
    }
    let email = line(typed, "email");
    if !email.is_empty() && formats::email(&email).is_none() {
        errors.push(("email", "directory-email-wrong"));
    }
    let week = read_week(typed, &mut errors);
    let closed = read_closed(typed, &mut errors);
    let callback_words = lines(typed, "callback_words");
    if callback_words.chars().count() > LONGEST_WORDS {
        errors.push(("callback_words", "directory-callback-words-too-long"));
    }
    let hours: Option<i64> = line(typed, "callback_hours").parse().ok();
    let callback_hours = hours.filter(|hours| (1..=MOST_HOURS).contains(hours));
    if callback_hours.is_none() {
        errors.push(("callback_hours", "directory-callback-hours-wrong"));
    }
    let questions = parse_questions(&lines(typed, "questions"));
    if questions.is_none() {
        errors.push(("questions", "directory-questions-wrong"));
    }
    let (Some(callback_hours), Some(questions), true) =
        (callback_hours, questions, errors.is_empty())
    else {
        return Err(errors);
    };
    // A team of which only closed dates are known is there in no hours that anybody said.
    let is_said = week.iter().any(Option::is_some);
    let mut entry = team
        .clone()
        .with_hours(is_said.then(|| OpeningHours::new(week, closed)));
    (entry.dealings, entry.telephone, entry.email) = (dealings, telephone, email);
    (entry.callback_words, entry.callback_hours) = (callback_words, callback_hours);
    entry.callback_questions.0 = questions;
    Ok(entry)
}

fn read_week(typed: &Typed, errors: &mut Errors) -> [Option<Times>; 7] {
    let mut week = [None; 7];
    for (place, day) in week.iter_mut().enumerate() {
        let (opens, closes) = (line(typed, OPENS[place]), line(typed, CLOSES[place]));
        if opens.is_empty() && closes.is_empty() {
            continue;
        }
        let mut time = |text: &str, control: &'static str| {
            let key = if text.is_empty() {
                "directory-time-missing"
            } else {
                "directory-time-wrong"
            };
            let time = parse_time(text);
            if time.is_none() {
                errors.push((control, key));
            }
            time
        };
        let times = (time(&opens, OPENS[place]), time(&closes, CLOSES[place]));
        if let (Some(opens), Some(closes)) = times {
            match Times::new(opens, closes) {
                Ok(times) => *day = Some(times),
                Err(_) => errors.push((CLOSES[place], "directory-time-order")),
            }
        }
    }
    week
}

fn read_closed(typed: &Typed, errors: &mut Errors) -> BTreeSet<time::Date> {
    let text = lines(typed, "closed");
    let typed_dates = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let dates: Option<BTreeSet<_>> = typed_dates.map(parse_date).collect();
    match dates {
        None => errors.push(("closed", "directory-closed-wrong")),
        Some(dates) if dates.len() > MOST_CLOSED_DATES => {
            errors.push(("closed", "directory-closed-many"));
        }
        Some(dates) => return dates,
    }
    BTreeSet::new()
}

/// The parts that are not what they were, by name.
fn changed_parts(before: &TeamEntry, after: &TeamEntry) -> Vec<&'static str> {
    [
        ("dealings", before.dealings != after.dealings),
        ("telephone", before.telephone != after.telephone),
        ("email", before.email != after.email),
        ("hours", before.hours() != after.hours()),
        (
            "callbacks",
            (before.callback_words.as_str(), before.callback_hours)
                != (after.callback_words.as_str(), after.callback_hours),
        ),
        (
            "questions",
            before.callback_questions.0 != after.callback_questions.0,
        ),
    ]
    .into_iter()
    .filter_map(|(part, is_changed)| is_changed.then_some(part))
    .collect()
}
