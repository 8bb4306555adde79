//! Who is calling: the ladder climbs by what was shown alone, and what is meant is what is compared.

use std::collections::BTreeMap;

use guildhall_domain::{
    accounts::Level,
    actors::Channel,
    contacts::{
        Method, Rung,
        ladder::{
            COUNTED_FOR, Circumstances, Failures, LOCKED_FOR, MOST_FAILURES, Tried, WhyNot,
            masked_email, masked_telephone,
        },
        questions::{Facts, Question, Topic},
    },
    forms::{Address, Answer},
    people::{Act, Assertion, Dictionary, Record, Source, Verification, record::Moment},
};
use proptest::{collection::vec, prelude::*, sample};
use time::{Date, Duration, Month, OffsetDateTime, macros::datetime};
use uuid::Uuid;

const NOW: OffsetDateTime = datetime!(2026-03-27 10:00 UTC);

fn dictionary() -> Dictionary {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogue/attributes.yaml");
    Dictionary::parse("attributes", &std::fs::read_to_string(file).unwrap()).unwrap()
}

fn said(value: Answer, days_ago: i64) -> Assertion {
    Assertion {
        id: Uuid::from_u128(u128::try_from(10_000 - days_ago).unwrap()),
        act: Act::Stated,
        value: Some(value),
        since: None,
        valid_until: None,
        source: Source::Resident,
        verified: Verification::Unverified,
        about: None,
        reason: None,
        asserted_at: NOW - Duration::days(days_ago),
        told_in: None,
    }
}

fn address(line_1: &str, postcode: &str) -> Answer {
    Answer::Address(Address {
        line_1: line_1.into(),
        town: "Wrekinbridge".into(),
        postcode: postcode.into(),
        ..Address::default()
    })
}

type Told = BTreeMap<String, Vec<Assertion>>;

fn told(known: &[(&str, Answer)], days_ago: i64) -> Told {
    let known = known
        .iter()
        .map(|(name, value)| ((*name).to_owned(), vec![said(value.clone(), days_ago)]));
    known.collect()
}

fn facts(told: &Told, cases: &[OffsetDateTime], hides_address: bool) -> Facts {
    let moment = Moment {
        now: NOW,
        today: NOW.date(),
    };
    let dictionary = dictionary();
    let record = Record::work_out(&dictionary, told, moment);
    Facts::of(&record, told, (cases, hides_address), (NOW, NOW.date()))
}

fn mary() -> Vec<(&'static str, Answer)> {
    let born = Date::from_calendar_date(1980, Month::March, 9).unwrap();
    vec![
        ("person.date_of_birth", Answer::Date(born)),
        ("home.address", address("9 St John’s Rd.", "OL1 2TS")),
        ("contact.telephone", Answer::Text("07700 900001".into())),
    ]
}

fn is_right(question: Question, typed: &str) -> bool {
    let cases = [datetime!(2025-11-03 9:00 UTC)];
    let facts = facts(&told(&mary(), 100), &cases, false);
    // Beside one that is answered rightly: it takes two.
    let (other, right) = if question == Question::DateOfBirth {
        (Question::TelephoneEnd, "001")
    } else {
        (Question::DateOfBirth, "9/3/1980")
    };
    facts.are_right(&[other, question], &[right.into(), typed.into()])
}

fn circumstances() -> impl Strategy<Value = Circumstances> {
    let channels = Channel::ASSISTED.to_vec();
    let speaker = proptest::option::of((sample::select(Rung::ALL), any::<bool>()));
    (
        (sample::select(channels), 0_usize..3, any::<[bool; 7]>()),
        speaker,
    )
        .prop_map(|((channel, channels, is), speaker)| Circumstances {
            channel,
            channels,
            shares_channels: is[0],
            has_account: is[1],
            has_questions: is[2],
            is_locked: is[3],
            has_died: is[4],
            is_denied: is[5],
            may_check_documents: is[6],
            speaker,
        })
}

