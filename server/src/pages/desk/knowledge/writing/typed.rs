//! What was typed in the form of an article, and what is wrong with it.

use std::{collections::BTreeSet, sync::Arc};

use guildhall_app::pages::small_form::SmallForm;
use guildhall_database::{Article, ArticleText, ArticleVersionText, StaffId};
use guildhall_domain::{
    forms::Typed,
    knowledge::{ArticleProblem, PartsProblem, Written, is_slug, review_problem, slug_of},
    text::Language,
};
use time::Date;

use crate::{
    catalogue::ServiceForm,
    pages::small_forms::{date, line, lines},
};

pub const DATE: [&str; 3] = ["review_on-day", "review_on-month", "review_on-year"];

type Errors = Vec<(&'static str, &'static str)>;

pub struct WrittenForm {
    title: String,
    pub slug: String,
    summary: String,
    keywords: String,
    text: String,
    pub language: Option<Language>,
    pub services: BTreeSet<String>,
    pub owner: Option<StaffId>,
    date: [String; 3],
    pub review_on: Option<Date>,
}

impl WrittenForm {
    /// A form in which nothing was typed: whoever writes owns what they write.
    pub fn blank(owner: StaffId, review_on: Date) -> Self {
        Self {
            title: String::new(),
            slug: String::new(),
            summary: String::new(),
            keywords: String::new(),
            text: String::new(),
            language: Some(Language::default()),
            services: BTreeSet::new(),
            owner: Some(owner),
            date: date_parts(review_on),
            review_on: Some(review_on),
        }
    }

    pub fn read(typed: &Typed) -> Self {
        let services = typed.all("service").map(str::to_owned);
        Self {
            title: line(typed, "title"),
            slug: line(typed, "slug"),
            summary: lines(typed, "summary"),
            keywords: lines(typed, "keywords"),
            text: lines(typed, "text"),
            language: line(typed, "language").parse().ok(),
            services: services.filter(|slug| !slug.is_empty()).collect(),
            owner: line(typed, "owner").parse().ok(),
            date: DATE.map(|part| line(typed, part)),
            review_on: date(typed, "review_on"),
        }
    }

    /// An article as it would have been typed; with no words where it is not written in the language yet.
    pub fn of(article: &Article, services: &BTreeSet<String>, text: Option<&ArticleText>) -> Self {
        let words = |of: fn(&ArticleText) -> &String| text.map(of).cloned().unwrap_or_default();
        Self {
            title: words(|text| &text.title),
            summary: words(|text| &text.summary),
            keywords: words(|text| &text.keywords),
            text: words(|text| &text.text),
            services: services.clone(),
            ..Self::blank(article.owner_id, article.review_on)
        }
    }

    /// Puts words of an earlier version in the place of those of today.
    pub fn take_up(&mut self, earlier: ArticleVersionText) {
        self.title = earlier.title;
        self.summary = earlier.summary;
        self.keywords = earlier.keywords;
        self.text = earlier.text;
    }

    pub fn written(&self) -> Written<'_> {
        Written {
            title: &self.title,
            summary: &self.summary,
            keywords: &self.keywords,
            text: &self.text,
        }
    }

    /// The form with what was typed.
    pub fn controls(&self, csrf: String) -> SmallForm {
        let mut form = SmallForm::empty(csrf);
        let language = self.language.map(|language| language.tag().to_owned());
        let owner = self.owner.map(|owner| owner.to_string());
        form.typed = vec![
            ("title", self.title.clone()),
            ("slug", self.slug.clone()),
            ("summary", self.summary.clone()),
            ("keywords", self.keywords.clone()),
            ("text", self.text.clone()),
            ("language", language.unwrap_or_default()),
            ("owner", owner.unwrap_or_default()),
        ];
        form.typed.extend(DATE.into_iter().zip(self.date.clone()));
        form
    }

    /// The wrong controls in the order of the form, each with the key of what to say. The day of review may stay what it
    /// is where it is over: whoever mends a word has not reviewed the rest.
    pub fn problems(
        &self,
        services: &[Arc<ServiceForm>],
        owners: &[(StaffId, String)],
        (today, kept): (Date, Option<Date>),
    ) -> Errors {
        let mut errors = Vec::new();
        if self.language.is_none() {
            errors.push(("language", "article-language-wrong"));
        }
        let written = self.written().problems();
        errors.extend(written.into_iter().map(control_and_key));
        let is_offered = |slug: &String| services.iter().any(|service| service.slug == *slug);
        if !self.services.iter().all(is_offered) {
            errors.push(("service", "article-service-wrong"));
        }
        let may_own = |owner: StaffId| owners.iter().any(|(id, _)| *id == owner);
        if !self.owner.is_some_and(may_own) {
            errors.push(("owner", "article-owner-wrong"));
        }
        if kept.is_none() || self.review_on != kept {
            errors.extend(review_problem(self.review_on, today).map(control_and_key));
        }
        errors
    }

    /// What is wrong with the address of a new article, or with a title that none can be made of.
    pub fn slug_problem(&self) -> Option<(&'static str, &'static str)> {
        let is_right = if self.slug.is_empty() {
            self.title.is_empty() || !slug_of(&self.title).is_empty()
        } else {
            is_slug(&self.slug)
        };
        (!is_right).then_some(("slug", "article-slug-wrong"))
    }
}

/// A date as it would have been typed.
pub fn date_parts(date: Date) -> [String; 3] {
    [
        date.day().to_string(),
        u8::from(date.month()).to_string(),
        date.year().to_string(),
    ]
}

pub fn control_and_key(problem: ArticleProblem) -> (&'static str, &'static str) {
    match problem {
        ArticleProblem::NoTitle => ("title", "article-title-empty"),
        ArticleProblem::TitleTooLong => ("title", "article-title-too-long"),
        ArticleProblem::NoSummary => ("summary", "article-summary-empty"),
        ArticleProblem::SummaryTooLong => ("summary", "article-summary-too-long"),
        ArticleProblem::KeywordsTooLong => ("keywords", "article-keywords-too-long"),
        ArticleProblem::NoText => ("text", "article-text-empty"),
        ArticleProblem::TextTooLong => ("text", "article-text-too-long"),
        ArticleProblem::Parts(PartsProblem::UnknownMark(_)) => {
            ("text", "article-text-unknown-mark")
        }
        ArticleProblem::Parts(PartsProblem::OpenedTwice(_)) => {
            ("text", "article-text-opened-twice")
        }
        ArticleProblem::Parts(PartsProblem::NotOpened(_)) => ("text", "article-text-not-opened"),
        ArticleProblem::Parts(PartsProblem::NotClosed(_)) => ("text", "article-text-not-closed"),
        ArticleProblem::NoReview => (DATE[0], "article-review-wrong"),
        ArticleProblem::ReviewTooFar => (DATE[0], "article-review-far"),
    }
}
