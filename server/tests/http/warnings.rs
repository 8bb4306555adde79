//! What staff have to know before they meet somebody, and what somebody needs.

use guildhall::{clock::Clock, jobs, state::AppState};
use guildhall_database::{
    AuditFilter, ListPosition, NewWarning, PersonId, StaffId, TaskFilter, TaskPosition, WarningId,
    Whose,
};
use guildhall_domain::{
    audit::AuditVerb,
    permissions::{Grant, Tasks},
    tasks::TaskKind,
    warnings::WarningKind,
};
use time::{Date, Duration, macros::date};

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    on_each_database,
    residents::{address, resident},
};

const TODAY: Date = date!(2026 - 03 - 27);

pub async fn add(
    council: &Council,
    (person, owner): (PersonId, StaffId),
    kind: WarningKind,
    days: i64,
) -> WarningId {
    let warning = NewWarning {
        person,
        kind,
        words: "Speaks Polish",
        withheld: None,
        owner,
        expires_on: TODAY + Duration::days(days),
    };
    let mut connection = council.state.database.write().await.unwrap();
    let added = connection.add_warning(&warning, council.state.clock.now());
    added.await.unwrap()
}

async fn leader(council: &Council, name: &str) -> Browser {
    let team = council.team("Waste", &[]).await;
    council
        .staff_with(name, &[Grant::TeamLeader { team }])
        .await
}

const LAST_DAY: [(&str, &str); 3] = [
    ("expires_on-day", "1"),
    ("expires_on-month", "5"),
    ("expires_on-year", "2026"),
];

/// Notes something about somebody, as the form does.
async fn note(browser: &mut Browser, person: PersonId, typed: &[(&str, &str)]) -> Answer {
    browser.open_record(person).await;
    let page = browser
        .get(&format!("/desk/people/{person}/warnings/new"))
        .await;
    assert_eq!(page.status, 200, "{}", page.words());
    browser.send(&page, &[typed, &LAST_DAY].concat()).await
}

fn on_day(council: &Council, days: i64) -> AppState {
    let mut state = council.state.clone();
    state.clock = Clock::fixed(NOW + Duration::days(days));
    state
}

async fn tasks(council: &Council) -> Vec<guildhall_database::Task> {
    let mut connection = council.state.database.read().await.unwrap();
    let filter = TaskFilter {
        within: Tasks::All,
        reader: StaffId::new(),
        hidden: std::collections::BTreeSet::new(),
        whose: Whose::Everybodys,
        state: None,
        kind: None,
        due: None,
    };
    connection
        .list_tasks(&filter, TaskPosition::Start, 50)
        .await
        .unwrap()
        .tasks
}

