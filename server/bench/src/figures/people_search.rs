//! Finding people among few and many, and inventing them.

use super::{Line, at_most, line};
use crate::{measured::Measured, people_search::PeopleSearch};

/// The lines for these numbers of people, the smallest first.
pub fn lines(people: &[u64]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (place, count) in people.iter().enumerate() {
        let line_of = |name: &str, unit, decimals, aim, of: fn(&PeopleSearch) -> f64| {
            let name = format!("{name}, {}", thousands(*count));
            line(name, unit, decimals, aim, move |m: &Measured| {
                m.people_search.get(place).map(of)
            })
        };
        lines.extend([
            line_of("Search p50", "ms", 1, None, |m| m.percentile(0.5)),
            line_of("Search p95", "ms", 1, at_most(50.0), |m| m.percentile(0.95)),
            line_of("Search p99", "ms", 1, None, |m| m.percentile(0.99)),
            line_of("Time to seed them", "s", 0, None, |m| m.seeded_in),
            line_of("Peak memory of seeding", "MB", 0, None, |m| {
                m.seeding_peak as f64 / 1e6
            }),
        ]);
    }
    if let [few, .., many] = people {
        let name = format!("Search p95, {} ÷ {}", thousands(*many), thousands(*few));
        lines.push(line(name, "", 2, at_most(1.5), |m: &Measured| {
            let (few, many) = (m.people_search.first()?, m.people_search.last()?);
            Some(many.percentile(0.95) / few.percentile(0.95))
        }));
        let name = format!(
            "Peak memory of seeding, {} ÷ {}",
            thousands(*many),
            thousands(*few)
        );
        lines.push(line(name, "", 2, at_most(1.2), |m: &Measured| {
            let (few, many) = (m.people_search.first()?, m.people_search.last()?);
            Some(many.seeding_peak as f64 / few.seeding_peak as f64)
        }));
    }
    lines
}

fn thousands(people: u64) -> String {
    format!("{} thousand", people as f64 / 1000.0)
}
