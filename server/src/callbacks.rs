//! Asking for a callback: the pages of the desk that do so, whichever it is, do it with [`ask`].

use guildhall_database::{NewCallback, TaskId, TeamEntry, Transaction};
use guildhall_domain::{callbacks, opening_hours::OpeningHours};
use time::Date;

use crate::{error::Result, state::AppState};

/// Writes down that somebody wants to be rung, for the team or the colleague who is to ring; none if the same form asked
/// for it already. Call it in a transaction; who may do so, and about whom, the caller has decided.
///
/// # Errors
/// The database is away.
pub async fn ask(
    transaction: &mut Transaction,
    state: &AppState,
    callback: &NewCallback,
) -> Result<Option<TaskId>> {
    let now = state.clock.now();
    Ok(transaction.add_callback(callback, now).await?)
}

/// By which day, and which minute of it, a callback is made that is asked for now, unless whoever asks says otherwise:
/// within the open hours that the team names. Who is in no team, or in one that does not say when it is there, is there
/// in office hours.
pub fn promised(state: &AppState, team: Option<&TeamEntry>) -> (Date, u16) {
    let office = OpeningHours::office();
    let hours = team.and_then(TeamEntry::hours).unwrap_or(&office);
    let within = team.map_or(OPEN_HOURS, |team| team.callback_hours);
    callbacks::due(hours, within, state.clock.local())
}

/// Within how many open hours those ring back who are in no team: the next working day.
const OPEN_HOURS: i64 = 8;
