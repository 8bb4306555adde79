//! At the counter: whose account it is, and which record is theirs.

use guildhall_database::PersonId;
use guildhall_domain::permissions::Grant;
use time::Duration;

use crate::{
    browser::{Answer, Browser},
    council::Council,
    journey::{fill_in, start},
    on_each_database,
    residents::{address, later, mail, resident},
};

/// The code that the account shows.
async fn get_code(browser: &mut Browser) -> String {
    let page = browser.get("/account/identity").await;
    let page = browser.go_on(&page, &[]).await;
    page.text(".govuk-panel__title").replace(' ', "")
}

/// The record that an account began on.
async fn record(council: &Council, name: &str) -> PersonId {
    let mut connection = council.state.database.read().await.unwrap();
    let identities = connection.list_identities_by_email(&address(name)).await;
    identities.unwrap()[0].own_person_id
}

/// The adviser's page that checks the account on a record.
async fn check_page(adviser: &mut Browser, person: PersonId) -> Answer {
    let page = adviser.open_record(person).await;
    adviser
        .get(&page.attribute("a[href*='/accounts/']", "href"))
        .await
}

async fn check(adviser: &mut Browser, person: PersonId, code: &str) -> Answer {
    let page = check_page(adviser, person).await;
    adviser
        .go_on(&page, &[("code", code), ("document", "passport")])
        .await
}

