//! A way out for somebody who must not be seen here.

use leptos::prelude::*;

use super::Button;
use crate::wording::text;

/// Where the way out leads: a page that anybody may be looking at.
const ELSEWHERE: &str = "https://www.bbc.co.uk/weather";

/// A button that follows the reader down the page and leads to a harmless one at once; with scripts, pressing Shift
/// three times does the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExitThisPage;

impl ExitThisPage {
    pub fn view(self) -> AnyView {
        let words = view! {
            <span class="govuk-visually-hidden">{text("exit-emergency")}</span>
            " "
            {text("exit-this-page")}
        };
        let button = Button::link(words.into_any(), ELSEWHERE)
            .warning()
            .classes("govuk-exit-this-page__button govuk-js-exit-this-page-button")
            .attribute("rel", "nofollow noreferrer");
        view! {
            <div class="govuk-exit-this-page" data-module="govuk-exit-this-page">{button}</div>
        }
        .into_any()
    }
}
