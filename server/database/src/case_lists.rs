//! Lists of cases, newest first, paged by where the last page ended: page 500 costs what page 1 does.

use guildhall_domain::actors::Channel;
use sqlx::FromRow;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{CaseId, Connection, FormId, PersonId, Timestamp};

/// A case as a list shows it.
#[derive(Clone, Debug, FromRow)]
pub struct CaseLine {
    pub id: CaseId,
    pub reference: String,
    pub form_id: FormId,
    pub subject_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub channel: Channel,
    pub status: String,
    pub opened_at: Timestamp,
}

/// Which cases to list; an absent part does not narrow.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    pub slug: Option<String>,
    pub status: Option<String>,
    pub subject: Option<PersonId>,
}

/// Where in a list of cases a page starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CasePosition {
    Newest,
    /// Cases older than this one.
    After(CaseKey),
    /// Cases newer than this one.
    Before(CaseKey),
}

/// A case's place in the order of a list; its text goes into a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseKey {
    opened_at: Timestamp,
    id: CaseId,
}

impl CaseLine {
    pub fn key(&self) -> CaseKey {
        CaseKey {
            opened_at: self.opened_at,
            id: self.id,
        }
    }
}

impl std::fmt::Display for CaseKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let opened_at = OffsetDateTime::from(self.opened_at);
        let microseconds = opened_at.unix_timestamp_nanos() / 1_000;
        write!(formatter, "{microseconds}-{}", self.id.0.simple())
    }
}

impl std::str::FromStr for CaseKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (microseconds, id) = text.split_once('-').ok_or(())?;
        let microseconds: i64 = microseconds.parse().map_err(drop)?;
        let opened_at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(microseconds) * 1_000)
            .map_err(drop)?;
        Ok(Self {
            opened_at: opened_at.into(),
            id: CaseId(Uuid::try_parse(id).map_err(drop)?),
        })
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
            "SELECT cases.id, reference, form_id, people.name AS subject_name, channel, status, opened_at
             FROM cases LEFT JOIN people ON people.id = cases.subject_id WHERE TRUE",
        );
        if let Some(slug) = &filter.slug {
            query = query.push(" AND slug = ").push_bind(slug.clone());
        }
        if let Some(status) = &filter.status {
            query = query.push(" AND status = ").push_bind(status.clone());
        }
        if let Some(subject) = filter.subject {
            query = query.push(" AND subject_id = ").push_bind(subject);
        }
        let key = match position {
            CasePosition::Newest => None,
            CasePosition::After(key) => Some((" AND (opened_at, cases.id) < (", key)),
            CasePosition::Before(key) => Some((" AND (opened_at, cases.id) > (", key)),
        };
        if let Some((comparison, key)) = key {
            query = query
                .push(comparison)
                .push_bind(key.opened_at)
                .push(", ")
                .push_bind(key.id)
                .push(")");
        }
        let backwards = matches!(position, CasePosition::Before(_));
        let order = if backwards {
            " ORDER BY opened_at, cases.id LIMIT "
        } else {
            " ORDER BY opened_at DESC, cases.id DESC LIMIT "
        };
        let one_more = i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1);
        let mut cases: Vec<CaseLine> = query.push(order).push_bind(one_more).fetch_all().await?;
        let is_more = cases.len() > size;
        cases.truncate(size);
        if backwards {
            cases.reverse();
        }
        let (is_newer, is_older) = match position {
            CasePosition::Newest => (false, is_more),
            CasePosition::After(_) => (true, is_more),
            CasePosition::Before(_) => (is_more, true),
        };
        Ok(CasePage {
            newer: cases.first().filter(|_| is_newer).map(CaseLine::key),
            older: cases.last().filter(|_| is_older).map(CaseLine::key),
            cases,
        })
    }
}
