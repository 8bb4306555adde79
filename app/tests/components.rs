//! The components give the same HTML as govuk-frontend for the same options.
//!
//! The fixtures are those inside the npm package: options, and the HTML that the Nunjucks macros make of them. Both sides
//! are parsed and compared as documents. Options that we leave out are listed in `components/left_out.txt`;
//! `UPDATE_LEFT_OUT=1` writes it anew.
#![cfg(feature = "ssr")]

#[path = "components/document.rs"]
mod document;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use guildhall_app::components::*;
use leptos::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use document::outline;

#[derive(Deserialize)]
struct Fixtures {
    fixtures: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    options: serde_json::Value,
    html: String,
}

/// What govuk-frontend always shows and a council must not: the crown, and Crown copyright.
const CROWN: [&str; 2] = ["govuk-footer__crown", "govuk-footer__copyright-logo"];

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fixtures(component: &str) -> Vec<Fixture> {
    let folder = project()
        .join("../style/node_modules/govuk-frontend/dist/govuk/components")
        .join(component);
    let json = fs::read_to_string(folder.join("fixtures.json")).unwrap_or_else(|error| {
        panic!(
            "No fixtures in {} ({error}): run `make test`, which installs the npm packages first.",
            folder.display()
        )
    });
    serde_json::from_str::<Fixtures>(&json)
        .expect("fixtures.json has changed its shape")
        .fixtures
}

fn html(view: impl FnOnce() -> AnyView) -> String {
    Owner::new().with(|| view().to_html())
}

/// Compares every fixture whose options we have.
fn same_html<Component: DeserializeOwned>(component: &str, view: fn(Component) -> AnyView) {
    let mut compared = 0;
    let mut differences = String::new();
    for fixture in fixtures(component) {
        let Ok(options) = serde_json::from_value::<Component>(fixture.options) else {
            continue;
        };
        let expected = outline(&fixture.html, &CROWN);
        assert_eq!(
            expected.is_empty(),
            fixture.html.trim().is_empty(),
            "the fixture was not understood"
        );
        let ours = html(|| view(options));
        let found = outline(&ours, &[]);
        compared += 1;
        if expected != found {
            let name = &fixture.name;
            writeln!(
                differences,
                "\n== {component}: {name}\n-- expected\n{expected}\n-- found\n{found}\n{ours}"
            )
            .unwrap();
        }
    }
    assert!(compared > 0, "no fixture of {component} could be read");
    assert!(differences.is_empty(), "{differences}");
}

/// The fixtures whose options we leave out, and the first such option of each.
fn left_out<Component: DeserializeOwned>(component: &str) -> Vec<String> {
    let reason = |error: serde_json::Error| {
        let words = error.to_string();
        match words
            .strip_prefix("unknown field `")
            .and_then(|rest| rest.split_once('`'))
        {
            Some((option, _)) => option.to_owned(),
            None => words,
        }
    };
    fixtures(component)
        .into_iter()
        .filter_map(|fixture| {
            let error = serde_json::from_value::<Component>(fixture.options).err()?;
            Some(format!("{component}: {}: {}", fixture.name, reason(error)))
        })
        .collect()
}

macro_rules! components {
    ($($test:ident: $component:ident, $folder:literal;)*) => {
        $(
            #[test]
            fn $test() {
                same_html($folder, $component::view);
            }
        )*

        #[test]
        fn options_left_out_are_listed() {
            let mut lines = vec![
                "footer: every fixture: the crown, which a council must not use".to_owned(),
                "footer: every fixture: the Crown copyright link, which a council must not use".to_owned(),
            ];
            $(lines.extend(left_out::<$component>($folder));)*
            let list = lines.join("\n") + "\n";
            let file: PathBuf = project().join("tests/components/left_out.txt");
            if std::env::var_os("UPDATE_LEFT_OUT").is_some() {
                fs::write(&file, &list).expect("left_out.txt could not be written");
            }
            let committed = fs::read_to_string(&file).unwrap_or_default();
            assert_eq!(committed, list, "run once with UPDATE_LEFT_OUT=1 and look at what changed");
        }
    };
}

