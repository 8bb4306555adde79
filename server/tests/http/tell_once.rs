//! A change is told once: whoever relies on it is named before it is saved, gets one task each, and is seen to have it.

use guildhall::{
    clock::Clock,
    jobs,
    records::{self, Statement, Teller},
};
use guildhall_database::{PersonId, SubjectId, Task};
use guildhall_domain::{
    actors::{Actor, Channel},
    forms::{Address, Answer},
    permissions::Grant,
    tasks::{TaskKind, TaskState},
};
use time::Duration;
use uuid::Uuid;

use crate::{
    browser::Browser,
    council::{Council, NOW},
    on_each_database,
    residents::{address, resident, sign_in},
    reuse::{NAME_AND_ADDRESS, TANNERY, begin, publish, to_check},
};

const MOVED: [(&str, &str); 5] = [
    ("act", "change"),
    ("value-line-1", "3 Kiln Lane"),
    ("value-town", "Wrekinbridge"),
    ("value-postcode", "WR1 3KL"),
    ("value-county", ""),
];

async fn person(council: &Council, name: &str) -> PersonId {
    let mut connection = council.state.database.read().await.unwrap();
    let found = connection.list_identities_by_email(&address(name)).await;
    found.unwrap()[0].person_id
}

async fn tasks(council: &Council, person: PersonId) -> Vec<Task> {
    let mut connection = council.state.database.read().await.unwrap();
    connection
        .list_tasks_about_person(person, 50)
        .await
        .unwrap()
}

/// A resident with an open case of the permits team, which asks for their address.
async fn with_permit(council: &Council, name: &str) -> (Browser, String) {
    let mut browser = resident(council, name).await;
    let page = begin(&mut browser, "permits").await;
    let check = to_check(&mut browser, &page, &TANNERY).await;
    let reference = browser.go_on(&check, &[]).await.text(".reference");
    (browser, reference)
}

async fn change_address(browser: &mut Browser) -> crate::browser::Answer {
    let page = browser.get("/account/details/home.address").await;
    browser.send(&page, &MOVED).await
}

