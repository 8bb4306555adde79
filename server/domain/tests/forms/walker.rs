//! Follows the `next` rules of an XGov file directly, knowing nothing of our importer, and compares: with the
//! same answers our form must show the same pages.
//!
//! A comparison with a question that was never asked is false here, as in our forms.

use std::collections::BTreeMap;

use guildhall_domain::forms::{Answer, Progress, Stop};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    generator::{Random, TODAY, asked, valid_page},
    sources::{Source, imported},
};

/// The answers so far, by `section.name` or `name`.
type State = BTreeMap<String, Value>;

struct Walker<'file> {
    file: &'file Value,
    state: State,
}

fn list<'value>(value: &'value Value, key: &str) -> &'value [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

impl<'file> Walker<'file> {
    fn page(&self, path: &str) -> Option<&'file Value> {
        list(self.file, "pages")
            .iter()
            .find(|page| page["path"] == path)
    }

    fn start(&self) -> &'file Value {
        let path = self.file["startPage"]
            .as_str()
            .expect("there is a start page");
        self.page(path).expect("the start page exists")
    }

    /// The first link whose condition holds, failing that the last without one; `None` at the summary and where
    /// nothing matches.
    fn next(&self, page: &Value) -> Option<&'file Value> {
        let mut last = None;
        let mut taken = None;
        for link in list(page, "next") {
            let Some(to) = self.page(link["path"].as_str().expect("a link has a path")) else {
                continue;
            };
            match link["condition"].as_str().filter(|name| !name.is_empty()) {
                None => last = Some(to),
                Some(name) if self.holds(name, page["section"].as_str()) => {
                    taken = Some(to);
                    break;
                }
                Some(_) => {}
            }
        }
        taken.or(last).filter(|page| !is_summary(page))
    }

    fn holds(&self, name: &str, section: Option<&str>) -> bool {
        let conditions = list(self.file, "conditions");
        let condition = conditions
            .iter()
            .find(|condition| condition["name"] == name);
        condition.is_some_and(|condition| {
            self.parts_hold(list(&condition["value"], "conditions"), section)
        })
    }

    /// `a or b and c` is `a or (b and c)`.
    fn parts_hold(&self, parts: &[Value], section: Option<&str>) -> bool {
        let mut any = false;
        let mut all = true;
        for (position, part) in parts.iter().enumerate() {
            let group = list(part, "conditions").first();
            let coordinator = part["coordinator"]
                .as_str()
                .or_else(|| group?["coordinator"].as_str());
            if position > 0 && coordinator == Some("or") {
                any |= all;
                all = true;
            }
            all &= self.part_holds(part, section);
        }
        any | all
    }

    fn part_holds(&self, part: &Value, section: Option<&str>) -> bool {
        if !list(part, "conditions").is_empty() {
            return self.parts_hold(list(part, "conditions"), section);
        }
        if let Some(name) = part["conditionName"].as_str() {
            return self.holds(name, section);
        }
        let name = part["field"]["name"]
            .as_str()
            .expect("a comparison has a field");
        let in_section = || self.state.get(&format!("{}.{name}", section?));
        let Some(answer) = self.state.get(name).or_else(in_section) else {
            return false;
        };
        let sought = part["value"]["value"]
            .as_str()
            .expect("a comparison has a value");
        compare(
            answer,
            part["operator"]
                .as_str()
                .expect("a comparison has an operator"),
            sought,
        )
    }
}

fn compare(answer: &Value, operator: &str, sought: &str) -> bool {
    let number = answer.as_f64().zip(sought.parse::<f64>().ok());
    let length = || {
        answer
            .as_str()
            .map(|text| text.chars().count())
            .zip(sought.parse::<usize>().ok())
    };
    match operator {
        "is" => same(answer, sought),
        "is not" => !same(answer, sought),
        "contains" => answer
            .as_array()
            .is_some_and(|chosen| chosen.contains(&json!(sought))),
        "does not contain" => answer
            .as_array()
            .is_some_and(|chosen| !chosen.contains(&json!(sought))),
        "is more than" => number.is_some_and(|(answer, sought)| answer > sought),
        "is less than" => number.is_some_and(|(answer, sought)| answer < sought),
        "is at least" => number.is_some_and(|(answer, sought)| answer >= sought),
        "is at most" => number.is_some_and(|(answer, sought)| answer <= sought),
        "is before" => answer.as_str().is_some_and(|date| date < sought),
        "is after" => answer.as_str().is_some_and(|date| date > sought),
        "is longer than" => length().is_some_and(|(answer, sought)| answer > sought),
        "is shorter than" => length().is_some_and(|(answer, sought)| answer < sought),
        "has length" => length().is_some_and(|(answer, sought)| answer == sought),
        other => panic!("the walker does not know {other}"),
    }
}

