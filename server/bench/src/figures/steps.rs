//! Filling in a form, step by step, and what surrounds it.

use super::{Aim, Line, at_least, at_most};
use crate::{
    measured::{Rounds, Times, median},
    steps::Steps,
};

fn line(
    name: &str,
    unit: &'static str,
    decimals: usize,
    aim: Option<Aim>,
    of: impl Fn(&Steps) -> Option<f64> + 'static,
) -> Line {
    super::line(name, unit, decimals, aim, move |m| of(m.steps.as_ref()?))
}

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

pub fn lines() -> Vec<Line> {
    vec![
        line(
            "From start to ready, median of the starts",
            "ms",
            0,
            at_most(300.0),
            |m| Some(median(m.starts.clone())),
        ),
        line("From start to ready, slowest", "ms", 0, None, |m| {
            m.starts.iter().copied().reduce(f64::max)
        }),
        line("CPU for a step, our server", "ms", 3, at_most(1.5), |m| {
            Some(m.ours.server_cpu_per_step())
        }),
        line(
            "CPU for a step, PostgreSQL's processes",
            "ms",
            3,
            None,
            |m| m.ours.postgres_cpu_per_step(),
        ),
        line("CPU for a step, both", "ms", 3, None, |m| {
            cpu_with_postgres(&m.ours)
        }),
        line(
            "CPU for a step, our server, compressing",
            "ms",
            3,
            None,
            |m| Some(m.compressed.server_cpu_per_step()),
        ),
        line("CPU for a step, bare server", "ms", 3, None, |m| {
            Some(m.bare.server_cpu_per_step())
        }),
        line(
            "CPU for a step, PostgreSQL's for bare",
            "ms",
            3,
            None,
            |m| m.bare.postgres_cpu_per_step(),
        ),
        line("CPU for a step, this load", "ms", 3, None, |m| {
            Some(m.ours.load_cpu_per_step())
        }),
        line("CPU, ours ÷ bare server's", "", 1, None, |m| {
            Some(m.ours.server_cpu_per_step() / m.bare.server_cpu_per_step())
        }),
        line("Steps a second", "", 0, None, |m| {
            Some(m.ours.steps_per_second())
        }),
        line("Steps a second, bare", "", 0, None, |m| {
            Some(m.bare.steps_per_second())
        }),
        line(
            "Share of bare's steps a second, median round",
            "%",
            0,
            at_least(40.0),
            |m| Some(100.0 * median(m.ours.shares_of(&m.bare))),
        ),
        line("Requests a second", "", 0, None, |m| {
            Some(m.ours.requests_per_second())
        }),
        line("POST p50", "ms", 2, None, |m| {
            Some(m.ours.percentile(posts, 0.5))
        }),
        line("POST p99", "ms", 2, None, |m| {
            Some(m.ours.percentile(posts, 0.99))
        }),
        line("GET p50", "ms", 2, None, |m| {
            Some(m.ours.percentile(gets, 0.5))
        }),
        line("GET p99", "ms", 2, None, |m| {
            Some(m.ours.percentile(gets, 0.99))
        }),
        line("Step p50", "ms", 2, None, |m| {
            Some(m.ours.percentile(steps, 0.5))
        }),
        line("Step p99", "ms", 2, None, |m| {
            Some(m.ours.percentile(steps, 0.99))
        }),
        line("Step p50, bare", "ms", 2, None, |m| {
            Some(m.bare.percentile(steps, 0.5))
        }),
        line("Step p99, bare", "ms", 2, None, |m| {
            Some(m.bare.percentile(steps, 0.99))
        }),
        line("Steps measured", "", 0, None, |m| {
            Some(m.ours.steps() as f64)
        }),
        line("Resident memory at the end", "MB", 1, at_most(60.0), |m| {
            Some(m.memory.resident as f64 / 1e6)
        }),
        line("Resident memory at its peak", "MB", 1, at_most(60.0), |m| {
            Some(m.memory.peak as f64 / 1e6)
        }),
        line("Jobs drained a second, sending mail", "", 0, None, |m| {
            Some(m.drained_per_second)
        }),
        line(
            "First visit to a form page, scripts off",
            "kB",
            1,
            at_most(45.0),
            |m| Some(m.weight.scripts_off as f64 / 1e3),
        ),
        line(
            "First visit to a form page, scripts on",
            "kB",
            1,
            None,
            |m| Some(m.weight.scripts_on as f64 / 1e3),
        ),
        line(
            "First visit to the home page with its island",
            "kB",
            1,
            None,
            |m| Some(m.weight.home_with_island as f64 / 1e3),
        ),
    ]
}
