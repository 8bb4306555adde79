//! Components of a page: guidance and questions.

use std::collections::BTreeMap;

use super::{
    Notes,
    format::{Component, Source, SourcePage, number},
    naming::Naming,
};
use crate::{
    forms::{
        form::{Choice, Choices, Content, Field, FieldKind, Item},
        sanitise::sanitise,
    },
    text::Text,
};
use parts::{date_kind, escaped, hint_of, number_kind, paragraph, whole, width};

mod parts;

/// Whether components of the type only tell; nothing answers them.
pub fn is_content(kind: &str) -> bool {
    matches!(
        kind,
        "Para" | "Html" | "Details" | "InsetText" | "List" | "FlashCard"
    )
}

pub struct Components<'source> {
    source: &'source Source,
    naming: &'source Naming,
    /// Lists that more than one question offers as they stand.
    shared: BTreeMap<String, Vec<Choice>>,
}

impl<'source> Components<'source> {
    pub fn new(source: &'source Source, naming: &'source Naming) -> Self {
        Self {
            source,
            naming,
            shared: BTreeMap::new(),
        }
    }

    pub fn shared_lists(self) -> BTreeMap<String, Vec<Choice>> {
        self.shared
    }

    /// What the page shows and asks.
    pub fn items(&mut self, place: usize, page: &SourcePage, notes: &mut Notes) -> Vec<Item> {
        let questions = page
            .components
            .iter()
            .filter(|component| !is_content(&component.kind))
            .count();
        let mut items = Vec::new();
        for (position, component) in page.components.iter().enumerate() {
            let what = format!(
                "{} {} on page {}",
                component.kind,
                component.name.as_deref().unwrap_or("without a name"),
                page.path
            );
            note_left_out(component, &what, notes);
            if is_content(&component.kind) {
                items.extend(self.content(component, &what, notes).map(Item::Content));
                continue;
            }
            let Some(kind) = self.kind(component, &what, notes) else {
                continue;
            };
            let (hint, guidance) = hint_of(component);
            items.extend(guidance.map(|html| {
                Item::Content(Content::Html {
                    html: Text::Plain(html),
                })
            }));
            items.push(Item::Field(Field {
                name: self.naming.field_name(place, position).to_owned(),
                label: Text::Plain(label(component, page, questions)),
                noun: None,
                hint: hint.map(Text::Plain),
                script: None,
                hint_aloud: None,
                optional: component.is_set("required") == Some(false),
                when: None,
                autocomplete: component.text_option("autocomplete"),
                when_empty: None,
                records: None,
                kind,
            }));
        }
        items
    }

    fn content(&self, component: &Component, what: &str, notes: &mut Notes) -> Option<Content> {
        let html = || Text::Plain(sanitise(&component.content()));
        Some(match component.kind.as_str() {
            "Para" => paragraph(&component.content()),
            "Details" => Content::Details {
                summary: Text::Plain(component.title()),
                html: html(),
            },
            "InsetText" => Content::Inset { html: html() },
            "Html" => Content::Html { html: html() },
            _ => {
                let list = component.list().and_then(|list| self.source.list(list));
                let Some(list) = list else {
                    notes.refuse(format!("{what} has no list that exists"));
                    return None;
                };
                let items: String = list
                    .items
                    .iter()
                    .map(|item| format!("<li>{}</li>", escaped(&item.text())))
                    .collect();
                let html = format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>");
                Content::Html {
                    html: Text::Plain(sanitise(&html)),
                }
            }
        })
    }

