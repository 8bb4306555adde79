//! What is typed: a stated mix, about people who are there.

use guildhall_database::Database;

/// How many searches there are of each kind; a quarter of them warms up.
const EACH: u64 = 60;

/// The names that most people have.
const COMMON: [&str; 10] = [
    "smith",
    "jones",
    "john smith",
    "david jones",
    "sarah taylor",
    "patel",
    "williams",
    "mary brown",
    "singh",
    "susan",
];
const NICKNAMES: [&str; 10] = [
    "bill", "peggy", "kate", "liz", "jim", "tony", "sue", "bob", "dai", "maggie",
];

/// Somebody as they are asked for.
#[derive(sqlx::FromRow)]
struct Somebody {
    name: String,
    date_of_birth: String,
    postcode: String,
    email: String,
    telephone: String,
}

impl Somebody {
    fn first(&self) -> &str {
        self.name.split(' ').next().unwrap_or_default()
    }

    fn family(&self) -> &str {
        self.name.rsplit(' ').next().unwrap_or_default()
    }

    /// As it is typed: 27/3/1980.
    fn born(&self) -> String {
        let parts: Vec<&str> = self.date_of_birth.split('-').collect();
        match parts.as_slice() {
            [year, month, day] => {
                let plain = |part: &str| part.trim_start_matches('0').to_owned();
                format!("{}/{}/{year}", plain(day), plain(month))
            }
            _ => self.date_of_birth.clone(),
        }
    }
}

/// A kind of search, and what of it is typed of somebody.
pub struct Kind {
    pub name: &'static str,
    typed: fn(&Somebody, usize) -> String,
}

pub const KINDS: [Kind; 12] = [
    Kind {
        name: "a whole name",
        typed: |one, _| one.name.clone(),
    },
    Kind {
        name: "a common name",
        typed: |_, number| COMMON[number % COMMON.len()].to_owned(),
    },
    Kind {
        name: "a slip in both names",
        typed: |one, number| {
            format!(
                "{} {}",
                slipped(one.first(), number),
                slipped(one.family(), number)
            )
        },
    },
    Kind {
        name: "a nickname and a surname",
        typed: |one, number| format!("{} {}", NICKNAMES[number % NICKNAMES.len()], one.family()),
    },
    Kind {
        name: "both names begun",
        typed: |one, _| format!("{} {}", begun(one.first()), begun(one.family())),
    },
    Kind {
        name: "a date of birth",
        typed: |one, _| one.born(),
    },
    Kind {
        name: "a surname and a date of birth",
        typed: |one, _| format!("{} {}", one.family(), one.born()),
    },
    Kind {
        name: "a postcode",
        typed: |one, _| one.postcode.clone(),
    },
    Kind {
        name: "an e-mail address",
        typed: |one, _| one.email.clone(),
    },
    Kind {
        name: "a telephone number",
        typed: |one, _| format!("+44 {}", &one.telephone[1..]),
    },
    Kind {
        name: "all of it, backwards",
        typed: |one, _| {
            let (first, family) = (one.first(), one.family());
            format!(
                "{} {} {} {family} {first}",
                one.telephone,
                one.postcode,
                one.born()
            )
        },
    },
    Kind {
        name: "nobody",
        typed: |_, number| format!("Zzyxwen Qwfpaldine{number}"),
    },
];

/// Two letters that changed places.
fn slipped(word: &str, number: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 3 {
        let place = 1 + number % (letters.len() - 2);
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}

fn begun(word: &str) -> String {
    word.chars().take(3).collect()
}

/// What is typed, kind after kind in turn, about people from the first to the last.
pub async fn draw(database: &Database, people: u64) -> anyhow::Result<Vec<(usize, String)>> {
    let mut queries = Vec::new();
    for number in 0..EACH {
        let somebody = somebody(database, people * number / EACH).await?;
        let number = usize::try_from(number)?;
        let typed = KINDS.iter().enumerate();
        queries.extend(typed.map(|(kind, one)| (kind, (one.typed)(&somebody, number))));
    }
    Ok(queries)
}

/// The first of whom everything is known, after so many.
async fn somebody(database: &Database, place: u64) -> anyhow::Result<Somebody> {
    const SQL: &str = "SELECT name, date_of_birth, postcode, email, telephone FROM people
        WHERE id > (SELECT id FROM people ORDER BY id LIMIT 1 OFFSET $1) AND date_of_birth IS NOT NULL
        AND postcode IS NOT NULL AND email IS NOT NULL AND telephone IS NOT NULL ORDER BY id LIMIT 1";
    let place = i64::try_from(place.saturating_sub(place / 50))?;
    Ok(match database {
        Database::Sqlite { readers, .. } => {
            sqlx::query_as(SQL).bind(place).fetch_one(readers).await?
        }
        Database::Postgres(pool) => sqlx::query_as(SQL).bind(place).fetch_one(pool).await?,
    })
}
