//! `GET` and `POST /desk/people/new`
//!
//! Somebody is added once those who are like them have been shown. Which were shown comes back with the form: whoever
//! was added meanwhile is shown too.

use std::collections::BTreeSet;

use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::adding::{self as views, AlikeQuestion, AlikeRow, NewPerson};
use guildhall_database::{
    AlikePeople, AlikePerson, FirstTold, NewPerson as Added, PersonId, SearchLimits,
};
use guildhall_domain::{
    actors::Channel,
    forms::{Typed, formats, iso_date},
    people::{Source, Verification},
    people_search::{Asked, Reading, dates, dates::Dated, likeness::Shared},
    permissions::Permission,
};
use time::Date;
use validator::{Validate, ValidationError};

use super::{row, searching::Search};
use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{
        desk::contacts,
        see,
        small_forms::{line, problems},
    },
    state::AppState,
};

/// In characters.
const LONGEST_NAME: usize = 300;
const LONGEST_ADDRESS_LINE: u64 = 100;

pub async fn show_new(
    State(state): State<AppState>,
    staff: May<needs::AddPeople>,
    frame: Frame,
    Query(heard): Query<Search>,
) -> Response {
    let asked = Asked::read(&heard.typed(), state.clock.today());
    let person = NewPerson {
        csrf: staff.visitor.csrf(),
        ..heard_of(&asked)
    };
    frame.at_desk(&staff).show(|| views::new(person))
}

/// What has been typed into the search of somebody new.
fn heard_of(asked: &Asked) -> NewPerson {
    let mut person = NewPerson {
        name: asked.name.chars().take(LONGEST_NAME).collect(),
        ..NewPerson::default()
    };
    for part in &asked.parts {
        match part.readings.first() {
            Some(Reading::Born(date)) => {
                if let Some(date) = iso_date::parse(date) {
                    person.born = [
                        date.day().to_string(),
                        u8::from(date.month()).to_string(),
                        date.year().to_string(),
                    ];
                }
            }
            Some(Reading::Postcode(_)) => person.postcode = part.typed.to_uppercase(),
            Some(Reading::Email(_)) => person.email = part.typed.clone(),
            Some(Reading::Telephone(_)) => person.telephone = part.typed.clone(),
            Some(Reading::Name(_) | Reading::Case(_)) | None => {}
        }
    }
    person
}

/// What staff type about somebody new.
#[derive(Debug, Validate)]
struct Details {
    #[validate(
        length(min = 1, code = "person-name-empty"),
        custom(function = "is_short_enough")
    )]
    name: String,
    born: [String; 3],
    #[validate(length(max = LONGEST_ADDRESS_LINE, code = "person-address-line-too-long"))]
    address_line: String,
    #[validate(custom(function = "is_postcode"))]
    postcode: String,
    #[validate(custom(function = "is_email"))]
    email: String,
    #[validate(custom(function = "is_telephone"))]
    telephone: String,
}

fn is_short_enough(name: &str) -> std::result::Result<(), ValidationError> {
    (name.chars().count() <= LONGEST_NAME)
        .then_some(())
        .ok_or(ValidationError::new("person-name-too-long"))
}

fn is_postcode(postcode: &str) -> std::result::Result<(), ValidationError> {
    let is_right = postcode.is_empty() || formats::postcode(postcode).is_some();
    is_right
        .then_some(())
        .ok_or(ValidationError::new("person-postcode-wrong"))
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
            born: ["born-day", "born-month", "born-year"].map(|part| line(typed, part)),
            address_line: line(typed, "address_line"),
            postcode: line(typed, "postcode"),
            email: line(typed, "email"),
            telephone: line(typed, "telephone"),
        }
    }

    /// The date of birth, if one was typed.
    fn date_of_birth(&self, today: Date) -> std::result::Result<Option<String>, ()> {
        if self.born.iter().all(String::is_empty) {
            return Ok(None);
        }
        let parts: Vec<&str> = self.born.iter().map(String::as_str).collect();
        match dates::read(&parts, today) {
            Some((3, Dated::Read(dates))) => match dates.as_slice() {
                [date] => Ok(Some(date.clone())),
                _ => Err(()),
            },
            _ => Err(()),
        }
    }

    fn problems(&self, today: Date) -> Vec<(&'static str, &'static str)> {
        let controls = ["name", "address_line", "postcode", "email", "telephone"];
        let mut errors = problems(self, &controls);
        if self.date_of_birth(today).is_err() {
            let after_name = errors
                .iter()
                .filter(|(control, _)| *control == "name")
                .count();
            errors.insert(after_name, ("born", "person-born-wrong"));
        }
        errors
    }

    /// The form again.
    fn again(self, csrf: String, errors: Vec<(&'static str, &'static str)>) -> NewPerson {
        NewPerson {
            csrf,
            name: self.name,
            born: self.born,
            address_line: self.address_line,
            postcode: self.postcode,
            email: self.email,
            telephone: self.telephone,
            errors,
        }
    }
}

