//! What the report says of finding people, besides its lines in the table.

use std::fmt::Write as _;

use crate::{arguments::Kind, measured::Measured, people_search::KINDS};

/// How it was measured.
pub fn surroundings(text: &mut String) -> std::fmt::Result {
    write!(
        text,
        "\
People     Each number of people is seeded into a database of its own with `guildhall seed`. An adviser then asks for the
           page /desk/people?q= again and again on one connection, each of {} kinds of search in turn, about people from
           the first to the last; every search is asked once.
",
        KINDS.len()
    )
}

/// How long each kind of search takes.
pub fn by_kind(text: &mut String, measured: &[(Kind, Measured)]) -> std::fmt::Result {
    write!(
        text,
        "\nSearches for people by kind, p95 in ms\n  {:<32}",
        ""
    )?;
    for (kind, measured) in measured {
        for size in &measured.people_search {
            write!(text, "{:>20}", format!("{}, {}", kind.name(), size.people))?;
        }
    }
    writeln!(text)?;
    for (place, one) in KINDS.iter().enumerate() {
        write!(text, "  {:<32}", one.name)?;
        for (_, measured) in measured {
            for size in &measured.people_search {
                let p95 = size.p95_by_kind.get(place).map_or(0.0, |kind| kind.1);
                write!(text, "{p95:>20.1}")?;
            }
        }
        writeln!(text)?;
    }
    Ok(())
}
