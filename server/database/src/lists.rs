//! Lists that are newest first, paged by where the last page ended: page 500 costs what page 1 does.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Timestamp, query::Query};

/// An entry's place in the order of a list; its text goes into a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListKey {
    pub(crate) at: Timestamp,
    pub(crate) id: Uuid,
}

impl std::fmt::Display for ListKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = OffsetDateTime::from(self.at);
        let microseconds = at.unix_timestamp_nanos() / 1_000;
        write!(formatter, "{microseconds}-{}", self.id.simple())
    }
}

impl std::str::FromStr for ListKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (microseconds, id) = text.split_once('-').ok_or(())?;
        let microseconds: i64 = microseconds.parse().map_err(drop)?;
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(microseconds) * 1_000)
            .map_err(drop)?;
        Ok(Self {
            at: at.into(),
            id: Uuid::try_parse(id).map_err(drop)?,
        })
    }
}

/// Where in a list a page starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListPosition {
    Newest,
    /// What is older than this.
    After(ListKey),
    /// What is newer than this.
    Before(ListKey),
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct ListPage<T> {
    pub entries: Vec<T>,
    /// Where the page before this one is found.
    pub newer: Option<ListKey>,
    /// Where the page after this one is found.
    pub older: Option<ListKey>,
}

impl ListPosition {
    pub(crate) fn is_backwards(self) -> bool {
        matches!(self, Self::Before(_))
    }

    /// Narrows a statement to the entries on this side: `columns` are those of the key, as a row value.
    pub(crate) fn narrow<'c>(self, query: Query<'c>, columns: &'static str) -> Query<'c> {
        let (comparison, key) = match self {
            Self::Newest => return query,
            Self::After(key) => (" < (", key),
            Self::Before(key) => (" > (", key),
        };
        query
            .push(" AND ")
            .push(columns)
            .push(comparison)
            .push_bind(key.at)
            .push(", ")
            .push_bind(key.id)
            .push(")")
    }

    /// The page that so many entries make, which were read from here in reading order, one more than `size` if
    /// there are more.
    pub(crate) fn page<T>(
        self,
        mut entries: Vec<T>,
        size: usize,
        key: impl Fn(&T) -> ListKey,
    ) -> ListPage<T> {
        let is_more = entries.len() > size;
        entries.truncate(size);
        if self.is_backwards() {
            entries.reverse();
        }
        let (is_newer, is_older) = match self {
            Self::Newest => (false, is_more),
            Self::After(_) => (true, is_more),
            Self::Before(_) => (is_more, true),
        };
        ListPage {
            newer: entries.first().filter(|_| is_newer).map(&key),
            older: entries.last().filter(|_| is_older).map(&key),
            entries,
        }
    }
}

/// How many rows to ask for, to know whether there are more than a page of them.
pub(crate) fn one_more(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1)
}
