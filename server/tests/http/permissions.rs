//! What roles open and close, who manages them, and what is written down about it.

use guildhall::access::link_own_record;
use guildhall_database::{AuditEvent, AuditFilter, ListPosition};
use guildhall_domain::{audit::AuditVerb, permissions::Grant};
use uuid::Uuid;

use crate::{
    browser::{Answer, Browser},
    council::{Council, PASSWORD, email},
    journey::{fill_in, start},
    on_each_database,
};

/// A case about missed bins, opened by a resident.
async fn case(council: &Council) -> String {
    let mut browser = council.browser();
    let first = start(&mut browser).await;
    let check = fill_in(&mut browser, first).await;
    browser.go_on(&check, &[]).await.text(".reference")
}

async fn trail(council: &Council, verb: AuditVerb) -> Vec<AuditEvent> {
    let filter = AuditFilter {
        verb: Some(verb),
        ..AuditFilter::default()
    };
    let mut connection = council.state.database.read().await.unwrap();
    let page = connection
        .list_audit_events(&filter, ListPosition::Newest, 50)
        .await;
    page.unwrap().events
}

/// Posts to a page of one form: its token and what is typed.
async fn post(browser: &mut Browser, page: &Answer, path: &str, typed: &[(&str, &str)]) -> Answer {
    let csrf = page.attribute("input[name=csrf]", "value");
    let mut pairs = vec![("csrf", csrf.as_str())];
    pairs.extend(typed);
    browser.post(path, &pairs).await
}

fn caseworker(team: Uuid) -> [Grant; 1] {
    [Grant::Caseworker { team: Some(team) }]
}