fn tried() -> impl Strategy<Value = Tried> {
    let method = || sample::select(Method::ALL);
    prop_oneof![
        3 => method().prop_map(Tried::Passed),
        3 => method().prop_map(Tried::Failed),
        1 => Just(Tried::Denied),
    ]
}

proptest! {
    /// The rung is that of the surest way shown since somebody last said that it is not they; failures climb nothing.
    #[test]
    fn only_what_was_shown_climbs(tries in vec(tried(), 0..12)) {
        let rung = tries.iter().fold(Rung::Unverified, |rung, tried| rung.after(*tried));
        let since = tries.iter().rposition(|tried| *tried == Tried::Denied).map_or(0, |place| place + 1);
        let shown = tries[since..].iter().filter_map(|tried| match tried {
            Tried::Passed(method) => Some(method.rung()),
            _ => None,
        });
        prop_assert_eq!(rung, shown.max().unwrap_or(Rung::Unverified));
    }

    #[test]
    fn a_lower_rung_never_takes_the_place_of_a_higher_one(tries in vec(tried(), 0..12), tried in tried()) {
        let before = tries.iter().fold(Rung::Unverified, |rung, tried| rung.after(*tried));
        let after = before.after(tried);
        prop_assert!(after >= before || tried == Tried::Denied);
        prop_assert!(!matches!(tried, Tried::Failed(_)) || after == before);
    }

    /// More surely known is never less allowed.
    #[test]
    fn a_higher_rung_may_no_less(level in sample::select(Level::ALL.to_vec())) {
        let dictionary = dictionary();
        for pair in Rung::ALL.windows(2) {
            prop_assert!(!pair[0].suffices_for(level) || pair[1].suffices_for(level));
            for (name, attribute) in dictionary.iter() {
                prop_assert!(!pair[0].may_read(attribute) || pair[1].may_read(attribute), "{name}");
                prop_assert!(!pair[0].may_change(attribute) || pair[1].may_change(attribute), "{name}");
                prop_assert!(!Rung::Unverified.may_change(attribute), "{name}");
                prop_assert!(attribute.is_sealed() <= !Rung::Answered.may_change(attribute), "{name}");
            }
        }
    }

    /// Whoever is represented reaches no more than authority gives, by a speaker who is known and named.
    #[test]
    fn who_is_represented_climbs_by_authority_alone(circumstances in circumstances()) {
        for method in Method::ALL {
            let is_open = circumstances.why_not(*method).is_none();
            match circumstances.speaker {
                Some((rung, is_named)) => {
                    let may = *method == Method::Authority && rung > Rung::Unverified && is_named;
                    prop_assert_eq!(is_open, may);
                    prop_assert!(!is_open || method.rung() <= Rung::Answered);
                }
                None => prop_assert!(!is_open || *method != Method::Authority),
            }
            let closed = [
                circumstances.is_locked && *method == Method::Questions,
                circumstances.is_denied && *method == Method::Questions,
                circumstances.channels == 0 && *method == Method::Code,
                !circumstances.may_check_documents && *method == Method::Documents,
                circumstances.channel == Channel::Telephone && *method == Method::Documents,
                matches!(circumstances.channel, Channel::Post | Channel::Email) && *method != Method::Authority,
            ];
            prop_assert!(!is_open || closed == [false; 6], "{method:?} {circumstances:?}");
        }
    }

    /// However the failures fall, no day has more tries than are allowed, and a lock lasts its time.
    #[test]
    fn no_day_has_more_tries(gaps in vec(0_i64..20 * 60, 1..40)) {
        let mut failures = Failures::default();
        let mut now = NOW;
        let mut made: Vec<OffsetDateTime> = Vec::new();
        for gap in gaps {
            now += Duration::minutes(gap);
            if failures.locked(now).is_some() {
                continue;
            }
            made.push(now);
            if failures.add(now) {
                prop_assert_eq!(failures.locked(now), Some(now + LOCKED_FOR));
                prop_assert!(failures.locked(now + LOCKED_FOR).is_none());
            }
            let kept: Failures = serde_json::from_value(serde_json::to_value(&failures).unwrap()).unwrap();
            prop_assert_eq!(&kept, &failures);
        }
        for first in &made {
            let within = made.iter().filter(|at| *at >= first && **at - *first < COUNTED_FOR);
            prop_assert!(within.count() <= MOST_FAILURES);
        }
    }

    #[test]
    fn a_date_is_right_in_any_usual_form_and_no_other_is(days in 0_i64..30_000, off in 1_i64..400) {
        let born = Date::from_calendar_date(1930, Month::January, 1).unwrap() + Duration::days(days);
        prop_assume!(born < NOW.date());
        let known = [("person.date_of_birth", Answer::Date(born)), mary().remove(2)];
        let facts = facts(&told(&known, 100), &[], false);
        let right = |typed: String| {
            facts.are_right(&[Question::DateOfBirth, Question::TelephoneEnd], &[typed, "001".into()])
        };
        let forms = |date: Date| {
            let (day, month, year) = (date.day(), date.month(), date.year());
            let number = u8::from(month);
            [
                format!("{day} {month} {year}"),
                format!("{day:02}/{number:02}/{year}"),
                format!("{day}.{number}.{year}"),
                format!("{year}-{number:02}-{day:02}"),
                format!("{month} {day}, {year}"),
                format!("{day} {}", &format!("{month} {year}")[..]).to_lowercase(),
            ]
        };
        for typed in forms(born) {
            prop_assert!(right(typed.clone()), "{typed}");
        }
        for typed in forms(born - Duration::days(off)) {
            prop_assert!(!right(typed.clone()), "{typed} for {born}");
        }
        prop_assert!(!right(born.year().to_string()), "a year is no date of birth");
    }

    #[test]
    fn a_postcode_is_right_however_it_is_spaced_and_heard(
        spaces in vec(0_usize..2, 7), is_upper in any::<bool>(), swap in any::<bool>(),
    ) {
        let letters = if swap { "0LI 2TS" } else { "OL1 2TS" };
        let mut typed = String::new();
        for (letter, spaces) in letters.chars().zip(spaces) {
            typed.push(letter);
            typed.push_str(&" ".repeat(spaces));
        }
        let typed = if is_upper { typed } else { typed.to_lowercase() };
        prop_assert!(is_right(Question::Postcode, &typed), "{typed}");
        prop_assert!(!is_right(Question::Postcode, &typed.replace(['2'], "3")));
    }

    /// Nothing, and anything that is not it, is wrong: whatever is typed never fails otherwise.
    #[test]
    fn anything_else_is_wrong(question in sample::select(Question::ALL), typed in "\\PC{0,40}") {
        let looks_right = typed.chars().any(|letter| letter.is_ascii_digit()) || typed.to_lowercase().contains("nov");
        prop_assert!(looks_right || !is_right(question, &typed), "{question:?} {typed}");
        prop_assert!(!is_right(question, ""));
    }

    /// At most one question of each topic, two at least that few others can answer, and only what is known.
    #[test]
    fn questions_are_drawn_of_different_topics(
        has in any::<[bool; 3]>(), has_case in any::<bool>(), hides in any::<bool>(), picks in vec(0_usize..100, 12),
    ) {
        let known: Vec<_> = mary().into_iter().zip(has).filter(|(_, has)| *has).map(|(known, _)| known).collect();
        let cases = [datetime!(2025-11-03 9:00 UTC)];
        let facts = facts(&told(&known, 100), if has_case { &cases } else { &[] }, hides);
        let strong = usize::from(has[0]) + usize::from(has[1] && !hides) + usize::from(has[2]);
        let mut picks = picks.into_iter().cycle();
        let drawn = facts.draw(|below| picks.next().unwrap() % below);
        prop_assert_eq!(facts.suffice(), strong >= 2);
        let Some(drawn) = drawn else {
            prop_assert!(strong < 2);
            return Ok(());
        };
        prop_assert_eq!(drawn.len(), (strong + usize::from(has_case)).min(3));
        let mut topics: Vec<Topic> = drawn.iter().map(|question| question.topic()).collect();
        topics.sort();
        topics.dedup();
        prop_assert_eq!(topics.len(), drawn.len());
        prop_assert!(drawn.iter().filter(|question| question.topic() != Topic::Cases).count() >= 2);
        prop_assert!(facts.can_ask(&drawn));
        prop_assert!(!hides || topics.iter().all(|topic| *topic != Topic::Address));
    }
}

