//! Who may do what: the table in the documentation is the rule, and the rule is the table.

use std::collections::BTreeSet;

use guildhall_domain::permissions::{Grant, Grants, NotAGrant, Permission, Reach, Role, is_own};
use proptest::{collection, option, prelude::*, sample};
use uuid::Uuid;

const DOCUMENTATION: &str = include_str!("../src/permissions.rs");
const SLUGS: [&str; 4] = ["bins", "council-tax", "parking", "trees"];

/// The rows of the table in the module's documentation.
fn documented() -> Vec<Vec<String>> {
    let rows = DOCUMENTATION
        .lines()
        .filter_map(|line| line.strip_prefix("//! |"))
        .map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect());
    rows.collect()
}

#[test]
fn the_documented_table_is_what_is_decided() {
    let rows = documented();
    let roles: Vec<Role> = rows[0][1..=Role::ALL.len()]
        .iter()
        .map(|word| word.parse().unwrap())
        .collect();
    assert_eq!(roles, Role::ALL, "the table has every role, in order");
    let body = &rows[2..];
    let permissions: Vec<Permission> = body.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(permissions, Permission::ALL, "and every permission");
    for (row, permission) in body.iter().zip(permissions) {
        for (cell, role) in row[1..].iter().zip(&roles) {
            let decided = match role.reach(permission) {
                Reach::Everywhere => "all",
                Reach::Team => "team",
                Reach::Nowhere => "–",
            };
            assert_eq!(cell, decided, "{} {}", role.word(), permission.word());
        }
        let because = &row[1 + roles.len()];
        assert!(!because.is_empty(), "{} has no reason", permission.word());
    }
}

#[test]
fn a_role_is_granted_with_what_it_needs() {
    assert_eq!(
        Grant::new(Role::TeamLeader, None, None),
        Err(NotAGrant::NoTeam)
    );
    assert_eq!(
        Grant::new(Role::Champion, None, None),
        Err(NotAGrant::NoOrganisation)
    );
    let (team, organisation) = (Uuid::from_u128(1), Uuid::from_u128(2));
    for role in Role::ALL {
        let grant = Grant::new(*role, Some(team), Some(organisation)).unwrap();
        let again = Grant::new(grant.role(), grant.team(), grant.organisation());
        assert_eq!(again, Ok(grant));
        assert_eq!(grant.to_string().parse(), Ok(grant));
    }
}

fn teams() -> impl Strategy<Value = Uuid> {
    (1_u128..4).prop_map(Uuid::from_u128)
}

fn grants() -> impl Strategy<Value = BTreeSet<Grant>> {
    let grant = (sample::select(Role::ALL), option::of(teams()), teams()).prop_map(
        |(role, team, other)| Grant::new(role, team.or(Some(other)), Some(other)).unwrap(),
    );
    let any = prop_oneof![4 => grant, 1 => Just(Grant::Caseworker { team: None })];
    collection::btree_set(any, 0..4)
}

fn looked_after() -> impl Strategy<Value = BTreeSet<(Uuid, String)>> {
    let slug = sample::select(&SLUGS[..]).prop_map(str::to_owned);
    collection::btree_set((teams(), slug), 0..6)
}

fn sensitive() -> impl Strategy<Value = BTreeSet<String>> {
    collection::btree_set(sample::select(&SLUGS[..]).prop_map(str::to_owned), 0..3)
}

fn permissions() -> impl Strategy<Value = Permission> {
    sample::select(Permission::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The rule said again, one grant at a time.
    #[test]
    fn a_service_is_within_reach_when_one_grant_reaches_it(
        held in grants(), looked_after in looked_after(), sensitive in sensitive(), permission in permissions(), slug in sample::select(&SLUGS[..]),
    ) {
        let decided = Grants::new(held.clone(), looked_after.clone(), sensitive.clone()).may_for(permission, slug);
        let nobodys = !looked_after.iter().any(|(_, service)| service == slug);
        let is_hidden = permission.is_about_cases() && sensitive.contains(slug);
        let expected = held.iter().any(|grant| {
            let looks_after = grant.team().is_some_and(|team| looked_after.contains(&(team, slug.to_owned())));
            match grant.role().reach(permission) {
                Reach::Nowhere => false,
                _ if is_hidden => looks_after || grant.role() == Role::DataProtectionOfficer,
                Reach::Everywhere => true,
                Reach::Team => nobodys || looks_after,
            }
        });
        prop_assert_eq!(decided, expected);
    }

    #[test]
    fn one_more_role_takes_nothing_away(
        held in grants(), more in grants(), looked_after in looked_after(), sensitive in sensitive(), permission in permissions(), slug in sample::select(&SLUGS[..]),
    ) {
        let fewer = Grants::new(held.clone(), looked_after.clone(), sensitive.clone());
        let all = Grants::new(held.union(&more).copied(), looked_after, sensitive);
        prop_assert!(!fewer.may(permission) || all.may(permission));
        prop_assert!(!fewer.may_for(permission, slug) || all.may_for(permission, slug));
        prop_assert!(fewer.permissions().is_subset(&all.permissions()));
    }

    #[test]
    fn what_may_be_done_for_a_service_may_be_done(
        held in grants(), looked_after in looked_after(), sensitive in sensitive(), permission in permissions(), slug in sample::select(&SLUGS[..]),
    ) {
        let grants = Grants::new(held, looked_after, sensitive);
        prop_assert!(!grants.may_for(permission, slug) || grants.may(permission));
        prop_assert_eq!(grants.services(permission).is_some(), grants.may(permission));
    }

    #[test]
    fn without_roles_nothing_is_allowed(looked_after in looked_after(), permission in permissions()) {
        prop_assert!(!Grants::new([], looked_after, []).may(permission));
    }

    /// Whoever may change a status or write a note also sees the case they do it to.
    #[test]
    fn nobody_changes_what_they_may_not_see(
        held in grants(), looked_after in looked_after(), sensitive in sensitive(), slug in sample::select(&SLUGS[..]),
    ) {
        let grants = Grants::new(held, looked_after, sensitive);
        for change in [Permission::AddNotes, Permission::ChangeStatuses] {
            prop_assert!(!grants.may_for(change, slug) || grants.may_for(Permission::SeeAnswers, slug));
        }
        prop_assert!(!grants.may_for(Permission::SeeAnswers, slug) || grants.may_for(Permission::SeeCases, slug));
    }

    /// Starting a form is nobody's secret; its cases are.
    #[test]
    fn who_needs_to_see_sensitive_cases_needs_to_know_of_looks_at_records_too(
        held in grants(), looked_after in looked_after(), slug in sample::select(&SLUGS[..]),
    ) {
        let open = Grants::new(held.clone(), looked_after.clone(), []);
        let sensitive = Grants::new(held, looked_after, [slug.to_owned()]);
        let start = Permission::StartForms;
        prop_assert_eq!(open.may_for(start, slug), sensitive.may_for(start, slug));
        prop_assert!(!sensitive.may_for(Permission::SeeCases, slug) || open.may_for(Permission::SeeCases, slug));
        prop_assert!(!sensitive.may_for(Permission::ChangeStatuses, slug) || sensitive.may_withhold());
    }

    #[test]
    fn only_what_is_about_oneself_is_ones_own(own in collection::vec(0_u128..6, 0..3), subject in option::of(0_u128..6)) {
        let people: Vec<Uuid> = own.iter().copied().map(Uuid::from_u128).collect();
        let expected = subject.is_some_and(|subject| own.contains(&subject));
        prop_assert_eq!(is_own(&people, subject.map(Uuid::from_u128)), expected);
    }
}
