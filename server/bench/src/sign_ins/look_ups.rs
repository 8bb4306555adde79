//! What it costs to know who is asking: the same page for a stranger, for a browser with a session, and for a
//! resident who is signed in.

use std::net::SocketAddr;

use serde::Serialize;

use super::{browser::Browser, reader::Reader};
use crate::{arguments::Options, measured::Rounds, meter::Meter};

/// A page that begins no session. It reads the list of services from the database, whoever asks.
pub const PAGE: &str = "/services";

/// Who asks, by the cookies they send.
pub struct Asking {
    address: SocketAddr,
    session: String,
    signed_in: String,
}

impl Asking {
    pub async fn of(address: SocketAddr, resident: &Browser) -> anyhow::Result<Self> {
        Ok(Self {
            address,
            session: Browser::arrive(address).await?.cookie,
            signed_in: resident.cookie.clone(),
        })
    }
}

/// The page's rounds for each who asks.
#[derive(Debug, Default, Serialize)]
pub struct LookUps {
    pub no_cookie: Rounds,
    pub session: Rounds,
    pub signed_in: Rounds,
}

/// One reader after another asks for the page again and again, in alternating rounds.
pub async fn measure(
    asking: &Asking,
    meter: &mut Meter,
    options: &Options,
) -> anyhow::Result<LookUps> {
    let mut look_ups = LookUps::default();
    for round in 0..=options.rounds {
        let all = [
            ("", &mut look_ups.no_cookie),
            (asking.session.as_str(), &mut look_ups.session),
            (asking.signed_in.as_str(), &mut look_ups.signed_in),
        ];
        for (cookie, rounds) in all {
            let reader = Reader::arrive(asking.address, cookie, vec![PAGE.to_owned()]).await?;
            if round == 0 {
                // To warm up.
                meter.round(vec![reader], options.round() / 16).await?;
            } else {
                let (_, round) = meter.round(vec![reader], options.round() / 4).await?;
                rounds.0.push(round);
            }
        }
    }
    Ok(look_ups)
}
