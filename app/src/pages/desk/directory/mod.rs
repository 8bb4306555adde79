//! The directory: who deals with what, when they are there, and how they are reached.

mod change;
mod list;
mod one;

pub use change::{CLOSES, EntryForm, OPENS, change};
pub use list::{ColleagueRow, Directory, TeamRow, list};
pub use one::{EntryPage, page};
