//! Staff sign in; nobody else gets to the desk.

use crate::{council::PASSWORD, on_each_database};

on_each_database! {
    async fn the_desk_asks_for_a_sign_in_and_leads_back(council) {
        let mut browser = council.browser();
        let person = council.person("Mary Hollings").await;
        let pages = ["/desk".to_owned(), "/desk/people?q=mary".to_owned(), "/desk/people/new".to_owned(),
            format!("/desk/people/{person}"), "/desk/cases".to_owned(), "/desk/cases/BCD-FGH-JKM".to_owned()];
        for path in pages {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, 303, "{path}");
            assert!(answer.location().starts_with("/staff/sign-in?next=%2Fdesk"), "{path}: {}", answer.location());
            assert!(!answer.body.contains("Mary"), "{path}");
        }
        let start = browser.get("/services/missed-bin-collection").await;
        for path in ["/desk/start", "/desk/people/new", "/desk/cases/BCD-FGH-JKM"] {
            let answer = browser.post(path, &[("csrf", start.csrf())]).await;
            assert!(answer.location().starts_with("/staff/sign-in"), "{path}");
        }
    }

    async fn a_wrong_password_and_an_unknown_address_get_the_same_answer(council) {
        council.staff("Amina Yusuf").await;
        let mut browser = council.browser();
        let page = browser.get("/staff/sign-in?next=/desk/cases").await;
        let wrong = browser.send(&page, &[("email", "amina.yusuf@wrekinshire.example"), ("password", "wrong")]).await;
        let unknown = browser.send(&page, &[("email", "nobody@wrekinshire.example"), ("password", "wrong")]).await;
        assert_eq!((wrong.status, unknown.status), (422, 422));
        assert_eq!(wrong.text(".govuk-error-summary"), unknown.text(".govuk-error-summary"));
        let empty = browser.send(&page, &[("email", ""), ("password", "")]).await;
        assert!(empty.words().contains("Enter your email address"));
        let right = [("email", " Amina.Yusuf@WREKINSHIRE.example "), ("password", PASSWORD)];
        let answer = browser.send(&page, &right).await;
        assert_eq!((answer.status, answer.location()), (303, "/desk/cases"));
    }

    async fn signing_in_leads_to_our_own_pages_only(council) {
        council.staff("Amina Yusuf").await;
        for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "/deskevil.example\\", "javascript:alert(1)"] {
            let mut browser = council.browser();
            let page = browser.get(&format!("/staff/sign-in?next={next}")).await;
            let right = [("email", "amina.yusuf@wrekinshire.example"), ("password", PASSWORD)];
            let answer = browser.send(&page, &right).await;
            assert!(answer.location().starts_with("/desk"), "{next}: {}", answer.location());
            assert!(!answer.location().contains('\\'));
        }
    }

    async fn signing_in_changes_the_session_id_and_signing_out_ends_it(council) {
        council.staff("Amina Yusuf").await;
        let mut browser = council.browser();
        let page = browser.get("/staff/sign-in").await;
        let planted = browser.cookies["guildhall"].clone();
        browser.send(&page, &[("email", "amina.yusuf@wrekinshire.example"), ("password", PASSWORD)]).await;
        let signed_in = browser.cookies["guildhall"].clone();
        assert_ne!(planted, signed_in);
        let desk = browser.get("/desk").await;
        assert_eq!(desk.status, 200);
        assert_eq!(desk.header("cache-control"), "no-store");
        let mut thief = council.browser();
        thief.cookies.insert("guildhall".into(), planted);
        assert_eq!(thief.get("/desk").await.status, 303);
        let token = desk.attribute("form[action='/staff/sign-out'] input[name=csrf]", "value");
        let out = browser.post("/staff/sign-out", &[("csrf", token)]).await;
        assert_eq!((out.status, out.location()), (303, "/staff/sign-in"));
        thief.cookies.insert("guildhall".into(), signed_in);
        assert_eq!(thief.get("/desk").await.status, 303);
    }

    async fn a_staff_sign_in_ends_with_the_working_day(council) {
        let browser = council.staff("Amina Yusuf").await;
        let mut later = council.state.clone();
        later.clock = guildhall::clock::Clock::fixed(crate::council::NOW + time::Duration::hours(12));
        let mut evening = crate::browser::Browser::new(guildhall::router::router(later));
        evening.cookies = browser.cookies.clone();
        assert_eq!(evening.get("/desk").await.status, 303);
    }
}
