//! The directory: who deals with what, when they are there, and who says so.

use guildhall::{clock::Clock, router::router};
use guildhall_database::AuditFilter;
use guildhall_database::ListPosition;
use guildhall_domain::{audit::AuditVerb, permissions::Grant};
use time::{OffsetDateTime, macros::datetime};
use uuid::Uuid;

use crate::{
    browser::{Answer, Browser},
    council::Council,
    on_each_database,
};

/// What an administrator types of a team that is there on weekdays.
pub const TYPED: [(&str, &str); 19] = [
    ("dealings", "Fly-tipping and dead animals\nNot noise"),
    ("telephone", "01632 960 310"),
    ("email", "waste@wrekinshire.example"),
    ("monday-opens", "9am"),
    ("monday-closes", "5:30pm"),
    ("tuesday-opens", "9:00"),
    ("tuesday-closes", "17.30"),
    ("wednesday-opens", "9am"),
    ("wednesday-closes", "5pm"),
    ("thursday-opens", "9am"),
    ("thursday-closes", "5pm"),
    ("friday-opens", "9am"),
    ("friday-closes", "midday"),
    ("saturday-opens", ""),
    ("saturday-closes", ""),
    ("closed", "30 March 2026\n25/12/2026\n"),
    ("callback_words", "Ask for the street first."),
    ("callback_hours", "3"),
    ("questions", "Which street?\nSince when?"),
];

/// Says in the directory what a team deals with, when it is there and how it rings back.
pub async fn describe(council: &Council, team: Uuid) {
    let mut owen = council.administrator("Owen Castle").await;
    let page = owen.get(&format!("/desk/teams/{team}/directory")).await;
    let saved = owen.go_on(&page, &TYPED).await;
    assert!(
        saved.words().contains("The directory is changed."),
        "{}",
        saved.words()
    );
}

/// The same browser when the council's clocks show another moment.
fn at(council: &Council, browser: &Browser, moment: OffsetDateTime) -> Browser {
    let mut state = council.state.clone();
    state.clock = Clock::fixed(moment);
    let mut later = Browser::new(router(state));
    later.cookies = browser.cookies.clone();
    later
}

/// What was typed, but for some of it.
fn but<'t>(wrong: &[(&'t str, &'t str)]) -> Vec<(&'t str, &'t str)> {
    let mut typed: Vec<_> = TYPED
        .into_iter()
        .filter(|(name, _)| !wrong.iter().any(|(other, _)| other == name))
        .collect();
    typed.extend(wrong);
    typed
}

fn found(page: &Answer) -> Vec<String> {
    page.texts("main tbody tr a")
}

