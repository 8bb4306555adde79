//! `GET /desk/people?q=`, `GET` and `POST /desk/people/new`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::people::{self, NewPerson, People, PersonRow};
use guildhall_database::{FirstTold, NewPerson as Added, Person, PersonId};
use guildhall_domain::{
    actors::Channel,
    forms::{Typed, formats},
    people::{Source, Verification},
    permissions::Permission,
};
use serde::Deserialize;
use validator::{Validate, ValidationError};

use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{
        PAGE_SIZE, escaped, see,
        small_forms::{line, problems},
    },
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    /// The person that the page before this one ended with.
    after: Option<PersonId>,
    /// What has been heard of someone new, typed into the search already.
    name: String,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeePeople>,
    frame: Frame,
    Query(search): Query<Search>,
) -> Result<Response> {
    let query: String = search.q.trim().chars().take(200).collect();
    let mut found = Vec::new();
    if !query.is_empty() {
        let mut connection = state.database.read().await?;
        let after = match search.after {
            Some(person) => connection.find_person(person).await?,
            None => None,
        };
        let one_more = i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX);
        found = connection
            .search_people(&query, after.as_ref(), one_more)
            .await?;
    }
    let is_more = found.len() > PAGE_SIZE;
    found.truncate(PAGE_SIZE);
    let last = found.last().map(|person| person.id).filter(|_| is_more);
    let people = People {
        next: last.map(|last| format!("/desk/people?q={}&after={last}", escaped(&query))),
        people: found.into_iter().map(row).collect(),
        may_add: staff.may(Permission::AddPeople),
        query,
    };
    Ok(frame.at_desk(&staff).show(|| people::search(people)))
}

/// A person as lists and their own page show them.
pub(super) fn row(person: Person) -> PersonRow {
    PersonRow {
        id: person.id.to_string(),
        name: person.name,
        email: person.email,
        telephone: person.telephone,
    }
}

pub async fn show_new(
    staff: May<needs::AddPeople>,
    frame: Frame,
    Query(heard): Query<Search>,
) -> Response {
    let person = NewPerson {
        csrf: staff.visitor.csrf(),
        name: heard.name.chars().take(200).collect(),
        ..NewPerson::default()
    };
    frame.at_desk(&staff).show(|| people::new(person))
}

/// What staff type about somebody new.
#[derive(Debug, Validate)]
struct Details {
    #[validate(
        length(min = 1, code = "person-name-empty"),
        custom(function = "is_short_enough")
    )]
    name: String,
    #[validate(custom(function = "is_email"))]
    email: String,
    #[validate(custom(function = "is_telephone"))]
    telephone: String,
}

fn is_short_enough(name: &str) -> std::result::Result<(), ValidationError> {
    (name.chars().count() <= 200)
        .then_some(())
        .ok_or(ValidationError::new("person-name-too-long"))
}

fn is_email(email: &str) -> std::result::Result<(), ValidationError> {
    let is_right = email.is_empty() || formats::email(email).is_some();
    is_right
        .then_some(())
        .ok_or(ValidationError::new("person-email-wrong"))
}

fn is_telephone(telephone: &str) -> std::result::Result<(), ValidationError> {
    let is_right = telephone.is_empty() || formats::telephone(telephone).is_some();
    is_right
        .then_some(())
        .ok_or(ValidationError::new("person-telephone-wrong"))
}

impl Details {
    fn read(typed: &Typed) -> Self {
        Self {
            name: line(typed, "name"),
            email: line(typed, "email"),
            telephone: line(typed, "telephone"),
        }
    }
}

pub async fn submit_new(
    State(state): State<AppState>,
    staff: May<needs::AddPeople>,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let details = Details::read(&typed);
    let errors = problems(&details, &["name", "email", "telephone"]);
    if !errors.is_empty() {
        let Details {
            name,
            email,
            telephone,
        } = details;
        let again = NewPerson {
            csrf: staff.visitor.csrf(),
            name,
            email,
            telephone,
            errors,
        };
        return Ok(frame.at_desk(&staff).invalid(|| people::new(again)));
    }
    let telephone = formats::telephone(&details.telephone);
    let person = Added {
        name: &details.name,
        email: Some(details.email.as_str()).filter(|email| !email.is_empty()),
        telephone: telephone.as_deref(),
        told: FirstTold {
            source: Source::Adviser,
            actor: Some(staff.actor()),
            channel: Channel::Telephone,
            email: Verification::Unverified,
        },
    };
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let id = transaction.add_person(&person, now).await?;
    staff.has_added(&mut transaction, id, now).await?;
    transaction.commit().await?;
    Ok(see(format!("/desk/people/{id}")).into_response())
}
