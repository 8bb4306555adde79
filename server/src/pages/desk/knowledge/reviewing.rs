//! `GET` and `POST /desk/knowledge/{slug}/review`: an article still holds, and until when nobody has to look again.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    desk::knowledge::{self as views, ArticleForm, Making},
    small_form::SmallForm,
};
use guildhall_database::{Article, ArticleChange, ArticleText};
use guildhall_domain::{
    forms::Typed,
    knowledge::{ArticleAct, REVIEWED_FOR, review_problem},
};

use super::{
    address, change, event, open, suitable, verb,
    writing::{DATE, control_and_key, date_parts},
};
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{
        see,
        small_forms::{again, date, line},
    },
    state::AppState,
};

type Writer = May<needs::WriteKnowledge>;

pub async fn show(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path(slug): Path<String>,
) -> Result<Response> {
    let (article, text) = load(&state, &staff, &slug).await?;
    if article.state.after(ArticleAct::Review).is_none() {
        return Ok(see(address(&slug)).into_response());
    }
    let mut form = SmallForm::empty(staff.visitor.csrf());
    let next = date_parts(state.clock.today().saturating_add(REVIEWED_FOR));
    form.typed.extend(DATE.into_iter().zip(next));
    let page = page(form, &article, text, false);
    Ok(frame.at_desk(&staff).show(|| views::form(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path(slug): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (article, text) = load(&state, &staff, &slug).await?;
    let frame = frame.at_desk(&staff);
    let form = |errors| again(staff.visitor.csrf(), &typed, &DATE, errors);
    let review_on = date(&typed, "review_on");
    let problem = review_problem(review_on, state.clock.today());
    let (Some(review_on), None) = (review_on, problem) else {
        let errors = problem.map(control_and_key).into_iter().collect();
        let page = page(form(errors), &article, text, false);
        return Ok(frame.invalid(|| views::form(page)));
    };
    let revision = line(&typed, "revision").parse().unwrap_or(-1);
    if !review(&state, &staff, (&article, &text), (review_on, revision)).await? {
        let (article, text) = load(&state, &staff, &slug).await?;
        let page = page(form(Vec::new()), &article, text, true);
        return Ok(frame.answer(StatusCode::CONFLICT, || views::form(page)));
    }
    let next = format!("{}?done=article-is-reviewed", address(&slug));
    Ok(see(next).into_response())
}

/// Sets the day; false if it does not fit, or somebody changed the article since it was read.
async fn review(
    state: &AppState,
    staff: &Writer,
    (article, text): (&Article, &ArticleText),
    (review_on, revision): (time::Date, i64),
) -> Result<bool> {
    let Some(after) = article.state.after(ArticleAct::Review) else {
        return Ok(false);
    };
    let mut transaction = state.database.begin().await?;
    let services = transaction.list_article_services(article.id).await?;
    let made = ArticleChange {
        act: ArticleAct::Review,
        state: after,
        owner: article.owner_id,
        review_on,
        services: &services,
        written: None,
    };
    if !change(&mut transaction, state, (staff, article), &made, revision).await? {
        return Ok(false);
    }
    let event = event(staff, verb(made.act), article.id, &text.title);
    transaction
        .add_audit_event(&event, state.clock.now())
        .await?;
    transaction.commit().await?;
    Ok(true)
}

async fn load(state: &AppState, staff: &Writer, slug: &str) -> Result<(Article, ArticleText)> {
    let article = open(state, staff, slug).await?;
    let texts = state
        .database
        .read()
        .await?
        .list_article_texts(article.id)
        .await?;
    let text = suitable(&texts, None).cloned();
    Ok((article, text.ok_or(AppError::NotFound)?))
}

fn page(form: SmallForm, article: &Article, text: ArticleText, is_conflict: bool) -> ArticleForm {
    ArticleForm {
        form,
        making: Making::Review {
            href: address(&article.slug),
            title: text.title,
            revision: article.revision,
            is_conflict,
        },
        services: Vec::new(),
        ticked: Vec::new(),
        owners: Vec::new(),
    }
}
