//! `/desk/forms/{session}/carry-on`

use guildhall_domain::actors::Channel;
use leptos::prelude::*;

use crate::{
    components::{Button, Choice, ErrorSummary, Radios},
    pages::{Page, csrf_control, small_form::paragraphs},
    wording::{text, text_with},
};

/// A draft that somebody else began, to be taken up.
#[derive(Clone, Debug)]
pub struct CarryOnPage {
    pub csrf: String,
    pub action: String,
    pub back: String,
    pub service: String,
    /// Whose form it is.
    pub name: String,
    /// Who has it, and since when, in words.
    pub begun: String,
    /// The word of what was chosen.
    pub channel: String,
    pub has_error: bool,
}

pub fn page(page: CarryOnPage) -> Page {
    let title = text("take-up-title");
    let error = page.has_error.then(|| text("start-channel-empty"));
    let summary = ErrorSummary::new(error.clone().map(|error| ("channel", error))).view();
    let channels = Channel::ASSISTED.map(|channel| {
        let words = text(&format!("channel-choice-{}", channel.word()));
        Choice::new(channel.word(), words)
    });
    let radios = Radios::new("channel", text("start-channel"), channels)
        .value(page.channel)
        .error(error)
        .classes("govuk-radios--small");
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <span class="govuk-caption-l">{page.service}</span>
                    <h1 class="govuk-heading-l">{title}</h1>
                    {paragraphs(vec![page.begun, text_with("take-up-what", &[("name", &page.name)])])}
                    <form method="post" action=page.action novalidate>
                        {csrf_control(page.csrf)}
                        {radios.view()}
                        {Button::new(text("take-up-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(page.has_error)
    .back_to(page.back)
}
