//! `GET` and `POST /forms/{session}/check`

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::forms::{
    check::{self, CheckPage},
    known::Exchanged,
};
use guildhall_database::{
    CaseId, FormSession, IdentityId, NewCase, NewSubmission, StaffId, Transaction,
};
use guildhall_domain::{
    accounts::{Means, Topic},
    actors::Actor,
    contacts::ContactEvent,
    forms::{Snapshot, Stop},
    reference::Reference,
    text::Language,
};

use super::{filling::Filling, recording, reuse, sealing};
use crate::{
    access::Visitor,
    catalogue::ServiceForm,
    clock::date_of,
    emails::{self, Recipient, SubmissionReceipt},
    error::{AppError, Result},
    page::Frame,
    pages::{record::told_words, see},
    state::AppState,
};

/// The language that form sessions are in.
const LANGUAGE: Language = Language::English;

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(session): Path<String>,
) -> Result<Response> {
    let mut filling = Filling::load(&state, &visitor, &session).await?;
    filling.bring_up_to_date(&state).await?;
    let progress = &filling.session.progress;
    if filling.session.case_id.is_some() || filling.form().next_stop(progress) != Stop::Check {
        return Ok(see(filling.next_url()).into_response());
    }
    if let Some(answer) = filling.level_missing(&state, &visitor, &frame).await? {
        return Ok(answer);
    }
    let mut snapshot = filling.form().snapshot(progress);
    sealing::mask(&state, filling.form(), &mut snapshot);
    let last = filling.form().last_page(progress);
    let back = last.map_or_else(|| filling.way_out(), |page| filling.page_url(&page.id));
    let frame = filling.frame(frame);
    let acting = filling.acting_for(&state).await?;
    let used = reuse::notes(&state, reuse::used(progress)).await?;
    let exchanged = exchanged(&state, &filling).await?;
    let mut connection = state.database.read().await?;
    let tells = recording::tells(&mut connection, &state, &filling.session, &filling.service);
    let tells = told_words(&tells.await?);
    drop(connection);
    Ok(frame.show(|| {
        check::page(CheckPage {
            used,
            exchanged,
            tells,
            service: &filling.service.service.title,
            snapshot: &snapshot,
            declaration: &filling.service.service.declaration,
            session: filling.url(),
            back,
            csrf: visitor.csrf(),
            acting,
        })
    }))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(session): Path<String>,
) -> Result<Response> {
    let filling = Filling::load(&state, &visitor, &session).await?;
    if let Some(answer) = filling.level_missing(&state, &visitor, &frame).await? {
        return Ok(answer);
    }
    let mut transaction = state.database.begin().await?;
    // Read again under a lock: of two clicks, one opens the case and the other finds it.
    let mut locked = transaction
        .lock_form_session(filling.session.id)
        .await?
        .ok_or(AppError::NotFound)?;
    sealing::open(&state, &mut locked);
    if locked.case_id.is_none() {
        if filling.form().next_stop(&locked.progress) != Stop::Check {
            return Ok(see(filling.next_url()).into_response());
        }
        // What changed elsewhere since the answers were looked over is looked over before it is sent.
        let mut progress = locked.progress.clone();
        let (form, whose) = (filling.form(), filling.whose());
        if reuse::bring_up_to_date(&mut transaction, &state, form, &whose, &mut progress).await? {
            sealing::save(&mut transaction, &state, form, &locked, &progress).await?;
            transaction.commit().await?;
            return Ok(see(filling.page_url("check")).into_response());
        }
        open_case(&mut transaction, &locked, &filling.service, &state).await?;
        transaction.commit().await?;
    }
    Ok(see(filling.page_url("done")).into_response())
}

