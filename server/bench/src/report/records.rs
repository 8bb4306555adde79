//! What the report says of records.

use std::fmt::Write as _;

use crate::records::{ASSERTIONS, CASES, FIELDS, OTHERS};

/// How it was measured.
pub fn surroundings(text: &mut String) -> std::fmt::Result {
    write!(
        text,
        "\
Records    Beside {OTHERS} people with a case each is one with {CASES} cases, who was said {ASSERTIONS} things of. An adviser who has
           said why reads their page on one connection. Residents start a form of {FIELDS} questions, each of which asks
           for what their record holds, and the same form without that; what is known was told by sending the form.
           A view is noted on one connection as the program does it, durably, with nothing beside it.
"
    )
}
