//! `GET` and `POST /desk/cases/{reference}`

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::desk::case::{
        self, CasePage, Conflict, StoryEvent, StoryLine, UpdateForm, UpdateProblem,
    },
    pages::desk::contacts::in_contact,
    pages::desk::{tasks::TasksAbout, warnings::WarningRow},
    wording::said,
};
use guildhall_database::{Case, Connection, Identity, StoredEvent, Submission};
use guildhall_domain::{
    accounts::{Means, Topic},
    cases::CaseEvent,
    contacts::{ContactEvent, Rung},
    forms::Typed,
    permissions::Permission,
    services::Service,
    text::Language,
};

use super::{contacts, said_by::SaidBy, status_words, tasks, warnings};
use crate::{
    access::{May, OpenCase, Staff, needs},
    catalogue::ServiceForm,
    clock,
    emails::{self, CaseUpdated, Recipient},
    error::{AppError, Result},
    page::Frame,
    pages::{forms::sealing, see},
    state::AppState,
};

/// In characters.
const LONGEST_NOTE: usize = 5_000;

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeAnswers>,
    frame: Frame,
    Path(reference): Path<String>,
) -> Result<Response> {
    let open = staff.open_case(&state, &reference).await?;
    let loaded = Loaded::load(&state, &staff, open).await?;
    let update = loaded.update_form(&staff);
    let case = &loaded.case;
    let read = ContactEvent::CaseRead {
        case: case.id.0,
        reference: case.reference.clone(),
        slug: case.slug.clone(),
    };
    contacts::note_once(&state, &staff, read).await?;
    Ok(frame.at_desk(&staff).show(|| loaded.page(update)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::SeeAnswers>,
    frame: Frame,
    Path(reference): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = staff.open_case(&state, &reference).await?;
    let change = Change::read(&typed);
    if let Some(permission) = change.is_beyond(&open) {
        return Err(staff.refuse_change(&state, &open, permission).await?);
    }
    let loaded = Loaded::load(&state, &staff, open).await?;
    let mut update = UpdateForm {
        status: change.status.clone(),
        note: change.note.clone(),
        ..loaded.update_form(&staff)
    };
    // A note never undoes what somebody else did; a status may, so it counts only on what its writer saw.
    let is_overtaken = !change.status.is_empty() && change.revision != Some(loaded.case.revision);
    if is_overtaken {
        return Ok(loaded.conflict(frame.at_desk(&staff), &change, update));
    }
    if let Some(problem) = loaded.problem(&change) {
        update.problem = Some(problem);
        return Ok(frame.at_desk(&staff).invalid(|| loaded.page(update)));
    }
    let mut transaction = state.database.begin().await?;
    let now = state.clock.now();
    let is_changed = change.status.is_empty()
        || transaction
            .change_status(&loaded.case, &change.status, staff.actor(), now)
            .await?;
    if !is_changed {
        drop(transaction);
        let open = staff.open_case(&state, &reference).await?;
        let loaded = Loaded::load(&state, &staff, open).await?;
        update.revision = loaded.case.revision;
        return Ok(loaded.conflict(frame.at_desk(&staff), &change, update));
    }
    if !change.note.is_empty() {
        transaction
            .add_note(loaded.case.id, staff.actor(), &change.note, now)
            .await?;
    }
    if !change.status.is_empty() {
        loaded
            .tell(&mut transaction, &state, &change.status)
            .await?;
    }
    transaction.commit().await?;
    let case = &loaded.case;
    let noted = ContactEvent::NoteOnCase {
        case: case.id.0,
        reference: case.reference.clone(),
        slug: case.slug.clone(),
    };
    contacts::note_once(&state, &staff, noted).await?;
    let next = staff.within(format!("/desk/cases/{}", case.reference));
    Ok(see(next).into_response())
}

/// The organisation that a case is for, with where its record is, for those who may see it.
fn organisation(staff: &Staff, case: &Case) -> Option<(String, Option<String>)> {
    let (id, name) = case.organisation_id.zip(case.organisation_name.clone())?;
    let may_see = staff.may(Permission::SeeOrganisations);
    Some((name, may_see.then(|| format!("/desk/organisations/{id}"))))
}

/// What a member of staff wants to do to a case.
struct Change {
    /// The revision of the case they were looking at.
    revision: Option<i64>,
    /// Empty to keep the status as it is.
    status: String,
    note: String,
}

impl Change {
    fn read(typed: &Typed) -> Self {
        let typed = |name| typed.first(name).unwrap_or_default();
        Self {
            revision: typed("revision").parse().ok(),
            status: typed("status").to_owned(),
            note: typed("note")
                .replace("\r\n", "\n")
                .replace('\0', "")
                .trim()
                .to_owned(),
        }
    }

    /// The permission that it would need and its writer does not have. Whoever may do nothing to the case is
    /// refused whatever they send.
    fn is_beyond(&self, open: &OpenCase) -> Option<Permission> {
        let may_do_nothing = !open.may_add_notes && !open.may_change_status;
        if !open.may_change_status && !self.status.is_empty() {
            Some(Permission::ChangeStatuses)
        } else if may_do_nothing || !open.may_add_notes && !self.note.is_empty() {
            Some(Permission::AddNotes)
        } else {
            None
        }
    }
}

/// A case with all that its page shows.
struct Loaded {
    case: Case,
    hides_address: bool,
    may_add_notes: bool,
    may_change_status: bool,
    service: Arc<ServiceForm>,
    submission: Submission,
    events: Vec<StoredEvent>,
    tasks: Option<TasksAbout>,
    warnings: Vec<WarningRow>,
    /// The organisation that it is for, with where its record is.
    organisation: Option<(String, Option<String>)>,
    declared: Option<String>,
    typists: Vec<(String, String)>,
}

impl Loaded {
    async fn load(state: &AppState, staff: &Staff, open: OpenCase) -> Result<Self> {
        let OpenCase {
            case,
            may_add_notes,
            may_change_status,
        } = open;
        let mut connection = state.database.read().await?;
        let mut submission = connection
            .find_submission(case.id)
            .await?
            .ok_or(AppError::NotFound)?;
        let events = connection.list_case_events(case.id).await?;
        let protected = staff
            .list_protected(&mut connection, case.subject_id.as_slice())
            .await?;
        drop(connection);
        let is_proved = staff.rung().is_none_or(|rung| rung == Rung::Proved);
        if is_proved && staff.may(Permission::SeeSealedValues) {
            sealing::open_snapshot(state, case.id, &mut submission.snapshot.0);
        }
        let said_by = SaidBy::load(state, &submission.snapshot.0).await?;
        let service = state.catalogue.version(case.form_id).await?;
        let tasks = tasks::about_case(state, staff, &case).await?;
        let warnings = match case.subject_id {
            Some(person) => warnings::in_force(state, staff, person).await?,
            None => Vec::new(),
        };
        Ok(Self {
            hides_address: !protected.is_empty(),
            declared: said_by.declared(&submission.snapshot.0),
            typists: said_by.typists(&submission.snapshot.0),
            tasks,
            warnings,
            organisation: organisation(staff, &case),
            case,
            may_add_notes,
            may_change_status,
            service,
            submission,
            events,
        })
    }

    fn service(&self) -> &Service {
        &self.service.service
    }

    /// The update form before anything is chosen.
    fn update_form(&self, staff: &Staff) -> UpdateForm {
        let now = self.service().case.statuses.get(&self.case.status);
        let following = now.map(|status| status.next.as_slice()).unwrap_or_default();
        let words = |status: &String| (status.clone(), status_words(self.service(), status));
        UpdateForm {
            csrf: staff.visitor.csrf(),
            revision: self.case.revision,
            may_add_notes: self.may_add_notes,
            may_change_status: self.may_change_status,
            statuses: following.iter().map(words).collect(),
            ..UpdateForm::default()
        }
    }

    fn problem(&self, change: &Change) -> Option<UpdateProblem> {
        if change.status.is_empty() && change.note.is_empty() {
            Some(if self.may_change_status {
                UpdateProblem::Nothing
            } else {
                UpdateProblem::NoNote
            })
        } else if !change.status.is_empty()
            && !self
                .service()
                .case
                .may_move(&self.case.status, &change.status)
        {
            Some(UpdateProblem::NotAllowed)
        } else if change.note.chars().count() > LONGEST_NOTE {
            Some(UpdateProblem::NoteTooLong)
        } else {
            None
        }
    }

    /// Tells the residents whose case it is that it has moved on, if they want to be told and it puts nobody in
    /// danger.
    async fn tell(
        &self,
        connection: &mut Connection,
        state: &AppState,
        status: &str,
    ) -> Result<()> {
        let status = self.service().case.statuses.get(status);
        let (Some(subject), Some(status), false) =
            (self.case.subject_id, status, self.service().sensitive)
        else {
            return Ok(());
        };
        let identities = connection.list_identities_of_person(subject).await?;
        let wants = |identity: &&Identity| {
            let preferences = &identity.preferences.0;
            preferences.wants(Topic::CaseUpdates, Means::Email)
        };
        for identity in identities.iter().filter(wants) {
            let reference = self.case.reference.clone();
            let message = CaseUpdated {
                name: identity.name.clone(),
                service: said(&self.service().title),
                link: state.links.to(&format!("/account/cases/{reference}")),
                reference,
                status: said(&status.for_resident),
            };
            let to = Recipient::new(&identity.email, Language::English)
                .person(identity.person_id)
                .case(self.case.id);
            emails::queue(connection, state, &to, &message).await?;
        }
        Ok(())
    }

    fn page(&self, update: UpdateForm) -> guildhall_app::pages::Page {
        let case = &self.case;
        let status = self.service().case.statuses.get(&case.status);
        let person = case.subject_name.clone().zip(case.subject_id);
        case::page(CasePage {
            reference: case.reference.clone(),
            service: said(&self.service().title),
            status: status_words(self.service(), &case.status),
            is_closed: status.is_some_and(|status| status.closed),
            opened: clock::in_words(case.opened_at),
            person: person.map(|(name, id)| {
                let reference = &case.reference;
                let place = format!("/desk/people/{id}?case={reference}");
                (name, in_contact(&place))
            }),
            organisation: self.organisation.clone(),
            typed_by: case.actor_name.clone(),
            assisted_by: case.assisted_by_name.clone(),
            declared: self.declared.clone(),
            typists: self.typists.clone(),
            channel: case.channel.word(),
            form_version: self.submission.form_version,
            snapshot: &self.submission.snapshot.0,
            hides_address: self.hides_address,
            story: self.story(0),
            update: (self.may_add_notes || self.may_change_status).then_some(update),
            tasks: self.tasks.clone(),
            warnings: self.warnings.clone(),
        })
    }

    /// What happened, leaving out the first so many changes.
    fn story(&self, seen: usize) -> Vec<StoryLine> {
        let events = self.events.iter().skip(seen);
        let line = |event: &StoredEvent| StoryLine {
            what: match &event.event.0 {
                CaseEvent::CaseOpened { .. } => StoryEvent::Opened,
                CaseEvent::Claimed => StoryEvent::Claimed,
                CaseEvent::NoteAdded { text } => StoryEvent::Note(text.clone()),
                CaseEvent::StatusChanged { from, to } => StoryEvent::Status {
                    from: status_words(self.service(), from),
                    to: status_words(self.service(), to),
                },
            },
            who: event.actor_name.clone(),
            when: clock::in_words(event.happened_at),
        };
        events.map(line).collect()
    }

    /// Both versions side by side. Each change adds one event and one to the revision, and the opening is the
    /// event of revision 0, so a reader of revision n has seen n + 1 events.
    fn conflict(&self, frame: Frame, change: &Change, update: UpdateForm) -> Response {
        let seen = change
            .revision
            .and_then(|revision| usize::try_from(revision + 1).ok())
            .unwrap_or(0);
        let chosen = Some(&change.status).filter(|status| !status.is_empty());
        frame.answer(StatusCode::CONFLICT, || {
            case::conflict(Conflict {
                reference: self.case.reference.clone(),
                service: said(&self.service().title),
                since: self.story(seen),
                status_now: status_words(self.service(), &self.case.status),
                status_chosen: chosen.map(|status| status_words(self.service(), status)),
                update,
            })
        })
    }
}