    fn kind(&mut self, component: &Component, what: &str, notes: &mut Notes) -> Option<FieldKind> {
        let length = |key: &str| component.schema(key).and_then(number).and_then(whole);
        Some(match component.kind.as_str() {
            "TextField" => FieldKind::Text {
                max_length: length("max").or_else(|| length("length")),
                width: width(component),
            },
            "MultilineTextField" => FieldKind::LongText {
                max_length: length("max"),
                max_words: component
                    .option("maxWords")
                    .and_then(number)
                    .and_then(whole),
                rows: component
                    .option("rows")
                    .and_then(number)
                    .and_then(whole)
                    .and_then(|rows| u8::try_from(rows).ok()),
            },
            "EmailAddressField" => FieldKind::Email,
            "TelephoneNumberField" => FieldKind::Telephone,
            "WebsiteField" => FieldKind::Website,
            "UkAddressField" => FieldKind::Address,
            "YesNoField" => FieldKind::YesNo,
            "NumberField" => number_kind(component),
            "DateField" | "DatePartsField" => date_kind(component),
            "RadiosField" => FieldKind::Radios {
                choices: self.choices(component, what, notes)?,
            },
            "CheckboxesField" => FieldKind::Checkboxes {
                choices: self.choices(component, what, notes)?,
            },
            "SelectField" => FieldKind::Select {
                choices: self.choices(component, what, notes)?,
            },
            "AutocompleteField" => FieldKind::Autocomplete {
                choices: self.choices(component, what, notes)?,
            },
            _ => {
                notes.refuse(format!(
                    "{what}: questions of type {} are not supported",
                    component.kind
                ));
                return None;
            }
        })
    }

    fn choices(&mut self, component: &Component, what: &str, notes: &mut Notes) -> Option<Choices> {
        let Some(list) = component.list().and_then(|list| self.source.list(list)) else {
            notes.refuse(format!("{what} has no list that exists"));
            return None;
        };
        if list
            .items
            .iter()
            .any(super::format::ListItem::has_conditional)
        {
            notes.refuse(format!(
                "{what} shows more questions under a choice, which is not supported"
            ));
            return None;
        }
        let items = list.items.iter().map(|item| Choice {
            value: item.value(),
            label: Text::Plain(item.text()),
            hint: item.description().map(Text::Plain),
            exclusive: false,
            divider: None,
        });
        let mut choices: Vec<Choice> = items.collect();
        if component.text_option("behaviour").as_deref() == Some("exclusive") {
            make_exclusive(component, &mut choices, what, notes);
            return Some(Choices::Listed(choices));
        }
        if self.times_used(&list.name) > 1 {
            self.shared.insert(list.name.clone(), choices);
            return Some(Choices::Named(list.name.clone()));
        }
        Some(Choices::Listed(choices))
    }

    fn times_used(&self, list: &str) -> usize {
        let components = self.source.pages.iter().flat_map(|page| &page.components);
        components
            .filter(|component| component.list() == Some(list))
            .count()
    }
}

/// The label; hidden, the page's title takes its place, unless the page asks several things.
fn label(component: &Component, page: &SourcePage, questions: usize) -> String {
    let title = component.title();
    let hidden = component.is_set("hideTitle") == Some(true) && questions == 1;
    if hidden || title.is_empty() {
        page.title_or_path()
    } else {
        title
    }
}

fn make_exclusive(component: &Component, choices: &mut [Choice], what: &str, notes: &mut Notes) {
    let value = component.text_option("behaviourItemValue");
    let choice = choices
        .iter_mut()
        .find(|choice| Some(choice.value.trim()) == value.as_deref());
    match choice {
        Some(choice) => {
            choice.exclusive = true;
            choice.divider = component.text_option("divider").map(Text::Plain);
        }
        None => notes.drop(
            format!("the exclusive choice of {what}"),
            "it does not say which choice it is",
        ),
    }
}

/// Says what of a component has no place in our form.
fn note_left_out(component: &Component, what: &str, notes: &mut Notes) {
    let known: &[&str] = match component.kind.as_str() {
        "NumberField" => &["min", "max", "precision", "integer"],
        "TextField" => &["max", "length"],
        "MultilineTextField" => &["max"],
        _ => &[],
    };
    for key in component.schema_keys().filter(|key| !known.contains(key)) {
        if component
            .schema(key)
            .is_some_and(|value| !super::format::words(value).is_empty())
        {
            notes.drop(
                format!("the rule {key} of {what}"),
                "such a rule is not supported",
            );
        }
    }
    for option in [
        "customValidationMessage",
        "customValidationMessages",
        "condition",
    ] {
        if component.option(option).is_some() {
            notes.drop(
                format!("the option {option} of {what}"),
                "such an option is not supported",
            );
        }
    }
}
