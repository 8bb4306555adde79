//! Why a member of staff opens somebody's record. Each look is written to the audit trail with its reason, and the one
//! it is about sees who looked at `/account/access`, unless it is withheld from them.
//!
//! - A case's page is opened for that case.
//! - A link from a case's page to its person says which case it is: `?case=` and the reference, which is checked.
//! - A link from a contact's page says which contact it is: `?contact=` and its id. It counts while the contact is open, is
//!   the reader's and is with that person, once it is known surely enough that it is: see [`super::contacts`].
//! - Otherwise the page [`why`](crate::pages::desk::why) asks once; the answer counts for an hour, in every process.
//! - What is sent from a page that was opened before counts on the reason it was opened for, so that nothing typed is
//!   lost to an hour that has passed.
//!
//! What is withheld stays so for the hour, whichever way the record is opened meanwhile.

use axum::{
    extract::MatchedPath,
    http::{Method, request::Parts},
};
use guildhall_app::pages::with_query;
use guildhall_database::{
    Case, ContactId, NewAuditEvent, NewOpening, OpeningId, Person, PersonId, StaffId, Timestamp,
    Transaction,
};
use guildhall_domain::{
    actors::Actor,
    audit::{AuditDetail, AuditThing, AuditVerb},
    openings::{Contact, Ground, REMEMBERED, Reason, SENT_WITHIN},
    permissions::{Permission, Reach, Role},
    reference::Reference,
};
use time::Duration;

use super::{May, Staff, needs};
use crate::{
    error::{AppError, Result},
    pages::escaped,
    state::AppState,
};

/// What was asked for, so that whoever has to say why first comes back to it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The pattern of the page's path.
    page: String,
    path: String,
    /// The case that the link names from which they came.
    case: Option<String>,
    /// The contact in which they are.
    contact: Option<ContactId>,
    is_sent: bool,
}

impl Asked {
    pub(super) fn of(parts: &Parts) -> Self {
        let page = parts.extensions.get::<MatchedPath>();
        let query = parts.uri.query().unwrap_or_default();
        let named = |wanted: &str| {
            let mut query = form_urlencoded::parse(query.as_bytes());
            let found = query.find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.into_owned())
        };
        Self {
            page: page.map_or("", MatchedPath::as_str).to_owned(),
            path: parts
                .uri
                .path_and_query()
                .map_or("", |path| path.as_str())
                .to_owned(),
            case: named("case"),
            contact: named("contact").and_then(|id| id.parse().ok()),
            is_sent: parts.method != Method::GET && parts.method != Method::HEAD,
        }
    }

    /// How long ago the reason may have been given.
    fn within(&self) -> Duration {
        if self.is_sent {
            SENT_WITHIN
        } else {
            REMEMBERED
        }
    }
}

/// A look at somebody's record.
#[derive(Clone, Debug)]
pub struct View<'a> {
    pub person: PersonId,
    /// Who looks, and what they are to the council; none for a command.
    pub by: Option<(StaffId, Role)>,
    pub reason: &'a Reason,
    /// The pattern of the page's path, or the command.
    pub page: &'a str,
}

/// Writes down that somebody looks at a record, in the transaction that reads it or before it is read.
pub async fn note_view(
    transaction: &mut Transaction,
    view: &View<'_>,
    now: Timestamp,
) -> Result<()> {
    let counted = Counted::find(transaction, view.by, view.person, REMEMBERED, now).await?;
    let counted = match counted {
        Some(counted) if counted.covers(view.reason) => counted,
        _ => {
            let opening = NewOpening {
                person: view.person,
                staff: view.by,
                reason: view.reason,
                withheld: None,
            };
            Counted {
                opening: transaction.add_opening(&opening, now).await?,
                reason: view.reason.clone(),
                withheld: None,
            }
        }
    };
    counted
        .note(transaction, view.by, (view.person, view.page), now)
        .await
}

/// The reason that a look counts on.
struct Counted {
    opening: OpeningId,
    reason: Reason,
    withheld: Option<Ground>,
}

