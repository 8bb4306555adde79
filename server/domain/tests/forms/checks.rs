//! Every mistake in a form file has a sentence of its own that says where it is and what to do.

use guildhall_domain::forms::CheckedForm;

fn problems(text: &str) -> Vec<String> {
    let problems = CheckedForm::parse("bins.yaml", text).expect_err(text);
    problems.iter().map(ToString::to_string).collect()
}

/// A page of the form, with this under its heading.
fn page(id: &str, rest: &str) -> String {
    let rest: String = rest.lines().map(|line| format!("    {line}\n")).collect();
    format!("  - id: {id}\n    title: Title\n{rest}")
}

/// A form of one page with one item.
fn item(item: &str) -> String {
    format!("pages:\n{}", page("one", &format!("items: [{{{item}}}]")))
}

fn says(text: &str, expected: &[&str]) {
    assert_eq!(problems(text), expected, "{text}");
}

#[test]
fn files_that_are_not_forms() {
    assert!(problems("pages: [")[0].starts_with("bins.yaml: this is not YAML that can be read: "));
    assert!(problems("{\"pages\": ")[0].starts_with("bins.yaml: this is not JSON: "));
    says(
        "pages: []",
        &["bins.yaml: a form needs at least one page under pages"],
    );
    says("sections: []", &["bins.yaml: missing field `pages`"]);
    says(
        &format!("color: red\n{}", item("type: yes-no, name: a, label: A")),
        &["bins.yaml: unknown field `color`, expected one of `sections`, `lists`, `pages`"],
    );
    let twice = item("type: yes-no, name: a, label: A, label: B");
    assert!(
        problems(&twice)[0].contains("duplicate"),
        "{:?}",
        problems(&twice)
    );
}

#[test]
fn keys_nobody_knows() {
    says(
        &item("type: text, name: a, label: A, max_words: 3"),
        &[
            "bins.yaml, page one, field a: a text field has no \"max_words\"; it can have name, label, noun, hint, script, hint_aloud, optional, when, autocomplete, when_empty, records, max_length, width",
        ],
    );
    says(
        &item("type: txt, name: a, label: A"),
        &[
            "bins.yaml, page one, field a: \"txt\" is not a type; give it a type: text, long-text, email, telephone, number, yes-no, radios, checkboxes, select, autocomplete, date, address or website for a question; paragraph, html, details or inset for guidance",
        ],
    );
    says(
        &item("type: paragraph, text: A, html: B"),
        &["bins.yaml, page one: unknown field `html`, expected `text`"],
    );
    says(
        &item("type: text, name: a, label: A, optional: yes"),
        &["bins.yaml, page one, field a: invalid type: string \"yes\", expected a boolean"],
    );
    says(
        &item("type: number, name: a, label: A, min: ten"),
        &["bins.yaml, page one, field a: invalid type: string \"ten\", expected f64"],
    );
    says(
        &item("type: date, name: a, label: A, latest: tomorrow"),
        &[
            "bins.yaml, page one, field a: \"tomorrow\" is not a date bound: write 2026-04-01, today, today+14 or today-30",
        ],
    );
    says(
        &format!("pages:\n{}", page("one", "nxt: []")),
        &[
            "bins.yaml, page one: unknown field `nxt`, expected one of `id`, `title`, `section`, `when`, `script`, `hint_aloud`, `items`, `next`",
        ],
    );
    says(
        &format!("pages:\n{}", page("one", "when: {field: a}")),
        &["bins.yaml, page one: a condition on \"a\" needs exactly one operator"],
    );
    says(
        "pages: [{title: A}]",
        &["bins.yaml, page number 1: missing field `id`"],
    );
}

#[test]
fn names() {
    says(
        &format!("pages:\n{}", page("check", "")),
        &[
            "bins.yaml, page check: the journey itself has a page of that name: give this one another id",
        ],
    );
    says(
        &format!("pages:\n{}", page("One!", "")),
        &[
            "bins.yaml, page One!: a page id is the end of a URL: use lower-case letters, digits and hyphens",
        ],
    );
    says(
        &format!("pages:\n{0}{0}", page("one", "")),
        &["bins.yaml, page one: another page has the same id: rename one"],
    );
    says(
        "pages: [{id: one, title: ' '}]",
        &["bins.yaml, page one: it has no title: give it one"],
    );
    says(
        &item("type: yes-no, name: a b, label: A"),
        &[
            "bins.yaml, page one, field a b: a field name is made of letters, digits, hyphens and underscores",
        ],
    );
    says(
        &item("type: yes-no, name: a, label: ''"),
        &["bins.yaml, page one, field a: it has no label: write the question"],
    );
    let two = "items: [{type: date, name: a, label: A}, {type: text, name: a-day, label: B}, {type: text, name: a, label: C}]";
    says(
        &format!("pages:\n{}", page("one", two)),
        &[
            "bins.yaml, page one, field a-day: its name is taken: field \"a\" uses it too, so rename one",
            "bins.yaml, page one, field a: its name is taken: field \"a\" uses it too, so rename one",
        ],
    );
}

