//! What the report says of signing in, besides its lines in the table.

use std::fmt::Write as _;

use crate::{
    arguments::Kind,
    measured::Measured,
    sign_ins::{CLIENTS, PAGE, PAGES_A_SECOND},
};

/// How it was measured.
pub fn surroundings(text: &mut String) -> std::fmt::Result {
    write!(
        text,
        "\
Sign-ins   On a database and a server of their own. {CLIENTS} people try wrong passwords without a pause, each from a
           network address of their own, for e-mail addresses with an account and without. Meanwhile {PAGES_A_SECOND}
           pages a second are read, a start page and a page of a form in turn; the same without the {CLIENTS}, in
           alternating rounds. Who is asking is measured on {PAGE}, which begins no session, with one reader
           at a time, in alternating rounds. What a sign-in adds is also its menu and the warning before its end.
           Nobody is looked up without a cookie: many ÷ few is the noise of the run there.
"
    )
}

/// Whether answers tell by their time who has an account.
pub fn alike(text: &mut String, measured: &[(Kind, Measured)]) -> std::fmt::Result {
    write!(text, "\nAddresses with an account and without, ms")?;
    writeln!(
        text,
        "\n  {:<26}{:>22}{:>28}{:>14}{:>12}",
        "POST", "known p50, 90, 99", "unknown p50, 90, 99", "difference", "by chance"
    )?;
    for (kind, measured) in measured {
        for alike in measured.sign_ins.iter().flat_map(|one| &one.alike) {
            write!(text, "  {:<26}", format!("{}, {}", alike.path, kind.name()))?;
            for [p50, p90, p99] in [alike.known, alike.unknown] {
                write!(text, "{p50:>10.2}{p90:>8.2}{p99:>8.2}")?;
            }
            writeln!(
                text,
                "{:>14.2}{:>12}",
                alike.difference,
                format!("± {:.2}", alike.by_chance)
            )?;
        }
    }
    Ok(())
}
