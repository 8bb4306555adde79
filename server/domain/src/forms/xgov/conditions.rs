//! Conditions of that format: comparisons joined by *and* and *or* (*and* binds tighter), groups, and
//! references to other conditions by name.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::{
    Notes, any_of,
    comparing::{all_of, compare},
    format::Source,
    links::Links,
    naming::{Named, Naming},
};
use crate::forms::condition::Condition;

/// Parts one condition may come to when those it refers to are written out; more is no human's work.
const MOST_PARTS: usize = 1_000;

pub struct Conditions<'source> {
    by_name: BTreeMap<&'source str, &'source Json>,
    naming: &'source Naming,
    sections: Vec<Option<&'source str>>,
    reach: BTreeMap<usize, BTreeSet<usize>>,
    used: BTreeSet<String>,
    /// The conditions being resolved, each referred to by the one before.
    trail: Vec<String>,
    parts: usize,
}

impl<'source> Conditions<'source> {
    pub fn new(source: &'source Source, links: &Links, naming: &'source Naming) -> Self {
        let mut by_name = BTreeMap::new();
        for condition in &source.conditions {
            by_name
                .entry(condition.name.as_str())
                .or_insert(&condition.value);
        }
        let sections: BTreeSet<Option<&str>> = source
            .pages
            .iter()
            .map(|page| page.section.as_deref())
            .collect();
        Self {
            by_name,
            naming,
            sections: sections.into_iter().collect(),
            reach: reach(links),
            used: BTreeSet::new(),
            trail: Vec::new(),
            parts: 0,
        }
    }

    /// The condition of that name, as a page of the section uses it.
    ///
    /// # Errors
    /// Says, after "but", what is broken.
    pub fn resolve(&mut self, name: &str, section: Option<&str>) -> Result<Condition, String> {
        self.parts = 0;
        self.trail.clear();
        self.follow(name, section)
    }

    fn follow(&mut self, name: &str, section: Option<&str>) -> Result<Condition, String> {
        self.used.insert(name.to_owned());
        if self.trail.iter().any(|earlier| earlier == name) {
            return Err("it refers to itself".to_owned());
        }
        let value = *self.by_name.get(name).ok_or("there is no such condition")?;
        self.trail.push(name.to_owned());
        let condition = self.tree(value, section);
        self.trail.pop();
        condition
    }

    /// Lists what no link uses: broken or not, it has no part in the form.
    pub fn note_unused(&mut self, notes: &mut Notes) {
        let unused: Vec<&str> = self
            .by_name
            .keys()
            .filter(|name| !self.used.contains(**name))
            .copied()
            .collect();
        for name in unused {
            let sections = self.sections.clone();
            let found: Vec<_> = sections
                .into_iter()
                .map(|section| self.resolve(name, section))
                .collect();
            let why = match found.into_iter().reduce(Result::or) {
                Some(Err(why)) => format!("no link uses it, and {why}"),
                _ => "no link uses it".to_owned(),
            };
            notes.drop(format!("condition {name}"), why);
        }
    }

    fn tree(&mut self, value: &Json, section: Option<&str>) -> Result<Condition, String> {
        let parts = value.get("conditions").and_then(Json::as_array);
        let parts = parts
            .filter(|parts| !parts.is_empty())
            .ok_or("it is not written as a list of conditions")?;
        // Between two *or*s everything is joined by *and*.
        let mut groups: Vec<Vec<Condition>> = vec![Vec::new()];
        for (position, part) in parts.iter().enumerate() {
            let condition = self.part(part, section)?;
            match (position, coordinator(part)) {
                (0, _) | (_, Some("and")) => {}
                (_, Some("or")) => groups.push(Vec::new()),
                _ => {
                    return Err(
                        "it does not say whether its parts are joined by and or by or".to_owned(),
                    );
                }
            }
            if let Some(group) = groups.last_mut() {
                group.push(condition);
            }
        }
        Ok(any_of(groups.into_iter().map(all_of).collect()))
    }

    fn part(&mut self, part: &Json, section: Option<&str>) -> Result<Condition, String> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Err(format!("it has more than {MOST_PARTS} parts"));
        }
        if part.get("conditions").is_some() {
            return self.tree(part, section);
        }
        if let Some(name) = part.get("conditionName").and_then(Json::as_str) {
            return self
                .follow(name, section)
                .map_err(|why| format!("it refers to condition {name}, and {why}"));
        }
        let field = part
            .get("field")
            .and_then(|field| field.get("name"))
            .and_then(Json::as_str);
        let operator = part.get("operator").and_then(Json::as_str);
        let (Some(field), Some(operator)) = (field, operator) else {
            return Err("a part of it has no field or no operator".to_owned());
        };
        let missing = || format!("it looks at {field}, which no page that can be reached asks");
        let questions = self.naming.find(field, section).ok_or_else(missing)?;
        self.only_one_is_asked(field, questions)?;
        let value = part.get("value").unwrap_or(&Json::Null);
        let compared = questions
            .iter()
            .map(|question| compare(question, operator, value));
        compared.collect::<Result<Vec<_>, _>>().map(any_of)
    }

    /// Where pages share an answer in that format and one person can see both, the later overwrites the earlier;
    /// our questions each keep their own, so what a condition means would change.
    fn only_one_is_asked(&self, field: &str, questions: &[Named]) -> Result<(), String> {
        let after = |from: usize, to: usize| {
            self.reach
                .get(&from)
                .is_some_and(|reached| reached.contains(&to))
        };
        let both = questions.iter().any(|one| {
            questions.iter().any(|other| {
                one.page == other.page && one.name != other.name || after(one.page, other.page)
            })
        });
        if both {
            return Err(format!(
                "it looks at {field}, which is asked more than once on the way"
            ));
        }
        Ok(())
    }
}

fn coordinator(part: &Json) -> Option<&str> {
    // A group carries it on its first part.
    let own = part.get("coordinator").and_then(Json::as_str);
    own.or_else(|| coordinator(part.get("conditions")?.get(0)?))
}

fn reach(links: &Links) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut reach: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for place in links.order.iter().rev() {
        let mut reached = BTreeSet::new();
        for link in links.of(*place) {
            if let super::Target::Page(next) = link.to {
                reached.insert(next);
                reached.extend(reach.get(&next).into_iter().flatten());
            }
        }
        reach.insert(*place, reached);
    }
    reach
}
