//! `GET` and `POST /desk/knowledge/{slug}/feedback` and `/desk/knowledge/{slug}/feedback/{id}`

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    desk::knowledge::{self as views, Dealing, FeedbackForm},
    small_form::SmallForm,
};
use guildhall_database::{
    Article, ArticleFeedback, NewArticleFeedback, NewAuditEvent, NewTask, TaskAbout,
};
use guildhall_domain::{
    audit::{AuditThing, AuditVerb},
    forms::Typed,
    knowledge::{FEEDBACK_DUE, FeedbackKind, LONGEST_FEEDBACK},
    tasks::{Act, TaskDetails, TaskKind, TaskState},
};

use super::{address, one::feedback_row, open, suitable};
use crate::{
    access::{May, Staff, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{
        see,
        small_forms::{line, lines},
    },
    state::AppState,
};

type Reader = May<needs::SeeKnowledge>;
type Writer = May<needs::WriteKnowledge>;

/// In characters, as on a task's own page.
const LONGEST_OUTCOME: usize = 2_000;

pub async fn show(
    State(state): State<AppState>,
    staff: Reader,
    frame: Frame,
    Path(slug): Path<String>,
) -> Result<Response> {
    let article = open(&state, &staff, &slug).await?;
    let form = SmallForm::empty(staff.visitor.csrf());
    let page = page(&state, &article, form).await?;
    Ok(frame.at_desk(&staff).show(|| views::feedback(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Reader,
    frame: Frame,
    Path(slug): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let article = open(&state, &staff, &slug).await?;
    let kind: Option<FeedbackKind> = line(&typed, "kind").parse().ok();
    let words = lines(&typed, "words");
    let mut errors = Vec::new();
    if kind.is_none() {
        errors.push(("kind", "article-feedback-kind-empty"));
    }
    if words.is_empty() {
        errors.push(("words", "article-feedback-words-empty"));
    } else if words.chars().count() > LONGEST_FEEDBACK {
        errors.push(("words", "article-feedback-words-too-long"));
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        let form = SmallForm {
            csrf: staff.visitor.csrf(),
            typed: vec![("kind", line(&typed, "kind")), ("words", words)],
            errors,
        };
        let page = page(&state, &article, form).await?;
        return Ok(frame.at_desk(&staff).invalid(|| views::feedback(page)));
    };
    give(&state, &staff, &article, (kind, &words)).await?;
    let next = format!("{}?done=article-feedback-given", address(&slug));
    Ok(see(next).into_response())
}

/// Keeps what is said, and asks the owner to deal with it.
async fn give(
    state: &AppState,
    staff: &Staff,
    article: &Article,
    (kind, words): (FeedbackKind, &str),
) -> Result<()> {
    let now = state.clock.now();
    let task = NewTask {
        kind: TaskKind::ArticleFeedback,
        once: None,
        about: TaskAbout {
            article: Some(article.id),
            ..TaskAbout::default()
        },
        details: TaskDetails::default(),
        team: None,
        owner: Some(article.owner_id).filter(|_| !article.has_owner_left),
        due_on: state.clock.today().saturating_add(FEEDBACK_DUE),
        created_by: Some(staff.actor()),
    };
    let mut transaction = state.database.begin().await?;
    if let Some(task) = transaction.add_task(&task, now).await? {
        let feedback = NewArticleFeedback {
            article: article.id,
            task,
            kind,
            words,
        };
        transaction
            .add_article_feedback(&feedback, staff.id, now)
            .await?;
    }
    Ok(transaction.commit().await?)
}

async fn page(state: &AppState, article: &Article, form: SmallForm) -> Result<FeedbackForm> {
    Ok(FeedbackForm {
        form,
        href: address(&article.slug),
        title: title(state, article).await?,
        owner: Some(article.owner_name.clone()).filter(|_| !article.has_owner_left),
    })
}

async fn title(state: &AppState, article: &Article) -> Result<String> {
    let mut connection = state.database.read().await?;
    let texts = connection.list_article_texts(article.id).await?;
    let text = suitable(&texts, None).ok_or(AppError::NotFound)?;
    Ok(text.title.clone())
}

pub async fn show_one(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response> {
    let article = open(&state, &staff, &slug).await?;
    let Some(feedback) = find(&state, &article, &id).await? else {
        return Ok(see(address(&slug)).into_response());
    };
    let form = SmallForm::empty(staff.visitor.csrf());
    let page = dealing(&state, &article, feedback, form).await?;
    Ok(frame.at_desk(&staff).show(|| views::deal(page)))
}

pub async fn submit_one(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path((slug, id)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let article = open(&state, &staff, &slug).await?;
    let next = format!("{}?done=article-feedback-is-dealt-with", address(&slug));
    // Whoever presses a second time finds it dealt with, and sees the same page.
    let Some(feedback) = find(&state, &article, &id).await? else {
        return Ok(see(next).into_response());
    };
    let outcome = lines(&typed, "outcome");
    if outcome.chars().count() > LONGEST_OUTCOME {
        let form = SmallForm {
            csrf: staff.visitor.csrf(),
            typed: vec![("outcome", outcome)],
            errors: vec![("outcome", "task-outcome-too-long")],
        };
        let page = dealing(&state, &article, feedback, form).await?;
        return Ok(frame.at_desk(&staff).invalid(|| views::deal(page)));
    }
    deal(&state, &staff, &feedback, &outcome).await?;
    Ok(see(next).into_response())
}

/// Finishes the task that stands for what was said.
async fn deal(
    state: &AppState,
    staff: &Staff,
    feedback: &ArticleFeedback,
    outcome: &str,
) -> Result<()> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let task = transaction.find_task(feedback.task_id).await?;
    let task = task.ok_or(AppError::NotFound)?;
    let standing = task.standing();
    if standing.state == TaskState::Done {
        return Ok(());
    }
    let Ok(after) = standing.after(Act::Finish, staff.id.0) else {
        return Ok(());
    };
    transaction
        .change_task(&task, (Act::Finish, after), outcome, staff.id, now)
        .await?;
    let event = NewAuditEvent::new(Some(staff.actor()), AuditVerb::TaskDone, AuditThing::Task)
        .on(task.id.0);
    transaction.add_audit_event(&event, now).await?;
    Ok(transaction.commit().await?)
}

/// Something that stands on this article; none once it is dealt with.
async fn find(state: &AppState, article: &Article, id: &str) -> Result<Option<ArticleFeedback>> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let mut connection = state.database.read().await?;
    Ok(connection.find_standing_feedback(article.id, id).await?)
}

async fn dealing(
    state: &AppState,
    article: &Article,
    feedback: ArticleFeedback,
    form: SmallForm,
) -> Result<Dealing> {
    let href = address(&article.slug);
    Ok(Dealing {
        form,
        title: title(state, article).await?,
        feedback: feedback_row(feedback, Some(&href)),
        href,
    })
}
