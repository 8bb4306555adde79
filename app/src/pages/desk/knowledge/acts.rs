//! What can be done to an article, as buttons and links.

use guildhall_domain::knowledge::ArticleAct;
use leptos::prelude::*;

use super::one::ArticlePage;
use crate::{
    components::Button,
    pages::{csrf_control, small_form::way},
    wording::text,
};

/// The buttons and links for those who write articles.
pub(super) fn acts(article: &ArticlePage) -> AnyView {
    let href = &article.href;
    let tag = article.written_in.tag();
    let links = article.acts.iter().filter_map(|act| match act {
        ArticleAct::Write => Some(way(
            format!("{href}/edit?language={tag}"),
            text("article-edit-link"),
        )),
        ArticleAct::Review => Some(way(format!("{href}/review"), text("article-review-link"))),
        _ => None,
    });
    let links: Vec<_> = links.collect();
    let of_button = |act: &ArticleAct| {
        matches!(
            act,
            ArticleAct::Publish | ArticleAct::Withdraw | ArticleAct::Restore
        )
    };
    let buttons = article.acts.iter().filter(|act| of_button(act)).map(|act| {
        let button = Button::new(text(&format!("article-act-{}", act.word())))
            .attribute("name", "act")
            .attribute("value", act.word())
            .prevent_double_click();
        match act {
            ArticleAct::Withdraw => button.warning().view(),
            ArticleAct::Restore => button.secondary().view(),
            _ => button.view(),
        }
    });
    let translations = article.may_be_written_in.iter().map(|language| {
        let href = format!("{href}/edit?language={}", language.tag());
        way(href, text(&format!("article-write-{}", language.tag())))
    });
    view! {
        <h2 class="govuk-heading-m">{text("article-do")}</h2>
        {links}
        {translations.collect_view()}
        <form method="post" action=href.clone()>
            {csrf_control(article.csrf.clone())}
            <input type="hidden" name="revision" value=article.revision.to_string()/>
            <div class="govuk-button-group">{buttons.collect_view()}</div>
        </form>
        {way(format!("{href}/history"), text("article-history-link"))}
    }
    .into_any()
}
