//! `/account/cases` and `/account/cases/{reference}`

use guildhall_domain::forms::{Asked, Snapshot};
use leptos::prelude::*;

use super::{CaseRow, case_list, status_tag};
use crate::{
    components::{InsetText, SummaryList, SummaryRow},
    pages::{
        Page,
        forms::answers::{answer, sections},
        small_form::way,
        steps,
    },
    wording::{said, text, text_with},
};

/// One page of a resident's cases.
#[derive(Clone, Debug)]
pub struct Cases {
    pub cases: Vec<CaseRow>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

pub fn list(list: Cases) -> Page {
    let title = text("account-cases");
    let cases = if list.cases.is_empty() {
        view! {
            <p class="govuk-body">{text("account-cases-none")}</p>
            {way("/services", text("account-empty-services"))}
        }
        .into_any()
    } else {
        view! {
            {case_list(list.cases)}
            {steps(list.newer, list.older)}
        }
        .into_any()
    };
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {cases}
                    {way("/account/claim", text("account-claim"))}
                </div>
            </div>
        },
    )
    .back_to("/account")
}

/// A case as its resident sees it.
#[derive(Clone, Debug)]
pub struct CasePage<'case> {
    pub reference: String,
    pub service: String,
    pub status: String,
    pub is_closed: bool,
    pub is_waiting: bool,
    /// By when they will have heard, in words; nothing once the work is over.
    pub answer_by: Option<String>,
    /// Sanitised HTML; nothing once the work is over.
    pub what_happens_next: Option<String>,
    /// What happened, oldest first: when, and what in the resident's words.
    pub story: Vec<(String, String)>,
    pub snapshot: &'case Snapshot,
    pub sent: String,
}

pub fn page(case: CasePage<'_>) -> Page {
    let title = text_with(
        "case-title",
        &[("service", &case.service), ("reference", &case.reference)],
    );
    let answer_by = case.answer_by.map(|by| {
        let words = text_with("account-case-by", &[("by", &by)]);
        view! { {InsetText::new(words)} }
    });
    let next = case.what_happens_next.map(|words| {
        view! {
            <h2 class="govuk-heading-m">{text("account-case-next")}</h2>
            <div class="guidance" inner_html=words></div>
        }
    });
    let story = case
        .story
        .into_iter()
        .map(|(when, what)| view! { <li>{when} ": " {what}</li> })
        .collect_view();
    Page::new(
        title,
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <span class="govuk-caption-l reference">{case.reference}</span>
                    <h1 class="govuk-heading-l">{case.service}</h1>
                    <p class="govuk-body-l">
                        {status_tag(case.is_closed, case.is_waiting)}
                        " "
                        {case.status}
                    </p>
                    {answer_by}
                    {next}
                    <h2 class="govuk-heading-m">{text("account-case-story")}</h2>
                    <ul class="govuk-list govuk-list--spaced">{story}</ul>
                    <h2 class="govuk-heading-m">{text("account-case-answers")}</h2>
                    <p class="govuk-body">{text_with("account-case-sent", &[("when", &case.sent)])}</p>
                    {answers(case.snapshot)}
                </div>
            </div>
        },
    )
    .back_to("/account/cases")
}

fn answers(snapshot: &Snapshot) -> impl IntoView + use<> {
    sections(snapshot)
        .into_iter()
        .map(|(section, pages)| {
            let heading =
                section.map(|section| view! { <h3 class="govuk-heading-s">{said(section)}</h3> });
            let asked = pages
                .iter()
                .flat_map(|page| &page.questions)
                .filter(|question| question.asked != Asked::NotAsked);
            let rows = asked
                .map(|question| SummaryRow::new(said(&question.label), answer(question)))
                .collect::<Vec<_>>();
            view! {
                {heading}
                {SummaryList::new(rows)}
            }
        })
        .collect_view()
}