#[test]
fn sections_and_lists() {
    says(
        &format!("pages:\n{}", page("one", "section: home")),
        &["bins.yaml, page one: there is no section \"home\": add it under sections"],
    );
    says(
        &format!(
            "sections: [{{id: a, title: A}}, {{id: a, title: ''}}]\n{}",
            item("type: yes-no, name: a, label: A")
        ),
        &[
            "bins.yaml: two sections have the id \"a\": rename one",
            "bins.yaml: section \"a\" has no title: give it one",
        ],
    );
    says(
        &item("type: radios, name: a, label: A, choices: colours"),
        &["bins.yaml, page one, field a: there is no list \"colours\": add it under lists"],
    );
    says(
        &format!(
            "lists: {{colours: []}}\n{}",
            item("type: radios, name: a, label: A, choices: colours")
        ),
        &["bins.yaml: list \"colours\": there is nothing to choose from: add choices"],
    );
}

#[test]
fn fields_that_make_no_sense() {
    let field = "bins.yaml, page one, field a: ";
    let table = [
        (
            "type: radios, choices: []",
            "there is nothing to choose from: add choices",
        ),
        (
            "type: radios, choices: [{value: x, label: X}, {value: x, label: Y}]",
            "two choices have the value \"x\": change one",
        ),
        (
            "type: radios, choices: [{value: '', label: X}]",
            "a choice has no value: give it one",
        ),
        (
            "type: radios, choices: [{value: x, label: ''}]",
            "the choice \"x\" has no label: give it one",
        ),
        (
            "type: radios, choices: [{value: x, label: X, exclusive: true}]",
            "\"x\" is exclusive, which only checkboxes can be: remove it",
        ),
        (
            "type: number, min: 3, max: 2",
            "its min is more than its max: swap them",
        ),
        (
            "type: date, earliest: today, latest: today-1",
            "its earliest date is after its latest: swap them",
        ),
        (
            "type: date, earliest: 2026-02-01, latest: 2026-01-01",
            "its earliest date is after its latest: swap them",
        ),
        (
            "type: text, max_length: 0",
            "nothing could be typed: its limit must be more than 0",
        ),
        (
            "type: text, width: 7",
            "its width must be 2, 3, 4, 5, 10, 20 or 30 characters",
        ),
    ];
    for (kind, message) in table {
        says(
            &item(&format!("name: a, label: A, {kind}")),
            &[&format!("{field}{message}")],
        );
    }
}

#[test]
fn a_circle_beside_another_is_told_by_the_pages_that_make_it() {
    let pages = [
        page("one", "items: [{type: yes-no, name: a, label: A}]"),
        page(
            "two",
            "next: [{when: {field: a, is: yes}, to: three}, {to: one}]",
        ),
        page("three", "next: [{to: two}]"),
    ];
    says(
        &format!("pages:\n{}", pages.concat()),
        &[
            "bins.yaml, page one: its routes go round in a circle (one → two → one): one of them must lead on",
        ],
    );
}

#[test]
fn routes() {
    let form = |first: &str, second: &str| {
        format!("pages:\n{}{}", page("one", first), page("two", second))
    };
    says(
        &form("next: [{to: three}]", ""),
        &[
            "bins.yaml, page one: its next leads to \"three\", which is not a page of this form",
            "bins.yaml, page two: no answers lead to this page: add a route to it or remove it",
        ],
    );
    says(
        &form("next: [{to: check}]", ""),
        &["bins.yaml, page two: no answers lead to this page: add a route to it or remove it"],
    );
    says(
        &form("", "next: [{to: one}]"),
        &[
            "bins.yaml, page one: its routes go round in a circle (one → two → one): one of them must lead on",
        ],
    );
    says(
        &form("next: [{to: two}, {to: check}]", ""),
        &[
            "bins.yaml, page one: routes after one without a condition are never taken: move that one last",
        ],
    );
}

