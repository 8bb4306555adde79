//! Staff help people on the same forms, and work on the cases that come of them.

use guildhall_database::CaseFilter;

use crate::{
    browser::{Answer, Browser},
    council::Council,
    journey::{fill_in, start},
    on_each_database,
};

/// A case opened by a resident, and its reference.
async fn case(council: &Council) -> String {
    let mut browser = council.browser();
    let first = start(&mut browser).await;
    let check = fill_in(&mut browser, first).await;
    browser.go_on(&check, &[]).await.text(".reference")
}

async fn open(staff: &mut Browser, reference: &str) -> Answer {
    let page = staff.get(&format!("/desk/cases/{reference}")).await;
    assert_eq!(page.status, 200);
    page
}

on_each_database! {
    async fn an_adviser_fills_a_form_in_for_somebody_on_the_telephone(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let record = staff.open_record(person).await;
        assert!(record.words().contains("No cases yet"));
        let first = staff.go_on(&record, &[("service", "missed-bin-collection"), ("channel", "telephone")]).await;
        let banner = first.text(".acting-for");
        assert!(banner.contains("Mary Hollings") && banner.contains("telephone"), "{banner}");
        assert!(first.attribute(".govuk-back-link", "href").starts_with("/desk/contacts/"));
        assert!(first.has("nav a[href='/desk']"), "the desk is a click away");
        let check = fill_in(&mut staff, first).await;
        assert!(check.has(".acting-for"));
        let done = staff.go_on(&check, &[]).await;
        let reference = done.text(".reference");
        let case = open(&mut staff, &reference).await;
        let about = case.text(".govuk-summary-list");
        for expected in ["For Mary Hollings", "Form filled in by Amina Yusuf", "Channel telephone", "Version 1"] {
            assert!(about.contains(expected), "{expected} is not in {about}");
        }
        let record = staff.open_record(person).await;
        assert!(record.has(&format!("a[href='/desk/cases/{reference}']")));
        let stored = council.state.database.read().await.unwrap().find_case(&reference).await.unwrap().unwrap();
        assert_eq!((stored.subject_id, stored.actor().unwrap().kind()), (Some(person), "staff"));
    }

    async fn a_form_can_be_started_for_somebody_without_a_name(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let desk = staff.get("/desk").await;
        let again = staff.send_to(&desk, "/desk/start", &[("service", "none"), ("channel", "online")]).await;
        assert_eq!(again.status, 422);
        assert_eq!(again.texts(".govuk-error-summary__list li"), ["Select a service", "Select how they got in touch"]);
        let started = staff.send_to(&again, "/desk/start", &[("service", "missed-bin-collection"), ("channel", "counter")]).await;
        let first = staff.visit(started.location()).await;
        assert!(first.text(".acting-for").contains("not known yet"));
    }

    async fn a_case_shows_the_answers_as_the_resident_saw_them(council) {
        let reference = case(&council).await;
        let mut staff = council.caseworker("Gareth Pugh").await;
        let page = open(&mut staff, &reference).await;
        let keys = page.texts(".govuk-summary-list__key");
        let values = page.texts(".govuk-summary-list__value");
        let answer = |question: &str| values[keys.iter().position(|key| key == question).unwrap()].clone();
        assert_eq!(answer("Which bins did we miss?"), "Refuse Food waste");
        assert_eq!(answer("When should the bins have been collected?"), "26 March 2026");
        assert_eq!(answer("Form filled in by"), "The resident");
        assert!(page.text(".govuk-details").contains("What did the tag"), "{}", page.text(".govuk-details"));
    }

    async fn references_are_found_however_they_are_typed(council) {
        let reference = case(&council).await;
        let mut staff = council.caseworker("Gareth Pugh").await;
        let typed = reference.to_lowercase().replace('-', "%20");
        assert_eq!(staff.get(&format!("/desk/cases/{typed}")).await.status, 200);
        assert_eq!(staff.get("/desk/cases/not-a-reference").await.status, 404);
    }

    async fn a_note_and_a_new_status_join_the_story(council) {
        let reference = case(&council).await;
        let mut staff = council.caseworker("Gareth Pugh").await;
        let page = open(&mut staff, &reference).await;
        let page = staff.go_on(&page, &[("status", "crew_booked"), ("note", "Crew 4 goes back\non <Monday>")]).await;
        let story = page.texts(".timeline__item");
        assert_eq!(story.len(), 3);
        assert!(story[0].contains("Crew 4 goes back") && story[0].contains("Gareth Pugh"), "{story:?}");
        assert!(story[1].starts_with("Status changed from"), "{story:?}");
        assert!(story[2].contains("The resident, 27 March 2026 at 10am"), "{story:?}");
        assert!(page.body.contains("&lt;Monday"));
    }

    async fn a_change_must_change_something_and_follow_the_state_machine(council) {
        let reference = case(&council).await;
        let mut staff = council.caseworker("Gareth Pugh").await;
        let page = open(&mut staff, &reference).await;
        let nothing = staff.send(&page, &[("status", ""), ("note", "  ")]).await;
        assert_eq!(nothing.status, 422);
        assert!(nothing.words().contains("Choose a new status or write a note"));
        for status in ["received", "no_such_status"] {
            let refused = staff.send(&page, &[("status", status), ("note", "keep me")]).await;
            assert_eq!(refused.status, 422, "{status}");
            assert_eq!(refused.text("#note"), "keep me");
        }
        let long = "x".repeat(5_001);
        assert_eq!(staff.send(&page, &[("note", &long)]).await.status, 422);
        assert_eq!(open(&mut staff, &reference).await.texts(".timeline__item").len(), 1);
    }

    async fn the_second_of_two_who_change_a_case_sees_both_versions(council) {
        let reference = case(&council).await;
        let mut gareth = council.caseworker("Gareth Pugh").await;
        let mut amina = council.caseworker("Amina Yusuf").await;
        let (first, second) = (open(&mut gareth, &reference).await, open(&mut amina, &reference).await);
        gareth.go_on(&first, &[("status", "crew_booked"), ("note", "Crew 4")]).await;
        let told = amina.send(&second, &[("status", "not_upheld"), ("note", "The bin was contaminated")]).await;
        assert_eq!(told.status, 409);
        let versions = told.texts(".versions__one");
        assert!(versions[0].contains("Crew 4") && versions[0].contains("Gareth Pugh"), "{versions:?}");
        assert!(!versions[0].contains("Case opened"), "only what is new is shown: {versions:?}");
        assert!(versions[1].contains("The bin was contaminated"), "{versions:?}");
        let case = open(&mut gareth, &reference).await;
        assert!(!case.words().contains("contaminated"));
        let saved = amina.go_on(&told, &[("status", "not_upheld"), ("note", "The bin was contaminated")]).await;
        assert_eq!(saved.texts(".timeline__item").len(), 5);
    }

    async fn of_changes_at_the_same_moment_one_is_made_and_the_others_are_told(council) {
        let reference = case(&council).await;
        let staff = council.caseworker("Gareth Pugh").await;
        let page = open(&mut staff.clone(), &reference).await;
        let (action, mut controls) = page.form();
        controls.push(("status".into(), "crew_booked".into()));
        let changes: Vec<_> = (0..6).map(|_| {
            let (mut staff, action, controls) = (staff.clone(), action.clone(), controls.clone());
            tokio::spawn(async move { staff.post(&action, &controls).await.status })
        }).collect();
        let mut statuses = Vec::new();
        for change in changes {
            statuses.push(change.await.unwrap());
        }
        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 303 | 409)), "{statuses:?}");
    }

    async fn notes_written_at_the_same_time_are_all_kept(council) {
        let reference = case(&council).await;
        let mut gareth = council.caseworker("Gareth Pugh").await;
        let mut amina = council.staff("Amina Yusuf").await;
        let (first, second) = (open(&mut gareth, &reference).await, open(&mut amina, &reference).await);
        gareth.go_on(&first, &[("note", "Called twice")]).await;
        let page = amina.go_on(&second, &[("note", "Wrote a letter")]).await;
        assert!(page.words().contains("Called twice") && page.words().contains("Wrote a letter"));
    }

    async fn cases_are_listed_newest_first_page_by_page(council) {
        let mut staff = council.caseworker("Gareth Pugh").await;
        assert!(staff.get("/desk/cases").await.words().contains("No cases yet"));
        for _ in 0..27 {
            case(&council).await;
        }
        let newest = staff.get("/desk/cases").await;
        assert_eq!(newest.texts("tbody tr").len(), 25);
        assert!(!newest.has(".govuk-pagination__prev") && newest.has(".govuk-pagination__next"));
        let next = newest.attribute(".govuk-pagination__next a", "href");
        let oldest = staff.get(&next).await;
        assert_eq!(oldest.texts("tbody tr").len(), 2);
        assert!(!oldest.has(".govuk-pagination__next"));
        let seen: std::collections::BTreeSet<_> = newest.texts("tbody .reference").into_iter().chain(oldest.texts("tbody .reference")).collect();
        assert_eq!(seen.len(), 27);
        let back = staff.get(&oldest.attribute(".govuk-pagination__prev a", "href")).await;
        assert_eq!(back.texts("tbody .reference"), newest.texts("tbody .reference"));
        assert_eq!(staff.get("/desk/cases?after=nonsense").await.texts("tbody tr").len(), 25);
    }

    async fn lists_are_narrowed_by_service_and_status(council) {
        let mut staff = council.caseworker("Gareth Pugh").await;
        let reference = case(&council).await;
        case(&council).await;
        let page = open(&mut staff, &reference).await;
        staff.go_on(&page, &[("status", "crew_booked")]).await;
        let booked = staff.get("/desk/cases?service=missed-bin-collection&status=crew_booked").await;
        assert_eq!(booked.texts("tbody .reference"), [reference]);
        assert!(booked.has("option[value=crew_booked][selected]"));
        let none = staff.get("/desk/cases?service=council-tax-move&status=").await;
        assert!(none.words().contains("No cases match") && none.has("a[href='/desk/cases']"));
        let filter = CaseFilter { status: Some("crew_booked".into()), ..CaseFilter::default() };
        let mut connection = council.state.database.read().await.unwrap();
        let page = connection.list_cases(&filter, guildhall_database::CasePosition::Newest, 10).await.unwrap();
        assert_eq!(page.cases.len(), 1);
    }
}
