//! The record of somebody: what the council was told, each time it was told, and what it takes to be true now.
//!
//! - [`dictionary`]: the attributes that a record may have, as data, and the rules for each.
//! - [`assertions`]: one thing that was said, by whom, how and when. Nothing is ever overwritten.
//! - [`record`]: the record as it is worked out from assertions, with the rule that decided each value.
//! - [`reuse`]: what a form need not ask again.
//! - [`proposals`]: which questions could share what is known.
//! - [`recording`]: what a form that is sent adds to the record.

pub mod assertions;
pub mod dictionary;
pub mod proposals;
pub mod record;
pub mod recording;
pub mod reuse;

pub use assertions::{Act, Assertion, Source, Subject, Verification};
pub use dictionary::{Attribute, AttributeKind, Dictionary, Reuse, Sensitivity};
pub use record::{Current, Known, Record, Rule};
pub use recording::Recorded;
pub use reuse::{Changed, Given, Offer, Reused};
