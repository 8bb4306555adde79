//! Lists of articles, what residents find of them, and what is said of them.

use guildhall_domain::{
    knowledge::{ArticleState, FeedbackKind, Readers},
    tasks::TaskKind,
    text::Language,
};
use sqlx::FromRow;
use time::Date;

use crate::{
    ArticleFeedbackId, ArticleHit, ArticleId, Connection, StaffId, Task, TaskId, Timestamp,
    query::Query,
};

/// Which articles to list.
#[derive(Clone, Debug)]
pub struct ArticleFilter {
    /// None lists all but what was withdrawn.
    pub state: Option<ArticleState>,
    /// Those of one owner.
    pub owner: Option<StaffId>,
    /// Those whose review was due before this day.
    pub overdue_on: Option<Date>,
    /// Those about one service, by slug.
    pub service: Option<String>,
}

/// An article as a list shows it, in one of its languages.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ArticleLine {
    pub id: ArticleId,
    pub slug: String,
    #[sqlx(try_from = "String")]
    pub state: ArticleState,
    #[sqlx(try_from = "String")]
    pub language: Language,
    pub title: String,
    pub summary: String,
    pub owner_name: String,
    /// The owner's account has ended: somebody else has to answer for it.
    pub has_owner_left: bool,
    pub review_on: Date,
    /// How much is said of it that nobody has dealt with.
    pub feedback: i64,
}

/// A review that is due.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct DueReview {
    pub id: ArticleId,
    /// Whoever owns it; none once they left the council.
    pub owner_id: Option<StaffId>,
    pub review_on: Date,
}

/// What somebody said of an article.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ArticleFeedback {
    pub id: ArticleFeedbackId,
    pub task_id: TaskId,
    #[sqlx(try_from = "String")]
    pub kind: FeedbackKind,
    pub words: String,
    pub given_by_name: String,
    pub given_at: Timestamp,
}

/// What somebody says of an article.
#[derive(Clone, Copy, Debug)]
pub struct NewArticleFeedback<'a> {
    pub article: ArticleId,
    /// The task to deal with it: while it waits, the words stand on the article.
    pub task: TaskId,
    pub kind: FeedbackKind,
    pub words: &'a str,
}

