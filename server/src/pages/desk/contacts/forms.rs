//! `POST /desk/contacts/{id}/forms`: a form is started in the contact, for somebody with whom it is or for nobody.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::contacts as views;
use guildhall_database::ContactPerson;
use guildhall_domain::{contacts::Rung, forms::Typed, permissions::Permission};

use super::one;
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{desk::start::Started, see},
    state::AppState,
};

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    let slug = typed.first("service").unwrap_or_default();
    let service = state.catalogue.published(slug).await?;
    if !open.may_act() || !staff.grants.may_for(Permission::StartForms, &service.slug) {
        return Err(AppError::NotFound);
    }
    let person: Option<&ContactPerson> = match typed.first("person").unwrap_or_default() {
        "" => None,
        person => Some(open.person(person).ok_or(AppError::NotFound)?),
    };
    let rung = person.map_or(Rung::Unverified, |one| one.rung);
    if !rung.suffices_for(service.service.needs) {
        let asked = one::Asked {
            check: person.map(|one| one.person_id.to_string()),
            q: slug.to_owned(),
        };
        let mut page = one::load(&state, &staff, &open, &asked).await?;
        page.problem = Some("contact-service-needs-check-first");
        return Ok(frame.at_desk(&staff).invalid(|| views::page(page)));
    }
    let organisation = person.and_then(|one| one.organisation_id);
    let form = Started {
        service: &service,
        subject: person.map(|one| one.person_id),
        organisation,
        known_as: rung.known_as(),
        channel: open.contact.channel,
        contact: open.id(),
    };
    let mut transaction = state.database.begin().await?;
    let first_page = form.begin(&state, &staff, &mut transaction).await?;
    transaction.commit().await?;
    Ok(see(first_page).into_response())
}
