//! Names of our own for pages and questions: unique, and fit for URLs and controls.

use std::collections::{BTreeMap, BTreeSet};

use super::{components, format::Source, links::Links};
use crate::forms::names;

/// A question in the file, as conditions see it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name in our form.
    pub name: String,
    /// The place of its page in the file.
    pub page: usize,
    /// Its type in the file.
    pub kind: String,
    pub optional: bool,
}

pub struct Naming {
    pages: BTreeMap<usize, String>,
    /// By the place of the page and of the component on it.
    fields: BTreeMap<(usize, usize), String>,
    /// By section and name, as answers are kept in that format. Several pages may share one.
    questions: BTreeMap<(Option<String>, String), Vec<Named>>,
}

impl Naming {
    pub fn new(source: &Source, links: &Links) -> Self {
        let mut naming = Self {
            pages: BTreeMap::new(),
            fields: BTreeMap::new(),
            questions: BTreeMap::new(),
        };
        let mut ids: BTreeSet<String> = names::RESERVED_PAGES
            .iter()
            .map(|id| (*id).to_owned())
            .collect();
        let mut taken = BTreeSet::new();
        for place in &links.order {
            let Some(page) = source.pages.get(*place) else {
                continue;
            };
            naming.pages.insert(
                *place,
                unique(page_id(&page.path), |id| ids.insert(id.to_owned())),
            );
            for (position, component) in page.components.iter().enumerate() {
                if components::is_content(&component.kind) {
                    continue;
                }
                let source_name = component.name.clone().unwrap_or_default();
                let name = unique(field_name(&source_name), |name| take(&mut taken, name));
                naming.fields.insert((*place, position), name.clone());
                let key = (page.section.clone(), source_name);
                naming.questions.entry(key).or_default().push(Named {
                    name,
                    page: *place,
                    kind: component.kind.clone(),
                    optional: component.is_set("required") == Some(false),
                });
            }
        }
        naming
    }

    pub fn page_id(&self, place: usize) -> &str {
        self.pages.get(&place).map_or("", String::as_str)
    }

    pub fn field_name(&self, place: usize, position: usize) -> &str {
        self.fields
            .get(&(place, position))
            .map_or("", String::as_str)
    }

    /// The questions that `section.name` or `name` means on a page of the section: in full, outside every
    /// section, or in the page's own section.
    pub fn find(&self, written: &str, section: Option<&str>) -> Option<&[Named]> {
        let in_section = |section: Option<&str>, name: &str| {
            self.questions
                .get(&(section.map(str::to_owned), name.to_owned()))
                .map(Vec::as_slice)
        };
        let in_full = written
            .split_once('.')
            .and_then(|(section, name)| in_section(Some(section), name));
        in_full
            .or_else(|| in_section(None, written))
            .or_else(|| in_section(section, written))
    }
}

/// Takes a field name with every control that a field of that name might have, so that no two ever meet.
fn take(taken: &mut BTreeSet<String>, name: &str) -> bool {
    let parts = [
        "",
        "-day",
        "-month",
        "-year",
        "-line-1",
        "-line-2",
        "-town",
        "-county",
        "-postcode",
    ];
    let controls: Vec<String> = parts.iter().map(|part| format!("{name}{part}")).collect();
    let free = controls.iter().all(|control| !taken.contains(control));
    if free {
        taken.extend(controls);
    }
    free
}

/// The name itself, or with the first number from 2 that makes it new.
fn unique(name: String, mut take: impl FnMut(&str) -> bool) -> String {
    if take(&name) {
        return name;
    }
    let mut number = 2_u64;
    loop {
        let numbered = format!("{name}-{number}");
        if take(&numbered) {
            return numbered;
        }
        number += 1;
    }
}

fn page_id(path: &str) -> String {
    let hyphenated: String = path
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(200)
        .collect();
    let words: Vec<&str> = hyphenated
        .split('-')
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        "page".to_owned()
    } else {
        words.join("-")
    }
}

fn field_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '_'
            }
        })
        .take(80)
        .collect();
    if kept.is_empty() {
        "question".to_owned()
    } else {
        kept
    }
}
