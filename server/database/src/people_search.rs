//! Finding people by whatever is known of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use guildhall_domain::people_search::{
    Asked, Keys, Likeness, Lookup, Match, Score, Searchable, Widened, folding,
    likeness::{self, Shared},
    lookups, score, slips,
};
use sqlx::{FromRow, types::Json};

use crate::{Connection, Person, PersonId, query::one_of};

/// How many people a search answers with at most.
pub const MOST_FOUND: usize = 200;
/// How much of the index one lookup reads.
const MOST_READ: i64 = 400;
/// With so many who answer everything that was asked, slips are not put right and nobody is shown who answers less.
const ENOUGH: usize = 10;
/// How many are shown who answer less than everything that was asked.
const MOST_LESS: usize = 25;
/// How many words of the vocabulary are compared with what was typed.
const MOST_WORDS: i64 = 2_000;
/// How many words a begun one may stand for.
const MOST_BEGUN: i64 = 24;
/// How many likely matches, and how many of a household, are shown.
const MOST_ALIKE: usize = 10;

/// Whom a search may find by what.
#[derive(Clone, Debug, Default)]
pub struct SearchLimits {
    /// Those whose address the reader may not know: nobody finds them by it, and it is not told.
    pub hidden_homes: BTreeSet<PersonId>,
    /// The person of the case whose reference was asked for, if the reader may see it.
    pub of_case: Option<PersonId>,
}

/// Somebody who was found.
#[derive(Clone, Debug)]
pub struct FoundPerson {
    /// The record that the one that was found is joined to, if it is.
    pub person: Person,
    /// What they were found by.
    pub matches: Vec<Match>,
    /// How many parts of what was asked are not theirs.
    pub missed: usize,
}

/// Who was found, the best first.
#[derive(Clone, Debug, Default)]
pub struct FoundPeople {
    pub people: Vec<FoundPerson>,
    /// There are more who answer as well: a search that says more finds them.
    pub is_cut: bool,
}

/// Somebody who is like a person to be added.
#[derive(Clone, Debug)]
pub struct AlikePerson {
    pub person: Person,
    pub shared: Vec<Shared>,
}

/// Those who are like a person to be added.
#[derive(Clone, Debug, Default)]
pub struct AlikePeople {
    /// They may be the same person, the most likely first.
    pub likely: Vec<AlikePerson>,
    /// They share an address, a telephone or an e-mail address, and are somebody else as far as is known.
    pub household: Vec<AlikePerson>,
}

/// One who stands in the index under something that was looked for.
#[derive(FromRow)]
struct Candidate {
    found_id: PersonId,
    found_by: Option<Json<Searchable>>,
    #[sqlx(flatten)]
    person: Person,
}

impl Candidate {
    /// Takes away what the reader may not know.
    fn within(mut self, limits: &SearchLimits) -> (Self, Searchable) {
        let hidden = &limits.hidden_homes;
        let mut searchable = self.found_by.take().map(|by| by.0).unwrap_or_default();
        if hidden.contains(&self.found_id) || hidden.contains(&self.person.id) {
            searchable = searchable.without_homes();
            self.person.address_line = None;
            self.person.postcode = None;
        }
        (self, searchable)
    }
}

/// Who stands in the index under what was looked for, and how much that says.
#[derive(Default)]
struct Weights {
    of: HashMap<PersonId, (i64, usize)>,
    is_cut: bool,
}

impl Weights {
    fn add(&mut self, person: PersonId, weight: i64) {
        let next = self.of.len();
        self.of.entry(person).or_insert((0, next)).0 += weight;
    }

    /// Those who are found by the most, in the order in which they were found.
    fn best(&self) -> Vec<PersonId> {
        let mut people: Vec<_> = self.of.iter().collect();
        people.sort_unstable_by_key(|(_, (weight, place))| (-weight, *place));
        people
            .into_iter()
            .map(|(person, _)| *person)
            .take(MOST_FOUND)
            .collect()
    }

    fn is_cut(&self) -> bool {
        self.is_cut || self.of.len() > MOST_FOUND
    }
}

