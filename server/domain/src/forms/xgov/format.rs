//! The file as it is written. Lenient where real files differ; what is not read here has no effect on residents.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::forms::sanitise::words_only;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    #[serde(default)]
    name: Value,
    #[serde(default)]
    pub start_page: Option<String>,
    pub pages: Vec<SourcePage>,
    #[serde(default)]
    pub lists: Vec<SourceList>,
    #[serde(default)]
    pub sections: Vec<SourceSection>,
    #[serde(default)]
    pub conditions: Vec<SourceCondition>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SourcePage {
    pub path: String,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    pub components: Vec<Component>,
    #[serde(default)]
    pub next: Vec<SourceLink>,
    #[serde(default)]
    pub controller: Option<String>,
    #[serde(default)]
    pub section: Option<String>,
    #[serde(default)]
    pub repeat_field: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct SourceLink {
    pub path: String,
    #[serde(default)]
    pub condition: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Component {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    hint: Value,
    #[serde(default)]
    content: Value,
    #[serde(default)]
    list: Option<String>,
    #[serde(default)]
    options: Value,
    #[serde(default)]
    schema: Value,
}

#[derive(Debug, Deserialize)]
pub struct SourceList {
    pub name: String,
    #[serde(default)]
    pub items: Vec<ListItem>,
}

#[derive(Debug, Deserialize)]
pub struct ListItem {
    #[serde(default)]
    text: Value,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    description: Value,
    /// Questions that appear under the choice.
    #[serde(default)]
    conditional: Value,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceSection {
    pub name: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub hide_title: bool,
}

#[derive(Debug, Deserialize)]
pub struct SourceCondition {
    pub name: String,
    #[serde(default)]
    pub value: Value,
}

impl Source {
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text)
            .map_err(|error| format!("this is not a form in the XGov format: {error}"))
    }

    /// The form's own name, when it has one.
    pub fn form_name(&self) -> Option<String> {
        Some(words_only(&words(&self.name))).filter(|name| !name.is_empty())
    }

    pub fn list(&self, name: &str) -> Option<&SourceList> {
        self.lists.iter().find(|list| list.name == name)
    }
}

impl SourcePage {
    /// The page's title; a page without one is called by its path, so that somebody notices.
    pub fn title_or_path(&self) -> String {
        let title = words_only(&words(&self.title));
        if title.is_empty() {
            self.path.trim_matches('/').replace('-', " ")
        } else {
            title
        }
    }

    /// Whether it is the check-your-answers page.
    pub fn is_summary(&self) -> bool {
        let controller = self
            .controller
            .as_deref()
            .unwrap_or_default()
            .to_lowercase();
        controller.contains("summary") || self.path.trim_matches('/') == "summary"
    }
}

impl Component {
    pub fn title(&self) -> String {
        words_only(&words(&self.title))
    }

    pub fn hint(&self) -> String {
        words(&self.hint).trim().to_owned()
    }

    pub fn content(&self) -> String {
        words(&self.content)
    }

    /// The list it offers: named beside it, or among its options.
    pub fn list(&self) -> Option<&str> {
        self.list
            .as_deref()
            .or_else(|| self.option("list")?.as_str())
    }

    pub fn option(&self, name: &str) -> Option<&Value> {
        self.options.get(name).filter(|value| !value.is_null())
    }

    pub fn schema(&self, name: &str) -> Option<&Value> {
        self.schema.get(name).filter(|value| !value.is_null())
    }

    pub fn schema_keys(&self) -> impl Iterator<Item = &str> {
        let map: Option<&Map<String, Value>> = self.schema.as_object();
        map.into_iter().flatten().map(|(key, _)| key.as_str())
    }

    /// Whether an option is set, written as a truth value or as a word.
    pub fn is_set(&self, option: &str) -> Option<bool> {
        match self.option(option)? {
            Value::Bool(set) => Some(*set),
            Value::String(word) => Some(word == "true"),
            _ => None,
        }
    }

    pub fn text_option(&self, name: &str) -> Option<String> {
        let text = words(self.option(name)?).trim().to_owned();
        Some(text).filter(|text| !text.is_empty())
    }
}

impl ListItem {
    pub fn text(&self) -> String {
        words_only(&words(&self.text))
    }

    pub fn value(&self) -> String {
        words(&self.value)
    }

    pub fn description(&self) -> Option<String> {
        Some(words_only(&words(&self.description))).filter(|text| !text.is_empty())
    }

    pub fn has_conditional(&self) -> bool {
        self.conditional
            .as_object()
            .is_some_and(|inner| !inner.is_empty())
    }
}

/// Text however it is written: a string, a number, a truth value, or words by language.
pub fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Object(languages) => languages
            .get("en")
            .or_else(|| languages.values().next())
            .map(words)
            .unwrap_or_default(),
        Value::Null | Value::Array(_) => String::new(),
    }
}

/// A number however it is written.
pub fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}
