//! Reads what the map names: a statement for each table, whoever asks and however much there is.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use super::{About, Column, Kind, Reached, Table, Use};
use crate::{
    Connection, PersonId,
    query::{Query, Statement},
};

/// How far a copy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All there is.
    Everything,
    /// All but what came of services that may put somebody in danger: others may look into an account.
    WithoutSensitive,
}

/// A row of somebody's copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    /// What its columns hold, by their names. A secret is `true` where there is one.
    pub values: BTreeMap<String, Value>,
    /// The person is lawfully not told of it.
    pub is_withheld: bool,
}

/// What is somebody's: their record with those that are joined to it, and what hangs on these.
const THEIRS: &str = "WITH
     these_people (id) AS (SELECT id FROM people WHERE id = $1 OR joined_to = $1),
     these_accounts (id) AS (SELECT id FROM identities WHERE person_id IN (SELECT id FROM these_people)),
     hidden_forms (id) AS (SELECT id FROM forms WHERE $2 = 1 AND ";

const THE_REST: &str = "),
     hidden_cases (id) AS (SELECT id FROM cases WHERE subject_id IN (SELECT id FROM these_people)
         AND form_id IN (SELECT id FROM hidden_forms)),
     these_cases (id) AS (SELECT id FROM cases WHERE subject_id IN (SELECT id FROM these_people)
         AND form_id NOT IN (SELECT id FROM hidden_forms)),
     these_forms (id) AS (SELECT id FROM form_sessions WHERE form_id NOT IN (SELECT id FROM hidden_forms)
         AND (subject_id IN (SELECT id FROM these_people)
              OR (subject_id IS NULL AND actor_kind = 'resident' AND actor_id IN (SELECT id FROM these_accounts)))),
     hidden_services (slug) AS (SELECT slug FROM forms WHERE id IN (SELECT id FROM hidden_forms)),
     hidden_tasks (id) AS (SELECT tasks.id FROM tasks JOIN callbacks ON callbacks.task_id = tasks.id
         WHERE tasks.person_id IN (SELECT id FROM these_people)
         AND (callbacks.slug IN (SELECT slug FROM hidden_services) OR tasks.team_id IN
             (SELECT team_id FROM team_services WHERE slug IN (SELECT slug FROM hidden_services))))
     SELECT ";

/// A service whose cases are not shown in accounts.
const IS_SENSITIVE: Statement = Statement {
    sqlite: "json_extract(definition, '$.service.sensitive')",
    postgres: "CAST(definition #>> '{service,sensitive}' AS BOOLEAN)",
};

impl Connection {
    /// What a table holds of somebody and of the records that are joined to theirs, in order; nothing where it holds
    /// nothing of anybody. Ask for the record that others are joined to.
    pub async fn list_held(
        &mut self,
        table: &'static Table,
        person: PersonId,
        extent: Extent,
    ) -> sqlx::Result<Vec<Copied>> {
        let About::People(reached) = &table.about else {
            return Ok(Vec::new());
        };
        let hides = i64::from(extent == Extent::WithoutSensitive);
        let query = self
            .query(THEIRS)
            .push_dialect(IS_SENSITIVE)
            .push(THE_REST)
            .bind(person)
            .bind(hides);
        let rows: Vec<(String,)> = select(query, table, reached).fetch_all().await?;
        rows.iter().map(|row| copied(&row.0, reached)).collect()
    }
}

/// Each row as one JSON object: the databases' own values, however many columns there are.
fn select<'c>(query: Query<'c>, table: &Table, reached: &Reached) -> Query<'c> {
    let mut query = query.push_dialect(Statement {
        sqlite: "json_object('is withheld', ",
        postgres: "CAST(json_build_object('is withheld', ",
    });
    query = match reached.withheld {
        Some(condition) => query
            .push("CASE WHEN ")
            .push(condition)
            .push(" THEN 1 ELSE 0 END"),
        None => query.push("0"),
    };
    for column in reached.columns {
        if !matches!(column.used, Use::Left(_)) {
            query = query.push(", '").push(column.name).push("', ");
            query = value(query, column);
        }
    }
    query
        .push_dialect(Statement {
            sqlite: ")",
            postgres: ") AS TEXT)",
        })
        .push(" FROM ")
        .push(table.name)
        .push(" AS held WHERE ")
        .push(reached.rows)
        .push(" ORDER BY ")
        .push(reached.order)
}

/// One column as JSON.
fn value<'c>(query: Query<'c>, column: &Column) -> Query<'c> {
    let around = |query: Query<'c>, before: Statement, after: Statement| {
        query
            .push_dialect(before)
            .push("held.")
            .push(column.name)
            .push_dialect(after)
    };
    let in_dialect = |sqlite, postgres| Statement { sqlite, postgres };
    match column.used {
        Use::Left(_) => query,
        Use::Secret(_) => around(
            query,
            "(CASE WHEN ".into(),
            " IS NULL THEN 0 ELSE 1 END)".into(),
        ),
        Use::Told(Kind::Words | Kind::Number) => around(query, "".into(), "".into()),
        Use::Told(Kind::Json) => around(query, in_dialect("json(", ""), in_dialect(")", "")),
        Use::Told(Kind::Id) => around(
            query,
            in_dialect("nullif(hex(", ""),
            in_dialect("), '')", ""),
        ),
        Use::Told(Kind::Sealed) => around(
            query,
            in_dialect("CAST(", "convert_from("),
            in_dialect(" AS TEXT)", ", 'UTF8')"),
        ),
        Use::Told(Kind::Moment) => around(
            query,
            in_dialect("", "to_char("),
            in_dialect(
                "",
                " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
            ),
        ),
        Use::Told(Kind::Named(statement)) => {
            around(query.push("(").push(statement), "".into(), ")".into())
        }
    }
}

fn copied(text: &str, reached: &Reached) -> sqlx::Result<Copied> {
    let decode = |error| sqlx::Error::Decode(Box::new(error));
    let mut values: BTreeMap<String, Value> = serde_json::from_str(text).map_err(decode)?;
    let is_withheld = values.remove("is withheld") == Some(1.into());
    for column in reached.columns {
        let Some(value) = values.get_mut(column.name) else {
            continue;
        };
        match column.used {
            Use::Secret(_) => *value = (*value == 1).into(),
            // The two databases write the same id differently.
            Use::Told(Kind::Id) => {
                let id = value.as_str().and_then(|id| Uuid::try_parse(id).ok());
                *value = id.map_or(Value::Null, |id| id.to_string().into());
            }
            Use::Told(_) | Use::Left(_) => {}
        }
    }
    Ok(Copied {
        values,
        is_withheld,
    })
}
