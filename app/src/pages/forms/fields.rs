//! A question becomes its control.

use guildhall_domain::{
    forms::{Choice as FormChoice, Field, FieldKind},
    text::Text,
};
use leptos::prelude::*;

use super::{
    known::KnownNote,
    messages,
    question::{Heading, QuestionPage, label_words},
};
use crate::{
    components::{
        CharacterCount, Checkboxes, Choice, DateInput, Fieldset, Input, Label, Legend, Radios,
        Select, SelectItem, Textarea,
    },
    wording::{said, text},
};

/// A question's control, with what was typed in it and what is wrong with that.
pub(super) fn control(question: &QuestionPage<'_>, field: &Field, heading: Heading) -> AnyView {
    let name = field.name.clone();
    let hint = hint(question, field);
    let error = own_error(question, field);
    let typed = question.typed.first(&name).unwrap_or_default().to_owned();
    let input = |kind: &'static str| {
        let token = field.autocomplete.clone().unwrap_or_default();
        Input::new(name.clone(), label(field, heading))
            .hint(hint.clone())
            .error(error.clone())
            .value(typed.clone())
            .kind(kind)
            .autocomplete(token)
    };
    match &field.kind {
        FieldKind::Text { width, .. } => match width {
            Some(width) => input("text")
                .classes(format!("govuk-input--width-{width}"))
                .view(),
            None => input("text").view(),
        },
        FieldKind::Email => input("email").spellcheck(false).view(),
        FieldKind::Telephone => input("tel").classes("govuk-input--width-20").view(),
        FieldKind::Website => input("text").inputmode("url").spellcheck(false).view(),
        FieldKind::Number {
            decimal_places,
            prefix,
            suffix,
            ..
        } => {
            let mode = if *decimal_places == Some(0) {
                "numeric"
            } else {
                "decimal"
            };
            let mut number = input("text")
                .inputmode(mode)
                .spellcheck(false)
                .classes("govuk-input--width-10");
            if let Some(prefix) = filled(prefix.as_ref()) {
                number = number.prefix(prefix);
            }
            if let Some(suffix) = filled(suffix.as_ref()) {
                number = number.suffix(suffix);
            }
            number.view()
        }
        FieldKind::LongText {
            max_length,
            max_words,
            rows,
        } => {
            let rows = u16::from(rows.unwrap_or(5));
            let label = label(field, heading);
            // A count stands under the box where there is a limit.
            let counted = match (max_length, max_words) {
                (_, Some(words)) => CharacterCount::of_words(name, label, *words),
                (Some(characters), None) => CharacterCount::new(name, label, *characters),
                (None, None) => {
                    return Textarea::new(name, label)
                        .hint(hint)
                        .error(error)
                        .value(typed)
                        .rows(rows)
                        .view();
                }
            };
            counted
                .hint(hint)
                .error(error)
                .value(typed)
                .rows(rows)
                .view()
        }
        FieldKind::YesNo => {
            let choices = [
                Choice::new("yes", text("yes")),
                Choice::new("no", text("no")),
            ];
            Radios::new(name, legend(field, heading), choices)
                .hint(hint)
                .error(error)
                .value(typed)
                .inline()
                .view()
        }
        FieldKind::Radios { .. } => {
            let choices = choices(question.form.choices(field));
            Radios::new(name, legend(field, heading), choices)
                .hint(hint)
                .error(error)
                .value(typed)
                .view()
        }
        FieldKind::Checkboxes { .. } => {
            let choices = choices(question.form.choices(field));
            let chosen: Vec<String> = question.typed.all(&name).map(str::to_owned).collect();
            Checkboxes::new(name, legend(field, heading), choices)
                .hint(hint)
                .error(error)
                .values(chosen)
                .view()
        }
        FieldKind::Select { .. } | FieldKind::Autocomplete { .. } => {
            let nothing = SelectItem::new("", text("form-select-nothing"));
            let items = question.form.choices(field).iter();
            let items =
                items.map(|choice| SelectItem::new(choice.value.clone(), said(&choice.label)));
            let items: Vec<_> = std::iter::once(nothing).chain(items).collect();
            Select::new(name, label(field, heading), items)
                .hint(hint)
                .error(error)
                .value(typed)
                .view()
        }
        FieldKind::Date { .. } => date(question, field, heading, hint, error),
        FieldKind::Address => address(question, field, heading),
    }
}

