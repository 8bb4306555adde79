//! What every component's options have in common: extra classes, extra attributes, and reading them from JSON.

use std::fmt;
use std::marker::PhantomData;

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use serde::de::{Error, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};

use super::Plain;

/// Extra attributes for a component's element, in the order they were added.
#[derive(Clone, Debug, Default)]
pub struct Attributes(Vec<(Plain, Plain)>);

impl Attributes {
    /// Adds one attribute, or replaces it: a browser would drop the second of two.
    ///
    /// Names are ours, never a resident's, so only the value is escaped.
    pub fn push(&mut self, name: impl Into<Plain>, value: impl Into<Plain>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(own, _)| *own == name) {
            Some((_, own)) => *own = value,
            None => self.0.push((name, value)),
        }
    }

    /// The value of this name.
    pub(super) fn get(&self, name: &str) -> Option<Plain> {
        self.0
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.clone())
    }

    /// Adds all of `more`, each name behind `prefix`.
    pub(super) fn extend(&mut self, prefix: &str, more: Attributes) {
        for (name, value) in more.0 {
            if prefix.is_empty() {
                self.push(name, value);
            } else {
                self.push([prefix, &name].concat(), value);
            }
        }
    }

    /// In the shape that `view!` spreads onto an element: `<p {..attributes.spread()}>`.
    pub(super) fn spread(self) -> Vec<AnyAttribute> {
        self.0
            .into_iter()
            .map(|(name, value)| custom_attribute(name, value).into_any_attr())
            .collect()
    }
}

impl<Name: Into<Plain>, Value: Into<Plain>, const N: usize> From<[(Name, Value); N]>
    for Attributes
{
    fn from(pairs: [(Name, Value); N]) -> Self {
        let mut attributes = Self::default();
        pairs
            .into_iter()
            .for_each(|(name, value)| attributes.push(name, value));
        attributes
    }
}

/// Joins what is not empty with spaces; costs nothing when there is only `first`.
pub(super) fn classes<const N: usize>(first: &'static str, more: [&str; N]) -> Plain {
    let length: usize = more
        .iter()
        .filter(|class| !class.is_empty())
        .map(|class| class.len() + 1)
        .sum();
    if length == 0 {
        return Plain::Borrowed(first);
    }
    let mut joined = String::with_capacity(first.len() + length);
    joined.push_str(first);
    for class in more.into_iter().filter(|class| !class.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(class);
    }
    Plain::Owned(joined)
}

/// An attribute's value, or none when the text is empty.
pub(super) fn present(text: Plain) -> Option<Plain> {
    (!text.is_empty()).then_some(text)
}

/// The text, or our wording for the key when the caller gave none.
pub(super) fn or_wording(text: Plain, key: &str) -> Plain {
    if text.is_empty() {
        crate::wording::text(key).into()
    } else {
        text
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Attributes;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a map of attributes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
                let mut attributes = Attributes::default();
                while let Some((name, Scalar(value))) = map.next_entry::<String, Scalar>()? {
                    attributes.push(name, value.unwrap_or_default());
                }
                Ok(attributes)
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// A string, number or boolean as text; null as none. The Design System's options are that loose.
pub(super) fn scalar<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Plain>, D::Error> {
    Scalar::deserialize(deserializer).map(|Scalar(text)| text)
}

/// Like [`scalar`], for a field whose empty text means absent.
pub(super) fn scalar_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Plain, D::Error> {
    scalar(deserializer).map(Option::unwrap_or_default)
}

/// A list of such scalars.
pub(super) fn scalars<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Plain>, D::Error> {
    Vec::<Scalar>::deserialize(deserializer).map(|scalars| {
        scalars
            .into_iter()
            .filter_map(|Scalar(text)| text)
            .collect()
    })
}

struct Scalar(Option<Plain>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Loose;
        impl Visitor<'_> for Loose {
            type Value = Scalar;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a string, a number, a boolean or null")
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Scalar, E> {
                Ok(Scalar(Some(value.to_owned().into())))
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar(Some(if value { "true" } else { "false" }.into())))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar, E> {
                Ok(Scalar(Some(value.to_string().into())))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Scalar, E> {
                Ok(Scalar(Some(value.to_string().into())))
            }

            fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
                Ok(Scalar(None))
            }
        }
        deserializer.deserialize_any(Loose)
    }
}

/// An option that may be switched off with `false`, `null` or an empty string.
pub(super) fn truthy<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Truthy::deserialize(deserializer).map(|Truthy(value)| value)
}

/// A list that leaves out its empty entries.
pub(super) fn truthy_list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Vec::<Truthy<T>>::deserialize(deserializer).map(|entries| {
        entries
            .into_iter()
            .filter_map(|Truthy(entry)| entry)
            .collect()
    })
}

struct Truthy<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Truthy<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Loose<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Loose<T> {
            type Value = Truthy<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("options, or nothing")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Truthy<T>, E> {
                if value {
                    Err(E::custom("`true` has no options"))
                } else {
                    Ok(Truthy(None))
                }
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Truthy<T>, E> {
                if value.is_empty() {
                    Ok(Truthy(None))
                } else {
                    Err(E::custom("text has no options"))
                }
            }

            fn visit_unit<E: Error>(self) -> Result<Truthy<T>, E> {
                Ok(Truthy(None))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Truthy<T>, A::Error> {
                T::deserialize(serde::de::value::SeqAccessDeserializer::new(seq))
                    .map(|value| Truthy(Some(value)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Truthy<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|value| Truthy(Some(value)))
            }
        }
        deserializer.deserialize_any(Loose(PhantomData))
    }
}
