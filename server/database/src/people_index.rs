//! The index that people are found by. Whoever writes what a person is found by calls [`Connection::index_person`] in the
//! same transaction.

use std::collections::BTreeSet;

use guildhall_domain::people_search::{Entry, Searchable, entries, entries::vocabulary, slips};
use sqlx::{FromRow, types::Json};

use crate::{
    Connection, Database, PersonId,
    query::{Query, Statement},
};

/// How many rows are written in one statement.
const ROWS: usize = 500;
/// How many people are indexed in one transaction after an upgrade.
const BATCH: i64 = 500;
/// How many of somebody's former names they are found by.
const MOST_FORMER_NAMES: usize = 5;

/// What the index is made from where nobody says more.
#[derive(FromRow)]
struct Known {
    id: PersonId,
    name: String,
    email: Option<String>,
    telephone: Option<String>,
    date_of_birth: Option<String>,
    postcode: Option<String>,
    searchable: Option<Json<Searchable>>,
}

impl Known {
    fn searchable(&self) -> Searchable {
        let mut now = Searchable::of(
            &self.name,
            self.date_of_birth.as_deref(),
            self.postcode.as_deref(),
            self.email.as_deref(),
            self.telephone.as_deref(),
        );
        let before = self.searchable.iter().flat_map(|before| &before.names);
        let former = before.filter(|name| **name != self.name);
        now.names.extend(former.take(MOST_FORMER_NAMES).cloned());
        now
    }
}

const KNOWN: &str =
    "SELECT id, name, email, telephone, date_of_birth, postcode, searchable FROM people";

impl Connection {
    /// Makes somebody be found by this, and by nothing else any more. Call it in the transaction that changes it.
    pub async fn index_person(
        &mut self,
        person: PersonId,
        searchable: &Searchable,
    ) -> sqlx::Result<()> {
        let row: Option<(Option<Json<Searchable>>,)> = self
            .query("SELECT searchable FROM people WHERE id = $1")
            // Two who change somebody at once take turns; SQLite has one writer.
            .push_dialect(Statement {
                sqlite: "",
                postgres: " FOR NO KEY UPDATE",
            })
            .bind(person)
            .fetch_optional()
            .await?;
        let Some((before,)) = row else {
            return Ok(());
        };
        if before
            .as_ref()
            .is_some_and(|before| before.0 == *searchable)
        {
            return Ok(());
        }
        let before = before.map(|before| entries(&before.0)).unwrap_or_default();
        let after = entries(searchable);
        self.remove_entries(person, before.difference(&after))
            .await?;
        let new: Vec<(Entry, PersonId)> = after
            .difference(&before)
            .map(|entry| (entry.clone(), person))
            .collect();
        self.add_entries(&new).await?;
        self.learn_words(&vocabulary(searchable)).await?;
        self.query("UPDATE people SET searchable = $1 WHERE id = $2")
            .bind(Json(searchable.clone()))
            .bind(person)
            .execute()
            .await?;
        Ok(())
    }

    async fn remove_entries(
        &mut self,
        person: PersonId,
        entries: impl Iterator<Item = &Entry>,
    ) -> sqlx::Result<()> {
        for entry in entries {
            self.query(
                "DELETE FROM search_entries WHERE kind = $1 AND word = $2 AND person_id = $3",
            )
            .bind(entry.kind.word())
            .bind(entry.word.clone())
            .bind(person)
            .execute()
            .await?;
        }
        Ok(())
    }

    /// Adds to the index what is not there yet.
    pub(crate) async fn add_entries(&mut self, entries: &[(Entry, PersonId)]) -> sqlx::Result<()> {
        for rows in entries.chunks(ROWS) {
            let query = self.query("INSERT INTO search_entries (kind, word, person_id) VALUES ");
            let query = each(query, rows, |query, (entry, person)| {
                query
                    .push_bind(entry.kind.word())
                    .push(", ")
                    .push_bind(entry.word.clone())
                    .push(", ")
                    .push_bind(*person)
            });
            query.push(" ON CONFLICT DO NOTHING").execute().await?;
        }
        Ok(())
    }

