//! `/staff`: how staff and champions get in, and what they need for it.

pub mod factors;
pub mod recover;
pub mod second_factor;
pub mod setting_up;
pub mod sign_in;

use guildhall_database::{Connection, Holder, Staff as Account};
use guildhall_domain::{
    accounts::Lifetime,
    permissions::{Grants, Permission},
};

use crate::{
    access::{Device, Proof, Visitor},
    error::Result,
    state::AppState,
};

/// Only a path of our own is followed after signing in: never a link to another site.
fn ours(next: &str) -> &str {
    let is_ours = ["/desk", "/champion", "/forms/", super::sign_in::CARRY_ON]
        .iter()
        .any(|part| next.starts_with(part));
    if is_ours && !next.contains(['\\', '\n', '\r']) {
        next
    } else {
        ""
    }
}

/// Signs a member of staff in and says where they go: where they were going, or to the page they begin at.
async fn welcome(
    state: &AppState,
    visitor: &mut Visitor,
    account: &Account,
    (method, device): (&str, &Device),
    next: &str,
) -> Result<String> {
    let grants = load_grants(state, account).await?;
    let is_champion_only = !grants.may(Permission::SeeDesk);
    let proof = Proof {
        holder: Holder::Staff(account.id),
        method,
        lifetime: if is_champion_only {
            Lifetime::Champion
        } else {
            Lifetime::Staff
        },
        device,
    };
    visitor.sign_in(state, &proof).await?;
    Ok(match (ours(next), is_champion_only) {
        ("", true) => "/champion",
        ("", false) => "/desk",
        (next, _) => next,
    }
    .to_owned())
}

async fn load_grants(state: &AppState, account: &Account) -> Result<Grants> {
    Ok(state.database.read().await?.load_grants(account.id).await?)
}

/// The account with this id, if it can be used.
async fn usable(
    connection: &mut Connection,
    id: guildhall_database::StaffId,
) -> Result<Option<Account>> {
    let account = connection.find_staff(id).await?;
    Ok(account.filter(|account| account.ended_at.is_none()))
}