on_each_database! {
    async fn a_need_is_noted_by_whoever_hears_of_it_and_seen_by_the_next(council) {
        let person = council.person("Tomasz Zielinski").await;
        let mut amina = council.staff("Amina Yusuf").await;
        let record = amina.open_record(person).await;
        let list = amina.get(&record.attribute("a[href$='/warnings']", "href")).await;
        assert!(list.words().contains("Nothing is noted"), "{}", list.words());
        let new = amina.get(&list.attribute("main a.govuk-button", "href")).await;
        assert!(!new.has("input[value=do-not-visit-alone]"), "an adviser notes needs");
        let wrong = amina.send(&new, &[("words", "Polish"), ("expires_on-day", "31"), ("expires_on-month", "2"), ("expires_on-year", "2026")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.texts(".govuk-error-summary__list li").len(), 2, "{}", wrong.words());
        assert_eq!((wrong.text("#words"), wrong.attribute("#expires_on-day", "value")), ("Polish".into(), "31".into()));
        let list = amina.go_on(&wrong, &[&[("kind", "interpreter"), ("words", "Polish")], &LAST_DAY[..]].concat()).await;
        assert!(list.words().contains("It is noted.") && list.words().contains("1 May 2026"), "{}", list.words());
        let mut gareth = council.caseworker("Gareth Pugh").await;
        let record = gareth.open_record(person).await;
        assert_eq!(record.text("[role=region].warnings li"), "Interpreter : Polish");
        let first = gareth.go_on(&record, &[("service", "missed-bin-collection"), ("channel", "telephone")]).await;
        let check = crate::journey::fill_in(&mut gareth, first).await;
        let reference = gareth.go_on(&check, &[]).await.text(".reference");
        assert!(gareth.get(&format!("/desk/cases/{reference}")).await.has(".warnings"), "on the page of the case, too");
    }

    async fn a_warning_of_a_risk_is_for_leaders_to_place_and_end(council) {
        let person = council.person("Mary Hollings").await;
        let mut amina = council.staff("Amina Yusuf").await;
        let refused = note(&mut amina, person, &[("kind", "do-not-visit-alone"), ("words", "A dog")]).await;
        assert_eq!(refused.status, 422, "it is not among what they may note");
        let mut sunita = leader(&council, "Sunita Rao").await;
        let without = note(&mut sunita, person, &[("kind", "do-not-visit-alone"), ("words", " ")]).await;
        assert!(without.text(".govuk-error-summary").contains("Write what a colleague needs to know"));
        assert_eq!(note(&mut sunita, person, &[("kind", "do-not-visit-alone"), ("words", "A dog that bites")]).await.status, 303);
        let record = amina.open_record(person).await;
        assert!(record.text(".govuk-warning-text").contains("Do not visit alone. A dog that bites"), "{}", record.words());
        let list = amina.get(&format!("/desk/people/{person}/warnings")).await;
        assert!(!list.has("main a[href$='/end']"));
        let list = sunita.get(&format!("/desk/people/{person}/warnings")).await;
        let end = list.attribute("main a[href$='/end']", "href");
        assert_eq!(amina.get(&end).await.status, 403);
        assert_eq!(amina.get(end.trim_end_matches("/end")).await.status, 403);
        let asked = sunita.get(&end).await;
        let csrf = amina.get(&format!("/desk/people/{person}/warnings/new")).await.csrf();
        assert_eq!(amina.post(&end, &[("csrf", &csrf)]).await.status, 403);
        let list = sunita.go_on(&asked, &[]).await;
        assert!(list.words().contains("No longer shown") && list.words().contains("Ended Sunita Rao, 27 March 2026"), "{}", list.words());
        assert_eq!(sunita.send(&asked, &[]).await.status, 303, "a second press does no harm");
        assert!(!amina.open_record(person).await.has(".warnings"));
        let everything = AuditFilter { thing: Some(person.0), ..AuditFilter::default() };
        let mut connection = council.state.database.read().await.unwrap();
        let trail = connection.list_audit_events(&everything, ListPosition::Newest, 20).await.unwrap().events;
        let verbs = trail.into_iter().rev().map(|event| event.verb);
        let verbs: Vec<_> = verbs.filter(|verb| *verb != AuditVerb::RecordOpened).collect();
        assert_eq!(verbs, [AuditVerb::WarningPlaced, AuditVerb::PermissionRefused, AuditVerb::PermissionRefused, AuditVerb::PermissionRefused, AuditVerb::WarningEnded]);
    }

    async fn people_see_what_is_noted_unless_there_is_a_ground_against_it(council) {
        let mut mary = resident(&council, "Mary Hollings").await;
        let mut connection = council.state.database.read().await.unwrap();
        let person = connection.list_identities_by_email(&address("Mary Hollings")).await.unwrap()[0].person_id;
        drop(connection);
        assert!(!mary.get("/account/details").await.words().contains("What we keep in mind"));
        let mut sunita = leader(&council, "Sunita Rao").await;
        let withheld = note(&mut sunita, person, &[("kind", "large-print"), ("withheld", "crime")]).await;
        assert!(withheld.text(".govuk-error-summary").contains("never kept from them"), "{}", withheld.words());
        assert_eq!(note(&mut sunita, person, &[("kind", "large-print")]).await.status, 303);
        assert_eq!(note(&mut sunita, person, &[("kind", "other-risk"), ("words", "Secret inquiry"), ("withheld", "crime")]).await.status, 303);
        assert_eq!(note(&mut sunita, person, &[("kind", "do-not-visit-alone"), ("words", "Stairs are dark")]).await.status, 303);
        let own = mary.get("/account/details").await.words();
        assert!(own.contains("You need large print (until 1 May 2026)") && own.contains("visit you in twos : Stairs are dark"), "{own}");
        assert!(!own.contains("Secret") && !own.contains("risk"), "{own}");
        let list = sunita.get(&format!("/desk/people/{person}/warnings")).await;
        assert!(list.words().contains("No: it would hinder preventing or finding out a crime"));
    }

    async fn nothing_is_shown_after_its_last_day_and_nothing_lasts_for_ever(council) {
        let person = council.person("Mary Hollings").await;
        let owner = council.add_staff("Sunita Rao", &[Grant::Adviser]).await;
        add(&council, (person, owner), WarningKind::Interpreter, 0).await;
        let mut amina = council.staff("Amina Yusuf").await;
        for (day, month, year, status) in [("26", "3", "2026", 422), ("28", "3", "2028", 422), ("27", "3", "2028", 303), ("27", "3", "2026", 303), ("27", "3", "26", 422)] {
            amina.open_record(person).await;
            let page = amina.get(&format!("/desk/people/{person}/warnings/new")).await;
            let typed = [("kind", "easy-read"), ("expires_on-day", day), ("expires_on-month", month), ("expires_on-year", year)];
            assert_eq!(amina.send(&page, &typed).await.status, status, "{day} {month} {year}");
        }
        let mut connection = council.state.database.read().await.unwrap();
        assert_eq!(connection.list_warnings_in_force(person, TODAY).await.unwrap().len(), 3);
        let tomorrow = TODAY + Duration::DAY;
        assert_eq!(connection.list_warnings_in_force(person, tomorrow).await.unwrap().len(), 1);
        let past = connection.list_past_warnings(person, tomorrow, ListPosition::Newest, 1).await.unwrap();
        assert_eq!((past.entries.len(), past.older.is_some()), (1, true));
    }

    async fn a_warning_on_one_record_is_shown_on_every_record_of_the_person(council) {
        let (person, other) = (council.person("Mary Hollings").await, council.person("M Hollings").await);
        let owner = council.add_staff("Sunita Rao", &[Grant::Adviser]).await;
        add(&council, (person, owner), WarningKind::HearingLoop, 9).await;
        let mut amina = council.staff("Amina Yusuf").await;
        assert!(!amina.open_record(other).await.has(".warnings"));
        for (from, to) in [(person, other), (other, person)] {
            let mut transaction = council.state.database.begin().await.unwrap();
            transaction.join_person(from, to).await.unwrap();
            transaction.commit().await.unwrap();
            assert!(amina.open_record(other).await.has(".warnings"));
            assert!(amina.open_record(person).await.has(".warnings"));
            let mut transaction = council.state.database.begin().await.unwrap();
            transaction.separate_person(from).await.unwrap();
            transaction.commit().await.unwrap();
        }
    }

    async fn the_second_of_two_who_change_a_warning_sees_how_it_is_now(council) {
        let person = council.person("Tomasz Zielinski").await;
        let owner = council.add_staff("Sunita Rao", &[Grant::Adviser]).await;
        let id = add(&council, (person, owner), WarningKind::Interpreter, 9).await;
        let (mut amina, mut joan) = (council.staff("Amina Yusuf").await, council.staff("Joan Pryce").await);
        let path = format!("/desk/people/{person}/warnings/{id}");
        amina.open_record(person).await;
        joan.open_record(person).await;
        let (first, second) = (amina.get(&path).await, joan.get(&path).await);
        assert_eq!(first.text("#words"), "Speaks Polish");
        amina.go_on(&first, &[&[("words", "Speaks Polish and German")], &LAST_DAY[..]].concat()).await;
        let typed = [&[("words", "Speaks Ukrainian")], &LAST_DAY[..]].concat();
        let told = joan.send(&second, &typed).await;
        assert_eq!(told.status, 409);
        assert!(told.text(".versions__one").contains("Polish and German") && told.text(".versions__one").contains("Amina Yusuf"));
        assert_eq!(told.text("#words"), "Speaks Ukrainian");
        let list = joan.go_on(&told, &typed).await;
        assert!(list.words().contains("Speaks Ukrainian") && list.words().contains("Answers for it Joan Pryce"), "{}", list.words());
    }

    async fn whoever_answers_for_a_warning_is_asked_once_for_each_last_day(council) {
        let person = council.person("Tomasz Zielinski").await;
        let owner = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let id = add(&council, (person, owner), WarningKind::Interpreter, 20).await;
        add(&council, (person, owner), WarningKind::LargePrint, 300).await;
        jobs::ask_about_warnings::run(&on_day(&council, 5)).await.unwrap();
        assert!(tasks(&council).await.is_empty(), "15 days before");
        let asking: Vec<_> = (0..4).map(|process| {
            let state = on_day(&council, 6 + process % 2);
            tokio::spawn(async move {
                jobs::schedule(&state).await.unwrap();
                jobs::drain(&state).await.unwrap();
                jobs::ask_about_warnings::run(&state).await.unwrap();
            })
        }).collect();
        for one in asking {
            one.await.unwrap();
        }
        let asked = tasks(&council).await;
        assert_eq!(asked.len(), 1);
        assert_eq!((asked[0].kind, asked[0].owner_id, asked[0].due_on), (TaskKind::WarningEnds, Some(owner), date!(2026 - 04 - 16)));
        let mut amina = council.signed_in("Amina Yusuf").await;
        amina.open_record(person).await;
        let page = amina.get(&format!("/desk/tasks/{}", asked[0].id)).await;
        let list = amina.get(&page.attribute("main a[href$='/warnings']", "href")).await;
        assert_eq!(list.status, 200);
        let change = amina.get(&format!("/desk/people/{person}/warnings/{id}")).await;
        amina.go_on(&change, &[&[("words", "Polish")], &LAST_DAY[..]].concat()).await;
        assert!(tasks(&council).await.is_empty(), "renewing it was what was asked");
        jobs::ask_about_warnings::run(&on_day(&council, 30)).await.unwrap();
        assert_eq!(tasks(&council).await.len(), 1, "the new last day has a task of its own");
        let asked = amina.get(&format!("/desk/people/{person}/warnings/{id}/end")).await;
        amina.go_on(&asked, &[]).await;
        assert!(tasks(&council).await.is_empty());
    }

    async fn a_warning_is_reached_through_its_own_person_alone(council) {
        let (person, other) = (council.person("Tomasz Zielinski").await, council.person("Mary Hollings").await);
        let owner = council.add_staff("Sunita Rao", &[Grant::Adviser]).await;
        let id = add(&council, (person, owner), WarningKind::Interpreter, 9).await;
        let mut amina = council.staff("Amina Yusuf").await;
        amina.open_record(person).await;
        amina.open_record(other).await;
        for path in [format!("/desk/people/{other}/warnings/{id}"), format!("/desk/people/{other}/warnings/{id}/end"), format!("/desk/people/{person}/warnings/nonsense")] {
            assert_eq!(amina.get(&path).await.status, 404, "{path}");
        }
        let mut designer = council.staff_with("Rhodri Vaughan", &[Grant::ContentDesigner]).await;
        assert_eq!(designer.get(&format!("/desk/people/{person}/warnings")).await.status, 403);
        let mut officer = council.staff_with("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        officer.open_record(person).await;
        assert_eq!(officer.get(&format!("/desk/people/{person}/warnings")).await.status, 200);
        assert_eq!(officer.get(&format!("/desk/people/{person}/warnings/new")).await.status, 403);
    }
}
