//! `GET` and `POST /desk/staff/new`

use std::collections::BTreeSet;

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::staff::{self, NewAccount, StaffProblem};
use guildhall_database::{NewAuditEvent, NewStaff, StaffId, Timestamp, Transaction};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::{Typed, formats},
    permissions::Grant,
};
use validator::{Validate, ValidationError};

use super::{Places, inviting::invite};
use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{see, small_forms::line},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
) -> Result<Response> {
    let places = Places::load(&mut state.database.read().await?).await?;
    let form = NewAccount {
        csrf: staff.visitor.csrf(),
        roles: places.choices(&BTreeSet::new()),
        ..NewAccount::default()
    };
    Ok(frame.at_desk(&staff).show(|| staff::new(form)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let mut transaction = state.database.begin().await?;
    let places = Places::load(&mut transaction).await?;
    let details = Details::read(&typed, &places);
    let mut problems = details.problems();
    let taken = transaction.find_staff_by_email(&details.email).await?;
    problems.extend(taken.map(|_| StaffProblem::EmailTaken));
    if !problems.is_empty() {
        let form = NewAccount {
            csrf: staff.visitor.csrf(),
            roles: places.choices(&details.grants),
            name: details.name,
            email: details.email,
            problems,
        };
        return Ok(frame.at_desk(&staff).invalid(|| staff::new(form)));
    }
    let now = state.clock.now();
    let id = add(&mut transaction, &staff, &details, &places, now).await?;
    if let Some(account) = transaction.find_staff(id).await? {
        let by = Some(staff.actor());
        invite(&mut transaction, &state, &account, by).await?;
    }
    transaction.commit().await?;
    Ok(see(format!("/desk/staff/{id}?done=invite")).into_response())
}

/// Adds an account that has no password yet, in the caller's transaction.
async fn add(
    transaction: &mut Transaction,
    by: &May<needs::ManageStaff>,
    details: &Details,
    places: &Places,
    now: Timestamp,
) -> Result<StaffId> {
    let grants: Vec<Grant> = details.grants.iter().copied().collect();
    let account = NewStaff {
        email: &details.email,
        name: &details.name,
        password_hash: None,
        grants: &grants,
    };
    let id = transaction.add_staff(&account, now).await?;
    let added = NewAuditEvent::new(Some(by.actor()), AuditVerb::StaffAdded, AuditThing::Staff)
        .on(id.0)
        .with(AuditDetail::Roles, places.in_words(&details.grants));
    transaction.add_audit_event(&added, now).await?;
    Ok(id)
}

/// What an administrator types about a new member of staff.
#[derive(Debug, Validate)]
struct Details {
    #[validate(
        length(min = 1, code = "name-empty"),
        custom(function = "is_short_enough")
    )]
    name: String,
    #[validate(custom(function = "is_email"))]
    email: String,
    #[validate(length(min = 1, code = "no-role"))]
    grants: BTreeSet<Grant>,
}

fn is_short_enough(name: &str) -> std::result::Result<(), ValidationError> {
    (name.chars().count() <= 200)
        .then_some(())
        .ok_or(ValidationError::new("name-too-long"))
}

fn is_email(email: &str) -> std::result::Result<(), ValidationError> {
    formats::email(email)
        .map(drop)
        .ok_or(ValidationError::new("email-wrong"))
}

impl Details {
    fn read(typed: &Typed, places: &Places) -> Self {
        Self {
            name: line(typed, "name"),
            email: line(typed, "email"),
            grants: places.read(typed),
        }
    }

    /// What is wrong, in the order of the page.
    fn problems(&self) -> Vec<StaffProblem> {
        let Err(errors) = self.validate() else {
            return Vec::new();
        };
        let errors = errors.field_errors();
        let codes = ["name", "email", "grants"]
            .into_iter()
            .filter_map(|control| Some(errors.get(control)?.first()?.code.as_ref()));
        codes.filter_map(StaffProblem::named).collect()
    }
}
