//! People are found by what is known of them, on both databases alike.

use std::collections::BTreeSet;

use guildhall_database::{Database, NewPerson, PersonId, Projection, SearchLimits, Timestamp};
use guildhall_domain::people_search::{
    Asked, Searchable,
    likeness::Shared,
    scoring::{How, What},
};
use time::{OffsetDateTime, macros::datetime};

const NOON: OffsetDateTime = datetime!(2026-03-27 12:00 UTC);

async fn add(database: &Database, person: NewPerson<'_>) -> PersonId {
    let mut transaction = database.begin().await.unwrap();
    let id = transaction
        .add_person(&person, Timestamp::from(NOON))
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    id
}

async fn named(database: &Database, names: &[&str]) {
    for name in names {
        let person = NewPerson {
            name,
            ..NewPerson::default()
        };
        add(database, person).await;
    }
}

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

/// The names of those who are found, the best first.
async fn found(database: &Database, typed: &str) -> Vec<String> {
    found_within(database, typed, &SearchLimits::default()).await
}

async fn found_within(database: &Database, typed: &str, limits: &SearchLimits) -> Vec<String> {
    let asked = Asked::read(typed, NOON.date());
    let mut connection = database.read().await.unwrap();
    let found = connection.search_people(&asked, limits).await.unwrap();
    found
        .people
        .into_iter()
        .map(|one| one.person.name)
        .collect()
}

