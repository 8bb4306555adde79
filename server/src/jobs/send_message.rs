//! A message leaves the outbox.

use guildhall_database::{Message, MessageId};
use guildhall_domain::accounts::Means;
use guildhall_domain::text::Language;
use guildhall_outside::{Failure, mail, text_messages};

use super::Trouble;
use crate::state::AppState;

/// How often to try to note that a message has left, a second apart. Until it is noted, another attempt would send
/// it again.
const TRIES_TO_NOTE: u32 = 20;

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        if failure.is_permanent() {
            Self::GiveUp(failure.to_string())
        } else {
            Self::RetryLater(failure.to_string())
        }
    }
}

pub(super) async fn run(state: &AppState, id: MessageId) -> Result<(), Trouble> {
    let mut connection = state.database.write().await?;
    let message = connection.find_message(id).await?;
    let Some(message) = message.filter(|message| message.sent_at.is_none()) else {
        // Sent before this process could say so, or deleted.
        return Ok(());
    };
    if let Some(person) = message.about
        && connection.has_died(person).await?
    {
        // Whoever reads their post is not to be written to as if they were they.
        let now = state.clock.now();
        connection.mark_message_given_up(id, Some(now)).await?;
        return Ok(());
    }
    connection.count_attempt(id).await?;
    drop(connection);
    send(state, message).await?;
    note(state, id).await
}

async fn send(state: &AppState, message: Message) -> Result<(), Failure> {
    let text = message.text.unwrap_or_default();
    match message.means {
        Means::Email => {
            let mail = mail::Outgoing {
                id: message.id.0,
                to: message.address,
                subject: message.subject,
                text,
                html: message.html,
                language: language(&message.language),
                written_at: message.created_at.into(),
            };
            state.outside.mail.send(&mail).await
        }
        Means::Telephone => {
            let outgoing = text_messages::Outgoing {
                telephone: message.address,
                text,
            };
            state.outside.text_messages.send(&outgoing).await
        }
    }
}

fn language(tag: &str) -> Language {
    [Language::English, Language::Welsh]
        .into_iter()
        .find(|language| language.tag() == tag)
        .unwrap_or_default()
}

/// Notes that the message has left. What it said is kept only where it is there to be looked at.
async fn note(state: &AppState, id: MessageId) -> Result<(), Trouble> {
    let is_kept = state.outside.mail.is_recorded();
    let mut tries = 0;
    loop {
        let noted = async {
            let mut connection = state.database.write().await?;
            connection
                .mark_message_sent(id, is_kept, state.clock.now())
                .await
        };
        match noted.await {
            Ok(()) => return Ok(()),
            Err(error) if tries == TRIES_TO_NOTE => return Err(error.into()),
            Err(_) => tries += 1,
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
}
