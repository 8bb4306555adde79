//! Finding people, and adding them once nobody like them is found.

mod adding;
mod searching;
mod suggesting;

pub use adding::{show_new, submit_new};
pub(super) use searching::found_row;
pub use searching::show;
pub use suggesting::suggest;

use guildhall_app::pages::desk::people::PersonRow;
use guildhall_database::{Connection, FoundPeople, Person, SearchLimits};
use guildhall_domain::{people_search::Asked, permissions::Permission};

use crate::{access::Staff, error::Result, state::AppState};

/// A person as lists and their own page show them.
pub(super) fn row(person: Person) -> PersonRow {
    let address = [person.address_line, person.postcode];
    let address: Vec<String> = address.into_iter().flatten().collect();
    PersonRow {
        id: person.id.to_string(),
        name: person.name,
        date_of_birth: person.date_of_birth,
        address: (!address.is_empty()).then(|| address.join(", ")),
        email: person.email,
        telephone: person.telephone,
    }
}

/// Finds people, everywhere that staff search for them. Whoever calls it holds the permission for its page.
pub(super) async fn find(state: &AppState, staff: &Staff, asked: &Asked) -> Result<FoundPeople> {
    if asked.is_empty() {
        return Ok(FoundPeople::default());
    }
    let mut connection = state.database.read().await?;
    let limits = limits(&mut connection, staff, asked).await?;
    Ok(connection.search_people(asked, &limits).await?)
}

/// What this member of staff may find people by.
pub(super) async fn limits(
    connection: &mut Connection,
    staff: &Staff,
    asked: &Asked,
) -> Result<SearchLimits> {
    let mut limits = SearchLimits {
        hidden_homes: staff.list_all_protected(connection).await?,
        ..SearchLimits::default()
    };
    if !staff.may(Permission::SeeCases) {
        return Ok(limits);
    }
    for reference in asked.cases() {
        let case = connection.find_case(reference).await?;
        let case = case.filter(|case| !staff.unseen_services().contains(&case.slug));
        limits.of_case = limits.of_case.or(case.and_then(|case| case.subject_id));
    }
    Ok(limits)
}
