//! Whether an answer tells by its time who has an account: the same forms, posted with addresses that have one and
//! with addresses that have none.

use std::{net::SocketAddr, time::Instant};

use fastrand::Rng;
use hyper::StatusCode;
use serde::Serialize;

use super::{
    accounts::{NAME, PASSWORD, WRONG_PASSWORD, email},
    browser::Browser,
};
use crate::{arguments::Options, measured::percentile};

/// The forms that ask for an address.
const PATHS: [&str; 4] = ["/register", "/recover", "/sign-in", "/sign-in/link"];
/// How many pairs of answers are timed for each second that a round lasts, and at most. Three of the forms send mail,
/// which the program does 20 times an hour for an address.
const PAIRS_A_SECOND: u64 = 20;
const MOST_PAIRS: u64 = 300;
/// How often the pairs are dealt out again to see what chance makes of them.
const DEALS: usize = 1_000;

/// How long a form's answers took, in milliseconds.
#[derive(Debug, Serialize)]
pub struct Alike {
    pub path: &'static str,
    pub pairs: usize,
    /// At p50, p90 and p99.
    pub known: [f64; 3],
    pub unknown: [f64; 3],
    /// The median for known addresses less that for unknown ones.
    pub difference: f64,
    /// The difference, either way, that chance stays below 95 times in 100 if both are answered alike.
    pub by_chance: f64,
}

/// The times of a form's answers, in microseconds, in pairs that were taken one right after the other.
struct Pairs {
    path: &'static str,
    known: Vec<u32>,
    unknown: Vec<u32>,
}

impl Pairs {
    fn compare(self) -> Alike {
        let at = |times: &Vec<u32>| [0.5, 0.9, 0.99].map(|share| percentile(times.clone(), share));
        let (known, unknown) = (at(&self.known), at(&self.unknown));
        Alike {
            path: self.path,
            pairs: self.known.len(),
            known,
            unknown,
            difference: known[0] - unknown[0],
            by_chance: self.by_chance(),
        }
    }

    /// Found by a coin for each pair that says which of the two counts as the known one.
    fn by_chance(&self) -> f64 {
        let mut coin = Rng::with_seed(0);
        let deal = |_| {
            let (mut one, mut other) = (Vec::new(), Vec::new());
            for (known, unknown) in self.known.iter().zip(&self.unknown) {
                let is_swapped = coin.bool();
                one.push(if is_swapped { *unknown } else { *known });
                other.push(if is_swapped { *known } else { *unknown });
            }
            let difference = percentile(one, 0.5) - percentile(other, 0.5);
            (difference.abs() * 1000.0) as u32
        };
        percentile((0..DEALS).map(deal).collect(), 0.95)
    }
}

pub async fn measure(address: SocketAddr, options: &Options) -> anyhow::Result<Vec<Alike>> {
    let pairs = (options.seconds * PAIRS_A_SECOND).min(MOST_PAIRS);
    let mut browser = Browser::arrive(address).await?;
    let mut all = PATHS.map(|path| Pairs {
        path,
        known: Vec::new(),
        unknown: Vec::new(),
    });
    for number in 0..pairs as usize {
        for pairs in &mut all {
            // Neither is always the first, lest the second gain by it.
            let first = fastrand::bool();
            for is_known in [first, !first] {
                let took = time(&mut browser, pairs.path, &email(is_known, number)).await?;
                let times = if is_known {
                    &mut pairs.known
                } else {
                    &mut pairs.unknown
                };
                times.push(took);
            }
        }
    }
    Ok(all.into_iter().map(Pairs::compare).collect())
}

/// Posts one form from an address that nothing came from before; the microseconds until its answer.
async fn time(browser: &mut Browser, path: &str, email: &str) -> anyhow::Result<u32> {
    let (mut controls, expected) = match path {
        "/sign-in" => (
            vec![("password", WRONG_PASSWORD)],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        "/register" => (
            vec![("name", NAME), ("password", PASSWORD)],
            StatusCode::SEE_OTHER,
        ),
        _ => (Vec::new(), StatusCode::SEE_OTHER),
    };
    controls.push(("email", email));
    browser.move_elsewhere();
    let began = Instant::now();
    let answer = browser.post(path, &controls).await?;
    let took = began.elapsed().as_micros();
    answer.expect(expected, &format!("{path} for {email}"))?;
    Ok(u32::try_from(took).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_from_chance() {
        let mut random = Rng::with_seed(1);
        let mut times = |more: u32| {
            (0..200)
                .map(|_| 30_000 + random.u32(..2_000) + more)
                .collect()
        };
        let mut compare = |more: u32| {
            let pairs = Pairs {
                path: "/sign-in",
                known: times(more),
                unknown: times(0),
            };
            pairs.compare()
        };
        let same = compare(0);
        assert!(same.difference.abs() <= same.by_chance);
        let different = compare(1_000);
        assert!(different.difference > different.by_chance);
        assert!((0.5..1.5).contains(&different.difference));
    }
}
