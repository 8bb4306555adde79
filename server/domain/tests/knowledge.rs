//! What becomes of articles, who reads which part of them, and by which words they are found.

use guildhall_domain::knowledge::{
    ArticleAct, ArticleFile, ArticleProblem, ArticleState, LONGEST_SLUG, LONGEST_TEXT,
    PartsProblem, Readers, Written, asked, index, is_slip, is_slug, parts, parts_problem, render,
    review_problem, slip_keys, slug_of, stems,
};
use proptest::{collection, prelude::*, sample};
use time::{Duration, macros::date};

const DOCUMENTATION: &str = include_str!("../src/knowledge/mod.rs");

fn html(text: &str, readers: Readers) -> String {
    let parts = render(text, readers).into_iter();
    parts.map(|part| part.html).collect()
}

fn written(text: &str) -> Written<'_> {
    Written {
        title: "Missed bins",
        summary: "When we come back.",
        keywords: "dustbin",
        text,
    }
}

#[test]
fn an_article_changes_as_the_documented_table_says() {
    let rows = DOCUMENTATION
        .lines()
        .filter_map(|line| line.strip_prefix("//! | "))
        .skip(1)
        .map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    let mut acts = 0;
    for row in rows {
        let act: ArticleAct = row[0].parse().unwrap();
        acts += 1;
        for state in ArticleState::ALL {
            let is_documented = row[1].split(", ").any(|from| from == state.word());
            let after = state.after(act);
            assert_eq!(after.is_some(), is_documented, "{state:?} {act:?}");
            if let Some(after) = after {
                let starts = |word: &str| row[2].starts_with(word);
                assert!(
                    starts(after.word()) || (starts("as it was") && after == *state),
                    "{state:?} {act:?} {after:?}"
                );
            }
        }
    }
    // Every act but the making.
    assert_eq!(acts, ArticleAct::ALL.len() - 1);
}

#[test]
fn residents_read_what_is_published_and_staff_what_they_may_have_gone_by() {
    let read = |readers| {
        let states = ArticleState::ALL.iter().copied();
        states
            .filter(|state| state.is_read_by(readers))
            .collect::<Vec<_>>()
    };
    assert_eq!(read(Readers::Residents), [ArticleState::Published]);
    assert_eq!(
        read(Readers::Staff),
        [ArticleState::Published, ArticleState::Withdrawn]
    );
    assert_eq!(read(Readers::Writers), ArticleState::ALL);
}

#[test]
fn marks_part_a_text_and_slips_in_them_give_nothing_away() {
    let text = "For all.\n::: staff\nSecret.\n:::\nFor all again.\n";
    let seen: Vec<_> = parts(text)
        .into_iter()
        .map(|part| (part.is_for_staff, part.text))
        .collect();
    assert_eq!(
        seen,
        [
            (false, "For all.\n".into()),
            (true, "Secret.\n".into()),
            (false, "For all again.\n".into())
        ]
    );
    assert_eq!(parts_problem(text), None);
    for open in ["::: staff", ":::staff", "  ::: STAFF  ", ":::\tstaff"] {
        let text = format!("All.\n{open}\nSecret.\n:::");
        assert_eq!(parts_problem(&text), None, "{open}");
        assert!(
            !html(&text, Readers::Residents).contains("Secret"),
            "{open}"
        );
    }
    for (text, problem) in [
        ("All.\n::: stff\nSecret.\n:::", PartsProblem::UnknownMark(2)),
        ("> ::: staff\nSecret.", PartsProblem::UnknownMark(1)),
        (":::: staff\nSecret.\n:::", PartsProblem::UnknownMark(1)),
        (
            "```\n- ::: staff\nSecret.\n```",
            PartsProblem::UnknownMark(2),
        ),
        ("::: staff\nSecret.", PartsProblem::NotClosed(1)),
        (
            "::: staff\nSecret.\n::: staff\n:::",
            PartsProblem::OpenedTwice(3),
        ),
        ("All.\n:::", PartsProblem::NotOpened(2)),
    ] {
        assert_eq!(parts_problem(text), Some(problem), "{text}");
        assert!(!html(text, Readers::Residents).contains("Secret"), "{text}");
        assert!(
            written(text)
                .problems()
                .contains(&ArticleProblem::Parts(problem))
        );
    }
    assert_eq!(
        written("::: staff\n \n:::").problems(),
        [ArticleProblem::NoText]
    );
    assert!(!written("::: staff\nSecret.\n:::").has_resident_part());
}

