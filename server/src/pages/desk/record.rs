//! `GET` and `POST /desk/people/{id}/record/{attribute}`: one thing that is held of somebody, for staff.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::record::attribute::{self, StaffControls};
use guildhall_database::NewAuditEvent;
use guildhall_domain::{
    actors::Channel,
    audit::{AuditDetail, AuditThing, AuditVerb},
    contacts::ContactEvent,
    forms::{FieldError, Typed},
    people::{Act, Verification},
    permissions::Permission,
};

use crate::{
    access::{May, Staff, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{
        account::Done,
        desk::contacts,
        record::{Held, about},
        see,
        small_forms::lines,
    },
    records::{Statement, Teller, held::Reader},
    state::AppState,
};

/// What `done` may say on this page.
const DONE: [&str; 2] = ["held-saved", "held-removed"];

fn places<P>(held: &Held<'_>, staff: &May<P>) -> (String, String, String) {
    let person = format!("/desk/people/{}", held.person);
    let action = staff.within(format!("{person}/record/{}", held.name));
    (staff.visitor.csrf(), action, staff.within(person))
}

/// The attribute, if its reader may see it.
async fn find<'a, 's, P>(
    state: &AppState,
    staff: &'s May<P>,
    (id, name): (&str, &'a str),
) -> Result<(Held<'a>, Reader<'s>)> {
    let person = staff.open_person(state, id).await?;
    let held = Held::find(state, name, person.id)?;
    let mut connection = state.database.read().await?;
    let protected = staff.list_protected(&mut connection, &[person.id]).await?;
    let reader = Reader::Staff {
        staff,
        is_protected: !protected.is_empty(),
    };
    if !reader.may_see(held.attribute) {
        return Err(AppError::NotFound);
    }
    Ok((held, reader))
}

/// Whether the one whose record it is has shown surely enough who they are, within a contact.
fn may_change(staff: &Staff, held: &Held<'_>) -> bool {
    staff
        .rung()
        .is_none_or(|rung| rung.may_change(held.attribute))
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeePeople>,
    frame: Frame,
    Path((id, name)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let (held, reader) = find(&state, &staff, (&id, &name)).await?;
    let places = places(&held, &staff);
    let mut page = held.page(&state, reader, places).await?;
    if !may_change(&staff, &held) {
        page.needs_rung = staff.may(Permission::ChangeRecords);
    } else if staff.may(Permission::ChangeRecords) {
        let typed = held.known_typed(&state).await?;
        let controls = Some(StaffControls::default());
        page.question = Some(held.question(typed, Vec::new(), controls)?);
    }
    page.done = done.key(&DONE);
    Ok(frame.at_desk(&staff).show(|| attribute::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::ChangeRecords>,
    frame: Frame,
    Path((id, name)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (held, reader) = find(&state, &staff, (&id, &name)).await?;
    if let Some(contact) = staff.contact().filter(|_| !may_change(&staff, &held)) {
        let person = held.person;
        return Err(AppError::Elsewhere(format!(
            "/desk/contacts/{contact}/people/{person}/verify"
        )));
    }
    let done = match typed.first("act").unwrap_or_default() {
        "change" => match change(&state, &staff, &held, &typed).await? {
            Ok(()) => "held-saved",
            Err((errors, controls)) => {
                let places = places(&held, &staff);
                let mut page = held.page(&state, reader, places).await?;
                page.question = Some(held.question(typed, errors, Some(controls))?);
                return Ok(frame.at_desk(&staff).invalid(|| attribute::page(page)));
            }
        },
        "end" => {
            let end = Statement::end(held.name, Some(about(&typed).ok_or(AppError::NotFound)?));
            write(&state, &staff, &held, (Channel::Telephone, vec![end])).await?;
            "held-removed"
        }
        _ => return Err(AppError::NotFound),
    };
    let person = held.person;
    let changed = ContactEvent::RecordChanged {
        person: person.0,
        attribute: name.clone(),
    };
    contacts::note_once(&state, &staff, staff.contact(), changed).await?;
    let next = staff.within(format!("/desk/people/{person}/record/{name}?done={done}"));
    Ok(see(next).into_response())
}

/// Writes down what a member of staff was told or decided; what was typed wrong, if anything was.
async fn change(
    state: &AppState,
    staff: &May<needs::ChangeRecords>,
    held: &Held<'_>,
    typed: &Typed,
) -> Result<std::result::Result<(), (Vec<FieldError>, StaffControls)>> {
    let word = typed.first("channel").unwrap_or_default();
    let mut channels = Channel::ASSISTED.into_iter();
    let channel = channels.find(|channel| channel.word() == word);
    let reason: String = lines(typed, "reason").chars().take(500).collect();
    let is_override = typed.first("override") == Some("yes");
    let has_seen_documents = typed.first("seen") == Some("yes");
    let controls = StaffControls {
        channel: word.to_owned(),
        channel_error: channel.is_none(),
        has_seen_documents,
        is_override,
        reason_error: is_override && reason.is_empty(),
        reason: reason.clone(),
    };
    let (value, channel) = match (held.read(state, typed)?, channel) {
        (Ok(value), Some(channel)) if !controls.reason_error => (value, channel),
        (read, _) => return Ok(Err((read.err().unwrap_or_default(), controls))),
    };
    let statement = Statement {
        act: if is_override {
            Act::Overridden
        } else {
            Act::Stated
        },
        reason: Some(reason).filter(|reason| !reason.is_empty()),
        ..Statement::new(held.name, value)
    };
    let verified = if has_seen_documents {
        Verification::Documents
    } else {
        Verification::Unverified
    };
    let statements = vec![statement.verified(verified)];
    write(state, staff, held, (channel, statements)).await?;
    Ok(Ok(()))
}

async fn write(
    state: &AppState,
    staff: &May<needs::ChangeRecords>,
    held: &Held<'_>,
    (channel, statements): (Channel, Vec<Statement>),
) -> Result<()> {
    let teller = Teller::new(staff.actor(), channel);
    let mut transaction = state.database.begin().await?;
    held.tell(&mut transaction, state, teller, statements)
        .await?;
    let actor = Some(staff.actor());
    let event = NewAuditEvent::new(actor, AuditVerb::RecordChanged, AuditThing::Person)
        .on(held.person.0)
        .with(AuditDetail::Attribute, held.name);
    transaction
        .add_audit_event(&event, state.clock.now())
        .await?;
    transaction.commit().await?;
    Ok(())
}
