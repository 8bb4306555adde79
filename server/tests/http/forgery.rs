//! Forged requests: nothing that writes runs without the token of its own browser.

use axum::{
    body::Body,
    http::{Request, header},
};

use crate::{
    journey::{MISSED_BIN, start},
    on_each_database,
};

on_each_database! {
    async fn without_its_token_a_form_is_not_saved_and_nothing_typed_is_lost(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        for token in [None, Some(""), Some("not-a-token"), Some("AAAA")] {
            let mut typed: Vec<(&str, &str)> = MISSED_BIN[0].to_vec();
            typed.extend(token.map(|token| ("csrf", token)));
            let refused = browser.post(&first.path, &typed).await;
            assert_eq!(refused.status, 403);
            assert!(refused.words().contains("14 Quarry Row"));
            let again = browser.get(&first.path).await;
            assert_eq!(again.attribute("#property_address-line-1", "value"), "");
        }
    }

    async fn what_was_refused_can_be_sent_again_from_the_page_that_says_so(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let refused = browser.post(&first.path, MISSED_BIN[0]).await;
        let second = browser.go_on(&refused, &[]).await;
        assert_eq!(second.text("h1"), "What type of property is it?");
    }

    async fn the_token_of_another_browser_is_worth_nothing(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let other = start(&mut council.browser()).await;
        let mut typed: Vec<(String, String)> = vec![("csrf".into(), other.csrf())];
        typed.push(("property_address-line-1".into(), "x".into()));
        assert_eq!(browser.post(&first.path, &typed).await.status, 403);
    }

    async fn nobody_is_asked_to_confirm_what_another_site_sent(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let request = Request::post(&first.path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::HOST, "council.example")
                .header(name, value)
                .body(Body::from("property_address-line-1=Planted"));
            let refused = browser.request(request.unwrap()).await;
            assert_eq!(refused.status, 403);
            assert!(!refused.words().contains("Planted") && !refused.has("main form"), "{name}");
        }
    }

    async fn every_page_that_writes_refuses_a_post_without_a_token(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let writes = [
            "/services/missed-bin-collection/start".to_owned(),
            "/forms/01890000-0000-7000-8000-000000000000/check".to_owned(),
            "/forms/01890000-0000-7000-8000-000000000000/first".to_owned(),
            "/staff/sign-in".to_owned(),
            "/staff/sign-out".to_owned(),
            "/desk/start".to_owned(),
            "/desk/people/new".to_owned(),
            format!("/desk/people/{person}/start"),
            "/desk/cases/BCD-FGH-JKM".to_owned(),
            "/nowhere".to_owned(),
        ];
        for path in writes {
            assert_eq!(staff.post(&path, &[("name", "x")]).await.status, 403, "{path}");
        }
    }

    async fn passwords_are_not_shown_on_the_page_that_refuses(council) {
        let mut browser = council.browser();
        browser.get("/staff/sign-in").await;
        let refused = browser.post("/staff/sign-in", &[("email", "a@b.example"), ("password", "hunter22222")]).await;
        assert_eq!(refused.status, 403);
        assert!(!refused.body.contains("hunter22222"));
    }
}
