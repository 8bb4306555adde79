//! `GET` and `POST /forms/{session}/{page}`; `GET /forms/{session}` leads to where one left off.

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use guildhall_app::pages::forms::{
    Company,
    confirm::{self, ConfirmPage},
    known::{KnownNote, KnownValue},
    overtaken::SEEN,
    question::{self, QuestionPage},
};
use guildhall_domain::{
    forms::{Answer, Field, FieldError, Item, Page, Progress, Typed},
    people::Reused,
};
use serde::Deserialize;

use super::{doors::Door, filling::Filling, overtaken, reuse, sealing};
use crate::{
    access::Visitor,
    error::{AppError, Result},
    page::Frame,
    pages::{see, together},
    state::AppState,
};

/// How often a save is tried again when another tab of the same form saved in between.
const TRIES: u32 = 8;

/// `?change=1`: the page was reached from check-your-answers and leads back there.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Way {
    change: Option<String>,
    /// What is known is not right any more: the page shows its boxes.
    edit: Option<String>,
}

impl Way {
    pub(super) fn is_change(&self) -> bool {
        self.change.is_some()
    }

    /// Whether the page asks only if what is known is still right.
    fn confirms(&self) -> bool {
        self.change.is_none() && self.edit.is_none()
    }
}

pub async fn resume(
    State(state): State<AppState>,
    visitor: Visitor,
    door: Door,
) -> Result<Redirect> {
    let mut filling = Filling::load(&state, &visitor, &door).await?;
    filling.bring_up_to_date(&state).await?;
    Ok(see(filling.next_url()))
}

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    door: Door,
    Query(way): Query<Way>,
) -> Result<Response> {
    let mut filling = Filling::load(&state, &visitor, &door).await?;
    filling.bring_up_to_date(&state).await?;
    let page = filling.form().page(&door.page).ok_or(AppError::NotFound)?;
    if filling.session.case_id.is_some()
        || !filling.form().may_show(&filling.session.progress, &page.id)
    {
        return Ok(see(filling.next_url()).into_response());
    }
    let progress = &filling.session.progress;
    let typed = in_the_boxes(&state, page, &filling);
    let frame = filling.frame(frame);
    let company = filling.company(&state).await?;
    if way.confirms() {
        let known = reuse::to_confirm(filling.form(), page, progress);
        if !known.is_empty() {
            let csrf = visitor.csrf();
            let confirming = confirming(&state, &filling, page, &known, (csrf, company)).await?;
            return Ok(frame.show(|| confirm::page(confirming)));
        }
    }
    let notes = notes(&state, page, progress).await?;
    let shown = Shown {
        filling: &filling,
        page,
        way: &way,
        typed: &typed,
        errors: &[],
        csrf: visitor.csrf(),
        company,
        notes,
        seen: progress.seen(page),
    };
    Ok(frame.show(|| shown.page()))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    door: Door,
    Query(way): Query<Way>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    for _ in 0..TRIES {
        let mut filling = match Filling::load(&state, &visitor, &door).await {
            Ok(filling) => filling,
            // What the resident had typed as the draft was taken back is not lost to them.
            Err(AppError::Elsewhere(_)) if door.is_guest => {
                return together::over_with(&state, &visitor, frame, &door, &typed).await;
            }
            Err(error) => return Err(error),
        };
        if typed.first(confirm::SHOWN).is_some() {
            filling.bring_up_to_date(&state).await?;
        }
        let page = filling.form().page(&door.page).ok_or(AppError::NotFound)?;
        let progress = &filling.session.progress;
        if filling.session.case_id.is_some() || !may_save(&filling, page) {
            return Ok(see(filling.next_url()).into_response());
        }
        let mut typed = typed.clone();
        if typed.first(confirm::SHOWN).is_some() {
            // A browser sends nothing for radios of which none is chosen.
            let said = typed.first(confirm::CONTROL).unwrap_or_default().to_owned();
            let known = reuse::to_confirm(filling.form(), page, progress);
            match said.as_str() {
                // Nobody says yes to what they were not shown.
                "yes" if !known.is_empty() && !was_shown(&typed, &known) => {
                    return Ok(see(filling.page_url(&page.id)).into_response());
                }
                "yes" if !known.is_empty() => typed = as_known(&known),
                "change" => {
                    let url = filling.page_url(&page.id);
                    return Ok(see(format!("{url}?edit=1")).into_response());
                }
                _ if known.is_empty() => return Ok(see(filling.next_url()).into_response()),
                _ => {
                    let frame = filling.frame(frame);
                    let company = filling.company(&state).await?;
                    let csrf = visitor.csrf();
                    let mut again =
                        confirming(&state, &filling, page, &known, (csrf, company)).await?;
                    again.has_error = true;
                    return Ok(frame.invalid(|| confirm::page(again)));
                }
            }
        }
        let answers = match filling
            .form()
            .read(page, progress, &typed, state.clock.today())
        {
            Ok(answers) => answers,
            Err(errors) => {
                let frame = filling.frame(frame);
                let company = filling.company(&state).await?;
                let csrf = visitor.csrf();
                let notes = notes(&state, page, progress).await?;
                let shown = Shown {
                    filling: &filling,
                    page,
                    way: &way,
                    typed: &typed,
                    errors: &errors,
                    csrf,
                    company,
                    notes,
                    // What came in between was not before them.
                    seen: typed.first(SEEN).unwrap_or_default().to_owned(),
                };
                return Ok(frame.invalid(|| shown.page()));
            }
        };
        if let Some(answer) = overtaken::find(&state, &filling, page, (&typed, &answers)).await? {
            return overtaken::answer(answer, (&visitor, frame), &filling, page, &way);
        }
        let mut progress = progress.clone();
        filling.form().save(&mut progress, page, answers);
        let now = state.clock.now();
        filling.form().note_given(&mut progress, page, now.into());
        progress.note_typist(page, filling.typist(now.into()));
        let (form, session) = (filling.form(), &filling.session);
        let mut connection = state.database.write().await?;
        if sealing::save(&mut connection, &state, form, session, &progress).await? {
            return Ok(see(after(&filling, &progress, page, &way)).into_response());
        }
    }
    Err(AppError::Broken(anyhow::anyhow!(
        "a form session changed {TRIES} times while a page was saved"
    )))
}

