//! Who gets where: every route of the running router, tried as everyone, compared with the committed table.
//!
//! A new route fails the test until the table has its line. Write the table again with
//! `WRITE_ROUTES=1 cargo test -p guildhall --test http routes`, and read what changed as you would read code.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use axum::{
    body::Body,
    http::{Method, Request},
};
use guildhall::access::link_own_record;
use guildhall_database::{
    ContactId, FormGuestId, IdentityId, NewFormGuest, NewOpening, OpeningId, PersonId, StaffId,
};
use guildhall_domain::{
    actors::Channel,
    openings::{Ground, Reason},
    permissions::Grant,
    together::GuestKind,
    warnings::WarningKind,
};

use crate::{
    browser::{Answer, Browser},
    council::{self, Council},
    journey::{fill_in, session, start},
    knowledge,
    mail::queue,
    on_each_database, organisations,
    residents::{self, address, resident, sign_in},
    tasks::{self, for_team},
    warnings,
};

/// What the table says above its lines.
const LEGEND: &str = "\
Who gets where. Written by the test of the same name from the running router; never by hand.

yes      the page, or the next one: also when what was sent has mistakes, for nothing but the token was sent
403      known to be there, but not theirs to use
404      as if it were not there
sign in  sent to sign in first
-        not tried: what differs for the one who began a form is the form

nobody         somebody who is not signed in, at another browser than the form was begun in
began it       the browser that the form was begun in, not signed in
other resident a resident who has signed in, and to whom nothing here belongs
resident       a resident who has signed in; the case and the draft in the account are theirs
other team     a caseworker of a team that does not look after the case's service
their own      an adviser and caseworker of the right team, whose own record and case these are
";

/// Everyone who is not staff. The one to whom the draft belongs comes last, for they delete it.
const PUBLIC: [&str; 4] = ["nobody", "began it", "other resident", "resident"];

/// Staff and champions who are tried, with the roles they hold; the team is that of the case's service.
const STAFF: [&str; 9] = [
    "adviser",
    "caseworker",
    "other team",
    "team leader",
    "content designer",
    "champion",
    "data protection officer",
    "administrator",
    "their own",
];

/// A council in which everything is there once, and the browsers of everyone.
struct Everyone<'council> {
    council: &'council Council,
    browsers: BTreeMap<&'static str, Browser>,
    /// What stands for the patterns of paths.
    addresses: Vec<(&'static str, String)>,
    member: StaffId,
    person: PersonId,
    /// A contact that the adviser has, with that person.
    contact: ContactId,
    /// The record and the account of somebody whose identity is checked.
    counter: (PersonId, IdentityId),
    /// A record that is joined to the person's.
    joined: PersonId,
}

