//! Who typed which page of a form that was sent, and how its answers were declared, in the words of a case's page.

use std::collections::{BTreeMap, BTreeSet};

use guildhall_app::wording::{said, text, text_with};
use guildhall_database::StaffId;
use guildhall_domain::{
    actors::Actor,
    forms::{Declared, Snapshot, Typist},
};
use uuid::Uuid;

use crate::{clock::in_words, error::Result, state::AppState};

/// The names of the members of staff that a snapshot speaks of.
pub struct SaidBy(BTreeMap<Uuid, String>);

impl SaidBy {
    pub async fn load(state: &AppState, snapshot: &Snapshot) -> Result<Self> {
        let mut ids = BTreeSet::new();
        for typist in typists(snapshot) {
            ids.extend(staff_of(typist.actor));
            ids.extend(typist.assisted_by);
        }
        if let Some(declaration) = &snapshot.declaration {
            match declaration.how {
                Declared::Typed => {}
                Declared::Spoken { read_by, .. } | Declared::Written { read_by } => {
                    ids.insert(read_by);
                }
            }
        }
        let mut names = BTreeMap::new();
        let mut connection = state.database.read().await?;
        for id in ids {
            if let Some(staff) = connection.find_staff(StaffId(id)).await? {
                names.insert(id, staff.name);
            }
        }
        Ok(Self(names))
    }

    fn name(&self, id: Uuid) -> String {
        let name = self.0.get(&id).cloned();
        name.unwrap_or_else(|| text("case-typist-staff"))
    }

    /// How it was declared that the answers are right; none for what was sent before that was kept.
    pub fn declared(&self, snapshot: &Snapshot) -> Option<String> {
        let declaration = snapshot.declaration.as_ref()?;
        let when = in_words(declaration.at.into());
        Some(match &declaration.how {
            Declared::Typed => text_with("case-declared-typed", &[("when", &when)]),
            Declared::Spoken { read_by, to } => {
                let reader = self.name(*read_by);
                let to = to.clone().unwrap_or_else(|| text("case-declared-somebody"));
                let names = [
                    ("reader", reader.as_str()),
                    ("to", to.as_str()),
                    ("when", &when),
                ];
                text_with("case-declared-spoken", &names)
            }
            Declared::Written { read_by } => {
                let reader = self.name(*read_by);
                let names = [("reader", reader.as_str()), ("when", &when)];
                text_with("case-declared-written", &names)
            }
        })
    }

    /// Who typed each page, where more than one typed: each with its title.
    pub fn typists(&self, snapshot: &Snapshot) -> Vec<(String, String)> {
        let actors: BTreeSet<(&str, Uuid)> = typists(snapshot)
            .map(|typist| (typist.actor.kind(), typist.actor.id()))
            .collect();
        if actors.len() < 2 {
            return Vec::new();
        }
        let pages = snapshot.pages.iter().filter_map(|page| {
            let typist = page.typed_by.as_ref()?;
            Some((said(&page.title), self.words(typist)))
        });
        pages.collect()
    }

    fn words(&self, typist: &Typist) -> String {
        let who = match (staff_of(typist.actor), typist.assisted_by) {
            (Some(id), _) => self.name(id),
            (None, Some(id)) => {
                let name = self.name(id);
                text_with("case-typed-assisted", &[("name", &name)])
            }
            (None, None) => text("case-typist-resident"),
        };
        let channel = text(&format!("channel-{}", typist.channel.word()));
        let when = in_words(typist.at.into());
        let names = [
            ("who", who.as_str()),
            ("channel", &channel),
            ("when", &when),
        ];
        text_with("case-typist", &names)
    }
}

fn typists(snapshot: &Snapshot) -> impl Iterator<Item = &Typist> {
    snapshot
        .pages
        .iter()
        .filter_map(|page| page.typed_by.as_ref())
}

fn staff_of(actor: Actor) -> Option<Uuid> {
    match actor {
        Actor::Staff(id) => Some(id),
        Actor::Visitor(_) | Actor::Resident(_) => None,
    }
}
