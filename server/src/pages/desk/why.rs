//! `GET` and `POST /desk/people/{id}/why`: why a member of staff opens somebody's record, asked once in an hour.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::{
    CaseRow,
    why::{self, WhyPage},
};
use guildhall_database::{CaseFilter, CasePosition, Person, Timestamp};
use guildhall_domain::{
    actors::Channel,
    forms::Typed,
    openings::{Contact, Ground, NotStated, Reason, Review},
    permissions::Permission,
};
use serde::Deserialize;

use super::{contacts, rows};
use crate::{
    access::{May, Staff, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{see, small_forms::line},
    state::AppState,
};

/// How many of the person's newest cases are looked through for open ones, and how many of those are offered.
const LOOKED_AT: usize = 25;
const OFFERED: usize = 5;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where the reader was going.
    next: String,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeePeople>,
    frame: Frame,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let person = staff.find_person(&state, &id).await?;
    let page = page(&state, &staff, person, &asked.next).await?;
    Ok(frame.at_desk(&staff).show(|| why::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::SeePeople>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let person = staff.find_person(&state, &id).await?;
    let next = typed.first("next").unwrap_or_default();
    if let Some(channel) = started(&staff, &typed) {
        let mut transaction = state.database.begin().await?;
        let now = state.clock.now();
        let contact =
            contacts::begin(&mut transaction, &staff, channel, Some(person.id), now).await?;
        transaction.commit().await?;
        return Ok(see(format!("/desk/contacts/{contact}?check={}", person.id)).into_response());
    }
    let reason = match typed.first("case").filter(|case| !case.is_empty()) {
        Some(case) => Ok(staff.case_of(&state, person.id, case).await?),
        None => read(&typed),
    };
    match reason {
        Ok(reason) => {
            let withheld = withheld(&state, &staff, &typed)?;
            staff.say_why(&state, person.id, &reason, withheld).await?;
            Ok(see(after(&person, next)).into_response())
        }
        Err(problem) => {
            let mut page = page(&state, &staff, person, next).await?;
            page.problem = Some(problem);
            page.stated = line(&typed, "stated");
            page.withhold = line(&typed, "withhold");
            Ok(frame.at_desk(&staff).invalid(|| why::page(page)))
        }
    }
}

/// The channel of the contact that is started, for those who take any: whoever is on the telephone or at the counter shows
/// who they are before their record is opened.
fn started(staff: &Staff, typed: &Typed) -> Option<Channel> {
    let channel = match typed.first("contact")?.parse().ok()? {
        Contact::Telephone => Channel::Telephone,
        Contact::Counter => Channel::Counter,
        Contact::Other => return None,
    };
    staff.may(Permission::TakeContacts).then_some(channel)
}

/// The button for what was written, or the reader's own words.
fn read(typed: &Typed) -> std::result::Result<Reason, NotStated> {
    match typed.first("contact") {
        Some(word) if word == Contact::Other.word() => Ok(Reason::Contact(Contact::Other)),
        _ => Reason::stated(typed.first("stated").unwrap_or_default()),
    }
}

/// Whether the person is not to know, and when somebody reviews that. Whoever may not decide that is refused: a look
/// that they think nobody learns of is not told.
fn withheld(state: &AppState, staff: &Staff, typed: &Typed) -> Result<Option<(Ground, Timestamp)>> {
    let word = typed.first("withhold").unwrap_or_default();
    if word.is_empty() {
        return Ok(None);
    }
    if !staff.grants.may_withhold() {
        return Err(AppError::Forbidden);
    }
    let ground = word.parse().map_err(|_| AppError::NotFound)?;
    let now = time::OffsetDateTime::from(state.clock.now());
    let review_at = now + Review::InOneMonth.after();
    Ok(Some((ground, review_at.into())))
}

/// Where the reader was going, if it is a page of this person's record or of another's beside it.
fn after(person: &Person, next: &str) -> String {
    let is_record = next.starts_with("/desk/people/") && !next.contains(['\\', '\n', '\r']);
    if is_record {
        next.to_owned()
    } else {
        format!("/desk/people/{}", person.id)
    }
}

async fn page(state: &AppState, staff: &Staff, person: Person, next: &str) -> Result<WhyPage> {
    Ok(WhyPage {
        csrf: staff.visitor.csrf(),
        action: format!("/desk/people/{}/why", person.id),
        next: next.to_owned(),
        cases: open_cases(state, staff, &person).await?,
        takes_contacts: staff.may(Permission::TakeContacts),
        may_withhold: staff.grants.may_withhold(),
        name: person.name,
        stated: String::new(),
        withhold: String::new(),
        problem: None,
    })
}

/// Their open cases that the reader may see.
async fn open_cases(state: &AppState, staff: &Staff, person: &Person) -> Result<Vec<CaseRow>> {
    if !staff.may(Permission::SeeCases) {
        return Ok(Vec::new());
    }
    let filter = CaseFilter {
        subject: Some(person.id),
        all_but: staff.unseen_services(),
        ..CaseFilter::default()
    };
    let mut connection = state.database.read().await?;
    let newest = connection
        .list_cases(&filter, CasePosition::Newest, LOOKED_AT)
        .await?;
    drop(connection);
    let mut rows = rows(state, staff, newest.cases).await?;
    rows.retain(|case| !case.is_closed);
    rows.truncate(OFFERED);
    Ok(rows)
}
