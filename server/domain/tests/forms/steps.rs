//! One small form, step by step: skipped pages, hidden questions, changed answers, snapshots.

use guildhall_domain::forms::{Asked, CheckedForm, Item, Progress, Stop, Typed};

use crate::generator::TODAY;

const FORM: &str = "
sections: [{id: bins, title: Bins}]
lists: {colours: [{value: red, label: Red}, {value: green, label: {en: Green, cy: Gwyrdd}}]}
pages:
  - id: start
    title: Before you start
    items: [{type: paragraph, text: Read this}]
  - id: bins
    title: Which bins?
    section: bins
    items: [{type: checkboxes, name: bins, label: Which bins?, choices: colours}]
  - id: green
    title: Garden waste
    when: {field: bins, contains: green}
    items: [{type: yes-no, name: paid, label: Have you paid?}]
    next: [{when: {field: paid, is: no}, to: pay}]
  - id: why
    title: Why
    items:
      - {type: text, name: why, label: Why?, optional: true}
      - {type: text, name: since, label: Paid since?, when: {field: paid, is: yes}}
    next: [{to: check}]
  - id: pay
    title: Pay first
    when: {field: paid, is: no}
    items: []
";

fn form() -> CheckedForm {
    CheckedForm::parse("bins.yaml", FORM).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn send(form: &CheckedForm, progress: &mut Progress, page: &str, pairs: &[(&str, &str)]) {
    let page = form.page(page).expect("there is such a page");
    let typed: Typed = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let answers = form
        .read(page, progress, &typed, TODAY)
        .unwrap_or_else(|errors| panic!("{errors:?}"));
    form.save(progress, page, answers);
}

fn stop(form: &CheckedForm, progress: &Progress) -> String {
    match form.next_stop(progress) {
        Stop::Page(page) => page.id.clone(),
        Stop::Check => "check".to_owned(),
    }
}

#[test]
fn conditions_skip_pages_and_questions() {
    let form = form();
    let mut progress = Progress::default();
    assert_eq!(stop(&form, &progress), "start");
    assert!(!form.may_show(&progress, "bins") && !form.may_show(&progress, "nowhere"));
    send(&form, &mut progress, "start", &[]);
    send(&form, &mut progress, "bins", &[("bins", "red")]);
    assert_eq!(stop(&form, &progress), "why");
    assert!(!form.may_show(&progress, "green"));
    assert_eq!(
        form.page_before(&progress, "why")
            .map(|page| page.id.as_str()),
        Some("bins")
    );
    assert_eq!(form.page_before(&progress, "start"), None);
    let why = form.page("why").expect("there is a why");
    let asked: Vec<&Item> = form.asked_items(why, &progress);
    assert_eq!(asked.len(), 1, "nobody paid, so nobody is asked since when");
    send(
        &form,
        &mut progress,
        "why",
        &[("why", ""), ("since", "2020")],
    );
    assert!(
        !progress.answers.contains_key("since"),
        "an answer to a question that is not asked is ignored"
    );
    assert_eq!(stop(&form, &progress), "check");
}

#[test]
fn changing_an_answer_asks_only_what_is_new_and_forgets_nothing() {
    let form = form();
    let mut progress = Progress::default();
    send(&form, &mut progress, "start", &[]);
    send(&form, &mut progress, "bins", &[("bins", "green")]);
    send(&form, &mut progress, "green", &[("paid", "yes")]);
    send(
        &form,
        &mut progress,
        "why",
        &[("why", "Missed"), ("since", "2020")],
    );
    assert_eq!(stop(&form, &progress), "check");

    send(&form, &mut progress, "bins", &[("bins", "red")]);
    assert_eq!(stop(&form, &progress), "check");
    assert!(
        !form.path(&progress.answers).asks("since"),
        "the answer that made it appear no longer counts"
    );

    send(
        &form,
        &mut progress,
        "bins",
        &[("bins", "green"), ("bins", "red")],
    );
    assert_eq!(
        stop(&form, &progress),
        "check",
        "what was answered before is still there"
    );
    assert!(form.path(&progress.answers).asks("since"));

    send(&form, &mut progress, "green", &[("paid", "no")]);
    assert_eq!(stop(&form, &progress), "pay");
}

#[test]
fn a_question_that_appears_on_a_finished_page_is_asked() {
    let form = form();
    let mut progress = Progress::default();
    send(&form, &mut progress, "start", &[]);
    send(&form, &mut progress, "bins", &[("bins", "red")]);
    send(&form, &mut progress, "why", &[]);
    send(&form, &mut progress, "bins", &[("bins", "green")]);
    assert_eq!(stop(&form, &progress), "green");
    send(&form, &mut progress, "green", &[("paid", "yes")]);
    assert_eq!(
        stop(&form, &progress),
        "why",
        "since when is a new question"
    );
    assert!(form.may_show(&progress, "why"));
}

#[test]
fn a_snapshot_says_what_was_asked_in_the_words_of_the_day() {
    let form = form();
    let mut progress = Progress::default();
    send(&form, &mut progress, "start", &[]);
    send(&form, &mut progress, "bins", &[("bins", "green")]);
    send(&form, &mut progress, "green", &[("paid", "yes")]);
    send(&form, &mut progress, "why", &[("since", "2020")]);
    send(&form, &mut progress, "bins", &[("bins", "red")]);
    let snapshot = serde_json::to_value(form.snapshot(&progress)).expect("a snapshot is data");
    let expected = serde_json::json!({ "pages": [
        { "id": "start", "title": "Before you start", "shown": true, "questions": [] },
        { "id": "bins", "title": "Which bins?", "section": "Bins", "shown": true, "questions": [
            { "name": "bins", "label": "Which bins?", "kind": "checkboxes", "asked": "answered",
              "answer": { "type": "choices", "value": ["red"] }, "labels": ["Red"] }] },
        { "id": "green", "title": "Garden waste", "shown": false, "questions": [
            { "name": "paid", "label": "Have you paid?", "kind": "yes-no", "asked": "not-asked" }] },
        { "id": "why", "title": "Why", "shown": true, "questions": [
            { "name": "why", "label": "Why?", "kind": "text", "asked": "unanswered" },
            { "name": "since", "label": "Paid since?", "kind": "text", "asked": "not-asked" }] },
        { "id": "pay", "title": "Pay first", "shown": false, "questions": [] },
    ] });
    assert_eq!(snapshot, expected);
    let asked = &form.snapshot(&progress).pages[3].questions[0].asked;
    assert_eq!(*asked, Asked::Unanswered);
}

#[test]
fn typed_text_of_strangers_is_left_out() {
    let form = form();
    let typed: Typed = [("csrf.token", "x"), ("paid", "yes"), ("other", "y")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
    let page = form.page("green").expect("there is a green");
    assert_eq!(
        typed.of_fields(page.fields()).pairs(),
        [("paid".to_owned(), "yes".to_owned())]
    );
}