#[test]
fn conditions_that_cannot_work() {
    let form = |field: &str, condition: &str| {
        let first = format!(
            "items: [{{name: a, label: A, {field}}}]\nnext: [{{when: {condition}, to: check}}]"
        );
        format!("pages:\n{}{}", page("one", &first), page("two", ""))
    };
    let route = "bins.yaml, page one: the route to \"check\": its condition ";
    let choices = "choices: [{value: x, label: X}, {value: y, label: Y}]";
    let table = [
        (
            "type: yes-no".to_owned(),
            "{field: b, is: yes}",
            "looks at \"b\", which is not a field of this form",
        ),
        (
            "type: yes-no".to_owned(),
            "{field: a, is: perhaps}",
            "compares \"a\" with perhaps: compare it with yes or no",
        ),
        (
            format!("type: radios, {choices}"),
            "{field: a, is: z}",
            "compares \"a\" with \"z\", which is not among its choices: x, y",
        ),
        (
            format!("type: checkboxes, {choices}"),
            "{field: a, contains: z}",
            "compares \"a\" with \"z\", which is not among its choices: x, y",
        ),
        (
            format!("type: checkboxes, {choices}"),
            "{field: a, is: x}",
            "asks whether \"a\" is something, which does not suit a checkboxes field: use contains, does_not_contain or answered",
        ),
        (
            format!("type: radios, {choices}"),
            "{field: a, contains: x}",
            "asks whether \"a\" contains, which does not suit a radios field: use is, is_not or answered",
        ),
        (
            "type: text".to_owned(),
            "{field: a, more_than: 3}",
            "asks whether \"a\" more_than, which does not suit a text field: use is, is_not, longer_than, shorter_than or answered",
        ),
        (
            "type: yes-no".to_owned(),
            "{not: {any: []}}",
            "has an all or any with nothing in it: remove it",
        ),
        (
            "type: number".to_owned(),
            "{field: a, is: three}",
            "compares \"a\" with \"three\": compare it with a number",
        ),
        (
            "type: number".to_owned(),
            "{field: a, before: 2026-01-01}",
            "asks whether \"a\" before, which does not suit a number field: use is, is_not, more_than, less_than, at_least, at_most or answered",
        ),
        (
            "type: date".to_owned(),
            "{field: a, is: soon}",
            "compares \"a\" with soon: compare it with a date like 2026-04-01",
        ),
        (
            "type: address".to_owned(),
            "{field: a, is: home}",
            "asks whether \"a\" is something, which does not suit a address field: use answered",
        ),
    ];
    for (field, condition, message) in table {
        says(&form(&field, condition), &[&format!("{route}{message}")]);
    }
}

#[test]
fn conditions_on_pages_that_never_come_before() {
    let later = "which is asked on page two, and that never comes before: look at an earlier page";
    let question = "items: [{type: yes-no, name: a, label: A}]";
    let form = |first: &str| format!("pages:\n{}{}", page("one", first), page("two", question));
    says(
        &form("when: {field: a, is: yes}"),
        &[&format!(
            "bins.yaml, page one: its condition looks at \"a\", {later}"
        )],
    );
    says(
        &form("items: [{type: text, name: b, label: B, when: {field: a, is: yes}}]"),
        &[&format!(
            "bins.yaml, page one, field b: its condition looks at \"a\", {later}"
        )],
    );
    let own = "items: [{type: yes-no, name: a, label: A}, {type: text, name: b, label: B, when: {field: a, is: yes}}]";
    says(
        &format!("pages:\n{}", page("one", own)),
        &[
            "bins.yaml, page one, field b: its condition looks at \"a\", which is asked on page one, and that never comes before: look at an earlier page",
        ],
    );
}

#[test]
fn unreasonably_long_forms() {
    let pages: String = (0..1001)
        .map(|number| page(&format!("p{number}"), ""))
        .collect();
    says(
        &format!("pages:\n{pages}"),
        &["bins.yaml: a form can have 1000 pages; this has 1001"],
    );
}

#[test]
fn words_for_reading_aloud_are_known_and_not_empty() {
    let form = |script: &str| {
        format!(
            "pages:\n  - id: one\n    title: Title\n    script: {script}\n    hint_aloud: Spell it back.\n    items: [{{type: text, name: a, label: A, script: {script}, hint_aloud: Slowly.}}]\n"
        )
    };
    assert!(CheckedForm::parse("bins.yaml", &form("{en: How are you?, cy: Sut wyt ti?}")).is_ok());
    let problems = CheckedForm::parse("bins.yaml", &form("' '")).unwrap_err();
    let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "bins.yaml, page one: its script is empty: write what to say, or leave it out",
            "bins.yaml, page one, field a: its script is empty: write what to say, or leave it out",
        ]
    );
}
