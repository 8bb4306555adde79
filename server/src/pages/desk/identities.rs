//! `GET` and `POST /desk/people/{id}/accounts/{identity}`: a member of staff has seen somebody's documents, and the code
//! that their account shows.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::identities::{self as views, AccountRow, CheckPage};
use guildhall_database::{Holder, Identity, IdentityId, NewAuditEvent, Person, SubjectId};
use guildhall_domain::{
    accounts::Document,
    actors::Channel,
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::{Answer, Typed},
    people::{Act, Verification},
    text::Language,
};

use crate::{
    access::{May, needs},
    clock,
    emails::{self, IdentityChecked, Recipient},
    error::{AppError, Result},
    page::Frame,
    pages::{account::email::masked, see, small_forms::line},
    records::{self, Statement, Teller},
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens::{self, Tried},
};

/// An account that opens a record, as staff see it.
pub(super) fn row(identity: Identity) -> AccountRow {
    AccountRow {
        id: identity.id.to_string(),
        name: identity.name,
        email: masked(&identity.email),
        checked: identity.verified_at.map(clock::in_words),
        documents: identity
            .verified_how
            .as_deref()
            .map(documents)
            .unwrap_or_default(),
    }
}

fn documents(words: &str) -> Vec<Document> {
    let words = words.split(", ");
    words.filter_map(|word| word.parse().ok()).collect()
}

/// An account that opens the record of somebody whom the reader may see.
async fn find(
    state: &AppState,
    staff: &May<needs::CheckIdentities>,
    (person, identity): (&str, &str),
) -> Result<(Person, Identity)> {
    let person = staff.open_person(state, person).await?;
    let id: IdentityId = identity.parse().map_err(|_| AppError::NotFound)?;
    let mut connection = state.database.read().await?;
    let identities = connection.list_identities_of_person(person.id).await?;
    let found = identities.into_iter().find(|identity| identity.id == id);
    Ok((person, found.ok_or(AppError::NotFound)?))
}

fn page(staff: &May<needs::CheckIdentities>, person: &Person, identity: Identity) -> CheckPage {
    CheckPage {
        csrf: staff.visitor.csrf(),
        person: person.id.to_string(),
        account: row(identity),
        code: String::new(),
        chosen: Vec::new(),
        errors: Vec::new(),
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::CheckIdentities>,
    frame: Frame,
    Path((person, identity)): Path<(String, String)>,
) -> Result<Response> {
    let (person, identity) = find(&state, &staff, (&person, &identity)).await?;
    let page = page(&staff, &person, identity);
    Ok(frame.at_desk(&staff).show(|| views::check(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::CheckIdentities>,
    caller: Caller,
    frame: Frame,
    Path((person, identity)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (person, identity) = find(&state, &staff, (&person, &identity)).await?;
    let limited = identity.id.to_string();
    rate_limits::count(&state, Credential::Token, &limited, &caller).await?;
    let seen: Vec<Document> = typed
        .pairs()
        .iter()
        .filter(|(name, _)| name == "document")
        .filter_map(|(_, word)| word.parse().ok())
        .collect();
    let code = line(&typed, "code");
    let mut errors = Vec::new();
    if code.is_empty() {
        errors.push(("code", "identity-code-empty"));
    }
    if !Document::suffice(&seen) {
        errors.push(("document", "identity-documents-few"));
    }
    if errors.is_empty() && line(&typed, "name") != identity.name {
        errors.push(("code", "identity-name-changed"));
    }
    if errors.is_empty() {
        match check(&state, &staff, (&person, &identity), &code, &seen).await? {
            Tried::Right(()) => {
                rate_limits::succeeded(&state, Credential::Token, &limited, &caller).await?;
                let place = format!("/desk/people/{}?done=identity-checked", person.id);
                return Ok(see(place).into_response());
            }
            Tried::Wrong => errors.push(("code", "identity-code-not-right")),
            Tried::Spent | Tried::Over => errors.push(("code", "identity-code-over")),
        }
    }
    let mut page = page(&staff, &person, identity);
    page.errors = errors;
    page.chosen = seen;
    page.code = code;
    Ok(frame.at_desk(&staff).invalid(|| views::check(page)))
}

/// Tries the code, and writes down that the account is that of whoever showed these documents.
async fn check(
    state: &AppState,
    staff: &May<needs::CheckIdentities>,
    (person, identity): (&Person, &Identity),
    code: &str,
    seen: &[Document],
) -> Result<Tried<()>> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    // The documents were compared with this name: whoever changes it meanwhile is checked again.
    let [locked, _] = transaction
        .lock_people(identity.own_person_id, identity.own_person_id)
        .await?;
    if locked.is_none_or(|person| person.name != identity.name) {
        return Ok(Tried::Wrong);
    }
    let tried = tokens::try_shown_code(
        &mut transaction,
        tokens::IDENTITY_CHECK,
        (Holder::Resident(identity.id), code),
        now,
    )
    .await?;
    if matches!(tried, Tried::Right(())) {
        let words: Vec<_> = seen.iter().map(|document| document.word()).collect();
        let words = words.join(", ");
        transaction
            .verify_identity(identity.id, &words, Some(staff.id), now)
            .await?;
        let name = Statement {
            act: Act::Confirmed,
            ..Statement::new("person.name", Answer::Text(identity.name.clone()))
        };
        let subject = SubjectId::Person(identity.own_person_id);
        let teller = Teller::new(staff.actor(), Channel::Counter);
        let statements = vec![name.verified(Verification::Documents)];
        records::tell(&mut transaction, state, subject, teller, statements).await?;
        let actor = Some(staff.actor());
        let event = NewAuditEvent::new(actor, AuditVerb::IdentityChecked, AuditThing::Person)
            .on(person.id.0)
            .with(AuditDetail::Documents, words);
        transaction.add_audit_event(&event, now).await?;
        let message = IdentityChecked {
            name: identity.name.clone(),
            when: clock::in_words(now),
        };
        let to = Recipient::new(&identity.email, Language::English).person(identity.person_id);
        emails::queue(&mut transaction, state, &to, &message).await?;
    }
    // A try counts also when it was wrong.
    transaction.commit().await?;
    Ok(tried)
}
