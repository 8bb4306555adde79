//! An article as a file.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{ArticleProblem, Written};
use crate::{forms::parsing::parse_text, permissions::Role, text::Language};

/// An article as it ships: its name is its address.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleFile {
    /// Which of the invented council's staff owns it.
    owner: String,
    /// When its review is due, in days from the day it is added; less than 0 for one that is overdue.
    pub review_in_days: i64,
    /// The services it is about, by slug.
    #[serde(default)]
    pub services: Vec<String>,
    /// Not published yet.
    #[serde(default)]
    pub is_draft: bool,
    pub texts: BTreeMap<Language, ArticleTextFile>,
}

/// An article's words in one language.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleTextFile {
    pub title: String,
    pub summary: String,
    #[serde(default)]
    pub keywords: String,
    pub text: String,
}

impl ArticleTextFile {
    pub fn written(&self) -> Written<'_> {
        Written {
            title: self.title.trim(),
            summary: self.summary.trim(),
            keywords: self.keywords.trim(),
            text: self.text.trim(),
        }
    }
}

impl ArticleFile {
    /// Reads an article, YAML or JSON, and checks it.
    ///
    /// # Errors
    /// The first mistake, in a sentence.
    pub fn parse(file: &str, text: &str) -> Result<Self, String> {
        let article: Self = parse_text(text).map_err(|message| format!("{file}: {message}"))?;
        if article.texts.is_empty() {
            return Err(format!(
                "{file}: it has no text: write it in one language at least"
            ));
        }
        article
            .owner()
            .map_err(|_| format!("{file}: its owner is not a role"))?;
        for (language, text) in &article.texts {
            let problems: Vec<ArticleProblem> = text.written().problems();
            if let Some(problem) = problems.first() {
                return Err(format!("{file}: {}: {problem:?}", language.tag()));
            }
        }
        Ok(article)
    }

    /// The role of whoever owns it.
    ///
    /// # Errors
    /// There is no such role.
    pub fn owner(&self) -> Result<Role, crate::actors::UnknownWord> {
        self.owner.parse()
    }
}
