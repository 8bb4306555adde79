//! A copy of everything that is held about somebody, for their right of access (UK GDPR, article 15).
//!
//! What it holds is said by the map in `guildhall_database`; this opens what is sealed and keeps back what the reader
//! must not have. There are two readers. The data protection officer reads a copy before it is sent: it has everything,
//! with what may name others marked, and what the person is lawfully not told apart from the rest. Nobody reads the copy
//! that residents make of their own record: it has no withheld rows, no case that may put them in danger, nothing that
//! needs a surer identity than theirs, and what staff wrote about them waits to be asked for.

use std::collections::BTreeMap;

use guildhall_app::pages::copies::{NotShown, heading};
use guildhall_database::{
    About, Connection, Copied, Extent, HeldColumn, Kind, NewAuditEvent, Person, PersonId, TABLES,
    Table, Timestamp, Use,
};
use guildhall_domain::{
    accounts::Level,
    actors::Actor,
    audit::{AuditThing, AuditVerb},
    people::AttributeKind,
};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use uuid::Uuid;

use crate::{error::Result, records, state::AppState};

/// For whom a copy is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever answers for data protection, and reads it before it is sent.
    Officer {
        /// The address is protected, and not for their eyes.
        hides_address: bool,
    },
    /// The person themselves, who is known so surely.
    Holder(Level),
}

/// Everything that is held about somebody and the records that are joined to theirs.
#[derive(Debug)]
pub struct RecordCopy {
    pub person: Person,
    pub reader: Reader,
    pub made_at: Timestamp,
    pub sections: Vec<Section>,
}

/// What one table holds.
#[derive(Debug)]
pub struct Section {
    pub table: &'static Table,
    pub columns: &'static [HeldColumn],
    pub rows: Vec<Row>,
    /// Rows that the person is lawfully not told of.
    pub withheld: Vec<Row>,
}

/// What one row holds, by the names of its columns.
pub type Row = BTreeMap<&'static str, Held>;

#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    Value(Value),
    /// There is something, and the copy does not show it.
    NotShown(NotShown),
}

impl RecordCopy {
    /// The copy of a person's record, or of the record that theirs is joined to; none if nobody has the id.
    pub async fn make(state: &AppState, id: PersonId, reader: Reader) -> Result<Option<Self>> {
        let mut connection = state.database.read().await?;
        let Some(mut person) = connection.find_person(id).await? else {
            return Ok(None);
        };
        if let Some(other) = person.joined_to
            && let Some(joined_to) = connection.find_person(other).await?
        {
            person = joined_to;
        }
        let mut sections = Vec::new();
        for table in TABLES {
            if let About::People(reached) = &table.about {
                let columns = reached.columns;
                let (rows, withheld) =
                    read(&mut connection, state, person.id, reader, table).await?;
                sections.push(Section {
                    table,
                    columns,
                    rows,
                    withheld,
                });
            }
        }
        Ok(Some(Self {
            person,
            reader,
            made_at: state.clock.now(),
            sections,
        }))
    }

    /// As a file for other programs.
    pub fn to_json(&self) -> Value {
        let sections: Vec<Value> = self.sections.iter().map(|one| one.to_json(self)).collect();
        let made_at = OffsetDateTime::from(self.made_at).format(&Rfc3339);
        json!({
            "person": self.person.id,
            "name": self.person.name,
            "made_at": made_at.unwrap_or_default(),
            "sections": sections,
        })
    }
}

/// Remembers that a copy was made; before it is handed over.
pub async fn remember(state: &AppState, person: PersonId, actor: Option<Actor>) -> Result<()> {
    let event =
        NewAuditEvent::new(actor, AuditVerb::RecordExported, AuditThing::Person).on(person.0);
    let mut transaction = state.database.begin().await?;
    transaction
        .add_audit_event(&event, state.clock.now())
        .await?;
    Ok(transaction.commit().await?)
}

/// The rows of a table that a reader gets, and those that they are to keep to themselves.
async fn read(
    connection: &mut Connection,
    state: &AppState,
    person: PersonId,
    reader: Reader,
    table: &'static Table,
) -> Result<(Vec<Row>, Vec<Row>)> {
    let About::People(reached) = &table.about else {
        return Ok(Default::default());
    };
    let extent = match reader {
        Reader::Officer { .. } => Extent::Everything,
        Reader::Holder(_) => Extent::WithoutSensitive,
    };
    let (mut rows, mut withheld) = (Vec::new(), Vec::new());
    for copied in connection.list_held(table, person, extent).await? {
        let row = reached
            .columns
            .iter()
            .filter_map(|column| {
                Some((column.name, held(state, reader, (table, column), &copied)?))
            })
            .collect();
        match (copied.is_withheld, reader) {
            (false, _) => rows.push(row),
            (true, Reader::Officer { .. }) => withheld.push(row),
            (true, Reader::Holder(_)) => {}
        }
    }
    Ok((rows, withheld))
}

