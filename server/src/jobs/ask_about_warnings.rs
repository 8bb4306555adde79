//! Once a day, asks those who answer for a warning or a need that is about to run out to look at it again.

use guildhall_database::{NewTask, TaskAbout};
use guildhall_domain::{
    tasks::{OnceKey, TaskDetails, TaskKind},
    warnings::NOTICE,
};

use super::Trouble;
use crate::state::AppState;

/// Does the job. Each last day has its one task, however often this is begun.
///
/// # Errors
/// The database is away.
pub async fn run(state: &AppState) -> Result<(), Trouble> {
    let (today, now) = (state.clock.today(), state.clock.now());
    let by = today.saturating_add(NOTICE);
    let mut connection = state.database.read().await?;
    let ending = connection.list_warnings_ending(today, by).await?;
    drop(connection);
    for warning in ending {
        let task = NewTask {
            kind: TaskKind::WarningEnds,
            once: Some(OnceKey::of_warning(warning.id.0, warning.expires_on)),
            about: TaskAbout {
                person: Some(warning.person_id),
                ..TaskAbout::default()
            },
            details: TaskDetails {
                warning: Some(warning.id.0),
                ..TaskDetails::default()
            },
            team: None,
            owner: Some(warning.owner_id),
            due_on: warning.expires_on,
            created_by: None,
        };
        let mut transaction = state.database.begin().await?;
        transaction.add_task(&task, now).await?;
        transaction.commit().await?;
    }
    Ok(())
}