on_each_database! {
    async fn a_team_sees_and_starts_its_own_work_and_what_is_nobodys(council) {
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let tax = council.team("Council tax", &["council-tax-move"]).await;
        let reference = case(&council).await;
        let path = format!("/desk/cases/{reference}");
        let mut own = council.staff_with("Gareth Pugh", &caseworker(waste)).await;
        let mut other = council.staff_with("Sunita Rao", &caseworker(tax)).await;
        assert_eq!(own.get("/desk/cases").await.texts("tbody .reference"), [reference.as_str()]);
        let page = own.get(&path).await;
        assert!(page.has("input[name=status]") && page.has("#note"));
        let page = own.go_on(&page, &[("status", "crew_booked"), ("note", "Crew 4")]).await;
        assert!(page.words().contains("Crew booked"));
        let list = other.get("/desk/cases").await;
        assert!(!list.body.contains(&reference) && !list.has("option[value=missed-bin-collection]"));
        assert!(!other.get("/desk").await.body.contains(&reference));
        assert_eq!(other.get(&path).await.status, 404);
        let desk = other.get("/desk").await;
        assert_eq!(post(&mut other, &desk, &path, &[("note", "mine now")]).await.status, 404);
        let refused = other.send_to(&desk, "/desk/start", &[("service", "missed-bin-collection"), ("channel", "post")]).await;
        assert_eq!(refused.status, 422, "a form of another team's service is not offered");
        assert_eq!(trail(&council, AuditVerb::PermissionRefused).await.len(), 2);
        let mut nobodys = council.staff_with("Ann Lloyd", &caseworker(tax)).await;
        assert!(nobodys.get("/desk").await.has("option[value=assisted-bin-collection]"));
    }

    async fn an_adviser_adds_notes_but_decides_nothing(council) {
        let reference = case(&council).await;
        let path = format!("/desk/cases/{reference}");
        let mut adviser = council.staff("Amina Yusuf").await;
        let page = adviser.get(&path).await;
        assert!(page.has("#note") && !page.has("input[name=status]"));
        let nothing = adviser.send(&page, &[("note", " ")]).await;
        assert_eq!(nothing.status, 422);
        assert!(nothing.words().contains("Write a note"));
        let refused = adviser.send(&page, &[("status", "crew_booked"), ("note", "sneaked in")]).await;
        assert_eq!(refused.status, 403);
        assert!(refused.words().contains("Your account doesn’t have permission"));
        let page = adviser.go_on(&page, &[("note", "Called again")]).await;
        assert_eq!(page.texts(".timeline__item").len(), 2);
        assert!(!page.words().contains("sneaked in"));
    }

    async fn the_data_protection_officer_reads_and_changes_nothing(council) {
        let reference = case(&council).await;
        council.person("Mary Hollings").await;
        let mut officer = council.staff_with("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        let page = officer.get(&format!("/desk/cases/{reference}")).await;
        assert!(page.words().contains("Which bins did we miss?") && !page.has("main form[method=post]"));
        let people = officer.get("/desk/people?q=mary").await;
        assert!(people.words().contains("Mary Hollings") && !people.has("a[href^='/desk/people/new']"));
        assert!(officer.get("/desk/audit").await.status == 200);
        let links = officer.get("/desk").await.texts("nav a.govuk-service-navigation__link");
        assert_eq!(links, ["Desk", "People", "Cases", "Knowledge", "Directory", "Organisations", "Audit trail", "Insight"]);
    }

    async fn an_administrator_sees_no_residents_by_that_role(council) {
        let person = council.person("Mary Hollings").await;
        let reference = case(&council).await;
        let mut administrator = council.administrator("Owen Castle").await;
        for path in ["/desk/people?q=mary".into(), format!("/desk/people/{person}"), "/desk/cases".into(), format!("/desk/cases/{reference}")] {
            let page = administrator.get(&path).await;
            assert_eq!(page.status, 403, "{path}");
            assert!(!page.body.contains("Mary") && !page.body.contains(&reference));
        }
        let desk = administrator.get("/desk").await;
        assert!(!desk.body.contains(&reference) && !desk.has("main table"));
        let mut designer = council.staff_with("Rhodri Vaughan", &[Grant::ContentDesigner]).await;
        let desk = designer.get("/desk").await;
        assert!(!desk.has("a[href='/desk/people']") && !desk.body.contains(&reference), "{}", desk.words());
    }

    async fn nobody_works_on_their_own_case(council) {
        let person = council.person("Amina Yusuf").await;
        let mut adviser = council.staff("Joan Pryce").await;
        let record = adviser.open_record(person).await;
        let first = adviser.go_on(&record, &[("service", "missed-bin-collection"), ("channel", "counter")]).await;
        let half_done = first.path.clone();
        let check = fill_in(&mut adviser, first).await;
        let reference = adviser.go_on(&check, &[]).await.text(".reference");
        let path = format!("/desk/cases/{reference}");
        let id = council.add_staff("Amina Yusuf", &[Grant::Adviser, Grant::Caseworker { team: None }]).await;
        let mut amina = council.signed_in("Amina Yusuf").await;
        let page = amina.get(&path).await;
        assert_eq!(page.status, 200, "nobody knows yet whose record it is");
        let mut transaction = council.state.database.begin().await.unwrap();
        let now = council.state.clock.now();
        link_own_record(&mut transaction, id, person, now).await.unwrap();
        link_own_record(&mut transaction, id, person, now).await.unwrap();
        transaction.commit().await.unwrap();
        for (what, answer) in [
            ("show", amina.get(&path).await),
            ("submit", amina.send(&page, &[("note", "pay me")]).await),
            ("record", amina.get(&format!("/desk/people/{person}")).await),
            ("start", post(&mut amina, &page, &format!("/desk/people/{person}/start"), &[]).await),
        ] {
            assert_eq!(answer.status, 403, "{what}");
            assert!(answer.words().contains("This is your own case or record"), "{what}: {}", answer.words());
            assert!(!answer.body.contains("14 Quarry Row"), "{what}");
        }
        let list = amina.get("/desk/cases").await;
        assert!(list.words().contains("Your own") && !list.has(&format!("a[href='{path}']")));
        assert_eq!(trail(&council, AuditVerb::OwnRecordLinked).await.len(), 1);
        let refused = trail(&council, AuditVerb::OwnRecordRefused).await;
        assert_eq!(refused.len(), 4);
        assert!(refused.iter().all(|event| event.actor_id == Some(id.0)));
        assert_eq!(adviser.get(&half_done).await.status, 303, "colleagues go on as before");
    }

    async fn staff_are_added_found_and_given_roles(council) {
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let mut administrator = council.administrator("Owen Castle").await;
        let new = administrator.get("/desk/staff/new").await;
        let wrong = administrator.send(&new, &[("name", " "), ("email", "nonsense")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.texts(".govuk-error-summary__list li"),
            ["Enter their full name", "Enter an email address in the correct format, like name@example.com", "Select at least one role"]);
        assert_eq!(wrong.attribute("#email", "value"), "nonsense");
        let leader = format!("team-leader:{waste}");
        let nowhere = format!("team-leader:{}", Uuid::new_v4());
        let typed = [("name", "Gareth Pugh"), ("email", "Gareth.Pugh@wrekinshire.example"), ("grant", "adviser"), ("grant", leader.as_str()), ("grant", nowhere.as_str())];
        let account = administrator.go_on(&wrong, &typed).await;
        assert_eq!(account.text("h1"), "Gareth Pugh");
        assert!(account.words().contains("Not taken up yet"));
        assert!(account.has(&format!("input[value='{leader}'][checked]")) && account.has("input[value=adviser][checked]"));
        let again = administrator.send(&wrong, &typed).await;
        assert!(again.words().contains("has this email address already"));
        let found = administrator.get("/desk/staff?q=PUGH").await;
        assert_eq!(found.texts("tbody tr").len(), 1);
        assert!(found.words().contains("Adviser, Team leader"), "{}", found.words());
        let none = administrator.send(&account, &[]).await;
        assert_eq!(none.status, 422);
        administrator.go_on(&account, &[("grant", "content-designer")]).await;
        let changed = trail(&council, AuditVerb::RolesChanged).await;
        let details: Vec<_> = changed[0].details.values().cloned().collect();
        assert_eq!(details, ["content-designer", "adviser, team-leader (Waste)"]);
        assert_eq!(trail(&council, AuditVerb::StaffAdded).await.len(), 1);
        let trail = administrator.get(&account.attribute("a[href^='/desk/audit']", "href")).await;
        assert!(trail.words().contains("Roles before: adviser, team-leader (Waste)"), "{}", trail.words());
    }

    async fn long_lists_of_staff_have_pages(council) {
        let mut administrator = council.administrator("Owen Castle").await;
        for number in 0..30 {
            council.add_staff(&format!("Evans {number:02}"), &[Grant::Adviser]).await;
        }
        let first = administrator.get("/desk/staff?q=evans").await;
        assert_eq!(first.texts("tbody tr").len(), 25);
        let second = administrator.get(&first.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(second.texts("tbody tr").len(), 5);
    }

    async fn an_ended_account_is_out_at_once_and_can_be_restored(council) {
        let id = council.add_staff("Gareth Pugh", &[Grant::Adviser]).await;
        let mut gareth = council.signed_in("Gareth Pugh").await;
        let desk = gareth.get("/desk").await;
        let form = gareth.go_on(&desk, &[("service", "missed-bin-collection"), ("channel", "post")]).await;
        let mut administrator = council.administrator("Owen Castle").await;
        let asked = administrator.get(&format!("/desk/staff/{id}/end")).await;
        assert!(asked.words().contains("End the account of Gareth Pugh?"));
        let account = administrator.go_on(&asked, &[]).await;
        assert!(account.words().contains("Ended 27 March 2026"));
        assert_eq!(gareth.get("/desk").await.status, 303);
        assert_ne!(gareth.get(&form.path).await.status, 200);
        let mut again = council.browser();
        let page = again.get("/staff/sign-in").await;
        let right = [("email", email("Gareth Pugh")), ("password", PASSWORD.to_owned())];
        let right: Vec<_> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(again.send(&page, &right).await.status, 422);
        assert!(!administrator.get("/desk/staff").await.body.contains("Gareth"));
        assert!(administrator.get("/desk/staff?ended=yes").await.body.contains("Gareth"));
        let asked = administrator.get(&format!("/desk/staff/{id}/restore")).await;
        administrator.go_on(&asked, &[]).await;
        assert_eq!(again.send(&page, &right).await.status, 303);
        assert_eq!(trail(&council, AuditVerb::AccountEnded).await.len(), 1);
        assert_eq!(trail(&council, AuditVerb::AccountRestored).await.len(), 1);
    }

    async fn somebody_can_always_give_roles(council) {
        let first = council.add_staff("Owen Castle", &[Grant::Administrator]).await;
        let mut owen = council.signed_in("Owen Castle").await;
        let path = format!("/desk/staff/{first}");
        let own = owen.get(&path).await;
        let refused = owen.send(&own, &[("grant", "adviser")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.words().contains("can’t take the administrator’s role from yourself"));
        let ended = post(&mut owen, &own, &format!("{path}/end"), &[]).await;
        assert_eq!(ended.status, 422);
        let second = council.add_staff("Nia Rees", &[Grant::Administrator]).await;
        let mut nia = council.signed_in("Nia Rees").await;
        let of_nia = owen.get(&format!("/desk/staff/{second}")).await;
        let of_owen = nia.get(&path).await;
        // Each takes the role from the other at the same moment: one of them must keep it.
        let demote = |mut browser: Browser, page: Answer| tokio::spawn(async move {
            browser.send(&page, &[("grant", "adviser")]).await.status
        });
        let (one, other) = (demote(owen, of_nia), demote(nia, of_owen));
        let mut statuses = [one.await.unwrap(), other.await.unwrap()];
        statuses.sort_unstable();
        assert_eq!(statuses[0], 303, "{statuses:?}");
        assert!(matches!(statuses[1], 403 | 422), "{statuses:?}");
    }

    async fn a_wrongly_known_record_is_forgotten_by_somebody_else(council) {
        let person = council.person("Mary Hollings").await;
        let own = council.add_staff("Owen Castle", &[Grant::Administrator]).await;
        let other = council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        for staff in [own, other] {
            link_own_record(&mut transaction, staff, person, council.state.clock.now()).await.unwrap();
        }
        transaction.commit().await.unwrap();
        let mut owen = council.signed_in("Owen Castle").await;
        let account = owen.get(&format!("/desk/staff/{other}")).await;
        assert!(account.words().contains("Mary Hollings"));
        let asked = owen.get(&account.attribute("a[href*='/own-records/']", "href")).await;
        let account = owen.go_on(&asked, &[]).await;
        assert!(!account.words().contains("Mary Hollings"));
        let mut amina = council.signed_in("Amina Yusuf").await;
        assert_eq!(amina.open_record(person).await.status, 200);
        let themselves = post(&mut owen, &asked, &format!("/desk/staff/{own}/own-records/{person}"), &[]).await;
        assert_eq!(themselves.status, 403);
        assert_eq!(trail(&council, AuditVerb::OwnRecordCleared).await.len(), 1);
    }

    async fn teams_are_named_and_given_services(council) {
        let mut administrator = council.administrator("Owen Castle").await;
        let empty = administrator.get("/desk/teams").await;
        assert!(empty.words().contains("No teams yet"));
        let wrong = administrator.send(&empty, &[("name", " ")]).await;
        assert_eq!(wrong.status, 422);
        let team = administrator.go_on(&wrong, &[("name", "Waste")]).await;
        assert_eq!(team.text("h1"), "Waste");
        let taken = administrator.send(&empty, &[("name", "WASTE")]).await;
        assert!(taken.words().contains("This name is taken"));
        let typed = [("name", "Waste and recycling"), ("service", "missed-bin-collection"), ("service", "no-such-service")];
        let team = administrator.go_on(&team, &typed).await;
        assert!(team.has("input[value=missed-bin-collection][checked]") && team.words().contains("Nobody yet"));
        let id = team.path.rsplit('/').next().unwrap().parse().unwrap();
        let mut leader = council.staff_with("Gareth Pugh", &[Grant::TeamLeader { team: id }]).await;
        let seen = leader.get(&team.path).await;
        assert!(seen.words().contains("Gareth Pugh , Team leader") && !seen.has("main form"));
        assert!(!seen.has("a[href^='/desk/staff']"));
        assert_eq!(leader.get(&format!("/desk/teams/{}", Uuid::new_v4())).await.status, 404);
        let changed = trail(&council, AuditVerb::TeamChanged).await;
        assert_eq!(changed[0].details["services"], "missed-bin-collection");
    }

    async fn champions_have_an_organisation_and_a_page_of_their_own(council) {
        let mut administrator = council.administrator("Owen Castle").await;
        let empty = administrator.get("/desk/organisations").await;
        let added = administrator.go_on(&empty, &[("name", "Library Frends")]).await;
        let renamed = administrator.go_on(&added, &[("name", "Library Friends"), ("champions", "yes")]).await;
        assert_eq!(renamed.text("h1"), "Library Friends");
        assert_eq!(trail(&council, AuditVerb::OrganisationRenamed).await.len(), 1);
        let organisation = added.path.rsplit('/').next().unwrap().parse().unwrap();
        let mut champion = council.staff_with("Patience Boateng", &[Grant::Champion { organisation }]).await;
        let page = champion.visit("/desk").await;
        assert_eq!(page.path, "/champion");
        assert!(page.words().contains("Patience Boateng") && page.words().contains("Library Friends"));
        assert_eq!(page.texts("nav a.govuk-service-navigation__link"), ["Champion"]);
        assert_eq!(champion.get("/desk/people?q=a").await.status, 403);
        assert!(administrator.get(&renamed.path).await.words().contains("Patience Boateng"));
    }

    async fn the_audit_trail_is_paged_and_narrowed(council) {
        let mut administrator = council.administrator("Owen Castle").await;
        let page = administrator.get("/desk/audit").await;
        assert!(page.words().contains("Nothing has happened yet"));
        let mut adviser = council.staff("Amina Yusuf").await;
        for _ in 0..27 {
            assert_eq!(adviser.get("/desk/staff").await.status, 403);
        }
        let newest = administrator.get("/desk/audit?verb=permission-refused").await;
        assert_eq!(newest.texts("tbody tr").len(), 25);
        assert!(newest.text("tbody tr").contains("Page: /desk/staff Permission: manage staff"), "{}", newest.text("tbody tr"));
        let older = administrator.get(&newest.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(older.texts("tbody tr").len(), 2);
        let back = administrator.get(&older.attribute(".govuk-pagination__prev a", "href")).await;
        assert_eq!(back.texts("tbody tr").len(), 25);
        let by_her = administrator.get(&newest.attribute("tbody a[href*='actor=']", "href")).await;
        assert_eq!(by_her.texts("tbody tr").len(), 25);
        let none = administrator.get("/desk/audit?verb=team-added").await;
        assert!(none.words().contains("Nothing matches") && none.has("a[href='/desk/audit']"));
        assert_eq!(administrator.get("/desk/audit?actor=nonsense&after=nonsense").await.texts("tbody tr").len(), 25);
    }
}
