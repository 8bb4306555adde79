//! `GET` and `POST /desk/knowledge/{slug}`

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::knowledge::{
    self as views, ArticlePage, FeedbackRow, LanguageLink, Publicly,
};
use guildhall_database::{Article, ArticleChange, ArticleFeedback, ArticleText};
use guildhall_domain::{
    contacts::ContactEvent,
    forms::Typed,
    knowledge::{ArticleAct, ArticleState, render},
    permissions::Permission,
    text::Language,
};
use serde::Deserialize;

use super::{address, change, event, named, open, readers, suitable, verb};
use crate::{
    access::{May, Staff, needs},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{PAGE_SIZE, account::Done, desk::contacts, see, small_forms::line},
    state::AppState,
};

/// In which language to read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    language: String,
}

const DONE: [&str; 8] = [
    "article-added",
    "article-is-changed",
    "article-is-published",
    "article-is-reviewed",
    "article-is-withdrawn",
    "article-is-restored",
    "article-feedback-given",
    "article-feedback-is-dealt-with",
];

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeKnowledge>,
    frame: Frame,
    Path(slug): Path<String>,
    (Query(asked), Query(done)): (Query<Asked>, Query<Done>),
) -> Result<Response> {
    let article = open(&state, &staff, &slug).await?;
    used(&state, &staff, &article).await?;
    let mut page = page(&state, &staff, article, asked.language.parse().ok()).await?;
    page.done = done.key(&DONE);
    Ok(frame.at_desk(&staff).show(|| views::page(page)))
}

/// Publishes, withdraws or restores.
pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::WriteKnowledge>,
    frame: Frame,
    Path(slug): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let article = open(&state, &staff, &slug).await?;
    let frame = frame.at_desk(&staff);
    let act: Option<ArticleAct> = line(&typed, "act").parse().ok();
    let act = act.filter(|act| {
        matches!(
            act,
            ArticleAct::Publish | ArticleAct::Withdraw | ArticleAct::Restore
        )
    });
    let Some(act) = act else {
        let page = page(&state, &staff, article, None).await?;
        return Ok(frame.invalid(|| views::page(page)));
    };
    let revision = line(&typed, "revision").parse().unwrap_or(-1);
    if !act_on(&state, &staff, &article, (act, revision)).await? {
        let article = open(&state, &staff, &slug).await?;
        let mut page = page(&state, &staff, article, None).await?;
        page.is_conflict = true;
        return Ok(frame.answer(StatusCode::CONFLICT, || views::page(page)));
    }
    let done = match act {
        ArticleAct::Publish => "article-is-published",
        ArticleAct::Withdraw => "article-is-withdrawn",
        _ => "article-is-restored",
    };
    Ok(see(format!("{}?done={done}", address(&slug))).into_response())
}

/// Does it; false if it does not fit where the article stands, or somebody changed it in between.
async fn act_on(
    state: &AppState,
    staff: &Staff,
    article: &Article,
    (act, revision): (ArticleAct, i64),
) -> Result<bool> {
    let Some(after) = article.state.after(act) else {
        return Ok(false);
    };
    let mut transaction = state.database.begin().await?;
    let services = transaction.list_article_services(article.id).await?;
    let texts = transaction.list_article_texts(article.id).await?;
    let made = ArticleChange {
        act,
        state: after,
        owner: article.owner_id,
        review_on: article.review_on,
        services: &services,
        written: None,
    };
    if !change(&mut transaction, state, (staff, article), &made, revision).await? {
        return Ok(false);
    }
    let title = suitable(&texts, None).map_or("", |text| text.title.as_str());
    transaction
        .add_audit_event(
            &event(staff, verb(act), article.id, title),
            state.clock.now(),
        )
        .await?;
    transaction.commit().await?;
    Ok(true)
}

