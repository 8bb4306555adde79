//! Whoever opens somebody's record says why; the one it is about sees who it was, unless that is withheld.

use guildhall::{clock::Clock, router::router, state::AppState};
use guildhall_database::{AuditEvent, AuditFilter, ListPosition, PersonId};
use guildhall_domain::{audit::AuditVerb, permissions::Grant};
use time::Duration;

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    journey::{fill_in, start},
    on_each_database,
    residents::{address, resident},
};

pub async fn trail(council: &Council, verb: AuditVerb) -> Vec<AuditEvent> {
    let filter = AuditFilter {
        verb: Some(verb),
        ..AuditFilter::default()
    };
    let mut connection = council.state.database.read().await.unwrap();
    let page = connection
        .list_audit_events(&filter, ListPosition::Newest, 50)
        .await;
    page.unwrap().events
}

/// The record of somebody who has an account.
async fn record_of(council: &Council, name: &str) -> PersonId {
    let mut connection = council.state.database.read().await.unwrap();
    let identities = connection.list_identities_by_email(&address(name)).await;
    identities.unwrap()[0].person_id
}

/// A case that a resident opened in their account, and its reference.
async fn case_of(resident: &mut Browser) -> String {
    let first = start(resident).await;
    let check = fill_in(resident, first).await;
    resident.go_on(&check, &[]).await.text(".reference")
}

/// A later time at the same council, in another process.
fn later(council: &Council, after: Duration) -> AppState {
    let mut state = council.state.clone();
    state.clock = Clock::fixed(NOW + after);
    state
}

/// Gives a reason in one's own words on the page that asks.
async fn state_why(staff: &mut Browser, why: &Answer, stated: &str, withhold: &str) -> Answer {
    staff
        .send(why, &[("stated", stated), ("withhold", withhold)])
        .await
}

async fn listed(resident: &mut Browser) -> Vec<String> {
    resident.get("/account/access").await.texts(".account-case")
}

