//! Random answers, as a browser would post them: valid ones, wrong ones and rubbish.

use guildhall_domain::forms::{
    Answers, CheckedForm, Condition, DateBound, Field, FieldKind, Operator, Page, Typed, Value,
};
use time::{Date, Duration, macros::date};

mod wrong;

pub use wrong::{garbage, invalid};

/// The day on which every test happens.
pub const TODAY: Date = date!(2026 - 03 - 14);

pub type Pairs = Vec<(String, String)>;

/// A small generator of numbers (splitmix64): the seed comes from proptest, which prints it when a test fails.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).expect("it is below a usize")
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// Valid posts for all the fields; optional ones are left blank now and then.
pub fn valid_page<'form>(
    form: &CheckedForm,
    fields: impl IntoIterator<Item = &'form Field>,
    random: &mut Random,
) -> Typed {
    let mut typed = Typed::default();
    for field in fields {
        if field.optional && random.once_in(3) {
            continue;
        }
        for (name, value) in valid(form, field, random) {
            typed.push(name, value);
        }
    }
    typed
}

/// The questions a page asks now.
pub fn asked<'form>(
    form: &'form CheckedForm,
    page: &'form Page,
    progress: &guildhall_domain::forms::Progress,
) -> Vec<&'form Field> {
    let items = form.asked_items(page, progress);
    let fields = items.into_iter().filter_map(|item| match item {
        guildhall_domain::forms::Item::Field(field) => Some(field),
        guildhall_domain::forms::Item::Content(_) => None,
    });
    fields.collect()
}

/// A valid post for the field; often one that some condition of the form looks for.
pub fn valid(form: &CheckedForm, field: &Field, random: &mut Random) -> Pairs {
    if random.once_in(2) {
        let sought = sought(form, field);
        if !sought.is_empty() {
            let pairs = random.pick(&sought).clone();
            let typed: Typed = pairs.iter().cloned().collect();
            if matches!(form.read_field(field, &typed, TODAY), Ok(Some(_))) {
                return pairs;
            }
        }
    }
    any_valid(form, field, random)
}

fn any_valid(form: &CheckedForm, field: &Field, random: &mut Random) -> Pairs {
    let one = |value: String| vec![(field.name.clone(), value)];
    match &field.kind {
        FieldKind::Text { max_length, .. } | FieldKind::LongText { max_length, .. } => {
            one(words(max_length.unwrap_or(60), random))
        }
        FieldKind::Email => one(format!("resident{}@example.gov.uk", random.below(1000))),
        FieldKind::Telephone => one((*random.pick(&[
            "01632 960 001",
            "+44 (0)808 157 0192",
            "07700-900-982 ext 4",
        ]))
        .to_owned()),
        FieldKind::Website => one((*random.pick(&[
            "example.org/a?b=c",
            "http://example.org",
            "HTTPS://www.example.org.uk:8080/",
        ]))
        .to_owned()),
        FieldKind::Number {
            min,
            max,
            decimal_places,
            ..
        } => one(number(*min, *max, *decimal_places, random)),
        FieldKind::YesNo => one((*random.pick(&["yes", "no"])).to_owned()),
        FieldKind::Radios { .. } | FieldKind::Select { .. } | FieldKind::Autocomplete { .. } => {
            one(random.pick(form.choices(field)).value.clone())
        }
        FieldKind::Checkboxes { .. } => checkboxes(form, field, random),
        FieldKind::Date { earliest, latest } => {
            date_between(field, earliest.as_ref(), latest.as_ref(), random)
        }
        FieldKind::Address => address(field, random),
    }
}

fn words(limit: u32, random: &mut Random) -> String {
    let words = [
        "Mill",
        "Lane",
        "siŵr",
        "bin",
        "n° 7",
        "o’clock",
        "<b>",
        "&",
        "42",
    ];
    let text: Vec<&str> = (0..=random.below(8))
        .map(|_| *random.pick(&words))
        .collect();
    let text: String = text.join(" ").chars().take(limit as usize).collect();
    if text.trim().is_empty() {
        "x".to_owned()
    } else {
        text
    }
}

fn number(
    min: Option<f64>,
    max: Option<f64>,
    decimal_places: Option<u8>,
    random: &mut Random,
) -> String {
    let low = min
        .unwrap_or_else(|| max.map_or(0.0, |max| max - 1000.0))
        .ceil();
    let high = max.unwrap_or(low + 5000.0).floor().max(low);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "forms have small numbers"
    )]
    let span = (high - low).min(1e9) as usize;
    #[expect(clippy::cast_precision_loss, reason = "forms have small numbers")]
    let value = low + random.below(span + 1) as f64;
    let fraction = decimal_places != Some(0) && value < high && random.once_in(3);
    let point = match decimal_places {
        _ if !fraction => "",
        Some(1) => ".5",
        _ => ".25",
    };
    format!("{}{value}{point}", random.pick(&["", " ", "£"]))
}

