//! One spelling for the many of a name, a postcode, an e-mail address and a telephone number.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The longest word that is looked at, in letters: a longer one is cut.
pub const LONGEST_WORD: usize = 60;

/// How many words of one name are looked at: of a longer one the first and the last.
pub const MOST_WORDS: usize = 8;
const FIRST_WORDS: usize = 5;

/// Words that belong to the one after them, whether or not a space is between: "Mc Donald", "Van den Berg", "O Neill".
const PARTICLES: [&str; 30] = [
    "o", "mc", "mac", "de", "du", "da", "di", "do", "dos", "das", "del", "della", "den", "der",
    "des", "la", "le", "van", "von", "ter", "ten", "st", "saint", "ap", "ab", "bin", "binti",
    "ibn", "abu", "fitz",
];

/// Words that are no part of a name.
const TITLES: [&str; 12] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "rev", "revd", "sir", "dame", "prof",
];

/// A word of a name, with what it can also be told by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameWord {
    /// All of it as one word: "oneill" for O’Neill and O Neill, "smithjones" for Smith-Jones.
    pub whole: String,
    /// Its parts that people say alone: "neill"; "smith" and "jones".
    pub pieces: Vec<String>,
}

impl NameWord {
    fn of(pieces: &[String]) -> Self {
        let whole = pieces.concat();
        let own = pieces
            .iter()
            .filter(|piece| piece.chars().count() > 1 && !is_particle(piece));
        let mut own: Vec<String> = own.cloned().collect();
        if let [one] = pieces {
            own = family_and_given(one);
        }
        own.retain(|piece| *piece != whole);
        Self {
            whole: cut(&whole),
            pieces: own.iter().map(|piece| cut(piece)).collect(),
        }
    }

    /// The whole, then the pieces.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.whole)
            .chain(&self.pieces)
            .map(String::as_str)
    }
}

/// The words of a name, each once, without titles.
pub fn name_words(name: &str) -> Vec<NameWord> {
    let folded = fold(name);
    let tokens = folded
        .split(|letter: char| !is_of_word(letter) && !is_joint(letter))
        .map(|token| {
            let pieces = token.split(is_joint).filter(|piece| !piece.is_empty());
            pieces.map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|pieces| !pieces.is_empty());
    let mut words: Vec<NameWord> = Vec::new();
    let mut before: Vec<String> = Vec::new();
    let mut add = |pieces: &[String]| {
        let word = NameWord::of(pieces);
        if !words.contains(&word) {
            words.push(word);
        }
    };
    for pieces in tokens {
        let is_particle = matches!(pieces.as_slice(), [one] if is_particle(one));
        before.extend(pieces);
        if !is_particle || before.len() > 6 {
            add(&std::mem::take(&mut before));
        }
    }
    for alone in before {
        add(&[alone]);
    }
    let without: Vec<NameWord> = words
        .iter()
        .filter(|word| !is_title(word))
        .cloned()
        .collect();
    let mut words = if without.is_empty() { words } else { without };
    if words.len() > MOST_WORDS {
        words.drain(FIRST_WORDS..words.len() - (MOST_WORDS - FIRST_WORDS));
    }
    words
}

fn is_title(word: &NameWord) -> bool {
    TITLES.contains(&word.whole.as_str())
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// A Chinese, Japanese or Korean name is written without a space: its first sign is the family's name, as a rule.
fn family_and_given(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if !(2..=4).contains(&letters.len()) || !is_without_spaces(word) {
        return Vec::new();
    }
    vec![letters[0].to_string(), letters[1..].iter().collect()]
}

/// Whether it is of a script that writes a name without a space.
pub fn is_without_spaces(word: &str) -> bool {
    word.chars().all(|letter| {
        matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
    })
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST_WORD).collect()
}

/// Small letters without accents. Letters of other scripts stay; only what is written above and below those of Latin,
/// Greek, Cyrillic, Hebrew and Arabic script goes, for people leave it out.
pub fn fold(text: &str) -> String {
    let without_accents = text.nfkd().filter(|letter| !is_accent(*letter));
    let small = without_accents
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_accent(*letter));
    let mut folded = String::with_capacity(text.len());
    for letter in small {
        match plain(letter) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(letter),
        }
    }
    folded.nfc().collect()
}

fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
            // Marks that can't be seen: joiners, and those that turn the direction of writing.
            | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Letters that are not made of one of ours and an accent.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// What stands inside a name without parting it.
fn is_joint(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '′' | '-' | '‐' | '‑' | '–' | '—' | '−'
    )
}

/// The letters and figures of a postcode, with 0 for O and 1 for I, which are taken for each other: what stays of `WRl O4QR`
/// is what stays of `WR1 04QR`.
pub fn postcode(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric).take(8);
    letters
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect()
}

/// An e-mail address in small letters.
pub fn email(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .take(254)
        .collect()
}

/// The figures of a telephone number as it is dialled in this country, without an extension.
pub fn telephone(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let main = text.split(['x', 'e', '#']).next().unwrap_or_default();
    let digits: String = main.chars().filter(char::is_ascii_digit).take(20).collect();
    let is_foreign_form = main.trim_start().starts_with('+') || digits.starts_with("00");
    let from_abroad = digits.trim_start_matches('0');
    match from_abroad.strip_prefix("44").filter(|_| is_foreign_form) {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None if is_foreign_form => from_abroad.to_owned(),
        None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(name: &str) -> Vec<Vec<String>> {
        let words = name_words(name);
        let forms = |word: &NameWord| word.forms().map(str::to_owned).collect();
        words.iter().map(forms).collect()
    }

    #[test]
    fn names_are_told_by_their_words_however_they_are_written() {
        assert_eq!(forms("Zoë O’Neill"), [vec!["zoe"], vec!["oneill", "neill"]]);
        assert_eq!(forms("zoe o neill"), forms("ZOË O'NEILL"));
        assert_eq!(forms("Łukasz Müßig-Ørsted")[0], ["lukasz"]);
        assert_eq!(
            forms("Łukasz Müßig-Ørsted")[1],
            ["mussigorsted", "mussig", "orsted"]
        );
        assert_eq!(forms("Mrs Joan van den Berg")[1], ["vandenberg", "berg"]);
        assert_eq!(forms("Mr"), [["mr"]], "better than nothing");
        assert_eq!(forms("Mc"), [["mc"]]);
        assert_eq!(forms("X"), [["x"]]);
        assert_eq!(forms(" ’ - % _ "), Vec::<Vec<String>>::new());
        assert_eq!(forms("J.R. Smith"), [["j"], ["r"], ["smith"]]);
        assert_eq!(forms("王小明"), [["王小明", "王", "小明"]]);
        assert_eq!(forms("محمّد"), forms("محمد"));
        assert_eq!(forms("विक्रम सिंह").len(), 2);
        assert_eq!(forms(&"a".repeat(300))[0][0].len(), LONGEST_WORD);
        let many: Vec<String> = ('b'..'n')
            .map(|letter| letter.to_string().repeat(2))
            .collect();
        assert_eq!(forms(&many.join(" ")).len(), MOST_WORDS);
    }

    #[test]
    fn other_details_have_one_spelling_too() {
        assert_eq!(postcode("wr1 o4qr"), postcode("WRI 04QR"));
        for number in [
            "+44 (0)7700 900123",
            "0044 7700 900 123",
            "07700-900-123",
            "07700 900123 ext. 4",
            "+447700900123",
        ] {
            assert_eq!(telephone(number), "07700900123", "{number}");
        }
        assert_eq!(telephone("+353 1 234 5678"), "35312345678");
        assert_eq!(telephone("none"), "");
        assert_eq!(email(" Mary@Residents.Example "), "mary@residents.example");
    }
}
