//! The right of access: everything that is held about somebody, nothing of anybody else, and no secret.

use std::collections::BTreeSet;

use guildhall::records::{self, Statement, Teller};
use guildhall_database::{
    About, AuditFilter, Database, Holder, Kind, ListPosition, NewChange, NewFormGuest, NewPasskey,
    NewProtection, NewStaff, NewWarning, PersonId, StaffId, SubjectId, TABLES, Timestamp,
    Transaction, Use,
};
use guildhall_domain::{
    actors::{Actor, Channel},
    audit::AuditVerb,
    contacts::{Avoidable, Outcome, Resolved, Topic, WrapUp},
    forms::Answer as Told,
    permissions::Grant,
    together::GuestKind,
    warnings::WarningKind,
};
use serde_json::Value;
use time::Duration;
use uuid::Uuid;

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    journey::{MISSED_BIN, start},
    on_each_database,
    processes::command,
    residents::{address, later, link, mail, resident},
    tasks::for_team,
};

/// What is said of a person in every way there is, each time in words that nobody else has.
struct Marks {
    name: &'static str,
    street: &'static str,
    draft: &'static str,
    note: &'static str,
    bank: &'static str,
    passkey: &'static str,
    organisation: &'static str,
    telephone: &'static str,
    device: &'static str,
}

const MARY: Marks = Marks {
    name: "Mary Hollings",
    street: "14 Marygold Row",
    draft: "3 Halfwritten Lane",
    note: "Next door Mrs Curlew & <family> complained of Hollings",
    bank: "12-34-56 00112233",
    passkey: "Marys telephone",
    organisation: "Friends of the Heronry",
    telephone: "01632 960 311",
    device: "Windows",
};

const IDRIS: Marks = Marks {
    name: "Idris Cole",
    street: "77 Larkspur Steps",
    draft: "5 Unfinished Mews",
    note: "Cole rang about a goose",
    bank: "65-43-21 99887766",
    passkey: "Cole laptop",
    organisation: "Allotment Union",
    telephone: "01632 960 722",
    device: "Macintosh",
};

/// Somebody with everything that a person can have at the council, and their browser.
struct Walked {
    browser: Browser,
    person: PersonId,
    reference: String,
}

/// Answers the first page of the form with this street.
async fn begin(browser: &mut Browser, street: &str) -> Answer {
    let first = start(browser).await;
    let typed = [
        ("property_address-line-1", street),
        ("property_address-town", "Wrekinbridge"),
        ("property_address-postcode", "wr14qr"),
    ];
    browser.go_on(&first, &typed).await
}

/// Walks through the product as a resident, and lets a caseworker and the council do their part.
async fn walk(council: &Council, caseworker: &mut Browser, marks: &Marks) -> Walked {
    let mut browser = resident(council, marks.name).await;
    let mut page = begin(&mut browser, marks.street).await;
    for typed in &MISSED_BIN[1..] {
        page = browser.go_on(&page, typed).await;
    }
    let reference = browser.go_on(&page, &[]).await.text(".reference");
    begin(&mut browser, marks.draft).await;
    let page = browser.get("/account/details/change").await;
    let typed = [("name", marks.name), ("telephone", marks.telephone)];
    browser.go_on(&page, &typed).await;
    let mut elsewhere = council.browser();
    elsewhere.set_header(
        "user-agent",
        &format!("Mozilla/5.0 ({}) Firefox/140.0", marks.device),
    );
    let page = elsewhere.get("/sign-in/link").await;
    let email = address(marks.name);
    elsewhere.go_on(&page, &[("email", &email)]).await;
    let path = link(&mail(council, &email).await, "/sign-in/link/");
    let page = elsewhere.get(&path).await;
    elsewhere.send(&page, &[]).await;
    let page = elsewhere.get("/recover").await;
    elsewhere.go_on(&page, &[("email", &email)]).await;
    let case = caseworker.get(&format!("/desk/cases/{reference}")).await;
    let typed = [("status", "crew_booked"), ("note", marks.note)];
    caseworker.go_on(&case, &typed).await;
    let person = beside(council, marks, &email).await;
    Walked {
        browser,
        person,
        reference,
    }
}

