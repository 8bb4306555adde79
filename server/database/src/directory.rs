//! The directory: what each team deals with, when it is there, and how it is reached.

use std::collections::BTreeSet;

use guildhall_domain::{opening_hours::OpeningHours, permissions::Role};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    Connection, StaffId, TeamId,
    query::{Query, escape_like},
};

/// A team as the directory shows it.
#[derive(Clone, Debug, FromRow)]
pub struct TeamEntry {
    pub id: TeamId,
    pub name: String,
    /// What it deals with beside its services, in words.
    pub dealings: String,
    /// For colleagues.
    pub telephone: String,
    pub email: String,
    hours: Option<Json<OpeningHours>>,
    /// How a callback is asked for.
    pub callback_words: String,
    /// Within how many open hours it rings back.
    pub callback_hours: i64,
    pub callback_questions: Json<Vec<String>>,
    /// Goes up by one with each change of these; a change that names an older one is refused.
    pub revision: i64,
}

const ENTRY: &str =
    "SELECT id, name, dealings, telephone, email, hours, callback_words, callback_hours,
                            callback_questions, revision FROM teams";

impl TeamEntry {
    /// When it is there, if that was said.
    pub fn hours(&self) -> Option<&OpeningHours> {
        self.hours.as_ref().map(|hours| &hours.0)
    }

    /// The same entry with these hours, or none that anybody said.
    #[must_use]
    pub fn with_hours(self, hours: Option<OpeningHours>) -> Self {
        Self {
            hours: hours.map(Json),
            ..self
        }
    }
}

/// What is looked for in the directory: each word somewhere.
#[derive(Clone, Debug, Default)]
pub struct DirectorySearch {
    /// Each word, with the services in whose names it is, by slug.
    pub words: Vec<(String, BTreeSet<String>)>,
}

/// A role that a member of staff holds in a team.
#[derive(Clone, Debug, FromRow)]
pub struct MemberOf {
    pub team_id: TeamId,
    pub staff_id: StaffId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub role: Role,
}

/// A member of staff, with the team that they are asked in: the first by name.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Colleague {
    pub id: StaffId,
    pub name: String,
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
}

/// Those who work at the desk and may sign in: champions work elsewhere.
const COLLEAGUES: &str = "
     SELECT staff.id, staff.name, teams.id AS team_id, teams.name AS team_name FROM staff
     LEFT JOIN teams ON teams.id = (SELECT held.team_id FROM staff_roles AS held JOIN teams AS own ON own.id = held.team_id
         WHERE held.staff_id = staff.id ORDER BY lower(own.name), own.id LIMIT 1)
     WHERE staff.ended_at IS NULL AND EXISTS
         (SELECT 1 FROM staff_roles AS works WHERE works.staff_id = staff.id AND works.role IN ('adviser', 'caseworker', 'team-leader'))";

