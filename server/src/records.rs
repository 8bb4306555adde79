//! The record of a person or an organisation: read as it is now, and written by saying something more.
//!
//! Everything that is known of somebody goes through here, so that what lists, searches and forms show of them is
//! always what follows from what was told.

pub mod held;

use std::collections::{BTreeMap, HashMap};

use guildhall_database::{
    CaseId, Connection, NewAssertion, PersonId, Projection, StoredAssertion, StoredValue,
    SubjectId, Timestamp, ToldAssertion, Transaction,
};
use guildhall_domain::{
    actors::{Actor, Channel},
    forms::Answer,
    people::{Act, Assertion, Dictionary, Record, Source, Verification, record::Moment},
    people_search::Searchable,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    error::Result,
    keys::{Keys, NotOpened},
    state::AppState,
};

/// What was told of somebody, with what was sealed opened.
#[derive(Debug, Default)]
pub struct Told {
    /// As the rules see it, by attribute.
    assertions: BTreeMap<String, Vec<Assertion>>,
    /// Attributes of which something is sealed that can't be opened now, and why.
    pub not_opened: BTreeMap<String, NotOpened>,
    /// The last that was said of each of these and can't be opened, and when.
    last_not_opened: BTreeMap<String, (OffsetDateTime, Uuid)>,
    /// The moment for which it was looked up who wrote it down.
    looked_up_for: Option<Moment>,
    /// Some of it with who wrote it down and in which case, by attribute, in the order it was told.
    pub stored: BTreeMap<String, Vec<StoredAssertion>>,
}

impl Told {
    /// All that was ever told of somebody, with who wrote down what counts now, and in which case: of most of what was
    /// ever told nobody asks that.
    pub async fn load(
        connection: &mut Connection,
        state: &AppState,
        subject: SubjectId,
    ) -> Result<Self> {
        let all = connection.list_told(subject, None).await?;
        let mut told = Self::open(all, &state.keys);
        let moment = moment(state);
        told.looked_up_for = Some(moment);
        let mut ids = told.counting(state.dictionary, moment);
        ids.extend(told.last_not_opened.values().map(|(_, id)| id));
        told.keep(connection.list_assertions_by_id(&ids).await?);
        Ok(told)
    }

    /// What was told of some attributes.
    pub async fn load_of(
        connection: &mut Connection,
        keys: &Keys,
        subject: SubjectId,
        attributes: &[&str],
    ) -> Result<Self> {
        if attributes.is_empty() {
            return Ok(Self::default());
        }
        let told = connection.list_told(subject, Some(attributes)).await?;
        Ok(Self::open(told, keys))
    }

    /// Finds out in which services that was told which counts at a moment.
    pub async fn look_up_services(
        &mut self,
        connection: &mut Connection,
        dictionary: &Dictionary,
        moment: Moment,
    ) -> Result<()> {
        let ids = self.counting(dictionary, moment);
        let mut told_in: HashMap<Uuid, String> = connection
            .list_services_told_in(&ids)
            .await?
            .into_iter()
            .collect();
        for assertion in self.assertions.values_mut().flatten() {
            assertion.told_in = told_in.remove(&assertion.id);
        }
        Ok(())
    }

    /// The assertions that decide what counts.
    fn counting(&self, dictionary: &Dictionary, moment: Moment) -> Vec<Uuid> {
        let record = self.record(dictionary, moment);
        let counting = record.iter().flat_map(|(_, known)| known);
        counting.map(|known| known.by.id).collect()
    }

    /// What was told of one attribute, all of it with who wrote it down.
    pub async fn load_story(
        connection: &mut Connection,
        keys: &Keys,
        subject: SubjectId,
        attribute: &str,
    ) -> Result<Self> {
        let stored = connection.list_assertions_of(subject, attribute).await?;
        let as_told = |one: &StoredAssertion| ToldAssertion {
            subject_id: one.subject_id,
            attribute: one.attribute.clone(),
            value: one.value.clone(),
            assertion: one.assertion.clone(),
        };
        let mut told = Self::open(stored.iter().map(as_told).collect(), keys);
        told.keep(stored);
        Ok(told)
    }

    fn open(all: Vec<ToldAssertion>, keys: &Keys) -> Self {
        let mut told = Self::default();
        for one in all {
            let mut assertion = one.assertion;
            assertion.value = match one.value {
                Some(StoredValue::Open(value)) => Some(value),
                Some(StoredValue::Sealed(sealed)) => {
                    let opened = unseal(keys, &sealed, one.subject_id, &one.attribute);
                    opened
                        .map_err(|error| told.was_not_opened(&one.attribute, &assertion, error))
                        .ok()
                }
                None => None,
            };
            let of_attribute = told.assertions.entry(one.attribute).or_default();
            of_attribute.push(assertion);
        }
        told
    }

    fn was_not_opened(&mut self, attribute: &str, assertion: &Assertion, error: NotOpened) {
        let this = (assertion.asserted_at, assertion.id);
        let last = self.last_not_opened.entry(attribute.to_owned());
        let last = last.or_insert(this);
        *last = this.max(*last);
        self.not_opened.insert(attribute.to_owned(), error);
    }

