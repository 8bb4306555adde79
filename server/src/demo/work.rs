//! What waits in the invented council: a task for a team, what a resident needs, and a business with its director.

use anyhow::Context as _;
use guildhall_database::{NewTask, NewWarning, PersonId, StaffId, TaskAbout};
use guildhall_domain::{
    actors::Actor,
    organisations::Capacity,
    tasks::{TaskDetails, TaskKind},
    warnings::WarningKind,
};
use time::Duration;

use super::WASTE;
use crate::state::AppState;

const BUSINESS: &str = "Zielinski & Daughters Bakery";

/// Adds what waits: `adviser` noted it, about these two residents.
pub(super) async fn add(
    state: &AppState,
    adviser: StaffId,
    (with_bins, with_business): (PersonId, PersonId),
) -> anyhow::Result<()> {
    let (now, today) = (state.clock.now(), state.clock.today());
    let mut transaction = state.database.begin().await?;
    let team = transaction.find_team_by_name(WASTE).await?;
    let task = NewTask {
        kind: TaskKind::ToDo,
        once: None,
        about: TaskAbout {
            person: Some(with_bins),
            ..TaskAbout::default()
        },
        details: TaskDetails {
            words: "Ring back about the side gate".to_owned(),
            ..TaskDetails::default()
        },
        team: team.map(|team| team.id),
        owner: None,
        due_on: today + Duration::days(2),
        created_by: Some(Actor::Staff(adviser.0)),
    };
    transaction.add_task(&task, now).await?;
    let need = NewWarning {
        person: with_business,
        kind: WarningKind::Interpreter,
        words: "Polish",
        withheld: None,
        owner: adviser,
        expires_on: today + Duration::days(365),
    };
    transaction.add_warning(&need, now).await?;
    let business = transaction.add_organisation(BUSINESS, now).await?;
    let business = business.context("the business of the demo is there already")?;
    transaction
        .add_authority((business, with_business), Capacity::Owner, now)
        .await?;
    transaction.commit().await?;
    Ok(())
}
