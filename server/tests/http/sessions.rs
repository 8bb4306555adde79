//! Browser sessions and what they open.

use crate::{council::NOW, journey::start, on_each_database};
use guildhall::jobs::delete_expired_sessions;

on_each_database! {
    async fn only_a_hash_of_the_session_id_is_kept(council) {
        let mut browser = council.browser();
        start(&mut browser).await;
        let id = browser.cookies["guildhall"].clone();
        assert!(id.len() >= 20, "{id}");
        let mut connection = council.state.database.read().await.unwrap();
        assert!(connection.find_session(&id, NOW.into()).await.unwrap().is_none());
    }

    async fn pages_that_only_look_begin_no_session(council) {
        let mut browser = council.browser();
        for path in ["/", "/services", "/search?q=bin", "/accessibility", "/privacy", "/cookies", "/nowhere"] {
            browser.get(path).await;
        }
        assert!(browser.cookies.is_empty());
    }

    async fn the_cookie_is_kept_from_scripts_and_from_other_sites(council) {
        let answer = council.browser().get("/services/missed-bin-collection").await;
        let cookie = answer.header("set-cookie");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
    }

    async fn expired_sessions_are_deleted_and_open_nothing(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        let mut later = council.state.clone();
        later.clock = guildhall::clock::Clock::fixed(NOW + time::Duration::days(400));
        let mut late_browser = crate::browser::Browser::new(guildhall::router::router(later.clone()));
        late_browser.cookies = browser.cookies.clone();
        assert_eq!(late_browser.get(&first.path).await.status, 404);
        assert!(delete_expired_sessions::delete(&later).await.unwrap() >= 1);
        assert_eq!(browser.get(&first.path).await.status, 404);
    }

    async fn a_browser_that_comes_back_now_and_then_is_remembered(council) {
        let mut browser = council.browser();
        let first = start(&mut browser).await;
        for days in [3, 6, 9, 12] {
            let mut later = council.state.clone();
            later.clock = guildhall::clock::Clock::fixed(NOW + time::Duration::days(days));
            let mut visit = crate::browser::Browser::new(guildhall::router::router(later));
            visit.cookies = browser.cookies.clone();
            let page = visit.get(&first.path).await;
            assert_eq!(page.status, 200, "after {days} days");
            assert!(page.header("set-cookie").contains("Max-Age"), "the cookie is not extended after {days} days");
        }
    }

    async fn each_page_has_a_nonce_of_its_own_on_each_inline_script(council) {
        let mut browser = council.browser();
        let (one, two) = (browser.get("/").await, browser.get("/").await);
        let nonce = |answer: &crate::browser::Answer| {
            let policy = answer.header("content-security-policy").to_owned();
            policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned()
        };
        assert_ne!(nonce(&one), nonce(&two));
        assert_eq!(one.texts("script").len(), one.texts(&format!("script[nonce='{}']", nonce(&one))).len());
        assert!(!one.header("content-security-policy").contains("unsafe-inline"));
        assert!(!one.has("[style]") && !one.has("[onclick]"));
    }
}
