//! `GET` and `POST /desk/forms/{session}/hand-over`: the resident types in the draft by themselves, on the turned screen or
//! on the public computer.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::desk::hand_over::{self as views, HandOverPage, HandedOver},
    wording::said,
};
use guildhall_database::{FormGuest, FormGuestId, NewFormGuest};
use guildhall_domain::{
    audit::AuditVerb,
    forms::Typed,
    together::{CODE_LASTS, Code, GuestEnding, GuestKind, Standing},
};
use time::OffsetDateTime;

use crate::{
    access::{May, OpenDraft, needs},
    catalogue::ServiceForm,
    clock::in_words,
    error::{AppError, Result},
    page::Frame,
    pages::{account::Done, forms::sealing, see, together},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::StartForms>,
    frame: Frame,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let open = open(&state, &staff, &id).await?;
    let mut connection = state.database.read().await?;
    let guest = connection.find_latest_form_guest(open.session.id).await?;
    drop(connection);
    let service = state.catalogue.version(open.session.form_id).await?;
    let handed = handed_over(&state, &open, &service, guest);
    let mut page = page(&staff, &id, &service, handed);
    page.done = done.key(&["hand-over-taken-back"]);
    Ok(frame.at_desk(&staff).show(|| views::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::StartForms>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = open(&state, &staff, &id).await?;
    match typed.first("act").unwrap_or_default() {
        "turn" => {
            let mut visitor = staff.visitor.clone();
            let guest = hand_over(&state, &staff, &open, None).await?;
            visitor.turn(guest).await?;
            Ok(see(format!("/together/{guest}")).into_response())
        }
        "code" => {
            // Shown in the answer itself: nothing that is kept could show it again.
            let code = Code::from_random(rand::random());
            hand_over(&state, &staff, &open, Some(&code)).await?;
            let service = state.catalogue.version(open.session.form_id).await?;
            let handed = HandedOver::Code {
                code: code.to_string(),
                address: state.links.to("/together"),
                minutes: CODE_LASTS.whole_minutes(),
            };
            let page = page(&staff, &id, &service, handed);
            Ok(frame.at_desk(&staff).show(|| views::page(page)))
        }
        "take-back" => {
            take_back(&state, &staff, &open).await?;
            let next = format!("/desk/forms/{id}/hand-over?done=hand-over-taken-back");
            Ok(see(next).into_response())
        }
        _ => Ok(see(format!("/desk/forms/{id}/hand-over")).into_response()),
    }
}

/// A draft that this member of staff has in hand beside whoever it is for.
async fn open(state: &AppState, staff: &May<needs::StartForms>, id: &str) -> Result<OpenDraft> {
    let mut open = staff.open_own_draft(state, id).await?;
    if open.session.case_id.is_some() {
        return Err(AppError::Elsewhere(format!("/forms/{id}/done")));
    }
    if !open.channel.is_face_to_face() {
        return Err(AppError::NotFound);
    }
    sealing::open(state, &mut open.session);
    Ok(open)
}

async fn hand_over(
    state: &AppState,
    staff: &May<needs::StartForms>,
    open: &OpenDraft,
    code: Option<&Code>,
) -> Result<FormGuestId> {
    let hash = code.map(together::hash);
    let (kind, visitor) = match code {
        Some(_) => (GuestKind::Code, None),
        None => (GuestKind::Screen, Some(staff.visitor.id())),
    };
    let guest = NewFormGuest {
        form_session: open.session.id,
        staff: staff.id,
        kind,
        code_hash: hash.as_deref(),
        visitor,
    };
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let id = transaction.add_form_guest(&guest, now).await?;
    let event = staff.draft_event(AuditVerb::FormHandedOver, open.session.id);
    transaction.add_audit_event(&event, now).await?;
    transaction.commit().await?;
    Ok(id)
}

async fn take_back(
    state: &AppState,
    staff: &May<needs::StartForms>,
    open: &OpenDraft,
) -> Result<()> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let is_ended = transaction
        .end_form_guests(open.session.id, GuestEnding::TakenBack, now)
        .await?;
    if is_ended {
        let event = staff.draft_event(AuditVerb::FormTakenBack, open.session.id);
        transaction.add_audit_event(&event, now).await?;
    }
    Ok(transaction.commit().await?)
}

fn page(
    staff: &May<needs::StartForms>,
    id: &str,
    service: &ServiceForm,
    state: HandedOver,
) -> HandOverPage {
    HandOverPage {
        csrf: staff.visitor.csrf(),
        action: format!("/desk/forms/{id}/hand-over"),
        service: said(&service.service.title),
        draft: format!("/forms/{id}"),
        state,
        done: None,
    }
}

/// Whether the resident has the draft, and how far they are.
fn handed_over(
    state: &AppState,
    open: &OpenDraft,
    service: &ServiceForm,
    guest: Option<FormGuest>,
) -> HandedOver {
    let Some(guest) = guest else {
        return HandedOver::No;
    };
    match guest.standing(state.clock.now()) {
        Standing::Over(_) => HandedOver::No,
        Standing::Waiting => {
            let until = OffsetDateTime::from(guest.made_at) + CODE_LASTS;
            HandedOver::Waiting {
                until: in_words(until.into()),
            }
        }
        Standing::Open => {
            let page = guest
                .page
                .as_deref()
                .and_then(|page| service.form.page(page));
            let path = service.form.path(&open.session.progress.answers);
            let complete = path
                .pages()
                .iter()
                .filter(|page| open.session.progress.completed.contains(&page.id));
            HandedOver::Open {
                on_screen: guest.kind() == GuestKind::Screen,
                page: page.map(|page| said(&page.title)),
                complete: complete.count(),
                seen: in_words(guest.last_seen_at.unwrap_or(guest.made_at)),
            }
        }
    }
}
