//! Making HTML from outside safe to show: no scripts, no styles, no forms; classes only of the Design System.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::Builder;

use super::form::{Content, Form, Item};
use crate::text::Text;

static GUIDANCE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    // Pictures would have a resident's browser tell other sites which page they are on.
    builder.rm_tags(["img", "map", "area"]);
    builder.add_generic_attributes(["class"]);
    builder.link_rel(Some("noopener noreferrer"));
    builder.url_relative(ammonia::UrlRelative::PassThrough);
    builder.attribute_filter(|_, attribute, value| match attribute {
        "class" => govuk_classes(value).map(Cow::Owned),
        _ => Some(Cow::Borrowed(value)),
    });
    builder
});

static NO_MARKUP: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder.tags(HashSet::new()).tag_attributes(HashMap::new());
    builder
});

/// HTML as it may be stored and shown: the tags of guidance, links with `rel="noopener noreferrer"`, classes
/// that start with `govuk-`.
pub fn sanitise(html: &str) -> String {
    GUIDANCE.clean(html).to_string()
}

/// The words of HTML without its tags, spaces run together.
pub fn words_only(html: &str) -> String {
    let spaced = html.replace('<', " <");
    let escaped = NO_MARKUP.clean(&spaced).to_string();
    let text = escaped
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .replace(" .", ".")
        .replace(" ,", ",")
        .replace(" )", ")")
        .replace("( ", "(")
}

/// The same for words in every language.
pub fn sanitise_text(text: &mut Text) {
    match text {
        Text::Plain(html) => *html = sanitise(html),
        Text::Translated(texts) => texts.values_mut().for_each(|html| *html = sanitise(html)),
    }
}

/// Every piece of HTML in a form: for forms that come from people, before they are checked and stored.
pub fn sanitise_form(form: &mut Form) {
    let items = form.pages.iter_mut().flat_map(|page| &mut page.items);
    for item in items {
        if let Item::Content(
            Content::Html { html } | Content::Details { html, .. } | Content::Inset { html },
        ) = item
        {
            sanitise_text(html);
        }
    }
}

impl crate::services::Service {
    /// Every piece of HTML in it made safe.
    pub fn sanitise(&mut self) {
        sanitise_text(&mut self.before_you_start);
        sanitise_text(&mut self.declaration);
        sanitise_text(&mut self.what_happens_next);
    }
}

fn govuk_classes(classes: &str) -> Option<String> {
    let kept: Vec<&str> = classes
        .split_whitespace()
        .filter(|class| class.starts_with("govuk-") && *class != "govuk-!")
        .collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_styles_and_strange_classes_go_and_guidance_stays() {
        let html = "<p class=\"govuk-body evil\" style=\"color:red\" onclick=\"x()\">See <a href=\"https://a.uk\" \
                    target=\"_blank\">this</a><script>alert(1)</script></p><a href=\"javascript:x\">no</a>";
        let clean = "<p class=\"govuk-body\">See <a href=\"https://a.uk\" rel=\"noopener noreferrer\">this</a></p>\
                     <a rel=\"noopener noreferrer\">no</a>";
        assert_eq!(sanitise(html), clean);
        assert_eq!(sanitise(clean), clean, "a second time changes nothing");
    }

    #[test]
    fn words_lose_their_tags() {
        assert_eq!(
            words_only("<label>Up to <b>£2m</b>.<br>Use &amp; enjoy</label>"),
            "Up to £2m. Use & enjoy"
        );
    }
}