impl<'council> Everyone<'council> {
    async fn of(council: &'council Council) -> Self {
        let team = council.team("Waste", &["missed-bin-collection"]).await;
        let other = council.team("Council tax", &["council-tax-move"]).await;
        let organisation = organisations::add(council, "Library Friends").await;
        let person = council.person("Mary Hollings").await;
        let grants = |reader: &str| -> Vec<Grant> {
            vec![match reader {
                "adviser" => Grant::Adviser,
                "caseworker" => Grant::Caseworker { team: Some(team) },
                "other team" => Grant::Caseworker { team: Some(other) },
                "team leader" => Grant::TeamLeader { team },
                "content designer" => Grant::ContentDesigner,
                "champion" => Grant::Champion {
                    organisation: organisation.0,
                },
                "data protection officer" => Grant::DataProtectionOfficer,
                "administrator" => Grant::Administrator,
                "their own" => return vec![Grant::Adviser, Grant::Caseworker { team: Some(team) }],
                other => panic!("nobody is {other}"),
            }]
        };
        let mut browsers = BTreeMap::new();
        for reader in STAFF {
            let id = council.add_staff(reader, &grants(reader)).await;
            if reader == "their own" {
                link(council, id, person).await;
            }
            browsers.insert(reader, council.signed_in(reader).await);
        }
        let mut adviser = browsers["adviser"].clone();
        let reference = case_of(&mut adviser, person).await;
        let (counter_draft, guest) = handed_over(council, &mut adviser, person).await;
        let mut owner = council.browser();
        let first = start(&mut owner).await;
        let style = first.attribute("link[rel=stylesheet]", "href");
        let member = council.add_staff("Somebody Else", &[Grant::Adviser]).await;
        let message = queue(&council.state, "resident@residents.example").await;
        let mut owning = resident(council, "Resident").await;
        let own_case = own_case(&mut owning).await;
        let draft = draft_id(&start(&mut owning).await);
        resident(council, "At the counter").await;
        let (counter, account) = account_of(council, "At the counter").await;
        let joined = council.person("Mary Hollings").await;
        let mut task = for_team(Some(team), 3);
        task.about.person = Some(person);
        let task = tasks::add(council, &task).await;
        let speaker = council.person("Joan Whitcombe").await;
        organisations::authorise(council, organisation, speaker).await;
        knowledge::publish(council, member, "missed-bins", "Wait until 5pm.").await;
        let noted = (person, member);
        let warning = warnings::add(council, noted, WarningKind::Interpreter, 9).await;
        for reader in STAFF {
            // Each has said why they open the records: what is tried is what comes after.
            let browser = browsers.get_mut(reader).unwrap();
            for record in [person, counter, joined] {
                browser.open_record(record).await;
            }
        }
        let contact = in_touch(council, "adviser", person).await;
        let withheld = withheld_look(council, person).await;
        browsers.insert("resident", owning);
        browsers.insert("other resident", resident(council, "Other resident").await);
        browsers.insert("nobody", council.browser());
        browsers.insert("began it", owner);
        let addresses = vec![
            (
                "/actions/suggest-services",
                "/actions/suggest-services?typed=bin".into(),
            ),
            (
                "/actions/suggest-people",
                "/actions/suggest-people?typed=mary".into(),
            ),
            ("/services/{slug}", "/services/missed-bin-collection".into()),
            ("/forms/{session}/{page}", first.path.clone()),
            ("/forms/{session}", session(&first)),
            (
                "/together/{guest}/form/{page}",
                format!("/together/{guest}/form/property-type"),
            ),
            ("/together/{guest}", format!("/together/{guest}")),
            (
                "/desk/forms/{session}",
                format!("/desk/forms/{counter_draft}"),
            ),
            (
                "/account/cases/{reference}",
                format!("/account/cases/{own_case}"),
            ),
            ("/account/drafts/{id}", format!("/account/drafts/{draft}")),
            ("/register/{secret}", "/register/nonsense".into()),
            ("/sign-in/link/{secret}", "/sign-in/link/nonsense".into()),
            ("/recover/{secret}", "/recover/nonsense".into()),
            ("/staff/recover/{secret}", "/staff/recover/nonsense".into()),
            ("/staff/set-up/{secret}", "/staff/set-up/nonsense".into()),
            (
                "/account/passkeys/{id}",
                format!("/account/passkeys/{}", uuid::Uuid::nil()),
            ),
            (
                "/desk/account/factors/{id}",
                format!("/desk/account/factors/{}", uuid::Uuid::nil()),
            ),
            (
                "/desk/staff/{id}/access/{act}",
                format!("/desk/staff/{member}/access/sign-out"),
            ),
            (
                "/account/details/{attribute}",
                "/account/details/home.address".into(),
            ),
            (
                "/account/changes/{id}",
                format!("/account/changes/{}", uuid::Uuid::nil()),
            ),
            ("/account/email/{secret}", "/account/email/nonsense".into()),
            ("/account/claim/{ticket}", "/account/claim/nonsense".into()),
            (
                "/account/record/{ticket}",
                "/account/record/nonsense".into(),
            ),
            (
                "/desk/people/{id}/record/{attribute}",
                format!("/desk/people/{person}/record/home.address"),
            ),
            (
                "/desk/people/{id}/accounts/{identity}",
                format!("/desk/people/{counter}/accounts/{account}"),
            ),
            (
                "/desk/people/{id}/join/{other}",
                format!("/desk/people/{counter}/join/{person}"),
            ),
            (
                "/desk/people/{id}/join",
                format!("/desk/people/{counter}/join"),
            ),
            (
                "/desk/people/{id}/separate",
                format!("/desk/people/{joined}/separate"),
            ),
            (
                "/desk/people/{id}/warnings/{warning}",
                format!("/desk/people/{person}/warnings/{warning}"),
            ),
            (
                "/desk/people/{id}/record/{attribute}",
                format!("/desk/people/{person}/record/contact.telephone"),
            ),
            ("/desk/people/{id}", format!("/desk/people/{person}")),
            (
                "/account/details/{attribute}",
                "/account/details/contact.telephone".into(),
            ),
            (
                "/account/changes/{id}",
                format!("/account/changes/{}", uuid::Uuid::nil()),
            ),
            (
                "/desk/cases/{reference}",
                format!("/desk/cases/{reference}"),
            ),
            (
                "/desk/staff/{id}/own-records/{person}",
                format!("/desk/staff/{member}/own-records/{person}"),
            ),
            ("/desk/tasks/{id}", format!("/desk/tasks/{task}")),
            (
                "/desk/contacts/{id}/people/{person}/verify/code/{ticket}",
                format!("/desk/contacts/{contact}/people/{person}/verify/code/nonsense"),
            ),
            (
                "/desk/contacts/{id}/people/{person}",
                format!("/desk/contacts/{contact}/people/{person}"),
            ),
            ("/desk/contacts/{id}", format!("/desk/contacts/{contact}")),
            (
                "/account/approvals/{id}",
                format!("/account/approvals/{}", uuid::Uuid::nil()),
            ),
            ("/guidance/{slug}", "/guidance/missed-bins".into()),
            (
                "/desk/knowledge/{slug}/feedback/{id}",
                format!("/desk/knowledge/missed-bins/feedback/{}", uuid::Uuid::nil()),
            ),
            (
                "/desk/knowledge/{slug}/history/{revision}",
                "/desk/knowledge/missed-bins/history/0".into(),
            ),
            (
                "/desk/knowledge/{slug}",
                "/desk/knowledge/missed-bins".into(),
            ),
            ("/desk/mail/{id}", format!("/desk/mail/{message}")),
            (
                "/desk/jobs/{id}",
                format!("/desk/jobs/{}", uuid::Uuid::nil()),
            ),
            ("/desk/withheld/{id}", format!("/desk/withheld/{withheld}")),
            ("/desk/staff/{id}", format!("/desk/staff/{member}")),
            ("/desk/teams/{id}", format!("/desk/teams/{team}")),
            ("/desk/directory/{id}", format!("/desk/directory/{team}")),
            (
                "/desk/organisations/{id}/people/{person}",
                format!("/desk/organisations/{organisation}/people/{speaker}"),
            ),
            (
                "/desk/organisations/{id}/record/{attribute}",
                format!("/desk/organisations/{organisation}/record/organisation.email"),
            ),
            (
                "/desk/organisations/{id}",
                format!("/desk/organisations/{organisation}"),
            ),
            ("/static/{name}", style),
        ];
        Self {
            council,
            browsers,
            addresses,
            member,
            person,
            contact,
            counter: (counter, account),
            joined,
        }
    }

