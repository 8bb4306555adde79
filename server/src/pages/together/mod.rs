//! The resident types in a draft at the side of staff: `/together` for the code, `/together/{guest}` for the draft. The
//! form's own pages are those of [`crate::pages::forms`], by another door.
//!
//! Such a page shows the draft and nothing else. It belongs to one browser for one time, which ends when the resident says
//! so, when staff take the draft back, and when nothing happens for twenty minutes. On a turned screen whoever is signed in
//! is locked out of every tab until they type their password.

pub mod finishing;
pub mod giving_back;

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use guildhall_app::pages::{
    small_form::SmallForm,
    together::{self as views, OverPage},
};
use guildhall_database::{FormGuest, NewAuditEvent};
use guildhall_domain::{
    actors::Actor,
    audit::{AuditThing, AuditVerb},
    forms::Typed,
    together::{CODE_LASTS, Code, GuestEnding, GuestKind, Over, Standing},
};
use time::OffsetDateTime;

use crate::{
    access::{self, Visitor},
    error::{AppError, Result},
    page::Frame,
    pages::{forms::doors::Door, see, small_forms},
    secrets,
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

/// What names the tries at a code: there is no account yet.
const LIMITED: &str = "together";

/// What is kept of a code. Whoever had a copy of the database could find a code out that waits in it; what protects it is
/// that it lasts a quarter of an hour and works once.
pub fn hash(code: &Code) -> String {
    secrets::hash(&format!("{LIMITED}\n{}", code.letters()))
}

/// `GET /together`
pub async fn show(visitor: Visitor, frame: Frame) -> Response {
    let form = SmallForm::empty(visitor.csrf());
    frame.show(|| views::code(form))
}

/// `POST /together`
pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let words = small_forms::line(&typed, "code");
    let problem = if words.is_empty() {
        "guest-code-empty"
    } else {
        rate_limits::count(&state, Credential::Token, LIMITED, &caller).await?;
        if let Some(guest) = take(&state, &visitor, &words).await? {
            rate_limits::succeeded(&state, Credential::Token, LIMITED, &caller).await?;
            visitor.on_public_computer().await?;
            return Ok(see(format!("/together/{}", guest.id)).into_response());
        }
        "guest-code-wrong"
    };
    let errors = vec![("code", problem)];
    let form = small_forms::again(visitor.csrf(), &typed, &["code"], errors);
    Ok(frame.invalid(|| views::code(form)))
}

/// Opens the draft that a code is for in this browser, and uses the code up.
async fn take(state: &AppState, visitor: &Visitor, words: &str) -> Result<Option<FormGuest>> {
    let Some(code) = Code::parse(words) else {
        return Ok(None);
    };
    let now = state.clock.now();
    let since = OffsetDateTime::from(now) - CODE_LASTS;
    let mut transaction = state.database.begin().await?;
    let guest = transaction
        .take_form_guest(&hash(&code), visitor.id(), since.into(), now)
        .await?;
    if let Some(guest) = &guest {
        let actor = Some(Actor::Visitor(guest.id.0));
        let event = NewAuditEvent::new(actor, AuditVerb::FormGuestArrived, AuditThing::FormSession)
            .on(guest.form_session_id.0);
        transaction.add_audit_event(&event, now).await?;
        transaction.commit().await?;
    }
    Ok(guest)
}

/// `GET /together/{guest}`: to where they left off.
pub async fn resume(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(guest): Path<String>,
) -> Result<Redirect> {
    let open = access::guest_draft(&state, &visitor, &guest).await?;
    let service = state.catalogue.version(open.session.form_id).await?;
    let base = format!("/together/{guest}/form");
    if open.session.case_id.is_some() {
        return Ok(see(format!("{base}/done")));
    }
    let mut session = open.session;
    crate::pages::forms::sealing::open(&state, &mut session);
    Ok(see(match service.form.next_stop(&session.progress) {
        guildhall_domain::forms::Stop::Page(page) => format!("{base}/{}", page.id),
        guildhall_domain::forms::Stop::Check => format!("{base}/check"),
    }))
}

/// `GET /together/{guest}/over`
pub async fn show_over(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let guest = access::guest(&state, &visitor, &id).await?;
    if access::guest_draft(&state, &visitor, &id).await.is_ok() {
        return Ok(see(format!("/together/{id}")).into_response());
    }
    let page = over_page(&state, &guest, Vec::new());
    Ok(frame.show(|| views::over(page)))
}

/// `GET /together/finished`
pub async fn show_finished(frame: Frame) -> Response {
    frame.show(views::finished)
}

/// What the resident sees whose draft was taken back as they were typing: why, and what they had typed.
pub async fn over_with(
    state: &AppState,
    visitor: &Visitor,
    frame: Frame,
    door: &Door,
    typed: &Typed,
) -> Result<Response> {
    let guest = access::guest(state, visitor, &door.id).await?;
    let mut connection = state.database.read().await?;
    let session = connection.find_form_session(guest.form_session_id).await?;
    drop(connection);
    let session = session.ok_or(AppError::NotFound)?;
    let service = state.catalogue.version(session.form_id).await?;
    let page = service.form.page(&door.page).ok_or(AppError::NotFound)?;
    let rows = page.fields().filter_map(|field| {
        let controls = field.controls();
        let parts = controls.iter().flat_map(|control| typed.all(control));
        let parts: Vec<&str> = parts.filter(|part| !part.trim().is_empty()).collect();
        let label = guildhall_app::wording::said(&field.label);
        (!parts.is_empty()).then(|| (label, parts.join(", ")))
    });
    let page = over_page(state, &guest, rows.collect());
    Ok(frame.answer(StatusCode::CONFLICT, || views::over(page)))
}

fn over_page(state: &AppState, guest: &FormGuest, typed: Vec<(String, String)>) -> OverPage {
    let over = match guest.standing(state.clock.now()) {
        Standing::Over(over) => over,
        // Whoever helps may not do so any more.
        Standing::Open | Standing::Waiting => Over::Ended(GuestEnding::TakenBack),
    };
    OverPage {
        over,
        kind: guest.kind(),
        give_back: (guest.kind() == GuestKind::Screen)
            .then(|| format!("/together/{}/give-back", guest.id)),
        typed,
    }
}
