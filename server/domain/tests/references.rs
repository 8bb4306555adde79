//! References survive being written, read out and typed, and mistakes in them are noticed.

use guildhall_domain::reference::{NotAReference, Reference};
use proptest::prelude::*;

const ALPHABET: &str = "CDFGHJKMNPQRTVWXY";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_reference_has_its_shape_and_reads_back(random: u64) {
        let reference = Reference::from_random(random);
        let text = reference.to_string();
        let groups: Vec<&str> = text.split('-').collect();
        prop_assert_eq!(groups.len(), 3);
        prop_assert!(groups.iter().all(|group| group.len() == 3 && group.chars().all(|c| ALPHABET.contains(c))));
        for typed in [text.clone(), text.to_lowercase(), text.replace('-', ""), format!(" {} ", text.replace('-', " ")), text.replace('-', "–")] {
            prop_assert_eq!(Reference::parse(&typed), Ok(reference.clone()));
        }
        let json = serde_json::to_string(&reference).expect("it is data");
        prop_assert_eq!(serde_json::from_str::<Reference>(&json).expect("it can be read"), reference);
    }

    #[test]
    fn every_wrong_letter_is_noticed(random: u64) {
        let letters: Vec<char> = Reference::from_random(random).to_string().replace('-', "").chars().collect();
        for place in 0..letters.len() {
            for letter in ALPHABET.chars().filter(|letter| *letter != letters[place]) {
                let mut wrong = letters.clone();
                wrong[place] = letter;
                let wrong: String = wrong.into_iter().collect();
                prop_assert_eq!(Reference::parse(&wrong), Err(NotAReference::WrongCheck));
            }
        }
    }

    #[test]
    fn every_swap_of_two_letters_is_noticed(random: u64) {
        let letters: Vec<char> = Reference::from_random(random).to_string().replace('-', "").chars().collect();
        for first in 0..letters.len() {
            for second in first + 1..letters.len() {
                let mut wrong = letters.clone();
                wrong.swap(first, second);
                if wrong != letters {
                    let wrong: String = wrong.into_iter().collect();
                    prop_assert_eq!(Reference::parse(&wrong), Err(NotAReference::WrongCheck));
                }
            }
        }
    }

    #[test]
    fn different_numbers_have_different_references(one in 0..Reference::COUNT, other in 0..Reference::COUNT) {
        prop_assert_eq!(one == other, Reference::from_random(one) == Reference::from_random(other));
    }

    #[test]
    fn no_text_is_too_odd(text: String) {
        let _ = Reference::parse(&text);
    }
}

#[test]
fn what_is_wrong_is_said() {
    assert_eq!(Reference::parse("CDF-GHJ"), Err(NotAReference::WrongLength));
    assert_eq!(
        Reference::parse("CDF-GHJ-KMPQ"),
        Err(NotAReference::WrongLength)
    );
    assert_eq!(
        Reference::parse("CDF-GHJ-KM0"),
        Err(NotAReference::UnknownLetter('0'))
    );
    assert_eq!(Reference::parse(""), Err(NotAReference::WrongLength));
}
