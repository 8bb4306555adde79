//! What goes on while somebody is signed in: how long they stay, and what waits when they come back.

use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::errors::{self, Resend};
use serde::{Deserialize, Serialize};

use crate::{
    access::Visitor,
    error::{Result, at_desk},
    page::Frame,
    pages::see,
    state::AppState,
};

/// Where what was typed waits for whoever signs in again.
pub const CARRY_ON: &str = "/sign-in/carry-on";
/// Where a page's script asks how long somebody stays signed in. Asking does not make it longer.
pub const REMAINING: &str = "/sign-in/remaining";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
}

#[derive(Debug, Serialize)]
pub struct Remaining {
    seconds: i64,
}

/// `GET /sign-in/remaining?kind=resident|staff`: in seconds; none left for whoever is not signed in.
pub async fn remaining(visitor: Option<Visitor>, Query(asked): Query<Asked>) -> Json<Remaining> {
    let remaining = visitor.and_then(|visitor| {
        let sign_in = match asked.kind.as_str() {
            "staff" => visitor.staff_sign_in(),
            _ => visitor.resident_sign_in(),
        };
        visitor.remaining(sign_in?)
    });
    Json(Remaining {
        seconds: remaining.map_or(0, |remaining| remaining.whole_seconds()),
    })
}

/// `POST /sign-in/stay`: being asked is enough, every request extends what is open.
pub async fn stay() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// `GET /sign-in/carry-on`: what was sent after the sign-in had ended, one button away from being sent again.
pub async fn carry_on(
    State(state): State<AppState>,
    mut visitor: Visitor,
    mut frame: Frame,
) -> Result<Response> {
    let Some(held) = visitor.take_held().await? else {
        let home = if visitor.staff().is_some() {
            "/desk"
        } else {
            "/account"
        };
        return Ok(see(home).into_response());
    };
    let is_staffs = held.is_staffs();
    let resend = Resend {
        action: held.path,
        csrf: visitor.csrf(),
        typed: held.typed,
    };
    if is_staffs {
        frame = at_desk(&state, &visitor, frame).await;
    }
    Ok(frame.show(|| errors::carry_on(resend)))
}
