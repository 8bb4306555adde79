//! `GET` and `POST /desk/people/{id}/protection` and `/desk/people/{id}/protection/lift`: to which teams alone somebody's
//! address is shown.

use std::collections::BTreeSet;

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::protection::{
    self as views, ProtectionForm, ProtectionNote, TeamOption,
};
use guildhall_database::{
    Connection, NewAuditEvent, NewProtection, Person, PersonId, Protection, Team, TeamId, Timestamp,
};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::Typed,
    openings::{NotStated, Review, in_a_few_words},
    permissions::Permission,
};

use crate::{
    access::{May, Staff, needs},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{see, small_forms::line},
    state::AppState,
};

/// What a person's page says of it.
pub(super) async fn note(
    connection: &mut Connection,
    staff: &Staff,
    person: PersonId,
) -> Result<ProtectionNote> {
    let protection = connection.find_protection(person).await?;
    let hidden = staff.list_protected(connection, &[person]).await?;
    Ok(ProtectionNote {
        is_protected: protection.is_some(),
        is_hidden: !hidden.is_empty(),
        may_protect: staff.may(Permission::ProtectPeople),
    })
}

/// Somebody's record, the protection that is in force, and the teams there are.
struct Loaded {
    person: Person,
    protection: Option<Protection>,
    teams: Vec<Team>,
}

impl Loaded {
    async fn load(
        state: &AppState,
        staff: &May<needs::ProtectPeople>,
        id: &str,
    ) -> Result<(Self, BTreeSet<TeamId>)> {
        let person = staff.open_person(state, id).await?;
        let mut connection = state.database.read().await?;
        let protection = connection.find_protection(person.id).await?;
        let named = match &protection {
            Some(protection) => connection.list_protection_teams(protection.id).await?,
            None => BTreeSet::new(),
        };
        let loaded = Self {
            person,
            protection,
            teams: connection.list_teams().await?,
        };
        Ok((loaded, named))
    }

    fn form(&self, staff: &Staff, named: &BTreeSet<TeamId>) -> ProtectionForm {
        let option = |team: &Team| TeamOption {
            id: team.id.to_string(),
            name: team.name.clone(),
            is_chosen: named.contains(&team.id),
        };
        ProtectionForm {
            csrf: staff.visitor.csrf(),
            action: format!("/desk/people/{}/protection", self.person.id),
            back: format!("/desk/people/{}", self.person.id),
            name: self.person.name.clone(),
            placed: self.protection.as_ref().map(|protection| {
                let when = clock::day_in_words(protection.placed_at);
                (protection.placed_by.clone(), when)
            }),
            review: self
                .protection
                .as_ref()
                .map(|protection| clock::day_in_words(protection.review_at)),
            reason: self
                .protection
                .as_ref()
                .map(|protection| protection.reason.clone())
                .unwrap_or_default(),
            teams: self.teams.iter().map(option).collect(),
            chosen_review: String::new(),
            errors: Vec::new(),
        }
    }

    /// The names of these teams, for the audit trail.
    fn names(&self, chosen: &BTreeSet<TeamId>) -> String {
        let chosen = self.teams.iter().filter(|team| chosen.contains(&team.id));
        let names: Vec<_> = chosen.map(|team| team.name.as_str()).collect();
        names.join(", ")
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ProtectPeople>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let (loaded, named) = Loaded::load(&state, &staff, &id).await?;
    let form = loaded.form(&staff, &named);
    Ok(frame.at_desk(&staff).show(|| views::page(form)))
}

/// What was typed, as far as it makes sense.
struct Details {
    reason: std::result::Result<String, NotStated>,
    teams: BTreeSet<TeamId>,
    review: Option<Review>,
}

impl Details {
    fn read(typed: &Typed, all: &[Team]) -> Self {
        let chosen: BTreeSet<TeamId> = typed
            .pairs()
            .iter()
            .filter(|(name, _)| name == "team")
            .filter_map(|(_, id)| id.parse().ok())
            .collect();
        let there = all.iter().map(|team| team.id);
        Self {
            reason: in_a_few_words(typed.first("reason").unwrap_or_default()),
            teams: there.filter(|team| chosen.contains(team)).collect(),
            review: typed.first("review").and_then(|word| word.parse().ok()),
        }
    }

