//! What the report says of filling in a form, besides its lines in the table.

use std::fmt::Write as _;

use crate::{
    arguments::{Kind, Options},
    measured::Measured,
    walk::Walk,
};

/// How it was measured.
pub fn surroundings(
    text: &mut String,
    options: &Options,
    walk: &Walk,
    measured: &[(Kind, Measured)],
) -> std::fmt::Result {
    write!(
        text,
        "\
Form       {}: {} pages, of which the walk takes {}
Load       {} residents at a time. A step is the POST of a page's answers and the GET of the page after it. Each
           resident starts as somebody new after the last page; what starting costs counts towards the steps.
           The load comes from one thread on the same cores, so servers get less than the machine has.
",
        walk.name(),
        walk.pages,
        walk.steps.len(),
        options.clients,
    )?;
    for (kind, measured) in measured {
        let page_bytes = measured.steps.as_ref().map_or(0, |steps| steps.page_bytes);
        writeln!(
            text,
            "Bare       {}, as durable: a step is a POST with one insert of {} bytes and a GET of {page_bytes} bytes from memory",
            kind.name(),
            walk.progress_bytes,
        )?;
    }
    Ok(())
}

/// The rounds one by one, and what a first visit brings.
pub fn closing(text: &mut String, measured: &[(Kind, Measured)]) -> std::fmt::Result {
    writeln!(text)?;
    let all = measured
        .iter()
        .filter_map(|(kind, measured)| Some((kind, measured.steps.as_ref()?)));
    for (kind, steps) in all.clone() {
        let shares = steps.ours.shares_of(&steps.bare).into_iter();
        let shares: Vec<String> = shares
            .map(|share| format!("{:.0} %", 100.0 * share))
            .collect();
        writeln!(
            text,
            "{}: share of the bare server's steps/s by round: {}",
            kind.name(),
            shares.join(", ")
        )?;
    }
    if let Some((_, steps)) = all.clone().next() {
        let weight = &steps.weight;
        writeln!(
            text,
            "The form page weighed is {}, the walk's heaviest. Over the wire:",
            weight.form_page
        )?;
        for (name, bytes) in &weight.files {
            writeln!(text, "{bytes:>9}  {name}")?;
        }
    }
    Ok(())
}
