//! Residents' accounts: getting in, staying in, getting out.

use guildhall::{clock::Clock, router::router, state::AppState};
use guildhall_database::ListPosition;
use time::Duration;

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    journey::start,
    on_each_database,
};

pub const PASSWORD: &str = "kettle lantern orchard";

/// The text of the latest message to an address.
pub async fn mail(council: &Council, address: &str) -> String {
    let mut connection = council.state.database.read().await.unwrap();
    let page = connection
        .list_messages(ListPosition::Newest, 100)
        .await
        .unwrap();
    for line in page.entries {
        let message = connection.find_message(line.id).await.unwrap().unwrap();
        if message.address == address {
            return message.text.unwrap();
        }
    }
    panic!("nothing was sent to {address}");
}

async fn count_messages(council: &Council) -> usize {
    let mut connection = council.state.database.read().await.unwrap();
    connection
        .list_messages(ListPosition::Newest, 1_000)
        .await
        .unwrap()
        .entries
        .len()
}

/// The path of the first link in a message that begins like this.
pub fn link(text: &str, begins: &str) -> String {
    let at = text
        .find(begins)
        .unwrap_or_else(|| panic!("no {begins} in\n{text}"));
    text[at..].split_whitespace().next().unwrap().to_owned()
}

pub fn address(name: &str) -> String {
    format!(
        "{}@residents.example",
        name.to_lowercase().replace(' ', ".")
    )
}

/// Fills in the page for a new account.
async fn register(browser: &mut Browser, name: &str, email: &str) -> Answer {
    let page = browser.get("/register").await;
    let typed = [("name", name), ("email", email), ("password", PASSWORD)];
    browser.go_on(&page, &typed).await
}

/// A browser in which a new resident of this name is signed in.
pub async fn resident(council: &Council, name: &str) -> Browser {
    let mut browser = council.browser();
    register(&mut browser, name, &address(name)).await;
    let path = link(&mail(council, &address(name)).await, "/register/");
    let page = browser.get(&path).await;
    let account = browser.go_on(&page, &[]).await;
    assert_eq!(account.text("h1"), "Your account");
    browser
}

pub async fn sign_in(browser: &mut Browser, email: &str, password: &str) -> Answer {
    let page = browser.get("/sign-in").await;
    browser
        .send(&page, &[("email", email), ("password", password)])
        .await
}

/// The same browser at the same council, some time later.
pub fn later(council: &Council, browser: &Browser, after: Duration) -> (AppState, Browser) {
    let mut state = council.state.clone();
    state.clock = Clock::fixed(NOW + after);
    let mut visit = Browser::new(router(state.clone()));
    visit.cookies = browser.cookies.clone();
    (state, visit)
}

/// A page without what differs each time: tokens and nonces.
fn alike(answer: &Answer) -> (u16, String) {
    (answer.status, answer.words())
}

