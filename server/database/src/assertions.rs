//! What the council was told, each time it was told. Rows are only ever added.

use std::collections::BTreeMap;

use guildhall_domain::{
    actors::{Actor, Channel},
    forms::Answer,
    people::{Act, Assertion, Attribute, Source, Subject, Verification, dictionary::SubjectKind},
};
use serde::Deserialize;
use sqlx::{FromRow, types::Json};
use time::{Date, OffsetDateTime, macros::format_description};
use uuid::Uuid;

use crate::{
    CaseId, Connection, OrganisationId, PersonId, Timestamp,
    query::{Statement, one_of},
};

/// Whom a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectId {
    Person(PersonId),
    Organisation(OrganisationId),
}

impl SubjectId {
    /// Whom something is said of that is said for an organisation, or else by somebody for themselves.
    pub fn of(person: Option<PersonId>, organisation: Option<OrganisationId>) -> Option<Self> {
        organisation
            .map(Self::Organisation)
            .or(person.map(Self::Person))
    }

    /// Whether an attribute is one of a record like this.
    pub fn has(self, attribute: &Attribute) -> bool {
        match self {
            Self::Person(_) => attribute.of == SubjectKind::Person,
            Self::Organisation(_) => attribute.of == SubjectKind::Organisation,
        }
    }

    pub fn kind(self) -> Subject {
        match self {
            Self::Person(_) => Subject::Person,
            Self::Organisation(_) => Subject::Organisation,
        }
    }

    pub fn id(self) -> Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::Organisation(id) => id.0,
        }
    }
}

/// What is told of somebody now.
#[derive(Clone, Debug)]
pub struct NewAssertion {
    pub subject: SubjectId,
    /// A name in the dictionary of attributes.
    pub attribute: String,
    pub act: Act,
    pub value: Option<StoredValue>,
    /// From when it is true.
    pub since: Option<Date>,
    pub valid_until: Option<Timestamp>,
    pub source: Source,
    pub verified: Verification,
    /// None when the program itself did it.
    pub actor: Option<Actor>,
    pub channel: Channel,
    pub case_id: Option<CaseId>,
    pub about: Option<Uuid>,
    pub reason: Option<String>,
}

/// A value as it lies in the database.
#[derive(Clone, Debug, PartialEq)]
pub enum StoredValue {
    Open(Answer),
    /// Sealed under the council's keys.
    Sealed(String),
}

/// One thing that was told, with all that is known about it.
#[derive(Clone, Debug)]
pub struct StoredAssertion {
    /// Whose record it was told to: the subject's own, or one that was joined to it.
    pub subject_id: Uuid,
    pub attribute: String,
    pub value: Option<StoredValue>,
    /// Everything but its value, which may be sealed.
    pub assertion: Assertion,
    pub actor: Option<Actor>,
    /// The name of the member of staff who wrote it down.
    pub actor_name: Option<String>,
    pub channel: Channel,
    pub case_id: Option<CaseId>,
    /// The case that it was said in.
    pub case_reference: Option<String>,
}

/// One thing that was told, as the rules see it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldAssertion {
    /// Whose record it was told to: the subject's own, or one that was joined to it.
    pub subject_id: Uuid,
    pub attribute: String,
    pub value: Option<StoredValue>,
    /// Everything but its value, which may be sealed, the reason somebody gave and the service that it was told in.
    pub assertion: Assertion,
}

/// As [`TOLD`] has it.
#[derive(Deserialize)]
struct ToldRow {
    id: Uuid,
    subject_id: Uuid,
    attribute: String,
    act: String,
    value: Option<Answer>,
    sealed: Option<String>,
    since: Option<String>,
    #[serde(with = "time::serde::rfc3339::option")]
    valid_until: Option<OffsetDateTime>,
    source: String,
    verified: String,
    about_id: Option<Uuid>,
    #[serde(with = "time::serde::rfc3339")]
    asserted_at: OffsetDateTime,
}

impl TryFrom<ToldRow> for ToldAssertion {
    type Error = sqlx::Error;

