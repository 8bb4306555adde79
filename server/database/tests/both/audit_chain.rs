//! The audit trail's chain: written by many at once, rolled back, erased, and touched by hand.

use guildhall_database::{AuditFilter, Connection, Database, ListPosition, NewAuditEvent};
use guildhall_domain::audit::{
    AuditDetail, AuditThing, AuditVerb,
    chain::{Broken, Hash, Head, Verified},
};
use uuid::Uuid;

use crate::{NOON, migrated, new_postgres};

fn event(name: &str) -> NewAuditEvent {
    NewAuditEvent::new(None, AuditVerb::TeamAdded, AuditThing::Team)
        .on(Uuid::now_v7())
        .with(AuditDetail::Name, name)
        .with(AuditDetail::Services, "bins, “trees” \u{1f333}")
}

async fn add(database: &Database, events: usize) {
    let mut transaction = database.begin().await.unwrap();
    for number in 0..events {
        let event = event(&number.to_string());
        let added = transaction.add_audit_event(&event, NOON.into());
        added.await.unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn verify(database: &Database, head: Option<Hash>) -> Result<Verified, Broken> {
    let mut connection = database.read().await.unwrap();
    connection.verify_audit_trail(head).await.unwrap()
}

async fn head(database: &Database) -> Head {
    let mut connection = database.read().await.unwrap();
    connection.find_audit_head().await.unwrap()
}

/// The ids of the events, in the order of their links.
async fn ids(database: &Database) -> Vec<Uuid> {
    let mut connection = database.read().await.unwrap();
    let filter = AuditFilter::default();
    let page = connection.list_audit_events(&filter, ListPosition::Newest, 5_000);
    let events = page.await.unwrap().events;
    events.into_iter().rev().map(|event| event.id).collect()
}

/// Does what no verb of the program does.
async fn by_hand(database: &Database, sql: &'static str) {
    match database.write().await.unwrap() {
        Connection::Sqlite(mut connection) => {
            sqlx::raw_sql(sql).execute(&mut *connection).await.unwrap();
        }
        Connection::Postgres(mut connection) => {
            sqlx::raw_sql(sql).execute(&mut *connection).await.unwrap();
        }
        _ => unreachable!("it is no transaction"),
    }
}

/// Writes from many tasks at once over databases that are one, rolls some of it back, and returns how many events were
/// committed.
async fn write_at_once(databases: &[Database]) -> usize {
    let write = |task: usize, database: Database| async move {
        let mut committed = 0;
        for turn in 0..20 {
            let mut transaction = database.begin().await.unwrap();
            let events = 1 + turn % 3;
            for number in 0..events {
                let event = event(&format!("{task} {turn} {number}"));
                let added = transaction.add_audit_event(&event, NOON.into());
                added.await.unwrap();
            }
            if turn % 5 < 4 {
                transaction.commit().await.unwrap();
                committed += events;
            }
        }
        committed
    };
    let writers: Vec<_> = (0..12)
        .map(|task| tokio::spawn(write(task, databases[task % databases.len()].clone())))
        .collect();
    let mut committed = 0;
    for writer in writers {
        committed += writer.await.unwrap();
    }
    committed
}

async fn is_one_chain(database: &Database, committed: usize) {
    let verified = verify(database, None).await.unwrap();
    assert_eq!(verified.head.sequence, i64::try_from(committed).unwrap());
    assert_eq!(ids(database).await.len(), committed);
}

on_each_database! {
    async fn an_empty_trail_holds(database) {
        assert_eq!(verify(&database, None).await, Ok(Verified { head: Head::NONE, erased: 0 }));
        let never = Hash::try_from(vec![7; 32]).unwrap();
        assert_eq!(verify(&database, Some(never)).await, Err(Broken::NeverHad(never)));
    }

    async fn many_writers_at_once_make_one_chain(database) {
        let committed = write_at_once(std::slice::from_ref(&database)).await;
        is_one_chain(&database, committed).await;
    }

    async fn a_transaction_that_rolls_back_leaves_no_hole(database) {
        add(&database, 2).await;
        let before = head(&database).await;
        let mut transaction = database.begin().await.unwrap();
        transaction.add_audit_event(&event("never"), NOON.into()).await.unwrap();
        drop(transaction);
        assert_eq!(head(&database).await, before);
        add(&database, 1).await;
        let verified = verify(&database, Some(before.chain)).await.unwrap();
        assert_eq!(verified.head.sequence, 3);
    }

    async fn what_was_erased_is_gone_and_the_chain_holds(database) {
        add(&database, 3).await;
        let before = head(&database).await;
        let id = ids(&database).await[1];
        let mut transaction = database.begin().await.unwrap();
        assert!(transaction.erase_audit_event(id, None, NOON.into()).await.unwrap());
        assert!(!transaction.erase_audit_event(Uuid::now_v7(), None, NOON.into()).await.unwrap());
        transaction.commit().await.unwrap();
        let verified = verify(&database, Some(before.chain)).await.unwrap();
        assert_eq!((verified.head.sequence, verified.erased), (4, 1));
        assert!(!ids(&database).await.contains(&id));
    }

    async fn what_was_written_before_there_was_a_chain_is_linked_once(database) {
        add(&database, 2_100).await;
        by_hand(&database, "DELETE FROM audit_links; UPDATE audit_head SET sequence = 0").await;
        database.migrate().await.unwrap();
        assert_eq!(verify(&database, None).await.unwrap().head.sequence, 2_100);
        by_hand(&database, "DELETE FROM audit_links WHERE sequence = 2100").await;
        database.migrate().await.unwrap();
        assert_eq!(head(&database).await.sequence, 2_100, "nothing is linked afterwards");
    }

    async fn every_touch_by_hand_is_told_with_its_place(database) {
        add(&database, 4).await;
        let ids = ids(&database).await;
        let mut transaction = database.begin().await.unwrap();
        transaction.erase_audit_event(ids[3], None, NOON.into()).await.unwrap();
        transaction.commit().await.unwrap();
        let end = head(&database).await.chain;
        by_hand(&database, "CREATE TABLE events AS SELECT * FROM audit_events;
            CREATE TABLE links AS SELECT * FROM audit_links;
            CREATE TABLE heads AS SELECT * FROM audit_head").await;
        let touches = [
            ("UPDATE audit_events SET verb = 'team-changed' WHERE id = (SELECT event_id FROM audit_links WHERE sequence = 2)",
                Broken::ChangedEvent(2, ids[1])),
            ("UPDATE audit_events SET actor_id = id WHERE id = (SELECT event_id FROM audit_links WHERE sequence = 3)",
                Broken::ChangedEvent(3, ids[2])),
            ("DELETE FROM audit_events WHERE id = (SELECT event_id FROM audit_links WHERE sequence = 1)",
                Broken::MissingEvent(1, ids[0])),
            ("DELETE FROM audit_events WHERE id = (SELECT event_id FROM audit_links WHERE sequence = 1);
              UPDATE audit_links SET salt = NULL WHERE sequence = 1",
                Broken::UnrecordedErasure(1, ids[0])),
            ("UPDATE audit_links SET salt = NULL WHERE sequence = 2", Broken::EventInErasedPlace(2, ids[1])),
            ("UPDATE audit_links SET salt = event_id WHERE sequence = 2", Broken::ChangedEvent(2, ids[1])),
            ("UPDATE audit_links SET digest = chain WHERE sequence = 2", Broken::ChangedLink(2)),
            ("UPDATE audit_links SET chain = digest WHERE sequence = 3", Broken::ChangedLink(3)),
            ("DELETE FROM audit_links WHERE sequence = 2", Broken::MissingLink(2)),
            ("UPDATE audit_links SET sequence = -2 WHERE sequence = 2;
              UPDATE audit_links SET sequence = 2 WHERE sequence = 3;
              UPDATE audit_links SET sequence = 3 WHERE sequence = -2", Broken::ChangedLink(2)),
            ("DELETE FROM audit_links WHERE sequence = 5", Broken::CutOff { ends: 4, head: 5 }),
            ("UPDATE audit_head SET chain = (SELECT digest FROM audit_links WHERE sequence = 5)", Broken::ChangedHead(5)),
            ("DELETE FROM audit_events WHERE id = (SELECT event_id FROM audit_links WHERE sequence = 5);
              DELETE FROM audit_links WHERE sequence = 5;
              UPDATE audit_links SET salt = event_id WHERE sequence = 4;
              UPDATE audit_head SET sequence = 4, chain = (SELECT chain FROM audit_links WHERE sequence = 4)",
                Broken::MissingEvent(4, ids[3])),
            ("DELETE FROM audit_events WHERE id IN (SELECT event_id FROM audit_links WHERE sequence > 3);
              DELETE FROM audit_links WHERE sequence > 3;
              UPDATE audit_head SET sequence = 3, chain = (SELECT chain FROM audit_links WHERE sequence = 3)",
                Broken::NeverHad(end)),
        ];
        for (touch, expected) in touches {
            by_hand(&database, touch).await;
            assert_eq!(verify(&database, Some(end)).await, Err(expected), "{touch}");
            by_hand(&database, "DELETE FROM audit_events; INSERT INTO audit_events SELECT * FROM events;
                DELETE FROM audit_links; INSERT INTO audit_links SELECT * FROM links;
                DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM heads").await;
            assert!(verify(&database, Some(end)).await.is_ok());
        }
        by_hand(&database, "DELETE FROM audit_links WHERE sequence > 3;
            UPDATE audit_head SET sequence = 3, chain = (SELECT chain FROM audit_links WHERE sequence = 3)").await;
        let told = verify(&database, None).await.unwrap_err();
        assert!(matches!(told, Broken::NoLink(_)), "{told}");
    }
}

/// Two processes have no memory in common, only the database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_write_one_chain() {
    let url = new_postgres().await;
    let databases = [migrated(&url).await, migrated(&url).await];
    let committed = write_at_once(&databases).await;
    is_one_chain(&databases[0], committed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_write_one_chain_into_one_file() {
    let folder = std::env::temp_dir().join(format!("guildhall-{}", Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    let url = format!("sqlite://{}/test.db", folder.display());
    let databases = [migrated(&url).await, migrated(&url).await];
    let committed = write_at_once(&databases).await;
    is_one_chain(&databases[0], committed).await;
}
