//! Lists of cases, newest first.

use std::collections::BTreeSet;

use guildhall_domain::actors::Channel;
use sqlx::FromRow;

use crate::{
    CaseId, Connection, FormId, ListKey, ListPosition, OrganisationId, PersonId, StaffId,
    Timestamp, lists::one_more,
};

/// A case as a list shows it.
#[derive(Clone, Debug, FromRow)]
pub struct CaseLine {
    pub id: CaseId,
    pub reference: String,
    pub form_id: FormId,
    pub subject_id: Option<PersonId>,
    pub subject_name: Option<String>,
    /// For which organisation that person acts, if they do.
    pub organisation_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub channel: Channel,
    pub status: String,
    pub opened_at: Timestamp,
}

/// Which cases to list; an absent part does not narrow.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    pub slug: Option<String>,
    /// The one with this reference.
    pub reference: Option<String>,
    pub status: Option<String>,
    /// Theirs, and those of records that were joined to theirs.
    pub subject: Option<PersonId>,
    pub organisation: Option<OrganisationId>,
    /// Those whose form this member of staff filled in.
    pub opened_by: Option<StaffId>,
    /// Services to leave out, by slug: those out of the reader's reach.
    pub all_but: BTreeSet<String>,
}

/// Where in a list of cases a page starts.
pub type CasePosition = ListPosition;
/// A case's place in the order of a list.
pub type CaseKey = ListKey;

impl CaseLine {
    pub fn key(&self) -> CaseKey {
        CaseKey {
            at: self.opened_at,
            id: self.id.0,
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct CasePage {
    pub cases: Vec<CaseLine>,
    /// Where the page before this one is found.
    pub newer: Option<CaseKey>,
    /// Where the page after this one is found.
    pub older: Option<CaseKey>,
}

impl Connection {
    /// A page of at most `size` cases.
    pub async fn list_cases(
        &mut self,
        filter: &CaseFilter,
        position: CasePosition,
        size: usize,
    ) -> sqlx::Result<CasePage> {
        let mut query = self.query(
            "SELECT cases.id, reference, form_id, subject_id, people.name AS subject_name,
                    organisations.name AS organisation_name, channel, status, opened_at
             FROM cases LEFT JOIN people ON people.id = cases.subject_id
             LEFT JOIN organisations ON organisations.id = cases.organisation_id WHERE TRUE",
        );
        if let Some(slug) = &filter.slug {
            query = query.push(" AND slug = ").push_bind(slug.clone());
        }
        if let Some(reference) = &filter.reference {
            query = query.push(" AND reference = ").push_bind(reference.clone());
        }
        if let Some(status) = &filter.status {
            query = query.push(" AND status = ").push_bind(status.clone());
        }
        if let Some(subject) = filter.subject {
            query = query
                .push(" AND subject_id IN (SELECT id FROM people WHERE id = ")
                .push_bind(subject)
                .push(" OR joined_to = ")
                .push_bind(subject)
                .push(")");
        }
        if let Some(organisation) = filter.organisation {
            query = query
                .push(" AND organisation_id = ")
                .push_bind(organisation);
        }
        if let Some(staff) = filter.opened_by {
            query = query
                .push(" AND cases.actor_kind = 'staff' AND cases.actor_id = ")
                .push_bind(staff);
        }
        for slug in &filter.all_but {
            query = query.push(" AND slug <> ").push_bind(slug.clone());
        }
        let order = if position.is_backwards() {
            " ORDER BY opened_at, cases.id LIMIT "
        } else {
            " ORDER BY opened_at DESC, cases.id DESC LIMIT "
        };
        let cases = position
            .narrow(query, "(opened_at, cases.id)")
            .push(order)
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        let page = position.page(cases, size, CaseLine::key);
        Ok(CasePage {
            cases: page.entries,
            newer: page.newer,
            older: page.older,
        })
    }
}
