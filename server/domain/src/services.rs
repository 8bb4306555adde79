//! A *service* is what a council offers: its start page, its form and the life of its cases.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    accounts::Level,
    forms::parsing::parse_text,
    text::{Language, Text},
};

/// What residents and staff read about a service, and how its cases live. A `service.yaml` in the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub title: Text,
    /// One sentence for lists and search results.
    pub summary: Text,
    /// Other words people search by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<Text>,
    /// The code in the Local Government Services List.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lgsl: Option<u32>,
    /// Its place among the home page's top tasks, lowest first; absent for services found by search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_task: Option<u32>,
    /// How surely the council has to know who sends the form. It may be begun by anybody; before its answers are
    /// checked and sent, whoever fills it in signs in. A member of staff who fills it in has seen to it otherwise.
    #[serde(default, skip_serializing_if = "Level::is_none")]
    pub needs: Level,
    /// That somebody uses it may put them in danger: every page has a way out, nothing is sent to them unasked,
    /// and nothing of it shows in their account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// In days from the day a case was opened: when the person will have heard from the council.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_within_days: Option<u16>,
    /// Services, by slug, that people who need this one often need too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goes_with: Vec<String>,
    /// What to know before starting: sanitised HTML.
    pub before_you_start: Text,
    /// What the person declares as they submit: sanitised HTML.
    pub declaration: Text,
    /// The same in words to be read out by whoever types for somebody else; the declaration itself if absent. Plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declaration_aloud: Option<Text>,
    /// Shown with the reference after submitting: sanitised HTML.
    pub what_happens_next: Text,
    #[serde(default = "CaseType::plain")]
    pub case: CaseType,
}

/// The states a service's cases pass through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseType {
    /// Every status by its id; a new case takes the one named by `first`.
    pub statuses: BTreeMap<String, Status>,
    pub first: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// What staff call it: "Crew booked".
    pub label: Text,
    /// What it means to the resident: "We have booked a crew to come back".
    pub for_resident: Text,
    /// Whether the work is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// Whether the work waits for the resident.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits_for_resident: bool,
    /// The statuses that may follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<String>,
}

/// A mistake in a service file, in a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceProblem {
    pub file: String,
    pub message: String,
}

impl fmt::Display for ServiceProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.file, self.message)
    }
}

impl std::error::Error for ServiceProblem {}

impl Service {
    /// Reads a service file, YAML or JSON, and checks it.
    ///
    /// # Errors
    /// Every mistake found.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<ServiceProblem>> {
        let problem = |message| {
            vec![ServiceProblem {
                file: file.to_owned(),
                message,
            }]
        };
        let service: Self = parse_text(text).map_err(problem)?;
        let problems = service.check(file);
        if problems.is_empty() {
            Ok(service)
        } else {
            Err(problems)
        }
    }

    /// Every mistake in it; `file` is what problems call it.
    pub fn check(&self, file: &str) -> Vec<ServiceProblem> {
        let words = [
            ("title", &self.title),
            ("summary", &self.summary),
            ("before_you_start", &self.before_you_start),
            ("declaration", &self.declaration),
            ("what_happens_next", &self.what_happens_next),
        ];
        let aloud = self
            .declaration_aloud
            .as_ref()
            .map(|words| ("declaration_aloud", words));
        let blank = words
            .into_iter()
            .chain(aloud)
            .filter(|(_, text)| text.is_blank());
        blank
            .map(|(name, _)| format!("its {name} is blank: write it"))
            .chain(self.case.problems())
            .map(|message| ServiceProblem {
                file: file.to_owned(),
                message,
            })
            .collect()
    }
}

impl CaseType {
    /// For services that say nothing else: received, in progress, then completed or closed without action;
    /// a closed case may be taken up again.
    pub fn plain() -> Self {
        let status = |label: [&str; 2], for_resident: [&str; 2], closed, next: &[&str]| Status {
            label: both(label),
            for_resident: both(for_resident),
            closed,
            waits_for_resident: false,
            next: next.iter().map(|id| (*id).to_owned()).collect(),
        };
        let statuses = [
            (
                "received",
                status(
                    ["Received", "Derbyniwyd"],
                    ["We have received it", "Rydym wedi ei dderbyn"],
                    false,
                    &["in_progress", "completed", "no_action"],
                ),
            ),
            (
                "in_progress",
                status(
                    ["In progress", "Ar waith"],
                    ["We are working on it", "Rydym yn gweithio arno"],
                    false,
                    &["completed", "no_action"],
                ),
            ),
            (
                "completed",
                status(
                    ["Completed", "Wedi\u{2019}i gwblhau"],
                    ["We have finished", "Rydym wedi gorffen"],
                    true,
                    &["in_progress"],
                ),
            ),
            (
                "no_action",
                status(
                    ["Closed with no action", "Wedi\u{2019}i gau heb weithredu"],
                    [
                        "We have closed it without taking action",
                        "Rydym wedi ei gau heb weithredu",
                    ],
                    true,
                    &["in_progress"],
                ),
            ),
        ];
        let statuses = statuses.map(|(id, status)| (id.to_owned(), status));
        Self {
            statuses: BTreeMap::from(statuses),
            first: "received".to_owned(),
        }
    }

    /// Whether a case in the status `from` may change to `to`.
    pub fn may_move(&self, from: &str, to: &str) -> bool {
        self.statuses.contains_key(to)
            && self
                .statuses
                .get(from)
                .is_some_and(|status| status.next.iter().any(|next| next == to))
    }

    pub fn status(&self, id: &str) -> Option<&Status> {
        self.statuses.get(id)
    }

    fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        if !self.statuses.contains_key(&self.first) {
            found.push(format!(
                "its first status \"{}\" is not among its statuses",
                self.first
            ));
            return found;
        }
        let reachable = self.reachable();
        for (id, status) in &self.statuses {
            for next in status
                .next
                .iter()
                .filter(|next| !self.statuses.contains_key(*next))
            {
                found.push(format!(
                    "status \"{id}\" leads to \"{next}\", which is not a status"
                ));
            }
            if !reachable.contains(id.as_str()) {
                found.push(format!(
                    "no status leads to \"{id}\": add it to a next or remove it"
                ));
            }
            if status.label.is_blank() || status.for_resident.is_blank() {
                found.push(format!(
                    "status \"{id}\" needs both a label and words for the resident"
                ));
            }
        }
        if !self.statuses.values().any(|status| status.closed) {
            found.push(
                "no status is closed: say which one ends the work with closed: true".to_owned(),
            );
        }
        found
    }

    fn reachable(&self) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![self.first.as_str()];
        while let Some(id) = waiting.pop() {
            if reached.insert(id)
                && let Some(status) = self.statuses.get(id)
            {
                waiting.extend(status.next.iter().map(String::as_str));
            }
        }
        reached
    }
}

fn both([english, welsh]: [&str; 2]) -> Text {
    let words = [(Language::English, english), (Language::Welsh, welsh)];
    Text::Translated(
        words
            .map(|(language, text)| (language, text.to_owned()))
            .into(),
    )
}

/// A service together with its form: what one version in the record holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    pub service: Service,
    pub form: crate::forms::Form,
}
