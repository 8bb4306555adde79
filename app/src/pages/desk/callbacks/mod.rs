//! Callbacks: who wants to be rung, by when, and how it is getting on.

mod details;
mod list;
mod new;
mod promises;

pub use details::{CallbackDetails, details};
pub use list::{CallbackRow, Callbacks, list};
pub use new::{Choosing, NewCallback, QUESTIONS, choose, new};
pub use promises::{Promise, Promises, promise_words, promises};
