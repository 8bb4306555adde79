//! A record that has grown over years: in each of many cases a form said the same ten things again, some of them as
//! they had become meanwhile. Around it are other people with cases of their own. The same each time it is written.

use anyhow::Context as _;
use guildhall_database::{
    CaseId, Connection, Database, FormId, NewAssertion, NewCase, PersonId, StaffId, StoredValue,
    SubjectId, Timestamp,
};
use guildhall_domain::{
    actors::{Actor, Channel},
    forms::{Address, Answer},
    people::{Act, Source, Verification},
    reference::Reference,
};
use time::{Date, Duration, OffsetDateTime, macros::date};
use uuid::Uuid;

use super::OTHERS;

/// How many cases the person has.
pub const CASES: usize = 200;
/// How often the council was told something of them.
pub const ASSERTIONS: usize = CASES * 10;
/// How many cases are opened in one transaction.
const BATCH: usize = 1_000;
/// Between two cases of the person.
const EVERY: Duration = Duration::days(9);
const BORN: Date = date!(1961 - 03 - 27);

/// A service in which cases are opened.
struct Opening {
    form: FormId,
    slug: String,
    status: String,
}

/// Writes the person's cases with what was said in each, and everybody else's cases.
pub async fn write(database: &Database, person: PersonId, staff: StaffId) -> anyhow::Result<()> {
    let services = services(&mut database.read().await?).await?;
    let mut random = fastrand::Rng::with_seed(4);
    let staff = Actor::Staff(staff.0);
    let others = others(database).await?;
    let now = OffsetDateTime::now_utc();
    for batch in others.chunks(BATCH) {
        let mut transaction = database.begin().await?;
        for other in batch {
            let ago = Duration::minutes(random.i64(1..3 * 365 * 24 * 60));
            let service = &services[random.usize(..services.len())];
            open(
                &mut transaction,
                service,
                (*other, staff),
                (now - ago).into(),
                &mut random,
            )
            .await?;
        }
        transaction.commit().await?;
    }
    let mut said = Vec::new();
    let mut transaction = database.begin().await?;
    for number in 0..CASES {
        let ago = EVERY * i32::try_from(CASES - number)?;
        let at = (now - ago).into();
        let service = &services[number % services.len()];
        let case = open(&mut transaction, service, (person, staff), at, &mut random).await?;
        for (attribute, value) in told(number) {
            let told = Telling {
                person,
                staff,
                case,
                attribute,
                number,
            };
            say(&mut transaction, &told, value, &mut said, at).await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}

/// The services that are on offer, without those whose cases few may see.
async fn services(connection: &mut Connection) -> anyhow::Result<Vec<Opening>> {
    let sensitive = connection.list_sensitive_services().await?;
    let mut services = Vec::new();
    for published in connection.list_published_forms().await? {
        if sensitive.contains(&published.slug) || published.slug.starts_with("bench-") {
            continue;
        }
        let version = connection.find_form(published.id).await?;
        let definition = version.context("a form is gone")?.definition;
        let first = definition["service"]["case"]["first"].as_str();
        services.push(Opening {
            form: published.id,
            slug: published.slug,
            status: first.context("a service has no first status")?.to_owned(),
        });
    }
    anyhow::ensure!(
        !services.is_empty(),
        "there is no service to open a case in"
    );
    Ok(services)
}

async fn others(database: &Database) -> anyhow::Result<Vec<PersonId>> {
    const SQL: &str = "SELECT id FROM people ORDER BY id LIMIT $1";
    let most = i64::try_from(OTHERS)?;
    Ok(match database {
        Database::Sqlite { readers, .. } => {
            sqlx::query_scalar(SQL)
                .bind(most)
                .fetch_all(readers)
                .await?
        }
        Database::Postgres(pool) => sqlx::query_scalar(SQL).bind(most).fetch_all(pool).await?,
    })
}

async fn open(
    connection: &mut Connection,
    service: &Opening,
    (person, staff): (PersonId, Actor),
    at: Timestamp,
    random: &mut fastrand::Rng,
) -> anyhow::Result<CaseId> {
    let channels = [Channel::Telephone, Channel::Counter, Channel::Email];
    loop {
        let case = NewCase {
            reference: Reference::from_random(random.u64(..)).to_string(),
            form_id: service.form,
            slug: &service.slug,
            subject: Some(person),
            organisation: None,
            actor: staff,
            channel: channels[random.usize(..channels.len())],
            contact: None,
            assisted_by: None,
            status: &service.status,
        };
        if let Some(case) = connection.add_case(&case, at).await? {
            return Ok(case);
        }
    }
}

/// What the person says in the case with this number.
fn told(number: usize) -> [(&'static str, Answer); 10] {
    let text = |text: String| Answer::Text(text);
    let address = |house: usize, street: &str| {
        Answer::Address(Address {
            line_1: format!("{house} {street}"),
            town: "Wrekinbridge".to_owned(),
            postcode: "WR1 1AA".to_owned(),
            ..Address::default()
        })
    };
    let needs = ["large-print", "hearing-loop"];
    [
        ("person.name", text("Sam Taylor".to_owned())),
        ("person.date_of_birth", Answer::Date(BORN)),
        ("person.language", Answer::Choice("en".to_owned())),
        (
            "person.communication_needs",
            Answer::Choices(
                needs[..1 + number / 100 % 2]
                    .iter()
                    .map(|need| (*need).to_owned())
                    .collect(),
            ),
        ),
        ("home.address", address(1 + number / 60, "Mill Lane")),
        (
            "home.correspondence_address",
            address(1 + number / 40, "Quarry Row"),
        ),
        (
            "contact.email",
            text(format!("sam.taylor.{}@residents.example", number / 50)),
        ),
        (
            "contact.telephone",
            text(format!("01632 960 {:03}", number / 30)),
        ),
        (
            "vehicle.registration",
            text(format!("WK{:02} BNC", 51 + number % 3)),
        ),
        (
            "household.members",
            text(format!("Robin Taylor {}", number % 4)),
        ),
    ]
}

/// Whose telling, in which case, of what.
struct Telling {
    person: PersonId,
    staff: Actor,
    case: CaseId,
    attribute: &'static str,
    number: usize,
}

/// Says something: for the first time, or once more.
async fn say(
    connection: &mut Connection,
    told: &Telling,
    value: Answer,
    said: &mut Vec<(&'static str, Answer, Uuid)>,
    at: Timestamp,
) -> anyhow::Result<()> {
    let known = said
        .iter()
        .rev()
        .find(|(attribute, was, _)| *attribute == told.attribute && *was == value);
    let about = known.map(|(_, _, id)| *id);
    let assertion = NewAssertion {
        subject: SubjectId::Person(told.person),
        attribute: told.attribute.to_owned(),
        act: if about.is_some() {
            Act::Confirmed
        } else {
            Act::Stated
        },
        value: Some(StoredValue::Open(value.clone())),
        since: None,
        valid_until: None,
        source: if told.number.is_multiple_of(2) {
            Source::Adviser
        } else {
            Source::Resident
        },
        verified: Verification::Unverified,
        actor: Some(told.staff),
        channel: Channel::Telephone,
        case_id: Some(told.case),
        about,
        reason: None,
    };
    let id = connection.add_assertion(&assertion, at).await?;
    said.push((told.attribute, value, id));
    Ok(())
}