on_each_database! {
    async fn whoever_shows_documents_and_the_code_is_known_from_then_on(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let details = home.get("/account/details").await;
        assert!(details.has("a[href='/account/identity']"));
        let code = get_code(&mut home).await;
        assert!(code.len() == 6 && code.chars().all(|digit| digit.is_ascii_digit()), "{code}");
        let person = record(&council, "Idris Cole").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let page = check_page(&mut adviser, person).await;
        assert!(page.words().contains("i***@residents.example") && !page.body.contains(&address("Idris Cole")));
        for (typed, said) in [
            (vec![("document", "passport")], "Enter the code"),
            (vec![("code", code.as_str())], "one document with a photograph"),
            (vec![("code", code.as_str()), ("document", "bank-statement")], "one document with a photograph"),
            (vec![("code", code.as_str()), ("document", "a library card")], "one document with a photograph"),
            (vec![("code", "000001"), ("document", "passport")], "not the code that this account shows"),
        ] {
            let answer = adviser.send(&page, &typed).await;
            assert_eq!(answer.status, 422);
            assert!(answer.text(".govuk-error-summary").contains(said), "{}", answer.words());
        }
        let few = adviser.send(&page, &[("code", &code)]).await;
        assert_eq!(few.attribute("#code", "value"), code, "nobody has to ask for it again");
        let renamed = [("code", code.as_str()), ("document", "passport"), ("name", "Mary Hollings")];
        let refused = adviser.send(&page, &renamed).await;
        assert!(refused.words().contains("has just been changed"));
        let done = adviser.go_on(&page, &[("code", &code), ("document", "bank-statement"), ("document", "birth-certificate")]).await;
        assert!(done.words().contains("The identity is checked"));
        assert!(done.words().contains("Bank statement") && done.words().contains("Birth certificate"));
        assert!(home.get("/account/details").await.words().contains("We have checked who you are"));
        assert!(mail(&council, &address("Idris Cole")).await.contains("saw your documents"));
        let used = adviser.send(&page, &[("code", &code), ("document", "passport")]).await;
        assert_eq!(used.status, 422, "a code works once");
    }

    async fn a_service_for_the_person_alone_opens_after_the_check(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let service = home.get("/services/see-what-we-hold-about-you").await;
        let first = home.go_on(&service, &[]).await;
        let form = first.path.rsplit_once('/').unwrap().0.to_owned();
        let asked = home.get(&format!("{form}/check")).await;
        let is_there = asked.status == 403 || asked.status == 303;
        assert!(is_there, "{}", asked.words());
        let code = get_code(&mut home).await;
        let person = record(&council, "Idris Cole").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        check(&mut adviser, person, &code).await;
        let mut connection = council.state.database.read().await.unwrap();
        let identity = &connection.list_identities_by_email(&address("Idris Cole")).await.unwrap()[0];
        assert_eq!(identity.level(), guildhall_domain::accounts::Level::VerifiedIdentity);
        assert_eq!(identity.verified_how.as_deref(), Some("passport"));
    }

    async fn a_code_is_for_one_account_for_a_while_and_not_for_guessing(council) {
        let mut home = resident(&council, "Idris Cole").await;
        resident(&council, "Mary Hollings").await;
        let (idris, mary) = (record(&council, "Idris Cole").await, record(&council, "Mary Hollings").await);
        let mut adviser = council.staff("Amina Yusuf").await;
        let code = get_code(&mut home).await;
        let page = check_page(&mut adviser, mary).await;
        let typed = [("code", code.as_str()), ("document", "passport")];
        assert_eq!(adviser.send(&page, &typed).await.status, 422, "it is another's");
        let (_, mut late) = later(&council, &adviser, Duration::minutes(29));
        let page = check_page(&mut late, idris).await;
        let (_, mut too_late) = later(&council, &late, Duration::minutes(31));
        let over = too_late.send(&page, &typed).await;
        assert!(over.text(".govuk-error-summary").contains("does not work any more"));
        let first = get_code(&mut home).await;
        let code = get_code(&mut home).await;
        let page = check_page(&mut adviser, idris).await;
        if first != code {
            let old = [("code", first.as_str()), ("document", "passport")];
            assert_eq!(adviser.send(&page, &old).await.status, 422, "only the newest works");
        }
        let wrong = if code == "123456" { "654321" } else { "123456" };
        for _ in 0..4 {
            assert_eq!(adviser.send(&page, &[("code", wrong), ("document", "passport")]).await.status, 422);
        }
        let typed = [("code", code.as_str()), ("document", "passport")];
        assert_eq!(adviser.send(&page, &typed).await.status, 422, "guessed too often");
    }

    async fn an_account_is_joined_to_the_record_the_council_had_and_taken_apart_again(council) {
        let known = council.person("Idris Cole").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let page = adviser.open_record(known).await;
        assert!(page.words().contains("They have no account yet"));
        let first = adviser.go_on(&page, &[("service", "missed-bin-collection"), ("channel", "telephone")]).await;
        let sent = fill_in(&mut adviser, first).await;
        let reference = adviser.go_on(&sent, &[]).await.text(".reference");
        let mut home = resident(&council, "Idris Cole").await;
        let case = format!("/account/cases/{reference}");
        assert_eq!(home.get(&case).await.status, 404);
        let own = record(&council, "Idris Cole").await;
        let join = format!("/desk/people/{own}/join");
        adviser.open_record(own).await;
        assert_eq!(adviser.get(&join).await.status, 404, "nobody has proved whose account it is");
        let csrf = page.csrf();
        assert_eq!(adviser.post(&format!("{join}/{known}"), &[("csrf", csrf)]).await.status, 404);
        let code = get_code(&mut home).await;
        let checked = check(&mut adviser, own, &code).await;
        let candidates = adviser.get(&checked.attribute("a[href$='/join']", "href")).await;
        assert!(candidates.words().contains("01632 960 001"));
        let ask = adviser.get(&candidates.attribute("tbody a", "href")).await;
        let joined = adviser.go_on(&ask, &[]).await;
        assert!(joined.words().contains("The records are joined") && joined.words().contains("Records joined to this one"));
        assert_eq!(home.get(&case).await.status, 200, "what was asked for by telephone is in the account");
        let record = adviser.get(&format!("/desk/people/{own}")).await;
        assert!(record.words().contains("This record is joined to that of Idris Cole"));
        let ask = adviser.get(&record.attribute("a[href$='/separate']", "href")).await;
        let apart = adviser.go_on(&ask, &[]).await;
        assert!(apart.words().contains("apart again"));
        assert_eq!(home.get(&case).await.status, 404);
    }

    async fn records_that_are_joined_already_hide_no_others(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let own = record(&council, "Idris Cole").await;
        let known = council.person("Idris Cole").await;
        for _ in 0..26 {
            let other = council.person("Idris Cole").await;
            let mut transaction = council.state.database.begin().await.unwrap();
            transaction.join_person(other, known).await.unwrap();
            transaction.commit().await.unwrap();
        }
        let last = council.person("Idris Cole of Quarry Row").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let code = get_code(&mut home).await;
        let mut page = check(&mut adviser, own, &code).await;
        page = adviser.get(&page.attribute("a[href$='/join']", "href")).await;
        let mut offered = page.body.clone();
        while page.has(".govuk-pagination__next a") {
            page = adviser.get(&page.attribute(".govuk-pagination__next a", "href")).await;
            offered.push_str(&page.body);
        }
        assert!(offered.contains(&format!("/join/{last}")), "{offered}");
        // A record that others are joined to stays where it is.
        adviser.open_record(known).await;
        assert_eq!(adviser.get(&format!("/desk/people/{known}/join")).await.status, 404);
    }

    async fn nobody_checks_or_joins_their_own_account(council) {
        let mut both = resident(&council, "Amina Yusuf").await;
        council.add_staff("Amina Yusuf", &[Grant::Adviser]).await;
        let page = both.get("/staff/sign-in").await;
        let email = crate::council::email("Amina Yusuf");
        both.send(&page, &[("email", &email), ("password", crate::council::PASSWORD)]).await;
        let own = record(&council, "Amina Yusuf").await;
        let account = {
            let mut connection = council.state.database.read().await.unwrap();
            connection.list_identities_by_email(&address("Amina Yusuf")).await.unwrap()[0].id
        };
        let code = get_code(&mut both).await;
        let path = format!("/desk/people/{own}/accounts/{account}");
        assert_eq!(both.get(&path).await.status, 403);
        let csrf = both.get("/account/identity").await.csrf();
        let typed = [("csrf", csrf.as_str()), ("code", code.as_str()), ("document", "passport")];
        assert_eq!(both.post(&path, &typed).await.status, 403);
        // A colleague's caseworker sees the account, but does not check it.
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        let page = caseworker.open_record(own).await;
        assert!(page.words().contains("Identity not checked") && !page.has("a[href*='/accounts/']"));
        assert_eq!(caseworker.get(&path).await.status, 403);
    }

    async fn a_new_name_is_checked_anew(council) {
        let mut home = resident(&council, "Idris Cole").await;
        let person = record(&council, "Idris Cole").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let code = get_code(&mut home).await;
        check(&mut adviser, person, &code).await;
        let page = home.get("/account/details/change").await;
        assert!(page.words().contains("under this name"));
        let telephone = [("name", "Idris Cole"), ("telephone", "07700 900 112")];
        let same = home.go_on(&page, &telephone).await;
        assert!(same.words().contains("We have checked who you are"));
        let page = home.get("/account/details/change").await;
        let other = home.go_on(&page, &[("name", "Mary Hollings"), ("telephone", "")]).await;
        assert!(other.words().contains("Not checked yet"));
        let join = adviser.get(&format!("/desk/people/{person}/join")).await;
        assert_eq!(join.status, 404, "nobody joins another's record by another's name");
    }

    async fn an_account_is_found_only_on_its_own_record(council) {
        resident(&council, "Idris Cole").await;
        let other = council.person("Mary Hollings").await;
        let account = {
            let mut connection = council.state.database.read().await.unwrap();
            connection.list_identities_by_email(&address("Idris Cole")).await.unwrap()[0].id
        };
        let mut adviser = council.staff("Amina Yusuf").await;
        adviser.open_record(other).await;
        for path in [
            format!("/desk/people/{other}/accounts/{account}"),
            format!("/desk/people/{other}/accounts/nonsense"),
            format!("/desk/people/{other}/separate"),
            format!("/desk/people/{other}/join/{other}"),
        ] {
            assert_eq!(adviser.get(&path).await.status, 404, "{path}");
        }
        let mut browser = council.browser();
        start(&mut browser).await;
        assert!(browser.get("/account/identity").await.location().starts_with("/sign-in"));
    }
}
