//! What is held about one person, for the right of access (UK GDPR, article 15).
//!
//! The [`map`](TABLES) says of every column of every table whether it is about a person, how it is reached from them,
//! and whether it is told; a test compares it with the tables as they are. What is copied for somebody is read by the
//! map alone, so that whatever is in it is in the copy too.
//!
//! A new table is one entry in the map, in the words of [`Table`] and [`Column`]; the test that misses it writes a first
//! draft. Its heading and those of new columns are messages, `copy-table-{name}` and `copy-column-{name}`.

mod map;
mod reading;

pub use map::TABLES;
pub use reading::{Copied, Extent};

/// A table, and what of it is about a person.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    pub about: About,
}

/// Whom the rows of a table are about.
#[derive(Debug)]
pub enum About {
    /// The people of the record.
    People(Reached),
    /// Nobody in the record, or nobody who could be found by it; with every column, so that a new one is looked at.
    Nobody {
        because: &'static str,
        columns: &'static [&'static str],
    },
}

/// Rows that are about somebody.
#[derive(Debug)]
pub struct Reached {
    /// The condition under which a row is theirs, in the names that [`reading`] gives: `these_people`, `these_accounts`,
    /// `these_cases`, `these_forms`; and `hidden_cases`, which is empty but in a copy that somebody else might open.
    pub rows: &'static str,
    /// The columns that put the rows in order.
    pub order: &'static str,
    /// The condition under which the person is lawfully not told of a row.
    pub withheld: Option<&'static str>,
    pub columns: &'static [Column],
}

/// A column of a row that is about somebody.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    pub used: Use,
    /// Free text, which may name others: whoever sends a copy reads it first.
    pub is_read_first: bool,
    /// Where staff wrote it, it waits until somebody has read it first: it is not in a copy that nobody reads.
    pub is_kept_back: bool,
}

/// What a copy does with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Told(Kind),
    /// A copy says that there is one, and never what it is; with what it is kept for.
    Secret(&'static str),
    /// Nothing about the person: with the reason.
    Left(&'static str),
}

/// What a told column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Words,
    Number,
    Moment,
    Json,
    Id,
    /// Sealed under the council's keys, in a row with the `attribute` and the `subject_id` that it belongs to.
    Sealed,
    /// The id of something else, told by what this statement finds for it.
    Named(&'static str),
}

impl Column {
    const fn new(name: &'static str, used: Use) -> Self {
        Self {
            name,
            used,
            is_read_first: false,
            is_kept_back: false,
        }
    }

    const fn read_first(self) -> Self {
        Self {
            is_read_first: true,
            ..self
        }
    }

    const fn kept_back(self) -> Self {
        Self {
            is_kept_back: true,
            ..self.read_first()
        }
    }
}

/// Words that are about the person.
const fn words(name: &'static str) -> Column {
    Column::new(name, Use::Told(Kind::Words))
}

const fn number(name: &'static str) -> Column {
    Column::new(name, Use::Told(Kind::Number))
}

const fn moment(name: &'static str) -> Column {
    Column::new(name, Use::Told(Kind::Moment))
}

const fn json(name: &'static str) -> Column {
    Column::new(name, Use::Told(Kind::Json))
}

/// An id that other rows of the copy name.
const fn id(name: &'static str) -> Column {
    Column::new(name, Use::Told(Kind::Id))
}

const fn sealed(name: &'static str) -> Column {
    Column::new(name, Use::Told(Kind::Sealed))
}

/// An id that a copy tells by a name; the statement ends where the id goes.
const fn named(name: &'static str, statement: &'static str) -> Column {
    Column::new(name, Use::Told(Kind::Named(statement)))
}

const fn secret(name: &'static str, what: &'static str) -> Column {
    Column::new(name, Use::Secret(what))
}

const fn left(name: &'static str, because: &'static str) -> Column {
    Column::new(name, Use::Left(because))
}
