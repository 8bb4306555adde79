//! From a file's text to a form, with mistakes that say where they are: serde alone would lose the page and the
//! field, and lets unknown keys into a flattened field.

use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error};
use serde_json::{Map, Value};

use super::{
    checks::FormProblem,
    form::{Content, Field, FieldKind, Form, Item, Page},
};

/// Reads YAML, or JSON when the text starts with a brace, without checking that the form makes sense.
pub(super) fn parse_form(file: &str, text: &str) -> Result<Form, Vec<FormProblem>> {
    let whole = |message: String| vec![FormProblem::new(file, message)];
    let value = parse_text(text).map_err(whole)?;
    let problems = item_problems(file, &value);
    if !problems.is_empty() {
        return Err(problems);
    }
    let form: Form = from_value(value).map_err(whole)?;
    Ok(form)
}

/// YAML 1.2, so that `yes` and `no` are words and only `true` and `false` are truth values.
pub(crate) fn parse_text<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|error| format!("this is not JSON: {error}"));
    }
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| format!("this is not YAML that can be read: {}", one_line(&error)))
}

/// The first line of an error that may go on to draw the source.
fn one_line(error: &impl ToString) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().trim().to_owned()
}

fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

/// What is wrong inside pages and items, where it can be named.
fn item_problems(file: &str, form: &Value) -> Vec<FormProblem> {
    let pages = form.get("pages").and_then(Value::as_array);
    let mut problems = Vec::new();
    for (number, page) in (1..).zip(pages.into_iter().flatten()) {
        let name = page
            .get("id")
            .and_then(Value::as_str)
            .map_or_else(|| format!("number {number}"), str::to_owned);
        let before = problems.len();
        let items = page.get("items").and_then(Value::as_array);
        for item in items.into_iter().flatten() {
            if let Err(message) = Item::from_json(item) {
                let field = item.get("name").and_then(Value::as_str);
                problems.push(
                    FormProblem::new(file, message)
                        .on_page(&name)
                        .on_field(field),
                );
            }
        }
        if problems.len() == before
            && let Err(error) = Page::deserialize(page)
        {
            problems.push(FormProblem::new(file, error.to_string()).on_page(&name));
        }
    }
    problems
}

const CONTENT_TYPES: [&str; 4] = ["paragraph", "html", "details", "inset"];

/// Keys of a field, whatever its type.
const FIELD_KEYS: [&str; 12] = [
    "type",
    "name",
    "label",
    "noun",
    "hint",
    "script",
    "hint_aloud",
    "optional",
    "when",
    "autocomplete",
    "when_empty",
    "records",
];

/// Keys of a field besides [`FIELD_KEYS`]; nothing for a type that does not exist.
fn keys_of_type(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "text" => &["max_length", "width"],
        "long-text" => &["max_length", "max_words", "rows"],
        "number" => &["min", "max", "decimal_places", "prefix", "suffix"],
        "radios" | "checkboxes" | "select" | "autocomplete" => &["choices"],
        "date" => &["earliest", "latest"],
        "email" | "telephone" | "yes-no" | "address" | "website" => &[],
        _ => return None,
    })
}

impl Item {
    fn from_json(value: &Value) -> Result<Self, String> {
        let object = value
            .as_object()
            .ok_or("an item is a mapping with a type")?;
        let kind = object
            .get("type")
            .and_then(Value::as_str)
            .ok_or_else(no_type)?;
        if CONTENT_TYPES.contains(&kind) {
            return Content::deserialize(value)
                .map(Self::Content)
                .map_err(|error| error.to_string());
        }
        let keys =
            keys_of_type(kind).ok_or_else(|| format!("\"{kind}\" is not a type; {}", no_type()))?;
        only_known(object, kind, keys)?;
        // Alone first: from a flattened field, errors would not say which key is wrong.
        let mut own = object.clone();
        own.retain(|key, _| key == "type" || keys.contains(&key.as_str()));
        FieldKind::deserialize(Value::Object(own)).map_err(|error| error.to_string())?;
        Field::deserialize(value)
            .map(Self::Field)
            .map_err(|error| error.to_string())
    }
}

fn no_type() -> String {
    "give it a type: text, long-text, email, telephone, number, yes-no, radios, checkboxes, select, autocomplete, \
     date, address or website for a question; paragraph, html, details or inset for guidance"
        .to_owned()
}

fn only_known(object: &Map<String, Value>, kind: &str, keys: &[&str]) -> Result<(), String> {
    let known = |key: &str| FIELD_KEYS.contains(&key) || keys.contains(&key);
    match object.keys().find(|key| !known(key)) {
        None => Ok(()),
        Some(key) => {
            let all = [&FIELD_KEYS[1..], keys].concat().join(", ");
            Err(format!(
                "a {kind} field has no \"{key}\"; it can have {all}"
            ))
        }
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key that serde knows and the lists above do not would be refused in every form file.
    #[test]
    fn every_key_of_every_type_is_known() {
        let schema = crate::forms::schema::form_schema();
        let field = &schema["$defs"]["Field"];
        let shared = field["properties"]
            .as_object()
            .expect("a field has properties");
        let mut shared: Vec<&str> = shared.keys().map(String::as_str).chain(["type"]).collect();
        let mut known = FIELD_KEYS;
        shared.sort_unstable();
        shared.dedup();
        known.sort_unstable();
        assert_eq!(shared, known);
        for variant in field["oneOf"].as_array().expect("a field is of one type") {
            let properties = variant["properties"]
                .as_object()
                .expect("a type has properties");
            let kind = variant["properties"]["type"]["const"]
                .as_str()
                .expect("a type has a name");
            let mut keys: Vec<&str> = properties
                .keys()
                .map(String::as_str)
                .filter(|key| *key != "type")
                .collect();
            let mut known = keys_of_type(kind).expect("the type is known").to_vec();
            keys.sort_unstable();
            known.sort_unstable();
            assert_eq!(keys, known, "{kind}");
        }
    }
}
