//! Writing very many invented people at once.

use guildhall_domain::{
    forms::{Address, Answer, iso_date},
    people_search::{Entry, Searchable, entries},
};
use sqlx::types::Json;
use time::Date;
use uuid::Uuid;

use crate::{Connection, Database, PersonId, Timestamp, people_index::each, query::Statement};

/// How many rows are written in one statement.
const ROWS: usize = 500;

/// Somebody invented, with all that is said of them.
#[derive(Clone, Debug, PartialEq)]
pub struct SeededPerson {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub telephone: Option<String>,
    pub date_of_birth: Option<Date>,
    pub address_line: Option<String>,
    pub town: String,
    pub postcode: Option<String>,
    /// When the council was told of them.
    pub known_at: Timestamp,
}

impl SeededPerson {
    /// What they are found by.
    pub fn searchable(&self) -> Searchable {
        Searchable::of(
            &self.name,
            self.date_of_birth.map(iso_date::format).as_deref(),
            self.postcode.as_deref(),
            self.email.as_deref(),
            self.telephone.as_deref(),
        )
    }

    /// Where they stand in the index.
    pub fn entries(&self) -> Vec<(Entry, PersonId)> {
        let entries = entries(&self.searchable()).into_iter();
        entries.map(|entry| (entry, PersonId(self.id))).collect()
    }

    /// What the council was told, an attribute and its value each.
    fn told(&self) -> Vec<(&'static str, Answer)> {
        let text = |value: &Option<String>| value.clone().map(Answer::Text);
        let home = self.address_line.as_ref().zip(self.postcode.as_ref());
        let home = home.map(|(line, postcode)| {
            Answer::Address(Address {
                line_1: line.clone(),
                town: self.town.clone(),
                postcode: postcode.clone(),
                ..Address::default()
            })
        });
        let all = [
            ("person.name", Some(Answer::Text(self.name.clone()))),
            ("person.date_of_birth", self.date_of_birth.map(Answer::Date)),
            ("contact.email", text(&self.email)),
            ("contact.telephone", text(&self.telephone)),
            ("home.address", home),
        ];
        let told = all
            .into_iter()
            .filter_map(|(attribute, value)| Some((attribute, value?)));
        told.collect()
    }
}

/// Entries of the index on their way into it: they are put in order first, so that each page of the index is written once.
pub struct Staging(Connection);

impl Database {
    /// Begins to gather entries of the index.
    pub async fn stage_entries(&self) -> sqlx::Result<Staging> {
        let mut connection = self.write().await?;
        connection
            .query(Statement {
                sqlite: "CREATE TEMPORARY TABLE staged_entries (kind TEXT, word TEXT, person_id BLOB)",
                postgres: "CREATE TEMPORARY TABLE staged_entries (kind TEXT, word TEXT COLLATE \"C\", person_id UUID)",
            })
            .execute()
            .await?;
        // Memory to sort in: more than a page of the website needs, and no more however many there are.
        connection
            .query(Statement {
                sqlite: "PRAGMA cache_size = -32768",
                postgres: "SET work_mem = '64MB'",
            })
            .execute()
            .await?;
        Ok(Staging(connection))
    }

    /// Lets the database see what has been written, as it would by itself in a while.
    pub async fn take_stock(&self) -> sqlx::Result<()> {
        let statement = Statement {
            sqlite: "PRAGMA wal_checkpoint(TRUNCATE)",
            postgres: "VACUUM (ANALYZE)",
        };
        self.write().await?.query(statement).execute().await?;
        Ok(())
    }
}

impl Staging {
    pub async fn add(&mut self, entries: &[(Entry, PersonId)]) -> sqlx::Result<()> {
        for rows in portions(entries) {
            let query = self
                .0
                .query("INSERT INTO staged_entries (kind, word, person_id) VALUES ");
            let query = each(query, rows, |query, (entry, person)| {
                query
                    .push_bind(entry.kind.word())
                    .push(", ")
                    .push_bind(entry.word.clone())
                    .push(", ")
                    .push_bind(*person)
            });
            query.execute().await?;
        }
        Ok(())
    }