    fn try_from(row: ToldRow) -> Result<Self, sqlx::Error> {
        let moment = |moment: OffsetDateTime| OffsetDateTime::from(Timestamp::from(moment));
        Ok(Self {
            subject_id: row.subject_id,
            attribute: row.attribute,
            value: row
                .value
                .map(StoredValue::Open)
                .or(row.sealed.map(StoredValue::Sealed)),
            assertion: Assertion {
                id: row.id,
                act: Act::try_from(row.act).map_err(sqlx::Error::decode)?,
                value: None,
                since: row.since.as_deref().and_then(parse_date),
                valid_until: row.valid_until.map(moment),
                source: Source::try_from(row.source).map_err(sqlx::Error::decode)?,
                verified: Verification::try_from(row.verified).map_err(sqlx::Error::decode)?,
                about: row.about_id,
                reason: None,
                asserted_at: moment(row.asserted_at),
                told_in: None,
            },
        })
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    subject_id: Uuid,
    attribute: String,
    act: String,
    value: Option<Json<Answer>>,
    sealed: Option<Vec<u8>>,
    since: Option<String>,
    valid_until: Option<Timestamp>,
    source: String,
    verified: String,
    actor_kind: Option<String>,
    actor_id: Option<Uuid>,
    actor_name: Option<String>,
    channel: String,
    case_id: Option<CaseId>,
    about_id: Option<Uuid>,
    reason: Option<String>,
    asserted_at: Timestamp,
    case_reference: Option<String>,
    case_slug: Option<String>,
}

impl TryFrom<Row> for StoredAssertion {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let actor = match (row.actor_kind, row.actor_id) {
            (Some(kind), Some(id)) => {
                Some(Actor::from_stored(&kind, id).map_err(sqlx::Error::decode)?)
            }
            _ => None,
        };
        let sealed = row.sealed.map(String::from_utf8).transpose();
        let sealed = sealed.map_err(sqlx::Error::decode)?;
        let open = row.value.map(|value| StoredValue::Open(value.0));
        Ok(Self {
            subject_id: row.subject_id,
            attribute: row.attribute,
            value: open.or(sealed.map(StoredValue::Sealed)),
            assertion: Assertion {
                id: row.id,
                act: Act::try_from(row.act).map_err(sqlx::Error::decode)?,
                value: None,
                since: row.since.as_deref().and_then(parse_date),
                valid_until: row.valid_until.map(OffsetDateTime::from),
                source: Source::try_from(row.source).map_err(sqlx::Error::decode)?,
                verified: Verification::try_from(row.verified).map_err(sqlx::Error::decode)?,
                about: row.about_id,
                reason: row.reason,
                asserted_at: row.asserted_at.into(),
                told_in: row.case_slug,
            },
            actor,
            actor_name: row.actor_name,
            channel: Channel::try_from(row.channel).map_err(sqlx::Error::decode)?,
            case_id: row.case_id,
            case_reference: row.case_reference,
        })
    }
}

pub(crate) fn parse_date(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

const COLUMNS: &str = "SELECT assertions.id, assertions.subject_id, attribute, act, value, sealed, since, valid_until, source, verified,
        assertions.actor_kind, assertions.actor_id, staff.name AS actor_name, assertions.channel, case_id, about_id,
        reason, asserted_at, cases.reference AS case_reference, cases.slug AS case_slug
     FROM assertions
     LEFT JOIN cases ON cases.id = case_id
     LEFT JOIN staff ON assertions.actor_kind = 'staff' AND staff.id = assertions.actor_id
     WHERE assertions.";

/// No more than the rules need, and in no order, all in one row: of somebody who has been known for long there are
/// thousands, and as rows of their own they cost the program several times what they cost the database.
const TOLD: Statement = Statement {
    sqlite: "SELECT json_group_array(json_array(hex(id), hex(subject_id), attribute, act, json(value),
            CAST(sealed AS TEXT), since, valid_until, source, verified,
            CASE WHEN about_id IS NOT NULL THEN hex(about_id) END, asserted_at))
         FROM assertions WHERE ",
    postgres: "SELECT coalesce(json_agg(json_build_array(id, subject_id, attribute, act, value,
            convert_from(sealed, 'UTF8'), since, valid_until, source, verified, about_id, asserted_at)), '[]')
         FROM assertions WHERE ",
};

/// Narrows to a subject, with the records that are joined to theirs.
const OF: &str = "subject_id IN (SELECT id FROM people WHERE joined_to = ";

/// The subject itself, beside the records that are joined to it.
const OR_ITSELF: &str = " UNION ALL SELECT ";

