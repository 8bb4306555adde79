//! Tell us once: a change finds every service that relies on what changed, and each team gets a task.

use std::collections::{BTreeMap, BTreeSet};

use guildhall_database::{
    Connection, NewChange, NewTask, PersonId, TaskAbout, TeamId, Transaction,
};
use guildhall_domain::{
    forms::CheckedForm,
    people::{Act, Record, Recorded},
    tasks::{OnceKey, TaskDetails, TaskKind},
    text::Language,
};
use time::Duration;
use uuid::Uuid;

use crate::{error::Result, records::Teller, state::AppState};

/// For how many days a team may take to see to a change.
const DUE_IN: Duration = Duration::days(5);

/// What relies on an attribute of somebody's.
#[derive(Clone, Debug, Default)]
pub struct Relying {
    /// The teams that look after the services, with the services' slugs; none is for services that nobody looks
    /// after.
    teams: BTreeMap<Option<TeamId>, BTreeSet<String>>,
    /// In words for whoever makes the change: services with the references of open cases.
    pub services: Vec<RelyingService>,
}

/// A service that relies on what changes.
#[derive(Clone, Debug)]
pub struct RelyingService {
    pub slug: String,
    pub title: String,
    /// References of the cases that are open.
    pub open_cases: Vec<String>,
    pub has_draft: bool,
}

impl Relying {
    pub fn is_empty(&self) -> bool {
        self.services.is_empty()
    }
}

/// Finds the services that rely on attributes of somebody's: those with an open case of theirs, or a draft, whose
/// form asks for one of them. The case in which the change is told has it already. Sensitive services are left out: who
/// is told, and who has done what about it, is read in accounts and by colleagues who must not learn of such a case; its
/// team finds what changed on the record.
pub async fn relying(
    connection: &mut Connection,
    state: &AppState,
    person: PersonId,
    attributes: &[String],
    told_in: Option<guildhall_database::CaseId>,
) -> Result<Relying> {
    let cases = connection.list_cases_of(person).await?;
    let drafts = connection.list_drafts_of(person).await?;
    let looked_after = connection.list_team_services().await?;
    let mut services: BTreeMap<String, RelyingService> = BTreeMap::new();
    for case in cases.into_iter().filter(|case| Some(case.id) != told_in) {
        let service = state.catalogue.version(case.form_id).await?;
        let status = service.service.case.status(&case.status);
        if service.service.sensitive {
            continue;
        }
        if status.is_none_or(|status| status.closed) || !relies(state, &service.form, attributes) {
            continue;
        }
        let entry = entry(&mut services, &service);
        entry.open_cases.push(case.reference);
    }
    for draft in drafts {
        let service = state.catalogue.version(draft.form_id).await?;
        if !service.service.sensitive && relies(state, &service.form, attributes) {
            entry(&mut services, &service).has_draft = true;
        }
    }
    let mut relying = Relying::default();
    // A draft has no team yet: it is brought up to date when it is taken up again.
    let with_cases = services
        .iter()
        .filter(|(_, service)| !service.open_cases.is_empty());
    for (slug, _) in with_cases {
        let teams = looked_after
            .iter()
            .filter(|(_, looked_after)| looked_after == slug);
        let mut teams: Vec<Option<TeamId>> = teams.map(|(team, _)| Some(TeamId(*team))).collect();
        if teams.is_empty() {
            teams.push(None);
        }
        for team in teams {
            relying.teams.entry(team).or_default().insert(slug.clone());
        }
    }
    relying.services = services.into_values().collect();
    Ok(relying)
}

fn entry<'a>(
    services: &'a mut BTreeMap<String, RelyingService>,
    service: &crate::catalogue::ServiceForm,
) -> &'a mut RelyingService {
    let slug = service.slug.clone();
    services
        .entry(slug.clone())
        .or_insert_with(|| RelyingService {
            slug,
            title: service
                .service
                .title
                .in_language(Language::English)
                .to_owned(),
            open_cases: Vec::new(),
            has_draft: false,
        })
}

fn relies(state: &AppState, form: &CheckedForm, attributes: &[String]) -> bool {
    let concerns_all = |name: &String| {
        let attribute = state.dictionary.get(name);
        attribute.is_some_and(|attribute| attribute.tell_all)
    };
    if attributes.iter().any(concerns_all) {
        return true;
    }
    form.bound()
        .any(|(_, binding)| attributes.iter().any(|name| name == binding.attribute()))
}

/// What a form that is about to be sent changes of what others rely on: something else was known before.
pub fn changed(state: &AppState, recorded: &[Recorded], record: &Record<'_>) -> Vec<String> {
    let changed = recorded.iter().filter(|one| {
        let attribute = state.dictionary.get(&one.attribute);
        one.act == Act::Stated
            && attribute.is_some_and(|attribute| attribute.tell)
            && record.one(&one.attribute).is_some()
    });
    changed.map(|one| one.attribute.clone()).collect()
}

/// Passes a change on: every team that relies on it gets one task, in the transaction that makes the change, so that
/// neither is there without the other. None if nobody relies on it.
pub async fn pass_on(
    transaction: &mut Transaction,
    state: &AppState,
    person: PersonId,
    attributes: &[String],
    teller: Teller,
) -> Result<Option<Uuid>> {
    if attributes.is_empty() {
        return Ok(None);
    }
    let relying = relying(transaction, state, person, attributes, teller.case_id).await?;
    if relying.teams.is_empty() {
        return Ok(None);
    }
    let now = state.clock.now();
    let change = NewChange {
        person,
        attributes,
        actor: teller.actor,
        channel: teller.channel,
        case_id: teller.case_id,
    };
    let change = transaction.add_change(&change, now).await?;
    for team in relying.teams.into_keys() {
        let task = NewTask {
            kind: TaskKind::ChangeTold,
            once: Some(OnceKey::of_change(change, team.map(|team| team.0))),
            about: TaskAbout {
                person: Some(person),
                ..TaskAbout::default()
            },
            details: TaskDetails {
                attributes: attributes.to_vec(),
                ..TaskDetails::default()
            },
            team,
            owner: None,
            due_on: state.clock.today() + DUE_IN,
            created_by: teller.actor,
        };
        transaction.add_task(&task, now).await?;
    }
    Ok(Some(change))
}