/// What stands in a page's boxes: what was answered, or else what is known.
fn in_the_boxes(state: &AppState, page: &Page, filling: &Filling) -> Typed {
    let progress = &filling.session.progress;
    let typist = progress.typists.get(&page.id);
    let is_others = typist.is_some_and(|typist| typist.actor != filling.actor);
    let answers = page.fields().filter_map(|field| {
        let known = progress.known.get(&field.name).map(|known| &known.answer);
        // What is sealed is never shown whole to anybody who did not just type it.
        let is_sealed = sealing::is_sealed(state, field);
        let known = known.filter(|_| !is_sealed);
        let answer = progress.answers.get(&field.name);
        let answer = answer.filter(|_| !(is_sealed && is_others)).or(known)?;
        Some((field.name.clone(), answer.clone()))
    });
    Typed::from_answers(page.fields(), &answers.collect())
}

/// What a page's boxes would hold if everything known were typed into them.
fn as_known(known: &[(&Field, &Reused)]) -> Typed {
    let pairs = known
        .iter()
        .flat_map(|(field, known)| Typed::from_answer(field, &known.answer).pairs().to_vec());
    pairs.collect()
}

/// What says which values a page showed, to be confirmed.
fn shown(known: &[(&Field, &Reused)]) -> String {
    let assertions = known.iter().map(|(_, known)| known.assertion.to_string());
    assertions.collect::<Vec<_>>().join(" ")
}

fn was_shown(typed: &Typed, known: &[(&Field, &Reused)]) -> bool {
    typed.first(confirm::SHOWN) == Some(shown(known).as_str())
}

/// Where what stands in a page's boxes comes from, for what nobody has answered yet.
async fn notes(
    state: &AppState,
    page: &Page,
    progress: &Progress,
) -> Result<BTreeMap<String, KnownNote>> {
    let known = progress.known.iter().filter(|(name, _)| {
        let mut fields = page.fields();
        let is_shown = |field: &Field| field.name == **name && !sealing::is_sealed(state, field);
        fields.any(is_shown) && !progress.answers.contains_key(*name)
    });
    reuse::notes(state, known).await
}

