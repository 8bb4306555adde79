//! What the pages about one attribute share, for its holder and for staff.

use guildhall_app::pages::record::attribute::{
    AttributePage, ChangeQuestion, RemovableValue, StaffControls,
};
use guildhall_database::{
    CaseId, Connection, NewTask, PersonId, SubjectId, TaskAbout, Transaction,
};
use guildhall_domain::{
    forms::{Answer, CheckedForm, Field, FieldError, Typed},
    people::{Act, Attribute},
    tasks::{TaskDetails, TaskKind},
    text::Language,
};
use time::Duration;
use uuid::Uuid;

use crate::{
    changes::{self, Relying},
    error::{AppError, Result},
    records::{
        self, Statement, Teller, Told,
        held::{Holding, Reader},
    },
    state::AppState,
};

/// The control in which an attribute's value is typed.
const CONTROL: &str = "value";

/// One attribute of one person or organisation, as its page is about it.
pub struct Held<'a> {
    pub name: &'a str,
    pub attribute: &'static Attribute,
    pub subject: SubjectId,
    form: CheckedForm,
}

impl<'a> Held<'a> {
    /// The attribute with this name, if a record like this has it.
    pub fn find(state: &AppState, name: &'a str, subject: SubjectId) -> Result<Self> {
        let attribute = state.dictionary.get(name);
        let attribute = attribute.filter(|attribute| subject.has(attribute));
        let attribute = attribute.ok_or(AppError::NotFound)?;
        let form = attribute.as_form(CONTROL).ok_or(AppError::NotFound)?;
        Ok(Self {
            name,
            attribute,
            subject,
            form,
        })
    }

    /// Whose record it is, if that is a person: what others rely on is known of people.
    fn person(&self) -> Option<PersonId> {
        match self.subject {
            SubjectId::Person(person) => Some(person),
            SubjectId::Organisation(_) => None,
        }
    }

    fn field(&self) -> Result<&Field> {
        self.form.field(CONTROL).ok_or(AppError::NotFound)
    }

    /// Reads what was typed as its value.
    pub fn read(
        &self,
        state: &AppState,
        typed: &Typed,
    ) -> Result<std::result::Result<Answer, Vec<FieldError>>> {
        let field = self.field()?;
        let read = self.form.read_field(field, typed, state.clock.today());
        Ok(read.and_then(|answer| answer.ok_or_else(Vec::new)))
    }

    /// The question that changes it, with what was typed or else what is known.
    pub fn question(
        &self,
        typed: Typed,
        errors: Vec<FieldError>,
        staff: Option<StaffControls>,
    ) -> Result<ChangeQuestion> {
        Ok(ChangeQuestion {
            form: self.form.clone(),
            field: self.field()?.clone(),
            typed,
            errors,
            staff,
        })
    }

    /// Who relies on it.
    pub async fn relying(&self, connection: &mut Connection, state: &AppState) -> Result<Relying> {
        let Some(person) = self.person().filter(|_| self.attribute.tell) else {
            return Ok(Relying::default());
        };
        let attributes = [self.name.to_owned()];
        changes::relying(connection, state, person, &attributes, None::<CaseId>).await
    }

    /// The page about it, without the question that changes it.
    pub async fn page(
        &self,
        state: &AppState,
        reader: Reader<'_>,
        (csrf, action, back): (String, String, String),
    ) -> Result<AttributePage> {
        let mut connection = state.database.read().await?;
        let told = Told::load_story(&mut connection, &state.keys, self.subject, self.name).await?;
        let mut relying = self.relying(&mut connection, state).await?;
        drop(connection);
        relying
            .services
            .retain(|service| reader.may_see_cases(&service.slug));
        let holding = Holding::new(state, reader, &told, self.attribute.of).await?;
        let values = holding.known(self.name, self.attribute);
        Ok(AttributePage {
            label: self
                .attribute
                .label
                .in_language(Language::English)
                .to_owned(),
            csrf,
            action,
            back,
            values: values
                .into_iter()
                .map(|(id, value)| RemovableValue {
                    value,
                    id: id.to_string(),
                })
                .collect(),
            is_many: self.attribute.many,
            question: None,
            needs_rung: false,
            may_dispute: false,
            dispute: None,
            told: told_words(&relying),
            story: holding.story(self.name, self.attribute),
            used_by: holding.used_by.get(self.name).cloned().unwrap_or_default(),
            purpose: self
                .attribute
                .purpose
                .in_language(Language::English)
                .to_owned(),
            done: None,
        })
    }

