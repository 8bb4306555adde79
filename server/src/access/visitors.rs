//! The browser that is asking.

use std::collections::BTreeMap;

use guildhall_database::{FormGuestId, Holder, IdentityId, NewSignIn, SignIn, SignInId, StaffId};
use guildhall_domain::{
    accounts::{Lifetime, Standing},
    forms::Typed,
};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use tower_sessions::{Expiry, Session};
use uuid::Uuid;

use super::{Device, link_own_record};
use crate::{
    error::{Result, Whose},
    security::{
        csrf::{Secret, repeatable},
        sessions,
    },
    state::AppState,
};

/// The one key under which a session keeps all that is ours.
const KEY: &str = "guildhall";
/// A sign-in is written down as seen again when the last time is this long ago: one write in a while, not one
/// for each request.
const SEEN_AGAIN_AFTER: Duration = Duration::seconds(20);
/// How long a half-done step counts.
const STEP_LIFETIME: Duration = Duration::minutes(30);
/// In bytes: how much of what was typed waits for a sign-in.
const MOST_HELD: usize = 128 * 1024;

/// What a browser's session holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Contents {
    /// Which browser it is: forms begun here without signing in belong to it.
    visitor: Uuid,
    /// What this browser's anti-forgery tokens are made from.
    secret: Secret,
    /// When the session was last extended.
    #[serde(with = "time::serde::timestamp")]
    renewed_at: OffsetDateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resident: Option<SignInId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    staff: Option<SignInId>,
    /// Set while the screen is turned: then nobody is signed in here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    turned: Option<Turned>,
    /// What was sent when nobody was signed in any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held: Option<Held>,
    /// Half-done steps of signing in and the like, each under its own name; see [`Visitor::step`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    steps: BTreeMap<String, Step>,
}

/// The screen is the resident's, who types in one draft.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Turned {
    guest: FormGuestId,
    /// What the resident's pages make their anti-forgery tokens from: those of the desk tell them nothing.
    secret: Secret,
}

/// A half-done step, and since when it is so.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Step {
    #[serde(with = "time::serde::timestamp")]
    since: OffsetDateTime,
    left: serde_json::Value,
}

/// Something typed that waits until whoever typed it has signed in again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Held {
    /// Who typed it: nobody else gets to see it.
    by: Holder,
    /// Where it was sent to.
    pub path: String,
    pub typed: Vec<(String, String)>,
}

impl Held {
    /// Whether a member of staff typed it.
    pub fn is_staffs(&self) -> bool {
        matches!(self.by, Holder::Staff(_))
    }
}

/// How somebody proved who they are, and for how long it counts.
#[derive(Clone, Debug)]
pub struct Proof<'a> {
    pub holder: Holder,
    /// `password`, `link`, `passkey`, …
    pub method: &'a str,
    pub lifetime: Lifetime,
    pub device: &'a Device,
}

/// The browser that is asking. Asking for a visitor begins a session where there is none.
#[derive(Clone, Debug)]
pub struct Visitor {
    session: Session,
    contents: Contents,
    resident: Option<SignIn>,
    staff: Option<SignIn>,
    now: OffsetDateTime,
}

impl Visitor {
    /// The visitor whose session this is, if it has been begun.
    pub async fn find(session: &Session, state: &AppState) -> Result<Option<Self>> {
        let Some(contents) = session.get::<Contents>(KEY).await? else {
            return Ok(None);
        };
        let (mut resident, mut staff) = (None, None);
        if contents.resident.is_some() || contents.staff.is_some() {
            let mut connection = state.database.read().await?;
            for sign_in in connection
                .find_sign_ins(contents.resident, contents.staff)
                .await?
            {
                match sign_in.holder {
                    Holder::Resident(_) => resident = Some(sign_in),
                    Holder::Staff(_) if suffices(&sign_in, state) => staff = Some(sign_in),
                    Holder::Staff(_) => {}
                }
            }
        }
        Ok(Some(Self {
            session: session.clone(),
            contents,
            resident,
            staff,
            now: state.clock.now().into(),
        }))
    }

    pub(super) async fn begin(session: Session, state: &AppState) -> Result<Self> {
        let now = state.clock.now().into();
        let visitor = Self {
            contents: Contents {
                visitor: Uuid::new_v4(),
                secret: Secret::random(),
                renewed_at: now,
                resident: None,
                staff: None,
                turned: None,
                held: None,
                steps: BTreeMap::new(),
            },
            session,
            resident: None,
            staff: None,
            now,
        };
        visitor.save().await?;
        Ok(visitor)
    }

    /// The id that forms begun in this browser without signing in belong to.
    pub fn id(&self) -> Uuid {
        self.contents.visitor
    }

