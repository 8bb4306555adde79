//! What small forms share: reading single lines, and the rules for names, addresses and passwords.

use std::borrow::Cow;

use guildhall_app::pages::small_form::SmallForm;
use guildhall_domain::forms::{Typed, formats};
use time::Date;
use validator::{Validate, ValidationError};

use crate::{
    passwords::{self, Weakness},
    state::AppState,
};

/// In characters.
pub const LONGEST_NAME: usize = 200;

/// A single line as it was typed, without control characters and spaces around it.
pub fn line(typed: &Typed, name: &str) -> String {
    let text = typed.first(name).unwrap_or_default();
    let visible: String = text.chars().filter(|letter| !letter.is_control()).collect();
    visible.trim().to_owned()
}

/// Several lines as they were typed, without control characters and spaces around them.
pub fn lines(typed: &Typed, name: &str) -> String {
    let text = typed.first(name).unwrap_or_default().replace("\r\n", "\n");
    let visible = text
        .chars()
        .filter(|letter| *letter == '\n' || !letter.is_control());
    visible.collect::<String>().trim().to_owned()
}

/// A date typed in three parts, if it is one: `name-day`, `name-month`, `name-year`.
pub fn date(typed: &Typed, name: &str) -> Option<Date> {
    let part = |part: &str| line(typed, &format!("{name}-{part}"));
    let year = part("year");
    if year.len() != 4 {
        return None;
    }
    let month = formats::month(&part("month"))?;
    Date::from_calendar_date(year.parse().ok()?, month, part("day").parse().ok()?).ok()
}

/// A password exactly as it was typed.
pub fn password(typed: &Typed, name: &str) -> String {
    typed.first(name).unwrap_or_default().to_owned()
}

/// A small form again, with what was typed in these controls. Passwords are never among them.
pub fn again(
    csrf: String,
    typed: &Typed,
    controls: &[&'static str],
    errors: Vec<(&'static str, &'static str)>,
) -> SmallForm {
    SmallForm {
        csrf,
        typed: controls
            .iter()
            .map(|control| (*control, line(typed, control)))
            .collect(),
        errors,
    }
}

/// The wrong controls of a checked struct, in the order given, each with the key of what to say: the code of the
/// rule that it breaks.
pub fn problems(
    checked: &impl Validate,
    controls: &[&'static str],
) -> Vec<(&'static str, &'static str)> {
    let Err(errors) = checked.validate() else {
        return Vec::new();
    };
    let errors = errors.field_errors();
    let first = |control: &&'static str| match errors.get(*control)?.first()?.code {
        Cow::Borrowed(key) => Some((*control, key)),
        Cow::Owned(_) => None,
    };
    controls.iter().filter_map(first).collect()
}

/// A full name: there, and of a sensible length.
pub fn is_name(name: &str) -> Result<(), ValidationError> {
    match name.chars().count() {
        0 => Err(ValidationError::new("small-name-empty")),
        length if length > LONGEST_NAME => Err(ValidationError::new("small-name-too-long")),
        _ => Ok(()),
    }
}

/// An e-mail address that somebody has to give.
pub fn is_email(email: &str) -> Result<(), ValidationError> {
    if email.is_empty() {
        return Err(ValidationError::new("small-email-empty"));
    }
    formats::email(email)
        .map(|_| ())
        .ok_or(ValidationError::new("small-email-wrong"))
}

/// A telephone number, or none.
pub fn is_telephone(telephone: &str) -> Result<(), ValidationError> {
    (telephone.is_empty() || formats::telephone(telephone).is_some())
        .then_some(())
        .ok_or(ValidationError::new("small-telephone-wrong"))
}

/// What to say of a password that is refused, if it is. Beside the common ones, it must not be made of words that stand
/// close to whoever chooses it: the council's name and its website's, this program's, what people are called here, and
/// their own name and address.
pub fn password_problem(
    state: &AppState,
    password: &str,
    (name, email): (&str, &str),
) -> Option<&'static str> {
    if password.is_empty() {
        return Some("new-password-empty");
    }
    let website = state.links.to("/");
    let known = [
        state.config.council.as_str(),
        &website,
        "guildhall",
        "resident",
        "council",
        "staff",
        "champion",
        "administrator",
        name,
        email,
    ];
    passwords::weakness(password, &known).map(|weakness| match weakness {
        Weakness::TooShort => "new-password-too-short",
        Weakness::TooLong => "new-password-too-long",
        Weakness::Common => "new-password-common",
        Weakness::Known => "new-password-known",
        Weakness::Guessable => "new-password-guessable",
    })
}