impl Counted {
    /// The reason that was given last.
    async fn find(
        transaction: &mut Transaction,
        by: Option<(StaffId, Role)>,
        person: PersonId,
        within: Duration,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let Some((staff, _)) = by else {
            return Ok(None);
        };
        let latest = transaction
            .find_latest_opening(staff, person, within, now)
            .await?;
        let Some(latest) = latest else {
            return Ok(None);
        };
        Ok(Some(Self {
            opening: latest.id,
            reason: latest.reason()?,
            withheld: latest.withheld(),
        }))
    }

    /// Whether a look for this reason counts on it: what is withheld is not told another way.
    fn covers(&self, reason: &Reason) -> bool {
        self.withheld.is_some() || self.reason == *reason
    }

    async fn note(
        &self,
        transaction: &mut Transaction,
        by: Option<(StaffId, Role)>,
        (person, page): (PersonId, &str),
        now: Timestamp,
    ) -> Result<()> {
        transaction.count_view(self.opening, now).await?;
        let actor = by.map(|(staff, _)| Actor::Staff(staff.0));
        let opened = NewAuditEvent::new(actor, AuditVerb::RecordOpened, AuditThing::Person)
            .on(person.0)
            .with(AuditDetail::Page, page);
        let opened = with_reason(opened, &self.reason, self.withheld);
        Ok(transaction.add_audit_event(&opened, now).await?)
    }
}

fn with_reason(event: NewAuditEvent, reason: &Reason, withheld: Option<Ground>) -> NewAuditEvent {
    let event = event.with(AuditDetail::Reason, reason.kind().word());
    let event = match reason {
        Reason::Case { reference, .. } => event.with(AuditDetail::Case, reference),
        Reason::Contact(how) => event.with(AuditDetail::Contact, how.word()),
        Reason::Stated(words) => event.with(AuditDetail::Stated, words),
    };
    match withheld {
        Some(ground) => event.with(AuditDetail::Withheld, ground.word()),
        None => event,
    }
}

impl Staff {
    /// Who they are to the council as they look at a record.
    fn by(&self) -> Option<(StaffId, Role)> {
        let reads = |role: &Role| role.reach(Permission::SeePeople) != Reach::Nowhere;
        let role = self.grants.held().map(|grant| grant.role()).find(reads);
        Some((self.id, role.unwrap_or(Role::Adviser)))
    }