    /// What is known, as it would be typed: nothing for what is sealed or may be many.
    pub async fn known_typed(&self, state: &AppState) -> Result<Typed> {
        if self.attribute.is_sealed() || self.attribute.many {
            return Ok(Typed::default());
        }
        let mut connection = state.database.read().await?;
        let subject = self.subject;
        let told = Told::load_of(&mut connection, &state.keys, subject, &[self.name]).await?;
        let record = told.record(state.dictionary, records::moment(state));
        let known = record.one(self.name).map(|known| known.value);
        let field = self.field()?;
        Ok(known.map_or_else(Typed::default, |value| Typed::from_answer(field, value)))
    }

    /// Writes statements down and passes the change on.
    pub async fn tell(
        &self,
        transaction: &mut Transaction,
        state: &AppState,
        teller: Teller,
        statements: Vec<Statement>,
    ) -> Result<()> {
        if statements.is_empty() {
            return Ok(());
        }
        let subject = self.subject;
        let is_changed = statements.iter().any(|one| one.act != Act::Confirmed);
        records::tell(transaction, state, subject, teller, statements).await?;
        let told_of = self.person().filter(|_| self.attribute.tell && is_changed);
        if let Some(person) = told_of {
            let attributes = [self.name.to_owned()];
            changes::pass_on(transaction, state, person, &attributes, teller).await?;
        }
        Ok(())
    }

    /// A new value: in place of the old one, or beside those that are there.
    pub async fn changing(
        &self,
        transaction: &mut Transaction,
        state: &AppState,
        value: Answer,
    ) -> Result<Vec<Statement>> {
        if self.attribute.many {
            return Ok(vec![Statement::new(self.name, value)]);
        }
        let subject = self.subject;
        transaction.lock_subject(subject).await?;
        let told = Told::load_of(transaction, &state.keys, subject, &[self.name]).await?;
        let record = told.record(state.dictionary, records::moment(state));
        Ok(records::change(&record, self.name, Some(value)))
    }

    /// Writes down that its holder says it is wrong, and asks staff to look at it.
    pub async fn dispute(
        &self,
        transaction: &mut Transaction,
        state: &AppState,
        teller: Teller,
        words: String,
    ) -> Result<()> {
        let subject = self.subject;
        let told = Told::load_of(transaction, &state.keys, subject, &[self.name]).await?;
        let record = told.record(state.dictionary, records::moment(state));
        let Some(known) = record.one(self.name) else {
            return Ok(());
        };
        let dispute = Statement {
            act: Act::Disputed,
            value: None,
            about: Some(known.by.id),
            reason: Some(words),
            ..Statement::new(self.name, Answer::YesNo(false))
        };
        records::tell(transaction, state, subject, teller, vec![dispute]).await?;
        let task = NewTask {
            kind: TaskKind::DetailDisputed,
            once: None,
            about: TaskAbout {
                person: self.person(),
                ..TaskAbout::default()
            },
            details: TaskDetails {
                attributes: vec![self.name.to_owned()],
                ..TaskDetails::default()
            },
            team: None,
            owner: None,
            due_on: state.clock.today() + Duration::days(5),
            created_by: teller.actor,
        };
        transaction.add_task(&task, state.clock.now()).await?;
        Ok(())
    }
}

/// Who relies on a change, a line for each service.
pub fn told_words(relying: &Relying) -> Vec<String> {
    use guildhall_app::wording::text_with;
    let lines = relying.services.iter().map(|service| {
        let title = &service.title;
        if service.open_cases.is_empty() {
            return text_with("relying-draft", &[("service", title)]);
        }
        let references = service.open_cases.join(", ");
        text_with(
            "relying-open",
            &[("service", title), ("references", &references)],
        )
    });
    lines.collect()
}

/// The id of the value that a post is about.
pub fn about(typed: &Typed) -> Option<Uuid> {
    typed.first("about")?.parse().ok()
}
