//! Every version of every form, kept as it was when it was asked.

use std::collections::BTreeSet;

use sqlx::FromRow;

use crate::{Connection, FormId, Timestamp};

/// Where a form came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormSource {
    /// Shipped with the program.
    Catalogue,
    /// Imported from the XGov form runner's format.
    Xgov,
}

impl FormSource {
    fn word(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Xgov => "xgov",
        }
    }
}

/// One version of one form.
#[derive(Clone, Debug, FromRow)]
pub struct FormVersion {
    pub id: FormId,
    pub slug: String,
    pub version: i64,
    /// The service and its form, as JSON.
    pub definition: serde_json::Value,
    pub published_at: Option<Timestamp>,
}

/// The version of a form that residents get now.
#[derive(Clone, Debug, FromRow)]
pub struct PublishedForm {
    pub id: FormId,
    pub slug: String,
    pub version: i64,
}

/// A form to be stored.
#[derive(Clone, Debug)]
pub struct NewForm<'a> {
    pub slug: &'a str,
    pub source: FormSource,
    pub definition: &'a serde_json::Value,
    /// A hash of the definition: the same form is not stored twice in a row.
    pub checksum: &'a str,
    pub publish: bool,
}

#[derive(FromRow)]
struct Latest {
    id: FormId,
    version: i64,
    checksum: String,
}

impl Connection {
    /// Stores a form as its slug's next version, or finds that the latest version is the same, and publishes
    /// it if asked to. Call it in a transaction.
    pub async fn add_form(&mut self, form: &NewForm<'_>, now: Timestamp) -> sqlx::Result<FormId> {
        let latest: Option<Latest> = self
            .query("SELECT id, version, checksum FROM forms WHERE slug = $1 ORDER BY version DESC LIMIT 1")
            .bind(form.slug.to_owned())
            .fetch_optional()
            .await?;
        let published_at = form.publish.then_some(now);
        match latest {
            Some(latest) if latest.checksum == form.checksum => {
                self.query(
                    "UPDATE forms SET published_at = coalesce(published_at, $1) WHERE id = $2",
                )
                .bind(published_at)
                .bind(latest.id)
                .execute()
                .await?;
                Ok(latest.id)
            }
            latest => {
                let id = FormId::new();
                self.query(
                    "INSERT INTO forms (id, slug, version, source, definition, checksum, created_at, published_at,
                                        is_sensitive)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                )
                .bind(id)
                .bind(form.slug.to_owned())
                .bind(latest.map_or(0, |latest| latest.version) + 1)
                .bind(form.source.word().to_owned())
                .bind(form.definition.clone())
                .bind(form.checksum.to_owned())
                .bind(now)
                .bind(published_at)
                .bind(form.definition["service"]["sensitive"] == true)
                .execute()
                .await?;
                Ok(id)
            }
        }
    }

    /// The services, by slug, whose cases only those see who need to: see
    /// [`guildhall_domain::permissions`]. One that was sensitive once stays so, as its cases do.
    pub async fn list_sensitive_services(&mut self) -> sqlx::Result<BTreeSet<String>> {
        let rows: Vec<(String,)> = self
            .query("SELECT DISTINCT slug FROM forms WHERE is_sensitive")
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    pub async fn find_form(&mut self, id: FormId) -> sqlx::Result<Option<FormVersion>> {
        self.query("SELECT id, slug, version, definition, published_at FROM forms WHERE id = $1")
            .bind(id)
            .fetch_optional()
            .await
    }

    /// The version of a service's form that residents get now.
    pub async fn find_published_form(&mut self, slug: &str) -> sqlx::Result<Option<PublishedForm>> {
        self.query(
            "SELECT id, slug, version FROM forms WHERE slug = $1 AND published_at IS NOT NULL
             ORDER BY version DESC LIMIT 1",
        )
        .bind(slug.to_owned())
        .fetch_optional()
        .await
    }

    /// Every service that residents can use now.
    pub async fn list_published_forms(&mut self) -> sqlx::Result<Vec<PublishedForm>> {
        self.query(
            "SELECT id, slug, version FROM forms WHERE published_at IS NOT NULL AND version =
                 (SELECT max(version) FROM forms AS other
                  WHERE other.slug = forms.slug AND other.published_at IS NOT NULL)
             ORDER BY slug",
        )
        .fetch_all()
        .await
    }

    /// Whether another source has already stored a form under this name.
    pub async fn is_slug_taken(
        &mut self,
        slug: &str,
        by_other_than: FormSource,
    ) -> sqlx::Result<bool> {
        let row: Option<(String,)> = self
            .query("SELECT slug FROM forms WHERE slug = $1 AND source <> $2 LIMIT 1")
            .bind(slug.to_owned())
            .bind(by_other_than.word().to_owned())
            .fetch_optional()
            .await?;
        Ok(row.is_some())
    }
}