    /// A token for the forms of one page.
    pub fn csrf(&self) -> String {
        match &self.contents.turned {
            Some(turned) => turned.secret.token(),
            None => self.contents.secret.token(),
        }
    }

    /// Whether a posted token was made for this browser.
    pub fn accepts(&self, token: &str) -> bool {
        let turned = self.contents.turned.as_ref();
        // What another tab of the desk sends meanwhile waits, see [`Self::hold`].
        self.contents.secret.accepts(token)
            || turned.is_some_and(|turned| turned.secret.accepts(token))
    }

    /// The draft that this browser's screen was turned for: until the screen is given back nobody is signed in here, in
    /// any tab.
    pub fn turned(&self) -> Option<FormGuestId> {
        self.contents.turned.as_ref().map(|turned| turned.guest)
    }

    /// The member of staff who is locked out while the screen is turned, whether or not their sign-in has lapsed.
    pub fn locked_out(&self) -> Option<StaffId> {
        match self.staff.as_ref()?.holder {
            Holder::Staff(id) => Some(id),
            Holder::Resident(_) => None,
        }
    }

    /// Locks whoever is signed in here out, until [`Self::give_back`].
    pub async fn turn(&mut self, guest: FormGuestId) -> Result<()> {
        self.contents.turned = Some(Turned {
            guest,
            secret: Secret::random(),
        });
        self.session.cycle_id().await?;
        self.save().await
    }

    /// Lets whoever was signed in here go on, once they have proved that it is they.
    pub async fn give_back(&mut self) -> Result<()> {
        self.contents.turned = None;
        self.session.cycle_id().await?;
        self.save().await
    }

    /// Whether something that was sent from another tab waits.
    pub fn has_held(&self) -> bool {
        self.contents.held.is_some()
    }

    /// A browser that others use too: its session goes with its window.
    pub async fn on_public_computer(&mut self) -> Result<()> {
        self.session.set_expiry(Some(Expiry::OnSessionEnd));
        self.rotate().await
    }

    /// Forgets this browser, if nobody is signed in in it.
    pub async fn forget(self) -> Result<()> {
        if self.resident.is_some() || self.staff.is_some() {
            return Ok(());
        }
        Ok(self.session.flush().await?)
    }

    /// The resident signed in here.
    pub fn resident(&self) -> Option<IdentityId> {
        match self.resident_sign_in()?.holder {
            Holder::Resident(id) => Some(id),
            Holder::Staff(_) => None,
        }
    }

    /// The resident's open sign-in.
    pub fn resident_sign_in(&self) -> Option<&SignIn> {
        self.resident
            .as_ref()
            .filter(|sign_in| self.is_open(sign_in) && self.contents.turned.is_none())
    }

    /// The member of staff signed in here.
    pub fn staff(&self) -> Option<StaffId> {
        match self.staff_sign_in()?.holder {
            Holder::Staff(id) => Some(id),
            Holder::Resident(_) => None,
        }
    }

    /// The member of staff's open sign-in.
    pub fn staff_sign_in(&self) -> Option<&SignIn> {
        self.staff
            .as_ref()
            .filter(|sign_in| self.is_open(sign_in) && self.contents.turned.is_none())
    }

    /// Whether this member of staff was signed in here before it lapsed.
    pub fn was_staff(&self, id: StaffId) -> bool {
        self.staff
            .as_ref()
            .is_some_and(|sign_in| sign_in.holder == Holder::Staff(id))
    }

    fn is_open(&self, sign_in: &SignIn) -> bool {
        sign_in.standing(self.now.into()) != Standing::Over
    }

    /// How long a sign-in goes on if nothing happens; none for one that is over.
    pub fn remaining(&self, sign_in: &SignIn) -> Option<Duration> {
        match sign_in.standing(self.now.into()) {
            Standing::Open { until } => Some(until - self.now),
            Standing::Over => None,
        }
    }

    /// Signs somebody in, under a new session id so that one planted before is worth nothing.
    pub async fn sign_in(&mut self, state: &AppState, proof: &Proof<'_>) -> Result<()> {
        let sign_in = NewSignIn {
            holder: proof.holder,
            method: proof.method,
            device: &proof.device.0,
            lifetime: proof.lifetime,
        };
        let mut transaction = state.database.begin().await?;
        let (before, slot) = match proof.holder {
            Holder::Resident(_) => (&self.resident, &mut self.contents.resident),
            Holder::Staff(_) => (&self.staff, &mut self.contents.staff),
        };
        if let Some(before) = before {
            transaction.end_sign_in(before.holder, before.id).await?;
        }
        let now = state.clock.now();
        *slot = Some(transaction.add_sign_in(&sign_in, now).await?);
        if let Some((staff, resident)) = self.both(proof.holder)
            && let Some(identity) = transaction.find_identity(resident).await?
        {
            link_own_record(&mut transaction, staff, identity.person_id, now).await?;
        }
        transaction.commit().await?;
        self.contents.steps.clear();
        if proof.lifetime == Lifetime::PublicComputer {
            // The cookie goes with the window.
            self.session.set_expiry(Some(Expiry::OnSessionEnd));
        }
        self.rotate().await
    }

