//! Every place in which something is sealed, step by step.

use guildhall_database::Connection;
use guildhall_domain::forms::Asked;

use super::Count;
use crate::{authenticator_apps, keys::Keys, pages::forms::sealing, records};

/// How many secrets are read at once.
const STEP: i64 = 100;

/// The secrets of authenticator apps.
pub async fn authenticator_apps(
    connection: &mut Connection,
    keys: &Keys,
    count: &mut Count,
) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let apps = connection.list_sealed_secrets(after, STEP).await?;
        let Some(last) = apps.last() else {
            return Ok(());
        };
        after = Some(last.id);
        for app in apps {
            let (place, before) = (
                authenticator_apps::belongs_to(app.staff_id),
                &app.sealed_secret,
            );
            if let Some(anew) = count.reseal(keys, before, &place)? {
                connection.reseal_secret(app.id, before, &anew).await?;
            }
        }
    }
}

/// What the council was told of somebody.
pub async fn values(
    connection: &mut Connection,
    keys: &Keys,
    count: &mut Count,
) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let values = connection.list_sealed_values(after, STEP).await?;
        let Some(last) = values.last() else {
            return Ok(());
        };
        after = Some(last.id);
        for value in values {
            let place = records::belongs_to(&value.attribute, value.subject_id);
            let before = String::from_utf8_lossy(&value.sealed);
            if let Some(anew) = count.reseal(keys, &before, &place)? {
                connection
                    .reseal_value(value.id, &value.sealed, anew)
                    .await?;
            }
        }
    }
}

/// Answers in forms that were filled in. Somebody who saves meanwhile seals anew; it is looked at again next time.
pub async fn progress(
    connection: &mut Connection,
    keys: &Keys,
    count: &mut Count,
) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let sessions = connection.list_sealed_progress(after, STEP).await?;
        let Some(last) = sessions.last() else {
            return Ok(());
        };
        after = Some(last.0);
        for (id, progress, revision) in sessions {
            let mut progress = progress.0;
            let mut is_changed = false;
            for (field, sealed) in &mut progress.sealed {
                if let Some(anew) = count.reseal(keys, sealed, &sealing::belongs_to(field, id.0))? {
                    *sealed = anew;
                    is_changed = true;
                }
            }
            let is_kept =
                !is_changed || connection.reseal_progress(id, &progress, revision).await?;
            if !is_kept {
                count.lost += 1;
                eprintln!("The form session {id} was saved meanwhile: run this again.");
            }
        }
    }
}

/// Answers that were frozen when a form was sent.
pub async fn snapshots(
    connection: &mut Connection,
    keys: &Keys,
    count: &mut Count,
) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let snapshots = connection.list_sealed_snapshots(after, STEP).await?;
        let Some(last) = snapshots.last() else {
            return Ok(());
        };
        after = Some(last.0);
        for (case, snapshot) in snapshots {
            let mut snapshot = snapshot.0;
            let mut is_changed = false;
            for question in sealing::questions(&mut snapshot) {
                let Asked::Sealed { sealed } = &mut question.asked else {
                    continue;
                };
                let place = sealing::belongs_to(&question.name, case.0);
                if let Some(anew) = count.reseal(keys, sealed, &place)? {
                    *sealed = anew;
                    is_changed = true;
                }
            }
            if is_changed {
                connection.reseal_snapshot(case, &snapshot).await?;
            }
        }
    }
}
