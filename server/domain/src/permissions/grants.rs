//! The roles that one member of staff holds, and what they add up to.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use uuid::Uuid;

use super::{NotAGrant, Permission, Reach, Role};

/// A role as somebody holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Grant {
    Adviser,
    /// Without a team: the services that no team looks after.
    Caseworker {
        team: Option<Uuid>,
    },
    TeamLeader {
        team: Uuid,
    },
    ContentDesigner,
    Champion {
        organisation: Uuid,
    },
    DataProtectionOfficer,
    Administrator,
}

impl Grant {
    /// The role with what it is held for. A team or an organisation that the role has no use for is left out.
    pub fn new(
        role: Role,
        team: Option<Uuid>,
        organisation: Option<Uuid>,
    ) -> Result<Self, NotAGrant> {
        Ok(match role {
            Role::Adviser => Self::Adviser,
            Role::Caseworker => Self::Caseworker { team },
            Role::TeamLeader => Self::TeamLeader {
                team: team.ok_or(NotAGrant::NoTeam)?,
            },
            Role::ContentDesigner => Self::ContentDesigner,
            Role::Champion => Self::Champion {
                organisation: organisation.ok_or(NotAGrant::NoOrganisation)?,
            },
            Role::DataProtectionOfficer => Self::DataProtectionOfficer,
            Role::Administrator => Self::Administrator,
        })
    }

    pub fn role(self) -> Role {
        match self {
            Self::Adviser => Role::Adviser,
            Self::Caseworker { .. } => Role::Caseworker,
            Self::TeamLeader { .. } => Role::TeamLeader,
            Self::ContentDesigner => Role::ContentDesigner,
            Self::Champion { .. } => Role::Champion,
            Self::DataProtectionOfficer => Role::DataProtectionOfficer,
            Self::Administrator => Role::Administrator,
        }
    }

    pub fn team(self) -> Option<Uuid> {
        match self {
            Self::Caseworker { team } => team,
            Self::TeamLeader { team } => Some(team),
            _ => None,
        }
    }

    pub fn organisation(self) -> Option<Uuid> {
        match self {
            Self::Champion { organisation } => Some(organisation),
            _ => None,
        }
    }
}

/// The value of a form's control: `adviser`, or `caseworker:` and the id of a team.
impl std::fmt::Display for Grant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.role().word())?;
        match self.team().or(self.organisation()) {
            Some(held_for) => write!(formatter, ":{held_for}"),
            None => Ok(()),
        }
    }
}

impl std::str::FromStr for Grant {
    type Err = NotAGrant;

    fn from_str(text: &str) -> Result<Self, NotAGrant> {
        let (role, held_for) = match text.split_once(':') {
            Some((role, id)) => (role, Some(id.parse().map_err(|_| NotAGrant::NotAnId)?)),
            None => (text, None),
        };
        Self::new(role.parse()?, held_for, held_for)
    }
}

/// Everything that one member of staff may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    held: BTreeSet<Grant>,
    /// The teams that look after each service, by slug; a service that nobody looks after is not in it.
    looked_after: BTreeMap<String, BTreeSet<Uuid>>,
    /// The services, by slug, whose cases only those see who need to.
    sensitive: BTreeSet<String>,
}

/// The services within reach: all but these, by slug. Services that come later are within it too, until a team
/// looks after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Services {
    pub all_but: BTreeSet<String>,
}

impl Services {
    pub fn contain(&self, slug: &str) -> bool {
        !self.all_but.contains(slug)
    }
}

/// The tasks within reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tasks {
    All,
    /// Those of these teams, and those of no team that nobody else has.
    Of(BTreeSet<Uuid>),
}

impl Tasks {
    /// Whether a task of this team and this owner is within reach of `reader`.
    pub fn contain(&self, team: Option<Uuid>, owner: Option<Uuid>, reader: Uuid) -> bool {
        match (self, team) {
            (Self::All, _) => true,
            (Self::Of(teams), Some(team)) => teams.contains(&team),
            (Self::Of(_), None) => owner.is_none_or(|owner| owner == reader),
        }
    }
}

