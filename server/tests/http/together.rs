//! One draft, two people: the turned screen, codes for the public computer, and drafts that two have in hand.

use guildhall_database::{AuditFilter, IdentityId, ListPosition, PersonId};
use guildhall_domain::{
    accounts::Preferences, actors::Actor, audit::AuditVerb, forms::Declared, permissions::Grant,
};
use time::Duration;

use crate::{
    browser::{Answer, Browser},
    council::{Council, PASSWORD},
    journey::{MISSED_BIN, fill_in, session},
    on_each_database,
    residents::{address, later, resident},
};

/// What to type for another address than that of [`MISSED_BIN`].
const OTHER_ADDRESS: &[(&str, &str)] = &[
    ("property_address-line-1", "3 Tannery Lane"),
    ("property_address-town", "Wrekinbridge"),
    ("property_address-postcode", "wr1 2tl"),
];

/// A form that an adviser has begun for somebody, at its second page.
async fn begun(adviser: &mut Browser, person: PersonId, channel: &str) -> Answer {
    let record = adviser.open_record(person).await;
    let typed = [("service", "missed-bin-collection"), ("channel", channel)];
    let first = adviser.go_on(&record, &typed).await;
    assert_eq!(first.text("h1"), "Where did we miss a collection?");
    adviser.go_on(&first, MISSED_BIN[0]).await
}

fn hand_over(page: &Answer) -> String {
    format!("/desk{}/hand-over", session(page))
}

async fn act(adviser: &mut Browser, page: &Answer, act: &str) -> Answer {
    let address = hand_over(page);
    let csrf = adviser.get(&address).await.csrf();
    adviser
        .post(&address, &[("csrf", csrf.as_str()), ("act", act)])
        .await
}

/// A code for the draft that this page is of.
async fn code(adviser: &mut Browser, page: &Answer) -> String {
    let made = act(adviser, page, "code").await;
    assert_eq!(made.status, 200, "{}", made.words());
    assert_eq!(made.header("cache-control"), "no-store");
    made.text(".govuk-panel__title")
}

/// What comes of typing a code.
async fn type_code(browser: &mut Browser, code: &str) -> Answer {
    let page = browser.get("/together").await;
    browser.send(&page, &[("code", code)]).await
}

/// The browser of a public computer on which the code was typed, and the page it leads to.
async fn public_computer(council: &Council, code: &str) -> (Browser, Answer) {
    let mut browser = council.browser();
    let answer = type_code(&mut browser, code).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = browser.visit(answer.location()).await;
    (browser, page)
}

/// Whether a page shows a draft and leads nowhere else.
fn shows_nothing_else(page: &Answer) {
    for part in [
        "nav",
        ".acting-for",
        "footer a",
        "a[href^='/desk']",
        "a[href='/']",
        "#sign-in-ending",
    ] {
        assert!(!page.has(part), "{part} is on {}", page.path);
    }
    assert_eq!(page.header("cache-control"), "no-store", "{}", page.path);
}

async fn account_of(council: &Council, name: &str) -> (PersonId, IdentityId) {
    let mut connection = council.state.database.read().await.unwrap();
    let identities = connection
        .list_identities_by_email(&address(name))
        .await
        .unwrap();
    (identities[0].own_person_id, identities[0].id)
}

async fn count_events(council: &Council, verb: AuditVerb) -> usize {
    let filter = AuditFilter {
        verb: Some(verb),
        ..AuditFilter::default()
    };
    let mut connection = council.state.database.read().await.unwrap();
    let events = connection
        .list_audit_events(&filter, ListPosition::Newest, 50)
        .await
        .unwrap();
    events.events.len()
}

