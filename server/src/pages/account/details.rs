//! `GET /account/details`, `GET` and `POST /account/details/change`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    account::details::{self as views, Details},
    small_form::SmallForm,
};
use guildhall_database::SubjectId;
use guildhall_domain::{
    actors::Channel,
    forms::{Answer, Typed, formats},
};
use validator::Validate;

use super::{Done, warnings};
use crate::{
    access::Resident,
    error::Result,
    page::Frame,
    pages::{
        see,
        small_forms::{again, is_name, is_telephone, line, problems},
    },
    records::{self, Teller, Told},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Query(done): Query<Done>,
) -> Result<Response> {
    let identity = resident.identity;
    let details = Details {
        name: identity.name,
        email: identity.email,
        telephone: identity.telephone,
        has_password: identity.password_hash.is_some(),
        is_verified: identity.verified_at.is_some(),
        warnings: warnings::shown(&state, identity.person_id).await?,
        done: done.key(&[
            "details-saved",
            "details-password-saved",
            "details-email-sent",
        ]),
    };
    Ok(frame.show(|| views::page(details)))
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
    records::tell(&mut transaction, &state, subject, teller, statements).await?;
    transaction.commit().await?;
    Ok(see("/account/details?done=details-saved").into_response())
}