impl Grants {
    /// `looked_after` says which team looks after which service, of all teams: what other teams look after is what
    /// a team may not see. `sensitive` are the services whose cases only those see who need to.
    pub fn new(
        held: impl IntoIterator<Item = Grant>,
        looked_after: impl IntoIterator<Item = (Uuid, String)>,
        sensitive: impl IntoIterator<Item = String>,
    ) -> Self {
        let mut by_slug: BTreeMap<String, BTreeSet<Uuid>> = BTreeMap::new();
        for (team, slug) in looked_after {
            by_slug.entry(slug).or_default().insert(team);
        }
        Self {
            held: held.into_iter().collect(),
            looked_after: by_slug,
            sensitive: sensitive.into_iter().collect(),
        }
    }

    /// Whether a look at a record may be kept from the one it is about: also by those who look after a sensitive
    /// service.
    pub fn may_withhold(&self) -> bool {
        let teams = self.teams();
        let mut sensitive = self.sensitive.iter();
        self.may(Permission::WithholdViews)
            || sensitive.any(|slug| self.is_looked_after(slug, &teams))
    }

    /// The sensitive services, by slug, of which these roles do not need to know: to them there are no such cases, and
    /// nothing that is about one.
    pub fn hidden_services(&self) -> BTreeSet<String> {
        let teams = self.teams();
        let mut held = self.held();
        if held.any(|grant| grant.role() == Role::DataProtectionOfficer) {
            return BTreeSet::new();
        }
        let sensitive = self.sensitive.iter();
        let hidden = sensitive.filter(|slug| !self.is_looked_after(slug, &teams));
        hidden.cloned().collect()
    }

    fn is_looked_after(&self, slug: &str, teams: &BTreeSet<Uuid>) -> bool {
        let looking_after = self.looked_after.get(slug);
        looking_after.is_some_and(|looking_after| !looking_after.is_disjoint(teams))
    }

    pub fn held(&self) -> impl Iterator<Item = Grant> {
        self.held.iter().copied()
    }

    /// Whether this may be done at all, for whichever service.
    pub fn may(&self, permission: Permission) -> bool {
        self.held
            .iter()
            .any(|grant| grant.role().reach(permission) != Reach::Nowhere)
    }

    /// Whether this may be done for a service.
    pub fn may_for(&self, permission: Permission, slug: &str) -> bool {
        self.services(permission)
            .is_some_and(|services| services.contain(slug))
    }

    /// All that may be done somewhere.
    pub fn permissions(&self) -> BTreeSet<Permission> {
        let all = Permission::ALL.iter().copied();
        all.filter(|permission| self.may(*permission)).collect()
    }

    /// The services that this may be done for; none where it may not be done at all.
    pub fn services(&self, permission: Permission) -> Option<Services> {
        let (mut teams, mut is_everywhere, mut is_reached, mut needs_all) =
            (BTreeSet::new(), false, false, false);
        for grant in &self.held {
            let reach = grant.role().reach(permission);
            if reach == Reach::Nowhere {
                continue;
            }
            is_reached = true;
            is_everywhere |= reach == Reach::Everywhere;
            needs_all |= grant.role() == Role::DataProtectionOfficer;
            teams.extend(grant.team());
        }
        let others = self
            .looked_after
            .iter()
            .filter(|(_, looking_after)| !is_everywhere && looking_after.is_disjoint(&teams))
            .map(|(slug, _)| slug);
        let is_hidden = permission.is_about_cases() && !needs_all;
        let hidden = self
            .sensitive
            .iter()
            .filter(|slug| is_hidden && !self.is_looked_after(slug, &teams));
        is_reached.then(|| Services {
            all_but: others.chain(hidden).cloned().collect(),
        })
    }

    /// The teams that roles are held in.
    pub fn teams(&self) -> BTreeSet<Uuid> {
        self.held.iter().filter_map(|grant| grant.team()).collect()
    }

    /// The tasks that this may be done to; none where it may not be done at all.
    pub fn tasks(&self, permission: Permission) -> Option<Tasks> {
        let mut teams = None;
        for grant in &self.held {
            match grant.role().reach(permission) {
                Reach::Nowhere => {}
                Reach::Everywhere => return Some(Tasks::All),
                Reach::Team => teams.get_or_insert_with(BTreeSet::new).extend(grant.team()),
            }
        }
        teams.map(Tasks::Of)
    }
}
