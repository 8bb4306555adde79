//! `/desk/people/{id}/protection`, and what a person's page says of it.

use guildhall_domain::openings::Review;
use leptos::prelude::*;

use crate::{
    components::{
        Button, Checkboxes, Choice, ErrorSummary, InsetText, Radios, Textarea, WarningText,
    },
    pages::{
        Page,
        account::{Question, ask},
        csrf_control,
        small_form::way,
    },
    wording::{text, text_with},
};

/// What a person's page says of the protection of their address.
#[derive(Clone, Debug, Default)]
pub struct ProtectionNote {
    pub is_protected: bool,
    /// It is protected from the reader.
    pub is_hidden: bool,
    /// The reader may place, change and lift it.
    pub may_protect: bool,
}

/// Says that the address is withheld, or that the reader sees what few may see.
pub(super) fn note(note: &ProtectionNote) -> Option<AnyView> {
    note.is_protected.then(|| {
        if note.is_hidden {
            InsetText::new(text("address-withheld-what")).view()
        } else {
            WarningText::new(text("address-protected-what")).view()
        }
    })
}

/// The way to protect somebody, or to change how they are protected.
pub(super) fn protect(note: &ProtectionNote, person: &str) -> Option<impl IntoView + use<>> {
    let key = if note.is_protected {
        "protection-change-link"
    } else {
        "protection-place-link"
    };
    let href = format!("/desk/people/{person}/protection");
    note.may_protect.then(|| way(href, text(key)))
}

/// A team that may be named.
#[derive(Clone, Debug)]
pub struct TeamOption {
    pub id: String,
    pub name: String,
    pub is_chosen: bool,
}

/// A protection as it is placed or changed.
#[derive(Clone, Debug)]
pub struct ProtectionForm {
    pub csrf: String,
    pub action: String,
    pub back: String,
    pub name: String,
    /// Who placed the one that is in force, and on which day.
    pub placed: Option<(String, String)>,
    /// The day on which that is reviewed.
    pub review: Option<String>,
    pub reason: String,
    pub teams: Vec<TeamOption>,
    /// The word of a [`Review`], or empty.
    pub chosen_review: String,
    /// The wrong controls, each with the key of what to say.
    pub errors: Vec<(&'static str, &'static str)>,
}

pub fn page(form: ProtectionForm) -> Page {
    let title = text_with("protection-title", &[("name", &form.name)]);
    let has_error = !form.errors.is_empty();
    let errors: Vec<_> = form
        .errors
        .iter()
        .map(|(control, key)| (*control, text(key)))
        .collect();
    let summary = ErrorSummary::new(errors).view();
    let in_force = form.placed.clone().map(|(who, when)| {
        let review = form.review.clone().unwrap_or_default();
        let words = [("who", who.as_str()), ("when", &when), ("review", &review)];
        view! { <p class="govuk-body">{text_with("protection-in-force", &words)}</p> }
    });
    let lift = form.placed.is_some().then(|| {
        way(
            format!("{}/lift", form.action),
            text("protection-lift-link"),
        )
    });
    let (action, back) = (form.action.clone(), form.back.clone());
    let shown = if form.teams.is_empty() {
        view! { <p class="govuk-body">{text("protection-teams-none")}</p> }.into_any()
    } else {
        view! {
            <form method="post" action=action novalidate>
                {controls(form)}
                {Button::new(text("protection-save")).prevent_double_click()}
            </form>
            {lift}
        }
        .into_any()
    };
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("protection-what")}</p>
                    {in_force}
                    {shown}
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to(back)
}

fn controls(form: ProtectionForm) -> impl IntoView {
    let error = |control: &str| {
        let wrong = form.errors.iter().find(|(wrong, _)| *wrong == control);
        wrong.map(|(_, key)| text(key))
    };
    let (reason_error, team_error, review_error) =
        (error("reason"), error("team"), error("review"));
    let chosen: Vec<String> = form
        .teams
        .iter()
        .filter(|team| team.is_chosen)
        .map(|team| team.id.clone())
        .collect();
    let teams = form
        .teams
        .into_iter()
        .map(|team| Choice::new(team.id, team.name));
    let reviews = Review::ALL.iter().map(|review| {
        let word = review.word();
        Choice::new(word, text(&format!("protection-review-{word}")))
    });
    view! {
        {csrf_control(form.csrf)}
        {Textarea::new("reason", text("protection-reason"))
            .hint(text("protection-reason-hint"))
            .rows(2)
            .value(form.reason)
            .error(reason_error)}
        {Checkboxes::new("team", text("protection-teams"), teams.collect::<Vec<_>>())
            .hint(text("protection-teams-hint"))
            .values(chosen)
            .error(team_error)}
        {Radios::new("review", text("protection-review"), reviews.collect::<Vec<_>>())
            .value(form.chosen_review)
            .error(review_error)}
    }
}

/// Asks before everybody sees the address again.
pub fn ask_to_lift(csrf: String, person: &str, name: &str) -> Page {
    ask(Question {
        title: text_with("protection-lift-title", &[("name", name)]),
        explanation: vec![text("protection-lift-what")],
        action: format!("/desk/people/{person}/protection/lift"),
        button: text("protection-lift-button"),
        way_back: format!("/desk/people/{person}/protection"),
        csrf,
    })
}
