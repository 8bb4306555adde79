//! What stands around a form control: the group, and the hint and error that describe the control.

use leptos::prelude::*;
use serde::Deserialize;

use super::options::classes;
use super::{Attributes, ErrorMessage, Hint, Html, Plain};

/// The element around label, hint, error and control.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormGroup {
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
    /// Shown just before the control.
    #[serde(skip)]
    pub before_input: Html,
    /// Shown just after the control, for example a count or a button.
    #[serde(skip)]
    pub after_input: Html,
}

impl FormGroup {
    /// Wraps `children`; with an error the group gets the red line at its side.
    pub(super) fn around(
        classes_given: Plain,
        attributes: Attributes,
        error: bool,
        children: AnyView,
    ) -> AnyView {
        let class = classes(
            "govuk-form-group",
            [
                if error { "govuk-form-group--error" } else { "" },
                &classes_given,
            ],
        );
        view! {
            <div {..attributes.spread()} class=class>
                {children}
            </div>
        }
        .into_any()
    }
}

/// Gives the hint and the error their ids and returns the control's `aria-describedby`, so that a screen reader
/// reads both when the control takes the focus.
pub(super) fn describe(
    id: &str,
    described_by: &str,
    hint: &mut Option<Hint>,
    error: &mut Option<ErrorMessage>,
) -> Option<Plain> {
    let mut all = described_by.to_owned();
    let mut add = |own: &mut Plain, suffix: &str| {
        let own_id = [id, suffix].concat();
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&own_id);
        *own = own_id.into();
    };
    if let Some(hint) = hint {
        add(&mut hint.id, "-hint");
    }
    if let Some(error) = error {
        add(&mut error.id, "-error");
    }
    (!all.is_empty()).then(|| all.into())
}
