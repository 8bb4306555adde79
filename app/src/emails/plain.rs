//! The text of every message, for programs that show no HTML and for people who want none.

use super::{Block, Sender};
use crate::wording::text as words;

pub(super) fn text(body: &[Block], sender: &Sender) -> String {
    let mut parts: Vec<String> = body.iter().map(block).collect();
    parts.push(format!(
        "-- \n{}\n{}: {}\n{}: {}\n{}",
        sender.council,
        words("email-footer-telephone"),
        sender.telephone,
        words("email-footer-email"),
        sender.email,
        sender.address,
    ));
    parts.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(words) | Block::Code(words) => words.clone(),
        Block::Heading(words) => format!("{words}\n{}", "-".repeat(words.chars().count())),
        Block::List(lines) => {
            let lines: Vec<_> = lines.iter().map(|line| format!("- {line}")).collect();
            lines.join("\n")
        }
        Block::Action { label, link } => format!("{label}:\n{link}"),
        Block::Html(html) => of_html(html),
    }
}

/// What sanitised HTML says, without its marks: a blank line between blocks, a hyphen before list items, and each
/// link's address after its words.
fn of_html(html: &str) -> String {
    let mut text = String::new();
    let mut link: Option<String> = None;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_words(&mut text, &rest[..start]);
        let Some(length) = rest[start..].find('>') else {
            rest = "";
            break;
        };
        let tag = &rest[start + 1..start + length];
        rest = &rest[start + length + 1..];
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match (name.as_str(), tag.starts_with('/')) {
            ("a", false) => link = address(tag),
            ("a", true) => {
                if let Some(address) = link.take() {
                    text.push_str(" (");
                    text.push_str(&address);
                    text.push(')');
                }
            }
            ("br", _) => break_line(&mut text, 1),
            ("li", false) => {
                break_line(&mut text, 1);
                text.push_str("- ");
            }
            ("p" | "div" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table", _) => {
                break_line(&mut text, 2);
            }
            ("tr", _) => break_line(&mut text, 1),
            _ => {}
        }
    }
    push_words(&mut text, rest);
    text.trim().to_owned()
}

/// Where a link's tag leads.
fn address(tag: &str) -> Option<String> {
    let (_, after) = tag.split_once("href=\"")?;
    let (address, _) = after.split_once('"')?;
    Some(unescaped(address))
}

/// Adds words with their spaces run together, as a browser shows them.
fn push_words(text: &mut String, html: &str) {
    let words = unescaped(html);
    let begins_apart = words.starts_with(char::is_whitespace);
    let ends_apart = words.ends_with(char::is_whitespace);
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_at_start = text.is_empty() || text.ends_with(char::is_whitespace);
    if begins_apart && !is_at_start {
        text.push(' ');
    }
    text.push_str(&words.join(" "));
    if ends_apart && !words.is_empty() {
        text.push(' ');
    }
}

/// Ends the line, and leaves blank lines so that there are `lines` ends of line in a row.
fn break_line(text: &mut String, lines: usize) {
    let kept = text.trim_end_matches(' ').len();
    text.truncate(kept);
    if text.is_empty() {
        return;
    }
    let there = text.len() - text.trim_end_matches('\n').len();
    for _ in there..lines {
        text.push('\n');
    }
}

/// The characters that a sanitiser's escapes stand for.
fn unescaped(html: &str) -> String {
    html.replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::of_html;

    #[test]
    fn html_becomes_lines_that_say_the_same() {
        let html = "<p>We will  <strong>write</strong>\n to you &amp; call.</p><ul><li>One</li><li>Two &lt;2&gt;</li></ul>\
                    <p>See <a href=\"https://wrekinshire.example/a?b=1&amp;c=2\" rel=\"noopener\">our page</a>.<br>Bye</p>";
        assert_eq!(
            of_html(html),
            "We will write to you & call.\n\n- One\n- Two <2>\n\nSee our page (https://wrekinshire.example/a?b=1&c=2).\nBye"
        );
    }

    #[test]
    fn text_without_marks_stays_as_it_is() {
        assert_eq!(of_html("Just words"), "Just words");
        assert_eq!(of_html("cut <short"), "cut");
        assert_eq!(of_html(""), "");
    }
}
