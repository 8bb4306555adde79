//! A case is a story: what happened to it is only ever added to.

use serde::{Deserialize, Serialize};

/// Something that happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CaseEvent {
    /// A form was submitted.
    CaseOpened { status: String },
    /// Staff wrote something down for each other.
    NoteAdded { text: String },
    /// The resident proved that a form sent without signing in was theirs.
    Claimed,
    /// Along the service's state machine.
    StatusChanged { from: String, to: String },
}
