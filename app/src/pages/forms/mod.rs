//! A form session: one question page at a time, check your answers, done. Residents and staff see the same.

mod aloud;
pub mod answers;
pub mod check;
pub mod company;
pub mod confirm;
pub mod done;
mod fields;
pub mod known;
pub mod messages;
pub mod overtaken;
pub mod question;

use company::above;
pub use company::{ActingFor, Company, Other, Who};
