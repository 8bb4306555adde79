//! `GET` and `POST /desk/staff/{id}/access/{act}`: how an administrator lets somebody in (`invite`), in again (`reset`)
//! and out (`sign-out`).

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::staff::{self, Question, StaffProblem};
use guildhall_database::{Connection, Holder, NewAuditEvent, Staff as Account, Transaction};
use guildhall_domain::{
    actors::Actor,
    audit::{AuditThing, AuditVerb},
    text::Language,
};
use uuid::Uuid;

use crate::{
    access::{May, needs},
    emails::{self, Recipient, StaffInvitation, StaffSecondFactorReset},
    error::{AppError, Result},
    page::Frame,
    pages::{see, staff::factors::Factors},
    state::AppState,
    tokens::{self, Purpose, Whose},
};

/// A link with which somebody sets their account up, whichever browser they open it in.
async fn link(
    connection: &mut Connection,
    state: &AppState,
    account: &Account,
    purpose: Purpose,
) -> Result<String> {
    let whose = (Whose::Account(Holder::Staff(account.id)), Uuid::nil());
    let secret = tokens::make_link(connection, purpose, whose, &(), state.clock.now()).await?;
    Ok(state.links.to(&format!("/staff/set-up/{secret}")))
}

/// Sends somebody the link with which they set their account up, in the caller's transaction, and returns it. Those
/// that were sent before are worth nothing any more. `by` is absent where a command does it.
pub async fn invite(
    transaction: &mut Transaction,
    state: &AppState,
    account: &Account,
    by: Option<Actor>,
) -> Result<String> {
    let (purpose, now) = (tokens::STAFF_INVITATION, state.clock.now());
    tokens::forget_staff_links(transaction, purpose, account.id).await?;
    let link = link(transaction, state, account, purpose).await?;
    let message = StaffInvitation {
        name: account.name.clone(),
        link: link.clone(),
        hours: purpose.lifetime.whole_hours(),
    };
    let to = Recipient::new(&account.email, Language::English);
    emails::queue(transaction, state, &to, &message).await?;
    let invited =
        NewAuditEvent::new(by, AuditVerb::StaffInvited, AuditThing::Staff).on(account.id.0);
    transaction.add_audit_event(&invited, now).await?;
    Ok(link)
}

/// Takes somebody's second factors away, ends their sign-ins, and sends them a link to set a new one up, which asks
/// for their password. Returns the link.
pub async fn reset(
    transaction: &mut Transaction,
    state: &AppState,
    account: &Account,
    by: Option<Actor>,
) -> Result<String> {
    let (purpose, now) = (tokens::STAFF_RESET, state.clock.now());
    let holder = Holder::Staff(account.id);
    transaction.lock_staff(account.id).await?;
    transaction.remove_passkeys(holder).await?;
    transaction.remove_authenticator_apps(account.id).await?;
    transaction.end_sign_ins(holder, None).await?;
    transaction.delete_tokens_of(holder).await?;
    let link = link(transaction, state, account, purpose).await?;
    let message = StaffSecondFactorReset {
        name: account.name.clone(),
        link: link.clone(),
        hours: purpose.lifetime.whole_hours(),
    };
    let to = Recipient::new(&account.email, Language::English);
    emails::queue(transaction, state, &to, &message).await?;
    let event = NewAuditEvent::new(by, AuditVerb::FactorsReset, AuditThing::Staff).on(account.id.0);
    transaction.add_audit_event(&event, now).await?;
    Ok(link)
}

/// What an administrator does to somebody's way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Invite,
    Reset,
    SignOut,
}

impl Act {
    fn parse(word: &str) -> Result<Self> {
        match word {
            "invite" => Ok(Self::Invite),
            "reset" => Ok(Self::Reset),
            "sign-out" => Ok(Self::SignOut),
            _ => Err(AppError::NotFound),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Reset => "reset",
            Self::SignOut => "sign-out",
        }
    }

    /// Why it can't be done to an account.
    fn problem(
        self,
        staff: &May<needs::ManageStaff>,
        account: &Account,
        factors: &Factors,
    ) -> Option<StaffProblem> {
        let has_password = account.password_hash.is_some();
        let is_set_up = has_password && !factors.are_none();
        match self {
            _ if account.ended_at.is_some() => Some(StaffProblem::Ended),
            Self::Invite if is_set_up => Some(StaffProblem::SetUpAlready),
            Self::Reset if !has_password => Some(StaffProblem::NotSetUp),
            Self::Reset | Self::SignOut if account.id == staff.id => Some(StaffProblem::OwnSignIn),
            _ => None,
        }
    }
}

fn question(staff: &May<needs::ManageStaff>, account: &Account, act: Act) -> Question {
    Question {
        csrf: staff.visitor.csrf(),
        act: act.word(),
        name: account.name.clone(),
        action: format!("/desk/staff/{}/access/{}", account.id, act.word()),
        back: format!("/desk/staff/{}", account.id),
        problem: None,
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response> {
    let act = Act::parse(&act)?;
    let account = super::find(&mut state.database.read().await?, &id).await?;
    let question = question(&staff, &account, act);
    Ok(frame.at_desk(&staff).show(|| staff::ask(question)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response> {
    let act = Act::parse(&act)?;
    let mut transaction = state.database.begin().await?;
    let account = super::find(&mut transaction, &id).await?;
    let factors = Factors::load(&mut transaction, account.id).await?;
    if let Some(problem) = act.problem(&staff, &account, &factors) {
        let mut question = question(&staff, &account, act);
        question.problem = Some(problem);
        return Ok(frame.at_desk(&staff).invalid(|| staff::ask(question)));
    }
    let by = Some(staff.actor());
    match act {
        Act::Invite => {
            invite(&mut transaction, &state, &account, by).await?;
        }
        Act::Reset => {
            reset(&mut transaction, &state, &account, by).await?;
        }
        Act::SignOut => sign_out(&mut transaction, &state, &account, by).await?,
    }
    transaction.commit().await?;
    let done = act.word();
    Ok(see(format!("/desk/staff/{}?done={done}", account.id)).into_response())
}

async fn sign_out(
    transaction: &mut Transaction,
    state: &AppState,
    account: &Account,
    by: Option<Actor>,
) -> Result<()> {
    transaction
        .end_sign_ins(Holder::Staff(account.id), None)
        .await?;
    let event = NewAuditEvent::new(by, AuditVerb::SignInsEnded, AuditThing::Staff).on(account.id.0);
    Ok(transaction
        .add_audit_event(&event, state.clock.now())
        .await?)
}
