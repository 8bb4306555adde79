//! What was told once is not asked again, by whom it may be seen, and what becomes of it.

use guildhall::{
    catalogue,
    commands::keys as commands,
    keys::{Keys, new_key},
};
use guildhall_database::{
    FormSource, Identity, NewAssertion, PersonId, StoredAssertion, StoredValue, SubjectId,
};
use guildhall_domain::{
    actors::Channel,
    forms::{Address, Answer, Asked, CheckedForm},
    people::{Act, Dictionary, Source, Verification},
    services::Definition,
    text::Text,
};
use time::Duration;

use crate::{
    browser::{Answer as Page, Browser},
    claims::{GIVEN, code_sent_to, send},
    contacts::act,
    council::{Council, NOW},
    journey::session,
    on_each_database,
    residents::{address, later, resident},
    verification::verified_contact,
};

pub const NAME_AND_ADDRESS: &str = "pages:
- {id: your-name, title: What is your name?, items: [
    {type: text, name: full_name, label: What is your name?, records: person.name}]}
- {id: your-address, title: What is your address?, items: [
    {type: address, name: home, label: What is your address?, records: home.address}]}
- {id: anything, title: Anything else?, items: [
    {type: text, name: anything, label: Anything else?}]}";

const MOVING: &str = "pages:
- {id: moved, title: Have you moved?, items: [{type: yes-no, name: moved, label: Have you moved?}]}
- {id: your-address, title: What is your address?, when: {field: moved, is: \"yes\"}, items: [
    {type: address, name: home, label: What is your address?, records: home.address}]}
- {id: anything, title: Anything else?, items: [
    {type: text, name: anything, label: Anything else?}]}";

const BANK: &str = "pages:
- {id: bank, title: Bank details, items: [
    {type: text, name: bank, label: Account number, records: money.bank_account}]}
- {id: anything, title: Anything else?, items: [
    {type: text, name: anything, label: Anything else?}]}";

const ACCOUNT: &str = "60-00-01 31926819";

pub const TANNERY: [(&str, &str); 3] = [
    ("home-line-1", "9 Tannery Street"),
    ("home-town", "Wrekinbridge"),
    ("home-postcode", "WR1 2TS"),
];

const QUARRY: [(&str, &str); 3] = [
    ("home-line-1", "14 Quarry Row"),
    ("home-town", "Wrekinbridge"),
    ("home-postcode", "WR1 4QR"),
];

/// Publishes a service that asks this.
pub async fn publish(council: &Council, slug: &str, form: &str) {
    let shipped = catalogue::shipped().unwrap();
    let (_, mut definition): (String, Definition) = shipped
        .into_iter()
        .find(|(slug, _)| slug == "missed-bin-collection")
        .unwrap();
    let form = CheckedForm::parse(slug, form).unwrap();
    let problems = council.state.dictionary.binding_problems(&form, slug);
    assert!(problems.is_empty(), "{problems:?}");
    definition.form = form.form().clone();
    definition.service.title = Text::from(format!("The {slug} service").as_str());
    let mut transaction = council.state.database.begin().await.unwrap();
    let now = council.state.clock.now();
    let source = FormSource::Xgov;
    let stored = catalogue::store(&mut transaction, slug, &definition, source, true, now).await;
    stored.unwrap();
    transaction.commit().await.unwrap();
}

/// Starts a service; the page that it leads to.
pub async fn begin(browser: &mut Browser, slug: &str) -> Page {
    let start = browser.get(&format!("/services/{slug}")).await;
    browser.go_on(&start, &[]).await
}

/// Goes on from the address page to check-your-answers.
pub async fn to_check(browser: &mut Browser, page: &Page, typed: &[(&str, &str)]) -> Page {
    let page = browser.go_on(page, typed).await;
    let check = browser.go_on(&page, &[("anything", "No")]).await;
    assert_eq!(check.text("h1"), "Check your answers", "{}", check.words());
    check
}

async fn identity(council: &Council, name: &str) -> Identity {
    let mut connection = council.state.database.read().await.unwrap();
    let found = connection.list_identities_by_email(&address(name)).await;
    found.unwrap().remove(0)
}

async fn told(council: &Council, person: PersonId, attribute: &str) -> Vec<StoredAssertion> {
    let subject = SubjectId::Person(person);
    let mut connection = council.state.database.read().await.unwrap();
    let all = connection.list_assertions(subject).await.unwrap();
    all.get(attribute).cloned().unwrap_or_default()
}