#[test]
fn markdown_becomes_the_design_systems_html_and_nothing_else() {
    let shown = html(
        "# One\n\n### Three\n\n## Two\n\nA *b* **c** `d` <script>alert(1)</script>\n\n<b>block</b>\n\n- x\n- y\n\n3. z\n\n> note",
        Readers::Residents,
    );
    for expected in [
        "<h2 class=\"govuk-heading-m\">One</h2>",
        "<h3 class=\"govuk-heading-s\">Three</h3>",
        "<h3 class=\"govuk-heading-s\">Two</h3>",
        "<em>b</em> <strong>c</strong> <code>d</code> &lt;script&gt;alert(1)&lt;/script&gt;",
        "&lt;b&gt;block&lt;/b&gt;",
        "<ul class=\"govuk-list govuk-list--bullet\">",
        "<ol class=\"govuk-list govuk-list--number\" start=\"3\">",
        "<div class=\"govuk-inset-text\">",
    ] {
        assert!(shown.contains(expected), "{expected} is not in {shown}");
    }
    for (link, is_kept) in [
        ("/services/x", true),
        ("https://a.example", true),
        ("mailto:a@b.example", true),
        ("tel:01632960100", true),
        ("#below", true),
        ("//a.example", false),
        ("/\\a.example", false),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("JavaScript&colon;alert(1)", false),
    ] {
        let shown = html(&format!("[words]({link})"), Readers::Residents);
        assert_eq!(shown.contains("<a "), is_kept, "{link}: {shown}");
        assert!(shown.contains("words"));
    }
    let picture = html(
        "![A lorry](https://elsewhere.example/x.png)",
        Readers::Residents,
    );
    assert_eq!(picture, "<p class=\"govuk-body\">A lorry</p>\n");
}

#[test]
fn an_article_is_found_by_its_words_and_by_those_for_staff_alone_by_staff() {
    let words = index(&written(
        "Rinse **tins**.\n::: staff\nAsk for the tag.\n:::",
    ));
    let counts = |word: &str| {
        let found = words.iter().find(|one| one.word == word);
        found.map(|one| (one.places.for_staff, one.places.for_residents))
    };
    assert_eq!(counts("missed"), Some((8, 8)));
    assert_eq!(counts("dustbin"), Some((5, 5)));
    assert_eq!(counts("tins"), Some((1, 1)));
    assert_eq!(counts("tag"), Some((1, 0)));
    assert_eq!(counts("the"), None);
    assert_eq!(asked("the Bín, bin; TŶ’n!"), ["bin", "tyn"]);
    assert_eq!(asked(" ’ % _ the "), Vec::<String>::new());
    assert_eq!(
        stems("collections"),
        ["collecti", "collectio", "collection"]
    );
    assert_eq!(stems("bins"), ["bin"]);
    assert_eq!(stems("notice"), ["noti", "notic"]);
    assert!(stems("bin").is_empty());
}

#[test]
fn a_file_with_a_mistake_says_which() {
    let file = "owner: adviser\nreview_in_days: 1\ntexts:\n  en:\n    title: A\n    summary: B\n    text: |\n      ::: staff\n      x\n";
    assert!(
        ArticleFile::parse("a.yaml", file)
            .unwrap_err()
            .contains("NotClosed")
    );
    let nobody = file.replace("adviser", "nobody");
    assert!(
        ArticleFile::parse("a.yaml", &nobody)
            .unwrap_err()
            .contains("role")
    );
    assert!(ArticleFile::parse("a.yaml", "owner: adviser\nreview_in_days: 1\ntexts: {}").is_err());
}

#[test]
fn a_review_has_a_day_within_two_years() {
    let today = date!(2026 - 03 - 27);
    assert_eq!(review_problem(None, today), Some(ArticleProblem::NoReview));
    assert_eq!(
        review_problem(Some(today - Duration::DAY), today),
        Some(ArticleProblem::NoReview)
    );
    assert_eq!(review_problem(Some(today), today), None);
    assert_eq!(review_problem(Some(date!(2028 - 03 - 27)), today), None);
    assert_eq!(
        review_problem(Some(date!(2028 - 03 - 28)), today),
        Some(ArticleProblem::ReviewTooFar)
    );
    assert_eq!(
        slug_of("If we missed your bin: what’s next?"),
        "if-we-missed-your-bin-whats-next"
    );
    assert_eq!(slug_of("Tŷ a’r ardd"), "ty-ar-ardd");
    assert_eq!(slug_of("日本"), "");
    for (slug, is_right) in [
        ("bins", true),
        ("a-1", true),
        ("new", false),
        ("", false),
        ("-a", false),
        ("a--b", false),
        ("A", false),
        ("a/b", false),
    ] {
        assert_eq!(is_slug(slug), is_right, "{slug}");
    }
    let long = "x".repeat(LONGEST_TEXT + 1);
    assert_eq!(written(&long).problems(), [ArticleProblem::TextTooLong]);
}

