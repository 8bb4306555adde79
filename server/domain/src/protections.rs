//! People whose address is a danger to them in the wrong hands: it is shown to the members of a few teams alone.

use std::collections::BTreeSet;

use uuid::Uuid;

/// Whether a member of these teams sees somebody's address. `named` are the teams that do, where it is protected.
pub fn may_see_address(named: Option<&BTreeSet<Uuid>>, teams: &BTreeSet<Uuid>) -> bool {
    named.is_none_or(|named| !named.is_disjoint(teams))
}
