//! People in the record: whose forms and cases they are.

use guildhall_domain::{
    actors::{Actor, Channel},
    forms::{Address, Answer},
    people::{Act, Source, Verification},
    people_search::Searchable,
};
use sqlx::FromRow;

use crate::{
    Connection, NewAssertion, PersonId, StoredValue, SubjectId, Timestamp, assertions::parse_date,
    query::Statement,
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
    /// The first line of where they live.
    pub address_line: Option<String>,
    pub postcode: Option<String>,
    /// As `2026-03-27`.
    pub died_on: Option<String>,
    pub created_at: Timestamp,
    /// The record that it was joined to: what is asked for from now on belongs there.
    pub joined_to: Option<PersonId>,
}

/// What is known of someone as they are added.
#[derive(Clone, Debug, Default)]
pub struct NewPerson<'a> {
    pub name: &'a str,
    pub email: Option<&'a str>,
    pub telephone: Option<&'a str>,
    /// As `1980-03-27`.
    pub date_of_birth: Option<&'a str>,
    /// The first line of where they live.
    pub address_line: Option<&'a str>,
    pub postcode: Option<&'a str>,
    pub told: FirstTold,
}

impl NewPerson<'_> {
    /// What is known of them, by the attribute that it is.
    fn known(&self) -> Vec<(&'static str, Answer)> {
        let text = |text: Option<&str>| text.map(|text| Answer::Text(text.to_owned()));
        let has_address = self.address_line.is_some() || self.postcode.is_some();
        let address = has_address.then(|| Address {
            line_1: self.address_line.unwrap_or_default().to_owned(),
            postcode: self.postcode.unwrap_or_default().to_owned(),
            ..Address::default()
        });
        let known = [
            ("person.name", text(Some(self.name))),
            ("contact.email", text(self.email)),
            ("contact.telephone", text(self.telephone)),
            (
                "person.date_of_birth",
                self.date_of_birth.and_then(parse_date).map(Answer::Date),
            ),
            ("home.address", address.map(Answer::Address)),
        ];
        let known = known.into_iter();
        known
            .filter_map(|(attribute, value)| Some((attribute, value?)))
            .collect()
    }

    /// What they will be found by.
    pub fn searchable(&self) -> Searchable {
        Searchable::of(
            self.name,
            self.date_of_birth,
            self.postcode,
            self.email,
            self.telephone,
        )
    }
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

impl Default for FirstTold {
    fn default() -> Self {
        Self::IMPORTED
    }
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
    /// Adds somebody, who is found at once, with what is known of them as the first that was told. Call it in a
    /// transaction.
    pub async fn add_person(
        &mut self,
        person: &NewPerson<'_>,
        now: Timestamp,
    ) -> sqlx::Result<PersonId> {
        let id = PersonId::new();
        self.query(
            "INSERT INTO people (id, name, email, telephone, created_at, date_of_birth, address_line, postcode)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(person.name.to_owned())
        .bind(person.email.map(str::to_owned))
        .bind(person.telephone.map(str::to_owned))
        .bind(now)
        .bind(person.date_of_birth.map(str::to_owned))
        .bind(person.address_line.map(str::to_owned))
        .bind(person.postcode.map(str::to_owned))
        .execute()
        .await?;
        self.index_person(id, &person.searchable()).await?;
        self.add_first_assertions(id, person, now).await?;
        Ok(id)
    }

    /// Tells the record of somebody new what is known of them.
    async fn add_first_assertions(
        &mut self,
        id: PersonId,
        person: &NewPerson<'_>,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        for (attribute, value) in person.known() {
            let is_email = attribute == "contact.email";
            let assertion = NewAssertion {
                subject: SubjectId::Person(id),
                attribute: attribute.to_owned(),
                act: Act::Stated,
                value: Some(StoredValue::Open(value)),
                since: None,
                valid_until: None,
                source: person.told.source,
                verified: if is_email {
                    person.told.email
                } else {
                    Verification::Unverified
                },
                actor: person.told.actor,
                channel: person.told.channel,
                case_id: None,
                about: None,
                reason: None,
            };
            self.add_assertion(&assertion, now).await?;
        }
        Ok(())
    }

    /// Whether somebody is known to have died, by their own record or by the one that it is joined to.
    pub async fn has_died(&mut self, person: PersonId) -> sqlx::Result<bool> {
        let row: Option<(PersonId,)> = self
            .query(
                "SELECT people.id FROM people LEFT JOIN people AS known ON known.id = people.joined_to
                 WHERE people.id = $1 AND (people.died_on IS NOT NULL OR known.died_on IS NOT NULL)",
            )
            .bind(person)
            .fetch_optional()
            .await?;
        Ok(row.is_some())
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
                postgres: " FOR NO KEY UPDATE",
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
}
