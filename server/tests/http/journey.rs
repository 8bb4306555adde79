//! A resident fills a form in.

use guildhall_domain::forms::Asked;

use crate::{
    browser::{Answer, Browser},
    on_each_database,
};

/// What to type on each page of "report a missed bin collection", on its shortest way.
pub const MISSED_BIN: [&[(&str, &str)]; 8] = [
    &[
        ("property_address-line-1", "14 Quarry Row"),
        ("property_address-town", "Wrekinbridge"),
        ("property_address-postcode", "wr14qr"),
    ],
    &[("property_type", "house")],
    &[("assisted_collection", "no")],
    &[("missed_bins", "refuse"), ("missed_bins", "food")],
    &[
        ("collection_date-day", "26"),
        ("collection_date-month", "3"),
        ("collection_date-year", "2026"),
    ],
    &[("out_by_6am", "yes")],
    &[("tag_left", "no")],
    &[("update_method", "none")],
];

/// Starts the form and returns its first page.
pub async fn start(browser: &mut Browser) -> Answer {
    let start = browser.get("/services/missed-bin-collection").await;
    browser.go_on(&start, &[]).await
}

/// Fills the whole form in and returns check-your-answers.
pub async fn fill_in(browser: &mut Browser, first: Answer) -> Answer {
    let mut page = first;
    for typed in MISSED_BIN {
        page = browser.go_on(&page, typed).await;
    }
    assert_eq!(page.text("h1"), "Check your answers", "{}", page.path);
    page
}

/// The form session's URL.
pub fn session(page: &Answer) -> String {
    let (session, _) = page.path.rsplit_once('/').unwrap();
    session.to_owned()
}

