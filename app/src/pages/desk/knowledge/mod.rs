//! Knowledge: articles for staff, with what residents read of them and what they do not.

mod acts;
mod feedback;
mod form;
mod history;
mod list;
mod one;

use guildhall_domain::{
    knowledge::{ArticleState, RenderedPart},
    text::Language,
};
use leptos::prelude::*;

pub use feedback::{Dealing, FeedbackForm, deal, feedback};
pub use form::{ArticleForm, ArticleNow, Making, form};
pub use history::{History, VersionPage, VersionRow, history, version};
pub use list::{ArticleRow, Articles, Shown, list};
pub use one::{ArticlePage, FeedbackRow, LanguageLink, Publicly, page};

use crate::{
    components::Tag,
    wording::{language, text, text_with},
};

/// How far an article has come, in a word.
fn state_tag(state: ArticleState) -> Tag {
    let colour = match state {
        ArticleState::Draft => "govuk-tag--yellow",
        ArticleState::Published => "govuk-tag--green",
        ArticleState::Withdrawn => "govuk-tag--grey",
    };
    Tag::new(text(&format!("article-state-{}", state.word()))).classes(colour)
}

/// What a language is called in the language of the page.
fn language_name(language: Language) -> String {
    text(&format!("article-language-{}", language.tag()))
}

/// The `lang` of what is not in the language of the page.
pub fn lang(written_in: Language) -> Option<&'static str> {
    (written_in != language()).then(|| written_in.tag())
}

/// Says in which language an article is, where it is not the page's.
pub fn other_language(written_in: Language) -> Option<AnyView> {
    (written_in != language()).then(|| {
        let words = text_with(
            "article-in-other-language",
            &[("language", &language_name(written_in))],
        );
        view! { <p class="govuk-hint">{words}</p> }.into_any()
    })
}

/// An article's words, with what is for staff alone marked as such.
pub fn parts(parts: Vec<RenderedPart>, written_in: Language) -> AnyView {
    let parts = parts.into_iter().map(|part| {
        if part.is_for_staff {
            view! {
                <section class="staff-part" aria-label=text("article-staff-part")>
                    {Tag::new(text("article-staff-part")).classes("govuk-tag--purple")}
                    <div inner_html=part.html></div>
                </section>
            }
            .into_any()
        } else {
            view! { <div inner_html=part.html></div> }.into_any()
        }
    });
    view! { <div class="article" lang=lang(written_in)>{parts.collect_view()}</div> }.into_any()
}
