//! The table's lines: what each says, its aim, and where its figure comes from.

mod people_search;
mod records;
mod sign_ins;
mod steps;

use serde::Serialize;

use crate::{
    arguments::{Kind, Options, Part},
    measured::Measured,
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

fn at_most(most: f64) -> Option<Aim> {
    Some(Aim::AtMost(most))
}

fn at_least(least: f64) -> Option<Aim> {
    Some(Aim::AtLeast(least))
}

/// Where a line's figure comes from.
type Of = dyn Fn(&Measured) -> Option<f64>;

/// A line before anything is measured.
struct Line {
    name: String,
    unit: &'static str,
    decimals: usize,
    aim: Option<Aim>,
    of: Box<Of>,
}

fn line(
    name: impl Into<String>,
    unit: &'static str,
    decimals: usize,
    aim: Option<Aim>,
    of: impl Fn(&Measured) -> Option<f64> + 'static,
) -> Line {
    Line {
        name: name.into(),
        unit,
        decimals,
        aim,
        of: Box::new(of),
    }
}

/// One line of the table.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What it is about; the table has a heading for each.
    pub part: String,
    pub name: String,
    pub unit: &'static str,
    /// How many digits stand after the point.
    pub decimals: usize,
    pub aim: Option<Aim>,
    /// One for each database, in their order; none where there is nothing to measure.
    pub values: Vec<Option<f64>>,
    pub met: Vec<Option<bool>>,
}

/// Every line of the table, in its order.
pub fn figures(options: &Options, measured: &[(Kind, Measured)]) -> Vec<Figure> {
    let mut parts = Vec::new();
    if options.measures(Part::Forms) {
        parts.push(("Filling in a form".to_owned(), steps::lines()));
    }
    if options.measures(Part::SignIns) {
        parts.extend(sign_ins::parts());
    }
    if options.measures(Part::Records) {
        parts.extend(records::parts());
    }
    if options.measures(Part::People) {
        let lines = people_search::lines(&options.people);
        parts.push(("Finding people, by how many there are".to_owned(), lines));
    }
    let mut figures = Vec::new();
    for (part, lines) in parts {
        figures.extend(
            lines
                .into_iter()
                .map(|line| line.figure(part.clone(), measured)),
        );
    }
    figures
}

impl Line {
    fn figure(self, part: String, measured: &[(Kind, Measured)]) -> Figure {
        let values = measured.iter().map(|(_, measured)| (self.of)(measured));
        let values: Vec<Option<f64>> = values.collect();
        let met = values
            .iter()
            .map(|value| Some(self.aim?.is_met((*value)?)))
            .collect();
        Figure {
            part,
            name: self.name,
            unit: self.unit,
            decimals: self.decimals,
            aim: self.aim,
            values,
            met,
        }
    }
}
