//! Properties of finding people: what is typed in another order, with slips or in part still finds them, and what ranks
//! them reads the index where they stand.

use guildhall_domain::people_search::{
    Asked, Near, Reading, Searchable, Widened, entries, folding, lookups, score, slips,
};
use proptest::{prelude::*, sample::select};
use time::{Date, macros::date};

const TODAY: Date = date!(2026 - 03 - 27);

fn read(text: &str) -> Asked {
    Asked::read(text, TODAY)
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "Mary",
            "Margaret",
            "Peggy",
            "William",
            "John",
            "Smith",
            "O’Neill",
            "van den Berg",
            "Smith-Jones",
            "Zoë",
            "Mc Donald",
            "X",
            "王小明",
            "Łukasz",
            "Nguyễn",
            "Hollings",
            "Siân",
            "Мария",
            "محمد",
        ])
        .prop_map(str::to_owned),
        "[A-Z][a-z]{2,11}",
    ]
}

prop_compose! {
    fn person()(
        name in prop::collection::vec(words(), 1..4),
        (year, month, day) in (1900..2025_i32, 1..=12_u8, 1..=28_u8),
        postcode in "(WR|S|EC)[1-9]{1,2} [1-9][A-HJ-NP-Z]{2}",
        email in "[a-z]{3,9}\\.[a-z]{3,9}@residents\\.example",
        telephone in "07700 900[0-9]{3}",
    ) -> Searchable {
        let born = format!("{year:04}-{month:02}-{day:02}");
        Searchable::of(&name.join(" "), Some(&born), Some(&postcode), Some(&email), Some(&telephone))
    }
}

/// Everything of somebody, in one of the orders that it can be typed in.
fn typed_of(person: &Searchable) -> impl Strategy<Value = String> + use<> {
    let born = person.date_of_birth.clone().unwrap();
    let mut date = born.split('-');
    let (year, month, day) = (
        date.next().unwrap(),
        date.next().unwrap(),
        date.next().unwrap(),
    );
    let parts = vec![
        person.names[0].clone(),
        format!("{day}/{month}/{year}"),
        person.postcodes[0].to_lowercase(),
        person.emails[0].to_uppercase(),
        format!("+44 {}", &person.telephones[0][1..]),
    ];
    Just(parts)
        .prop_shuffle()
        .prop_map(|parts| parts.join(", "))
}

fn is_found(asked: &Asked, person: &Searchable) -> bool {
    let lookups = lookups(asked, None);
    let entries = entries(person);
    entries.iter().any(|entry| {
        let mut lookups = lookups.iter();
        lookups.any(|lookup| lookup.kind == entry.kind && lookup.covers(&entry.word))
    })
}