on_each_database! {
    async fn everybody_at_the_desk_reads_what_an_administrator_writes(council) {
        let team = council.team("Waste", &["missed-bin-collection"]).await;
        council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(team) }]).await;
        describe(&council, team).await;
        let path = format!("/desk/directory/{team}");
        for grant in [Grant::Adviser, Grant::ContentDesigner, Grant::DataProtectionOfficer, Grant::TeamLeader { team }] {
            let mut reader = council.staff_with(grant.role().word(), &[grant]).await;
            let list = reader.get("/desk/directory").await;
            assert!(list.text("main tbody tr").starts_with("Waste Report a missed bin collection Fly-tipping and dead animals"), "{}", list.words());
            let page = reader.get(&path).await;
            let words = page.words();
            // It is Friday, 10 in the morning.
            assert!(words.contains("Open now until midday"), "{words}");
            assert!(words.contains("Not noise") && words.contains("Monday 9am to 5:30pm") && words.contains("Saturday Closed"), "{words}");
            assert!(words.contains("30 March 2026") && words.contains("Gareth Pugh , Caseworker") && words.contains("Which street?"), "{words}");
            assert!(page.has("a[href='tel:01632960310']") && page.has("a[href='mailto:waste@wrekinshire.example']"));
            assert!(!page.has("main a[href$='/directory']"), "{} may not change it", grant.role().word());
            assert_eq!(page.has("a[href^='/desk/callbacks/new']"), !matches!(grant, Grant::ContentDesigner | Grant::DataProtectionOfficer));
            let change = format!("/desk/teams/{team}/directory");
            assert_eq!(reader.get(&change).await.status, 403);
            let csrf = page.attribute("input[name=csrf]", "value");
            assert_eq!(reader.post(&change, &[("csrf", csrf.as_str()), ("dealings", "Ours")]).await.status, 403);
        }
        let mut champion = council.browser();
        assert_eq!(champion.get(&path).await.status, 303);
        let mut owen = council.signed_in("Owen Castle").await;
        assert_eq!(owen.get(&format!("/desk/directory/{}", Uuid::now_v7())).await.status, 404);
        assert_eq!(owen.get("/desk/directory/nonsense").await.status, 404);
        let mut connection = council.state.database.read().await.unwrap();
        let filter = AuditFilter { verb: Some(AuditVerb::TeamChanged), ..AuditFilter::default() };
        let trail = connection.list_audit_events(&filter, ListPosition::Newest, 9).await.unwrap().events;
        assert_eq!(trail.len(), 1);
        assert!(owen.get("/desk/audit?verb=team-changed").await.words().contains("dealings, telephone, email, hours, callbacks, questions"));
    }

    async fn a_team_is_closed_at_night_on_closed_dates_and_in_british_summer_time(council) {
        let team = council.team("Waste", &[]).await;
        describe(&council, team).await;
        let adviser = council.staff("Amina Yusuf").await;
        let path = format!("/desk/directory/{team}");
        for (moment, words) in [
            // Clocks go forward on 29 March, and on Monday it is closed.
            (datetime!(2026-03-27 12:00 UTC), "Closed Opens 31 March 2026 at 9am"),
            (datetime!(2026-03-31 07:59 UTC), "Closed Opens 31 March 2026 at 9am"),
            (datetime!(2026-03-31 08:00 UTC), "Open now until 5:30pm"),
            (datetime!(2026-03-31 16:29 UTC), "Open now until 5:30pm"),
            (datetime!(2026-03-31 16:30 UTC), "Closed Opens 1 April 2026 at 9am"),
        ] {
            let mut browser = at(&council, &adviser, moment);
            // The sign-in has lapsed by then, so a fresh one is needed.
            if browser.get(&path).await.status != 200 {
                let page = browser.get("/staff/sign-in").await;
                browser.send(&page, &[("email", "amina.yusuf@wrekinshire.example"), ("password", crate::council::PASSWORD)]).await;
            }
            let page = browser.get(&path).await;
            assert!(page.words().contains(words), "{moment}: {}", page.words());
        }
    }

    async fn it_is_searched_by_team_dealings_service_and_member(council) {
        let empty = council.staff("Amina Yusuf").await.get("/desk/directory").await;
        assert!(empty.words().contains("There are no teams yet"), "{}", empty.words());
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let tax = council.team("Council tax", &["council-tax-move"]).await;
        council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(waste) }]).await;
        council.add_staff("Sunita Rao", &[Grant::TeamLeader { team: tax }]).await;
        describe(&council, waste).await;
        let mut amina = council.signed_in("Amina Yusuf").await;
        for (query, expected) in [
            ("WASTE", vec!["Waste"]), ("tax", vec!["Council tax"]), ("fly-tipping", vec!["Waste"]), ("bin", vec!["Waste"]),
            ("missed+collection", vec!["Waste"]), ("rao", vec!["Council tax"]), ("gareth+tipping", vec!["Waste"]), ("100%25", vec![]),
            ("%25", vec![]), ("_", vec![]), ("gareth+tax", vec![]),
        ] {
            let page = amina.get(&format!("/desk/directory?q={query}")).await;
            assert_eq!(found(&page), expected, "{query}");
        }
        // A colleague is found by name, also one who is in no team.
        let page = amina.get("/desk/directory?q=amina").await;
        let ask = page.attribute("a[href*='colleague=']", "href");
        assert_eq!(amina.get(&ask).await.status, 200);
        assert!(amina.get("/desk/directory?q=zzz").await.words().contains("Nothing fits “zzz”"));
        assert!(amina.get("/desk/directory?q=owen").await.words().contains("Nothing fits"), "administrators ring nobody");
    }

    async fn many_teams_have_pages(council) {
        for number in 0..30 {
            council.team(&format!("Team {number:02}"), &[]).await;
        }
        let mut amina = council.staff("Amina Yusuf").await;
        let first = amina.get("/desk/directory?q=team").await;
        assert_eq!(found(&first).len(), 25);
        let second = amina.get(&first.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(found(&second), ["Team 25", "Team 26", "Team 27", "Team 28", "Team 29"]);
    }

    async fn what_is_typed_wrong_is_said_and_kept(council) {
        let team = council.team("Waste", &[]).await;
        let mut owen = council.administrator("Owen Castle").await;
        let path = format!("/desk/teams/{team}/directory");
        let page = owen.get(&path).await;
        let long = "x".repeat(2_001);
        let many: String = (0..11).map(|number| format!("Question {number}\n")).collect();
        let dates: String = (0..101).map(|number| format!("{} {} 2027\n", number % 28 + 1, number / 28 + 1)).collect();
        for (name, typed, said) in [
            ("dealings", long.as_str(), "must be 2,000 characters or fewer"),
            ("telephone", "letters", "Enter a telephone number"),
            ("email", "waste at example", "correct format"),
            ("monday-opens", "25:00", "Enter a time, like 9am"),
            ("monday-closes", "8am", "It must close after it opens"),
            ("sunday-opens", "9am", "Enter both times"),
            ("closed", "31 February 2026", "Enter a real date on each line"),
            ("closed", dates.as_str(), "100 dates or fewer"),
            ("callback_words", long.as_str(), "must be 1,000 characters or fewer"),
            ("callback_hours", "0", "from 1 to 200"),
            ("callback_hours", "many", "from 1 to 200"),
            ("questions", many.as_str(), "at most 10 questions"),
        ] {
            let refused = owen.send(&page, &but(&[(name, typed)])).await;
            assert_eq!(refused.status, 422, "{name}");
            assert!(refused.text(".govuk-error-summary").contains(said), "{name}: {}", refused.text(".govuk-error-summary"));
            let kept = if refused.has(&format!("textarea#{name}")) {
                refused.text(&format!("textarea#{name}"))
            } else {
                refused.attribute(&format!("input#{name}"), "value")
            };
            assert_eq!(kept.split_whitespace().collect::<Vec<_>>(), typed.split_whitespace().collect::<Vec<_>>(), "{name}");
        }
        assert!(owen.get(&format!("/desk/directory/{team}")).await.words().contains("Nobody has said when this team is there"));
        let missing = format!("/desk/teams/{}/directory", Uuid::now_v7());
        assert_eq!(owen.get(&missing).await.status, 404);
    }

    async fn the_second_of_two_who_change_it_sees_that_the_first_did(council) {
        let team = council.team("Waste", &[]).await;
        let mut owen = council.administrator("Owen Castle").await;
        let path = format!("/desk/teams/{team}/directory");
        let (first, second) = (owen.get(&path).await, owen.get(&path).await);
        owen.go_on(&first, &TYPED).await;
        let mine = but(&[("dealings", "Mine")]);
        let told = owen.send(&second, &mine).await;
        assert_eq!(told.status, 409);
        assert!(told.words().contains("Somebody else changed this") && told.text("#dealings") == "Mine", "{}", told.words());
        let page = format!("/desk/directory/{team}");
        assert!(!owen.get(&page).await.words().contains("Mine"), "nothing is overwritten");
        owen.go_on(&told, &mine).await;
        assert!(owen.get(&page).await.words().contains("Mine"));
    }
}
