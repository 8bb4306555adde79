//! Articles: what one says now, and every version of it. Lists are in `article_lists`, the search in `article_search`.

use std::collections::BTreeSet;

use guildhall_domain::{
    knowledge::{ArticleAct, ArticleState, Written},
    text::Language,
};
use sqlx::FromRow;
use time::Date;

use crate::{ArticleId, Connection, StaffId, Timestamp, lists::one_more, people_index::each};

/// An article to be made, as a draft in one language.
#[derive(Clone, Copy, Debug)]
pub struct NewArticle<'a> {
    /// Its address, which never changes.
    pub slug: &'a str,
    pub owner: StaffId,
    pub review_on: Date,
    pub services: &'a BTreeSet<String>,
    pub language: Language,
    pub written: Written<'a>,
}

/// An article, whatever its languages.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Article {
    pub id: ArticleId,
    pub slug: String,
    #[sqlx(try_from = "String")]
    pub state: ArticleState,
    /// Who answers for it.
    pub owner_id: StaffId,
    pub owner_name: String,
    /// The owner's account has ended: somebody else has to answer for it.
    pub has_owner_left: bool,
    pub review_on: Date,
    /// Goes up by one with each act; an act that names an older one is refused.
    pub revision: i64,
}

/// What an article says in one language.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ArticleText {
    #[sqlx(try_from = "String")]
    pub language: Language,
    pub title: String,
    pub summary: String,
    pub keywords: String,
    /// As it was written: Markdown with the marks around what is for staff.
    pub text: String,
    pub has_resident_part: bool,
    pub changed_by_name: String,
    pub changed_at: Timestamp,
}

/// What becomes of an article by one act.
#[derive(Clone, Copy, Debug)]
pub struct ArticleChange<'a> {
    pub act: ArticleAct,
    /// Where it stands afterwards.
    pub state: ArticleState,
    pub owner: StaffId,
    pub review_on: Date,
    pub services: &'a BTreeSet<String>,
    /// What it says in one language from now on; none where the act changes no words.
    pub written: Option<(Language, Written<'a>)>,
}

/// An article after one act, without the words.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ArticleVersion {
    pub revision: i64,
    #[sqlx(try_from = "String")]
    pub act: ArticleAct,
    #[sqlx(try_from = "String")]
    pub state: ArticleState,
    pub owner_name: String,
    pub review_on: Date,
    /// Slugs, with spaces between them.
    pub services: String,
    language: Option<String>,
    pub title: Option<String>,
    pub changed_by_name: String,
    pub changed_at: Timestamp,
}

impl ArticleVersion {
    /// The language in which words were written, if any were.
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref()?.parse().ok()
    }
}

/// The words that one act wrote.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct ArticleVersionText {
    #[sqlx(try_from = "String")]
    pub language: Language,
    pub title: String,
    pub summary: String,
    pub keywords: String,
    pub text: String,
}

const ARTICLE: &str = "SELECT articles.id, articles.slug, articles.state, articles.owner_id, owners.name AS owner_name,
    owners.ended_at IS NOT NULL AS has_owner_left, articles.review_on, articles.revision
    FROM articles JOIN staff AS owners ON owners.id = articles.owner_id";

const VERSION: &str = "SELECT article_versions.revision, article_versions.act, article_versions.state,
    owners.name AS owner_name, article_versions.review_on, article_versions.services, article_versions.language,
    article_versions.title, writers.name AS changed_by_name, article_versions.changed_at
    FROM article_versions JOIN staff AS owners ON owners.id = article_versions.owner_id
    JOIN staff AS writers ON writers.id = article_versions.changed_by WHERE article_id = ";

