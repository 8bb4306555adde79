//! What was sent without signing in becomes somebody's by proof alone, and services ask how surely one is known.

use guildhall_database::{NewPerson, VerifiedChannel};
use guildhall_domain::{accounts::Means, reference::Reference};

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    journey::{MISSED_BIN, start},
    on_each_database,
    residents::{PASSWORD, address, link, mail, resident},
};

pub const GIVEN: &str = "mary@residents.example";

/// Sends a report without signing in, with an address for updates, and returns its reference.
pub async fn send(browser: &mut Browser) -> String {
    let mut page = start(browser).await;
    for typed in &MISSED_BIN[..7] {
        page = browser.go_on(&page, typed).await;
    }
    page = browser.go_on(&page, &[("update_method", "email")]).await;
    page = browser.go_on(&page, &[("email_address", GIVEN)]).await;
    page = browser
        .go_on(&page, &[("full_name", "Mary Hollings")])
        .await;
    browser.go_on(&page, &[]).await.text(".reference")
}

/// All that the parking permit's form asks, whichever page is up.
const PERMIT: &[(&str, &str)] = &[
    ("full_name", "Idris M. Cole"),
    ("home_address-line-1", "9 Tannery Street"),
    ("home_address-town", "Wrekinbridge"),
    ("home_address-postcode", "WR1 2TS"),
    ("vehicle_registration", "AB12 CDE"),
    ("vehicle_owner", "owned"),
    ("start_date-day", "30"),
    ("start_date-month", "3"),
    ("start_date-year", "2026"),
    ("email_address", "idris.permit@residents.example"),
];

pub async fn code_sent_to(council: &Council, address: &str) -> String {
    let text = mail(council, address).await;
    let is_code = |word: &&str| word.len() == 6 && word.chars().all(|digit| digit.is_ascii_digit());
    text.split_whitespace().find(is_code).unwrap().to_owned()
}

fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

/// Walks the parking permit's form as far as it goes without an account.
async fn parking_permit(browser: &mut Browser) -> Answer {
    let page = browser.get("/services/resident-parking-permit").await;
    let mut page = browser.go_on(&page, &[]).await;
    for _ in 0..20 {
        if page.path.contains("/check") || page.path.starts_with("/sign-in") {
            return page;
        }
        page = browser.go_on(&page, PERMIT).await;
    }
    panic!("the form does not end: {}", page.path);
}

