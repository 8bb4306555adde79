//! A page that somebody else has answered since whoever sends it looked at it: nobody's answers are overwritten unseen.

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::forms::{
        Company,
        answers::value,
        overtaken::{self as views, BothAnswers, OvertakenPage},
    },
    wording::text,
};
use guildhall_domain::{
    actors::Actor,
    forms::{Answer, Field, Page, Typed, Typist, reading::PageAnswers},
};
use leptos::prelude::{AnyView, IntoAny as _};

use super::{
    filling::Filling,
    question::{Way, after},
    sealing,
};
use crate::{
    access::Visitor, clock::in_words, error::Result, page::Frame, pages::see, state::AppState,
};

/// What to do with a page that was overtaken.
pub enum Overtaken {
    /// The answers that are there stay.
    KeepTheirs,
    Choose(Box<Choice>),
}

/// Both answers, to be chosen from.
pub struct Choice {
    who: String,
    when: String,
    /// Each question with the answer that is there and the one that was sent, as they may be shown.
    answers: Vec<(Field, Option<Answer>, Option<Answer>)>,
    typed: Vec<(String, String)>,
    company: Company,
    has_error: bool,
}

/// Whether somebody else has answered a page otherwise since the one who sends these answers looked at it.
pub async fn find(
    state: &AppState,
    filling: &Filling,
    page: &Page,
    (typed, answers): (&Typed, &PageAnswers),
) -> Result<Option<Overtaken>> {
    let progress = &filling.session.progress;
    let seen = typed.first(views::SEEN).unwrap_or_default();
    let is_choosing = typed.first(views::CHOOSING).is_some();
    let keep = typed.first(views::KEEP).unwrap_or_default();
    if is_choosing && keep == "theirs" {
        return Ok(Some(Overtaken::KeepTheirs));
    }
    let other = match progress.typed_since(page, seen, filling.actor) {
        Some(other) => other,
        None if is_choosing && keep != "mine" => match progress.typists.get(&page.id) {
            Some(other) => *other,
            None => return Ok(None),
        },
        None => return Ok(None),
    };
    if !filling.form().would_change(progress, answers) {
        return Ok(None);
    }
    let shown = |field: &Field, answer: &Answer| {
        if sealing::is_sealed(state, field) {
            sealing::masked(answer)
        } else {
            answer.clone()
        }
    };
    let both = answers.iter().filter_map(|(name, mine)| {
        let field = filling.form().field(name)?;
        let theirs = progress.answers.get(name);
        let theirs = theirs.map(|answer| shown(field, answer));
        let mine = mine.as_ref().map(|answer| shown(field, answer));
        Some((field.clone(), theirs, mine))
    });
    let choice = Choice {
        who: who(state, filling, &other).await?,
        when: in_words(other.at.into()),
        answers: both.collect(),
        typed: typed.clone().of_fields(page.fields()).pairs().to_vec(),
        company: filling.company(state).await?,
        // Whoever chose and was overtaken again is asked anew, not corrected.
        has_error: is_choosing && keep != "mine",
    };
    Ok(Some(Overtaken::Choose(Box::new(choice))))
}

/// Who answered meanwhile, as whoever reads it knows them.
async fn who(state: &AppState, filling: &Filling, other: &Typist) -> Result<String> {
    let Actor::Staff(id) = other.actor else {
        return Ok(text("overtaken-resident"));
    };
    if !filling.is_staff() {
        return Ok(text("overtaken-adviser"));
    }
    let mut connection = state.database.read().await?;
    let staff = connection
        .find_staff(guildhall_database::StaffId(id))
        .await?;
    Ok(staff.map_or_else(|| text("overtaken-adviser"), |staff| staff.name))
}

/// The page that shows both answers, or the way on.
pub fn answer(
    overtaken: Overtaken,
    (visitor, frame): (&Visitor, Frame),
    filling: &Filling,
    page: &Page,
    way: &Way,
) -> Result<Response> {
    let progress = &filling.session.progress;
    let choice = match overtaken {
        Overtaken::KeepTheirs => {
            return Ok(see(after(filling, progress, page, way)).into_response());
        }
        Overtaken::Choose(choice) => *choice,
    };
    let url = filling.page_url(&page.id);
    let change = if way.is_change() { "?change=1" } else { "" };
    let status = if choice.has_error {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::CONFLICT
    };
    let csrf = visitor.csrf();
    Ok(filling.frame(frame).answer(status, || {
        let form = filling.form();
        let words = |field: &Field, answer: &Option<Answer>| -> AnyView {
            match answer {
                Some(answer) => value(answer, &form.labels(field, answer)),
                None => text("answer-not-given").into_any(),
            }
        };
        views::page(OvertakenPage {
            service: &filling.service.service.title,
            title: &page.title,
            who: choice.who,
            when: choice.when,
            answers: choice
                .answers
                .iter()
                .map(|(field, theirs, mine)| BothAnswers {
                    label: &field.label,
                    theirs: words(field, theirs),
                    mine: words(field, mine),
                })
                .collect(),
            typed: choice.typed,
            seen: progress.seen(page),
            action: format!("{url}{change}"),
            back: format!("{url}{change}"),
            csrf,
            company: choice.company,
            has_error: choice.has_error,
        })
    }))
}
