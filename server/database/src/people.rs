//! People in the record: whose forms and cases they are.

use guildhall_domain::{
    actors::{Actor, Channel},
    forms::Answer,
    people::{Act, Source, Verification},
};
use sqlx::FromRow;

use crate::{
    Connection, NewAssertion, PersonId, StoredValue, SubjectId, Timestamp, query::Statement,
};

/// Someone the council knows.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub telephone: Option<String>,
    /// As `1980-03-27`.
    pub date_of_birth: Option<String>,
    pub address_line: Option<String>,
    pub postcode: Option<String>,
    /// As `2026-03-27`.
    pub died_on: Option<String>,
    pub created_at: Timestamp,
    /// The record that it was joined to: what is asked for from now on belongs there.
    pub joined_to: Option<PersonId>,
}

/// What is known of someone as they are added.
#[derive(Clone, Debug)]
pub struct NewPerson<'a> {
    pub name: &'a str,
    pub email: Option<&'a str>,
    pub telephone: Option<&'a str>,
    pub told: FirstTold,
}

/// How the council came to know somebody.
#[derive(Clone, Copy, Debug)]
pub struct FirstTold {
    pub source: Source,
    /// None when the program itself added them.
    pub actor: Option<Actor>,
    pub channel: Channel,
    /// Whether the e-mail address is known to reach them.
    pub email: Verification,
}

impl FirstTold {
    /// Taken over from another system.
    pub const IMPORTED: Self = Self {
        source: Source::Import,
        actor: None,
        channel: Channel::Online,
        email: Verification::Unverified,
    };
}

impl Connection {
    /// Adds somebody, with what is known of them as the first that was told. Call it in a transaction.
    pub async fn add_person(
        &mut self,
        person: &NewPerson<'_>,
        now: Timestamp,
    ) -> sqlx::Result<PersonId> {
        let id = PersonId::new();
        self.query("INSERT INTO people (id, name, email, telephone, created_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(person.name.to_owned())
            .bind(person.email.map(str::to_owned))
            .bind(person.telephone.map(str::to_owned))
            .bind(now)
            .execute()
            .await?;
        let known = [
            ("person.name", Some(person.name)),
            ("contact.email", person.email),
            ("contact.telephone", person.telephone),
        ];
        for (attribute, value) in known {
            let Some(value) = value else { continue };
            let is_email = attribute == "contact.email";
            let verified = if is_email {
                person.told.email
            } else {
                Verification::Unverified
            };
            let assertion = NewAssertion {
                subject: SubjectId::Person(id),
                attribute: attribute.to_owned(),
                act: Act::Stated,
                value: Some(StoredValue::Open(Answer::Text(value.to_owned()))),
                since: None,
                valid_until: None,
                source: person.told.source,
                verified,
                actor: person.told.actor,
                channel: person.told.channel,
                case_id: None,
                about: None,
                reason: None,
            };
            self.add_assertion(&assertion, now).await?;
        }
        Ok(id)
    }

    /// Joins a record to another: a link, so that nothing is lost and the cases of both are seen together. What
    /// was joined to the first follows it. Call it in a transaction.
    pub async fn join_person(&mut self, person: PersonId, to: PersonId) -> sqlx::Result<()> {
        self.query(
            "UPDATE people SET joined_to = $1 WHERE (id = $2 OR joined_to = $2) AND id <> $1",
        )
        .bind(to)
        .bind(person)
        .execute()
        .await?;
        Ok(())
    }

    /// Two records as they are, kept from being joined by anybody else until this transaction ends.
    pub async fn lock_people(
        &mut self,
        one: PersonId,
        other: PersonId,
    ) -> sqlx::Result<[Option<Person>; 2]> {
        let mut locked: Vec<Person> = self
            .query("SELECT * FROM people WHERE id = ")
            .push_bind(one)
            .push(" OR id = ")
            .push_bind(other)
            .push(" ORDER BY id")
            // SQLite has one writer, which this transaction is.
            .push_dialect(Statement {
                sqlite: "",
                postgres: " FOR UPDATE",
            })
            .fetch_all()
            .await?;
        let mut take = |id| {
            let place = locked.iter().position(|person| person.id == id)?;
            Some(locked.swap_remove(place))
        };
        Ok([take(one), take(other)])
    }

    /// Takes a record apart again from the one it was joined to; false if it was not joined.
    pub async fn separate_person(&mut self, person: PersonId) -> sqlx::Result<bool> {
        let separated = self
            .query("UPDATE people SET joined_to = NULL WHERE id = $1 AND joined_to IS NOT NULL")
            .bind(person)
            .execute()
            .await?;
        Ok(separated == 1)
    }

    /// The records that were joined to this one.
    pub async fn list_joined(&mut self, person: PersonId) -> sqlx::Result<Vec<Person>> {
        self.query("SELECT * FROM people WHERE joined_to = $1 ORDER BY created_at, id LIMIT 100")
            .bind(person)
            .fetch_all()
            .await
    }

    /// Whether a record is somebody's: their own, or one that was joined to it.
    pub async fn is_record_of(&mut self, person: PersonId, record: PersonId) -> sqlx::Result<bool> {
        let row: Option<(PersonId,)> = self
            .query("SELECT id FROM people WHERE id = $1 AND (id = $2 OR joined_to = $2)")
            .bind(record)
            .bind(person)
            .fetch_optional()
            .await?;
        Ok(row.is_some())
    }

    pub async fn find_person(&mut self, id: PersonId) -> sqlx::Result<Option<Person>> {
        self.query("SELECT * FROM people WHERE id = $1")
            .bind(id)
            .fetch_optional()
            .await
    }

    /// People whose name, e-mail address or telephone number contains the words, by name; one more than
    /// `limit` tells that there are more. `after` continues a list at the person it ended with.
    pub async fn search_people(
        &mut self,
        words: &str,
        after: Option<&Person>,
        limit: i64,
    ) -> sqlx::Result<Vec<Person>> {
        let pattern = format!("%{}%", escape_like(words.trim()).to_lowercase());
        let digits: String = words.chars().filter(char::is_ascii_digit).collect();
        let mut query = self
            .query("SELECT * FROM people WHERE (lower(name) LIKE ")
            .push_bind(pattern.clone())
            .push(" ESCAPE '\\' OR lower(coalesce(email, '')) LIKE ")
            .push_bind(pattern)
            .push(" ESCAPE '\\'");
        if digits.len() >= 4 {
            query = query
                .push(" OR replace(replace(coalesce(telephone, ''), ' ', ''), '-', '') LIKE ")
                .push_bind(format!("%{digits}%"));
        }
        query = query.push(")");
        if let Some(person) = after {
            query = query
                .push(" AND (lower(name), id) > (lower(")
                .push_bind(person.name.clone())
                .push("), ")
                .push_bind(person.id)
                .push(")");
        }
        query
            .push(" ORDER BY lower(name), id LIMIT ")
            .push_bind(limit)
            .fetch_all()
            .await
    }
}

/// Keeps `%` and `_` in what people typed from meaning "anything".
pub(crate) fn escape_like(words: &str) -> String {
    words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
