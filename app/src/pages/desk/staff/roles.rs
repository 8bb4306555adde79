//! The roles that can be given, as boxes to tick.

use std::collections::BTreeSet;

use guildhall_domain::permissions::Role;
use leptos::prelude::*;

use crate::{
    components::{Checkboxes, Choice},
    wording::text,
};

/// What a role is called.
pub fn role_words(role: Role) -> String {
    text(&format!("role-{}", role.word()))
}

/// A team or an organisation that a role can be held for.
#[derive(Clone, Debug)]
pub struct RoleFor {
    pub id: String,
    pub name: String,
}

/// Every role that can be given, and those that are.
#[derive(Clone, Debug, Default)]
pub struct RoleChoices {
    pub teams: Vec<RoleFor>,
    pub organisations: Vec<RoleFor>,
    pub chosen: BTreeSet<String>,
}

/// A box to tick for each role, by what it can be held for.
pub(super) fn role_controls(roles: RoleChoices, error: Option<String>) -> AnyView {
    let everywhere = [
        Role::Adviser,
        Role::ContentDesigner,
        Role::DataProtectionOfficer,
        Role::Administrator,
    ];
    let everywhere = everywhere.map(|role| {
        Choice::new(role.word(), role_words(role)).hint(text(&format!("role-hint-{}", role.word())))
    });
    let chosen = &roles.chosen;
    let group = |id: &'static str, legend: &str, choices: Vec<Choice>| {
        Checkboxes::new("grant", text(legend), choices)
            .id(id)
            .values(chosen.iter().cloned())
            .classes("govuk-checkboxes--small")
    };
    let held_for = |role: Role, places: &[RoleFor]| -> Vec<Choice> {
        let choice = |place: &RoleFor| {
            Choice::new(format!("{}:{}", role.word(), place.id), place.name.clone())
        };
        places.iter().map(choice).collect()
    };
    let no_team = Choice::new(Role::Caseworker.word(), text("role-caseworker-no-team"));
    let mut caseworker = held_for(Role::Caseworker, &roles.teams);
    caseworker.push(no_team);
    let leader = held_for(Role::TeamLeader, &roles.teams);
    let champion = held_for(Role::Champion, &roles.organisations);
    let leader =
        (!leader.is_empty()).then(|| group("team-leader", "role-of-team-leader", leader).view());
    let champion =
        (!champion.is_empty()).then(|| group("champion", "role-of-champion", champion).view());
    view! {
        {group("grant", "role-of-everywhere", everywhere.into()).error(error)}
        {group("caseworker", "role-of-caseworker", caseworker)}
        {leader}
        {champion}
    }
    .into_any()
}
