//! `GET` and `POST /forms/{session}/check`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::forms::{
    check::{self, CheckPage},
    known::Exchanged,
    overtaken::SEEN,
};
use guildhall_database::{
    CaseId, Connection, FormSession, NewCase, NewSubmission, StaffId, Transaction,
};
use guildhall_domain::{
    actors::Actor,
    contacts::ContactEvent,
    forms::{Declaration, Declared, Stop, Typed},
    reference::Reference,
    text::Language,
};

use serde::Deserialize;
use time::OffsetDateTime;

use super::{doors::Door, filling::Filling, receipts, recording, reuse, sealing};
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

/// `?again=1`: the form was not sent, because its answers changed meanwhile.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Looking {
    again: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    door: Door,
    Query(looking): Query<Looking>,
) -> Result<Response> {
    let mut filling = Filling::load(&state, &visitor, &door).await?;
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
    let company = filling.company(&state).await?;
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
            seen: progress.seen_altogether(),
            is_overtaken: looking.again.is_some(),
            service: &filling.service.service.title,
            snapshot: &snapshot,
            declaration: &filling.service.service.declaration,
            declaration_aloud: filling.service.service.declaration_aloud.as_ref(),
            session: filling.url(),
            back,
            csrf: visitor.csrf(),
            company,
        })
    }))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    door: Door,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let filling = Filling::load(&state, &visitor, &door).await?;
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
        // Nobody sends, or declares to be right, what somebody else has typed since they looked it over.
        let seen = typed.first(SEEN).unwrap_or_default();
        if locked.shared_at.is_some() && seen != locked.progress.seen_altogether() {
            return Ok(see(format!("{}?again=1", filling.page_url("check"))).into_response());
        }
        // What changed elsewhere since the answers were looked over is looked over before it is sent.
        let mut progress = locked.progress.clone();
        let (form, whose) = (filling.form(), filling.whose());
        if reuse::bring_up_to_date(&mut transaction, &state, form, &whose, &mut progress).await? {
            sealing::save(&mut transaction, &state, form, &locked, &progress).await?;
            transaction.commit().await?;
            return Ok(see(filling.page_url("check")).into_response());
        }
        let sent = Sent {
            declared: filling.declared(&mut transaction).await?,
            assisted_by: filling.assisted_by(),
        };
        // Whoever sends it need not be whoever has it in hand.
        locked.actor = filling.actor;
        locked.channel = filling.channel;
        open_case(&mut transaction, &locked, &filling.service, sent, &state).await?;
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

/// How a form is sent, besides what is in it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// How it was declared that the answers are right.
    pub declared: Declared,
    /// The member of staff at whose side the resident sends it.
    pub assisted_by: Option<StaffId>,
}

impl Filling {
    /// How whoever sends the form has declared that the answers are right: what staff read out is declared by whom they
    /// read it to.
    async fn declared(&self, connection: &mut Connection) -> Result<Declared> {
        let Actor::Staff(read_by) = self.actor else {
            return Ok(Declared::Typed);
        };
        let person = match self.session.subject {
            Some(person) => connection.find_person(person).await?,
            None => None,
        };
        let name = person.map(|person| person.name);
        Ok(Declared::to_staff(self.channel, read_by, name))
    }
}

/// Opens the case, freezes what was asked and answered, and queues the receipt if we were told where to send one. The
/// caller commits.
pub async fn open_case(
    transaction: &mut Transaction,
    session: &FormSession,
    service: &ServiceForm,
    sent: Sent,
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
            assisted_by: sent.assisted_by,
            status: &service.service.case.first,
        };
        if let Some(id) = transaction.add_case(&case, now).await? {
            break (id, case.reference);
        }
    };
    let mut snapshot = service.form.snapshot(&session.progress);
    snapshot.declaration = Some(service.declaration(sent.declared, now.into()));
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
    let helping = match session.actor {
        Actor::Staff(id) => Some(StaffId(id)),
        _ => sent.assisted_by,
    };
    if let Some(email) =
        receipts::address(transaction, session, service, (&snapshot, helping)).await?
    {
        let to = Recipient::new(email, LANGUAGE)
            .person(session.subject)
            .case(case_id);
        emails::queue(transaction, state, &to, &receipt(service, reference, state)).await?;
    }
    Ok(case_id)
}

impl ServiceForm {
    /// What is declared as the form is sent: what was read out where it was, with the words that were read.
    fn declaration(&self, how: Declared, at: OffsetDateTime) -> Declaration {
        let aloud = self.service.declaration_aloud.as_ref();
        let aloud = aloud.filter(|_| how != Declared::Typed);
        Declaration {
            text: aloud.unwrap_or(&self.service.declaration).clone(),
            at,
            how,
        }
    }
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
