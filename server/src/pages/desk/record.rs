//! `GET` and `POST /desk/people/{id}/record/{attribute}`, `/desk/organisations/{id}/record/{attribute}`: one thing that
//! is held of somebody, or of an organisation, for staff.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    record::attribute::{self, AttributePage, StaffControls},
    with_query,
};
use guildhall_database::{NewAuditEvent, SubjectId};
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

/// The token, this page and the page of whose record it is.
fn places<P>(held: &Held<'_>, staff: &May<P>) -> (String, String, String) {
    let subject = match held.subject {
        SubjectId::Person(person) => format!("/desk/people/{person}"),
        SubjectId::Organisation(organisation) => format!("/desk/organisations/{organisation}"),
    };
    let action = staff.within(format!("{subject}/record/{}", held.name));
    (staff.visitor.csrf(), action, staff.within(subject))
}

/// The attribute, if its reader may see it.
async fn find<'a, 's, P>(
    state: &AppState,
    staff: &'s May<P>,
    (id, name): (&str, &'a str),
) -> Result<(Held<'a>, Reader<'s>)> {
    let person = staff.open_person(state, id).await?;
    let held = Held::find(state, name, SubjectId::Person(person.id))?;
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

/// The attribute of an organisation, if its reader may see it.
async fn find_of_organisation<'a, 's, P>(
    state: &AppState,
    staff: &'s May<P>,
    (id, name): (&str, &'a str),
) -> Result<(Held<'a>, Reader<'s>)> {
    staff.require(Permission::SeePeople)?;
    let organisation = staff.open_organisation(state, id).await?;
    let held = Held::find(state, name, SubjectId::Organisation(organisation.id))?;
    let reader = Reader::Staff {
        staff,
        is_protected: false,
    };
    if !reader.may_see(held.attribute) {
        return Err(AppError::NotFound);
    }
    Ok((held, reader))
}

/// Whether the one whose record it is has shown surely enough who they are, within a contact.
fn has_rung(staff: &Staff, held: &Held<'_>) -> bool {
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
    let may = staff.may(Permission::ChangeRecords);
    let has_rung = has_rung(&staff, &held);
    let mut page = page(&state, &staff, (&held, reader), may && has_rung, &done).await?;
    page.needs_rung = may && !has_rung;
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
    if let Some(contact) = staff.contact().filter(|_| !has_rung(&staff, &held)) {
        return Err(AppError::Elsewhere(format!(
            "/desk/contacts/{contact}/people/{id}/verify"
        )));
    }
    answer(&state, &staff, frame, (held, reader), &typed).await
}

pub async fn show_of_organisation(
    State(state): State<AppState>,
    staff: May<needs::SeeOrganisations>,
    frame: Frame,
    Path((id, name)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let (held, reader) = find_of_organisation(&state, &staff, (&id, &name)).await?;
    let may_change = may_change_of_organisation(&staff, held.name);
    let page = page(&state, &staff, (&held, reader), may_change, &done).await?;
    Ok(frame.at_desk(&staff).show(|| attribute::page(page)))
}

pub async fn submit_of_organisation(
    State(state): State<AppState>,
    staff: May<needs::KeepOrganisations>,
    frame: Frame,
    Path((id, name)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (held, reader) = find_of_organisation(&state, &staff, (&id, &name)).await?;
    if !may_change_of_organisation(&staff, held.name) {
        return Err(AppError::NotFound);
    }
    answer(&state, &staff, frame, (held, reader), &typed).await
}

/// Whether a member of staff changes this of an organisation here. Its name is changed on its own page, where nobody
/// gives it that of another.
pub fn may_change_of_organisation(staff: &Staff, name: &str) -> bool {
    staff.may(Permission::KeepOrganisations) && name != "organisation.name"
}

async fn page<P>(
    state: &AppState,
    staff: &May<P>,
    (held, reader): (&Held<'_>, Reader<'_>),
    may_change: bool,
    done: &Done,
) -> Result<AttributePage> {
    let mut page = held.page(state, reader, places(held, staff)).await?;
    if may_change {
        let typed = held.known_typed(state).await?;
        let controls = Some(StaffControls::default());
        page.question = Some(held.question(typed, Vec::new(), controls)?);
    }
    page.done = done.key(&DONE);
    Ok(page)
}

/// Does what was asked for, and leads back to the page.
async fn answer<P>(
    state: &AppState,
    staff: &May<P>,
    frame: Frame,
    (held, reader): (Held<'_>, Reader<'_>),
    typed: &Typed,
) -> Result<Response> {
    let places = places(&held, staff);
    let own = places.1.clone();
    let done = match typed.first("act").unwrap_or_default() {
        "change" => match change(state, staff, &held, typed).await? {
            Ok(()) => "held-saved",
            Err((errors, controls)) => {
                let mut page = held.page(state, reader, places).await?;
                page.question = Some(held.question(typed.clone(), errors, Some(controls))?);
                return Ok(frame.at_desk(staff).invalid(|| attribute::page(page)));
            }
        },
        "end" => {
            let end = Statement::end(held.name, Some(about(typed).ok_or(AppError::NotFound)?));
            write(state, staff, &held, (Channel::Telephone, vec![end])).await?;
            "held-removed"
        }
        _ => return Err(AppError::NotFound),
    };
    if let SubjectId::Person(person) = held.subject {
        let changed = ContactEvent::RecordChanged {
            person: person.0,
            attribute: held.name.to_owned(),
        };
        contacts::note_once(state, staff, changed).await?;
    }
    Ok(see(with_query(&own, &format!("done={done}"))).into_response())
}

/// Writes down what a member of staff was told or decided; what was typed wrong, if anything was.
async fn change(
    state: &AppState,
    staff: &Staff,
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
    staff: &Staff,
    held: &Held<'_>,
    (channel, statements): (Channel, Vec<Statement>),
) -> Result<()> {
    let teller = Teller::new(staff.actor(), channel);
    let mut transaction = state.database.begin().await?;
    held.tell(&mut transaction, state, teller, statements)
        .await?;
    let actor = Some(staff.actor());
    let thing = match held.subject {
        SubjectId::Person(_) => AuditThing::Person,
        SubjectId::Organisation(_) => AuditThing::Organisation,
    };
    let event = NewAuditEvent::new(actor, AuditVerb::RecordChanged, thing)
        .on(held.subject.id())
        .with(AuditDetail::Attribute, held.name);
    transaction
        .add_audit_event(&event, state.clock.now())
        .await?;
    transaction.commit().await?;
    Ok(())
}
