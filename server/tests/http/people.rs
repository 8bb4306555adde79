//! Staff look for people before they add them, and are shown who is like somebody new.

use guildhall_database::{NewPerson, PersonId};
use guildhall_domain::permissions::Grant;

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    journey::{fill_in, start},
    on_each_database,
    residents::resident,
};

fn mary() -> NewPerson<'static> {
    NewPerson {
        name: "Mary O’Hollings",
        email: Some("mary.hollings@residents.example"),
        telephone: Some("01632 960 011"),
        date_of_birth: Some("1980-03-27"),
        address_line: Some("14 Quarry Row"),
        postcode: Some("WR1 4QR"),
        ..NewPerson::default()
    }
}

async fn add(council: &Council, person: &NewPerson<'_>) -> PersonId {
    let mut transaction = council.state.database.begin().await.unwrap();
    let id = transaction.add_person(person, NOW.into()).await.unwrap();
    transaction.commit().await.unwrap();
    id
}

async fn search(staff: &mut Browser, typed: &str) -> Answer {
    let query: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
    let page = staff.get(&format!("/desk/people?q={query}")).await;
    assert_eq!(page.status, 200, "{typed}");
    page
}

fn count(page: &Answer) -> usize {
    page.texts("tbody tr").len()
}

/// What the form for somebody new sends.
fn typed<'a>(
    name: &'a str,
    born: [&'a str; 3],
    postcode: &'a str,
    telephone: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", name),
        ("born-day", born[0]),
        ("born-month", born[1]),
        ("born-year", born[2]),
        ("address_line", "14 Quarry Row"),
        ("postcode", postcode),
        ("email", ""),
        ("telephone", telephone),
    ]
}

