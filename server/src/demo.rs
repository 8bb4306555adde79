//! An invented council to try the program with. Everyone in it is made up; telephone numbers and e-mail addresses
//! are from the ranges kept for drama and examples.

mod articles;
mod callbacks;
mod work;

use anyhow::Context as _;
use guildhall_database::{FirstTold, NewFormSession, NewPerson, NewStaff, PersonId, StaffId};
use guildhall_domain::{
    accounts::Level,
    actors::{Actor, Channel},
    forms::{Declared, Progress, Stop, Typed},
    permissions::{Grant, Role},
};
use time::{Date, Duration};
use uuid::Uuid;

use crate::{
    pages::forms::check::{Sent, open_case},
    passwords,
    state::AppState,
};

/// How to sign in.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    pub role: Role,
    pub name: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    /// The team of a role that has one.
    team: Option<&'static str>,
}

const WASTE: &str = "Waste and recycling";
const COUNCIL_TAX: &str = "Council tax";
/// Its service is sensitive: without a team, only the data protection officer would see its cases.
const SAFE_AT_HOME: &str = "Safe at home";
/// The teams and the services that they look after.
const TEAMS: [(&str, &[&str]); 3] = [
    (WASTE, &["missed-bin-collection", "assisted-bin-collection"]),
    (COUNCIL_TAX, &["council-tax-move"]),
    (SAFE_AT_HOME, &["help-if-you-are-not-safe-at-home"]),
];
/// The organisation whose volunteers are champions.
const ORGANISATION: &str = "Wrekinbridge Library Friends";

/// The council's staff, and a champion.
pub const ACCOUNTS: [Account; 7] = [
    Account {
        role: Role::Adviser,
        name: "Amina Yusuf",
        email: "amina.yusuf@wrekinshire.example",
        password: "market-square-adviser",
        team: None,
    },
    Account {
        role: Role::Caseworker,
        name: "Gareth Pugh",
        email: "gareth.pugh@wrekinshire.example",
        password: "market-square-caseworker",
        team: Some(WASTE),
    },
    Account {
        role: Role::TeamLeader,
        name: "Sunita Rao",
        email: "sunita.rao@wrekinshire.example",
        password: "market-square-team-leader",
        team: Some(COUNCIL_TAX),
    },
    Account {
        role: Role::ContentDesigner,
        name: "Rhodri Vaughan",
        email: "rhodri.vaughan@wrekinshire.example",
        password: "market-square-content-designer",
        team: None,
    },
    Account {
        role: Role::Champion,
        name: "Patience Boateng",
        email: "patience.boateng@library-friends.example",
        password: "market-square-champion",
        team: None,
    },
    Account {
        role: Role::DataProtectionOfficer,
        name: "Helen Marsh",
        email: "helen.marsh@wrekinshire.example",
        password: "market-square-data-protection-officer",
        team: None,
    },
    Account {
        role: Role::Administrator,
        name: "Owen Castle",
        email: "owen.castle@wrekinshire.example",
        password: "market-square-administrator",
        team: None,
    },
];

/// Residents, and what the council holds of each.
const RESIDENTS: [NewPerson<'static>; 5] = [
    NewPerson {
        name: "Mary Hollings",
        email: None,
        telephone: Some("01632 960 011"),
        date_of_birth: Some("1947-05-16"),
        address_line: Some("14 Quarry Row"),
        postcode: Some("WR1 4QR"),
        told: FirstTold::IMPORTED,
    },
    NewPerson {
        name: "Tomasz Zielinski",
        email: Some("tomasz@residents.example"),
        telephone: Some("07700 900 112"),
        date_of_birth: Some("1991-11-02"),
        address_line: None,
        postcode: None,
        told: FirstTold::IMPORTED,
    },
    NewPerson {
        name: "Bronwen Parry",
        email: Some("bronwen.parry@residents.example"),
        telephone: Some("01632 960 045"),
        date_of_birth: Some("1938-08-30"),
        address_line: Some("2 Chapel Steps"),
        postcode: Some("WR3 2CS"),
        told: FirstTold::IMPORTED,
    },
    NewPerson {
        name: "Idris Cole",
        email: Some("idris.cole@residents.example"),
        telephone: None,
        date_of_birth: None,
        address_line: Some("Flat 3, Foundry House"),
        postcode: Some("WR1 7FL"),
        told: FirstTold::IMPORTED,
    },
    NewPerson {
        name: "Joan Whitcombe",
        email: None,
        telephone: Some("01632 960 078"),
        date_of_birth: None,
        address_line: None,
        postcode: None,
        told: FirstTold::IMPORTED,
    },
];

