//! `GET /account/details`, `GET` and `POST /account/details/change`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    account::{
        changes::ChangeLine,
        details::{self as views, Details},
    },
    small_form::SmallForm,
};
use guildhall_database::SubjectId;
use guildhall_domain::{
    actors::Channel,
    forms::{Answer, Typed, formats},
    people::{Attribute, dictionary::SubjectKind},
};
use validator::Validate;

use super::{Done, changes, warnings};
use crate::{
    access::Resident,
    changes as passing_on,
    clock::date_of,
    error::Result,
    page::Frame,
    pages::{
        see,
        small_forms::{again, is_name, is_telephone, line, problems},
    },
    records::{
        self, Teller, Told,
        held::{Holding, Reader},
    },
    state::AppState,
};

/// How many of the changes that were passed on are listed.
const CHANGES_SHOWN: i64 = 10;

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Query(done): Query<Done>,
) -> Result<Response> {
    let identity = resident.identity;
    let person = identity.person_id;
    let mut connection = state.database.read().await?;
    let subject = SubjectId::Person(person);
    let told = Told::load(&mut connection, &state, subject).await?;
    let changes = connection.list_changes(person, CHANGES_SHOWN).await?;
    drop(connection);
    let holding = Holding::new(&state, Reader::Holder, &told, SubjectKind::Person).await?;
    let change =
        |name: &str, attribute: &Attribute| attribute.changed_by_holder.then(|| place(name));
    let held = holding.attributes(change, place);
    let details = Details {
        has_password: identity.password_hash.is_some(),
        is_verified: identity.verified_at.is_some(),
        warnings: warnings::shown(&state, identity.person_id).await?,
        held,
        changes: changes
            .into_iter()
            .map(|change| ChangeLine {
                id: change.id.to_string(),
                what: changes::what(&state, &change),
                changed_on: date_of(change.changed_at),
            })
            .collect(),
        done: done.key(&[
            "details-saved",
            "details-password-saved",
            "details-email-sent",
        ]),
    };
    Ok(frame.show(|| views::page(details)))
}

/// Where an attribute is read and changed.
fn place(name: &str) -> String {
    format!("/account/details/{name}")
}

pub async fn show_change(resident: Resident, frame: Frame) -> Response {
    let mut form = SmallForm::empty(resident.visitor.csrf());
    form.typed = vec![
        ("name", resident.identity.name.clone()),
        (
            "telephone",
            resident.identity.telephone.clone().unwrap_or_default(),
        ),
    ];
    let is_verified = resident.identity.verified_at.is_some();
    frame.show(|| views::change(&form, is_verified))
}

#[derive(Debug, Validate)]
struct Changed {
    #[validate(custom(function = "is_name"))]
    name: String,
    #[validate(custom(function = "is_telephone"))]
    telephone: String,
}

pub async fn submit_change(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let changed = Changed {
        name: line(&typed, "name"),
        telephone: line(&typed, "telephone"),
    };
    let errors = problems(&changed, &["name", "telephone"]);
    if !errors.is_empty() {
        let form = again(
            resident.visitor.csrf(),
            &typed,
            &["name", "telephone"],
            errors,
        );
        let is_verified = resident.identity.verified_at.is_some();
        return Ok(frame.invalid(|| views::change(&form, is_verified)));
    }
    let telephone = formats::telephone(&changed.telephone);
    let mut transaction = state.database.begin().await?;
    // The documents that were seen had the name that was there.
    if changed.name != resident.identity.name {
        transaction.clear_verification(resident.identity.id).await?;
    }
    let subject = SubjectId::Person(resident.identity.own_person_id);
    let attributes = ["person.name", "contact.telephone"];
    let told = Told::load_of(&mut transaction, &state.keys, subject, &attributes).await?;
    let record = told.record(state.dictionary, records::moment(&state));
    let name = Some(Answer::Text(changed.name.clone()));
    let mut statements = records::change(&record, "person.name", name);
    let telephone = telephone.map(Answer::Text);
    statements.extend(records::change(&record, "contact.telephone", telephone));
    let teller = Teller::new(resident.actor(), Channel::Online);
    let is_renamed = statements.iter().any(|one| one.attribute == "person.name");
    records::tell(&mut transaction, &state, subject, teller, statements).await?;
    if is_renamed {
        let (person, names) = (resident.identity.person_id, ["person.name".to_owned()]);
        passing_on::pass_on(&mut transaction, &state, person, &names, teller).await?;
    }
    transaction.commit().await?;
    Ok(see("/account/details?done=details-saved").into_response())
}
