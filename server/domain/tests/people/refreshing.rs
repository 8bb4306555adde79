//! A form that is filled in while the record changes: whatever happens in whatever order, nothing stale, unsaid or
//! taken away is in it.

use std::collections::BTreeMap;

use guildhall_domain::{
    accounts::Level,
    forms::{Answer, CheckedForm, Page, Progress, Typed},
    people::{
        Act, Assertion, Attribute, Dictionary, Offer, Record, Reuse, Reused, Sensitivity,
        record::{Moment, is_same},
        reuse::{Asking, How},
    },
};
use proptest::{collection::vec, prelude::*, sample::select};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::world::{NOW, act, attribute, dictionary, said, value};

/// The questions, each bound to an attribute of its own.
const BOUND: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

const FORM: &str = "pages:
- {id: one, title: One, items: [{type: text, name: first, label: A, records: first}]}
- {id: two, title: Two, items: [
    {type: text, name: second, label: A, records: second},
    {type: text, name: third, label: A, records: third, optional: true}]}
- {id: more, title: More, items: [{type: yes-no, name: more, label: More}]}
- {id: three, title: Three, when: {field: more, is: \"yes\"}, items: [
    {type: text, name: fourth, label: A, records: fourth},
    {type: text, name: fifth, label: A, records: fifth}]}
- {id: four, title: Four, items: [
    {type: text, name: sixth, label: A, records: sixth, optional: true}]}";

#[derive(Clone, Debug)]
enum Step {
    /// Something is said elsewhere.
    Say { attribute: usize, number: u8 },
    /// Something is ended elsewhere.
    End { attribute: usize },
    /// A page is filled in: with a value for each question, or blank.
    Fill {
        page: usize,
        values: Vec<Option<u8>>,
        more: bool,
    },
    /// A page is sent with what stands in its boxes.
    Keep { page: usize },
    /// Hours go by.
    Wait { hours: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    let values = vec(
        prop_oneof![4 => (0_u8..3).prop_map(Some), 1 => Just(None)],
        2,
    );
    prop_oneof![
        3 => (0..BOUND.len(), 0_u8..3).prop_map(|(attribute, number)| Step::Say { attribute, number }),
        1 => (0..BOUND.len()).prop_map(|attribute| Step::End { attribute }),
        4 => (0_usize..5, values, any::<bool>())
            .prop_map(|(page, values, more)| Step::Fill { page, values, more }),
        2 => (0_usize..5).prop_map(|page| Step::Keep { page }),
        2 => (1_i64..40).prop_map(|hours| Step::Wait { hours }),
    ]
}

fn any_attribute() -> impl Strategy<Value = Attribute> {
    let policies = vec![
        (Reuse::Silent, Sensitivity::Personal),
        (Reuse::Silent, Sensitivity::Sensitive),
        (Reuse::Confirm, Sensitivity::Personal),
        (Reuse::Confirm, Sensitivity::Sealed),
        (Reuse::Never, Sensitivity::Personal),
    ];
    let fresh = prop_oneof![Just(None), (1_u32..4).prop_map(Some)];
    (
        select(policies),
        select(Level::ALL.to_vec()),
        any::<bool>(),
        fresh,
    )
        .prop_map(
            |((reuse, sensitivity), needs, many, fresh_for_days)| Attribute {
                reuse,
                sensitivity,
                needs,
                many,
                fresh_for_days,
                ..attribute()
            },
        )
}

/// Everything there is, as it goes on.
struct World {
    form: CheckedForm,
    dictionary: Dictionary,
    known_as: Level,
    now: OffsetDateTime,
    told: BTreeMap<String, Vec<Assertion>>,
    progress: Progress,
    /// What was last sent for each question, and when; nothing for what was left blank.
    sent: BTreeMap<String, (Option<Answer>, OffsetDateTime)>,
    next_id: u128,
}

impl World {
    fn new(attributes: &[Attribute], known_as: Level) -> Self {
        let attributes: Vec<_> = BOUND.into_iter().zip(attributes.iter().cloned()).collect();
        Self {
            form: CheckedForm::parse("test", FORM).unwrap(),
            dictionary: dictionary(&attributes),
            known_as,
            now: NOW,
            told: BTreeMap::new(),
            progress: Progress::default(),
            sent: BTreeMap::new(),
            next_id: 1,
        }
    }

    fn moment(&self) -> Moment {
        Moment {
            now: self.now,
            today: self.now.date(),
        }
    }

    fn offers(&self) -> BTreeMap<String, Reused> {
        let record = Record::work_out(&self.dictionary, &self.told, self.moment());
        self.form.offers(&Asking {
            dictionary: &self.dictionary,
            record: &record,
            known_as: self.known_as,
            moment: self.moment(),
        })
    }

