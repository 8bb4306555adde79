//! A form that asks for nothing but what records hold, the same without its bindings, and a resident whose record
//! answers all of it.

use std::{collections::BTreeMap, fs};

use anyhow::Context as _;
use guildhall_database::{Database, FormSessionId, FormSource, NewForm};
use guildhall_domain::{
    forms::{Binding, CheckedForm, Form, Item, Page, Typed},
    people::{Dictionary, dictionary::Reuse, dictionary::SubjectKind},
    services::{CaseType, Definition, Service},
    text::Text,
};
use time::OffsetDateTime;

use super::Holder;
use crate::{answers, sign_ins::browser::Browser};

/// How many questions it asks.
pub const FIELDS: usize = 30;
const FIELDS_OF_A_PAGE: usize = 5;
pub const BOUND: &str = "bench-bound";
pub const UNBOUND: &str = "bench-unbound";

/// Stores both forms and lets residents use them.
pub async fn publish(database: &Database) -> anyhow::Result<()> {
    let mut transaction = database.begin().await?;
    for (slug, is_bound) in [(BOUND, true), (UNBOUND, false)] {
        let definition = Definition {
            service: service(slug),
            form: form(&dictionary()?, is_bound),
        };
        let form = NewForm {
            slug,
            source: FormSource::Xgov,
            definition: &serde_json::to_value(definition)?,
            checksum: slug,
            publish: true,
        };
        let now = OffsetDateTime::now_utc().into();
        transaction.add_form(&form, now).await?;
    }
    Ok(transaction.commit().await?)
}

/// The dictionary that ships with the program.
fn dictionary() -> anyhow::Result<Dictionary> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogue/attributes.yaml");
    let text = fs::read_to_string(file).with_context(|| format!("{file} can't be read"))?;
    Dictionary::parse(file, &text).map_err(|problems| anyhow::anyhow!("{}", problems.join("; ")))
}

/// Asks for each attribute of people that is reused, in turn, until there are enough questions.
fn form(dictionary: &Dictionary, is_bound: bool) -> Form {
    let attributes = dictionary.of(SubjectKind::Person);
    let attributes = attributes.filter(|(_, attribute)| attribute.reuse != Reuse::Never);
    let attributes: Vec<_> = attributes.collect();
    let questions = attributes.iter().cycle().take(FIELDS).enumerate();
    let questions = questions.map(|(number, (name, attribute))| {
        let mut field = attribute.as_field(&format!("question_{number}"));
        field.records = is_bound.then(|| Binding::Attribute((*name).to_owned()));
        Item::Field(field)
    });
    let questions: Vec<Item> = questions.collect();
    let pages = questions.chunks(FIELDS_OF_A_PAGE).enumerate();
    let page = |(number, items): (usize, &[Item])| Page {
        id: format!("page-{number}"),
        title: Text::from(format!("Page {number}").as_str()),
        section: None,
        when: None,
        script: None,
        hint_aloud: None,
        items: items.to_vec(),
        next: Vec::new(),
    };
    Form {
        sections: Vec::new(),
        lists: BTreeMap::new(),
        pages: pages.map(page).collect(),
    }
}

fn service(title: &str) -> Service {
    let words = || Text::from(title);
    Service {
        title: words(),
        summary: words(),
        keywords: Vec::new(),
        lgsl: None,
        top_task: None,
        needs: guildhall_domain::accounts::Level::default(),
        sensitive: false,
        answer_within_days: None,
        goes_with: Vec::new(),
        before_you_start: words(),
        declaration: words(),
        declaration_aloud: None,
        what_happens_next: words(),
        case: CaseType::plain(),
    }
}

/// Fills the bound form in and sends it, so that the record answers it from then on; then starts it again and looks
/// whether it does.
pub async fn fill_in(
    resident: &mut Browser,
    database: &Database,
    holder: &Holder,
) -> anyhow::Result<()> {
    let dictionary = dictionary()?;
    let form = form(&dictionary, true);
    let form = form
        .check(BOUND)
        .map_err(|problems| anyhow::anyhow!("the bench's form has {} problems", problems.len()))?;
    let session = start(resident).await?;
    for page in &form.form().pages {
        post(resident, &session, &form, page).await?;
    }
    let check = format!("{session}/check");
    resident.read(&check).await?;
    let sent = resident.post(&check, &[]).await?;
    let next = sent.location("sending the form")?;
    anyhow::ensure!(next.ends_with("/done"), "sending the form led to {next}");

    let session = start(resident).await?;
    let id: FormSessionId = session.trim_start_matches("/forms/").parse()?;
    let stored = database.read().await?.find_form_session(id).await?;
    let stored = stored.context("the form session is gone")?;
    anyhow::ensure!(
        stored.subject == Some(holder.person),
        "the form is another's than {}'s",
        holder.identity
    );
    // What is sealed is known too, and not stored with the form.
    let open = form.bound().filter(|(_, binding)| {
        let attribute = dictionary.get(binding.attribute());
        attribute.is_some_and(|attribute| !attribute.is_sealed())
    });
    let (known, open) = (stored.progress.known.len(), open.count());
    anyhow::ensure!(
        known == open,
        "the record answers {known} of {open} questions"
    );
    Ok(())
}

/// Starts the bound form and returns its session's path.
async fn start(resident: &mut Browser) -> anyhow::Result<String> {
    let service = format!("/services/{BOUND}");
    resident.read(&service).await?;
    let started = resident.post(&format!("{service}/start"), &[]).await?;
    let first = started.location("the start button")?;
    let (session, _) = first
        .rsplit_once('/')
        .context("the start button led astray")?;
    Ok(session.to_owned())
}

async fn post(
    resident: &mut Browser,
    session: &str,
    form: &CheckedForm,
    page: &Page,
) -> anyhow::Result<()> {
    let today = OffsetDateTime::now_utc().date();
    let mut typed = Typed::default();
    let mut random = fastrand::Rng::with_seed(1);
    for field in page.fields() {
        answers::post(&mut typed, form, field, today, &mut random);
    }
    let controls: Vec<(&str, &str)> = typed
        .pairs()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let path = format!("{session}/{}", page.id);
    let saved = resident.post(&path, &controls).await?;
    saved.location(&path)?;
    Ok(())
}