    fn errors(&self) -> Vec<(&'static str, &'static str)> {
        let reason = match self.reason {
            Ok(_) => None,
            Err(NotStated::Empty) => Some(("reason", "protection-reason-empty")),
            Err(NotStated::TooLong) => Some(("reason", "protection-reason-too-long")),
        };
        let teams = self
            .teams
            .is_empty()
            .then_some(("team", "protection-no-team"));
        let review = self
            .review
            .is_none()
            .then_some(("review", "protection-no-review"));
        reason.into_iter().chain(teams).chain(review).collect()
    }
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::ProtectPeople>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (loaded, _) = Loaded::load(&state, &staff, &id).await?;
    let details = Details::read(&typed, &loaded.teams);
    let errors = details.errors();
    let (Ok(reason), Some(review), true) = (&details.reason, details.review, errors.is_empty())
    else {
        let again = ProtectionForm {
            reason: line(&typed, "reason"),
            chosen_review: line(&typed, "review"),
            errors,
            ..loaded.form(&staff, &details.teams)
        };
        return Ok(frame.at_desk(&staff).invalid(|| views::page(again)));
    };
    let now = state.clock.now();
    let protection = NewProtection {
        reason,
        review_at: Timestamp::from(time::OffsetDateTime::from(now) + review.after()),
        teams: &details.teams,
    };
    let mut transaction = state.database.begin().await?;
    let (is_done, verb) = match &loaded.protection {
        Some(before) => {
            let changed = transaction
                .change_protection(before.id, &protection)
                .await?;
            (changed, AuditVerb::ProtectionChanged)
        }
        None => {
            let person = loaded.person.id;
            let added = transaction
                .add_protection(person, &protection, staff.id, now)
                .await?;
            (added.is_some(), AuditVerb::ProtectionPlaced)
        }
    };
    if !is_done {
        // Somebody placed or lifted one meanwhile: what there is now is shown before anything is changed.
        return Ok(see(format!("/desk/people/{}/protection", loaded.person.id)).into_response());
    }
    let event =
        event(&staff, verb, &loaded.person).with(AuditDetail::Teams, loaded.names(&details.teams));
    transaction.add_audit_event(&event, now).await?;
    transaction.commit().await?;
    Ok(see(format!(
        "/desk/people/{}?done=protection-saved",
        loaded.person.id
    ))
    .into_response())
}

fn event(staff: &Staff, verb: AuditVerb, person: &Person) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Person).on(person.id.0)
}

pub async fn show_lift(
    State(state): State<AppState>,
    staff: May<needs::ProtectPeople>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let (loaded, _) = Loaded::load(&state, &staff, &id).await?;
    if loaded.protection.is_none() {
        return Err(AppError::NotFound);
    }
    let (csrf, person) = (staff.visitor.csrf(), loaded.person);
    Ok(frame
        .at_desk(&staff)
        .show(|| views::ask_to_lift(csrf, &person.id.to_string(), &person.name)))
}

pub async fn submit_lift(
    State(state): State<AppState>,
    staff: May<needs::ProtectPeople>,
    Path(id): Path<String>,
) -> Result<Response> {
    let (loaded, _) = Loaded::load(&state, &staff, &id).await?;
    let protection = loaded.protection.as_ref().ok_or(AppError::NotFound)?;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    if transaction
        .lift_protection(protection.id, staff.id, now)
        .await?
    {
        let event = event(&staff, AuditVerb::ProtectionLifted, &loaded.person);
        transaction.add_audit_event(&event, now).await?;
        transaction.commit().await?;
    }
    Ok(see(format!(
        "/desk/people/{}?done=protection-lifted",
        loaded.person.id
    ))
    .into_response())
}