impl Connection {
    /// The people who answer what was asked best, at most [`MOST_FOUND`].
    pub async fn search_people(
        &mut self,
        asked: &Asked,
        limits: &SearchLimits,
    ) -> sqlx::Result<FoundPeople> {
        let mut weights = Weights::default();
        if let Some(person) = limits.of_case.filter(|_| asked.cases().next().is_some()) {
            weights.add(person, i64::from(i32::MAX));
        }
        let mut scored = HashMap::new();
        self.look_up(&lookups(asked, None), &mut weights).await?;
        self.score(asked, limits, &weights, &mut scored).await?;
        let in_full = scored.values().flatten().filter(|one| one.is_in_full());
        if in_full.count() < ENOUGH && asked.parts.iter().any(|part| part.is_name()) {
            let widened = self.widen(asked).await?;
            self.look_up(&lookups(asked, Some(&widened)), &mut weights)
                .await?;
            self.score(asked, limits, &weights, &mut scored).await?;
        }
        Ok(ranked(&weights, scored))
    }

    /// Those who may be the same person as somebody who is about to be added, and their household.
    pub async fn list_alike(
        &mut self,
        new: &Searchable,
        limits: &SearchLimits,
    ) -> sqlx::Result<AlikePeople> {
        let asked = Asked::about(new);
        let mut weights = Weights::default();
        self.look_up(&lookups(&asked, None), &mut weights).await?;
        let widened = self.widen(&asked).await?;
        self.look_up(&lookups(&asked, Some(&widened)), &mut weights)
            .await?;
        let mut seen = HashSet::new();
        let mut likely = Vec::new();
        let mut alike = AlikePeople::default();
        for candidate in self.load(&weights.best()).await? {
            let (candidate, searchable) = candidate.within(limits);
            let person = candidate.person;
            match likeness::likeness(new, &searchable) {
                Likeness::Likely { shared, points } => {
                    likely.push((points, AlikePerson { person, shared }));
                }
                Likeness::Household { shared } if seen.insert(person.id) => {
                    alike.household.push(AlikePerson { person, shared });
                }
                Likeness::Household { .. } | Likeness::Different => {}
            }
        }
        likely.sort_by_key(|(points, one)| (std::cmp::Reverse(*points), one.person.id));
        let mut seen = HashSet::new();
        alike.likely = likely
            .into_iter()
            .map(|(_, one)| one)
            .filter(|one| seen.insert(one.person.id))
            .collect();
        alike.likely.truncate(MOST_ALIKE);
        alike.household.retain(|one| !seen.contains(&one.person.id));
        alike.household.truncate(MOST_ALIKE);
        Ok(alike)
    }

    /// Reads the index, all lookups in one statement.
    async fn look_up(&mut self, lookups: &[Lookup], weights: &mut Weights) -> sqlx::Result<()> {
        if lookups.is_empty() {
            return Ok(());
        }
        let mut query = self.query("");
        for (number, lookup) in lookups.iter().enumerate() {
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            query = query
                .push(if number == 0 { "SELECT " } else { " UNION ALL SELECT " })
                .push_bind(number)
                .push(" AS lookup, person_id FROM (SELECT person_id FROM search_entries WHERE kind = ")
                .push_bind(lookup.kind.word());
            query = match &lookup.keys {
                Keys::These(words) => one_of(query.push(" AND word"), words),
                // In the order of the index, which the planner of PostgreSQL then follows.
                Keys::Between(from, before) => query
                    .push(" AND word >= ")
                    .push_bind(from.clone())
                    .push(" AND word < ")
                    .push_bind(before.clone())
                    .push(" ORDER BY word, person_id"),
            };
            query = query
                .push(" LIMIT ")
                .push_bind(MOST_READ)
                .push(") AS found");
        }
        let rows: Vec<(i64, PersonId)> = query.fetch_all().await?;
        let mut read = vec![0; lookups.len()];
        let mut seen = HashSet::new();
        for (number, person) in rows {
            let Some(lookup) = usize::try_from(number)
                .ok()
                .filter(|number| *number < lookups.len())
            else {
                continue;
            };
            read[lookup] += 1;
            if seen.insert((lookup, person)) {
                weights.add(person, lookups[lookup].weight);
            }
        }
        weights.is_cut |= read.iter().any(|read| *read >= MOST_READ);
        Ok(())
    }