/// An article in the language that suits a reader: theirs, or else the other. `articles` is joined before, and
/// `article_texts` after this.
const TEXT_OF_READER: &str =
    " JOIN article_texts ON article_texts.article_id = articles.id AND article_texts.language =
    (SELECT texts.language FROM article_texts AS texts WHERE texts.article_id = articles.id";

impl Connection {
    /// At most `limit` articles from `offset` on, in the order of the alphabet; of those that are overdue, the longest
    /// overdue first.
    pub async fn list_articles(
        &mut self,
        filter: &ArticleFilter,
        language: Language,
        (offset, limit): (usize, usize),
    ) -> sqlx::Result<Vec<ArticleLine>> {
        let query = narrow(self.select_article_lines(language), filter);
        let query = query.push(if filter.overdue_on.is_some() {
            " ORDER BY articles.review_on, articles.id LIMIT "
        } else {
            " ORDER BY lower(article_texts.title), articles.id LIMIT "
        });
        query
            .push_bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .push(" OFFSET ")
            .push_bind(i64::try_from(offset).unwrap_or(i64::MAX))
            .fetch_all()
            .await
    }

    /// Those of the articles found that the filter lets through, in the order and the language they were found in.
    pub async fn list_found_articles(
        &mut self,
        hits: &[ArticleHit],
        filter: &ArticleFilter,
        language: Language,
    ) -> sqlx::Result<Vec<ArticleLine>> {
        let mut query =
            narrow(self.select_article_lines(language), filter).push(" AND articles.id IN (NULL");
        for hit in hits {
            query = query.push(", ").push_bind(hit.id);
        }
        let lines: Vec<ArticleLine> = query.push(")").fetch_all().await?;
        let found = hits.iter().filter_map(|hit| {
            let line = lines.iter().find(|line| line.id == hit.id)?;
            Some(ArticleLine {
                language: hit.language,
                title: hit.title.clone(),
                summary: hit.summary.clone(),
                ..line.clone()
            })
        });
        Ok(found.collect())
    }

    /// Whether there is any article at all.
    pub async fn has_articles(&mut self) -> sqlx::Result<bool> {
        let found: Option<(ArticleId,)> = self
            .query("SELECT id FROM articles LIMIT 1")
            .fetch_optional()
            .await?;
        Ok(found.is_some())
    }

    /// `AND` comes next.
    fn select_article_lines(&mut self, language: Language) -> Query<'_> {
        let query = self.query(
            "SELECT articles.id, articles.slug, articles.state, article_texts.language, article_texts.title,
                    article_texts.summary, owners.name AS owner_name, owners.ended_at IS NOT NULL AS has_owner_left,
                    articles.review_on,
                    (SELECT count(*) FROM article_feedback JOIN tasks ON tasks.id = article_feedback.task_id
                     WHERE article_feedback.article_id = articles.id AND tasks.done_at IS NULL) AS feedback
             FROM articles JOIN staff AS owners ON owners.id = articles.owner_id",
        );
        in_language(query.push(TEXT_OF_READER), language).push(" WHERE TRUE")
    }

    /// What residents may read about a service, in the order of the alphabet, in their language where it is written.
    pub async fn list_guidance_of_service(
        &mut self,
        slug: &str,
        language: Language,
        limit: usize,
    ) -> sqlx::Result<Vec<ArticleHit>> {
        let query = self
            .query(
                "SELECT articles.id, articles.slug, article_texts.language, article_texts.title, article_texts.summary
                 FROM article_services JOIN articles ON articles.id = article_services.article_id",
            )
            .push(TEXT_OF_READER)
            .push(" AND texts.has_resident_part");
        in_language(query, language)
            .push(" WHERE articles.state = 'published' AND article_services.slug = ")
            .push_bind(slug.to_owned())
            .push(" ORDER BY lower(article_texts.title), articles.id LIMIT ")
            .push_bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all()
            .await
    }

    /// An article by its id, in the language that suits the reader: for what names one and shows it later, such as the
    /// articles used in a contact. None for what these readers may not read.
    pub async fn find_article_title(
        &mut self,
        id: ArticleId,
        readers: Readers,
        language: Language,
    ) -> sqlx::Result<Option<ArticleHit>> {
        let query = self
            .query(
                "SELECT articles.id, articles.slug, article_texts.language, article_texts.title, article_texts.summary
                 FROM articles",
            )
            .push(TEXT_OF_READER)
            .push(match readers {
                Readers::Residents => " AND texts.has_resident_part",
                Readers::Staff | Readers::Writers => "",
            });
        in_language(query, language)
            .push(match readers {
                Readers::Residents => " WHERE articles.state = 'published'",
                Readers::Staff => " WHERE articles.state <> 'draft'",
                Readers::Writers => " WHERE TRUE",
            })
            .push(" AND articles.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// What is published and has its review due by then.
    pub async fn list_due_reviews(&mut self, by: Date) -> sqlx::Result<Vec<DueReview>> {
        self.query(
            "SELECT articles.id, owners.id AS owner_id, articles.review_on FROM articles
             LEFT JOIN staff AS owners ON owners.id = articles.owner_id AND owners.ended_at IS NULL
             WHERE articles.state = 'published' AND articles.review_on <= $1 ORDER BY articles.review_on, articles.id",
        )
        .bind(by)
        .fetch_all()
        .await
    }

    /// What is to be done about an article and of this kind, and is not done.
    pub async fn list_waiting_tasks_of_article(
        &mut self,
        article: ArticleId,
        kind: TaskKind,
    ) -> sqlx::Result<Vec<Task>> {
        self.select_tasks()
            .push(" AND tasks.article_id = ")
            .push_bind(article)
            .push(" AND tasks.kind = ")
            .push_bind(kind.word().to_owned())
            .push(" AND tasks.done_at IS NULL ORDER BY tasks.due_on, tasks.id")
            .fetch_all()
            .await
    }

    /// Keeps what somebody says of an article. Call it in the transaction that makes the task.
    pub async fn add_article_feedback(
        &mut self,
        feedback: &NewArticleFeedback<'_>,
        by: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<ArticleFeedbackId> {
        let id = ArticleFeedbackId::new();
        self.query(
            "INSERT INTO article_feedback (id, article_id, task_id, kind, words, given_by, given_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(feedback.article)
        .bind(feedback.task)
        .bind(feedback.kind.word().to_owned())
        .bind(feedback.words.to_owned())
        .bind(by)
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    /// What is said of an article that nobody has dealt with, oldest first: at most `limit`.
    pub async fn list_standing_feedback(
        &mut self,
        article: ArticleId,
        limit: usize,
    ) -> sqlx::Result<Vec<ArticleFeedback>> {
        self.select_feedback(article)
            .push(" AND tasks.done_at IS NULL ORDER BY given_at, article_feedback.id LIMIT ")
            .push_bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all()
            .await
    }

    /// Something said of this article that nobody has dealt with.
    pub async fn find_standing_feedback(
        &mut self,
        article: ArticleId,
        id: ArticleFeedbackId,
    ) -> sqlx::Result<Option<ArticleFeedback>> {
        self.select_feedback(article)
            .push(" AND tasks.done_at IS NULL AND article_feedback.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    fn select_feedback(&mut self, article: ArticleId) -> Query<'_> {
        self.query(FEEDBACK)
            .push(" WHERE article_feedback.article_id = ")
            .push_bind(article)
    }
}

const FEEDBACK: &str =
    "SELECT article_feedback.id, article_feedback.task_id, article_feedback.kind,
    article_feedback.words, staff.name AS given_by_name, article_feedback.given_at
    FROM article_feedback JOIN tasks ON tasks.id = article_feedback.task_id
    JOIN staff ON staff.id = article_feedback.given_by";

/// Ends [`TEXT_OF_READER`].
fn in_language(query: Query<'_>, language: Language) -> Query<'_> {
    query
        .push(" ORDER BY CASE WHEN texts.language = ")
        .push_bind(language.tag().to_owned())
        .push(" THEN 0 ELSE 1 END, texts.language LIMIT 1)")
}

fn narrow<'c>(query: Query<'c>, filter: &ArticleFilter) -> Query<'c> {
    let mut query = match filter.state {
        Some(state) => query
            .push(" AND articles.state = ")
            .push_bind(state.word().to_owned()),
        None => query.push(" AND articles.state <> 'withdrawn'"),
    };
    if let Some(owner) = filter.owner {
        query = query.push(" AND articles.owner_id = ").push_bind(owner);
    }
    if let Some(today) = filter.overdue_on {
        query = query.push(" AND articles.review_on < ").push_bind(today);
    }
    if let Some(slug) = &filter.service {
        query = query
            .push(
                " AND EXISTS (SELECT 1 FROM article_services
                              WHERE article_services.article_id = articles.id AND article_services.slug = ",
            )
            .push_bind(slug.clone())
            .push(")");
    }
    query
}
