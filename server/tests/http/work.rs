//! The desk's first page: what waits, what changed since one looked, and what a team has to do.

use guildhall::{clock::Clock, router::router};
use guildhall_database::{NewCallback, NewTask};
use guildhall_domain::permissions::Grant;
use time::Duration;
use uuid::Uuid;

use crate::{
    browser::{Answer, Browser},
    callbacks,
    council::{Council, NOW},
    journey::{fill_in, start},
    on_each_database,
    tasks::{self, for_team},
};

async fn caseworker(council: &Council, name: &str, team: Uuid) -> Browser {
    let grant = Grant::Caseworker { team: Some(team) };
    council.staff_with(name, &[grant]).await
}

/// The same browser so many minutes later.
fn later(council: &Council, browser: &Browser, minutes: i64) -> Browser {
    let mut state = council.state.clone();
    state.clock = Clock::fixed(NOW + Duration::minutes(minutes));
    let mut later = Browser::new(router(state));
    later.cookies = browser.cookies.clone();
    later
}

/// The rows of the table with this caption.
fn rows(page: &Answer, caption: &str) -> Vec<String> {
    let captions = page.texts("main table caption");
    let Some(place) = captions.iter().position(|one| one == caption) else {
        return Vec::new();
    };
    let html = page.body.split("<table").nth(place + 1).unwrap();
    let table = Answer {
        body: format!("<table{}", html.split("</table>").next().unwrap()),
        ..page.clone()
    };
    table.texts("tbody tr")
}

async fn case(council: &Council) -> String {
    let mut browser = council.browser();
    let first = start(&mut browser).await;
    let check = fill_in(&mut browser, first).await;
    browser.go_on(&check, &[]).await.text(".reference")
}

/// Sends the form that marks changes as seen.
async fn mark(browser: &mut Browser, page: &Answer) -> Answer {
    let csrf = page.attribute("form[action='/desk/changes'] input[name=csrf]", "value");
    let until = page.attribute("form[action='/desk/changes'] input[name=until]", "value");
    let answer = browser
        .post("/desk/changes", &[("csrf", csrf), ("until", until)])
        .await;
    assert_eq!(answer.status, 303);
    let location = answer.location().to_owned();
    browser.get(&location).await
}