    fn take(&mut self, step: Step) {
        self.now += Duration::MINUTE;
        let id = self.next_id;
        self.next_id += 1;
        match step {
            Step::Say { attribute, number } => {
                let one = Assertion {
                    asserted_at: self.now,
                    ..said(id, 0, number)
                };
                self.told
                    .entry(BOUND[attribute].to_owned())
                    .or_default()
                    .push(one);
            }
            Step::End { attribute } => {
                let one = Assertion {
                    asserted_at: self.now,
                    ..act(id, 0, Act::Ended, None)
                };
                self.told
                    .entry(BOUND[attribute].to_owned())
                    .or_default()
                    .push(one);
            }
            Step::Fill { page, values, more } => {
                let page = self.form.form().pages[page].clone();
                let mut typed = Typed::default();
                for (field, number) in page.fields().zip(values) {
                    match (field.name.as_str(), number) {
                        ("more", _) => typed.push("more", if more { "yes" } else { "no" }),
                        (name, Some(number)) => typed.push(name, value(number, 1).text().unwrap()),
                        (_, None) => {}
                    }
                }
                self.send(&page, &typed);
            }
            Step::Keep { page } => {
                let page = self.form.form().pages[page].clone();
                let answers = page.fields().filter_map(|field| {
                    let known = self
                        .progress
                        .known
                        .get(&field.name)
                        .map(|known| &known.answer);
                    let answer = self.progress.answers.get(&field.name).or(known)?;
                    Some((field.name.clone(), answer.clone()))
                });
                let typed = Typed::from_answers(page.fields(), &answers.collect());
                self.send(&page, &typed);
            }
            Step::Wait { hours } => self.now += Duration::hours(hours),
        }
    }

    /// Sends a page, if it may be sent and has no mistakes.
    fn send(&mut self, page: &Page, typed: &Typed) {
        if !self.form.may_show(&self.progress, &page.id) {
            return;
        }
        let read = self.form.read(page, &self.progress, typed, self.now.date());
        let Ok(answers) = read else { return };
        self.form.save(&mut self.progress, page, answers);
        self.form.note_given(&mut self.progress, page, self.now);
        for field in page.fields().filter(|field| field.records.is_some()) {
            let answer = self.progress.answers.get(&field.name).cloned();
            self.sent.insert(field.name.clone(), (answer, self.now));
        }
    }

    fn refresh(&mut self) -> bool {
        let offers = self.offers();
        self.form
            .refresh(&mut self.progress, &offers, &self.dictionary, self.now)
    }

    fn check(&mut self) -> Result<(), TestCaseError> {
        let before = self.progress.clone();
        prop_assert!(!self.refresh(), "refreshing twice is the same as once");
        prop_assert_eq!(&before, &self.progress);
        let offers = self.offers();
        for name in BOUND {
            self.check_field(name, offers.get(name))?;
        }
        for page in &self.form.form().pages {
            if self.form.is_skipped(&self.progress, page) {
                let mut fields = page.fields();
                prop_assert!(
                    fields.all(|field| self.progress.is_used(&field.name)),
                    "{}",
                    page.id
                );
            }
        }
        self.check_recorded()
    }

    fn check_field(&self, name: &str, offer: Option<&Reused>) -> Result<(), TestCaseError> {
        let attribute = self.dictionary.get(name).unwrap();
        if let Some(offer) = offer {
            prop_assert!(
                self.known_as >= attribute.needs,
                "{name} is below its level"
            );
            prop_assert!(attribute.reuse != Reuse::Never);
            prop_assert!(!(attribute.is_sealed() && offer.offer == Offer::Use));
        }
        let page = self.form.page_of(name).unwrap();
        let is_completed = self.progress.completed.contains(&page.id);
        let (answer, given) = (
            self.progress.answers.get(name),
            self.progress.given.get(name),
        );
        prop_assert_eq!(answer.is_some(), given.is_some(), "{}", name);
        let (Some(answer), Some(given)) = (answer, given) else {
            return Ok(());
        };
        let is_stale = |at| {
            attribute
                .stale_at(at)
                .is_some_and(|stale| stale <= self.now)
        };
        if given.how.is_from_record() {
            let offer = offer.expect("what is used is offered");
            prop_assert!(is_same(answer, &offer.answer) && offer.offer != Offer::Look);
            prop_assert!(
                !is_stale(offer.said_at),
                "{name} is stale and carried silently"
            );
            prop_assert!(given.how == How::Exchanged || offer.offer == Offer::Use);
            prop_assert!(given.how == How::Exchanged || !attribute.is_sealed());
        } else {
            prop_assert!(!is_stale(given.at), "{name} was typed too long ago");
            prop_assert!(is_completed || page.fields().count() > 1);
        }
        let Some((sent, at)) = self.sent.get(name).filter(|_| is_completed) else {
            return Ok(());
        };
        let Some(sent) = sent else {
            return Err(TestCaseError::fail(format!(
                "{name} was left blank, and is not any more"
            )));
        };
        if !is_same(sent, answer) {
            let said_at = offer.map(|offer| offer.said_at);
            prop_assert!(said_at > Some(*at), "{name} became what was said before");
            prop_assert!(!attribute.many, "one more of many takes no other's place");
            prop_assert!(
                self.progress.changed.contains_key(name),
                "{name} changed unsaid"
            );
        }
        Ok(())
    }

