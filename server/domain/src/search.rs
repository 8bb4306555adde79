//! Finding a service by the words people use for it, slips of the finger included.

use crate::{
    services::Service,
    text::{Language, Text},
};

/// How much a word counts, by where it is found.
const IN_TITLE: u32 = 8;
const IN_KEYWORDS: u32 = 5;
const IN_SUMMARY: u32 = 2;

/// How well a service answers a search: nothing unless every word of the search is found in it somewhere.
pub fn score(service: &Service, query: &str, language: Language) -> Option<u32> {
    let title = words(service.title.in_language(language));
    let summary = words(service.summary.in_language(language));
    let keywords: Vec<String> = service
        .keywords
        .iter()
        .flat_map(|keyword: &Text| words(keyword.in_language(language)))
        .collect();
    let places = [
        (title, IN_TITLE),
        (keywords, IN_KEYWORDS),
        (summary, IN_SUMMARY),
    ];
    let query: Vec<String> = words(query)
        .into_iter()
        .filter(|word| !is_little(word))
        .collect();
    if query.is_empty() {
        return None;
    }
    query.iter().try_fold(0, |total, word| {
        let best = places
            .iter()
            .map(|(place, weight)| likeness(word, place) * weight)
            .max()?;
        (best > 0).then_some(total + best)
    })
}

/// 4 for the word itself, 3 for one that begins with it, 1 for one a slip away.
fn likeness(word: &str, place: &[String]) -> u32 {
    let one = |other: &String| {
        if other == word {
            4
        } else if other.starts_with(word)
            || (word.len() > 3 && word.starts_with(other.as_str()) && other.len() > 2)
        {
            3
        } else if word.chars().count() >= 5 && strsim::osa_distance(word, other) == 1 {
            1
        } else {
            0
        }
    };
    place.iter().map(one).max().unwrap_or(0)
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’')
        .map(|word| word.to_lowercase().replace(['\'', '’'], ""))
        .filter(|word| !word.is_empty())
        .take(20)
        .map(|word| word.chars().take(40).collect())
        .collect()
}

/// Words that tell no service from another.
pub(crate) fn is_little(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "for"
            | "i"
            | "in"
            | "is"
            | "me"
            | "my"
            | "of"
            | "on"
            | "the"
            | "to"
            | "we"
            | "you"
            | "your"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::CaseType;

    fn service() -> Service {
        Service {
            title: "Report a missed bin collection".into(),
            summary: "Tell us if we did not empty your bins.".into(),
            keywords: vec!["wheelie bin".into(), "recycling not collected".into()],
            lgsl: None,
            top_task: None,
            needs: crate::accounts::Level::None,
            sensitive: false,
            answer_within_days: None,
            goes_with: Vec::new(),
            before_you_start: "".into(),
            declaration: "".into(),
            declaration_aloud: None,
            what_happens_next: "".into(),
            case: CaseType::plain(),
        }
    }

    #[test]
    fn a_search_finds_words_their_beginnings_and_slips_of_the_finger() {
        let found = |query: &str| score(&service(), query, Language::English);
        assert!(found("missed bin") > found("wheelie"));
        assert!(found("collec").is_some());
        assert!(found("recyclign").is_some());
        assert!(found("my bins").is_some());
        assert_eq!(found("council tax"), None);
        assert_eq!(found("  ’ "), None);
    }

    proptest::proptest! {
        #[test]
        fn nothing_typed_is_too_odd_to_search_for(query in "\\PC{0,300}") {
            let _ = score(&service(), &query, Language::Welsh);
        }
    }
}
