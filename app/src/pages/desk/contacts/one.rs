//! `GET /desk/contacts/{id}`: the page in which a member of staff works while somebody is in touch.

use guildhall_domain::contacts::LONGEST_WORDS;
use leptos::prelude::*;

use super::{
    PersonCard, WrapUpSummary,
    people::cards,
    story::{ContactStoryLine, story},
    wrapping_up::summary_of,
};
use crate::{
    components::{
        Button, CharacterCount, ErrorSummary, Input, NotificationBanner, Select, SelectItem,
    },
    pages::{
        Page, csrf_control,
        desk::{
            CaseRow, case_table,
            finding::{ArticleHit, articles_found},
            people::{FoundRow, PersonRow},
        },
    },
    wording::{count_with, text, text_with},
};

/// A contact: with whom, what was found and done, and what may be done now.
#[derive(Clone, Debug)]
pub struct ContactPage {
    pub csrf: String,
    pub id: String,
    pub channel: &'static str,
    pub started: String,
    /// How many minutes ago it was started, while it is open.
    pub minutes: Option<i64>,
    /// Whoever has it, where that is not the reader; a team that it waits for.
    pub with_whom: Option<String>,
    /// The reader has it and it is open.
    pub may_act: bool,
    pub may_take: bool,
    pub people: Vec<PersonCard>,
    pub drafts: Vec<DraftRow>,
    pub story: Vec<ContactStoryLine>,
    pub found: Found,
    pub note: NoteForm,
    /// How it ended.
    pub wrap_up: Option<WrapUpSummary>,
    /// Whether the reader may correct how it ended.
    pub may_correct: bool,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
    /// What is in the way of what was asked for, as the key of a message.
    pub problem: Option<&'static str>,
}

/// A form that was begun in the contact and is not sent.
#[derive(Clone, Debug)]
pub struct DraftRow {
    pub service: String,
    pub person: Option<String>,
    pub href: String,
}

/// What a search in the contact found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub query: String,
    pub people: Vec<FoundRow>,
    pub cases: Vec<CaseRow>,
    pub services: Vec<ServiceHit>,
    pub articles: Vec<ArticleHit>,
    /// Where somebody is added with what was typed, if the reader may.
    pub add: Option<String>,
}

/// A service whose form may be started.
#[derive(Clone, Debug)]
pub struct ServiceHit {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// It needs to be known more surely who it is for.
    pub needs_check: bool,
}

/// What is noted, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct NoteForm {
    pub words: String,
    pub problem: Option<&'static str>,
}

impl NoteForm {
    fn error(&self) -> Option<String> {
        let most = LONGEST_WORDS.to_string();
        self.problem
            .map(|key| text_with(key, &[("most", most.as_str())]))
    }
}

