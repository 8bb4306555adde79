//! `GET /guidance/{slug}`: what residents read of an article. What is for staff never leaves here.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use guildhall_app::{
    pages::home::guidance::{self as views, Guidance, GuidanceLine},
    wording::said,
};
use guildhall_database::ArticleHit;
use guildhall_domain::{
    knowledge::{Readers, render},
    text::Language,
};
use serde::Deserialize;

use crate::{
    error::{AppError, Result},
    page::Frame,
    pages::desk::knowledge::suitable,
    state::AppState,
};

/// In which language to read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    language: String,
}

pub async fn show(
    State(state): State<AppState>,
    frame: Frame,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let article = connection.find_article(&slug).await?;
    let article = article.filter(|article| article.state.is_read_by(Readers::Residents));
    let article = article.ok_or(AppError::NotFound)?;
    let mut texts = connection.list_article_texts(article.id).await?;
    let slugs = connection.list_article_services(article.id).await?;
    drop(connection);
    texts.retain(|text| text.has_resident_part);
    let text = suitable(&texts, asked.language.parse().ok()).ok_or(AppError::NotFound)?;
    let mut services = state.catalogue.list().await?;
    services.retain(|service| slugs.contains(&service.slug));
    // Whoever reads about it may not be seen reading.
    let is_sensitive = services.iter().any(|service| service.service.sensitive);
    let other = texts.iter().find(|other| other.language != text.language);
    let guidance = Guidance {
        title: text.title.clone(),
        summary: text.summary.clone(),
        written_in: text.language,
        parts: render(&text.text, Readers::Residents),
        other: other.map(|other| (other.language, address(&slug, other.language))),
        services: services
            .iter()
            .map(|service| {
                let href = format!("/services/{}", service.slug);
                (href, said(&service.service.title))
            })
            .collect(),
    };
    let frame = frame.with_exit(is_sensitive);
    Ok(frame.show(|| views::page(guidance)))
}

/// Where residents read an article in a language.
pub fn address(slug: &str, language: Language) -> String {
    if language == Language::default() {
        format!("/guidance/{slug}")
    } else {
        format!("/guidance/{slug}?language={}", language.tag())
    }
}

/// Guidance as a list shows it.
pub fn line(hit: ArticleHit) -> GuidanceLine {
    GuidanceLine {
        href: address(&hit.slug, hit.language),
        title: hit.title,
        summary: hit.summary,
        written_in: hit.language,
    }
}
