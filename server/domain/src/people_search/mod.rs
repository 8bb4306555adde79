//! Finding a person by whatever is known of them, typed in any order and not always rightly.
//!
//! - [`folding`] makes one spelling of the many of a name.
//! - [`entries`] says under what a person stands in the index.
//! - [`asked`] reads what was typed.
//! - [`lookups`] says where in the index to look for it.
//! - [`slips`] and [`nicknames`] widen a name to the words that may have been meant.
//! - [`scoring`] ranks who was found.
//! - [`likeness`] says who may be the same person as somebody who is about to be added.
//!
//! A person is written into the index and looked up in it by the same rules. Whoever changes what [`entries`] answers
//! empties the index in a migration; it is then filled again.

pub mod asked;
pub mod dates;
pub mod entries;
pub mod folding;
pub mod likeness;
pub mod lookups;
pub mod nicknames;
pub mod scoring;
pub mod slips;

use serde::{Deserialize, Serialize};

pub use asked::{Asked, Part, Reading};
pub use entries::{Entry, Kind, entries};
pub use likeness::{Likeness, likeness};
pub use lookups::{Keys, Lookup, Near, Widened, lookups};
pub use scoring::{How, Match, Score, score};

/// What a person can be found by. It is kept as it was indexed, so that it can be taken out of the index again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Searchable {
    /// Their name, and after it the names that they had before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// As `1980-03-27`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub postcodes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub telephones: Vec<String>,
}

impl Searchable {
    /// What has one value of each at most, as most people have.
    pub fn of(
        name: &str,
        date_of_birth: Option<&str>,
        postcode: Option<&str>,
        email: Option<&str>,
        telephone: Option<&str>,
    ) -> Self {
        let list = |value: Option<&str>| -> Vec<String> {
            let value = value.map(str::trim).filter(|value| !value.is_empty());
            value.map(str::to_owned).into_iter().collect()
        };
        Self {
            names: list(Some(name)),
            date_of_birth: date_of_birth.map(str::to_owned),
            postcodes: list(postcode),
            emails: list(email),
            telephones: list(telephone),
        }
    }

    /// The same without the places where they live, for a reader who may not know them.
    #[must_use]
    pub fn without_homes(mut self) -> Self {
        self.postcodes.clear();
        self
    }
}
