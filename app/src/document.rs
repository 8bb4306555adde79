//! The page around every page: head, skip link, header, main and footer, as the Design System's template has
//! them, with the council's own name in place of the crown.

use std::collections::BTreeSet;

use guildhall_domain::permissions::Permission;
use leptos::{prelude::*, tachys::html::doctype};

use crate::{
    components::{
        Button, ExitThisPage, Footer, GenericHeader, NavigationItem, ServiceNavigation, SkipLink,
    },
    pages::{csrf_control, desk::contacts::contact_bar},
    wording::{count_with, language, text, text_with},
};

/// Whose part of the site a page belongs to; decides the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// Everyone's: residents serve themselves.
    Public { resident: SignedIn },
    /// A draft that the resident types in at the side of staff: it shows nothing else and leads nowhere else.
    Draft,
    /// The staff's desk.
    Desk {
        staff_name: String,
        csrf: String,
        /// What they may do: the navigation leads nowhere else.
        permissions: BTreeSet<Permission>,
    },
}

/// Whether a resident is signed in, as the navigation shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedIn {
    No,
    /// With the token of the button that signs out.
    Yes {
        csrf: String,
    },
}

/// When the sign-in ends if nothing happens, so that people are warned and can stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInEnding {
    /// In seconds from now.
    pub after: i64,
    /// In seconds: how long before the end people are warned.
    pub warning: i64,
    pub csrf: String,
}

/// Where the browser finds a page's files: each URL carries a hash of its content.
#[derive(Clone, Debug, Default)]
pub struct PageFiles {
    pub style: String,
    pub favicon: String,
    /// The Design System's own script.
    pub components: String,
    /// The script that warns before a sign-in ends.
    pub sign_in_ending: String,
    pub shortcuts: String,
    /// The script that asks the browser for passkeys.
    pub passkeys: String,
    /// The script that starts islands.
    pub islands: String,
    /// The browser part of this program, and its WebAssembly.
    pub program: String,
    pub program_wasm: String,
}

/// What a page's surroundings need to know.
#[derive(Clone, Debug)]
pub struct Surroundings {
    pub title: String,
    /// The page shows an error: its title says so first, for those who hear it.
    pub has_error: bool,
    pub council: String,
    pub area: Area,
    /// Set where somebody is signed in.
    pub ending: Option<SignInEnding>,
    /// The page has a way out for those who must not be seen on it.
    pub has_exit: bool,
    pub files: &'static PageFiles,
    /// Lets this page's own inline scripts run, and no others.
    pub nonce: String,
    /// The page has an island; only then does the browser fetch the program.
    pub has_islands: bool,
    /// A form on the page asks the browser for a passkey.
    pub has_passkeys: bool,
    /// This page's path, so that navigation can mark where one is.
    pub path: String,
}

/// A whole HTML document.
pub fn document(surroundings: Surroundings, before_main: AnyView, main: AnyView) -> impl IntoView {
    let council = surroundings.council.clone();
    let is_desk = matches!(surroundings.area, Area::Desk { .. });
    let is_draft = surroundings.area == Area::Draft;
    let title = if surroundings.has_error {
        text_with("title-with-error", &[("title", &surroundings.title)])
    } else {
        surroundings.title.clone()
    };
    let title = text_with(
        "title-of-council",
        &[("title", &title), ("council", &council)],
    );
    let container = if is_desk {
        "govuk-width-container desk-width"
    } else {
        "govuk-width-container"
    };
    view! {
        {doctype("html")}
        <html lang=language().tag() class="govuk-template">
            <head>
                <meta charset="utf-8"/>
                <title>{title}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" content="#1b4d4a"/>
                <link rel="icon" href=surroundings.files.favicon.as_str() type="image/svg+xml"/>
                <link rel="stylesheet" href=surroundings.files.style.as_str()/>
            </head>
            <body class="govuk-template__body">
                {scripts_are_on(&surroundings.nonce)}
                {SkipLink::new("#main-content")}
                <header class="govuk-template__header">
                    {if is_draft {
                        name_alone(council.clone()).into_any()
                    } else {
                        view! {
                            {masthead(council.clone(), is_desk, container)}
                            {navigation(&surroundings)}
                        }
                        .into_any()
                    }}
                </header>
                <div class=container>
                    {surroundings.has_exit.then(|| ExitThisPage.view())}
                    {is_desk.then(|| contact_bar(&surroundings.path)).flatten()}
                    {before_main}
                    <main class="govuk-main-wrapper" id="main-content">{main}</main>
                    {surroundings.ending.as_ref().map(ending_without_scripts)}
                </div>
                <footer class="govuk-template__footer">{footer(council, is_desk, is_draft)}</footer>
                {surroundings.ending.clone().map(|ending| ending_warning(ending, is_desk))}
                {is_desk.then(shortcuts)}
                {scripts(&surroundings)}
            </body>
        </html>
    }
}

