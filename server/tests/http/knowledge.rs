//! Knowledge: articles are written by some, read by staff, and in part by residents.

use std::collections::BTreeSet;

use guildhall::{clock::Clock, jobs, state::AppState};
use guildhall_database::{
    ArticleChange, ArticleId, NewArticle, StaffId, Task, TaskFilter, TaskPosition, Whose,
};
use guildhall_domain::{
    knowledge::{ArticleAct, ArticleState, Readers, Written},
    permissions::{Grant, Tasks},
    tasks::{TaskKind, TaskState},
    text::Language,
};
use time::{Date, Duration, macros::date};

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    on_each_database,
};

const TODAY: Date = date!(2026 - 03 - 27);

/// An article with this text to be published, about the service of missed bins.
pub async fn publish(council: &Council, owner: StaffId, slug: &str, text: &str) -> ArticleId {
    let id = draft(council, owner, (slug, Language::English), text).await;
    act(council, (id, 0), owner, (ArticleAct::Publish, None)).await;
    id
}

async fn draft(
    council: &Council,
    owner: StaffId,
    (slug, language): (&str, Language),
    text: &str,
) -> ArticleId {
    let article = NewArticle {
        slug,
        owner,
        review_on: TODAY + Duration::days(100),
        services: &services(),
        language,
        written: written(slug, text),
    };
    let mut transaction = council.state.database.begin().await.unwrap();
    let now = council.state.clock.now();
    let added = transaction.add_article(&article, owner, now).await;
    transaction.commit().await.unwrap();
    added.unwrap().unwrap()
}

