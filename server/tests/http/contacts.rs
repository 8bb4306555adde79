//! Contacts: what an adviser does while somebody is in touch.

use guildhall_database::{ContactId, PersonId};
use guildhall_domain::{
    contacts::Method,
    permissions::{Grant, Role},
};

use crate::{
    browser::{Answer, Browser},
    council::Council,
    journey::fill_in,
    on_each_database,
};

/// Starts a contact and returns its path.
pub async fn ring(staff: &mut Browser, channel: &str) -> String {
    let desk = staff.get("/desk").await;
    let started = staff
        .post(
            "/desk/contacts",
            &[("csrf", desk.csrf().as_str()), ("channel", channel)],
        )
        .await;
    assert_eq!(started.status, 303);
    started.location().to_owned()
}

/// Posts to a page of a contact, with the token of the page.
pub async fn act(staff: &mut Browser, contact: &str, path: &str, typed: &[(&str, &str)]) -> Answer {
    let csrf = staff.get("/desk").await.csrf();
    let typed: Vec<_> = [("csrf", csrf.as_str())]
        .into_iter()
        .chain(typed.iter().copied())
        .collect();
    staff.post(&format!("{contact}{path}"), &typed).await
}

pub fn id(contact: &str) -> ContactId {
    contact.rsplit('/').next().unwrap().parse().unwrap()
}

/// As if the caller had shown who they are.
async fn prove(council: &Council, contact: &str, person: PersonId) {
    let mut connection = council.state.database.write().await.unwrap();
    let now = council.state.clock.now();
    assert!(
        connection
            .reach_rung(id(contact), person, Method::Code, now)
            .await
            .unwrap()
    );
}

/// The answers with which a contact ends.
async fn end(staff: &mut Browser, contact: &str, typed: &[(&str, &str)]) -> Answer {
    let page = staff.get(&format!("{contact}/end")).await;
    assert_eq!(page.status, 200);
    staff.send(&page, typed).await
}

