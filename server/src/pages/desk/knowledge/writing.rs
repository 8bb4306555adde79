//! `GET` and `POST /desk/knowledge/new` and `/desk/knowledge/{slug}/edit`

mod typed;

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    desk::knowledge::{self as views, ArticleForm, ArticleNow, Making},
    small_form::SmallForm,
};
use guildhall_database::{Article, ArticleChange, ArticleId, ArticleText, NewArticle, StaffId};
use guildhall_domain::{
    forms::Typed,
    knowledge::{ArticleAct, REVIEWED_FOR, slug_of},
    text::Language,
};
use serde::Deserialize;

use self::typed::WrittenForm;
pub(super) use self::typed::{DATE, control_and_key, date_parts};
use super::{address, change, event, named, open, owners, suitable, titles, verb};
use crate::{
    access::{May, needs},
    catalogue::ServiceForm,
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{desk::options, see, small_forms::line},
    state::AppState,
};

type Writer = May<needs::WriteKnowledge>;

/// How often another address is tried for a title that others have.
const TRIES: usize = 50;

/// What every form of an article chooses from.
struct Choices {
    services: Vec<Arc<ServiceForm>>,
    owners: Vec<(StaffId, String)>,
}

impl Choices {
    async fn load(state: &AppState) -> Result<Self> {
        Ok(Self {
            services: state.catalogue.list().await?,
            owners: owners(state).await?,
        })
    }

    fn page(&self, making: Making, form: SmallForm, ticked: Vec<String>) -> ArticleForm {
        let owner = |(id, name): &(StaffId, String)| (id.to_string(), name.clone());
        ArticleForm {
            form,
            making,
            services: options(&self.services),
            ticked,
            owners: self.owners.iter().map(owner).collect(),
        }
    }
}

pub async fn show_new(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
) -> Result<Response> {
    let choices = Choices::load(&state).await?;
    let blank = WrittenForm::blank(staff.id, state.clock.today().saturating_add(REVIEWED_FOR));
    let form = blank.controls(staff.visitor.csrf());
    let page = choices.page(Making::New, form, Vec::new());
    Ok(frame.at_desk(&staff).show(|| views::form(page)))
}

pub async fn submit_new(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let choices = Choices::load(&state).await?;
    let typed = WrittenForm::read(&typed);
    let mut errors = typed.problems(
        &choices.services,
        &choices.owners,
        (state.clock.today(), None),
    );
    errors.extend(typed.slug_problem());
    let again = |errors| {
        let mut form = typed.controls(staff.visitor.csrf());
        form.errors = errors;
        choices.page(Making::New, form, typed.services.iter().cloned().collect())
    };
    let frame = frame.at_desk(&staff);
    let (Some(owner), Some(review_on), Some(language), true) = (
        typed.owner,
        typed.review_on,
        typed.language,
        errors.is_empty(),
    ) else {
        return Ok(frame.invalid(|| views::form(again(errors))));
    };
    let article = NewArticle {
        slug: &typed.slug,
        owner,
        review_on,
        services: &typed.services,
        language,
        written: typed.written(),
    };
    match add(&state, &staff, article).await? {
        Some((_, slug)) => {
            Ok(see(format!("{}?done=article-added", address(&slug))).into_response())
        }
        None => {
            let errors = vec![("slug", "article-slug-taken")];
            Ok(frame.invalid(|| views::form(again(errors))))
        }
    }
}

/// Makes an article; without an address, one is made of its title. None if the address is taken.
async fn add(
    state: &AppState,
    staff: &Writer,
    article: NewArticle<'_>,
) -> Result<Option<(ArticleId, String)>> {
    let now = state.clock.now();
    let wanted = if article.slug.is_empty() {
        let of_title = slug_of(article.written.title);
        let others = (2..TRIES).map(|number| format!("{of_title}-{number}"));
        std::iter::once(of_title.clone()).chain(others).collect()
    } else {
        vec![article.slug.to_owned()]
    };
    let mut transaction = state.database.begin().await?;
    for slug in wanted {
        // The page on which articles are made has this address.
        if slug == "new" {
            continue;
        }
        let article = NewArticle {
            slug: &slug,
            ..article
        };
        if let Some(id) = transaction.add_article(&article, staff.id, now).await? {
            let event = event(staff, verb(ArticleAct::Add), id, article.written.title);
            transaction.add_audit_event(&event, now).await?;
            transaction.commit().await?;
            return Ok(Some((id, slug)));
        }
    }
    Ok(None)
}

/// Which text to change, and with what the form begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    language: String,
    /// The revision whose words to take up again.
    from: Option<i64>,
}

