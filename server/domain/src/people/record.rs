//! The record as it is now, worked out from everything that was ever said.
//!
//! For an attribute of which there is one value:
//!
//! 1. What was ended counts no more, nor what is past its day or not yet true.
//! 2. A member of staff's override stands, unless something verified was said after it.
//! 3. Verified beats authoritative beats recent. What is verified by something stronger beats what is verified by
//!    something weaker, and what is stale is only as good as anything else that was said.
//! 4. Of equals, the latest counts.
//!
//! Of an attribute with many values, each value is such an attribute by itself: stated, confirmed or ended. An end of
//! nothing in particular ends them all; an end of something that can't be read ends nothing else.

use std::collections::{BTreeMap, HashMap};

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    assertions::{Act, Assertion, Verification},
    dictionary::{Attribute, Dictionary},
};
use crate::{actors::UnknownWord, audit::words, forms::Answer};

words! {
    /// Why a value is the one that counts. A new one needs the message `rule-{word}`.
    Rule {
        Overridden = "overridden",
        Verified = "verified",
        Authoritative = "authoritative",
        Recent = "recent",
    }
}

/// The moment for which a record is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub now: OffsetDateTime,
    /// The date where the council is.
    pub today: Date,
}

/// A value that counts now.
#[derive(Clone, Debug, PartialEq)]
pub struct Known<'a> {
    pub value: &'a Answer,
    /// The assertion that decided it.
    pub by: &'a Assertion,
    pub rule: Rule,
    /// When somebody last said that it is so.
    pub said_at: OffsetDateTime,
    /// It was said so long ago that it has to be asked again.
    pub is_stale: bool,
    /// Somebody says that it is wrong, and nobody has said otherwise since.
    pub dispute: Option<&'a Assertion>,
    /// What was said later and does not count, as nobody has checked it.
    pub unchecked: Option<&'a Assertion>,
}

/// What counts now for one attribute: at most one value, unless it may have many.
pub type Current<'a> = Vec<Known<'a>>;

/// What counts now, by attribute; attributes of which nothing is known are not in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record<'a>(BTreeMap<&'a str, Current<'a>>);

impl<'a> Record<'a> {
    /// Works a record out. `assertions` are those of one subject, by attribute, in any order; names that the
    /// dictionary does not have are left out.
    pub fn work_out(
        dictionary: &Dictionary,
        assertions: &'a BTreeMap<String, Vec<Assertion>>,
        moment: Moment,
    ) -> Self {
        let known = assertions.iter().filter_map(|(name, said)| {
            let current = current(dictionary.get(name)?, said, moment);
            (!current.is_empty()).then_some((name.as_str(), current))
        });
        Self(known.collect())
    }

    /// What counts for an attribute; the latest first where there are many.
    pub fn get(&self, attribute: &str) -> &[Known<'a>] {
        self.0.get(attribute).map_or(&[], Vec::as_slice)
    }

    /// The value that counts, or the latest of many.
    pub fn one(&self, attribute: &str) -> Option<&Known<'a>> {
        self.get(attribute).first()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &[Known<'a>])> {
        self.0
            .iter()
            .map(|(name, current)| (*name, current.as_slice()))
    }
}

/// What counts now of everything that was said of one attribute.
pub fn current<'a>(attribute: &Attribute, said: &'a [Assertion], moment: Moment) -> Current<'a> {
    let mut said: Vec<&Assertion> = said
        .iter()
        .filter(|one| one.asserted_at <= moment.now)
        .collect();
    said.sort_by_key(|one| (one.asserted_at, one.id));
    let keys: HashMap<Uuid, String> = said
        .iter()
        .filter_map(|one| Some((one.id, key(one.value.as_ref()?))))
        .collect();
    let said: Vec<Said<'a, '_>> = said
        .into_iter()
        .map(|one| Said {
            one,
            key: keys.get(&one.id).map(String::as_str),
            about: one
                .about
                .and_then(|about| keys.get(&about))
                .map(String::as_str),
        })
        .collect();
    if !attribute.many {
        return choose(attribute, &said, moment).into_iter().collect();
    }
    let mut by_value: BTreeMap<&str, Vec<Said<'a, '_>>> = BTreeMap::new();
    for one in &said {
        match one.key.or(one.about) {
            Some(key) => by_value.entry(key).or_default().push(*one),
            // An end of nothing in particular ends whatever there was.
            None if one.one.act == Act::Ended && one.one.about.is_none() => {
                by_value.values_mut().for_each(|values| values.push(*one));
            }
            None => {}
        }
    }
    let mut known: Vec<Known<'a>> = by_value
        .values()
        .filter_map(|of_value| choose(attribute, of_value, moment))
        .collect();
    known.sort_by_key(|one| std::cmp::Reverse((one.said_at, one.by.id)));
    known
}

/// An assertion with what it says and what it is about, in one form for all ways of typing it.
#[derive(Clone, Copy)]
struct Said<'a, 'key> {
    one: &'a Assertion,
    key: Option<&'key str>,
    about: Option<&'key str>,
}

