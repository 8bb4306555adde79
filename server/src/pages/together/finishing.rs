//! `GET` and `POST /together/{guest}/finish`: the resident says that they have finished.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::together::{self as views, Finish};
use guildhall_domain::together::{GuestEnding, GuestKind};

use crate::{
    access::{self, Visitor},
    error::Result,
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let open = access::guest_draft(&state, &visitor, &id).await?;
    let guest = access::guest(&state, &visitor, &id).await?;
    let page = Finish {
        csrf: visitor.csrf(),
        action: format!("/together/{id}/finish"),
        back: format!("/together/{id}"),
        kind: guest.kind(),
        is_sent: open.session.case_id.is_some(),
    };
    Ok(frame.show(|| views::finish(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response> {
    // Whoever presses a second time, or whose time is over anyway, has finished too.
    let guest = access::guest(&state, &visitor, &id).await?;
    let mut connection = state.database.write().await?;
    connection
        .end_form_guest(guest.id, GuestEnding::Finished, state.clock.now())
        .await?;
    drop(connection);
    if guest.kind() == GuestKind::Screen {
        return Ok(see(format!("/together/{id}/over")).into_response());
    }
    visitor.forget().await?;
    // Nothing of it stays on a computer that others use.
    let clear = [("clear-site-data", "\"cache\", \"storage\"")];
    Ok((clear, see("/together/finished")).into_response())
}