on_each_database! {
    async fn an_account_begins_with_a_confirmed_address(council) {
        let mut browser = council.browser();
        let home = browser.get("/").await;
        assert!(home.has("a[href='/sign-in']"), "the way in is on every page");
        let sent = register(&mut browser, "Bronwen Parry", "bronwen@residents.example").await;
        assert!(sent.words().contains("bronwen@residents.example"));
        assert_eq!(browser.get("/account").await.status, 303, "nobody is in before the address is confirmed");
        let path = link(&mail(&council, "bronwen@residents.example").await, "/register/");
        let page = browser.get(&path).await;
        assert!(!page.has("input[type=password]"), "the browser that registered needs no password again");
        let planted = browser.cookies["guildhall"].clone();
        let account = browser.go_on(&page, &[]).await;
        assert_eq!(account.text("h1"), "Your account");
        assert!(account.words().contains("Your account is new"));
        assert_ne!(planted, browser.cookies["guildhall"], "a planted session id is worth nothing");
        assert_eq!(account.header("cache-control"), "no-store");
        let again = browser.get(&path).await;
        assert_eq!(again.status, 404);
        assert!(again.words().contains("does not work any more"));
    }

    async fn whoever_opens_the_link_elsewhere_must_know_the_password(council) {
        let mut attacker = council.browser();
        register(&mut attacker, "Mallory", "victim@residents.example").await;
        let path = link(&mail(&council, "victim@residents.example").await, "/register/");
        let mut victim = council.browser();
        let page = victim.get(&path).await;
        let refused = victim.send(&page, &[("password", "not what Mallory chose")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(attacker.get("/account").await.status, 303);
        let let_in = victim.send(&page, &[("password", PASSWORD)]).await;
        assert_eq!((let_in.status, let_in.location()), (303, "/account"));
    }

    async fn nobody_learns_whether_an_address_is_known(council) {
        resident(&council, "Idris Cole").await;
        let known = address("Idris Cole");
        for path in ["/register", "/recover", "/sign-in/link"] {
            let mut seen = Vec::new();
            for email in [known.as_str(), "nobody-here@residents.example"] {
                let (hashes, messages) = (council.state.passwords.worked_out(), count_messages(&council).await);
                let mut browser = council.browser();
                let page = browser.get(path).await;
                let typed = [("name", "Idris Cole"), ("email", email), ("password", PASSWORD)];
                let sent = browser.go_on(&page, &typed).await;
                let work = (
                    council.state.passwords.worked_out() - hashes,
                    count_messages(&council).await - messages,
                );
                let (status, words) = alike(&sent);
                seen.push((status, words.replace(email, "the address"), work));
            }
            assert_eq!(seen[0], seen[1], "{path}");
            assert_eq!(seen[0].2.1, 1, "{path} sends one message either way");
        }
        let mut browser = council.browser();
        let before = council.state.passwords.worked_out();
        let wrong = sign_in(&mut browser, &known, "wrong").await;
        let between = council.state.passwords.worked_out();
        let unknown = sign_in(&mut browser, "nobody-here@residents.example", "wrong").await;
        assert_eq!((wrong.status, wrong.text(".govuk-error-summary")), (422, unknown.text(".govuk-error-summary")));
        assert_eq!(between - before, council.state.passwords.worked_out() - between);
    }

    async fn two_people_who_share_an_address_stay_two_people(council) {
        let email = "the.parrys@residents.example";
        let mut first = council.browser();
        register(&mut first, "Bronwen Parry", email).await;
        let page = first.get(&link(&mail(&council, email).await, "/register/")).await;
        first.go_on(&page, &[]).await;
        let mut second = council.browser();
        register(&mut second, "Gwilym Parry", email).await;
        let told = mail(&council, email).await;
        assert!(told.contains("Bronwen Parry") && told.contains("You already have an account") || told.contains("already is one"), "{told}");
        let page = second.get(&link(&told, "/register/")).await;
        let account = second.go_on(&page, &[]).await;
        assert!(account.words().contains("Gwilym Parry") && !account.words().contains("Bronwen"));
        // The same password and the same address: whoever signs in says who they are.
        let mut either = council.browser();
        let which = sign_in(&mut either, email, PASSWORD).await;
        assert_eq!(which.location(), "/sign-in/which");
        let page = either.get("/sign-in/which").await;
        assert_eq!(page.texts(".govuk-radios__label"), ["Bronwen Parry", "Gwilym Parry"]);
        let id = page.attribute(".govuk-radios__input", "value");
        let account = either.go_on(&page, &[("account", &id)]).await;
        assert!(account.words().contains("Bronwen Parry"));
    }

    async fn what_is_typed_wrong_is_said_and_kept(council) {
        let mut browser = council.browser();
        let page = browser.get("/register").await;
        let answer = browser.send(&page, &[("name", ""), ("email", "not an address"), ("password", "password1")]).await;
        assert_eq!(answer.status, 422);
        let words = answer.text(".govuk-error-summary");
        for part in ["Enter your full name", "correct format", "Many people use this password"] {
            assert!(words.contains(part), "{words}");
        }
        assert_eq!(answer.attribute("#email", "value"), "not an address");
        assert!(!answer.body.contains("password1"), "a password is never shown again");
        assert_eq!(count_messages(&council).await, 0);
    }

    async fn a_link_signs_in_once(council) {
        resident(&council, "Idris Cole").await;
        let mut browser = council.browser();
        let page = browser.get("/sign-in/link?next=/account/details").await;
        browser.go_on(&page, &[("email", &address("Idris Cole"))]).await;
        let path = link(&mail(&council, &address("Idris Cole")).await, "/sign-in/link/");
        for _ in 0..2 {
            assert_eq!(browser.get(&path).await.status, 200, "programs that look into mail use nothing up");
        }
        let page = browser.get(&path).await;
        let answer = browser.send(&page, &[]).await;
        assert_eq!((answer.status, answer.location()), (303, "/account/details"));
        assert_eq!(council.browser().get(&path).await.status, 404);
        let page = council.browser().get("/sign-in/link").await;
        let mut late = council.browser();
        let page = { drop(page); late.get("/sign-in/link").await };
        late.go_on(&page, &[("email", &address("Idris Cole"))]).await;
        let path = link(&mail(&council, &address("Idris Cole")).await, "/sign-in/link/");
        let (_, mut later) = later(&council, &late, Duration::minutes(11));
        assert_eq!(later.get(&path).await.status, 404, "a link lapses");
    }

    async fn a_new_password_ends_every_other_sign_in(council) {
        let mut before = resident(&council, "Idris Cole").await;
        let mut browser = council.browser();
        let page = browser.get("/recover").await;
        browser.go_on(&page, &[("email", &address("Idris Cole"))]).await;
        let path = link(&mail(&council, &address("Idris Cole")).await, "/recover/");
        let page = browser.get(&path).await;
        let weak = browser.send(&page, &[("password", "idris.cole1")]).await;
        assert_eq!(weak.status, 422);
        let new = "three grey herons wading";
        let done = browser.go_on(&page, &[("password", new)]).await;
        assert_eq!(done.text("h1"), "Your password is changed");
        assert_eq!(browser.get("/account").await.status, 303, "the link signs nobody in");
        assert_eq!(before.get("/account").await.status, 303, "whoever was in is out");
        assert_eq!(browser.get(&path).await.status, 404);
        assert!(mail(&council, &address("Idris Cole")).await.contains("password"));
        assert_eq!(sign_in(&mut browser, &address("Idris Cole"), PASSWORD).await.status, 422);
        assert_eq!(sign_in(&mut browser, &address("Idris Cole"), new).await.location(), "/account");
    }

    async fn guessing_is_stopped_and_locks_nobody_else_out(council) {
        resident(&council, "Idris Cole").await;
        let mut state = council.state.clone();
        let mut config = (*state.config).clone();
        config.proxies = vec!["127.0.0.1".parse().unwrap()];
        state.config = config.into();
        // Two processes on one database count together.
        let routers = [router(state.clone()), router(state.clone())];
        let mut guesser = Browser::new(routers[0].clone());
        guesser.set_header("x-forwarded-for", "203.0.113.7");
        let mut answer = sign_in(&mut guesser, &address("Idris Cole"), "guess 0").await;
        for guess in 1..=10 {
            guesser.move_to(routers[guess % 2].clone());
            answer = sign_in(&mut guesser, &address("Idris Cole"), &format!("guess {guess}")).await;
        }
        assert_eq!(answer.status, 429);
        let wait: i64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=15 * 60).contains(&wait), "{wait}");
        assert!(answer.words().contains("Wait 15 minutes"), "{}", answer.words());
        let right = sign_in(&mut guesser, &address("Idris Cole"), PASSWORD).await;
        assert_eq!(right.status, 429, "not even the right password is tried");
        let mut owner = Browser::new(routers[1].clone());
        owner.set_header("x-forwarded-for", "198.51.100.20");
        assert_eq!(sign_in(&mut owner, &address("Idris Cole"), PASSWORD).await.location(), "/account");
        state.clock = Clock::fixed(NOW + Duration::minutes(16));
        guesser.move_to(router(state));
        assert_eq!(sign_in(&mut guesser, &address("Idris Cole"), PASSWORD).await.location(), "/account");
    }

    async fn an_idle_sign_in_lapses_and_loses_nothing(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        let page = browser.get("/account/details/change").await;
        let (_, mut active) = later(&council, &browser, Duration::minutes(29));
        assert_eq!(active.get("/account").await.status, 200);
        let (_, mut still) = later(&council, &active, Duration::minutes(58));
        assert_eq!(still.get("/account").await.status, 200, "whoever does something stays");
        let (_, mut idle) = later(&council, &still, Duration::minutes(89));
        let typed = [("name", "Idris M. Cole"), ("telephone", "07700 900 112")];
        let answer = idle.send(&page, &typed).await;
        assert!(answer.location().starts_with("/sign-in?next="), "{}", answer.location());
        let location = answer.location().to_owned();
        let page = idle.get(&location).await;
        let email = address("Idris Cole");
        let kept = idle.go_on(&page, &[("email", &email), ("password", PASSWORD)]).await;
        assert!(kept.words().contains("Idris M. Cole"), "{}", kept.words());
        let saved = idle.go_on(&kept, &[]).await;
        assert!(saved.words().contains("Your details are saved") && saved.words().contains("Idris M. Cole"));
    }

    async fn what_waited_for_one_resident_is_not_shown_to_another(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        resident(&council, "Mary Hollings").await;
        let page = browser.get("/account/details/change").await;
        let (_, mut idle) = later(&council, &browser, Duration::hours(1));
        let answer = idle.send(&page, &[("name", "A secret name"), ("telephone", "")]).await;
        let location = answer.location().to_owned();
        let page = idle.get(&location).await;
        let email = address("Mary Hollings");
        let other = idle.go_on(&page, &[("email", &email), ("password", PASSWORD)]).await;
        assert!(!other.words().contains("A secret name"));
    }

    async fn nobody_stays_longer_than_half_a_day(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        for minutes in (20..12 * 60).step_by(20) {
            let (_, mut active) = later(&council, &browser, Duration::minutes(minutes));
            assert_eq!(active.get("/account").await.status, 200, "after {minutes} minutes");
            browser.cookies = active.cookies;
        }
        let (_, mut evening) = later(&council, &browser, Duration::hours(12));
        assert_eq!(evening.get("/account").await.status, 303);
    }

    async fn a_public_computer_forgets_sooner(council) {
        resident(&council, "Idris Cole").await;
        let mut browser = council.browser();
        let page = browser.get("/sign-in").await;
        let email = address("Idris Cole");
        let answer = browser.send(&page, &[("email", &email), ("password", PASSWORD), ("public", "yes")]).await;
        assert!(!answer.header("set-cookie").contains("Max-Age"), "the cookie goes with the window");
        let account = browser.get("/account").await;
        assert!(account.words().contains("after 10 minutes"));
        let (_, mut idle) = later(&council, &browser, Duration::minutes(10));
        assert_eq!(idle.get("/account").await.status, 303);
        let token = account.attribute("form[action='/sign-out'] input[name=csrf]", "value");
        let visitor_before = browser.cookies.clone();
        let out = browser.post("/sign-out", &[("csrf", token)]).await;
        assert_eq!(out.location(), "/signed-out");
        assert!(out.header("clear-site-data").contains("cache"));
        let mut thief = council.browser();
        thief.cookies = visitor_before;
        assert_eq!(thief.get("/account").await.status, 303);
    }

    async fn the_page_says_how_long_and_asking_does_not_make_it_longer(council) {
        let browser = resident(&council, "Idris Cole").await;
        for (minutes, seconds) in [(10, "{\"seconds\":1200}"), (29, "{\"seconds\":60}"), (31, "{\"seconds\":0}")] {
            let (_, mut visit) = later(&council, &browser, Duration::minutes(minutes));
            let answer = visit.get("/sign-in/remaining?kind=resident").await;
            assert_eq!(answer.body, seconds, "after {minutes} minutes");
        }
        let (_, mut visit) = later(&council, &browser, Duration::minutes(28));
        let page = visit.get("/account").await;
        let token = page.attribute("#sign-in-ending input[name=csrf]", "value");
        assert_eq!(visit.post("/sign-in/stay", &[("csrf", token)]).await.status, 204);
        let (_, mut visit) = later(&council, &browser, Duration::minutes(50));
        assert_eq!(visit.get("/account").await.status, 200);
    }

    async fn other_sign_ins_are_seen_and_ended(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let mut library = council.browser();
        library.set_header("user-agent", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0");
        assert_eq!(sign_in(&mut library, &address("Idris Cole"), PASSWORD).await.status, 303);
        let list = home.get("/account/sign-ins").await;
        assert!(list.words().contains("Firefox on Windows"));
        let ended = home.go_on(&list, &[("end", &list.attribute("main button[name=end]", "value"))]).await;
        assert!(ended.words().contains("Signed out."));
        assert_eq!(library.get("/account").await.status, 303);
        assert_eq!(home.get("/account").await.status, 200);
        // Somebody else's sign-in can't be ended by knowing its id.
        let mut stranger = resident(&council, "Mary Hollings").await;
        let page = stranger.get("/account/sign-ins").await;
        let mut connection = council.state.database.read().await.unwrap();
        let identity = connection.list_identities_by_email(&address("Idris Cole")).await.unwrap()[0].id;
        let theirs = connection.list_sign_ins(guildhall_database::Holder::Resident(identity), NOW.into()).await.unwrap();
        drop(connection);
        let csrf = page.attribute("input[name=csrf]", "value");
        stranger.post("/account/sign-ins", &[("csrf", csrf), ("end", theirs[0].id.to_string())]).await;
        assert_eq!(home.get("/account").await.status, 200);
    }

    async fn a_new_address_is_confirmed_and_the_old_one_told(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        let page = browser.get("/account/details/email").await;
        let typed = [("email", "idris.new@residents.example"), ("password", "wrong")];
        assert_eq!(browser.send(&page, &typed).await.status, 422);
        let typed = [("email", "idris.new@residents.example"), ("password", PASSWORD)];
        browser.go_on(&page, &typed).await;
        assert_eq!(sign_in(&mut council.browser(), "idris.new@residents.example", PASSWORD).await.status, 422);
        let path = link(&mail(&council, "idris.new@residents.example").await, "/account/email/");
        let page = browser.get(&path).await;
        let changed = browser.send(&page, &[]).await;
        assert_eq!(changed.text("h1"), "Your email address is changed");
        let told = mail(&council, &address("Idris Cole")).await;
        assert!(told.contains("i***@residents.example") && !told.contains("idris.new"), "{told}");
        assert_eq!(sign_in(&mut council.browser(), "idris.new@residents.example", PASSWORD).await.location(), "/account");
        assert_eq!(sign_in(&mut council.browser(), &address("Idris Cole"), PASSWORD).await.status, 422);
        assert_eq!(browser.get(&path).await.status, 404);
    }

    async fn a_closed_account_signs_nobody_in(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        let page = browser.get("/account/close").await;
        assert!(page.words().contains("can’t be undone"));
        let closed = browser.go_on(&page, &[]).await;
        assert_eq!(closed.text("h1"), "Your account is closed");
        assert_eq!(sign_in(&mut council.browser(), &address("Idris Cole"), PASSWORD).await.status, 422);
        assert!(mail(&council, &address("Idris Cole")).await.contains("closed"));
        // The address is free for a new account.
        resident(&council, "Idris Cole").await;
    }

    async fn signing_in_leads_to_our_own_pages_only_for_residents(council) {
        resident(&council, "Idris Cole").await;
        for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "/account\\evil", "javascript:alert(1)", "/desk"] {
            let mut browser = council.browser();
            let page = browser.get(&format!("/sign-in?next={next}")).await;
            let answer = browser.send(&page, &[("email", &address("Idris Cole")), ("password", PASSWORD)]).await;
            assert_eq!(answer.location(), "/account", "{next}");
        }
    }

    async fn a_staff_sign_in_opens_no_account_and_an_account_no_desk(council) {
        let mut resident = resident(&council, "Idris Cole").await;
        assert!(resident.get("/desk").await.location().starts_with("/staff/sign-in"));
        let mut adviser = council.staff("Amina Yusuf").await;
        assert!(adviser.get("/account").await.location().starts_with("/sign-in"));
    }

    async fn drafts_are_there_on_any_device(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let first = start(&mut home).await;
        let second = home.go_on(&first, crate::journey::MISSED_BIN[0]).await;
        let mut library = council.browser();
        sign_in(&mut library, &address("Idris Cole"), PASSWORD).await;
        let account = library.get("/account").await;
        assert!(account.words().contains("Forms you have not sent yet"), "{}", account.words());
        let draft = account.attribute("a[href^='/forms/']", "href");
        assert_eq!(library.visit(&draft).await.path, second.path);
        // Not for anybody else, signed in or not.
        let mut other = self::resident(&council, "Mary Hollings").await;
        assert_eq!(other.get(&second.path).await.status, 404);
        assert!(council.browser().get(&second.path).await.location().starts_with("/sign-in"));
        let page = library.get(&account.attribute("a[href$='/delete']", "href")).await;
        let gone = library.go_on(&page, &[]).await;
        assert!(gone.words().contains("The form is deleted"));
        assert_eq!(home.get(&second.path).await.status, 404);
    }

    async fn a_current_password_is_never_kept_nor_shown(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        let page = browser.get("/account/details/password").await;
        let wrong = [("current-password", "not the one"), ("password", "three grey herons wading")];
        let refused = browser.send(&page, &wrong).await;
        assert_eq!((refused.status, refused.body.contains("not the one")), (422, false));
        let (_, mut idle) = later(&council, &browser, Duration::hours(1));
        let typed = [("current-password", PASSWORD), ("password", "three grey herons wading")];
        let answer = idle.send(&page, &typed).await;
        let location = answer.location().to_owned();
        let page = idle.get(&location).await;
        let email = address("Idris Cole");
        let kept = idle.go_on(&page, &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(kept.text("h1"), "You are signed in again");
        assert!(!kept.body.contains(PASSWORD) && !kept.body.contains("herons"));
    }

    async fn a_changed_password_keeps_this_sign_in_and_ends_the_others(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        let mut other = council.browser();
        sign_in(&mut other, &address("Idris Cole"), PASSWORD).await;
        let page = browser.get("/account/details/password").await;
        let typed = [("current-password", PASSWORD), ("password", "three grey herons wading")];
        let saved = browser.go_on(&page, &typed).await;
        assert!(saved.words().contains("Your password is changed"));
        assert_eq!(other.get("/account").await.status, 303);
        assert!(mail(&council, &address("Idris Cole")).await.contains("password"));
        assert_eq!(sign_in(&mut other, &address("Idris Cole"), PASSWORD).await.status, 422);
    }

    async fn a_browser_that_is_both_shows_whose_own_record_it_is(council) {
        let mut browser = resident(&council, "Amina Yusuf").await;
        let mut page = start(&mut browser).await;
        for typed in crate::journey::MISSED_BIN {
            page = browser.go_on(&page, typed).await;
        }
        let reference = browser.go_on(&page, &[]).await.text(".reference");
        let path = format!("/desk/cases/{reference}");
        council.add_staff("Amina Yusuf", &[guildhall_domain::permissions::Grant::Adviser]).await;
        let mut desk = council.signed_in("Amina Yusuf").await;
        assert_eq!(desk.get(&path).await.status, 200, "nobody knows yet");
        let page = browser.get("/staff/sign-in").await;
        let typed = [("email", crate::council::email("Amina Yusuf")), ("password", crate::council::PASSWORD.to_owned())];
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(browser.send(&page, &typed).await.status, 303);
        for browser in [&mut browser, &mut desk] {
            assert_eq!(browser.get(&path).await.status, 403);
        }
    }

    async fn links_and_tries_that_are_over_are_deleted(council) {
        let mut browser = council.browser();
        register(&mut browser, "Idris Cole", &address("Idris Cole")).await;
        let (state, _) = later(&council, &browser, Duration::days(2));
        let delete = guildhall::jobs::delete_expired_sessions::delete;
        // The browser's session goes on; the link and the three counts of asking for it are over.
        assert_eq!(delete(&state).await.unwrap(), 4);
        assert_eq!(delete(&state).await.unwrap(), 0);
    }
}
