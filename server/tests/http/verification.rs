//! Who is calling: each rung is reached by what it takes and by nothing else, and what may be seen and done follows from it.

use guildhall_database::{
    ContactPerson, NewAssertion, PersonId, StoredValue, SubjectId, VerifiedChannel,
};
use guildhall_domain::{
    accounts::Means,
    actors::Channel,
    audit::AuditVerb,
    contacts::{Method, Rung},
    forms::{Address, Answer as Value, iso_date},
    people::{Act, Source, Verification},
    permissions::Grant,
};
use time::Duration;

use crate::{
    browser::{Answer, Browser},
    claims::code_sent_to,
    contacts::{act, id, ring},
    council::{Council, NOW},
    on_each_database,
    openings::trail,
    residents::{address, later, mail, resident},
    reuse,
};

const MARY: &str = "mary@residents.example";

/// What is known of Mary for long, and what she answers to each question about it.
const BORN: &str = "1980-03-09";

/// What was said so long ago that it may be asked about.
async fn tell(council: &Council, person: PersonId, attribute: &str, value: Value) {
    reuse::tell(council, person, attribute, value, 100).await;
}

/// Somebody of whom enough is known for long.
async fn well_known(council: &Council) -> PersonId {
    let person = council.person("Mary Hollings").await;
    let born = Value::Date(iso_date::parse(BORN).unwrap());
    let home = Value::Address(Address {
        line_1: "9 Tannery Street".into(),
        town: "Wrekinbridge".into(),
        postcode: "WR1 2TS".into(),
        ..Address::default()
    });
    tell(council, person, "person.date_of_birth", born).await;
    tell(council, person, "home.address", home).await;
    let number = Value::Text("01632 960 001".into());
    tell(council, person, "contact.telephone", number).await;
    person
}

/// What the caller says to the questions on a page, if it is she.
fn answers(page: &Answer) -> Vec<(String, String)> {
    let labels = page.texts("main form label");
    let said = labels.into_iter().enumerate().map(|(place, label)| {
        let said = match label.as_str() {
            "What is your date of birth?" => "9th of March 1980",
            "What is the first line of your address?" => "9 tannery st",
            "What is your postcode?" => "wr12ts",
            "What are the last three digits of a telephone number we have for you?" => "001",
            other => panic!("{other}"),
        };
        (format!("answer-{}", place + 1), said.to_owned())
    });
    said.collect()
}

async fn answer(staff: &mut Browser, page: &Answer, said: &[(String, String)]) -> Answer {
    let said: Vec<_> = said
        .iter()
        .map(|(name, said)| (name.as_str(), said.as_str()))
        .collect();
    staff.send(page, &said).await
}

fn wrongly(page: &Answer) -> Vec<(String, String)> {
    let mut said = answers(page);
    said[0].1 = "I forgot".into();
    said
}

/// Says that an address is known to reach somebody.
pub async fn reaches(council: &Council, person: PersonId, address: &str) {
    let channel = VerifiedChannel {
        person,
        means: Means::Email,
        address,
        how: "code",
    };
    let mut connection = council.state.database.write().await.unwrap();
    let now = council.state.clock.now();
    connection
        .add_verified_channel(&channel, now)
        .await
        .unwrap();
}

/// Starts a contact with somebody, of whom nobody knows yet that it is they.
pub async fn ring_with(staff: &mut Browser, channel: &str, person: PersonId) -> String {
    let contact = ring(staff, channel).await;
    let chosen = [("person", person.to_string())];
    let chosen: Vec<_> = chosen
        .iter()
        .map(|(name, id)| (*name, id.as_str()))
        .collect();
    assert_eq!(act(staff, &contact, "/people", &chosen).await.status, 303);
    contact
}

/// The page of a contact on which somebody shows who they are.
fn verify(contact: &str, person: PersonId) -> String {
    format!("{contact}/people/{person}/verify")
}

