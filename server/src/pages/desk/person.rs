//! `GET /desk/people/{id}`, `POST /desk/people/{id}/start`

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::{
    StartForm,
    person::{self, DraftLine, PersonPage},
};
use guildhall_database::{CaseFilter, CaseKey, DraftOf, Person, SubjectId};
use guildhall_domain::{
    forms::Typed,
    people::{Attribute, dictionary::SubjectKind},
    permissions::Permission,
    text::Language,
};

use super::{
    callbacks, cases::Place, contacts, identities, joining, organisations, people, protection,
    rows, start, tasks, warnings,
};
use crate::{
    access::{May, needs},
    clock::in_words,
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, account::Done, see},
    records::{
        Told,
        held::{Holding, Reader},
    },
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeePeople>,
    frame: Frame,
    Path(id): Path<String>,
    (Query(place), Query(done)): (Query<Place>, Query<Done>),
) -> Result<Response> {
    let person = staff.open_person(&state, &id).await?;
    // In a contact, a form is started on the contact's own page.
    let start = match staff.contact() {
        Some(_) => None,
        None => start::empty(&state, &staff).await?,
    };
    let mut page = load(&state, &staff, person, &place, start).await?;
    page.done = done.key(&[
        "identity-checked",
        "records-joined",
        "records-separated",
        "protection-saved",
        "protection-lifted",
        "callback-requested",
    ]);
    Ok(frame.at_desk(&staff).show(|| person::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::StartForms>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let person = staff.open_person(&state, &id).await?;
    match start::start(&state, &staff, (Some(&person), None), &typed).await? {
        Ok(first_page) => Ok(see(first_page).into_response()),
        Err(again) => {
            let page = load(&state, &staff, person, &Place::default(), Some(again)).await?;
            Ok(frame.at_desk(&staff).invalid(|| person::page(page)))
        }
    }
}

async fn load<P>(
    state: &AppState,
    staff: &May<P>,
    person: Person,
    place: &Place,
    start: Option<StartForm>,
) -> Result<PersonPage> {
    let id = person.id;
    let mut connection = state.database.read().await?;
    let joined_to = match person.joined_to {
        Some(other) => connection.find_person(other).await?,
        None => None,
    };
    let joined = connection.list_joined(id).await?;
    let accounts = connection.list_identities_of_person(id).await?;
    let protection = protection::note(&mut connection, staff, id).await?;
    let told = Told::load(&mut connection, state, SubjectId::Person(id)).await?;
    let begun = connection.list_drafts_of(id).await?;
    drop(connection);
    let drafts = drafts(state, staff, (begun, protection.is_hidden)).await?;
    let reader = Reader::Staff {
        staff,
        is_protected: protection.is_hidden,
    };
    let holding = Holding::new(state, reader, &told, SubjectKind::Person).await?;
    let may_change = staff.may(Permission::ChangeRecords);
    let own_page = |name: &str| staff.within(format!("/desk/people/{id}/record/{name}"));
    let rung = staff.rung();
    let change = |name: &str, attribute: &Attribute| {
        let is_known = rung.is_none_or(|rung| rung.may_change(attribute));
        (may_change && is_known).then(|| own_page(name))
    };
    let held = holding.attributes(change, own_page);
    let mut page = PersonPage {
        held,
        drafts,
        has_died: person.died_on.is_some(),
        may_join: joining::may_join(&person, &accounts, &joined),
        accounts: accounts.into_iter().map(identities::row).collect(),
        may_check_identities: staff.may(Permission::CheckIdentities),
        may_export: staff.may(Permission::ExportRecords),
        joined_to: joined_to.map(people::row),
        joined: joined.into_iter().map(people::row).collect(),
        protection,
        acts_for: organisations::acted_for(state, staff, id).await?,
        warnings: warnings::in_force(state, staff, id).await?,
        tasks: tasks::about_person(state, staff, id).await?,
        contacts: contacts::with(state, staff, id).await?,
        looking: staff
            .colleagues_looking(state, id)
            .await?
            .into_iter()
            .map(|(name, at)| (name, in_words(at)))
            .collect(),
        callbacks: callbacks::promises(state, staff, id).await?,
        done: None,
        csrf: staff.visitor.csrf(),
        person: people::row(person),
        start,
        newer: None,
        older: None,
        cases: None,
    };
    if staff.may(Permission::SeeCases) {
        let filter = CaseFilter {
            subject: Some(id),
            all_but: staff.unseen_services(),
            ..CaseFilter::default()
        };
        let mut connection = state.database.read().await?;
        let found = connection
            .list_cases(&filter, place.position(), PAGE_SIZE)
            .await?;
        drop(connection);
        let link = |way: &str, key: CaseKey| format!("/desk/people/{id}?{way}={key}");
        page.newer = found.newer.map(|key| link("before", key));
        page.older = found.older.map(|key| link("after", key));
        page.cases = Some(rows(state, staff, found.cases).await?);
    }
    Ok(page)
}

/// Forms for somebody that were begun and not sent, as far as their reader may see what they are about.
async fn drafts<P>(
    state: &AppState,
    staff: &May<P>,
    (begun, hides_address): (Vec<DraftOf>, bool),
) -> Result<Vec<DraftLine>> {
    let mut drafts = Vec::new();
    for draft in begun {
        let service = state.catalogue.version(draft.form_id).await?;
        let may = |permission| staff.grants.may_for(permission, &service.slug);
        if may(Permission::SeeAnswers) && !service.service.sensitive {
            let may_carry_on = may(Permission::StartForms)
                && !hides_address
                && draft.organisation_id.is_none()
                && draft.subject_id.is_some();
            let is_own = draft.actor()? == staff.actor();
            let id = draft.id;
            drafts.push(DraftLine {
                who: draft.actor_name.clone(),
                carry_on: match (is_own, may_carry_on) {
                    (true, _) => Some(format!("/forms/{id}")),
                    (false, true) => Some(staff.within(format!("/desk/forms/{id}/carry-on"))),
                    (false, false) => None,
                },
                service: service
                    .service
                    .title
                    .in_language(Language::English)
                    .to_owned(),
                changed: in_words(draft.updated_at),
            });
        }
    }
    Ok(drafts)
}