proptest! {
    #[test]
    fn whoever_is_asked_for_in_full_is_found_in_any_order(
        (person, typed) in person().prop_flat_map(|person| { let typed = typed_of(&person); (Just(person), typed) })
    ) {
        let asked = read(&typed);
        let found = score(&asked, &person, false);
        prop_assert!(found.as_ref().is_some_and(|found| found.missed == 0), "{typed}: {asked:?} {found:?}");
        prop_assert!(is_found(&asked, &person));
    }

    #[test]
    fn each_word_of_a_name_finds_its_bearer_and_so_does_its_beginning(person in person(), letters in 1..12_usize) {
        for word in person.names[0].split_whitespace() {
            let begun: String = word.chars().take(letters).collect();
            for typed in [word.to_owned(), begun] {
                let asked = read(&typed);
                if asked.is_empty() {
                    continue;
                }
                // A particle alone belongs to the word after it.
                prop_assert!(score(&asked, &person, false).is_some() || typed.len() < 4, "{typed} in {person:?}");
                prop_assert!(is_found(&asked, &person) || typed.len() < 4, "{typed} in {person:?}");
            }
        }
    }

    #[test]
    fn the_order_of_what_is_typed_changes_no_score(
        person in person(),
        other in person(),
        parts in prop::collection::vec(select(vec!["mary", "smith", "27/3/1980", "wr1 4qr", "mary@residents.example", "07700 900123"]), 1..5)
            .prop_flat_map(|parts| { let shuffled = Just(parts.clone()).prop_shuffle(); (Just(parts), shuffled) }),
    ) {
        for person in [person, other] {
            let scored = |parts: &[&str]| score(&read(&parts.join(" , ")), &person, false).map(|found| (found.missed, found.points));
            prop_assert_eq!(scored(&parts.0), scored(&parts.1));
        }
    }

    #[test]
    fn nothing_scores_above_what_is_typed_exactly(name in "[a-z]{4,12}", other in "[a-z]{4,12}", place in 0..12_usize) {
        let exactly = score(&read(&name), &Searchable::of(&name, None, None, None, None), false).unwrap();
        let mut slipped = name.clone();
        slipped.remove(place % slipped.len());
        for typed in [slipped, other, name[..name.len() - 1].to_owned()] {
            if let Some(found) = score(&read(&typed), &Searchable::of(&name, None, None, None, None), false) {
                prop_assert!(found.points <= exactly.points, "{typed} {name}");
            }
        }
    }

    #[test]
    fn who_has_all_that_is_asked_comes_before_who_lacks_some(person in person(), other in person()) {
        let asked = read(&format!("{} {}", person.names[0], person.postcodes[0]));
        let all = score(&asked, &person, false).unwrap();
        if let Some(found) = score(&asked, &other, false).filter(|found| found.missed > 0) {
            prop_assert!(all.order() < found.order());
        }
    }

    #[test]
    fn a_word_is_kept_beside_whatever_a_slip_makes_of_it(typed in "[abc]{4,9}", word in "[abc]{2,10}") {
        let shares_a_key = slips::keys_of_typed(&typed).intersection(&slips::keys_of_word(&word)).next().is_some();
        prop_assert!(!slips::is_slip(&typed, &word) || shares_a_key, "{typed} {word}");
    }

    #[test]
    fn a_slip_in_a_name_still_finds_it(word in "[a-z]{5,12}", place in 0..12_usize, letter in "[a-z]") {
        let mut typed = word.clone();
        let place = place % typed.len();
        typed.replace_range(place..=place, &letter);
        let person = Searchable::of(&format!("{word} Whitcombe"), None, None, None, None);
        let asked = read(&format!("{typed} whitcombe"));
        prop_assert!(score(&asked, &person, false).is_some_and(|found| found.missed == 0));
        let near = Near { slips: vec![word.clone()], ..Near::default() };
        let widened = Widened::from([(0, near)]);
        let keys: Vec<_> = lookups(&asked, Some(&widened)).into_iter().chain(lookups(&asked, None)).collect();
        let found = entries(&person).into_iter().any(|entry| keys.iter().any(|key| key.kind == entry.kind && key.covers(&entry.word)));
        prop_assert!(found);
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
        let folded = folding::fold(&text);
        prop_assert_eq!(folding::fold(&folded), folded);
    }

    #[test]
    fn nothing_typed_is_too_odd(text in "(\\PC|[0-9/ @+.'-]){0,80}", name in "\\PC{0,300}") {
        let asked = read(&text);
        prop_assert!(asked.parts.len() <= 12);
        let person = Searchable::of(&name, Some("not a date"), Some(&text), Some(&text), Some(&text));
        let _ = (score(&asked, &person, false), lookups(&asked, None), Asked::about(&person));
        prop_assert!(entries(&person).len() < 1_000);
    }
}

#[test]
fn postcodes_are_found_with_letters_for_figures() {
    let person = Searchable::of("Mary Hollings", None, Some("SO10 0OI"), None, None);
    for typed in ["so10 0oi", "S010 OO1", "so1o0oi", "SOIO 00I"] {
        let asked = read(typed);
        assert!(
            matches!(asked.parts[0].readings[0], Reading::Postcode(_)),
            "{typed}"
        );
        assert!(
            score(&asked, &person, false).is_some() && is_found(&asked, &person),
            "{typed}"
        );
    }
}
