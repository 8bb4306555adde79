//! `guildhall seed --people N`

use std::{io::Write as _, time::Instant};

use anyhow::Context as _;
use clap::Args;

use super::open;
use crate::{
    config::Config,
    seeding::{self, Step},
};

/// How many people there are at most: more than live in the country.
const MOST: u64 = 100_000_000;

#[derive(Debug, Args)]
pub struct Seed {
    /// How many people to invent.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=MOST))]
    people: u64,
    /// Another number makes other people; the same one makes the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Add them beside the people who are there.
    #[arg(long)]
    add: bool,
}

impl Seed {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let database = open(config).await?;
        let has_people = database.read().await?.has_people().await?;
        anyhow::ensure!(
            self.add || !has_people,
            "there are people in this database already: invented ones would be among them for ever; --add adds them nevertheless"
        );
        let began = Instant::now();
        let people = usize::try_from(self.people)?;
        let mut progress = Progress::new(people);
        seeding::seed(&database, self.seed, people, |step, count| {
            progress.tell(step, count)
        })
        .await
        .with_context(|| {
            format!(
                "the people of seed {} can't be added; were they before?",
                self.seed
            )
        })?;
        database.close().await;
        println!(
            "people added: {people}, in {:.0} s",
            began.elapsed().as_secs_f64()
        );
        Ok(())
    }
}

/// Says on standard error how far it is, now and then.
struct Progress {
    all: usize,
    told: Option<(Step, usize)>,
}

impl Progress {
    fn new(all: usize) -> Self {
        Self { all, told: None }
    }

    fn tell(&mut self, step: Step, count: usize) {
        let twentieth = count * 20 / self.all.max(1);
        if self.told == Some((step, twentieth)) {
            return;
        }
        self.told = Some((step, twentieth));
        let what = match step {
            Step::Index => "index",
            Step::People => "people",
        };
        // Nobody may be reading it.
        let _ = writeln!(std::io::stderr(), "{what}: {count} of {}", self.all);
    }
}
