//! `GET` and `POST /desk/organisations/{id}`, `POST /desk/organisations/{id}/start`

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::{
    StartForm,
    organisations::{self as views, OrganisationPage, Speaking},
    teams::{NameForm, NameProblem},
};
use guildhall_database::{
    Authorised, CaseFilter, CaseKey, ListPosition, Organisation, SubjectId, Timestamp, Transaction,
};
use guildhall_domain::{
    audit::{AuditDetail, AuditVerb},
    forms::Typed,
    people::{Attribute, dictionary::SubjectKind},
    permissions::Permission,
};

use super::{MOST_AUTHORISED, event, row};
use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::{
        PAGE_SIZE,
        account::Done,
        desk::{
            cases::Place,
            record::may_change_of_organisation,
            rows, start, tasks,
            teams::{Name, members},
        },
        see,
        small_forms::line,
    },
    records::{
        Told,
        held::{Holding, Reader},
    },
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeOrganisations>,
    frame: Frame,
    Path(id): Path<String>,
    (Query(place), Query(done)): (Query<Place>, Query<Done>),
) -> Result<Response> {
    let organisation = staff.open_organisation(&state, &id).await?;
    let name = NameForm {
        name: organisation.name.clone(),
        problem: None,
    };
    let start = start::empty(&state, &staff).await?;
    let speaking = start.map(|start| Speaking {
        start,
        ..Speaking::default()
    });
    let mut page = load(&state, &staff, organisation, &place, name, speaking).await?;
    page.done = done.key(&["organisation-saved", "authority-added", "authority-ended"]);
    Ok(frame.at_desk(&staff).show(|| views::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::KeepOrganisations>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let organisation = staff.open_organisation(&state, &id).await?;
    let name = Name::read(&typed);
    let mut problem = name.problem();
    let mut transaction = state.database.begin().await?;
    let other = transaction.find_organisation_by_name(&name.name).await?;
    if other.is_some_and(|other| other.id != organisation.id) {
        problem = Some(NameProblem::Taken);
    }
    if problem.is_some() {
        drop(transaction);
        let form = NameForm {
            name: name.name,
            problem,
        };
        let place = Place::default();
        let page = load(&state, &staff, organisation, &place, form, None).await?;
        return Ok(frame.at_desk(&staff).invalid(|| views::page(page)));
    }
    let now = state.clock.now();
    let champions = line(&typed, "champions") == "yes";
    rename(&mut transaction, &staff, &organisation, &name.name, now).await?;
    if staff.may(Permission::ManageTeams) {
        set_champions(&mut transaction, &staff, &organisation, champions, now).await?;
    }
    transaction.commit().await?;
    let next = format!(
        "/desk/organisations/{}?done=organisation-saved",
        organisation.id
    );
    Ok(see(next).into_response())
}

async fn rename(
    transaction: &mut Transaction,
    staff: &Staff,
    organisation: &Organisation,
    name: &str,
    now: Timestamp,
) -> Result<()> {
    if name == organisation.name {
        return Ok(());
    }
    transaction
        .rename_organisation(organisation.id, name)
        .await?;
    let event = event(staff, AuditVerb::OrganisationRenamed, organisation.id)
        .with(AuditDetail::NameBefore, organisation.name.as_str())
        .with(AuditDetail::Name, name);
    Ok(transaction.add_audit_event(&event, now).await?)
}

async fn set_champions(
    transaction: &mut Transaction,
    staff: &Staff,
    organisation: &Organisation,
    has_champions: bool,
    now: Timestamp,
) -> Result<()> {
    if has_champions == organisation.champions_since.is_some() {
        return Ok(());
    }
    let since = has_champions.then_some(now);
    transaction
        .set_champions_since(organisation.id, since)
        .await?;
    let verb = if has_champions {
        AuditVerb::ChampionsAllowed
    } else {
        AuditVerb::ChampionsStopped
    };
    let event = event(staff, verb, organisation.id);
    Ok(transaction.add_audit_event(&event, now).await?)
}

pub async fn start(
    State(state): State<AppState>,
    staff: May<needs::StartForms>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    staff.require(Permission::SeePeople)?;
    let organisation = staff.open_organisation(&state, &id).await?;
    let speaker = line(&typed, "speaker");
    let again = match find_speaker(&state, &organisation, &speaker).await? {
        Some(authorised) => {
            // Nobody fills a form in for themselves, whomever they speak for.
            let person = staff
                .find_person(&state, &authorised.person_id.to_string())
                .await?;
            let whose = (Some(&person), Some(organisation.id));
            match start::start(&state, &staff, whose, &typed).await? {
                Ok(first_page) => return Ok(see(first_page).into_response()),
                Err(again) => again,
            }
        }
        None => start::check(&state, &staff, &typed).await?,
    };
    let speaking = again_speaking(&state, &organisation, speaker, again).await?;
    let name = NameForm {
        name: organisation.name.clone(),
        problem: None,
    };
    let place = Place::default();
    let page = load(&state, &staff, organisation, &place, name, Some(speaking)).await?;
    Ok(frame.at_desk(&staff).invalid(|| views::page(page)))
}

/// Whoever was chosen to speak for an organisation, if they may.
async fn find_speaker(
    state: &AppState,
    organisation: &Organisation,
    speaker: &str,
) -> Result<Option<Authorised>> {
    let Ok(person) = speaker.parse() else {
        return Ok(None);
    };
    let mut connection = state.database.read().await?;
    Ok(connection.find_authority(organisation.id, person).await?)
}

async fn again_speaking(
    state: &AppState,
    organisation: &Organisation,
    speaker: String,
    start: StartForm,
) -> Result<Speaking> {
    let found = find_speaker(state, organisation, &speaker).await?;
    Ok(Speaking {
        start,
        speaker_error: found.is_none(),
        speaker,
    })
}

async fn load(
    state: &AppState,
    staff: &Staff,
    organisation: Organisation,
    place: &Place,
    form: NameForm,
    speaking: Option<Speaking>,
) -> Result<OrganisationPage> {
    let id = organisation.id;
    let (mut authorised, mut before) = (None, Vec::new());
    let mut connection = state.database.read().await?;
    let champions = connection.list_champions(id).await?;
    if staff.may(Permission::SeePeople) {
        let now = connection.list_authorised(id, MOST_AUTHORISED).await?;
        let past = connection.list_authorised_before(id, ListPosition::Newest, PAGE_SIZE);
        let past = past.await?.entries;
        authorised = Some(
            now.into_iter()
                .map(|one| row(staff, one))
                .collect::<Vec<_>>(),
        );
        before.extend(past.into_iter().map(|one| row(staff, one)));
    }
    let subject = SubjectId::Organisation(id);
    let told = Told::load(&mut connection, state, subject).await?;
    drop(connection);
    let reader = Reader::Staff {
        staff,
        is_protected: false,
    };
    let holding = Holding::new(state, reader, &told, SubjectKind::Organisation).await?;
    let has_speakers = authorised.as_ref().is_some_and(|rows| !rows.is_empty());
    let may_keep = staff.may(Permission::KeepOrganisations);
    let mut page = OrganisationPage {
        csrf: staff.visitor.csrf(),
        id: id.to_string(),
        name: organisation.name,
        held: if authorised.is_some() {
            let own_page = |name: &str| format!("/desk/organisations/{id}/record/{name}");
            let change = |name: &str, _: &Attribute| {
                may_change_of_organisation(staff, name).then(|| own_page(name))
            };
            holding.attributes(change, own_page)
        } else {
            Vec::new()
        },
        may_keep: may_keep && authorised.is_some(),
        authorised,
        before,
        speaking: speaking.filter(|_| has_speakers),
        cases: None,
        newer: None,
        older: None,
        tasks: tasks::about_organisation(state, staff, id).await?,
        champions: members(staff, champions),
        has_champions: organisation.champions_since.is_some(),
        may_manage_champions: staff.may(Permission::ManageTeams),
        form: may_keep.then_some(form),
        done: None,
    };
    if staff.may(Permission::SeeCases) {
        let filter = CaseFilter {
            organisation: Some(id),
            all_but: staff.unseen_services(),
            ..CaseFilter::default()
        };
        let mut connection = state.database.read().await?;
        let found = connection
            .list_cases(&filter, place.position(), PAGE_SIZE)
            .await?;
        drop(connection);
        let link = |way: &str, key: CaseKey| format!("/desk/organisations/{id}?{way}={key}");
        page.newer = found.newer.map(|key| link("before", key));
        page.older = found.older.map(|key| link("after", key));
        page.cases = Some(rows(state, staff, found.cases).await?);
    }
    Ok(page)
}
