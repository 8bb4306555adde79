//! Which form is filled in, and what is posted on each of its pages. All of it is worked out before the clock
//! starts, so that the load costs little beside the server.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use guildhall_domain::forms::{CheckedForm, Item, Page, Progress, Stop, Typed, xgov};
use time::OffsetDateTime;

use crate::answers;

/// The real form that is measured when the folder has it: 23 pages, 20 conditions.
const PREFERRED: &str = "pfn-rp-management-of-funds.json";
/// Answers are drawn this many times; the walk with the most pages is taken.
const DRAWS: u64 = 300;
const MOST_STEPS: usize = 200;

/// One filling-in of a form, from the first page to check-your-answers.
#[derive(Debug)]
pub struct Walk {
    /// The form's file.
    pub file: PathBuf,
    pub slug: String,
    /// How many pages the form has in all.
    pub pages: usize,
    pub steps: Vec<Step>,
    /// How many bytes the saved progress has, on average over the walk.
    pub progress_bytes: usize,
}

/// A page and what is posted on it.
#[derive(Debug)]
pub struct Step {
    pub page: String,
    /// URL-encoded, without the anti-forgery token.
    pub body: String,
    /// The names of the controls that are filled in.
    pub controls: Vec<String>,
}

impl Walk {
    /// The form to measure: the preferred one if the folder has it, else the one with the longest walk.
    pub fn choose(folder: &Path) -> anyhow::Result<Self> {
        let preferred = folder.join(PREFERRED);
        if preferred.is_file() {
            return Self::of(&preferred);
        }
        let mut longest: Option<Self> = None;
        let files = fs::read_dir(folder)
            .with_context(|| format!("the folder {} can't be read", folder.display()))?;
        for file in files {
            let file = file?.path();
            if file.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            let Ok(walk) = Self::of(&file) else { continue };
            if longest
                .as_ref()
                .is_none_or(|longest| longest.steps.len() < walk.steps.len())
            {
                longest = Some(walk);
            }
        }
        longest.with_context(|| format!("no form in {} can be imported", folder.display()))
    }

    fn of(file: &Path) -> anyhow::Result<Self> {
        let name = file.display().to_string();
        let text = fs::read_to_string(file).with_context(|| format!("{name} can't be read"))?;
        let imported =
            xgov::import(&name, &text).map_err(|refused| anyhow::anyhow!("{refused}"))?;
        let mut longest: Option<(Vec<Step>, usize)> = None;
        for seed in 0..DRAWS {
            let walked =
                walk(&imported.form, seed).with_context(|| format!("{name} can't be filled in"))?;
            if longest
                .as_ref()
                .is_none_or(|(steps, _)| steps.len() < walked.0.len())
            {
                longest = Some(walked);
            }
        }
        let (steps, progress_bytes) = longest.unwrap_or_default();
        anyhow::ensure!(!steps.is_empty(), "{name} has no page to fill in");
        Ok(Self {
            slug: slug(file),
            pages: imported.form.form().pages.len(),
            file: file.to_owned(),
            steps,
            progress_bytes,
        })
    }

    pub fn name(&self) -> String {
        self.file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }
}

/// Fills the form in with one draw of answers.
fn walk(form: &CheckedForm, seed: u64) -> anyhow::Result<(Vec<Step>, usize)> {
    let today = OffsetDateTime::now_utc().date();
    let mut random = fastrand::Rng::with_seed(seed);
    let mut progress = Progress::default();
    let mut steps = Vec::new();
    let mut bytes = 0;
    while let Stop::Page(page) = form.next_stop(&progress) {
        anyhow::ensure!(
            steps.len() < MOST_STEPS,
            "more than {MOST_STEPS} pages follow each other"
        );
        let mut typed = Typed::default();
        for item in form.asked_items(page, &progress) {
            if let Item::Field(field) = item {
                answers::post(&mut typed, form, field, today, &mut random);
            }
        }
        let read = form.read(page, &progress, &typed, today);
        let read = read.map_err(|errors| {
            anyhow::anyhow!(
                "the answers drawn for page {} are refused: {errors:?}",
                page.id
            )
        })?;
        form.save(&mut progress, page, read);
        bytes += serde_json::to_vec(&progress)?.len();
        steps.push(step(page, &typed));
    }
    let progress_bytes = bytes / steps.len().max(1);
    Ok((steps, progress_bytes))
}

fn step(page: &Page, typed: &Typed) -> Step {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(typed.pairs());
    Step {
        page: page.id.clone(),
        body: body.finish(),
        controls: typed.pairs().iter().map(|(name, _)| name.clone()).collect(),
    }
}

/// The address the import gives a form.
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
