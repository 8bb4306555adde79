//! Who sees the address of somebody who is protected.

use std::collections::BTreeSet;

use guildhall_domain::protections::may_see_address;
use proptest::{collection, option, prelude::*};
use uuid::Uuid;

fn teams() -> impl Strategy<Value = BTreeSet<Uuid>> {
    collection::btree_set((0_u128..5).prop_map(Uuid::from_u128), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_address_is_for_members_of_a_named_team_alone(named in option::of(teams()), own in teams()) {
        let expected = match &named {
            None => true,
            Some(named) => own.iter().any(|team| named.contains(team)),
        };
        prop_assert_eq!(may_see_address(named.as_ref(), &own), expected);
    }

    #[test]
    fn naming_one_more_team_hides_it_from_nobody(named in teams(), more in teams(), own in teams()) {
        let all = named.union(&more).copied().collect();
        prop_assert!(!may_see_address(Some(&named), &own) || may_see_address(Some(&all), &own));
    }
}