/// The page that asks whether what is known is still right.
async fn confirming<'a>(
    state: &AppState,
    filling: &'a Filling,
    page: &'a Page,
    known: &[(&'a Field, &'a Reused)],
    (csrf, company): (String, Company),
) -> Result<ConfirmPage<'a>> {
    let progress = &filling.session.progress;
    let before = filling.form().page_before(progress, &page.id);
    let masked: Vec<Option<Answer>> = known
        .iter()
        .map(|(field, known)| {
            sealing::is_sealed(state, field).then(|| sealing::masked(&known.answer))
        })
        .collect();
    let mut values = Vec::new();
    for ((field, known), masked) in known.iter().zip(masked) {
        let answer = masked.unwrap_or_else(|| known.answer.clone());
        values.push(KnownValue {
            label: &field.label,
            answer,
            labels: filling.form().labels(field, &known.answer),
            note: reuse::note(state, known).await?,
        });
    }
    Ok(ConfirmPage {
        service: &filling.service.service.title,
        title: &page.title,
        section: filling.form().section_title(page),
        values,
        shown: shown(known),
        action: filling.page_url(&page.id),
        back: before.map_or_else(|| filling.way_out(), |before| filling.page_url(&before.id)),
        csrf,
        company,
        has_error: false,
    })
}

/// Whether a page's answers are taken: when it may be shown, and also when it was answered before and another
/// tab has meanwhile brought up a question ahead of it, so that neither tab loses what was typed.
fn may_save(filling: &Filling, page: &Page) -> bool {
    let (form, progress) = (filling.form(), &filling.session.progress);
    let was_answered =
        progress.completed.contains(&page.id) && form.path(&progress.answers).contains(&page.id);
    was_answered || form.may_show(progress, &page.id)
}

/// Where a saved page leads: on along the path, or back to check-your-answers unless the change brought up
/// something new to ask.
pub(super) fn after(filling: &Filling, progress: &Progress, page: &Page, way: &Way) -> String {
    use guildhall_domain::forms::Stop;
    let form = filling.form();
    if !way.is_change() {
        let path = form.path(&progress.answers);
        let mut rest = path
            .pages()
            .iter()
            .skip_while(|other| other.id != page.id)
            .skip(1)
            .filter(|other| !form.is_skipped(progress, other));
        if let Some(next) = rest.next().filter(|next| form.may_show(progress, &next.id)) {
            return filling.page_url(&next.id);
        }
    }
    match form.next_stop(progress) {
        Stop::Page(page) if way.is_change() => format!("{}?change=1", filling.page_url(&page.id)),
        Stop::Page(page) => filling.page_url(&page.id),
        Stop::Check => filling.page_url("check"),
    }
}

/// A question page with all that its view needs.
struct Shown<'a> {
    filling: &'a Filling,
    page: &'a Page,
    way: &'a Way,
    typed: &'a Typed,
    errors: &'a [FieldError],
    csrf: String,
    company: Company,
    /// Where what stands in the boxes comes from, by field.
    notes: BTreeMap<String, KnownNote>,
    /// Which answers whoever fills it in had before them.
    seen: String,
}

impl Shown<'_> {
    fn page(self) -> guildhall_app::pages::Page {
        let (filling, page) = (self.filling, self.page);
        let progress = &filling.session.progress;
        let back = if self.way.is_change() {
            filling.page_url("check")
        } else {
            let before = filling.form().page_before(progress, &page.id);
            before.map_or_else(|| filling.way_out(), |before| filling.page_url(&before.id))
        };
        let change = if self.way.is_change() {
            "?change=1"
        } else {
            ""
        };
        let items: Vec<&Item> = filling.form().asked_items(page, progress);
        question::page(QuestionPage {
            service: &filling.service.service.title,
            title: &page.title,
            section: filling.form().section_title(page),
            items,
            form: filling.form(),
            typed: self.typed,
            errors: self.errors,
            action: format!("{}{change}", filling.page_url(&page.id)),
            back,
            csrf: self.csrf,
            seen: self.seen,
            script: page.script.as_ref(),
            hint_aloud: page.hint_aloud.as_ref(),
            company: self.company,
            notes: self.notes,
        })
    }
}