on_each_database! {
    async fn somebody_is_found_by_each_thing_that_is_known_in_any_order(database) {
        add(&database, mary()).await;
        named(&database, &["Mary Whitcombe", "Idris Cole", "Marian Holloway"]).await;
        for typed in [
            "Mary O'Hollings", "ohollings", "o hollings mary", "hollings", "MARY HOLL", "holl mar", "hollings m",
            "27/3/1980", "27.3.80", "27 March 1980", "1980-03-27", "hollings 1980", "march 1980 mary",
            "WR1 4QR", "wr14qr", "WRI 4QR", "wr1 4", "hollings wr1", "mary.hollings@residents.example", "MARY.HOLLINGS@",
            "01632 960 011", "01632960011", "+44 1632 960011", "+44 (0)1632 960 011", "960011", "0011",
            "01632 960011 mary", "wr1 4qr 27/3/1980 hollings", "mary.hollings@residents.example o'hollings 27/03/80 WR1 4QR 01632-960-011",
        ] {
            assert_eq!(found(&database, typed).await.first().map(String::as_str), Some("Mary O’Hollings"), "{typed}");
        }
        for typed in ["", " ", "%", "_", "zebedee", "wr9 9zz", "28/3/1980", "07700 900999", "nobody@residents.example", "31/02/1980", "x".repeat(100_000).as_str()] {
            assert!(found(&database, typed).await.is_empty(), "{typed}");
        }
    }

    async fn nicknames_slips_and_beginnings_come_after_what_was_typed(database) {
        named(&database, &["William Smith", "Bill Smith", "Will Smyth", "Wilma Smithson", "Margaret Pugh", "Siân Jones", "Jane Jones"]).await;
        assert_eq!(found(&database, "bill smith").await[..2], ["Bill Smith", "William Smith"]);
        assert_eq!(found(&database, "William Smith").await[0], "William Smith");
        assert!(found(&database, "William Smith").await.contains(&"Will Smyth".to_owned()));
        assert_eq!(found(&database, "peggy pugh").await, ["Margaret Pugh"]);
        assert_eq!(found(&database, "peg").await, ["Margaret Pugh"]);
        assert_eq!(found(&database, "Sian Jones").await, ["Siân Jones", "Jane Jones"]);
        assert_eq!(found(&database, "wil smi").await.len(), 3);
        for slip in ["wlliam smith", "wililam smith", "williams smith", "wiliam smyth", "margret pugh", "Margaret Pughh"] {
            assert!(!found(&database, slip).await.is_empty(), "{slip}");
        }
        assert!(found(&database, "puhg margaret").await.contains(&"Margaret Pugh".to_owned()));
    }

    async fn names_of_any_script_and_any_length_are_found(database) {
        let long = format!("{} Featherstonehaugh", "Wolfeschlegelstein ".repeat(15));
        let longest = "ab".repeat(150);
        let names = ["王小明", "Мария Иванова", "محمد علي", "Nguyễn Thị Hương", "Łukasz Müßig", "X", "O", "विक्रम सिंह", &long, &longest, "100% Percy"];
        named(&database, &names).await;
        for (typed, name) in [
            ("王小明", names[0]), ("小明", names[0]), ("王", names[0]), ("мария", names[1]), ("ИВАНОВА мария", names[1]), ("محمد", names[2]),
            ("nguyen huong", names[3]), ("Huong Nguyen", names[3]), ("lukasz mussig", names[4]), ("x", names[5]), ("o", names[6]),
            ("विक्रम", names[7]), ("featherstonehaugh", names[8]), (&long, names[8]), (&longest, names[9]), ("100% percy", names[10]), ("percy", names[10]),
        ] {
            assert_eq!(found(&database, typed).await.first().map(String::as_str), Some(name), "{typed}");
        }
    }

    async fn a_change_is_found_at_once_and_former_names_stay(database) {
        let id = add(&database, mary()).await;
        let mut transaction = database.begin().await.unwrap();
        let mut changed = Searchable::of("Mary Whitcombe", Some("1980-03-27"), Some("WR1 4QR"), Some("mary.whitcombe@residents.example"), Some("07700 900 123"));
        changed.names.push("Mary O’Hollings".to_owned());
        let shown = Projection { name: Some("Mary Whitcombe".to_owned()), ..Projection::default() };
        transaction.project_person(id, &shown).await.unwrap();
        transaction.index_person(id, &changed).await.unwrap();
        transaction.commit().await.unwrap();
        for typed in ["whitcombe", "mary ohollings", "07700900123", "mary.whitcombe@residents.example", "27/3/1980"] {
            assert_eq!(found(&database, typed).await, ["Mary Whitcombe"], "{typed}");
        }
        for gone in ["01632 960 011", "mary.hollings@residents.example"] {
            assert!(found(&database, gone).await.is_empty(), "{gone}");
        }
        let asked = Asked::read("hollings", NOON.date());
        let mut connection = database.write().await.unwrap();
        let former = connection.search_people(&asked, &SearchLimits::default()).await.unwrap();
        assert_eq!((former.people[0].matches[0].what, former.people[0].matches[0].how), (What::FormerName, How::Exactly));
        connection.index_person(id, &Searchable::of("Mary Whitcombe", None, None, None, None)).await.unwrap();
        drop(connection);
        assert!(found(&database, "hollings").await.is_empty());
        assert!(found(&database, "wr1 4qr").await.is_empty());
        assert_eq!(found(&database, "mary whitcombe").await.len(), 1);
    }

    async fn nothing_of_somebody_is_found_whose_writing_was_undone(database) {
        let mut transaction = database.begin().await.unwrap();
        transaction.add_person(&mary(), NOON.into()).await.unwrap();
        drop(transaction);
        assert!(found(&database, "hollings").await.is_empty());
    }

    async fn a_joined_record_leads_to_the_one_it_is_joined_to_once(database) {
        let own = add(&database, mary()).await;
        let account = NewPerson { name: "Mary H", email: Some("mary@home.example"), ..NewPerson::default() };
        let account = add(&database, account).await;
        database.write().await.unwrap().join_person(account, own).await.unwrap();
        for typed in ["mary@home.example", "mary", "mary h", "hollings"] {
            assert_eq!(found(&database, typed).await, ["Mary O’Hollings"], "{typed}");
        }
    }

    async fn a_hidden_home_finds_nobody_and_is_not_told(database) {
        let id = add(&database, mary()).await;
        let neighbour = NewPerson { name: "Idris Cole", postcode: Some("WR1 4QR"), ..NewPerson::default() };
        add(&database, neighbour).await;
        let limits = SearchLimits { hidden_homes: BTreeSet::from([id]), of_case: None };
        assert_eq!(found_within(&database, "wr1 4qr", &limits).await, ["Idris Cole"]);
        assert!(found_within(&database, "hollings wr1 4qr", &limits).await.is_empty());
        let asked = Asked::read("hollings", NOON.date());
        let mut connection = database.read().await.unwrap();
        let seen = connection.search_people(&asked, &limits).await.unwrap();
        assert_eq!((&seen.people[0].person.postcode, &seen.people[0].person.address_line), (&None, &None));
        let alike = connection.list_alike(&neighbour_of(), &limits).await.unwrap();
        assert_eq!(alike.household.len(), 1, "only the neighbour whose home is not hidden");
    }

    async fn a_case_finds_its_person_for_whom_it_is_not_hidden(database) {
        let id = add(&database, mary()).await;
        let reference = guildhall_domain::reference::Reference::from_random(7);
        let limits = SearchLimits { of_case: Some(id), ..SearchLimits::default() };
        assert_eq!(found_within(&database, reference.as_str(), &limits).await.len(), 1);
        assert_eq!(found_within(&database, &format!("mary {reference}"), &limits).await.len(), 1);
        assert!(found(&database, reference.as_str()).await.is_empty());
        assert_eq!(found_within(&database, "mary", &limits).await.len(), 1);
    }

    async fn long_lists_are_cut_and_say_so(database) {
        let mut transaction = database.begin().await.unwrap();
        for number in 0..230 {
            let name = format!("{} Evans", char::from_u32(0x4e00 + number).unwrap());
            let person = NewPerson { name: &name, date_of_birth: Some("1970-01-01"), ..NewPerson::default() };
            transaction.add_person(&person, NOON.into()).await.unwrap();
        }
        transaction.commit().await.unwrap();
        let mut target = mary();
        target.name = "Zoe Evans";
        add(&database, target).await;
        let mut connection = database.read().await.unwrap();
        let mut ask = async |typed: &str| {
            let asked = Asked::read(typed, NOON.date());
            let found = connection.search_people(&asked, &SearchLimits::default()).await.unwrap();
            (found.people.len(), found.is_cut, found.people[0].person.name.clone())
        };
        let (count, is_cut, _) = ask("evans").await;
        assert_eq!((count, is_cut), (200, true));
        assert_eq!(ask("zoe evans").await, (1, false, "Zoe Evans".to_owned()));
        assert_eq!(ask("evans 27/3/1980").await, (1, false, "Zoe Evans".to_owned()));
        let (count, is_cut, _) = ask("1/1/1970").await;
        assert_eq!((count, is_cut), (200, true));
    }

    async fn a_person_to_be_added_is_compared_with_those_who_are_there(database) {
        add(&database, mary()).await;
        let son = NewPerson { name: "Evan O’Hollings", telephone: Some("01632 960 011"), date_of_birth: Some("2004-05-06"), ..mary() };
        add(&database, son).await;
        named(&database, &["Idris Cole"]).await;
        let mut connection = database.read().await.unwrap();
        let limits = SearchLimits::default();
        let typed = Searchable::of("Molly Ohollings", Some("1980-03-27"), Some("wr1 4qr"), None, None);
        let alike = connection.list_alike(&typed, &limits).await.unwrap();
        assert_eq!(alike.likely.iter().map(|one| one.person.name.as_str()).collect::<Vec<_>>(), ["Mary O’Hollings"]);
        assert_eq!(alike.likely[0].shared, [Shared::SimilarName, Shared::DateOfBirth, Shared::Postcode]);
        assert_eq!(alike.household.iter().map(|one| one.person.name.as_str()).collect::<Vec<_>>(), ["Evan O’Hollings"]);
        let stranger = Searchable::of("Zebedee Pugh", Some("1999-09-09"), None, None, None);
        let alike = connection.list_alike(&stranger, &limits).await.unwrap();
        assert!(alike.likely.is_empty() && alike.household.is_empty());
        let slip = Searchable::of("Mray Ohollings", None, None, None, None);
        assert_eq!(connection.list_alike(&slip, &limits).await.unwrap().likely.len(), 1);
    }

    async fn those_who_were_there_before_the_index_are_in_it_after_the_upgrade(database) {
        let id = add(&database, mary()).await;
        forget(&database).await;
        assert!(found(&database, "hollings").await.is_empty());
        database.migrate().await.unwrap();
        for typed in ["hollings", "holings mary", "27/3/1980", "wr14qr", "960011"] {
            assert_eq!(found(&database, typed).await.len(), 1, "{typed}");
        }
        let person = database.read().await.unwrap().find_person(id).await.unwrap().unwrap();
        assert_eq!(person.postcode.as_deref(), Some("WR1 4QR"));
    }

    async fn people_of_the_same_names_are_added_at_once_without_waiting_for_ever(database) {
        let adding: Vec<_> = (0..12).map(|number| {
            let database = database.clone();
            tokio::spawn(async move {
                let name = if number % 2 == 0 { "Zebedee Yardley" } else { "Yardley Zebedee" };
                add(&database, NewPerson { name, ..mary() }).await
            })
        }).collect();
        for added in adding {
            added.await.unwrap();
        }
        assert_eq!(found(&database, "yardley zebedee").await.len(), 12);
    }
}

fn neighbour_of() -> Searchable {
    Searchable::of("Joan Whitcombe", None, Some("WR1 4QR"), None, None)
}

/// As it was before there was an index.
async fn forget(database: &Database) {
    for statement in [
        "DELETE FROM search_entries",
        "DELETE FROM name_words",
        "DELETE FROM name_word_slips",
        "UPDATE people SET searchable = NULL",
    ] {
        match database {
            Database::Sqlite { writer, .. } => {
                sqlx::query(statement).execute(writer).await.unwrap();
            }
            Database::Postgres(pool) => {
                sqlx::query(statement).execute(pool).await.unwrap();
            }
        }
    }
}
