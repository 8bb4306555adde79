//! `GET` and `POST …/verify/documents`: whoever is at the counter shows who they are. Which documents were seen is kept,
//! and nothing of what is in them.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::contacts::verifying::{self as views, DocumentsPage};
use guildhall_database::NewAuditEvent;
use guildhall_domain::{
    accounts::Document,
    audit::{AuditDetail, AuditThing, AuditVerb},
    contacts::Method,
    forms::Typed,
};

use super::Loaded;
use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::see,
    state::AppState,
};

fn page(staff: &May<needs::TakeContacts>, loaded: &Loaded) -> DocumentsPage {
    DocumentsPage {
        csrf: staff.visitor.csrf(),
        place: loaded.place(""),
        name: loaded.person.name.clone(),
        chosen: Vec::new(),
        has_too_few: false,
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let loaded = Loaded::load_for(&state, &staff, (&id, &person), Method::Documents).await?;
    let frame = frame.at_desk(&staff).in_contact(Some(loaded.open.id()));
    let page = page(&staff, &loaded);
    Ok(frame.show(|| views::documents(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let loaded = Loaded::load_for(&state, &staff, (&id, &person), Method::Documents).await?;
    let seen: Vec<Document> = typed
        .pairs()
        .iter()
        .filter(|(name, _)| name == "document")
        .filter_map(|(_, word)| word.parse().ok())
        .collect();
    if !Document::suffice(&seen) {
        let page = DocumentsPage {
            chosen: seen,
            has_too_few: true,
            ..page(&staff, &loaded)
        };
        let frame = frame.at_desk(&staff).in_contact(Some(loaded.open.id()));
        return Ok(frame.invalid(|| views::documents(page)));
    }
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let check = loaded.check(&staff, Method::Documents);
    check.passed(&mut transaction, now).await?;
    let words: Vec<_> = seen.iter().map(|document| document.word()).collect();
    let event = NewAuditEvent::new(
        Some(staff.actor()),
        AuditVerb::DocumentsSeen,
        AuditThing::Person,
    )
    .on(loaded.person.id.0)
    .with(AuditDetail::Documents, words.join(", "));
    transaction.add_audit_event(&event, now).await?;
    transaction.commit().await?;
    let here = format!("/desk/contacts/{}?done=verify-passed", loaded.open.id());
    Ok(see(here).into_response())
}