    /// Says why they open a record, and, if the person is not to know, on what ground and when that is reviewed.
    pub async fn say_why(
        &self,
        state: &AppState,
        person: PersonId,
        reason: &Reason,
        withheld: Option<(Ground, Timestamp)>,
    ) -> Result<()> {
        let now = state.clock.now();
        let mut transaction = state.database.begin().await?;
        let opening = NewOpening {
            person,
            staff: self.by(),
            reason,
            withheld,
        };
        transaction.add_opening(&opening, now).await?;
        if let Some((ground, _)) = withheld {
            let actor = Some(self.actor());
            let event =
                NewAuditEvent::new(actor, AuditVerb::ViewWithheld, AuditThing::Person).on(person.0);
            let event = with_reason(event, reason, Some(ground));
            transaction.add_audit_event(&event, now).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Whoever adds somebody new is in touch with them: the first look at the record needs no other reason.
    pub async fn has_added(
        &self,
        transaction: &mut Transaction,
        person: PersonId,
        now: Timestamp,
    ) -> Result<()> {
        let opening = NewOpening {
            person,
            staff: self.by(),
            reason: &Reason::Contact(Contact::Other),
            withheld: None,
        };
        transaction.add_opening(&opening, now).await?;
        Ok(())
    }

    /// The case of this person with this reference, as a reason to open their record.
    pub async fn case_of(
        &self,
        state: &AppState,
        person: PersonId,
        reference: &str,
    ) -> Result<Reason> {
        let reference = Reference::parse(reference).map_err(|_| AppError::NotFound)?;
        let mut connection = state.database.read().await?;
        let case = connection.find_case(reference.as_str()).await?;
        let case = case.ok_or(AppError::NotFound)?;
        let subject = case.subject_id.ok_or(AppError::NotFound)?;
        let may_see =
            self.grants.may_for(Permission::SeeCases, &case.slug) && !self.is_own(Some(subject));
        if !may_see || !connection.is_record_of(person, subject).await? {
            return Err(AppError::NotFound);
        }
        Ok(Reason::Case {
            id: case.id.0,
            reference: case.reference,
        })
    }
}

impl<P> May<P> {
    /// The person with this id, once the reader has said why they open the record: those who have not are asked, and
    /// come back.
    pub async fn open_person(&self, state: &AppState, id: &str) -> Result<Person> {
        let person = self.find_person(state, id).await?;
        // Within a contact nothing is opened past the rung, whatever else it is opened for.
        let in_contact = match self.asked.contact {
            Some(contact) => self.contact_with(state, person.id, contact).await?,
            None => None,
        };
        let reason = match &self.asked.case {
            Some(reference) => Some(self.case_of(state, person.id, reference).await?),
            None => in_contact,
        };
        self.note_looking(state, person.id, reason).await?;
        Ok(person)
    }

    /// A page of the desk within the contact in which this one was asked for, if it was in one.
    pub fn within(&self, path: impl Into<String>) -> String {
        let path = path.into();
        match self.asked.contact {
            Some(contact) => with_query(&path, &format!("contact={contact}")),
            None => path,
        }
    }

    /// The contact in which the page was asked for, if it says one.
    pub fn contact(&self) -> Option<ContactId> {
        self.asked.contact
    }

    /// Another person's record beside one that is open already: it is looked at for the same reason, unless that is
    /// withheld.
    pub async fn open_beside(
        &self,
        state: &AppState,
        open: &Person,
        other: &str,
    ) -> Result<Person> {
        let other = self.find_person(state, other).await?;
        let now = state.clock.now();
        let mut transaction = state.database.begin().await?;
        let counted = Counted::find(
            &mut transaction,
            self.by(),
            open.id,
            self.asked.within(),
            now,
        )
        .await?;
        if let Some(counted) = counted.filter(|counted| counted.withheld.is_none()) {
            let view = View {
                person: other.id,
                by: self.by(),
                reason: &counted.reason,
                page: &self.asked.page,
            };
            note_view(&mut transaction, &view, now).await?;
            transaction.commit().await?;
        } else {
            drop(transaction);
            self.note_looking(state, other.id, None).await?;
        }
        Ok(other)
    }

    /// Writes the look down, for this reason or the one that was given before.
    pub(super) async fn note_looking(
        &self,
        state: &AppState,
        person: PersonId,
        reason: Option<Reason>,
    ) -> Result<()> {
        let (by, now) = (self.by(), state.clock.now());
        let page = self.asked.page.as_str();
        let mut transaction = state.database.begin().await?;
        if let Some(reason) = &reason {
            let view = View {
                person,
                by,
                reason,
                page,
            };
            note_view(&mut transaction, &view, now).await?;
        } else {
            let counted =
                Counted::find(&mut transaction, by, person, self.asked.within(), now).await?;
            let counted = counted.ok_or_else(|| self.why(person))?;
            counted
                .note(&mut transaction, by, (person, page), now)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Where it is asked why, and what comes after: what was sent is not sent again by itself.
    fn why(&self, person: PersonId) -> AppError {
        let why = format!("/desk/people/{person}/why");
        AppError::Elsewhere(if self.asked.is_sent {
            why
        } else {
            format!("{why}?next={}", escaped(&self.asked.path))
        })
    }
}

/// How long ago a colleague may have looked at a record to be still at it.
const AT_ONCE: Duration = Duration::minutes(10);

impl Staff {
    /// The colleagues who look at somebody's record at the same time, each with when they last did.
    pub async fn colleagues_looking(
        &self,
        state: &AppState,
        person: PersonId,
    ) -> Result<Vec<(String, Timestamp)>> {
        let since = time::OffsetDateTime::from(state.clock.now()) - AT_ONCE;
        let mut connection = state.database.read().await?;
        Ok(connection
            .list_colleagues_looking(person, self.id, since.into())
            .await?)
    }
}

impl May<needs::SeeAnswers> {
    /// Writes down that a case's page shows what somebody answered.
    pub(super) async fn note_case(&self, state: &AppState, case: &Case) -> Result<()> {
        let Some(subject) = case.subject_id else {
            return Ok(());
        };
        let reason = Reason::Case {
            id: case.id.0,
            reference: case.reference.clone(),
        };
        self.note_looking(state, subject, Some(reason)).await
    }
}
