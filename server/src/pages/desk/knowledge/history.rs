//! `GET /desk/knowledge/{slug}/history` and `/desk/knowledge/{slug}/history/{revision}`

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use guildhall_app::pages::desk::knowledge::{self as views, History, VersionPage, VersionRow};
use guildhall_database::ArticleVersion;
use guildhall_domain::knowledge::{ArticleAct, render};
use serde::Deserialize;

use super::{address, named, open, readers, suitable, titles};
use crate::{
    access::{May, needs},
    catalogue::ServiceForm,
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::PAGE_SIZE,
    state::AppState,
};

type Writer = May<needs::WriteKnowledge>;

/// Where the page starts.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What is older than this revision.
    before: Option<i64>,
}

pub async fn show(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let article = open(&state, &staff, &slug).await?;
    let services = state.catalogue.list().await?;
    let mut connection = state.database.read().await?;
    let texts = connection.list_article_texts(article.id).await?;
    let (versions, is_more) = connection
        .list_article_versions(article.id, asked.before, PAGE_SIZE)
        .await?;
    drop(connection);
    let href = address(&slug);
    let older = versions.last().filter(|_| is_more);
    let page = History {
        title: suitable(&texts, None)
            .map(|text| text.title.clone())
            .unwrap_or_default(),
        newest: asked.before.map(|_| format!("{href}/history")),
        older: older.map(|oldest| format!("{href}/history?before={}", oldest.revision)),
        versions: versions
            .iter()
            .map(|version| row(version, &href, &services))
            .collect(),
        href,
    };
    Ok(frame.at_desk(&staff).show(|| views::history(page)))
}

pub async fn show_one(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path((slug, revision)): Path<(String, String)>,
) -> Result<Response> {
    let article = open(&state, &staff, &slug).await?;
    let revision: i64 = revision.parse().map_err(|_| AppError::NotFound)?;
    let services = state.catalogue.list().await?;
    let mut connection = state.database.read().await?;
    let version = connection
        .find_article_version(article.id, revision)
        .await?
        .ok_or(AppError::NotFound)?;
    let text = connection
        .find_article_version_text(article.id, revision)
        .await?
        .ok_or(AppError::NotFound)?;
    drop(connection);
    let href = address(&slug);
    let may_write = article.state.after(ArticleAct::Write).is_some();
    let page = VersionPage {
        version: row(&version, &href, &services),
        title: text.title,
        summary: text.summary,
        keywords: text.keywords,
        parts: render(&text.text, readers(&staff)),
        language: text.language,
        again: may_write.then(|| {
            let tag = text.language.tag();
            format!("{href}/edit?language={tag}&from={revision}")
        }),
        href,
    };
    Ok(frame.at_desk(&staff).show(|| views::version(page)))
}

fn row(version: &ArticleVersion, href: &str, services: &[Arc<ServiceForm>]) -> VersionRow {
    let slugs = version
        .services
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let written = version
        .language()
        .map(|language| (language, format!("{href}/history/{}", version.revision)));
    VersionRow {
        act: version.act,
        who: version.changed_by_name.clone(),
        when: clock::in_words(version.changed_at),
        owner: version.owner_name.clone(),
        review_on: version.review_on,
        services: titles(&named(services, &slugs)),
        written,
    }
}
