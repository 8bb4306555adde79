//! A protected address is for the named teams alone, and a sensitive case for those who need to see it.

use guildhall::emails::{self, PasswordChanged, Recipient};
use guildhall_database::{AuditFilter, ListPosition, NewProtection, PersonId, TeamId};
use guildhall_domain::{audit::AuditVerb, permissions::Grant, text::Language};
use uuid::Uuid;

use crate::{
    browser::{Answer, Browser},
    council::Council,
    journey::fill_in,
    on_each_database,
    residents::{address, resident},
    reuse::start_in,
    verification::verified_contact,
};

const SENSITIVE: &str = "help-if-you-are-not-safe-at-home";

/// A case about somebody that an adviser opened, and its reference.
async fn case_about(adviser: &mut Browser, person: PersonId) -> String {
    let record = adviser.open_record(person).await;
    let chosen = [
        ("service", "missed-bin-collection"),
        ("channel", "telephone"),
    ];
    let first = adviser.go_on(&record, &chosen).await;
    let check = fill_in(adviser, first).await;
    adviser.go_on(&check, &[]).await.text(".reference")
}

/// A sensitive case about somebody that an adviser opened, and its reference.
async fn sensitive_case(adviser: &mut Browser, person: PersonId) -> String {
    let record = adviser.open_record(person).await;
    let chosen = [("service", SENSITIVE), ("channel", "telephone")];
    let mut page = adviser.go_on(&record, &chosen).await;
    for typed in [
        ("safe_contact", "not-safe"),
        ("", ""),
        ("name_to_use", "M"),
        ("support", "talk"),
        ("others", "no"),
        ("anything_else", ""),
    ] {
        page = adviser.go_on(&page, &[typed]).await;
    }
    assert_eq!(page.text("h1"), "Check your answers");
    adviser.go_on(&page, &[]).await.text(".reference")
}

/// Shows somebody's address to these teams alone.
async fn protect(council: &Council, person: PersonId, teams: &[Uuid]) {
    let officer = council
        .add_staff("Nobody Else", &[Grant::DataProtectionOfficer])
        .await;
    let now = council.state.clock.now();
    let teams = teams.iter().copied().map(TeamId).collect();
    let protection = NewProtection {
        reason: "Hides from somebody",
        review_at: now,
        teams: &teams,
    };
    let mut transaction = council.state.database.begin().await.unwrap();
    let added = transaction
        .add_protection(person, &protection, officer, now)
        .await;
    assert!(added.unwrap().is_some());
    transaction.commit().await.unwrap();
}

async fn count(council: &Council, verb: AuditVerb) -> usize {
    let filter = AuditFilter {
        verb: Some(verb),
        ..AuditFilter::default()
    };
    let mut connection = council.state.database.read().await.unwrap();
    let page = connection
        .list_audit_events(&filter, ListPosition::Newest, 50)
        .await;
    page.unwrap().events.len()
}

fn tells_address(page: &Answer) -> bool {
    page.body.contains("Quarry Row") || page.body.contains("WR1 4QR")
}

/// A message about somebody that says where they live.
async fn letter(council: &Council, person: PersonId) -> String {
    let to = Recipient::new("mary@residents.example", Language::English).person(person);
    let notice = PasswordChanged {
        name: "Mary of 14 Quarry Row".to_owned(),
        when: "27 March 2026 at 10am".to_owned(),
    };
    let mut transaction = council.state.database.begin().await.unwrap();
    let id = emails::queue(&mut transaction, &council.state, &to, &notice)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    format!("/desk/mail/{id}")
}

