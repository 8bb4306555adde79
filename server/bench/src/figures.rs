//! The table's lines: what each says, its aim, and where its figure comes from.

use serde::Serialize;

use crate::{
    arguments::Kind,
    measured::{Measured, Rounds, Times, median},
};

/// A figure's aim.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    AtMost(f64),
    AtLeast(f64),
}

impl Aim {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }
}

/// One line of the table.
#[derive(Debug, Serialize)]
pub struct Figure {
    pub name: &'static str,
    pub unit: &'static str,
    /// How many digits stand after the point.
    pub decimals: usize,
    pub aim: Option<Aim>,
    /// One for each database, in their order; none where there is nothing to measure.
    pub values: Vec<Option<f64>>,
    pub met: Vec<Option<bool>>,
}

/// Every line of the table, in its order.
pub fn figures(measured: &[(Kind, Measured)]) -> Vec<Figure> {
    type Of = fn(&Measured) -> Option<f64>;
    fn posts(times: &Times) -> &Vec<u32> {
        &times.posts
    }
    fn gets(times: &Times) -> &Vec<u32> {
        &times.gets
    }
    fn steps(times: &Times) -> &Vec<u32> {
        &times.steps
    }
    fn cpu_with_postgres(rounds: &Rounds) -> Option<f64> {
        Some(rounds.server_cpu_per_step() + rounds.postgres_cpu_per_step()?)
    }
    let most = |most| Some(Aim::AtMost(most));
    let lines: Vec<(&'static str, &'static str, usize, Option<Aim>, Of)> = vec![
        (
            "From start to ready, median of the starts",
            "ms",
            0,
            most(300.0),
            |m| Some(median(m.starts.clone())),
        ),
        ("From start to ready, slowest", "ms", 0, None, |m| {
            m.starts.iter().copied().reduce(f64::max)
        }),
        ("CPU for a step, our server", "ms", 3, most(1.5), |m| {
            Some(m.ours.server_cpu_per_step())
        }),
        (
            "CPU for a step, PostgreSQL's processes",
            "ms",
            3,
            None,
            |m| m.ours.postgres_cpu_per_step(),
        ),
        ("CPU for a step, both", "ms", 3, None, |m| {
            cpu_with_postgres(&m.ours)
        }),
        (
            "CPU for a step, our server, compressing",
            "ms",
            3,
            None,
            |m| Some(m.compressed.server_cpu_per_step()),
        ),
        ("CPU for a step, bare server", "ms", 3, None, |m| {
            Some(m.bare.server_cpu_per_step())
        }),
        (
            "CPU for a step, PostgreSQL's for bare",
            "ms",
            3,
            None,
            |m| m.bare.postgres_cpu_per_step(),
        ),
        ("CPU for a step, this load", "ms", 3, None, |m| {
            Some(m.ours.load_cpu_per_step())
        }),
        ("CPU, ours ÷ bare server's", "", 1, None, |m| {
            Some(m.ours.server_cpu_per_step() / m.bare.server_cpu_per_step())
        }),
        ("Steps a second", "", 0, None, |m| {
            Some(m.ours.steps_per_second())
        }),
        ("Steps a second, bare", "", 0, None, |m| {
            Some(m.bare.steps_per_second())
        }),
        (
            "Share of bare's steps a second, median round",
            "%",
            0,
            Some(Aim::AtLeast(40.0)),
            |m| Some(100.0 * median(m.ours.shares_of(&m.bare))),
        ),
        ("Requests a second", "", 0, None, |m| {
            Some(m.ours.requests_per_second())
        }),
        ("POST p50", "ms", 2, None, |m| {
            Some(m.ours.percentile(posts, 0.5))
        }),
        ("POST p99", "ms", 2, None, |m| {
            Some(m.ours.percentile(posts, 0.99))
        }),
        ("GET p50", "ms", 2, None, |m| {
            Some(m.ours.percentile(gets, 0.5))
        }),
        ("GET p99", "ms", 2, None, |m| {
            Some(m.ours.percentile(gets, 0.99))
        }),
        ("Step p50", "ms", 2, None, |m| {
            Some(m.ours.percentile(steps, 0.5))
        }),
        ("Step p99", "ms", 2, None, |m| {
            Some(m.ours.percentile(steps, 0.99))
        }),
        ("Step p50, bare", "ms", 2, None, |m| {
            Some(m.bare.percentile(steps, 0.5))
        }),
        ("Step p99, bare", "ms", 2, None, |m| {
            Some(m.bare.percentile(steps, 0.99))
        }),
        ("Steps measured", "", 0, None, |m| {
            Some(m.ours.steps() as f64)
        }),
        ("Resident memory at the end", "MB", 1, most(60.0), |m| {
            Some(m.memory.resident as f64 / 1e6)
        }),
        ("Resident memory at its peak", "MB", 1, most(60.0), |m| {
            Some(m.memory.peak as f64 / 1e6)
        }),
        ("Jobs drained a second, sending mail", "", 0, None, |m| {
            Some(m.drained_per_second)
        }),
        (
            "First visit to a form page, scripts off",
            "kB",
            1,
            most(45.0),
            |m| Some(m.weight.scripts_off as f64 / 1e3),
        ),
        (
            "First visit to a form page, scripts on",
            "kB",
            1,
            None,
            |m| Some(m.weight.scripts_on as f64 / 1e3),
        ),
        (
            "First visit to the home page with its island",
            "kB",
            1,
            None,
            |m| Some(m.weight.home_with_island as f64 / 1e3),
        ),
    ];
    let figure =
        |(name, unit, decimals, aim, of): (&'static str, &'static str, usize, Option<Aim>, Of)| {
            let values: Vec<Option<f64>> =
                measured.iter().map(|(_, measured)| of(measured)).collect();
            let met = values
                .iter()
                .map(|value| Some(aim?.is_met((*value)?)))
                .collect();
            Figure {
                name,
                unit,
                decimals,
                aim,
                values,
                met,
            }
        };
    lines.into_iter().map(figure).collect()
}
