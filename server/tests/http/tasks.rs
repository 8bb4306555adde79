//! Tasks: what is to be done, with whom it waits, and who is told.

use guildhall::{
    access::link_own_record, clock::Clock, jobs, outside::mail::Mail, state::AppState,
};
use guildhall_database::{
    AuditFilter, ListPosition, NewTask, PersonId, Task, TaskAbout, TaskFilter, TaskId,
    TaskPosition, TeamId, Whose,
};
use guildhall_domain::{
    audit::AuditVerb,
    permissions::{Grant, Grants, Permission, Tasks},
    tasks::{OnceKey, TaskDetails, TaskKind},
};
use time::{Date, Duration, macros::date};
use uuid::Uuid;

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW, email},
    on_each_database,
};

const TODAY: Date = date!(2026 - 03 - 27);

/// A task to be made for a team, due in so many days.
pub fn for_team(team: Option<Uuid>, days: i64) -> NewTask {
    NewTask {
        kind: TaskKind::ToDo,
        once: None,
        about: TaskAbout::default(),
        details: TaskDetails {
            words: format!("Ring back in {days} days"),
            ..TaskDetails::default()
        },
        team: team.map(TeamId),
        owner: None,
        due_on: TODAY + Duration::days(days),
        created_by: None,
    }
}

pub async fn add(council: &Council, task: &NewTask) -> TaskId {
    let mut transaction = council.state.database.begin().await.unwrap();
    let added = transaction.add_task(task, council.state.clock.now()).await;
    transaction.commit().await.unwrap();
    added.unwrap().unwrap()
}

async fn find(council: &Council, id: TaskId) -> Task {
    let mut connection = council.state.database.read().await.unwrap();
    connection.find_task(id).await.unwrap().unwrap()
}

/// Presses one of the buttons on a task's page.
async fn act(browser: &mut Browser, page: &Answer, act: &str, typed: &[(&str, &str)]) -> Answer {
    let mut typed = typed.to_vec();
    typed.push(("act", act));
    browser.send(page, &typed).await
}

async fn open(browser: &mut Browser, id: TaskId) -> Answer {
    let page = browser.get(&format!("/desk/tasks/{id}")).await;
    assert_eq!(page.status, 200, "{}", page.words());
    page
}

async fn caseworker(council: &Council, name: &str, team: Uuid) -> Browser {
    let grant = Grant::Caseworker { team: Some(team) };
    council.staff_with(name, &[grant]).await
}

async fn verbs(council: &Council) -> Vec<AuditVerb> {
    let mut connection = council.state.database.read().await.unwrap();
    let everything = AuditFilter::default();
    let trail = connection.list_audit_events(&everything, ListPosition::Newest, 50);
    let events = trail.await.unwrap().events.into_iter().rev();
    let verbs = events.map(|event| event.verb);
    verbs
        .filter(|verb| *verb != AuditVerb::RecordOpened)
        .collect()
}

fn on_day(council: &Council, days: i64) -> AppState {
    let mut state = council.state.clone();
    state.clock = Clock::fixed(NOW + Duration::days(days));
    state
}

async fn reminders(state: &AppState) -> Vec<(String, String)> {
    let Mail::Recording(recorded) = &state.outside.mail else {
        panic!("the tests record")
    };
    let all = recorded.all();
    let mut sent: Vec<_> = all.into_iter().map(|mail| (mail.to, mail.text)).collect();
    sent.sort();
    sent
}