    /// The member of staff and the resident that this browser shows to be one and the same, once `holder` is signed
    /// in too.
    fn both(&self, holder: Holder) -> Option<(StaffId, IdentityId)> {
        match holder {
            Holder::Staff(staff) => Some((staff, self.resident()?)),
            Holder::Resident(resident) => Some((self.staff()?, resident)),
        }
    }

    /// A new session id and secret, as rights change.
    pub async fn rotate(&mut self) -> Result<()> {
        self.contents.secret = Secret::random();
        self.session.cycle_id().await?;
        self.save().await
    }

    /// Ends every sign-in of this browser and its session: whoever sits here next is a stranger.
    pub async fn sign_out(self, state: &AppState) -> Result<()> {
        let mut connection = state.database.write().await?;
        for sign_in in [&self.resident, &self.staff].into_iter().flatten() {
            connection.end_sign_in(sign_in.holder, sign_in.id).await?;
        }
        drop(connection);
        Ok(self.session.flush().await?)
    }

    /// Keeps what was sent until whoever sent it has signed in again, and says whether it did. What a stranger
    /// sends is not kept, nor are passwords.
    pub async fn hold(&mut self, path: &str, typed: &Typed, whose: Whose) -> Result<bool> {
        let lapsed = match whose {
            Whose::Resident => &self.resident,
            Whose::Staff => &self.staff,
        };
        let Some(by) = lapsed.as_ref().map(|sign_in| sign_in.holder) else {
            return Ok(false);
        };
        let typed = repeatable(path, typed);
        let size: usize = typed
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        self.contents.held = (size <= MOST_HELD).then(|| Held {
            by,
            path: path.to_owned(),
            typed,
        });
        self.save().await?;
        Ok(size <= MOST_HELD)
    }

    /// What waits for whoever is signed in now, once: it is not held any more afterwards.
    pub async fn take_held(&mut self) -> Result<Option<Held>> {
        let Some(held) = self.contents.held.take() else {
            return Ok(None);
        };
        self.save().await?;
        let here = [self.resident_sign_in(), self.staff_sign_in()];
        let is_theirs = here
            .into_iter()
            .flatten()
            .any(|sign_in| sign_in.holder == held.by);
        Ok(is_theirs.then_some(held))
    }

    /// A half-done step that this browser left under a name; none if it was left too long ago, or is of another shape.
    pub fn step<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        let step = self.contents.steps.get(name)?;
        if self.now - step.since >= STEP_LIFETIME {
            return None;
        }
        serde_json::from_value(step.left.clone()).ok()
    }

    /// Leaves a half-done step for the next page; signing in or out clears them all.
    pub async fn set_step<T: Serialize>(&mut self, name: &str, step: &T) -> Result<()> {
        let step = Step {
            since: self.now,
            left: serde_json::to_value(step).map_err(anyhow::Error::from)?,
        };
        self.contents.steps.insert(name.to_owned(), step);
        self.save().await
    }

    /// Forgets a half-done step.
    pub async fn clear_step(&mut self, name: &str) -> Result<()> {
        self.contents.steps.remove(name);
        self.save().await
    }

    /// Extends what is still open: the browser's session once in days, a sign-in once in a while.
    pub async fn seen_again(&mut self, state: &AppState) -> Result<()> {
        if self.now - self.contents.renewed_at > sessions::LIFETIME / 4 {
            self.contents.renewed_at = self.now;
            self.save().await?;
        }
        for sign_in in [&mut self.resident, &mut self.staff].into_iter().flatten() {
            let last_seen: OffsetDateTime = sign_in.last_seen_at.into();
            let is_open = sign_in.standing(self.now.into()) != Standing::Over;
            if is_open && self.now - last_seen > SEEN_AGAIN_AFTER {
                sign_in.last_seen_at = self.now.into();
                let mut connection = state.database.write().await?;
                connection
                    .renew_sign_in(sign_in.id, self.now.into())
                    .await?;
            }
        }
        Ok(())
    }

    /// Hands the contents to the session layer, which stores them as the answer goes out.
    async fn save(&self) -> Result<()> {
        Ok(self.session.insert(KEY, &self.contents).await?)
    }
}

/// Whether a sign-in of staff opens the desk: at the demo also one with a password alone, which is worth nothing once its
/// database is served as a council's.
fn suffices(sign_in: &SignIn, state: &AppState) -> bool {
    state.is_demo || sign_in.method != "password"
}
