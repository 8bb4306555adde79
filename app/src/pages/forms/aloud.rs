//! What whoever types for somebody else says, and how: beside the questions, never in what the resident reads.

use guildhall_domain::text::Text;
use leptos::prelude::*;

use crate::wording::{said, text};

/// The words to say, and how to say them; nothing where the form has none.
pub fn words(script: Option<&Text>, hint: Option<&Text>) -> Option<AnyView> {
    if script.is_none() && hint.is_none() {
        return None;
    }
    let script = script.map(|script| {
        view! {
            <p class="govuk-body aloud__script">
                <span class="govuk-!-font-weight-bold">{text("aloud-say")}</span>
                " "
                <q>{said(script)}</q>
            </p>
        }
    });
    let hint = hint.map(|hint| view! { <p class="govuk-body-s aloud__hint">{said(hint)}</p> });
    let view = view! { <div class="aloud" role="note" aria-label=text("aloud-label")>{script}{hint}</div> };
    Some(view.into_any())
}