fn masthead(council: String, is_desk: bool, container: &'static str) -> impl IntoView {
    GenericHeader {
        url: if is_desk { "/desk" } else { "/" }.into(),
        container_classes: container.into(),
        ..GenericHeader::new(council)
    }
    .view()
}

/// The council's name where nothing leads anywhere else.
fn name_alone(council: String) -> impl IntoView {
    view! {
        <div class="govuk-generic-header">
            <div class="govuk-generic-header__container govuk-width-container">
                <div class="govuk-generic-header__logo">
                    <span class="govuk-generic-header__homepage-link">{council}</span>
                </div>
            </div>
        </div>
    }
}

/// Where the desk's navigation leads, and who may go there.
const DESK_LINKS: &[(&str, &str, Permission)] = &[
    ("/desk", "desk-nav-home", Permission::SeeDesk),
    (
        "/desk/contacts",
        "desk-nav-contacts",
        Permission::TakeContacts,
    ),
    ("/desk/people", "desk-nav-people", Permission::SeePeople),
    ("/desk/cases", "desk-nav-cases", Permission::SeeCases),
    ("/desk/tasks", "desk-nav-tasks", Permission::SeeTasks),
    (
        "/desk/knowledge",
        "desk-nav-knowledge",
        Permission::SeeKnowledge,
    ),
    (
        "/desk/callbacks",
        "desk-nav-callbacks",
        Permission::SeeTasks,
    ),
    ("/desk/directory", "desk-nav-directory", Permission::SeeDesk),
    ("/desk/staff", "desk-nav-staff", Permission::ManageStaff),
    ("/desk/teams", "desk-nav-teams", Permission::SeeTeams),
    (
        "/desk/organisations",
        "desk-nav-organisations",
        Permission::SeeOrganisations,
    ),
    ("/desk/audit", "desk-nav-audit", Permission::SeeAudit),
    ("/insight", "desk-nav-insight", Permission::SeeInsight),
    (
        "/champion",
        "desk-nav-champion",
        Permission::SeeChampionPage,
    ),
];

/// The two keys that lead to a part of the desk.
fn shortcut_to(href: &str) -> Option<&'static str> {
    Some(match href {
        "/desk" => "g d",
        "/desk/contacts" => "g c",
        "/desk/people" => "g p",
        "/desk/cases" => "g a",
        "/desk/tasks" => "g t",
        "/desk/organisations" => "g o",
        _ => return None,
    })
}

fn navigation(surroundings: &Surroundings) -> AnyView {
    let path = surroundings.path.as_str();
    let (links, name, csrf, sign_out, is_desk): (Vec<(&str, &str)>, _, _, _, _) =
        match &surroundings.area {
            Area::Desk {
                staff_name,
                csrf,
                permissions,
            } => (
                DESK_LINKS
                    .iter()
                    .copied()
                    .filter(|(_, _, permission)| permissions.contains(permission))
                    .map(|(href, key, _)| (href, key))
                    .collect(),
                staff_name.clone(),
                Some(csrf.clone()),
                "/staff/sign-out",
                true,
            ),
            Area::Draft => (Vec::new(), String::new(), None, "", false),
            Area::Public { resident } => (
                match resident {
                    SignedIn::Yes { .. } => {
                        vec![("/services", "nav-services"), ("/account", "nav-account")]
                    }
                    SignedIn::No => {
                        vec![("/services", "nav-services"), ("/sign-in", "nav-sign-in")]
                    }
                },
                String::new(),
                match resident {
                    SignedIn::Yes { csrf } => Some(csrf.clone()),
                    SignedIn::No => None,
                },
                "/sign-out",
                false,
            ),
        };
    let links = links.into_iter().map(|(href, key)| {
        let is_within = href != "/desk" && path.starts_with(href);
        let mut link = NavigationItem::new(text(key), href).active(is_within);
        link.current = path == href;
        if let Some(keys) = shortcut_to(href) {
            link.attributes.push("data-shortcut", keys);
        }
        link
    });
    let mut navigation = ServiceNavigation {
        collapse_navigation_on_mobile: Some(false),
        ..ServiceNavigation::new(links)
    };
    if let Some(csrf) = csrf {
        navigation = navigation.navigation_end(sign_out_item(name, csrf, sign_out));
    }
    let class = if is_desk { "desk-navigation" } else { "" };
    navigation.classes(class).view()
}

