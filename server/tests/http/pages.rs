//! Pages that everyone may read.

use axum::{
    body::Body,
    http::{Request, header},
};

use crate::on_each_database;

on_each_database! {
    async fn search_finds_services_and_teaches_when_it_finds_none(council) {
        let mut browser = council.browser();
        let found = browser.get("/search?q=wheelie+bin").await;
        assert!(found.has("main a[href='/services/missed-bin-collection']"));
        assert!(found.words().contains("found for “wheelie bin”"));
        assert_eq!(found.attribute("#search", "value"), "wheelie bin");
        let none = browser.get("/search?q=%3Cscript%3E").await;
        assert!(none.words().contains("Nothing found for “<script>”"));
        assert!(none.has("main a[href='/services']"));
        let empty = browser.get("/search?q=").await;
        assert!(empty.has("form[role=search]") && !empty.has("h2.govuk-heading-m"));
        let odd = format!("/search?q={}", "%E2%9C%93a+".repeat(3000));
        assert_eq!(browser.get(&odd).await.status, 200);
    }

    async fn suggestions_are_the_best_matches(council) {
        let mut browser = council.browser();
        let answer = browser.get("/actions/suggest-services?typed=missed+b").await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("/services/missed-bin-collection"), "{}", answer.body);
        assert!(!answer.body.contains("council-tax-move"), "{}", answer.body);
    }

    async fn every_service_is_listed(council) {
        let page = council.browser().get("/services").await;
        assert_eq!(page.texts(".service-list__link").len(), 6);
        assert!(page.words().contains("6 services"));
    }

    async fn statements_and_notices_are_linked_from_every_page(council) {
        let mut browser = council.browser();
        let home = browser.get("/").await;
        for path in ["/accessibility", "/privacy", "/cookies"] {
            assert!(home.has(&format!("footer a[href='{path}']")));
            let page = browser.get(path).await;
            assert_eq!((page.status, page.texts("h1").len()), (200, 1), "{path}");
        }
        assert!(browser.get("/cookies").await.words().contains("guildhall"));
    }

    async fn static_files_are_kept_for_ever_and_sent_compressed(council) {
        let mut browser = council.browser();
        let style = browser.get("/").await.attribute("link[rel=stylesheet]", "href");
        assert!(style.starts_with("/static/guildhall."), "no style sheet: build the browser part first");
        let request = Request::get(&style).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
        let router = guildhall::router::router(council.state.clone());
        let answer = tower::ServiceExt::oneshot(router, request).await.unwrap();
        assert_eq!(answer.headers()["content-encoding"], "gzip");
        assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers()["content-type"], "text/css; charset=utf-8");
        assert_eq!(browser.get("/static/no-such-file.css").await.status, 404);
        assert_eq!(browser.get("/static/..%2Fmanifest.json").await.status, 404);
    }
}
