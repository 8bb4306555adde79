//! Residents' passkeys.

use time::Duration;

use crate::{
    authenticator::Device,
    browser::{Answer, Browser},
    council::Council,
    on_each_database,
    residents::{PASSWORD, address, later, mail, resident, sign_in},
};

/// Adds a passkey to the account that is signed in.
async fn add(browser: &mut Browser, device: &mut Device) -> Answer {
    let page = browser.get("/account/passkeys/new").await;
    let answer = device.make(&page);
    let typed = [("name", "My telephone"), ("credential", answer.as_str())];
    browser.go_on(&page, &typed).await
}

/// Answers the sign-in page in a new browser.
async fn answer(council: &Council, device: &mut Device) -> (Browser, Answer) {
    let mut browser = council.browser();
    let page = browser.get("/sign-in/passkey?next=/account/details").await;
    let answer = device.answer(&page);
    let answer = browser.send(&page, &[("credential", &answer)]).await;
    (browser, answer)
}

on_each_database! {
    async fn a_passkey_signs_in_without_a_name_or_a_password(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let account = home.get("/account").await;
        assert!(account.has("a[href='/account/passkeys']"));
        let empty = home.get("/account/passkeys").await;
        assert!(empty.words().contains("You have no passkeys yet"));
        let mut device = Device::new();
        let before = home.cookies["guildhall"].clone();
        let added = add(&mut home, &mut device).await;
        assert!(added.words().contains("The passkey is added") && added.words().contains("My telephone"));
        assert_ne!(home.cookies["guildhall"], before, "more opens the account, so the session has a new id");
        assert!(mail(&council, &address("Idris Cole")).await.contains("a passkey called “My telephone”"));
        let sign_in = council.browser().get("/sign-in?next=/account/details").await;
        assert!(sign_in.has("a[href='/sign-in/passkey?next=%2Faccount%2Fdetails']"));
        let (mut browser, answer) = answer(&council, &mut device).await;
        assert_eq!((answer.status, answer.location()), (303, "/account/details"));
        assert!(browser.get("/account/details").await.words().contains("Idris Cole"));
        assert!(browser.get("/account/sign-ins").await.words().contains("By a passkey"));
        assert!(browser.get("/account/passkeys").await.words().contains("Last used"));
    }

    async fn a_passkey_answers_once_and_to_our_own_question(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let mut device = Device::new();
        add(&mut home, &mut device).await;
        let mut browser = council.browser();
        let page = browser.get("/sign-in/passkey").await;
        let said = device.answer(&page);
        let mut thief = council.browser();
        let own = thief.get("/sign-in/passkey").await;
        let stolen = thief.send(&own, &[("credential", &said)]).await;
        assert_eq!(stolen.status, 422, "an answer to somebody else's question");
        assert!(stolen.text(".govuk-error-summary").contains("does not open an account here"));
        assert_eq!(browser.send(&page, &[("credential", &said)]).await.status, 303);
        browser.get("/sign-in/passkey").await;
        let mut again = council.browser();
        let page = again.get("/sign-in/passkey").await;
        assert_eq!(again.send(&page, &[("credential", &said)]).await.status, 422);
    }

    async fn what_is_not_right_about_a_passkey_lets_nobody_in(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let mut other = resident(&council, "Mary Hollings").await;
        let (mut idris, mut mary) = (Device::new(), Device::new());
        add(&mut home, &mut idris).await;
        add(&mut other, &mut mary).await;
        let mut elsewhere = idris.clone();
        elsewhere.origin = "http://localhost.evil.example:3000";
        let mut unverified = idris.clone();
        unverified.verifies = false;
        let mut claiming = mary.clone();
        claiming.claim(&idris);
        let mut unknown = Device::new();
        unknown.claim(&idris);
        for (what, device) in [
            ("another address", &mut elsewhere),
            ("no finger and no PIN", &mut unverified),
            ("another's account", &mut claiming),
            ("an unknown passkey", &mut unknown),
        ] {
            let (mut browser, answer) = answer(&council, device).await;
            assert_eq!(answer.status, 422, "{what}");
            assert_eq!(browser.get("/account").await.status, 303, "{what}");
        }
        let (_, right) = answer(&council, &mut idris).await;
        assert_eq!(right.status, 303);
        idris.set_back();
        let (_, copied) = answer(&council, &mut idris).await;
        assert_eq!(copied.status, 422, "a counter that went back is that of a copy");
        for nonsense in ["", "{}", "null", "[1", "{\"id\":\"x\",\"rawId\":\"x\",\"type\":\"public-key\"}"] {
            let mut browser = council.browser();
            let page = browser.get("/sign-in/passkey").await;
            let answer = browser.send(&page, &[("credential", nonsense)]).await;
            assert_eq!(answer.status, 422, "{nonsense}");
        }
    }

    async fn a_passkey_belongs_to_one_account(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let mut other = resident(&council, "Mary Hollings").await;
        let mut device = Device::new();
        add(&mut home, &mut device).await;
        let page = other.get("/account/passkeys/new").await;
        let made = device.make(&page);
        let refused = other.send(&page, &[("name", "Borrowed"), ("credential", &made)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text(".govuk-error-summary").contains("in use already"));
        assert_eq!(refused.attribute("#name", "value"), "Borrowed");
        let path = home.get("/account/passkeys").await.attribute("a[href$='/remove']", "href");
        assert_eq!(other.get(&path).await.status, 404, "nobody removes another's");
        let csrf = other.get("/account/close").await.csrf();
        assert_eq!(other.post(&path, &[("csrf", csrf)]).await.status, 404);
    }

    async fn what_is_typed_wrong_for_a_passkey_is_said(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let page = home.get("/account/passkeys/new").await;
        let long = "n".repeat(101);
        for (name, credential, said) in [
            ("", "", "Enter a name for this device"),
            (long.as_str(), "", "100 characters or fewer"),
            ("My telephone", "", "did not send a passkey"),
            ("My telephone", "nonsense", "could not be used"),
        ] {
            let answer = home.send(&page, &[("name", name), ("credential", credential)]).await;
            assert_eq!(answer.status, 422);
            assert!(answer.text(".govuk-error-summary").contains(said), "{}", answer.words());
        }
        let mut device = Device::new();
        device.verifies = false;
        let page = home.get("/account/passkeys/new").await;
        let made = device.make(&page);
        let refused = home.send(&page, &[("name", "My telephone"), ("credential", &made)]).await;
        assert_eq!(refused.status, 422, "a device that asks for nothing is not two factors");
    }

    async fn a_removed_passkey_lets_nobody_in(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let mut device = Device::new();
        let list = add(&mut home, &mut device).await;
        let ask = home.get(&list.attribute("a[href$='/remove']", "href")).await;
        assert!(ask.text("h1").contains("My telephone"));
        let gone = home.go_on(&ask, &[]).await;
        assert!(gone.words().contains("The passkey is removed") && gone.words().contains("no passkeys yet"));
        assert!(mail(&council, &address("Idris Cole")).await.contains("was removed"));
        let (_, refused) = answer(&council, &mut device).await;
        assert_eq!(refused.status, 422);
        // So does a closed account.
        add(&mut home, &mut device).await;
        let page = home.get("/account/close").await;
        home.go_on(&page, &[]).await;
        let (_, refused) = answer(&council, &mut device).await;
        assert_eq!(refused.status, 422);
    }

    async fn how_one_signs_in_is_changed_by_whoever_signed_in_just_now(council) {
        let browser = resident(&council, "Idris Cole").await;
        let (_, mut soon) = later(&council, &browser, Duration::minutes(14));
        assert_eq!(soon.get("/account/passkeys/new").await.status, 200);
        let (_, mut later) = later(&council, &browser, Duration::minutes(16));
        let again = later.get("/account/passkeys/new").await;
        assert_eq!(again.location(), "/sign-in?next=%2Faccount%2Fpasskeys%2Fnew&needs=again");
        let page = later.get(again.location()).await;
        assert!(page.words().contains("sign in once more"));
        let email = address("Idris Cole");
        let typed = [("email", email.as_str()), ("password", PASSWORD)];
        let new = later.go_on(&page, &typed).await;
        assert_eq!(new.text("h1"), "Add a passkey");
        assert!(new.has("form[data-passkey=add]"));
    }

    async fn ending_another_sign_in_asks_who_you_are_and_then_does_it(council) {
        let browser = resident(&council, "Idris Cole").await;
        let (state, mut home) = later(&council, &browser, Duration::minutes(20));
        let mut library = Browser::new(guildhall::router::router(state));
        assert_eq!(sign_in(&mut library, &address("Idris Cole"), PASSWORD).await.status, 303);
        let list = home.get("/account/sign-ins").await;
        let asked = home.send(&list, &[("end", "others")]).await;
        assert!(asked.location().ends_with("&needs=again"), "{}", asked.location());
        assert_eq!(library.get("/account").await.status, 200, "nothing has happened yet");
        let page = home.get(asked.location()).await;
        let email = address("Idris Cole");
        let kept = home.go_on(&page, &[("email", &email), ("password", PASSWORD)]).await;
        let ended = home.go_on(&kept, &[]).await;
        assert!(ended.words().contains("Signed out."), "{}", ended.words());
        assert_eq!(library.get("/account").await.status, 303);
    }
}