/// Makes the council once, in an empty database, and says how to sign in.
pub async fn seed(state: &AppState) -> anyhow::Result<&'static [Account]> {
    let is_there = state
        .database
        .read()
        .await?
        .find_staff_by_email(ACCOUNTS[0].email)
        .await?
        .is_some();
    if is_there {
        return Ok(&ACCOUNTS);
    }
    let has_staff = state.database.read().await?.has_staff().await?;
    anyhow::ensure!(
        !has_staff,
        "this database is a council's already: --demo would add accounts with well-known passwords to it"
    );
    add_teams(state).await?;
    let mut staff = Vec::new();
    for account in ACCOUNTS {
        staff.push(add_staff(state, account).await?);
    }
    let mut people = Vec::new();
    for resident in &RESIDENTS {
        let mut transaction = state.database.begin().await?;
        people.push(transaction.add_person(resident, state.clock.now()).await?);
        transaction.commit().await?;
    }
    let today = state.clock.today();
    let adviser = Actor::Staff(staff[0].0);
    let by_telephone = (Some(people[0]), adviser, Channel::Telephone);
    let at_counter = (Some(people[2]), adviser, Channel::Counter);
    let online = (None, Actor::Visitor(Uuid::new_v4()), Channel::Online);
    submit(
        state,
        "missed-bin-collection",
        by_telephone,
        &missed_bin(today),
    )
    .await?;
    submit(
        state,
        "assisted-bin-collection",
        at_counter,
        &assisted_bin(today),
    )
    .await?;
    submit(state, "missed-bin-collection", online, &missed_bin(today)).await?;
    submit(state, "council-tax-move", online, &move_in(today)).await?;
    work::add(state, staff[0], (people[0], people[1])).await?;
    let by_role: Vec<(Role, StaffId)> = ACCOUNTS
        .iter()
        .map(|account| account.role)
        .zip(staff.iter().copied())
        .collect();
    articles::add(state, &by_role).await?;
    callbacks::describe_teams(state).await?;
    callbacks::add(state, &staff, &people).await?;
    Ok(&ACCOUNTS)
}

async fn add_teams(state: &AppState) -> anyhow::Result<()> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    for (name, services) in TEAMS {
        let team = transaction.add_team(name, now).await?;
        let team = team.context("a team of the demo is there already")?;
        let services = services.iter().map(|slug| (*slug).to_owned()).collect();
        transaction.set_team_services(team, &services).await?;
    }
    let organisation = transaction.add_organisation(ORGANISATION, now).await?;
    let organisation = organisation.context("an organisation of the demo is there already")?;
    transaction
        .set_champions_since(organisation, Some(now))
        .await?;
    transaction.commit().await?;
    Ok(())
}