impl Connection {
    /// Makes an article; none if its address is taken. Call it in a transaction.
    pub async fn add_article(
        &mut self,
        article: &NewArticle<'_>,
        by: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<Option<ArticleId>> {
        let id = ArticleId::new();
        let added = self
            .query(
                "INSERT INTO articles (id, slug, state, owner_id, review_on, revision, created_at)
                 VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (slug) DO NOTHING",
            )
            .bind(id)
            .bind(article.slug.to_owned())
            .bind(ArticleState::Draft.word().to_owned())
            .bind(article.owner)
            .bind(article.review_on)
            .bind(now)
            .execute()
            .await?;
        if added == 0 {
            return Ok(None);
        }
        let change = ArticleChange {
            act: ArticleAct::Add,
            state: ArticleState::Draft,
            owner: article.owner,
            review_on: article.review_on,
            services: article.services,
            written: Some((article.language, article.written)),
        };
        self.keep_change((id, 0), &change, by, now).await?;
        Ok(Some(id))
    }

    pub async fn find_article(&mut self, slug: &str) -> sqlx::Result<Option<Article>> {
        self.query(ARTICLE)
            .push(" WHERE articles.slug = ")
            .push_bind(slug.to_owned())
            .fetch_optional()
            .await
    }

    /// What an article says, in each of its languages.
    pub async fn list_article_texts(&mut self, id: ArticleId) -> sqlx::Result<Vec<ArticleText>> {
        self.query(
            "SELECT language, title, summary, keywords, text, has_resident_part, staff.name AS changed_by_name, changed_at
             FROM article_texts JOIN staff ON staff.id = article_texts.changed_by WHERE article_id = $1 ORDER BY language",
        )
        .bind(id)
        .fetch_all()
        .await
    }

    /// The services that an article is about, by slug.
    pub async fn list_article_services(&mut self, id: ArticleId) -> sqlx::Result<BTreeSet<String>> {
        let slugs: Vec<(String,)> = self
            .query("SELECT slug FROM article_services WHERE article_id = $1")
            .bind(id)
            .fetch_all()
            .await?;
        Ok(slugs.into_iter().map(|(slug,)| slug).collect())
    }

    /// Does something to an article that was read at this revision; false if somebody changed it in between, and then
    /// nothing is written. Call it in a transaction, with an act that fits where the article stands.
    pub async fn change_article(
        &mut self,
        (id, revision): (ArticleId, i64),
        change: &ArticleChange<'_>,
        by: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query(
                "UPDATE articles SET state = $1, owner_id = $2, review_on = $3, revision = revision + 1
                 WHERE id = $4 AND revision = $5",
            )
            .bind(change.state.word().to_owned())
            .bind(change.owner)
            .bind(change.review_on)
            .bind(id)
            .bind(revision)
            .execute()
            .await?;
        if changed == 0 {
            return Ok(false);
        }
        self.keep_change((id, revision + 1), change, by, now)
            .await?;
        Ok(true)
    }

    /// Writes what an act leaves: the words as they are now, what they are found by, and the version.
    async fn keep_change(
        &mut self,
        (id, revision): (ArticleId, i64),
        change: &ArticleChange<'_>,
        by: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.set_article_services(id, change.services).await?;
        if let Some((language, written)) = &change.written {
            self.set_article_text((id, *language), written, by, now)
                .await?;
            self.index_article((id, *language), written).await?;
        }
        let services: Vec<&str> = change.services.iter().map(String::as_str).collect();
        let written = change.written.map(|(_, written)| written);
        let words = |text: Option<&str>| text.map(str::to_owned);
        self.query(
            "INSERT INTO article_versions (article_id, revision, act, state, owner_id, review_on, services, language,
                                           title, summary, keywords, text, changed_by, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(id)
        .bind(revision)
        .bind(change.act.word().to_owned())
        .bind(change.state.word().to_owned())
        .bind(change.owner)
        .bind(change.review_on)
        .bind(services.join(" "))
        .bind(
            change
                .written
                .map(|(language, _)| language.tag().to_owned()),
        )
        .bind(words(written.map(|written| written.title)))
        .bind(words(written.map(|written| written.summary)))
        .bind(words(written.map(|written| written.keywords)))
        .bind(words(written.map(|written| written.text)))
        .bind(by)
        .bind(now)
        .execute()
        .await?;
        Ok(())
    }

    async fn set_article_text(
        &mut self,
        (id, language): (ArticleId, Language),
        written: &Written<'_>,
        by: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO article_texts (article_id, language, title, summary, keywords, text, has_resident_part,
                                        changed_by, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (article_id, language) DO UPDATE SET title = excluded.title, summary = excluded.summary,
                 keywords = excluded.keywords, text = excluded.text, has_resident_part = excluded.has_resident_part,
                 changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        )
        .bind(id)
        .bind(language.tag().to_owned())
        .bind(written.title.to_owned())
        .bind(written.summary.to_owned())
        .bind(written.keywords.to_owned())
        .bind(written.text.to_owned())
        .bind(written.has_resident_part())
        .bind(by)
        .bind(now)
        .execute()
        .await?;
        Ok(())
    }

    async fn set_article_services(
        &mut self,
        id: ArticleId,
        services: &BTreeSet<String>,
    ) -> sqlx::Result<()> {
        self.query("DELETE FROM article_services WHERE article_id = $1")
            .bind(id)
            .execute()
            .await?;
        if services.is_empty() {
            return Ok(());
        }
        let services: Vec<&String> = services.iter().collect();
        let query = self.query("INSERT INTO article_services (article_id, slug) VALUES ");
        let query = each(query, &services, |query, slug| {
            query.push_bind(id).push(", ").push_bind((*slug).clone())
        });
        query.execute().await?;
        Ok(())
    }

    /// How an article came to be as it is, the newest first: at most `size` versions, older than a revision if one is
    /// given, and whether there are more.
    pub async fn list_article_versions(
        &mut self,
        id: ArticleId,
        before: Option<i64>,
        size: usize,
    ) -> sqlx::Result<(Vec<ArticleVersion>, bool)> {
        let mut versions: Vec<ArticleVersion> = self
            .query(VERSION)
            .push_bind(id)
            .push(" AND revision < ")
            .push_bind(before.unwrap_or(i64::MAX))
            .push(" ORDER BY revision DESC LIMIT ")
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        let is_more = versions.len() > size;
        versions.truncate(size);
        Ok((versions, is_more))
    }

    pub async fn find_article_version(
        &mut self,
        id: ArticleId,
        revision: i64,
    ) -> sqlx::Result<Option<ArticleVersion>> {
        self.query(VERSION)
            .push_bind(id)
            .push(" AND revision = ")
            .push_bind(revision)
            .fetch_optional()
            .await
    }

    /// The words that the act of this revision wrote; none where it wrote none.
    pub async fn find_article_version_text(
        &mut self,
        id: ArticleId,
        revision: i64,
    ) -> sqlx::Result<Option<ArticleVersionText>> {
        self.query(
            "SELECT language, title, summary, keywords, text FROM article_versions
             WHERE article_id = $1 AND revision = $2 AND language IS NOT NULL",
        )
        .bind(id)
        .bind(revision)
        .fetch_optional()
        .await
    }
}
