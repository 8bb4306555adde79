//! What passwords, links and codes must hold, whoever uses them.

use guildhall::router::router;
use guildhall_database::{Holder, PersonId};
use guildhall_domain::accounts::Means;
use time::Duration;

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    on_each_database,
    residents::{PASSWORD, address, later, link, mail, resident, sign_in},
};

const NEW_PASSWORD: &str = "three grey herons wading";

/// A council that believes what its proxy says of callers.
fn behind_a_proxy(mut council: Council) -> Council {
    let mut config = (*council.state.config).clone();
    config.proxies = vec!["127.0.0.1".parse().unwrap()];
    council.state.config = config.into();
    council
}

/// A browser at this place in the world.
fn at(council: &Council, caller: &str) -> Browser {
    let mut browser = council.browser();
    browser.set_header("x-forwarded-for", caller);
    browser
}

/// Registers with this password and confirms the address in the same browser.
async fn register_with(council: &Council, name: &str, password: &str) -> Browser {
    let mut browser = council.browser();
    let page = browser.get("/register").await;
    let email = address(name);
    let typed = [
        ("name", name),
        ("email", email.as_str()),
        ("password", password),
    ];
    browser.go_on(&page, &typed).await;
    let path = link(&mail(council, &email).await, "/register/");
    let page = browser.get(&path).await;
    browser.go_on(&page, &[]).await;
    browser
}

/// Asks for something to be sent, and returns the path of the link in it.
async fn ask_for(council: &Council, page: &str, name: &str, begins: &str) -> String {
    let mut browser = council.browser();
    let form = browser.get(page).await;
    browser.go_on(&form, &[("email", &address(name))]).await;
    link(&mail(council, &address(name)).await, begins)
}

/// The page that changes the password of whoever is signed in, sent with these.
async fn change_password(browser: &mut Browser, current: &str, new: &str) -> Answer {
    let page = browser.get("/account/details/password").await;
    browser
        .send(&page, &[("current-password", current), ("password", new)])
        .await
}

