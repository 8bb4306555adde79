//! What the two databases must agree on.

#[macro_use]
mod databases;

use std::{collections::BTreeSet, fs, path::Path};

use guildhall_database::{
    CaseFilter, CaseKey, CasePosition, Database, FormSource, ListPosition, NewCase, NewForm,
    NewPerson, NewStaff, Timestamp,
};
use guildhall_domain::{
    actors::{Actor, Channel},
    permissions::{Grant, Permission, Role},
};
use time::{Duration, OffsetDateTime, macros::datetime};
use uuid::Uuid;

mod article_search;
mod assertions;
mod audit_chain;
mod people_search;

const NOON: OffsetDateTime = datetime!(2026-03-27 12:00 UTC);

async fn add_case(
    database: &Database,
    reference: &str,
    opened_at: OffsetDateTime,
) -> sqlx::Result<bool> {
    let now = Timestamp::from(opened_at);
    let mut transaction = database.begin().await?;
    let definition = serde_json::json!({"service": {}, "form": {}});
    let form = NewForm {
        slug: "trees",
        source: FormSource::Catalogue,
        definition: &definition,
        checksum: "1",
        publish: true,
    };
    let case = NewCase {
        reference: reference.to_owned(),
        form_id: transaction.add_form(&form, now).await?,
        slug: "trees",
        subject: None,
        organisation: None,
        actor: Actor::Visitor(Uuid::new_v4()),
        channel: Channel::HomeVisit,
        contact: None,
        assisted_by: None,
        status: "received",
    };
    let is_added = transaction.add_case(&case, now).await?.is_some();
    transaction.commit().await?;
    Ok(is_added)
}

async fn references(database: &Database, position: CasePosition) -> Vec<String> {
    let mut connection = database.read().await.unwrap();
    let page = connection
        .list_cases(&CaseFilter::default(), position, 10)
        .await
        .unwrap();
    page.cases.into_iter().map(|case| case.reference).collect()
}

