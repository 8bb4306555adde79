//! Finding one of many articles.

use std::{collections::BTreeSet, time::Instant};

use guildhall_database::{
    ArticleChange, ArticleHit, Database, MOST_ARTICLES, NewArticle, NewStaff, StaffId, Timestamp,
};
use guildhall_domain::{
    knowledge::{ArticleAct, ArticleState, Readers, Written},
    text::Language,
};
use time::macros::date;

use super::NOON;

/// How many articles there are beside those that are looked for: `ARTICLES=5000` says how long a search takes then.
fn how_many() -> usize {
    let asked = std::env::var("ARTICLES").ok();
    asked.and_then(|number| number.parse().ok()).unwrap_or(250)
}

/// Words that no article is told from another by.
const SYLLABLES: [&str; 12] = [
    "ba", "co", "du", "fe", "gi", "ho", "ku", "la", "me", "no", "pi", "ru",
];

fn word(number: usize) -> String {
    let place = |shift: usize| SYLLABLES[(number / 12_usize.pow(shift as u32)) % 12];
    [place(0), place(1), place(2), place(0)].concat()
}

async fn writer(database: &Database) -> StaffId {
    let staff = NewStaff {
        email: "rhodri@wrekinshire.example",
        name: "Rhodri Vaughan",
        password_hash: None,
        grants: &[],
    };
    let mut transaction = database.begin().await.unwrap();
    let id = transaction.add_staff(&staff, NOON.into()).await.unwrap();
    transaction.commit().await.unwrap();
    id
}

async fn add(
    database: &Database,
    owner: StaffId,
    (slug, language): (&str, Language),
    written: Written<'_>,
) {
    let services = BTreeSet::new();
    let now = Timestamp::from(NOON);
    let article = NewArticle {
        slug,
        owner,
        review_on: date!(2026 - 09 - 01),
        services: &services,
        language,
        written,
    };
    let mut transaction = database.begin().await.unwrap();
    let id = transaction
        .add_article(&article, owner, now)
        .await
        .unwrap()
        .unwrap();
    let publish = ArticleChange {
        act: ArticleAct::Publish,
        state: ArticleState::Published,
        owner,
        review_on: article.review_on,
        services: &services,
        written: None,
    };
    assert!(
        transaction
            .change_article((id, 0), &publish, owner, now)
            .await
            .unwrap()
    );
    transaction.commit().await.unwrap();
}

async fn search(database: &Database, query: &str, readers: Readers) -> Vec<ArticleHit> {
    let mut connection = database.read().await.unwrap();
    let found = connection.search_articles(query, readers, Language::English, 20);
    found.await.unwrap()
}

async fn slugs(database: &Database, query: &str, readers: Readers) -> Vec<String> {
    let hits = search(database, query, readers).await;
    hits.into_iter().map(|hit| hit.slug).collect()
}

