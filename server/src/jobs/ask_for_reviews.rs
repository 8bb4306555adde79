//! Once a day, asks those who own an article whose review is due to look whether it still holds.

use guildhall_database::{NewTask, TaskAbout};
use guildhall_domain::{
    knowledge::NOTICE,
    tasks::{OnceKey, TaskDetails, TaskKind},
};

use super::Trouble;
use crate::state::AppState;

/// Does the job. Each day of review has its one task, however often this is begun.
///
/// # Errors
/// The database is away.
pub async fn run(state: &AppState) -> Result<(), Trouble> {
    let (today, now) = (state.clock.today(), state.clock.now());
    let by = today.saturating_add(NOTICE);
    let due = state.database.read().await?.list_due_reviews(by).await?;
    for review in due {
        let task = NewTask {
            kind: TaskKind::ArticleReview,
            once: Some(OnceKey::of_review(review.id.0, review.review_on)),
            about: TaskAbout {
                article: Some(review.id),
                ..TaskAbout::default()
            },
            details: TaskDetails::default(),
            team: None,
            owner: review.owner_id,
            due_on: review.review_on,
            created_by: None,
        };
        let mut transaction = state.database.begin().await?;
        transaction.add_task(&task, now).await?;
        transaction.commit().await?;
    }
    Ok(())
}