/// Writes into the story of the contact in which it is read that an article was used.
async fn used(state: &AppState, staff: &May<needs::SeeKnowledge>, article: &Article) -> Result<()> {
    if staff.contact().is_none() {
        return Ok(());
    }
    let mut connection = state.database.read().await?;
    let texts = connection.list_article_texts(article.id).await?;
    let mut services = connection.list_article_services(article.id).await?;
    drop(connection);
    let Some(text) = suitable(&texts, None) else {
        return Ok(());
    };
    let event = ContactEvent::ArticleUsed {
        article: article.id.0,
        title: text.title.clone(),
        // One that is about several services does not say which the contact was about.
        slug: services.pop_first().filter(|_| services.is_empty()),
    };
    contacts::note_once(state, staff, event).await
}

async fn page(
    state: &AppState,
    staff: &Staff,
    article: Article,
    wanted: Option<Language>,
) -> Result<ArticlePage> {
    let services = state.catalogue.list().await?;
    let mut connection = state.database.read().await?;
    let texts = connection.list_article_texts(article.id).await?;
    let slugs = connection.list_article_services(article.id).await?;
    let feedback = connection
        .list_standing_feedback(article.id, PAGE_SIZE)
        .await?;
    drop(connection);
    let text = suitable(&texts, wanted).ok_or(AppError::NotFound)?;
    let may_write = staff.may(Permission::WriteKnowledge);
    let href = address(&article.slug);
    let is_published = article.state == ArticleState::Published;
    Ok(ArticlePage {
        title: text.title.clone(),
        summary: text.summary.clone(),
        written_in: text.language,
        parts: render(&text.text, readers(staff)),
        languages: others(&texts, text, &href),
        has_owner_left: article.has_owner_left,
        review_on: article.review_on,
        is_overdue: is_published && article.review_on < state.clock.today(),
        services: named(&services, &slugs),
        changed_by: text.changed_by_name.clone(),
        changed: clock::in_words(text.changed_at),
        publicly: publicly(&article, &texts),
        feedback: feedback
            .into_iter()
            .map(|one| feedback_row(one, may_write.then_some(&href)))
            .collect(),
        acts: if may_write {
            article.state.acts()
        } else {
            Vec::new()
        },
        may_be_written_in: unwritten(&article, &texts, may_write),
        may_write,
        csrf: staff.visitor.csrf(),
        revision: article.revision,
        is_conflict: false,
        done: None,
        owner: article.owner_name,
        state: article.state,
        href,
    })
}

fn others(texts: &[ArticleText], shown: &ArticleText, href: &str) -> Vec<LanguageLink> {
    let others = texts.iter().filter(|text| text.language != shown.language);
    let link = |text: &ArticleText| LanguageLink {
        language: text.language,
        href: format!("{href}?language={}", text.language.tag()),
    };
    others.map(link).collect()
}

fn unwritten(article: &Article, texts: &[ArticleText], may_write: bool) -> Vec<Language> {
    let may_write = may_write && article.state.after(ArticleAct::Write).is_some();
    let is_written = |language: &Language| texts.iter().any(|text| text.language == *language);
    let unwritten = Language::ALL
        .into_iter()
        .filter(|language| may_write && !is_written(language));
    unwritten.collect()
}

fn publicly(article: &Article, texts: &[ArticleText]) -> Publicly {
    if article.state != ArticleState::Published {
        Publicly::No
    } else if texts.iter().any(|text| text.has_resident_part) {
        Publicly::Read(format!("/guidance/{}", article.slug))
    } else {
        Publicly::NothingForThem
    }
}

/// What was said of an article; with its own address for those who may deal with it.
pub(super) fn feedback_row(feedback: ArticleFeedback, article: Option<&String>) -> FeedbackRow {
    FeedbackRow {
        href: article.map(|href| format!("{href}/feedback/{}", feedback.id)),
        kind: feedback.kind,
        words: feedback.words,
        who: feedback.given_by_name,
        when: clock::in_words(feedback.given_at),
    }
}
