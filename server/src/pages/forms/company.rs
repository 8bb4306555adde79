//! Who else has a draft open, and that whoever asks for it has.

use guildhall_app::pages::forms::{ActingFor, Company, Other, Who};
use guildhall_database::FormGuest;
use guildhall_domain::{
    actors::Actor,
    together::{GuestKind, PRESENT, Standing},
};
use time::{Duration, OffsetDateTime};

use super::filling::Filling;
use crate::{clock::in_words, error::Result, state::AppState};

/// Somebody is written down as seen again when the last time is this long ago, or on another page.
const SEEN_AGAIN_AFTER: Duration = Duration::seconds(20);

/// Notes that whoever asks is at this page of a draft that more than one has in hand, and finds the others who are there.
/// For a draft that one alone has in hand, which is nearly every one, nothing is read and nothing written.
pub async fn meet(state: &AppState, filling: &Filling, page: &str) -> Result<Vec<Other>> {
    let session = &filling.session;
    if session.shared_at.is_none() || session.case_id.is_some() {
        return Ok(Vec::new());
    }
    let now = state.clock.now();
    let is_recent = |at: Option<guildhall_database::Timestamp>, within: Duration| {
        let at = at.map(OffsetDateTime::from);
        at.is_some_and(|at| OffsetDateTime::from(now) - at < within)
    };
    let page = Some(page).filter(|page| !page.is_empty());
    let mut connection = state.database.read().await?;
    let hands = connection.list_form_hands(session.id).await?;
    let guest = connection.find_latest_form_guest(session.id).await?;
    drop(connection);
    // Whoever has turned their screen is not at another one.
    let turned = filling.guest.as_ref();
    let turned = turned.filter(|guest| guest.kind() == GuestKind::Screen);
    let turned_by = turned.map(|guest| Actor::Staff(guest.staff_id.0));
    let mut others = Vec::new();
    let mut is_noted = false;
    for hand in &hands {
        let actor = hand.actor()?;
        if actor == filling.actor {
            let is_there = page.is_none() || hand.page.as_deref() == page;
            is_noted = is_there && is_recent(Some(hand.last_seen_at), SEEN_AGAIN_AFTER);
        } else if turned_by != Some(actor) && is_recent(Some(hand.last_seen_at), PRESENT) {
            others.push(Other {
                who: who(filling, actor, hand.staff_name.clone()),
                page: title(filling, hand.page.as_deref()),
                seen: in_words(hand.last_seen_at),
            });
        }
    }
    if let Some(me) = &filling.guest {
        let is_there = page.is_none() || me.page.as_deref() == page;
        if !is_there || !is_recent(me.last_seen_at, SEEN_AGAIN_AFTER) {
            let mut connection = state.database.write().await?;
            connection.see_form_guest(me.id, page, now).await?;
        }
        return Ok(others);
    }
    if !is_noted {
        let mut connection = state.database.write().await?;
        let me = (filling.actor, filling.channel);
        connection.note_form_hand(session.id, me, page, now).await?;
    }
    others.extend(guest.and_then(|guest| guest_there(state, filling, &guest)));
    Ok(others)
}

/// The resident at the side of staff, while they have the draft.
fn guest_there(state: &AppState, filling: &Filling, guest: &FormGuest) -> Option<Other> {
    let now = state.clock.now();
    let seen = guest.last_seen_at?;
    (guest.standing(now) == Standing::Open).then(|| Other {
        who: Who::Guest,
        page: title(filling, guest.page.as_deref()),
        seen: in_words(seen),
    })
}

/// Who somebody is, to whoever reads it: colleagues know each other by name.
fn who(filling: &Filling, actor: Actor, staff_name: Option<String>) -> Who {
    match actor {
        Actor::Staff(_) if filling.is_staff() => Who::Staff(staff_name),
        Actor::Staff(_) => Who::Staff(None),
        Actor::Visitor(_) | Actor::Resident(_) => Who::Resident,
    }
}

/// The title of a page, as whoever reads it knows it.
fn title(filling: &Filling, page: Option<&str>) -> Option<String> {
    let page = filling.form().page(page?)?;
    Some(guildhall_app::wording::said(&page.title))
}

impl Filling {
    /// Whether a member of staff types.
    pub fn is_staff(&self) -> bool {
        matches!(self.actor, Actor::Staff(_))
    }

    /// What stands above the form's pages: for whom a member of staff is typing, and who else is there.
    pub async fn company(&self, state: &AppState) -> Result<Company> {
        let acting = if self.is_staff() {
            Some(self.acting_for(state).await?)
        } else {
            None
        };
        let finish = self.guest.as_ref().map(|guest| {
            let id = guest.id;
            format!("/together/{id}/finish")
        });
        Ok(Company {
            acting,
            finish,
            others: self.others.clone(),
        })
    }

    async fn acting_for(&self, state: &AppState) -> Result<ActingFor> {
        let mut connection = state.database.read().await?;
        let person = match self.session.subject {
            Some(person) => connection.find_person(person).await?,
            None => None,
        };
        let organisation = match self.session.organisation {
            Some(organisation) => connection.find_organisation(organisation).await?,
            None => None,
        };
        let is_open = self.session.case_id.is_none();
        let hand_over = (is_open && self.channel.is_face_to_face())
            .then(|| format!("/desk/forms/{}/hand-over", self.session.id));
        Ok(ActingFor {
            name: person.map(|person| person.name),
            organisation: organisation.map(|organisation| organisation.name),
            channel: self.channel.word(),
            hand_over,
        })
    }
}
