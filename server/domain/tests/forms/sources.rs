//! Every form the tests are run on.

use std::path::{Path, PathBuf};

use guildhall_domain::forms::{
    CheckedForm,
    xgov::{self, Imported},
};

/// An imported form with the file it came from.
pub struct Source {
    pub name: String,
    pub text: String,
    pub imported: Imported,
}

/// Files with the extension, in the order of their names.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    assert!(
        !files.is_empty(),
        "no .{extension} files in {}",
        folder.display()
    );
    files
}

fn read(path: &Path) -> (String, String) {
    let name = path
        .file_name()
        .expect("it is a file")
        .to_string_lossy()
        .into_owned();
    (
        name,
        std::fs::read_to_string(path).expect("the file can be read"),
    )
}

pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a fixture.
pub fn fixture(path: &str) -> String {
    std::fs::read_to_string(here("tests/fixtures/xgov").join(path))
        .expect("the fixture can be read")
}

/// Files in the XGov format: the fixtures, and the real ones in the folder that `GUILDHALL_REAL_FORMS` names.
pub fn xgov_files() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = files(&here("tests/fixtures/xgov"), "json")
        .iter()
        .map(|path| read(path))
        .collect();
    found.extend(real_files());
    found
}

/// Only the real ones; none when the variable is not set, but a folder that is missing or empty is a failure.
pub fn real_files() -> Vec<(String, String)> {
    let folder = std::env::var_os("GUILDHALL_REAL_FORMS").map(PathBuf::from);
    folder.map_or_else(Vec::new, |folder| {
        files(&folder, "json")
            .iter()
            .map(|path| read(path))
            .collect()
    })
}

/// Every file that can be imported. Real ones that ask for files to be uploaded cannot, and nothing else is an
/// excuse.
pub fn imported() -> Vec<Source> {
    let sources =
        xgov_files()
            .into_iter()
            .filter_map(|(name, text)| match xgov::import(&name, &text) {
                Ok(imported) => Some(Source {
                    name,
                    text,
                    imported,
                }),
                Err(refused)
                    if refused
                        .0
                        .iter()
                        .all(|problem| problem.message.contains("FileUploadField")) =>
                {
                    None
                }
                Err(refused) => panic!("{refused}"),
            });
    sources.collect()
}

/// The forms of the catalogue.
pub fn native() -> Vec<(String, CheckedForm)> {
    let catalogue = here("../catalogue");
    let folders = std::fs::read_dir(&catalogue)
        .unwrap_or_else(|error| panic!("{}: {error}", catalogue.display()));
    let mut files: Vec<PathBuf> = folders
        .map(|entry| {
            entry
                .expect("the catalogue can be read")
                .path()
                .join("form.yaml")
        })
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    assert!(
        !files.is_empty(),
        "no */form.yaml in {}",
        catalogue.display()
    );
    files.iter().map(|path| native_form(path)).collect()
}

fn native_form(path: &Path) -> (String, CheckedForm) {
    let text = std::fs::read_to_string(path).expect("the form can be read");
    let name = path.display().to_string();
    match CheckedForm::parse(&name, &text) {
        Ok(form) => (name, form),
        Err(problems) => panic!(
            "{}",
            problems
                .iter()
                .map(|problem| format!("{problem}\n"))
                .collect::<String>()
        ),
    }
}

/// Every form there is, by name.
pub fn every_form() -> Vec<(String, CheckedForm)> {
    let mut forms = native();
    forms.extend(
        imported()
            .into_iter()
            .map(|source| (source.name, source.imported.form)),
    );
    forms
}
