//! Questions with several controls: dates and addresses.

use time::Date;

use super::{
    DatePart, FieldError, Problem,
    values::{clean, single, within},
};
use crate::forms::{
    answer::{Address, Answer},
    form::{DateBound, Field},
    formats,
    typed::{ADDRESS_PARTS, DATE_PARTS, Typed},
};

/// Characters a line of an address may have.
const LONGEST_ADDRESS_LINE: u32 = 100;

/// Characters a part of a date may have before nobody looks at it: "September" with room to spare.
const LONGEST_DATE_PART: u32 = 30;

/// The day, month and year typed, in that order.
pub fn read_date(
    field: &Field,
    typed: &Typed,
    today: Date,
    earliest: Option<&DateBound>,
    latest: Option<&DateBound>,
) -> Result<Option<Answer>, FieldError> {
    let error = |part: usize, problem| {
        field.error(&format!("{}-{}", field.name, DATE_PARTS[part]), problem)
    };
    let mut parts = [const { String::new() }; 3];
    for (index, part) in parts.iter_mut().enumerate() {
        let text = single(typed, &format!("{}-{}", field.name, DATE_PARTS[index]))
            .map_err(|problem| error(index, problem))?;
        within(text, LONGEST_DATE_PART, LONGEST_DATE_PART)
            .map_err(|_| error(index, Problem::NotARealDate))?;
        *part = clean(text, false);
    }
    if let [day, month, year] = &parts
        && month.is_empty()
        && year.is_empty()
        && let Some(whole) = whole_date(day)
    {
        parts = whole;
    }
    let missing: Vec<usize> = (0..3).filter(|part| parts[*part].is_empty()).collect();
    match missing.first() {
        Some(_) if missing.len() == 3 => return Ok(None),
        Some(first) => {
            let missing = missing.iter().map(|part| DATE_PART[*part]).collect();
            return Err(error(*first, Problem::DateIncomplete { missing }));
        }
        None => {}
    }
    let date = real_date(&parts).map_err(|(part, problem)| error(part, problem))?;
    let problem = match (earliest, latest) {
        (Some(bound), _) if date < bound.date(today) => Some(Problem::TooEarly {
            bound: bound.clone(),
            date: bound.date(today),
        }),
        (_, Some(bound)) if date > bound.date(today) => Some(Problem::TooLate {
            bound: bound.clone(),
            date: bound.date(today),
        }),
        _ => None,
    };
    match problem {
        Some(problem) => Err(error(0, problem)),
        None => Ok(Some(Answer::Date(date))),
    }
}

/// The parts of a date that was typed, or put in by a browser, all in the first box: "26/3/2026", "26 March 2026",
/// "2026-03-26".
fn whole_date(text: &str) -> Option<[String; 3]> {
    let parts = text.split(['/', '-', '.', ' ']);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let is_year_first = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    let (day, year) = if is_year_first {
        (third, first)
    } else {
        (first, third)
    };
    Some([day, second, year].map(|part| (*part).to_owned()))
}

const DATE_PART: [DatePart; 3] = [DatePart::Day, DatePart::Month, DatePart::Year];

/// The date, or which part is wrong and how. The Design System asks for years of four figures.
fn real_date([day, month, year]: &[String; 3]) -> Result<Date, (usize, Problem)> {
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let day = Some(day)
        .filter(|day| all_digits(day))
        .and_then(|day| day.parse::<u8>().ok())
        .filter(|day| (1..=31).contains(day))
        .ok_or((0, Problem::NotARealDate))?;
    let month = formats::month(month).ok_or((1, Problem::NotARealDate))?;
    if !all_digits(year) {
        return Err((2, Problem::NotARealDate));
    }
    if year.len() != 4 || year.starts_with('0') {
        return Err((2, Problem::YearNotFourFigures));
    }
    let year = year
        .parse::<i32>()
        .map_err(|_| (2, Problem::NotARealDate))?;
    Date::from_calendar_date(year, month, day).map_err(|_| (0, Problem::NotARealDate))
}

/// The parts of an address that was typed all in its first line, with commas between them and the postcode at the end:
/// "14 Quarry Row, Wrekinbridge, WR1 4QR".
fn whole_address(text: &str) -> Option<[String; 5]> {
    let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let last = parts.pop()?;
    let words: Vec<&str> = last.split_whitespace().collect();
    // A postcode is one word or two; a town may stand before it without a comma.
    let (town, postcode) = [2, 1].into_iter().find_map(|length| {
        let (town, postcode) = words.split_at_checked(words.len().checked_sub(length)?)?;
        let postcode = postcode.join(" ");
        formats::postcode(&postcode)?;
        Some((town.join(" "), postcode))
    })?;
    let town = if town.is_empty() {
        parts.pop()?.to_owned()
    } else {
        town
    };
    let (line_1, rest) = parts.split_first()?;
    let is_whole = [line_1, town.as_str()].iter().all(|part| !part.is_empty());
    is_whole.then(|| {
        let rest = rest.join(", ");
        [(*line_1).to_owned(), rest, town, String::new(), postcode]
    })
}

/// A UK address: first line, town and postcode are needed once anything is typed.
pub fn read_address(field: &Field, typed: &Typed) -> Result<Option<Answer>, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut lines = [const { String::new() }; 5];
    for (line, part) in lines.iter_mut().zip(ADDRESS_PARTS) {
        let control = format!("{}-{part}", field.name);
        let text = single(typed, &control).and_then(|text| {
            within(text, LONGEST_ADDRESS_LINE, LONGEST_ADDRESS_LINE).map(|()| text)
        });
        match text {
            Ok(text) => *line = clean(text, false),
            Err(problem) => errors.push(field.error(&control, problem)),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    if lines.iter().all(String::is_empty) && field.optional {
        return Ok(None);
    }
    if lines[1..].iter().all(String::is_empty)
        && let Some(whole) = whole_address(&lines[0])
    {
        lines = whole;
    }
    let [line_1, line_2, town, county, typed_postcode] = lines;
    let postcode = formats::postcode(&typed_postcode);
    let problems = [
        (0, line_1.is_empty(), Problem::AddressLineMissing),
        (2, town.is_empty(), Problem::TownMissing),
        (4, typed_postcode.is_empty(), Problem::PostcodeMissing),
        (
            4,
            !typed_postcode.is_empty() && postcode.is_none(),
            Problem::NotAPostcode,
        ),
    ];
    for (part, _, problem) in problems.into_iter().filter(|(_, wrong, _)| *wrong) {
        errors.push(field.error(&format!("{}-{}", field.name, ADDRESS_PARTS[part]), problem));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let postcode = postcode.unwrap_or_default();
    Ok(Some(Answer::Address(Address {
        line_1,
        line_2,
        town,
        county,
        postcode,
    })))
}