/// Does something to an article behind everybody's back.
async fn act(
    council: &Council,
    article: (ArticleId, i64),
    by: StaffId,
    (act, written): (ArticleAct, Option<(Language, Written<'_>)>),
) {
    let change = ArticleChange {
        act,
        state: if act == ArticleAct::Withdraw {
            ArticleState::Withdrawn
        } else {
            ArticleState::Published
        },
        owner: by,
        review_on: TODAY + Duration::days(100),
        services: &services(),
        written,
    };
    let mut transaction = council.state.database.begin().await.unwrap();
    let now = council.state.clock.now();
    let changed = transaction.change_article(article, &change, by, now).await;
    assert!(changed.unwrap());
    transaction.commit().await.unwrap();
}

fn services() -> BTreeSet<String> {
    BTreeSet::from(["missed-bin-collection".to_owned()])
}

fn written<'a>(title: &'a str, text: &'a str) -> Written<'a> {
    Written {
        title,
        summary: "What happens then.",
        keywords: "dustbin, trash",
        text,
    }
}

const BOTH: &str = "# When\n\nWait until 5pm.\n::: staff\nAsk for the **tag**.\n:::\nThen ring.";

/// What the form of an article is sent with.
const TYPED: [(&str, &str); 8] = [
    ("title", "If we missed your bin"),
    ("summary", "When we come back."),
    ("keywords", "dustbin"),
    ("text", BOTH),
    ("service", "missed-bin-collection"),
    ("review_on-day", "1"),
    ("review_on-month", "9"),
    ("review_on-year", "2026"),
];

/// [`TYPED`] with something else in one control.
fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let rest = TYPED.iter().copied().filter(|(typed, _)| *typed != name);
    rest.chain([(name, value)]).collect()
}

async fn leader(council: &Council, name: &str) -> Browser {
    let team = council.team(&format!("Team of {name}"), &[]).await;
    council
        .staff_with(name, &[Grant::TeamLeader { team }])
        .await
}

async fn designer(council: &Council, name: &str) -> StaffId {
    council.add_staff(name, &[Grant::ContentDesigner]).await
}

/// Who owns what the form makes, as it offers them: whoever writes.
fn owner(page: &Answer) -> String {
    page.attribute("#owner option[selected]", "value")
}

fn on_day(council: &Council, days: i64) -> AppState {
    let mut state = council.state.clone();
    state.clock = Clock::fixed(NOW + Duration::days(days));
    state
}

async fn tasks(council: &Council, state: Option<TaskState>) -> Vec<Task> {
    let mut connection = council.state.database.read().await.unwrap();
    let filter = TaskFilter {
        within: Tasks::All,
        reader: StaffId::new(),
        hidden: BTreeSet::new(),
        whose: Whose::Everybodys,
        state,
        kind: None,
        due: None,
    };
    let page = connection.list_tasks(&filter, TaskPosition::Start, 50);
    page.await.unwrap().tasks
}

on_each_database! {
    async fn an_article_is_written_published_and_read_by_each_in_their_part(council) {
        let mut amina = council.staff("Amina Yusuf").await;
        let empty = amina.get("/desk/knowledge").await;
        assert!(empty.words().contains("Nothing is written yet") && empty.words().contains("Tell one of them"), "{}", empty.words());
        assert!(!empty.has("main a[href='/desk/knowledge/new']"));
        let mut sunita = leader(&council, "Sunita Rao").await;
        let desk = sunita.get("/desk").await;
        let list = sunita.get(&desk.attribute("nav a[href='/desk/knowledge']", "href")).await;
        assert!(list.words().contains("Write the first one"), "{}", list.words());
        let new = sunita.get(&list.attribute("main a.govuk-button", "href")).await;
        let wrong = sunita.send(&new, &[("title", ""), ("text", "::: stff\nx"), ("language", "fr"), ("service", "nonsense"), ("slug", "No Good"), ("review_on-day", "26"), ("review_on-month", "3"), ("review_on-year", "2026")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.texts(".govuk-error-summary__list li").len(), 8, "{}", wrong.words());
        assert_eq!((wrong.text("#text"), wrong.attribute("#slug", "value")), ("::: stff x".into(), "No Good".into()));
        let mut typed = TYPED.to_vec();
        let id = owner(&new);
        typed.extend([("owner", id.as_str()), ("language", "en")]);
        let draft = sunita.go_on(&new, &typed).await;
        assert!(draft.path.starts_with("/desk/knowledge/if-we-missed-your-bin?"), "{}", draft.path);
        assert!(draft.words().contains("The draft is saved") && draft.words().contains("This is a draft"), "{}", draft.words());
        for path in ["/desk/knowledge/if-we-missed-your-bin", "/guidance/if-we-missed-your-bin", "/desk/knowledge/if-we-missed-your-bin/feedback"] {
            assert_eq!(amina.get(path).await.status, 404, "a draft: {path}");
        }
        assert!(!amina.get("/desk/knowledge?q=bin&show=drafts").await.words().contains("If we missed"));
        assert!(sunita.get("/desk/knowledge?show=drafts").await.words().contains("If we missed"));
        assert!(sunita.get("/desk/knowledge?show=mine&q=missed").await.words().contains("If we missed"));
        let published = sunita.go_on(&draft, &[("act", "publish")]).await;
        assert!(published.words().contains("It is published."), "{}", published.words());
        let list = amina.get("/desk/knowledge").await;
        let read = amina.get(&list.attribute("main table a", "href")).await;
        assert_eq!(read.texts("section.staff-part p strong"), ["tag"]);
        assert!(read.text("section.staff-part").starts_with("For staff only Ask for the tag"), "{}", read.text("section.staff-part"));
        assert!(read.has(".article h2") && read.words().contains("Then ring.") && !read.has("main form[method=post]"));
        let mut resident = council.browser();
        let start = resident.get("/services/missed-bin-collection").await;
        let guidance = resident.get(&start.attribute("main a[href^='/guidance/']", "href")).await;
        assert!(guidance.words().contains("Wait until 5pm.") && guidance.words().contains("Then ring."));
        assert!(!guidance.body.contains("tag.") && !guidance.body.contains("staff-part") && !guidance.body.contains(":::"), "{}", guidance.body);
        assert!(guidance.has("main a[href='/services/missed-bin-collection']"));
    }

    async fn residents_find_what_is_theirs_beside_services_and_nothing_else(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        publish(&council, owner, "missed-bins", BOTH).await;
        publish(&council, owner, "for-staff", "::: staff\nThe depot’s zebra number.\n:::").await;
        draft(&council, owner, ("not-yet", Language::English), "A zebra crossing.").await;
        let gone = publish(&council, owner, "withdrawn", "A zebra in the road.").await;
        act(&council, (gone, 1), owner, (ArticleAct::Withdraw, None)).await;
        let mut browser = council.browser();
        let found = browser.get("/search?q=dustbin").await;
        assert_eq!(found.texts("main a[href^='/guidance/']"), ["missed-bins"]);
        assert!(found.has("main a[href='/services/missed-bin-collection']") && found.words().contains("Guidance"));
        assert!(found.words().contains("2 results found"), "{}", found.words());
        for query in ["tag", "zebra", "depot", "for-staff"] {
            let none = browser.get(&format!("/search?q={query}")).await;
            assert!(!none.has("main a[href^='/guidance/']"), "{query}: {}", none.words());
            let suggested = browser.get(&format!("/actions/suggest-services?typed={query}")).await;
            assert!(!suggested.body.contains("/guidance/"), "{query}: {}", suggested.body);
        }
        for slug in ["for-staff", "not-yet", "withdrawn", "nothing", "%F0%9F%97%91"] {
            assert_eq!(browser.get(&format!("/guidance/{slug}")).await.status, 404, "{slug}");
        }
        let suggested = browser.get("/actions/suggest-services?typed=missed-bi").await;
        assert!(suggested.body.contains("/guidance/missed-bins"), "{}", suggested.body);
        let start = browser.get("/services/missed-bin-collection").await;
        assert_eq!(start.texts("main a[href^='/guidance/']"), ["missed-bins"]);
        assert!(!browser.get("/services/council-tax-move").await.has("main a[href^='/guidance/']"));
        let mut amina = council.staff("Amina Yusuf").await;
        let read = amina.get("/desk/knowledge/for-staff").await;
        assert!(read.words().contains("There is nothing in it for them"), "{}", read.words());
        assert_eq!(amina.get("/desk/knowledge?q=tag").await.texts("main table a"), ["missed-bins"]);
        assert_eq!(amina.get("/desk/knowledge?q=zebra").await.texts("main table a"), ["for-staff"]);
    }

    async fn guidance_about_what_is_sensitive_has_a_way_out_and_its_html_does_nothing(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        publish(&council, owner, "bins", "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>").await;
        let article = NewArticle {
            slug: "not-safe", owner, review_on: TODAY, language: Language::English,
            services: &BTreeSet::from(["help-if-you-are-not-safe-at-home".to_owned()]),
            written: written("Not safe", "Ring us."),
        };
        let now = council.state.clock.now();
        let mut transaction = council.state.database.begin().await.unwrap();
        let id = transaction.add_article(&article, owner, now).await.unwrap().unwrap();
        let change = ArticleChange { act: ArticleAct::Publish, state: ArticleState::Published, owner, review_on: TODAY, services: article.services, written: None };
        assert!(transaction.change_article((id, 0), &change, owner, now).await.unwrap());
        transaction.commit().await.unwrap();
        let mut browser = council.browser();
        let page = browser.get("/guidance/not-safe").await;
        assert!(page.has(".govuk-exit-this-page") && page.header("cache-control").contains("no-store"));
        let page = browser.get("/guidance/bins").await;
        assert!(!page.has(".govuk-exit-this-page") && !page.has("main script") && !page.has("main img") && !page.has("main a[href^=javascript]"));
        assert!(page.text("main").contains("<script>alert(1)</script>"), "{}", page.words());
    }

    async fn the_second_of_two_who_write_at_once_loses_nothing(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        publish(&council, owner, "missed-bins", BOTH).await;
        let mut rhodri = council.signed_in("Rhodri Vaughan").await;
        let mut sunita = leader(&council, "Sunita Rao").await;
        let article = rhodri.get("/desk/knowledge/missed-bins").await;
        let path = article.attribute("main a[href*='/edit']", "href");
        let (first, second) = (rhodri.get(&path).await, sunita.get(&path).await);
        assert!(first.body.contains("Ask for the **tag**."), "both parts are in the form");
        let (id, sunitas) = (owner.to_string(), with("text", "What Sunita wrote."));
        let mut rhodris = with("text", "What Rhodri wrote.");
        rhodris.push(("owner", &id));
        let saved = rhodri.go_on(&first, &rhodris).await;
        assert!(saved.words().contains("It is changed.") && saved.words().contains("What Rhodri wrote."));
        let told = sunita.send(&second, &sunitas).await;
        assert_eq!(told.status, 409);
        assert!(told.text(".versions__one").contains("What Rhodri wrote.") && told.text(".versions__one").contains("Rhodri Vaughan"), "{}", told.words());
        assert_eq!(told.text("#text"), "What Sunita wrote.");
        assert!(council.browser().get("/guidance/missed-bins").await.words().contains("What Rhodri wrote."), "not saved yet");
        let mut both = with("text", "What both wrote.");
        both.push(("owner", &id));
        let saved = sunita.go_on(&told, &both).await;
        assert!(saved.words().contains("What both wrote."));
        // Whoever writes while it is withdrawn keeps their words, too.
        let third = sunita.get(&path).await;
        let article = rhodri.get("/desk/knowledge/missed-bins").await;
        rhodri.go_on(&article, &[("act", "withdraw")]).await;
        let told = sunita.send(&third, &sunitas).await;
        assert_eq!((told.status, told.text("#text")), (409, "What Sunita wrote.".into()));
        assert!(told.text(".versions__one").contains("Withdrawn"));
        assert_eq!(sunita.send(&told, &sunitas).await.status, 422, "nobody owns it in what was sent");
        let mut sent = sunitas.clone();
        sent.push(("owner", &id));
        assert_eq!(sunita.send(&told, &sent).await.status, 409);
        assert_eq!(sunita.get(&path).await.status, 303, "nothing is written in what is withdrawn");
    }

    async fn what_is_withdrawn_is_found_no_more_and_can_be_restored(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        publish(&council, owner, "missed-bins", BOTH).await;
        let (mut rhodri, mut amina) = (council.signed_in("Rhodri Vaughan").await, council.staff("Amina Yusuf").await);
        let page = rhodri.get("/desk/knowledge/missed-bins").await;
        let (again, mut resident) = (rhodri.get("/desk/knowledge/missed-bins").await, council.browser());
        assert_eq!(rhodri.send(&page, &[("act", "restore")]).await.status, 409, "it does not fit");
        assert_eq!(rhodri.send(&page, &[("act", "review")]).await.status, 422, "that has a page of its own");
        assert_eq!(rhodri.send(&page, &[("act", "nonsense")]).await.status, 422);
        let withdrawn = rhodri.go_on(&page, &[("act", "withdraw")]).await;
        assert!(withdrawn.words().contains("Restore it if that was a mistake"));
        let told = rhodri.send(&again, &[("act", "withdraw")]).await;
        assert_eq!(told.status, 409);
        assert!(told.words().contains("Somebody changed this article") && !told.has("button[value=withdraw]"));
        assert_eq!(resident.get("/guidance/missed-bins").await.status, 404);
        assert!(!resident.get("/services/missed-bin-collection").await.has("main a[href^='/guidance/']"));
        assert!(amina.get("/desk/knowledge/missed-bins").await.text(".govuk-warning-text").contains("do not go by it"));
        assert!(!amina.get("/desk/knowledge?q=missed").await.has("main table a"));
        let list = rhodri.get("/desk/knowledge?show=withdrawn").await;
        let page = rhodri.get(&list.attribute("main table a", "href")).await;
        let restored = rhodri.go_on(&page, &[("act", "restore")]).await;
        assert!(restored.words().contains("It is a draft again"));
        assert_eq!(amina.get("/desk/knowledge/missed-bins").await.status, 404);
        rhodri.go_on(&restored, &[("act", "publish")]).await;
        assert_eq!(resident.get("/guidance/missed-bins").await.status, 200);
    }

    async fn a_reader_gets_their_language_or_the_other_with_a_word_saying_so(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        let welsh = draft(&council, owner, ("biniau", Language::Welsh), "Arhoswch tan 5pm.\n::: staff\nGofynnwch.\n:::").await;
        act(&council, (welsh, 0), owner, (ArticleAct::Publish, None)).await;
        let mut browser = council.browser();
        let page = browser.get("/guidance/biniau").await;
        assert!(page.words().contains("This is written in Welsh only."), "{}", page.words());
        assert_eq!(page.attribute(".article", "lang"), "cy");
        assert_eq!(page.attribute("h1", "lang"), "cy");
        assert!(!page.body.contains("Gofynnwch"));
        let found = browser.get("/search?q=biniau").await;
        assert_eq!(found.attribute("main a[href^='/guidance/']", "lang"), "cy");
        // An adviser writes none; a writer writes it in English.
        let mut rhodri = council.signed_in("Rhodri Vaughan").await;
        let article = rhodri.get("/desk/knowledge/biniau").await;
        let form = rhodri.get(&article.attribute("main a[href$='edit?language=en']", "href")).await;
        let id = owner.to_string();
        let mut typed = TYPED.to_vec();
        typed.push(("owner", &id));
        let saved = rhodri.go_on(&form, &typed).await;
        assert!(!saved.words().contains("only."), "{}", saved.words());
        assert_eq!(saved.text("main a[hreflang=cy]"), "Darllenwch hwn yn Gymraeg");
        let page = browser.get("/guidance/biniau").await;
        assert!(page.words().contains("Wait until 5pm.") && page.attribute(".article", "lang").is_empty());
        let page = browser.get(&page.attribute("main a[hreflang=cy]", "href")).await;
        assert!(page.words().contains("Arhoswch") && page.has("main a[hreflang=en]"));
        assert_eq!(browser.get("/guidance/biniau?language=xx").await.status, 200);
        // What is for staff in one language is for residents in none.
        let form = rhodri.get("/desk/knowledge/biniau/edit?language=en").await;
        let mut typed = with("text", "::: staff\nAsk.\n:::");
        typed.push(("owner", &id));
        rhodri.go_on(&form, &typed).await;
        let page = browser.get("/guidance/biniau?language=en").await;
        assert!(page.words().contains("Arhoswch") && !page.has("main a[hreflang=en]"), "{}", page.words());
        let line = council.state.database.read().await.unwrap().find_article_title(welsh, Readers::Residents, Language::English).await.unwrap();
        assert_eq!(line.unwrap().language, Language::Welsh);
    }

    async fn what_a_colleague_says_stands_on_the_article_until_it_is_dealt_with(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        publish(&council, owner, "missed-bins", BOTH).await;
        let (mut amina, mut rhodri) = (council.staff("Amina Yusuf").await, council.signed_in("Rhodri Vaughan").await);
        let article = amina.get("/desk/knowledge/missed-bins").await;
        let form = amina.get(&article.attribute("main a[href$='/feedback']", "href")).await;
        assert!(form.words().contains("Rhodri Vaughan owns this article"));
        let wrong = amina.send(&form, &[("kind", "nonsense"), ("words", " ")]).await;
        assert_eq!((wrong.status, wrong.texts(".govuk-error-summary__list li").len()), (422, 2));
        let long = "é".repeat(3_001);
        let wrong = amina.send(&form, &[("kind", "wrong"), ("words", &long)]).await;
        assert_eq!((wrong.status, wrong.text("#words")), (422, long.clone()), "the words are kept");
        for (kind, words) in [("wrong", &long[..6_000]), ("not-found", "The <b>depot’s</b> number")] {
            let sent = amina.go_on(&form, &[("kind", kind), ("words", words)]).await;
            assert!(sent.words().contains("Sent to whoever answers"), "{}", sent.words());
        }
        let mut other = council.staff("Joan Pryce").await;
        let seen = other.get("/desk/knowledge/missed-bins").await;
        assert!(seen.words().contains("could not find here") && seen.words().contains("The <b>depot’s</b> number") && !seen.has("main b"));
        assert!(!seen.has("main a[href*='/feedback/']"), "they do not deal with it");
        assert!(!council.browser().get("/guidance/missed-bins").await.words().contains("depot"));
        let list = other.get("/desk/knowledge").await;
        assert!(list.words().contains("2 things said of it"), "{}", list.words());
        let waiting = tasks(&council, None).await;
        assert_eq!(waiting.len(), 2);
        assert!(waiting.iter().all(|task| task.kind == TaskKind::ArticleFeedback && task.owner_id == Some(owner)));
        // From the task to the article, and dealt with there.
        let mine = rhodri.get("/desk/tasks").await;
        assert!(mine.words().contains("A colleague says that an article needs work"), "{}", mine.words());
        let task = rhodri.get(&mine.attribute("main table a[href^='/desk/tasks/']", "href")).await;
        let article = rhodri.get(&task.attribute("main a[href='/desk/knowledge/missed-bins']", "href")).await;
        let deal = rhodri.get(&article.attribute("main a[href*='/feedback/']", "href")).await;
        let wrong = rhodri.send(&deal, &[("outcome", &"x".repeat(2_001))]).await;
        assert_eq!(wrong.status, 422);
        let dealt = rhodri.go_on(&deal, &[("outcome", "Mended")]).await;
        assert!(dealt.words().contains("It is dealt with."));
        assert_eq!(rhodri.send(&deal, &[]).await.status, 303, "a second press does no harm");
        assert_eq!(rhodri.get(&deal.path).await.status, 303);
        let done = tasks(&council, Some(TaskState::Done)).await;
        assert_eq!((done.len(), done[0].outcome.as_deref()), (1, Some("Mended")));
        // The other by its task, and back again.
        let left = tasks(&council, None).await;
        let task = rhodri.get(&format!("/desk/tasks/{}", left[0].id)).await;
        let task = rhodri.go_on(&task, &[("act", "finish")]).await;
        assert!(!other.get("/desk/knowledge/missed-bins").await.has("#feedback"));
        rhodri.go_on(&task, &[("act", "reopen")]).await;
        assert!(other.get("/desk/knowledge/missed-bins").await.has("#feedback"));
    }

    async fn what_is_said_of_an_article_goes_to_whoever_owns_it_then(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        publish(&council, owner, "missed-bins", BOTH).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let mut sunita = leader(&council, "Sunita Rao").await;
        let form = amina.get("/desk/knowledge/missed-bins/feedback").await;
        amina.go_on(&form, &[("kind", "wrong"), ("words", "5pm is 4pm")]).await;
        let mut connection = council.state.database.write().await.unwrap();
        connection.set_ended(owner, Some(council.state.clock.now())).await.unwrap();
        drop(connection);
        let form = amina.get("/desk/knowledge/missed-bins/feedback").await;
        assert!(form.words().contains("Nobody owns this article any more"));
        amina.go_on(&form, &[("kind", "out-of-date"), ("words", "Old")]).await;
        assert!(sunita.get("/desk/knowledge").await.words().contains("Has left"));
        let edit = sunita.get("/desk/knowledge/missed-bins/edit").await;
        assert!(!edit.has("#owner option[selected]") || edit.attribute("#owner option[selected]", "value").is_empty(), "somebody else is to be chosen");
        let gone = owner.to_string();
        let mut typed = TYPED.to_vec();
        typed.push(("owner", &gone));
        assert_eq!(sunita.send(&edit, &typed).await.status, 422);
        let new = sunita.get("/desk/knowledge/new").await;
        let hers = super::knowledge::owner(&new);
        typed.pop();
        typed.push(("owner", &hers));
        sunita.go_on(&edit, &typed).await;
        let waiting = tasks(&council, None).await;
        assert!(waiting.len() == 2 && waiting.iter().all(|task| task.owner_name.as_deref() == Some("Sunita Rao")), "{waiting:?}");
    }

    async fn whoever_owns_an_article_is_asked_once_for_each_day_of_review(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        publish(&council, owner, "missed-bins", BOTH).await;
        draft(&council, owner, ("a-draft", Language::English), BOTH).await;
        jobs::ask_for_reviews::run(&on_day(&council, 92)).await.unwrap();
        assert!(tasks(&council, None).await.is_empty(), "8 days before");
        let asking: Vec<_> = (0..4).map(|process| {
            let state = on_day(&council, 93 + process);
            tokio::spawn(async move {
                jobs::schedule(&state).await.unwrap();
                jobs::drain(&state).await.unwrap();
                jobs::ask_for_reviews::run(&state).await.unwrap();
            })
        }).collect();
        for one in asking {
            one.await.unwrap();
        }
        let asked = tasks(&council, None).await;
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert_eq!((asked[0].kind, asked[0].owner_id, asked[0].due_on), (TaskKind::ArticleReview, Some(owner), TODAY + Duration::days(100)));
        let mut rhodri = council.signed_in("Rhodri Vaughan").await;
        let task = rhodri.get(&format!("/desk/tasks/{}", asked[0].id)).await;
        let article = rhodri.get(&task.attribute("main a[href='/desk/knowledge/missed-bins']", "href")).await;
        let review = rhodri.get(&article.attribute("main a[href$='/review']", "href")).await;
        let day = |day, year| [("review_on-day", day), ("review_on-month", "10"), ("review_on-year", year)];
        for (wrong, year) in [("32", "2026"), ("1", "2020"), ("1", "2030")] {
            assert_eq!(rhodri.send(&review, &day(wrong, year)).await.status, 422, "{wrong} {year}");
        }
        let stale = rhodri.get(&review.path).await;
        let done = rhodri.go_on(&review, &day("1", "2026")).await;
        assert!(done.words().contains("The next review has its day.") && done.words().contains("1 October 2026"), "{}", done.words());
        assert!(tasks(&council, None).await.is_empty(), "reviewing it was what was asked");
        assert_eq!(rhodri.send(&stale, &day("2", "2026")).await.status, 409);
        jobs::ask_for_reviews::run(&on_day(&council, 183)).await.unwrap();
        assert_eq!(tasks(&council, None).await.len(), 1, "the new day has a task of its own");
        let article = rhodri.get("/desk/knowledge/missed-bins").await;
        rhodri.go_on(&article, &[("act", "withdraw")]).await;
        assert!(tasks(&council, None).await.is_empty(), "nobody reviews what is withdrawn");
        assert_eq!(rhodri.get(&review.path).await.status, 303);
    }

    async fn whoever_only_reads_changes_nothing(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        publish(&council, owner, "missed-bins", BOTH).await;
        let mut amina = council.staff("Amina Yusuf").await;
        let form = amina.get("/desk/knowledge/missed-bins/feedback").await;
        let article = amina.get("/desk/knowledge/missed-bins").await;
        for gone in ["edit", "review", "history"] {
            let path = format!("/desk/knowledge/missed-bins/{gone}");
            assert_eq!(amina.get(&path).await.status, 403, "{gone}");
            assert!(!article.has(&format!("main a[href^='{path}']")), "{gone} is not offered");
            if gone != "history" {
                assert_eq!(amina.post(&path, &[("csrf", form.csrf())]).await.status, 403, "{gone}");
            }
        }
        let csrf = form.csrf();
        for act in ["publish", "withdraw", "restore"] {
            let sent = amina.post("/desk/knowledge/missed-bins", &[("csrf", csrf.as_str()), ("act", act), ("revision", "1")]).await;
            assert_eq!(sent.status, 403, "{act}");
        }
        assert_eq!(amina.post("/desk/knowledge/new", &[("csrf", csrf.as_str()), ("title", "Mine")]).await.status, 403);
        let mut connection = council.state.database.read().await.unwrap();
        let stored = connection.find_article("missed-bins").await.unwrap().unwrap();
        assert_eq!((stored.revision, stored.state), (1, ArticleState::Published));
    }

    async fn every_version_is_kept_and_can_be_taken_up_again(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        let id = publish(&council, owner, "missed-bins", "The first words.").await;
        for number in 2..30 {
            let words = format!("Words number {number}.");
            act(&council, (id, number - 1), owner, (ArticleAct::Write, Some((Language::English, written("missed-bins", &words))))).await;
        }
        let mut rhodri = council.signed_in("Rhodri Vaughan").await;
        let article = rhodri.get("/desk/knowledge/missed-bins").await;
        let history = rhodri.get(&article.attribute("main a[href$='/history']", "href")).await;
        assert_eq!(history.texts(".timeline__item").len(), 25);
        assert!(history.text(".timeline__item").contains("Changed, in English") && history.text(".timeline__item").contains("Rhodri Vaughan"));
        let older = rhodri.get(&history.attribute("a[rel=next]", "href")).await;
        assert_eq!(older.texts(".timeline__item").len(), 5);
        assert!(older.has("a[rel=prev]"));
        let first = rhodri.get("/desk/knowledge/missed-bins/history/0").await;
        assert!(first.words().contains("The first words.") && first.words().contains("Made"), "{}", first.words());
        let form = rhodri.get(&first.attribute("main a[href*='from=0']", "href")).await;
        assert_eq!(form.text("#text"), "The first words.");
        for gone in ["1", "99", "-1", "x"] {
            assert_eq!(rhodri.get(&format!("/desk/knowledge/missed-bins/history/{gone}")).await.status, 404, "{gone}: no words were written");
        }
        assert_eq!(rhodri.get("/desk/knowledge/missed-bins/edit?from=99").await.status, 404);
        let (mut typed, owner) = (with("text", "The first words."), owner.to_string());
        typed.push(("owner", &owner));
        rhodri.go_on(&form, &typed).await;
        assert!(council.browser().get("/guidance/missed-bins").await.words().contains("The first words."));
    }

    async fn the_list_has_pages_filters_and_a_search_that_forgives(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        for number in 0..30 {
            publish(&council, owner, &format!("article-{number:02}"), "About elephants and recycling.").await;
        }
        let mut amina = council.staff("Amina Yusuf").await;
        let list = amina.get("/desk/knowledge").await;
        assert_eq!(list.texts("main table a").len(), 25);
        let next = amina.get(&list.attribute("a[rel=next]", "href")).await;
        assert_eq!((next.texts("main table a").len(), next.has("a[rel=prev]"), next.has("a[rel=next]")), (5, true, false));
        for query in ["elephants", "elephant", "eleph", "elehpants", "recycling+elephants", "ELEPHANTS"] {
            let found = amina.get(&format!("/desk/knowledge?q={query}")).await;
            assert_eq!((found.texts("main table a").len(), found.has("a[rel=next]")), (25, true), "{query}");
        }
        assert_eq!(amina.get("/desk/knowledge?q=article+07").await.texts("main table a"), ["article-07"]);
        assert_eq!(amina.get("/desk/knowledge?q=elephants&page=2").await.texts("main table a").len(), 5);
        for query in ["elephants+zebras", "elephoots", "%25", "%00", "'", "%F0%9F%90%98"] {
            let none = amina.get(&format!("/desk/knowledge?q={query}")).await;
            assert_eq!(none.status, 200, "{query}");
            assert!(!none.has("main table a") && none.words().contains("No article has all the words"), "{query}: {}", none.words());
        }
        assert!(amina.get("/desk/knowledge?service=missed-bin-collection").await.has("main table a"));
        assert!(!amina.get("/desk/knowledge?service=council-tax-move").await.has("main table a"));
        assert!(amina.get("/desk/knowledge?service=nonsense&show=nonsense").await.has("main table a"));
        assert!(amina.get("/desk/knowledge?show=overdue").await.words().contains("No review is overdue"));
        let mut connection = council.state.database.read().await.unwrap();
        let hits = connection.search_articles("elephants", Readers::Staff, Language::English, 3).await.unwrap();
        assert_eq!(hits.len(), 3);
        assert_eq!((hits[0].slug.as_str(), hits[0].summary.as_str()), ("article-00", "What happens then."));
    }

    async fn a_word_is_mended_without_reviewing_the_rest(council) {
        let owner = designer(&council, "Rhodri Vaughan").await;
        let id = publish(&council, owner, "missed-bins", BOTH).await;
        let change = ArticleChange {
            act: ArticleAct::Review, state: ArticleState::Published, owner, review_on: TODAY - Duration::days(9),
            services: &services(), written: None,
        };
        let mut transaction = council.state.database.begin().await.unwrap();
        assert!(transaction.change_article((id, 1), &change, owner, council.state.clock.now()).await.unwrap());
        transaction.commit().await.unwrap();
        let mut rhodri = council.signed_in("Rhodri Vaughan").await;
        assert!(rhodri.get("/desk/knowledge?show=overdue").await.has("main table a"));
        let edit = rhodri.get("/desk/knowledge/missed-bins/edit").await;
        let owner = owner.to_string();
        let day = |day| [&TYPED[..5], &[("owner", owner.as_str()), ("review_on-day", day), ("review_on-month", "3"), ("review_on-year", "2026")]].concat();
        assert_eq!(rhodri.send(&edit, &day("19")).await.status, 422, "another day that is over");
        let saved = rhodri.go_on(&edit, &day("18")).await;
        assert!(saved.words().contains("It is changed.") && saved.words().contains("Overdue"), "{}", saved.words());
    }

    async fn two_articles_of_one_title_have_addresses_of_their_own(council) {
        let mut sunita = leader(&council, "Sunita Rao").await;
        for expected in ["if-we-missed-your-bin", "if-we-missed-your-bin-2"] {
            let new = sunita.get("/desk/knowledge/new").await;
            let id = owner(&new);
            let mut typed = TYPED.to_vec();
            typed.extend([("owner", id.as_str()), ("language", "en")]);
            let draft = sunita.go_on(&new, &typed).await;
            assert!(draft.path.starts_with(&format!("/desk/knowledge/{expected}?")), "{}", draft.path);
        }
        let new = sunita.get("/desk/knowledge/new").await;
        let id = owner(&new);
        for (slug, says) in [("if-we-missed-your-bin", "There is an article with this address"), ("new", "Use small letters"), ("../x", "Use small letters")] {
            let mut typed = TYPED.to_vec();
            typed.extend([("owner", id.as_str()), ("language", "en"), ("slug", slug)]);
            let wrong = sunita.send(&new, &typed).await;
            assert_eq!(wrong.status, 422);
            assert!(wrong.text(".govuk-error-summary").contains(says), "{slug}: {}", wrong.words());
        }
    }

    async fn the_invented_council_knows_a_lot(council) {
        guildhall::demo::seed(&council.state).await.unwrap();
        let mut connection = council.state.database.read().await.unwrap();
        let hits = connection.search_articles("bins", Readers::Residents, Language::English, 20).await.unwrap();
        assert!(hits.len() >= 4, "{hits:?}");
        let hits = connection.search_articles("biniau", Readers::Residents, Language::English, 20).await.unwrap();
        assert!(hits.iter().all(|hit| hit.language == Language::Welsh) && !hits.is_empty());
        drop(connection);
        let services = council.state.catalogue.list().await.unwrap();
        for service in services {
            let page = council.browser().get(&format!("/services/{}", service.slug)).await;
            for href in page.texts("main a[href^='/guidance/']") {
                assert!(!href.is_empty());
            }
        }
        let mut browser = council.staff("A New Adviser").await;
        let overdue = browser.get("/desk/knowledge?show=overdue").await;
        assert_eq!(overdue.texts("main table a").len(), 3, "{}", overdue.words());
    }
}