on_each_database! {
    async fn a_change_is_shown_and_told_to_each_team_once(council) {
        publish(&council, "permits", NAME_AND_ADDRESS).await;
        let team = council.team("Permits", &["permits"]).await;
        council.team("Trees", &["trees"]).await;
        let (mut browser, reference) = with_permit(&council, "Mary Hollings").await;
        let page = browser.get("/account/details/home.address").await;
        assert!(page.words().contains(&reference), "{}", page.words());
        let saved = change_address(&mut browser).await;
        assert_eq!(saved.status, 303, "{}", saved.words());
        // The same again changes nothing, so nobody is told again.
        change_address(&mut browser).await;
        let mary = person(&council, "Mary Hollings").await;
        let told = tasks(&council, mary).await;
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].kind, told[0].team_id.map(|team| team.0)), (TaskKind::ChangeTold, Some(team)));
        assert_eq!(told[0].details.0.attributes, ["home.address"]);

        let details = browser.get("/account/details").await;
        let link = details.attribute("a[href^='/account/changes/']", "href");
        let page = browser.get(&link).await;
        assert!(page.words().contains("Permits") && page.words().contains("Not yet"), "{}", page.words());
        let mut leader = council.staff_with("Sam Leader", &[Grant::TeamLeader { team }, Grant::Caseworker { team: Some(team) }]).await;
        let task = leader.get(&format!("/desk/tasks/{}", told[0].id)).await;
        assert!(task.words().to_lowercase().contains("home address"), "{}", task.words());
        leader.send(&task, &[("act", "acknowledge")]).await;
        assert_eq!(tasks(&council, mary).await[0].standing().state, TaskState::Acknowledged);
        assert!(browser.get(&link).await.words().contains("Yes, on"));
        let mut other = resident(&council, "Idris Cole").await;
        assert_eq!(other.get(&link).await.status, 404);
    }

    async fn a_form_says_who_else_it_tells_before_it_is_sent(council) {
        publish(&council, "permits", NAME_AND_ADDRESS).await;
        publish(&council, "library", NAME_AND_ADDRESS).await;
        council.team("Permits", &["permits"]).await;
        let (mut browser, reference) = with_permit(&council, "Mary Hollings").await;
        let page = begin(&mut browser, "library").await;
        let boxes = browser.go_on(&page, &[("known-is-right", "change")]).await;
        let moved = [("home-line-1", "3 Kiln Lane"), ("home-town", "Wrekinbridge"), ("home-postcode", "WR1 3KL")];
        let check = to_check(&mut browser, &boxes, &moved).await;
        assert!(check.words().contains("We will also tell") && check.words().contains(&reference), "{}", check.words());
        let mary = person(&council, "Mary Hollings").await;
        assert!(tasks(&council, mary).await.is_empty());
        browser.go_on(&check, &[]).await;
        assert_eq!(tasks(&council, mary).await.len(), 1);
    }

    async fn a_move_told_beforehand_shows_in_lists_from_its_day(council) {
        let person = council.person("Mary Hollings").await;
        let address = Answer::Address(Address { line_1: "3 Kiln Lane".into(), town: "Wrekinbridge".into(), postcode: "WR1 3KL".into(), ..Address::default() });
        let moving = Statement { since: Some((NOW + Duration::days(10)).date()), ..Statement::new("home.address", address) };
        let mut transaction = council.state.database.begin().await.unwrap();
        let teller = Teller::new(Actor::Visitor(Uuid::new_v4()), Channel::Online);
        records::tell(&mut transaction, &council.state, SubjectId::Person(person), teller, vec![moving]).await.unwrap();
        transaction.commit().await.unwrap();
        for (days, postcode) in [(0, None), (9, None), (10, Some("WR1 3KL"))] {
            let mut state = council.state.clone();
            state.clock = Clock::fixed(NOW + Duration::days(days));
            jobs::schedule(&state).await.unwrap();
            jobs::drain(&state).await.unwrap();
            let mut connection = state.database.read().await.unwrap();
            let found = connection.find_person(person).await.unwrap().unwrap();
            assert_eq!(found.postcode.as_deref(), postcode, "{days} days later");
        }
    }

    async fn what_is_wrong_is_disputed_and_looked_at(council) {
        let mut browser = resident(&council, "Mary Hollings").await;
        let page = browser.get("/account/details/contact.email").await;
        let nothing = browser.send(&page, &[("act", "dispute"), ("wrong", " ")]).await;
        assert_eq!(nothing.status, 422);
        let page = browser.get("/account/details/contact.email").await;
        browser.send(&page, &[("act", "dispute"), ("wrong", "It is my son’s")]).await;
        assert!(browser.get("/account/details").await.words().contains("Said to be wrong"));
        let mary = person(&council, "Mary Hollings").await;
        assert_eq!(tasks(&council, mary).await[0].kind, TaskKind::DetailDisputed);
        // What only staff or another way in may change is not changed here.
        let page = browser.get("/account/details/contact.email").await;
        let changed = browser.send(&page, &[("act", "change"), ("value", "mary@other.example")]).await;
        assert_eq!(changed.status, 404);
        assert_eq!(browser.get("/account/details/organisation.name").await.status, 404);
        assert_eq!(browser.get("/account/details/no.such.thing").await.status, 404);
    }

    async fn after_a_death_nothing_is_sent_and_nobody_signs_in(council) {
        publish(&council, "permits", NAME_AND_ADDRESS).await;
        let (mut browser, _) = with_permit(&council, "Mary Hollings").await;
        let mary = person(&council, "Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        adviser.open_record(mary).await;
        let path = format!("/desk/people/{mary}/record/person.died_on");
        let page = adviser.get(&path).await;
        let died = [("act", "change"), ("channel", "counter"), ("seen", "yes"), ("value-day", "26"), ("value-month", "3"), ("value-year", "2026")];
        let later = [("value-day", "28"), ("value-month", "3"), ("value-year", "2026"), ("act", "change"), ("channel", "counter")];
        assert_eq!(adviser.send(&page, &later).await.status, 422, "nobody has died tomorrow");
        assert_eq!(adviser.send(&page, &died).await.status, 303);
        assert!(adviser.open_record(mary).await.words().contains("has died"));
        assert_eq!(browser.get("/account").await.status, 303, "who is signed in is signed out");
        assert_ne!(sign_in(&mut council.browser(), &address("Mary Hollings"), crate::residents::PASSWORD).await.status, 303);
        assert!(!tasks(&council, mary).await.is_empty(), "whoever has an open case is told");
        let mut connection = council.state.database.read().await.unwrap();
        assert!(connection.has_died(mary).await.unwrap());
    }

    async fn staff_write_down_decide_and_end_with_a_reason(council) {
        let person = council.person("Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        adviser.open_record(person).await;
        let path = format!("/desk/people/{person}/record/contact.telephone");
        let page = adviser.get(&path).await;
        let wrong = adviser.send(&page, &[("act", "change"), ("value", "12")]).await;
        assert_eq!(wrong.status, 422);
        let unreasoned = [("act", "change"), ("value", "01632 960 002"), ("channel", "telephone"), ("override", "yes")];
        assert_eq!(adviser.send(&page, &unreasoned).await.status, 422);
        let decided = [&unreasoned[..], &[("reason", "Rang it and she answered")]].concat();
        assert_eq!(adviser.send(&page, &decided).await.status, 303);
        let page = adviser.get(&path).await;
        assert!(page.words().contains("It counts because staff decided it.") && page.words().contains("Rang it and she answered"));
        assert!(page.words().contains("01632 960 001"), "what was said before stays");
        // What staff may not see they neither read nor change.
        let sealed = format!("/desk/people/{person}/record/money.bank_account");
        assert_eq!(adviser.get(&sealed).await.status, 404);
        assert_eq!(adviser.get(&format!("/desk/people/{person}/record/nonsense")).await.status, 404);
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        caseworker.open_record(person).await;
        assert_eq!(caseworker.get(&sealed).await.status, 200);
    }
}
