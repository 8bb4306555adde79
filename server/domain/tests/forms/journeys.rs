//! Every form, native and imported, answered at random.

use std::collections::{BTreeMap, BTreeSet};

use guildhall_domain::forms::{Asked, CheckedForm, Page, Progress, Stop, Typed};
use proptest::prelude::*;

use crate::{
    generator::{Random, TODAY, again, asked, garbage, invalid, valid_page},
    sources::every_form,
};

/// Runs a check on every form with many seeds.
fn for_every_form(cases: u32, check: impl Fn(&str, &CheckedForm, &mut Random)) {
    for (name, form) in every_form() {
        let config = ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(cases)
        };
        let mut runner = proptest::test_runner::TestRunner::new(config);
        let result = runner.run(&any::<u64>(), |seed| {
            check(&name, &form, &mut Random(seed));
            Ok(())
        });
        result.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// Answers the page in a valid way and goes on.
fn answer(form: &CheckedForm, page: &Page, progress: &mut Progress, random: &mut Random) {
    let typed = valid_page(form, asked(form, page, progress), random);
    let answers = form.read(page, progress, &typed, TODAY);
    let answers = answers.unwrap_or_else(|errors| panic!("{typed:?} is valid, but {errors:?}"));
    form.save(progress, page, answers);
}

#[test]
fn random_valid_answers_reach_the_end() {
    for_every_form(60, |name, form, random| {
        let mut progress = Progress::default();
        let mut steps = 0;
        let mut before: Option<String> = None;
        while let Stop::Page(page) = form.next_stop(&progress) {
            assert!(form.may_show(&progress, &page.id), "{name}: {}", page.id);
            let back = form
                .page_before(&progress, &page.id)
                .map(|page| page.id.clone());
            assert_eq!(
                back, before,
                "{name}: Back from {} leads where one came from",
                page.id
            );
            answer(form, page, &mut progress, random);
            before = Some(page.id.clone());
            steps += 1;
            assert!(
                steps <= form.form().pages.len(),
                "{name}: no page comes twice"
            );
        }
        assert_eq!(form.path(&progress.answers).pages().len(), steps, "{name}");
        assert_eq!(
            form.last_page(&progress).map(|page| page.id.clone()),
            before,
            "{name}"
        );
    });
}

#[test]
fn invalid_answers_never_advance() {
    for_every_form(60, |name, form, random| {
        let mut progress = Progress::default();
        while let Stop::Page(page) = form.next_stop(&progress) {
            let fields = asked(form, page, &progress);
            let valid = valid_page(form, fields.iter().copied(), random);
            for field in &fields {
                let Some(wrong) = invalid(form, field, random) else {
                    continue;
                };
                let controls = field.controls();
                let others = valid
                    .pairs()
                    .iter()
                    .filter(|(name, _)| !controls.contains(name));
                let typed: Typed = others.cloned().chain(wrong).collect();
                let read = form.read(page, &progress, &typed, TODAY);
                let errors =
                    read.expect_err(&format!("{name}, {}: {typed:?} is wrong", field.name));
                assert!(errors.iter().all(|error| error.field == field.name && controls.contains(&error.control)));
                assert_eq!(form.next_stop(&progress), Stop::Page(page), "{name}");
            }
            answer(form, page, &mut progress, random);
        }
    });
}

#[test]
fn garbage_never_panics_and_what_is_taken_from_it_is_valid() {
    for_every_form(60, |name, form, random| {
        let mut progress = Progress::default();
        while let Stop::Page(page) = form.next_stop(&progress) {
            let fields = asked(form, page, &progress);
            for _ in 0..3 {
                let typed: Typed = garbage(&fields, random).into_iter().collect();
                if let Ok(answers) = form.read(page, &progress, &typed, TODAY) {
                    let mut saved = progress.clone();
                    form.save(&mut saved, page, answers.clone());
                    let read_again =
                        form.read(page, &saved, &again(&fields, &saved.answers), TODAY);
                    assert_eq!(
                        read_again,
                        Ok(answers),
                        "{name}: answers put back in their controls stay the same"
                    );
                }
            }
            answer(form, page, &mut progress, random);
        }
    });
}

#[test]
fn every_page_that_conditions_allow_is_reached() {
    for (name, form) in every_form() {
        let mut visits: BTreeMap<String, usize> = BTreeMap::new();
        let all: BTreeSet<&str> = form
            .form()
            .pages
            .iter()
            .map(|page| page.id.as_str())
            .collect();
        for seed in 0..400 {
            explore(&form, &mut visits, &mut Random(seed));
            if visits.len() == all.len() {
                break;
            }
        }
        let missed: Vec<&&str> = all
            .iter()
            .filter(|page| !visits.contains_key(**page))
            .collect();
        assert!(missed.is_empty(), "{name}: no answers lead to {missed:?}");
    }
}

/// One walk that now goes anywhere, now takes, of a few random answers, those that lead where it has been least.
fn explore(form: &CheckedForm, visits: &mut BTreeMap<String, usize>, random: &mut Random) {
    let mut progress = Progress::default();
    while let Stop::Page(page) = form.next_stop(&progress) {
        *visits.entry(page.id.clone()).or_default() += 1;
        let tries = if random.once_in(2) { 1 } else { 6 };
        let tries = (0..tries).map(|_| {
            let mut tried = progress.clone();
            answer(form, page, &mut tried, random);
            let seen = match form.next_stop(&tried) {
                Stop::Page(next) => visits.get(&next.id).copied().unwrap_or(0),
                Stop::Check => usize::MAX,
            };
            (seen, tried)
        });
        let least = tries.min_by_key(|(seen, _)| *seen);
        progress = least.expect("there was one").1;
    }
}

#[test]
fn changing_an_answer_keeps_the_others_and_only_asks_what_is_new() {
    for_every_form(30, |name, form, random| {
        let mut progress = Progress::default();
        while let Stop::Page(page) = form.next_stop(&progress) {
            answer(form, page, &mut progress, random);
        }
        let path = form.path(&progress.answers);
        let page = *random.pick(path.pages());
        let before = progress.clone();
        answer(form, page, &mut progress, random);
        if let Stop::Page(next) = form.next_stop(&progress) {
            assert!(
                !before.completed.contains(&next.id)
                    || next
                        .fields()
                        .any(|field| !before.answers.contains_key(&field.name)),
                "{name}"
            );
        }
        // Changing back loses nothing.
        let back = form.read(
            page,
            &before,
            &again(&asked(form, page, &before), &before.answers),
            TODAY,
        );
        form.save(&mut progress, page, back.expect("it was valid before"));
        assert_eq!(form.next_stop(&progress), Stop::Check, "{name}");
        assert_eq!(form.snapshot(&progress), form.snapshot(&before), "{name}");
    });
}

#[test]
fn a_snapshot_has_every_question_and_survives_storage() {
    for_every_form(20, |name, form, random| {
        let mut progress = Progress::default();
        while let Stop::Page(page) = form.next_stop(&progress) {
            answer(form, page, &mut progress, random);
        }
        let snapshot = form.snapshot(&progress);
        let path = form.path(&progress.answers);
        let questions: Vec<_> = snapshot
            .pages
            .iter()
            .flat_map(|page| &page.questions)
            .collect();
        let fields = form.form().pages.iter().flat_map(Page::fields);
        assert!(
            fields
                .map(|field| &field.name)
                .eq(questions.iter().map(|question| &question.name)),
            "{name}"
        );
        for question in questions {
            assert_eq!(
                path.asks(&question.name),
                question.asked != Asked::NotAsked,
                "{name}: {}",
                question.name
            );
        }
        let stored = serde_json::to_string(&snapshot).expect("a snapshot can be stored");
        assert_eq!(
            serde_json::from_str::<guildhall_domain::forms::Snapshot>(&stored).expect("and read"),
            snapshot
        );
        let stored = serde_json::to_string(&progress).expect("progress can be stored");
        assert_eq!(
            serde_json::from_str::<Progress>(&stored).expect("and read"),
            progress
        );
    });
}

#[test]
fn every_form_survives_storage() {
    for (name, form) in every_form() {
        let stored = serde_json::to_string(form.form()).expect("a form can be stored");
        let again = CheckedForm::parse(&name, &stored);
        assert_eq!(again.as_ref(), Ok(&form), "{name}");
    }
}
