//! Chances that fall the same way on every machine and in every version: a generator whose values are documented as
//! stable, and nothing else between it and the choice.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng as _, SeedableRng as _},
};

pub struct Chances(ChaCha8Rng);

impl Chances {
    pub fn of(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number from 0 up to but without this one.
    pub fn below(&mut self, number: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * (number as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Whether something happens that does in so many of a thousand cases.
    pub fn in_a_thousand(&mut self, cases: usize) -> bool {
        self.below(1_000) < cases
    }

    pub fn one_of<'list, T>(&mut self, list: &'list [T]) -> &'list T {
        &list[self.below(list.len())]
    }

    pub fn bytes(&mut self) -> [u8; 10] {
        let mut bytes = [0; 10];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}

/// How often each of a list comes up: the first often, and each after it less, as with names.
pub struct Ranks {
    /// The sums of the weights so far.
    sums: Vec<usize>,
}

impl Ranks {
    /// `flat` keeps the first from coming up too often.
    pub fn of(count: usize, flat: usize) -> Self {
        let sums = (0..count).scan(0, |sum, rank| {
            *sum += 1_000_000_000 / (rank + flat);
            Some(*sum)
        });
        Self {
            sums: sums.collect(),
        }
    }

    /// The place in the list of the one that comes up.
    pub fn place(&self, chances: &mut Chances) -> usize {
        let drawn = chances.below(self.sums.last().copied().unwrap_or(1));
        self.sums.partition_point(|sum| *sum <= drawn)
    }
}
