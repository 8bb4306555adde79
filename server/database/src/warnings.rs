//! Warnings about people, and what they need.

use guildhall_domain::warnings::{WarningKind, WithholdingGround};
use sqlx::FromRow;
use time::Date;

use crate::{
    Connection, ListKey, ListPage, ListPosition, PersonId, StaffId, Timestamp, WarningId,
    lists::one_more, query::Query,
};

/// Something to be noted on somebody's record.
#[derive(Clone, Debug)]
pub struct NewWarning<'a> {
    pub person: PersonId,
    pub kind: WarningKind,
    pub words: &'a str,
    /// Why the person does not see it; none where they do.
    pub withheld: Option<WithholdingGround>,
    /// Who answers for it.
    pub owner: StaffId,
    pub expires_on: Date,
}

/// What is put in the place of what was noted.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    pub words: &'a str,
    pub withheld: Option<WithholdingGround>,
    pub expires_on: Date,
}

/// Something noted on somebody's record.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Warning {
    pub id: WarningId,
    pub person_id: PersonId,
    #[sqlx(try_from = "String")]
    pub kind: WarningKind,
    pub words: String,
    withheld: Option<String>,
    pub owner_id: StaffId,
    pub owner_name: String,
    pub placed_at: Timestamp,
    /// The last day on which it is shown.
    pub expires_on: Date,
    pub ended_at: Option<Timestamp>,
    pub ended_by_name: Option<String>,
    /// Goes up by one with each change; a change that names an older one is refused.
    pub revision: i64,
}

impl Warning {
    /// Why the person does not see it; none where they do. A ground that is no longer known withholds, too.
    pub fn withheld(&self) -> Option<WithholdingGround> {
        let word = self.withheld.as_deref()?;
        Some(word.parse().unwrap_or(WithholdingGround::SeriousHarm))
    }
}

impl Connection {
    /// `AND` comes next.
    fn select_warnings(&mut self) -> Query<'_> {
        self.query(
            "SELECT warnings.*, owners.name AS owner_name, ending.name AS ended_by_name FROM warnings
             JOIN staff AS owners ON owners.id = warnings.owner_id
             LEFT JOIN staff AS ending ON ending.id = warnings.ended_by WHERE TRUE",
        )
    }

    pub async fn add_warning(
        &mut self,
        warning: &NewWarning<'_>,
        now: Timestamp,
    ) -> sqlx::Result<WarningId> {
        let id = WarningId::new();
        self.query(
            "INSERT INTO warnings (id, person_id, kind, words, withheld, owner_id, placed_at, expires_on, revision)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
        )
        .bind(id)
        .bind(warning.person)
        .bind(warning.kind.word().to_owned())
        .bind(warning.words.to_owned())
        .bind(warning.withheld.map(|ground| ground.word().to_owned()))
        .bind(warning.owner)
        .bind(now)
        .bind(warning.expires_on)
        .execute()
        .await?;
        Ok(id)
    }

    pub async fn find_warning(&mut self, id: WarningId) -> sqlx::Result<Option<Warning>> {
        self.select_warnings()
            .push(" AND warnings.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// What is shown today about somebody, whichever of their records it is on, risks and needs by kind and age.
    pub async fn list_warnings_in_force(
        &mut self,
        person: PersonId,
        today: Date,
    ) -> sqlx::Result<Vec<Warning>> {
        of_person(self.select_warnings(), person)
            .push(" AND warnings.ended_at IS NULL AND warnings.expires_on >= ")
            .push_bind(today)
            .push(" ORDER BY warnings.placed_at, warnings.id LIMIT 100")
            .fetch_all()
            .await
    }

    /// What was shown about somebody and is no more, newest first: a page of at most `size`.
    pub async fn list_past_warnings(
        &mut self,
        person: PersonId,
        today: Date,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<ListPage<Warning>> {
        let query = of_person(self.select_warnings(), person)
            .push(" AND (warnings.ended_at IS NOT NULL OR warnings.expires_on < ")
            .push_bind(today)
            .push(")");
        let order = if position.is_backwards() {
            " ORDER BY warnings.placed_at, warnings.id LIMIT "
        } else {
            " ORDER BY warnings.placed_at DESC, warnings.id DESC LIMIT "
        };
        let warnings = position
            .narrow(query, "(warnings.placed_at, warnings.id)")
            .push(order)
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        Ok(position.page(warnings, size, |warning: &Warning| ListKey {
            at: warning.placed_at,
            id: warning.id.0,
        }))
    }

    /// What is shown today and has its last day by then.
    pub async fn list_warnings_ending(
        &mut self,
        today: Date,
        by: Date,
    ) -> sqlx::Result<Vec<Warning>> {
        self.select_warnings()
            .push(" AND warnings.ended_at IS NULL AND warnings.expires_on >= ")
            .push_bind(today)
            .push(" AND warnings.expires_on <= ")
            .push_bind(by)
            .push(" ORDER BY warnings.expires_on, warnings.id")
            .fetch_all()
            .await
    }

    /// Changes what is noted; false if somebody changed or ended it in between. Whoever does it answers for it.
    pub async fn change_warning(
        &mut self,
        (id, revision): (WarningId, i64),
        change: &Change<'_>,
        owner: StaffId,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query(
                "UPDATE warnings SET words = $1, withheld = $2, expires_on = $3, owner_id = $4, revision = revision + 1
                 WHERE id = $5 AND revision = $6 AND ended_at IS NULL",
            )
            .bind(change.words.to_owned())
            .bind(change.withheld.map(|ground| ground.word().to_owned()))
            .bind(change.expires_on)
            .bind(owner)
            .bind(id)
            .bind(revision)
            .execute()
            .await?;
        Ok(changed == 1)
    }

    /// Ends what was noted; false if it was ended already.
    pub async fn end_warning(
        &mut self,
        id: WarningId,
        by: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let ended = self
            .query(
                "UPDATE warnings SET ended_at = $1, ended_by = $2, revision = revision + 1
                 WHERE id = $3 AND ended_at IS NULL",
            )
            .bind(now)
            .bind(by)
            .bind(id)
            .execute()
            .await?;
        Ok(ended == 1)
    }
}

/// Narrows to somebody's record and those it is joined with, in whichever direction: a warning on one of them is about
/// the same person.
fn of_person(query: Query<'_>, person: PersonId) -> Query<'_> {
    const ROOT: &str = "(SELECT coalesce(joined_to, id) FROM people WHERE id = ";
    query
        .push(" AND warnings.person_id IN (SELECT id FROM people WHERE id = ")
        .push(ROOT)
        .push_bind(person)
        .push(") OR joined_to = ")
        .push(ROOT)
        .push_bind(person)
        .push("))")
}
