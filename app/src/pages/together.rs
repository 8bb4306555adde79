//! `/together/…`: the resident types in a draft that staff began, on a page that shows nothing else.

use guildhall_domain::together::{GuestEnding, GuestKind, Over};
use leptos::prelude::*;

use super::{
    Page, csrf_control,
    small_form::{SmallForm, notice, paragraphs, way},
};
use crate::{
    components::{Button, Html, InsetText, SummaryList, SummaryRow},
    wording::text,
};

/// `/together`: the code that an adviser gave.
pub fn code(form: SmallForm) -> Page {
    let below = view! { {paragraphs(vec![text("guest-code-none")])} };
    let code = form
        .input("code", text("guest-code-label"))
        .hint(text("guest-code-hint"))
        .classes("govuk-input--width-10 guest-code")
        .spellcheck(false)
        .autocomplete("off");
    let controls = view! {
        {code.view()}
        {Button::new(text("form-go-on")).prevent_double_click()}
    };
    form.page(text("guest-code-title"), "/together", controls, below)
}

/// `/together/{guest}/finish`: whether they have finished.
#[derive(Clone, Debug)]
pub struct Finish {
    pub csrf: String,
    pub action: String,
    /// The page of the form that they come from.
    pub back: String,
    pub kind: GuestKind,
    /// The form was sent: nothing is left to do in it.
    pub is_sent: bool,
}

pub fn finish(finish: Finish) -> Page {
    let title = text("guest-finish-title");
    let what = match (finish.is_sent, finish.kind) {
        (true, _) => "guest-finish-sent",
        (false, GuestKind::Screen) => "guest-finish-screen",
        (false, GuestKind::Code) => "guest-finish-code",
    };
    let back = finish.back.clone();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {paragraphs(vec![text(what)])}
                    <form method="post" action=finish.action novalidate>
                        {csrf_control(finish.csrf)}
                        {Button::new(text("guest-finish-button")).prevent_double_click()}
                    </form>
                    {(!finish.is_sent).then(|| way(finish.back, text("guest-finish-not-yet")))}
                </div>
            </div>
        },
    )
    .back_to(back)
}

/// What the resident sees who has the draft no more.
#[derive(Clone, Debug)]
pub struct OverPage {
    pub over: Over,
    pub kind: GuestKind,
    /// Where the screen is given back, if it was turned.
    pub give_back: Option<String>,
    /// What was typed and not kept any more: the question and the answer.
    pub typed: Vec<(String, String)>,
}

pub fn over(page: OverPage) -> Page {
    let key = match page.over {
        Over::Ended(GuestEnding::Finished) => "finished",
        Over::Ended(GuestEnding::TakenBack | GuestEnding::Replaced) => "taken-back",
        Over::Lapsed | Over::Idle => "idle",
    };
    let typed = (!page.typed.is_empty()).then(|| {
        let rows = page
            .typed
            .into_iter()
            .map(|(question, answer)| SummaryRow::new(question, answer));
        view! {
            <h2 class="govuk-heading-m">{text("guest-over-typed")}</h2>
            {InsetText::new(Html::view(view! { {paragraphs(vec![text("guest-over-typed-what")])} })).view()}
            {SummaryList::new(rows.collect::<Vec<_>>())}
        }
    });
    let next = match page.give_back {
        Some(href) => {
            let button = Button::link(text("give-back-link"), href).view();
            view! { {button} }.into_any()
        }
        None => paragraphs(vec![text("guest-over-code")]).into_any(),
    };
    notice(
        text(&format!("guest-over-{key}-title")),
        vec![text(&format!("guest-over-{key}"))],
        view! { {typed}{next} },
    )
}

/// `/together/finished`: the public computer shows nothing more.
pub fn finished() -> Page {
    notice(
        text("guest-finished-title"),
        vec![text("guest-finished"), text("guest-finished-close")],
        (),
    )
}

/// `/together/{guest}/give-back`: staff prove that it is they who have the screen again.
pub fn give_back(form: SmallForm, action: String, name: String) -> Page {
    let password = form
        .password("password", text("give-back-password"), "current-password")
        .view();
    let controls = view! {
        {paragraphs(vec![crate::wording::text_with("give-back-what", &[("name", &name)])])}
        {password}
        {Button::new(text("give-back-button")).prevent_double_click()}
    };
    form.page(text("give-back-title"), action, controls, ())
}
