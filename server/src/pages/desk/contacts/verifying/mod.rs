//! Who is calling: `GET /desk/contacts/{id}/people/{person}/verify`, and a page or a button below it for each way in which
//! somebody shows that they are the one they say. The ways and what they lead to are in `guildhall_domain::contacts::ladder`.

mod approvals;
mod authority;
mod codes;
mod documents;
mod questions;

pub use approvals::submit as submit_approval;
pub use authority::submit as submit_authority;
pub use codes::{send as send_code, show as show_code, submit as submit_code};
pub use documents::{show as show_documents, submit as submit_documents};
pub use questions::{show as show_questions, submit as submit_questions};

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use guildhall_app::pages::desk::contacts::verifying::{
    self as views, Asking, ChannelChoice, VerifyPage, Way,
};
use guildhall_database::{Approval, ChannelOf, ContactPerson, Drawn, Person};
use guildhall_domain::{
    accounts::Means,
    contacts::{
        Method, Rung,
        ladder::{Circumstances, masked_email, masked_telephone},
    },
    permissions::Permission,
};

use crate::{
    access::{May, OpenContact, Staff, needs},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::account::Done,
    security::callers::Caller,
    state::AppState,
    verification::{self, Check},
};

/// What `done` may say on this page.
const DONE: [&str; 7] = [
    "verify-passed",
    "verify-not-passed",
    "verify-code-spent",
    "verify-code-over",
    "verify-questions-locked",
    "verify-asked",
    "verify-way-closed",
];

/// Somebody in a contact, with all that decides how they may show who they are.
struct Loaded {
    open: OpenContact,
    one: ContactPerson,
    person: Person,
    /// Those to which a code may go.
    channels: Vec<ChannelOf>,
    approval: Option<Approval>,
    drawn: Option<Drawn>,
    circumstances: Circumstances,
    speaker: Option<ContactPerson>,
}

impl Loaded {
    async fn load(
        state: &AppState,
        staff: &May<needs::TakeContacts>,
        (id, person): (&str, &str),
    ) -> Result<Self> {
        let open = staff.own_contact(state, id).await?;
        let one = open.person(person).filter(|_| open.may_act());
        let one = one.ok_or(AppError::NotFound)?.clone();
        let person = staff.find_person(state, &one.person_id.to_string()).await?;
        let record = verification::record_of(&person);
        let mut connection = state.database.read().await?;
        let (channels, shares_channels) =
            verification::channels(&mut connection, state, &person).await?;
        let accounts = connection.list_identities_of_person(record).await?;
        let approval = connection
            .find_latest_approval(open.id(), person.id)
            .await?;
        let drawn = connection.find_drawn(record).await?;
        let facts = verification::facts(&mut connection, state, &person).await?;
        let speaker = one.represented_by.map(|by| {
            let mut people = open.people.iter();
            people.find(|other| other.person_id == by).cloned()
        });
        let named = match speaker.as_ref().and_then(Option::as_ref) {
            Some(speaker) => {
                let name = &speaker.name;
                verification::names_as_representative(&mut connection, state, &person, name).await?
            }
            None => false,
        };
        let now = state.clock.now().into();
        let circumstances = Circumstances {
            channel: open.contact.channel,
            channels: channels.len(),
            shares_channels,
            has_account: !accounts.is_empty(),
            has_questions: facts.suffice(),
            is_locked: drawn
                .as_ref()
                .is_some_and(|drawn| drawn.failures.locked(now).is_some()),
            has_died: connection.has_died(person.id).await?,
            is_denied: connection.is_denied(open.id(), person.id).await?,
            may_check_documents: staff.may(Permission::CheckIdentities),
            speaker: speaker.as_ref().map(|speaker| {
                let rung = speaker.as_ref().map(|speaker| speaker.rung);
                (rung.unwrap_or(Rung::Unverified), named)
            }),
        };
        Ok(Self {
            open,
            one,
            person,
            channels,
            approval,
            drawn,
            circumstances,
            speaker: speaker.flatten(),
        })
    }

    /// As [`Self::load`], for a way that is open; none where it is closed, which the page says.
    async fn load_for(
        state: &AppState,
        staff: &May<needs::TakeContacts>,
        place: (&str, &str),
        method: Method,
    ) -> Result<Self> {
        let loaded = Self::load(state, staff, place).await?;
        match loaded.circumstances.why_not(method) {
            Some(_) => Err(AppError::Elsewhere(loaded.place("?done=verify-way-closed"))),
            None => Ok(loaded),
        }
    }

    /// The page, or one below it.
    fn place(&self, below: &str) -> String {
        let (contact, person) = (self.open.id(), self.person.id);
        format!("/desk/contacts/{contact}/people/{person}/verify{below}")
    }

    fn check(&self, staff: &Staff, method: Method) -> Check {
        Check {
            contact: self.open.id(),
            person: self.person.id,
            method,
            by: staff.actor(),
        }
    }

    fn page(&self, state: &AppState, staff: &Staff) -> VerifyPage {
        let now = state.clock.now();
        let ways = Method::ALL.iter().filter(|method| {
            // Authority is the way for those who are represented, and for nobody else.
            (**method == Method::Authority) == self.one.represented_by.is_some()
        });
        let ways = ways.map(|method| Way {
            method: *method,
            why_not: self.circumstances.why_not(*method),
        });
        let locked = self.drawn.as_ref();
        let locked = locked.and_then(|drawn| drawn.failures.locked(now.into()));
        VerifyPage {
            csrf: staff.visitor.csrf(),
            contact: self.open.id().to_string(),
            place: self.place(""),
            name: self.person.name.clone(),
            rung: self.one.rung,
            method: self.one.method(),
            verified: self.one.verified_at.map(clock::in_words),
            speaker: self.speaker.as_ref().map(|speaker| speaker.name.clone()),
            is_denied: self.circumstances.is_denied,
            locked_until: locked.map(|until| clock::in_words(until.into())),
            channels: (0..).zip(&self.channels).map(choice).collect(),
            asking: self.approval.as_ref().map(|approval| asking(approval, now)),
            ways: ways.collect(),
            done: None,
        }
    }
}

fn asking(approval: &Approval, now: guildhall_database::Timestamp) -> (Asking, String) {
    let asking = match approval.answer() {
        Some(true) => Asking::Yes,
        Some(false) => Asking::No,
        None if approval.waits(now) => Asking::Waits,
        None => Asking::Over,
    };
    (asking, clock::in_words(approval.asked_at))
}

fn choice((place, channel): (usize, &ChannelOf)) -> ChannelChoice {
    let means = channel.means().unwrap_or(Means::Email);
    let masked = match means {
        Means::Email => masked_email(&channel.address),
        Means::Telephone => masked_telephone(&channel.address),
    };
    ChannelChoice {
        place,
        means: means.word(),
        masked,
    }
}

/// Counts are kept by the member of staff who asks: all of a contact centre call from one network.
fn caller(staff: &Staff) -> Caller {
    Caller(format!("staff {}", staff.id))
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let loaded = Loaded::load(&state, &staff, (&id, &person)).await?;
    let mut page = loaded.page(&state, &staff);
    page.done = done.key(&DONE);
    let frame = frame.at_desk(&staff).in_contact(Some(loaded.open.id()));
    Ok(frame.show(|| views::page(page)))
}