    /// Adds to the vocabulary what is new to it; call it in a transaction. A word stays when nobody has it any more: it then finds nobody.
    pub async fn learn_words(&mut self, words: &BTreeSet<String>) -> sqlx::Result<()> {
        let words: Vec<&String> = words.iter().collect();
        for words in words.chunks(ROWS) {
            let query = self.query("INSERT INTO name_words (word) VALUES ");
            let query = each(query, words, |query, word| query.push_bind((*word).clone()));
            let new: Vec<(String,)> = query
                .push(" ON CONFLICT DO NOTHING RETURNING word")
                .fetch_all()
                .await?;
            let slips = new.iter().flat_map(|(word,)| {
                let slips = slips::keys_of_word(word).into_iter();
                slips.map(|slip| (slip, word.clone())).collect::<Vec<_>>()
            });
            let slips: BTreeSet<(String, String)> = slips.collect();
            let slips: Vec<(String, String)> = slips.into_iter().collect();
            for rows in slips.chunks(ROWS) {
                let query = self.query("INSERT INTO name_word_slips (slip, word) VALUES ");
                let query = each(query, rows, |query, (slip, word)| {
                    query
                        .push_bind(slip.clone())
                        .push(", ")
                        .push_bind(word.clone())
                });
                query.push(" ON CONFLICT DO NOTHING").execute().await?;
            }
        }
        Ok(())
    }

    /// Indexes some of those who are not yet; how many they were.
    async fn index_some(&mut self) -> sqlx::Result<usize> {
        let people: Vec<Known> = self
            .query(KNOWN)
            .push(" WHERE searchable IS NULL ORDER BY id LIMIT ")
            .push_bind(BATCH)
            .push_dialect(Statement {
                sqlite: "",
                postgres: " FOR NO KEY UPDATE",
            })
            .fetch_all()
            .await?;
        if people.is_empty() {
            return Ok(0);
        }
        let searchable: Vec<(PersonId, Searchable)> = people
            .iter()
            .map(|person| (person.id, person.searchable()))
            .collect();
        let mut all: Vec<(Entry, PersonId)> = Vec::new();
        let mut words = BTreeSet::new();
        for (person, searchable) in &searchable {
            all.extend(
                entries(searchable)
                    .into_iter()
                    .map(|entry| (entry, *person)),
            );
            words.extend(vocabulary(searchable));
        }
        all.sort_unstable();
        self.add_entries(&all).await?;
        self.learn_words(&words).await?;
        let query = self.query("UPDATE people SET searchable = listed.column2 FROM (VALUES ");
        let query = each(query, &searchable, |query, (person, searchable)| {
            query
                .push_bind(*person)
                .push(", ")
                .push_bind(Json(searchable.clone()))
        });
        query
            .push(") AS listed WHERE people.id = listed.column1")
            .execute()
            .await?;
        Ok(people.len())
    }
}

impl Database {
    /// Indexes those who were there before the index was, or before its rules changed. It goes on where it was stopped.
    pub(crate) async fn index_everybody(&self) -> sqlx::Result<()> {
        loop {
            let mut transaction = self.begin().await?;
            if transaction.index_some().await? == 0 {
                return Ok(());
            }
            transaction.commit().await?;
        }
    }
}

/// Adds a row in brackets for each of these.
pub(crate) fn each<'c, T>(
    mut query: Query<'c>,
    rows: &[T],
    row: impl Fn(Query<'c>, &T) -> Query<'c>,
) -> Query<'c> {
    for (number, one) in rows.iter().enumerate() {
        query = row(query.push(if number == 0 { "(" } else { ", (" }), one).push(")");
    }
    query
}