/// What no page of the product adds: a passkey without a device, bank details, an organisation.
async fn beside(council: &Council, marks: &Marks, email: &str) -> PersonId {
    let state = &council.state;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await.unwrap();
    let identities = transaction.list_identities_by_email(email).await.unwrap();
    let (identity, person) = (identities[0].id, identities[0].person_id);
    let passkey = NewPasskey {
        holder: Holder::Resident(identity),
        credential_id: &format!("credential of {}", marks.name),
        credential: serde_json::json!({ "key": "public-key-material" }),
        name: marks.passkey,
    };
    transaction.add_passkey(&passkey, now).await.unwrap();
    let teller = Teller::new(Actor::Resident(identity.0), Channel::Online);
    let bank = Statement::new("money.bank_account", Told::Text(marks.bank.into()));
    let subject = SubjectId::Person(person);
    records::tell(&mut transaction, state, subject, teller, vec![bank])
        .await
        .unwrap();
    noted(&mut transaction, council, person).await;
    let organisation = transaction.add_organisation(marks.organisation, now).await;
    let organisation = organisation.unwrap().unwrap();
    transaction.commit().await.unwrap();
    acts_for(&state.database, organisation.0, person.0).await;
    person
}

/// What teams note of somebody: a change that was passed on, a task, a need, a protected address.
async fn noted(transaction: &mut Transaction, council: &Council, person: PersonId) {
    let (now, today) = (council.state.clock.now(), council.state.clock.today());
    let hash = "not a hash";
    let email = format!("{person}@wrekinshire.example");
    let owner = NewStaff {
        email: &email,
        name: "Nia Pritchard",
        password_hash: Some(hash),
        grants: &[Grant::Adviser],
    };
    let owner = transaction.add_staff(&owner, now).await.unwrap();
    let team = transaction.add_team(&email, now).await.unwrap().unwrap();
    let draft = transaction.list_drafts_of(person).await.unwrap()[0].id;
    let (helping, channel) = (Actor::Staff(owner.0), Channel::Counter);
    transaction
        .note_form_hand(draft, (helping, channel), None, now)
        .await
        .unwrap();
    let hash = format!("the hash of the code of {person}");
    let guest = NewFormGuest {
        form_session: draft,
        staff: owner,
        kind: GuestKind::Code,
        code_hash: Some(&hash),
        visitor: None,
    };
    transaction.add_form_guest(&guest, now).await.unwrap();
    let attributes = ["home.address".to_owned()];
    let change = NewChange {
        person,
        attributes: &attributes,
        actor: None,
        channel: Channel::Online,
        case_id: None,
    };
    transaction.add_change(&change, now).await.unwrap();
    let mut task = for_team(Some(team.0), 3);
    task.about.person = Some(person);
    transaction.add_task(&task, now).await.unwrap().unwrap();
    let mut callback = crate::callbacks::for_team(Some(team.0), owner, 1, 12);
    callback.person = Some(person);
    callback.name = "Whoever answers".to_owned();
    transaction
        .add_callback(&callback, now)
        .await
        .unwrap()
        .unwrap();
    let need = NewWarning {
        person,
        kind: WarningKind::LargePrint,
        words: "Letters in 18 point",
        withheld: None,
        owner,
        expires_on: today + Duration::days(90),
    };
    transaction.add_warning(&need, now).await.unwrap();
    in_touch(transaction, owner, person, now).await;
    let teams = BTreeSet::from([team]);
    let protection = NewProtection {
        reason: "Moved away from somebody",
        review_at: (NOW + Duration::days(30)).into(),
        teams: &teams,
    };
    let placed = transaction.add_protection(person, &protection, owner, now);
    let placed = placed.await.unwrap().unwrap();
    let lifted = transaction.lift_protection(placed, owner, now);
    assert!(lifted.await.unwrap());
}