/// The button that signs out, at the end of the navigation.
fn sign_out_item(name: String, csrf: String, action: &'static str) -> impl IntoView {
    view! {
        <li class="govuk-service-navigation__item sign-out">
            {(!name.is_empty()).then(|| {
                view! { <a class="sign-out__name govuk-link" href="/desk/account">
                    {name}
                    <span class="govuk-visually-hidden">{text("own-account-link")}</span>
                </a> }
            })}
            <form method="post" action=action>
                {csrf_control(csrf)}
                <button type="submit" class="sign-out__button">{text("sign-out")}</button>
            </form>
        </li>
    }
}

/// Says from the start when a sign-in ends, below what the page is about: without scripts nothing can say it in time.
fn ending_without_scripts(ending: &SignInEnding) -> impl IntoView + use<> {
    let minutes = (ending.after + 59) / 60;
    view! {
        <noscript>
            <p class="govuk-body-s">{count_with("ending-without-scripts", minutes, &[])}</p>
        </noscript>
    }
}

/// Says before a sign-in ends that it does, as a dialog that opens in time; see `public/sign-in-ending.js`.
fn ending_warning(ending: SignInEnding, is_desk: bool) -> impl IntoView {
    let kind = if is_desk { "staff" } else { "resident" };
    view! {
        <dialog
            class="sign-in-ending"
            id="sign-in-ending"
            aria-labelledby="sign-in-ending-title"
            data-kind=kind
            data-after=ending.after
            data-warning=ending.warning
        >
            <h2 class="govuk-heading-m" id="sign-in-ending-title" tabindex="-1">{text("ending-title")}</h2>
            <p class="govuk-body">{text("ending-kept")}</p>
            <form method="post" action="/sign-in/stay">
                {csrf_control(ending.csrf)}
                {Button::new(text("ending-stay"))}
            </form>
        </dialog>
    }
}

/// The keys of the page, listed when asked for; see `public/shortcuts.js`.
fn shortcuts() -> AnyView {
    view! {
        <div class="shortcuts-way govuk-width-container desk-width">
            <button type="button" class="govuk-link shortcuts-way__button" data-shortcuts hidden>{text("shortcuts-open")}</button>
        </div>
        <dialog class="shortcuts" id="shortcuts" aria-labelledby="shortcuts-title">
            <h2 class="govuk-heading-m" id="shortcuts-title">{text("shortcuts-title")}</h2>
            <p class="govuk-body">{text("shortcuts-what")}</p>
            <dl class="shortcuts__keys" data-keys></dl>
            <p class="govuk-body">{text("shortcuts-numbers")}</p>
            <div class="govuk-button-group">
                <button type="button" class="govuk-button govuk-button--secondary" data-toggle
                    data-on=text("shortcuts-on") data-off=text("shortcuts-off")>{text("shortcuts-off")}</button>
                <form method="dialog"><button class="govuk-button">{text("shortcuts-close")}</button></form>
            </div>
        </dialog>
    }
    .into_any()
}

fn footer(council: String, is_desk: bool, is_draft: bool) -> impl IntoView {
    let links = [
        ("footer-accessibility", "/accessibility"),
        ("footer-privacy", "/privacy"),
        ("footer-cookies", "/cookies"),
        ("footer-code", "/together"),
        ("footer-staff", "/staff/sign-in"),
    ];
    let links = links.into_iter().filter(|_| !is_draft);
    let mut footer = Footer::new(links.map(|(key, href)| (text(key), href)));
    footer.container_classes = if is_desk { "desk-width" } else { "" }.into();
    if let Some(meta) = &mut footer.meta {
        meta.text = council.into();
    }
    footer.view()
}

/// Tells the style sheet that scripts run, before anything is drawn.
fn scripts_are_on(nonce: &str) -> impl IntoView + use<> {
    view! {
        <script nonce=nonce.to_owned() inner_html="document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')"></script>
    }
}

fn scripts(surroundings: &Surroundings) -> impl IntoView + use<> {
    let files = surroundings.files;
    let mut script = format!(
        "import {{ initAll }} from {:?}; initAll();",
        files.components
    );
    if surroundings.ending.is_some() {
        script.push_str(&format!(
            " import {{ warn }} from {:?}; warn(document.getElementById(\"sign-in-ending\"));",
            files.sign_in_ending
        ));
    }
    if matches!(surroundings.area, Area::Desk { .. }) {
        script.push_str(&format!(
            " import {{ listen }} from {:?}; listen(document.getElementById(\"shortcuts\"));",
            files.shortcuts
        ));
    }
    if surroundings.has_passkeys {
        script.push_str(&format!(
            " import {{ ask }} from {:?}; document.querySelectorAll(\"form[data-passkey]\").forEach(ask);",
            files.passkeys
        ));
    }
    if surroundings.has_islands {
        script.push_str(&format!(
            " import {{ start }} from {:?}; start({:?}, {:?});",
            files.islands, files.program, files.program_wasm
        ));
    }
    view! { <script type="module" nonce=surroundings.nonce.clone() inner_html=script></script> }
}