    /// Puts back what a route may have undone that others need.
    async fn put_back(&self) {
        link(self.council, self.member, self.person).await;
        forget_tries(self.council).await;
        let now = self.council.state.clock.now();
        let mut transaction = self.council.state.database.begin().await.unwrap();
        let added = transaction.add_contact_person(self.contact, self.person, None, now);
        added.await.unwrap();
        let (record, account) = self.counter;
        let checked = transaction.verify_identity(account, "passport", None, now);
        checked.await.unwrap();
        transaction.separate_person(record).await.unwrap();
        let joined = transaction.join_person(self.joined, self.person);
        joined.await.unwrap();
        transaction.commit().await.unwrap();
    }

    /// A path that the pattern stands for.
    fn address(&self, pattern: &str) -> String {
        let known = self
            .addresses
            .iter()
            .find(|(known, _)| pattern.starts_with(known));
        let address = match known {
            Some((known, address)) => pattern.replacen(known, address, 1),
            None => pattern.to_owned(),
        };
        assert!(
            !address.contains('{'),
            "say in `addresses` what stands for {pattern}"
        );
        address
    }

    /// What comes of a request, in the words of the table.
    async fn outcome(&mut self, reader: &'static str, method: &Method, path: &str) -> String {
        self.put_back().await;
        let browser = self.browsers.get_mut(reader).unwrap();
        let answer = if method == Method::GET {
            browser.get(path).await
        } else {
            let start = browser.get("/services/missed-bin-collection").await;
            browser.post(path, &[("csrf", start.csrf())]).await
        };
        let outcome = match answer.status {
            303 if is_sign_in(answer.location()) => "sign in".to_owned(),
            200..400 | 409 | 422 => "yes".to_owned(),
            status if status < 500 => status.to_string(),
            status => panic!("{method} {path} as {reader}: {status}\n{}", answer.words()),
        };
        if method != Method::GET {
            self.sign_in_again(reader).await;
        }
        outcome
    }