#[test]
fn what_is_meant_is_what_is_compared() {
    for (question, right, wrong) in [
        (
            Question::AddressLine,
            &[
                "9 St Johns Road",
                "9, St. John's Rd",
                "no 9 st johns rd Wrekinbridge",
            ][..],
            &[
                "9",
                "19 St John’s Road",
                "St John’s Road",
                "9 St Johns Lane",
            ][..],
        ),
        (
            Question::TelephoneEnd,
            &["001", "0 0 1", "07700 900001", "+44 7700 900001"],
            &["01", "1", "002", "100"],
        ),
        (
            Question::CaseMonth,
            &["November", "nov", "11", "November 2025", "11/2025"],
            &["October", "November 2024", "12", "don’t know"],
        ),
    ] {
        for typed in right {
            assert!(is_right(question, typed), "{question:?}: {typed}");
        }
        for typed in wrong {
            assert!(!is_right(question, typed), "{question:?}: {typed}");
        }
    }
}

#[test]
fn one_wrong_answer_is_not_enough() {
    let facts = facts(&told(&mary(), 100), &[], false);
    let drawn = [Question::DateOfBirth, Question::TelephoneEnd];
    let right = |birth: &str, end: &str| facts.are_right(&drawn, &[birth.into(), end.into()]);
    assert!(right("9 March 1980", "001"));
    assert!(!right("9 March 1981", "001") && !right("9 March 1980", "002"));
    assert!(
        !facts.are_right(&drawn, &["9 March 1980".into()]),
        "all of them"
    );
    assert!(!facts.are_right(&[], &[]), "nothing shows nothing");
    assert!(!facts.are_right(&drawn[..1], &["9 March 1980".into()]));
}