on_each_database! {
    async fn people_are_searched_before_they_are_added(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        for name in ["Mary Hollings", "Mair Hopkins", "100% Percy"] {
            council.person(name).await;
        }
        assert!(staff.get("/desk/people").await.words().contains("Search before you add anyone"));
        assert_eq!(count(&search(&mut staff, "HOLL").await), 1);
        assert_eq!(count(&search(&mut staff, "960001").await), 3);
        assert_eq!(count(&search(&mut staff, "100% percy").await), 1);
        for nothing in ["%", "_", "%ary%", "' OR '1'='1", "\\", "*"] {
            assert!(count(&search(&mut staff, nothing).await) <= 1, "{nothing}");
        }
        let nobody = search(&mut staff, "Zebedee Yardley 27/3/1980 wr1 4qr 01632 960 044 z@residents.example").await;
        assert!(nobody.words().contains("Nobody found"));
        let new = staff.get(&nobody.attribute("main a.govuk-button", "href")).await;
        let value = |control: &str| new.attribute(&format!("#{control}"), "value");
        assert_eq!(value("name"), "Zebedee Yardley");
        assert_eq!([value("born-day"), value("born-month"), value("born-year")], ["27", "3", "1980"]);
        assert_eq!((value("postcode").as_str(), value("email").as_str()), ("WR1 4QR", "z@residents.example"));
        assert_eq!(value("telephone"), "01632 960 044");
    }

    async fn a_row_tells_two_of_one_name_apart_and_by_what_they_were_found(council) {
        add(&council, &mary()).await;
        add(&council, &NewPerson { name: "Mary O’Hollings", ..NewPerson::default() }).await;
        let mut staff = council.staff("Amina Yusuf").await;
        let page = search(&mut staff, "hollings molly").await;
        assert!(page.words().contains("2 people found for “hollings molly”"), "{}", page.words());
        let rows = page.texts("tbody tr");
        let mary = rows.iter().find(|row| row.contains("27 March 1980")).unwrap();
        for known in ["14 Quarry Row, WR1 4QR", "mary.hollings@residents.example", "01632 960 011", "name, another form of the name"] {
            assert!(mary.contains(known), "{known} is not in {mary}");
        }
        let page = search(&mut staff, "mary 27/3/1980 WRl 4QR").await;
        assert!(page.text("tbody tr").contains("date of birth, postcode"), "{}", page.words());
        assert_eq!(count(&page), 1);
        let page = search(&mut staff, "mary ohollings 31/02/1980").await;
        assert!(page.words().contains("“31/02/1980” is not a date of birth"));
        assert_eq!(count(&page), 2);
    }

    async fn whoever_registers_is_found_at_once_and_so_is_what_they_change(council) {
        let mut browser = resident(&council, "Zebedee Yardley").await;
        let mut staff = council.staff("Amina Yusuf").await;
        assert_eq!(count(&search(&mut staff, "yardly zebedee").await), 1);
        let change = browser.get("/account/details/change").await;
        browser.go_on(&change, &[("name", "Zebedee Nant"), ("telephone", "07700 900 123")]).await;
        for typed in ["zebedee nant", "+447700900123", "yardley"] {
            assert!(search(&mut staff, typed).await.text("tbody tr").contains("Zebedee Nant"), "{typed}");
        }
    }

    async fn a_case_leads_to_its_person_for_those_who_may_see_it(council) {
        let person = council.person("Mary Hollings").await;
        let mut adviser = council.staff("Amina Yusuf").await;
        let record = adviser.open_record(person).await;
        let first = adviser.go_on(&record, &[("service", "missed-bin-collection"), ("channel", "telephone")]).await;
        let check = fill_in(&mut adviser, first).await;
        let reference = adviser.go_on(&check, &[]).await.text(".reference");
        for typed in [reference.clone(), reference.replace('-', " ").to_lowercase(), format!("hollings {reference}")] {
            let page = search(&mut adviser, &typed).await;
            assert!(page.text("tbody tr").contains("case reference"), "{typed}");
        }
        let mut unnamed = council.browser();
        let first = start(&mut unnamed).await;
        let check = fill_in(&mut unnamed, first).await;
        let reference = unnamed.go_on(&check, &[]).await.text(".reference");
        assert!(search(&mut adviser, &reference).await.words().contains("Nobody found"));
    }

    async fn a_person_is_added_once_their_details_make_sense(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        let new = staff.get("/desk/people/new").await;
        let wrong = [("name", " "), ("email", "nonsense"), ("telephone", "none"), ("born-day", "31"), ("born-month", "2"), ("born-year", "1980"), ("postcode", "nowhere")];
        let wrong = staff.send(&new, &wrong).await;
        assert_eq!(wrong.status, 422);
        let told = wrong.texts(".govuk-error-summary__list li");
        assert_eq!(told.len(), 5, "{told:?}");
        assert!(told[1].contains("Date of birth"), "{told:?}");
        assert_eq!(wrong.attribute(".govuk-error-summary__list li:nth-child(2) a", "href"), "#born-day");
        assert_eq!((wrong.attribute("#email", "value"), wrong.attribute("#born-day", "value")), ("nonsense".into(), "31".into()));
        for (day, month, year) in [("1", "1", "2999"), ("1", "", "1980"), ("x", "1", "1980"), ("1", "1", "25")] {
            let told = staff.send(&new, &typed("Zoë", [day, month, year], "", "")).await;
            assert_eq!(told.status, 422, "{day} {month} {year}");
        }
        let long = "Ab".repeat(151);
        assert_eq!(staff.send(&new, &typed(&long, ["", "", ""], "", "")).await.status, 422);
        let person = staff.go_on(&wrong, &typed("Zoë O’Neill", ["27", "March", "1980"], "wr1 4qr", "01632 960 078")).await;
        assert_eq!(person.text("h1"), "Zoë O’Neill");
        let found = search(&mut staff, "neill 27 mar 1980 wr14qr").await;
        assert!(found.text("tbody tr").contains("27 March 1980 14 Quarry Row, WR1 4QR"), "{}", found.words());
        let longest = "Ab".repeat(150);
        let person = staff.go_on(&new, &[("name", &longest)]).await;
        assert_eq!(person.text("h1"), longest);
        assert_eq!(count(&search(&mut staff, &longest).await), 1);
    }

    async fn those_who_are_like_somebody_new_are_shown_first(council) {
        let there = add(&council, &mary()).await;
        let mut staff = council.staff("Amina Yusuf").await;
        let new = staff.get("/desk/people/new").await;
        let details = typed("Molly Ohollings", ["27", "3", "1980"], "WR1 4QR", "07700 900 123");
        let asked = staff.send(&new, &details).await;
        assert_eq!(asked.status, 409);
        assert!(asked.text("h1").contains("Is Molly Ohollings one of these people?"));
        let row = asked.text("tbody tr");
        for known in ["Mary O’Hollings", "27 March 1980", "similar name, same date of birth, lives in the same postcode"] {
            assert!(row.contains(known), "{known} is not in {row}");
        }
        assert_eq!(asked.attribute("tbody a", "href"), format!("/desk/people/{there}"));
        assert_eq!(count(&search(&mut staff, "molly").await), 1, "nobody was added");
        let changing = staff.send(&asked, &[("change", "yes")]).await;
        assert_eq!((changing.status, changing.attribute("#name", "value")), (200, "Molly Ohollings".into()));
        assert_eq!(changing.attribute("#telephone", "value"), "07700 900 123");
        let (_, kept) = asked.form();
        for (control, value) in &details {
            assert!(kept.iter().any(|(name, kept)| name == control && kept == value), "{control} is lost");
        }
        // Somebody else who is like them is added meanwhile.
        add(&council, &NewPerson { name: "Molly O’Hollings", date_of_birth: Some("1980-03-27"), ..NewPerson::default() }).await;
        let again = staff.send(&asked, &[]).await;
        assert_eq!((again.status, count(&again)), (409, 2));
        let added = staff.go_on(&again, &[]).await;
        assert_eq!(added.text("h1"), "Molly Ohollings");
        assert_eq!(count(&search(&mut staff, "ohollings 27/3/1980").await), 3);
    }

    async fn a_household_is_not_one_person(council) {
        add(&council, &mary()).await;
        let mut staff = council.staff("Amina Yusuf").await;
        let new = staff.get("/desk/people/new").await;
        let asked = staff.send(&new, &typed("Evan Cole", ["6", "5", "2004"], "wr14qr", "+44 1632 960011")).await;
        assert_eq!(asked.status, 409);
        assert!(asked.text("h1").contains("These people share details with Evan Cole"));
        assert!(asked.words().contains("seems to be somebody else"));
        assert!(asked.text("tbody tr").contains("lives in the same postcode, uses the same telephone number"));
        let added = staff.go_on(&asked, &[]).await;
        assert_eq!(added.text("h1"), "Evan Cole");
        let stranger = staff.go_on(&new, &typed("Idris Pugh", ["", "", ""], "", "")).await;
        assert_eq!(stranger.text("h1"), "Idris Pugh");
    }

    async fn long_lists_of_people_have_pages(council) {
        let mut staff = council.staff("Amina Yusuf").await;
        for number in 0..30 {
            council.person(&format!("Evans {number:02}")).await;
        }
        let first = search(&mut staff, "evans").await;
        assert!(first.words().contains("30 people found"));
        assert_eq!(count(&first), 25);
        let second = staff.get(&first.attribute(".govuk-pagination__next a", "href")).await;
        assert_eq!(count(&second), 5);
        let back = staff.get(&second.attribute(".govuk-pagination__prev a", "href")).await;
        assert_eq!(back.texts("tbody tr"), first.texts("tbody tr"));
        let far = staff.get("/desk/people?q=evans&page=99999999999").await;
        assert_eq!(far.status, 200);
    }

    async fn suggestions_are_for_those_who_may_see_people(council) {
        add(&council, &mary()).await;
        let path = "/actions/suggest-people?typed=hollings+ma";
        let mut staff = council.staff("Amina Yusuf").await;
        let answer = staff.get(path).await;
        assert_eq!(answer.status, 200);
        let suggestions: Vec<serde_json::Value> = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(suggestions.len(), 1);
        assert_eq!(suggestions[0]["title"], "Mary O’Hollings");
        assert!(suggestions[0]["about"].as_str().unwrap().contains("born 27 March 1980, 14 Quarry Row, WR1 4QR"));
        for nobody in ["", "%", "zebedee"] {
            let answer = staff.get(&format!("/actions/suggest-people?typed={}", nobody.replace('%', "%25"))).await;
            assert_eq!((answer.status, answer.body.as_str()), (200, "[]"));
        }
        let page = staff.get("/desk/people").await;
        assert!(!page.body.contains("Hollings"), "what an island is given says nothing of anybody");
        let mut designer = council.staff_with("Rhodri Vaughan", &[Grant::ContentDesigner]).await;
        assert_eq!(designer.get(path).await.status, 403);
        for mut other in [council.browser(), resident(&council, "Idris Cole").await] {
            let answer = other.get(path).await;
            assert_eq!(answer.status, 303);
            assert!(answer.location().starts_with("/staff/sign-in") && !answer.body.contains("Hollings"));
        }
    }
}
