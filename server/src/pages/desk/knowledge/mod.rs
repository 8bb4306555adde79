//! `/desk/knowledge`: articles, for staff to read and for some to write.

pub mod feedback;
pub mod history;
pub mod list;
pub mod one;
pub mod reviewing;
pub mod writing;

use std::{collections::BTreeSet, sync::Arc};

use guildhall_app::{pages::desk::ServiceOption, wording::said};
use guildhall_database::{
    Article, ArticleChange, ArticleId, ArticleText, Connection, NewAuditEvent, StaffId,
};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    knowledge::{ArticleAct, ArticleState, Readers},
    permissions::{Permission, Reach, Role},
    tasks::{Act, TaskKind},
    text::Language,
};

use crate::{
    access::Staff,
    catalogue::ServiceForm,
    error::{AppError, Result},
    state::AppState,
};

/// How a member of staff reads.
fn readers(staff: &Staff) -> Readers {
    if staff.may(Permission::WriteKnowledge) {
        Readers::Writers
    } else {
        Readers::Staff
    }
}

/// The article of this address, if it is there for this reader.
async fn open(state: &AppState, staff: &Staff, slug: &str) -> Result<Article> {
    let article = state.database.read().await?.find_article(slug).await?;
    let article = article.filter(|article| article.state.is_read_by(readers(staff)));
    article.ok_or(AppError::NotFound)
}

/// An article's own page at the desk.
pub fn address(slug: &str) -> String {
    format!("/desk/knowledge/{slug}")
}

/// The text that suits a reader: the one they ask for, or that in the language of the page, or whichever there is.
pub fn suitable(texts: &[ArticleText], wanted: Option<Language>) -> Option<&ArticleText> {
    let in_language = |language: Language| texts.iter().find(move |text| text.language == language);
    wanted
        .and_then(in_language)
        .or_else(|| in_language(Language::default()))
        .or(texts.first())
}

/// The services of these slugs; one that is not on offer any more is called by its slug.
fn named(services: &[Arc<ServiceForm>], slugs: &BTreeSet<String>) -> Vec<ServiceOption> {
    let name = |slug: &String| {
        let service = services.iter().find(|service| service.slug == *slug);
        ServiceOption {
            slug: slug.clone(),
            title: service.map_or_else(|| slug.clone(), |service| said(&service.service.title)),
        }
    };
    slugs.iter().map(name).collect()
}

fn titles(services: &[ServiceOption]) -> String {
    let titles: Vec<&str> = services
        .iter()
        .map(|service| service.title.as_str())
        .collect();
    titles.join(", ")
}

/// Everybody who may answer for an article, by name.
async fn owners(state: &AppState) -> Result<Vec<(StaffId, String)>> {
    let may_write = |role: &Role| role.reach(Permission::WriteKnowledge) != Reach::Nowhere;
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(may_write).collect();
    let mut connection = state.database.read().await?;
    Ok(connection.list_staff_with_roles(&roles).await?)
}

fn event(staff: &Staff, verb: AuditVerb, id: ArticleId, title: &str) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Article)
        .on(id.0)
        .with(AuditDetail::Name, title)
}

/// The word of the audit trail for an act.
fn verb(act: ArticleAct) -> AuditVerb {
    match act {
        ArticleAct::Add => AuditVerb::ArticleAdded,
        ArticleAct::Write => AuditVerb::ArticleChanged,
        ArticleAct::Publish => AuditVerb::ArticlePublished,
        ArticleAct::Review => AuditVerb::ArticleReviewed,
        ArticleAct::Withdraw => AuditVerb::ArticleWithdrawn,
        ArticleAct::Restore => AuditVerb::ArticleRestored,
    }
}

/// Does something to an article as it was read, and to the tasks that follow from it; false if somebody changed it in
/// between. Call it in a transaction, with an act that fits.
async fn change(
    connection: &mut Connection,
    state: &AppState,
    (staff, article): (&Staff, &Article),
    change: &ArticleChange<'_>,
    revision: i64,
) -> Result<bool> {
    let now = state.clock.now();
    let read = (article.id, revision);
    if !connection
        .change_article(read, change, staff.id, now)
        .await?
    {
        return Ok(false);
    }
    // Whoever reviewed it, moved the day or withdrew it has done what was asked for.
    let is_looked_at = change.act == ArticleAct::Review
        || change.review_on != article.review_on
        || change.state != ArticleState::Published;
    for kind in [TaskKind::ArticleReview, TaskKind::ArticleFeedback] {
        let waiting = connection
            .list_waiting_tasks_of_article(article.id, kind)
            .await?;
        for task in waiting {
            let act = if kind == TaskKind::ArticleReview && is_looked_at {
                Act::Finish
            } else if change.owner != article.owner_id {
                Act::Assign(Some(change.owner.0))
            } else {
                continue;
            };
            if let Ok(after) = task.standing().after(act, staff.id.0) {
                connection
                    .change_task(&task, (act, after), "", staff.id, now)
                    .await?;
            }
        }
    }
    Ok(true)
}
