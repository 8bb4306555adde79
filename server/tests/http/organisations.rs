//! Organisations that the council knows, and those who act for them.

use guildhall::access::link_own_record;
use guildhall_database::{ListPosition, OrganisationId, PersonId, SubjectId};
use guildhall_domain::{audit::AuditVerb, organisations::Capacity, permissions::Grant};

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    journey::fill_in,
    on_each_database,
    reuse::publish,
};

/// Posts to a path that the page has no form for.
async fn act(browser: &mut Browser, page: &Answer, path: &str, typed: &[(&str, &str)]) -> Answer {
    let csrf = page.csrf();
    let typed = [&[("csrf", csrf.as_str())], typed].concat();
    browser.post(path, &typed).await
}

pub async fn add(council: &Council, name: &str) -> OrganisationId {
    let mut connection = council.state.database.write().await.unwrap();
    let added = connection.add_organisation(name, council.state.clock.now());
    added.await.unwrap().unwrap()
}

/// Says that somebody may act for an organisation.
pub async fn authorise(council: &Council, organisation: OrganisationId, person: PersonId) {
    let mut connection = council.state.database.write().await.unwrap();
    let added = connection.add_authority((organisation, person), Capacity::Director, NOW.into());
    assert!(added.await.unwrap());
}

const FORM: [(&str, &str); 2] = [
    ("service", "missed-bin-collection"),
    ("channel", "telephone"),
];

/// Makes a member of staff and a person the same.
async fn link(council: &Council, staff: guildhall_database::StaffId, person: PersonId) {
    let mut transaction = council.state.database.begin().await.unwrap();
    assert!(
        link_own_record(&mut transaction, staff, person, NOW.into())
            .await
            .is_ok()
    );
    transaction.commit().await.unwrap();
}

const PREMISES: &str = "pages:
- {id: number, title: What is the company number?, items: [
    {type: text, name: number, label: What is the company number?, records: organisation.registration_number}]}
- {id: anything, title: Anything else?, items: [
    {type: text, name: anything, label: Anything else?}]}";