/// A question's hint, and where what stands in its box comes from.
fn hint(question: &QuestionPage<'_>, field: &Field) -> Option<String> {
    let hint = field.hint.as_ref().map(said);
    let note = question.notes.get(&field.name).map(KnownNote::words);
    match (hint, note) {
        (Some(hint), Some(note)) => Some(format!("{hint} {note}")),
        (hint, note) => hint.or(note),
    }
}

fn filled(text: Option<&Text>) -> Option<String> {
    text.map(said).filter(|words| !words.is_empty())
}

fn label(field: &Field, heading: Heading) -> Label {
    let words = label_words(field);
    match heading {
        Heading::Page => Label::page_heading(words),
        Heading::Hidden => Label {
            classes: "govuk-visually-hidden".into(),
            ..Label::new(words)
        },
        Heading::Own => Label {
            classes: "govuk-label--s".into(),
            ..Label::new(words)
        },
    }
}

fn legend(field: &Field, heading: Heading) -> Legend {
    let words = label_words(field);
    match heading {
        Heading::Page => Legend::page_heading(words),
        Heading::Hidden => Legend {
            classes: "govuk-visually-hidden".into(),
            ..Legend::new(words)
        },
        Heading::Own => Legend {
            classes: "govuk-fieldset__legend--s".into(),
            ..Legend::new(words)
        },
    }
}

fn choices(choices: &[FormChoice]) -> Vec<Choice> {
    let mut shown = Vec::with_capacity(choices.len());
    for choice in choices {
        if let Some(divider) = &choice.divider {
            shown.push(Choice::divider(said(divider)));
        }
        let mut one = Choice::new(choice.value.clone(), said(&choice.label))
            .hint(choice.hint.as_ref().map(said));
        if choice.exclusive {
            one = one.exclusive();
        }
        shown.push(one);
    }
    shown
}

/// The first thing wrong with the question; an address shows each beside its own line instead.
fn own_error(question: &QuestionPage<'_>, field: &Field) -> Option<String> {
    let error = question
        .errors
        .iter()
        .find(|error| error.field == field.name)?;
    Some(messages::message(field, &error.problem))
}

fn date(
    question: &QuestionPage<'_>,
    field: &Field,
    heading: Heading,
    hint: Option<String>,
    error: Option<String>,
) -> AnyView {
    let wrong = question
        .errors
        .iter()
        .find(|error| error.field == field.name);
    let typed = |part: &str| {
        question
            .typed
            .first(&format!("{}-{part}", field.name))
            .unwrap_or_default()
            .to_owned()
    };
    let mut date = DateInput::new(field.name.clone(), legend(field, heading))
        .typed(typed("day"), typed("month"), typed("year"))
        .hint(hint)
        .error(error);
    if let Some(error) = wrong {
        let [day, month, year] = messages::date_parts(&error.problem);
        date = date.wrong(day, month, year);
    }
    if field.autocomplete.as_deref() == Some("bday") {
        date = date.birthday();
    }
    date.view()
}

fn address(question: &QuestionPage<'_>, field: &Field, heading: Heading) -> AnyView {
    let is_own = field.autocomplete.is_some();
    let line = |part: &'static str, token: &'static str, width: &'static str, optional: bool| {
        let name = format!("{}-{part}", field.name);
        let typed = question.typed.first(&name).unwrap_or_default().to_owned();
        let wrong = question.errors.iter().find(|error| error.control == name);
        let label = text(&format!(
            "address-{part}{}",
            if optional { "-optional" } else { "" }
        ));
        let line = Input::new(name, label)
            .value(typed)
            .classes(width)
            .error(wrong.map(|error| messages::message(field, &error.problem)));
        if is_own {
            line.autocomplete(token).view()
        } else {
            line.view()
        }
    };
    let lines = view! {
        {line("line-1", "address-line1", "", false)}
        {line("line-2", "address-line2", "", true)}
        {line("town", "address-level2", "govuk-!-width-two-thirds", false)}
        {line("county", "address-level1", "govuk-!-width-two-thirds", true)}
        {line("postcode", "postal-code", "govuk-input--width-10", false)}
    };
    let hint = hint(question, field);
    let hint_id = hint.as_ref().map(|_| format!("{}-hint", field.name));
    let hint = hint.map(|words| {
        view! { <div id=hint_id.clone() class="govuk-hint">{words}</div> }
    });
    let mut fieldset = Fieldset::new(legend(field, heading), view! { {hint}{lines} });
    fieldset.described_by = hint_id.unwrap_or_default().into();
    fieldset.view()
}
