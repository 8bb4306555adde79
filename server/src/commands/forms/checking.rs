//! `guildhall forms check`

use std::path::{Path, PathBuf};

use guildhall_domain::{
    forms::CheckedForm,
    people::{Dictionary, proposals::Unshared},
    services::Service,
    text::Language,
};

use super::{super::open, read};
use crate::{
    catalogue::{self, Catalogue},
    config::Config,
};

/// A form that has nothing wrong with it.
struct Checked {
    name: String,
    form: CheckedForm,
    /// What is asked in it is never shared.
    is_sensitive: bool,
}

pub async fn check(config: &Config, files: &[PathBuf], published: bool) -> anyhow::Result<()> {
    let dictionary = catalogue::dictionary()?;
    let mut checked = Vec::new();
    let mut wrong = 0;
    for file in files {
        match check_file(dictionary, file)? {
            Some(one) => {
                report(dictionary, &one);
                checked.push(one);
            }
            None => wrong += 1,
        }
    }
    if published {
        for one in on_offer(config).await? {
            report(dictionary, &one);
            checked.push(one);
        }
    }
    let to_share = checked.iter().filter(|one| !one.is_sensitive);
    let forms: Vec<(&str, &CheckedForm)> =
        to_share.map(|one| (one.name.as_str(), &one.form)).collect();
    for unshared in dictionary.unshared(&forms) {
        println!("{}", sentence(dictionary, &unshared));
    }
    anyhow::ensure!(
        wrong == 0,
        "{wrong} of {} forms must be put right",
        files.len()
    );
    Ok(())
}

/// Checks a file and its bindings; none, with everything that is wrong on standard error, if it has mistakes.
fn check_file(dictionary: &Dictionary, file: &Path) -> anyhow::Result<Option<Checked>> {
    let path = file.display().to_string();
    let found = CheckedForm::parse(&path, &read(file)?).and_then(|form| {
        let problems = dictionary.binding_problems(&form, &path);
        if problems.is_empty() {
            Ok(form)
        } else {
            Err(problems)
        }
    });
    Ok(match found {
        Ok(form) => Some(Checked {
            name: name(file),
            form,
            is_sensitive: is_sensitive(file)?,
        }),
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            None
        }
    })
}

/// The form's folder, where the file is called as in the catalogue; else the file.
fn name(file: &Path) -> String {
    let folder = file.parent().and_then(Path::file_name);
    let is_in_catalogue = file.file_name().is_some_and(|name| name == "form.yaml");
    match folder.filter(|_| is_in_catalogue) {
        Some(folder) => folder.to_string_lossy().into_owned(),
        None => file.display().to_string(),
    }
}

/// Whether the service beside the form, as in the catalogue, is sensitive.
fn is_sensitive(file: &Path) -> anyhow::Result<bool> {
    let beside = file.with_file_name("service.yaml");
    if !beside.exists() {
        return Ok(false);
    }
    let parsed = Service::parse(&beside.display().to_string(), &read(&beside)?);
    let service = parsed.map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", problems.join("; "))
    })?;
    Ok(service.sensitive)
}

/// The forms that residents use now.
async fn on_offer(config: &Config) -> anyhow::Result<Vec<Checked>> {
    let database = open(config).await?;
    let services = Catalogue::new(database.clone()).list().await;
    database.close().await;
    let services =
        services.map_err(|error| anyhow::anyhow!("the catalogue can't be read: {error:?}"))?;
    let checked = services.iter().map(|service| Checked {
        name: service.slug.clone(),
        form: service.form.clone(),
        is_sensitive: service.service.sensitive,
    });
    Ok(checked.collect())
}

/// Says that nothing is wrong, and what could be bound, as lines to paste.
fn report(dictionary: &Dictionary, checked: &Checked) {
    let pages = checked.form.form().pages.len();
    println!("{}: {pages} pages, nothing wrong", checked.name);
    if checked.is_sensitive {
        return;
    }
    for proposal in dictionary.proposals(&checked.form) {
        println!(
            "  page {}, field {} could share what is known, as {}:\n    records: {}",
            proposal.page, proposal.field, proposal.because, proposal.attribute
        );
    }
}

/// "3 forms ask for "Vehicle" (vehicle.registration) and these do not share it: parking (registration)."
fn sentence(dictionary: &Dictionary, unshared: &Unshared<'_>) -> String {
    let label = dictionary
        .get(unshared.attribute)
        .map(|attribute| attribute.label.in_language(Language::English));
    let fields = unshared.fields.iter();
    let fields: Vec<String> = fields
        .map(|(form, field)| format!("{form} ({field})"))
        .collect();
    format!(
        "{} forms ask for \"{}\" ({}) and these do not share it: {}",
        unshared.forms.len(),
        label.unwrap_or_default(),
        unshared.attribute,
        fields.join(", ")
    )
}
