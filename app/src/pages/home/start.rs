//! `/services/{slug}`

use leptos::prelude::*;

use crate::{
    components::{Button, Html, InsetText},
    pages::{
        Page, csrf_control,
        home::guidance::{GuidanceLine, guidance_list},
    },
    wording::text,
};

/// A service's start page.
#[derive(Clone, Debug)]
pub struct Start {
    pub slug: String,
    pub title: String,
    /// Sanitised HTML.
    pub before_you_start: String,
    pub csrf: String,
    /// The page where this browser left the same form, if it did.
    pub carry_on: Option<String>,
    /// What residents may read about it.
    pub guidance: Vec<GuidanceLine>,
}

pub fn page(start: Start) -> Page {
    let carry_on = start.carry_on.map(|href| {
        let link = view! {
            <p class="govuk-body">{text("start-carry-on-what")}</p>
            <p class="govuk-body"><a class="govuk-link" href=href>{text("start-carry-on")}</a></p>
        };
        InsetText::new(Html::view(link)).view()
    });
    let guidance = (!start.guidance.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("start-guidance")}</h2>
            {guidance_list(start.guidance)}
        }
    });
    Page::new(
        start.title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-xl">{start.title}</h1>
                    {carry_on}
                    <div class="guidance" inner_html=start.before_you_start></div>
                    <form method="post" action=format!("/services/{}/start", start.slug) novalidate>
                        {csrf_control(start.csrf)}
                        {Button::new(text("start-button")).start().prevent_double_click()}
                    </form>
                    {guidance}
                </div>
            </div>
        },
    )
    .back_to("/")
}
