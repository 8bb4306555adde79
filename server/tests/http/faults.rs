//! Bad input and broken surroundings: a clear answer, never a panic, never a 500.

use axum::{
    body::Body,
    http::{Request, header},
};
use proptest::test_runner::TestRunner;

use crate::{
    journey::{MISSED_BIN, session, start},
    on_each_database,
};

on_each_database! {
    async fn what_is_not_there_gets_a_page_that_helps_on(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let session = session(&first);
        let nowhere = [
            "/nowhere".to_owned(),
            "/services/no-such-service".to_owned(),
            "/forms/not-an-id".to_owned(),
            "/forms/not-an-id/first".to_owned(),
            "/forms/01890000-0000-7000-8000-000000000000/check".to_owned(),
            format!("{session}/no-such-page"),
        ];
        for path in nowhere {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, 404, "{path}");
            assert!(answer.has("form[action='/search']") && answer.has("a[href='/services']"), "{path}");
            assert!(answer.words().contains("01632 960 100"), "{path}");
        }
    }

    async fn somebody_elses_form_is_not_there(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let mut stranger = council.browser();
        let own = start(&mut stranger).await;
        assert_eq!(stranger.get(&first.path).await.status, 404);
        assert_eq!(stranger.get(&format!("{}/check", session(&first))).await.status, 404);
        let sent = stranger.post(&first.path, &[("csrf", own.csrf().as_str()), ("property_address-line-1", "mine")]).await;
        assert_eq!(sent.status, 404);
        let mut staff = council.staff("Amina Yusuf").await;
        assert_eq!(staff.get(&first.path).await.status, 404);
    }

    async fn more_than_the_limit_is_too_much(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let text = "x".repeat(10 * 1024 * 1024);
        let answer = browser.send(&first, &[("property_address-line-1", &text)]).await;
        assert_eq!(answer.status, 413);
        assert_eq!(answer.text("h1"), "That was too much to send");
        assert_eq!(browser.get(&first.path).await.status, 200);
    }

    async fn long_text_within_the_limit_is_told_its_own_limit(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let text = "é".repeat(100_000);
        let answer = browser.send(&first, &[("property_address-line-1", &text)]).await;
        assert_eq!(answer.status, 422);
    }

    async fn names_the_form_does_not_know_are_ignored(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let mut typed = MISSED_BIN[0].to_vec();
        typed.extend([("is_admin", "true"), ("property_type", "flat-own-bins"), ("", "nothing")]);
        let second = browser.go_on(&first, &typed).await;
        assert!(!second.has("input[checked]"), "an answer to another page was taken");
    }

    async fn a_field_sent_twice_is_asked_again(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let second = browser.go_on(&first, MISSED_BIN[0]).await;
        let answer = browser.send(&second, &[("property_type", "house"), ("property_type", "flat-own-bins")]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.has(".govuk-error-summary"));
    }

    async fn a_choice_that_was_not_offered_is_asked_again(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let second = browser.go_on(&first, MISSED_BIN[0]).await;
        let answer = browser.send(&second, &[("property_type", "castle")]).await;
        assert_eq!(answer.status, 422);
    }

    async fn nul_bytes_and_broken_utf8_do_no_harm(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let mut body = format!("csrf={}&property_address-town=A&property_address-postcode=WR1+4QR", first.csrf()).into_bytes();
        body.extend_from_slice(b"&property_address-line-1=14%00+Quarry%FF%FE+R\xff\x00w&%ff=%00");
        let answer = browser.post_raw(&first.path, body).await;
        assert!(matches!(answer.status, 303 | 422), "{}", answer.status);
        let again = browser.visit(&first.path).await;
        assert!(!again.body.contains('\0'));
    }

    async fn a_body_that_is_no_form_is_refused(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let request = Request::post(&first.path).header(header::CONTENT_TYPE, "application/json").body(Body::from("{}"));
        let answer = browser.request(request.unwrap()).await;
        assert_eq!(answer.status, 415);
        assert!(answer.has("h1"));
    }

    async fn every_failure_has_the_security_headers_and_a_request_id(council) {
        let mut browser = council.browser();
        for (path, status) in [("/nowhere", 404), ("/desk/cases?after=x&before=y&page=%ff", 303), ("/services?page=x", 400)] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
        }
        let answer = browser.post("/", &[("csrf", "x")]).await;
        assert_eq!(answer.status, 403);
        assert!(answer.header("content-security-policy").contains("nonce-"));
    }

    async fn without_the_database_pages_say_so_and_readiness_too(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        assert_eq!(browser.get("/health/ready").await.status, 200);
        council.state.database.close().await;
        assert_eq!(browser.get("/health/ready").await.status, 503);
        assert_eq!(browser.get("/health/live").await.status, 200);
        for path in ["/", "/services/missed-bin-collection", first.path.as_str(), "/desk"] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, 503, "{path}");
            assert_eq!(answer.text("h1"), "Sorry, this service is not available just now", "{path}");
        }
        let answer = browser.send(&first, MISSED_BIN[0]).await;
        assert_eq!(answer.status, 503);
    }

    async fn nothing_posted_makes_a_page_panic(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let names = ["property_address-line-1", "property_address-town", "property_address-postcode", "csrf ", "x"];
        let strategy = proptest::collection::vec(("[a-z]{0,2}|[0-4]", "\\PC{0,40}|[\\x00-\\x20]{0,5}"), 0..6);
        let mut runner = TestRunner::deterministic();
        for _ in 0..40 {
            use proptest::strategy::{Strategy as _, ValueTree as _};
            let typed = strategy.new_tree(&mut runner).unwrap().current();
            let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| {
                let name = name.parse::<usize>().ok().and_then(|place| names.get(place).copied()).unwrap_or(name);
                (name, value.as_str())
            }).collect();
            let answer = browser.send(&first, &typed).await;
            assert!(matches!(answer.status, 303 | 422), "{} for {typed:?}", answer.status);
        }
    }
}
