//! Once a day, tells those who have tasks that are overdue or unacknowledged, or the team when nobody has them. What
//! waits with a team that nobody is in, or with no team, is on the desk of leaders and administrators.

use guildhall_database::TaskReminder;
use guildhall_domain::{permissions::Permission, text::Language};
use time::{Date, Duration, OffsetDateTime};

use super::Trouble;
use crate::{
    emails::{self, Recipient, TasksWaiting},
    error::AppError,
    state::AppState,
};

/// How long a task may wait before anybody is reminded to acknowledge it.
const LEFT_ALONE: Duration = Duration::hours(12);

/// Does the job; whoever is told already today is left alone.
///
/// # Errors
/// The database is away.
pub async fn run(state: &AppState) -> Result<(), Trouble> {
    let today = state.clock.today();
    let since = OffsetDateTime::from(state.clock.now()) - LEFT_ALONE;
    let mut connection = state.database.read().await?;
    let reminders = connection.list_task_reminders(today, since.into()).await?;
    drop(connection);
    for reminder in reminders {
        remind(state, reminder, today).await?;
    }
    let mut connection = state.database.write().await?;
    connection.delete_old_task_reminders(today).await?;
    Ok(())
}

/// One message, with the note that it was written in the same transaction: whoever begins this job a second time, or
/// beside another process, writes none.
async fn remind(state: &AppState, reminder: TaskReminder, today: Date) -> Result<(), Trouble> {
    let mut transaction = state.database.begin().await?;
    let grants = transaction.load_grants(reminder.staff_id).await?;
    let is_first = transaction
        .add_task_reminder(reminder.staff_id, today)
        .await?;
    if !is_first || !grants.may(Permission::SeeTasks) {
        return Ok(());
    }
    let message = TasksWaiting {
        name: reminder.name,
        overdue: reminder.overdue,
        waiting: reminder.waiting,
        link: state.links.to("/desk/tasks"),
    };
    let to = Recipient::new(reminder.email, Language::English);
    emails::queue(&mut transaction, state, &to, &message)
        .await
        .map_err(trouble)?;
    transaction.commit().await?;
    Ok(())
}

fn trouble(error: AppError) -> Trouble {
    match error {
        AppError::Unavailable(error) => error.into(),
        _ => Trouble::RetryLater("the message could not be written".to_owned()),
    }
}