on_each_database! {
    async fn a_protected_address_is_on_no_page_for_those_outside_the_teams(council) {
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let tax = council.team("Council tax", &["council-tax-move"]).await;
        let person = council.person("Mary Hollings").await;
        let joined = council.person("Mary H").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let case = format!("/desk/cases/{}", case_about(&mut adviser, person).await);
        let of_joined = format!("/desk/cases/{}", case_about(&mut adviser, joined).await);
        let mail = letter(&council, person).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        transaction.join_person(joined, person).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(tells_address(&adviser.get(&case).await) && tells_address(&adviser.get(&mail).await));
        protect(&council, person, &[waste]).await;
        let mut insider = council.staff_with("Gareth Pugh", &[Grant::Caseworker { team: Some(waste) }]).await;
        let mut officer = council.staff_with("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        let mut outsider = council.staff_with("Ann Lloyd", &[Grant::Adviser, Grant::Caseworker { team: Some(tax) }]).await;
        for (reader, is_inside) in [(&mut adviser, false), (&mut outsider, false), (&mut officer, false), (&mut insider, true)] {
            for path in [&case, &of_joined] {
                let page = reader.get(path).await;
                assert_eq!(page.status, 200, "{path}");
                assert_eq!(tells_address(&page), is_inside, "{path}");
                assert_eq!(page.words().contains("Address withheld"), !is_inside, "{path}");
            }
            let record = reader.open_record(person).await;
            assert_eq!(record.words().contains("Address withheld"), !is_inside);
            assert_eq!(record.has(".govuk-warning-text"), is_inside);
            assert!(!tells_address(&record));
            for path in ["/desk", "/desk/cases", "/desk/mail", "/desk/people?q=mary"] {
                assert!(!tells_address(&reader.get(path).await), "{path}");
            }
            assert!(!reader.get("/desk/people?q=WR1+4QR").await.has("tbody tr"));
            assert_eq!(tells_address(&reader.get(&mail).await), is_inside);
            let html = reader.get(&format!("{mail}/html")).await;
            assert_eq!((html.status == 200, tells_address(&html)), (is_inside, is_inside));
        }
    }

    async fn what_is_held_of_a_protected_address_is_for_the_teams_alone(council) {
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let person = council.person("Mary Hollings").await;
        let held = format!("/desk/people/{person}/record/home.address");
        let mut adviser = council.staff("Amina Yusuf").await;
        adviser.open_record(person).await;
        let page = adviser.get(&held).await;
        let typed = [
            ("act", "change"),
            ("channel", "telephone"),
            ("value-line-1", "14 Quarry Row"),
            ("value-town", "Wrekinbridge"),
            ("value-postcode", "WR1 4QR"),
        ];
        assert!(tells_address(&adviser.go_on(&page, &typed).await));
        assert!(tells_address(&adviser.open_record(person).await));
        protect(&council, person, &[waste]).await;
        let mut insider = council.staff_with("Gareth Pugh", &[Grant::Caseworker { team: Some(waste) }]).await;
        for (reader, is_inside) in [(&mut adviser, false), (&mut insider, true)] {
            let record = reader.open_record(person).await;
            assert_eq!(tells_address(&record), is_inside);
            let one = reader.get(&held).await;
            assert_eq!((one.status == 200, tells_address(&one)), (is_inside, is_inside));
            let contact = verified_contact(&council, reader, person).await;
            let form = start_in(reader, &contact, person, "missed-bin-collection").await;
            assert_eq!(tells_address(&form), is_inside, "what is known is put into a form for those who may see it");
        }
        let csrf = page.csrf();
        let typed = [&typed[..], &[("csrf", csrf.as_str())]].concat();
        assert_eq!(adviser.post(&held, &typed).await.status, 404);
    }

    async fn the_resident_sees_their_own_address(council) {
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let mut mary = resident(&council, "Mary Hollings").await;
        let first = crate::journey::start(&mut mary).await;
        let check = fill_in(&mut mary, first).await;
        let reference = mary.go_on(&check, &[]).await.text(".reference");
        let person = {
            let mut connection = council.state.database.read().await.unwrap();
            connection.list_identities_by_email(&address("Mary Hollings")).await.unwrap()[0].person_id
        };
        protect(&council, person, &[waste]).await;
        assert!(tells_address(&mary.get(&format!("/account/cases/{reference}")).await));
    }

    async fn a_protection_is_placed_changed_and_lifted_by_few(council) {
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let person = council.person("Mary Hollings").await;
        let path = format!("/desk/people/{person}/protection");
        let mut adviser = council.staff("Amina Yusuf").await;
        let record = adviser.open_record(person).await;
        assert!(!record.has("a[href$='/protection']"));
        assert_eq!(adviser.get(&path).await.status, 403);
        let mut leader = council.staff_with("Sunita Rao", &[Grant::TeamLeader { team: waste }]).await;
        let record = leader.open_record(person).await;
        let form = leader.get(&record.attribute("a[href$='/protection']", "href")).await;
        assert!(!form.has("a[href$='/lift']"));
        let wrong = leader.send(&form, &[("reason", " "), ("team", "nonsense"), ("review", "99")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.texts(".govuk-error-summary__list li").len(), 3);
        let team = waste.to_string();
        let long = "x".repeat(201);
        let again = leader.send(&form, &[("reason", &long), ("team", &team), ("review", "3")]).await;
        assert!(again.has("input[name=team][checked]") && again.has("input[value='3'][checked]") && again.body.contains(&long));
        let placed = leader.go_on(&form, &[("reason", "Hides from somebody"), ("team", &team), ("review", "3")]).await;
        assert!(placed.words().contains("The address is protected"));
        assert!(!placed.body.contains("Hides from somebody"));
        let form = leader.get(&path).await;
        assert!(form.words().contains("Sunita Rao protected it on 27 March 2026. To be reviewed on 26 June 2026"), "{}", form.words());
        assert!(form.text("#reason").contains("Hides from somebody"));
        leader.go_on(&form, &[("reason", "Still hides"), ("team", &team), ("review", "12")]).await;
        let record = adviser.open_record(person).await;
        assert!(record.words().contains("Address withheld") && !record.body.contains("Still hides"));
        let form = leader.get(&path).await;
        let ask = leader.get(&form.attribute("a[href$='/lift']", "href")).await;
        assert!(ask.words().contains("Lift the protection of Mary Hollings?"));
        let lifted = leader.go_on(&ask, &[]).await;
        assert!(lifted.words().contains("The protection is lifted"));
        assert_eq!(leader.get(&ask.path).await.status, 404);
        assert!(!adviser.open_record(person).await.words().contains("Address withheld"));
        for verb in [AuditVerb::ProtectionPlaced, AuditVerb::ProtectionChanged, AuditVerb::ProtectionLifted] {
            assert_eq!(count(&council, verb).await, 1, "{verb:?}");
        }
    }

    async fn of_two_who_protect_somebody_at_once_the_second_sees_what_there_is(council) {
        let waste = council.team("Waste", &[]).await;
        let tax = council.team("Council tax", &[]).await;
        let person = council.person("Mary Hollings").await;
        let mut leader = council.staff_with("Sunita Rao", &[Grant::TeamLeader { team: waste }]).await;
        leader.open_record(person).await;
        let form = leader.get(&format!("/desk/people/{person}/protection")).await;
        protect(&council, person, &[tax]).await;
        // What was typed before is a change of what there is now, and is written down as one.
        let team = waste.to_string();
        leader.go_on(&form, &[("reason", "Hides"), ("team", &team), ("review", "1")]).await;
        assert_eq!(count(&council, AuditVerb::ProtectionChanged).await, 1);
    }

    async fn a_sensitive_case_is_there_for_those_alone_who_need_it(council) {
        let person = council.person("Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let reference = sensitive_case(&mut adviser, person).await;
        let path = format!("/desk/cases/{reference}");
        let mut nobodys = council.caseworker("Ann Lloyd").await;
        let mut officer = council.staff_with("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        // No team looks after it yet: one person has to know.
        assert_eq!(officer.get(&path).await.status, 200);
        assert_eq!(nobodys.get(&path).await.status, 404);
        let safe = council.team("Safe at home", &[SENSITIVE]).await;
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let mut insider = council.staff_with("Gareth Pugh", &[Grant::Caseworker { team: Some(safe) }]).await;
        let mut other = council.staff_with("Sunita Rao", &[Grant::TeamLeader { team: waste }]).await;
        let mut administrator = council.administrator("Owen Castle").await;
        for (reader, name) in [(&mut adviser, "adviser"), (&mut nobodys, "of no team"), (&mut other, "other team")] {
            assert_eq!(reader.get(&path).await.status, 404, "{name}");
            let why = reader.get(&format!("/desk/people/{person}/why")).await;
            reader.send(&why, &[("contact", "other")]).await;
            for page in ["/desk".to_owned(), "/desk/cases".into(), format!("/desk/cases?service={SENSITIVE}"),
                format!("/desk/people/{person}"), format!("/desk/people/{person}/why"), format!("/desk/people?q={reference}")] {
                let listed = reader.get(&page).await;
                assert_eq!(listed.status, 200, "{page}");
                assert!(!listed.has(&format!("a[href='{path}']")) && !listed.has(&format!("button[value='{reference}']")), "{page} as {name}");
            }
            assert!(!reader.get("/desk/cases").await.has(&format!("select[name=service] option[value='{SENSITIVE}']")));
            let by_case = reader.get(&format!("/desk/people/{person}?case={reference}")).await;
            assert_eq!(by_case.status, 404, "{name}");
            let csrf = why.csrf();
            assert_eq!(reader.post(&path, &[("csrf", csrf.as_str()), ("note", "x")]).await.status, 404, "{name}");
        }
        assert_eq!(administrator.get(&path).await.status, 403);
        assert_eq!(insider.get("/desk/cases").await.texts("tbody .reference"), [reference.as_str()]);
        let page = insider.get(&path).await;
        assert!(page.has("#note") && page.has("input[name=status]"));
        let why = insider.get(&format!("/desk/people/{person}/why")).await;
        assert!(why.has("input[name=withhold]"), "who works on what is sensitive may keep a look from the resident");
        assert!(adviser.get("/desk").await.has(&format!("option[value='{SENSITIVE}']")), "anybody's call is taken");
    }

    async fn that_somebody_works_on_a_sensitive_case_shows_in_no_account(council) {
        let mut mary = resident(&council, "Mary Hollings").await;
        let person = {
            let mut connection = council.state.database.read().await.unwrap();
            connection.list_identities_by_email(&address("Mary Hollings")).await.unwrap()[0].person_id
        };
        let mut adviser = council.staff("Amina Yusuf").await;
        let reference = sensitive_case(&mut adviser, person).await;
        let safe = council.team("Safe at home", &[SENSITIVE]).await;
        let mut insider = council.staff_with("Gareth Pugh", &[Grant::Caseworker { team: Some(safe) }]).await;
        assert_eq!(insider.get(&format!("/desk/cases/{reference}")).await.status, 200);
        let list = mary.get("/account/access").await;
        assert!(list.words().contains("Amina Yusuf") && !list.words().contains("Gareth Pugh"));
        assert!(!list.body.contains(&reference));
    }
}