/// Lines of every kind, marks that are right and marks that are not.
fn texts() -> impl Strategy<Value = String> {
    let lines = sample::select(
        &[
            "::: staff",
            ":::",
            "::: Staff ",
            ":::stuff",
            "> :::",
            "# One",
            "## Two",
            "#### Four",
            "- item",
            "words *and* more",
            "",
            "```",
            "[a]: /secret",
            "<div>",
            "1. one",
            "secret",
        ][..],
    );
    prop_oneof![
        3 => collection::vec(lines, 0..24).prop_map(|lines| lines.join("\n")),
        1 => "\\PC{0,200}".prop_map(|text| text),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What residents read is what the text says when all that is for staff is cut out of it.
    #[test]
    fn nothing_for_staff_reaches_residents(text in texts()) {
        let cut: Vec<_> = parts(&text).into_iter().filter(|part| !part.is_for_staff).collect();
        let shown = render(&text, Readers::Residents);
        prop_assert!(shown.iter().all(|part| !part.is_for_staff));
        prop_assert_eq!(shown.len(), cut.len());
        // The same rule said again: a line is for all if the last mark before it, if any, ends what is for staff.
        let mut is_hidden = false;
        let mut open = Vec::new();
        for line in text.lines() {
            if line.contains(":::") {
                is_hidden = line.trim() != ":::";
            } else if !is_hidden {
                open.push(line);
            }
        }
        let kept: String = cut.iter().flat_map(|part| part.text.lines()).filter(|line| !line.trim().is_empty()).collect();
        let expected: String = open.into_iter().filter(|line| !line.trim().is_empty()).collect();
        prop_assert_eq!(kept, expected);
    }

    /// A heading is never more than one level below the one before it, and the first is a level below the page's own.
    #[test]
    fn headings_leave_no_level_out(text in texts()) {
        for readers in [Readers::Residents, Readers::Staff] {
            let mut before = 1;
            for place in html(&text, readers).split("<h").skip(1).filter(|rest| rest.as_bytes()[1] == b' ') {
                let level = usize::from(place.as_bytes()[0] - b'0');
                prop_assert!((2..=before + 1).contains(&level), "{} after {}", level, before);
                before = level;
            }
        }
    }

    /// Whatever is typed, only what the program writes itself is markup.
    #[test]
    fn no_html_of_the_writers_own_is_used(text in "[<>a-z\"'=/& \n#*\\[\\]()!:-]{0,200}") {
        for part in render(&text, Readers::Writers) {
            for tag in part.html.split('<').skip(1) {
                let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
                let known = ["p", "h2", "h3", "h4", "h5", "h6", "div", "pre", "code", "ul", "ol", "li", "em", "strong", "a", "br", "hr"];
                prop_assert!(known.contains(&name.as_str()), "{} in {}", name, part.html);
            }
        }
    }

    #[test]
    fn a_word_a_slip_away_has_a_key_in_common(word in "[a-z]{5,12}", place in 0_usize..12, letter in "[a-z]", kind in 0..4) {
        let mut letters: Vec<char> = word.chars().collect();
        let place = place % letters.len();
        match kind {
            0 => { letters.remove(place); }
            1 => letters.insert(place, letter.chars().next().unwrap()),
            2 => letters[place] = letter.chars().next().unwrap(),
            _ if place > 0 => letters.swap(place - 1, place),
            _ => {}
        }
        let typed: String = letters.into_iter().collect();
        prop_assume!(typed.len() >= 5);
        let in_common = !slip_keys(&typed).is_disjoint(&slip_keys(&word));
        prop_assert!(in_common || !is_slip(&typed, &word), "{} {}", typed, word);
    }

    #[test]
    fn an_address_made_of_a_title_is_one(title in "\\PC{0,200}") {
        let slug = slug_of(&title);
        prop_assert!(slug.len() <= LONGEST_SLUG);
        prop_assert!(slug.is_empty() || slug == "new" || is_slug(&slug), "{}", slug);
    }

    #[test]
    fn nothing_typed_is_too_odd_to_search_for(query in "\\PC{0,300}") {
        let words = asked(&query);
        prop_assert!(words.len() <= 8);
        for word in words {
            let _ = (stems(&word), slip_keys(&word));
        }
    }
}