on_each_database! {
    async fn a_task_is_acknowledged_taken_done_and_not_done_after_all(council) {
        let team = council.team("Waste", &[]).await;
        let id = add(&council, &for_team(Some(team), 3)).await;
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        let empty = gareth.get("/desk/tasks").await;
        assert!(empty.words().contains("Nothing waits for you"), "{}", empty.words());
        let list = gareth.get("/desk/tasks?whose=teams").await;
        assert!(list.text("tbody tr").contains("30 March 2026 (in 3 days)"), "{}", list.words());
        let page = gareth.get(&list.attribute("tbody a", "href")).await;
        assert_eq!(page.text("h1"), "Ring back in 3 days");
        let known = act(&mut gareth, &page, "acknowledge", &[]).await;
        assert_eq!(known.status, 303);
        let page = open(&mut gareth, id).await;
        assert!(page.text(".govuk-summary-list").contains("State Acknowledged"), "{}", page.words());
        assert_eq!(act(&mut gareth, &page, "take", &[]).await.status, 303);
        assert_eq!(gareth.get("/desk/tasks").await.texts("tbody tr").len(), 1);
        let page = open(&mut gareth, id).await;
        let done = act(&mut gareth, &page, "finish", &[("outcome", "Rang back,\nall is <well>")]).await;
        assert_eq!(done.status, 303);
        let page = open(&mut gareth, id).await;
        assert!(page.text(".govuk-summary-list").contains("What came of it Rang back, all is <well>"), "{}", page.words());
        assert!(!page.has("button[value=finish]") && page.has("button[value=reopen]"));
        assert!(gareth.get("/desk/tasks?whose=mine&state=done").await.has("tbody tr"));
        assert_eq!(act(&mut gareth, &page, "reopen", &[]).await.status, 303);
        let page = open(&mut gareth, id).await;
        let story = page.texts(".timeline__item");
        assert_eq!(story.len(), 5, "{story:?}");
        assert!(story[0].starts_with("Not done after all Gareth Pugh, 27 March 2026"), "{story:?}");
        assert!(story[4].starts_with("Task made Guildhall,"), "{story:?}");
        assert!(find(&council, id).await.outcome.is_none());
        assert_eq!(verbs(&council).await, [AuditVerb::TaskDone, AuditVerb::TaskReopened]);
    }

    async fn a_leader_gives_a_task_to_a_colleague_of_the_team_alone(council) {
        let team = council.team("Waste", &[]).await;
        let id = add(&council, &for_team(Some(team), 0)).await;
        let mut leader = council.staff_with("Sunita Rao", &[Grant::TeamLeader { team }]).await;
        let gareth = council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(team) }]).await;
        let stranger = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let page = open(&mut leader, id).await;
        assert!(page.words().contains("Today, 27 March 2026"), "{}", page.words());
        for wrong in [String::new(), stranger.to_string(), "nobody".to_owned()] {
            let refused = act(&mut leader, &page, "assign", &[("owner", &wrong)]).await;
            assert_eq!(refused.status, 422, "{wrong}");
            assert!(refused.text(".govuk-error-summary").contains("Choose a colleague"));
        }
        assert_eq!(act(&mut leader, &page, "assign", &[("owner", &gareth.to_string())]).await.status, 303);
        let mut browser = council.signed_in("Gareth Pugh").await;
        assert!(browser.get("/desk").await.words().contains("1 of your tasks is due"));
        let page = open(&mut browser, id).await;
        assert!(page.words().contains("Given to Gareth Pugh") && !page.has("button[value=assign]"));
        let refused = act(&mut browser, &page, "assign", &[("owner", "nobody")]).await;
        assert_eq!(refused.status, 403);
        assert_eq!(verbs(&council).await, [AuditVerb::TaskAssigned, AuditVerb::PermissionRefused]);
    }

    async fn a_task_passed_to_another_team_is_new_to_it_and_gone_from_the_first(council) {
        let (waste, tax) = (council.team("Waste", &[]).await, council.team("Council tax", &[]).await);
        let id = add(&council, &for_team(Some(waste), -2)).await;
        let mut gareth = caseworker(&council, "Gareth Pugh", waste).await;
        let page = open(&mut gareth, id).await;
        assert_eq!(act(&mut gareth, &page, "take", &[]).await.status, 303);
        let page = open(&mut gareth, id).await;
        let same = act(&mut gareth, &page, "pass", &[("team", &waste.to_string()), ("why", "It is ours")]).await;
        assert_eq!(same.status, 422);
        assert_eq!(same.text("#why"), "It is ours");
        let long = "x".repeat(2_001);
        assert_eq!(act(&mut gareth, &page, "pass", &[("team", "none"), ("why", &long)]).await.status, 422);
        let typed = [("team", tax.to_string()), ("why", "About a bill".to_owned())];
        let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let passed = act(&mut gareth, &page, "pass", &typed).await;
        let list = gareth.get(passed.location()).await;
        assert!(list.words().contains("The task is passed on."));
        assert_eq!(gareth.get(&format!("/desk/tasks/{id}")).await.status, 404);
        let mut sunita = caseworker(&council, "Sunita Rao", tax).await;
        let page = open(&mut sunita, id).await;
        let about = page.text(".govuk-summary-list");
        assert!(about.contains("Not acknowledged Overdue") && about.contains("(2 days ago)"), "{about}");
        assert!(about.contains("Nobody yet Council tax"), "{about}");
        assert!(page.words().contains("Passed to Council tax About a bill Gareth Pugh"), "{}", page.words());
        assert_eq!(verbs(&council).await, [AuditVerb::TaskPassed, AuditVerb::PermissionRefused]);
    }

    async fn advisers_see_what_is_nobodys_and_their_own(council) {
        let team = council.team("Waste", &[]).await;
        let of_team = add(&council, &for_team(Some(team), 1)).await;
        let nobodys = add(&council, &for_team(None, 1)).await;
        let mut amina = council.staff("Amina Yusuf").await;
        assert_eq!(amina.get(&format!("/desk/tasks/{of_team}")).await.status, 404);
        assert!(amina.get("/desk").await.words().contains("1 task waits for somebody to take it"));
        let page = open(&mut amina, nobodys).await;
        let mut joan = council.staff("Joan Whitcombe").await;
        let hers = open(&mut joan, nobodys).await;
        assert_eq!(act(&mut amina, &page, "take", &[]).await.status, 303);
        assert_eq!(joan.get(&format!("/desk/tasks/{nobodys}")).await.status, 404, "it is somebody else's");
        assert_eq!(act(&mut joan, &hers, "finish", &[]).await.status, 404);
        let page = open(&mut amina, nobodys).await;
        assert_eq!(act(&mut amina, &page, "finish", &[]).await.status, 303);
        let mut helen = council.staff_with("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        assert_eq!(helen.get("/desk/tasks").await.status, 403);
    }

    async fn what_waits_with_a_team_that_nobody_is_in_is_found_and_moved_on(council) {
        let (empty, waste) = (council.team("Trees", &[]).await, council.team("Waste", &[]).await);
        let person = council.person("Mary Hollings").await;
        let mut task = for_team(Some(empty), 1);
        task.about.person = Some(person);
        task.details.words = "Mary Hollings has a fallen tree".to_owned();
        let id = add(&council, &task).await;
        let mut owen = council.administrator("Owen Castle").await;
        let list = owen.get("/desk/tasks").await;
        assert!(list.text("tbody tr").contains("Nobody is in this team yet"), "{}", list.words());
        // They run the accounts, and read nothing of residents.
        assert!(!list.words().contains("Mary Hollings"));
        let page = open(&mut owen, id).await;
        assert!(!page.words().contains("Mary") && page.words().contains("Not shown to your role"), "{}", page.words());
        assert!(!page.has("button[value=acknowledge]"));
        assert_eq!(act(&mut owen, &page, "acknowledge", &[]).await.status, 403);
        assert_eq!(act(&mut owen, &page, "pass", &[("team", &waste.to_string())]).await.status, 303);
        let mut leader = council.staff_with("Sunita Rao", &[Grant::TeamLeader { team: empty }]).await;
        let page = open(&mut leader, id).await;
        assert!(page.has(&format!("a[href='/desk/people/{person}']")));
        assert!(!page.has("main form"), "another team's task is for looking at: {}", page.words());
    }

    async fn the_second_of_two_who_change_a_task_sees_both_versions(council) {
        let team = council.team("Waste", &[]).await;
        let id = add(&council, &for_team(Some(team), 3)).await;
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        let mut nia = caseworker(&council, "Nia Rees", team).await;
        let (first, second) = (open(&mut gareth, id).await, open(&mut nia, id).await);
        assert_eq!(act(&mut gareth, &first, "take", &[]).await.status, 303);
        let told = act(&mut nia, &second, "finish", &[("outcome", "Wrote a letter")]).await;
        assert_eq!(told.status, 409);
        let versions = told.texts(".versions__one");
        assert!(versions[0].contains("Taken Gareth Pugh") && !versions[0].contains("Task made"), "{versions:?}");
        assert!(versions[1].contains("Done") && versions[1].contains("Wrote a letter"), "{versions:?}");
        assert_eq!(told.text("#outcome"), "Wrote a letter");
        assert!(find(&council, id).await.done_at.is_none());
        assert_eq!(act(&mut nia, &told, "finish", &[("outcome", "Wrote a letter")]).await.status, 303);
    }

    async fn of_acts_at_the_same_moment_one_is_done_and_the_others_are_told(council) {
        let team = council.team("Waste", &[]).await;
        let id = add(&council, &for_team(Some(team), 3)).await;
        let gareth = caseworker(&council, "Gareth Pugh", team).await;
        let page = open(&mut gareth.clone(), id).await;
        let (action, mut controls) = page.form();
        controls.push(("act".into(), "take".into()));
        let acts: Vec<_> = (0..6).map(|_| {
            let (mut browser, action, controls) = (gareth.clone(), action.clone(), controls.clone());
            tokio::spawn(async move { browser.post(&action, &controls).await.status })
        }).collect();
        let mut statuses = Vec::new();
        for act in acts {
            statuses.push(act.await.unwrap());
        }
        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 303 | 409)), "{statuses:?}");
        assert_eq!(find(&council, id).await.revision, 1);
    }

    async fn a_task_about_oneself_is_for_colleagues(council) {
        let team = council.team("Waste", &[]).await;
        let person = council.person("Gareth Pugh").await;
        let mut task = for_team(Some(team), 3);
        task.about.person = Some(person);
        let id = add(&council, &task).await;
        let gareth = council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(team) }]).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        assert!(link_own_record(&mut transaction, gareth, person, NOW.into()).await.is_ok());
        transaction.commit().await.unwrap();
        let mut browser = council.signed_in("Gareth Pugh").await;
        let list = browser.get("/desk/tasks?whose=teams").await;
        assert!(list.text("tbody tr").contains("A task about you") && !list.has("tbody a"), "{}", list.words());
        assert_eq!(browser.get(&format!("/desk/tasks/{id}")).await.status, 403);
        assert!(verbs(&council).await.contains(&AuditVerb::OwnRecordRefused));
    }

    async fn whoever_leaves_the_council_or_the_team_leaves_their_tasks_behind(council) {
        let team = council.team("Waste", &[]).await;
        let gareth = council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(team) }]).await;
        let mut task = for_team(Some(team), 3);
        task.owner = Some(gareth);
        let id = add(&council, &task).await;
        assert_eq!(find(&council, id).await.owner_id, Some(gareth));
        let mut transaction = council.state.database.begin().await.unwrap();
        transaction.set_grants(gareth, &[Grant::Adviser]).await.unwrap();
        transaction.commit().await.unwrap();
        let left = find(&council, id).await;
        assert_eq!((left.owner_id, left.is_team_empty), (None, true));
        let mut browser = council.signed_in("Gareth Pugh").await;
        assert_eq!(browser.get(&format!("/desk/tasks/{id}")).await.status, 404);
    }

    async fn a_task_is_written_down_on_the_page_of_a_person_or_a_case(council) {
        let team = council.team("Waste", &[]).await;
        let person = council.person("Mary Hollings").await;
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        let record = gareth.open_record(person).await;
        assert!(record.words().contains("Nothing is to be done."));
        let new = gareth.get(&record.attribute("a[href^='/desk/tasks/new']", "href")).await;
        assert!(new.has(&format!("option[value='{team}'][selected]")) && new.words().contains("Mary Hollings"));
        let wrong = gareth.send(&new, &[("words", " "), ("due_on-day", "31"), ("due_on-month", "2"), ("due_on-year", "2026"), ("team", "x")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.texts(".govuk-error-summary__list li").len(), 3, "{}", wrong.words());
        assert_eq!(wrong.attribute("#due_on-day", "value"), "31");
        for (day, month, year) in [("26", "3", "2026"), ("1", "4", "2029"), ("1", "4", "26")] {
            let typed = [("words", "Ring"), ("due_on-day", day), ("due_on-month", month), ("due_on-year", year), ("team", "none")];
            assert_eq!(gareth.send(&new, &typed).await.status, 422, "{day}/{month}/{year}");
        }
        let typed = [("words", "Ring about the gate\nBefore noon"), ("due_on-day", "1"), ("due_on-month", "April"), ("due_on-year", "2026"), ("team", &team.to_string())];
        let record = gareth.go_on(&wrong, &typed).await;
        assert_eq!(record.path, format!("/desk/people/{person}"));
        let row = record.text("tbody tr");
        assert!(row.starts_with("Ring about the gate Mary Hollings 1 April 2026 (in 5 days) Nobody yet Waste"), "{row}");
        let page = gareth.get(&record.attribute("tbody a[href^='/desk/tasks/']", "href")).await;
        assert!(page.words().contains("Before noon") && page.words().contains("Gareth Pugh, 27 March 2026"));
        assert_eq!(gareth.get("/desk/tasks/new?person=nonsense").await.status, 404);
        assert_eq!(gareth.get("/desk/tasks/new?case=BCD-FGH-JKM").await.status, 404);
        let mut owen = council.administrator("Owen Castle").await;
        assert_eq!(owen.get(&format!("/desk/tasks/new?person={person}")).await.status, 403);
    }

    async fn a_case_of_another_team_gives_nothing_away_through_a_task(council) {
        let (waste, tax) = (council.team("Waste", &["missed-bin-collection"]).await, council.team("Council tax", &[]).await);
        let mut gareth = caseworker(&council, "Gareth Pugh", waste).await;
        let desk = gareth.get("/desk").await;
        let started = gareth.send_to(&desk, "/desk/start", &[("service", "missed-bin-collection"), ("channel", "post")]).await;
        let first = gareth.visit(started.location()).await;
        let check = crate::journey::fill_in(&mut gareth, first).await;
        let reference = gareth.go_on(&check, &[]).await.text(".reference");
        let new = gareth.get(&format!("/desk/tasks/new?case={reference}")).await;
        let typed = [("words", "Secret words"), ("due_on-day", "1"), ("due_on-month", "4"), ("due_on-year", "2026"), ("team", &tax.to_string())];
        let case = gareth.go_on(&new, &typed).await;
        assert_eq!(case.path, format!("/desk/cases/{reference}"));
        let mut nia = caseworker(&council, "Nia Rees", tax).await;
        let list = nia.get("/desk/tasks?whose=teams").await;
        assert!(!list.words().contains(&reference) && !list.words().contains("Secret"), "{}", list.words());
        let page = nia.get(&list.attribute("tbody a", "href")).await;
        assert!(!page.words().contains(&reference) && !page.words().contains("Secret"), "{}", page.words());
        assert_eq!(nia.get(&format!("/desk/tasks/new?case={reference}")).await.status, 404);
    }

    async fn long_lists_have_pages_with_what_is_due_first_at_the_top(council) {
        let team = council.team("Waste", &[]).await;
        for days in (0..30).rev() {
            add(&council, &for_team(Some(team), days / 2 - 3)).await;
        }
        let mut gareth = caseworker(&council, "Gareth Pugh", team).await;
        let first = gareth.get("/desk/tasks?whose=teams").await;
        assert_eq!(first.texts("tbody tr").len(), 25);
        assert!(first.text("tbody tr").contains("24 March 2026 (3 days ago)"), "{}", first.text("tbody tr"));
        assert!(first.words().contains("Yesterday, 26 March 2026") && first.words().contains("Tomorrow, 28 March 2026"));
        let second = gareth.get(&first.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(second.texts("tbody tr").len(), 5);
        assert!(!second.has(".govuk-pagination__next"));
        let links = |page: &Answer| page.texts("tbody tr");
        let back = gareth.get(&second.attribute(".govuk-pagination__prev a", "href")).await;
        assert_eq!(links(&back), links(&first));
        assert_eq!(gareth.get("/desk/tasks?whose=teams&after=nonsense&state=nonsense").await.texts("tbody tr").len(), 25);
        assert!(gareth.get("/desk/tasks?whose=teams&state=done").await.words().contains("No tasks match"));
        // What is not offered is what one begins with.
        assert!(gareth.get("/desk/tasks?whose=everybodys").await.has("option[value=mine][selected]"));
        assert!(gareth.get("/desk").await.words().contains("6 of your team’s tasks are overdue"));
    }

    async fn a_once_key_makes_one_task_however_many_ask(council) {
        let change = Uuid::now_v7();
        let teams = [Some(council.team("Waste", &[]).await), Some(council.team("Council tax", &[]).await), None];
        let asking: Vec<_> = (0..12).map(|number| {
            let (database, team) = (council.state.database.clone(), teams[number % 3]);
            tokio::spawn(async move {
                let task = NewTask { once: Some(OnceKey::of_change(change, team)), kind: TaskKind::ChangeTold, ..for_team(team, 5) };
                let mut transaction = database.begin().await.unwrap();
                let added = transaction.add_task(&task, NOW.into()).await.unwrap();
                transaction.commit().await.unwrap();
                usize::from(added.is_some())
            })
        }).collect();
        let mut made = 0;
        for one in asking {
            made += one.await.unwrap();
        }
        assert_eq!(made, 3);
        let mut connection = council.state.database.read().await.unwrap();
        assert_eq!(connection.list_tasks_of_change(change).await.unwrap().len(), 3);
        assert!(connection.list_tasks_of_change(Uuid::now_v7()).await.unwrap().is_empty());
    }

    async fn lists_reach_as_far_as_the_rule(council) {
        let teams = [council.team("Waste", &[]).await, council.team("Council tax", &[]).await];
        let mut staff = Vec::new();
        for (name, grant) in [("A", Grant::Adviser), ("B", Grant::Caseworker { team: Some(teams[0]) }), ("C", Grant::TeamLeader { team: teams[1] })] {
            staff.push((council.add_staff(name, &[grant]).await, grant));
        }
        for team in [None, Some(teams[0]), Some(teams[1])] {
            for owner in [None, Some(staff[0].0), Some(staff[1].0), Some(staff[2].0)] {
                add(&council, &NewTask { owner, ..for_team(team, 1) }).await;
            }
        }
        let mut connection = council.state.database.read().await.unwrap();
        let filter = |within, reader| TaskFilter { within, reader, hidden: std::collections::BTreeSet::new(), whose: Whose::Everybodys, state: None, kind: None, due: None };
        let all = connection.list_tasks(&filter(Tasks::All, staff[0].0), TaskPosition::Start, 50).await.unwrap().tasks;
        assert_eq!(all.len(), 12);
        for (reader, grant) in staff {
            for permission in [Permission::SeeTasks, Permission::WorkTasks, Permission::AssignTasks] {
                let Some(within) = Grants::new([grant], [], []).tasks(permission) else { continue };
                let listed = connection.list_tasks(&filter(within.clone(), reader), TaskPosition::Start, 50).await.unwrap().tasks;
                let listed: Vec<_> = listed.iter().map(|task| task.id).collect();
                let expected = all.iter().filter(|task| {
                    within.contain(task.team_id.map(|team| team.0), task.owner_id.map(|owner| owner.0), reader.0)
                });
                assert_eq!(listed, expected.map(|task| task.id).collect::<Vec<_>>(), "{grant:?} {permission:?}");
            }
        }
    }

    async fn those_who_have_tasks_or_else_their_team_are_reminded_once_a_day(council) {
        let (waste, empty) = (council.team("Waste", &[]).await, council.team("Trees", &[]).await);
        let gareth = council.add_staff("Gareth Pugh", &[Grant::Caseworker { team: Some(waste) }, Grant::TeamLeader { team: waste }]).await;
        council.add_staff("Nia Rees", &[Grant::Caseworker { team: Some(waste) }]).await;
        council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        add(&council, &NewTask { owner: Some(gareth), ..for_team(Some(waste), 0) }).await;
        for _ in 0..2 {
            add(&council, &for_team(Some(waste), 9)).await;
        }
        add(&council, &for_team(Some(empty), 0)).await;
        add(&council, &for_team(None, 0)).await;
        jobs::schedule(&council.state).await.unwrap();
        jobs::drain(&council.state).await.unwrap();
        assert!(reminders(&council.state).await.is_empty(), "they came a moment ago");
        let tomorrow = on_day(&council, 1);
        // Several processes begin the same job, each once more than it should.
        let processes: Vec<_> = (0..4).map(|_| {
            let state = tomorrow.clone();
            tokio::spawn(async move {
                jobs::schedule(&state).await.unwrap();
                jobs::drain(&state).await.unwrap();
                jobs::remind_of_tasks::run(&state).await.unwrap();
                jobs::drain(&state).await.unwrap();
            })
        }).collect();
        for process in processes {
            process.await.unwrap();
        }
        let sent = reminders(&council.state).await;
        let to: Vec<_> = sent.iter().map(|(to, _)| to.clone()).collect();
        assert_eq!(to, [email("Gareth Pugh"), email("Nia Rees")], "{sent:?}");
        assert!(sent[0].1.contains("1 task is overdue") && sent[0].1.contains("2 tasks have waited"), "{}", sent[0].1);
        assert!(!sent[1].1.contains("overdue") && sent[1].1.contains("/desk/tasks"), "{}", sent[1].1);
        assert!(!sent[0].1.contains("Ring back"), "no words of a task leave the desk");
        let next = on_day(&council, 2);
        jobs::schedule(&next).await.unwrap();
        jobs::drain(&next).await.unwrap();
        assert_eq!(reminders(&council.state).await.len(), 4);
    }

    async fn tasks_about_a_record_are_seen_on_the_one_it_is_joined_to(council) {
        let (person, other) = (council.person("Mary Hollings").await, council.person("M Hollings").await);
        let about = |person: PersonId| NewTask { about: TaskAbout { person: Some(person), ..TaskAbout::default() }, ..for_team(None, 2) };
        add(&council, &about(person)).await;
        add(&council, &about(other)).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        transaction.join_person(person, other).await.unwrap();
        transaction.commit().await.unwrap();
        let mut amina = council.staff("Amina Yusuf").await;
        assert_eq!(amina.open_record(other).await.texts("tbody tr").len(), 2);
        assert_eq!(amina.open_record(person).await.texts("tbody tr").len(), 1);
    }
}