#[test]
fn what_was_said_lately_proves_nothing() {
    assert!(facts(&told(&mary(), 28), &[], false).suffice());
    assert!(!facts(&told(&mary(), 27), &[], false).suffice());
    // Said again lately, it has still been known for long; changed lately, it has not.
    let mut again = told(&mary(), 100);
    for known in again.values_mut() {
        let value = known[0].value.clone().unwrap();
        known.push(said(value, 1));
    }
    assert!(facts(&again, &[], false).suffice());
    let mut changed = told(&mary(), 100);
    let other = said(Answer::Text("07700 900002".into()), 1);
    changed.get_mut("contact.telephone").unwrap().push(other);
    changed.remove("home.address");
    assert!(!facts(&changed, &[], false).suffice());
    let imported = told(&mary(), 1).into_iter().map(|(name, mut known)| {
        known[0].source = Source::Import;
        (name, known)
    });
    assert!(facts(&imported.collect(), &[], false).suffice());
}

#[test]
fn a_card_says_why_a_way_is_closed() {
    let open = Circumstances {
        channel: Channel::Telephone,
        channels: 1,
        shares_channels: false,
        has_account: true,
        has_questions: true,
        is_locked: false,
        has_died: false,
        is_denied: false,
        may_check_documents: true,
        speaker: None,
    };
    assert_eq!(open.why_not(Method::Documents), Some(WhyNot::NotInPerson));
    assert_eq!(
        Circumstances {
            is_locked: true,
            ..open
        }
        .why_not(Method::Questions),
        Some(WhyNot::Locked)
    );
    assert_eq!(
        Circumstances {
            channels: 0,
            shares_channels: true,
            ..open
        }
        .why_not(Method::Code),
        Some(WhyNot::SharedChannel)
    );
}

#[test]
fn a_masked_channel_says_little() {
    assert_eq!(masked_email("jane@example.org"), "j••@example.org");
    assert_eq!(masked_telephone("07700 900123"), "07700 ••••••");
    assert!(!masked_telephone("01632 960001").contains("001"));
    assert_eq!(masked_telephone("999"), " ••••••");
}