/// Sends a code; the page on which it is typed.
async fn send_code(staff: &mut Browser, contact: &str, person: PersonId) -> Answer {
    let path = format!("/people/{person}/verify/code");
    let sent = act(staff, contact, &path, &[("channel", "0")]).await;
    assert_eq!(sent.status, 303, "{}", sent.words());
    staff.get(sent.location()).await
}

/// Starts a contact with somebody who shows who they are, with a code to an address that is known to be theirs.
pub async fn verified_contact(council: &Council, staff: &mut Browser, person: PersonId) -> String {
    let address = format!("{person}@residents.example");
    reaches(council, person, &address).await;
    let contact = ring_with(staff, "telephone", person).await;
    let page = send_code(staff, &contact, person).await;
    let code = code_sent_to(council, &address).await;
    let right = staff.send(&page, &[("code", &code)]).await;
    assert_eq!(right.location(), format!("{contact}?done=verify-passed"));
    contact
}

async fn known_in(council: &Council, contact: &str, person: PersonId) -> ContactPerson {
    let mut connection = council.state.database.read().await.unwrap();
    let people = connection.list_contact_people(id(contact)).await.unwrap();
    people
        .into_iter()
        .find(|one| one.person_id == person)
        .unwrap()
}

async fn rung(council: &Council, contact: &str, person: PersonId) -> Rung {
    known_in(council, contact, person).await.rung
}

fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

async fn person_of(council: &Council, name: &str) -> PersonId {
    let mut connection = council.state.database.read().await.unwrap();
    let found = connection.list_identities_by_email(&address(name)).await;
    found.unwrap()[0].person_id
}