    /// Writes all that was gathered into the index.
    pub async fn finish(mut self) -> sqlx::Result<()> {
        self.0
            .query(
                "INSERT INTO search_entries (kind, word, person_id) SELECT kind, word, person_id FROM staged_entries
                 WHERE TRUE ORDER BY kind, word, person_id ON CONFLICT DO NOTHING",
            )
            .execute()
            .await?;
        self.0.query("DROP TABLE staged_entries").execute().await?;
        let before = Statement {
            sqlite: "PRAGMA cache_size = -2000",
            postgres: "RESET work_mem",
        };
        self.0.query(before).execute().await?;
        Ok(())
    }
}

impl Connection {
    /// Whether anybody is known.
    pub async fn has_people(&mut self) -> sqlx::Result<bool> {
        let row: Option<(PersonId,)> = self
            .query("SELECT id FROM people LIMIT 1")
            .fetch_optional()
            .await?;
        Ok(row.is_some())
    }

    /// Adds people who are in the index already, with what the council was told of them. Call it in a transaction.
    pub async fn add_seeded_people(&mut self, people: &[SeededPerson]) -> sqlx::Result<()> {
        for people in portions(people) {
            let query = self.query(
                "INSERT INTO people (id, name, email, telephone, created_at, date_of_birth, address_line, postcode, searchable)
                 VALUES ",
            );
            let query = each(query, people, |query, person| {
                query
                    .push_bind(PersonId(person.id))
                    .push(", ")
                    .push_bind(person.name.clone())
                    .push(", ")
                    .push_bind(person.email.clone())
                    .push(", ")
                    .push_bind(person.telephone.clone())
                    .push(", ")
                    .push_bind(person.known_at)
                    .push(", ")
                    .push_bind(person.date_of_birth.map(iso_date::format))
                    .push(", ")
                    .push_bind(person.address_line.clone())
                    .push(", ")
                    .push_bind(person.postcode.clone())
                    .push(", ")
                    .push_bind(Json(person.searchable()))
            });
            query.execute().await?;
        }
        self.add_told(people).await
    }

    async fn add_told(&mut self, people: &[SeededPerson]) -> sqlx::Result<()> {
        let told = people.iter().flat_map(|person| {
            let told = (0..).zip(person.told());
            told.map(move |(place, told)| (person, place, told))
        });
        let told: Vec<(&SeededPerson, u8, _)> = told.collect();
        for rows in portions(&told) {
            let query = self.query(
                "INSERT INTO assertions (id, subject_kind, subject_id, attribute, act, value, source, verified, channel, asserted_at)
                 VALUES ",
            );
            let query = each(query, rows, |query, (person, place, (attribute, value))| {
                query
                    .push_bind(assertion_id(person.id, *place))
                    .push(", 'person', ")
                    .push_bind(PersonId(person.id))
                    .push(", ")
                    .push_bind(*attribute)
                    .push(", 'stated', ")
                    .push_bind(Json(value.clone()))
                    .push(", 'import', 'unverified', 'online', ")
                    .push_bind(person.known_at)
            });
            query.execute().await?;
        }
        Ok(())
    }
}

/// As many rows as one statement takes, and of the rest as many as another statement takes that comes again: each is
/// prepared once and kept in memory, so that there must not be one for each number of rows.
fn portions<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let at_most = 1 << rows.len().checked_ilog2()?;
        let count = if rows.len() < ROWS { at_most } else { ROWS };
        let (portion, rest) = rows.split_at(count);
        rows = rest;
        Some(portion)
    })
}

/// An id for each of the few things said of somebody at one time: theirs, with the last byte told apart.
fn assertion_id(person: Uuid, place: u8) -> Uuid {
    let mut bytes = person.into_bytes();
    bytes[15] = bytes[15].wrapping_add(1 + place);
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn however_many_rows_there_are_few_statements_write_them() {
        let rows: Vec<usize> = (0..3_000).collect();
        let mut sizes = BTreeSet::new();
        for count in 0..rows.len() {
            let portions: Vec<&[usize]> = portions(&rows[..count]).collect();
            assert_eq!(portions.concat(), rows[..count]);
            sizes.extend(portions.iter().map(|portion| portion.len()));
        }
        assert!(
            sizes.len() <= 10 && sizes.last() == Some(&ROWS),
            "{sizes:?}"
        );
    }
}
