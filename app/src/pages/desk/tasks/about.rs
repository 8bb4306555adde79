//! What a task is about, as far as its reader may see it.

use leptos::prelude::*;

use crate::wording::text;

/// What a task is about.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub person: Option<Subject>,
    pub case: Option<Subject>,
    pub organisation: Option<Subject>,
    pub article: Option<Subject>,
}

/// A person, a case or an organisation. The page behind the link decides again who may see it.
#[derive(Clone, Debug)]
pub enum Subject {
    Seen {
        name: String,
        href: String,
    },
    /// There is one, and the reader may not know which.
    Hidden,
}

impl About {
    /// The subjects there are, each with the key of what it is.
    pub(super) fn subjects(self) -> Vec<(&'static str, AnyView)> {
        let all = [
            ("task-about-person", self.person),
            ("task-about-organisation", self.organisation),
            ("task-about-case", self.case),
            ("task-about-article", self.article),
        ];
        all.into_iter()
            .filter_map(|(key, subject)| Some((key, subject?.view())))
            .collect()
    }

    /// All in one cell.
    pub(in crate::pages::desk) fn cell(self) -> AnyView {
        let subjects = self.subjects();
        if subjects.is_empty() {
            return text("task-about-nothing").into_any();
        }
        let lines = subjects
            .into_iter()
            .enumerate()
            .map(|(place, (_, subject))| {
                let apart = (place > 0).then(|| view! { <br/> });
                view! { {apart}{subject} }
            });
        lines.collect_view().into_any()
    }
}

impl Subject {
    fn view(self) -> AnyView {
        match self {
            Self::Seen { name, href } => {
                view! { <a class="govuk-link as-typed" href=href>{name}</a> }.into_any()
            }
            Self::Hidden => text("task-about-hidden").into_any(),
        }
    }
}
