//! One text with parts for residents and parts for staff.
//!
//! What is for staff stands between a line `::: staff` and a line `:::`. Whatever is not quite such a mark hides what
//! follows it from residents rather than showing it: a slip of the finger gives nothing away.

/// Three of these in a line make it a mark.
const MARK: &str = ":::";

/// A run of lines for the same readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Residents never read it.
    pub is_for_staff: bool,
    /// Markdown.
    pub text: String,
}

/// What is wrong with the marks. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartsProblem {
    /// A mark that is neither `::: staff` nor `:::`.
    UnknownMark(usize),
    /// A second `::: staff` before the `:::` of the first.
    OpenedTwice(usize),
    /// A `:::` with nothing to end.
    NotOpened(usize),
    /// What begins in this line never ends.
    NotClosed(usize),
}

enum Mark {
    Open,
    Close,
    Unknown,
}

/// The mark that a line is, if it is one. Each line with three colons is, wherever they stand in it.
fn mark(line: &str) -> Option<Mark> {
    if !line.contains(MARK) {
        return None;
    }
    let after = line.trim().strip_prefix(MARK).map(str::trim);
    Some(match after {
        Some("") => Mark::Close,
        Some(word) if word.eq_ignore_ascii_case("staff") => Mark::Open,
        _ => Mark::Unknown,
    })
}

/// The parts of a text in their order, without the marks and without parts of which nothing is to be read.
pub fn parts(text: &str) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    let mut is_for_staff = false;
    for line in text.lines() {
        if let Some(mark) = mark(line) {
            // An end without a beginning, too, is a slip; of what stands before it nobody knows for whom it was meant,
            // and `parts_problem` lets no such text in.
            is_for_staff = !matches!(mark, Mark::Close);
            continue;
        }
        match all.last_mut() {
            Some(part) if part.is_for_staff == is_for_staff => {
                part.text.push_str(line);
                part.text.push('\n');
            }
            _ => all.push(Part {
                is_for_staff,
                text: format!("{line}\n"),
            }),
        }
    }
    all.retain(|part| !part.text.trim().is_empty());
    all
}

/// The first thing that is wrong with the marks of a text.
pub fn parts_problem(text: &str) -> Option<PartsProblem> {
    let mut opened = None;
    for (place, line) in text.lines().enumerate() {
        let line_number = place + 1;
        match (mark(line), opened) {
            (None, _) => {}
            (Some(Mark::Unknown), _) => return Some(PartsProblem::UnknownMark(line_number)),
            (Some(Mark::Open), Some(_)) => return Some(PartsProblem::OpenedTwice(line_number)),
            (Some(Mark::Open), None) => opened = Some(line_number),
            (Some(Mark::Close), None) => return Some(PartsProblem::NotOpened(line_number)),
            (Some(Mark::Close), Some(_)) => opened = None,
        }
    }
    opened.map(PartsProblem::NotClosed)
}
