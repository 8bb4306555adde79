//! The table, on the terminal and in `target/bench` as text and as JSON.

mod people_search;
mod records;
mod sign_ins;
mod steps;

use std::fmt::Write as _;

use anyhow::Context as _;
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    arguments::{Kind, Options, Part},
    figures::{Aim, Figure, figures},
    machine::Machine,
    measured::Measured,
    walk::Walk,
};

/// Prints the table and writes it.
pub fn write(
    options: &Options,
    walk: &Walk,
    program_bytes: u64,
    measured: &[(Kind, Measured)],
) -> anyhow::Result<()> {
    let machine = Machine::here();
    let figures = figures(options, measured);
    let mut text = String::new();
    surroundings(&mut text, options, walk, program_bytes, &machine, measured)?;
    table(&mut text, measured, &figures)?;
    if options.measures(Part::SignIns) {
        sign_ins::alike(&mut text, measured)?;
    }
    if options.measures(Part::People) {
        people_search::by_kind(&mut text, measured)?;
    }
    if options.measures(Part::Forms) {
        steps::closing(&mut text, measured)?;
    }
    writeln!(text, "No request was answered otherwise than expected.")?;
    print!("{text}");

    let databases: Vec<_> = measured
        .iter()
        .map(|(kind, measured)| {
            json!({
                "database": kind,
                "durability": measured.durability,
                "steps": measured.steps,
                "sign_ins": measured.sign_ins,
                "records": measured.records,
                "people_search": measured.people_search,
            })
        })
        .collect();
    let json = json!({
        "measured_at": OffsetDateTime::now_utc().format(&Rfc3339)?,
        "machine": machine,
        "program_bytes": program_bytes,
        "form": { "file": walk.name(), "pages": walk.pages, "steps": walk.steps.len(), "progress_bytes": walk.progress_bytes },
        "clients": options.clients,
        "rounds": options.rounds,
        "seconds_a_round": options.seconds,
        "figures": figures,
        "databases": databases,
    });
    let folder = &options.output;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} can't be made", folder.display()))?;
    for (name, contents) in [
        ("bench.txt", text),
        ("bench.json", serde_json::to_string_pretty(&json)? + "\n"),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, contents)
            .with_context(|| format!("{} can't be written", file.display()))?;
    }
    eprintln!("Written to {}", folder.display());
    Ok(())
}

fn surroundings(
    text: &mut String,
    options: &Options,
    walk: &Walk,
    program_bytes: u64,
    machine: &Machine,
    measured: &[(Kind, Measured)],
) -> std::fmt::Result {
    writeln!(
        text,
        "Machine    {} cores, {}, Linux {}",
        machine.cores, machine.processor, machine.kernel
    )?;
    writeln!(text, "Program    {program_bytes} bytes")?;
    writeln!(
        text,
        "Rounds     {} of {} s on each side, taking turns after a warm-up.",
        options.rounds, options.seconds
    )?;
    if options.measures(Part::Forms) {
        steps::surroundings(text, options, walk, measured)?;
    }
    if options.measures(Part::SignIns) {
        sign_ins::surroundings(text)?;
    }
    if options.measures(Part::Records) {
        records::surroundings(text)?;
    }
    if options.measures(Part::People) {
        people_search::surroundings(text)?;
    }
    for (kind, measured) in measured {
        let settings = measured.durability.settings.iter();
        let settings: Vec<String> = settings
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        let system = &measured.durability.file_system;
        writeln!(
            text,
            "Durability {}: {}, on {system}",
            kind.name(),
            settings.join(", ")
        )?;
    }
    Ok(())
}

fn table(text: &mut String, measured: &[(Kind, Measured)], figures: &[Figure]) -> std::fmt::Result {
    write!(text, "\n  {:<50}{:>10}", "", "aim")?;
    for (kind, _) in measured {
        write!(text, "{:>20}", kind.name())?;
    }
    writeln!(text)?;
    let mut part = "";
    for figure in figures {
        if figure.part != part {
            part = &figure.part;
            writeln!(text, "{part}")?;
        }
        let name = format!("{}, {}", figure.name, figure.unit);
        let name = if figure.unit.is_empty() {
            &figure.name
        } else {
            &name
        };
        let aim = match figure.aim {
            Some(Aim::AtMost(most)) => format!("≤ {most}"),
            Some(Aim::AtLeast(least)) => format!("≥ {least}"),
            None => String::new(),
        };
        write!(text, "  {name:<50}{aim:>10}")?;
        for (value, met) in figure.values.iter().zip(&figure.met) {
            let decimals = figure.decimals;
            let value = value.map_or_else(|| "–".to_owned(), |value| format!("{value:.decimals$}"));
            let met = met.map_or("", |met| if met { "met" } else { "missed" });
            write!(text, "{value:>13} {met:<6}")?;
        }
        writeln!(text)?;
    }
    Ok(())
}