    /// A page that signs out leaves others to be tried.
    async fn sign_in_again(&mut self, reader: &'static str) {
        let browser = self.browsers.get_mut(reader).unwrap();
        if STAFF.contains(&reader) {
            if is_sign_in(browser.get("/desk").await.location()) {
                *browser = self.council.signed_in(reader).await;
            }
        } else if reader.ends_with("resident")
            && is_sign_in(browser.get("/account").await.location())
        {
            let answer = sign_in(browser, &address(reader), residents::PASSWORD).await;
            if answer.status != 303 {
                // They closed their account: the same person comes back with a new one.
                *browser = resident(self.council, reader).await;
            }
        }
    }
}

/// A case that a resident opened in their account, and its reference.
async fn own_case(browser: &mut Browser) -> String {
    let first = start(browser).await;
    let check = fill_in(browser, first).await;
    browser.go_on(&check, &[]).await.text(".reference")
}

/// The record and the identity of a resident.
async fn account_of(council: &Council, name: &str) -> (PersonId, IdentityId) {
    let mut connection = council.state.database.read().await.unwrap();
    let identities = connection.list_identities_by_email(&address(name)).await;
    let identity = &identities.unwrap()[0];
    (identity.own_person_id, identity.id)
}

/// The id of the form session whose page this is.
fn draft_id(page: &Answer) -> String {
    session(page).trim_start_matches("/forms/").to_owned()
}

/// A draft that the adviser has for somebody at the counter, and the time for which somebody else's browser has it.
async fn handed_over(
    council: &Council,
    adviser: &mut Browser,
    person: PersonId,
) -> (String, FormGuestId) {
    let record = adviser.open_record(person).await;
    let typed = [("service", "missed-bin-collection"), ("channel", "counter")];
    let draft = draft_id(&adviser.go_on(&record, &typed).await);
    let mut transaction = council.state.database.begin().await.unwrap();
    let session = draft.parse().unwrap();
    let session = transaction
        .find_form_session(session)
        .await
        .unwrap()
        .unwrap();
    let guest = NewFormGuest {
        form_session: session.id,
        staff: StaffId(session.actor.id()),
        kind: GuestKind::Code,
        code_hash: None,
        visitor: Some(uuid::Uuid::new_v4()),
    };
    let now = council.state.clock.now();
    let guest = transaction.add_form_guest(&guest, now).await.unwrap();
    transaction.commit().await.unwrap();
    (draft, guest)
}

fn is_sign_in(location: &str) -> bool {
    ["/sign-in?", "/staff/sign-in?"]
        .iter()
        .any(|page| location.starts_with(page))
}

async fn link(council: &Council, staff: StaffId, person: PersonId) {
    let mut transaction = council.state.database.begin().await.unwrap();
    let now = council.state.clock.now();
    let linked = link_own_record(&mut transaction, staff, person, now).await;
    assert!(linked.is_ok());
    transaction.commit().await.unwrap();
}

/// Everyone here has one network address, and would soon have tried too often.
async fn forget_tries(council: &Council) {
    let tomorrow = time::OffsetDateTime::from(council.state.clock.now()) + time::Duration::DAY;
    let mut connection = council.state.database.write().await.unwrap();
    let deleted = connection.delete_expired_rate_limits(tomorrow.into());
    deleted.await.unwrap();
}

/// A look at the person's record that they are not told of.
async fn withheld_look(council: &Council, person: PersonId) -> OpeningId {
    let opening = NewOpening {
        person,
        staff: None,
        reason: &Reason::Stated("Looks into a false claim".into()),
        withheld: Some((Ground::Fraud, council.state.clock.now())),
    };
    let mut connection = council.state.database.write().await.unwrap();
    let added = connection.add_opening(&opening, council.state.clock.now());
    added.await.unwrap()
}

