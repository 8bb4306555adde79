//! `GET` and `POST /desk/contacts/{id}/hand-over`, `POST /desk/contacts/{id}/take`

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    desk::contacts::{self as views, HandOver},
    small_form::SmallForm,
};
use guildhall_database::{StaffId, TeamId};
use guildhall_domain::{
    contacts::{ContactEvent, LONGEST_WORDS},
    forms::Typed,
};

use crate::{
    access::{May, OpenContact, needs},
    error::Result,
    page::Frame,
    pages::{see, small_forms::lines},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    if !open.may_act() {
        return Ok(see(format!("/desk/contacts/{id}")).into_response());
    }
    let page = page(
        &state,
        &staff,
        &open,
        SmallForm::empty(staff.visitor.csrf()),
    )
    .await?;
    Ok(frame.at_desk(&staff).show(|| views::hand_over(page)))
}

/// To whom it goes: a colleague or a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Staff(StaffId),
    Team(TeamId),
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    if !open.may_act() {
        return Ok(see(format!("/desk/contacts/{id}")).into_response());
    }
    let (to, words) = (
        typed.first("to").unwrap_or_default(),
        lines(&typed, "words"),
    );
    let mut page = page(
        &state,
        &staff,
        &open,
        SmallForm::empty(staff.visitor.csrf()),
    )
    .await?;
    let offered = page.colleagues.iter().chain(&page.teams);
    let is_offered = offered.clone().any(|(word, _)| word == to);
    let chosen = read(to).filter(|_| is_offered);
    if chosen.is_none() {
        page.form.errors.push(("to", "contact-hand-over-to-empty"));
    }
    match words.chars().count() {
        0 => page
            .form
            .errors
            .push(("words", "contact-hand-over-words-empty")),
        length if length > LONGEST_WORDS => {
            page.form.errors.push(("words", "contact-note-too-long"));
        }
        _ => {}
    }
    let Some(to_whom) = chosen.filter(|_| page.form.errors.is_empty()) else {
        page.form.typed = vec![("to", to.to_owned()), ("words", words)];
        return Ok(frame.at_desk(&staff).invalid(|| views::hand_over(page)));
    };
    hand_over(&state, &staff, &open, to_whom, words).await?;
    Ok(see("/desk/contacts?done=contact-handed-over").into_response())
}

fn read(word: &str) -> Option<To> {
    let (kind, id) = word.split_once(':')?;
    match kind {
        "staff" => id.parse().ok().map(To::Staff),
        "team" => id.parse().ok().map(To::Team),
        _ => None,
    }
}

async fn hand_over(
    state: &AppState,
    staff: &May<needs::TakeContacts>,
    open: &OpenContact,
    to: To,
    words: String,
) -> Result<()> {
    let (colleague, team) = match to {
        To::Staff(id) => (Some(id), None),
        To::Team(id) => (None, Some(id)),
    };
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    if transaction
        .move_contact(&open.contact, (colleague, team), now)
        .await?
    {
        let event = ContactEvent::HandedOver {
            staff: colleague.map(|id| id.0),
            team: team.map(|id| id.0),
            words,
        };
        transaction
            .add_contact_event(open.id(), Some(staff.id), &event, now)
            .await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// A contact that waits for the reader's team becomes theirs.
pub async fn take(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    Path(id): Path<String>,
) -> Result<Response> {
    let open = staff.contact_to_take(&state, &id).await?;
    if !open.may_take {
        // Somebody took it meanwhile: its page says who.
        return Ok(see(format!("/desk/contacts/{id}")).into_response());
    }
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let to = (Some(staff.id), open.contact.team_id);
    if transaction.move_contact(&open.contact, to, now).await? {
        transaction
            .add_contact_event(open.id(), Some(staff.id), &ContactEvent::Taken, now)
            .await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/contacts/{id}?done=contact-taken")).into_response())
}

/// Those to whom it may go: colleagues who take contacts and whose own record it is not, and every team.
async fn page(
    state: &AppState,
    staff: &May<needs::TakeContacts>,
    open: &OpenContact,
    form: SmallForm,
) -> Result<HandOver> {
    let mut connection = state.database.read().await?;
    let people: Vec<_> = open.people.iter().map(|one| one.person_id).collect();
    let colleagues = connection.list_staff_who_take_contacts(&people).await?;
    let teams = connection.list_teams().await?;
    let colleagues = colleagues.into_iter().filter(|(id, _)| *id != staff.id);
    Ok(HandOver {
        contact: open.id().to_string(),
        form,
        colleagues: colleagues
            .map(|(id, name)| (format!("staff:{id}"), name))
            .collect(),
        teams: teams
            .into_iter()
            .map(|team| (format!("team:{}", team.id), team.name))
            .collect(),
    })
}