on_each_database! {
    async fn an_organisation_is_added_with_somebody_who_may_act_for_it(council) {
        let person = council.person("Joan Whitcombe").await;
        let mut amina = council.staff("Amina Yusuf").await;
        let list = amina.get("/desk/organisations").await;
        assert!(list.words().contains("No organisations yet"));
        let wrong = amina.send(&list, &[("name", " ")]).await;
        assert_eq!(wrong.status, 422);
        let page = amina.go_on(&wrong, &[("name", "Whitcombe & Daughters Ltd")]).await;
        assert!(page.words().contains("Nobody may act for it yet") && page.words().contains("No cases yet"), "{}", page.words());
        assert!(!page.has("button[name=champions]") && !page.has("input[name=champions]"), "champions are for administrators");
        assert!(!page.has("form[action$='/start']"), "nobody can speak for it");
        assert_eq!(amina.send(&list, &[("name", "whitcombe & daughters LTD")]).await.status, 422);
        let search = amina.get(&page.attribute("main a[href$='/people']", "href")).await;
        assert!(search.words().contains("Search for the person"));
        let found = amina.get(&format!("{}?q=whitcombe", search.path)).await;
        let form = amina.get(&found.attribute("tbody a", "href")).await;
        assert!(form.text("h1").contains("May Joan Whitcombe act for Whitcombe & Daughters Ltd?"));
        assert_eq!(amina.send(&form, &[("capacity", "queen")]).await.status, 422);
        let page = amina.go_on(&form, &[("capacity", "director")]).await;
        assert!(page.text("tbody tr").starts_with("Joan Whitcombe Director 27 March 2026"), "{}", page.words());
        assert!(amina.open_record(person).await.words().contains("Acts for Whitcombe & Daughters Ltd , Director"));
        amina.go_on(&form, &[("capacity", "agent")]).await;
        assert_eq!(amina.get(&page.path).await.texts("tbody tr").len(), 1, "nobody acts for it twice");
        let asked = amina.get(&page.attribute("tbody a[href$='/end']", "href")).await;
        let page = amina.go_on(&asked, &[]).await;
        assert!(page.words().contains("People who could act for it before"), "{}", page.words());
        assert_eq!(amina.send(&asked, &[]).await.status, 303, "a second press does no harm");
        assert_eq!(amina.get(&asked.path).await.status, 404);
        let mut connection = council.state.database.read().await.unwrap();
        let trail = connection.list_audit_events(&Default::default(), ListPosition::Newest, 20).await.unwrap().events;
        let verbs = trail.into_iter().rev().map(|event| event.verb);
        let verbs: Vec<_> = verbs.filter(|verb| *verb != AuditVerb::RecordOpened).collect();
        assert_eq!(verbs, [AuditVerb::OrganisationAdded, AuditVerb::AuthorityAdded, AuditVerb::AuthorityEnded]);
    }

    async fn a_form_for_an_organisation_is_filled_in_with_one_who_speaks_for_it(council) {
        let organisation = add(&council, "Whitcombe & Daughters Ltd").await;
        let (joan, stranger) = (council.person("Joan Whitcombe").await, council.person("Idris Cole").await);
        authorise(&council, organisation, joan).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let path = format!("/desk/organisations/{organisation}");
        let page = amina.get(&path).await;
        let start = format!("{path}/start");
        let nothing = amina.send_to(&page, &start, &[]).await;
        assert_eq!(nothing.status, 422);
        assert_eq!(nothing.texts(".govuk-error-summary__list li").len(), 3, "{}", nothing.words());
        let stranger = [&[("speaker", stranger.to_string().as_str())], &FORM[..]].concat().iter().map(|(name, value)| (name.to_string(), value.to_string())).collect::<Vec<_>>();
        let stranger: Vec<_> = stranger.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = amina.send_to(&page, &start, &stranger).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("option[value=missed-bin-collection][selected]"));
        let speaker = joan.to_string();
        let typed = [&[("speaker", speaker.as_str())], &FORM[..]].concat();
        let begun = amina.send_to(&page, &start, &typed).await;
        assert_eq!(begun.status, 303, "{}", begun.words());
        let first = amina.get(begun.location()).await;
        assert!(first.text(".acting-for").contains("for Whitcombe & Daughters Ltd, Joan Whitcombe acting"), "{}", first.text(".acting-for"));
        assert!(first.attribute(".govuk-back-link", "href").starts_with("/desk/contacts/"));
        let check = fill_in(&mut amina, first).await;
        let reference = amina.go_on(&check, &[]).await.text(".reference");
        let case = amina.get(&format!("/desk/cases/{reference}")).await;
        assert!(case.text(".govuk-summary-list").contains("For Whitcombe & Daughters Ltd , Joan Whitcombe acting"), "{}", case.text(".govuk-summary-list"));
        assert!(case.has(&format!("a[href='{path}']")));
        let page = amina.get(&path).await;
        assert!(page.words().contains(&reference));
        assert!(amina.get("/desk/cases").await.text("tbody tr").contains("Whitcombe & Daughters Ltd, Joan Whitcombe acting"));
        let mut connection = council.state.database.read().await.unwrap();
        let stored = connection.find_case(&reference).await.unwrap().unwrap();
        assert_eq!((stored.subject_id, stored.organisation_id), (Some(joan), Some(organisation)));
        // What was said in its name is not held of the one who said it.
        let record = connection.find_person(joan).await.unwrap().unwrap();
        assert_eq!(record.name, "Joan Whitcombe");
    }

    async fn what_is_said_in_its_name_is_asked_of_it_once(council) {
        publish(&council, "premises", PREMISES).await;
        let organisation = add(&council, "Whitcombe & Daughters Ltd").await;
        let joan = council.person("Joan Whitcombe").await;
        authorise(&council, organisation, joan).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let path = format!("/desk/organisations/{organisation}");
        let speaker = joan.to_string();
        let typed = [("speaker", speaker.as_str()), ("service", "premises"), ("channel", "telephone")];
        for number in ["", "09123456"] {
            let page = amina.get(&path).await;
            let begun = amina.send_to(&page, &format!("{path}/start"), &typed).await;
            let mut page = amina.get(begun.location()).await;
            if number.is_empty() {
                assert_eq!(page.text("h1"), "What is the company number?");
                page = amina.go_on(&page, &[("number", "09123456")]).await;
            }
            assert_eq!(page.text("h1"), "Anything else?", "what is known of it is not asked again");
            let check = amina.go_on(&page, &[("anything", "No")]).await;
            assert!(check.words().contains("09123456"), "{}", check.words());
            amina.go_on(&check, &[]).await;
        }
        assert!(amina.get(&path).await.words().contains("09123456"));
        let mut connection = council.state.database.read().await.unwrap();
        let of_joan = connection.list_assertions(SubjectId::Person(joan)).await.unwrap();
        assert!(!of_joan.contains_key("organisation.registration_number"));
        let of_it = connection.list_assertions(SubjectId::Organisation(organisation)).await.unwrap();
        assert_eq!(of_it["organisation.registration_number"].len(), 1);
        drop(connection);
        let mut owen = council.administrator("Owen Castle").await;
        assert!(!owen.get(&path).await.words().contains("09123456"));
    }

    async fn what_is_held_of_an_organisation_is_put_right_at_the_desk(council) {
        let organisation = add(&council, "Whitcombe & Daughters Ltd").await;
        let mut amina = council.staff("Amina Yusuf").await;
        let page = amina.get(&format!("/desk/organisations/{organisation}")).await;
        let path = page.attribute("main a[href$='/record/organisation.email']", "href");
        let form = amina.get(&path).await;
        assert_eq!(form.text("h1"), "Email address of the organisation");
        let wrong = amina.send(&form, &[("value", "bread at bakery"), ("channel", "telephone")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.attribute("input[name=value]", "value"), "bread at bakery");
        assert_eq!(amina.send(&form, &[("value", "bread@bakery.example")]).await.status, 422, "nobody said how they know");
        let overridden = [("value", "bread@bakery.example"), ("channel", "email"), ("override", "yes")];
        assert_eq!(amina.send(&form, &overridden).await.status, 422, "a decision has a reason");
        let held = amina.go_on(&form, &[("value", "bread@bakery.example"), ("channel", "email")]).await;
        assert!(held.text(".govuk-summary-list").contains("bread@bakery.example"), "{}", held.words());
        assert!(held.text(".held-story").contains("Amina Yusuf"), "{}", held.words());
        let again = amina.go_on(&held, &[("value", "orders@bakery.example"), ("channel", "telephone")]).await;
        assert_eq!(again.texts(".held-story > li").len(), 2);
        let page = amina.get(&page.path).await;
        assert!(page.words().contains("orders@bakery.example") && !page.words().contains("bread@bakery.example"), "{}", page.words());
        let mut connection = council.state.database.read().await.unwrap();
        let trail = connection.list_audit_events(&Default::default(), ListPosition::Newest, 20).await.unwrap().events;
        let changed = trail.iter().filter(|event| event.verb == AuditVerb::RecordChanged);
        assert_eq!(changed.map(|event| event.thing_id).collect::<Vec<_>>(), [Some(organisation.0); 2]);
        drop(connection);
        assert!(!page.has("main a[href$='/record/organisation.name']"), "its name is changed on its own page");
        for (name, status) in [("organisation.name", 200), ("contact.email", 404), ("organisation.shoes", 404)] {
            assert_eq!(amina.get(&format!("{}/record/{name}", page.path)).await.status, status, "{name}");
        }
        let rename = format!("{}/record/organisation.name", page.path);
        let typed = [("act", "change"), ("value", "Parry Ltd"), ("channel", "telephone")];
        assert_eq!(act(&mut amina, &page, &rename, &typed).await.status, 404);
        let person = council.person("Joan Whitcombe").await;
        assert_eq!(amina.get(&format!("/desk/organisations/{person}/record/organisation.email")).await.status, 404);
        let mut owen = council.administrator("Owen Castle").await;
        assert_eq!(owen.get(&path).await.status, 403, "administrators read nothing of the kind");
    }

    async fn whoever_acts_for_an_organisation_does_not_work_on_it(council) {
        let organisation = add(&council, "Pugh Brothers").await;
        let (own, brother) = (council.person("Gareth Pugh").await, council.person("Huw Pugh").await);
        authorise(&council, organisation, own).await;
        authorise(&council, organisation, brother).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let path = format!("/desk/organisations/{organisation}");
        let page = amina.get(&path).await;
        let speaker = brother.to_string();
        let begun = amina.send_to(&page, &format!("{path}/start"), &[&[("speaker", speaker.as_str())], &FORM[..]].concat()).await;
        let first = amina.get(begun.location()).await;
        let check = fill_in(&mut amina, first).await;
        let reference = amina.go_on(&check, &[]).await.text(".reference");
        let gareth = council.add_staff("Gareth Pugh", &[Grant::Adviser, Grant::Caseworker { team: None }]).await;
        link(&council, gareth, own).await;
        let mut gareth = council.signed_in("Gareth Pugh").await;
        for path in [path.clone(), format!("/desk/cases/{reference}"), format!("{path}/people"), format!("{path}/record/organisation.email"), format!("/desk/tasks/new?organisation={organisation}")] {
            assert_eq!(gareth.get(&path).await.status, 403, "{path}");
        }
        let other = add(&council, "Parry Ltd").await;
        assert_eq!(gareth.get(&format!("/desk/organisations/{other}/people/{own}")).await.status, 403, "nobody gives themselves an authority");
        // The time when they acted for it is over.
        let mut connection = council.state.database.write().await.unwrap();
        assert!(connection.end_authority((organisation, own), NOW.into()).await.unwrap());
        drop(connection);
        assert_eq!(gareth.get(&path).await.status, 200);
    }

    async fn administrators_decide_who_has_champions_and_read_nothing_of_residents(council) {
        let organisation = add(&council, "Library Friends").await;
        let person = council.person("Joan Whitcombe").await;
        authorise(&council, organisation, person).await;
        let mut owen = council.administrator("Owen Castle").await;
        let path = format!("/desk/organisations/{organisation}");
        let page = owen.get(&path).await;
        assert!(!page.words().contains("Joan"), "{}", page.words());
        assert_eq!(owen.get(&format!("{path}/people")).await.status, 403);
        let page = owen.go_on(&page, &[("name", "Library Friends"), ("champions", "yes")]).await;
        assert!(page.has("input[name=champions][checked]") && page.words().contains("Give somebody the champion’s role"));
        assert!(owen.get("/desk/organisations").await.text("main li").contains("Champions"));
        assert!(owen.get("/desk/staff/new").await.words().contains("Library Friends"));
        add(&council, "Whitcombe & Daughters Ltd").await;
        assert!(!owen.get("/desk/staff/new").await.words().contains("Whitcombe"), "customers are not among them");
        let mut amina = council.staff("Amina Yusuf").await;
        let seen = amina.get(&path).await;
        let (action, mut controls) = (path.clone(), vec![("csrf".to_owned(), seen.csrf())]);
        controls.push(("name".into(), "Friends of the Library".into()));
        assert_eq!(amina.post(&action, &controls).await.status, 303);
        assert!(owen.get(&path).await.has("input[name=champions][checked]"), "an adviser does not take that away");
        let page = owen.get(&path).await;
        let page = owen.go_on(&page, &[("name", "Friends of the Library")]).await;
        assert!(!page.has("input[name=champions][checked]"));
    }

    async fn many_organisations_are_searched_and_paged(council) {
        for number in 0..30 {
            add(&council, &format!("Bakery {number:02} of Wrekinbridge")).await;
        }
        add(&council, "100% Fruit").await;
        let mut amina = council.staff("Amina Yusuf").await;
        let first = amina.get("/desk/organisations?q=wrekin+BAKERY").await;
        assert_eq!(first.texts("main li").len(), 25);
        let second = amina.get(&first.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(second.texts("main li").len(), 5);
        assert_eq!(amina.get("/desk/organisations?q=%25").await.texts("main li").len(), 1);
        assert!(amina.get("/desk/organisations?q=nothing+like+it").await.words().contains("No organisation matches"));
        assert_eq!(amina.get("/desk/organisations?after=nonsense").await.status, 400);
    }

    async fn two_who_authorise_somebody_at_once_make_one_authority(council) {
        let organisation = add(&council, "Whitcombe & Daughters Ltd").await;
        let person = council.person("Joan Whitcombe").await;
        let both: Vec<_> = (0..8).map(|number| {
            let database = council.state.database.clone();
            tokio::spawn(async move {
                let now = (NOW + time::Duration::seconds(number)).into();
                let mut transaction = database.begin().await.unwrap();
                let added = transaction.add_authority((organisation, person), Capacity::Partner, now).await.unwrap();
                transaction.commit().await.unwrap();
                usize::from(added)
            })
        }).collect();
        let mut added = 0;
        for one in both {
            added += one.await.unwrap();
        }
        assert_eq!(added, 1);
        let mut connection = council.state.database.read().await.unwrap();
        assert_eq!(connection.list_authorised(organisation, 10).await.unwrap().len(), 1);
    }
}