pub fn page(contact: ContactPage) -> Page {
    let errors = contact.note.error().map(|error| ("words", error));
    let problem = contact.problem.map(|key| ("q", text(key)));
    let has_error = errors.is_some() || problem.is_some();
    let summary = ErrorSummary::new(problem.into_iter().chain(errors)).view();
    let banner = contact
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let title = text_with(
        "contact-title",
        &[("channel", &text(&format!("channel-{}", contact.channel)))],
    );
    let acting = contact.may_act.then_some(contact.csrf.as_str());
    let people = cards(&contact.id, contact.people.clone(), acting);
    let found = contact.may_act.then(|| search(&contact));
    let end = contact.may_act.then(|| ends(&contact.id));
    let note = contact
        .may_act
        .then(|| note(&contact.id, contact.csrf.clone(), contact.note.clone()));
    let take = contact
        .may_take
        .then(|| take(&contact.id, contact.csrf.clone()));
    let wrapped = contact
        .wrap_up
        .clone()
        .map(|wrap_up| summary_of(&contact.id, wrap_up, contact.may_correct));
    let standing = standing(&contact);
    let drafts = drafts(contact.drafts.clone(), contact.may_act);
    Page::new(
        title.clone(),
        view! {
            {banner}
            {summary}
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{standing}</p>
            {take}
            {end}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {people}
                    {found}
                    {drafts}
                    {wrapped}
                </div>
                <div class="govuk-grid-column-one-third">
                    {note}
                    <h2 class="govuk-heading-m">{text("contact-story")}</h2>
                    {story(contact.story)}
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to("/desk/contacts")
}

fn standing(contact: &ContactPage) -> String {
    let minutes = contact.minutes.unwrap_or_default().to_string();
    let names = [
        ("started", contact.started.as_str()),
        ("minutes", minutes.as_str()),
        ("whom", contact.with_whom.as_deref().unwrap_or_default()),
    ];
    let key = match (contact.minutes.is_some(), contact.with_whom.is_some()) {
        (true, false) => "contact-standing-mine",
        (true, true) => "contact-standing-others",
        (false, _) => "contact-standing-ended",
    };
    text_with(key, &names)
}

fn ends(contact: &str) -> AnyView {
    let (end, over) = (
        format!("/desk/contacts/{contact}/end"),
        format!("/desk/contacts/{contact}/hand-over"),
    );
    let callback = format!("/desk/callbacks/new?contact={contact}");
    view! {
        <div class="govuk-button-group">
            {Button::link(text("contact-wrap-up"), end).attribute("data-shortcut", "w")}
            {Button::link(text("contact-ask-callback"), callback).secondary().attribute("data-shortcut", "b")}
            {Button::link(text("contact-hand-over"), over).secondary().attribute("data-shortcut", "h")}
        </div>
    }.into_any()
}

fn take(contact: &str, csrf: String) -> AnyView {
    let action = format!("/desk/contacts/{contact}/take");
    view! {
        <form method="post" action=action>
            {csrf_control(csrf)}
            {Button::new(text("contact-take")).prevent_double_click().attribute("data-shortcut", "t")}
        </form>
    }.into_any()
}

/// One box finds people and services.
fn search(contact: &ContactPage) -> AnyView {
    let here = format!("/desk/contacts/{}", contact.id);
    let found = &contact.found;
    let is_asked = !found.query.is_empty();
    let search_box = Input::new("q", text("contact-search"))
        .hint(text("contact-search-hint"))
        .value(found.query.clone())
        .attribute("autocomplete", "off")
        .attribute("data-shortcut", "/");
    // What was found is chosen by its number, so the cursor is in the box only before anything is.
    let search_box = if is_asked {
        search_box
    } else {
        search_box.attribute("data-begin", "")
    };
    let people = (!found.people.is_empty()).then(|| people_found(contact));
    let services = (!found.services.is_empty()).then(|| services_found(contact));
    let cases =
        (!found.cases.is_empty()).then(|| case_table(text("finding-cases"), found.cases.clone()));
    let from = found.people.len() + found.services.len() + 1;
    let articles = articles_found(found.articles.clone(), from);
    let is_nothing =
        people.is_none() && services.is_none() && cases.is_none() && articles.is_none();
    let nothing = (is_asked && is_nothing).then(|| {
        view! { <p class="govuk-body">{text_with("contact-found-nothing", &[("query", &found.query)])}</p> }
    });
    let add = found.add.clone().map(|href| {
        view! { <p class="govuk-body"><a class="govuk-link" href=href data-shortcut="a">{text("contact-add-person")}</a></p> }
    });
    view! {
        <form method="get" action=here role="search" class="contact-search">
            {search_box}
            {Button::new(text("contact-search-button")).secondary()}
        </form>
        {nothing}
        {people}
        {cases}
        {services}
        {articles}
        {add}
    }
    .into_any()
}

fn people_found(contact: &ContactPage) -> AnyView {
    let action = format!("/desk/contacts/{}/people", contact.id);
    let rows = contact.found.people.iter().zip(1..);
    let rows = rows.map(|(found, number)| {
        let PersonRow { id, name, .. } = found.person.clone();
        let about = found.person.about();
        let choose = text_with("contact-choose", &[("name", &name)]);
        let button = Button::new(text("contact-choose-short"))
            .named("person", id)
            .secondary()
            .attribute("aria-label", choose)
            .attribute("data-shortcut", number.to_string());
        view! {
            <li class="contact-found">
                <div><strong class="as-typed">{name}</strong><br/><span class="govuk-hint">{about}</span></div>
                {button}
            </li>
        }
    });
    let rows = rows.collect_view();
    let speakers: Vec<_> = contact
        .people
        .iter()
        .filter(|card| card.represented_by.is_none())
        .map(|card| {
            let words = text_with("contact-speaker", &[("name", &card.name)]);
            SelectItem::new(card.id.clone(), words)
        })
        .collect();
    let speaker = (!speakers.is_empty()).then(|| {
        let none = SelectItem::new("", text("contact-speaker-self"));
        let choices: Vec<_> = std::iter::once(none).chain(speakers).collect();
        Select::new("speaker", text("contact-who-speaks"), choices).view()
    });
    let total = i64::try_from(contact.found.people.len()).unwrap_or(i64::MAX);
    let query = contact.found.query.as_str();
    view! {
        <h2 class="govuk-heading-m">{count_with("contact-people-found", total, &[("query", query)])}</h2>
        <form method="post" action=action>
            {csrf_control(contact.csrf.clone())}
            {speaker}
            <ul class="govuk-list">{rows}</ul>
        </form>
    }.into_any()
}

fn services_found(contact: &ContactPage) -> AnyView {
    let action = format!("/desk/contacts/{}/forms", contact.id);
    let from = contact.found.people.len() + 1;
    let rows = contact.found.services.iter().zip(from..).map(|(hit, number)| {
        let start = text_with("contact-start-form", &[("service", &hit.title)]);
        let button = Button::new(text("contact-start-form-short"))
            .named("service", hit.slug.clone())
            .secondary()
            .attribute("aria-label", start)
            .attribute("data-shortcut", number.to_string());
        let needs = hit
            .needs_check
            .then(|| view! { <br/><strong>{text("contact-service-needs-check")}</strong> });
        view! {
            <li class="contact-found">
                <div><strong>{hit.title.clone()}</strong><br/><span class="govuk-hint">{hit.summary.clone()}</span>{needs}</div>
                {button}
            </li>
        }
    });
    let rows = rows.collect_view();
    let mut choices: Vec<_> = contact
        .people
        .iter()
        .map(|card| SelectItem::new(card.id.clone(), card.name.clone()))
        .collect();
    choices.push(SelectItem::new("", text("contact-for-nobody")));
    let whom = (choices.len() > 1)
        .then(|| Select::new("person", text("contact-for-whom"), choices).view());
    view! {
        <h2 class="govuk-heading-m">{text("contact-services-found")}</h2>
        <form method="post" action=action>
            {csrf_control(contact.csrf.clone())}
            {whom}
            <ul class="govuk-list">{rows}</ul>
        </form>
    }
    .into_any()
}

fn drafts(drafts: Vec<DraftRow>, may_act: bool) -> Option<AnyView> {
    if drafts.is_empty() {
        return None;
    }
    let lines = drafts.into_iter().map(|draft| {
        let words = match draft.person {
            Some(person) => text_with(
                "contact-draft-for",
                &[("service", draft.service.as_str()), ("person", &person)],
            ),
            None => draft.service,
        };
        if may_act {
            view! { <li><a class="govuk-link" href=draft.href>{words}</a></li> }.into_any()
        } else {
            view! { <li>{words}</li> }.into_any()
        }
    });
    let view = view! {
        <h2 class="govuk-heading-m">{text("contact-drafts")}</h2>
        <ul class="govuk-list">{lines.collect_view()}</ul>
    };
    Some(view.into_any())
}

fn note(contact: &str, csrf: String, form: NoteForm) -> AnyView {
    let action = format!("/desk/contacts/{contact}/notes");
    let error = form.error();
    let most = u32::try_from(LONGEST_WORDS).unwrap_or(u32::MAX);
    view! {
        <form method="post" action=action novalidate>
            {csrf_control(csrf)}
            {CharacterCount::new("words", text("contact-note"), most)
                .value(form.words)
                .error(error)
                .rows(4)
                .attribute("data-shortcut", "n")}
            {Button::new(text("contact-note-button")).secondary()}
        </form>
    }
    .into_any()
}
