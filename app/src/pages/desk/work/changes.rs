//! What others did since the reader looked; the mark moves when they say that they have seen it.

use leptos::prelude::*;

use crate::{
    components::{Button, Cell, NotificationBanner},
    pages::{Page, csrf_control, small_form::way, steps},
    wording::{count_with, text, text_with},
};

/// A task or a case that others changed.
#[derive(Clone, Debug)]
pub struct ChangeLine {
    /// What it is called.
    pub title: String,
    /// Absent where the reader may not open it.
    pub href: Option<String>,
    /// What happened last, in words.
    pub what: String,
    /// A member of staff; absent when it was the program or a resident.
    pub who: Option<String>,
    pub when: String,
    /// How often it was changed since.
    pub changes: i64,
}

/// A page of what changed.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    pub lines: Vec<ChangeLine>,
    /// Since when, in words.
    pub since: String,
    /// Up to when the reader sees it, in microseconds: what comes later is not marked as seen.
    pub until: i64,
    pub newer: Option<String>,
    pub older: Option<String>,
    /// The reader has just said that they have seen it: since when it was shown before, in microseconds.
    pub taken_back_to: Option<i64>,
}

/// The section of the desk's first page.
pub fn changes(list: Changes, csrf: String) -> AnyView {
    let all = list
        .older
        .clone()
        .map(|_| way("/desk/changes", text("work-changes-all")));
    let (heading, body) = body(list, csrf);
    view! {
        {heading.map(|words| view! { <h2 class="govuk-heading-m">{words}</h2> })}
        {body}
        {all}
    }
    .into_any()
}

/// `/desk/changes`
pub fn page(list: Changes, csrf: String) -> Page {
    let banner = list
        .taken_back_to
        .map(|before| taken_back(before, csrf.clone()));
    let (newer, older) = (list.newer.clone(), list.older.clone());
    let (_, body) = body(list, csrf);
    Page::new(
        text("work-changes"),
        view! {
            {banner}
            <h1 class="govuk-heading-l">{text("work-changes")}</h1>
            {body}
            {steps(newer, older)}
        },
    )
    .back_to("/desk")
}

/// What stands under the heading; the heading itself where no table brings one.
fn body(list: Changes, csrf: String) -> (Option<String>, AnyView) {
    let since = text_with("work-changes-since", &[("when", &list.since)]);
    if list.lines.is_empty() {
        let body = view! { <p class="govuk-body">{since}" "{text("work-changes-none")}</p> };
        return (Some(text("work-changes")), body.into_any());
    }
    let labels = [
        "work-changed",
        "work-what-happened",
        "work-who",
        "work-when",
    ]
    .map(text);
    let rows = list.lines.into_iter().map(|line| {
        let title = match line.href {
            Some(href) => {
                view! { <a class="govuk-link as-typed" href=href>{line.title}</a> }.into_any()
            }
            None => view! { <span class="as-typed">{line.title}</span> }.into_any(),
        };
        let more = (line.changes > 1).then(|| {
            let more = count_with("work-more-changes", line.changes - 1, &[]);
            view! { <br/><span class="govuk-hint">{more}</span> }
        });
        let cells = [
            title,
            view! { <span class="as-typed">{line.what}</span>{more} }.into_any(),
            line.who
                .unwrap_or_else(|| text("work-who-not-staff"))
                .into_any(),
            line.when.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    let seen = seen_form(list.until, csrf, Button::new(text("work-seen")).secondary());
    let body = view! {
        {crate::pages::desk::table(text("work-changes"), labels, rows.collect())}
        <p class="govuk-hint">{since}</p>
        {seen}
    };
    (None, body.into_any())
}

fn seen_form(until: i64, csrf: String, button: Button) -> AnyView {
    view! {
        <form method="post" action="/desk/changes" novalidate>
            {csrf_control(csrf)}
            <input type="hidden" name="until" value=until.to_string()/>
            {button.prevent_double_click()}
        </form>
    }
    .into_any()
}

/// Says that it was marked as seen, with the way back.
pub(in crate::pages::desk) fn taken_back(before: i64, csrf: String) -> AnyView {
    let again = seen_form(
        before,
        csrf,
        Button::new(text("work-seen-undo")).secondary(),
    );
    let html = view! {
        <p class="govuk-notification-banner__heading">{text("work-seen-done")}</p>
        {again}
    };
    let mut banner = NotificationBanner::success("");
    banner.html = crate::components::Html::view(html);
    banner.view()
}
