//! `/desk/directory/{id}`

use guildhall_domain::opening_hours::{Now, OpeningHours};
use leptos::prelude::*;
use time::Date;

use crate::{
    components::{Button, Html, InsetText, NotificationBanner, SummaryList, SummaryRow},
    pages::{
        Page,
        desk::{
            hours::{now_view, week_view},
            teams::{Member, members},
        },
        small_form::way,
    },
    wording::{count_with, text},
};

/// A team as its colleagues need to know it.
#[derive(Clone, Debug)]
pub struct EntryPage {
    pub id: String,
    pub name: String,
    pub services: Vec<String>,
    pub dealings: String,
    pub telephone: String,
    pub email: String,
    /// None where nobody has said when it is there.
    pub hours: Option<(OpeningHours, Now)>,
    pub today: Date,
    pub members: Vec<Member>,
    pub callback_words: String,
    pub callback_hours: i64,
    pub questions: Vec<String>,
    /// Whether the reader may ask for a callback.
    pub may_ask: bool,
    /// Whether they may change what is said here.
    pub may_change: bool,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

pub fn page(team: EntryPage) -> Page {
    let banner = team
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let now = team.hours.as_ref().map(|(_, now)| {
        let now = now_view(*now);
        view! { <p class="govuk-body">{now}</p> }
    });
    let week = match &team.hours {
        Some((hours, _)) => week_view(hours, team.today),
        None => view! { <p class="govuk-body">{text("hours-nobody-said")}</p> }.into_any(),
    };
    let change = format!("/desk/teams/{}/directory", team.id);
    let callbacks = callbacks(&team);
    Page::new(
        team.name.clone(),
        view! {
            {banner}
            <h1 class="govuk-heading-l as-typed">{team.name}</h1>
            {now}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {deals_with(team.services, team.dealings)}
                    {reached(team.telephone, team.email)}
                    {callbacks}
                </div>
                <div class="govuk-grid-column-one-third">
                    <h2 class="govuk-heading-m">{text("hours-title")}</h2>
                    {week}
                    <h2 class="govuk-heading-m">{text("teams-members")}</h2>
                    {members(team.members, text("directory-no-members"))}
                    {team.may_change.then(|| way(change, text("directory-change-link")))}
                </div>
            </div>
        },
    )
    .back_to("/desk/directory")
}

fn deals_with(services: Vec<String>, dealings: String) -> AnyView {
    let is_empty = services.is_empty() && dealings.is_empty();
    let nothing = is_empty
        .then(|| view! { <p class="govuk-body">{text("directory-deals-with-nothing")}</p> });
    let services: Vec<_> = services
        .into_iter()
        .map(|service| view! { <li>{service}</li> })
        .collect();
    let services = (!services.is_empty())
        .then(|| view! { <ul class="govuk-list govuk-list--bullet">{services}</ul> });
    let words =
        (!dealings.is_empty()).then(|| view! { <p class="govuk-body message-text">{dealings}</p> });
    view! {
        <h2 class="govuk-heading-m">{text("directory-deals-with")}</h2>
        {nothing}
        {services}
        {words}
    }
    .into_any()
}

fn reached(telephone: String, email: String) -> AnyView {
    let mut rows = Vec::new();
    if !telephone.is_empty() {
        let href = format!("tel:{}", telephone.replace(' ', ""));
        let link = view! { <a class="govuk-link" href=href>{telephone}</a> }.into_any();
        rows.push(SummaryRow::new(
            text("directory-telephone"),
            Html::view(link),
        ));
    }
    if !email.is_empty() {
        let href = format!("mailto:{email}");
        let link = view! { <a class="govuk-link as-typed" href=href>{email}</a> }.into_any();
        rows.push(SummaryRow::new(text("directory-email"), Html::view(link)));
    }
    let list = if rows.is_empty() {
        view! { <p class="govuk-body">{text("directory-reached-nohow")}</p> }.into_any()
    } else {
        view! {
            {SummaryList::new(rows).view()}
            <p class="govuk-hint">{text("directory-reached-hint")}</p>
        }
        .into_any()
    };
    view! {
        <h2 class="govuk-heading-m">{text("directory-reached")}</h2>
        {list}
    }
    .into_any()
}

fn callbacks(team: &EntryPage) -> AnyView {
    let within = count_with("directory-rings-within", team.callback_hours, &[]);
    let words = (!team.callback_words.is_empty()).then(|| {
        let words = view! { <p class="govuk-body message-text">{team.callback_words.clone()}</p> };
        InsetText::new(Html::view(words.into_any())).view()
    });
    let asked: Vec<_> = team
        .questions
        .iter()
        .map(|question| view! { <li>{question.clone()}</li> })
        .collect();
    let asked = (!asked.is_empty()).then(|| {
        view! {
            <p class="govuk-body">{text("directory-asks")}</p>
            <ul class="govuk-list govuk-list--bullet as-typed">{asked}</ul>
        }
    });
    let ask = team.may_ask.then(|| {
        let href = format!("/desk/callbacks/new?team={}", team.id);
        Button::link(text("callback-ask-link"), href).view()
    });
    view! {
        <h2 class="govuk-heading-m">{text("callbacks-title")}</h2>
        {words}
        <p class="govuk-body">{within}</p>
        {asked}
        {ask}
    }
    .into_any()
}