on_each_database! {
    async fn a_resident_gets_from_the_home_page_to_a_reference(council) {
        let mut browser = council.browser();
        let home = browser.get("/").await;
        assert!(home.has("a[href='/services/missed-bin-collection']"));
        let first = start(&mut browser).await;
        assert_eq!(first.text("h1"), "Where did we miss a collection?");
        let check = fill_in(&mut browser, first).await;
        assert!(check.words().contains("WR1 4QR"), "the postcode is kept in its standard form");
        let done = browser.go_on(&check, &[]).await;
        let reference = done.text(".reference");
        let case = council.state.database.read().await.unwrap().find_case(&reference).await.unwrap().unwrap();
        assert_eq!((case.status.as_str(), case.channel.word()), ("received", "online"));
        assert_eq!((case.subject_id, case.actor_name.clone()), (None, None));
        assert_eq!(case.actor().unwrap().kind(), "visitor");
    }

    async fn pages_that_conditions_rule_out_are_not_asked(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let session = session(&first);
        fill_in(&mut browser, first).await;
        let skipped = browser.get(&format!("{session}/where-bins-are-kept")).await;
        assert_eq!((skipped.status, skipped.location()), (303, format!("{session}/check").as_str()));
    }

    async fn the_record_says_what_was_asked_and_what_was_not(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let check = fill_in(&mut browser, first).await;
        let done = browser.go_on(&check, &[]).await;
        let mut connection = council.state.database.read().await.unwrap();
        let case = connection.find_case(&done.text(".reference")).await.unwrap().unwrap();
        let submission = connection.find_submission(case.id).await.unwrap().unwrap();
        let questions: Vec<_> = submission.snapshot.pages.iter().flat_map(|page| &page.questions).collect();
        let asked = |name: &str| &questions.iter().find(|question| question.name == name).unwrap().asked;
        assert!(matches!(asked("property_type"), Asked::Answered { .. }));
        assert_eq!(*asked("tag_words"), Asked::NotAsked);
        assert_eq!(submission.form_version, 1);
    }

    async fn a_mistake_keeps_what_was_typed_and_says_how_to_put_it_right(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let typed = [("property_address-line-1", "14 <Quarry> Row"), ("property_address-postcode", "nonsense")];
        let answer = browser.send(&first, &typed).await;
        assert_eq!(answer.status, 422);
        assert!(answer.title().starts_with("Error: "), "{}", answer.title());
        assert_eq!(answer.attribute("#property_address-line-1", "value"), "14 <Quarry> Row");
        let links = answer.texts(".govuk-error-summary__list a");
        assert_eq!(links, ["Enter a town or city", "Enter a full UK postcode, like AB1 2CD"]);
        assert_eq!(answer.attribute(".govuk-error-summary__list a", "href"), "#property_address-town");
        assert!(answer.has("#property_address-town"));
        assert!(answer.has(".govuk-error-summary[autofocus][tabindex='-1']"));
        let described = answer.attribute("#property_address-postcode", "aria-describedby");
        assert!(answer.has(&format!("#{described}")), "{described}");
    }

    async fn going_back_shows_what_was_answered(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let second = browser.go_on(&first, MISSED_BIN[0]).await;
        assert_eq!(second.attribute(".govuk-back-link", "href"), first.path);
        let again = browser.get(&first.path).await;
        assert_eq!(again.attribute("#property_address-line-1", "value"), "14 Quarry Row");
    }

    async fn nobody_gets_ahead_of_what_they_have_answered(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        for page in ["check", "done", "collection-date"] {
            let ahead = browser.get(&format!("{}/{page}", session(&first))).await;
            assert_eq!((ahead.status, ahead.location()), (303, first.path.as_str()), "{page}");
        }
        let sent = browser.post(&format!("{}/check", session(&first)), &[("csrf", first.csrf())]).await;
        assert_eq!((sent.status, sent.location()), (303, first.path.as_str()));
        let ahead = format!("{}/collection-date", session(&first));
        let sent = browser.post(&ahead, &[("csrf", first.csrf())]).await;
        assert_eq!((sent.status, sent.location()), (303, first.path.as_str()));
    }

    async fn change_leads_back_to_the_check_page(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let session = session(&first);
        let check = fill_in(&mut browser, first).await;
        let change = check.attribute("a[href*='which-bins']", "href");
        let page = browser.get(&change).await;
        assert_eq!(page.attribute(".govuk-back-link", "href"), format!("{session}/check"));
        let check = browser.go_on(&page, &[("missed_bins", "garden")]).await;
        assert_eq!(check.path, format!("{session}/check"));
        assert!(check.words().contains("Garden waste") && !check.words().contains("Food waste"));
    }

    async fn a_change_that_brings_up_a_question_asks_it_before_the_check_page(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let session = session(&first);
        fill_in(&mut browser, first).await;
        let page = browser.get(&format!("{session}/assisted-collection?change=1")).await;
        let new = browser.go_on(&page, &[("assisted_collection", "yes")]).await;
        assert_eq!(new.path, format!("{session}/where-bins-are-kept?change=1"));
        let check = browser.go_on(&new, &[("where_bins_are_kept", "By the shed")]).await;
        assert_eq!(check.path, format!("{session}/check"));
    }

    async fn a_form_left_unfinished_can_be_carried_on_in_the_same_browser(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let second = browser.go_on(&first, MISSED_BIN[0]).await;
        let start = browser.get("/services/missed-bin-collection").await;
        let carry_on = start.attribute(".govuk-inset-text a", "href");
        let page = browser.visit(&carry_on).await;
        assert_eq!(page.path, second.path);
        let stranger = council.browser().get("/services/missed-bin-collection").await;
        assert!(!stranger.has(".govuk-inset-text"));
    }

    async fn every_shipped_service_can_be_started(council) {
        for service in council.state.catalogue.list().await.unwrap() {
            let mut browser = council.browser();
            let start = browser.get(&format!("/services/{}", service.slug)).await;
            assert_eq!(start.status, 200);
            let first = browser.go_on(&start, &[]).await;
            assert_eq!(first.status, 200, "{}", service.slug);
        }
    }
}
