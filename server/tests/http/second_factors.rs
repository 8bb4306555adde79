//! What staff and champions need beside a password: setting it up, using it, losing it.

use guildhall::{clock::Clock, router::router};
use guildhall_database::{AuditFilter, ListPosition};
use guildhall_domain::{audit::AuditVerb, permissions::Grant};
use time::{Duration, OffsetDateTime};
use totp_rs::{Builder, Secret};

use crate::{
    authenticator::Device,
    browser::{Answer, Browser},
    council::{Council, NOW, PASSWORD, email},
    on_each_database,
    residents::{link, mail},
};

const AMINA: &str = "Amina Yusuf";
const NEW_PASSWORD: &str = "three grey herons wading";

/// The same council as it runs in service: not the demo.
fn in_service(mut council: Council) -> Council {
    council.state.is_demo = false;
    council
}

/// The council some time later, with what a browser kept.
fn later(council: &Council, browser: &Browser, after: Duration) -> Browser {
    let mut state = council.state.clone();
    state.clock = Clock::fixed(NOW + after);
    let mut visit = browser.clone();
    visit.move_to(router(state));
    visit
}

/// The code that an app shows which was given this secret.
fn code(secret: &str, at: OffsetDateTime) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(at.unix_timestamp().unsigned_abs())
        .to_string()
}

async fn type_password(browser: &mut Browser, name: &str, password: &str) -> Answer {
    let page = browser.get("/staff/sign-in").await;
    let typed = [("email", email(name)), ("password", password.to_owned())];
    let typed = typed
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    browser.send(&page, &typed).await
}

/// Adds an account as an administrator does, and returns the path of its invitation.
async fn invite(council: &Council, name: &str) -> String {
    let mut administrator = council.administrator("Owen Castle").await;
    let page = administrator.get("/desk/staff/new").await;
    let address = email(name);
    let typed = [
        ("name", name),
        ("email", address.as_str()),
        ("grant", "adviser"),
    ];
    let added = administrator.go_on(&page, &typed).await;
    assert!(added.words().contains("The invitation is on its way"));
    assert!(added.words().contains("Not taken up yet"));
    link(&mail(council, &address).await, "/staff/set-up/")
}

/// Sets an account up with an app, and returns its secret and the browser that is signed in.
async fn set_up_with_app(council: &Council, path: &str, password: &str) -> (String, Browser) {
    let mut browser = council.browser();
    let page = browser.get(path).await;
    let choose = browser.go_on(&page, &[("password", password)]).await;
    let page = browser
        .get(&choose.attribute("a[href$='/app']", "href"))
        .await;
    let secret = page.text(".govuk-inset-text");
    let desk = browser.go_on(&page, &[("code", &code(&secret, NOW))]).await;
    assert_eq!(desk.text("h1"), "Desk", "{}", desk.words());
    (secret, browser)
}

async fn events(council: &Council, verb: AuditVerb) -> usize {
    let filter = AuditFilter {
        verb: Some(verb),
        ..AuditFilter::default()
    };
    let mut connection = council.state.database.read().await.unwrap();
    let page = connection.list_audit_events(&filter, ListPosition::Newest, 50);
    page.await.unwrap().events.len()
}