pub async fn submit_new(
    State(state): State<AppState>,
    staff: May<needs::AddPeople>,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let today = state.clock.today();
    let details = Details::read(&typed);
    let errors = details.problems(today);
    let frame = frame.at_desk(&staff);
    let csrf = staff.visitor.csrf();
    if !errors.is_empty() {
        return Ok(frame.invalid(|| views::new(details.again(csrf, errors))));
    }
    if typed.first("change").is_some() {
        return Ok(frame.show(|| views::new(details.again(csrf, errors))));
    }
    let date_of_birth = details.date_of_birth(today).unwrap_or_default();
    let (postcode, telephone) = (
        formats::postcode(&details.postcode),
        formats::telephone(&details.telephone),
    );
    let known = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
    let (email, address_line) = (known(&details.email), known(&details.address_line));
    let person = Added {
        name: &details.name,
        email: email.as_deref(),
        telephone: telephone.as_deref(),
        date_of_birth: date_of_birth.as_deref(),
        address_line: address_line.as_deref(),
        postcode: postcode.as_deref(),
        told: FirstTold {
            source: Source::Adviser,
            actor: Some(staff.actor()),
            channel: Channel::Telephone,
            email: Verification::Unverified,
        },
    };
    let alike = find_alike(&state, &staff, &person).await?;
    if is_news(&alike, &typed) {
        let question = question(alike, details.again(csrf, Vec::new()));
        return Ok(frame.answer(StatusCode::CONFLICT, || views::ask(question)));
    }
    let mut transaction = state.database.begin().await?;
    let now = state.clock.now();
    let id = transaction.add_person(&person, now).await?;
    staff.has_added(&mut transaction, id, now).await?;
    // Whoever adds somebody while they are in touch goes on with them in the contact.
    let next = match staff.contact_at_work(&mut transaction).await? {
        Some(contact) => {
            contacts::add(&mut transaction, &staff, contact.id, (id, None), now).await?;
            format!("/desk/contacts/{}", contact.id)
        }
        None => format!("/desk/people/{id}"),
    };
    transaction.commit().await?;
    Ok(see(next).into_response())
}

/// Those who are like somebody new, as far as the reader may see people.
async fn find_alike(
    state: &AppState,
    staff: &May<needs::AddPeople>,
    person: &Added<'_>,
) -> Result<AlikePeople> {
    if !staff.may(Permission::SeePeople) {
        return Ok(AlikePeople::default());
    }
    let mut connection = state.database.read().await?;
    let limits = SearchLimits {
        hidden_homes: staff.list_all_protected(&mut connection).await?,
        ..SearchLimits::default()
    };
    Ok(connection.list_alike(&person.searchable(), &limits).await?)
}

/// Whether somebody is among them who was not shown before.
fn is_news(alike: &AlikePeople, typed: &Typed) -> bool {
    let shown: BTreeSet<PersonId> = typed.all("not").filter_map(|id| id.parse().ok()).collect();
    let mut all = alike.likely.iter().chain(&alike.household);
    all.any(|one| !shown.contains(&one.person.id))
}

fn question(alike: AlikePeople, new: NewPerson) -> AlikeQuestion {
    let rows = |people: Vec<AlikePerson>| {
        let rows = people.into_iter().map(|one| AlikeRow {
            person: row(one.person),
            shared: one.shared.into_iter().map(word).collect(),
        });
        rows.collect()
    };
    AlikeQuestion {
        new,
        likely: rows(alike.likely),
        household: rows(alike.household),
    }
}

/// What two have in common: the end of the key of what to say.
fn word(shared: Shared) -> &'static str {
    match shared {
        Shared::Name => "name",
        Shared::SimilarName => "similar-name",
        Shared::PartOfName => "part-of-name",
        Shared::DateOfBirth => "date-of-birth",
        Shared::SimilarDateOfBirth => "similar-date-of-birth",
        Shared::Postcode => "postcode",
        Shared::Email => "email",
        Shared::Telephone => "telephone",
    }
}
