//! Where the receipt of a form that was sent goes.

use guildhall_database::{
    Connection, FormSession, Identity, IdentityId, PersonId, StaffId, Transaction,
};
use guildhall_domain::{
    accounts::{Means, Topic},
    actors::Actor,
    forms::Snapshot,
};

use crate::{catalogue::ServiceForm, error::Result};

/// Where the receipt goes. Nobody gets one who does not want it, or whom it might put in danger.
///
/// A resident who types gets it at the address given in the form, or else at their account's. Where staff type, or help,
/// it goes by the resident's own way: to their account, to an address that is known to reach them, or to the one given in
/// the form; never to whoever helps, whose address may stand in the form for want of another.
pub async fn address(
    transaction: &mut Transaction,
    session: &FormSession,
    service: &ServiceForm,
    (snapshot, helping): (&Snapshot, Option<StaffId>),
) -> Result<Option<String>> {
    if service.service.sensitive {
        return Ok(None);
    }
    let given = service
        .form
        .contact_details(snapshot)
        .emails
        .into_iter()
        .next();
    if let Some(staff) = helping {
        let address = match session.subject.filter(|_| session.organisation.is_none()) {
            Some(person) => own_address(transaction, person, given).await?,
            None => given,
        };
        let staff = transaction.find_staff(staff).await?;
        let is_staffs = |address: &String| {
            staff
                .as_ref()
                .is_some_and(|staff| staff.email.eq_ignore_ascii_case(address.trim()))
        };
        return Ok(address.filter(|address| !is_staffs(address)));
    }
    let Actor::Resident(id) = session.actor else {
        return Ok(given);
    };
    let identity = transaction.find_identity(IdentityId(id)).await?;
    let identity = identity.filter(wants);
    Ok(identity.map(|identity| given.unwrap_or(identity.email)))
}

fn wants(identity: &Identity) -> bool {
    identity.preferences.0.wants(Topic::Receipts, Means::Email)
}

/// A person's own address for receipts. Whoever has an account has said there whether they want one.
async fn own_address(
    connection: &mut Connection,
    person: PersonId,
    given: Option<String>,
) -> Result<Option<String>> {
    let identities = connection.list_identities_of_person(person).await?;
    if !identities.is_empty() {
        let wanting = identities.into_iter().find(wants);
        return Ok(wanting.map(|identity| identity.email));
    }
    let verified = connection
        .find_verified_address(person, Means::Email)
        .await?;
    Ok(verified.or(given))
}
