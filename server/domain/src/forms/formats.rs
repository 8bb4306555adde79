//! Reading the things people type in many ways into the one way they are stored. Each answers `None` (or a
//! reason) when the text is no such thing; each takes text already trimmed.

/// RFC 5321, section 4.5.3.1.3: a path of 256 with its two angle brackets.
pub const LONGEST_EMAIL: usize = 254;

/// Where web addresses stop working everywhere.
const LONGEST_WEBSITE: usize = 2_000;

/// Digits an `f64` still compares exactly.
const MOST_DIGITS: usize = 15;

/// An e-mail address: one `@`, a sensible part on either side. Only sending to it proves it.
pub fn email(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let local_fits = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && !local.contains(|c: char| {
            c.is_whitespace() || c.is_control() || "@,;:<>()[]\\\"".contains(c)
        });
    (text.len() <= LONGEST_EMAIL && local_fits && is_domain(domain)).then(|| text.to_owned())
}

/// Two labels or more, the last not a number.
fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let label_fits = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let last = labels.last().copied().unwrap_or_default();
    labels.len() >= 2
        && labels.iter().all(label_fits)
        && last.chars().count() >= 2
        && last.chars().any(|c| !c.is_ascii_digit())
}

/// A telephone number, UK or international, kept as typed but for spare spaces. Spaces, brackets, hyphens,
/// dots and an extension are all right.
pub fn telephone(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let main = ["extension", "ext.", "ext", "x", "#"]
        .iter()
        .find_map(|word| {
            let (main, extension) = lower.split_once(word)?;
            let extension = extension.trim();
            let fits = !extension.is_empty() && extension.len() <= 8;
            Some(
                if fits && extension.bytes().all(|byte| byte.is_ascii_digit()) {
                    main
                } else {
                    ""
                },
            )
        })
        .unwrap_or(&lower);
    let main = main.trim();
    let plain = main.strip_prefix('+').unwrap_or(main);
    if !plain
        .chars()
        .all(|c| c.is_ascii_digit() || " ()-–./\u{a0}".contains(c))
    {
        return None;
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let at_home = !main.starts_with('+') && digits.starts_with('0') && !digits.starts_with("00");
    // A UK number has ten or eleven figures with its leading 0; E.164 allows fifteen at most.
    let fits = if at_home {
        (10..=11).contains(&digits.len())
    } else {
        (7..=15).contains(&digits.len())
    };
    fits.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A postcode in the Post Office's form, `AB1 2CD`, whatever its case and spaces. Only the shape is checked.
pub fn postcode(text: &str) -> Option<String> {
    let letters: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"-–.,".contains(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if !letters.is_ascii() || !(5..=7).contains(&letters.len()) {
        return None;
    }
    let (outward, inward) = letters.split_at(letters.len() - 3);
    let shape = |part: &str| -> String {
        let kind = |c: char| {
            if c.is_ascii_digit() {
                '9'
            } else if c.is_ascii_uppercase() {
                'A'
            } else {
                '?'
            }
        };
        part.chars().map(kind).collect()
    };
    let outward_fits =
        ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].contains(&shape(outward).as_str());
    let fits = (outward_fits && shape(inward) == "9AA") || letters == "GIR0AA";
    fits.then(|| format!("{outward} {inward}"))
}

/// A web address; `https://` is put in front of one without a scheme. Only `http` and `https`, because it
/// becomes a link for staff to follow.
pub fn website(text: &str) -> Option<String> {
    let spelled = text
        .get(..8)
        .map(str::to_ascii_lowercase)
        .unwrap_or_else(|| text.to_ascii_lowercase());
    let (scheme, rest) = if spelled.starts_with("https://") {
        ("https://", text.get(8..)?)
    } else if spelled.starts_with("http://") {
        ("http://", text.get(7..)?)
    } else {
        ("https://", text)
    };
    if text.len() > LONGEST_WEBSITE
        || rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\".contains(c))
    {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let port_fits = !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u16>().is_ok();
    (port_fits && is_domain(host)).then(|| format!("{scheme}{rest}"))
}

/// Why text is not the number asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNumber {
    NotANumber,
    TooManyDigits,
}

/// A number as `-12.50`: spaces, thousands commas and the prefix and suffix shown beside the control are
/// taken off; figures after the point stay as typed.
pub fn number(text: &str, prefix: &str, suffix: &str) -> Result<String, NotNumber> {
    let mut rest: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .map(|c| if c == '−' || c == '–' { '-' } else { c })
        .collect();
    let mut negative = false;
    // The minus may stand before or after the pound sign.
    let unspaced = |mark: &str| mark.split_whitespace().collect::<String>();
    for mark in ["-", "£", &unspaced(prefix), "-"] {
        if let Some(after) = rest.strip_prefix(mark).filter(|_| !mark.is_empty()) {
            if mark == "-" && negative {
                return Err(NotNumber::NotANumber);
            }
            negative |= mark == "-";
            rest = after.to_owned();
        }
    }
    if let Some(before) = rest.strip_suffix(unspaced(suffix).as_str()) {
        rest = before.to_owned();
    }
    canonical(&rest, negative)
}

fn canonical(digits: &str, negative: bool) -> Result<String, NotNumber> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = whole
        .bytes()
        .chain(fraction.bytes())
        .all(|byte| byte.is_ascii_digit());
    if !all_digits || (whole.is_empty() && fraction.is_empty()) || digits.ends_with('.') {
        return Err(NotNumber::NotANumber);
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() + fraction.len() > MOST_DIGITS {
        return Err(NotNumber::TooManyDigits);
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let zero = whole == "0" && fraction.bytes().all(|byte| byte == b'0');
    let sign = if negative && !zero { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Ok(format!("{sign}{whole}{point}{fraction}"))
}

/// A month as its number, or its name or the start of its name (three letters or more) in English or Welsh.
pub fn month(text: &str) -> Option<time::Month> {
    const NAMES: [(&str, &str); 12] = [
        ("january", "ionawr"),
        ("february", "chwefror"),
        ("march", "mawrth"),
        ("april", "ebrill"),
        ("may", "mai"),
        ("june", "mehefin"),
        ("july", "gorffennaf"),
        ("august", "awst"),
        ("september", "medi"),
        ("october", "hydref"),
        ("november", "tachwedd"),
        ("december", "rhagfyr"),
    ];
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return time::Month::try_from(text.parse::<u8>().ok()?).ok();
    }
    let typed = text.trim_end_matches('.').to_lowercase();
    let position = NAMES.iter().position(|(english, welsh)| {
        typed.len() >= 3 && (english.starts_with(&typed) || welsh.starts_with(&typed))
    })?;
    time::Month::try_from(u8::try_from(position + 1).ok()?).ok()
}