on_each_database! {
    async fn one_of_many_articles_is_found_at_once(database) {
        let owner = writer(&database).await;
        for number in 0..how_many() {
            let text: Vec<String> = (0..150).map(|place| word(number * 7 + place * 31)).collect();
            let text = format!("The council collects. {}", text.join(" "));
            let title = format!("{} of the council", word(number));
            let written = Written { title: &title, summary: "What the council does.", keywords: "", text: &text };
            add(&database, owner, (&format!("article-{number}"), Language::English), written).await;
        }
        let bins = Written {
            title: "Missed bins", summary: "When we come back.", keywords: "dustbin, Tŷ",
            text: "Wait until evening.\n::: staff\nAsk about hippopotamuses.\n:::",
        };
        add(&database, owner, ("missed-bins", Language::English), bins).await;
        let mentioned = Written { title: "Moving home", summary: "What to tell us.", keywords: "", text: "Order bins, if they were missed." };
        add(&database, owner, ("moving-home", Language::English), mentioned).await;
        let welsh = Written { title: "Biniau", summary: "Pryd y down.", keywords: "missed", text: "Arhoswch." };
        add(&database, owner, ("biniau", Language::Welsh), welsh).await;
        assert_eq!(slugs(&database, "missed bins", Readers::Residents).await, ["missed-bins", "moving-home"]);
        for query in ["dustbin", "DUSTBINS", "dusbtin", "dustbi", "ty evening", "missed evening"] {
            assert_eq!(slugs(&database, query, Readers::Residents).await, ["missed-bins"], "{query}");
        }
        for query in ["hippopotamuses", "hippopotamus", "hipopotamuses", "bins hippo"] {
            assert_eq!(slugs(&database, query, Readers::Staff).await, ["missed-bins"], "{query}");
            assert!(slugs(&database, query, Readers::Residents).await.is_empty(), "{query}");
        }
        for query in ["", " ", "the of", "zzyzx", "missed zzyzx", "%", "_", "'", "\u{10ffff}", "bins\0"] {
            let found = slugs(&database, query, Readers::Writers).await;
            assert!(found.is_empty() || query.starts_with("bins"), "{query:?}: {found:?}");
        }
        let hits = search(&database, "missed", Readers::Residents).await;
        assert_eq!(hits.iter().map(|hit| hit.slug.as_str()).collect::<Vec<_>>(), ["missed-bins", "biniau", "moving-home"]);
        assert_eq!((hits[1].language, hits[1].title.as_str()), (Language::Welsh, "Biniau"));
        let mut connection = database.read().await.unwrap();
        let most = connection.search_articles("council", Readers::Staff, Language::English, 10_000).await.unwrap();
        assert_eq!(most.len(), MOST_ARTICLES.min(how_many()));
        drop(connection);
        if std::env::var_os("ARTICLES").is_some() {
            for query in ["council", "council collects", "missed bins", "dusbtin", "bacodu"] {
                let start = Instant::now();
                for _ in 0..20 {
                    search(&database, query, Readers::Staff).await;
                }
                println!("{query}: {:?}", start.elapsed() / 20);
            }
        }
    }

    async fn words_that_are_written_no_more_find_nothing(database) {
        let owner = writer(&database).await;
        let first = Written { title: "Elephants", summary: "Grey.", keywords: "", text: "Trunks." };
        add(&database, owner, ("animals", Language::English), first).await;
        assert_eq!(slugs(&database, "trunks", Readers::Residents).await, ["animals"]);
        let mut transaction = database.begin().await.unwrap();
        let article = transaction.find_article("animals").await.unwrap().unwrap();
        let written = Written { title: "Zebras", summary: "Striped.", keywords: "", text: "Hooves." };
        let change = ArticleChange {
            act: ArticleAct::Write, state: article.state, owner, review_on: article.review_on,
            services: &BTreeSet::from(["trees".to_owned()]), written: Some((Language::English, written)),
        };
        assert!(!transaction.change_article((article.id, 0), &change, owner, NOON.into()).await.unwrap(), "an older revision");
        assert!(transaction.change_article((article.id, 1), &change, owner, NOON.into()).await.unwrap());
        transaction.commit().await.unwrap();
        assert!(slugs(&database, "trunks", Readers::Residents).await.is_empty());
        assert!(slugs(&database, "elehpants", Readers::Residents).await.is_empty());
        assert_eq!(slugs(&database, "zebra", Readers::Residents).await, ["animals"]);
        let mut connection = database.read().await.unwrap();
        let guidance = connection.list_guidance_of_service("trees", Language::English, 5).await.unwrap();
        assert_eq!(guidance.len(), 1);
        let (versions, is_more) = connection.list_article_versions(article.id, None, 2).await.unwrap();
        assert_eq!((versions.len(), versions[0].revision, is_more), (2, 2, true));
        let first = connection.find_article_version_text(article.id, 0).await.unwrap().unwrap();
        assert_eq!(first.text, "Trunks.");
    }
}
