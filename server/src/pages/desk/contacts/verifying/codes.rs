//! `POST …/verify/code`, `GET` and `POST …/verify/code/{ticket}`: a code that goes by a channel verified on the record,
//! and that the caller reads out. It works in the contact that it was sent in, and for its adviser.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    emails::CallerCode,
    pages::{desk::contacts::verifying as views, small_form::SmallForm},
};
use guildhall_database::{ChannelOf, ContactId, Holder, PersonId};
use guildhall_domain::{accounts::Means, contacts::Method, forms::Typed, text::Language};
use serde::{Deserialize, Serialize};

use super::{Loaded, caller};
use crate::{
    access::{May, needs},
    emails::{self, Recipient},
    error::{AppError, Result},
    page::Frame,
    pages::{
        see,
        small_forms::{again, line},
    },
    security::rate_limits::{self, Credential},
    state::AppState,
    text_messages,
    tokens::{self, CALLER, Tried, Whose},
    verification::{self, record_of},
};

/// What a code shows, when it is right: who the caller is, in which contact.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Shows {
    contact: ContactId,
    person: PersonId,
}

pub async fn send(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    Path((id, person)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let loaded = Loaded::load_for(&state, &staff, (&id, &person), Method::Code).await?;
    let place: Option<usize> = line(&typed, "channel").parse().ok();
    let channel = place.and_then(|place| loaded.channels.get(place));
    let channel = channel.ok_or(AppError::NotFound)?;
    let account = loaded.person.id.to_string();
    rate_limits::count(&state, Credential::Message, &account, &caller(&staff)).await?;
    let ticket = queue(&state, &staff, &loaded, channel).await?;
    Ok(see(loaded.place(&format!("/code/{ticket}"))).into_response())
}

/// Makes a code and sends it; the ticket with which it can be typed.
async fn queue(
    state: &AppState,
    staff: &May<needs::TakeContacts>,
    loaded: &Loaded,
    channel: &ChannelOf,
) -> Result<String> {
    let shows = Shows {
        contact: loaded.open.id(),
        person: loaded.person.id,
    };
    let whose = (Whose::Account(Holder::Staff(staff.id)), loaded.open.id().0);
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let code = tokens::make_code(&mut transaction, CALLER, whose, &shows, now).await?;
    let message = CallerCode {
        name: loaded.person.name.clone(),
        code: code.digits,
        minutes: CALLER.lifetime.whole_minutes(),
        channel: loaded.open.contact.channel.word(),
        telephone: state.config.contact.telephone.clone(),
    };
    let to = Recipient::new(&channel.address, Language::English).person(record_of(&loaded.person));
    match channel.means() {
        Some(Means::Telephone) => {
            text_messages::queue(&mut transaction, state, &to, &message).await?
        }
        _ => emails::queue(&mut transaction, state, &to, &message).await?,
    };
    transaction.commit().await?;
    Ok(code.ticket)
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path((id, person, ticket)): Path<(String, String, String)>,
) -> Result<Response> {
    let loaded = Loaded::load(&state, &staff, (&id, &person)).await?;
    let form = SmallForm::empty(staff.visitor.csrf());
    let frame = frame.at_desk(&staff).in_contact(Some(loaded.open.id()));
    let place = loaded.place("");
    Ok(frame.show(|| views::code(&form, &loaded.person.name, &place, &ticket)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path((id, person, ticket)): Path<(String, String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let loaded = Loaded::load(&state, &staff, (&id, &person)).await?;
    let digits = line(&typed, "code");
    let wrong = |key| {
        let form = again(staff.visitor.csrf(), &typed, &["code"], vec![("code", key)]);
        let frame = frame.at_desk(&staff).in_contact(Some(loaded.open.id()));
        let place = loaded.place("");
        frame.invalid(|| views::code(&form, &loaded.person.name, &place, &ticket))
    };
    if digits.is_empty() {
        return Ok(wrong("verify-code-empty"));
    }
    Ok(
        match attempt(&state, &staff, &loaded, (&ticket, &digits)).await? {
            Tried::Right(_) => {
                let here = format!("/desk/contacts/{}?done=verify-passed", loaded.open.id());
                see(here).into_response()
            }
            Tried::Wrong => wrong("verify-code-wrong"),
            Tried::Spent => see(loaded.place("?done=verify-code-spent")).into_response(),
            Tried::Over => see(loaded.place("?done=verify-code-over")).into_response(),
        },
    )
}

/// Tries a code; what came of it is written down in the same transaction.
async fn attempt(
    state: &AppState,
    staff: &May<needs::TakeContacts>,
    loaded: &Loaded,
    (ticket, digits): (&str, &str),
) -> Result<Tried<Shows>> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let (contact, person) = (loaded.open.id(), loaded.person.id);
    let whose = (Holder::Staff(staff.id), contact.0);
    let tried: Tried<Shows> =
        tokens::try_code(&mut transaction, CALLER, (ticket, digits), whose, now).await?;
    let check = loaded.check(staff, Method::Code);
    let tried = match tried {
        // A code that was sent to somebody else of the same contact shows nothing about this one.
        Tried::Right(shows) if shows != (Shows { contact, person }) => Tried::Over,
        tried => tried,
    };
    match &tried {
        Tried::Right(_) => check.passed(&mut transaction, now).await?,
        Tried::Spent => {
            check.failed(&mut transaction, now).await?;
            verification::tell_of_failure(&mut transaction, state, &loaded.person, now).await?;
        }
        Tried::Wrong | Tried::Over => {}
    }
    // A try counts also when it was wrong.
    transaction.commit().await?;
    Ok(tried)
}