components! {
    back_link_is_the_same: BackLink, "back-link";
    breadcrumbs_are_the_same: Breadcrumbs, "breadcrumbs";
    button_is_the_same: Button, "button";
    character_count_is_the_same: CharacterCount, "character-count";
    checkboxes_are_the_same: Checkboxes, "checkboxes";
    date_input_is_the_same: DateInput, "date-input";
    details_are_the_same: Details, "details";
    error_message_is_the_same: ErrorMessage, "error-message";
    error_summary_is_the_same: ErrorSummary, "error-summary";
    fieldset_is_the_same: Fieldset, "fieldset";
    footer_is_the_same: Footer, "footer";
    generic_header_is_the_same: GenericHeader, "generic-header";
    hint_is_the_same: Hint, "hint";
    input_is_the_same: Input, "input";
    inset_text_is_the_same: InsetText, "inset-text";
    label_is_the_same: Label, "label";
    notification_banner_is_the_same: NotificationBanner, "notification-banner";
    pagination_is_the_same: Pagination, "pagination";
    panel_is_the_same: Panel, "panel";
    password_input_is_the_same: PasswordInput, "password-input";
    phase_banner_is_the_same: PhaseBanner, "phase-banner";
    radios_are_the_same: Radios, "radios";
    select_is_the_same: Select, "select";
    service_navigation_is_the_same: ServiceNavigation, "service-navigation";
    skip_link_is_the_same: SkipLink, "skip-link";
    summary_list_is_the_same: SummaryList, "summary-list";
    table_is_the_same: Table, "table";
    tag_is_the_same: Tag, "tag";
    textarea_is_the_same: Textarea, "textarea";
    warning_text_is_the_same: WarningText, "warning-text";
}

#[test]
fn components_stand_between_braces_in_a_view() {
    let page = html(|| {
        view! {
            <form>
                {Input::new("email", "Email").hint("Work or home").error(Some("Enter an email address".to_owned()))}
                {Button::new("Continue")}
            </form>
        }
        .into_any()
    });
    assert!(
        page.contains(r#"aria-describedby="email-hint email-error""#),
        "{page}"
    );
    assert!(page.contains("Continue"), "{page}");
}

#[test]
fn an_error_summary_takes_the_focus_without_scripts_and_leads_to_the_control() {
    let summary = html(|| ErrorSummary::new([("email", "Enter an email address")]).view());
    assert!(
        summary.contains(r#"tabindex="-1""#) && summary.contains("autofocus"),
        "{summary}"
    );
    assert!(summary.contains(r##"href="#email""##), "{summary}");
}

#[test]
fn an_error_summary_without_errors_is_nothing() {
    let summary = html(|| ErrorSummary::new(None::<(&str, &str)>).view());
    assert_eq!(outline(&summary, &[]), "");
}

#[test]
fn what_a_person_typed_is_never_markup() {
    let typed = "</textarea><script>alert('\"&amp;')</script>";
    let page = html(|| {
        view! {
            {Textarea::new("story", typed).value(typed)}
            {Input::new("name", typed).value(typed).hint(typed.to_owned()).error(typed.to_owned())}
            {SummaryList::new([SummaryRow::new(typed, typed.to_owned()).action(typed, "/", typed)])}
        }
        .into_any()
    });
    assert!(!page.contains("<script"), "{page}");
    assert_eq!(document::text_of("textarea", &page), typed);
}

#[test]
fn a_text_area_gives_back_what_was_typed_to_the_letter() {
    for typed in [
        "",
        "\nbegins on the second line",
        "  indented",
        "a\r\n\r\nb",
        "&lt; is not <",
    ] {
        let page = html(|| Textarea::new("story", "Story").value(typed).view());
        assert_eq!(
            document::text_of("textarea", &page),
            typed.replace("\r\n", "\n"),
            "{page}"
        );
    }
}

#[test]
fn classes_add_up_and_attributes_replace_each_other() {
    let button = html(|| {
        Button::new("Go")
            .secondary()
            .classes("wide")
            .attribute("form", "a")
            .attribute("form", "b")
            .view()
    });
    assert!(
        button.contains(r#"class="govuk-button govuk-button--secondary wide""#),
        "{button}"
    );
    assert!(
        button.contains(r#"form="b""#) && !button.contains(r#"form="a""#),
        "{button}"
    );
}

#[test]
fn a_stacked_table_says_its_roles_and_labels_every_value() {
    let rows = [vec![Cell::new("ABC"), Cell::new("Open")]];
    let table = html(|| {
        Table::new("Cases", ["Reference", "Status"], rows)
            .named_rows()
            .stacked()
            .view()
    });
    assert!(
        table.contains(r#"role="table""#) && table.contains(r#"role="rowheader""#),
        "{table}"
    );
    assert!(table.contains(r#"data-label="Status""#), "{table}");
}