/// The values of an attribute that were stated, as they lie in the database.
async fn values(council: &Council, person: PersonId, attribute: &str) -> Vec<String> {
    let told = told(council, person, attribute).await.into_iter();
    let open = told.filter_map(|one| match one.value? {
        StoredValue::Open(Answer::Address(address)) => Some(address.line_1),
        StoredValue::Open(answer) => answer.text().map(str::to_owned),
        StoredValue::Sealed(sealed) => Some(sealed),
    });
    open.collect()
}

/// What somebody said of themselves online, so many days ago.
pub async fn tell(
    council: &Council,
    person: PersonId,
    attribute: &str,
    value: Answer,
    days_ago: i64,
) {
    let assertion = NewAssertion {
        subject: SubjectId::Person(person),
        attribute: attribute.to_owned(),
        act: Act::Stated,
        value: Some(StoredValue::Open(value)),
        since: None,
        valid_until: None,
        source: Source::Resident,
        verified: Verification::Unverified,
        actor: None,
        channel: Channel::Online,
        case_id: None,
        about: None,
        reason: None,
    };
    let mut connection = council.state.database.write().await.unwrap();
    let at = (NOW - Duration::days(days_ago)).into();
    connection.add_assertion(&assertion, at).await.unwrap();
}

fn tannery() -> Answer {
    Answer::Address(Address {
        line_1: "9 Tannery Street".into(),
        town: "Wrekinbridge".into(),
        postcode: "WR1 2TS".into(),
        ..Address::default()
    })
}

/// A browser in which somebody is signed in whose identity is checked.
async fn checked_resident(council: &Council, name: &str) -> (Browser, PersonId) {
    let browser = resident(council, name).await;
    let identity = identity(council, name).await;
    let mut connection = council.state.database.write().await.unwrap();
    let now = council.state.clock.now();
    let verified = connection
        .verify_identity(identity.id, "passport", None, now)
        .await;
    verified.unwrap();
    (browser, identity.person_id)
}

/// A form that is started in a contact for somebody with whom it is.
pub async fn start_in(staff: &mut Browser, contact: &str, person: PersonId, slug: &str) -> Page {
    let person = person.to_string();
    let typed = [("service", slug), ("person", person.as_str())];
    let started = act(staff, contact, "/forms", &typed).await;
    assert_eq!(started.status, 303, "{}", started.words());
    staff.get(started.location()).await
}

/// An adviser or another member of staff starts a form for somebody who showed who they are, with a code in a contact.
async fn start_for_verified(
    council: &Council,
    staff: &mut Browser,
    person: PersonId,
    slug: &str,
) -> Page {
    let contact = verified_contact(council, staff, person).await;
    start_in(staff, &contact, person, slug).await
}

