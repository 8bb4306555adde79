//! JSON Schemas of the files a council writes, for editors to help with.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::form::Form;
use crate::services::Service;

/// The schema of `form.yaml`.
pub fn form_schema() -> Value {
    schema_of::<Form>("A form: the questions of one service")
}

/// The schema of `service.yaml`.
pub fn service_schema() -> Value {
    schema_of::<Service>("A service: its words and the life of its cases")
}

fn schema_of<T: schemars::JsonSchema>(title: &str) -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert("title".to_owned(), Value::String(title.to_owned()));
    schema.to_value()
}
