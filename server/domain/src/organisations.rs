//! Organisations that the council knows: businesses, charities, clubs. A form for one is filled in with somebody who
//! may act for it, and is theirs to answer for.

use crate::{actors::UnknownWord, audit::words};

words! {
    /// In which capacity somebody acts for an organisation. A new one needs the message `capacity-{word}`.
    Capacity {
        Owner = "owner",
        Director = "director",
        Secretary = "secretary",
        Partner = "partner",
        Trustee = "trustee",
        Employee = "employee",
        /// Somebody outside it whom it has asked to: an accountant, an architect.
        Agent = "agent",
    }
}