/// What a reader gets of a column; nothing where there is nothing.
fn held(
    state: &AppState,
    reader: Reader,
    (table, column): (&Table, &HeldColumn),
    copied: &Copied,
) -> Option<Held> {
    let value = copied
        .values
        .get(column.name)
        .filter(|value| !value.is_null())?;
    if matches!(column.used, Use::Secret(_)) {
        return (*value == true).then_some(Held::NotShown(NotShown::Secret));
    }
    if let Reader::Officer {
        hides_address: true,
    } = reader
        && tells_address(state, (table, column), copied)
    {
        return Some(Held::NotShown(NotShown::Protected));
    }
    if let Reader::Holder(level) = reader {
        let is_by_staff = copied
            .values
            .get("actor_kind")
            .is_some_and(|kind| kind == "staff");
        if column.is_kept_back && is_by_staff && is_free_text(value) {
            return Some(Held::NotShown(NotShown::Waits));
        }
        let is_value = matches!(column.used, Use::Told(Kind::Json | Kind::Sealed));
        if is_value && needs(state, copied) > level {
            return Some(Held::NotShown(NotShown::NeedsIdentity));
        }
    }
    Some(match column.used {
        Use::Told(Kind::Sealed) => open(state, copied, value),
        _ => Held::Value(value.clone()),
    })
}

/// Whether a column may say where somebody lives: an address of the record, what lists show of it, and the answers of
/// forms, in which anybody may have written it anywhere.
fn tells_address(
    state: &AppState,
    (table, column): (&Table, &HeldColumn),
    copied: &Copied,
) -> bool {
    let attribute = || {
        let name = copied.values.get("attribute").and_then(Value::as_str)?;
        state.dictionary.get(name)
    };
    match (table.name, column.name) {
        ("assertions", "value") => {
            attribute().is_none_or(|attribute| attribute.kind == AttributeKind::Address)
        }
        ("people", "address_line" | "postcode") => true,
        (_, "snapshot" | "progress") => true,
        _ => false,
    }
}

/// Words by themselves, or an event that has some.
fn is_free_text(value: &Value) -> bool {
    value.is_string() || value.get("text").is_some()
}

/// How surely somebody has to be known to be shown what a row says of an attribute, or what a form knew of them.
fn needs(state: &AppState, copied: &Copied) -> Level {
    let word = |name: &str| copied.values.get(name).and_then(Value::as_str);
    let attribute = word("attribute").and_then(|name| state.dictionary.get(name));
    let known_as = word("known_as").and_then(|level| level.parse().ok());
    let needed = attribute.map(|attribute| attribute.needs);
    needed.or(known_as).unwrap_or_default()
}

/// Opens what is sealed. What can't be opened is there all the same, and why it can't be is said.
fn open(state: &AppState, copied: &Copied, sealed: &Value) -> Held {
    let of_row = |name: &str| copied.values.get(name).and_then(Value::as_str);
    let attribute = of_row("attribute").unwrap_or_default();
    let subject = of_row("subject_id").and_then(|id| Uuid::try_parse(id).ok());
    let place = records::belongs_to(attribute, subject.unwrap_or_default());
    match state.keys.open(sealed.as_str().unwrap_or_default(), &place) {
        Ok(opened) => Held::Value(serde_json::from_str(&opened).unwrap_or(Value::String(opened))),
        Err(error) => Held::NotShown(NotShown::NotOpened(error.to_string())),
    }
}

impl Section {
    /// Whether a column may name others, so that it is read before it is sent.
    pub fn read_first(&self) -> impl Iterator<Item = &'static str> {
        let columns = self.columns.iter().filter(|column| column.is_read_first);
        columns.map(|column| column.name)
    }

    fn to_json(&self, copy: &RecordCopy) -> Value {
        let rows = |rows: &[Row]| -> Vec<Value> { rows.iter().map(row_to_json).collect() };
        let mut section = json!({
            "section": self.table.name,
            "heading": heading(self.table.name),
            "entries": rows(&self.rows),
        });
        if matches!(copy.reader, Reader::Officer { .. }) {
            section["read_before_sending"] = self.read_first().collect::<Vec<_>>().into();
            section["withheld_from_the_person"] = rows(&self.withheld).into();
        }
        section
    }
}

fn row_to_json(row: &Row) -> Value {
    let value = |held: &Held| match held {
        Held::Value(value) => value.clone(),
        Held::NotShown(why) => json!({ "not_shown": why.words() }),
    };
    let values = row
        .iter()
        .map(|(name, held)| ((*name).to_owned(), value(held)));
    Value::Object(values.collect())
}
