//! `GET /accessibility`, `/privacy`, `/cookies`

use axum::{extract::State, response::Response};
use guildhall_app::pages::{
    errors::HowToReachUs,
    information::{self, Publisher},
};

use crate::{page::Frame, security::sessions, state::AppState};

fn publisher(state: &AppState) -> Publisher {
    let contact = &state.config.contact;
    Publisher {
        council: state.config.council.clone(),
        contact: HowToReachUs {
            telephone: contact.telephone.clone(),
            email: contact.email.clone(),
        },
        address: contact.address.clone(),
    }
}

pub async fn accessibility(State(state): State<AppState>, frame: Frame) -> Response {
    frame.show(|| information::accessibility(publisher(&state)))
}

pub async fn privacy(State(state): State<AppState>, frame: Frame) -> Response {
    frame.show(|| information::privacy(publisher(&state)))
}

pub async fn cookies(State(state): State<AppState>, frame: Frame) -> Response {
    frame.show(|| information::cookies(sessions::cookie_name(&state.config)))
}
