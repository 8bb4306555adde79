//! What of somebody's record a question asks for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `records: contact.email`, or with more to say. A question that is bound arrives answered with what is known, and
/// what is answered goes into the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Binding {
    Attribute(String),
    Detailed(DetailedBinding),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DetailedBinding {
    /// A name in the dictionary of attributes.
    pub attribute: String,
    /// Whether what is known is used here; not for "your new address".
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub reuse: bool,
    /// Whether the answer goes into the record; not for "your old address".
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub record: bool,
    /// The field that says from which date it is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

fn yes() -> bool {
    true
}

impl Binding {
    pub fn attribute(&self) -> &str {
        match self {
            Self::Attribute(attribute) => attribute,
            Self::Detailed(detailed) => &detailed.attribute,
        }
    }

    pub fn reuses(&self) -> bool {
        match self {
            Self::Attribute(_) => true,
            Self::Detailed(detailed) => detailed.reuse,
        }
    }

    pub fn records(&self) -> bool {
        match self {
            Self::Attribute(_) => true,
            Self::Detailed(detailed) => detailed.record,
        }
    }

    pub fn since(&self) -> Option<&str> {
        match self {
            Self::Attribute(_) => None,
            Self::Detailed(detailed) => detailed.since.as_deref(),
        }
    }
}