/// A case about the person, and its reference.
async fn case_of(adviser: &mut Browser, person: PersonId) -> String {
    let record = adviser.open_record(person).await;
    let chosen = [
        ("service", "missed-bin-collection"),
        ("channel", "telephone"),
    ];
    let first = adviser.go_on(&record, &chosen).await;
    let check = fill_in(adviser, first).await;
    adviser.go_on(&check, &[]).await.text(".reference")
}

/// The methods that a path answers to, as the router says when it is asked with another.
async fn methods(browser: &mut Browser, path: &str) -> Vec<Method> {
    let request = Request::options(path).body(Body::empty()).unwrap();
    let answer = browser.request(request).await;
    assert_eq!(answer.status, 405, "{path}");
    let allowed = answer.header("allow").split(',').map(str::trim);
    let methods: Vec<Method> = allowed
        .filter(|method| *method != "HEAD")
        .map(|method| method.parse().unwrap())
        .collect();
    assert!(!methods.is_empty(), "{path} answers to nothing");
    methods
}

/// The table of the running router.
async fn table(council: &Council) -> String {
    let mut everyone = Everyone::of(council).await;
    let readers = PUBLIC.into_iter().chain(STAFF);
    let readers: Vec<&'static str> = readers.collect();
    let mut lines = vec![
        ["route".to_owned()]
            .into_iter()
            .chain(readers.iter().map(|reader| (*reader).to_owned()))
            .collect::<Vec<_>>(),
    ];
    for pattern in guildhall::router::patterns() {
        let path = everyone.address(pattern);
        for method in methods(&mut council.browser(), &path).await {
            let mut line = vec![format!("{method} {pattern}")];
            for reader in &readers {
                let is_same_as_nobody = *reader == "began it" && !pattern.starts_with("/forms/");
                line.push(if is_same_as_nobody {
                    "-".to_owned()
                } else {
                    everyone.outcome(reader, &method, &path).await
                });
            }
            lines.push(line);
        }
    }
    aligned(&lines)
}

fn aligned(lines: &[Vec<String>]) -> String {
    let width = |column: usize| lines.iter().map(|line| line[column].len()).max();
    let widths: Vec<usize> = (0..lines[0].len()).filter_map(width).collect();
    let mut text = format!("{LEGEND}\n");
    for line in lines {
        let cells = line.iter().zip(&widths);
        let mut row = String::new();
        for (cell, width) in cells {
            write!(row, "{cell:width$}  ").unwrap();
        }
        writeln!(text, "{}", row.trim_end()).unwrap();
    }
    text
}

/// The lines that only one of the two has.
fn difference(committed: &str, found: &str) -> String {
    let without = |all: &str, others: &str, mark: &str| -> String {
        let others: Vec<&str> = others.lines().collect();
        let only = all.lines().filter(|line| !others.contains(line));
        only.map(|line| format!("{mark} {line}\n")).collect()
    };
    without(committed, found, "-") + &without(found, committed, "+")
}

/// An open contact of this member of staff with somebody.
async fn in_touch(council: &Council, staff: &str, person: PersonId) -> ContactId {
    let now = council.state.clock.now();
    let mut transaction = council.state.database.begin().await.unwrap();
    let staff = transaction
        .find_staff_by_email(&council::email(staff))
        .await;
    let staff = staff.unwrap().unwrap().id;
    let contact = transaction.add_contact(Channel::Telephone, staff, now);
    let contact = contact.await.unwrap();
    let added = transaction.add_contact_person(contact, person, None, now);
    assert!(added.await.unwrap());
    transaction.commit().await.unwrap();
    contact
}

on_each_database! {
    async fn everyone_gets_where_the_table_says_and_nowhere_else(council) {
        let found = table(&council).await;
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/http/routes.txt");
        if std::env::var_os("WRITE_ROUTES").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            committed == found,
            "the routes are not those of {}:\n{}Read the differences; if they are meant, write the table again with \
             WRITE_ROUTES=1.",
            file.display(),
            difference(&committed, &found),
        );
    }
}