fn same(answer: &Value, sought: &str) -> bool {
    match answer {
        Value::Bool(answer) => answer.to_string() == sought,
        Value::Number(answer) => answer.as_f64() == sought.parse().ok(),
        Value::String(answer) => answer == sought,
        _ => false,
    }
}

fn is_summary(page: &Value) -> bool {
    page["path"] == "/summary"
        || page["controller"]
            .as_str()
            .is_some_and(|controller| controller.contains("summary"))
}

fn questions(page: &Value) -> Vec<&Value> {
    let content = ["Para", "Html", "Details", "InsetText", "List"];
    let components = list(page, "components").iter();
    components
        .filter(|component| !content.contains(&component["type"].as_str().expect("it has a type")))
        .collect()
}

fn state_value(answer: Option<&Answer>) -> Value {
    match answer {
        None => Value::Null,
        Some(Answer::YesNo(yes)) => json!(yes),
        Some(Answer::Number(number)) => json!(number.parse::<f64>().expect("it is a number")),
        Some(Answer::Text(text) | Answer::Choice(text)) => json!(text),
        Some(Answer::Choices(chosen)) => json!(chosen),
        Some(Answer::Date(date)) => json!(date.to_string()),
        Some(Answer::Address(address)) => json!(address),
    }
}

/// Walks both side by side. `pages` remembers which page of the file is which of ours, for all walks.
fn walk(source: &Source, file: &Value, pages: &mut BTreeMap<String, String>, random: &mut Random) {
    let form = &source.imported.form;
    let mut walker = Walker {
        file,
        state: State::new(),
    };
    let mut progress = Progress::default();
    let mut there = Some(walker.start());
    while let Some(page) = there {
        let path = page["path"].as_str().expect("a page has a path");
        let Stop::Page(ours) = form.next_stop(&progress) else {
            panic!(
                "{}: the file goes on to {path}, our form to check-your-answers",
                source.name
            )
        };
        let known = pages
            .entry(path.to_owned())
            .or_insert_with(|| ours.id.clone());
        assert_eq!(
            *known, ours.id,
            "{}: at {path} our form shows another page",
            source.name
        );
        let fields = asked(form, ours, &progress);
        let typed = valid_page(form, fields.iter().copied(), random);
        let answers = form.read(ours, &progress, &typed, TODAY);
        let answers =
            answers.unwrap_or_else(|errors| panic!("{}: {typed:?} {errors:?}", source.name));
        let questions = questions(page);
        assert_eq!(
            questions.len(),
            answers.len(),
            "{}: {path} asks as much as ours",
            source.name
        );
        for (question, (_, answer)) in questions.iter().zip(&answers) {
            let name = question["name"].as_str().expect("a question has a name");
            let key = page["section"]
                .as_str()
                .map_or_else(|| name.to_owned(), |section| format!("{section}.{name}"));
            walker.state.insert(key, state_value(answer.as_ref()));
        }
        form.save(&mut progress, ours, answers);
        there = walker.next(page);
    }
    assert_eq!(
        form.next_stop(&progress),
        Stop::Check,
        "{}: the file ends, our form does not",
        source.name
    );
}

#[test]
fn the_same_answers_visit_the_same_pages_as_in_the_file() {
    for source in imported() {
        let file: Value = serde_json::from_str(&source.text).expect("it is JSON");
        let pages = std::cell::RefCell::new(BTreeMap::new());
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(300)
        });
        let result = runner.run(&any::<u64>(), |seed| {
            walk(&source, &file, &mut pages.borrow_mut(), &mut Random(seed));
            Ok(())
        });
        result.unwrap_or_else(|error| panic!("{}: {error}", source.name));
        let pages = pages.into_inner();
        let ours: std::collections::BTreeSet<&String> = pages.values().collect();
        assert_eq!(
            ours.len(),
            pages.len(),
            "{}: no two pages of the file are one of ours",
            source.name
        );
    }
}
