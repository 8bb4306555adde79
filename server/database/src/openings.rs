//! Openings of people's records by staff: why, how often since, and whether the person is told.

use std::collections::BTreeSet;

use guildhall_domain::{
    openings::{Contact, Ground, Reason, ReasonKind},
    permissions::Role,
};
use sqlx::FromRow;
use time::Duration;

use crate::{
    CaseId, Connection, ListKey, ListPage, ListPosition, OpeningId, PersonId, StaffId, Timestamp,
    lists::one_more,
};

/// Why a member of staff opened a record.
#[derive(Clone, Debug, FromRow)]
pub struct Opening {
    pub id: OpeningId,
    pub person_id: PersonId,
    pub person_name: String,
    /// Absent when it was done by a command.
    pub staff_id: Option<StaffId>,
    pub staff_name: Option<String>,
    role: Option<String>,
    reason: String,
    contact: Option<String>,
    pub case_id: Option<CaseId>,
    case_reference: Option<String>,
    stated: Option<String>,
    pub opened_at: Timestamp,
    pub last_viewed_at: Timestamp,
    /// How often the record was looked at on its account.
    pub views: i64,
    withheld: Option<String>,
    /// When it is to be reviewed again whether the person is told.
    pub review_at: Option<Timestamp>,
    /// When somebody last agreed that the person is not told.
    pub reviewed_at: Option<Timestamp>,
    pub released_at: Option<Timestamp>,
}

impl Opening {
    pub fn reason(&self) -> sqlx::Result<Reason> {
        let kind: ReasonKind = self.reason.parse().map_err(sqlx::Error::decode)?;
        let missing = || sqlx::Error::ColumnNotFound(self.reason.clone());
        Ok(match kind {
            ReasonKind::Case => Reason::Case {
                id: self.case_id.ok_or_else(missing)?.0,
                reference: self.case_reference.clone().ok_or_else(missing)?,
            },
            ReasonKind::Contact => {
                let word = self.contact.as_deref().ok_or_else(missing)?;
                Reason::Contact(word.parse().map_err(sqlx::Error::decode)?)
            }
            ReasonKind::Stated => Reason::Stated(self.stated.clone().ok_or_else(missing)?),
        })
    }

    /// What they were to the council then.
    pub fn role(&self) -> Option<Role> {
        self.role.as_deref()?.parse().ok()
    }

    /// What the person is not told for, unless it was released.
    pub fn withheld(&self) -> Option<Ground> {
        let withheld = self
            .withheld
            .as_deref()
            .filter(|_| self.released_at.is_none());
        withheld.and_then(|word| word.parse().ok())
    }
}

/// A record that is about to be opened.
#[derive(Clone, Debug)]
pub struct NewOpening<'a> {
    pub person: PersonId,
    /// Who opens it, and what they are to the council; none for a command.
    pub staff: Option<(StaffId, Role)>,
    pub reason: &'a Reason,
    /// What the person is not told for, and when that is to be reviewed.
    pub withheld: Option<(Ground, Timestamp)>,
}

const OPENING: &str =
    "SELECT record_openings.*, people.name AS person_name, staff.name AS staff_name,
        cases.reference AS case_reference
     FROM record_openings
     JOIN people ON people.id = record_openings.person_id
     LEFT JOIN staff ON staff.id = record_openings.staff_id
     LEFT JOIN cases ON cases.id = record_openings.case_id WHERE ";

