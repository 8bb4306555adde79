//! `GET` and `POST /account/details/{attribute}`: one thing that the council holds, for whoever it is about.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::record::attribute;
use guildhall_database::SubjectId;
use guildhall_domain::{actors::Channel, forms::Typed};

use super::Done;
use crate::{
    access::Resident,
    error::{AppError, Result},
    page::Frame,
    pages::{
        record::{Held, about},
        see,
        small_forms::lines,
    },
    records::{Statement, Teller, held::Reader},
    state::AppState,
};

/// What `done` may say on this page.
const DONE: [&str; 3] = ["held-saved", "held-removed", "held-disputed-done"];

fn find<'a>(state: &AppState, resident: &Resident, name: &'a str) -> Result<Held<'a>> {
    let subject = SubjectId::Person(resident.identity.person_id);
    Held::find(state, name, subject)
}

fn places(held: &Held<'_>, resident: &Resident) -> (String, String, String) {
    let action = format!("/account/details/{}", held.name);
    (
        resident.visitor.csrf(),
        action,
        "/account/details".to_owned(),
    )
}

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Path(name): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let held = find(&state, &resident, &name)?;
    let places = places(&held, &resident);
    let mut page = held.page(&state, Reader::Holder, places).await?;
    if held.attribute.changed_by_holder {
        let typed = held.known_typed(&state).await?;
        page.question = Some(held.question(typed, Vec::new(), None)?);
    }
    page.may_dispute = true;
    page.done = done.key(&DONE);
    Ok(frame.show(|| attribute::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Path(name): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let held = find(&state, &resident, &name)?;
    let may_change = held.attribute.changed_by_holder;
    let teller = Teller::new(resident.actor(), Channel::Online);
    let done = match typed.first("act").unwrap_or_default() {
        "change" if may_change => {
            let value = match held.read(&state, &typed)? {
                Ok(value) => value,
                Err(errors) => {
                    let places = places(&held, &resident);
                    let mut page = held.page(&state, Reader::Holder, places).await?;
                    page.question = Some(held.question(typed, errors, None)?);
                    page.may_dispute = true;
                    return Ok(frame.invalid(|| attribute::page(page)));
                }
            };
            let mut transaction = state.database.begin().await?;
            let statements = held.changing(&mut transaction, &state, value).await?;
            if held.name == "person.name" && !statements.is_empty() {
                // The documents that were seen had the name that was there.
                transaction.clear_verification(resident.identity.id).await?;
            }
            held.tell(&mut transaction, &state, teller, statements)
                .await?;
            transaction.commit().await?;
            "held-saved"
        }
        "end" if may_change && held.attribute.many => {
            let end = Statement::end(held.name, Some(about(&typed).ok_or(AppError::NotFound)?));
            let mut transaction = state.database.begin().await?;
            held.tell(&mut transaction, &state, teller, vec![end])
                .await?;
            transaction.commit().await?;
            "held-removed"
        }
        "dispute" => {
            let words: String = lines(&typed, "wrong").chars().take(2_000).collect();
            if words.is_empty() {
                let places = places(&held, &resident);
                let mut page = held.page(&state, Reader::Holder, places).await?;
                page.may_dispute = true;
                page.dispute = Some(words);
                return Ok(frame.invalid(|| attribute::page(page)));
            }
            let mut transaction = state.database.begin().await?;
            held.dispute(&mut transaction, &state, teller, words)
                .await?;
            transaction.commit().await?;
            "held-disputed-done"
        }
        _ => return Err(AppError::NotFound),
    };
    Ok(see(format!("/account/details/{}?done={done}", held.name)).into_response())
}
