//! Reading forms in the JSON format (version 2) of the UK government's XGov digital form builder.
//!
//! That format is a graph: each page has links, some with conditions. Its runner takes the first link whose
//! condition holds, failing that the last link without one. The import keeps exactly that, page by page, and
//! puts the pages in an order in which every page comes after those that lead to it.

mod comparing;
mod components;
mod conditions;
mod format;
mod gaps;
mod links;
mod naming;

use std::fmt;

use super::{
    checked::CheckedForm,
    checks::FormProblem,
    condition::Condition,
    form::{Form, Page, Route, Section},
    names::CHECK,
    sanitise::words_only,
};
use crate::{
    services::{CaseType, Service},
    text::Text,
};
use components::Components;
use conditions::Conditions;
use format::{Source, SourcePage};
use links::{Link, Links, Target};
use naming::Naming;

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Its words are a start: the format has no summary, declaration or closing words.
    pub service: Service,
    pub form: CheckedForm,
    /// What was left out, and why.
    pub dropped: Vec<Dropped>,
    /// Ids of pages where some answers match no link. Their runner breaks there; ours goes to
    /// check-your-answers.
    pub gaps: Vec<String>,
    /// Ids of pages whose links all have conditions, but such that one of them holds for every answer there is.
    /// No gaps, until somebody adds a choice.
    pub without_fallback: Vec<String>,
}

/// Something in the file that the form does without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// "page /old", "condition isOld", "component aBcD on page /old".
    pub what: String,
    pub why: String,
}

impl fmt::Display for Dropped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.what, self.why)
    }
}

/// Why a file is refused, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    pub file: String,
    pub message: String,
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.file, self.message)
    }
}

/// Everything that stands in the way of importing a file. Nothing of it is to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub Vec<ImportProblem>);

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        formatter.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Refused {}

/// Reads a form in that format.
///
/// # Errors
/// Refuses, by name, component types and operators this language lacks, broken conditions that links use, pages
/// that repeat, and routes that go round in a circle.
pub fn import(file: &str, text: &str) -> Result<Imported, Refused> {
    let refuse = |messages: Vec<String>| {
        let problem = |message| ImportProblem {
            file: file.to_owned(),
            message,
        };
        Refused(messages.into_iter().map(problem).collect())
    };
    let source = Source::parse(text).map_err(|message| refuse(vec![message]))?;
    let mut notes = Notes::default();
    let links = Links::new(&source, &mut notes).map_err(|message| refuse(vec![message]))?;
    let naming = Naming::new(&source, &links);
    let form = build(&source, &links, &naming, &mut notes);
    let (form, conditional) = match form {
        Some(built) if notes.problems.is_empty() => built,
        _ => return Err(refuse(notes.problems)),
    };
    let service = service_of(&source, &form);
    let form = form
        .check(file)
        .map_err(|problems| refuse(problems.iter().map(in_words).collect()))?;
    let (gaps, without_fallback) = conditional
        .into_iter()
        .partition(|page| gaps::is_gap(&form, page));
    Ok(Imported {
        service,
        form,
        dropped: notes.dropped,
        gaps,
        without_fallback,
    })
}

/// What turns up on the way.
#[derive(Default)]
struct Notes {
    dropped: Vec<Dropped>,
    problems: Vec<String>,
}

impl Notes {
    fn drop(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.dropped.push(Dropped {
            what: what.into(),
            why: why.into(),
        });
    }

    fn refuse(&mut self, message: impl Into<String>) {
        self.problems.push(message.into());
    }
}

