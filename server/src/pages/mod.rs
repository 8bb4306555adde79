//! One file for each page: who is asking, load, decide, save, answer.

pub mod account;
pub mod champion;
pub mod copies;
pub mod desk;
pub mod forms;
pub mod home;
pub mod information;
pub mod insight;
pub mod operations;
pub mod record;
pub mod recover;
pub mod register;
pub mod sign_in;
pub mod small_forms;
pub mod staff;
pub mod together;

use axum::response::Redirect;

/// How many entries a page of a list has.
pub const PAGE_SIZE: usize = 25;

/// After a change: see the result with GET, so that refreshing does nothing twice.
pub fn see(path: impl AsRef<str>) -> Redirect {
    Redirect::to(path.as_ref())
}

/// One page of a list that is in memory already, with the numbers of the pages beside it; pages count from 1.
pub fn page_of<T>(all: Vec<T>, number: usize) -> (Vec<T>, Option<usize>, Option<usize>) {
    let number = number.max(1);
    let start = (number - 1).saturating_mul(PAGE_SIZE);
    let next = (all.len() > start.saturating_add(PAGE_SIZE)).then_some(number + 1);
    let previous = (number > 1).then_some(number - 1);
    (
        all.into_iter().skip(start).take(PAGE_SIZE).collect(),
        previous,
        next,
    )
}

/// A value as it goes into a URL's query.
pub fn escaped(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}
