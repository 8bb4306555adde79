//! `/desk/jobs`: work that was given up, and how much waits.

use leptos::prelude::*;

use super::table;
use crate::{
    components::{Button, Cell, Html, InsetText},
    pages::{Page, csrf_control, steps},
    wording::{count_with, text},
};

/// One page of jobs that were given up, the last one first.
#[derive(Clone, Debug, Default)]
pub struct Jobs {
    pub csrf: String,
    pub waiting: i64,
    /// Of those that wait, the ones that failed at least once.
    pub failing: i64,
    /// There is no mail server yet, so that mail waits.
    pub is_mail_held: bool,
    pub dead: Vec<JobRow>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Clone, Debug)]
pub struct JobRow {
    pub kind: String,
    pub error: String,
    pub attempts: i64,
    pub when: String,
    /// Where to ask for it to be tried again.
    pub retry: String,
}

pub fn page(jobs: Jobs) -> Page {
    let found = if jobs.dead.is_empty() {
        view! { <p class="govuk-body">{text("jobs-none")}</p> }.into_any()
    } else {
        let labels = [
            "jobs-what",
            "jobs-error",
            "jobs-attempts",
            "jobs-when",
            "jobs-again",
        ]
        .map(text);
        let rows = jobs.dead.into_iter().map(|job| row(job, &jobs.csrf));
        view! {
            <p class="govuk-body">{text("jobs-given-up-what")}</p>
            {table(text("jobs-given-up"), labels, rows.collect())}
            {steps(jobs.newer, jobs.older)}
        }
        .into_any()
    };
    let failing = (jobs.failing > 0).then(
        || view! { <p class="govuk-body">{count_with("jobs-failing", jobs.failing, &[])}</p> },
    );
    let held = jobs
        .is_mail_held
        .then(|| InsetText::from(text("jobs-mail-held")).view());
    Page::new(
        text("jobs-title"),
        view! {
            <h1 class="govuk-heading-l">{text("jobs-title")}</h1>
            {held}
            <p class="govuk-body">{count_with("jobs-waiting", jobs.waiting, &[])}</p>
            {failing}
            {found}
        },
    )
    .back_to("/desk")
}

fn row(job: JobRow, csrf: &str) -> Vec<Cell> {
    let what = what(&job.kind);
    let words = view! {
        {text("jobs-retry")}
        <span class="govuk-visually-hidden">{format!(" – {what}, {}", job.when)}</span>
    };
    let button = Button::new(Html::view(words))
        .secondary()
        .prevent_double_click();
    let again = view! {
        <form method="post" action=job.retry>{csrf_control(csrf.to_owned())}{button}</form>
    };
    let cells = [
        what.into_any(),
        job.error.into_any(),
        job.attempts.to_string().into_any(),
        job.when.into_any(),
        again.into_any(),
    ];
    cells.map(Cell::new).into()
}

/// A kind of job in words; one that a newer version knows stands for itself.
fn what(kind: &str) -> String {
    match kind {
        "send_email" => text("job-send-email"),
        "send_text_message" => text("job-send-text-message"),
        "delete_expired_sessions" => text("job-delete-expired-sessions"),
        "delete_finished_jobs" => text("job-delete-finished-jobs"),
        "delete_old_messages" => text("job-delete-old-messages"),
        other => other.to_owned(),
    }
}