/// A contact with somebody that has ended.
async fn in_touch(transaction: &mut Transaction, staff: StaffId, person: PersonId, now: Timestamp) {
    let contact = transaction.add_contact(Channel::Telephone, staff, now);
    let contact = contact.await.unwrap();
    transaction
        .add_contact_person(contact, person, None, now)
        .await
        .unwrap();
    let approval = transaction.add_approval((contact, person), staff, now, now);
    approval.await.unwrap();
    transaction.lock_drawn(person).await.unwrap();
    let contact = transaction.find_contact(contact).await.unwrap().unwrap();
    let answers = WrapUp {
        topics: vec![Topic {
            slug: None,
            outcome: Outcome::Informed,
        }],
        resolved: Resolved::Yes,
        avoidable: Avoidable::No,
    };
    let ended = transaction.wrap_up_contact(&contact, &answers, now);
    assert!(ended.await.unwrap());
}

async fn acts_for(database: &Database, organisation: Uuid, person: Uuid) {
    let sql = "INSERT INTO organisation_people (organisation_id, person_id, capacity, added_at)
               VALUES ($1, $2, 'secretary', ";
    match database {
        Database::Sqlite { writer, .. } => {
            let sql = sqlx::AssertSqlSafe(format!("{sql} '2026-03-27T10:00:00.000000Z')"));
            let query = sqlx::query(sql).bind(organisation).bind(person);
            query.execute(writer).await.unwrap();
        }
        Database::Postgres(pool) => {
            let sql = sqlx::AssertSqlSafe(format!("{sql} now())"));
            let query = sqlx::query(sql).bind(organisation).bind(person);
            query.execute(pool).await.unwrap();
        }
    }
}

/// A look at somebody's record that they are lawfully not told of.
async fn looked_in_secret(database: &Database, person: Uuid) {
    let sql = "INSERT INTO audit_events (id, verb, thing_kind, thing_id, details, happened_at) VALUES ($1, \
               'identity-checked', 'person', $2, '{\"withheld\": \"fraud\", \"name\": \"Quiet Look\"}', ";
    let id = Uuid::now_v7();
    match database {
        Database::Sqlite { writer, .. } => {
            let sql = sqlx::AssertSqlSafe(format!("{sql} '2026-03-27T10:00:00.000000Z')"));
            let query = sqlx::query(sql).bind(id).bind(person);
            query.execute(writer).await.unwrap();
        }
        Database::Postgres(pool) => {
            let sql = sqlx::AssertSqlSafe(format!("{sql} now())"));
            let query = sqlx::query(sql).bind(id).bind(person);
            query.execute(pool).await.unwrap();
        }
    }
}

/// Every secret that the database keeps, as text.
async fn secrets(database: &Database) -> Vec<String> {
    let sql = "SELECT password_hash FROM identities WHERE password_hash IS NOT NULL
               UNION SELECT password_hash FROM staff WHERE password_hash IS NOT NULL
               UNION SELECT secret_hash FROM tokens UNION SELECT credential_id FROM passkeys
               UNION SELECT id_hash FROM sessions";
    let rows: Vec<(String,)> = match database {
        Database::Sqlite { readers, .. } => sqlx::query_as(sql).fetch_all(readers).await,
        Database::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await,
    }
    .unwrap();
    assert!(rows.len() > 8, "the secrets were not found");
    let mut secrets: Vec<String> = rows.into_iter().map(|row| row.0).collect();
    secrets.push("public-key-material".into());
    secrets
}

/// Every way to get a copy: at the desk and in the account, to read and as a file; and on the command line.
struct Copies {
    desk: Answer,
    desk_file: Answer,
    own: Answer,
    own_file: Answer,
    printed: String,
}

impl Copies {
    async fn of(council: &Council, officer: &mut Browser, walked: &mut Walked) -> Self {
        officer.open_record(walked.person).await;
        let path = format!("/desk/people/{}/export", walked.person);
        let copies = Self {
            desk: officer.get(&path).await,
            desk_file: officer.get(&format!("{path}.json")).await,
            own: walked.browser.get("/account/copy").await,
            own_file: walked.browser.get("/account/copy.json").await,
            printed: printed(council, walked.person),
        };
        for answer in [
            &copies.desk,
            &copies.desk_file,
            &copies.own,
            &copies.own_file,
        ] {
            assert_eq!(answer.status, 200, "{}", answer.path);
            assert_eq!(
                answer.header("cache-control"),
                "no-store",
                "{}",
                answer.path
            );
        }
        copies
    }

    fn all(&self) -> [(&'static str, &str); 5] {
        [
            ("the page of the desk", &self.desk.body),
            ("the file of the desk", &self.desk_file.body),
            ("the account's page", &self.own.body),
            ("the account's file", &self.own_file.body),
            ("what the command prints", &self.printed),
        ]
    }
}

fn printed(council: &Council, person: PersonId) -> String {
    let output = command(&council.state.config.database_url)
        .args(["people", "export", &person.to_string()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a file has under a table's name.
fn entries<'file>(file: &'file Value, table: &str) -> &'file Vec<Value> {
    let sections = file["sections"].as_array().unwrap();
    let section = sections.iter().find(|section| section["section"] == table);
    let section = section.unwrap_or_else(|| panic!("no {table}"));
    section["entries"].as_array().unwrap()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

async fn officer(council: &Council) -> Browser {
    council
        .staff_with("Helen Marsh", &[Grant::DataProtectionOfficer])
        .await
}

on_each_database! {
    async fn everything_is_in_every_copy_and_nothing_of_anybody_else(council) {
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        let mut officer = officer(&council).await;
        let mut mary = walk(&council, &mut caseworker, &MARY).await;
        let idris = walk(&council, &mut caseworker, &IDRIS).await;
        for person in [mary.person, idris.person] {
            officer.open_record(person).await;
            officer.get(&format!("/desk/people/{person}/export")).await;
        }
        let secrets = secrets(&council.state.database).await;
        let copies = Copies::of(&council, &mut officer, &mut mary).await;
        let (email, others_email) = (address(MARY.name), address(IDRIS.name));
        let his_id = idris.person.to_string();
        for (place, body) in copies.all() {
            for expected in [
                MARY.name, MARY.street, MARY.draft, MARY.passkey, MARY.organisation, MARY.telephone, &email,
                &mary.reference, "Gareth Pugh", "Helen Marsh",
            ] {
                assert!(body.contains(expected), "{expected} is not in {place}");
            }
            for foreign in [
                IDRIS.name, IDRIS.street, IDRIS.draft, IDRIS.note, IDRIS.bank, IDRIS.passkey, IDRIS.organisation,
                IDRIS.telephone, IDRIS.device, &others_email, &idris.reference, &his_id, "goose",
            ] {
                assert!(!body.contains(foreign), "{foreign} is in {place}");
            }
            for secret in &secrets {
                assert!(!body.contains(secret.as_str()), "a secret is in {place}");
            }
        }
        let file = parsed(&copies.desk_file.body);
        for table in TABLES {
            let is_empty = table.name == "staff_own_records";
            if matches!(table.about, About::People(_)) {
                assert_eq!(entries(&file, table.name).is_empty(), is_empty, "{}", table.name);
            }
        }
        assert!(copies.desk.words().contains("Refuse, Food waste"), "answers are in the words of the form");
        assert!(copies.desk.words().contains("27 March 2026 at 10am"));
        assert!(copies.desk.words().contains("Read this before you send it"));
        assert!(copies.desk_file.header("content-disposition").starts_with("attachment; filename=\"record-"));
        assert!(copies.own_file.header("content-disposition").contains("my-record.json"));
    }

    async fn what_staff_wrote_is_marked_for_the_officer_and_waits_for_the_holder(council) {
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        let mut officer = officer(&council).await;
        let mut mary = walk(&council, &mut caseworker, &MARY).await;
        let copies = Copies::of(&council, &mut officer, &mut mary).await;
        assert!(copies.desk.words().contains("Mrs Curlew & <family>") && !copies.desk.body.contains("<family>"));
        assert!(copies.desk.texts("section .govuk-tag").contains(&"Read before sending".to_owned()));
        for body in [&copies.desk_file.body, &copies.printed] {
            assert!(body.contains("Mrs Curlew") && body.contains("read_before_sending"));
        }
        for own in [&copies.own, &copies.own_file] {
            assert!(!own.body.contains("Curlew") && own.body.contains("A member of staff wrote this"), "{}", own.path);
            assert!(!own.body.contains("ead before sending") && !own.body.contains("read_before_sending"));
        }
        assert!(copies.own.words().contains("Crew booked") || copies.own.words().contains("crew booked"), "what was done is told");
    }

    async fn what_is_sealed_is_opened_and_a_missing_key_is_told(council) {
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        let mut officer = officer(&council).await;
        let mut mary = walk(&council, &mut caseworker, &MARY).await;
        let copies = Copies::of(&council, &mut officer, &mut mary).await;
        assert!(copies.desk.words().contains(MARY.bank) && copies.desk_file.body.contains(MARY.bank));
        // The command has other keys than this council was given: the rest is there, and what is not opened is told.
        assert!(!copies.printed.contains(MARY.bank) && copies.printed.contains(MARY.street));
        assert!(copies.printed.contains("is not among the keys"), "a key that is missing is said");
        let dictionary = council.state.dictionary;
        let needs = dictionary.get("money.bank_account").unwrap().needs;
        let level = guildhall_domain::accounts::Level::ConfirmedEmail;
        assert_eq!(copies.own.words().contains(MARY.bank), needs <= level, "shown only to those who are known so surely");
        let now = council.state.clock.now();
        let mut transaction = council.state.database.begin().await.unwrap();
        let identities = transaction.list_identities_by_email(&address(MARY.name)).await.unwrap();
        transaction.verify_identity(identities[0].id, "passport", None, now).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(mary.browser.get("/account/copy").await.words().contains(MARY.bank));
    }

    async fn a_protected_address_is_in_nobodys_copy_but_their_own(council) {
        let mut caseworker = council.caseworker("Gareth Pugh").await;
        let mut officer = officer(&council).await;
        let mut mary = walk(&council, &mut caseworker, &MARY).await;
        let owner = council.add_staff("Rhys Lane", &[Grant::Adviser]).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        let protection = NewProtection { reason: "Not safe", review_at: (NOW + Duration::days(30)).into(), teams: &BTreeSet::new() };
        transaction.add_protection(mary.person, &protection, owner, NOW.into()).await.unwrap().unwrap();
        transaction.commit().await.unwrap();
        let copies = Copies::of(&council, &mut officer, &mut mary).await;
        for body in [&copies.desk.body, &copies.desk_file.body] {
            assert!(!body.contains(MARY.street) && !body.contains(MARY.draft) && body.contains("only named teams"));
        }
        for body in [&copies.own.body, &copies.own_file.body] {
            assert!(body.contains(MARY.street));
        }
    }

    async fn what_is_withheld_is_for_the_officer_alone(council) {
        let mut officer = officer(&council).await;
        let mut browser = resident(&council, "Mary Hollings").await;
        let mut connection = council.state.database.read().await.unwrap();
        let identities = connection.list_identities_by_email(&address("Mary Hollings")).await.unwrap();
        drop(connection);
        let person = identities[0].person_id;
        looked_in_secret(&council.state.database, person.0).await;
        officer.open_record(person).await;
        let desk = officer.get(&format!("/desk/people/{person}/export")).await;
        assert!(desk.texts("h3").contains(&"Not told to them".to_owned()) && desk.words().contains("Quiet Look"));
        let file = officer.get(&format!("/desk/people/{person}/export.json")).await;
        let sections = parsed(&file.body)["sections"].clone();
        let trail = sections.as_array().unwrap().iter().find(|section| section["section"] == "audit_events").unwrap().clone();
        assert_eq!(trail["withheld_from_the_person"].as_array().unwrap().len(), 1);
        assert!(!trail["entries"].to_string().contains("Quiet Look"));
        for path in ["/account/copy", "/account/copy.json"] {
            let own = browser.get(path).await;
            assert!(!own.body.contains("Quiet Look") && !own.body.contains("withheld_from"), "{path}");
        }
    }

    async fn a_case_that_may_put_somebody_in_danger_is_not_in_the_account(council) {
        let mut browser = resident(&council, "Mary Hollings").await;
        let mut connection = council.state.database.read().await.unwrap();
        let identities = connection.list_identities_by_email(&address("Mary Hollings")).await.unwrap();
        drop(connection);
        let person = identities[0].person_id;
        let mut adviser = council.staff("Amina Yusuf").await;
        let record = adviser.open_record(person).await;
        let chosen = [("service", "help-if-you-are-not-safe-at-home"), ("channel", "telephone")];
        adviser.go_on(&record, &chosen).await;
        let mut officer = officer(&council).await;
        officer.open_record(person).await;
        let desk = officer.get(&format!("/desk/people/{person}/export.json")).await;
        assert!(desk.body.contains("help-if-you-are-not-safe-at-home"));
        for path in ["/account/copy", "/account/copy.json"] {
            let own = browser.get(path).await;
            assert!(!own.body.contains("not-safe") && !own.words().contains("not safe at home"), "{path}");
        }
    }

    async fn records_that_are_joined_are_one_copy_whichever_is_asked_for(council) {
        let [one, other] = [council.person("Mary Hollings").await, council.person("Mary Beth Hollings").await];
        let stranger = council.person("Idris Cole").await;
        let mut transaction = council.state.database.begin().await.unwrap();
        transaction.join_person(other, one).await.unwrap();
        transaction.commit().await.unwrap();
        let mut officer = officer(&council).await;
        for person in [one, other] {
            officer.open_record(person).await;
            let file = officer.get(&format!("/desk/people/{person}/export.json")).await;
            let file = parsed(&file.body);
            let ids: BTreeSet<_> = entries(&file, "people").iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
            assert_eq!(ids, [one.to_string(), other.to_string()].into());
            assert_eq!(file["person"], one.to_string());
            assert!(!file.to_string().contains(&stranger.to_string()));
        }
    }

    async fn nobody_but_the_officer_and_the_holder_gets_a_copy(council) {
        let person = council.person("Mary Hollings").await;
        let paths = [format!("/desk/people/{person}/export"), format!("/desk/people/{person}/export.json")];
        let mut resident = resident(&council, "Idris Cole").await;
        let mut others = vec![
            ("an adviser", council.staff("Amina Yusuf").await, 403),
            ("a caseworker", council.caseworker("Gareth Pugh").await, 403),
            ("an administrator", council.administrator("Owen Castle").await, 403),
            ("nobody", council.browser(), 303),
            ("a resident", resident.clone(), 303),
        ];
        for (who, browser, status) in &mut others {
            for path in &paths {
                let answer = browser.get(path).await;
                assert_eq!(answer.status, *status, "{who}");
                assert!(!answer.body.contains("Hollings"), "{who}");
            }
            let page = browser.get(&format!("/desk/people/{person}")).await;
            assert!(!page.has("a[href$='/export']"), "{who} is not offered it");
        }
        let mut officer = officer(&council).await;
        assert!(officer.open_record(person).await.has(&format!("a[href='{}']", paths[0])));
        for unknown in [PersonId::new().to_string(), "nonsense".into()] {
            assert_eq!(officer.get(&format!("/desk/people/{unknown}/export")).await.status, 404);
            assert_eq!(officer.get(&format!("/desk/people/{unknown}/export.json")).await.status, 404);
        }
        // A resident's copy is of whoever signed in, whatever they write into the address.
        for path in [format!("/account/copy?id={person}"), format!("/account/copy.json?person={person}")] {
            let own = resident.get(&path).await;
            assert!(own.body.contains("Idris Cole") && !own.body.contains("Hollings"));
        }
        assert_eq!(resident.get(&format!("/account/copy/{person}")).await.status, 404);
        let (_, mut stale) = later(&council, &resident, Duration::minutes(20));
        for path in ["/account/copy", "/account/copy.json"] {
            let again = stale.get(path).await;
            assert!(again.location().starts_with("/sign-in?next="), "{path}: {}", again.status);
        }
        assert!(resident.get("/account/details").await.has("a[href='/account/copy']"));
    }

    async fn an_officer_does_not_copy_their_own_record(council) {
        let person = council.person("Helen Marsh").await;
        let id = council.add_staff("Helen Marsh", &[Grant::DataProtectionOfficer]).await;
        let mut transaction = council.state.database.begin().await.unwrap();
        guildhall::access::link_own_record(&mut transaction, id, person, council.state.clock.now()).await.unwrap();
        transaction.commit().await.unwrap();
        let mut officer = council.signed_in("Helen Marsh").await;
        assert_eq!(officer.get(&format!("/desk/people/{person}/export")).await.status, 403);
    }

    async fn each_copy_is_remembered(council) {
        let mut browser = resident(&council, "Mary Hollings").await;
        let mut connection = council.state.database.read().await.unwrap();
        let identities = connection.list_identities_by_email(&address("Mary Hollings")).await.unwrap();
        drop(connection);
        let person = identities[0].person_id;
        let mut officer = officer(&council).await;
        officer.open_record(person).await;
        officer.get(&format!("/desk/people/{person}/export")).await;
        officer.get(&format!("/desk/people/{person}/export.json")).await;
        browser.get("/account/copy").await;
        printed(&council, person);
        let filter = AuditFilter { verb: Some(AuditVerb::RecordExported), ..AuditFilter::default() };
        let mut connection = council.state.database.read().await.unwrap();
        let page = connection.list_audit_events(&filter, ListPosition::Newest, 10).await.unwrap();
        let mut by: Vec<_> = page.events.iter().map(|event| event.actor_kind.clone().unwrap_or_default()).collect();
        by.sort();
        assert_eq!(by, ["", "resident", "staff", "staff"]);
        assert!(page.events.iter().all(|event| event.thing_id == Some(person.0)));
    }

    async fn the_command_writes_a_new_file_for_its_owner_alone(council) {
        let person = council.person("Mary Hollings").await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("copy.json");
        let export = |id: &str, file: &std::path::Path| {
            let mut command = command(&council.state.config.database_url);
            command.args(["people", "export", id, "--output"]).arg(file);
            command.output().unwrap()
        };
        let written = export(&person.to_string(), &file);
        assert!(written.status.success() && written.stdout.is_empty(), "{written:?}");
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(parsed(&text)["name"], "Mary Hollings");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let again = export(&person.to_string(), &file);
        assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("can't be made"));
        let unknown = PersonId::new();
        let nobody = export(&unknown.to_string(), &folder.path().join("other.json"));
        let complaint = String::from_utf8(nobody.stderr).unwrap();
        assert!(!nobody.status.success() && complaint.contains(&format!("no person has the id {unknown}")), "{complaint}");
        assert_eq!(complaint.lines().count(), 1);
        assert!(!folder.path().join("other.json").exists());
    }
}

#[test]
fn every_table_and_column_of_a_copy_has_its_words() {
    let catalogue = include_str!("../../../app/wording/en/export.ftl");
    let mut keys = BTreeSet::new();
    for table in TABLES {
        let About::People(reached) = &table.about else {
            continue;
        };
        keys.insert(format!("copy-table-{}", table.name));
        for column in reached.columns {
            let is_read = !matches!(column.used, Use::Left(_) | Use::Told(Kind::Id));
            if is_read {
                keys.insert(format!("copy-column-{}", column.name));
            }
        }
    }
    let is_there = |key: &str| {
        catalogue
            .lines()
            .any(|line| line.starts_with(&format!("{key} = ")))
    };
    let missing: String = keys
        .iter()
        .filter(|key| !is_there(key))
        .map(|key| format!("{key} = …\n"))
        .collect();
    assert!(
        missing.is_empty(),
        "say these in plain words in app/wording/en/export.ftl:\n{missing}"
    );
    let is_known = |line: &&str| {
        !line.starts_with("copy-table-") && !line.starts_with("copy-column-")
            || line
                .split_once(" = ")
                .is_some_and(|(key, _)| keys.contains(key))
    };
    let left_over: Vec<&str> = catalogue.lines().filter(|line| !is_known(line)).collect();
    assert!(
        left_over.is_empty(),
        "the map has no such table or column: {left_over:?}"
    );
}
