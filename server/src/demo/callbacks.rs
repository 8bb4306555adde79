//! What the invented council's directory says of its teams, and who waits to be rung: callbacks in every state.

use std::collections::BTreeSet;

use anyhow::Context as _;
use guildhall_database::{NewCallback, PersonId, StaffId, TaskId, Timestamp, Transaction};
use guildhall_domain::{
    actors::Actor,
    callbacks::{Answered, Outcome, acts},
    opening_hours::{OpeningHours, Times},
};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use super::{COUNCIL_TAX, SAFE_AT_HOME, WASTE};
use crate::state::AppState;

/// What the directory says of a team.
struct Described {
    team: &'static str,
    dealings: &'static str,
    telephone: &'static str,
    email: &'static str,
    /// The hours of a weekday and of a Saturday, which may be closed.
    weekday: (u16, u16),
    saturday: Option<(u16, u16)>,
    callback_words: &'static str,
    callback_hours: i64,
    questions: &'static [&'static str],
}

const DESCRIBED: [Described; 3] = [
    Described {
        team: WASTE,
        dealings: "Bins, recycling, bulky waste, street cleaning\nFly-tipping: they pass photographs on to enforcement",
        telephone: "01632 960 310",
        email: "waste@wrekinshire.example",
        weekday: (7 * 60 + 30, 16 * 60),
        saturday: Some((8 * 60, 12 * 60)),
        callback_words: "Crews are on the road until 2pm. For a bin missed today, send the form instead: it reaches the crew at once.",
        callback_hours: 8,
        questions: &[
            "Which bin or what kind of waste?",
            "When was it to be collected?",
        ],
    },
    Described {
        team: COUNCIL_TAX,
        dealings: "Bills, bands, discounts and exemptions, paying late, reminders and summonses",
        telephone: "01632 960 320",
        email: "council.tax@wrekinshire.example",
        weekday: (9 * 60, 17 * 60),
        saturday: None,
        callback_words: "",
        callback_hours: 14,
        questions: &["What is the account number, if they have it?"],
    },
    Described {
        team: SAFE_AT_HOME,
        dealings: "Somebody who is not safe at home. They ring from a withheld number and leave no messages.",
        telephone: "01632 960 330",
        email: "safe.at.home@wrekinshire.example",
        weekday: (8 * 60, 20 * 60),
        saturday: Some((10 * 60, 16 * 60)),
        callback_words: "Ask first whether the number is safe to ring, and when.",
        callback_hours: 2,
        questions: &["Is it safe to ring this number, and when?"],
    },
];

/// Says in the directory what each team deals with, when it is there and how it rings back.
pub(super) async fn describe_teams(state: &AppState) -> anyhow::Result<()> {
    let mut transaction = state.database.begin().await?;
    for described in DESCRIBED {
        let team = transaction.find_team_by_name(described.team).await?;
        let team = team.context("a team of the demo is missing")?;
        let entry = transaction.find_team_entry(team.id).await?;
        let entry = entry.context("a team of the demo is missing")?;
        let mut entry = entry.with_hours(Some(hours(&described, state.clock.today())?));
        described.dealings.clone_into(&mut entry.dealings);
        described.telephone.clone_into(&mut entry.telephone);
        described.email.clone_into(&mut entry.email);
        described
            .callback_words
            .clone_into(&mut entry.callback_words);
        entry.callback_hours = described.callback_hours;
        let questions = described.questions.iter();
        entry.callback_questions.0 = questions.map(|question| (*question).to_owned()).collect();
        transaction.change_team_entry(&entry).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Closed at Christmas of this year and the next.
fn hours(described: &Described, today: Date) -> anyhow::Result<OpeningHours> {
    let times = |(opens, closes)| Times::new(opens, closes);
    let weekday = Some(times(described.weekday)?);
    let saturday = described.saturday.map(times).transpose()?;
    let week = [weekday, weekday, weekday, weekday, weekday, saturday, None];
    let mut closed = BTreeSet::new();
    for year in [today.year(), today.year() + 1] {
        for day in [25, 26] {
            closed.insert(Date::from_calendar_date(year, time::Month::December, day)?);
        }
    }
    Ok(OpeningHours::new(week, closed))
}

/// Somebody who waits to be rung, or was.
struct Waits {
    /// The place of their record among the demo's residents; none where nobody knows who they are.
    person: Option<usize>,
    name: &'static str,
    telephone: &'static str,
    words: &'static str,
    best_time: &'static str,
    team: &'static str,
    /// The place of whoever has it among the demo's staff.
    owner: Option<usize>,
    slug: Option<&'static str>,
    answer: &'static str,
    /// How many days ago it was asked for, in how many days it is due, and by which hour.
    days: (i64, i64, u16),
    tried: &'static [(Outcome, &'static str)],
    is_done: bool,
}

const NOBODY: Waits = Waits {
    person: None,
    name: "",
    telephone: "",
    words: "",
    best_time: "",
    team: WASTE,
    owner: None,
    slug: None,
    answer: "",
    days: (0, 1, 12),
    tried: &[],
    is_done: false,
};

