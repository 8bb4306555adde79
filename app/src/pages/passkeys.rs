//! Forms that ask the browser for a passkey. The browser is asked by a script (`public/passkeys.js`), since nothing
//! else can; without scripts the form says so, and names the other ways.

use leptos::prelude::*;

use super::csrf_control;
use crate::{
    components::{Button, ErrorMessage},
    wording::{text, text_with},
};

/// What a browser is asked for.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// In JSON, as Web Authentication writes it.
    pub options: String,
    /// Where passkeys work: `https://www.wrekinshire.example`.
    pub origin: String,
}

/// A form that ends in asking for a passkey.
#[derive(Clone, Debug)]
pub struct PasskeyForm {
    pub csrf: String,
    /// The page that the form is on, which it is also sent to.
    pub action: String,
    pub ceremony: Ceremony,
    /// A new passkey is made; otherwise one is used.
    pub is_new: bool,
    /// The words on the button.
    pub button: String,
    /// What was wrong with what the browser sent.
    pub error: Option<String>,
}

impl PasskeyForm {
    /// The form, with these controls before its button.
    pub fn view(self, controls: impl IntoView + 'static) -> impl IntoView {
        let kind = if self.is_new { "add" } else { "ask" };
        let elsewhere = format!("{}{}", self.ceremony.origin, self.action);
        let button = Button {
            id: "credential".into(),
            ..Button::new(self.button)
        };
        let error = self.error.map(|words| {
            let error = ErrorMessage {
                id: "credential-error".into(),
                ..ErrorMessage::new(words)
            };
            error.view()
        });
        let button = if error.is_some() {
            Button {
                attributes: [("aria-describedby", "credential-error")].into(),
                ..button
            }
        } else {
            button
        };
        view! {
            <form
                method="post"
                action=self.action
                novalidate
                data-passkey=kind
                data-options=self.ceremony.options
                data-origin=self.ceremony.origin
            >
                {csrf_control(self.csrf)}
                <input type="hidden" name="credential" value=""/>
                {controls}
                <p class="govuk-body without-scripts">{text("passkey-needs-scripts")}</p>
                <div aria-live="polite">
                    {says("waiting", text("passkey-waiting"))}
                    {says("nothing", text("passkey-nothing"))}
                    {says("known", text("passkey-known"))}
                    {says("unknown", text("passkey-unknown"))}
                    <p class="govuk-body" data-passkey-says="elsewhere" hidden>
                        {text("passkey-elsewhere")} " "
                        <a class="govuk-link" href=elsewhere.clone()>
                            {text_with("passkey-elsewhere-link", &[("address", &elsewhere)])}
                        </a>
                    </p>
                </div>
                {error}
                <div class="needs-scripts">{button.prevent_double_click()}</div>
            </form>
        }
    }
}

/// A sentence that the script shows when it is true.
fn says(when: &'static str, words: String) -> impl IntoView {
    view! { <p class="govuk-body" data-passkey-says=when hidden>{words}</p> }
}