impl Connection {
    pub async fn find_team_entry(&mut self, id: TeamId) -> sqlx::Result<Option<TeamEntry>> {
        self.query(ENTRY)
            .push(" WHERE id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// Teams that fit a search, by name; one more than `limit` tells that there are more. `after` continues a list at
    /// the team it ended with.
    pub async fn search_directory(
        &mut self,
        search: &DirectorySearch,
        after: Option<&TeamEntry>,
        limit: i64,
    ) -> sqlx::Result<Vec<TeamEntry>> {
        let mut query = self.query(ENTRY).push(" WHERE TRUE");
        for (word, services) in &search.words {
            query = fits(query, word, services);
        }
        if let Some(team) = after {
            query = query
                .push(" AND (lower(name), id) > (lower(")
                .push_bind(team.name.clone())
                .push("), ")
                .push_bind(team.id)
                .push(")");
        }
        query
            .push(" ORDER BY lower(name), id LIMIT ")
            .push_bind(limit)
            .fetch_all()
            .await
    }

    /// Those in these teams who may sign in, by name.
    pub async fn list_members_of(&mut self, teams: &[TeamId]) -> sqlx::Result<Vec<MemberOf>> {
        let mut query = self.query(
            "SELECT staff_roles.team_id, staff.id AS staff_id, staff.name, staff_roles.role FROM staff_roles
             JOIN staff ON staff.id = staff_roles.staff_id WHERE staff.ended_at IS NULL AND (FALSE",
        );
        for team in teams {
            query = query.push(" OR staff_roles.team_id = ").push_bind(*team);
        }
        query
            .push(") ORDER BY lower(staff.name), staff.id, staff_roles.role")
            .fetch_all()
            .await
    }

    /// Colleagues at the desk in whose names all these words are, by name.
    pub async fn search_colleagues(
        &mut self,
        words: &[String],
        limit: i64,
    ) -> sqlx::Result<Vec<Colleague>> {
        let mut query = self.query(COLLEAGUES);
        for word in words {
            query = query
                .push(" AND lower(staff.name) LIKE ")
                .push_bind(pattern(word))
                .push(" ESCAPE '\\'");
        }
        query
            .push(" ORDER BY lower(staff.name), staff.id LIMIT ")
            .push_bind(limit)
            .fetch_all()
            .await
    }

    /// A colleague at the desk; none who left or who works elsewhere.
    pub async fn find_colleague(&mut self, id: StaffId) -> sqlx::Result<Option<Colleague>> {
        self.query(COLLEAGUES)
            .push(" AND staff.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// Puts what the directory says of a team in the place of what it said; false if somebody changed it since it was
    /// read, and then nothing is written. Call it in a transaction.
    pub async fn change_team_entry(&mut self, entry: &TeamEntry) -> sqlx::Result<bool> {
        let changed = self
            .query(
                "UPDATE teams SET dealings = $1, telephone = $2, email = $3, hours = $4, callback_words = $5,
                     callback_hours = $6, callback_questions = $7, revision = revision + 1
                 WHERE id = $8 AND revision = $9",
            )
            .bind(entry.dealings.clone())
            .bind(entry.telephone.clone())
            .bind(entry.email.clone())
            .bind(entry.hours.clone())
            .bind(entry.callback_words.clone())
            .bind(entry.callback_hours)
            .bind(entry.callback_questions.clone())
            .bind(entry.id)
            .bind(entry.revision)
            .execute()
            .await?;
        Ok(changed > 0)
    }

    /// The teams that look after a service of which only those know who need to.
    pub async fn list_quiet_teams(
        &mut self,
        sensitive: &BTreeSet<String>,
    ) -> sqlx::Result<BTreeSet<Uuid>> {
        let all = self.list_team_services().await?;
        let quiet = all.into_iter().filter(|(_, slug)| sensitive.contains(slug));
        Ok(quiet.map(|(team, _)| team).collect())
    }
}

/// Narrows a search of teams to those that have a word in their name, in what they deal with, in the name of a service
/// or of a member.
fn fits<'c>(query: Query<'c>, word: &str, services: &BTreeSet<String>) -> Query<'c> {
    let pattern = pattern(word);
    let mut query = query
        .push(" AND (lower(teams.name) LIKE ")
        .push_bind(pattern.clone())
        .push(" ESCAPE '\\' OR lower(teams.dealings) LIKE ")
        .push_bind(pattern.clone())
        .push(
            " ESCAPE '\\' OR EXISTS (SELECT 1 FROM staff_roles JOIN staff ON staff.id = staff_roles.staff_id
             WHERE staff_roles.team_id = teams.id AND staff.ended_at IS NULL AND lower(staff.name) LIKE ",
        )
        .push_bind(pattern)
        .push(" ESCAPE '\\') OR EXISTS (SELECT 1 FROM team_services WHERE team_services.team_id = teams.id AND (FALSE");
    for slug in services {
        query = query
            .push(" OR team_services.slug = ")
            .push_bind(slug.clone());
    }
    query.push(")))")
}

fn pattern(word: &str) -> String {
    format!("%{}%", escape_like(word).to_lowercase())
}
