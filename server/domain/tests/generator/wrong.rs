//! Posts that must not be taken for answers, and posts nobody meant to send.

use guildhall_domain::forms::{CheckedForm, Field, FieldKind};

use super::{Pairs, Random};

/// A post that is wrong for the field, whatever else is on the page; nothing where anything goes.
pub fn invalid(form: &CheckedForm, field: &Field, random: &mut Random) -> Option<Pairs> {
    let controls = field.controls();
    let one = |value: &str| Some(vec![(field.name.clone(), value.to_owned())]);
    if !field.optional && random.once_in(3) {
        // Not posted, blank, or nothing but what is stripped.
        let blank = *random.pick(&["", "   ", "\0", "\u{a0}\t"]);
        let pairs = controls
            .into_iter()
            .map(|control| (control, blank.to_owned()))
            .collect();
        return Some(if random.once_in(2) { pairs } else { Vec::new() });
    }
    match &field.kind {
        FieldKind::Text { max_length, .. } | FieldKind::LongText { max_length, .. } => {
            one(&"é".repeat(max_length.unwrap_or(10_000) as usize + 1))
        }
        FieldKind::Email => one(random.pick::<&str>(&[
            "a@b",
            "@example.org",
            "a b@example.org",
            "a@example..org",
            "no",
        ])),
        FieldKind::Telephone => {
            one(random.pick::<&str>(&["0", "call me", "0163296", "+123", "01632960001 ext none"]))
        }
        FieldKind::Website => one(random.pick::<&str>(&[
            "javascript:alert(1)",
            "ftp://example.org",
            "a b.org",
            "nodots",
            "https://",
        ])),
        FieldKind::Number { .. } => one(random.pick::<&str>(&[
            "ten",
            "1.2.3",
            "--1",
            "1e5",
            ".",
            "-",
            "NaN",
            "99999999999999999999",
        ])),
        FieldKind::Date { .. } => {
            let dates = [
                ["30", "2", "2024"],
                ["1", "13", "2024"],
                ["0", "1", "2024"],
                ["1", "", "2024"],
                ["1", "ja", "2024"],
                ["1", "1", "24"],
                ["+1", "1", "2024"],
            ];
            let date = random.pick(&dates);
            Some(controls.into_iter().zip(date.map(str::to_owned)).collect())
        }
        FieldKind::Address => {
            let lines = random.pick(&[
                ["1 High Street", "", "", "", "AB1 2CD"],
                ["", "", "Town", "", "AB1 2CD"],
                ["1", "", "Town", "", "nonsense"],
            ]);
            Some(controls.into_iter().zip(lines.map(str::to_owned)).collect())
        }
        FieldKind::Checkboxes { .. }
            if random.once_in(2) && form.choices(field).iter().any(|choice| choice.exclusive) =>
        {
            Some(
                form.choices(field)
                    .iter()
                    .map(|choice| (field.name.clone(), choice.value.clone()))
                    .collect(),
            )
            .filter(|all: &Pairs| all.len() > 1)
        }
        _ => one("not-one-of-the-choices"),
    }
}

/// Anything at all, under names that are the page's own and names that are not.
pub fn garbage(fields: &[&Field], random: &mut Random) -> Pairs {
    let mut names: Vec<String> = fields.iter().flat_map(|field| field.controls()).collect();
    names.extend(fields.iter().map(|field| field.name.clone()));
    names.extend(["", "not-a-field", "\0", "__proto__"].map(str::to_owned));
    let values = [
        "",
        "yes",
        "\0\0",
        "0",
        "-1",
        "1e309",
        "31",
        "2",
        "2024",
        "٣",
        "ﬁ",
        "\u{202e}abc",
        "\r\n",
        "' OR 1=1 --",
        "<script>",
        "🙂",
        "AB1 2CD",
        "ÀB1 2CD",
        "￿",
        "http://",
        "a@b.cd",
        "today",
    ];
    let mut pairs = Pairs::new();
    for _ in 0..random.below(12) {
        let name = random.pick(&names).clone();
        let value = if random.once_in(20) {
            "9".repeat(random.below(200_000))
        } else {
            (*random.pick(&values)).to_owned()
        };
        pairs.push((name, value));
    }
    pairs
}