on_each_database! {
    async fn a_code_to_a_verified_channel_proves_who_calls(council) {
        let person = well_known(&council).await;
        reaches(&council, person, MARY).await;
        let mut staff = council.staff("Amina Yusuf").await;
        let contact = ring_with(&mut staff, "telephone", person).await;
        let card = staff.get(&format!("{contact}?check={person}")).await;
        let link = card.attribute("a[data-shortcut=v]", "href");
        assert_eq!(link, verify(&contact, person));
        let page = staff.get(&link).await;
        assert!(page.words().contains("m••@residents.example") && !page.body.contains(MARY), "{}", page.words());
        assert!(page.words().contains("Not checked") && page.words().contains("Documents are looked at when you meet them."));
        let page = send_code(&mut staff, &contact, person).await;
        assert!(mail(&council, MARY).await.contains("on the telephone with somebody who says they are you"));
        let code = code_sent_to(&council, MARY).await;
        assert_eq!(staff.send(&page, &[("code", "")]).await.status, 422);
        let wrong = staff.send(&page, &[("code", &another(&code))]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(rung(&council, &contact, person).await, Rung::Unverified);
        let right = staff.go_on(&page, &[("code", &code)]).await;
        assert!(right.words().contains("They showed who they are.") && right.words().contains("Proved"), "{}", right.words());
        let known = known_in(&council, &contact, person).await;
        assert_eq!((known.rung, known.method()), (Rung::Proved, Some(Method::Code)));
        let record = staff.get(&format!("/desk/people/{person}?contact={}", id(&contact))).await;
        assert_eq!(record.status, 200);
        assert!(record.text(".contact-bar-checked").contains("Mary Hollings: Proved, 27 March 2026"), "{}", record.words());
        let again = staff.send(&page, &[("code", &code)]).await;
        assert!(again.location().ends_with("done=verify-code-over"), "a code works once");
        let written = trail(&council, AuditVerb::CallerVerified).await;
        assert_eq!((written.len(), written[0].thing_id, written[0].details["method"].as_str()), (1, Some(person.0), "code"));
    }

    async fn a_code_works_in_its_contact_in_time_and_for_five_tries(council) {
        let person = well_known(&council).await;
        reaches(&council, person, MARY).await;
        let mut staff = council.staff("Amina Yusuf").await;
        let (one, other) = (ring_with(&mut staff, "telephone", person).await, ring_with(&mut staff, "counter", person).await);
        let page = send_code(&mut staff, &one, person).await;
        let code = code_sent_to(&council, MARY).await;
        let elsewhere = page.path.replace(&one, &other);
        let form = staff.get(&elsewhere).await;
        let refused = staff.send(&form, &[("code", &code)]).await;
        assert!(refused.location().ends_with("done=verify-code-over"));
        assert_eq!(rung(&council, &other, person).await, Rung::Unverified);
        let mut colleague = council.staff("Joan Pryce").await;
        assert_eq!(act(&mut colleague, &page.path, "", &[("code", &code)]).await.status, 404);
        let (_, mut late) = later(&council, &staff, Duration::minutes(11));
        let expired = late.send(&page, &[("code", &code)]).await;
        assert!(expired.location().ends_with("done=verify-code-over"));
        // Four wrong tries may be typed again, the fifth is the last.
        let page = send_code(&mut staff, &one, person).await;
        let code = code_sent_to(&council, MARY).await;
        for _ in 0..4 {
            assert_eq!(staff.send(&page, &[("code", &another(&code))]).await.status, 422);
        }
        let spent = staff.send(&page, &[("code", &another(&code))]).await;
        assert!(spent.location().ends_with("done=verify-code-spent"));
        assert!(staff.send(&page, &[("code", &code)]).await.location().ends_with("done=verify-code-over"));
        assert!(mail(&council, MARY).await.contains("somebody was in touch with us who said they were you"));
        assert_eq!(rung(&council, &one, person).await, Rung::Unverified);
        assert_eq!(trail(&council, AuditVerb::CallerNotVerified).await.len(), 1);
        let path = format!("/people/{person}/verify/code");
        let mut statuses = Vec::new();
        for _ in 0..5 {
            statuses.push(act(&mut staff, &one, &path, &[("channel", "0")]).await.status);
        }
        assert_eq!(statuses.last(), Some(&429), "nobody is sent codes without end: {statuses:?}");
    }

    async fn a_channel_that_is_not_theirs_alone_proves_nothing(council) {
        let (mary, idris) = (council.person("Mary Hollings").await, council.person("Idris Cole").await);
        let mut staff = council.staff("Amina Yusuf").await;
        let contact = ring_with(&mut staff, "telephone", mary).await;
        let place = verify(&contact, mary);
        let path = format!("/people/{mary}/verify/code");
        let closed = format!("{place}?done=verify-way-closed");
        assert!(staff.get(&place).await.words().contains("We know no address or number that is verified as theirs."));
        assert_eq!(act(&mut staff, &contact, &path, &[("channel", "0")]).await.location(), closed);
        for person in [mary, idris] {
            reaches(&council, person, "both@residents.example").await;
        }
        assert!(staff.get(&place).await.words().contains("Other people have the same address or number"));
        assert_eq!(act(&mut staff, &contact, &path, &[("channel", "0")]).await.location(), closed);
        let written = ring_with(&mut staff, "post", mary).await;
        reaches(&council, mary, MARY).await;
        let page = staff.get(&verify(&written, mary)).await;
        assert!(page.words().contains("Nobody is at hand to ask.") && !page.has("form[action$='/verify/code']"), "a letter shows nothing");
    }

    async fn a_yes_in_the_account_proves_it_and_a_no_takes_it_back(council) {
        let mut mary = resident(&council, "Mary Hollings").await;
        let person = person_of(&council, "Mary Hollings").await;
        let mut idris = resident(&council, "Idris Cole").await;
        let mut staff = council.staff("Amina Yusuf").await;
        let contact = ring_with(&mut staff, "telephone", person).await;
        let path = format!("/people/{person}/verify/approval");
        let asked = act(&mut staff, &contact, &path, &[]).await;
        assert!(asked.location().ends_with("done=verify-asked"));
        assert!(staff.get(&verify(&contact, person)).await.words().contains("They have not answered yet."));
        let account = mary.get("/account").await;
        assert!(account.words().contains("Amina of the council is dealing with somebody who says they are you."), "{}", account.words());
        let link = account.attribute("a[href^='/account/approvals/']", "href");
        assert!(!idris.get("/account").await.body.contains("/account/approvals/"));
        assert_eq!(idris.get(&link).await.status, 404);
        let csrf = idris.get("/account/claim").await.csrf();
        assert_eq!(idris.post(&link, &[("csrf", csrf.as_str()), ("answer", "yes")]).await.status, 404);
        assert_eq!(council.browser().get(&link).await.status, 303, "after signing in");
        let page = mary.get(&link).await;
        assert_eq!(mary.send(&page, &[]).await.status, 422);
        assert_eq!(rung(&council, &contact, person).await, Rung::Unverified);
        assert!(mary.go_on(&page, &[("answer", "yes")]).await.words().contains("We know now that it is you."));
        assert_eq!(known_in(&council, &contact, person).await.method(), Some(Method::Approval));
        assert_eq!(mary.send(&page, &[("answer", "no")]).await.status, 404, "it is answered once");

        act(&mut staff, &contact, &path, &[]).await;
        let link = mary.get("/account").await.attribute("a[href^='/account/approvals/']", "href");
        let (_, mut late) = later(&council, &mary, Duration::minutes(11));
        assert_eq!(late.get(&link).await.status, 404);
        let page = mary.get(&link).await;
        mary.go_on(&page, &[("answer", "no")]).await;
        assert_eq!(rung(&council, &contact, person).await, Rung::Unverified, "whatever was shown before");
        assert!(staff.get(&contact).await.words().contains("said in their account that they are not the one in touch"));
        assert!(staff.get(&verify(&contact, person)).await.words().contains("they are not the one in touch"));
        let questions = staff.get(&format!("{}/questions", verify(&contact, person))).await;
        assert!(questions.location().ends_with("done=verify-way-closed"));
        assert_eq!(trail(&council, AuditVerb::CallerNotVerified).await.len(), 1);
    }

    async fn questions_are_answered_and_nobody_sees_the_answers(council) {
        let person = well_known(&council).await;
        let mut staff = council.staff("Amina Yusuf").await;
        let contact = ring_with(&mut staff, "telephone", person).await;
        let place = format!("{}/questions", verify(&contact, person));
        let page = staff.get(&place).await;
        assert_eq!(page.texts("main form label").len(), 3, "{}", page.words());
        for secret in ["Tannery", "WR1 2TS", "1980", "960 001"] {
            assert!(!page.body.contains(secret), "{secret}");
        }
        assert_eq!(staff.get(&place).await.texts("main form label"), page.texts("main form label"), "looking again draws nothing");
        let another = ring_with(&mut staff, "telephone", person).await;
        let elsewhere = staff.get(&place.replace(&contact, &another)).await;
        assert_eq!(elsewhere.texts("main form label"), page.texts("main form label"), "nor does another contact");
        let mut blank = answers(&page);
        blank[1].1 = String::new();
        let refused = answer(&mut staff, &page, &blank).await;
        assert_eq!((refused.status, refused.attribute("#answer-1", "value")), (422, blank[0].1.clone()));
        assert!(trail(&council, AuditVerb::CallerNotVerified).await.is_empty(), "a blank is no try");
        let right = answer(&mut staff, &refused, &answers(&refused)).await;
        assert_eq!(right.location(), format!("{contact}?done=verify-passed"));
        let known = known_in(&council, &contact, person).await;
        assert_eq!((known.rung, known.method()), (Rung::Answered, Some(Method::Questions)));
        assert_eq!(rung(&council, &another, person).await, Rung::Unverified, "in that contact alone");
        let replayed = answer(&mut staff, &elsewhere, &answers(&elsewhere)).await;
        assert_eq!(replayed.status, 422);
        assert!(replayed.words().contains("These are other questions now"));
        let little = council.person("Idris Cole").await;
        let contact = ring_with(&mut staff, "telephone", little).await;
        assert!(staff.get(&verify(&contact, little)).await.words().contains("We know too little of them"));
        let closed = staff.get(&format!("{}/questions", verify(&contact, little))).await;
        assert!(closed.location().ends_with("done=verify-way-closed"));
    }

    async fn questions_guessed_are_locked_for_everybody_and_the_resident_told(council) {
        let person = well_known(&council).await;
        reaches(&council, person, MARY).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let mut joan = council.staff("Joan Pryce").await;
        let of_amina = ring_with(&mut amina, "telephone", person).await;
        let of_joan = ring_with(&mut joan, "counter", person).await;
        let questions = |contact: &str| format!("{}/questions", verify(contact, person));
        for _ in 0..2 {
            let page = amina.get(&questions(&of_amina)).await;
            let wrong = answer(&mut amina, &page, &wrongly(&page)).await;
            assert_eq!(wrong.status, 422);
            assert!(wrong.words().contains("That was not enough to know who they are"));
            assert!(!wrong.body.contains("Tannery") && !wrong.body.contains("9th of March"), "nothing is said of which was wrong");
        }
        let page = joan.get(&questions(&of_joan)).await;
        let locked = answer(&mut joan, &page, &wrongly(&page)).await;
        assert!(locked.location().ends_with("done=verify-questions-locked"));
        for (staff, contact) in [(&mut amina, &of_amina), (&mut joan, &of_joan)] {
            assert!(staff.get(&questions(contact)).await.location().ends_with("done=verify-way-closed"));
            let page = staff.get(&verify(contact, person)).await;
            assert!(page.words().contains("Questions can be asked again from 28 March 2026"), "{}", page.words());
        }
        assert!(answer(&mut joan, &page, &answers(&page)).await.location().ends_with("done=verify-way-closed"));
        assert!(mail(&council, MARY).await.contains("They could not show it."));
        assert_eq!(trail(&council, AuditVerb::QuestionsLocked).await.len(), 1);
        assert_eq!(trail(&council, AuditVerb::CallerNotVerified).await.len(), 3);
        for contact in [&of_amina, &of_joan] {
            assert_eq!(rung(&council, contact, person).await, Rung::Unverified);
        }
        let mut state = council.state.clone();
        state.clock = guildhall::clock::Clock::fixed(NOW + Duration::hours(24));
        let mut connection = state.database.read().await.unwrap();
        let drawn = connection.find_drawn(person).await.unwrap().unwrap();
        assert!(drawn.failures.locked(NOW + Duration::hours(24)).is_none());
        assert!(drawn.failures.locked(NOW + Duration::hours(24) - Duration::SECOND).is_some());
    }

    async fn two_who_guess_at_once_have_no_more_tries_than_one(council) {
        let person = well_known(&council).await;
        let mut guessing = Vec::new();
        for name in ["Amina Yusuf", "Joan Pryce", "Owen Castle", "Sunita Rao"] {
            let mut staff = council.staff(name).await;
            let contact = ring_with(&mut staff, "telephone", person).await;
            guessing.push((staff, format!("{}/questions", verify(&contact, person))));
        }
        for round in 1..=3_usize {
            let mut pages = Vec::new();
            for (staff, place) in &mut guessing {
                pages.push(staff.get(place).await);
            }
            let tries = guessing.iter().zip(pages).map(|((staff, _), page)| {
                let mut staff = staff.clone();
                tokio::spawn(async move { answer(&mut staff, &page, &wrongly(&page)).await.status })
            });
            let tries: Vec<_> = tries.collect();
            for one in tries {
                assert!(matches!(one.await.unwrap(), 303 | 422));
            }
            assert_eq!(trail(&council, AuditVerb::CallerNotVerified).await.len(), round, "one of those who guess at once counts");
        }
        assert_eq!(trail(&council, AuditVerb::QuestionsLocked).await.len(), 1);
        let (staff, place) = &mut guessing[0];
        assert!(staff.get(place).await.location().ends_with("done=verify-way-closed"));
    }

    async fn documents_are_seen_where_people_meet_by_those_who_check(council) {
        let person = council.person("Mary Hollings").await;
        let mut staff = council.staff("Amina Yusuf").await;
        let on_telephone = ring_with(&mut staff, "telephone", person).await;
        let path = format!("/people/{person}/verify/documents");
        let seen = [("document", "passport")];
        assert!(act(&mut staff, &on_telephone, &path, &seen).await.location().ends_with("done=verify-way-closed"));
        assert_eq!(rung(&council, &on_telephone, person).await, Rung::Unverified);
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        let of_caseworker = ring_with(&mut caseworker, "counter", person).await;
        assert!(act(&mut caseworker, &of_caseworker, &path, &seen).await.location().ends_with("done=verify-way-closed"));
        let at_counter = ring_with(&mut staff, "counter", person).await;
        let page = staff.get(&format!("{at_counter}{path}")).await;
        assert_eq!(staff.send(&page, &[("document", "bank-statement")]).await.status, 422);
        let right = staff.send(&page, &seen).await;
        assert_eq!(right.location(), format!("{at_counter}?done=verify-passed"));
        assert_eq!(known_in(&council, &at_counter, person).await.method(), Some(Method::Documents));
        assert_eq!(trail(&council, AuditVerb::DocumentsSeen).await[0].details["documents"], "passport");
    }

    async fn nothing_is_opened_beyond_the_rung(council) {
        let person = well_known(&council).await;
        tell(&council, person, "person.former_names", Value::Text("Mary Quarrie".into())).await;
        let mut staff = council.staff("Amina Yusuf").await;
        let reference = {
            let contact = ring_with(&mut staff, "telephone", person).await;
            let chosen = [("service", "missed-bin-collection".to_owned()), ("person", person.to_string())];
            let chosen: Vec<_> = chosen.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let started = act(&mut staff, &contact, "/forms", &chosen).await;
            let first = staff.get(started.location()).await;
            let check = crate::journey::fill_in(&mut staff, first).await;
            staff.go_on(&check, &[]).await.text(".reference")
        };
        let contact = ring_with(&mut staff, "telephone", person).await;
        let number = id(&contact);
        let check = format!("{contact}?check={person}");
        let page = |path: &str| format!("{path}{}contact={number}", if path.contains('?') { '&' } else { '?' });
        let record = format!("/desk/people/{person}");
        let telephone = format!("{record}/record/contact.telephone");
        let needs = format!("{record}/record/person.communication_needs");
        let former = format!("{record}/record/person.former_names");
        let case = format!("/desk/cases/{reference}");
        let change = [("act", "change"), ("value", "01632 960 002"), ("channel", "telephone")];
        for path in [record.clone(), format!("{record}?case={reference}"), telephone.clone(), former.clone(), case.clone()] {
            let closed = staff.get(&page(&path)).await;
            assert_eq!((closed.status, closed.location()), (303, check.as_str()), "{path}");
            assert_eq!(act(&mut staff, &page(&path), "", &change).await.status, if path.contains("/people/") && !path.contains("record/") { 405 } else { 303 }, "{path}");
        }
        let form = |slug: &'static str| [("service", slug.to_owned()), ("person", person.to_string())];
        let parking = form("resident-parking-permit").map(|(name, value)| (name, value));
        let parking: Vec<_> = parking.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(act(&mut staff, &contact, "/forms", &parking).await.status, 422);
        let card = staff.get(&check).await;
        assert!(!card.body.contains(&reference) && card.words().contains("Check who they are before you open their record."));

        let questions = staff.get(&format!("{}/questions", verify(&contact, person))).await;
        answer(&mut staff, &questions, &answers(&questions)).await;
        let shown = staff.get(&page(&record)).await;
        assert_eq!(shown.status, 200);
        assert!(shown.words().contains("01632 960 001") && !shown.body.contains("Quarrie"), "what needs a checked identity is not read out");
        assert!(shown.text(".contact-bar-checked").contains("Answered questions"));
        assert_eq!(staff.get(&page(&former)).await.status, 404);
        assert_eq!(act(&mut staff, &page(&telephone), "", &change).await.status, 303);
        let one = staff.get(&page(&needs)).await;
        assert!(one.words().contains("they have to show more surely who they are"), "{}", one.words());
        let sensitive = act(&mut staff, &page(&needs), "", &[("act", "change"), ("value", "large-print"), ("channel", "telephone")]).await;
        assert_eq!(sensitive.location(), verify(&contact, person));
        assert_eq!(staff.get(&page(&case)).await.status, 200);
        assert!(!act(&mut staff, &contact, "/forms", &parking).await.location().is_empty());
        let held = form("see-what-we-hold-about-you");
        let held: Vec<_> = held.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(act(&mut staff, &contact, "/forms", &held).await.status, 422, "that service needs proof");
        assert_eq!(staff.get(&page(&format!("{record}/export"))).await.status, 403);

        reaches(&council, person, MARY).await;
        let typing = send_code(&mut staff, &contact, person).await;
        let code = code_sent_to(&council, MARY).await;
        staff.send(&typing, &[("code", &code)]).await;
        assert!(staff.get(&page(&record)).await.body.contains("Quarrie"));
        assert_eq!(staff.get(&page(&former)).await.status, 200);
        let changed = act(&mut staff, &page(&needs), "", &[("act", "change"), ("value", "large-print"), ("channel", "telephone")]).await;
        assert!(changed.location().contains("done=held-saved"), "{}", changed.words());
        // A lower rung does not take the place of a higher one.
        let questions = staff.get(&format!("{}/questions", verify(&contact, person))).await;
        answer(&mut staff, &questions, &answers(&questions)).await;
        assert_eq!(known_in(&council, &contact, person).await.method(), Some(Method::Code));
    }

    async fn whoever_speaks_for_somebody_shows_it_first(council) {
        let (mary, joan) = (well_known(&council).await, council.person("Joan Whitcombe").await);
        let mut staff = council.staff("Amina Yusuf").await;
        let contact = ring_with(&mut staff, "telephone", joan).await;
        let represented = [("person", mary.to_string()), ("speaker", joan.to_string())];
        let represented: Vec<_> = represented.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(act(&mut staff, &contact, "/people", &represented).await.status, 303);
        let place = verify(&contact, mary);
        let path = format!("/people/{mary}/verify/authority");
        assert!(staff.get(&place).await.words().contains("First check who the person is that speaks for them."));
        let prove = |council: &Council| {
            let (database, contact) = (council.state.database.clone(), id(&contact));
            async move {
                let mut connection = database.write().await.unwrap();
                connection.reach_rung(contact, joan, Method::Code, NOW.into()).await.unwrap();
            }
        };
        prove(&council).await;
        tell(&council, mary, "person.representative", Value::Text("joan whitcombe".into())).await;
        let page = staff.get(&place).await;
        assert!(page.words().contains("Their record does not name the person who speaks for them, or nobody has verified it."), "what she said herself is not verified: {}", page.words());
        assert!(act(&mut staff, &contact, &path, &[]).await.location().ends_with("done=verify-way-closed"));
        for way in ["questions", "documents"] {
            assert!(staff.get(&format!("{place}/{way}")).await.location().ends_with("done=verify-way-closed"), "{way}");
        }
        let assertion = NewAssertion {
            subject: SubjectId::Person(mary),
            attribute: "person.representative".into(),
            act: Act::Confirmed,
            value: Some(StoredValue::Open(Value::Text("Joan Whitcombe".into()))),
            since: None,
            valid_until: None,
            source: Source::Adviser,
            verified: Verification::Documents,
            actor: None,
            channel: Channel::Counter,
            case_id: None,
            about: None,
            reason: None,
        };
        council.state.database.write().await.unwrap().add_assertion(&assertion, (NOW - Duration::days(3)).into()).await.unwrap();
        assert!(act(&mut staff, &contact, &path, &[]).await.location().ends_with("done=verify-passed"));
        let known = known_in(&council, &contact, mary).await;
        assert_eq!((known.rung, known.method()), (Rung::Answered, Some(Method::Authority)));
        act(&mut staff, &contact, &format!("/people/{joan}/remove"), &[]).await;
        assert_eq!(rung(&council, &contact, mary).await, Rung::Unverified, "it goes with whoever spoke");
    }

    async fn a_search_in_a_contact_shows_what_was_said_and_masks_the_rest(council) {
        let person = well_known(&council).await;
        let mut connection = council.state.database.begin().await.unwrap();
        guildhall::records::project(&mut connection, &council.state, person).await.unwrap();
        connection.commit().await.unwrap();
        let mut staff = council.staff("Amina Yusuf").await;
        let contact = ring(&mut staff, "telephone").await;
        let by_name = staff.get(&format!("{contact}?q=Mary+Hollings")).await.text(".contact-found");
        assert!(by_name.contains("1980") && by_name.contains("WR1"), "{by_name}");
        for secret in ["March", "2TS", "Tannery", "001"] {
            assert!(!by_name.contains(secret), "{secret} in {by_name}");
        }
        let by_birth = staff.get(&format!("{contact}?q=Mary+Hollings+9/3/1980")).await.text(".contact-found");
        assert!(by_birth.contains("9 March 1980") && !by_birth.contains("Tannery"), "{by_birth}");
        let by_postcode = staff.get(&format!("{contact}?q=Hollings+WR1+2TS")).await.text(".contact-found");
        assert!(by_postcode.contains("WR1 2TS") && !by_postcode.contains("March"), "{by_postcode}");
    }

    async fn whoever_is_on_the_telephone_is_checked_before_the_record_opens(council) {
        let person = council.person("Mary Hollings").await;
        let mut staff = council.staff("Amina Yusuf").await;
        let why = staff.visit(&format!("/desk/people/{person}")).await;
        let contact = staff.go_on(&why, &[("contact", "telephone")]).await;
        assert!(contact.path.starts_with("/desk/contacts/") && contact.path.ends_with(&format!("?check={person}")), "{}", contact.path);
        assert!(contact.words().contains("Contact: Telephone") || contact.words().contains("Mary Hollings"));
        assert!(!contact.body.contains("01632 960 001"));
        assert!(trail(&council, AuditVerb::RecordOpened).await.is_empty());
        let mut officer = council.staff_with("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        let why = officer.visit(&format!("/desk/people/{person}")).await;
        assert!(!why.has("button[value=telephone]"), "who takes no calls starts no contact");
        assert_eq!(officer.send(&why, &[("contact", "telephone")]).await.status, 422);
    }

    async fn nobody_checks_themselves(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let person = well_known(&council).await;
        let contact = ring_with(&mut staff, "telephone", person).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        let amina = transaction.find_staff_by_email("amina.yusuf@wrekinshire.example").await.unwrap().unwrap();
        assert!(guildhall::access::link_own_record(&mut transaction, amina.id, person, NOW.into()).await.is_ok());
        transaction.commit().await.unwrap();
        assert_eq!(staff.get(&verify(&contact, person)).await.status, 403);
        assert_eq!(staff.get(&format!("{}/questions", verify(&contact, person))).await.status, 403);
        assert_eq!(trail(&council, AuditVerb::OwnRecordRefused).await.len(), 2);
    }
}