on_each_database! {
    async fn a_turned_screen_shows_the_draft_alone_until_the_password(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        assert_eq!(page.attribute(".acting-for a", "href"), hand_over(&page));
        let before = adviser.get("/desk/people/new").await;
        let turned = act(&mut adviser, &page, "turn").await;
        assert_eq!(turned.status, 303, "{}", turned.words());
        let guest = turned.location().to_owned();
        let typing = adviser.visit(&guest).await;
        assert!(!typing.has(".others-here"), "whoever turned the screen is nobody else");
        assert_eq!(typing.text("h1"), "What type of property is it?");
        shows_nothing_else(&typing);
        for path in ["/", "/desk", "/desk/people", "/account", "/staff/sign-in", "/sign-in", "/together", page.path.as_str()] {
            let away = adviser.get(path).await;
            assert_eq!((away.status, away.location()), (303, guest.as_str()), "{path}");
        }
        // What another tab sends waits for whoever typed it.
        let typed = [("csrf", before.csrf()), ("name", "Somebody New".to_owned())];
        assert_eq!(adviser.post("/desk/people/new", &typed).await.status, 303);
        let next = adviser.send(&typing, MISSED_BIN[1]).await;
        assert!(next.location().starts_with(&guest), "{}", next.location());
        let finish = adviser.get(&format!("{guest}/finish")).await;
        let over = adviser.go_on(&finish, &[]).await;
        assert_eq!(over.text("h1"), "Thank you");
        shows_nothing_else(&over);
        let locked = adviser.get("/desk").await;
        assert_eq!((locked.status, locked.location()), (303, guest.as_str()), "finishing unlocks nothing");
        let give_back = adviser.get(&over.attribute("a[href$='/give-back']", "href")).await;
        shows_nothing_else(&give_back);
        assert_eq!(adviser.send(&give_back, &[("password", "")]).await.status, 422);
        let wrong = adviser.send(&give_back, &[("password", "not-the-password")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.words().contains("The password is not right"));
        assert_eq!(adviser.get("/desk").await.status, 303, "a wrong password unlocks nothing");
        let back = adviser.send(&wrong, &[("password", PASSWORD)]).await;
        assert_eq!((back.status, back.location()), (303, "/sign-in/carry-on"), "{}", back.words());
        let waiting = adviser.get("/sign-in/carry-on").await;
        assert!(waiting.body.contains("Somebody New"));
        assert_eq!(adviser.get("/desk").await.status, 200);
        assert_eq!(adviser.get(&guest).await.status, 404);
        let mine = adviser.visit(&session(&page)).await;
        assert_eq!(mine.text("h1"), "Does this address have an assisted collection?", "what they typed is in the draft");
    }

    async fn whoever_guesses_the_password_of_a_turned_screen_is_stopped(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        let guest = act(&mut adviser, &page, "turn").await.location().to_owned();
        let mut last = 0;
        for _ in 0..12 {
            let give_back = adviser.get(&format!("{guest}/give-back")).await;
            last = adviser.send(&give_back, &[("password", "guess after guess")]).await.status;
        }
        assert_eq!(last, 429);
        // An identifier that is known opens nothing in another browser.
        for path in ["", "/give-back", "/over", "/finish", "/form/check", "/form/property-type"] {
            assert_eq!(council.browser().get(&format!("{guest}{path}")).await.status, 404, "{path}");
        }
    }

    async fn the_resident_sends_the_form_from_the_public_computer(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        let code = code(&mut adviser, &page).await;
        let status = adviser.get(&hand_over(&page)).await;
        assert!(status.words().contains("has not been typed yet") && !status.words().contains(&code));
        let (mut public, mut typing) = public_computer(&council, &code.to_lowercase().replace('-', " ")).await;
        let guest = typing.path.split("/form").next().unwrap().to_owned();
        for typed in &MISSED_BIN[1..] {
            shows_nothing_else(&typing);
            typing = public.go_on(&typing, typed).await;
        }
        assert_eq!(typing.text("h1"), "Check your answers");
        shows_nothing_else(&typing);
        let status = adviser.get(&hand_over(&page)).await;
        for words in ["They have the form now", "At the public computer", "8 pages"] {
            assert!(status.words().contains(words), "{words} is not in {}", status.words());
        }
        assert_eq!(adviser.get("/desk").await.status, 200, "the adviser's own session is untouched");
        let seen = adviser.get(&format!("{}/check", session(&page))).await;
        assert!(seen.text(".others-here").contains("also has this form open"), "{}", seen.words());
        let done = public.go_on(&typing, &[]).await;
        shows_nothing_else(&done);
        let reference = done.text(".reference");
        let finish = public.get(&format!("{guest}/finish")).await;
        let finished = public.send(&finish, &[]).await;
        assert_eq!(finished.location(), "/together/finished");
        assert!(finished.header("clear-site-data").contains("cache"));
        assert!(public.get("/together/finished").await.words().contains("You can leave this computer now"));
        for path in [guest.as_str(), done.path.as_str(), typing.path.as_str()] {
            assert_eq!(public.get(path).await.status, 404, "{path}");
        }
        let mut connection = council.state.database.read().await.unwrap();
        let case = connection.find_case(&reference).await.unwrap().unwrap();
        assert_eq!((case.actor().unwrap().kind(), case.channel.word()), ("visitor", "counter"));
        assert_eq!((case.subject_id, case.assisted_by_name.as_deref()), (Some(person), Some("Amina Yusuf")));
        let snapshot = connection.find_submission(case.id).await.unwrap().unwrap().snapshot.0;
        drop(connection);
        assert_eq!(snapshot.declaration.as_ref().unwrap().how, Declared::Typed, "they declared it themselves");
        let typist = |id: &str| {
            let page = snapshot.pages.iter().find(|page| page.id == id).unwrap();
            page.typed_by.unwrap()
        };
        assert!(matches!(typist("property-address").actor, Actor::Staff(_)));
        let by_guest = typist("property-type");
        assert!(matches!(by_guest.actor, Actor::Visitor(_)) && by_guest.assisted_by.is_some());
        assert_eq!(by_guest.channel.word(), "counter");
        let shown = adviser.get(&format!("/desk/cases/{reference}")).await;
        for words in ["The resident, with Amina Yusuf beside them", "Who typed what", "Declared by sending the form"] {
            assert!(shown.words().contains(words), "{words} is not in {}", shown.words());
        }
        for verb in [AuditVerb::FormHandedOver, AuditVerb::FormGuestArrived] {
            assert_eq!(count_events(&council, verb).await, 1, "{}", verb.word());
        }
    }

    async fn a_code_works_once_and_for_a_quarter_of_an_hour(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        let first = code(&mut adviser, &page).await;
        let second = code(&mut adviser, &page).await;
        let mut public = council.browser();
        assert_eq!(type_code(&mut public, "").await.status, 422);
        assert_eq!(type_code(&mut public, &first).await.status, 422, "a new code ends the one before");
        let (_, mut late) = later(&council, &public, Duration::minutes(15));
        assert_eq!(type_code(&mut late, &second).await.status, 422, "it is too old");
        let answer = type_code(&mut public, &second).await;
        assert_eq!(answer.status, 303);
        let again = type_code(&mut council.browser(), &second).await;
        assert_eq!(again.status, 422, "it was used");
        assert!(again.words().contains("Check it, or ask for a new one"));
        assert_eq!(council.browser().get(answer.location()).await.status, 404, "it belongs to one browser");
        let gone = code(&mut adviser, &page).await;
        act(&mut adviser, &page, "take-back").await;
        assert_eq!(type_code(&mut council.browser(), &gone).await.status, 422, "it was cancelled");
    }

    async fn guessing_codes_is_stopped(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        let code = code(&mut adviser, &page).await;
        let mut guesser = council.browser();
        let mut last = 0;
        for _ in 0..31 {
            last = type_code(&mut guesser, "CCCC-CCCC").await.status;
        }
        assert_eq!(last, 429);
        assert_eq!(type_code(&mut guesser, &code).await.status, 429, "not even the right one is tried");
    }

    async fn nothing_shows_after_twenty_minutes_and_what_was_typed_is_told(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        let code = code(&mut adviser, &page).await;
        let (public, typing) = public_computer(&council, &code).await;
        let (_, mut idle) = later(&council, &public, Duration::minutes(20));
        let sent = idle.send(&typing, MISSED_BIN[1]).await;
        assert_eq!(sent.status, 409);
        assert!(sent.words().contains("Nothing was typed for 20 minutes"), "{}", sent.words());
        shows_nothing_else(&sent);
        let shown = idle.visit(&typing.path).await;
        assert!(shown.words().contains("This form has been closed") && !shown.words().contains("Quarry Row"));
    }

    async fn a_draft_is_taken_back_kindly(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        let code = code(&mut adviser, &page).await;
        let (mut public, typing) = public_computer(&council, &code).await;
        let typing = public.go_on(&typing, MISSED_BIN[1]).await;
        let back = act(&mut adviser, &page, "take-back").await;
        assert!(adviser.visit(back.location()).await.words().contains("You have the form again"));
        let sent = public.send(&typing, MISSED_BIN[2]).await;
        assert_eq!(sent.status, 409);
        assert!(sent.words().contains("The adviser has the form again"));
        assert_eq!(sent.text(".govuk-summary-list__value"), "no", "what they typed last is there to be told");
        let over = public.visit(&typing.path).await;
        assert_eq!(over.text("h1"), "The adviser has the form again");
        let mine = adviser.visit(&session(&page)).await;
        assert_eq!(mine.text("h1"), "Does this address have an assisted collection?", "what they saved is kept");
    }

    async fn only_whoever_has_the_draft_hands_it_over_and_only_face_to_face(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let telephone = begun(&mut adviser, person, "telephone").await;
        assert!(!telephone.has(".acting-for a"));
        assert_eq!(adviser.get(&hand_over(&telephone)).await.status, 404);
        let counter = begun(&mut adviser, person, "counter").await;
        let mut colleague = council.staff("Gareth Pugh").await;
        let csrf = colleague.get("/desk/people/new").await.csrf();
        assert_eq!(colleague.get(&hand_over(&counter)).await.status, 404);
        let act = [("csrf", csrf.as_str()), ("act", "code")];
        assert_eq!(colleague.post(&hand_over(&counter), &act).await.status, 404);
        let nobody = council.browser().get(&hand_over(&counter)).await;
        assert!(nobody.location().starts_with("/staff/sign-in"));
    }

    async fn two_answers_to_one_page_are_both_shown(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        let code = code(&mut adviser, &page).await;
        let (mut public, typing) = public_computer(&council, &code).await;
        let adviser_at = adviser.get(&format!("{}/property-address", session(&page))).await;
        // Both have the first page before them; the resident is first.
        let guest_at = public.get(&format!("{}/property-address", session(&typing))).await;
        assert_eq!(public.send(&guest_at, OTHER_ADDRESS).await.status, 303);
        let third = [
            ("property_address-line-1", "99 Mill Street"),
            ("property_address-town", "Wrekinbridge"),
            ("property_address-postcode", "WR1 9MS"),
        ];
        let conflict = adviser.send(&adviser_at, &third).await;
        assert_eq!(conflict.status, 409, "{}", conflict.words());
        assert!(conflict.title().starts_with("Error: "));
        for words in ["3 Tannery Lane", "99 Mill Street", "The resident answered it"] {
            assert!(conflict.words().contains(words), "{words} is not in {}", conflict.words());
        }
        let again = adviser.send(&conflict, &[]).await;
        assert_eq!(again.status, 422, "nothing was chosen");
        assert!(again.body.contains("99 Mill Street"), "and nothing is lost");
        assert_eq!(adviser.send(&again, &[("page.keep", "theirs")]).await.status, 303);
        let shown = adviser.get(&adviser_at.path).await;
        assert_eq!(shown.attribute("#property_address-line-1", "value"), "3 Tannery Lane");
        assert_eq!(adviser.send(&conflict, &[("page.keep", "mine")]).await.status, 303);
        // The other way round: the resident, who saw their own answer, is shown the adviser's.
        let conflict = public.send(&guest_at, OTHER_ADDRESS).await;
        assert_eq!(conflict.status, 409);
        shows_nothing_else(&conflict);
        assert!(conflict.words().contains("An adviser at the council") && !conflict.words().contains("Amina"));
        assert_eq!(public.send(&conflict, &[("page.keep", "mine")]).await.status, 303);
        let shown = adviser.get(&adviser_at.path).await;
        assert_eq!(shown.attribute("#property_address-line-1", "value"), "3 Tannery Lane");
    }

    async fn nobody_sends_what_somebody_else_has_typed_since(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let page = begun(&mut adviser, person, "counter").await;
        let code = code(&mut adviser, &page).await;
        let (mut public, mut typing) = public_computer(&council, &code).await;
        for typed in &MISSED_BIN[1..] {
            typing = public.go_on(&typing, typed).await;
        }
        let looked_over = adviser.get(&format!("{}/check", session(&page))).await;
        let change = public.get(&format!("{}/property-address?change=1", session(&typing))).await;
        assert_eq!(public.go_on(&change, OTHER_ADDRESS).await.text("h1"), "Check your answers");
        let again = adviser.go_on(&looked_over, &[]).await;
        assert!(again.words().contains("nothing has been sent") && again.words().contains("3 Tannery Lane"), "{}", again.words());
        assert_eq!(adviser.go_on(&again, &[]).await.text("h1"), "The form has been sent");
        assert!(public.visit(&typing.path).await.words().contains("We have received your form"), "the resident sees that it is sent");
    }

    async fn a_resident_carries_on_with_what_the_council_began(council) {
        let mut mary = resident(&council, "Mary Hollings").await;
        let (person, _) = account_of(&council, "Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let page = begun(&mut adviser, person, "telephone").await;
        let own = session(&page);
        assert_eq!(mary.get(&page.path).await.status, 404, "not before they take it up");
        let account = mary.get("/account").await;
        assert!(account.words().contains("The council began this for you on 27 March 2026"), "{}", account.words());
        let carry_on = account.attribute("form[action$='/carry-on']", "action");
        let mut other = resident(&council, "Idris Cole").await;
        assert!(!other.get("/account").await.words().contains("The council began this"));
        let csrf = other.get("/account/notifications").await.csrf();
        assert_eq!(other.post(&carry_on, &[("csrf", csrf)]).await.status, 404, "another resident's draft");
        assert_eq!(other.get(&page.path).await.status, 404);
        let csrf = account.attribute("form[action$='/carry-on'] input[name=csrf]", "value");
        let taken = mary.post(&carry_on, &[("csrf", csrf)]).await;
        assert_eq!((taken.status, taken.location()), (303, own.as_str()));
        let mut typing = mary.visit(&own).await;
        assert_eq!(typing.path, page.path);
        // Whoever began it still has it in hand, and each sees the other.
        let seen = adviser.get(&page.path).await;
        assert!(seen.text(".others-here").contains("The resident also has this form open"), "{}", seen.words());
        assert!(mary.get(&page.path).await.text(".others-here").contains("An adviser at the council also has this form open"));
        for typed in &MISSED_BIN[1..] {
            typing = mary.go_on(&typing, typed).await;
        }
        let done = mary.go_on(&typing, &[]).await;
        let reference = done.text(".reference");
        let mut connection = council.state.database.read().await.unwrap();
        let case = connection.find_case(&reference).await.unwrap().unwrap();
        assert_eq!((case.actor().unwrap().kind(), case.channel.word(), case.subject_id), ("resident", "online", Some(person)));
        let snapshot = connection.find_submission(case.id).await.unwrap().unwrap().snapshot.0;
        drop(connection);
        let channel = |id: &str| snapshot.pages.iter().find(|page| page.id == id).unwrap().typed_by.unwrap().channel.word();
        assert_eq!((channel("property-address"), channel("property-type")), ("telephone", "online"));
        assert_eq!(adviser.visit(&own).await.path, format!("{own}/done"), "whoever began it sees that it is sent");
        assert_eq!(count_events(&council, AuditVerb::FormTakenUp).await, 1);
    }

    async fn an_adviser_carries_on_with_what_a_resident_began(council) {
        let mut mary = resident(&council, "Mary Hollings").await;
        let (person, _) = account_of(&council, "Mary Hollings").await;
        let first = crate::journey::start(&mut mary).await;
        mary.go_on(&first, MISSED_BIN[0]).await;
        let own = session(&first);
        let mut adviser = council.staff("Amina Yusuf").await;
        assert_eq!(adviser.get(&first.path).await.status, 303, "not by its address alone");
        let record = adviser.open_record(person).await;
        assert!(record.words().contains("begun by the resident"), "{}", record.words());
        let carry_on = record.attribute("a[href$='/carry-on']", "href");
        let page = adviser.get(&carry_on).await;
        let again = adviser.send(&page, &[("channel", "online")]).await;
        assert_eq!(again.status, 422, "not as if they typed for themselves");
        let typing = adviser.go_on(&again, &[("channel", "telephone")]).await;
        assert_eq!(typing.text("h1"), "What type of property is it?");
        assert!(typing.text(".acting-for").contains("Mary Hollings. Channel: telephone"));
        adviser.go_on(&typing, MISSED_BIN[1]).await;
        let account = mary.get("/account").await;
        assert!(account.words().contains("An adviser at the council has carried on"), "{}", account.words());
        let mine = mary.visit(&own).await;
        assert_eq!(mine.text("h1"), "Does this address have an assisted collection?");
        assert!(!mine.has(".acting-for"));
    }

    async fn a_draft_is_taken_up_by_those_alone_who_may(council) {
        let waste = council.team("Waste", &["missed-bin-collection"]).await;
        let tax = council.team("Council tax", &["council-tax-move"]).await;
        let mut mary = resident(&council, "Mary Hollings").await;
        let (person, _) = account_of(&council, "Mary Hollings").await;
        let first = crate::journey::start(&mut mary).await;
        mary.go_on(&first, MISSED_BIN[0]).await;
        let carry_on = format!("/desk{}/carry-on", session(&first));
        let designer = council.staff_with("Content Designer", &[Grant::ContentDesigner]).await.get(&carry_on).await;
        assert_eq!(designer.status, 403);
        let mut other = council.staff_with("Other Team", &[Grant::Caseworker { team: Some(tax) }]).await;
        other.open_record(person).await;
        assert_eq!(other.get(&carry_on).await.status, 404, "for another team's service");
        let csrf = other.get("/desk/people/new").await.csrf();
        let sent = [("csrf", csrf.as_str()), ("channel", "telephone")];
        assert_eq!(other.post(&carry_on, &sent).await.status, 404);
        let mut own_team = council.staff_with("Own Team", &[Grant::Caseworker { team: Some(waste) }]).await;
        own_team.open_record(person).await;
        assert_eq!(own_team.get(&carry_on).await.status, 200);
        // Why is asked first, as for everything in somebody's record.
        let mut unasked = council.staff("Amina Yusuf").await;
        assert!(unasked.get(&carry_on).await.location().contains("/why"));
        // Mary works here too: it is her own.
        let staff = council.add_staff("Mary at work", &[Grant::Adviser]).await;
        let mut herself = council.signed_in("Mary at work").await;
        let mut transaction = council.state.database.begin().await.unwrap();
        guildhall::access::link_own_record(&mut transaction, staff, person, council.state.clock.now()).await.unwrap();
        transaction.commit().await.unwrap();
        let before = count_events(&council, AuditVerb::OwnRecordRefused).await;
        assert_eq!(herself.get(&carry_on).await.status, 403);
        assert_eq!(count_events(&council, AuditVerb::OwnRecordRefused).await, before + 1);
    }

    async fn what_to_say_is_for_those_alone_who_say_it(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        let record = adviser.open_record(person).await;
        let typed = [("service", "missed-bin-collection"), ("channel", "counter")];
        let first = adviser.go_on(&record, &typed).await;
        assert!(first.text(".aloud").starts_with("Say:"), "{}", first.words());
        let code = code(&mut adviser, &first).await;
        let (_, guest) = public_computer(&council, &code).await;
        assert_eq!(guest.text("h1"), "Where did we miss a collection?");
        assert!(!guest.has(".aloud"));
        let mut browser = council.browser();
        assert!(!crate::journey::start(&mut browser).await.has(".aloud"));
    }

    async fn a_declaration_that_is_read_out_is_kept_as_spoken(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        let person = council.person("Mary Hollings").await;
        for (channel, button, words) in [
            ("telephone", "I read this out and they agree: send", "Read out by Amina Yusuf to Mary Hollings, who agreed, 27 March 2026"),
            ("post", "They declared this in writing: send", "In writing, read by Amina Yusuf, 27 March 2026"),
        ] {
            let record = adviser.open_record(person).await;
            let typed = [("service", "missed-bin-collection"), ("channel", channel)];
            let first = adviser.go_on(&record, &typed).await;
            let check = fill_in(&mut adviser, first).await;
            assert!(check.texts("main button").contains(&button.to_owned()), "{}", check.words());
            let done = adviser.go_on(&check, &[]).await;
            let case = adviser.get(&format!("/desk/cases/{}", done.text(".reference"))).await;
            assert!(case.words().contains(words), "{words} is not in {}", case.words());
        }
    }

    async fn a_receipt_goes_by_the_residents_own_way(council) {
        let mut adviser = council.staff("Amina Yusuf").await;
        // Nobody's address is known.
        let stranger = council.person("Joan Whitcombe").await;
        let none = sent(&mut adviser, stranger, None).await;
        assert!(none.words().contains("No receipt is sent") && none.words().contains("Reference: "), "{}", none.words());
        // The adviser's own address, typed for want of another, gets none.
        let own = sent(&mut adviser, stranger, Some("amina.yusuf@wrekinshire.example")).await;
        assert!(own.words().contains("No receipt is sent"), "{}", own.words());
        let given = sent(&mut adviser, stranger, Some("joan@residents.example")).await;
        assert!(given.words().contains("by email to j***@residents.example"), "{}", given.words());
        // Whoever has an account gets it there, whatever was typed.
        resident(&council, "Mary Hollings").await;
        let (mary, identity) = account_of(&council, "Mary Hollings").await;
        let account = sent(&mut adviser, mary, Some("somebody.else@residents.example")).await;
        assert!(account.words().contains("by email to m***@residents.example"), "{}", account.words());
        council.state.database.write().await.unwrap().set_preferences(identity, &Preferences::chosen([])).await.unwrap();
        let quiet = sent(&mut adviser, mary, None).await;
        assert!(quiet.words().contains("No receipt is sent"), "{}", quiet.words());
    }
}

/// A form that an adviser has sent for somebody, with an address in it or without.
async fn sent(adviser: &mut Browser, person: PersonId, email: Option<&str>) -> Answer {
    let record = adviser.open_record(person).await;
    let typed = [
        ("service", "missed-bin-collection"),
        ("channel", "telephone"),
    ];
    let mut page = adviser.go_on(&record, &typed).await;
    for typed in &MISSED_BIN[..7] {
        page = adviser.go_on(&page, typed).await;
    }
    let Some(email) = email else {
        let check = adviser.go_on(&page, MISSED_BIN[7]).await;
        return adviser.go_on(&check, &[]).await;
    };
    page = adviser.go_on(&page, &[("update_method", "email")]).await;
    if page.has("input[name=known-is-right]") {
        page = adviser.go_on(&page, &[("known-is-right", "change")]).await;
    }
    page = adviser.go_on(&page, &[("email_address", email)]).await;
    if page.has("input[name=known-is-right]") {
        page = adviser.go_on(&page, &[("known-is-right", "yes")]).await;
    } else if page.text("h1") != "Check your answers" {
        page = adviser
            .go_on(&page, &[("full_name", "Joan Whitcombe")])
            .await;
    }
    adviser.go_on(&page, &[]).await
}
