//! `GET` and `POST /account/notifications`

use axum::{
    Extension,
    extract::{Query, State},
    response::{Redirect, Response},
};
use guildhall_app::pages::account::details as views;
use guildhall_domain::{
    accounts::{Means, Preferences, Topic},
    forms::Typed,
};

use super::Done;
use crate::{access::Resident, error::Result, page::Frame, pages::see, state::AppState};

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Query(done): Query<Done>,
) -> Response {
    let preferences = &resident.identity.preferences.0;
    let means = offered(&state, &resident);
    let chosen = |topic: &Topic| {
        let wanted = means
            .iter()
            .filter(|means| preferences.wants(*topic, **means));
        (topic.word(), wanted.map(|means| means.word()).collect())
    };
    let topics = Topic::ALL.iter().map(chosen).collect();
    let words = means.iter().map(|means| means.word()).collect();
    let done = done.key(&["notifications-saved"]);
    frame.show(|| views::notifications(resident.visitor.csrf(), topics, words, done))
}

/// Text messages are offered only where they can be sent, and to whoever gave a number.
fn offered(state: &AppState, resident: &Resident) -> Vec<Means> {
    let can_text =
        state.outside.text_messages.is_configured() && resident.identity.telephone.is_some();
    let means = Means::ALL.into_iter();
    means
        .filter(|means| *means == Means::Email || can_text)
        .collect()
}

pub async fn submit(
    State(state): State<AppState>,
    resident: Resident,
    Extension(typed): Extension<Typed>,
) -> Result<Redirect> {
    let wanted = Topic::ALL.into_iter().flat_map(|topic| {
        let chosen = typed
            .pairs()
            .iter()
            .filter(move |(name, _)| name == topic.word());
        chosen.filter_map(move |(_, word)| Some((topic, Means::from_word(word)?)))
    });
    let preferences = Preferences::chosen(wanted);
    let mut connection = state.database.write().await?;
    connection
        .set_preferences(resident.identity.id, &preferences)
        .await?;
    Ok(see("/account/notifications?done=notifications-saved"))
}
