//! The services on offer: those that ship with the program and those that a council has imported. Every version
//! lives in the database; this keeps the ones in use, which never change, ready in memory.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use anyhow::Context as _;
use guildhall_database::{
    Connection, Database, FormId, FormSource, NewForm, PublishedForm, Timestamp,
};
use guildhall_domain::{
    forms::{CheckedForm, sanitise::sanitise_form},
    people::Dictionary,
    search,
    services::{Definition, Service},
    text::Language,
};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::error::{AppError, Result};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/catalogue"]
struct Shipped;

/// One version of one service, ready for use.
#[derive(Debug)]
pub struct ServiceForm {
    pub id: FormId,
    pub slug: String,
    pub version: i64,
    pub service: Service,
    pub form: CheckedForm,
}

#[derive(Clone, Debug)]
pub struct Catalogue {
    database: Database,
    versions: Arc<RwLock<HashMap<FormId, Arc<ServiceForm>>>>,
}

impl Catalogue {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            versions: Arc::default(),
        }
    }

    /// One version, published or not.
    pub async fn version(&self, id: FormId) -> Result<Arc<ServiceForm>> {
        if let Some(found) = self
            .versions
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&id)
        {
            return Ok(found.clone());
        }
        let stored = self
            .database
            .read()
            .await?
            .find_form(id)
            .await?
            .ok_or(AppError::NotFound)?;
        let definition: Definition =
            serde_json::from_value(stored.definition).context("a stored form can't be read")?;
        let form = definition
            .form
            .check(&stored.slug)
            .map_err(|problems| anyhow::anyhow!("a stored form has {} problems", problems.len()))?;
        let version = Arc::new(ServiceForm {
            id,
            slug: stored.slug,
            version: stored.version,
            service: definition.service,
            form,
        });
        let mut versions = self
            .versions
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(versions.entry(id).or_insert(version).clone())
    }

    /// What residents get when they start a service now.
    pub async fn published(&self, slug: &str) -> Result<Arc<ServiceForm>> {
        let published = self
            .database
            .read()
            .await?
            .find_published_form(slug)
            .await?;
        self.version(published.ok_or(AppError::NotFound)?.id).await
    }

    /// Every service on offer, in the order of the alphabet.
    pub async fn list(&self) -> Result<Vec<Arc<ServiceForm>>> {
        let published: Vec<PublishedForm> =
            self.database.read().await?.list_published_forms().await?;
        let mut services = Vec::with_capacity(published.len());
        for form in published {
            services.push(self.version(form.id).await?);
        }
        services.sort_by_cached_key(|service| {
            service
                .service
                .title
                .in_language(Language::English)
                .to_lowercase()
        });
        Ok(services)
    }

    /// The services, by slug, whose cases only those see who need to: one that is known to somebody who should not know
    /// may put whom it is about in danger.
    pub async fn sensitive(&self) -> Result<BTreeSet<String>> {
        let services = self.list().await?;
        let sensitive = services.iter().filter(|service| service.service.sensitive);
        Ok(sensitive.map(|service| service.slug.clone()).collect())
    }

    /// The services that answer a search, best first.
    pub async fn search(&self, query: &str, language: Language) -> Result<Vec<Arc<ServiceForm>>> {
        let services = self.list().await?.into_iter();
        let mut found: Vec<_> = services
            .filter_map(|service| {
                Some((search::score(&service.service, query, language)?, service))
            })
            .collect();
        // Of equals, what most people come for first.
        found.sort_by_key(|(score, service)| {
            let place = service.service.top_task.unwrap_or(u32::MAX);
            (std::cmp::Reverse(*score), place)
        });
        Ok(found.into_iter().map(|(_, service)| service).collect())
    }

    /// Stores the services that ship with the program, as new versions where they have changed.
    pub async fn store_shipped(&self, now: Timestamp) -> anyhow::Result<()> {
        let mut transaction = self.database.begin().await?;
        for (slug, definition) in shipped()? {
            let taken = transaction
                .is_slug_taken(&slug, FormSource::Catalogue)
                .await?;
            if taken {
                tracing::warn!(
                    slug,
                    "a service of this name was imported, so the shipped one is left out"
                );
                continue;
            }
            store(
                &mut transaction,
                &slug,
                &definition,
                FormSource::Catalogue,
                true,
                now,
            )
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Stores a definition as the next version of its slug, unless it is the same as the last.
pub async fn store(
    connection: &mut Connection,
    slug: &str,
    definition: &Definition,
    source: FormSource,
    publish: bool,
    now: Timestamp,
) -> anyhow::Result<FormId> {
    let json = serde_json::to_value(definition)?;
    let checksum = Sha256::digest(json.to_string());
    let checksum: String = checksum.iter().map(|byte| format!("{byte:02x}")).collect();
    let form = NewForm {
        slug,
        source,
        definition: &json,
        checksum: &checksum,
        publish,
    };
    Ok(connection.add_form(&form, now).await?)
}

/// The dictionary of attributes that ships with the program.
///
/// # Errors
/// Every mistake in it.
pub fn dictionary() -> anyhow::Result<&'static Dictionary> {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    if let Some(dictionary) = DICTIONARY.get() {
        return Ok(dictionary);
    }
    let file = "attributes.yaml";
    let dictionary =
        Dictionary::parse(file, &read(file)?).map_err(|problems| sentence(&problems))?;
    Ok(DICTIONARY.get_or_init(|| dictionary))
}

/// Every service folder of the catalogue that ships with the program.
pub fn shipped() -> anyhow::Result<Vec<(String, Definition)>> {
    let mut services = Vec::new();
    for file in Shipped::iter() {
        let Some(slug) = file.strip_suffix("/service.yaml") else {
            continue;
        };
        let service = read(&file)?;
        let mut service =
            Service::parse(&file, &service).map_err(|problems| sentence(&problems))?;
        service.sanitise();
        let form_file = format!("{slug}/form.yaml");
        let form = CheckedForm::parse(&form_file, &read(&form_file)?)
            .map_err(|problems| sentence(&problems))?;
        let problems = dictionary()?.binding_problems(&form, &form_file);
        if !problems.is_empty() {
            return Err(sentence(&problems));
        }
        let mut form = form.form().clone();
        sanitise_form(&mut form);
        let definition = Definition { service, form };
        services.push((slug.to_owned(), definition));
    }
    Ok(services)
}

fn read(file: &str) -> anyhow::Result<String> {
    let embedded = Shipped::get(file).with_context(|| format!("{file} is missing"))?;
    Ok(String::from_utf8(embedded.data.into_owned())?)
}

fn sentence<P: std::fmt::Display>(problems: &[P]) -> anyhow::Error {
    let lines: Vec<String> = problems.iter().map(P::to_string).collect();
    anyhow::anyhow!("{}", lines.join("; "))
}