    fn check_recorded(&self) -> Result<(), TestCaseError> {
        let record = Record::work_out(&self.dictionary, &self.told, self.moment());
        let path = self.form.path(&self.progress.answers);
        for recorded in self
            .form
            .recorded(&self.progress, &self.dictionary, &record)
        {
            prop_assert!(
                path.asks(&recorded.attribute),
                "{} was not asked",
                recorded.attribute
            );
            prop_assert!(
                !self.progress.given[&recorded.attribute]
                    .how
                    .is_from_record()
            );
            let known = record.get(&recorded.attribute).iter();
            let mut same = known.filter(|known| is_same(known.value, &recorded.value));
            prop_assert_eq!(same.next().map(|known| known.by.id), recorded.about);
            prop_assert_eq!(recorded.act == Act::Confirmed, recorded.about.is_some());
        }
        let saved = self.form.saved(&self.progress);
        prop_assert!(saved.answers_reused <= saved.answers_needed);
        prop_assert!(saved.pages as usize <= path.pages().len());
        prop_assert!(saved.keystrokes == 0 || saved.answers_reused > 0);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn whatever_happens_nothing_is_carried_that_may_not_be(
        attributes in vec(any_attribute(), BOUND.len()),
        known_as in select(Level::ALL.to_vec()),
        steps in vec(step(), 1..30),
    ) {
        let mut world = World::new(&attributes, known_as);
        for step in steps {
            world.take(step);
            world.refresh();
            world.check()?;
        }
    }
}

/// A world in which all is used silently, or confirmed.
fn world(reuse: Reuse) -> World {
    let attribute = Attribute {
        reuse,
        ..attribute()
    };
    World::new(&vec![attribute; BOUND.len()], Level::VerifiedIdentity)
}

fn fill(page: usize, number: u8) -> Step {
    Step::Fill {
        page,
        values: vec![Some(number), Some(number)],
        more: false,
    }
}

#[test]
fn what_was_answered_here_and_changed_elsewhere_is_exchanged_and_stays_so() {
    for reuse in [Reuse::Silent, Reuse::Confirm] {
        let mut world = world(reuse);
        world.take(fill(0, 1));
        assert!(!world.refresh());
        world.take(Step::Say {
            attribute: 0,
            number: 2,
        });
        assert!(world.refresh() && !world.refresh(), "{reuse:?}");
        assert!(
            is_same(&world.progress.answers["first"], &value(2, 0)),
            "{reuse:?}"
        );
        assert!(is_same(&world.progress.changed["first"].was, &value(1, 0)));
        world.take(fill(0, 1));
        assert!(!world.refresh(), "they have seen it, and say otherwise");
        assert!(world.progress.changed.is_empty());
    }
}

#[test]
fn what_was_left_blank_stays_blank() {
    let mut world = world(Reuse::Silent);
    world.take(Step::Say {
        attribute: 5,
        number: 1,
    });
    world.refresh();
    assert!(world.progress.is_used("sixth"));
    world.take(fill(0, 1));
    world.take(fill(1, 1));
    world.take(fill(2, 1));
    world.take(Step::Fill {
        page: 4,
        values: vec![None],
        more: false,
    });
    world.refresh();
    assert_eq!(world.progress.answers.get("sixth"), None);
    assert_eq!(
        world.progress.known["sixth"].assertion,
        Uuid::from_u128(1),
        "it is known, and not used"
    );
}

#[test]
fn a_page_is_skipped_only_when_all_it_asks_is_known_and_used() {
    let mut world = world(Reuse::Silent);
    for attribute in [0, 1] {
        world.take(Step::Say {
            attribute,
            number: 1,
        });
    }
    world.refresh();
    let page = |number: usize| &world.form.form().pages[number];
    assert!(world.form.is_skipped(&world.progress, page(0)));
    assert!(
        !world.form.is_skipped(&world.progress, page(1)),
        "its other question is not known"
    );
    assert!(
        !world.form.is_skipped(&world.progress, page(2)),
        "nothing it asks is bound"
    );
}
