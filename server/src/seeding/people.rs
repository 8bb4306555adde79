//! Invented people, in households that share a home and a telephone. The same seed makes the same people, whoever
//! makes them and whenever; none of them is more in memory than their household.

use std::collections::VecDeque;

use guildhall_database::{SeededPerson, Timestamp};
use time::{
    Date, Duration, OffsetDateTime,
    macros::{date, datetime},
};
use uuid::Uuid;

use super::{
    chances::Chances,
    names::{LanguageOf, NameBook},
};

/// When the first of them became known, and how much later each after them.
const FIRST_KNOWN: OffsetDateTime = datetime!(2016-01-04 09:00 UTC);
const EVERY: Duration = Duration::seconds(40);
/// The day that ages are counted from.
const AGES_FROM: Date = date!(2026 - 01 - 01);

const TOWNS: [&str; 6] = [
    "Wrekinbridge",
    "Llanwrekin",
    "Market Drayle",
    "Quarry Bank Cross",
    "Nether Wrekin",
    "Severnhope",
];
const STREETS: [&str; 40] = [
    "Quarry", "Chapel", "Foundry", "Mill", "Church", "School", "Station", "Victoria", "Albert",
    "Park", "Orchard", "Meadow", "Canal", "Bridge", "Castle", "Abbey", "Priory", "Rectory",
    "Manor", "Grange", "Hawthorn", "Beech", "Sycamore", "Rowan", "Larch", "Willow", "Kestrel",
    "Heron", "Swallow", "Lapwing", "Weaver", "Collier", "Tanner", "Smithy", "Kiln", "Furnace",
    "Windmill", "Heath", "Common", "Spring",
];
const KINDS: [&str; 12] = [
    "Road", "Street", "Lane", "Close", "Avenue", "Row", "Terrace", "Drive", "Way", "Gardens",
    "Crescent", "Rise",
];
/// Areas of postcodes that nobody has: letters that no area of this country begins with.
const AREAS: [&str; 5] = ["WK", "WJ", "XK", "XW", "WX"];
/// The letters of the second half; C, I, K, M, O and V are not among them.
const UNIT_LETTERS: [char; 20] = [
    'A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y',
    'Z',
];
const HOUSEHOLDS_OF_A_POSTCODE: usize = 15;
const POSTCODES_OF_A_DISTRICT: usize = 600;
const MAIL: [&str; 4] = [
    "residents.example",
    "post.example",
    "mail.example",
    "home.example",
];
/// Numbers that are kept for drama, to the last three figures.
const LANDLINES: [&str; 11] = [
    "01632 960",
    "0113 496 0",
    "0114 496 0",
    "0115 496 0",
    "0116 496 0",
    "0117 496 0",
    "0118 496 0",
    "0121 496 0",
    "0151 496 0",
    "0161 496 0",
    "029 2018 0",
];
const MOBILES: &str = "07700 900";

/// All the people of a seed, without end.
pub struct Inventing {
    chances: Chances,
    names: NameBook,
    waiting: VecDeque<SeededPerson>,
    people: u32,
    households: usize,
    street: String,
}

/// What those who live together share.
struct Household {
    language: LanguageOf,
    family: String,
    address_line: String,
    town: &'static str,
    postcode: String,
    landline: Option<String>,
}

impl Inventing {
    pub fn of(seed: u64) -> Self {
        Self {
            chances: Chances::of(seed),
            names: NameBook::new(),
            waiting: VecDeque::new(),
            people: 0,
            households: 0,
            street: String::new(),
        }
    }

    fn household(&mut self) -> Household {
        let chances = &mut self.chances;
        let number = self.households;
        self.households += 1;
        if number.is_multiple_of(HOUSEHOLDS_OF_A_POSTCODE) {
            self.street = format!("{} {}", chances.one_of(&STREETS), chances.one_of(&KINDS));
        }
        let house = 1 + number % HOUSEHOLDS_OF_A_POSTCODE * 2 + chances.below(2);
        let address_line = match chances.below(20) {
            0 => format!("Flat {}, {house} {}", 1 + chances.below(12), self.street),
            _ => format!("{house} {}", self.street),
        };
        let language = self.names.language(chances);
        let postcode = postcode(number / HOUSEHOLDS_OF_A_POSTCODE);
        Household {
            family: self.names.family(language, chances).to_owned(),
            language,
            address_line,
            town: TOWNS[number / HOUSEHOLDS_OF_A_POSTCODE / POSTCODES_OF_A_DISTRICT % TOWNS.len()],
            postcode,
            landline: chances.in_a_thousand(450).then(|| {
                let area = *chances.one_of(&LANDLINES);
                format!("{area}{:03}", chances.below(1_000))
            }),
        }
    }

