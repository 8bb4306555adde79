//! What was told is read back the same, whether all that is known about it is asked for or what the rules need alone.

use guildhall_database::{
    Connection, Database, NewAssertion, NewPerson, NewStaff, PersonId, StoredAssertion,
    StoredValue, SubjectId, ToldAssertion,
};
use guildhall_domain::{
    actors::{Actor, Channel},
    forms::Answer,
    people::{Act, Source, Verification},
    permissions::Grant,
};
use time::{Duration, macros::date};
use uuid::Uuid;

use super::{NOON, add_case};

fn stated(person: PersonId, attribute: &str, value: Option<StoredValue>) -> NewAssertion {
    NewAssertion {
        subject: SubjectId::Person(person),
        attribute: attribute.to_owned(),
        act: Act::Stated,
        value,
        since: None,
        valid_until: None,
        source: Source::Resident,
        verified: Verification::Unverified,
        actor: None,
        channel: Channel::Online,
        case_id: None,
        about: None,
        reason: None,
    }
}

fn text(value: &str) -> Option<StoredValue> {
    Some(StoredValue::Open(Answer::Text(value.to_owned())))
}

async fn add_person(connection: &mut Connection, name: &str) -> PersonId {
    let person = NewPerson {
        name,
        ..NewPerson::default()
    };
    connection.add_person(&person, NOON.into()).await.unwrap()
}

/// Tells two records that are joined, and a third, all that can be told.
async fn tell(connection: &mut Connection, staff: Uuid) -> (PersonId, PersonId) {
    let [known, joined, other] = [
        add_person(connection, "Mary Hollings").await,
        add_person(connection, "M Hollings").await,
        add_person(connection, "Idris Cole").await,
    ];
    connection.join_person(joined, known).await.unwrap();
    let case = connection.find_case("a").await.unwrap().unwrap();
    let at = |minutes| (NOON + Duration::minutes(minutes)).into();
    let email = stated(known, "contact.email", text("mary@residents.example"));
    let email = connection.add_assertion(&email, at(1)).await.unwrap();
    let all = [
        NewAssertion {
            act: Act::Confirmed,
            about: Some(email),
            since: Some(date!(2026 - 01 - 31)),
            valid_until: Some(at(90)),
            source: Source::Adviser,
            verified: Verification::Code,
            actor: Some(Actor::Staff(staff)),
            channel: Channel::Telephone,
            case_id: Some(case.id),
            ..stated(joined, "contact.email", text("mary@residents.example"))
        },
        NewAssertion {
            act: Act::Disputed,
            about: Some(email),
            reason: Some("never mine".to_owned()),
            ..stated(known, "contact.email", None)
        },
        stated(
            known,
            "money.bank_account",
            Some(StoredValue::Sealed("sealed".to_owned())),
        ),
        stated(other, "contact.email", text("idris@residents.example")),
    ];
    for (minutes, assertion) in (2..).zip(all) {
        let told = connection.add_assertion(&assertion, at(minutes)).await;
        told.unwrap();
    }
    (known, other)
}

/// What the rules need of it; the reason and the service are none of that.
fn as_told(one: StoredAssertion) -> ToldAssertion {
    let mut assertion = one.assertion;
    assertion.reason = None;
    assertion.told_in = None;
    ToldAssertion {
        subject_id: one.subject_id,
        attribute: one.attribute,
        value: one.value,
        assertion,
    }
}

fn in_order(mut told: Vec<ToldAssertion>) -> Vec<ToldAssertion> {
    told.sort_by_key(|one| one.assertion.id);
    told
}

on_each_database! {
    async fn what_the_rules_need_is_what_was_told(database) {
        add_case(&database, "a", NOON).await.unwrap();
        let mut transaction = database.begin().await.unwrap();
        let account = NewStaff { email: "amina@wrekinshire.example", name: "Amina Yusuf", password_hash: None, grants: &[Grant::Adviser] };
        let staff = transaction.add_staff(&account, NOON.into()).await.unwrap();
        let (known, other) = tell(&mut transaction, staff.0).await;
        transaction.commit().await.unwrap();
        let mut connection = database.read().await.unwrap();
        for (person, count) in [(known, 6), (other, 2)] {
            let subject = SubjectId::Person(person);
            let stored: Vec<StoredAssertion> = connection.list_assertions(subject).await.unwrap().into_values().flatten().collect();
            let told = connection.list_told(subject, None).await.unwrap();
            assert_eq!(told.len(), count);
            let ids: Vec<Uuid> = stored.iter().map(|one| one.assertion.id).collect();
            let by_id = connection.list_assertions_by_id(&ids).await.unwrap();
            let stored = in_order(stored.into_iter().map(as_told).collect());
            assert_eq!(in_order(told), stored);
            assert_eq!(in_order(by_id.into_iter().map(as_told).collect()), stored);
        }
        assert!(connection.list_assertions_by_id(&[]).await.unwrap().is_empty());

        let subject = SubjectId::Person(known);
        let emails = connection.list_assertions_of(subject, "contact.email").await.unwrap();
        assert_eq!(emails.iter().map(|one| one.assertion.act).collect::<Vec<_>>(), [Act::Stated, Act::Confirmed, Act::Disputed]);
        assert_eq!((emails[1].actor_name.as_deref(), emails[1].case_reference.as_deref()), (Some("Amina Yusuf"), Some("a")));
        assert_eq!(emails[2].assertion.reason.as_deref(), Some("never mine"));
        let some = ["contact.email", "money.bank_account"];
        let told = connection.list_told(subject, Some(&some)).await.unwrap();
        assert_eq!(told.len(), 4);
        assert!(told.iter().all(|one| some.contains(&one.attribute.as_str())));
        let ids: Vec<Uuid> = emails.iter().map(|one| one.assertion.id).collect();
        let told_in = connection.list_services_told_in(&ids).await.unwrap();
        assert_eq!(told_in, [(ids[1], "trees".to_owned())]);
        assert!(connection.list_services_told_in(&[]).await.unwrap().is_empty());
        assert!(connection.list_told(subject, Some(&["person.died_on"])).await.unwrap().is_empty());
    }
}