/// The answers that became others because something newer was said elsewhere.
async fn exchanged(state: &AppState, filling: &Filling) -> Result<Vec<Exchanged>> {
    let mut exchanged = Vec::new();
    let progress = &filling.session.progress;
    let path = filling.form().path(&progress.answers);
    let changed = progress.changed.iter();
    for (name, changed) in changed.filter(|(name, _)| path.asks(name)) {
        let Some(field) = filling.form().field(name) else {
            continue;
        };
        exchanged.push(Exchanged {
            label: field.label.clone(),
            was: if sealing::is_sealed(state, field) {
                sealing::masked(&changed.was)
            } else {
                changed.was.clone()
            },
            said_on: date_of(changed.said_at.into()),
            told_in: match &changed.told_in {
                Some(slug) => reuse::title(state, slug).await?,
                None => None,
            },
        });
    }
    Ok(exchanged)
}

/// Opens the case, freezes what was asked and answered, and queues the receipt if we were told where to send one. The
/// caller commits.
pub async fn open_case(
    transaction: &mut Transaction,
    session: &FormSession,
    service: &ServiceForm,
    state: &AppState,
) -> Result<CaseId> {
    let now = state.clock.now();
    let (case_id, reference) = loop {
        let case = NewCase {
            reference: Reference::from_random(rand::random()).to_string(),
            form_id: session.form_id,
            slug: &service.slug,
            subject: session.subject,
            organisation: session.organisation,
            actor: session.actor,
            channel: session.channel,
            contact: session.contact,
            status: &service.service.case.first,
        };
        if let Some(id) = transaction.add_case(&case, now).await? {
            break (id, case.reference);
        }
    };
    let snapshot = service.form.snapshot(&session.progress);
    let mut stored = snapshot.clone();
    sealing::close_snapshot(state, &service.form, case_id, &mut stored)?;
    let submission = NewSubmission {
        form_session_id: session.id,
        form_id: session.form_id,
        case_id,
        subject: session.subject,
        organisation: session.organisation,
        actor: session.actor,
        channel: session.channel,
        snapshot: &stored,
        saved: service.form.saved(&session.progress),
    };
    transaction.add_submission(&submission, now).await?;
    if let Some(contact) = session.contact {
        let staff = match session.actor {
            Actor::Staff(id) => Some(StaffId(id)),
            _ => None,
        };
        let event = ContactEvent::CaseOpened {
            case: case_id.0,
            reference: reference.clone(),
            slug: service.slug.clone(),
        };
        transaction
            .add_contact_event(contact, staff, &event, now)
            .await?;
    }
    recording::record(transaction, state, session, service, case_id).await?;
    transaction
        .finish_form_session(session.id, case_id, now)
        .await?;
    if let Some(email) = receipt_address(transaction, session, service, &snapshot).await? {
        let to = Recipient::new(email, LANGUAGE)
            .person(session.subject)
            .case(case_id);
        emails::queue(transaction, state, &to, &receipt(service, reference, state)).await?;
    }
    Ok(case_id)
}

/// Where the receipt goes: to the address given in the form, or else to the account's. Nobody gets one who does not
/// want it, or whom it might put in danger.
async fn receipt_address(
    transaction: &mut Transaction,
    session: &FormSession,
    service: &ServiceForm,
    snapshot: &Snapshot,
) -> Result<Option<String>> {
    if service.service.sensitive {
        return Ok(None);
    }
    let given = service
        .form
        .contact_details(snapshot)
        .emails
        .into_iter()
        .next();
    let Actor::Resident(id) = session.actor else {
        return Ok(given);
    };
    let identity = transaction.find_identity(IdentityId(id)).await?;
    let identity =
        identity.filter(|identity| identity.preferences.0.wants(Topic::Receipts, Means::Email));
    Ok(identity.map(|identity| given.unwrap_or(identity.email)))
}

/// What the person gets who said where to write to.
fn receipt(service: &ServiceForm, reference: String, state: &AppState) -> SubmissionReceipt {
    let next = service.service.what_happens_next.in_language(LANGUAGE);
    SubmissionReceipt {
        service: service.service.title.in_language(LANGUAGE).to_owned(),
        reference,
        // Sanitised, so links are written in this one way.
        what_happens_next: next.replace("href=\"/", &format!("href=\"{}", state.links.to("/"))),
        link: state.links.to(&format!("/services/{}", service.slug)),
    }
}
