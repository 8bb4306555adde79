//! Knowledge: articles about what the council does, with parts that residents read and parts for staff alone.
//!
//! | act | from | what comes of it |
//! |---|---|---|
//! | write | draft, published | as it was, with other words, services, owner or day of review |
//! | publish | draft | published: staff find it, and residents their part of it |
//! | review | published | published: somebody looked and found it right; the next review has a new day |
//! | withdraw | draft, published | withdrawn: nobody finds it any more; staff who have its address still read it, marked |
//! | restore | withdrawn | draft: whoever restores it looks at it before it is published again |
//!
//! Nothing is deleted: every act leaves a version, with who did it and when.

mod file;
mod markdown;
mod parts;
mod words;

use time::{Date, Duration};

pub use file::{ArticleFile, ArticleTextFile};
pub use markdown::{RenderedPart, plain, render};
pub use parts::{Part, PartsProblem, parts, parts_problem};
pub use words::{IndexedWord, Places, asked, index, is_slip, slip_keys, stems};

use crate::{actors::UnknownWord, audit::words, people_search::folding::fold};

words! {
    /// How far an article has come. A new one needs the message `article-state-{word}`.
    ArticleState {
        Draft = "draft",
        Published = "published",
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What is done to an article. A new one needs the message `article-story-{word}`.
    ArticleAct {
        /// It was made: the first of every story.
        Add = "add",
        Write = "write",
        Publish = "publish",
        Review = "review",
        Withdraw = "withdraw",
        Restore = "restore",
    }
}

words! {
    /// What somebody says of an article. A new one needs the messages `article-feedback-{word}` and
    /// `article-feedback-said-{word}`.
    FeedbackKind {
        Wrong = "wrong",
        OutOfDate = "out-of-date",
        /// It does not say what they looked for.
        NotFound = "not-found",
    }
}

/// Who reads: it decides which articles there are, and which parts of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// What is published, without what is for staff.
    Residents,
    /// What is published, all of it.
    Staff,
    /// Drafts and what was withdrawn, too.
    Writers,
}

impl ArticleState {
    /// Where an article stands once this was done to it; none where it does not fit.
    pub fn after(self, act: ArticleAct) -> Option<Self> {
        Some(match (self, act) {
            (Self::Draft | Self::Published, ArticleAct::Write) => self,
            (Self::Draft, ArticleAct::Publish) | (Self::Published, ArticleAct::Review) => {
                Self::Published
            }
            (Self::Draft | Self::Published, ArticleAct::Withdraw) => Self::Withdrawn,
            (Self::Withdrawn, ArticleAct::Restore) => Self::Draft,
            _ => return None,
        })
    }

    /// What can be done to it now, in the order of [`ArticleAct::ALL`].
    pub fn acts(self) -> Vec<ArticleAct> {
        let all = ArticleAct::ALL.iter().copied();
        all.filter(|act| self.after(*act).is_some()).collect()
    }

    /// Whether those who have its address read it. Staff read what was withdrawn, marked as such: it may be what a
    /// colleague went by.
    pub fn is_read_by(self, readers: Readers) -> bool {
        match readers {
            Readers::Residents => self == Self::Published,
            Readers::Staff => self != Self::Draft,
            Readers::Writers => true,
        }
    }
}

/// In characters.
pub const LONGEST_TITLE: usize = 150;
/// In characters.
pub const LONGEST_SUMMARY: usize = 300;
/// In characters.
pub const LONGEST_KEYWORDS: usize = 1_000;
/// In characters.
pub const LONGEST_TEXT: usize = 40_000;
/// In characters.
pub const LONGEST_FEEDBACK: usize = 3_000;
/// In characters.
pub const LONGEST_SLUG: usize = 80;

/// How long before its day whoever owns an article is asked to review it.
pub const NOTICE: Duration = Duration::days(7);

/// In how long a review is due, unless somebody says otherwise: half a year.
pub const REVIEWED_FOR: Duration = Duration::days(182);

/// How long whoever owns an article has to look at what a colleague says of it.
pub const FEEDBACK_DUE: Duration = Duration::days(5);

/// The words of an article in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'typed> {
    pub title: &'typed str,
    /// One sentence for lists and search results.
    pub summary: &'typed str,
    /// Other words that people search by.
    pub keywords: &'typed str,
    /// Markdown, with what is for staff between the lines `::: staff` and `:::`.
    pub text: &'typed str,
}

/// Why an article can't be kept like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleProblem {
    NoTitle,
    TitleTooLong,
    NoSummary,
    SummaryTooLong,
    KeywordsTooLong,
    NoText,
    TextTooLong,
    Parts(PartsProblem),
    /// No date, or one that is over.
    NoReview,
    /// More than two years from now.
    ReviewTooFar,
}

impl Written<'_> {
    /// All that is wrong, in the order of the form.
    pub fn problems(&self) -> Vec<ArticleProblem> {
        let is_long = |text: &str, longest| text.chars().count() > longest;
        let title = if self.title.is_empty() {
            Some(ArticleProblem::NoTitle)
        } else {
            is_long(self.title, LONGEST_TITLE).then_some(ArticleProblem::TitleTooLong)
        };
        let summary = if self.summary.is_empty() {
            Some(ArticleProblem::NoSummary)
        } else {
            is_long(self.summary, LONGEST_SUMMARY).then_some(ArticleProblem::SummaryTooLong)
        };
        let keywords =
            is_long(self.keywords, LONGEST_KEYWORDS).then_some(ArticleProblem::KeywordsTooLong);
        let text = if is_long(self.text, LONGEST_TEXT) {
            Some(ArticleProblem::TextTooLong)
        } else if let Some(problem) = parts_problem(self.text) {
            Some(ArticleProblem::Parts(problem))
        } else {
            parts(self.text)
                .is_empty()
                .then_some(ArticleProblem::NoText)
        };
        [title, summary, keywords, text]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Whether there is anything in it for residents.
    pub fn has_resident_part(&self) -> bool {
        parts(self.text).iter().any(|part| !part.is_for_staff)
    }
}

/// What is wrong with the day of the next review.
pub fn review_problem(review_on: Option<Date>, today: Date) -> Option<ArticleProblem> {
    match review_on {
        Some(date) if date > crate::warnings::latest(today) => Some(ArticleProblem::ReviewTooFar),
        Some(date) if date >= today => None,
        _ => Some(ArticleProblem::NoReview),
    }
}

/// An article's address, made of its title; empty where that has no letter of the Latin alphabet and no figure.
pub fn slug_of(title: &str) -> String {
    let folded = fold(title).replace(['\'', '’'], "");
    let words = folded
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        let hyphen = usize::from(!slug.is_empty());
        if slug.len() + hyphen + word.len() > LONGEST_SLUG {
            break;
        }
        if hyphen > 0 {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

/// Whether this can be an article's address: small letters, figures and hyphens between them.
pub fn is_slug(text: &str) -> bool {
    // The page on which articles are made is called that.
    text != "new"
        && text.len() <= LONGEST_SLUG
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        })
}