    fn invent(&mut self) {
        let household = self.household();
        let adults = 1 + usize::from(self.chances.in_a_thousand(600));
        let children = match self.chances.below(10) {
            0 | 1 => 1,
            2 | 3 => 2,
            4 => 3,
            _ => 0,
        };
        let age = 18 + self.chances.below(45) + self.chances.below(35);
        for place in 0..adults + children {
            let age = if place < adults {
                (age + self.chances.below(6)).saturating_sub(3).max(18)
            } else {
                age.saturating_sub(18 + self.chances.below(16)).min(30)
            };
            let person = self.person(&household, age);
            self.waiting.push_back(person);
        }
    }

    fn person(&mut self, household: &Household, age: usize) -> SeededPerson {
        let chances = &mut self.chances;
        self.people += 1;
        let known_at = FIRST_KNOWN + EVERY * self.people;
        let is_woman = chances.in_a_thousand(510);
        let of = household.language;
        let first = self.names.first(of, is_woman, chances).to_owned();
        let middle = chances
            .in_a_thousand(90)
            .then(|| self.names.first(of, is_woman, chances).to_owned());
        let family = match chances.below(100) {
            0..4 => format!("{}-{}", household.family, self.names.family(of, chances)),
            4..26 => self.names.family(of, chances).to_owned(),
            _ => household.family.clone(),
        };
        let name = [Some(first.clone()), middle, Some(family.clone())];
        let name: Vec<String> = name.into_iter().flatten().collect();
        let email = (age >= 16 && chances.in_a_thousand(620)).then(|| {
            let letters = |name: &str| {
                let folded = guildhall_domain::people_search::folding::fold(name);
                folded
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .collect::<String>()
            };
            let domain = chances.one_of(&MAIL);
            format!(
                "{}.{}{}@{domain}",
                letters(&first),
                letters(&family),
                self.people
            )
        });
        let telephone = match chances.below(100) {
            0..40 if age >= 14 => Some(format!("{MOBILES}{:03}", chances.below(1_000))),
            40..75 => household.landline.clone(),
            _ => None,
        };
        let has_home = chances.in_a_thousand(950);
        SeededPerson {
            id: id(known_at, chances.bytes()),
            name: name.join(" "),
            email,
            telephone,
            date_of_birth: date_of_birth(age, chances),
            address_line: has_home.then(|| household.address_line.clone()),
            town: household.town.to_owned(),
            postcode: has_home.then(|| household.postcode.clone()),
            known_at: Timestamp::from(known_at),
        }
    }
}

impl Iterator for Inventing {
    type Item = SeededPerson;

    fn next(&mut self) -> Option<SeededPerson> {
        while self.waiting.is_empty() {
            self.invent();
        }
        self.waiting.pop_front()
    }
}

/// An id as it would have been given at the time.
fn id(known_at: OffsetDateTime, random: [u8; 10]) -> Uuid {
    let milliseconds = known_at.unix_timestamp_nanos() / 1_000_000;
    let milliseconds = u64::try_from(milliseconds).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
}

/// For nearly everybody a day; some are not known, and some are what an old system put where nothing was known.
fn date_of_birth(age: usize, chances: &mut Chances) -> Option<Date> {
    match chances.below(500) {
        0..35 => None,
        35 if age > 56 => Some(date!(1970 - 01 - 01)),
        _ => {
            let days = 365 * age + age / 4 + chances.below(365);
            AGES_FROM.checked_sub(Duration::days(i64::try_from(days).unwrap_or_default()))
        }
    }
}

/// The postcodes in their order: a district has a few hundred.
fn postcode(number: usize) -> String {
    let (district, place) = (
        number / POSTCODES_OF_A_DISTRICT,
        number % POSTCODES_OF_A_DISTRICT,
    );
    let area = AREAS[district / 99 % AREAS.len()];
    let (sector, unit) = (place / 60, place % 60 + 60 * (number % 6));
    let letters = [UNIT_LETTERS[unit / 20 % 20], UNIT_LETTERS[unit % 20]];
    format!(
        "{area}{} {sector}{}{}",
        1 + district % 99,
        letters[0],
        letters[1]
    )
}