on_each_database! {
    async fn the_day_begins_with_what_waits(council) {
        let team = council.team("Waste", &["missed-bin-collection"]).await;
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        let empty = gareth.get("/desk").await.words();
        for words in ["Nothing waits for you.", "Everything your team has to do is somebody’s.", "None of your team’s cases is open.", "Nothing has changed."] {
            assert!(empty.contains(words), "{words}: {empty}");
        }
        let owner = council.add_staff("Nia Rees", &[Grant::Caseworker { team: Some(team) }]).await;
        for days in [3, -2, 0] {
            tasks::add(&council, &NewTask { owner: Some(owner), ..for_team(Some(team), days) }).await;
        }
        callbacks::add(&council, &NewCallback { owner: Some(owner), ..callbacks::for_team(Some(team), owner, 0, 9) }).await;
        callbacks::add(&council, &callbacks::for_team(Some(team), owner, 0, 16)).await;
        let reference = case(&council).await;
        let mut nia = council.signed_in("Nia Rees").await;
        let desk = nia.get("/desk").await;
        let mine = rows(&desk, "Your callbacks and tasks");
        assert_eq!(mine.len(), 4, "{}", desk.words());
        assert!(mine[0].contains("25 March 2026 (2 days ago) Today Not acknowledged Overdue"), "{mine:?}");
        assert!(mine[1].contains("Bins, 0 9 Callback") && mine[1].contains("Today, 27 March 2026 at 9am") && mine[1].contains("Overdue"), "{mine:?}");
        assert!(mine[2].contains("Ring back in 0 days") && !mine[2].contains("Overdue"), "{mine:?}");
        let unowned = rows(&desk, "Your team’s, with nobody yet");
        assert!(unowned.len() == 1 && unowned[0].contains("Bins, 0 16"), "{unowned:?}");
        let cases = rows(&desk, "Your team’s cases, open longest");
        assert!(cases[0].starts_with(&reference) && cases[0].ends_with("Today"), "{cases:?}");
        // Three days on they are three days old.
        let mut on_monday = later(&council, &nia, 3 * 24 * 60);
        let page = on_monday.get("/staff/sign-in").await;
        on_monday.send(&page, &[("email", "nia.rees@wrekinshire.example"), ("password", crate::council::PASSWORD)]).await;
        let desk = on_monday.get("/desk").await;
        assert!(rows(&desk, "Your team’s cases, open longest")[0].ends_with("3 days"));
        assert!(rows(&desk, "Your callbacks and tasks")[0].contains("25 March 2026 (5 days ago) 3 days"));
        // Closed, it waits no more.
        let page = gareth.get(&format!("/desk/cases/{reference}")).await;
        let page = gareth.go_on(&page, &[("status", "crew_booked")]).await;
        gareth.go_on(&page, &[("status", "collected")]).await;
        assert!(gareth.get("/desk").await.words().contains("None of your team’s cases is open."));
    }

    async fn an_adviser_goes_on_with_drafts_and_sees_the_cases_they_opened(council) {
        let mut amina = council.staff("Amina Yusuf").await;
        let desk = amina.get("/desk").await;
        assert!(desk.words().contains("You have not opened a case yet."), "{}", desk.words());
        let begun = amina.send_to(&desk, "/desk/start", &[("service", "missed-bin-collection"), ("channel", "telephone")]).await;
        let first = amina.visit(begun.location()).await;
        let second = amina.go_on(&first, crate::journey::MISSED_BIN[0]).await;
        let desk = amina.get("/desk").await;
        let drafts = rows(&desk, "Begun by you and not sent");
        assert!(drafts.len() == 1 && drafts[0].contains("Report a missed bin collection"), "{}", desk.words());
        let resumed = amina.visit(&desk.attribute("a[href^='/forms/']", "href")).await;
        assert_eq!(resumed.path, second.path);
        let mut page = second;
        for typed in &crate::journey::MISSED_BIN[1..] {
            page = amina.go_on(&page, typed).await;
        }
        amina.go_on(&page, &[]).await;
        let desk = amina.get("/desk").await;
        assert!(rows(&desk, "Begun by you and not sent").is_empty());
        assert_eq!(rows(&desk, "Cases you opened").len(), 1, "{}", desk.words());
        let mut joan = council.staff("Joan Whitcombe").await;
        assert!(joan.get("/desk").await.words().contains("You have not opened a case yet."));
    }

    async fn changes_stay_until_one_says_that_they_were_seen(council) {
        let team = council.team("Waste", &["missed-bin-collection"]).await;
        let id = tasks::add(&council, &for_team(Some(team), 3)).await;
        let reference = case(&council).await;
        let gareth = caseworker(&council, "Gareth Pugh", team).await;
        let nia = caseworker(&council, "Nia Rees", team).await;
        let mut nia_now = later(&council, &nia, 1);
        let page = nia_now.get(&format!("/desk/tasks/{id}")).await;
        nia_now.send(&page, &[("act", "acknowledge")]).await;
        let page = nia_now.get(&format!("/desk/tasks/{id}")).await;
        nia_now.send(&page, &[("act", "take")]).await;
        let page = nia_now.get(&format!("/desk/cases/{reference}")).await;
        nia_now.go_on(&page, &[("status", "crew_booked"), ("note", "Crew 4")]).await;
        let mut gareth_now = later(&council, &gareth, 2);
        let title = "What changed since you looked";
        let desk = gareth_now.get("/desk").await;
        let changed = rows(&desk, title);
        assert_eq!(changed.len(), 2, "{}", desk.words());
        let of_task = changed.iter().find(|row| row.contains("Ring back in 3 days")).unwrap();
        assert!(of_task.contains("Taken and 2 changes before Nia Rees"), "{of_task}");
        let of_case = changed.iter().find(|row| row.contains(&reference)).unwrap();
        assert!(of_case.contains("Nia Rees"), "{of_case}");
        assert!(!of_case.contains("Crew 4"), "a note is read on the case's page");
        // Looking does not move the mark.
        assert_eq!(rows(&gareth_now.get("/desk").await, title).len(), 2);
        let seen = mark(&mut gareth_now, &desk).await;
        assert!(seen.words().contains("Marked as seen.") && rows(&seen, title).is_empty(), "{}", seen.words());
        // And it can be taken back.
        let again = mark(&mut gareth_now, &seen).await;
        assert_eq!(rows(&again, title).len(), 2, "{}", again.words());
        assert!(!again.words().contains("Marked as seen."));
        let page = gareth_now.get("/desk/changes").await;
        assert_eq!(page.texts("tbody tr").len(), 2);
        mark(&mut gareth_now, &page).await;
        // What comes between the page and the button is not marked with it.
        let mut afterwards = later(&council, &nia, 3);
        let page = afterwards.get(&format!("/desk/tasks/{id}")).await;
        afterwards.send(&page, &[("act", "finish"), ("outcome", "Rang back")]).await;
        let mut gareth_later = later(&council, &gareth, 4);
        mark(&mut gareth_later, &desk).await;
        let desk = gareth_later.get("/desk").await;
        let changed = rows(&desk, title);
        assert!(changed.iter().any(|row| row.contains("Done: Rang back")), "{changed:?}");
        // One's own changes are no news to oneself.
        let mut nia_later = later(&council, &nia, 5);
        let words = nia_later.get("/desk/changes").await.texts("tbody tr");
        assert!(words.len() == 1 && words[0].contains("Task made"), "{words:?}");
        for nonsense in ["", "x", "99999999999999999999", "9223372036854775807", "-9223372036854775808", "0"] {
            let csrf = desk.attribute("input[name=csrf]", "value");
            let answer = gareth_later.post("/desk/changes", &[("csrf", csrf.as_str()), ("until", nonsense)]).await;
            assert_eq!(answer.status, 303, "{nonsense}");
        }
        assert_eq!(gareth_later.get("/desk?seen=nonsense").await.status, 200);
        for grant in [Grant::DataProtectionOfficer, Grant::Administrator] {
            let mut other = council.staff_with(grant.role().word(), &[grant]).await;
            assert_eq!(other.get("/desk/changes").await.status, 403);
            assert!(!other.get("/desk").await.words().contains(title));
        }
    }

    async fn many_changes_have_pages(council) {
        let team = council.team("Waste", &[]).await;
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        for days in 0..30 {
            tasks::add(&council, &for_team(Some(team), days)).await;
        }
        let desk = gareth.get("/desk").await;
        assert_eq!(rows(&desk, "What changed since you looked").len(), 10);
        assert!(desk.has("a[href='/desk/changes']"));
        let first = gareth.get("/desk/changes").await;
        assert_eq!(first.texts("tbody tr").len(), 25);
        let second = gareth.get(&first.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(second.texts("tbody tr").len(), 5);
        let back = gareth.get(&second.attribute(".govuk-pagination__prev a", "href")).await;
        assert_eq!(back.texts("tbody tr"), first.texts("tbody tr"));
    }

    async fn other_teams_changes_are_not_told(council) {
        let (waste, tax) = (council.team("Waste", &["missed-bin-collection"]).await, council.team("Council tax", &["council-tax-move"]).await);
        tasks::add(&council, &for_team(Some(waste), 3)).await;
        let reference = case(&council).await;
        let mut gareth = later(&council, &caseworker(&council, "Gareth Pugh", waste).await, 1);
        let page = gareth.get(&format!("/desk/cases/{reference}")).await;
        gareth.go_on(&page, &[("status", "crew_booked")]).await;
        for grant in [Grant::Adviser, Grant::Caseworker { team: Some(tax) }, Grant::TeamLeader { team: tax }] {
            let mut other = council.staff_with(grant.role().word(), &[grant]).await;
            let page = other.get("/desk/changes").await;
            assert!(page.words().contains("Nothing has changed."), "{}", page.words());
        }
    }

    async fn a_leader_sees_who_has_what(council) {
        let (waste, tax) = (council.team("Waste", &["missed-bin-collection"]).await, council.team("Council tax", &[]).await);
        let gareth = council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(waste) }]).await;
        council.add_staff("Nia Rees", &[Grant::Caseworker { team: Some(waste) }]).await;
        for days in [-1, 0, 4] {
            tasks::add(&council, &NewTask { owner: Some(gareth), ..for_team(Some(waste), days) }).await;
        }
        callbacks::add(&council, &callbacks::for_team(Some(waste), gareth, 0, 16)).await;
        tasks::add(&council, &for_team(Some(tax), 0)).await;
        let reference = case(&council).await;
        let mut leader = council.staff_with("Sunita Rao", &[Grant::TeamLeader { team: waste }]).await;
        let page = leader.get(&leader.clone().get("/desk").await.attribute("main a[href='/desk/team-work']", "href")).await;
        let counts = rows(&page, "Who has what");
        assert_eq!(counts, ["Nobody yet 1 1 0 1 Today", "Gareth Pugh 3 1 1 0 Today", "Nia Rees 0 0 0 0", "Sunita Rao 0 0 0 0"], "{}", page.words());
        assert_eq!(rows(&page, "All of the team’s callbacks and tasks").len(), 4);
        assert!(page.words().contains(&reference) && !page.has("select[name=team]"));
        let his = leader.get(&format!("/desk/team-work?team={waste}&member={gareth}")).await;
        let list = rows(&his, "With Gareth Pugh");
        assert!(list.len() == 3 && list[0].contains("Yesterday, 26 March 2026 Today Not acknowledged Overdue"), "{list:?}");
        let nobodys = leader.get(&format!("/desk/team-work?team={waste}&member=nobody")).await;
        assert_eq!(rows(&nobodys, "With Nobody yet").len(), 1);
        // Another team's work is not hers to share out.
        let other = leader.get(&format!("/desk/team-work?team={tax}&member=nonsense")).await;
        assert_eq!(other.text("h1"), "Waste: work");
        let mut owen = council.administrator("Owen Castle").await;
        let page = owen.get(&format!("/desk/team-work?team={waste}")).await;
        assert!(page.has("select[name=team]") && rows(&page, "Who has what").len() == 4);
        assert!(!page.words().contains(&reference) && !page.words().contains("Bins, 0 16"), "{}", page.words());
        for grant in [Grant::Adviser, Grant::Caseworker { team: Some(waste) }, Grant::ContentDesigner, Grant::DataProtectionOfficer] {
            let mut other = council.staff_with(grant.role().word(), &[grant]).await;
            assert_eq!(other.get("/desk/team-work").await.status, 403);
        }
    }
}
