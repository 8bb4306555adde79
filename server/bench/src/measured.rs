//! What was measured, and what follows from it.

use std::time::Duration;

use serde::Serialize;

use crate::{
    fresh_database::Durability, load::Timed, people_search::PeopleSearch, records::Records,
    sign_ins::SignIns, steps::Steps,
};

/// How long requests and steps took, in microseconds.
#[derive(Clone, Debug, Default)]
pub struct Times {
    pub posts: Vec<u32>,
    pub gets: Vec<u32>,
    pub steps: Vec<u32>,
}

impl Times {
    pub fn add(&mut self, timed: Timed) {
        let micros = |duration: Duration| u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
        self.posts.push(micros(timed.posted));
        self.gets
            .push(micros(timed.stepped.saturating_sub(timed.posted)));
        self.steps.push(micros(timed.stepped));
    }

    pub fn merge(&mut self, other: Self) {
        self.posts.extend(other.posts);
        self.gets.extend(other.gets);
        self.steps.extend(other.steps);
    }
}

/// One stretch of load on one server.
#[derive(Clone, Debug, Serialize)]
pub struct Round {
    pub seconds: f64,
    pub steps: usize,
    pub requests: u64,
    /// CPU seconds of the server's process.
    pub server_cpu: f64,
    /// CPU seconds of PostgreSQL's processes.
    pub postgres_cpu: Option<f64>,
    /// CPU seconds of this program, which makes the load on the same cores.
    pub load_cpu: f64,
    #[serde(skip)]
    pub times: Times,
}

/// The rounds of one server.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rounds(pub Vec<Round>);

impl Rounds {
    pub fn steps(&self) -> usize {
        self.0.iter().map(|round| round.steps).sum()
    }

    fn per_second(&self, of: impl Fn(&Round) -> f64) -> f64 {
        median(
            self.0
                .iter()
                .map(|round| of(round) / round.seconds)
                .collect(),
        )
    }

    /// The median round's.
    pub fn steps_per_second(&self) -> f64 {
        self.per_second(|round| round.steps as f64)
    }

    pub fn requests_per_second(&self) -> f64 {
        self.per_second(|round| round.requests as f64)
    }

    fn cpu_per_step(&self, of: impl Fn(&Round) -> f64) -> f64 {
        1000.0 * self.0.iter().map(of).sum::<f64>() / self.steps().max(1) as f64
    }

    /// In milliseconds, over all rounds.
    pub fn server_cpu_per_step(&self) -> f64 {
        self.cpu_per_step(|round| round.server_cpu)
    }

    pub fn postgres_cpu_per_step(&self) -> Option<f64> {
        let is_known = self.0.iter().all(|round| round.postgres_cpu.is_some());
        is_known.then(|| self.cpu_per_step(|round| round.postgres_cpu.unwrap_or_default()))
    }

    pub fn load_cpu_per_step(&self) -> f64 {
        self.cpu_per_step(|round| round.load_cpu)
    }

    /// The milliseconds within which this share of what was timed stayed.
    pub fn percentile(&self, of: impl Fn(&Times) -> &Vec<u32>, share: f64) -> f64 {
        let all = self.0.iter().flat_map(|round| of(&round.times));
        percentile(all.copied().collect(), share)
    }

    /// This server's steps a second as a share of another's, round by round.
    pub fn shares_of(&self, other: &Self) -> Vec<f64> {
        let rate = |round: &Round| round.steps as f64 / round.seconds;
        self.0
            .iter()
            .zip(&other.0)
            .map(|(own, other)| rate(own) / rate(other))
            .collect()
    }
}

/// Everything measured on one database; what was not asked for is absent.
#[derive(Debug)]
pub struct Measured {
    pub durability: Durability,
    pub steps: Option<Steps>,
    pub sign_ins: Option<SignIns>,
    pub records: Option<Records>,
    /// One for each number of people.
    pub people_search: Vec<PeopleSearch>,
}

impl Measured {
    pub fn nothing_yet(durability: Durability) -> Self {
        Self {
            durability,
            steps: None,
            sign_ins: None,
            records: None,
            people_search: Vec::new(),
        }
    }
}

/// Bytes over the wire of first visits.
#[derive(Clone, Debug, Serialize)]
pub struct Weight {
    /// The heaviest page of the walk.
    pub form_page: String,
    pub scripts_off: usize,
    pub scripts_on: usize,
    pub home_with_island: usize,
    /// Every file fetched, with its bytes: what the sums are made of.
    pub files: Vec<(String, usize)>,
}

/// The milliseconds within which this share of the microseconds stays.
pub fn percentile(mut micros: Vec<u32>, share: f64) -> f64 {
    micros.sort_unstable();
    let place = (share * micros.len() as f64).ceil() as usize;
    micros
        .get(place.saturating_sub(1))
        .map_or(0.0, |micros| f64::from(*micros) / 1000.0)
}

/// The middle one; between two middle ones, their mean.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        length if length % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_percentiles() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        let steps: Vec<u32> = (1..=100).map(|millis| millis * 1000).collect();
        let round = Round {
            seconds: 2.0,
            steps: 100,
            requests: 200,
            server_cpu: 0.1,
            postgres_cpu: None,
            load_cpu: 0.05,
            times: Times {
                steps,
                ..Times::default()
            },
        };
        let rounds = Rounds(vec![round.clone(), round]);
        assert_eq!(rounds.percentile(|times| &times.steps, 0.5), 50.0);
        assert_eq!(rounds.percentile(|times| &times.steps, 0.99), 99.0);
        assert_eq!(rounds.steps_per_second(), 50.0);
        assert!((rounds.server_cpu_per_step() - 1.0).abs() < 1e-9);
        assert_eq!(rounds.postgres_cpu_per_step(), None);
    }
}
