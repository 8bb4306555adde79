//! Markdown becomes HTML in the Design System's classes. HTML in the text is shown as it was typed and never used, and
//! pictures are left out but for their words: they would have a resident's browser tell other sites which page they are
//! on. Headings begin below the page's own and never leave a level out, whichever parts are left out.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Readers, parts};

/// A part of an article, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedPart {
    pub is_for_staff: bool,
    /// Safe HTML.
    pub html: String,
}

/// The highest level of a heading in an article: the page's own is 1.
const FIRST_LEVEL: usize = 2;

/// The parts of a text that these readers may read.
pub fn render(text: &str, readers: Readers) -> Vec<RenderedPart> {
    let mut headings = Headings::default();
    let parts = parts(text).into_iter();
    parts
        .filter(|part| !part.is_for_staff || readers != Readers::Residents)
        .map(|part| RenderedPart {
            is_for_staff: part.is_for_staff,
            html: html(&part.text, &mut headings),
        })
        .collect()
}

/// The words of one part without its marks.
pub fn plain(markdown: &str) -> String {
    let mut words = String::new();
    for event in parse(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::End(_) => words.push(' '),
            _ => {}
        }
    }
    words
}

fn parse(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_SMART_PUNCTUATION)
}

/// The headings that the one to come stands below, by the levels they were written with.
#[derive(Default)]
struct Headings(Vec<usize>);

impl Headings {
    /// The level to show the next heading with.
    fn next(&mut self, written: usize) -> usize {
        while self.0.last().is_some_and(|above| *above >= written) {
            self.0.pop();
        }
        self.0.push(written);
        (FIRST_LEVEL + self.0.len() - 1).min(6)
    }
}

fn html(markdown: &str, headings: &mut Headings) -> String {
    let mut writer = Writer {
        html: String::with_capacity(markdown.len() * 2),
        ends: Vec::new(),
    };
    for event in parse(markdown) {
        match event {
            Event::Start(tag) => writer.start(tag, headings),
            Event::End(tag) => writer.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => writer.text(&text),
            Event::Code(text) => {
                writer.html.push_str("<code>");
                writer.text(&text);
                writer.html.push_str("</code>");
            }
            Event::SoftBreak => writer.html.push('\n'),
            Event::HardBreak => writer.html.push_str("<br>"),
            Event::Rule => writer
                .html
                .push_str("<hr class=\"govuk-section-break govuk-section-break--m govuk-section-break--visible\">"),
            // Extensions that are not turned on.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }
    writer.html
}

struct Writer {
    html: String,
    /// What ends each element that is open.
    ends: Vec<String>,
}

impl Writer {
    fn start(&mut self, tag: Tag<'_>, headings: &mut Headings) {
        let (start, end) = match tag {
            Tag::Paragraph => ("<p class=\"govuk-body\">".to_owned(), "</p>\n".to_owned()),
            // What looks like HTML is words.
            Tag::HtmlBlock => ("<p class=\"govuk-body\">".to_owned(), "</p>\n".to_owned()),
            Tag::Heading { level, .. } => {
                let level = headings.next(level as usize);
                let size = if level == FIRST_LEVEL { "m" } else { "s" };
                (
                    format!("<h{level} class=\"govuk-heading-{size}\">"),
                    format!("</h{level}>\n"),
                )
            }
            Tag::BlockQuote(_) => (
                "<div class=\"govuk-inset-text\">".to_owned(),
                "</div>\n".to_owned(),
            ),
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                ("<pre><code>".to_owned(), "</code></pre>\n".to_owned())
            }
            Tag::List(None) => (
                "<ul class=\"govuk-list govuk-list--bullet\">\n".to_owned(),
                "</ul>\n".to_owned(),
            ),
            Tag::List(Some(first)) => {
                let start = match first {
                    1 => String::new(),
                    first => format!(" start=\"{first}\""),
                };
                (
                    format!("<ol class=\"govuk-list govuk-list--number\"{start}>\n"),
                    "</ol>\n".to_owned(),
                )
            }
            Tag::Item => ("<li>".to_owned(), "</li>\n".to_owned()),
            Tag::Emphasis => ("<em>".to_owned(), "</em>".to_owned()),
            Tag::Strong => ("<strong>".to_owned(), "</strong>".to_owned()),
            Tag::Link { dest_url, .. } => match link(&dest_url) {
                Some(start) => (start, "</a>".to_owned()),
                None => (String::new(), String::new()),
            },
            // A picture's words stand for it; extensions are not turned on.
            _ => (String::new(), String::new()),
        };
        self.html.push_str(&start);
        self.ends.push(end);
    }

    fn end(&mut self, _: TagEnd) {
        let end = self.ends.pop().unwrap_or_default();
        self.html.push_str(&end);
    }

    fn text(&mut self, text: &str) {
        escape(text, &mut self.html);
    }
}

/// A link's beginning, where it leads to a place that a council links to.
fn link(address: &str) -> Option<String> {
    let start = address.to_ascii_lowercase();
    let is_outside = start.starts_with("https://") || start.starts_with("http://");
    let is_ours = start.starts_with('#') || start.starts_with('/') && !start.starts_with("//");
    let is_contact = start.starts_with("mailto:") || start.starts_with("tel:");
    // A browser reads a backslash as a slash, and so another site's name where we read a path.
    let is_odd = address
        .chars()
        .any(|letter| letter.is_control() || letter == '\\');
    if is_odd || !(is_outside || is_ours || is_contact) {
        return None;
    }
    let mut html = "<a class=\"govuk-link\" href=\"".to_owned();
    escape(address, &mut html);
    html.push('"');
    if is_outside {
        html.push_str(" rel=\"noopener noreferrer\"");
    }
    html.push('>');
    Some(html)
}

fn escape(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            letter => html.push(letter),
        }
    }
}
