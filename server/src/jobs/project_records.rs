//! What was told for a later date becomes true on that day: lists and searches follow the record.

use time::Duration;

use super::Trouble;
use crate::{records, state::AppState};

/// For how many days a run looks back, in case none ran for a while.
const LOOKS_BACK: Duration = Duration::days(7);

pub(super) async fn run(state: &AppState) -> Result<(), Trouble> {
    let today = state.clock.today();
    let mut connection = state.database.read().await?;
    let people = connection
        .list_people_changing_between(today - LOOKS_BACK, today)
        .await?;
    drop(connection);
    for person in people {
        let mut transaction = state.database.begin().await?;
        records::project(&mut transaction, state, person)
            .await
            .map_err(|_| Trouble::RetryLater("a record could not be brought up to date".into()))?;
        transaction.commit().await?;
    }
    Ok(())
}
