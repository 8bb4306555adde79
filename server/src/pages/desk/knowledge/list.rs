//! `GET /desk/knowledge?q=`

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::desk::knowledge::{self as views, ArticleRow, Articles, Shown};
use guildhall_database::{ArticleFilter, ArticleLine, MOST_ARTICLES};
use guildhall_domain::{
    knowledge::{ArticleState, Readers},
    permissions::Permission,
    text::Language,
};
use serde::Deserialize;
use time::Date;

use super::address;
use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, desk::options, escaped, page_of},
    state::AppState,
};

/// The longest search that is looked at, in characters.
const LONGEST: usize = 200;

/// What to list. What makes no sense is what one begins with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    service: String,
    show: String,
    page: usize,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeKnowledge>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let may_write = staff.may(Permission::WriteKnowledge);
    let query: String = asked.q.trim().chars().take(LONGEST).collect();
    let services = state.catalogue.list().await?;
    let is_known = services.iter().any(|service| service.slug == asked.service);
    let service = if is_known {
        asked.service.clone()
    } else {
        String::new()
    };
    let choices = Shown::choices(may_write).iter().copied();
    let shown = choices
        .into_iter()
        .find(|shown| shown.word() == asked.show)
        .unwrap_or_default();
    let today = state.clock.today();
    let filter = filter(&staff, shown, &service, today);
    let (lines, previous, next) = lines(&state, &query, shown, &filter, asked.page).await?;
    let is_empty = lines.is_empty() && !state.database.read().await?.has_articles().await?;
    let link = |page: usize| {
        format!(
            "/desk/knowledge?q={}&service={}&show={}&page={page}",
            escaped(&query),
            escaped(&service),
            shown.word()
        )
    };
    let list = Articles {
        previous: previous.map(link),
        next: next.map(link),
        articles: lines.into_iter().map(|line| row(line, today)).collect(),
        services: options(&services),
        query: query.clone(),
        service: service.clone(),
        shown,
        is_empty,
        may_write,
    };
    Ok(frame.at_desk(&staff).show(|| views::list(list)))
}

fn filter(staff: &Staff, shown: Shown, service: &str, today: Date) -> ArticleFilter {
    ArticleFilter {
        state: match shown {
            Shown::Published | Shown::Overdue => Some(ArticleState::Published),
            Shown::Mine => None,
            Shown::Drafts => Some(ArticleState::Draft),
            Shown::Withdrawn => Some(ArticleState::Withdrawn),
        },
        owner: (shown == Shown::Mine).then_some(staff.id),
        overdue_on: (shown == Shown::Overdue).then_some(today),
        service: Some(service.to_owned()).filter(|service| !service.is_empty()),
    }
}

/// One page of what is asked for, with the numbers of the pages beside it.
async fn lines(
    state: &AppState,
    query: &str,
    shown: Shown,
    filter: &ArticleFilter,
    page: usize,
) -> Result<(Vec<ArticleLine>, Option<usize>, Option<usize>)> {
    let language = Language::default();
    let mut connection = state.database.read().await?;
    if query.is_empty() {
        let page = page.max(1);
        let offset = (page - 1).saturating_mul(PAGE_SIZE);
        let mut lines = connection
            .list_articles(filter, language, (offset, PAGE_SIZE + 1))
            .await?;
        let is_more = lines.len() > PAGE_SIZE;
        lines.truncate(PAGE_SIZE);
        let previous = (page > 1).then_some(page - 1);
        return Ok((lines, previous, is_more.then_some(page + 1)));
    }
    let readers = match shown {
        Shown::Published | Shown::Overdue => Readers::Staff,
        Shown::Mine | Shown::Drafts | Shown::Withdrawn => Readers::Writers,
    };
    let hits = connection
        .search_articles(query, readers, language, MOST_ARTICLES)
        .await?;
    let lines = connection
        .list_found_articles(&hits, filter, language)
        .await?;
    Ok(page_of(lines, page))
}

fn row(line: ArticleLine, today: Date) -> ArticleRow {
    let mut href = address(&line.slug);
    if line.language != Language::default() {
        href.push_str(&format!("?language={}", line.language.tag()));
    }
    ArticleRow {
        href,
        title: line.title,
        summary: line.summary,
        written_in: line.language,
        is_overdue: line.state == ArticleState::Published && line.review_on < today,
        state: line.state,
        owner: line.owner_name,
        has_owner_left: line.has_owner_left,
        review_on: line.review_on,
        feedback: line.feedback,
    }
}
