//! `GET /desk/contacts/{id}?q=`

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use guildhall_app::{
    pages::desk::contacts::{
        self as views, ContactPage, DraftRow, Found, NoteForm, PersonCard, WrapUpSummary,
    },
    wording::said,
};
use guildhall_database::{CaseFilter, CasePosition, ContactPerson};
use guildhall_domain::{contacts::Rung, permissions::Permission};
use serde::Deserialize;

use super::{minutes, story};
use crate::{
    access::{May, OpenContact, Staff, needs},
    clock,
    error::Result,
    page::Frame,
    pages::{
        account::Done,
        desk::{finding, organisations::acted_for, rows, warnings},
        escaped,
    },
    state::AppState,
};

/// How many of somebody's newest cases are looked through for open ones.
const LOOKED_AT: usize = 10;

/// What is searched for, and who was asked for before it was known who they are.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    pub check: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeContacts>,
    frame: Frame,
    Path(id): Path<String>,
    (Query(asked), Query(done)): (Query<Asked>, Query<Done>),
) -> Result<Response> {
    let open = staff.open_contact(&state, &id).await?;
    let mut page = load(&state, &staff, &open, &asked).await?;
    page.done = done.key(&[
        "callback-requested",
        "contact-noted",
        "contact-person-removed",
        "contact-taken",
        "contact-corrected",
        "contact-wrapped-up",
        "verify-passed",
    ]);
    Ok(frame.at_desk(&staff).show(|| views::page(page)))
}

/// A contact with all that its page shows.
pub(super) async fn load(
    state: &AppState,
    staff: &Staff,
    open: &OpenContact,
    asked: &Asked,
) -> Result<ContactPage> {
    let contact = &open.contact;
    let mut connection = state.database.read().await?;
    let events = connection.list_contact_events(contact.id).await?;
    let topics = connection.list_contact_topics(contact.id).await?;
    drop(connection);
    let mut people = Vec::with_capacity(open.people.len());
    for one in &open.people {
        people.push(card(state, staff, open, one, asked).await?);
    }
    let may_act = open.may_act() && staff.may(Permission::TakeContacts);
    let found = if may_act {
        find(state, staff, open, &asked.q).await?
    } else {
        Found::default()
    };
    let others = contact.staff_name.clone().filter(|_| !open.is_mine);
    let waits_for = contact
        .team_name
        .clone()
        .filter(|_| contact.staff_id.is_none());
    let hidden = staff.grants.hidden_services();
    let mut said_topics = Vec::with_capacity(topics.len());
    for topic in topics {
        let is_hidden = topic
            .slug
            .as_ref()
            .is_some_and(|slug| hidden.contains(slug));
        if is_hidden && !open.is_mine {
            continue;
        }
        let title = match &topic.slug {
            Some(slug) => Some(story::title(state, slug).await?),
            None => None,
        };
        said_topics.push((title, topic.outcome.word()));
    }
    Ok(ContactPage {
        csrf: staff.visitor.csrf(),
        id: contact.id.to_string(),
        channel: contact.channel.word(),
        started: clock::in_words(contact.started_at),
        minutes: minutes(state, contact),
        with_whom: others.or(waits_for),
        may_act,
        may_take: open.may_take,
        people,
        drafts: drafts(state, open).await?,
        story: story::lines(state, staff, events).await?,
        found,
        note: NoteForm::default(),
        wrap_up: contact.ended_at.map(|at| WrapUpSummary {
            ended: clock::in_words(at),
            topics: said_topics,
            resolved: contact.resolved(),
            avoidable: contact.avoidable(),
        }),
        may_correct: open.is_mine && !contact.is_open(),
        done: None,
        problem: None,
    })
}

/// Somebody with whom it is: their cases are shown once it is known that it is they.
async fn card(
    state: &AppState,
    staff: &Staff,
    open: &OpenContact,
    one: &ContactPerson,
    asked: &Asked,
) -> Result<PersonCard> {
    let id = one.person_id;
    let represented_by = one.represented_by.and_then(|by| {
        let mut others = open.people.iter();
        others.find(|other| other.person_id == by)
    });
    let is_to_check =
        one.rung == Rung::Unverified && asked.check.as_deref() == Some(id.to_string().as_str());
    let mut cases = Vec::new();
    if one.rung.sees_record() && staff.may(Permission::SeeCases) {
        let filter = CaseFilter {
            subject: Some(id),
            all_but: staff.unseen_services(),
            ..CaseFilter::default()
        };
        let mut connection = state.database.read().await?;
        let newest = connection
            .list_cases(&filter, CasePosition::Newest, LOOKED_AT)
            .await?;
        drop(connection);
        cases = rows(state, staff, newest.cases).await?;
        cases.retain(|case| !case.is_closed);
    }
    let mut connection = state.database.read().await?;
    let is_denied = connection.is_denied(open.id(), id).await?;
    let asked_last = connection.find_latest_approval(open.id(), id).await?;
    drop(connection);
    let now = state.clock.now();
    Ok(PersonCard {
        verified: one.verified_at.map(clock::in_words),
        is_denied,
        is_waiting: asked_last.is_some_and(|approval| approval.waits(now)),
        id: id.to_string(),
        name: one.name.clone(),
        rung: one.rung,
        method: one.method().map(guildhall_domain::contacts::Method::word),
        represented_by: represented_by.map(|other| other.name.clone()),
        speaks_for: one.organisation_name.clone(),
        acts_for: if one.rung.sees_record() {
            acted_for(state, staff, id).await?
        } else {
            Vec::new()
        },
        warnings: warnings::in_force(state, staff, id).await?,
        cases,
        is_to_check,
    })
}

/// What the one box finds, but for those with whom the contact is already.
async fn find(state: &AppState, staff: &Staff, open: &OpenContact, typed: &str) -> Result<Found> {
    let here: Vec<_> = open.people.iter().map(|one| one.person_id).collect();
    let surest = open.people.iter().map(|one| one.rung).max();
    let surest = surest.unwrap_or(Rung::Unverified);
    let found = finding::find(state, staff, typed, (&here, surest)).await?;
    let add = staff.may(Permission::AddPeople) && !found.query.is_empty();
    Ok(Found {
        add: add.then(|| {
            let query = escaped(&found.query);
            format!("/desk/people/new?q={query}&contact={}", open.id())
        }),
        query: found.query,
        people: found
            .people
            .into_iter()
            .map(|row| row.as_far_as_said())
            .collect(),
        cases: found.cases,
        services: found.services,
        articles: found.articles,
    })
}

async fn drafts(state: &AppState, open: &OpenContact) -> Result<Vec<DraftRow>> {
    let mut connection = state.database.read().await?;
    let drafts = connection.list_contact_drafts(open.id()).await?;
    drop(connection);
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let version = state.catalogue.version(draft.form_id).await?;
        let person = draft.subject_id.and_then(|id| {
            let mut people = open.people.iter();
            people.find(|one| one.person_id == id)
        });
        rows.push(DraftRow {
            service: said(&version.service.title),
            person: person.map(|one| one.name.clone()),
            href: format!("/forms/{}", draft.id),
        });
    }
    Ok(rows)
}