on_each_database! {
    async fn two_at_one_record_know_of_each_other_but_for_looks_that_are_withheld(council) {
        let person = council.person("Mary Hollings").await;
        let mut amina = council.staff("Amina Yusuf").await;
        let mut owen = council.staff("Owen Price").await;
        assert!(!amina.open_record(person).await.words().contains("has this record open too"));
        assert!(owen.open_record(person).await.words().contains("Amina Yusuf has this record open too"));
        assert!(amina.open_record(person).await.words().contains("Owen Price has this record open too"));
        let team = council.team("Fraud", &[]).await;
        let leader = [Grant::TeamLeader { team }];
        let mut sian = council.staff_with("Sian Bowen", &leader).await;
        let why = sian.visit(&format!("/desk/people/{person}")).await;
        let stated = state_why(&mut sian, &why, "Looking into a claim", "fraud").await;
        sian.visit(stated.location()).await;
        assert!(!amina.open_record(person).await.words().contains("Sian Bowen"));
    }

    async fn without_a_reason_there_is_the_name_and_nothing_else(council) {
        let person = council.person("Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        for path in ["", "/join", "/separate", "/accounts/01890000-0000-7000-8000-000000000000"] {
            let asked = adviser.get(&format!("/desk/people/{person}{path}")).await;
            assert_eq!(asked.status, 303);
            assert!(asked.location().starts_with(&format!("/desk/people/{person}/why?next=")), "{}", asked.location());
            assert!(!asked.body.contains("01632 960 001"));
        }
        let csrf = adviser.get("/desk").await.csrf();
        let start = [("csrf", csrf.as_str()), ("service", "missed-bin-collection"), ("channel", "telephone")];
        let sent = adviser.post(&format!("/desk/people/{person}/start"), &start).await;
        assert_eq!(sent.location(), format!("/desk/people/{person}/why"), "nothing is done without a reason");
        let why = adviser.visit(&format!("/desk/people/{person}")).await;
        assert_eq!(why.text("h1"), "Why are you opening this record?");
        assert!(why.words().contains("Mary Hollings") && !why.body.contains("01632 960 001"));
        assert!(trail(&council, AuditVerb::RecordOpened).await.is_empty());
        let record = adviser.go_on(&why, &[("contact", "other")]).await;
        assert!(record.words().contains("01632 960 001"));
        let opened = trail(&council, AuditVerb::RecordOpened).await;
        assert_eq!((opened.len(), opened[0].thing_id), (1, Some(person.0)));
        assert_eq!((opened[0].details["reason"].as_str(), opened[0].details["contact"].as_str()), ("contact", "other"));
        assert_eq!(opened[0].details["page"], "/desk/people/{id}");
    }

    async fn a_reason_counts_for_an_hour_in_every_process_and_each_look_is_logged(council) {
        let person = council.person("Mary Hollings").await;
        let path = format!("/desk/people/{person}");
        let mut adviser = council.staff("Amina Yusuf").await;
        adviser.open_record(person).await;
        let mut other = council.staff("Joan Pryce").await;
        assert_eq!(other.get(&path).await.status, 303, "somebody else says why themselves");
        adviser.move_to(router(later(&council, Duration::minutes(20))));
        let record = adviser.get(&path).await;
        assert_eq!(record.status, 200);
        let opened = trail(&council, AuditVerb::RecordOpened).await;
        assert_eq!(opened.len(), 2);
        assert_eq!(opened[0].details["contact"], "other");
        let mut connection = council.state.database.read().await.unwrap();
        let staff = connection.find_staff_by_email("amina.yusuf@wrekinshire.example").await.unwrap().unwrap();
        for (minutes, is_remembered) in [(59, true), (61, false)] {
            let now = (NOW + Duration::minutes(minutes)).into();
            let latest = connection.find_latest_opening(staff.id, person, Duration::minutes(60), now).await.unwrap();
            assert_eq!(latest.is_some(), is_remembered, "{minutes} minutes");
        }
    }

    async fn whoever_adds_somebody_is_in_touch_with_them(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let new = adviser.get("/desk/people/new").await;
        let record = adviser.go_on(&new, &[("name", "Mary Hollings"), ("email", ""), ("telephone", "")]).await;
        assert_eq!(record.text("h1"), "Mary Hollings");
        assert_eq!(trail(&council, AuditVerb::RecordOpened).await[0].details["reason"], "contact");
    }

    async fn a_case_is_a_reason_to_open_its_persons_record_and_no_others(council) {
        let mut home = resident(&council, "Mary Hollings").await;
        let reference = case_of(&mut home).await;
        let person = record_of(&council, "Mary Hollings").await;
        let other = council.person("Idris Cole").await;
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        let case = caseworker.get(&format!("/desk/cases/{reference}")).await;
        let link = case.attribute("dd a[href^='/desk/people/']", "href");
        assert_eq!(link, format!("/desk/people/{person}?case={reference}"));
        assert_eq!(caseworker.get(&link).await.status, 200, "without another press");
        let refused = caseworker.get(&format!("/desk/people/{other}?case={reference}")).await;
        assert_eq!(refused.status, 404);
        assert!(!refused.body.contains("01632 960 001"));
        for nonsense in ["nonsense", "CDF-GHJ-KMP", ""] {
            assert_eq!(caseworker.get(&format!("/desk/people/{other}?case={nonsense}")).await.status, 404);
        }
        let team = council.team("Waste", &["missed-bin-collection"]).await;
        let tax = council.team("Council tax", &["council-tax-move"]).await;
        let mut outsider = council.staff_with("Sunita Rao", &[Grant::Caseworker { team: Some(tax) }]).await;
        assert_eq!(outsider.get(&link).await.status, 404, "a case that they may not see is no reason");
        let why = outsider.visit(&format!("/desk/people/{person}")).await;
        assert!(!why.body.contains(&reference));
        let forged = outsider.send(&why, &[("case", &reference)]).await;
        assert_eq!(forged.status, 404);
        let mut insider = council.staff_with("Ann Lloyd", &[Grant::Caseworker { team: Some(team) }]).await;
        let why = insider.visit(&format!("/desk/people/{person}")).await;
        assert_eq!(why.attribute("button[name=case]", "value"), reference);
        insider.go_on(&why, &[("case", &reference)]).await;
        let opened = trail(&council, AuditVerb::RecordOpened).await;
        assert!(opened.iter().all(|event| event.details["case"] == reference), "{opened:?}");
        assert_eq!(opened.len(), 3, "the case's page, and two looks at the record");
    }

    async fn a_reason_is_said_in_a_few_words(council) {
        let person = council.person("Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let why = adviser.visit(&format!("/desk/people/{person}")).await;
        let long = "x".repeat(201);
        for (typed, told) in [(" \u{7} ", "Select how they are in touch"), (long.as_str(), "200 characters or fewer")] {
            let again = state_why(&mut adviser, &why, typed, "").await;
            assert_eq!(again.status, 422);
            assert!(again.words().contains(told) && again.title().starts_with("Error: "), "{}", again.words());
        }
        let again = state_why(&mut adviser, &why, &long, "").await;
        assert_eq!(again.attribute("#stated", "value"), long);
        assert_eq!(state_why(&mut adviser, &why, "Returns a <lost> purse", "").await.status, 303);
        let elsewhere = [("stated", "A purse"), ("next", "https://elsewhere.example/")];
        assert_eq!(adviser.send(&why, &elsewhere).await.location(), format!("/desk/people/{person}"));
    }

    async fn residents_see_who_looked_at_their_own_record_alone(council) {
        let mut mary = resident(&council, "Mary Hollings").await;
        let mut idris = resident(&council, "Idris Cole").await;
        assert!(mary.get("/account/access").await.words().contains("Nobody has looked at your record yet"));
        assert!(mary.get("/account").await.has("a[href='/account/access']"));
        assert!(mary.get("/account/details").await.has("a[href='/account/access']"));
        let reference = case_of(&mut mary).await;
        let person = record_of(&council, "Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        adviser.open_record(person).await;
        adviser.get(&format!("/desk/people/{person}")).await;
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        caseworker.get(&format!("/desk/cases/{reference}")).await;
        let mut joan = council.staff("Joan Pryce").await;
        let why = joan.visit(&format!("/desk/people/{person}")).await;
        assert_eq!(state_why(&mut joan, &why, "A purse", "").await.status, 303);
        let rows = listed(&mut mary).await;
        assert_eq!(rows.len(), 2, "who only meant to look is not listed: {rows:?}");
        assert!(rows.iter().any(|row| row.contains("Amina Yusuf, an adviser Because of a letter, an email, a visit or another contact 27 March 2026 at 10am")), "{rows:?}");
        assert!(rows.iter().any(|row| row.contains(&format!("Gareth Pugh, a caseworker To work on {reference}"))), "{rows:?}");
        assert!(listed(&mut idris).await.is_empty());
        assert!(council.browser().get("/account/access").await.location().starts_with("/sign-in"));
    }

    async fn a_long_list_of_looks_has_pages(council) {
        let mut mary = resident(&council, "Mary Hollings").await;
        let person = record_of(&council, "Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        for number in 0..27 {
            let why = adviser.get(&format!("/desk/people/{person}/why")).await;
            state_why(&mut adviser, &why, &format!("Reason {number}"), "").await;
            adviser.get(&format!("/desk/people/{person}")).await;
        }
        let newest = mary.get("/account/access").await;
        assert_eq!(newest.texts(".account-case").len(), 25);
        let oldest = mary.get(&newest.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(oldest.texts(".account-case").len(), 2);
    }

    async fn what_is_withheld_is_reviewed_by_somebody_else_and_shown_when_it_is_released(council) {
        let mut mary = resident(&council, "Mary Hollings").await;
        let reference = case_of(&mut mary).await;
        let person = record_of(&council, "Mary Hollings").await;
        let team = council.team("Waste", &["missed-bin-collection"]).await;
        let mut leader = council.staff_with("Sunita Rao", &[Grant::TeamLeader { team }]).await;
        let why = leader.visit(&format!("/desk/people/{person}")).await;
        assert!(why.has("input[name=withhold]"));
        assert_eq!(state_why(&mut leader, &why, "Compares two claims", "fraud").await.status, 303);
        assert_eq!(leader.get(&format!("/desk/people/{person}")).await.status, 200);
        // However she gets to it meanwhile.
        assert_eq!(leader.get(&format!("/desk/cases/{reference}")).await.status, 200);
        assert!(listed(&mut mary).await.is_empty());
        assert!(!mary.get("/account/access").await.body.contains("Compares"));
        let placed = trail(&council, AuditVerb::ViewWithheld).await;
        assert_eq!(placed[0].details["withheld"], "fraud");
        let looked = trail(&council, AuditVerb::RecordOpened).await;
        assert!(looked.len() == 2 && looked.iter().all(|event| event.details["withheld"] == "fraud"));
        assert_eq!(leader.get("/desk/withheld").await.status, 403);
        let mut officer = council.staff_with("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        assert!(officer.get("/desk").await.has("a[href='/desk/withheld']"));
        let list = officer.get("/desk/withheld").await;
        assert!(list.text("tbody tr").contains("Mary Hollings Sunita Rao 27 March 2026 at 10am Fraud Not reviewed yet"), "{}", list.text("tbody tr"));
        let one = officer.get(&list.attribute("tbody a", "href")).await;
        assert!(one.words().contains("Compares two claims"));
        assert_eq!(officer.send(&one, &[]).await.status, 422);
        let agreed = officer.go_on(&one, &[("decision", "3")]).await;
        assert!(agreed.words().contains("Agreed until 26 June 2026"), "{}", agreed.words());
        assert!(listed(&mut mary).await.is_empty());
        let released = officer.go_on(&one, &[("decision", "release")]).await;
        assert!(released.words().contains("Nothing is withheld"));
        let rows = listed(&mut mary).await;
        assert!(rows.len() == 1 && rows[0].contains("Compares two claims"), "{rows:?}");
        assert_eq!(officer.get(&one.path).await.status, 404);
        assert_eq!(trail(&council, AuditVerb::WithholdingAgreed).await.len(), 1);
        assert_eq!(trail(&council, AuditVerb::WithholdingReleased).await.len(), 1);
    }

    async fn only_those_who_may_withhold_and_nobody_reviews_their_own_or_about_themselves(council) {
        let mut both = resident(&council, "Helen Marsh").await;
        let person = record_of(&council, "Helen Marsh").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let why = adviser.visit(&format!("/desk/people/{person}")).await;
        assert!(!why.has("input[name=withhold]"));
        assert_eq!(state_why(&mut adviser, &why, "Curious", "fraud").await.status, 403);
        let officer = [Grant::DataProtectionOfficer];
        let mut other = council.staff_with("Nia Rees", &officer).await;
        let why = other.visit(&format!("/desk/people/{person}")).await;
        state_why(&mut other, &why, "Looks into leaks", "safeguarding").await;
        let list = other.get("/desk/withheld").await;
        let one = other.get(&list.attribute("tbody a", "href")).await;
        assert!(!one.has("main form") && one.words().contains("somebody else reviews it"));
        let csrf = why.csrf();
        let own = [("csrf", csrf.as_str()), ("decision", "release")];
        assert_eq!(other.post(&one.path, &own).await.status, 403);
        // The officer is the one it is about: for her there is no such thing, not in the audit trail either.
        council.add_staff("Helen Marsh", &officer).await;
        let page = both.get("/staff/sign-in").await;
        let email = crate::council::email("Helen Marsh");
        both.send(&page, &[("email", &email), ("password", crate::council::PASSWORD)]).await;
        assert!(both.get("/desk/withheld").await.words().contains("Nothing is withheld"));
        assert_eq!(both.get(&one.path).await.status, 404);
        assert!(!both.get("/desk/audit").await.body.contains("Looks into leaks"));
        assert!(!both.get(&format!("/desk/audit?thing={person}")).await.body.contains("safeguarding"));
    }
}
