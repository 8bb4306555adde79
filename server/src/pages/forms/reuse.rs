//! What is known of whoever a form is about, put into it: captured once, used everywhere.

use std::collections::BTreeMap;

use guildhall_app::pages::forms::known::KnownNote;
use guildhall_database::{Connection, SubjectId};
use guildhall_domain::{
    accounts::Level,
    forms::{CheckedForm, Field, Item, Page, Progress},
    people::{
        Offer, Reused,
        record::is_same,
        reuse::{Asking, How},
    },
};
use time::OffsetDateTime;

use super::sealing;
use crate::{
    access::Staff,
    clock::date_of,
    error::Result,
    records::{self, Told, held::Reader},
    state::AppState,
};

/// Whose record a form may use, and who asks.
#[derive(Clone, Copy, Debug)]
pub struct Use<'a> {
    pub subject: Option<SubjectId>,
    pub known_as: Level,
    /// The member of staff who fills it in: they see only what they may see anywhere.
    pub staff: Option<&'a Staff>,
}

impl Use<'_> {
    /// Whoever fills it in, as a reader of the record.
    async fn reader(&self, connection: &mut Connection, subject: SubjectId) -> Result<Reader<'_>> {
        let Some(staff) = self.staff else {
            return Ok(Reader::Holder);
        };
        let is_protected = match subject {
            SubjectId::Person(person) => {
                let protected = staff.list_protected(connection, &[person]).await?;
                !protected.is_empty()
            }
            SubjectId::Organisation(_) => false,
        };
        Ok(Reader::Staff {
            staff,
            is_protected,
        })
    }
}

/// What is known for a form's questions.
pub async fn offers(
    connection: &mut Connection,
    state: &AppState,
    form: &CheckedForm,
    whose: &Use<'_>,
) -> Result<BTreeMap<String, Reused>> {
    let Some(subject) = whose.subject else {
        return Ok(BTreeMap::new());
    };
    let bound = form.bound().filter(|(_, binding)| binding.reuses());
    let mut attributes: Vec<&str> = bound.map(|(_, binding)| binding.attribute()).collect();
    let reader = whose.reader(connection, subject).await?;
    attributes.retain(|name| {
        let attribute = state.dictionary.get(name);
        attribute.is_some_and(|attribute| subject.has(attribute) && reader.may_see(attribute))
    });
    attributes.sort_unstable();
    attributes.dedup();
    let mut told = Told::load_of(connection, &state.keys, subject, &attributes).await?;
    let moment = records::moment(state);
    told.look_up_services(connection, state.dictionary, moment)
        .await?;
    let record = told.record(state.dictionary, moment);
    Ok(form.offers(&Asking {
        dictionary: state.dictionary,
        record: &record,
        known_as: whose.known_as,
        moment,
    }))
}

/// A form that nobody has touched yet, with what is known in it.
pub async fn begin(
    connection: &mut Connection,
    state: &AppState,
    form: &CheckedForm,
    whose: &Use<'_>,
) -> Result<Progress> {
    let mut progress = Progress::default();
    bring_up_to_date(connection, state, form, whose, &mut progress).await?;
    sealing::without_known(state, form, &mut progress);
    Ok(progress)
}

/// Brings a form up to what is known now; says whether anything in it became another.
pub async fn bring_up_to_date(
    connection: &mut Connection,
    state: &AppState,
    form: &CheckedForm,
    whose: &Use<'_>,
    progress: &mut Progress,
) -> Result<bool> {
    if whose.subject.is_none() {
        return Ok(false);
    }
    let offers = offers(connection, state, form, whose).await?;
    let now = OffsetDateTime::from(state.clock.now());
    // What is known for questions that ask for what is sealed is not stored, and so is no change.
    let [mut before, mut after] = [progress.clone(), progress.clone()];
    form.refresh(&mut after, &offers, state.dictionary, now);
    *progress = after.clone();
    sealing::without_known(state, form, &mut before);
    sealing::without_known(state, form, &mut after);
    Ok(before != after)
}

/// What a page asks that is known and only has to be confirmed; nothing unless that is so of all it asks.
pub fn to_confirm<'a>(
    form: &'a CheckedForm,
    page: &'a Page,
    progress: &'a Progress,
) -> Vec<(&'a Field, &'a Reused)> {
    if progress.completed.contains(&page.id) {
        return Vec::new();
    }
    let items = form.asked_items(page, progress);
    let fields = items.into_iter().filter_map(|item| match item {
        Item::Field(field) => Some(field),
        Item::Content(_) => None,
    });
    let known: Option<Vec<_>> = fields
        .map(|field| {
            let known = progress.known.get(&field.name)?;
            let answer = progress.answers.get(&field.name);
            // What was answered otherwise meanwhile is not asked away.
            let is_other = answer.is_some_and(|answer| !is_same(answer, &known.answer));
            (known.offer != Offer::Look && !is_other).then_some((field, known))
        })
        .collect();
    let known = known.unwrap_or_default();
    if known.iter().all(|(_, known)| known.offer == Offer::Use) {
        return Vec::new();
    }
    known
}

/// Where what is known comes from, by field: for a page's questions that are not answered yet, or for all that was
/// used without asking.
pub async fn notes<'a>(
    state: &AppState,
    known: impl Iterator<Item = (&'a String, &'a Reused)>,
) -> Result<BTreeMap<String, KnownNote>> {
    let mut notes = BTreeMap::new();
    for (field, known) in known {
        notes.insert(field.clone(), note(state, known).await?);
    }
    Ok(notes)
}

/// Where something known comes from.
pub async fn note(state: &AppState, known: &Reused) -> Result<KnownNote> {
    let told_in = match &known.told_in {
        Some(slug) => title(state, slug).await?,
        None => None,
    };
    Ok(KnownNote {
        source: known.source.clone(),
        said_on: date_of(known.said_at.into()),
        told_in,
        is_old: known.offer == Offer::Look,
    })
}

/// What a service is called; nothing for one that is no longer on offer, or that must not be spoken of.
pub async fn title(state: &AppState, slug: &str) -> Result<Option<String>> {
    let published = state.catalogue.published(slug).await;
    Ok(published
        .ok()
        .filter(|service| !service.service.sensitive)
        .map(|service| {
            let title = &service.service.title;
            title
                .in_language(guildhall_domain::text::Language::English)
                .to_owned()
        }))
}

/// What was used without asking, for check-your-answers.
pub fn used(progress: &Progress) -> impl Iterator<Item = (&String, &Reused)> {
    progress.known.iter().filter(|(field, _)| {
        let given = progress.given.get(*field);
        given.is_some_and(|given| given.how == How::Used)
    })
}
