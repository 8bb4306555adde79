//! Several lines of text with a limit.

use leptos::prelude::*;
use serde::Deserialize;

use super::options::{classes, present};
use super::{Attributes, ErrorMessage, FormGroup, Hint, Html, Label, Plain, Textarea};

/// Several lines of text with a limit. The limit is said below; a script counts down to it, and nothing stops the typing,
/// so that a person can paste and then shorten.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CharacterCount {
    /// The element's id; the name unless given.
    pub id: Plain,
    /// The name sent with the form.
    pub name: Plain,
    /// What is asked.
    pub label: Option<Label>,
    /// Help with the question.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error_message: Option<ErrorMessage>,
    /// What was typed before.
    pub value: Plain,
    /// How many lines it is high; 5 unless given.
    pub rows: Option<u16>,
    /// How many characters at most.
    pub maxlength: Option<u32>,
    /// How many words at most, instead of characters.
    pub maxwords: Option<u32>,
    /// How full it is, in per cent, when the count appears.
    pub threshold: Option<u8>,
    /// What is counted, for example `words`; from the limit unless given.
    pub count_type: Plain,
    /// Whether the browser checks the spelling.
    pub spellcheck: Option<bool>,
    /// Says the limit, with `%{count}` in place of the number.
    pub textarea_description_text: Plain,
    /// What a script says below the limit, by plural form.
    pub characters_under_limit_text: Attributes,
    /// What a script says at the limit.
    pub characters_at_limit_text: Plain,
    /// What a script says above the limit, by plural form.
    pub characters_over_limit_text: Attributes,
    /// What a script says below the limit of words, by plural form.
    pub words_under_limit_text: Attributes,
    /// What a script says at the limit of words.
    pub words_at_limit_text: Plain,
    /// What a script says above the limit of words, by plural form.
    pub words_over_limit_text: Attributes,
    /// The line with the count.
    pub count_message: CountMessage,
    /// The element around everything.
    pub form_group: FormGroup,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// The line with the count.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CountMessage {
    /// Extra classes.
    pub classes: Plain,
}

component!(CharacterCount);
described!(CharacterCount);

impl CharacterCount {
    /// A text area of at most this many characters, sent under this name, which is also its id.
    pub fn new(name: impl Into<Plain>, label: impl Into<Label>, maxlength: u32) -> Self {
        Self {
            name: name.into(),
            label: Some(label.into()),
            maxlength: Some(maxlength),
            ..Self::default()
        }
    }

    /// A text area of at most this many words.
    pub fn of_words(name: impl Into<Plain>, label: impl Into<Label>, maxwords: u32) -> Self {
        Self {
            name: name.into(),
            label: Some(label.into()),
            maxwords: Some(maxwords),
            ..Self::default()
        }
    }

    /// Gives the element an id of its own.
    #[must_use]
    pub fn id(mut self, id: impl Into<Plain>) -> Self {
        self.id = id.into();
        self
    }

    /// Shows what was typed before.
    #[must_use]
    pub fn value(mut self, value: impl Into<Plain>) -> Self {
        self.value = value.into();
        self
    }

    /// Says how many lines it is high.
    #[must_use]
    pub fn rows(mut self, rows: u16) -> Self {
        self.rows = Some(rows);
        self
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let id = if self.id.is_empty() {
            self.name.clone()
        } else {
            self.id
        };
        let info_id: Plain = [&id, "-info"].concat().into();
        let count_type = if self.count_type.is_empty() && self.maxwords.is_some() {
            "words".into()
        } else {
            self.count_type
        };
        let limit = self.maxwords.or(self.maxlength);
        let mut attributes = Attributes::from([("data-module", "govuk-character-count")]);
        let mut set = |name: &'static str, value: Option<Plain>| {
            if let Some(value) = value {
                attributes.push(name, value);
            }
        };
        set("data-maxlength", self.maxlength.map(number));
        set("data-maxwords", self.maxwords.map(number));
        set(
            "data-threshold",
            self.threshold.map(|threshold| number(threshold.into())),
        );
        let description = match limit {
            Some(limit) => {
                let sentence = match present(self.textarea_description_text) {
                    Some(sentence) => sentence.into_owned(),
                    None if count_type == "words" => {
                        crate::wording::text("component-character-count-words")
                    }
                    None => crate::wording::text("component-character-count-characters"),
                };
                sentence.replace("%{count}", &number(limit)).into()
            }
            None => {
                // Only a script can know the limit, and it fills in the sentence.
                set(
                    "data-i18n.textarea-description.other",
                    present(self.textarea_description_text),
                );
                Plain::default()
            }
        };
        set("data-count-type", present(count_type));
        set(
            "data-i18n.characters-at-limit",
            present(self.characters_at_limit_text),
        );
        set(
            "data-i18n.words-at-limit",
            present(self.words_at_limit_text),
        );
        attributes.extend(
            "data-i18n.characters-under-limit.",
            self.characters_under_limit_text,
        );
        attributes.extend(
            "data-i18n.characters-over-limit.",
            self.characters_over_limit_text,
        );
        attributes.extend("data-i18n.words-under-limit.", self.words_under_limit_text);
        attributes.extend("data-i18n.words-over-limit.", self.words_over_limit_text);
        attributes.extend("", self.form_group.attributes);
        let message = Hint {
            id: info_id.clone(),
            text: description,
            classes: classes(
                "govuk-character-count__message",
                [&self.count_message.classes],
            ),
            ..Hint::default()
        };
        Textarea {
            id,
            name: self.name,
            label: self.label,
            hint: self.hint,
            error_message: self.error_message,
            value: self.value,
            rows: self.rows,
            spellcheck: self.spellcheck,
            described_by: info_id,
            form_group: FormGroup {
                classes: classes("govuk-character-count", [&self.form_group.classes]),
                attributes,
                before_input: self.form_group.before_input,
                after_input: Html::view((message.view(), self.form_group.after_input.show())),
            },
            classes: classes("govuk-js-character-count", [&self.classes]),
            attributes: self.attributes,
            ..Textarea::default()
        }
        .view()
    }
}

fn number(number: u32) -> Plain {
    number.to_string().into()
}