async fn add_staff(state: &AppState, account: Account) -> anyhow::Result<StaffId> {
    let hash = tokio::task::spawn_blocking(move || passwords::hash(account.password)).await??;
    let mut transaction = state.database.begin().await?;
    // The team leader leads two teams, so that somebody works on what is sensitive.
    let also = (account.role == Role::TeamLeader).then_some(SAFE_AT_HOME);
    let mut teams = Vec::new();
    for name in account.team.into_iter().chain(also) {
        teams.extend(transaction.find_team_by_name(name).await?);
    }
    let organisation = transaction.find_organisation_by_name(ORGANISATION).await?;
    let organisation = organisation.map(|organisation| organisation.id.0);
    let grants = match teams.as_slice() {
        [] => vec![Grant::new(account.role, None, organisation)?],
        teams => teams
            .iter()
            .map(|team| Grant::new(account.role, Some(team.id.0), organisation))
            .collect::<Result<_, _>>()?,
    };
    let staff = NewStaff {
        email: account.email,
        name: account.name,
        password_hash: Some(&hash),
        grants: &grants,
    };
    let id = transaction.add_staff(&staff, state.clock.now()).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Fills a form in as a browser would, page by page, and sends it.
async fn submit(
    state: &AppState,
    slug: &str,
    (subject, actor, channel): (Option<PersonId>, Actor, Channel),
    typed: &Typed,
) -> anyhow::Result<()> {
    let broken = |what: &str| anyhow::anyhow!("the demo's {slug} form {what}");
    let service = state
        .catalogue
        .published(slug)
        .await
        .map_err(|_| broken("is missing"))?;
    let mut progress = Progress::default();
    while let Stop::Page(page) = service.form.next_stop(&progress) {
        let answers = service
            .form
            .read(page, &progress, typed, state.clock.today());
        let answers =
            answers.map_err(|errors| broken(&format!("is refused at {}: {errors:?}", page.id)))?;
        service.form.save(&mut progress, page, answers);
    }
    let begun = NewFormSession {
        form_id: service.id,
        subject,
        organisation: None,
        actor,
        channel,
        known_as: Level::None,
        contact: None,
        progress: Progress::default(),
    };
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let id = transaction.add_form_session(&begun, now).await?;
    transaction.save_progress(id, &progress, 0, now).await?;
    let session = transaction
        .find_form_session(id)
        .await?
        .context("the form session is gone")?;
    let declared = match actor {
        Actor::Staff(id) => Declared::to_staff(channel, id, None),
        _ => Declared::Typed,
    };
    let sent = Sent {
        declared,
        assisted_by: None,
    };
    let opened = open_case(&mut transaction, &session, &service, sent, state).await;
    opened.map_err(|_| broken("opened no case"))?;
    transaction.commit().await?;
    Ok(())
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in pairs {
        typed.push(*name, *value);
    }
    typed
}

fn add_date(typed: &mut Typed, name: &str, date: Date) {
    typed.push(format!("{name}-day"), date.day().to_string());
    typed.push(format!("{name}-month"), u8::from(date.month()).to_string());
    typed.push(format!("{name}-year"), date.year().to_string());
}

fn missed_bin(today: Date) -> Typed {
    let mut answers = typed(&[
        ("property_address-line-1", "14 Quarry Row"),
        ("property_address-town", "Wrekinbridge"),
        ("property_address-postcode", "WR1 4QR"),
        ("property_type", "house"),
        ("assisted_collection", "no"),
        ("missed_bins", "refuse"),
        ("missed_bins", "recycling"),
        ("out_by_6am", "yes"),
        ("tag_left", "no"),
        ("update_method", "phone"),
        ("phone_number", "01632 960 011"),
        ("full_name", "Mary Hollings"),
    ]);
    add_date(&mut answers, "collection_date", today - Duration::days(1));
    answers
}

fn assisted_bin(_: Date) -> Typed {
    typed(&[
        ("who_for", "me"),
        ("full_name", "Bronwen Parry"),
        ("collection_address-line-1", "2 Chapel Steps"),
        ("collection_address-town", "Llanwrekin"),
        ("collection_address-postcode", "WR3 2CS"),
        ("anyone_else", "no"),
        ("reasons", "frailty"),
        ("how_long", "long-term"),
        (
            "where_bins_are_kept",
            "Behind the side gate, on the left of the house",
        ),
        ("access", "gate"),
        ("access", "steps"),
        (
            "access_details",
            "Four steps down from the road, with a rail",
        ),
        ("contact_method", "letter"),
    ])
}

fn move_in(today: Date) -> Typed {
    let mut answers = typed(&[
        ("who_is_moving", "one-adult"),
        ("full_name", "Idris Cole"),
        ("type_of_move", "in"),
        ("new_address-line-1", "Flat 3, Foundry House"),
        ("new_address-line-2", "Foundry Lane"),
        ("new_address-town", "Wrekinbridge"),
        ("new_address-postcode", "WR1 7FL"),
        ("new_home_own_or_rent", "rent"),
        ("new_landlord_name", "Foundry Lettings"),
        ("other_adults", "no"),
        ("single_person_discount", "yes"),
        ("bill_method", "email"),
        ("email_address", "idris.cole@residents.example"),
    ]);
    add_date(&mut answers, "moving_in_date", today - Duration::days(5));
    add_date(
        &mut answers,
        "new_tenancy_start_date",
        today - Duration::days(7),
    );
    answers
}