on_each_database! {
    async fn outside_the_demo_a_password_alone_opens_no_desk(council) {
        let council = in_service(council);
        council.add_staff(AMINA, &[Grant::Adviser]).await;
        let mut browser = council.browser();
        let refused = type_password(&mut browser, AMINA, PASSWORD).await;
        assert_eq!((refused.status, refused.text("h1")), (403, "You need a second factor".into()));
        assert!(browser.get("/desk").await.location().starts_with("/staff/sign-in"));
        assert_eq!(browser.get("/staff/sign-in/second").await.location(), "/staff/sign-in");
    }

    async fn an_invitation_is_taken_up_with_a_password_and_an_app(council) {
        let path = invite(&council, AMINA).await;
        let council = in_service(council);
        let mut browser = council.browser();
        let page = browser.get(&path).await;
        assert!(page.words().contains("Hello Amina Yusuf"));
        for (weak, said) in [("iloveyou", "Many people use"), ("amina.yusuf1", "without your name"), ("short", "8 characters")] {
            let answer = browser.send(&page, &[("password", weak)]).await;
            assert_eq!(answer.status, 422);
            assert!(answer.text(".govuk-error-summary").contains(said));
        }
        let straight = browser.get(&format!("{path}/app")).await;
        assert_eq!(straight.location(), path, "the password comes first");
        let choose = browser.go_on(&page, &[("password", NEW_PASSWORD)]).await;
        assert!(!choose.has("main a[href='/staff/sign-in']"), "there is no way round it");
        assert_eq!(type_password(&mut council.browser(), AMINA, NEW_PASSWORD).await.status, 403);
        let page = browser.get(&choose.attribute("a[href$='/app']", "href")).await;
        let again = browser.get(&page.path).await;
        let secret = page.text(".govuk-inset-text");
        assert_eq!(again.text(".govuk-inset-text"), secret, "loading the page again changes nothing");
        assert!(page.has("svg.qr-code[role=img]"));
        let before = browser.cookies["guildhall"].clone();
        for wrong in ["", "000000", "not a code"] {
            let answer = browser.send(&page, &[("code", wrong)]).await;
            assert_eq!(answer.status, 422);
        }
        let desk = browser.go_on(&page, &[("code", &code(&secret, NOW))]).await;
        assert_eq!(desk.text("h1"), "Desk");
        assert_ne!(browser.cookies["guildhall"], before);
        assert_eq!(council.browser().get(&path).await.status, 404, "the link worked once");
        assert!(mail(&council, &email(AMINA)).await.contains("an authenticator app"));
        for verb in [AuditVerb::StaffInvited, AuditVerb::AccountSetUp, AuditVerb::FactorAdded] {
            assert_eq!(events(&council, verb).await, 1, "{verb:?}");
        }
        let mut connection = council.state.database.read().await.unwrap();
        let id = connection.find_staff_by_email(&email(AMINA)).await.unwrap().unwrap().id;
        let apps = connection.list_authenticator_apps(id).await.unwrap();
        let plain = secret.replace(' ', "");
        assert!(!apps[0].sealed_secret.contains(&plain), "the secret is not in the database as it is");
    }

    async fn a_code_counts_once_and_only_after_the_password(council) {
        let path = invite(&council, AMINA).await;
        let council = in_service(council);
        let (secret, _) = set_up_with_app(&council, &path, NEW_PASSWORD).await;
        let mut browser = council.browser();
        let second = type_password(&mut browser, AMINA, NEW_PASSWORD).await;
        assert_eq!(second.location(), "/staff/sign-in/second");
        let page = browser.get("/staff/sign-in/second").await;
        assert!(!page.has("form[data-passkey]") && page.attribute("#code", "autocomplete") == "one-time-code");
        let used = browser.send(&page, &[("code", &code(&secret, NOW))]).await;
        assert_eq!(used.status, 422, "the code that set it up is used up");
        assert!(used.text(".govuk-error-summary").contains("used already"));
        assert_eq!(browser.get("/desk").await.status, 303);
        let minute = Duration::minutes(1);
        let mut later = later(&council, &browser, minute);
        let next = code(&secret, NOW + minute);
        let page = later.get("/staff/sign-in/second").await;
        let desk = later.go_on(&page, &[("code", &next)]).await;
        assert_eq!(desk.text("h1"), "Desk");
        assert!(later.get("/desk/account").await.words().contains("By password and authenticator app"));
        let mut watcher = council.browser();
        type_password(&mut watcher, AMINA, NEW_PASSWORD).await;
        let mut watcher = self::later(&council, &watcher, minute);
        let page = watcher.get("/staff/sign-in/second").await;
        assert_eq!(watcher.send(&page, &[("code", &next)]).await.status, 422, "nobody uses it again");
        let stranger = council.browser().get("/staff/sign-in/second").await;
        assert_eq!(stranger.location(), "/staff/sign-in");
    }

    async fn a_passkey_is_a_second_factor_too(council) {
        let path = invite(&council, AMINA).await;
        let council = in_service(council);
        let mut browser = council.browser();
        let page = browser.get(&path).await;
        let choose = browser.go_on(&page, &[("password", NEW_PASSWORD)]).await;
        let page = browser.get(&choose.attribute("a[href$='/passkey']", "href")).await;
        let mut device = Device::new();
        let made = device.make(&page);
        let desk = browser.go_on(&page, &[("name", "Security key"), ("credential", &made)]).await;
        assert_eq!(desk.text("h1"), "Desk");
        let mut browser = council.browser();
        assert_eq!(type_password(&mut browser, AMINA, NEW_PASSWORD).await.location(), "/staff/sign-in/second");
        let page = browser.get("/staff/sign-in/second").await;
        assert!(!page.has("#code"), "there is no app to ask for a code");
        let mut other = Device::new();
        let wrong = other.answer(&page);
        assert_eq!(browser.send(&page, &[("credential", &wrong)]).await.status, 422);
        let page = browser.get("/staff/sign-in/second").await;
        let answer = device.answer(&page);
        assert_eq!(browser.send(&page, &[("credential", &answer)]).await.location(), "/desk");
        // By itself it opens nothing: it is a second factor.
        let mut alone = council.browser();
        let page = alone.get("/sign-in/passkey").await;
        let answer = device.answer(&page);
        assert_eq!(alone.send(&page, &[("credential", &answer)]).await.status, 422);
    }

    async fn guesses_of_passwords_and_codes_are_limited(council) {
        let path = invite(&council, AMINA).await;
        let council = in_service(council);
        let (secret, _) = set_up_with_app(&council, &path, NEW_PASSWORD).await;
        let mut browser = council.browser();
        type_password(&mut browser, AMINA, NEW_PASSWORD).await;
        let page = browser.get("/staff/sign-in/second").await;
        for _ in 0..5 {
            assert_eq!(browser.send(&page, &[("code", "000000")]).await.status, 422);
        }
        let minute = Duration::minutes(1);
        let mut stopped = later(&council, &browser, minute);
        let right = code(&secret, NOW + minute);
        assert_eq!(stopped.send(&page, &[("code", &right)]).await.status, 429);
        for name in [AMINA, "Nobody Here"] {
            let mut guesser = council.browser();
            for _ in 0..10 {
                assert_eq!(type_password(&mut guesser, name, "a wrong password").await.status, 422);
            }
            let stopped = type_password(&mut guesser, name, NEW_PASSWORD).await;
            assert_eq!(stopped.status, 429, "{name}");
        }
    }

    async fn whoever_knows_the_password_alone_does_not_guess_codes_from_everywhere(council) {
        let path = invite(&council, AMINA).await;
        let mut council = in_service(council);
        let (secret, _) = set_up_with_app(&council, &path, NEW_PASSWORD).await;
        let mut config = (*council.state.config).clone();
        config.proxies = vec!["127.0.0.1".parse().unwrap()];
        council.state.config = config.into();
        let mut refused = 0;
        for number in 0..32 {
            let mut thief = council.browser();
            thief.set_header("x-forwarded-for", &format!("203.0.113.{number}"));
            type_password(&mut thief, AMINA, NEW_PASSWORD).await;
            let page = thief.get("/staff/sign-in/second").await;
            refused += usize::from(thief.send(&page, &[("code", "000000")]).await.status == 429);
        }
        assert_eq!(refused, 2, "30 an hour for the account, wherever they come from");
        let mut browser = council.browser();
        browser.set_header("x-forwarded-for", "198.51.100.20");
        type_password(&mut browser, AMINA, NEW_PASSWORD).await;
        let hour = Duration::minutes(61);
        let mut later = later(&council, &browser, hour);
        type_password(&mut later, AMINA, NEW_PASSWORD).await;
        let page = later.get("/staff/sign-in/second").await;
        let right = code(&secret, NOW + hour);
        assert_eq!(later.send(&page, &[("code", &right)]).await.location(), "/desk");
    }

    async fn an_app_whose_key_is_gone_is_no_defect_to_its_owner(council) {
        let path = invite(&council, AMINA).await;
        let mut council = in_service(council);
        let (secret, _) = set_up_with_app(&council, &path, NEW_PASSWORD).await;
        council.state.keys = guildhall::keys::Keys::random();
        let mut browser = council.browser();
        type_password(&mut browser, AMINA, NEW_PASSWORD).await;
        let minute = Duration::minutes(1);
        let mut later = later(&council, &browser, minute);
        let page = later.get("/staff/sign-in/second").await;
        let answer = later.send(&page, &[("code", &code(&secret, NOW + minute))]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.words().contains("Ask an administrator to reset"));
    }

    async fn a_whole_office_signs_in_from_one_address(council) {
        council.add_staff(AMINA, &[Grant::Adviser]).await;
        for _ in 0..110 {
            assert_eq!(type_password(&mut council.browser(), AMINA, PASSWORD).await.status, 303);
        }
    }

    async fn a_half_done_sign_in_lapses_and_ends_with_the_account(council) {
        let path = invite(&council, AMINA).await;
        let (secret, _) = set_up_with_app(&council, &path, NEW_PASSWORD).await;
        let mut browser = council.browser();
        type_password(&mut browser, AMINA, NEW_PASSWORD).await;
        let page = browser.get("/staff/sign-in/second").await;
        let late = Duration::minutes(10);
        let mut tomorrow = later(&council, &browser, late);
        let answer = tomorrow.send(&page, &[("code", &code(&secret, NOW + late))]).await;
        assert_eq!(answer.location(), "/staff/sign-in");
        let mut administrator = council.signed_in("Owen Castle").await;
        let list = administrator.get("/desk/staff?q=amina").await;
        let account = list.attribute("main td a, main th a", "href");
        let ask = administrator.get(&format!("{account}/end")).await;
        administrator.go_on(&ask, &[]).await;
        let soon = Duration::minutes(1);
        let mut connection = council.state.database.write().await.unwrap();
        let id = connection.find_staff_by_email(&email(AMINA)).await.unwrap().unwrap().id;
        connection.set_ended(id, None).await.unwrap();
        drop(connection);
        assert_eq!(later(&council, &browser, soon).get("/staff/sign-in/second").await.status, 200);
        let hash = guildhall::passwords::hash("another password altogether").unwrap();
        let mut connection = council.state.database.write().await.unwrap();
        connection.set_staff_password(id, &hash).await.unwrap();
        drop(connection);
        let mut after = later(&council, &browser, soon);
        let answer = after.send(&page, &[("code", &code(&secret, NOW + soon))]).await;
        assert_eq!(answer.location(), "/staff/sign-in");
    }

    async fn a_lost_factor_is_reset_by_an_administrator_and_the_password(council) {
        let path = invite(&council, AMINA).await;
        let (secret, mut desk) = set_up_with_app(&council, &path, NEW_PASSWORD).await;
        let mut administrator = council.signed_in("Owen Castle").await;
        let list = administrator.get("/desk/staff?q=amina").await;
        let account = list.attribute("main td a, main th a", "href");
        let page = administrator.get(&account).await;
        let ask = administrator.get(&page.attribute("a[href$='/access/reset']", "href")).await;
        assert!(ask.words().contains("Make sure first that it is really they who ask"));
        let done = administrator.go_on(&ask, &[]).await;
        assert!(done.words().contains("No second factor yet"));
        let council = in_service(council);
        assert_eq!(desk.get("/desk").await.status, 303, "whoever has the device is out");
        assert_eq!(type_password(&mut council.browser(), AMINA, NEW_PASSWORD).await.status, 403);
        let path = link(&mail(&council, &email(AMINA)).await, "/staff/set-up/");
        let mut browser = council.browser();
        let page = browser.get(&path).await;
        assert_eq!(page.attribute("#password", "autocomplete"), "current-password");
        let wrong = browser.send(&page, &[("password", "a password of one's own")]).await;
        assert_eq!(wrong.status, 422, "the link alone sets nothing up");
        assert_eq!(browser.get(&format!("{path}/factor")).await.location(), path);
        let (other, _) = set_up_with_app(&council, &path, NEW_PASSWORD).await;
        assert_ne!(other, secret);
        assert_eq!(events(&council, AuditVerb::FactorsReset).await, 1);
    }

    async fn mail_alone_never_gives_both_factors(council) {
        let path = invite(&council, AMINA).await;
        set_up_with_app(&council, &path, NEW_PASSWORD).await;
        let mut administrator = council.signed_in("Owen Castle").await;
        let list = administrator.get("/desk/staff?q=amina").await;
        let account = list.attribute("main td a, main th a", "href");
        let ask = administrator.get(&format!("{account}/access/reset")).await;
        let page = administrator.go_on(&ask, &[]).await;
        let invite_again = page.attribute("a[href$='/access/invite']", "href");
        let reset = link(&mail(&council, &email(AMINA)).await, "/staff/set-up/");
        let mut council = council;
        council.state.is_demo = false;
        let mut browser = council.browser();
        let page = browser.get("/staff/recover").await;
        browser.go_on(&page, &[("email", &email(AMINA))]).await;
        let told = mail(&council, &email(AMINA)).await;
        assert!(!told.contains("/staff/recover/"), "{told}");
        let page = browser.get(&reset).await;
        for _ in 0..10 {
            assert_eq!(browser.send(&page, &[("password", "a guess at it")]).await.status, 422);
        }
        assert_eq!(browser.send(&page, &[("password", NEW_PASSWORD)]).await.status, 429, "guesses are limited");
        // Whoever lost the password too is invited anew, by somebody who made sure who asks.
        council.state.is_demo = true;
        let mut administrator = council.signed_in("Owen Castle").await;
        let ask = administrator.get(&invite_again).await;
        administrator.go_on(&ask, &[]).await;
        let path = link(&mail(&council, &email(AMINA)).await, "/staff/set-up/");
        set_up_with_app(&council, &path, "four quiet otters swimming").await;
        assert_eq!(council.browser().get(&reset).await.status, 404);
    }

    async fn a_sign_in_of_the_demo_opens_no_desk_of_a_council(council) {
        let browser = council.staff(AMINA).await;
        let council = in_service(council);
        let mut visit = later(&council, &browser, Duration::ZERO);
        assert_eq!(visit.get("/desk").await.status, 303);
    }

    async fn a_passkey_that_is_somebodys_is_not_set_up_again(council) {
        let mut device = Device::new();
        let mut colleague = council.staff("Gareth Pugh").await;
        let page = colleague.get("/desk/account/passkey").await;
        let made = device.make(&page);
        colleague.go_on(&page, &[("name", "Security key"), ("credential", &made)]).await;
        let path = invite(&council, AMINA).await;
        let mut browser = council.browser();
        let page = browser.get(&path).await;
        let choose = browser.go_on(&page, &[("password", NEW_PASSWORD)]).await;
        let page = browser.get(&choose.attribute("a[href$='/passkey']", "href")).await;
        let made = device.make(&page);
        let refused = browser.send(&page, &[("name", "Security key"), ("credential", &made)]).await;
        assert!(refused.text(".govuk-error-summary").contains("in use already"));
        assert_eq!(browser.get(&path).await.status, 200, "the link still works");
    }

    async fn a_forgotten_password_is_recovered_and_the_factor_stays(council) {
        let path = invite(&council, AMINA).await;
        let council = in_service(council);
        let (_, mut desk) = set_up_with_app(&council, &path, "a first long password").await;
        let mut browser = council.browser();
        let sign_in = browser.get("/staff/sign-in").await;
        assert!(sign_in.has("a[href='/staff/recover']"));
        let mut seen = Vec::new();
        for address in [email(AMINA), email("Nobody Here")] {
            let page = browser.get("/staff/recover").await;
            let sent = browser.go_on(&page, &[("email", &address)]).await;
            seen.push(sent.words().replace(&address, "the address"));
            assert!(!mail(&council, &address).await.is_empty());
        }
        assert_eq!(seen[0], seen[1], "nobody learns who works here");
        let path = link(&mail(&council, &email(AMINA)).await, "/staff/recover/");
        let page = browser.get(&path).await;
        assert_eq!(browser.send(&page, &[("password", "amina.yusuf1")]).await.status, 422);
        let done = browser.send(&page, &[("password", NEW_PASSWORD)]).await;
        assert_eq!(done.text("h1"), "Your password is changed");
        assert_eq!(desk.get("/desk").await.status, 303, "whoever was in is out");
        assert_eq!(browser.get("/desk").await.status, 303, "the link signs nobody in");
        assert_eq!(browser.get(&path).await.status, 404);
        let asked = type_password(&mut browser, AMINA, NEW_PASSWORD).await;
        assert_eq!(asked.location(), "/staff/sign-in/second");
        assert_eq!(events(&council, AuditVerb::PasswordChanged).await, 1);
        assert!(mail(&council, &email(AMINA)).await.contains("password"));
    }

    async fn staff_change_how_they_sign_in_on_their_own_page(council) {
        let path = invite(&council, AMINA).await;
        let council = in_service(council);
        let (_, mut browser) = set_up_with_app(&council, &path, NEW_PASSWORD).await;
        let desk = browser.get("/desk").await;
        assert!(desk.has("a[href='/desk/account']"), "one's own name leads there");
        let page = browser.get("/desk/account").await;
        let ask = browser.get(&page.attribute("a[href$='/remove']", "href")).await;
        let refused = browser.send(&ask, &[]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.words().contains("your only second factor"));
        let mut device = Device::new();
        let page = browser.get("/desk/account/passkey").await;
        let made = device.make(&page);
        let added = browser.go_on(&page, &[("name", "Security key"), ("credential", &made)]).await;
        assert!(added.words().contains("It is added") && added.words().contains("Security key"));
        let ask = browser.get(&ask.path).await;
        let removed = browser.go_on(&ask, &[]).await;
        assert!(removed.words().contains("It is removed") && !removed.words().contains("Authenticator app Added"));
        assert!(mail(&council, &email(AMINA)).await.contains("was removed"));
        let page = browser.get("/desk/account/password").await;
        let wrong = [("current-password", "not this"), ("password", "four quiet otters swimming")];
        assert_eq!(browser.send(&page, &wrong).await.status, 422);
        let easy = [("current-password", NEW_PASSWORD), ("password", "wrekinshire1")];
        assert_eq!(browser.send(&page, &easy).await.status, 422);
        let right = [("current-password", NEW_PASSWORD), ("password", "four quiet otters swimming")];
        let saved = browser.go_on(&page, &right).await;
        assert!(saved.words().contains("Your password is changed"));
        assert_eq!(type_password(&mut council.browser(), AMINA, NEW_PASSWORD).await.status, 422);
        let mut late = later(&council, &browser, Duration::minutes(16));
        for path in ["app", "passkey", "password"] {
            let again = late.get(&format!("/desk/account/{path}")).await;
            assert!(again.location().ends_with("&needs=again"), "{path}: {}", again.location());
        }
        let page = late.get("/staff/sign-in?next=%2Fdesk%2Faccount%2Fpassword&needs=again").await;
        assert!(page.words().contains("sign in once more"));
    }

    async fn one_ends_ones_other_sign_ins_and_nobody_elses(council) {
        let mut browser = council.staff(AMINA).await;
        let mut other = council.signed_in(AMINA).await;
        let mut colleague = council.staff("Gareth Pugh").await;
        let page = browser.get("/desk/account").await;
        let end = page.attribute("main button[name=end]", "value");
        let csrf = colleague.get("/desk/account").await.attribute("input[name=csrf]", "value");
        colleague.post("/desk/account/sign-ins", &[("csrf", csrf), ("end", end.clone())]).await;
        assert_eq!(other.get("/desk").await.status, 200);
        let csrf = page.attribute("input[name=csrf]", "value");
        let ended = browser.post("/desk/account/sign-ins", &[("csrf", csrf), ("end", "others".into())]).await;
        assert_eq!(ended.location(), "/desk/account?done=sign-ins-ended");
        assert_eq!((other.get("/desk").await.status, browser.get("/desk").await.status), (303, 200));
    }

    async fn an_administrator_lets_in_and_out_only_whom_it_makes_sense_for(council) {
        let mut administrator = council.administrator("Owen Castle").await;
        let mut adviser = council.staff(AMINA).await;
        let list = administrator.get("/desk/staff?q=amina").await;
        let account = list.attribute("main td a, main th a", "href");
        let mut device = Device::new();
        let page = adviser.get("/desk/account/passkey").await;
        let made = device.make(&page);
        adviser.go_on(&page, &[("name", "Security key"), ("credential", &made)]).await;
        let ask = administrator.get(&format!("{account}/access/invite")).await;
        let refused = administrator.send(&ask, &[]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.words().contains("set up already"));
        let ask = administrator.get(&format!("{account}/access/sign-out")).await;
        let done = administrator.go_on(&ask, &[]).await;
        assert!(done.words().contains("signed out everywhere"));
        assert_eq!(adviser.get("/desk").await.status, 303);
        assert_eq!(type_password(&mut adviser, AMINA, PASSWORD).await.location(), "/staff/sign-in/second");
        assert_eq!(events(&council, AuditVerb::SignInsEnded).await, 1);
        let own = administrator.get("/desk/staff?q=owen").await;
        let own = own.attribute("main td a, main th a", "href");
        let page = administrator.get(&own).await;
        assert!(!page.has("a[href*='/access/']") && page.has("main a[href='/desk/account']"));
        for act in ["reset", "sign-out"] {
            let ask = administrator.get(&format!("{own}/access/{act}")).await;
            assert_eq!(administrator.send(&ask, &[]).await.status, 422, "{act}");
        }
        assert_eq!(administrator.get(&format!("{account}/access/anything")).await.status, 404);
    }

    async fn invitations_lapse_and_only_the_newest_works(council) {
        let path = invite(&council, AMINA).await;
        let browser = council.browser();
        assert_eq!(later(&council, &browser, Duration::hours(71)).get(&path).await.status, 200);
        assert_eq!(later(&council, &browser, Duration::hours(73)).get(&path).await.status, 404);
        let mut administrator = council.signed_in("Owen Castle").await;
        let list = administrator.get("/desk/staff?q=amina").await;
        let account = list.attribute("main td a, main th a", "href");
        let ask = administrator.get(&format!("{account}/access/invite")).await;
        administrator.go_on(&ask, &[]).await;
        assert_eq!(council.browser().get(&path).await.status, 404);
        let newest = link(&mail(&council, &email(AMINA)).await, "/staff/set-up/");
        assert_eq!(council.browser().get(&newest).await.status, 200);
        assert_eq!(council.browser().get("/staff/set-up/nonsense").await.status, 404);
    }

    async fn without_a_key_there_are_passkeys_and_no_apps(council) {
        let path = invite(&council, AMINA).await;
        let mut council = council;
        council.state.keys = guildhall::keys::Keys::default();
        let mut browser = council.browser();
        let page = browser.get(&path).await;
        let choose = browser.go_on(&page, &[("password", NEW_PASSWORD)]).await;
        assert!(choose.has("a[href$='/passkey']") && !choose.has("a[href$='/app']"));
        let mut adviser = council.staff("Gareth Pugh").await;
        assert!(!adviser.get("/desk/account").await.has("a[href='/desk/account/app']"));
        assert_eq!(adviser.get("/desk/account/app").await.status, 404);
    }

    async fn a_champion_stays_signed_in_for_less_time(council) {
        let mut connection = council.state.database.write().await.unwrap();
        let organisation = connection.add_organisation("Library Friends", council.state.clock.now()).await.unwrap().unwrap().0;
        drop(connection);
        let mut champion = council.staff_with("Patience Boateng", &[Grant::Champion { organisation }]).await;
        assert_eq!(champion.get("/champion").await.status, 200);
        assert_eq!(champion.get("/desk/account").await.status, 200, "champions have accounts, too");
        let mut soon = later(&council, &champion, Duration::minutes(14));
        assert_eq!(soon.get("/champion").await.status, 200);
        let mut idle = later(&council, &soon, Duration::minutes(30));
        assert_eq!(idle.get("/champion").await.status, 303);
        let both = [Grant::Champion { organisation }, Grant::Adviser];
        let adviser = council.staff_with(AMINA, &both).await;
        assert_eq!(later(&council, &adviser, Duration::minutes(29)).get("/champion").await.status, 200);
    }
}
