//! As many invented people as one likes, to see what the program does with them.

mod chances;
mod names;
mod people;

use std::collections::BTreeSet;

use guildhall_database::{Database, SeededPerson};
use guildhall_domain::people_search::entries::vocabulary;

pub use people::Inventing;

/// How many people are written in one transaction.
const BATCH: usize = 5_000;

/// What is written, in the order of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Index,
    People,
}

/// Adds this many people of the seed, and tells how far it is.
///
/// The index is written first and in its own order: while it is written, nobody is missing from it who is there. Of
/// what is stopped half-way it then leaves people who are found, and places in the index that lead to nobody.
pub async fn seed(
    database: &Database,
    seed: u64,
    people: usize,
    mut tell: impl FnMut(Step, usize),
) -> anyhow::Result<()> {
    let mut words = BTreeSet::new();
    let mut staging = database.stage_entries().await?;
    for (count, batch) in batches(seed, people) {
        let mut entries = Vec::new();
        for person in &batch {
            words.extend(vocabulary(&person.searchable()));
            entries.extend(person.entries());
        }
        staging.add(&entries).await?;
        tell(Step::Index, count);
    }
    staging.finish().await?;
    let mut transaction = database.begin().await?;
    transaction.learn_words(&words).await?;
    transaction.commit().await?;
    for (count, batch) in batches(seed, people) {
        let mut transaction = database.begin().await?;
        transaction.add_seeded_people(&batch).await?;
        transaction.commit().await?;
        tell(Step::People, count);
    }
    database.take_stock().await?;
    Ok(())
}

/// The people in batches, each with how many there are up to its end.
fn batches(seed: u64, people: usize) -> impl Iterator<Item = (usize, Vec<SeededPerson>)> {
    let mut inventing = Inventing::of(seed);
    let mut done = 0;
    std::iter::from_fn(move || {
        let count = BATCH.min(people - done);
        done += count;
        let batch: Vec<SeededPerson> = inventing.by_ref().take(count).collect();
        (!batch.is_empty()).then_some((done, batch))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn some(seed: u64) -> Vec<SeededPerson> {
        Inventing::of(seed).take(20_000).collect()
    }

    #[test]
    fn a_seed_makes_the_same_people_each_time() {
        assert_eq!(some(1)[..500], some(1)[..500]);
        assert_ne!(some(1)[..5], some(2)[..5]);
    }

    #[test]
    fn nobody_can_be_reached_by_what_is_invented() {
        for person in some(3) {
            let is_reserved = |number: &String| {
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                [
                    "01632960", "07700900", "01134960", "01144960", "01154960", "01164960",
                    "01174960", "01184960", "01214960", "01514960", "01614960", "02920180",
                ]
                .iter()
                .any(|range| digits.len() == 11 && digits.starts_with(range))
            };
            assert!(person.telephone.iter().all(is_reserved), "{person:?}");
            assert!(
                person.email.iter().all(|email| email.ends_with(".example")),
                "{person:?}"
            );
            let postcode = person.postcode.as_deref().unwrap_or("WK1 0AA");
            assert_eq!(
                guildhall_domain::forms::formats::postcode(postcode).as_deref(),
                Some(postcode)
            );
            assert!(
                person
                    .email
                    .iter()
                    .all(|email| guildhall_domain::forms::formats::email(email).is_some())
            );
        }
    }

    #[test]
    fn they_are_like_people() {
        let people = some(4);
        let count =
            |is: &dyn Fn(&SeededPerson) -> bool| people.iter().filter(|person| is(person)).count();
        let smiths = count(&|person| person.name.ends_with(" Smith"));
        assert!(
            (100..800).contains(&smiths),
            "{smiths} of 20,000 are called Smith"
        );
        assert!(count(&|person| person.date_of_birth.is_none()) < 3_000);
        assert!(count(&|person| person.email.is_some()) > 5_000);
        let mut homes: HashMap<(&str, &str), usize> = HashMap::new();
        for person in &people {
            if let (Some(line), Some(postcode)) = (&person.address_line, &person.postcode) {
                *homes.entry((line, postcode)).or_default() += 1;
            }
        }
        assert!(
            homes.values().filter(|count| **count > 1).count() > 2_000,
            "many live together"
        );
        assert!(homes.values().all(|count| *count < 15));
        let mut families: HashMap<&str, usize> = HashMap::new();
        for person in &people {
            *families
                .entry(person.name.rsplit(' ').next().unwrap())
                .or_default() += 1;
        }
        assert!(
            families.len() > 2_000,
            "most names are borne by few: {}",
            families.len()
        );
        let oldest = people
            .iter()
            .filter_map(|person| person.date_of_birth)
            .min()
            .unwrap();
        assert!(oldest.year() > 1915, "{oldest}");
    }
}