    /// The words that the names which were typed may have been meant for.
    async fn widen(&mut self, asked: &Asked) -> sqlx::Result<Widened> {
        let names: Vec<(usize, &str)> = asked
            .parts
            .iter()
            .enumerate()
            .flat_map(|(number, part)| part.names().map(move |name| (number, name)))
            .collect();
        let keys: BTreeSet<String> = names
            .iter()
            .flat_map(|(_, name)| slips::keys_of_typed(name))
            .collect();
        let mut words: Vec<String> = Vec::new();
        if !keys.is_empty() {
            let keys: Vec<String> = keys.into_iter().collect();
            let query = self.query("SELECT DISTINCT word FROM name_word_slips WHERE slip");
            let rows: Vec<(String,)> = one_of(query, &keys)
                .push(" LIMIT ")
                .push_bind(MOST_WORDS)
                .fetch_all()
                .await?;
            words.extend(rows.into_iter().map(|row| row.0));
        }
        let mut widened = Widened::new();
        for (number, name) in &names {
            let mut near: Vec<(usize, bool, &String)> = words
                .iter()
                .filter(|word| slips::is_slip(name, word))
                .map(|word| {
                    (
                        slips::distance(name, word),
                        word.chars().next() != name.chars().next(),
                        word,
                    )
                })
                .collect();
            near.sort_unstable();
            let near = near.into_iter().map(|(_, _, word)| word.clone());
            widened.entry(*number).or_default().slips.extend(near);
        }
        // The index itself finds the beginning of one word beside another; of two beginnings it needs one whole.
        if asked.parts.iter().filter(|part| part.is_name()).count() == 2 {
            for (number, name) in &names {
                let begun = self.begun(name).await?;
                widened.entry(*number).or_default().begun.extend(begun);
            }
        }
        widened.retain(|_, near| !near.slips.is_empty() || !near.begun.is_empty());
        Ok(widened)
    }

    /// Words that begin so, the shortest first.
    async fn begun(&mut self, beginning: &str) -> sqlx::Result<Vec<String>> {
        let rows: Vec<(String,)> = self
            .query(
                "SELECT word FROM name_words WHERE word > $1 AND word < $2 ORDER BY length(word), word LIMIT $3",
            )
            .bind(beginning.to_owned())
            .bind(format!("{beginning}\u{10ffff}"))
            .bind(MOST_BEGUN)
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// Scores those who stand in the index under what was looked for and were not scored before.
    async fn score(
        &mut self,
        asked: &Asked,
        limits: &SearchLimits,
        weights: &Weights,
        scored: &mut HashMap<PersonId, Option<Scored>>,
    ) -> sqlx::Result<()> {
        let mut new = weights.best();
        new.retain(|person| !scored.contains_key(person));
        for candidate in self.load(&new).await? {
            let (candidate, searchable) = candidate.within(limits);
            let is_of_case = limits.of_case == Some(candidate.found_id);
            let score = score(asked, &searchable, is_of_case).map(|score| Scored {
                name: folding::fold(&candidate.person.name),
                person: candidate.person,
                score,
            });
            scored.insert(candidate.found_id, score);
        }
        Ok(())
    }

    /// These people, and the records that theirs are joined to.
    async fn load(&mut self, people: &[PersonId]) -> sqlx::Result<Vec<Candidate>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let query = self.query(
            "SELECT found.id AS found_id, found.searchable AS found_by, people.* FROM people AS found
             JOIN people ON people.id = coalesce(found.joined_to, found.id) WHERE found.id",
        );
        one_of(query, people).fetch_all().await
    }
}

/// Somebody, with how well they answer.
struct Scored {
    score: Score,
    /// Folded, for the order of those who answer as well.
    name: String,
    person: Person,
}

impl Scored {
    fn is_in_full(&self) -> bool {
        self.score.missed == 0
    }
}

/// Those who answer, the best first, each once.
fn ranked(weights: &Weights, scored: HashMap<PersonId, Option<Scored>>) -> FoundPeople {
    let last = weights.best().last().and_then(|last| scored.get(last));
    let is_cut =
        weights.is_cut() && last.is_some_and(|last| last.as_ref().is_some_and(Scored::is_in_full));
    let mut people: Vec<Scored> = scored.into_values().flatten().collect();
    people.sort_by(|one, other| {
        let key = |one: &Scored| (one.score.order(), one.person.id);
        let (order, id) = key(one);
        let (other_order, other_id) = key(other);
        (order, &one.name, id).cmp(&(other_order, &other.name, other_id))
    });
    let mut seen = HashSet::new();
    people.retain(|one| seen.insert(one.person.id));
    let in_full = people.iter().filter(|one| one.is_in_full()).count();
    let less = if in_full >= ENOUGH { 0 } else { MOST_LESS };
    people.truncate(MOST_FOUND.min(in_full + less));
    let people = people.into_iter().map(|one| FoundPerson {
        person: one.person,
        missed: one.score.missed,
        matches: one.score.matches,
    });
    FoundPeople {
        people: people.collect(),
        is_cut,
    }
}