impl Connection {
    /// Writes down what was told. Call it in a transaction, and bring the record up to date in the same one.
    pub async fn add_assertion(
        &mut self,
        assertion: &NewAssertion,
        now: Timestamp,
    ) -> sqlx::Result<Uuid> {
        let id = Uuid::now_v7();
        let (open, sealed) = match assertion.value.clone() {
            Some(StoredValue::Open(value)) => (Some(Json(value)), None),
            Some(StoredValue::Sealed(text)) => (None, Some(text.into_bytes())),
            None => (None, None),
        };
        self.query(
            "INSERT INTO assertions
                 (id, subject_kind, subject_id, attribute, act, value, sealed, since, valid_until, source, verified,
                  actor_kind, actor_id, channel, case_id, about_id, reason, asserted_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        )
        .bind(id)
        .bind(assertion.subject.kind().word().to_owned())
        .bind(assertion.subject.id())
        .bind(assertion.attribute.clone())
        .bind(assertion.act.word().to_owned())
        .bind(open)
        .bind(sealed)
        .bind(assertion.since.map(|date| date.to_string()))
        .bind(assertion.valid_until)
        .bind(assertion.source.word().to_owned())
        .bind(assertion.verified.word().to_owned())
        .bind(assertion.actor.map(|actor| actor.kind().to_owned()))
        .bind(assertion.actor.map(Actor::id))
        .bind(assertion.channel.word().to_owned())
        .bind(assertion.case_id)
        .bind(assertion.about)
        .bind(assertion.reason.clone())
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    /// Everything that was ever told of somebody, by attribute, in the order it was told; of a person, what was told
    /// to the records that are joined to theirs too.
    pub async fn list_assertions(
        &mut self,
        subject: SubjectId,
    ) -> sqlx::Result<BTreeMap<String, Vec<StoredAssertion>>> {
        let rows: Vec<Row> = self
            .query(COLUMNS)
            .push(OF)
            .push_bind(subject.id())
            .push(OR_ITSELF)
            .push_bind(subject.id())
            .push(") ORDER BY attribute, asserted_at, assertions.id")
            .fetch_all()
            .await?;
        by_attribute(rows)
    }

    /// Everything that was ever told of one attribute, in the order it was told.
    pub async fn list_assertions_of(
        &mut self,
        subject: SubjectId,
        attribute: &str,
    ) -> sqlx::Result<Vec<StoredAssertion>> {
        let rows: Vec<Row> = self
            .query(COLUMNS)
            .push(OF)
            .push_bind(subject.id())
            .push(OR_ITSELF)
            .push_bind(subject.id())
            .push(") AND attribute = ")
            .push_bind(attribute.to_owned())
            .push(" ORDER BY asserted_at, assertions.id")
            .fetch_all()
            .await?;
        rows.into_iter().map(StoredAssertion::try_from).collect()
    }

    /// Some assertions with all that is known about them, by their ids.
    pub async fn list_assertions_by_id(
        &mut self,
        ids: &[Uuid],
    ) -> sqlx::Result<Vec<StoredAssertion>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let query = self.query(COLUMNS).push("id");
        let rows: Vec<Row> = one_of(query, ids).fetch_all().await?;
        rows.into_iter().map(StoredAssertion::try_from).collect()
    }

    /// What a record is worked out from, in no order; of some attributes, or of all.
    pub async fn list_told(
        &mut self,
        subject: SubjectId,
        attributes: Option<&[&str]>,
    ) -> sqlx::Result<Vec<ToldAssertion>> {
        let mut query = self
            .query(TOLD)
            .push(OF)
            .push_bind(subject.id())
            .push(OR_ITSELF)
            .push_bind(subject.id())
            .push(")");
        if let Some(attributes) = attributes {
            let attributes: Vec<String> = attributes.iter().map(|one| (*one).to_owned()).collect();
            query = one_of(query.push(" AND attribute"), &attributes);
        }
        let told: Option<(Json<Vec<ToldRow>>,)> = query.fetch_optional().await?;
        let told = told.map(|row| row.0.0).unwrap_or_default();
        told.into_iter().map(ToldAssertion::try_from).collect()
    }

    /// The services, by slug, in whose cases some assertions were told; those that were told elsewhere are left out.
    pub async fn list_services_told_in(
        &mut self,
        ids: &[Uuid],
    ) -> sqlx::Result<Vec<(Uuid, String)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let query = self.query(
            "SELECT assertions.id, slug FROM assertions JOIN cases ON cases.id = case_id WHERE assertions.id",
        );
        one_of(query, ids).fetch_all().await
    }