on_each_database! {
    async fn a_reference_alone_opens_nothing_and_a_code_does(council) {
        let reference = send(&mut council.browser()).await;
        let mut browser = resident(&council, "Mary Hollings").await;
        let path = format!("/account/cases/{reference}");
        assert_eq!(browser.get(&path).await.status, 404);
        let page = browser.get("/account/claim").await;
        let bad = browser.send(&page, &[("reference", "not one")]).await;
        assert_eq!(bad.status, 422);
        let code_page = browser.go_on(&page, &[("reference", &reference)]).await;
        let code = code_sent_to(&council, GIVEN).await;
        let wrong = browser.send(&code_page, &[("code", &another(&code))]).await;
        assert_eq!((wrong.status, wrong.text(".govuk-error-summary").contains("not the code")), (422, true));
        // The ticket is worth nothing in another browser, whoever is signed in there.
        let mut thief = resident(&council, "Mallory Price").await;
        let theirs = thief.get(&code_page.path).await;
        assert_eq!(thief.send(&theirs, &[("code", &code)]).await.status, 404);
        let account = browser.go_on(&code_page, &[("code", &code)]).await;
        assert!(account.words().contains("It is in your account now"));
        let case = browser.get(&path).await;
        for words in ["What happens next", "You will hear from us by 2 April 2026", "14 Quarry Row"] {
            assert!(case.words().contains(words), "{words}: {}", case.words());
        }
        assert_eq!(thief.get(&path).await.status, 404);
        assert_eq!(browser.send(&code_page, &[("code", &code)]).await.status, 404, "a code works once");
    }

    async fn five_wrong_codes_end_it(council) {
        let reference = send(&mut council.browser()).await;
        let mut browser = resident(&council, "Mary Hollings").await;
        let page = browser.get("/account/claim").await;
        let code_page = browser.go_on(&page, &[("reference", &reference)]).await;
        let code = code_sent_to(&council, GIVEN).await;
        for _ in 0..5 {
            browser.send(&code_page, &[("code", &another(&code))]).await;
        }
        assert_eq!(browser.send(&code_page, &[("code", &code)]).await.status, 404);
    }

    async fn nothing_to_claim_looks_the_same(council) {
        let mut browser = resident(&council, "Mary Hollings").await;
        let page = browser.get("/account/claim").await;
        let nobodys = Reference::from_random(7).to_string();
        let code_page = browser.go_on(&page, &[("reference", &nobodys)]).await;
        assert_eq!(code_page.text("h1"), "Enter the code");
        assert!(code_page.words().contains("If there is somewhere to send it"));
    }

    async fn notes_of_staff_are_not_for_the_resident(council) {
        let mut browser = resident(&council, "Mary Hollings").await;
        let mut page = start(&mut browser).await;
        for typed in MISSED_BIN {
            page = browser.go_on(&page, typed).await;
        }
        let reference = browser.go_on(&page, &[]).await.text(".reference");
        let mut staff = council.caseworker("Gareth Pugh").await;
        let desk = staff.get(&format!("/desk/cases/{reference}")).await;
        staff.go_on(&desk, &[("status", "crew_booked"), ("note", "The gate code is in the diary")]).await;
        let told = mail(&council, &address("Mary Hollings")).await;
        assert!(told.contains("We have booked a crew") && !told.contains("diary"), "{told}");
        let page = browser.get("/account/notifications").await;
        browser.go_on(&page, &[]).await;
        let desk = staff.get(&format!("/desk/cases/{reference}")).await;
        staff.go_on(&desk, &[("status", "collected"), ("note", "")]).await;
        let told = mail(&council, &address("Mary Hollings")).await;
        assert!(!told.contains("We have collected"), "nobody is told who does not want to be");
        let case = browser.get(&format!("/account/cases/{reference}")).await;
        assert!(case.words().contains("We have booked a crew"));
        assert!(!case.words().contains("diary"));
        let account = browser.get("/account").await;
        assert!(account.words().contains("Recent activity") && account.words().contains("You may also need"));
        let mut other = resident(&council, "Idris Cole").await;
        assert_eq!(other.get(&format!("/account/cases/{reference}")).await.status, 404);
    }

    async fn what_someone_says_of_themselves_opens_no_record(council) {
        // The council knows a Mary Hollings with this very address, which nobody has checked.
        let mut transaction = council.state.database.begin().await.unwrap();
        let person = NewPerson { name: "Mary Hollings", email: Some(&address("Mary Hollings")), telephone: None, ..NewPerson::default() };
        let record = transaction.add_person(&person, NOW.into()).await.unwrap();
        transaction.commit().await.unwrap();
        let mut browser = resident(&council, "Mary Hollings").await;
        assert!(browser.get("/account").await.words().contains("Your account is new"));
        let page = browser.get("/account/record").await;
        let known_address = "mary.at.home@residents.example";
        browser.go_on(&page, &[("means", "email"), ("address", known_address)]).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        let channel = VerifiedChannel { person: record, means: Means::Email, address: known_address, how: "code" };
        transaction.add_verified_channel(&channel, NOW.into()).await.unwrap();
        transaction.commit().await.unwrap();
        let code_page = browser.go_on(&page, &[("means", "email"), ("address", "MARY.at.home@residents.example")]).await;
        let code = code_sent_to(&council, "MARY.at.home@residents.example").await;
        let joined = browser.go_on(&code_page, &[("code", &code)]).await;
        assert!(joined.words().contains("are joined"));
        let mut connection = council.state.database.read().await.unwrap();
        let identity = connection.list_identities_by_email(&address("Mary Hollings")).await.unwrap();
        assert_eq!(identity[0].person_id, record);
        assert!(connection.find_person(identity[0].own_person_id).await.unwrap().is_some(), "a link, never a delete");
    }

    async fn a_service_that_needs_an_account_asks_in_the_middle_and_loses_nothing(council) {
        resident(&council, "Idris Cole").await;
        let mut browser = council.browser();
        let page = parking_permit(&mut browser).await;
        assert!(page.path.starts_with("/sign-in?next=") && page.words().contains("What you have answered is kept"), "{}", page.path);
        let typed = [("email", address("Idris Cole")), ("password", PASSWORD.to_owned())];
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let check = browser.go_on(&page, &typed).await;
        assert_eq!(check.text("h1"), "Check your answers");
        assert!(check.words().contains("Idris M. Cole"), "{}", check.words());
        let done = browser.go_on(&check, &[]).await;
        let reference = done.text(".reference");
        assert_eq!(browser.get(&format!("/account/cases/{reference}")).await.status, 200);
    }

    async fn sending_needs_what_checking_needs(council) {
        let mut browser = council.browser();
        let page = parking_permit(&mut browser).await;
        let next = page.attribute("input[name=next]", "value");
        let answer = browser.post(&next, &[("csrf", page.csrf())]).await;
        assert!(answer.location().starts_with("/sign-in"), "{}", answer.location());
        // A new account is as good as an old one, and leads back too.
        let register = browser.get(&format!("/register?next={next}")).await;
        let typed = [("name", "Idris Cole"), ("email", "idris@residents.example"), ("password", PASSWORD)];
        browser.go_on(&register, &typed).await;
        let confirm = browser.get(&link(&mail(&council, "idris@residents.example").await, "/register/")).await;
        assert_eq!(browser.go_on(&confirm, &[]).await.text("h1"), "Check your answers");
    }

    async fn a_sensitive_service_leaves_no_trace(council) {
        let mut browser = resident(&council, "Mary Hollings").await;
        let page = browser.get("/services/help-if-you-are-not-safe-at-home").await;
        let first = browser.go_on(&page, &[]).await;
        assert!(first.has(".govuk-exit-this-page"), "every page has a way out");
        let account = browser.get("/account").await;
        assert!(!account.words().contains("safe at home"));
        assert!(!browser.get("/services/help-if-you-are-not-safe-at-home").await.has("a[href^='/forms/']"));
        assert_eq!(first.header("cache-control"), "no-store");
        let page = council.browser().get("/services/help-if-you-are-not-safe-at-home").await;
        assert!(page.has(".govuk-exit-this-page"));
    }
}
