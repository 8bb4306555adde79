//! `GET /desk/withheld`, `GET` and `POST /desk/withheld/{id}`: looks at records that are kept from the ones they are
//! about. Somebody else than whoever looked reviews them; nobody reviews what is about themselves.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::withheld::{self, ReviewState, Withheld, WithheldRow};
use guildhall_database::{NewAuditEvent, Opening, OpeningId, Timestamp};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::Typed,
    openings::{Ground, Review},
};

use super::cases::Place;
use crate::{
    access::{May, needs},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{
        PAGE_SIZE,
        account::{Done, access::reason},
        see,
    },
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ReviewWithheld>,
    frame: Frame,
    (Query(place), Query(done)): (Query<Place>, Query<Done>),
) -> Result<Response> {
    let now = state.clock.now();
    let listed = state
        .database
        .read()
        .await?
        .list_withheld_openings(&staff.own_records, place.position(), PAGE_SIZE)
        .await?;
    let mut rows = Vec::with_capacity(listed.entries.len());
    for opening in listed.entries {
        rows.push(row(opening, now)?);
    }
    let list = Withheld {
        newer: listed
            .newer
            .map(|key| format!("/desk/withheld?before={key}")),
        older: listed
            .older
            .map(|key| format!("/desk/withheld?after={key}")),
        rows,
        done: done.key(&["withholding-agreed", "withholding-released"]),
    };
    Ok(frame.at_desk(&staff).show(|| withheld::list(list)))
}

fn row(opening: Opening, now: Timestamp) -> Result<WithheldRow> {
    Ok(WithheldRow {
        href: format!("/desk/withheld/{}", opening.id),
        reason: reason(&opening)?,
        ground: opening.withheld().map_or("", Ground::word),
        review: match (opening.reviewed_at, opening.review_at) {
            (Some(_), Some(at)) if at > now => ReviewState::Agreed(clock::day_in_words(at)),
            (Some(_), _) => ReviewState::Due,
            (None, _) => ReviewState::New,
        },
        person: opening.person_name,
        who: opening.staff_name.unwrap_or_default(),
        when: clock::in_words(opening.opened_at),
    })
}

/// What is withheld from somebody else than the reader.
async fn find(state: &AppState, staff: &May<needs::ReviewWithheld>, id: &str) -> Result<Opening> {
    let id: OpeningId = id.parse().map_err(|_| AppError::NotFound)?;
    let opening = state
        .database
        .read()
        .await?
        .find_withheld_opening(id)
        .await?;
    let opening = opening.filter(|opening| !staff.is_own(Some(opening.person_id)));
    opening.ok_or(AppError::NotFound)
}

pub async fn show_one(
    State(state): State<AppState>,
    staff: May<needs::ReviewWithheld>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let opening = find(&state, &staff, &id).await?;
    let is_own = opening.staff_id == Some(staff.id);
    let csrf = (!is_own).then(|| staff.visitor.csrf());
    let row = row(opening, state.clock.now())?;
    Ok(frame
        .at_desk(&staff)
        .show(|| withheld::review(csrf, row, false)))
}

pub async fn submit_one(
    State(state): State<AppState>,
    staff: May<needs::ReviewWithheld>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let opening = find(&state, &staff, &id).await?;
    if opening.staff_id == Some(staff.id) {
        return Err(AppError::Forbidden);
    }
    let now = state.clock.now();
    let (until, verb) = match typed.first("decision").unwrap_or_default() {
        "release" => (None, AuditVerb::WithholdingReleased),
        months => {
            let Ok(review) = months.parse::<Review>() else {
                let row = row(opening, now)?;
                let csrf = Some(staff.visitor.csrf());
                return Ok(frame
                    .at_desk(&staff)
                    .invalid(|| withheld::review(csrf, row, true)));
            };
            let until = time::OffsetDateTime::from(now) + review.after();
            (Some(until.into()), AuditVerb::WithholdingAgreed)
        }
    };
    let mut transaction = state.database.begin().await?;
    if transaction
        .review_opening(opening.id, staff.id, until, now)
        .await?
    {
        let ground = opening.withheld().map_or("", Ground::word);
        let event = NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Person)
            .on(opening.person_id.0)
            .with(AuditDetail::Withheld, ground);
        transaction.add_audit_event(&event, now).await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/withheld?done={}", verb.word())).into_response())
}
