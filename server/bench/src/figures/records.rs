//! Records: the person's page, starting a form with what is known, and writing down who looked.

use super::{Aim, Line, at_most};
use crate::{
    measured::{Rounds, Times},
    records::{ASSERTIONS, CASES, FIELDS, Records},
};

fn line(
    name: impl Into<String>,
    unit: &'static str,
    decimals: usize,
    aim: Option<Aim>,
    of: impl Fn(&Records) -> Option<f64> + 'static,
) -> Line {
    super::line(name, unit, decimals, aim, move |m| {
        of(m.records.as_ref()?)
    })
}

/// The lines of each part, under its heading.
pub fn parts() -> Vec<(String, Vec<Line>)> {
    vec![
        (
            format!("A person's page: {CASES} cases, {ASSERTIONS} things said"),
            page(),
        ),
        (format!("Starting a form of {FIELDS} questions"), starts()),
        ("Writing down that somebody looked".to_owned(), access_log()),
    ]
}

fn gets(times: &Times) -> &Vec<u32> {
    &times.gets
}

fn posts(times: &Times) -> &Vec<u32> {
    &times.posts
}

fn page() -> Vec<Line> {
    let mut lines = Vec::new();
    for (name, share, aim) in [
        ("GET p50", 0.5, None),
        ("GET p95", 0.95, at_most(30.0)),
        ("GET p99", 0.99, None),
    ] {
        lines.push(line(name, "ms", 1, aim, move |m| {
            Some(m.page.percentile(gets, share))
        }));
    }
    lines.extend([
        line("CPU for a GET, our server", "ms", 2, None, |m| {
            Some(m.page.server_cpu_per_step())
        }),
        line("CPU for a GET, PostgreSQL's", "ms", 2, None, |m| {
            m.page.postgres_cpu_per_step()
        }),
        line("Size of the page", "kB", 1, None, |m| {
            Some(m.page_bytes as f64 / 1e3)
        }),
    ]);
    lines
}

/// Who starts which form, in words, where their rounds are, and how much CPU that may take.
type Started = (&'static str, fn(&Records) -> &Rounds, Option<Aim>);

fn starts() -> Vec<Line> {
    let all: [Started; 3] = [
        ("nothing known", |m| &m.starts.unbound, None),
        ("all of it known", |m| &m.starts.bound, at_most(2.0)),
        ("all known for long", |m| &m.starts.known_for_long, None),
    ];
    let mut lines = Vec::new();
    for (who, of, aim) in all {
        let name = format!("CPU for a start, {who}, our server");
        lines.push(line(name, "ms", 3, aim, move |m| {
            Some(of(m).server_cpu_per_step())
        }));
    }
    for (who, of, _) in all {
        let name = format!("CPU for a start, {who}, PostgreSQL's");
        lines.push(line(name, "ms", 3, None, move |m| {
            of(m).postgres_cpu_per_step()
        }));
    }
    lines.push(line(
        "CPU that what is known adds, our server",
        "ms",
        3,
        None,
        |m| {
            let [known, nothing] = [&m.starts.bound, &m.starts.unbound];
            Some(known.server_cpu_per_step() - nothing.server_cpu_per_step())
        },
    ));
    for (percentile, share) in [("p50", 0.5), ("p95", 0.95)] {
        for (who, of, _) in all {
            let name = format!("POST {percentile}, {who}");
            lines.push(line(name, "ms", 2, None, move |m| {
                Some(of(m).percentile(posts, share))
            }));
        }
    }
    lines
}

fn access_log() -> Vec<Line> {
    vec![
        line("A view's note p50, durable", "ms", 2, None, |m| {
            Some(m.access_log.p50_ms)
        }),
        line("A view's note p95, durable", "ms", 2, None, |m| {
            Some(m.access_log.p95_ms)
        }),
        line("CPU for a note, whoever notes it", "ms", 3, None, |m| {
            Some(m.access_log.cpu_ms)
        }),
        line("CPU for a note, PostgreSQL's", "ms", 3, None, |m| {
            m.access_log.postgres_cpu_ms
        }),
        line("Notes measured", "", 0, None, |m| {
            Some(m.access_log.times.len() as f64)
        }),
    ]
}