    /// Keeps who wrote these down, with their values opened.
    fn keep(&mut self, stored: Vec<StoredAssertion>) {
        let said = self.assertions.values().flatten();
        let mut values: HashMap<Uuid, &Option<Answer>> =
            said.map(|one| (one.id, &one.value)).collect();
        for mut one in stored {
            let value = values.remove(&one.assertion.id);
            one.assertion.value = value.cloned().flatten();
            let of_attribute = self.stored.entry(one.attribute.clone()).or_default();
            of_attribute.push(one);
        }
    }

    /// The record as it is at a moment.
    pub fn record<'a>(&'a self, dictionary: &Dictionary, moment: Moment) -> Record<'a> {
        Record::work_out(dictionary, &self.assertions, moment)
    }

    /// All that was said, by attribute.
    pub fn assertions(&self) -> &BTreeMap<String, Vec<Assertion>> {
        &self.assertions
    }

    /// The record as it is now, or was as it was looked up who wrote down what counts.
    pub fn record_now<'a>(&'a self, state: &AppState) -> Record<'a> {
        let moment = self.looked_up_for.unwrap_or_else(|| moment(state));
        self.record(state.dictionary, moment)
    }

    /// An assertion with who wrote it down, if that was looked up.
    pub fn find(&self, attribute: &str, id: Uuid) -> Option<&StoredAssertion> {
        let mut of_attribute = self.stored.get(attribute)?.iter();
        of_attribute.find(|one| one.assertion.id == id)
    }
}

/// To what a sealed value belongs: it opens nowhere else.
pub fn belongs_to(attribute: &str, subject: Uuid) -> String {
    format!("{attribute} of {subject}")
}

fn unseal(
    keys: &Keys,
    sealed: &str,
    subject: Uuid,
    attribute: &str,
) -> std::result::Result<Answer, NotOpened> {
    let text = keys.open(sealed, &belongs_to(attribute, subject))?;
    serde_json::from_str(&text).map_err(|_| NotOpened::Changed)
}

/// The moment that records are worked out for.
pub fn moment(state: &AppState) -> Moment {
    Moment {
        now: state.clock.now().into(),
        today: state.clock.today(),
    }
}

/// Who tells something, and how it reaches the council.
#[derive(Clone, Copy, Debug)]
pub struct Teller {
    pub source: Source,
    /// None when the program itself does it.
    pub actor: Option<Actor>,
    pub channel: Channel,
    pub case_id: Option<CaseId>,
}

impl Teller {
    /// Whoever types: a resident for themselves, or a member of staff for them.
    pub fn new(actor: Actor, channel: Channel) -> Self {
        Self {
            source: match actor {
                Actor::Visitor(_) | Actor::Resident(_) => Source::Resident,
                Actor::Staff(_) => Source::Adviser,
            },
            actor: Some(actor),
            channel,
            case_id: None,
        }
    }

    #[must_use]
    pub fn in_case(self, case: CaseId) -> Self {
        Self {
            case_id: Some(case),
            ..self
        }
    }
}

/// One thing that is told.
#[derive(Clone, Debug)]
pub struct Statement {
    pub attribute: String,
    pub act: Act,
    pub value: Option<Answer>,
    pub since: Option<Date>,
    pub verified: Verification,
    pub about: Option<Uuid>,
    pub reason: Option<String>,
}

impl Statement {
    /// Something is so.
    pub fn new(attribute: &str, value: Answer) -> Self {
        Self {
            attribute: attribute.to_owned(),
            act: Act::Stated,
            value: Some(value),
            since: None,
            verified: Verification::Unverified,
            about: None,
            reason: None,
        }
    }

    /// Something is so no longer.
    pub fn end(attribute: &str, about: Option<Uuid>) -> Self {
        Self {
            act: Act::Ended,
            value: None,
            about,
            ..Self::new(attribute, Answer::YesNo(true))
        }
    }

    #[must_use]
    pub fn verified(self, verified: Verification) -> Self {
        Self { verified, ..self }
    }
}

/// Tells the record something more, and brings what lists show of its subject up to date.
pub async fn tell(
    transaction: &mut Transaction,
    state: &AppState,
    subject: SubjectId,
    teller: Teller,
    statements: Vec<Statement>,
) -> Result<()> {
    tell_at(
        transaction,
        state,
        subject,
        teller,
        statements,
        state.clock.now(),
    )
    .await
}

/// As [`tell`], of something that was said at another moment: a form that was sent before it was known whose it is.
pub async fn tell_at(
    transaction: &mut Transaction,
    state: &AppState,
    subject: SubjectId,
    teller: Teller,
    statements: Vec<Statement>,
    at: Timestamp,
) -> Result<()> {
    if statements.is_empty() {
        return Ok(());
    }
    transaction.lock_subject(subject).await?;
    for statement in statements {
        let value = match statement.value {
            Some(value) => Some(store(state, subject, &statement.attribute, value)?),
            None => None,
        };
        let assertion = NewAssertion {
            subject,
            attribute: statement.attribute,
            act: statement.act,
            value,
            since: statement.since,
            valid_until: None,
            source: teller.source,
            verified: statement.verified,
            actor: teller.actor,
            channel: teller.channel,
            case_id: teller.case_id,
            about: statement.about,
            reason: statement.reason,
        };
        transaction.add_assertion(&assertion, at).await?;
    }
    if let SubjectId::Person(person) = subject {
        project(transaction, state, person).await?;
    }
    Ok(())
}

