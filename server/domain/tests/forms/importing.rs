//! What becomes of files in the XGov format.

use guildhall_domain::forms::{
    Choices, Content, FieldKind, Item,
    xgov::{self, Imported},
};

use crate::sources::{fixture, real_files};

fn import(name: &str) -> Imported {
    xgov::import(name, &fixture(name)).unwrap_or_else(|refused| panic!("{refused}"))
}

fn refusal(name: &str) -> String {
    let refused =
        xgov::import(name, &fixture(&format!("refused/{name}"))).expect_err("it is refused");
    refused.to_string()
}

fn dropped(imported: &Imported) -> Vec<String> {
    imported.dropped.iter().map(ToString::to_string).collect()
}

#[test]
fn every_kind_of_component_becomes_what_it_was() {
    let imported = import("every-component.json");
    let form = imported.form.form();
    let kinds: Vec<&str> = form
        .pages
        .iter()
        .flat_map(|page| page.fields())
        .map(|field| field.kind.name())
        .collect();
    let expected = [
        "text",
        "text",
        "email",
        "telephone",
        "website",
        "address",
        "number",
        "number",
        "date",
        "date",
        "long-text",
        "long-text",
        "yes-no",
        "radios",
        "select",
        "autocomplete",
        "checkboxes",
        "radios",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(
        dropped(&imported),
        ["the rule regex of TextField nickname on page /you: such a rule is not supported"]
    );
    assert_eq!(imported.gaps, Vec::<String>::new());
    assert_eq!(
        form.lists.keys().collect::<Vec<_>>(),
        ["colours"],
        "a list with two readers is shared"
    );
    assert_eq!(
        form.sections.len(),
        2,
        "a section with a hidden title is none"
    );
    assert_eq!(
        imported.service.title,
        "Borrow the council's bunting".into()
    );
    let start = serde_json::to_value(&form.pages[0].items).expect("items are data");
    assert_eq!(start, start_items());
}

/// The start page, sanitised.
fn start_items() -> serde_json::Value {
    serde_json::json!([
        { "type": "paragraph", "text": "We lend bunting to streets in Wrekinshire." },
        {
            "type": "html",
            "html": "<p class=\"govuk-body\">Read <a href=\"https://www.example.org/bunting\" \
                     rel=\"noopener noreferrer\">the rules</a> &amp; come back.</p>"
        },
        { "type": "html", "html": "<ul class=\"govuk-list govuk-list--bullet\"><li>Flags</li><li>Ropes</li></ul>" },
        { "type": "details", "summary": "What is bunting?", "html": "Small <strong>flags</strong> on a string." },
        { "type": "inset", "html": "You must bring it back." },
        {
            "type": "html",
            "html": "<ul class=\"govuk-list govuk-list--bullet\"><li>Red &amp; white</li><li>Blue</li></ul>"
        },
    ])
}

#[test]
fn details_of_questions_are_kept() {
    let imported = import("every-component.json");
    let form = &imported.form;
    let field = |name: &str| {
        form.field(name)
            .unwrap_or_else(|| panic!("there is a {name}"))
    };
    let name = field("fullName");
    assert_eq!(
        name.kind,
        FieldKind::Text {
            max_length: Some(50),
            width: Some(20)
        }
    );
    assert_eq!(name.autocomplete.as_deref(), Some("name"));
    assert_eq!(
        field("address").label,
        "Where the bunting will hang".into(),
        "the page asks more than this"
    );
    assert_eq!(
        field("collector").label,
        "Who will collect it?".into(),
        "a hidden title gives way to the page's"
    );
    assert!(field("telephone").optional && !field("email").optional);
    let FieldKind::Number {
        min,
        max,
        decimal_places,
        suffix,
        ..
    } = &field("flags").kind
    else {
        panic!()
    };
    assert_eq!(
        (*min, *max, *decimal_places, suffix.clone()),
        (Some(1.0), Some(500.0), Some(0), Some("flags".into()))
    );
    let FieldKind::LongText {
        max_words, rows, ..
    } = field("plan").kind
    else {
        panic!()
    };
    assert_eq!((max_words, rows), (Some(30), Some(8)));
    assert_eq!(
        field("plan").hint,
        None,
        "a hint with a list becomes guidance"
    );
    assert_eq!(
        field("anything").hint,
        Some("Leave it empty if there is nothing".into())
    );
    let FieldKind::Checkboxes {
        choices: Choices::Listed(extras),
    } = &field("extras").kind
    else {
        panic!()
    };
    assert!(extras[2].exclusive && extras[2].divider == Some("or".into()) && !extras[0].exclusive);
    assert_eq!(
        form.choices(field("size"))[0].value,
        "10",
        "numbers become words"
    );
    let party = form.page("party").expect("there is a party");
    let guidance = party
        .items
        .iter()
        .filter(|item| matches!(item, Item::Content(Content::Html { .. })));
    assert_eq!(guidance.count(), 1);
}

#[test]
fn pages_come_after_those_that_lead_to_them() {
    let imported = import("branch-and-rejoin.json");
    let pages: Vec<&str> = imported
        .form
        .form()
        .pages
        .iter()
        .map(|page| page.id.as_str())
        .collect();
    let expected = [
        "have-you-a-bench",
        "which-park",
        "other-park",
        "which-bench",
        "plaque",
        "words",
        "long-words",
    ];
    assert_eq!(pages, expected);
}

#[test]
fn gaps_and_what_is_left_out_are_listed() {
    let imported = import("gap.json");
    assert_eq!(
        imported.gaps,
        ["kind", "collar", "dog-again", "cat"],
        "but not dog, where one link always holds"
    );
    assert_eq!(imported.without_fallback, ["dog"]);
    assert_eq!(
        dropped(&imported),
        [
            "a link on page /kind: page /gone does not exist",
            "a link on page /dog-again: page /nowhere does not exist",
            "page /lost: nothing leads to it",
            "page /kind: another page has the same path, and only the first is ever shown",
            "condition asText: no link uses it, and it is not written as a list of conditions",
            "condition circle: no link uses it, and it refers to condition circle, and it refers to itself",
            "condition movingTime: no link uses it, and it compares dog with a time that moves, which is not supported",
            "condition oldQuestion: no link uses it, and it looks at removedLongAgo, which no page that can be \
             reached asks",
        ]
    );
    assert_eq!(
        imported.service.title,
        "What did you lose?".into(),
        "a form without a name has its first page's"
    );
    let fall_through = import("fall-through.json");
    assert_eq!(fall_through.gaps, ["park"]);
    assert_eq!(
        dropped(&fall_through),
        [
            "page /never: nothing leads to it",
            "page /also-never: nothing leads to it"
        ]
    );
}

#[test]
fn names_are_made_unique_and_conditions_follow_them() {
    let imported = import("same-names.json");
    let pages: Vec<&str> = imported
        .form
        .form()
        .pages
        .iter()
        .map(|page| page.id.as_str())
        .collect();
    assert_eq!(pages, ["check-2", "done-2", "done-3", "both", "fine"]);
    let fields: Vec<&str> = imported
        .form
        .form()
        .pages
        .iter()
        .flat_map(|page| page.fields())
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(
        fields,
        [
            "answer",
            "answer-2",
            "when",
            "answer-3",
            "when-day-2",
            "answer-4",
            "odd_name_"
        ]
    );
    let route = &imported.form.page("both").expect("there is a both").next[0];
    let condition = serde_json::to_value(&route.when).expect("a condition is data");
    let expected = serde_json::json!({ "any": [{ "field": "answer-2", "is": true }, { "field": "answer-3", "is": true }] });
    assert_eq!(condition, expected);
}

#[test]
fn what_cannot_be_kept_is_refused_by_name() {
    let refusals = [
        (
            "file-upload.json",
            "file-upload.json: FileUploadField photo on page /photo: questions of type FileUploadField are not supported\n\
             file-upload.json: TimeField time on page /time: questions of type TimeField are not supported",
        ),
        (
            "broken-condition.json",
            "broken-condition.json: page /sure uses condition oldQuestion, but it looks at removedLongAgo, which no page \
             that can be reached asks\n\
             broken-condition.json: page /sure uses condition missing, but there is no such condition\n\
             broken-condition.json: page /sure uses condition badValue, but it compares sure with \"perhaps\", which is \
             neither true nor false\n\
             broken-condition.json: page /sure uses condition twoJoined, but it does not say whether its parts are joined \
             by and or by or",
        ),
        (
            "unsupported-operator.json",
            "unsupported-operator.json: page /since uses condition recent, but it compares since with a time that moves, \
             which is not supported\n\
             unsupported-operator.json: page /since uses condition sureMore, but it looks at sure, which is asked more \
             than once on the way",
        ),
        (
            "circle.json",
            "circle.json: its links go round in a circle: /a → /b → /a",
        ),
        (
            "circular-condition.json",
            "circular-condition.json: page /a uses condition one, but it refers to condition two, and it refers to \
             condition one, and it refers to itself",
        ),
        (
            "later-question.json",
            "later-question.json: page a, the route to \"check\": its condition looks at \"sure\", which is asked on page \
             b, and that never comes before: look at an earlier page",
        ),
        (
            "repeating-page.json",
            "repeating-page.json: page /children repeats, which is not supported",
        ),
        (
            "no-list.json",
            "no-list.json: RadiosField pick on page /a has no list that exists\n\
             no-list.json: List told on page /a has no list that exists",
        ),
        (
            "revealed-question.json",
            "revealed-question.json: RadiosField pick on page /a shows more questions under a choice, which is not \
             supported",
        ),
        (
            "asked-twice.json",
            "asked-twice.json: page /b uses condition sure, but it looks at s.sure, which is asked more than once on the \
             way",
        ),
        (
            "only-summary.json",
            "only-summary.json: its start page is the summary, so it asks nothing",
        ),
        ("no-pages.json", "no-pages.json: the form has no pages"),
    ];
    for (name, expected) in refusals {
        assert_eq!(refusal(name), expected);
    }
    assert!(
        refusal("not-a-form.json")
            .starts_with("not-a-form.json: this is not a form in the XGov format: ")
    );
}

#[test]
fn every_real_form_imports_unless_it_asks_for_files() {
    let mut imported = 0;
    for (name, text) in real_files() {
        let uploads = text.contains("FileUploadField");
        match xgov::import(&name, &text) {
            Ok(_) if !uploads => imported += 1,
            Err(refused) if uploads => {
                assert!(
                    refused
                        .0
                        .iter()
                        .all(|problem| problem.message.contains("FileUploadField")),
                    "{refused}"
                );
            }
            Ok(_) => panic!("{name} asks for files and was not refused"),
            Err(refused) => panic!("{refused}"),
        }
    }
    let asked_for = std::env::var_os("GUILDHALL_REAL_FORMS").is_some();
    assert!(
        !asked_for || imported > 0,
        "the folder has a form that imports"
    );
}

#[test]
fn broken_files_never_panic() {
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"pages\":[{}]}",
        "{\"pages\":[{\"path\":\"\"}]}",
        "{\"pages\":[{\"path\":\"/summary\"}]}",
    ] {
        assert!(xgov::import("broken.json", text).is_err(), "{text}");
    }
}
