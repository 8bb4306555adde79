//! The world beyond the process. Each way out has a transport for service and one that only records, for tests and the
//! demo. Nothing here reads a clock or the record: the caller says what to send, and decides what a failure means.

pub mod mail;
mod recorded;
pub mod text_messages;

use std::fmt;

pub use recorded::Recorded;

/// Why something could not be handed over. It says nothing about a person, so that it may be kept and logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It may work later, unchanged.
    #[error("{0}")]
    Temporary(Reason),
    /// Trying again would fail again.
    #[error("{0}")]
    Permanent(Reason),
}

/// What went wrong, as an operator reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(pub String);

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Failure {
    pub fn temporary(reason: impl Into<String>) -> Self {
        Self::Temporary(Reason(reason.into()))
    }

    pub fn permanent(reason: impl Into<String>) -> Self {
        Self::Permanent(Reason(reason.into()))
    }

    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Permanent(_))
    }
}