/// The form, and the pages that may be gaps: those whose links all have conditions.
fn build(
    source: &Source,
    links: &Links,
    naming: &Naming,
    notes: &mut Notes,
) -> Option<(Form, Vec<String>)> {
    let mut components = Components::new(source, naming);
    let mut conditions = Conditions::new(source, links, naming);
    let mut form = Form {
        sections: Vec::new(),
        lists: Default::default(),
        pages: Vec::new(),
    };
    let mut gaps = Vec::new();
    for (position, place) in links.order.iter().enumerate() {
        let page = source.pages.get(*place)?;
        if page.repeat_field.is_some() {
            notes.refuse(format!(
                "page {} repeats, which is not supported",
                page.path
            ));
        }
        let section = section_of(source, page);
        let links_of_page = links.of(*place);
        if !links_of_page.iter().any(|link| link.condition.is_none()) {
            gaps.push(naming.page_id(*place).to_owned());
        }
        let mut next = routes(links_of_page, page, naming, &mut conditions, notes);
        let following = links
            .order
            .get(position + 1)
            .map_or(CHECK, |next| naming.page_id(*next));
        if matches!(next.as_slice(), [only] if only.to == following) {
            next.clear();
        }
        form.pages.push(Page {
            id: naming.page_id(*place).to_owned(),
            title: Text::Plain(page.title_or_path()),
            section: section.as_ref().map(|section| section.id.clone()),
            when: None,
            script: None,
            hint_aloud: None,
            items: components.items(*place, page, notes),
            next,
        });
        form.sections
            .extend(section.filter(|section| !form.sections.contains(section)));
    }
    form.lists = components.shared_lists();
    conditions.note_unused(notes);
    (!form.pages.is_empty()).then_some((form, gaps))
}

/// The first link whose condition holds, failing that the last without one, failing that check-your-answers.
fn routes(
    links: &[Link],
    page: &SourcePage,
    naming: &Naming,
    conditions: &mut Conditions<'_>,
    notes: &mut Notes,
) -> Vec<Route> {
    let to = |link: &Link| match link.to {
        Target::Page(place) => naming.page_id(place).to_owned(),
        Target::Check => CHECK.to_owned(),
    };
    let mut routes: Vec<Route> = Vec::new();
    for link in links {
        let Some(name) = &link.condition else {
            continue;
        };
        match conditions.resolve(name, page.section.as_deref()) {
            Ok(condition) => routes.push(Route {
                when: Some(condition),
                to: to(link),
            }),
            Err(why) => notes.refuse(format!(
                "page {} uses condition {name}, but {why}",
                page.path
            )),
        }
    }
    let last = links.iter().rev().find(|link| link.condition.is_none());
    routes.push(Route {
        when: None,
        to: last.map_or_else(|| CHECK.to_owned(), to),
    });
    routes
}

/// The page's section, unless its title is hidden: then nobody would see it.
fn section_of(source: &Source, page: &SourcePage) -> Option<Section> {
    let name = page.section.as_ref()?;
    let section = source
        .sections
        .iter()
        .find(|section| section.name == *name)?;
    let title = words_only(&section.title);
    (!section.hide_title && !title.is_empty()).then(|| Section {
        id: name.clone(),
        title: Text::Plain(title),
    })
}

fn service_of(source: &Source, form: &Form) -> Service {
    let first_page = form.pages.first().map(|page| page.title.clone());
    let title = source
        .form_name()
        .map(Text::Plain)
        .or(first_page)
        .unwrap_or_else(|| Text::from(""));
    Service {
        summary: title.clone(),
        title,
        keywords: Vec::new(),
        lgsl: None,
        top_task: None,
        needs: crate::accounts::Level::None,
        sensitive: false,
        answer_within_days: None,
        goes_with: Vec::new(),
        before_you_start: Text::from(
            "<p class=\"govuk-body\">You can save your place by leaving this page open. We keep your answers after \
             each page.</p>",
        ),
        declaration: Text::from(
            "<p class=\"govuk-body\">By submitting this form you confirm that, to the best of your knowledge, the \
             answers you are giving are correct.</p>",
        ),
        declaration_aloud: None,
        what_happens_next: Text::from(
            "<p class=\"govuk-body\">We have received what you sent us. We will contact you if we need more \
             information.</p>",
        ),
        case: CaseType::plain(),
    }
}

fn in_words(problem: &FormProblem) -> String {
    let mut words = String::new();
    if let Some(page) = &problem.page {
        words.push_str(&format!("page {page}, "));
    }
    if let Some(field) = &problem.field {
        words.push_str(&format!("field {field}, "));
    }
    words + &problem.message
}

/// A condition that holds for any of several questions, of which only one is ever asked.
fn any_of(mut conditions: Vec<Condition>) -> Condition {
    match conditions.pop() {
        Some(only) if conditions.is_empty() => only,
        Some(last) => {
            conditions.push(last);
            Condition::Any(conditions)
        }
        None => Condition::Any(conditions),
    }
}
