//! Which names a form may give to its pages and fields.

/// Page ids that the form journey keeps for itself: check-your-answers and the confirmation.
pub const RESERVED_PAGES: [&str; 2] = ["check", "done"];

/// Where a route ends the questions.
pub const CHECK: &str = "check";

/// Long enough for a question turned into a path, short enough for a URL.
const LONGEST_PAGE_ID: usize = 250;

/// Field names also name columns and controls.
const LONGEST_FIELD_NAME: usize = 100;

/// The last part of a URL: lower-case letters, digits and single hyphens inside.
pub fn is_page_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= LONGEST_PAGE_ID
        && !id.starts_with('-')
        && !id.ends_with('-')
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Letters, digits, hyphens and underscores. Never a dot, so that hidden controls of the page itself
/// (a token, say) can be told from answers by a dot in their name.
pub fn is_field_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST_FIELD_NAME
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}
