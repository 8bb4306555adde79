//! How conditions are written in files and stored, and the schema that describes it.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error},
    ser::SerializeMap,
};
use serde_json::Value as Json;

use super::{Comparison, Condition, Operator, Value};
use crate::forms::iso_date;

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::All(conditions) => map.serialize_entry("all", conditions)?,
            Self::Any(conditions) => map.serialize_entry("any", conditions)?,
            Self::Not(condition) => map.serialize_entry("not", condition)?,
            Self::Compare(comparison) => {
                map.serialize_entry("field", &comparison.field)?;
                map.serialize_entry(comparison.operator.name(), &comparison.operator.value())?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(Json::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

const SHAPE: &str = "a condition is {all: […]}, {any: […]}, {not: …} or {field: name, operator: value}, for example {field: day, is: yes}";

impl Condition {
    fn from_json(json: Json) -> Result<Self, String> {
        let Json::Object(mut map) = json else {
            return Err(SHAPE.to_owned());
        };
        if let Some(field) = map.remove("field") {
            let Json::String(field) = field else {
                return Err("the field of a condition is the name of a field".to_owned());
            };
            return match Self::only_entry(map) {
                Some((operator, value)) => {
                    let operator = Operator::from_parts(&operator, value)?;
                    Ok(Self::Compare(Comparison { field, operator }))
                }
                None => Err(format!(
                    "a condition on \"{field}\" needs exactly one operator"
                )),
            };
        }
        match Self::only_entry(map) {
            Some((key, Json::Array(all))) if key == "all" => Ok(Self::All(Self::list(all)?)),
            Some((key, Json::Array(any))) if key == "any" => Ok(Self::Any(Self::list(any)?)),
            Some((key, json)) if key == "not" => Ok(Self::Not(Box::new(Self::from_json(json)?))),
            _ => Err(SHAPE.to_owned()),
        }
    }

    fn only_entry(map: serde_json::Map<String, Json>) -> Option<(String, Json)> {
        if map.len() == 1 {
            map.into_iter().next()
        } else {
            None
        }
    }

    fn list(conditions: Vec<Json>) -> Result<Vec<Self>, String> {
        conditions.into_iter().map(Self::from_json).collect()
    }
}

impl Operator {
    fn value(&self) -> Json {
        match self {
            Self::Is(value) | Self::IsNot(value) => serde_json::json!(value),
            Self::Contains(value) | Self::DoesNotContain(value) => serde_json::json!(value),
            Self::MoreThan(bound) | Self::LessThan(bound) => serde_json::json!(bound),
            Self::AtLeast(bound) | Self::AtMost(bound) => serde_json::json!(bound),
            Self::Before(date) | Self::After(date) => Json::String(iso_date::format(*date)),
            Self::LongerThan(length) | Self::ShorterThan(length) => serde_json::json!(length),
            Self::Answered(answered) => Json::Bool(*answered),
        }
    }

    fn from_parts(name: &str, value: Json) -> Result<Self, String> {
        Ok(match name {
            "is" => Self::Is(read(name, value)?),
            "is_not" => Self::IsNot(read(name, value)?),
            "contains" => Self::Contains(read::<Value>(name, value)?.to_string()),
            "does_not_contain" => Self::DoesNotContain(read::<Value>(name, value)?.to_string()),
            "more_than" => Self::MoreThan(read(name, value)?),
            "less_than" => Self::LessThan(read(name, value)?),
            "at_least" => Self::AtLeast(read(name, value)?),
            "at_most" => Self::AtMost(read(name, value)?),
            "before" => Self::Before(read_date(name, &value)?),
            "after" => Self::After(read_date(name, &value)?),
            "longer_than" => Self::LongerThan(read(name, value)?),
            "shorter_than" => Self::ShorterThan(read(name, value)?),
            "answered" => Self::Answered(read(name, value)?),
            _ => {
                return Err(format!(
                    "\"{name}\" is not an operator; use one of {OPERATORS}"
                ));
            }
        })
    }
}

const OPERATORS: &str = "is, is_not, contains, does_not_contain, more_than, less_than, at_least, at_most, \
                         before, after, longer_than, shorter_than, answered";

fn read<T: DeserializeOwned>(operator: &str, value: Json) -> Result<T, String> {
    let written = value.to_string();
    serde_json::from_value(value)
        .map_err(|_| format!("{operator} cannot be compared with {written}"))
}

fn read_date(operator: &str, value: &Json) -> Result<time::Date, String> {
    value
        .as_str()
        .and_then(iso_date::parse)
        .ok_or_else(|| format!("{operator} needs a date like 2026-04-01, not {value}"))
}

impl JsonSchema for Condition {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let condition = generator.subschema_for::<Self>();
        let group = |key: &str, value: Json| {
            json_schema!({
                "type": "object", "properties": { key: value }, "required": [key], "additionalProperties": false
            })
        };
        let list = serde_json::json!({ "type": "array", "items": condition, "minItems": 1 });
        json_schema!({
            "description": "Holds or does not: {all: […]}, {any: […]}, {not: …} or {field: name, operator: value}.",
            "oneOf": [
                group("all", list.clone()),
                group("any", list),
                group("not", serde_json::json!(condition)),
                comparison_schema(),
            ]
        })
    }
}

fn comparison_schema() -> Schema {
    let any_value = serde_json::json!({ "type": ["string", "number", "boolean"] });
    let number = serde_json::json!({ "type": "number" });
    let date = serde_json::json!({ "type": "string", "format": "date" });
    let length = serde_json::json!({ "type": "integer", "minimum": 0 });
    json_schema!({
        "type": "object",
        "properties": {
            "field": { "type": "string" },
            "is": any_value, "is_not": any_value, "contains": any_value, "does_not_contain": any_value,
            "more_than": number, "less_than": number, "at_least": number, "at_most": number,
            "before": date, "after": date, "longer_than": length, "shorter_than": length,
            "answered": { "type": "boolean" },
        },
        "required": ["field"],
        "minProperties": 2,
        "maxProperties": 2,
        "additionalProperties": false
    })
}
