//! What counts now, worked out the slow way: straight from the words of the rules, one question at a time.

use guildhall_domain::people::{Act, Assertion, Attribute, Rule, Verification, record::Moment};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::world::number;

/// What can be compared of what counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub by: Uuid,
    pub rule: Rule,
    pub said_at: OffsetDateTime,
    pub is_stale: bool,
    pub dispute: Option<Uuid>,
    pub unchecked: Option<Uuid>,
}

/// Everything that was said by now, the first first.
struct History<'a> {
    attribute: &'a Attribute,
    moment: Moment,
    said: Vec<&'a Assertion>,
}

pub fn verdicts(attribute: &Attribute, said: &[Assertion], moment: Moment) -> Vec<Verdict> {
    let mut said: Vec<&Assertion> = said
        .iter()
        .filter(|one| one.asserted_at <= moment.now)
        .collect();
    said.sort_by_key(|one| (one.asserted_at, one.id));
    let history = History {
        attribute,
        moment,
        said,
    };
    if !attribute.many {
        return history.verdict(None).into_iter().collect();
    }
    let mut verdicts: Vec<Verdict> = (0..10)
        .filter_map(|value| history.verdict(Some(value)))
        .collect();
    verdicts.sort_by_key(|verdict| (verdict.said_at, verdict.by));
    verdicts.reverse();
    verdicts
}

impl History<'_> {
    /// What counts, of everything or of one value of many.
    fn verdict(&self, only: Option<u8>) -> Option<Verdict> {
        let mut candidates: Vec<usize> = Vec::new();
        for place in 0..self.said.len() {
            let is_of_it = only.is_none() || self.value(place) == only;
            if is_of_it && self.is_live(place) {
                candidates.push(place);
            }
        }
        let (place, rule) = self.winner(&candidates)?;
        let said_at = self.said_at(&candidates, place);
        Some(Verdict {
            by: self.said[place].id,
            rule,
            said_at,
            is_stale: self.is_stale(said_at),
            dispute: self.dispute(place),
            unchecked: self.unchecked(&candidates, place),
        })
    }

    fn value(&self, place: usize) -> Option<u8> {
        self.said[place].value.as_ref().map(number)
    }

    /// The value of the assertion that this one is about.
    fn value_about(&self, place: usize) -> Option<u8> {
        let about = self.said[place].about?;
        let about = self.said.iter().position(|one| one.id == about)?;
        self.value(about)
    }

    /// Rule 1.
    fn is_live(&self, place: usize) -> bool {
        let one = self.said[place];
        let says = matches!(one.act, Act::Stated | Act::Confirmed | Act::Overridden);
        let began = one.since.is_none() || one.since.unwrap() <= self.moment.today;
        let goes_on = one.valid_until.is_none() || one.valid_until.unwrap() > self.moment.now;
        let mut is_ended = false;
        for later in place + 1..self.said.len() {
            if self.said[later].act == Act::Ended {
                let ends_all = !self.attribute.many || self.said[later].about.is_none();
                is_ended |= ends_all || self.value_about(later) == self.value(place);
            }
        }
        says && self.value(place).is_some() && began && goes_on && !is_ended
    }

    fn said_at(&self, candidates: &[usize], place: usize) -> OffsetDateTime {
        let same = candidates
            .iter()
            .filter(|other| self.value(**other) == self.value(place));
        same.map(|other| self.said[*other].asserted_at)
            .max()
            .unwrap()
    }

    fn is_stale(&self, said_at: OffsetDateTime) -> bool {
        match self.attribute.fresh_for_days {
            Some(days) => said_at + Duration::days(i64::from(days)) <= self.moment.now,
            None => false,
        }
    }

    /// 0 for what is not verified by anything that counts; the first of the list is the strongest.
    fn strength(&self, place: usize) -> usize {
        let words = &self.attribute.verified_by;
        for (rank, word) in words.iter().enumerate() {
            if *word == self.said[place].verified.word() {
                return words.len() - rank;
            }
        }
        0
    }

    /// Rules 2 to 4.
    fn winner(&self, candidates: &[usize]) -> Option<(usize, Rule)> {
        let is_fresh = |place: &&usize| !self.is_stale(self.said_at(candidates, **place));
        let verified_after = |after: Option<usize>| {
            let fresh = candidates.iter().filter(is_fresh);
            let later = fresh.filter(|place| after.is_none_or(|after| **place > after));
            let verified = later.filter(|place| self.strength(**place) > 0);
            verified
                .copied()
                .max_by_key(|place| (self.strength(*place), *place))
        };
        let overrides = candidates
            .iter()
            .filter(|place| self.said[**place].act == Act::Overridden);
        if let Some(last) = overrides.max() {
            return Some(match verified_after(Some(*last)) {
                Some(verified) => (verified, self.rule_of(verified, Rule::Verified)),
                None => (*last, Rule::Overridden),
            });
        }
        if let Some(verified) = verified_after(None) {
            return Some((verified, Rule::Verified));
        }
        let words = &self.attribute.authoritative;
        let authoritative = candidates.iter().filter(is_fresh).filter(|place| {
            words
                .iter()
                .any(|word| word == self.said[**place].source.word())
        });
        if let Some(authoritative) = authoritative.max() {
            return Some((*authoritative, Rule::Authoritative));
        }
        Some((*candidates.iter().max()?, Rule::Recent))
    }

    fn rule_of(&self, place: usize, rule: Rule) -> Rule {
        assert_ne!(
            self.said[place].act,
            Act::Overridden,
            "the last override was taken"
        );
        rule
    }

    /// A dispute of this value stands until somebody says the value again.
    fn dispute(&self, place: usize) -> Option<Uuid> {
        let mut standing = None;
        for other in 0..self.said.len() {
            let one = self.said[other];
            if one.act == Act::Disputed && self.value_about(other) == self.value(place) {
                standing = Some(one.id);
            } else if matches!(one.act, Act::Stated | Act::Confirmed | Act::Overridden)
                && self.value(other) == self.value(place)
            {
                standing = None;
            }
        }
        standing
    }

    fn unchecked(&self, candidates: &[usize], place: usize) -> Option<Uuid> {
        let mut last = None;
        for other in candidates.iter().filter(|other| **other > place) {
            if self.said[*other].verified == Verification::Unverified {
                last = Some(*other);
            }
        }
        let last = last.filter(|last| self.value(*last) != self.value(place))?;
        Some(self.said[last].id)
    }
}
