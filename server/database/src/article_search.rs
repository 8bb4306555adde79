//! Finding articles by their words: as they are, by their beginnings, without their endings, and a slip of the finger
//! away. Every word of the search is in what is found.

use std::collections::BTreeSet;

use guildhall_domain::{
    knowledge::{Readers, Written, asked, index, is_slip, slip_keys, stems},
    text::Language,
};
use sqlx::FromRow;

use crate::{ArticleId, Connection, people_index::each, query::Query};

/// How many rows are written in one statement.
const ROWS: usize = 500;
/// How many words a typed one is taken as a slip for, at most.
const MOST_SLIPS: usize = 40;
/// The most articles that a search finds.
pub const MOST_ARTICLES: usize = 200;

/// An article that answers a search, in the language that answers best.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ArticleHit {
    pub id: ArticleId,
    pub slug: String,
    #[sqlx(try_from = "String")]
    pub language: Language,
    pub title: String,
    pub summary: String,
}

impl Connection {
    /// The articles that answer a search, best first: at most `limit`, and [`MOST_ARTICLES`]. Of one that answers in
    /// several languages the text that answers best, or else that in the reader's language.
    pub async fn search_articles(
        &mut self,
        query: &str,
        readers: Readers,
        language: Language,
        limit: usize,
    ) -> sqlx::Result<Vec<ArticleHit>> {
        let mut words = Vec::new();
        for word in asked(query) {
            let slips = self.list_slips(&word).await?;
            words.push((word, slips));
        }
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let limit = limit.min(MOST_ARTICLES);
        let is_for_residents = readers == Readers::Residents;
        let mut query = self.query(
            "SELECT articles.id, articles.slug, article_texts.language, article_texts.title, article_texts.summary
             FROM (SELECT article_id, language, count(*) AS words, sum(points) AS points FROM (",
        );
        for (number, (word, slips)) in words.iter().enumerate() {
            query = points(query, number, (word, slips), is_for_residents);
        }
        let query = query
            .push(
                ") AS found GROUP BY article_id, language) AS hits
                 JOIN articles ON articles.id = hits.article_id
                 JOIN article_texts ON article_texts.article_id = hits.article_id AND article_texts.language = hits.language
                 WHERE hits.words = ",
            )
            .push_bind(i64::try_from(words.len()).unwrap_or(i64::MAX))
            .push(match readers {
                Readers::Residents => {
                    " AND articles.state = 'published' AND article_texts.has_resident_part"
                }
                Readers::Staff => " AND articles.state = 'published'",
                Readers::Writers => "",
            })
            .push(" ORDER BY hits.points DESC, CASE WHEN article_texts.language = ")
            .push_bind(language.tag().to_owned())
            .push(" THEN 0 ELSE 1 END, lower(article_texts.title), articles.id LIMIT ")
            // Each may be found in both languages.
            .push_bind(i64::try_from(limit * Language::ALL.len()).unwrap_or(i64::MAX));
        let mut hits: Vec<ArticleHit> = query.fetch_all().await?;
        let mut seen = BTreeSet::new();
        hits.retain(|hit| seen.insert(hit.id));
        hits.truncate(limit);
        Ok(hits)
    }

    /// The words of articles that a typed one may be a slip for.
    async fn list_slips(&mut self, typed: &str) -> sqlx::Result<Vec<String>> {
        let keys: Vec<String> = slip_keys(typed).into_iter().collect();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let query = self.query("SELECT DISTINCT word FROM article_word_slips WHERE slip IN (");
        let words: Vec<(String,)> = among(query, &keys).push(")").fetch_all().await?;
        let words = words.into_iter().map(|(word,)| word);
        Ok(words
            .filter(|word| is_slip(typed, word))
            .take(MOST_SLIPS)
            .collect())
    }

    /// Puts the words of an article in one language in the place of those it was found by. Call it in a transaction.
    pub(crate) async fn index_article(
        &mut self,
        (id, language): (ArticleId, Language),
        written: &Written<'_>,
    ) -> sqlx::Result<()> {
        self.query("DELETE FROM article_words WHERE article_id = $1 AND language = $2")
            .bind(id)
            .bind(language.tag().to_owned())
            .execute()
            .await?;
        let words = index(written);
        for rows in words.chunks(ROWS) {
            let query = self.query(
                "INSERT INTO article_words (word, article_id, language, weight, resident_weight) VALUES ",
            );
            let query = each(query, rows, |query, indexed| {
                query
                    .push_bind(indexed.word.clone())
                    .push(", ")
                    .push_bind(id)
                    .push(", ")
                    .push_bind(language.tag().to_owned())
                    .push(", ")
                    .push_bind(indexed.places.for_staff)
                    .push(", ")
                    .push_bind(indexed.places.for_residents)
            });
            query.execute().await?;
        }
        let slips: Vec<(String, &String)> = words
            .iter()
            .flat_map(|indexed| {
                let keys = slip_keys(&indexed.word).into_iter();
                keys.map(|key| (key, &indexed.word))
            })
            .collect();
        for rows in slips.chunks(ROWS) {
            let query = self.query("INSERT INTO article_word_slips (slip, word) VALUES ");
            let query = each(query, rows, |query, (slip, word)| {
                query
                    .push_bind(slip.clone())
                    .push(", ")
                    .push_bind((*word).clone())
            });
            query.push(" ON CONFLICT DO NOTHING").execute().await?;
        }
        Ok(())
    }
}

/// Adds the statement that says for one word of a search how well each text answers it: 4 times the place's weight for
/// the word itself, 3 times for one that it begins or is a form of, once for one that it may be a slip for.
fn points<'c>(
    query: Query<'c>,
    number: usize,
    (word, slips): (&String, &[String]),
    is_for_residents: bool,
) -> Query<'c> {
    let (weight, readable) = if is_for_residents {
        ("resident_weight", " AND resident_weight > 0")
    } else {
        ("weight", "")
    };
    let query = if number == 0 {
        query
    } else {
        query.push(" UNION ALL ")
    };
    let mut query = query
        .push("SELECT article_id, language, max(points) AS points FROM (SELECT article_id, language, ")
        .push(weight)
        .push(" * CASE WHEN word = ")
        .push_bind(word.clone())
        .push(" THEN 4 ELSE 3 END AS points FROM article_words WHERE word >= ")
        .push_bind(word.clone())
        .push(" AND word < ")
        .push_bind(format!("{word}\u{10ffff}"))
        .push(readable);
    for (others, times) in [(stems(word), " * 3"), (slips.to_vec(), "")] {
        if others.is_empty() {
            continue;
        }
        query = query
            .push(" UNION ALL SELECT article_id, language, ")
            .push(weight)
            .push(times)
            .push(" AS points FROM article_words WHERE word IN (");
        query = among(query, &others).push(")").push(readable);
    }
    query
        .push(") AS one_")
        .push(NUMBERS[number.min(NUMBERS.len() - 1)])
        .push(" GROUP BY article_id, language")
}

/// Names for the parts of a statement, one for each word that is looked at.
const NUMBERS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "8"];

fn among<'c>(mut query: Query<'c>, words: &[String]) -> Query<'c> {
    for (number, word) in words.iter().enumerate() {
        query = query
            .push(if number == 0 { "" } else { ", " })
            .push_bind(word.clone());
    }
    query
}