on_each_database! {
    async fn cases_are_in_the_order_of_time_to_the_microsecond(database) {
        for (reference, microseconds) in [("c", 1_500_000), ("a", 0), ("b", 1), ("d", 2_000_000)] {
            add_case(&database, reference, NOON + Duration::microseconds(microseconds)).await.unwrap();
        }
        assert_eq!(references(&database, CasePosition::Newest).await, ["d", "c", "b", "a"]);
        let mut connection = database.read().await.unwrap();
        let page = connection.list_cases(&CaseFilter::default(), CasePosition::Newest, 2).await.unwrap();
        let key: CaseKey = page.older.unwrap().to_string().parse().unwrap();
        drop(connection);
        assert_eq!(references(&database, CasePosition::After(key)).await, ["b", "a"]);
        assert_eq!(references(&database, CasePosition::Before(key)).await, ["d"]);
    }

    async fn a_reference_that_is_taken_is_told_apart_from_a_failure(database) {
        assert!(add_case(&database, "a", NOON).await.unwrap());
        assert!(!add_case(&database, "a", NOON).await.unwrap());
    }

    async fn a_transaction_that_is_dropped_leaves_nothing(database) {
        let mut transaction = database.begin().await.unwrap();
        let person = NewPerson { name: "Mary", email: None, telephone: None, ..NewPerson::default() };
        let id = transaction.add_person(&person, NOON.into()).await.unwrap();
        drop(transaction);
        assert!(database.write().await.unwrap().find_person(id).await.unwrap().is_none());
    }

    async fn many_writers_at_once_all_get_their_turn(database) {
        add_case(&database, "first", NOON).await.unwrap();
        let writers: Vec<_> = (0..8).map(|writer| {
            let database = database.clone();
            tokio::spawn(async move {
                for turn in 0..10 {
                    add_case(&database, &format!("{writer}-{turn}"), NOON).await?;
                }
                Ok::<(), sqlx::Error>(())
            })
        }).collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let mut connection = database.read().await.unwrap();
        let page = connection.list_cases(&CaseFilter::default(), CasePosition::Newest, 100).await.unwrap();
        assert_eq!(page.cases.len(), 81);
    }

    async fn a_form_is_stored_again_only_when_it_has_changed(database) {
        let definition = serde_json::json!({});
        let mut form = NewForm { slug: "trees", source: FormSource::Xgov, definition: &definition, checksum: "1", publish: false };
        let mut transaction = database.begin().await.unwrap();
        let first = transaction.add_form(&form, NOON.into()).await.unwrap();
        assert!(transaction.find_published_form("trees").await.unwrap().is_none());
        form.publish = true;
        assert_eq!(transaction.add_form(&form, NOON.into()).await.unwrap(), first);
        form.checksum = "2";
        let second = transaction.add_form(&form, NOON.into()).await.unwrap();
        let published = transaction.find_published_form("trees").await.unwrap().unwrap();
        assert_eq!((published.id, published.version), (second, 2));
        assert_eq!(transaction.list_published_forms().await.unwrap().len(), 1);
        assert!(transaction.is_slug_taken("trees", FormSource::Catalogue).await.unwrap());
    }

    async fn of_many_who_claim_at_once_each_job_has_one(database) {
        let now = Timestamp::from(NOON);
        let until = Timestamp::from(NOON + Duration::minutes(1));
        let mut transaction = database.begin().await.unwrap();
        for number in 0..60 {
            transaction.add_job("count", &serde_json::json!({"number": number}), now, now).await.unwrap();
        }
        transaction.commit().await.unwrap();
        let claimers: Vec<_> = (0..6).map(|_| {
            let database = database.clone();
            tokio::spawn(async move {
                let owner = Uuid::now_v7();
                let mut mine = Vec::new();
                loop {
                    let mut connection = database.write().await.unwrap();
                    let claimed = connection.claim_jobs(&["count"], owner, 4, until, now).await.unwrap();
                    if claimed.is_empty() {
                        return mine;
                    }
                    assert!(claimed.len() <= 4, "no more than were asked for");
                    mine.extend(claimed.into_iter().map(|job| job.lease.job));
                }
            })
        }).collect();
        let mut claimed = Vec::new();
        for claimer in claimers {
            claimed.extend(claimer.await.unwrap());
        }
        let each: BTreeSet<_> = claimed.iter().collect();
        assert_eq!((claimed.len(), each.len()), (60, 60));
    }

    async fn only_due_jobs_of_the_asked_kinds_are_claimed_in_the_order_of_time(database) {
        let now = Timestamp::from(NOON);
        let at = |minutes| Timestamp::from(NOON + Duration::minutes(minutes));
        let nothing = serde_json::Value::Null;
        let mut connection = database.write().await.unwrap();
        for (kind, minutes) in [("b", -1), ("a", -2), ("later", 1), ("unknown", -3)] {
            connection.add_job(kind, &nothing, at(minutes), now).await.unwrap();
        }
        let known = ["a", "b", "later"];
        assert!(connection.is_job_due(&known, now).await.unwrap());
        assert!(!connection.is_job_due(&["nobody's"], now).await.unwrap());
        assert!(!connection.is_job_due(&[], now).await.unwrap());
        let owner = Uuid::now_v7();
        let first = connection.claim_jobs(&known, owner, 1, at(5), now).await.unwrap();
        assert_eq!((first[0].kind.as_str(), first[0].lease.attempt), ("a", 1));
        let second = connection.claim_jobs(&known, owner, 9, at(5), now).await.unwrap();
        assert_eq!(second.iter().map(|job| job.kind.as_str()).collect::<Vec<_>>(), ["b"]);
        assert!(!connection.is_job_due(&known, now).await.unwrap());
        assert!(connection.claim_jobs(&[], owner, 9, at(5), now).await.unwrap().is_empty());
        assert!(connection.retry_job_later(first[0].lease, at(2), "away").await.unwrap());
        let counted = connection.count_waiting_jobs().await.unwrap();
        assert_eq!((counted.waiting, counted.failing), (4, 1));
        let again = connection.claim_jobs(&known, owner, 9, at(9), at(2)).await.unwrap();
        assert_eq!(again.len(), 2, "the one that is due now, and the one to try again");
        assert!(connection.finish_job(second[0].lease, at(2)).await.unwrap());
        assert!(!connection.finish_job(second[0].lease, at(2)).await.unwrap());
        assert_eq!(connection.delete_finished_jobs(at(3)).await.unwrap(), 1);
        assert_eq!(connection.count_waiting_jobs().await.unwrap().waiting, 3);
    }

    async fn a_job_that_was_given_up_is_revived_once(database) {
        let now = Timestamp::from(NOON);
        let payload = serde_json::json!({"message": "x"});
        let mut connection = database.write().await.unwrap();
        let id = connection.add_job("a", &payload, now, now).await.unwrap();
        assert!(connection.revive_job(id, now).await.unwrap().is_none(), "it is alive");
        let claimed = connection.claim_jobs(&["a"], Uuid::now_v7(), 1, now, now).await.unwrap();
        assert!(connection.give_job_up(claimed[0].lease, "refused", now).await.unwrap());
        let dead = connection.list_dead_jobs(ListPosition::Newest, 10).await.unwrap().entries;
        assert_eq!((dead.len(), dead[0].attempts, dead[0].last_error.as_deref()), (1, 1, Some("refused")));
        assert!(connection.claim_jobs(&["a"], Uuid::now_v7(), 1, now, now).await.unwrap().is_empty());
        assert_eq!(connection.revive_job(id, now).await.unwrap(), Some(("a".to_owned(), payload)));
        assert!(connection.revive_job(id, now).await.unwrap().is_none());
        let again = connection.claim_jobs(&["a"], Uuid::now_v7(), 1, now, now).await.unwrap();
        assert_eq!(again[0].lease.attempt, 1, "as if it were new");
    }

    async fn a_schedule_is_queued_once_for_each_turn(database) {
        let now = Timestamp::from(NOON);
        let askers: Vec<_> = (0..6).map(|_| {
            let database = database.clone();
            tokio::spawn(async move {
                let mut connection = database.write().await.unwrap();
                connection.add_scheduled_job("tidy", "tidy 1", now).await.unwrap()
            })
        }).collect();
        let mut queued = 0;
        for asker in askers {
            queued += usize::from(asker.await.unwrap());
        }
        assert_eq!(queued, 1);
        assert!(database.write().await.unwrap().add_scheduled_job("tidy", "tidy 2", now).await.unwrap());
    }

    // Records are joined by a link, whichever of the two a member of staff's sign-in belongs to.
    async fn what_is_joined_to_ones_own_record_is_ones_own(database) {
        let mut transaction = database.begin().await.unwrap();
        let mut people = Vec::new();
        for name in ["Amina Yusuf", "A Yusuf", "Amina Y", "Mary Hollings"] {
            let person = NewPerson { name, email: None, telephone: None, ..NewPerson::default() };
            people.push(transaction.add_person(&person, NOON.into()).await.unwrap());
        }
        let account = NewStaff { email: "amina@wrekinshire.example", name: "Amina Yusuf", password_hash: None, grants: &[Grant::Adviser] };
        let staff = transaction.add_staff(&account, NOON.into()).await.unwrap();
        assert!(transaction.list_own_records(staff).await.unwrap().is_empty());
        assert!(transaction.link_own_record(staff, people[1], NOON.into()).await.unwrap());
        assert!(!transaction.link_own_record(staff, people[1], NOON.into()).await.unwrap());
        transaction.commit().await.unwrap();
        for joined in [1, 2] {
            database.write().await.unwrap().join_person(people[joined], people[0]).await.unwrap();
        }
        let mut own = database.read().await.unwrap().list_own_records(staff).await.unwrap();
        own.sort_unstable();
        assert_eq!(own, people[..3]);
        let mut connection = database.write().await.unwrap();
        assert!(connection.clear_own_record(staff, people[1]).await.unwrap());
        assert!(connection.list_own_records(staff).await.unwrap().is_empty());
    }

    async fn roles_are_replaced_and_counted(database) {
        let mut transaction = database.begin().await.unwrap();
        let team = transaction.add_team("Waste", NOON.into()).await.unwrap().unwrap();
        assert!(transaction.add_team("WASTE", NOON.into()).await.unwrap().is_none());
        let slugs = BTreeSet::from(["bins".to_owned()]);
        transaction.set_team_services(team, &slugs).await.unwrap();
        let mut staff = Vec::new();
        for email in ["one@wrekinshire.example", "two@wrekinshire.example"] {
            let account = NewStaff { email, name: email, password_hash: None, grants: &[Grant::Administrator] };
            staff.push(transaction.add_staff(&account, NOON.into()).await.unwrap());
        }
        assert_eq!(transaction.count_others_with_role(staff[0], Role::Administrator).await.unwrap(), 1);
        let held = [Grant::Caseworker { team: Some(team.0) }, Grant::Caseworker { team: None }, Grant::Caseworker { team: None }];
        transaction.set_grants(staff[1], &held).await.unwrap();
        assert_eq!(transaction.count_others_with_role(staff[0], Role::Administrator).await.unwrap(), 0);
        let grants = transaction.load_grants(staff[1]).await.unwrap();
        assert_eq!(grants.held().count(), 2);
        assert!(grants.may_for(Permission::ChangeStatuses, "bins"));
        assert_eq!(transaction.list_roles(&staff).await.unwrap().len(), 2);
        transaction.set_ended(staff[0], Some(NOON.into())).await.unwrap();
        assert_eq!(transaction.count_others_with_role(staff[1], Role::Administrator).await.unwrap(), 0);
        transaction.commit().await.unwrap();
    }

    async fn an_answered_write_is_durable_by_default(database) {
        let durability = database.durability().await.unwrap();
        let values: Vec<&str> = durability.settings.iter().map(|(_, value)| value.as_str()).collect();
        match database {
            Database::Sqlite { .. } => assert_eq!(values, ["wal", "2"]),
            Database::Postgres(_) => assert_eq!(values[0], "on"),
        }
    }
}

/// A migration that only one database gets would let the two drift apart.
#[test]
fn both_databases_have_the_same_migrations() {
    let names = |folder: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations")
            .join(folder);
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

/// The reason for [`Timestamp`]: SQLite compares moments as text.
#[test]
fn timestamps_keep_no_more_than_both_databases_can() {
    let moment = datetime!(2026-03-27 12:00:00.123456789 +1);
    assert_eq!(
        OffsetDateTime::from(Timestamp::from(moment)),
        datetime!(2026-03-27 11:00:00.123456 UTC)
    );
}
