//! What the council keeps in mind about a resident, for their own page of details.

use guildhall_domain::warnings::WarningKind;
use leptos::prelude::*;
use time::Date;

use crate::{
    pages::forms::answers::date_words,
    wording::{text, text_with},
};

/// Something noted about a resident that they see.
#[derive(Clone, Debug)]
pub struct OwnWarning {
    pub kind: WarningKind,
    pub words: String,
    /// The last day on which the council keeps it in mind.
    pub expires_on: Date,
}

/// What staff keep in mind about the reader, and until when. Nothing where there is nothing to be seen.
pub fn own_warnings(warnings: Vec<OwnWarning>) -> Option<AnyView> {
    (!warnings.is_empty()).then(|| {
        let items = warnings.into_iter().map(|warning| {
            let kind = text(&format!("own-warning-{}", warning.kind.word()));
            let words = (!warning.words.is_empty()).then(|| format!(": {}", warning.words));
            let until = text_with(
                "own-warning-until",
                &[("date", &date_words(warning.expires_on))],
            );
            view! { <li>{kind}{words}" "{until}</li> }
        });
        view! {
            <h2 class="govuk-heading-m">{text("own-warnings-title")}</h2>
            <p class="govuk-body">{text("own-warnings-what")}</p>
            <ul class="govuk-list govuk-list--bullet as-typed">{items.collect_view()}</ul>
        }
        .into_any()
    })
}
