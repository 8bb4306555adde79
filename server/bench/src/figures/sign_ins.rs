//! Signing in, and knowing who is asking.

use super::{Aim, Line, at_most};
use crate::{
    measured::{Rounds, percentile},
    sign_ins::{CLIENTS, Flood, LookUps, SESSIONS, SignIns},
};

fn line(
    name: impl Into<String>,
    unit: &'static str,
    decimals: usize,
    aim: Option<Aim>,
    of: impl Fn(&SignIns) -> Option<f64> + 'static,
) -> Line {
    super::line(name, unit, decimals, aim, move |m| {
        of(m.sign_ins.as_ref()?)
    })
}

/// The lines of each part, under its heading.
pub fn parts() -> Vec<(String, Vec<Line>)> {
    vec![
        (
            format!("A page, while {CLIENTS} people try passwords"),
            flood(),
        ),
        (
            "Who is asking: the same page, for each".to_owned(),
            look_ups(),
        ),
        (
            format!(
                "The same with {} thousand people signed in",
                SESSIONS / 1000
            ),
            crowd(),
        ),
    ]
}

fn get(rounds: &Rounds, share: f64) -> f64 {
    rounds.percentile(|times| &times.gets, share)
}

fn flood() -> Vec<Line> {
    let line_of = |name: &str, unit, decimals, aim, of: fn(&Flood) -> f64| {
        line(name, unit, decimals, aim, move |m| Some(of(&m.flood)))
    };
    let mut lines = Vec::new();
    for (name, share, aim) in [("GET p50", 0.5, None), ("GET p99", 0.99, at_most(3.0))] {
        lines.extend([
            line(format!("{name}, idle"), "ms", 2, None, move |m| {
                Some(get(&m.flood.idle, share))
            }),
            line(format!("{name}, in the flood"), "ms", 2, None, move |m| {
                Some(get(&m.flood.flooded, share))
            }),
            line(format!("{name}, flood ÷ idle"), "", 1, aim, move |m| {
                let flood = &m.flood;
                Some(get(&flood.flooded, share) / get(&flood.idle, share))
            }),
        ]);
    }
    lines.extend([
        line_of("Pages read in the flood", "", 0, None, |flood| {
            flood.flooded.steps() as f64
        }),
        line_of("Sign-ins answered in full (422)", "", 0, None, |flood| {
            flood.in_full as f64
        }),
        line_of("Sign-ins told to wait (429)", "", 0, None, |flood| {
            flood.told_to_wait as f64
        }),
        line_of("Sign-ins answered a second", "", 1, None, |flood| {
            flood.tries.len() as f64 / flood.seconds
        }),
        line_of("Sign-in p50, in the flood", "ms", 0, None, |flood| {
            percentile(flood.tries.clone(), 0.5)
        }),
        line_of("Sign-in p99, in the flood", "ms", 0, None, |flood| {
            percentile(flood.tries.clone(), 0.99)
        }),
        line("Resident memory after it", "MB", 1, None, |m| {
            Some(m.memory.resident as f64 / 1e6)
        }),
        line("Resident memory at its peak", "MB", 1, None, |m| {
            Some(m.memory.peak as f64 / 1e6)
        }),
    ]);
    lines
}

/// Who asks, in words, and where their rounds are.
type Asked = (&'static str, fn(&LookUps) -> &Rounds);

const NO_COOKIE: Asked = ("no cookie", |look_ups| &look_ups.no_cookie);
const SESSION: Asked = ("a session", |look_ups| &look_ups.session);
const SIGNED_IN: Asked = ("signed in", |look_ups| &look_ups.signed_in);
const ALL: [Asked; 3] = [NO_COOKIE, SESSION, SIGNED_IN];

/// What is said of each who asks.
fn each(look_ups: fn(&SignIns) -> &LookUps) -> Vec<Line> {
    let mut lines = Vec::new();
    for (who, of) in ALL {
        let name = format!("CPU for a GET, {who}, our server");
        lines.push(line(name, "ms", 3, None, move |m| {
            Some(of(look_ups(m)).server_cpu_per_step())
        }));
    }
    for (who, of) in ALL {
        let name = format!("CPU for a GET, {who}, PostgreSQL's");
        lines.push(line(name, "ms", 3, None, move |m| {
            of(look_ups(m)).postgres_cpu_per_step()
        }));
    }
    for (percentile, share) in [("p50", 0.5), ("p99", 0.99)] {
        for (who, of) in ALL {
            let name = format!("GET {percentile}, {who}");
            lines.push(line(name, "ms", 2, None, move |m| {
                Some(get(of(look_ups(m)), share))
            }));
        }
    }
    lines
}

fn look_ups() -> Vec<Line> {
    let mut lines = each(|m| &m.few);
    let differences = [
        ("a session", SESSION.1, NO_COOKIE.1),
        ("a sign-in besides", SIGNED_IN.1, SESSION.1),
    ];
    for (what, more, less) in differences {
        let name = format!("CPU that {what} adds, our server");
        lines.push(line(name, "ms", 3, None, move |m| {
            let few = &m.few;
            Some(more(few).server_cpu_per_step() - less(few).server_cpu_per_step())
        }));
        let name = format!("CPU that {what} adds, PostgreSQL's");
        lines.push(line(name, "ms", 3, None, move |m| {
            let few = &m.few;
            Some(more(few).postgres_cpu_per_step()? - less(few).postgres_cpu_per_step()?)
        }));
        let name = format!("Time that {what} adds, p50");
        lines.push(line(name, "ms", 2, None, move |m| {
            let few = &m.few;
            Some(get(more(few), 0.5) - get(less(few), 0.5))
        }));
    }
    lines
}

/// The same with many, and how many times what it was with few.
fn crowd() -> Vec<Line> {
    let mut lines = each(|m| &m.many);
    type Compared = (&'static str, fn(&Rounds) -> f64);
    let compared: [Compared; 3] = [
        ("CPU, our server", Rounds::server_cpu_per_step),
        ("GET p50", |rounds| get(rounds, 0.5)),
        ("GET p99", |rounds| get(rounds, 0.99)),
    ];
    for (name, figure) in compared {
        for (who, of) in ALL {
            let name = format!("{name}, {who}, many ÷ few");
            lines.push(line(name, "", 2, None, move |m| {
                Some(figure(of(&m.many)) / figure(of(&m.few)))
            }));
        }
    }
    lines.extend([
        line("Time to write them", "s", 1, None, |m| Some(m.written_in)),
        line("Hourly deletes when nothing is over", "ms", 1, None, |m| {
            Some(m.idle_clean_up.milliseconds)
        }),
        line("Hourly deletes when all is over", "ms", 0, None, |m| {
            Some(m.full_clean_up.milliseconds)
        }),
        line("Rows deleted then", "", 0, None, |m| {
            Some(m.full_clean_up.deleted as f64)
        }),
    ]);
    lines
}
