//! Sending a form, once, whatever happens.

use guildhall_database::{CaseFilter, CasePosition};

use crate::{
    journey::{MISSED_BIN, fill_in, session, start},
    on_each_database,
};

on_each_database! {
    async fn sending_twice_makes_one_case(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let check = fill_in(&mut browser, first).await;
        let one = browser.go_on(&check, &[]).await;
        let two = browser.go_on(&check, &[]).await;
        assert_eq!(one.text(".reference"), two.text(".reference"));
        let cases = council.state.database.read().await.unwrap();
        let mut cases = cases;
        let page = cases.list_cases(&CaseFilter::default(), CasePosition::Newest, 10).await.unwrap();
        assert_eq!(page.cases.len(), 1);
    }

    async fn clicks_at_the_same_moment_make_one_case(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let check = fill_in(&mut browser, first).await;
        let (action, controls) = check.form();
        let clicks: Vec<_> = (0..8).map(|_| {
            let (mut browser, action, controls) = (browser.clone(), action.clone(), controls.clone());
            tokio::spawn(async move { browser.post(&action, &controls).await })
        }).collect();
        for click in clicks {
            let answer = click.await.unwrap();
            assert_eq!((answer.status, answer.location()), (303, check.path.replace("/check", "/done").as_str()));
        }
        let mut connection = council.state.database.read().await.unwrap();
        let page = connection.list_cases(&CaseFilter::default(), CasePosition::Newest, 10).await.unwrap();
        assert_eq!(page.cases.len(), 1);
    }

    async fn what_was_sent_can_no_longer_be_changed(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let session = session(&first);
        let check = fill_in(&mut browser, first).await;
        browser.go_on(&check, &[]).await;
        let page = browser.get(&format!("{session}/property-type")).await;
        assert_eq!((page.status, page.location()), (303, format!("{session}/done").as_str()));
        let csrf = check.csrf();
        let sent = browser.post(&format!("{session}/property-type"), &[("csrf", csrf.as_str()), ("property_type", "flat-own-bins")]).await;
        assert_eq!((sent.status, sent.location()), (303, format!("{session}/done").as_str()));
    }

    async fn two_tabs_that_save_at_the_same_moment_both_keep_their_answers(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let session = session(&first);
        let check = fill_in(&mut browser, first).await;
        let csrf = check.csrf();
        let tabs: Vec<_> = [("property-type", "property_type", "flat-own-bins"), ("out-by-6am", "out_by_6am", "yes"),
            ("tag-left", "tag_left", "no"), ("which-bins", "missed_bins", "garden")].into_iter().map(|(page, name, value)| {
            let (mut browser, csrf, path) = (browser.clone(), csrf.clone(), format!("{session}/{page}"));
            tokio::spawn(async move { browser.post(&path, &[("csrf", csrf.as_str()), (name, value)]).await })
        }).collect();
        for tab in tabs {
            assert_eq!(tab.await.unwrap().status, 303);
        }
        let new = browser.visit(&format!("{session}/check")).await;
        assert_eq!(new.text("h1"), "Where are the bins kept?");
        let check = browser.go_on(&new, &[("where_bins_are_kept", "By the shed")]).await;
        let check = browser.visit(&format!("{}/check", check.path.rsplit_once('/').unwrap().0)).await;
        assert!(check.words().contains("Garden waste") && check.words().contains("Flat with its own bins"));
    }

    async fn a_reference_leads_nowhere_for_residents(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let check = fill_in(&mut browser, first).await;
        let done = browser.go_on(&check, &[]).await;
        assert_eq!(done.text(".reference").len(), 11);
        assert_eq!(MISSED_BIN.len(), 8);
        let stranger = council.browser().get(&done.path).await;
        assert_eq!(stranger.status, 404);
    }
}
