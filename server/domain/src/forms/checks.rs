//! What can be wrong with a form, found before anyone fills it in.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{
    condition::Condition,
    form::{Field, Form, Page},
    graph::Graph,
    names,
};
use conditions::ConditionChecks;

mod conditions;
mod fields;

/// Beyond this the checks, which look at pairs of pages, would take too long; no form on earth has as many.
const MOST_PAGES: usize = 1_000;

/// A mistake in a form file, in a sentence that says where it is and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormProblem {
    pub file: String,
    pub page: Option<String>,
    pub field: Option<String>,
    pub message: String,
}

impl FormProblem {
    pub(crate) fn new(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            page: None,
            field: None,
            message: message.into(),
        }
    }

    pub(crate) fn on_page(self, page: &str) -> Self {
        Self {
            page: Some(page.to_owned()),
            ..self
        }
    }

    pub(crate) fn on_field(self, field: Option<&str>) -> Self {
        Self {
            field: field.map(str::to_owned),
            ..self
        }
    }
}

impl fmt::Display for FormProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file)?;
        if let Some(page) = &self.page {
            write!(formatter, ", page {page}")?;
        }
        if let Some(field) = &self.field {
            write!(formatter, ", field {field}")?;
        }
        write!(formatter, ": {}", self.message)
    }
}

impl std::error::Error for FormProblem {}

/// Every mistake in the form.
pub(super) fn problems(form: &Form, file: &str) -> Vec<FormProblem> {
    let mut checks = Checks {
        form,
        file,
        problems: Vec::new(),
    };
    if form.pages.is_empty() {
        checks.add("a form needs at least one page under pages");
        return checks.problems;
    }
    if form.pages.len() > MOST_PAGES {
        checks.add(format!(
            "a form can have {MOST_PAGES} pages; this has {}",
            form.pages.len()
        ));
        return checks.problems;
    }
    checks.sections();
    checks.lists();
    let places = checks.page_ids();
    for page in &form.pages {
        checks.page(page, &places);
    }
    checks.field_names();
    checks.graph(&places);
    checks.problems
}

struct Checks<'form> {
    form: &'form Form,
    file: &'form str,
    problems: Vec<FormProblem>,
}

impl<'form> Checks<'form> {
    fn add(&mut self, message: impl Into<String>) {
        self.problems.push(FormProblem::new(self.file, message));
    }

    fn add_page(&mut self, page: &Page, message: impl Into<String>) {
        self.problems
            .push(FormProblem::new(self.file, message).on_page(&page.id));
    }

    fn add_field(&mut self, page: &Page, field: &Field, message: impl Into<String>) {
        let problem = FormProblem::new(self.file, message).on_page(&page.id);
        self.problems.push(problem.on_field(Some(&field.name)));
    }

    fn sections(&mut self) {
        let mut seen = BTreeSet::new();
        for section in &self.form.sections {
            if section.id.trim().is_empty() {
                self.add("a section has no id: give it one");
            } else if !seen.insert(&section.id) {
                self.add(format!(
                    "two sections have the id \"{}\": rename one",
                    section.id
                ));
            }
            if section.title.is_blank() {
                self.add(format!(
                    "section \"{}\" has no title: give it one",
                    section.id
                ));
            }
        }
    }

    fn lists(&mut self) {
        for (name, choices) in &self.form.lists {
            for message in fields::choice_problems(choices, None) {
                self.add(format!("list \"{name}\": {message}"));
            }
        }
    }

    fn page_ids(&mut self) -> BTreeMap<&'form str, usize> {
        let form = self.form;
        let mut places = BTreeMap::new();
        for (place, page) in form.pages.iter().enumerate() {
            if names::RESERVED_PAGES.contains(&page.id.as_str()) {
                self.add_page(
                    page,
                    "the journey itself has a page of that name: give this one another id",
                );
            } else if !names::is_page_id(&page.id) {
                let rule =
                    "a page id is the end of a URL: use lower-case letters, digits and hyphens";
                self.add_page(page, rule);
            }
            if places.insert(page.id.as_str(), place).is_some() {
                self.add_page(page, "another page has the same id: rename one");
            }
        }
        places
    }

    fn page(&mut self, page: &'form Page, places: &BTreeMap<&str, usize>) {
        if page.title.is_blank() {
            self.add_page(page, "it has no title: give it one");
        }
        let known = |id: &String| self.form.sections.iter().any(|section| section.id == *id);
        if let Some(section) = page.section.as_ref().filter(|id| !known(id)) {
            self.add_page(
                page,
                format!("there is no section \"{section}\": add it under sections"),
            );
        }
        for route in &page.next {
            if route.to != names::CHECK && !places.contains_key(route.to.as_str()) {
                let message = format!(
                    "its next leads to \"{}\", which is not a page of this form",
                    route.to
                );
                self.add_page(page, message);
            }
        }
        let always = page.next.iter().position(|route| route.when.is_none());
        if always.is_some_and(|always| always + 1 < page.next.len()) {
            let message =
                "routes after one without a condition are never taken: move that one last";
            self.add_page(page, message);
        }
        for message in fields::aloud_problems(page.script.as_ref(), page.hint_aloud.as_ref()) {
            self.add_page(page, message);
        }
        for field in page.fields() {
            for message in fields::problems(field, self.form) {
                self.add_field(page, field, message);
            }
        }
    }

    /// Names of fields, and of the controls they bring: a date `a` has a control `a-day`.
    fn field_names(&mut self) {
        let form = self.form;
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for page in &form.pages {
            for field in page.fields() {
                let mut controls = field.controls();
                if !controls.contains(&field.name) {
                    controls.push(field.name.clone());
                }
                let taken = controls.iter().find_map(|control| seen.get(control));
                if let Some(other) = taken {
                    let message =
                        format!("its name is taken: field \"{other}\" uses it too, so rename one");
                    self.add_field(page, field, message);
                }
                seen.extend(
                    controls
                        .into_iter()
                        .map(|control| (control, field.name.as_str())),
                );
            }
        }
    }

    fn graph(&mut self, places: &BTreeMap<&str, usize>) {
        let form = self.form;
        let graph = Graph::new(form, places);
        for place in graph.unreachable() {
            let message = "no answers lead to this page: add a route to it or remove it";
            self.add_page(&form.pages[place], message);
        }
        if let Some(round) = graph.cycle() {
            let names: Vec<&str> = round
                .iter()
                .map(|place| form.pages[*place].id.as_str())
                .collect();
            let message = format!(
                "its routes go round in a circle ({} → {}): one of them must lead on",
                names.join(" → "),
                names[0]
            );
            self.add_page(&form.pages[round[0]], message);
            return;
        }
        let checks = ConditionChecks::new(form, &graph);
        for (place, page) in form.pages.iter().enumerate() {
            self.page_conditions(&checks, place, page);
        }
    }

    fn page_conditions(&mut self, checks: &ConditionChecks<'_>, place: usize, page: &Page) {
        let found = |condition: &Option<Condition>, own_page: bool| -> Vec<String> {
            let condition = condition.as_ref();
            condition.map_or_else(Vec::new, |condition| {
                checks.problems(condition, place, own_page)
            })
        };
        for message in found(&page.when, false) {
            self.add_page(page, message);
        }
        for route in &page.next {
            for message in found(&route.when, true) {
                self.add_page(page, format!("the route to \"{}\": {message}", route.to));
            }
        }
        for field in page.fields() {
            for message in found(&field.when, false) {
                self.add_field(page, field, message);
            }
        }
    }
}
