//! `guildhall forms check`, `guildhall forms import`, `guildhall forms schema`

mod checking;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Subcommand, ValueEnum};
use guildhall_database::{Database, FormSource};
use guildhall_domain::{
    forms::{schema, xgov},
    services::Definition,
};

use super::open;
use crate::{catalogue, clock::Clock, config::Config};

#[derive(Debug, Subcommand)]
pub enum Forms {
    /// Check form files (YAML or JSON) and say what is wrong, by file, page and field; which questions could share what
    /// is known of people; and what several forms ask for without sharing it.
    Check {
        /// Check the forms that residents use now too.
        #[arg(long)]
        published: bool,
        #[arg(required_unless_present = "published")]
        files: Vec<PathBuf>,
    },
    /// Import forms from another program's files. Each file stands alone: one that is refused stores nothing.
    Import {
        /// The format of the files.
        #[arg(long)]
        from: Format,
        /// Let residents use the forms at once.
        #[arg(long)]
        publish: bool,
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the JSON Schema of form files.
    Schema,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// The XGov digital form builder's JSON, version 2.
    Xgov,
}

impl Forms {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        match self {
            Self::Check { published, files } => checking::check(config, &files, published).await,
            Self::Import {
                from: Format::Xgov,
                publish,
                files,
            } => {
                let database = open(config).await?;
                let outcome = import_all(&database, &files, publish).await;
                database.close().await;
                outcome
            }
            Self::Schema => {
                println!("{}", serde_json::to_string_pretty(&schema::form_schema())?);
                Ok(())
            }
        }
    }
}

async fn import_all(database: &Database, files: &[PathBuf], publish: bool) -> anyhow::Result<()> {
    let mut refused = 0;
    for file in files {
        if let Err(error) = import(database, file, publish).await {
            refused += 1;
            eprintln!("{error:#}");
        }
    }
    println!(
        "{} of {} forms imported",
        files.len() - refused,
        files.len()
    );
    anyhow::ensure!(
        refused == 0,
        "{refused} of {} forms were refused and not stored",
        files.len()
    );
    Ok(())
}

async fn import(database: &Database, file: &Path, publish: bool) -> anyhow::Result<()> {
    let name = file.display().to_string();
    let imported =
        xgov::import(&name, &read(file)?).map_err(|refused| anyhow::anyhow!("{refused}"))?;
    let slug = slug(file);
    anyhow::ensure!(
        !slug.is_empty(),
        "{name}: the file's name has no letter to make an address from"
    );
    let definition = Definition {
        service: imported.service,
        form: imported.form.form().clone(),
    };
    let mut transaction = database.begin().await?;
    let is_taken = transaction.is_slug_taken(&slug, FormSource::Xgov).await?;
    anyhow::ensure!(
        !is_taken,
        "{name}: a service at /services/{slug} exists already; rename the file"
    );
    let now = Clock::system().now();
    catalogue::store(
        &mut transaction,
        &slug,
        &definition,
        FormSource::Xgov,
        publish,
        now,
    )
    .await?;
    transaction.commit().await?;
    let state = if publish {
        "published at"
    } else {
        "stored, not yet published, for"
    };
    println!(
        "{name}: {} pages, {state} /services/{slug}",
        definition.form.pages.len()
    );
    for dropped in &imported.dropped {
        println!("  left out {dropped}");
    }
    for gap in &imported.gaps {
        println!(
            "  gap: on page {gap} some answers match no link; they lead to check-your-answers"
        );
    }
    for page in &imported.without_fallback {
        println!(
            "  page {page} has no link without a condition; every answer it takes matches one of the others"
        );
    }
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))
}

/// A service's address, from its file's name: `My form.json` becomes `my-form`.
fn slug(file: &Path) -> String {
    let stem = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let words = stem
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
