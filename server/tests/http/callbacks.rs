//! Callbacks: somebody wants to be rung, and is tried until they are reached.

use guildhall::{access::link_own_record, callbacks::ask};
use guildhall_database::{NewCallback, PersonId, StaffId, Task, TaskId, TeamId};
use guildhall_domain::{
    actors::Actor,
    callbacks::{Answered, Outcome},
    permissions::Grant,
    tasks::TaskKind,
};
use time::{Date, Duration, macros::date};
use uuid::Uuid;

use crate::{
    browser::{Answer, Browser},
    council::Council,
    directory::describe,
    on_each_database,
    residents::{address, resident},
};

const TODAY: Date = date!(2026 - 03 - 27);
const SENSITIVE: &str = "help-if-you-are-not-safe-at-home";

/// A callback for a team, due in so many days at an hour.
pub fn for_team(team: Option<Uuid>, asked_by: StaffId, days: i64, hour: u16) -> NewCallback {
    NewCallback {
        form: Uuid::new_v4(),
        team: team.map(TeamId),
        owner: None,
        person: None,
        contact: None,
        name: "Mary Hollings".to_owned(),
        telephone: "01632 960 001".to_owned(),
        best_time: String::new(),
        words: format!("Bins, {days} {hour}"),
        slug: None,
        answers: Vec::new(),
        due: (TODAY + Duration::days(days), hour * 60),
        asked_by: Actor::Staff(asked_by.0),
    }
}

pub async fn add(council: &Council, callback: &NewCallback) -> TaskId {
    let mut transaction = council.state.database.begin().await.unwrap();
    let added = ask(&mut transaction, &council.state, callback).await;
    transaction.commit().await.unwrap();
    added.unwrap().unwrap()
}

async fn find(council: &Council, id: TaskId) -> Task {
    let mut connection = council.state.database.read().await.unwrap();
    connection.find_task(id).await.unwrap().unwrap()
}

async fn caseworker(council: &Council, name: &str, team: Uuid) -> Browser {
    let grant = Grant::Caseworker { team: Some(team) };
    council.staff_with(name, &[grant]).await
}

async fn press(browser: &mut Browser, page: &Answer, act: &str, typed: &[(&str, &str)]) -> Answer {
    let mut typed = typed.to_vec();
    typed.push(("act", act));
    browser.send(page, &typed).await
}

const TYPED: [(&str, &str); 4] = [
    ("name", "Mary Hollings"),
    ("telephone", "01632 960 001"),
    ("words", "Three missed bins\nShe is cross"),
    ("best_time", "After 2pm"),
];