on_each_database! {
    async fn a_password_counts_exactly_as_it_was_typed(council) {
        let password = "  Ŵyneb Haul ar y Bryn 🐑 ";
        register_with(&council, "Idris Cole", password).await;
        let email = address("Idris Cole");
        let shorter: String = password.chars().take(password.chars().count() - 1).collect();
        for wrong in [password.trim(), &password.to_lowercase(), &shorter] {
            let answer = sign_in(&mut council.browser(), &email, wrong).await;
            assert_eq!(answer.status, 422, "{wrong:?}");
        }
        assert_eq!(sign_in(&mut council.browser(), &email, password).await.status, 303);
    }

    async fn a_long_password_is_not_cut_and_stays_good_for_years(council) {
        let mut ten_years_ago = council;
        ten_years_ago.state.clock = guildhall::clock::Clock::fixed(NOW - Duration::days(3653));
        let words = ["kettle", "lantern", "orchard", "wading", "heron", "quiet", "otter", "gate"];
        let password: String = (0..25).map(|place| words[place * 3 % 8].to_owned() + " ").collect();
        assert!(password.chars().count() > 150);
        register_with(&ten_years_ago, "Idris Cole", &password).await;
        let mut council = ten_years_ago;
        council.state.clock = guildhall::clock::Clock::fixed(NOW);
        let email = address("Idris Cole");
        for length in [100, password.len() - 2] {
            assert_eq!(sign_in(&mut council.browser(), &email, &password[..length]).await.status, 422);
        }
        assert_eq!(sign_in(&mut council.browser(), &email, &password).await.location(), "/account");
    }

    async fn every_password_is_masked_and_can_be_pasted(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        let recovering = ask_for(&council, "/recover", "Idris Cole", "/recover/").await;
        let mut staff = council.staff("Amina Yusuf").await;
        let mut pages = Vec::new();
        for path in ["/register", "/account/details/password", "/account/details/email", &recovering] {
            pages.push(browser.get(path).await);
        }
        pages.push(council.browser().get("/sign-in").await);
        pages.push(council.browser().get("/staff/sign-in").await);
        pages.push(staff.get("/desk/account/password").await);
        for page in pages {
            let fields = page.body.split("<input").skip(1).map(|field| field.split('>').next().unwrap());
            let fields: Vec<_> = fields.filter(|field| field.contains("password\"")).collect();
            assert!(!fields.is_empty(), "{}", page.path);
            for field in fields {
                assert!(field.contains("type=\"password\""), "{}: {field}", page.path);
                let has_purpose = field.contains("\"current-password\"") || field.contains("\"new-password\"");
                assert!(has_purpose, "{}: {field}", page.path);
                for hindrance in ["onpaste", "maxlength", "readonly", "autocomplete=\"off\""] {
                    assert!(!field.contains(hindrance), "{}: {field}", page.path);
                }
            }
        }
    }

    async fn an_easy_password_is_refused_wherever_one_is_chosen(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        for (easy, said) in [
            ("iloveyou", "Many people use"),
            ("wrekinshire1", "without your name"),
            ("idris.cole1", "without your name"),
            ("guildhall1", "without your name"),
        ] {
            let answer = change_password(&mut browser, PASSWORD, easy).await;
            assert_eq!(answer.status, 422, "{easy}");
            assert!(answer.text(".govuk-error-summary").contains(said), "{easy}: {}", answer.words());
        }
        assert_eq!(sign_in(&mut council.browser(), &address("Idris Cole"), PASSWORD).await.status, 303);
    }

    async fn a_changed_password_changes_the_session_id(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        let before = browser.cookies.clone();
        assert_eq!(change_password(&mut browser, PASSWORD, NEW_PASSWORD).await.status, 303);
        assert_ne!(browser.cookies, before);
        let mut thief = council.browser();
        thief.cookies = before;
        assert_eq!(thief.get("/account").await.status, 303);
        // Signing in again in the same browser takes the place of the sign-in before it.
        let page = browser.get("/sign-in?needs=again&next=").await;
        let email = address("Idris Cole");
        browser.go_on(&page, &[("email", &email), ("password", NEW_PASSWORD)]).await;
        let mut connection = council.state.database.read().await.unwrap();
        let identity = connection.list_identities_by_email(&email).await.unwrap()[0].id;
        let open = connection.list_sign_ins(Holder::Resident(identity), NOW.into()).await.unwrap();
        assert_eq!(open.len(), 1);
    }

    async fn a_new_password_makes_earlier_links_worthless(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let links = [
            ask_for(&council, "/sign-in/link", "Idris Cole", "/sign-in/link/").await,
            ask_for(&council, "/recover", "Idris Cole", "/recover/").await,
            ask_for(&council, "/recover", "Idris Cole", "/recover/").await,
        ];
        let mut browser = council.browser();
        let page = browser.get(&links[2]).await;
        browser.go_on(&page, &[("password", NEW_PASSWORD)]).await;
        for path in &links {
            assert_eq!(council.browser().get(path).await.status, 404, "{path}");
        }
        assert_eq!(home.get("/account").await.status, 303);
        sign_in(&mut home, &address("Idris Cole"), NEW_PASSWORD).await;
        let path = ask_for(&council, "/sign-in/link", "Idris Cole", "/sign-in/link/").await;
        assert_eq!(council.browser().get(&path).await.status, 200);
        assert_eq!(change_password(&mut home, NEW_PASSWORD, PASSWORD).await.status, 303);
        assert_eq!(council.browser().get(&path).await.status, 404);
    }

    async fn links_lapse_when_they_say(council) {
        resident(&council, "Idris Cole").await;
        let recovering = ask_for(&council, "/recover", "Idris Cole", "/recover/").await;
        let mut browser = council.browser();
        let page = browser.get("/register").await;
        let typed = [("name", "Mary Hollings"), ("email", "mary@residents.example"), ("password", PASSWORD)];
        browser.go_on(&page, &typed).await;
        let confirming = link(&mail(&council, "mary@residents.example").await, "/register/");
        for (path, good, over) in [
            (&recovering, Duration::minutes(29), Duration::minutes(31)),
            (&confirming, Duration::hours(23), Duration::hours(25)),
        ] {
            assert_eq!(later(&council, &browser, good).1.get(path).await.status, 200, "{path}");
            assert_eq!(later(&council, &browser, over).1.get(path).await.status, 404, "{path}");
        }
    }

    async fn of_two_clicks_on_a_link_one_signs_in(council) {
        resident(&council, "Idris Cole").await;
        let path = ask_for(&council, "/sign-in/link", "Idris Cole", "/sign-in/link/").await;
        let (mut one, mut other) = (council.browser(), council.browser());
        let pages = (one.get(&path).await, other.get(&path).await);
        let (first, second) = tokio::join!(one.send(&pages.0, &[]), other.send(&pages.1, &[]));
        let mut outcomes = [first.status, second.status];
        outcomes.sort_unstable();
        assert_eq!(outcomes, [303, 404]);
    }

    async fn one_caller_trying_many_accounts_is_stopped(council) {
        let council = behind_a_proxy(council);
        resident(&council, "Idris Cole").await;
        let mut guesser = at(&council, "203.0.113.7");
        let mut last = 0;
        for number in 0..=100 {
            let email = format!("{number}@residents.example");
            last = sign_in(&mut guesser, &email, "a wrong password").await.status;
        }
        assert_eq!(last, 429);
        let mut elsewhere = at(&council, "198.51.100.20");
        assert_eq!(sign_in(&mut elsewhere, &address("Idris Cole"), PASSWORD).await.status, 303);
    }

    async fn an_account_tried_from_everywhere_still_opens_by_link(council) {
        let council = behind_a_proxy(council);
        resident(&council, "Idris Cole").await;
        let email = address("Idris Cole");
        for number in 0..=100 {
            let mut guesser = at(&council, &format!("203.0.113.{number}"));
            sign_in(&mut guesser, &email, "a wrong password").await;
        }
        let mut owner = at(&council, "198.51.100.20");
        assert_eq!(sign_in(&mut owner, &email, PASSWORD).await.status, 429);
        let page = owner.get("/sign-in/link").await;
        owner.go_on(&page, &[("email", &email)]).await;
        let path = link(&mail(&council, &email).await, "/sign-in/link/");
        let page = owner.get(&path).await;
        assert_eq!(owner.send(&page, &[]).await.location(), "/account");
    }

    async fn strangers_keep_nobody_out_from_where_they_got_in_before(council) {
        let council = behind_a_proxy(council);
        resident(&council, "Idris Cole").await;
        let email = address("Idris Cole");
        let mut home = at(&council, "198.51.100.20");
        assert_eq!(sign_in(&mut home, &email, PASSWORD).await.status, 303);
        for number in 0..=100 {
            let mut stranger = at(&council, &format!("203.0.113.{number}"));
            sign_in(&mut stranger, &email, "a wrong password").await;
            let page = stranger.get("/sign-in/link").await;
            stranger.send(&page, &[("email", &email)]).await;
        }
        let mut elsewhere = at(&council, "198.51.100.77");
        assert_eq!(sign_in(&mut elsewhere, &email, PASSWORD).await.status, 429);
        let mut home = at(&council, "198.51.100.20");
        assert_eq!(sign_in(&mut home, &email, PASSWORD).await.status, 303);
        let mut link = at(&council, "198.51.100.20");
        let page = link.get("/sign-in/link").await;
        assert_eq!(link.send(&page, &[("email", &email)]).await.location(), "/sign-in/sent");
    }

    async fn who_is_still_to_be_said_ends_with_the_password(council) {
        let email = "the.parrys@residents.example";
        for name in ["Bronwen Parry", "Gwilym Parry"] {
            let mut browser = council.browser();
            let page = browser.get("/register").await;
            browser.go_on(&page, &[("name", name), ("email", email), ("password", PASSWORD)]).await;
            let page = browser.get(&link(&mail(&council, email).await, "/register/")).await;
            browser.go_on(&page, &[]).await;
        }
        let mut waiting = council.browser();
        let start = waiting.get("/sign-in").await;
        let planted = waiting.cookies.clone();
        waiting.send(&start, &[("email", email), ("password", PASSWORD)]).await;
        let mut thief = council.browser();
        thief.cookies = planted;
        assert_eq!(thief.get("/sign-in/which").await.location(), "/sign-in", "a planted id is worth nothing");
        let page = waiting.get("/sign-in/which").await;
        let bronwen = page.attribute(".govuk-radios__input", "value");
        let mut owner = council.browser();
        let recover = owner.get("/recover").await;
        owner.go_on(&recover, &[("email", email)]).await;
        let path = link(&mail(&council, email).await, "/recover/");
        let new = owner.get(&path).await;
        owner.go_on(&new, &[("account", &bronwen), ("password", NEW_PASSWORD)]).await;
        // Gwilym is left, whose password it still is.
        waiting.send(&page, &[("account", &bronwen)]).await;
        assert!(!waiting.get("/account").await.words().contains("Bronwen"));
    }

    async fn a_library_signs_in_all_day_from_one_address(council) {
        let council = behind_a_proxy(council);
        resident(&council, "Idris Cole").await;
        for _ in 0..110 {
            let mut library = at(&council, "203.0.113.7");
            assert_eq!(sign_in(&mut library, &address("Idris Cole"), PASSWORD).await.status, 303);
        }
    }

    async fn closing_an_account_signs_it_out_everywhere(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let mut library = council.browser();
        sign_in(&mut library, &address("Idris Cole"), PASSWORD).await;
        let page = home.get("/account/close").await;
        home.go_on(&page, &[]).await;
        assert_eq!(library.get("/account").await.status, 303);
    }

    async fn a_new_address_ends_the_other_sign_ins(council) {
        for confirms_signed_in in [true, false] {
            let name = if confirms_signed_in { "Idris Cole" } else { "Mary Hollings" };
            let new = format!("new.{}", address(name));
            let mut home = resident(&council, name).await;
            let mut library = council.browser();
            sign_in(&mut library, &address(name), PASSWORD).await;
            let page = home.get("/account/details/email").await;
            home.go_on(&page, &[("email", &new), ("password", PASSWORD)]).await;
            let path = link(&mail(&council, &new).await, "/account/email/");
            let mut stranger = council.browser();
            let confirming = if confirms_signed_in { &mut home } else { &mut stranger };
            let page = confirming.get(&path).await;
            assert_eq!(confirming.send(&page, &[]).await.status, 200);
            assert_eq!(library.get("/account").await.status, 303);
            let expected = if confirms_signed_in { 200 } else { 303 };
            assert_eq!(home.get("/account").await.status, expected);
        }
    }

    async fn nothing_but_name_and_telephone_is_changed_there(council) {
        let mut browser = resident(&council, "Idris Cole").await;
        let email = address("Idris Cole");
        let before = council.state.database.read().await.unwrap().list_identities_by_email(&email).await.unwrap();
        let page = browser.get("/account/details/change").await;
        let other = PersonId::new().to_string();
        let typed = [
            ("name", "Idris M. Cole"), ("telephone", ""), ("email", "evil@residents.example"), ("password", "x"),
            ("password_hash", "x"), ("verified_at", "2026-01-01"), ("person_id", &other), ("id", &other),
        ];
        browser.go_on(&page, &typed).await;
        let after = council.state.database.read().await.unwrap().list_identities_by_email(&email).await.unwrap();
        let rest = |identity: &guildhall_database::Identity| {
            (identity.id, identity.person_id, identity.password_hash.clone(), identity.verified_at, identity.email.clone())
        };
        assert_eq!(rest(&before[0]), rest(&after[0]));
        assert_eq!(after[0].name, "Idris M. Cole");
    }

    async fn a_code_lapses_and_is_for_the_account_that_asked(council) {
        let mut idris = resident(&council, "Idris Cole").await;
        resident(&council, "Mary Hollings").await;
        let known = council.person("Idris Cole").await;
        let mut connection = council.state.database.write().await.unwrap();
        let channel = guildhall_database::VerifiedChannel {
            person: known,
            means: Means::Email,
            address: "cole@work.example",
            how: "code",
        };
        connection.add_verified_channel(&channel, NOW.into()).await.unwrap();
        drop(connection);
        let page = idris.get("/account/record").await;
        let typed = [("means", "email"), ("address", "cole@work.example")];
        let page = idris.go_on(&page, &typed).await;
        let sent = mail(&council, "cole@work.example").await;
        let code: String = sent.lines().find(|line| line.len() == 6 && line.chars().all(|digit| digit.is_ascii_digit()))
            .unwrap_or_else(|| panic!("no code in {sent}")).to_owned();
        let (_, mut late) = later(&council, &idris, Duration::minutes(11));
        assert_eq!(late.send(&page, &[("code", &code)]).await.status, 404);
        // Somebody else signs in in the same browser, and has the page that Idris left.
        let mut mary = idris.clone();
        let again = mary.get("/sign-in?needs=again&next=").await;
        mary.go_on(&again, &[("email", &address("Mary Hollings")), ("password", PASSWORD)]).await;
        let csrf = mary.get(&page.path).await.csrf();
        let taken = mary.post(&page.path, &[("csrf", csrf.as_str()), ("code", code.as_str())]).await;
        assert_eq!(taken.status, 404);
        let mut connection = council.state.database.read().await.unwrap();
        let of_mary = connection.list_identities_by_email(&address("Mary Hollings")).await.unwrap();
        assert_ne!(of_mary[0].person_id, known);
    }

    async fn idle_staff_are_signed_out_and_nobody_stays_past_the_day(council) {
        let mut browser = council.staff("Amina Yusuf").await;
        let visit = |browser: &Browser, after: Duration| {
            let mut state = council.state.clone();
            state.clock = guildhall::clock::Clock::fixed(NOW + after);
            let mut visit = browser.clone();
            visit.move_to(router(state));
            visit
        };
        let mut soon = visit(&browser, Duration::minutes(29));
        assert_eq!(soon.get("/desk").await.status, 200);
        assert_eq!(visit(&soon, Duration::minutes(60)).get("/desk").await.status, 303);
        browser = soon;
        for minutes in (40..12 * 60).step_by(20) {
            let mut active = visit(&browser, Duration::minutes(minutes));
            assert_eq!(active.get("/desk").await.status, 200, "after {minutes} minutes");
            browser = active;
        }
        assert_eq!(visit(&browser, Duration::hours(12)).get("/desk").await.status, 303);
    }

    async fn every_page_of_the_desk_has_the_way_out(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        for path in ["/desk", "/desk/account", "/desk/cases/BCD-FGH-JKM", "/desk/nothing", "/desk/staff"] {
            let page = staff.get(path).await;
            assert!(page.has("form[action='/staff/sign-out']"), "{path}: {}", page.words());
        }
        assert!(!council.browser().get("/desk/nothing").await.has("form[action='/staff/sign-out']"));
    }
}