#[rustfmt::skip]
const WAITING: [Waits; 12] = [
    Waits { person: Some(0), name: "Mary Hollings", telephone: "01632 960 011", words: "Her refuse has been missed three times", best_time: "Not before 10am", slug: Some("missed-bin-collection"), answer: "Refuse", days: (3, -1, 15), ..NOBODY },
    Waits { person: Some(2), name: "Bronwen Parry", telephone: "01632 960 045", words: "Whether her steps can be gritted for the crew", owner: Some(1), slug: Some("assisted-bin-collection"), days: (2, 0, 16), tried: &[(Outcome::NoAnswer, "Rang out twice")], ..NOBODY },
    Waits { name: "Somebody from Foundry House", telephone: "07700 900 261", words: "Mattresses by the back gate", answer: "Mattresses, four or five", days: (1, 1, 11), ..NOBODY },
    Waits { person: Some(4), name: "Joan Whitcombe", telephone: "01632 960 078", words: "Wants a smaller bin", owner: Some(1), days: (4, -2, 12), tried: &[(Outcome::LeftMessage, ""), (Outcome::NoAnswer, "")], ..NOBODY },
    Waits { person: Some(1), name: "Tomasz Zielinski", telephone: "07700 900 112", words: "Trade waste for the bakery", best_time: "After 2pm", days: (0, 2, 15), ..NOBODY },
    Waits { person: Some(3), name: "Idris Cole", telephone: "07700 900 347", words: "A reminder for a bill that he has paid", team: COUNCIL_TAX, slug: Some("council-tax-move"), answer: "Not to hand", days: (2, 0, 17), ..NOBODY },
    Waits { person: Some(0), name: "Mary Hollings", telephone: "01632 960 011", words: "Whether she may pay weekly", team: COUNCIL_TAX, owner: Some(2), days: (1, 1, 10), tried: &[(Outcome::NoAnswer, "")], ..NOBODY },
    Waits { name: "Landlord of 9 Mill Court", telephone: "01632 960 412", words: "Who pays while it is empty", team: COUNCIL_TAX, days: (6, -3, 12), tried: &[(Outcome::WrongNumber, "A shop answers")], ..NOBODY },
    Waits { person: Some(2), name: "Bronwen Parry", telephone: "01632 960 045", words: "Her discount for living alone", team: COUNCIL_TAX, owner: Some(2), days: (5, -1, 12), tried: &[(Outcome::Spoke, "It was there already; she had last year’s bill.")], is_done: true, ..NOBODY },
    Waits { name: "Caller on the towpath", telephone: "07700 900 518", words: "Fly-tipping under the bridge", owner: Some(1), days: (7, -5, 12), tried: &[(Outcome::NoAnswer, ""), (Outcome::Spoke, "Has sent two photographs.")], is_done: true, ..NOBODY },
    Waits { person: Some(1), name: "Tomasz Zielinski", telephone: "07700 900 112", words: "When the new calendar comes", owner: Some(1), days: (9, -7, 12), tried: &[(Outcome::WrongNumber, "Nobody of that name")], is_done: true, ..NOBODY },
    Waits { person: Some(4), name: "Joan Whitcombe", telephone: "01632 960 078", words: "A band that she thinks too high", team: COUNCIL_TAX, days: (0, 2, 17), ..NOBODY },
];

/// Adds those who wait; the adviser, who is the first of `staff`, asked for all of it.
pub(super) async fn add(
    state: &AppState,
    staff: &[StaffId],
    people: &[PersonId],
) -> anyhow::Result<()> {
    let mut transaction = state.database.begin().await?;
    for waits in WAITING {
        let team = transaction.find_team_by_name(waits.team).await?;
        let team = team.context("a team of the demo is missing")?;
        let (asked, due, hour) = waits.days;
        let described = DESCRIBED.iter().find(|one| one.team == waits.team);
        let questions = described.map_or(&[][..], |one| one.questions);
        let callback = NewCallback {
            form: Uuid::new_v4(),
            team: Some(team.id),
            owner: waits.owner.map(|place| staff[place]),
            person: waits.person.map(|place| people[place]),
            contact: None,
            name: waits.name.to_owned(),
            telephone: waits.telephone.to_owned(),
            best_time: waits.best_time.to_owned(),
            words: waits.words.to_owned(),
            slug: waits.slug.map(str::to_owned),
            answers: answers(questions, waits.answer),
            due: (state.clock.today() + Duration::days(due), hour * 60),
            asked_by: Actor::Staff(staff[0].0),
        };
        let asked_at = days_ago(state, asked);
        let id = transaction.add_callback(&callback, asked_at).await?;
        let id = id.context("a callback of the demo is there already")?;
        let ringing = waits.owner.unwrap_or(1);
        try_to_ring(&mut transaction, (id, staff[ringing]), &waits, asked_at).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// The first question is answered, if anything is.
fn answers(questions: &[&str], answer: &str) -> Vec<Answered> {
    let answered = |(place, question): (usize, &&str)| Answered {
        question: (*question).to_owned(),
        answer: if place == 0 {
            answer.to_owned()
        } else {
            String::new()
        },
    };
    questions.iter().enumerate().map(answered).collect()
}

fn days_ago(state: &AppState, days: i64) -> Timestamp {
    let now = OffsetDateTime::from(state.clock.now());
    now.saturating_sub(Duration::days(days)).into()
}

/// Rings as often as it was tried, an hour after each other, and finishes with the last of it what is done.
async fn try_to_ring(
    transaction: &mut Transaction,
    (id, ringing): (TaskId, StaffId),
    waits: &Waits,
    asked_at: Timestamp,
) -> anyhow::Result<()> {
    let mut at = OffsetDateTime::from(asked_at);
    for (place, (outcome, note)) in waits.tried.iter().enumerate() {
        at += Duration::hours(1);
        let is_last = place + 1 == waits.tried.len();
        let task = transaction.find_task(id).await?;
        let mut task = task.context("a callback of the demo is gone")?;
        let mut standing = task.standing();
        for act in acts(standing, Some(*outcome), waits.is_done && is_last)? {
            standing = standing.after(act, ringing.0)?;
            let change = (act, standing);
            transaction
                .change_task(&task, change, note, ringing, at.into())
                .await?;
            task.revision += 1;
        }
    }
    Ok(())
}