on_each_database! {
    async fn a_call_about_a_missed_bin_from_ring_to_wrap_up(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let contact = ring(&mut staff, "telephone").await;
        let page = staff.get(&contact).await;
        assert_eq!(page.status, 200);
        let found = staff.get(&format!("{contact}?q=Mary+Holings")).await;
        assert!(found.has(&format!("button[name=person][value='{person}']")), "{}", found.words());
        let chosen = act(&mut staff, &contact, "/people", &[("person", &person.to_string())]).await;
        assert_eq!(chosen.location(), contact);
        let found = staff.get(&format!("{contact}?q=missed+bin")).await;
        assert!(found.has("button[name=service][value='missed-bin-collection']"), "{}", found.words());
        let started = act(&mut staff, &contact, "/forms", &[("service", "missed-bin-collection"), ("person", &person.to_string())]).await;
        let first = staff.get(started.location()).await;
        let banner = first.text(".acting-for");
        assert!(banner.contains("Mary Hollings") && banner.contains("telephone"), "{banner}");
        assert_eq!(first.attribute(".contact-bar a", "href"), contact);
        let check = fill_in(&mut staff, first).await;
        let done = staff.go_on(&check, &[]).await;
        let reference = done.text(".reference");

        let page = staff.get(&contact).await;
        let story = page.texts(".timeline__item").join("; ");
        for expected in ["Started", "With Mary Hollings", "Form started: Report a missed bin collection", &reference] {
            assert!(story.contains(expected), "{expected} is not in {story}");
        }
        let wrap_up = staff.get(&format!("{contact}/end")).await;
        assert_eq!(wrap_up.attribute("select[name='service-1'] option[selected]", "value"), "missed-bin-collection");
        assert_eq!(wrap_up.attribute("select[name='outcome-1'] option[selected]", "value"), "sent");
        assert!(!wrap_up.has("input[type=radio][checked]"), "nothing is answered for the adviser");
        let topic = [("service-1", "missed-bin-collection"), ("outcome-1", "sent")];
        let again = staff.send(&wrap_up, &topic).await;
        assert_eq!(again.status, 422);
        assert_eq!(again.texts(".govuk-error-summary__list li").len(), 2);
        let ended = staff.send(&again, &[topic[0], topic[1], ("resolved", "yes"), ("avoidable", "not-done")]).await;
        assert_eq!((ended.status, ended.location()), (303, "/desk?done=contact-wrapped-up"));
        let mut connection = council.state.database.read().await.unwrap();
        let stored = connection.find_contact(id(&contact)).await.unwrap().unwrap();
        assert!(!stored.is_open());
        assert_eq!(stored.avoidable().map(|one| one.word()), Some("not-done"));
        let case = connection.find_case(&reference).await.unwrap().unwrap();
        assert_eq!(case.subject_id, Some(person));
        drop(connection);

        let corrected = end(&mut staff, &contact, &[("service-1", "-"), ("outcome-1", "informed"), ("resolved", "no"), ("avoidable", "no")]).await;
        assert_eq!(corrected.location(), format!("{contact}?done=contact-corrected"));
        let page = staff.get(&contact).await;
        assert!(page.words().contains("Something else : Told what they wanted to know"), "{}", page.words());
        assert!(staff.open_record(person).await.has(&format!("a[href='{contact}']")), "their page lists it");
    }

    async fn contacts_run_side_by_side_and_outlive_a_sign_out(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let mary = council.person("Mary Hollings").await;
        let (one, other) = (ring(&mut staff, "telephone").await, ring(&mut staff, "counter").await);
        act(&mut staff, &one, "/people", &[("person", &mary.to_string())]).await;
        assert!(!staff.get(&other).await.words().contains("Mary Hollings"));
        let noted = act(&mut staff, &one, "/notes", &[("words", "Rings again at three")]).await;
        assert_eq!(noted.location(), format!("{one}?done=contact-noted"));
        let mut back = council.signed_in("Amina Yusuf").await;
        let desk = back.get("/desk").await;
        for contact in [&one, &other] {
            assert!(desk.has(&format!("a[href='{contact}']")), "{contact} is not on the desk");
        }
        assert!(back.get(&one).await.words().contains("Rings again at three"));
    }

    async fn a_record_stays_closed_until_it_is_known_who_calls(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let contact = ring(&mut staff, "telephone").await;
        let record = format!("/desk/people/{person}?contact={}", id(&contact));
        act(&mut staff, &contact, "/people", &[("person", &person.to_string())]).await;
        let refused = staff.get(&record).await;
        assert_eq!(refused.location(), format!("{contact}?check={person}"));
        assert!(staff.get(refused.location()).await.words().contains("Check who they are before you open their record"));
        let again = act(&mut staff, &contact, "/forms", &[("service", "resident-parking-permit"), ("person", &person.to_string())]).await;
        assert_eq!(again.status, 422, "a service that needs to know who it is for waits");
        prove(&council, &contact, person).await;
        let opened = staff.get(&record).await;
        assert_eq!(opened.status, 200);
        assert!(opened.has(&format!(".contact-bar a[href='{contact}']")));
        // Somebody else's record is not opened by it, nor the same one in a colleague's contact.
        let other = council.person("Tom Fletcher").await;
        let refused = staff.get(&format!("/desk/people/{other}?contact={}", id(&contact))).await;
        assert!(refused.location().starts_with(&format!("/desk/people/{other}/why")));
        let mut colleague = council.staff("Owen Price").await;
        let refused = colleague.get(&record).await;
        assert!(refused.location().starts_with(&format!("/desk/people/{person}/why")));
        end(&mut staff, &contact, &[("service-1", "-"), ("outcome-1", "informed"), ("resolved", "yes"), ("avoidable", "no")]).await;
    }

    async fn the_wrong_person_leaves_with_what_was_begun_for_them(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let (wrong, right) = (council.person("Mary Hollings").await, council.person("Mary Hollins").await);
        let contact = ring(&mut staff, "telephone").await;
        act(&mut staff, &contact, "/people", &[("person", &wrong.to_string())]).await;
        let started = act(&mut staff, &contact, "/forms", &[("service", "missed-bin-collection"), ("person", &wrong.to_string())]).await;
        let draft = started.location().to_owned();
        let question = staff.get(&format!("{contact}/people/{wrong}/remove")).await;
        assert!(question.words().contains("Report a missed bin collection"), "it says what is thrown away");
        let removed = staff.send(&question, &[]).await;
        assert_eq!(removed.location(), format!("{contact}?done=contact-person-removed"));
        assert_eq!(staff.get(&draft).await.status, 404);
        act(&mut staff, &contact, "/people", &[("person", &right.to_string())]).await;
        let page = staff.get(&contact).await;
        assert_eq!(page.texts(".contact-person h2"), ["Mary Hollins"]);
        assert!(!staff.open_record(wrong).await.has(&format!("a[href='{contact}']")));
        assert!(staff.open_record(right).await.has(&format!("a[href='{contact}']")));
        let wrap_up = staff.get(&format!("{contact}/end")).await;
        assert!(!wrap_up.has("select[name='service-1'] option[selected][value='missed-bin-collection']"));
    }

    async fn a_contact_is_handed_over_with_its_story(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let team = council.team("Waste", &["missed-bin-collection"]).await;
        let person = council.person("Mary Hollings").await;
        let caseworker = [Grant::new(Role::Caseworker, Some(team), None).unwrap()];
        let mut taker = council.staff_with("Gareth Pugh", &caseworker).await;
        let contact = ring(&mut staff, "telephone").await;
        act(&mut staff, &contact, "/people", &[("person", &person.to_string())]).await;
        act(&mut staff, &contact, "/notes", &[("words", "Third time in a month")]).await;
        let page = staff.get(&format!("{contact}/hand-over")).await;
        let again = staff.send(&page, &[("to", "team:nonsense"), ("words", "")]).await;
        assert_eq!((again.status, again.texts(".govuk-error-summary__list li").len()), (422, 2));
        let to = format!("team:{team}");
        let handed = staff.send(&page, &[("to", &to), ("words", "Please ring the crew")]).await;
        assert_eq!(handed.location(), "/desk/contacts?done=contact-handed-over");
        assert_eq!(staff.get(&format!("{contact}/end")).await.status, 404, "it is not hers any more");
        assert!(taker.get("/desk").await.has(&format!("a[href='{contact}']")));
        let asked = taker.get(&contact).await;
        assert!(asked.location().starts_with(&format!("/desk/people/{person}/why")), "whoever looks says why");
        taker.open_record(person).await;
        let page = taker.get(&contact).await;
        assert!(page.words().contains("Third time in a month") && page.words().contains("Please ring the crew"));
        let taken = taker.send(&page, &[]).await;
        assert_eq!(taken.location(), format!("{contact}?done=contact-taken"));
        let again = act(&mut taker, &contact, "/take", &[]).await;
        assert_eq!(again.location(), contact);
        assert_eq!(end(&mut taker, &contact, &[("service-1", "-"), ("outcome-1", "handed-on"), ("resolved", "no"), ("avoidable", "no")]).await.status, 303);
    }

    async fn what_is_no_colleagues_is_not_there(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let mut colleague = council.staff("Owen Price").await;
        let contact = ring(&mut staff, "telephone").await;
        for path in ["/end", "/hand-over"] {
            assert_eq!(colleague.get(&format!("{contact}{path}")).await.status, 404);
        }
        for (path, typed) in [("/notes", ("words", "Mine")), ("/people", ("person", "nobody")), ("/forms", ("service", "missed-bin-collection"))] {
            assert_eq!(act(&mut colleague, &contact, path, &[typed]).await.status, 404, "{path}");
        }
        assert_eq!(staff.get("/desk/contacts/nonsense").await.status, 404);
        assert_eq!(act(&mut staff, "/desk/contacts", "", &[("channel", "online")]).await.status, 404);
    }

    async fn ones_own_record_is_no_contact_of_ones_own(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let person = council.person("Amina Yusuf").await;
        let mut connection = council.state.database.write().await.unwrap();
        let own = connection.find_staff_by_email(&crate::council::email("Amina Yusuf")).await.unwrap().unwrap().id;
        connection.link_own_record(own, person, council.state.clock.now()).await.unwrap();
        drop(connection);
        let contact = ring(&mut staff, "telephone").await;
        assert_eq!(act(&mut staff, &contact, "/people", &[("person", &person.to_string())]).await.status, 403);
        assert!(!staff.get(&format!("{contact}?q=Amina+Yusuf")).await.has("button[name=person]"));
    }

    async fn notes_are_kept_whole_or_given_back(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let contact = ring(&mut staff, "telephone").await;
        let most = "a".repeat(3_000);
        assert_eq!(act(&mut staff, &contact, "/notes", &[("words", &most)]).await.status, 303);
        let more = "b".repeat(3_001);
        let again = act(&mut staff, &contact, "/notes", &[("words", &more)]).await;
        assert_eq!(again.status, 422);
        assert_eq!(again.text("textarea[name=words]").len(), 3_001);
        assert_eq!(act(&mut staff, &contact, "/notes", &[("words", " ")]).await.status, 422);
        let stale = staff.get(&format!("{contact}/end")).await;
        let answers = [("service-1", "-"), ("outcome-1", "informed"), ("resolved", "yes"), ("avoidable", "no")];
        end(&mut staff, &contact, &answers).await;
        let late = act(&mut staff, &contact, "/notes", &[("words", "Too late")]).await;
        assert_eq!(late.status, 422);
        assert!(late.text("textarea[name=words]").contains("Too late"));
        let conflict = staff.send(&stale, &answers).await;
        assert_eq!(conflict.status, 409, "another tab ended it");
    }
}