    /// A page of what is sealed, to be sealed again: ids with what they belong to, after an id.
    pub async fn list_sealed_values(
        &mut self,
        after: Option<Uuid>,
        limit: i64,
    ) -> sqlx::Result<Vec<SealedValue>> {
        let mut query = self.query(
            "SELECT id, subject_id, attribute, sealed FROM assertions WHERE sealed IS NOT NULL",
        );
        if let Some(after) = after {
            query = query.push(" AND id > ").push_bind(after);
        }
        query
            .push(" ORDER BY id LIMIT ")
            .push_bind(limit)
            .fetch_all()
            .await
    }

    /// Puts the same value in its place under another key; false if it was sealed again meanwhile.
    pub async fn reseal_value(
        &mut self,
        id: Uuid,
        before: &[u8],
        sealed: String,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query("UPDATE assertions SET sealed = $1 WHERE id = $2 AND sealed = $3")
            .bind(sealed.into_bytes())
            .bind(id)
            .bind(before.to_vec())
            .execute()
            .await?;
        Ok(changed == 1)
    }

    /// Keeps two changes of one record from being worked out past each other.
    pub async fn lock_subject(&mut self, subject: SubjectId) -> sqlx::Result<()> {
        let statement = match subject {
            SubjectId::Person(_) => "SELECT id FROM people WHERE id = ",
            SubjectId::Organisation(_) => "SELECT id FROM organisations WHERE id = ",
        };
        let _: Option<(Uuid,)> = self
            .query(statement)
            .push_bind(subject.id())
            .push_dialect(Statement {
                sqlite: "",
                // Two forms of one person that open their cases at once each hold the person as a key already.
                postgres: " FOR NO KEY UPDATE",
            })
            .fetch_optional()
            .await?;
        Ok(())
    }

    /// What lists and searches show of somebody, as it follows from their record.
    pub async fn project_person(
        &mut self,
        person: PersonId,
        shown: &Projection,
    ) -> sqlx::Result<()> {
        self.query(
            "UPDATE people SET name = coalesce($1, name), email = $2, telephone = $3, date_of_birth = $4,
                 address_line = $5, postcode = $6, died_on = $7 WHERE id = $8",
        )
        .bind(shown.name.clone())
        .bind(shown.email.clone())
        .bind(shown.telephone.clone())
        .bind(shown.date_of_birth.map(|date| date.to_string()))
        .bind(shown.address_line.clone())
        .bind(shown.postcode.clone())
        .bind(shown.died_on.map(|date| date.to_string()))
        .bind(person)
        .execute()
        .await?;
        Ok(())
    }

    /// People of whom something became true between two dates, so that what lists show of them has to follow.
    pub async fn list_people_changing_between(
        &mut self,
        from: Date,
        until: Date,
    ) -> sqlx::Result<Vec<PersonId>> {
        let rows: Vec<(PersonId,)> = self
            .query("SELECT DISTINCT subject_id FROM assertions WHERE subject_kind = 'person' AND since >= ")
            .push_bind(from.to_string())
            .push(" AND since <= ")
            .push_bind(until.to_string())
            .push(" ORDER BY subject_id")
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }
}

/// Something sealed and what it belongs to.
#[derive(Clone, Debug, FromRow)]
pub struct SealedValue {
    pub id: Uuid,
    pub subject_id: Uuid,
    pub attribute: String,
    pub sealed: Vec<u8>,
}

/// What lists and searches show of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    pub name: Option<String>,
    pub email: Option<String>,
    pub telephone: Option<String>,
    pub date_of_birth: Option<Date>,
    pub address_line: Option<String>,
    pub postcode: Option<String>,
    pub died_on: Option<Date>,
}

fn by_attribute(rows: Vec<Row>) -> sqlx::Result<BTreeMap<String, Vec<StoredAssertion>>> {
    let mut found: BTreeMap<String, Vec<StoredAssertion>> = BTreeMap::new();
    for row in rows {
        let stored = StoredAssertion::try_from(row)?;
        found
            .entry(stored.attribute.clone())
            .or_default()
            .push(stored);
    }
    Ok(found)
}
