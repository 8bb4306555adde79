//! `/desk/forms/{session}/hand-over`

use leptos::prelude::*;

use crate::{
    components::{Button, InsetText, Panel, SummaryList, SummaryRow},
    pages::{
        Page, csrf_control,
        small_form::{paragraphs, way},
    },
    wording::{count_with, text, text_with},
};

/// How the resident comes to type in the draft by themselves, and how far they are.
#[derive(Clone, Debug)]
pub struct HandOverPage {
    pub csrf: String,
    pub action: String,
    pub service: String,
    /// The draft as staff see it.
    pub draft: String,
    pub state: HandedOver,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub enum HandedOver {
    /// Nobody else has it.
    No,
    /// A code was made just now: it is shown this once.
    Code {
        code: String,
        /// Where it is typed.
        address: String,
        minutes: i64,
    },
    /// A code was made and not typed yet.
    Waiting { until: String },
    /// The resident has it.
    Open {
        on_screen: bool,
        /// The title of the page that they are on.
        page: Option<String>,
        /// How many pages are complete.
        complete: usize,
        seen: String,
    },
}

pub fn page(page: HandOverPage) -> Page {
    let title = text("hand-over-title");
    let form = |act: &'static str, button: Button| {
        view! {
            <form method="post" action=page.action.clone()>
                {csrf_control(page.csrf.clone())}
                {button.named("act", act).prevent_double_click()}
            </form>
        }
    };
    let body = match page.state.clone() {
        HandedOver::No => view! {
            <h2 class="govuk-heading-m">{text("hand-over-turn-title")}</h2>
            {paragraphs(vec![text("hand-over-turn-what"), text("hand-over-turn-locked")])}
            {form("turn", Button::new(text("hand-over-turn")))}
            <h2 class="govuk-heading-m">{text("hand-over-code-title")}</h2>
            {paragraphs(vec![text("hand-over-code-what")])}
            {form("code", Button::new(text("hand-over-code")).secondary())}
        }
        .into_any(),
        HandedOver::Code {
            code,
            address,
            minutes,
        } => {
            let panel = Panel {
                heading_level: Some(2),
                ..Panel::new(code, text("hand-over-code-panel"))
            };
            view! {
                {panel}
                {paragraphs(vec![
                    text_with("hand-over-code-where", &[("address", &address)]),
                    count_with("hand-over-code-minutes", minutes, &[]),
                    text("hand-over-code-once"),
                ])}
                {form("take-back", Button::new(text("hand-over-cancel")).secondary())}
            }
            .into_any()
        }
        HandedOver::Waiting { until } => view! {
            {paragraphs(vec![text_with("hand-over-waiting", &[("until", &until)])])}
            {form("code", Button::new(text("hand-over-code-again")))}
            {form("take-back", Button::new(text("hand-over-cancel")).secondary())}
        }
        .into_any(),
        HandedOver::Open {
            on_screen,
            page: at,
            complete,
            seen,
        } => {
            let place = if on_screen {
                "hand-over-on-screen"
            } else {
                "hand-over-on-computer"
            };
            let complete = i64::try_from(complete).unwrap_or_default();
            let rows = [
                SummaryRow::new(text("hand-over-where"), text(place)),
                SummaryRow::new(
                    text("hand-over-page"),
                    at.unwrap_or_else(|| text("hand-over-no-page")),
                ),
                SummaryRow::new(
                    text("hand-over-complete"),
                    count_with("hand-over-pages", complete, &[]),
                ),
                SummaryRow::new(text("hand-over-seen"), seen),
            ];
            view! {
                {InsetText::new(text("hand-over-open")).view()}
                {SummaryList::new(rows)}
                {way(page.action.clone(), text("hand-over-look-again"))}
                {form("take-back", Button::new(text("hand-over-take-back")))}
            }
            .into_any()
        }
    };
    let banner = page
        .done
        .map(|key| crate::components::NotificationBanner::success(text(key)).view());
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {banner}
                    <span class="govuk-caption-l">{page.service.clone()}</span>
                    <h1 class="govuk-heading-l">{title}</h1>
                    {body}
                    {way(page.draft.clone(), text("hand-over-draft"))}
                </div>
            </div>
        },
    )
    .back_to(page.draft.clone())
}