pub async fn show(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let loaded = Loaded::load(&state, &staff, &slug).await?;
    if loaded.article.state.after(ArticleAct::Write).is_none() {
        return Ok(see(address(&slug)).into_response());
    }
    let mut language = loaded.language(&asked.language);
    let mut form = WrittenForm::of(&loaded.article, &loaded.services, loaded.text(language));
    if let Some(revision) = asked.from {
        let mut connection = state.database.read().await?;
        let earlier = connection.find_article_version_text(loaded.article.id, revision);
        let earlier = earlier.await?.ok_or(AppError::NotFound)?;
        language = earlier.language;
        form.take_up(earlier);
    }
    let choices = Choices::load(&state).await?;
    let page = loaded.page(&choices, &form, language, staff.visitor.csrf());
    Ok(frame.at_desk(&staff).show(|| views::form(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path(slug): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let loaded = Loaded::load(&state, &staff, &slug).await?;
    let choices = Choices::load(&state).await?;
    let revision = line(&typed, "revision").parse().unwrap_or(-1);
    let typed = WrittenForm::read(&typed);
    let language = typed.language.unwrap_or(loaded.language(""));
    let frame = frame.at_desk(&staff);
    let conflict = |loaded: &Loaded| {
        let mut page = loaded.page(&choices, &typed, language, staff.visitor.csrf());
        if let Making::Text { now, .. } = &mut page.making {
            *now = loaded.now(&choices, language);
        }
        page
    };
    if revision != loaded.article.revision {
        let page = conflict(&loaded);
        return Ok(frame.answer(StatusCode::CONFLICT, || views::form(page)));
    }
    let errors = typed.problems(
        &choices.services,
        &choices.owners,
        (state.clock.today(), Some(loaded.article.review_on)),
    );
    let (Some(owner), Some(review_on), true) = (typed.owner, typed.review_on, errors.is_empty())
    else {
        let mut page = loaded.page(&choices, &typed, language, staff.visitor.csrf());
        page.form.errors = errors;
        return Ok(frame.invalid(|| views::form(page)));
    };
    let after = loaded.article.state.after(ArticleAct::Write);
    let is_saved = match after {
        None => false,
        Some(after) => {
            let made = ArticleChange {
                act: ArticleAct::Write,
                state: after,
                owner,
                review_on,
                services: &typed.services,
                written: Some((language, typed.written())),
            };
            save(&state, &staff, &loaded.article, &made).await?
        }
    };
    if !is_saved {
        let page = conflict(&Loaded::load(&state, &staff, &slug).await?);
        return Ok(frame.answer(StatusCode::CONFLICT, || views::form(page)));
    }
    let next = format!(
        "{}?language={}&done=article-is-changed",
        address(&slug),
        language.tag()
    );
    Ok(see(next).into_response())
}

/// Saves what was written; false if somebody changed the article in between.
async fn save(
    state: &AppState,
    staff: &Writer,
    article: &Article,
    made: &ArticleChange<'_>,
) -> Result<bool> {
    let mut transaction = state.database.begin().await?;
    if !change(
        &mut transaction,
        state,
        (staff, article),
        made,
        article.revision,
    )
    .await?
    {
        return Ok(false);
    }
    let title = made.written.map_or("", |(_, written)| written.title);
    let event = event(staff, verb(made.act), article.id, title);
    transaction
        .add_audit_event(&event, state.clock.now())
        .await?;
    transaction.commit().await?;
    Ok(true)
}

/// An article with all that its form shows.
struct Loaded {
    article: Article,
    texts: Vec<ArticleText>,
    services: std::collections::BTreeSet<String>,
}

impl Loaded {
    async fn load(state: &AppState, staff: &Writer, slug: &str) -> Result<Self> {
        let article = open(state, staff, slug).await?;
        let mut connection = state.database.read().await?;
        Ok(Self {
            texts: connection.list_article_texts(article.id).await?,
            services: connection.list_article_services(article.id).await?,
            article,
        })
    }

    /// The language to write in: the one asked for, or that of the page if it is written in it, or the other.
    fn language(&self, asked: &str) -> Language {
        let written = suitable(&self.texts, None).map_or(Language::default(), |text| text.language);
        asked.parse().unwrap_or(written)
    }

    fn text(&self, language: Language) -> Option<&ArticleText> {
        self.texts.iter().find(|text| text.language == language)
    }

    fn page(
        &self,
        choices: &Choices,
        written: &WrittenForm,
        language: Language,
        csrf: String,
    ) -> ArticleForm {
        let title = suitable(&self.texts, Some(language)).map(|text| text.title.clone());
        let making = Making::Text {
            href: address(&self.article.slug),
            title: title.unwrap_or_default(),
            language,
            revision: self.article.revision,
            now: None,
        };
        let ticked = written.services.iter().cloned().collect();
        choices.page(making, written.controls(csrf), ticked)
    }

    /// The article as it is now, for whoever wrote at the same time. Where nobody wrote in their language, the text is
    /// that which was written.
    fn now(&self, choices: &Choices, language: Language) -> Option<ArticleNow> {
        let text = suitable(&self.texts, Some(language))?;
        Some(ArticleNow {
            who: text.changed_by_name.clone(),
            when: clock::in_words(text.changed_at),
            title: text.title.clone(),
            summary: text.summary.clone(),
            keywords: text.keywords.clone(),
            text: text.text.clone(),
            state: self.article.state,
            owner: self.article.owner_name.clone(),
            review_on: self.article.review_on,
            services: titles(&named(&choices.services, &self.services)),
        })
    }
}
