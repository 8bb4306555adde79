//! Who typed which page, and when two answers to one page are told apart.

use guildhall_domain::{
    actors::{Actor, Channel},
    forms::{CheckedForm, Declared, Page, Progress, Typed, Typist},
};
use proptest::prelude::*;
use time::macros::{date, datetime};
use uuid::Uuid;

const FORM: &str = "
pages:
  - id: one
    title: One
    items: [{type: text, name: a, label: A}]
  - id: two
    title: Two
    items: [{type: text, name: b, label: B}]
";

fn form() -> CheckedForm {
    CheckedForm::parse("form.yaml", FORM).unwrap()
}

fn typist(actor: Actor) -> Typist {
    Typist {
        actor,
        channel: Channel::Counter,
        at: datetime!(2026-03-27 10:00 UTC),
        assisted_by: None,
        times: 0,
    }
}

/// Saves a page as the server does.
fn save(form: &CheckedForm, progress: &mut Progress, page: &Page, words: &str, actor: Actor) {
    let name = page.fields().next().unwrap().name.clone();
    let typed: Typed = [(name, words.to_owned())].into_iter().collect();
    let answers = form.read(page, progress, &typed, date!(2026 - 03 - 27));
    form.save(progress, page, answers.unwrap());
    progress.note_typist(page, typist(actor));
}

#[test]
fn a_page_that_somebody_else_sent_meanwhile_is_noticed_even_in_the_same_moment() {
    let form = form();
    let (one, two) = (form.page("one").unwrap(), form.page("two").unwrap());
    let me = Actor::Staff(Uuid::from_u128(1));
    let other = Actor::Visitor(Uuid::from_u128(2));
    let mut progress = Progress::default();
    let nothing = progress.seen(one);
    assert_eq!(nothing, "");
    save(&form, &mut progress, one, "mine", me);
    assert_eq!(
        progress.typed_since(one, &nothing, me),
        None,
        "my own other tab is nobody else"
    );
    let before = progress.seen(one);
    save(&form, &mut progress, one, "theirs", other);
    assert_eq!(
        progress
            .typed_since(one, &before, me)
            .map(|typist| typist.actor),
        Some(other)
    );
    assert_eq!(
        progress.typed_since(one, &progress.seen(one), me),
        None,
        "I have seen it"
    );
    assert_eq!(progress.typed_since(two, "", me), None);
}

#[test]
fn a_snapshot_says_who_typed_the_pages_that_count() {
    let form = form();
    let me = Actor::Staff(Uuid::from_u128(1));
    let mut progress = Progress::default();
    save(&form, &mut progress, form.page("one").unwrap(), "a", me);
    let snapshot = form.snapshot(&progress);
    let typed_by = |place: usize| snapshot.pages[place].typed_by.map(|typist| typist.actor);
    assert_eq!((typed_by(0), typed_by(1)), (Some(me), None));
    let stored = serde_json::to_value(&snapshot).unwrap();
    let read: guildhall_domain::forms::Snapshot = serde_json::from_value(stored).unwrap();
    assert_eq!(read, snapshot);
}

#[test]
fn what_is_declared_to_staff_is_spoken_or_written() {
    let reader = Uuid::from_u128(1);
    for channel in Channel::ASSISTED {
        let declared = Declared::to_staff(channel, reader, Some("Mary".to_owned()));
        let is_written = matches!(channel, Channel::Post | Channel::Email);
        assert_eq!(matches!(declared, Declared::Written { .. }), is_written);
    }
}

proptest! {
    /// Whatever two people do in whichever order: whoever sends a page after the other did, without having seen it, is
    /// told; and nobody else is.
    #[test]
    fn nobody_overwrites_what_they_have_not_seen(acts in prop::collection::vec((any::<bool>(), any::<bool>()), 1..20)) {
        let form = form();
        let page = form.page("one").unwrap();
        let people = [Actor::Staff(Uuid::from_u128(1)), Actor::Resident(Uuid::from_u128(2))];
        let mut progress = Progress::default();
        let mut seen = [String::new(), String::new()];
        let mut last: Option<usize> = None;
        let mut has_seen_last = [true, true];
        for (who, is_look) in acts {
            let who = usize::from(who);
            if is_look {
                seen[who] = progress.seen(page);
                has_seen_last[who] = true;
                continue;
            }
            let told = progress.typed_since(page, &seen[who], people[who]).is_some();
            let is_others = last.is_some_and(|last| last != who);
            prop_assert_eq!(told, is_others && !has_seen_last[who]);
            if !told {
                save(&form, &mut progress, page, "x", people[who]);
                last = Some(who);
                has_seen_last = [who == 0, who == 1];
                seen[who] = progress.seen(page);
            }
        }
    }
}