fn checkboxes(form: &CheckedForm, field: &Field, random: &mut Random) -> Pairs {
    let choices = form.choices(field);
    let several: Vec<_> = choices
        .iter()
        .filter(|choice| !choice.exclusive && random.once_in(2))
        .collect();
    let chosen = if several.is_empty() {
        vec![random.pick(choices)]
    } else {
        several
    };
    chosen
        .into_iter()
        .map(|choice| (field.name.clone(), choice.value.clone()))
        .collect()
}

fn date_between(
    field: &Field,
    earliest: Option<&DateBound>,
    latest: Option<&DateBound>,
    random: &mut Random,
) -> Pairs {
    let first = earliest.map(|bound| bound.date(TODAY));
    let last = latest.map(|bound| bound.date(TODAY));
    let first = first.unwrap_or_else(|| last.unwrap_or(TODAY) - Duration::days(400));
    let last = last.unwrap_or(first + Duration::days(800));
    let days = usize::try_from((last - first).whole_days()).unwrap_or(0);
    let day = first + Duration::days(i64::try_from(random.below(days + 1)).expect("a few days"));
    let month = [
        u8::from(day.month()).to_string(),
        day.month().to_string()[..3].to_lowercase(),
    ];
    let parts = [
        day.day().to_string(),
        random.pick(&month).clone(),
        day.year().to_string(),
    ];
    field.controls().into_iter().zip(parts).collect()
}

fn address(field: &Field, random: &mut Random) -> Pairs {
    let postcode = random.pick(&["tf2 9jf", "SW1A1AA", " m1 1ae "]);
    let lines = ["12 Mill Lane", "", "Wrekin", "", postcode];
    field
        .controls()
        .into_iter()
        .zip(lines.map(str::to_owned))
        .collect()
}

/// What conditions of the form look for in the field, as it would be typed.
fn sought(form: &CheckedForm, field: &Field) -> Vec<Pairs> {
    let pages = &form.form().pages;
    let routes = pages
        .iter()
        .flat_map(|page| &page.next)
        .filter_map(|route| route.when.as_ref());
    let skips = pages.iter().filter_map(|page| page.when.as_ref());
    let fields = pages
        .iter()
        .flat_map(Page::fields)
        .filter_map(|field| field.when.as_ref());
    let comparisons = routes
        .chain(skips)
        .chain(fields)
        .flat_map(Condition::comparisons);
    let comparisons = comparisons.filter(|comparison| comparison.field == field.name);
    comparisons
        .flat_map(|comparison| sought_by(&comparison.operator, field))
        .collect()
}

fn sought_by(operator: &Operator, field: &Field) -> Vec<Pairs> {
    let around = |number: &f64| {
        [number - 1.0, *number, number + 1.0]
            .map(|value| value.to_string())
            .to_vec()
    };
    let long = |length: &u32| {
        [*length, length.saturating_add(1), length.saturating_sub(1)]
            .map(|length| "a".repeat(length as usize))
            .to_vec()
    };
    let texts = match operator {
        Operator::Is(Value::YesNo(_)) | Operator::IsNot(Value::YesNo(_)) => {
            vec!["yes".into(), "no".into()]
        }
        Operator::Is(value) | Operator::IsNot(value) => vec![value.to_string()],
        Operator::Contains(value) | Operator::DoesNotContain(value) => vec![value.clone()],
        Operator::MoreThan(bound)
        | Operator::LessThan(bound)
        | Operator::AtLeast(bound)
        | Operator::AtMost(bound) => around(bound),
        Operator::LongerThan(length) | Operator::ShorterThan(length) => long(length),
        Operator::Before(date) | Operator::After(date) => {
            return [-1, 0, 1]
                .map(|days| date_pairs(field, *date + Duration::days(days)))
                .to_vec();
        }
        Operator::Answered(_) => Vec::new(),
    };
    texts
        .into_iter()
        .map(|text| vec![(field.name.clone(), text)])
        .collect()
}

fn date_pairs(field: &Field, date: Date) -> Pairs {
    let parts = [
        date.day().to_string(),
        u8::from(date.month()).to_string(),
        date.year().to_string(),
    ];
    field.controls().into_iter().zip(parts).collect()
}

/// What is in the answers, posted again.
pub fn again(fields: &[&Field], answers: &Answers) -> Typed {
    Typed::from_answers(fields.iter().copied(), answers)
}
