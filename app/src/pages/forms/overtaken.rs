//! `/forms/{session}/{page}` where somebody else has answered the page meanwhile: both answers side by side, and a choice.

use guildhall_domain::text::Text;
use leptos::prelude::*;

use super::{Company, above};
use crate::{
    components::{Button, Choice, ErrorSummary, Html, Legend, Radios, SummaryList, SummaryRow},
    pages::{Page, csrf_control},
    wording::{said, text, text_with},
};

/// The control that says which answers whoever sends a page had before them. No field can be called that: a point is in
/// no field's name.
pub const SEEN: &str = "page.seen";

/// The control that says that both answers were shown.
pub const CHOOSING: &str = "page.choosing";

/// The control that says whose answers are kept.
pub const KEEP: &str = "page.keep";

pub(super) fn seen_control(seen: String) -> impl IntoView {
    view! { <input type="hidden" name=SEEN value=seen/> }
}

/// A question with both answers.
pub struct BothAnswers<'form> {
    pub label: &'form Text,
    pub theirs: AnyView,
    pub mine: AnyView,
}

/// Two answers to one page.
pub struct OvertakenPage<'form> {
    pub service: &'form Text,
    pub title: &'form Text,
    /// Who answered meanwhile, in words, and when.
    pub who: String,
    pub when: String,
    pub answers: Vec<BothAnswers<'form>>,
    /// What was typed, to be sent again.
    pub typed: Vec<(String, String)>,
    /// What [`SEEN`] carries now.
    pub seen: String,
    pub action: String,
    pub back: String,
    pub csrf: String,
    pub company: Company,
    /// Nothing was chosen.
    pub has_error: bool,
}

pub fn page(overtaken: OvertakenPage<'_>) -> Page {
    let title = text("overtaken-title");
    let full_title = text_with(
        "form-page-title",
        &[("page", &title), ("service", &said(overtaken.service))],
    );
    let error = overtaken.has_error.then(|| text("overtaken-not-said"));
    let summary = error
        .clone()
        .map(|error| ErrorSummary::new(vec![(KEEP, error)]).view());
    let (mut theirs, mut mine) = (Vec::new(), Vec::new());
    for both in overtaken.answers {
        let label = said(both.label);
        theirs.push(SummaryRow::new(label.clone(), Html::view(both.theirs)));
        mine.push(SummaryRow::new(label, Html::view(both.mine)));
    }
    let names = [
        ("who", overtaken.who.as_str()),
        ("when", overtaken.when.as_str()),
    ];
    let choices = [
        Choice::new("theirs", text("overtaken-keep-theirs")),
        Choice::new("mine", text("overtaken-keep-mine")),
    ];
    let legend = Legend {
        classes: "govuk-fieldset__legend--m".into(),
        ..Legend::new(text("overtaken-question"))
    };
    let typed = overtaken
        .typed
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let what = text_with("overtaken-what", &names);
    let heading_theirs = text_with("overtaken-theirs", &names);
    Page::new(
        full_title,
        view! {
            {summary}
            <span class="govuk-caption-l">{said(overtaken.title)}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{what}</p>
            <div class="versions">
                <section class="versions__one">
                    <h2 class="govuk-heading-m">{heading_theirs}</h2>
                    {SummaryList::new(theirs)}
                </section>
                <section class="versions__one">
                    <h2 class="govuk-heading-m">{text("overtaken-mine")}</h2>
                    {SummaryList::new(mine)}
                </section>
            </div>
            <form method="post" action=overtaken.action novalidate>
                {csrf_control(overtaken.csrf)}
                {seen_control(overtaken.seen)}
                <input type="hidden" name=CHOOSING value="yes"/>
                {typed.collect_view()}
                {Radios::new(KEEP, legend, choices).error(error).view()}
                {Button::new(text("form-continue")).prevent_double_click()}
            </form>
        },
    )
    .with_error(true)
    .after(above(overtaken.company, overtaken.back))
}
