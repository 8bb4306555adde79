//! Who has had a shared draft in hand: whoever began it, and everybody who took it up.

use guildhall_domain::{
    accounts::Level,
    actors::{Actor, Channel},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Connection, ContactId, FormSession, FormSessionId, Timestamp};

/// Somebody who has had a draft in hand, and where they were seen last.
#[derive(Clone, Debug, FromRow)]
pub struct FormHand {
    actor_kind: String,
    actor_id: Uuid,
    /// The name of a member of staff.
    pub staff_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub channel: Channel,
    pub page: Option<String>,
    pub last_seen_at: Timestamp,
}

impl FormHand {
    pub fn actor(&self) -> sqlx::Result<Actor> {
        Actor::from_stored(&self.actor_kind, self.actor_id).map_err(sqlx::Error::decode)
    }
}

impl Connection {
    /// Everybody who has had a draft in hand, whoever was seen last first.
    pub async fn list_form_hands(&mut self, session: FormSessionId) -> sqlx::Result<Vec<FormHand>> {
        self.query(
            "SELECT actor_kind, actor_id, staff.name AS staff_name, channel, page, last_seen_at FROM form_hands
             LEFT JOIN staff ON actor_kind = 'staff' AND staff.id = actor_id
             WHERE form_session_id = $1 ORDER BY last_seen_at DESC, actor_id LIMIT 50",
        )
        .bind(session)
        .fetch_all()
        .await
    }

    /// Notes that somebody has a draft in hand, and on which page they are.
    pub async fn note_form_hand(
        &mut self,
        session: FormSessionId,
        (actor, channel): (Actor, Channel),
        page: Option<&str>,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO form_hands (form_session_id, actor_kind, actor_id, channel, page, last_seen_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (form_session_id, actor_kind, actor_id) DO UPDATE SET channel = excluded.channel,
                 page = coalesce(excluded.page, form_hands.page), last_seen_at = excluded.last_seen_at",
        )
        .bind(session)
        .bind(actor.kind().to_owned())
        .bind(actor.id())
        .bind(channel.word().to_owned())
        .bind(page.map(str::to_owned))
        .bind(now)
        .execute()
        .await?;
        Ok(())
    }

    /// From now on more than one has a draft in hand.
    pub async fn share_form_session(
        &mut self,
        session: FormSessionId,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query("UPDATE form_sessions SET shared_at = $1 WHERE id = $2 AND shared_at IS NULL")
            .bind(now)
            .bind(session)
            .execute()
            .await?;
        Ok(())
    }

    /// Gives a draft that somebody began to somebody else, who carries on with it; whoever had it keeps it in hand.
    /// Whose form it is stays as it is. False if it was sent in between. Call it in a transaction.
    pub async fn carry_on_form_session(
        &mut self,
        session: &FormSession,
        (actor, channel): (Actor, Channel),
        (known_as, contact): (Level, Option<ContactId>),
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let before = (session.actor, session.channel);
        // The time that they were seen is the time that they saved.
        self.note_form_hand(session.id, before, None, session.updated_at)
            .await?;
        self.note_form_hand(session.id, (actor, channel), None, now)
            .await?;
        self.share_form_session(session.id, now).await?;
        let given = self
            .query(
                "UPDATE form_sessions SET actor_kind = $1, actor_id = $2, channel = $3, known_as = $4,
                        contact_id = coalesce($5, contact_id), revision = revision + 1
                 WHERE id = $6 AND case_id IS NULL",
            )
            .bind(actor.kind().to_owned())
            .bind(actor.id())
            .bind(channel.word().to_owned())
            .bind(known_as.word().to_owned())
            .bind(contact)
            .bind(session.id)
            .execute()
            .await?;
        Ok(given == 1)
    }
}
