//! The page around every page: head, skip link, header, main and footer, as the Design System's template has
//! them, with the council's own name in place of the crown.

use leptos::{prelude::*, tachys::html::doctype};

use crate::wording::{language, text, text_with};

/// Whose part of the site a page belongs to; decides the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// Everyone's: residents serve themselves.
    Public,
    /// The staff's desk.
    Desk { staff_name: String, csrf: String },
}

/// Where the browser finds a page's files: each URL carries a hash of its content.
#[derive(Clone, Debug, Default)]
pub struct PageFiles {
    pub style: String,
    pub favicon: String,
    /// The Design System's own script.
    pub components: String,
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
    pub files: PageFiles,
    /// Lets this page's own inline scripts run, and no others.
    pub nonce: String,
    /// The page has an island; only then does the browser fetch the program.
    pub has_islands: bool,
    /// This page's path, so that navigation can mark where one is.
    pub path: String,
}

/// A whole HTML document.
pub fn document(surroundings: Surroundings, before_main: AnyView, main: AnyView) -> impl IntoView {
    let council = surroundings.council.clone();
    let is_desk = matches!(surroundings.area, Area::Desk { .. });
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
                <link rel="icon" href=surroundings.files.favicon.clone() type="image/svg+xml"/>
                <link rel="stylesheet" href=surroundings.files.style.clone()/>
            </head>
            <body class="govuk-template__body">
                {scripts_are_on(&surroundings.nonce)}
                <a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">{text("skip-link")}</a>
                <header class="govuk-template__header">
                    {masthead(council.clone(), is_desk)}
                    {navigation(&surroundings)}
                </header>
                <div class=container>
                    {before_main}
                    <main class="govuk-main-wrapper" id="main-content">{main}</main>
                </div>
                <footer class="govuk-template__footer">{footer(council, container)}</footer>
                {scripts(&surroundings)}
            </body>
        </html>
    }
}

fn masthead(council: String, is_desk: bool) -> impl IntoView {
    let home = if is_desk { "/desk" } else { "/" };
    let container = if is_desk { "desk-width" } else { "" };
    view! {
        <div class="govuk-generic-header">
            <div class=format!("govuk-generic-header__container govuk-width-container {container}")>
                <div class="govuk-generic-header__logo">
                    <a href=home class="govuk-generic-header__homepage-link council-name">{council}</a>
                </div>
            </div>
        </div>
    }
}

fn navigation(surroundings: &Surroundings) -> AnyView {
    let Area::Desk { staff_name, csrf } = &surroundings.area else {
        return ().into_any();
    };
    let links = [
        ("/desk", "desk-nav-home"),
        ("/desk/people", "desk-nav-people"),
        ("/desk/cases", "desk-nav-cases"),
    ];
    let path = surroundings.path.clone();
    let links = links.map(|(href, key)| {
        let is_here = if href == "/desk" { path == href } else { path.starts_with(href) };
        let class = if is_here {
            "govuk-service-navigation__item govuk-service-navigation__item--active"
        } else {
            "govuk-service-navigation__item"
        };
        let current = (path == href).then_some("page").or(is_here.then_some("true"));
        view! {
            <li class=class>
                <a class="govuk-service-navigation__link" href=href aria-current=current>{text(key)}</a>
            </li>
        }
    });
    view! {
        <nav class="govuk-service-navigation desk-navigation" aria-label=text("desk-nav-label")>
            <div class="govuk-width-container desk-width">
                <div class="govuk-service-navigation__container">
                    <ul class="govuk-service-navigation__list">{links.to_vec()}</ul>
                    <form class="desk-sign-out" method="post" action="/staff/sign-out">
                        <input type="hidden" name="csrf" value=csrf.clone()/>
                        <span class="desk-sign-out__name">{staff_name.clone()}</span>
                        <button type="submit" class="desk-sign-out__button">{text("sign-out")}</button>
                    </form>
                </div>
            </div>
        </nav>
    }
    .into_any()
}

fn footer(council: String, container: &'static str) -> impl IntoView {
    let links = [
        ("/accessibility", "footer-accessibility"),
        ("/privacy", "footer-privacy"),
        ("/cookies", "footer-cookies"),
        ("/staff/sign-in", "footer-staff"),
    ];
    let links = links.map(|(href, key)| {
        view! {
            <li class="govuk-footer__inline-list-item">
                <a class="govuk-footer__link" href=href>{text(key)}</a>
            </li>
        }
    });
    view! {
        <div class="govuk-footer">
            <div class=container>
                <div class="govuk-footer__meta">
                    <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
                        <h2 class="govuk-visually-hidden">{text("footer-heading")}</h2>
                        <ul class="govuk-footer__inline-list">{links.to_vec()}</ul>
                        <div class="govuk-footer__meta-custom">{council}</div>
                    </div>
                </div>
            </div>
        </div>
    }
}

/// Tells the style sheet that scripts run, before anything is drawn.
fn scripts_are_on(nonce: &str) -> impl IntoView + use<> {
    view! {
        <script nonce=nonce.to_owned() inner_html="document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')"></script>
    }
}

fn scripts(surroundings: &Surroundings) -> impl IntoView + use<> {
    let files = &surroundings.files;
    let mut script = format!(
        "import {{ initAll }} from {:?}; initAll();",
        files.components
    );
    if surroundings.has_islands {
        script.push_str(&format!(
            " import {{ start }} from {:?}; start({:?}, {:?});",
            files.islands, files.program, files.program_wasm
        ));
    }
    view! { <script type="module" nonce=surroundings.nonce.clone() inner_html=script></script> }
}