/// As it lies in the database: sealed, for what is as dangerous as bank details.
fn store(
    state: &AppState,
    subject: SubjectId,
    attribute: &str,
    value: Answer,
) -> Result<StoredValue> {
    let is_sealed = state
        .dictionary
        .get(attribute)
        .is_some_and(|one| one.is_sealed());
    if !is_sealed {
        return Ok(StoredValue::Open(value));
    }
    let text = serde_json::to_string(&value).map_err(anyhow::Error::from)?;
    let sealed = state.keys.seal(&text, &belongs_to(attribute, subject.id()));
    Ok(StoredValue::Sealed(sealed.map_err(anyhow::Error::from)?))
}

/// The attributes that lists and searches show.
const SHOWN: [&str; 7] = [
    "person.name",
    "person.former_names",
    "contact.email",
    "contact.telephone",
    "person.date_of_birth",
    "home.address",
    "person.died_on",
];

/// Brings what lists and searches show of somebody up to their record, and to that of whomever theirs is joined to.
pub async fn project(
    transaction: &mut Transaction,
    state: &AppState,
    person: PersonId,
) -> Result<()> {
    project_one(transaction, state, person).await?;
    let joined_to = transaction.find_person(person).await?;
    match joined_to.and_then(|person| person.joined_to) {
        Some(other) => project_one(transaction, state, other).await,
        None => Ok(()),
    }
}

async fn project_one(
    transaction: &mut Transaction,
    state: &AppState,
    person: PersonId,
) -> Result<()> {
    let subject = SubjectId::Person(person);
    let told = Told::load_of(transaction, &state.keys, subject, &SHOWN).await?;
    // What was said in this very transaction counts already.
    let mut moment = moment(state);
    moment.now = OffsetDateTime::max(moment.now, latest(&told));
    let shown = projection(&told.record(state.dictionary, moment));
    transaction.project_person(person, &shown).await?;
    let searchable = searchable(&shown, &told);
    Ok(transaction.index_person(person, &searchable).await?)
}

/// What somebody is found by: what counts now, and the names they had before.
fn searchable(shown: &Projection, told: &Told) -> Searchable {
    let date_of_birth = shown.date_of_birth.map(|date| date.to_string());
    let mut searchable = Searchable::of(
        shown.name.as_deref().unwrap_or_default(),
        date_of_birth.as_deref(),
        shown.postcode.as_deref(),
        shown.email.as_deref(),
        shown.telephone.as_deref(),
    );
    let names = ["person.name", "person.former_names"].into_iter();
    let said = names
        .filter_map(|attribute| told.assertions.get(attribute))
        .flatten();
    for name in said.filter_map(|one| one.value.as_ref()?.text()) {
        if !searchable.names.iter().any(|known| known == name) {
            searchable.names.push(name.to_owned());
        }
    }
    searchable
}

fn latest(told: &Told) -> OffsetDateTime {
    let moments = told
        .assertions
        .values()
        .flatten()
        .map(|one| one.asserted_at);
    moments.max().unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

fn projection(record: &Record<'_>) -> Projection {
    let text = |attribute: &str| {
        let known = record.one(attribute)?;
        known.value.text().map(str::to_owned)
    };
    let date = |attribute: &str| match record.one(attribute)?.value {
        Answer::Date(date) => Some(*date),
        _ => None,
    };
    let address = record
        .one("home.address")
        .and_then(|known| match known.value {
            Answer::Address(address) => Some(address),
            _ => None,
        });
    Projection {
        name: text("person.name"),
        email: text("contact.email"),
        telephone: text("contact.telephone"),
        date_of_birth: date("person.date_of_birth"),
        address_line: address.map(|address| address.line_1.clone()),
        postcode: address.map(|address| address.postcode.clone()),
        died_on: date("person.died_on"),
    }
}

/// A change, as whoever it is about makes it: what was true before is true no longer, however surely it was known.
/// Nothing where it is what is known already, unless that was old or in dispute; an end alone where nothing takes its place.
pub fn change(record: &Record<'_>, attribute: &str, value: Option<Answer>) -> Vec<Statement> {
    let known = record.one(attribute);
    let end = known.map(|_| Statement::end(attribute, None));
    match value {
        Some(value) if known.is_some_and(|known| *known.value == value) => {
            let doubted = known.filter(|known| known.is_stale || known.dispute.is_some());
            let confirmed = doubted.map(|known| Statement {
                act: Act::Confirmed,
                about: Some(known.by.id),
                ..Statement::new(attribute, value)
            });
            confirmed.into_iter().collect()
        }
        Some(value) => end
            .into_iter()
            .chain([Statement::new(attribute, value)])
            .collect(),
        None => end.into_iter().collect(),
    }
}