/// Whether two answers say the same, whatever the case or the spaces they were typed in.
pub fn is_same(one: &Answer, other: &Answer) -> bool {
    key(one) == key(other)
}

/// An answer without regard to case and spaces.
fn key(answer: &Answer) -> String {
    let folded = |text: &str| -> String {
        let letters = text.chars().filter(|one| !one.is_whitespace());
        letters.flat_map(char::to_lowercase).collect()
    };
    match answer {
        Answer::Text(text) => folded(text),
        Answer::Number(text) | Answer::Choice(text) => text.clone(),
        Answer::YesNo(yes) => yes.to_string(),
        Answer::Choices(chosen) => chosen.join("\n"),
        Answer::Date(date) => date.to_string(),
        Answer::Address(address) => address.lines().map(folded).collect::<Vec<_>>().join("\n"),
    }
}

/// How good an assertion is: its rule, and how strongly it is verified.
fn rank(
    attribute: &Attribute,
    one: &Assertion,
    said_at: OffsetDateTime,
    now: OffsetDateTime,
) -> (Rank, usize) {
    let is_stale = attribute
        .stale_at(said_at)
        .is_some_and(|stale| stale <= now);
    match attribute.strength(one.verified) {
        Some(strength) if !is_stale => (Rank::Verified, strength),
        _ if attribute.is_authority(one.source) && !is_stale => (Rank::Authoritative, 0),
        _ => (Rank::Recent, 0),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Recent,
    Authoritative,
    Verified,
}

/// An assertion that counts, with how good it is and when its value was last said.
struct Ranked<'a, 'key> {
    said: Said<'a, 'key>,
    rank: (Rank, usize),
    said_at: OffsetDateTime,
    place: usize,
}

/// The value that counts, of assertions in the order they were made.
fn choose<'a>(attribute: &Attribute, said: &[Said<'a, '_>], moment: Moment) -> Option<Known<'a>> {
    let is_end = |said: &Said<'_, '_>| said.one.act == Act::Ended;
    let after_end = said.iter().rposition(is_end).map_or(0, |end| end + 1);
    let live: Vec<Said<'a, '_>> = said
        .get(after_end..)?
        .iter()
        .filter(|said| {
            let one = said.one;
            one.speaks()
                && said.key.is_some()
                && one.since.is_none_or(|since| since <= moment.today)
                && one.valid_until.is_none_or(|until| until > moment.now)
        })
        .copied()
        .collect();
    // Whoever says a value again renews it, however it was verified before.
    let mut said_at: HashMap<&str, OffsetDateTime> = HashMap::new();
    for said in &live {
        said_at.insert(said.key?, said.one.asserted_at);
    }
    let ranked: Vec<Ranked<'a, '_>> = live
        .iter()
        .enumerate()
        .filter_map(|(place, said)| {
            let said_at = *said_at.get(said.key?)?;
            let rank = rank(attribute, said.one, said_at, moment.now);
            Some(Ranked {
                said: *said,
                rank,
                said_at,
                place,
            })
        })
        .collect();
    let best = |from: usize, least: Rank| {
        let rest = ranked.get(from..)?.iter();
        rest.filter(|one| one.rank.0 >= least)
            .max_by_key(|one| (one.rank, one.place))
    };
    let overridden = live
        .iter()
        .rposition(|said| said.one.act == Act::Overridden);
    let chosen = match overridden {
        Some(place) => best(place + 1, Rank::Verified).or_else(|| ranked.get(place))?,
        None => best(0, Rank::Recent)?,
    };
    let by = chosen.said.one;
    let rule = match chosen.rank.0 {
        _ if overridden == Some(chosen.place) => Rule::Overridden,
        Rank::Verified => Rule::Verified,
        Rank::Authoritative => Rule::Authoritative,
        Rank::Recent => Rule::Recent,
    };
    let stale_at = attribute.stale_at(chosen.said_at);
    Some(Known {
        value: by.value.as_ref()?,
        by,
        rule,
        said_at: chosen.said_at,
        is_stale: stale_at.is_some_and(|stale| stale <= moment.now),
        dispute: dispute(said, chosen),
        unchecked: unchecked(&live, chosen),
    })
}

/// The latest dispute of a value, unless somebody said it again since.
fn dispute<'a>(said: &[Said<'a, '_>], chosen: &Ranked<'_, '_>) -> Option<&'a Assertion> {
    let said_last = said.iter().rev();
    let since = said_last.take_while(|said| !(said.one.speaks() && said.key == chosen.said.key));
    let mut disputes = since.filter(|said| said.one.act == Act::Disputed);
    disputes
        .find(|said| said.about == chosen.said.key)
        .map(|said| said.one)
}

/// What was said last and does not count, as nobody has checked it.
fn unchecked<'a>(live: &[Said<'a, '_>], chosen: &Ranked<'_, '_>) -> Option<&'a Assertion> {
    let later = live.get(chosen.place + 1..)?.iter().rev();
    let mut later = later.filter(|said| said.one.verified == Verification::Unverified);
    let last = later.next()?;
    (last.key != chosen.said.key).then_some(last.one)
}