on_each_database! {
    async fn what_was_told_once_is_used_or_confirmed(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        publish(&council, "second", NAME_AND_ADDRESS).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "first").await;
        assert_eq!(page.text("h1"), "What is your address?", "their name is known from their account");
        let check = to_check(&mut browser, &page, &TANNERY).await;
        assert!(check.words().contains("Idris Cole You told us this on 27 March 2026."), "{}", check.words());
        browser.go_on(&check, &[]).await;

        let page = begin(&mut browser, "second").await;
        let from = "You told us this on 27 March 2026, in “The first service”.";
        assert!(page.words().contains("9 Tannery Street") && page.words().contains(from), "{}", page.words());
        let nothing = browser.send(&page, &[]).await;
        assert_eq!((nothing.status, nothing.text(".govuk-error-summary__list")), (422, "Select yes if it is still right".into()));
        let boxes = browser.go_on(&nothing, &[("known-is-right", "change")]).await;
        assert_eq!(boxes.attribute("#home-line-1", "value"), "9 Tannery Street");
        let check = to_check(&mut browser, &nothing, &[("known-is-right", "yes")]).await;
        browser.go_on(&check, &[]).await;
        let person = identity(&council, "Idris Cole").await.person_id;
        let acts: Vec<Act> = told(&council, person, "home.address").await.iter().map(|one| one.assertion.act).collect();
        assert_eq!(acts, [Act::Stated, Act::Confirmed]);
        assert_eq!(told(&council, person, "person.name").await.len(), 1, "what was used says nothing new");
    }

    async fn a_change_elsewhere_reaches_a_form_that_is_ready_to_be_sent(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        publish(&council, "second", NAME_AND_ADDRESS).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "first").await;
        let first = to_check(&mut browser, &page, &TANNERY).await;
        let (_, mut other_tab) = later(&council, &browser, Duration::minutes(5));
        let page = begin(&mut other_tab, "second").await;
        let second = to_check(&mut other_tab, &page, &QUARRY).await;
        other_tab.go_on(&second, &[]).await;

        let (_, mut browser) = later(&council, &browser, Duration::minutes(6));
        let sent = browser.send(&first, &[]).await;
        assert_eq!((sent.status, sent.location()), (303, first.path.as_str()), "nothing is sent that was not seen");
        let check = browser.get(&first.path).await;
        for words in ["We have used newer answers", "in “The second service”", "It was “9 Tannery Street, Wrekinbridge, WR1 2TS” here", "14 Quarry Row"] {
            assert!(check.words().contains(words), "{words}: {}", check.words());
        }
        let again = browser.get(&first.path).await;
        assert!(again.words().contains("14 Quarry Row"), "looking twice changes nothing: {}", again.words());
        let done = browser.go_on(&again, &[]).await;
        let reference = done.text(".reference");
        let person = identity(&council, "Idris Cole").await.person_id;
        assert_eq!(values(&council, person, "home.address").await, ["14 Quarry Row"]);
        let mut connection = council.state.database.read().await.unwrap();
        let case = connection.find_case(&reference).await.unwrap().unwrap();
        let frozen = connection.find_submission(case.id).await.unwrap().unwrap().snapshot.0;
        let frozen = serde_json::to_string(&frozen).unwrap();
        assert!(frozen.contains("14 Quarry Row") && !frozen.contains("Tannery"), "{frozen}");
    }

    async fn nobody_confirms_what_they_were_not_shown(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        publish(&council, "second", NAME_AND_ADDRESS).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let person = identity(&council, "Idris Cole").await.person_id;
        tell(&council, person, "home.address", tannery(), 30).await;
        let shown = begin(&mut browser, "first").await;
        let (_, mut browser) = later(&council, &browser, Duration::minutes(5));
        let page = begin(&mut browser, "second").await;
        let page = browser.go_on(&page, &[("known-is-right", "change")]).await;
        let check = to_check(&mut browser, &page, &QUARRY).await;
        browser.go_on(&check, &[]).await;
        let (_, mut browser) = later(&council, &browser, Duration::minutes(6));
        let again = browser.go_on(&shown, &[("known-is-right", "yes")]).await;
        assert_eq!(again.path, shown.path);
        assert!(again.words().contains("14 Quarry Row"), "{}", again.words());
        assert_eq!(values(&council, person, "home.address").await, ["9 Tannery Street", "14 Quarry Row"]);
    }

    async fn answers_that_are_asked_no_longer_do_not_reach_the_record(council) {
        publish(&council, "moving", MOVING).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "moving").await;
        let page = browser.go_on(&page, &[("moved", "yes")]).await;
        let check = to_check(&mut browser, &page, &QUARRY).await;
        let page = browser.get(&format!("{}/moved?change=1", session(&check))).await;
        let check = browser.go_on(&page, &[("moved", "no")]).await;
        assert!(!check.words().contains("14 Quarry Row"));
        let done = browser.go_on(&check, &[]).await;
        let person = identity(&council, "Idris Cole").await.person_id;
        assert!(told(&council, person, "home.address").await.is_empty());
        let mut connection = council.state.database.read().await.unwrap();
        let case = connection.find_case(&done.text(".reference")).await.unwrap().unwrap();
        let frozen = connection.find_submission(case.id).await.unwrap().unwrap().snapshot.0;
        assert_eq!(frozen.pages[1].questions[0].asked, Asked::NotAsked);
    }

    async fn what_is_old_stands_in_the_box_to_be_looked_at(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let person = identity(&council, "Idris Cole").await.person_id;
        tell(&council, person, "home.address", tannery(), 731).await;
        let page = begin(&mut browser, "first").await;
        assert_eq!(page.attribute("#home-line-1", "value"), "9 Tannery Street");
        assert!(page.words().contains("You told us this on 26 March 2024. Check that it is still right."), "{}", page.words());
        assert!(!page.has("[name=known-is-right]"));
        let check = browser.get(&format!("{}/check", session(&page))).await;
        assert_eq!(check.location(), page.path, "it is not carried without being asked");
        let check = to_check(&mut browser, &page, &TANNERY).await;
        browser.go_on(&check, &[]).await;
        assert!(begin(&mut browser, "first").await.has("[name=known-is-right]"), "it is fresh again");
    }

    async fn whoever_is_not_signed_in_gets_nothing(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let mut known = resident(&council, "Idris Cole").await;
        begin(&mut known, "first").await;
        let mut browser = council.browser();
        let page = begin(&mut browser, "first").await;
        assert_eq!((page.text("h1"), page.attribute("#full_name", "value")), ("What is your name?".into(), String::new()));
        assert!(!page.body.contains("Idris"));
    }

    async fn nobody_opens_the_form_of_another(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let person = identity(&council, "Idris Cole").await.person_id;
        tell(&council, person, "home.address", tannery(), 1).await;
        let page = begin(&mut browser, "first").await;
        let mut mallory = resident(&council, "Mallory Price").await;
        let own = begin(&mut mallory, "first").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        for path in [page.path.clone(), format!("{}?edit=1", page.path), session(&page), format!("{}/check", session(&page)), format!("{}/your-name?change=1", session(&page))] {
            for stranger in [&mut mallory, &mut adviser, &mut council.browser()] {
                let answer = stranger.get(&path).await;
                assert!(!answer.body.contains("Tannery") && !answer.body.contains("Idris"), "{path}");
                assert!(matches!(answer.status, 404 | 303), "{path}: {}", answer.status);
            }
            assert_eq!(mallory.get(&path).await.status, 404, "{path}");
        }
        for path in [page.path.clone(), format!("{}/check", session(&page))] {
            let stolen = mallory.post(&path, &[("csrf", own.csrf()), ("known-is-right", "yes".into())]).await;
            assert_eq!(stolen.status, 404, "{path}");
        }
    }

    async fn an_adviser_gets_what_needs_a_level_only_for_whom_they_checked(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let person = council.person("Mary Hollings").await;
        tell(&council, person, "home.address", tannery(), 30).await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let record = adviser.open_record(person).await;
        let page = adviser.go_on(&record, &[("service", "first"), ("channel", "telephone")]).await;
        assert_eq!(page.text("h1"), "What is your address?");
        assert_eq!(page.attribute("#home-line-1", "value"), "");
        assert!(!page.body.contains("Tannery"), "a caller whom nobody asked anything may be anybody");
        let page = start_for_verified(&council, &mut adviser, person, "first").await;
        assert!(page.has("[name=known-is-right]") && page.words().contains("9 Tannery Street"));
    }

    async fn staff_get_only_what_they_may_see_anywhere(council) {
        let mut attributes = serde_json::to_value(council.state.dictionary).unwrap();
        attributes["home.address"]["seen_by"] = "see-sealed-values".into();
        let dictionary: Dictionary = serde_json::from_value(attributes).unwrap();
        let mut council = council;
        council.state.dictionary = Box::leak(Box::new(dictionary));
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let person = council.person("Mary Hollings").await;
        tell(&council, person, "home.address", tannery(), 30).await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let page = start_for_verified(&council, &mut adviser, person, "first").await;
        assert!(!page.body.contains("Tannery") && page.has("#home-line-1"), "{}", page.words());
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        let page = start_for_verified(&council, &mut caseworker, person, "first").await;
        assert!(page.words().contains("9 Tannery Street"));
    }

    async fn a_case_that_is_claimed_tells_the_record_what_was_said_when_it_was_sent(council) {
        let reference = send(&mut council.browser()).await;
        let browser = resident(&council, "Mary Hollings").await;
        let (_, mut browser) = later(&council, &browser, Duration::minutes(10));
        let page = browser.get("/account/claim").await;
        let page = browser.go_on(&page, &[("reference", &reference)]).await;
        let code = code_sent_to(&council, GIVEN).await;
        browser.go_on(&page, &[("code", &code)]).await;
        let person = identity(&council, "Mary Hollings").await.person_id;
        let emails = told(&council, person, "contact.email").await;
        let given = emails.iter().find(|one| one.case_reference.as_ref() == Some(&reference)).unwrap();
        assert_eq!(given.value, Some(StoredValue::Open(Answer::Text(GIVEN.into()))));
        assert_eq!((given.assertion.source, given.assertion.act), (Source::Resident, Act::Stated));
        assert_eq!(given.assertion.asserted_at, NOW, "when it was sent, not when it was claimed");
        assert_eq!(given.assertion.told_in.as_deref(), Some("missed-bin-collection"));
    }

    async fn joined_records_are_one(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let own = identity(&council, "Idris Cole").await.person_id;
        let known = council.person("Idris Cole").await;
        tell(&council, known, "home.address", tannery(), 30).await;
        assert!(!begin(&mut browser, "first").await.body.contains("Tannery"), "not before they are joined");
        let mut transaction = council.state.database.begin().await.unwrap();
        transaction.join_person(own, known).await.unwrap();
        transaction.commit().await.unwrap();
        let page = begin(&mut browser, "first").await;
        assert!(page.has("[name=known-is-right]") && page.words().contains("9 Tannery Street"), "{}", page.words());
        assert_eq!(told(&council, known, "person.name").await.len(), 2);
    }

    async fn two_changes_at_once_are_both_kept_and_the_later_counts(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "first").await;
        let one = to_check(&mut browser, &page, &TANNERY).await;
        let page = begin(&mut browser, "first").await;
        let other = to_check(&mut browser, &page, &QUARRY).await;
        let sending = [one, other].map(|check| {
            let (mut browser, (action, controls)) = (browser.clone(), check.form());
            tokio::spawn(async move { browser.post(&action, &controls).await })
        });
        for sent in sending {
            let sent = sent.await.unwrap();
            assert!(sent.location().ends_with("/done"), "{} {}", sent.status, sent.location());
        }
        let person = identity(&council, "Idris Cole").await.person_id;
        let both = values(&council, person, "home.address").await;
        assert_eq!(both.len(), 2, "{both:?}");
        let shown = begin(&mut browser, "first").await;
        assert!(shown.words().contains(&both[1]), "{both:?}: {}", shown.words());
        let person = council.state.database.read().await.unwrap().find_person(person).await.unwrap().unwrap();
        assert_eq!(person.address_line.as_ref(), Some(&both[1]), "lists show the same");
    }

    async fn what_was_left_blank_is_not_filled_in_again(council) {
        let optional = NAME_AND_ADDRESS.replace("records: person.name", "records: person.name, optional: true");
        publish(&council, "first", &optional).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "first").await;
        let check = to_check(&mut browser, &page, &TANNERY).await;
        let page = browser.get(&format!("{}/your-name?change=1", session(&check))).await;
        let check = browser.go_on(&page, &[("full_name", "")]).await;
        assert!(!check.texts(".govuk-summary-list").join(" ").contains("Idris Cole"), "{}", check.words());
    }

    async fn what_is_sealed_lies_nowhere_in_the_clear(council) {
        publish(&council, "refund", BANK).await;
        let (mut browser, person) = checked_resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "refund").await;
        let page = browser.go_on(&page, &[("bank", ACCOUNT)]).await;
        let id = session(&page).rsplit_once('/').unwrap().1.parse().unwrap();
        let check = browser.go_on(&page, &[("anything", "No")]).await;
        assert!(check.words().contains("Ends in 6819") && !check.body.contains(ACCOUNT), "{}", check.words());
        let stored = council.state.database.read().await.unwrap().find_form_session(id).await.unwrap().unwrap();
        assert!(!serde_json::to_string(&stored.progress).unwrap().contains("3192"), "{:?}", stored.progress);
        let reference = browser.go_on(&check, &[]).await.text(".reference");
        let sealed = told(&council, person, "money.bank_account").await;
        assert!(matches!(&sealed[0].value, Some(StoredValue::Sealed(text)) if !text.contains("3192")), "{sealed:?}");
        let mut connection = council.state.database.read().await.unwrap();
        let case = connection.find_case(&reference).await.unwrap().unwrap();
        let frozen = connection.find_submission(case.id).await.unwrap().unwrap().snapshot.0;
        drop(connection);
        assert!(!serde_json::to_string(&frozen).unwrap().contains("3192"), "{frozen:?}");

        let case = browser.get(&format!("/account/cases/{reference}")).await;
        assert!(case.words().contains("Ends in 6819") && !case.body.contains(ACCOUNT));
        let path = format!("/desk/cases/{reference}");
        let case = council.staff("Amina Yusuf").await.get(&path).await;
        assert!(case.words().contains("Hidden: you need") && !case.body.contains("6819"), "{}", case.words());
        let case = council.caseworker("Gareth Pugh").await.get(&path).await;
        assert!(case.words().contains(ACCOUNT), "{}", case.words());
    }

    async fn keys_are_changed_for_all_that_is_sealed(council) {
        publish(&council, "refund", BANK).await;
        let (old, new) = (new_key(), new_key());
        let mut council = council;
        council.state.keys = Keys::parse(&old).unwrap();
        let (mut browser, person) = checked_resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "refund").await;
        let draft = browser.go_on(&page, &[("bank", ACCOUNT)]).await;
        let page = begin(&mut browser, "refund").await;
        let check = to_check(&mut browser, &page, &[("bank", ACCOUNT)]).await;
        let reference = browser.go_on(&check, &[]).await.text(".reference");
        let mut connection = council.state.database.write().await.unwrap();
        let with_new = Keys::parse(&new).unwrap();
        let lost = commands::reseal_all(&mut connection, &with_new).await.unwrap_err().to_string();
        assert!(lost.starts_with("4 secrets could not be opened"), "{lost}");
        let with_both = Keys::parse(&format!("{new} {old}")).unwrap();
        // In the record, in the draft, in the form that was sent, and in what was frozen of it.
        assert_eq!(commands::reseal_all(&mut connection, &with_both).await.unwrap(), 4);
        drop(connection);
        council.state.keys = with_new;
        browser.move_to(guildhall::router::router(council.state.clone()));
        let case = browser.get(&format!("/account/cases/{reference}")).await;
        assert!(case.words().contains("Ends in 6819"), "{}", case.words());
        assert_eq!(browser.visit(&session(&draft)).await.text("h1"), "Anything else?");
        assert!(begin(&mut browser, "refund").await.words().contains("Ends in 6819"));
        assert_eq!(told(&council, person, "money.bank_account").await.len(), 1);
    }

    async fn what_is_sealed_is_confirmed_by_its_end(council) {
        publish(&council, "refund", BANK).await;
        let (mut browser, person) = checked_resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "refund").await;
        let check = to_check(&mut browser, &page, &[("bank", ACCOUNT)]).await;
        browser.go_on(&check, &[]).await;
        let page = begin(&mut browser, "refund").await;
        assert!(page.has("[name=known-is-right]"), "never used without asking: {}", page.words());
        assert!(page.words().contains("Ends in 6819") && !page.body.contains(ACCOUNT));
        let boxes = browser.get(&format!("{}?edit=1", page.path)).await;
        assert!(!boxes.body.contains("6819"), "{}", boxes.body);
        let check = to_check(&mut browser, &page, &[("known-is-right", "yes")]).await;
        browser.go_on(&check, &[]).await;
        assert_eq!(told(&council, person, "money.bank_account").await.len(), 2);
        // Somebody whose identity is not checked is not even asked.
        let mut mary = resident(&council, "Mary Hollings").await;
        assert!(begin(&mut mary, "refund").await.has("#bank"));
    }

    async fn without_the_key_forms_go_on_and_nothing_is_lost(council) {
        publish(&council, "refund", BANK).await;
        let (mut browser, person) = checked_resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "refund").await;
        let draft = browser.go_on(&page, &[("bank", ACCOUNT)]).await;
        let (mut state, _) = later(&council, &browser, Duration::minutes(1));
        let page = begin(&mut browser, "refund").await;
        let check = to_check(&mut browser, &page, &[("bank", ACCOUNT)]).await;
        let reference = browser.go_on(&check, &[]).await.text(".reference");
        let kept = state.keys.clone();
        state.keys = Keys::random();
        browser.move_to(guildhall::router::router(state.clone()));
        let page = begin(&mut browser, "refund").await;
        assert_eq!((page.status, page.attribute("#bank", "value")), (200, String::new()), "it is asked");
        let half_done = browser.visit(&session(&draft)).await;
        assert_eq!(half_done.text("h1"), "Bank details", "what can't be read is asked again");
        let case = browser.get(&format!("/account/cases/{reference}")).await;
        assert!(case.words().contains("Kept safe, but it can’t be shown at the moment"), "{}", case.words());
        assert_eq!(told(&council, person, "money.bank_account").await.len(), 1);
        state.keys = kept;
        browser.move_to(guildhall::router::router(state));
        let case = browser.get(&format!("/account/cases/{reference}")).await;
        assert!(case.words().contains("Ends in 6819"), "{}", case.words());
        assert_eq!(browser.visit(&session(&draft)).await.text("h1"), "Anything else?", "the draft is whole again");
    }
}