impl Connection {
    pub async fn add_opening(
        &mut self,
        opening: &NewOpening<'_>,
        now: Timestamp,
    ) -> sqlx::Result<OpeningId> {
        let id = OpeningId::new();
        let (mut contact, mut case, mut stated) = (None::<Contact>, None, None);
        match opening.reason {
            Reason::Case { id, .. } => case = Some(CaseId(*id)),
            Reason::Contact(how) => contact = Some(*how),
            Reason::Stated(words) => stated = Some(words.clone()),
        }
        self.query(
            "INSERT INTO record_openings (id, person_id, staff_id, role, reason, contact, case_id, stated, opened_at,
                                          last_viewed_at, views, withheld, review_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12)",
        )
        .bind(id)
        .bind(opening.person)
        .bind(opening.staff.map(|(staff, _)| staff))
        .bind(opening.staff.map(|(_, role)| role.word().to_owned()))
        .bind(opening.reason.kind().word().to_owned())
        .bind(contact.map(|how| how.word().to_owned()))
        .bind(case)
        .bind(stated)
        .bind(now)
        .bind(now)
        .bind(opening.withheld.map(|(ground, _)| ground.word().to_owned()))
        .bind(opening.withheld.map(|(_, review_at)| review_at))
        .execute()
        .await?;
        Ok(id)
    }

    /// Why a member of staff opened a record last, if they did within this time.
    pub async fn find_latest_opening(
        &mut self,
        staff: StaffId,
        person: PersonId,
        within: Duration,
        now: Timestamp,
    ) -> sqlx::Result<Option<Opening>> {
        let since = Timestamp::from(time::OffsetDateTime::from(now) - within);
        self.query(OPENING)
            .push("staff_id = ")
            .push_bind(staff)
            .push(" AND person_id = ")
            .push_bind(person)
            .push(" AND record_openings.opened_at > ")
            .push_bind(since)
            .push(" ORDER BY record_openings.opened_at DESC, record_openings.id DESC LIMIT 1")
            .fetch_optional()
            .await
    }

    /// Counts a look at a record.
    pub async fn count_view(&mut self, opening: OpeningId, now: Timestamp) -> sqlx::Result<()> {
        self.query(
            "UPDATE record_openings SET views = views + 1, last_viewed_at = $1 WHERE id = $2",
        )
        .bind(now)
        .bind(opening)
        .execute()
        .await?;
        Ok(())
    }

    /// Who looked at somebody's record, or at one joined to it, as they may know it: without what is withheld from
    /// them, without what was opened and never looked at, and without cases of these services.
    pub async fn list_openings_of(
        &mut self,
        person: PersonId,
        all_but: &BTreeSet<String>,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<ListPage<Opening>> {
        let mut query = self
            .query(OPENING)
            .push("person_id IN (SELECT id FROM people WHERE id = ")
            .push_bind(person)
            .push(" OR joined_to = ")
            .push_bind(person)
            .push(") AND views > 0 AND (withheld IS NULL OR released_at IS NOT NULL)");
        for slug in all_but {
            query = query
                .push(" AND coalesce(cases.slug, '') <> ")
                .push_bind(slug.clone());
        }
        page(query, position, size).await
    }

    /// The colleagues who have looked at somebody's record since then, the latest first; without looks that are withheld.
    pub async fn list_colleagues_looking(
        &mut self,
        person: PersonId,
        but: StaffId,
        since: Timestamp,
    ) -> sqlx::Result<Vec<(String, Timestamp)>> {
        self.query(
            "SELECT staff.name, max(last_viewed_at) AS looked_at FROM record_openings
             JOIN staff ON staff.id = record_openings.staff_id
             WHERE person_id = $1 AND staff_id <> $2 AND last_viewed_at > $3 AND views > 0
                 AND (withheld IS NULL OR released_at IS NOT NULL)
             GROUP BY staff.id, staff.name ORDER BY looked_at DESC, staff.name",
        )
        .bind(person)
        .bind(but)
        .bind(since)
        .fetch_all()
        .await
    }

    /// What is withheld from people other than these.
    pub async fn list_withheld_openings(
        &mut self,
        own: &[PersonId],
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<ListPage<Opening>> {
        let mut query = self
            .query(OPENING)
            .push("withheld IS NOT NULL AND released_at IS NULL");
        for person in own {
            query = query.push(" AND person_id <> ").push_bind(*person);
        }
        page(query, position, size).await
    }

    /// An opening that is withheld from the person.
    pub async fn find_withheld_opening(&mut self, id: OpeningId) -> sqlx::Result<Option<Opening>> {
        self.query(OPENING)
            .push("withheld IS NOT NULL AND released_at IS NULL AND record_openings.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// Agrees that the person is not told until then, or, with none, lets them know. False if somebody has let them
    /// know already.
    pub async fn review_opening(
        &mut self,
        id: OpeningId,
        by: StaffId,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let released = until.is_none().then_some(now);
        let changed = self
            .query(
                "UPDATE record_openings SET reviewed_at = $1, reviewed_by = $2, review_at = $3, released_at = $4
                 WHERE id = $5 AND withheld IS NOT NULL AND released_at IS NULL",
            )
            .bind(now)
            .bind(by)
            .bind(until)
            .bind(released)
            .bind(id)
            .execute()
            .await?;
        Ok(changed == 1)
    }
}

async fn page(
    query: crate::query::Query<'_>,
    position: ListPosition,
    size: usize,
) -> sqlx::Result<ListPage<Opening>> {
    let order = if position.is_backwards() {
        " ORDER BY record_openings.opened_at, record_openings.id LIMIT "
    } else {
        " ORDER BY record_openings.opened_at DESC, record_openings.id DESC LIMIT "
    };
    let entries = position
        .narrow(query, "(record_openings.opened_at, record_openings.id)")
        .push(order)
        .push_bind(one_more(size))
        .fetch_all()
        .await?;
    Ok(position.page(entries, size, |opening: &Opening| ListKey {
        at: opening.opened_at,
        id: opening.id.0,
    }))
}
