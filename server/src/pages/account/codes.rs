//! Codes that prove to whom something belongs: sent to an address that the council has from elsewhere, typed in the
//! browser that asked. The page is the same whether or not there was anywhere to send one.

use axum::{http::StatusCode, response::Response};
use guildhall_app::{
    emails::CheckCode,
    pages::{account::claims as views, small_form::SmallForm},
    wording::text,
};
use guildhall_database::Connection;
use guildhall_domain::{accounts::Means, forms::Typed, text::Language};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    access::Resident,
    emails::{self, Recipient},
    error::Result,
    page::Frame,
    pages::small_forms::{again, line},
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    text_messages,
    tokens::{self, Purpose, Tried, Whose},
};

/// What a code is typed for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proof {
    purpose: Purpose,
    /// The key of what the message says it is for.
    words: &'static str,
    /// The page that asks for one; below it is the page to type it in.
    page: &'static str,
}

/// Claims a case that was sent without signing in.
pub(super) const CLAIM: Proof = Proof {
    purpose: tokens::CLAIM,
    words: "code-purpose-claim",
    page: "/account/claim",
};
/// Joins the account to the council's own record of the same person.
pub(super) const JOIN: Proof = Proof {
    purpose: tokens::JOIN,
    words: "code-purpose-join",
    page: "/account/record",
};

impl Proof {
    /// Makes a code that does this, sends it if there is anywhere to send it, and returns where to type it.
    pub async fn send(
        self,
        state: &AppState,
        resident: &Resident,
        does: &impl Serialize,
        to: Option<(Means, String)>,
    ) -> Result<String> {
        let now = state.clock.now();
        let mut transaction = state.database.begin().await?;
        let whose = (Whose::Account(resident.holder()), resident.visitor.id());
        let code = tokens::make_code(&mut transaction, self.purpose, whose, does, now).await?;
        if let Some((means, address)) = to {
            self.queue(&mut transaction, state, code.digits, means, address)
                .await?;
        }
        transaction.commit().await?;
        Ok(self.place(&code.ticket))
    }

    async fn queue(
        self,
        connection: &mut Connection,
        state: &AppState,
        code: String,
        means: Means,
        address: String,
    ) -> Result<()> {
        let message = CheckCode {
            code,
            minutes: self.purpose.lifetime.whole_minutes(),
            purpose: text(self.words),
        };
        let to = Recipient::new(address, Language::English);
        match means {
            Means::Email => emails::queue(connection, state, &to, &message).await?,
            Means::Telephone => text_messages::queue(connection, state, &to, &message).await?,
        };
        Ok(())
    }

    fn place(self, ticket: &str) -> String {
        format!("{}/{ticket}", self.page)
    }

    /// The page to type the code in.
    pub fn show(self, resident: &Resident, frame: Frame, ticket: &str) -> Response {
        let form = SmallForm::empty(resident.visitor.csrf());
        frame.show(|| views::code(&form, self.place(ticket), self.page))
    }

    /// What came of the code that was typed.
    pub async fn read<T: DeserializeOwned>(
        self,
        state: &AppState,
        resident: &Resident,
        caller: &Caller,
        (ticket, typed): (&str, &Typed),
    ) -> Result<Tried<T>> {
        let account = resident.identity.id.to_string();
        rate_limits::count(state, Credential::Token, &account, caller).await?;
        let digits = line(typed, "code");
        let mut connection = state.database.write().await?;
        let (visitor, now) = (resident.visitor.id(), state.clock.now());
        let typed = (ticket, digits.as_str());
        let whose = (resident.holder(), visitor);
        tokens::try_code(&mut connection, self.purpose, typed, whose, now).await
    }

    /// The page to type the code in again, after one that was not the one we sent.
    pub fn wrong(self, resident: &Resident, frame: Frame, ticket: &str, typed: &Typed) -> Response {
        let key = if line(typed, "code").is_empty() {
            "code-empty"
        } else {
            "code-not-right"
        };
        let form = again(resident.visitor.csrf(), typed, &[], vec![("code", key)]);
        frame.invalid(|| views::code(&form, self.place(ticket), self.page))
    }

    /// The page that says that a code is worth nothing any more.
    pub fn over(self, frame: Frame) -> Response {
        frame.answer(StatusCode::NOT_FOUND, || views::code_over(self.page))
    }
}
