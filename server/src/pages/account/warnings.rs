//! What the council keeps in mind about a resident, as far as it may not be kept from them.

use guildhall_app::pages::account::warnings::OwnWarning;
use guildhall_database::{PersonId, Warning};

use crate::{error::Result, state::AppState};

/// What a resident sees of what is noted about them today.
pub async fn shown(state: &AppState, person: PersonId) -> Result<Vec<OwnWarning>> {
    let today = state.clock.today();
    let mut connection = state.database.read().await?;
    let warnings = connection.list_warnings_in_force(person, today).await?;
    let own = |warning: Warning| OwnWarning {
        kind: warning.kind,
        words: warning.words,
        expires_on: warning.expires_on,
    };
    let shown = warnings
        .into_iter()
        .filter(|warning| warning.withheld().is_none());
    Ok(shown.map(own).collect())
}