on_each_database! {
    async fn an_adviser_asks_a_team_answers_its_questions_and_sees_how_it_is_getting_on(council) {
        let team = council.team("Waste", &["missed-bin-collection"]).await;
        describe(&council, team).await;
        let person = council.person("Mary Hollings").await;
        let mut amina = council.staff("Amina Yusuf").await;
        let record = amina.open_record(person).await;
        assert!(record.words().contains("They are not waiting to be rung"), "{}", record.words());
        let choose = amina.get(&record.attribute("a[href^='/desk/callbacks/new']", "href")).await;
        assert!(choose.has(&format!("option[value='{team}']")));
        let form = amina.get(&format!("/desk/callbacks/new?person={person}&team={team}")).await;
        assert_eq!(form.attribute("#telephone", "value"), "01632 960 001");
        assert_eq!(form.attribute("#name", "value"), "Mary Hollings");
        // Friday until midday, a closed Monday, and an hour of the Tuesday.
        assert_eq!((form.attribute("#due_on-day", "value"), form.attribute("#due_time", "value")), ("31".into(), "10am".into()));
        assert!(form.words().contains("Open now until midday") && form.words().contains("Ask for the street first."), "{}", form.words());
        assert!(form.text("label[for=question-1]").contains("Since when?"));
        let mut typed = TYPED.to_vec();
        typed.extend([("service", "missed-bin-collection"), ("question-0", "Quarry Row"), ("question-1", ""),
            ("due_on-day", "31"), ("due_on-month", "3"), ("due_on-year", "2026"), ("due_time", "10am")]);
        let record = amina.go_on(&form, &typed).await;
        assert!(record.words().contains("The callback is asked for."), "{}", record.words());
        assert!(record.words().contains("Waste, by 31 March 2026 at 10am"), "{}", record.words());
        assert!(record.words().contains("Not tried yet"));
        let list = amina.get("/desk/callbacks?whose=asked").await;
        assert!(list.text("tbody tr").starts_with("Three missed bins Mary Hollings 01632 960 001 31 March 2026 at 10am (in 4 days)"), "{}", list.words());
        let page = amina.get(&list.attribute("tbody a", "href")).await;
        assert!(!page.has("main form"), "she may look, and the team rings");
        assert!(page.words().contains("Which street? Quarry Row") && page.words().contains("Since when? Not answered"), "{}", page.words());
        assert!(page.words().contains("After 2pm") && page.words().contains("Report a missed bin collection"));
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        let path = gareth.get("/desk/callbacks?whose=teams").await.attribute("tbody a", "href");
        let page = gareth.get(&path).await;
        assert!(page.has("a[href='tel:01632960001']"));
        assert_eq!(press(&mut gareth, &page, "attempt", &[("tried", "no-answer"), ("note", "Rang out")]).await.status, 303);
        let record = amina.get(&format!("/desk/people/{person}")).await;
        assert!(record.words().contains("Tried once: No answer"), "{}", record.words());
        let page = gareth.get(&path).await;
        assert!(page.text(".govuk-summary-list").contains("Tried Tried once: No answer"), "{}", page.words());
        assert_eq!(press(&mut gareth, &page, "finish", &[("tried", "spoke"), ("note", "All is well")]).await.status, 303);
        let story = gareth.get(&path).await.texts(".timeline__item");
        assert!(story[0].starts_with("Done Gareth Pugh") && story[1].starts_with("Rang: Spoke to them All is well Gareth Pugh"), "{story:?}");
        assert!(story[2].starts_with("Rang: No answer Rang out"), "{story:?}");
        assert!(amina.get(&format!("/desk/people/{person}")).await.words().contains("They are not waiting to be rung"));
        assert_eq!(amina.get("/desk/callbacks?whose=asked&state=done").await.texts("tbody tr").len(), 1);
        assert!(amina.get("/desk/callbacks?whose=asked").await.words().contains("No callback that you asked for is waiting"));
    }

    async fn it_is_never_finished_without_an_outcome_and_notes_have_an_end(council) {
        let team = council.team("Waste", &[]).await;
        let asker = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let id = add(&council, &for_team(Some(team), asker, 1, 12)).await;
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        let path = format!("/desk/tasks/{id}");
        let page = gareth.get(&path).await;
        for (act, tried) in [("finish", ""), ("attempt", ""), ("finish", "vanished"), ("attempt", "done")] {
            let refused = press(&mut gareth, &page, act, &[("tried", tried), ("note", "Rang"), ("outcome", "fine")]).await;
            assert_eq!(refused.status, 422, "{act} {tried}");
            assert!(refused.text(".govuk-error-summary").contains("Select what came of ringing"));
            assert_eq!(refused.text("#note"), "Rang");
        }
        let words = "word ".repeat(3_000);
        let refused = press(&mut gareth, &page, "attempt", &[("tried", "spoke"), ("note", &words)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text(".govuk-error-summary").contains("3,000 characters"));
        assert!(refused.text("#note").len() > 14_000, "what was typed is kept");
        assert!(refused.has("input[value=spoke][checked]"));
        let longest = "x".repeat(3_000);
        assert_eq!(press(&mut gareth, &page, "attempt", &[("tried", "left-message"), ("note", &longest)]).await.status, 303);
        let task = find(&council, id).await;
        assert!(task.done_at.is_none());
        assert_eq!((task.kind, task.callback_attempts, task.last_outcome()), (TaskKind::Callback, Some(1), Some(Outcome::LeftMessage)));
        // Another kind of task is no callback.
        let other = crate::tasks::add(&council, &crate::tasks::for_team(Some(team), 1)).await;
        let page = gareth.get(&format!("/desk/tasks/{other}")).await;
        assert!(!page.has("button[value=attempt]"));
        assert_eq!(press(&mut gareth, &page, "attempt", &[("tried", "spoke")]).await.status, 422);
    }

    async fn of_two_at_one_callback_nothing_is_overwritten(council) {
        let team = council.team("Waste", &[]).await;
        let asker = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let id = add(&council, &for_team(Some(team), asker, 1, 12)).await;
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        let mut nia = caseworker(&council, "Nia Rees", team).await;
        let path = format!("/desk/tasks/{id}");
        let (first, second) = (gareth.get(&path).await, nia.get(&path).await);
        assert_eq!(press(&mut gareth, &first, "finish", &[("tried", "spoke"), ("note", "Spoke at 10")]).await.status, 303);
        let told = press(&mut nia, &second, "attempt", &[("tried", "no-answer"), ("note", "Nobody there")]).await;
        assert_eq!(told.status, 409);
        let versions = told.texts(".versions__one");
        assert!(versions[0].contains("Rang: Spoke to them Spoke at 10") && versions[1].contains("Nobody there"), "{versions:?}");
        let task = find(&council, id).await;
        assert_eq!((task.callback_attempts, task.last_outcome(), task.revision), (Some(1), Some(Outcome::Spoke), 2));
        // Many at once: each try that is told is counted, and no other.
        let id = add(&council, &for_team(Some(team), asker, 1, 13)).await;
        let page = gareth.get(&format!("/desk/tasks/{id}")).await;
        let (action, mut controls) = page.form();
        controls.extend([("act".into(), "attempt".into()), ("tried".into(), "no-answer".into())]);
        let tries: Vec<_> = (0..6).map(|_| {
            let (mut browser, action, controls) = (gareth.clone(), action.clone(), controls.clone());
            tokio::spawn(async move { browser.post(&action, &controls).await.status })
        }).collect();
        let mut statuses = Vec::new();
        for one in tries {
            statuses.push(one.await.unwrap());
        }
        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
        assert_eq!(find(&council, id).await.callback_attempts, Some(1));
    }

    async fn what_is_typed_wrong_is_said_and_kept(council) {
        let team = council.team("Waste", &[]).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let path = format!("/desk/callbacks/new?team={team}");
        let page = amina.get(&path).await;
        let long = "x".repeat(2_001);
        let day = |day: &'static str, month: &'static str, year: &'static str, time: &'static str| {
            vec![("due_on-day", day), ("due_on-month", month), ("due_on-year", year), ("due_time", time)]
        };
        for (wrong, said) in [
            (vec![("name", "")], "Enter the name to ask for"),
            (vec![("name", &long[..201])], "Name must be 200 characters or fewer"),
            (vec![("telephone", "")], "Enter the telephone number to ring"),
            (vec![("telephone", "letters")], "Enter a telephone number, like"),
            (vec![("telephone", "12")], "Enter a telephone number, like"),
            (vec![("words", "")], "Write what it is about"),
            (vec![("words", long.as_str())], "must be 2,000 characters or fewer"),
            (vec![("best_time", &long[..201])], "Best time must be 200 characters or fewer"),
            (vec![("service", "no-such-service")], "Choose a service"),
            (day("31", "2", "2026", "4pm"), "Enter a real date, today or later"),
            (day("26", "3", "2026", "4pm"), "Enter a real date, today or later"),
            (day("27", "3", "2026", "9:59am"), "Enter a time that has not passed"),
            (day("27", "3", "2030", "4pm"), "in the next 2 years"),
            (day("30", "3", "2026", "tea time"), "Enter a time, like 9am"),
            (day("", "", "", "4pm"), "Enter a real date, today or later"),
        ] {
            let mut typed: Vec<_> = TYPED.into_iter().filter(|(name, _)| !wrong.iter().any(|(other, _)| other == name)).collect();
            typed.extend(wrong.clone());
            let refused = amina.send(&page, &typed).await;
            assert_eq!(refused.status, 422, "{wrong:?}");
            assert!(refused.text(".govuk-error-summary").contains(said), "{wrong:?}: {}", refused.text(".govuk-error-summary"));
            for (name, value) in wrong.iter().filter(|(name, _)| !matches!(*name, "words" | "service")) {
                assert_eq!(refused.attribute(&format!("#{name}"), "value"), *value);
            }
            assert!(refused.attribute("input[name=key]", "value") == page.attribute("input[name=key]", "value"));
        }
        assert!(amina.get("/desk/callbacks?whose=asked").await.words().contains("No callback that you asked for"), "nothing was asked for");
        assert_eq!(amina.get("/desk/callbacks/new?team=").await.status, 422);
        for missing in [format!("team={}", Uuid::now_v7()), "team=nonsense".into(), format!("colleague={}", Uuid::now_v7()), "colleague=x".into()] {
            assert_eq!(amina.get(&format!("/desk/callbacks/new?{missing}")).await.status, 404, "{missing}");
        }
        assert_eq!(amina.get(&format!("{path}&person={}", Uuid::now_v7())).await.status, 404);
    }

    async fn sent_twice_it_is_asked_for_once_and_without_a_date_by_the_teams_hours(council) {
        let team = council.team("Waste", &[]).await;
        describe(&council, team).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let page = amina.get(&format!("/desk/callbacks/new?team={team}")).await;
        for _ in 0..3 {
            let list = amina.go_on(&page, &TYPED).await;
            assert_eq!(list.texts("tbody tr").len(), 1, "{}", list.words());
            assert!(list.words().contains("31 March 2026 at 10am"), "{}", list.words());
            assert!(list.words().contains("The callback is asked for."));
        }
    }

    async fn questions_that_changed_meanwhile_are_asked_again(council) {
        let team = council.team("Waste", &[]).await;
        describe(&council, team).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let page = amina.get(&format!("/desk/callbacks/new?team={team}")).await;
        let mut owen = council.signed_in("Owen Castle").await;
        let change = owen.get(&format!("/desk/teams/{team}/directory")).await;
        let mut changed: Vec<_> = crate::directory::TYPED.into_iter().filter(|(name, _)| *name != "questions").collect();
        changed.push(("questions", "How many?\nSince when?"));
        owen.go_on(&change, &changed).await;
        let mut typed = TYPED.to_vec();
        typed.extend([("question-0", "Quarry Row"), ("question-1", "Since Monday")]);
        let again = amina.send(&page, &typed).await;
        assert_eq!(again.status, 422);
        assert!(again.text(".govuk-error-summary").contains("The team has changed its questions"), "{}", again.words());
        assert_eq!((again.text("#question-0"), again.text("#question-1")), (String::new(), "Since Monday".into()));
        typed.extend([("question-0", "Four")]);
        typed.retain(|(_, value)| *value != "Quarry Row");
        let list = amina.go_on(&again, &typed).await;
        let page = amina.get(&list.attribute("tbody a", "href")).await;
        assert!(page.words().contains("How many? Four") && page.words().contains("Since when? Since Monday"), "{}", page.words());
    }

    async fn a_colleague_is_asked_who_alone_then_has_it(council) {
        let mut amina = council.staff("Amina Yusuf").await;
        let joan = council.add_staff("Joan Whitcombe", &[Grant::Adviser]).await;
        let page = amina.get(&format!("/desk/callbacks/new?colleague={joan}")).await;
        assert!(page.words().contains("Joan Whitcombe is asked to ring."));
        // An hour of the Friday is over: seven are left, and one of the Monday.
        assert_eq!((page.attribute("#due_on-day", "value"), page.attribute("#due_time", "value")), ("30".into(), "10am".into()));
        amina.go_on(&page, &TYPED).await;
        let mut joan = council.signed_in("Joan Whitcombe").await;
        let list = joan.get("/desk/callbacks").await;
        assert!(list.text("tbody tr").contains("Joan Whitcombe No team"), "{}", list.words());
        let path = list.attribute("tbody a", "href");
        let page = joan.get(&path).await;
        assert_eq!(press(&mut joan, &page, "finish", &[("tried", "wrong-number")]).await.status, 303);
        let mut other = council.staff("Nia Rees").await;
        assert_eq!(other.get(&path).await.status, 404);
    }

    async fn each_role_sees_and_does_what_is_theirs(council) {
        let (waste, tax) = (council.team("Waste", &[]).await, council.team("Council tax", &[]).await);
        let asker = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let person = council.person("Mary Hollings").await;
        let id = add(&council, &NewCallback { person: Some(person), ..for_team(Some(waste), asker, 1, 12) }).await;
        let path = format!("/desk/tasks/{id}");
        for (name, grant, page, list, new) in [
            ("Other adviser", Grant::Adviser, 404, 200, 200),
            ("Their caseworker", Grant::Caseworker { team: Some(waste) }, 200, 200, 200),
            ("Other caseworker", Grant::Caseworker { team: Some(tax) }, 404, 200, 200),
            ("Other leader", Grant::TeamLeader { team: tax }, 200, 200, 200),
            ("Designer", Grant::ContentDesigner, 404, 200, 403),
            ("Officer", Grant::DataProtectionOfficer, 403, 403, 403),
            ("Administrator", Grant::Administrator, 200, 200, 403),
        ] {
            let mut browser = council.staff_with(name, &[grant]).await;
            assert_eq!(browser.get(&path).await.status, page, "{name}");
            assert_eq!(browser.get("/desk/callbacks").await.status, list, "{name}");
            assert_eq!(browser.get("/desk/callbacks/new").await.status, new, "{name}");
            if page == 200 && name != "Their caseworker" {
                // They see that there is one, and ring nobody.
                let desk = browser.get("/desk/directory").await;
                let csrf = desk.attribute("input[name=csrf]", "value");
                let typed = [("csrf", csrf.as_str()), ("act", "attempt"), ("tried", "spoke"), ("revision", "0")];
                assert_eq!(browser.post(&path, &typed).await.status, 403, "{name}");
            }
        }
        let mut owen = council.signed_in("Administrator").await;
        for path in [path.as_str(), "/desk/callbacks?whose=everybodys", "/desk/tasks?whose=everybodys"] {
            let page = owen.get(path).await;
            assert!(!page.body.contains("Mary") && !page.body.contains("960 001") && !page.words().contains("Bins, 1"), "{path}: {}", page.words());
        }
        // Whoever asked may look on, and not ring.
        let mut amina = council.signed_in("Amina Yusuf").await;
        let page = amina.get(&path).await;
        assert_eq!(page.status, 200);
        let csrf = page.attribute("input[name=csrf]", "value");
        let typed = [("csrf", csrf.as_str()), ("act", "finish"), ("tried", "spoke"), ("revision", "0")];
        assert_eq!(amina.post(&path, &typed).await.status, 403);
        assert_eq!(find(&council, id).await.revision, 0);
    }

    async fn the_list_is_filtered_and_paged(council) {
        let team = council.team("Waste", &[]).await;
        let gareth = council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(team) }]).await;
        // It is 10 o'clock: what was due by then is late.
        for (days, hour) in [(-1, 15), (0, 9), (0, 10), (0, 11), (0, 16), (1, 9)] {
            add(&council, &for_team(Some(team), gareth, days, hour)).await;
        }
        add(&council, &NewCallback { owner: Some(gareth), ..for_team(Some(team), gareth, 5, 9) }).await;
        crate::tasks::add(&council, &crate::tasks::for_team(Some(team), 0)).await;
        let mut browser = council.signed_in("Gareth Pugh").await;
        let titles = |page: &Answer| -> Vec<String> { page.texts("tbody a") };
        let overdue = browser.get("/desk/callbacks?whose=teams&state=overdue").await;
        assert_eq!(titles(&overdue), ["Bins, -1 15", "Bins, 0 9", "Bins, 0 10"]);
        assert!(overdue.texts("tbody tr")[2].contains("Today, 27 March 2026 at 10am") && overdue.texts("tbody tr")[2].contains("Overdue"));
        let today = browser.get("/desk/callbacks?whose=teams&state=today").await;
        assert_eq!(titles(&today), ["Bins, 0 9", "Bins, 0 10", "Bins, 0 11", "Bins, 0 16"]);
        assert!(!today.texts("tbody tr")[2].contains("Overdue"));
        assert_eq!(titles(&browser.get("/desk/callbacks?whose=mine").await), ["Bins, 5 9"]);
        assert_eq!(titles(&browser.get("/desk/callbacks?whose=unowned").await).len(), 6);
        assert!(browser.get("/desk/callbacks?whose=teams&state=done").await.words().contains("No callbacks match"));
        assert_eq!(titles(&browser.get("/desk/callbacks?whose=nonsense&state=nonsense&after=x").await), ["Bins, 5 9"]);
        for hour in 0..24 {
            add(&council, &for_team(Some(team), gareth, 2, hour)).await;
        }
        let first = browser.get("/desk/callbacks?whose=teams").await;
        let all = titles(&first);
        assert_eq!(all.len(), 25);
        assert_eq!(all[6..8], ["Bins, 2 0", "Bins, 2 1"], "in the order of the day");
        let second = browser.get(&first.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(titles(&second).last().unwrap(), "Bins, 5 9");
        let back = browser.get(&second.attribute(".govuk-pagination__prev a", "href")).await;
        assert_eq!(titles(&back), all);
    }

    async fn nobody_asks_or_reads_about_themselves(council) {
        let team = council.team("Waste", &[]).await;
        let person = council.person("Gareth Pugh").await;
        let gareth = council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(team) }]).await;
        let now = council.state.clock.now();
        let mut transaction = council.state.database.begin().await.unwrap();
        link_own_record(&mut transaction, gareth, person, now).await.unwrap();
        transaction.commit().await.unwrap();
        let asker = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let id = add(&council, &NewCallback { person: Some(person), ..for_team(Some(team), asker, 1, 12) }).await;
        let mut browser = council.signed_in("Gareth Pugh").await;
        assert_eq!(browser.get(&format!("/desk/callbacks/new?team={team}&person={person}")).await.status, 403);
        assert_eq!(browser.get(&format!("/desk/tasks/{id}")).await.status, 403);
        for path in ["/desk", "/desk/callbacks?whose=teams", "/desk/changes"] {
            let page = browser.get(path).await;
            assert!(page.words().contains("A task about you") && !page.words().contains("Bins, 1"), "{path}: {}", page.words());
            assert!(!page.words().contains("960 001"), "{path}");
        }
    }

    async fn who_waits_for_a_sensitive_service_is_known_to_those_alone_who_need_to(council) {
        let safe = council.team("Safe at home", &[SENSITIVE]).await;
        let waste = council.team("Waste", &[]).await;
        let asker = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let mut resident = resident(&council, "Mary Hollings").await;
        let person = record(&council, "Mary Hollings").await;
        let of_team = add(&council, &NewCallback { person: Some(person), ..for_team(Some(safe), asker, 1, 12) }).await;
        let about = NewCallback { person: Some(person), slug: Some(SENSITIVE.into()), words: "Not safe".into(), ..for_team(Some(waste), asker, 1, 13) };
        let about = add(&council, &about).await;
        let mut other = council.staff("Joan Whitcombe").await;
        let words = other.open_record(person).await.words();
        assert!(words.contains("They are not waiting to be rung") && !words.contains("Safe at home, by"), "{words}");
        let mut gareth = caseworker(&council, "Gareth Pugh", waste).await;
        assert!(!gareth.get("/desk/callbacks?whose=teams").await.words().contains("Not safe"));
        assert_eq!(gareth.get(&format!("/desk/tasks/{about}")).await.status, 404);
        let account = resident.get("/account").await;
        assert!(!account.words().contains("We will ring you"), "{}", account.words());
        let copy = resident.get("/account/copy.json").await;
        assert_eq!(copy.status, 200);
        assert!(!copy.body.contains("Not safe") && !copy.body.contains("Bins, 1 12"), "others may look into an account");
        let mut helen = council.staff_with("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        helen.open_record(person).await;
        let copy = helen.get(&format!("/desk/people/{person}/export.json")).await;
        assert!(copy.body.contains("Not safe") && copy.body.contains("Bins, 1 12"));
        let mut theirs = caseworker(&council, "Sian Price", safe).await;
        assert_eq!(theirs.get(&format!("/desk/tasks/{of_team}")).await.status, 200);
        // What is about nothing of the kind is told in the account.
        add(&council, &NewCallback { person: Some(person), ..for_team(Some(waste), asker, 3, 15) }).await;
        let account = resident.get("/account").await;
        assert!(account.words().contains("You asked for a call back. Waste, by 30 March 2026 at 3pm"), "{}", account.words());
    }

    async fn a_contact_finds_what_was_asked_for_in_it(council) {
        let asker = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let contact = Uuid::now_v7();
        let answers = vec![Answered { question: "Which street?".into(), answer: "Quarry Row".into() }];
        let callback = NewCallback { contact: Some(contact), answers: answers.clone(), ..for_team(None, asker, 1, 12) };
        let id = add(&council, &callback).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        assert!(ask(&mut transaction, &council.state, &callback).await.unwrap().is_none(), "one form asks once");
        let stored = transaction.find_callback(id).await.unwrap().unwrap();
        assert_eq!((stored.contact_id, stored.answers.0), (Some(contact), answers));
        assert_eq!(transaction.list_callbacks_of_contact(contact).await.unwrap(), [id]);
    }
}

/// The record of a resident who has an account.
async fn record(council: &Council, name: &str) -> PersonId {
    let mut connection = council.state.database.read().await.unwrap();
    let identities = connection.list_identities_by_email(&address(name)).await;
    identities.unwrap()[0].person_id
}
