//! Mail: what is written, what leaves, and what happens when the mail server misbehaves.

use std::{sync::Arc, time::Duration as Wait};

use guildhall::{
    clock::Clock,
    emails::{self, CheckCode, PasswordChanged, Recipient},
    jobs::{self, MOST_ATTEMPTS},
    outside::{
        Outside,
        mail::{Mail, Smtp},
    },
    state::AppState,
    text_messages,
};
use guildhall_database::{ListPosition, Message, MessageId};
use guildhall_domain::text::Language;
use time::Duration;

use crate::{
    browser::{Answer, Browser},
    council::{Council, NOW},
    journey::{MISSED_BIN, start},
    mail_server::{MailServer, SLOW, Step, Treatment},
    on_each_database,
};

const ADDRESS: &str = "mary.hollings@residents.example";

/// Fills the form in, asking for updates by e-mail, and returns check-your-answers.
async fn with_an_address(browser: &mut Browser) -> Answer {
    let mut page = start(browser).await;
    for typed in &MISSED_BIN[..7] {
        page = browser.go_on(&page, typed).await;
    }
    page = browser.go_on(&page, &[("update_method", "email")]).await;
    page = browser.go_on(&page, &[("email_address", ADDRESS)]).await;
    browser
        .go_on(&page, &[("full_name", "Mary Hollings")])
        .await
}

async fn messages(state: &AppState) -> Vec<Message> {
    let mut connection = state.database.read().await.unwrap();
    let listed = connection
        .list_messages(ListPosition::Newest, 100)
        .await
        .unwrap();
    let mut messages = Vec::new();
    for line in listed.entries {
        messages.push(connection.find_message(line.id).await.unwrap().unwrap());
    }
    messages
}

/// Queues a notice in a transaction of its own.
pub async fn queue(state: &AppState, address: &str) -> MessageId {
    let to = Recipient::new(address, Language::English);
    let notice = PasswordChanged {
        name: "Mary".to_owned(),
        when: "27 March 2026 at 10am".to_owned(),
    };
    let mut transaction = state.database.begin().await.unwrap();
    let id = emails::queue(&mut transaction, state, &to, &notice)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    id
}

/// The same council later, sending through this mail server.
fn sending(council: &Council, url: &str) -> AppState {
    let mut state = council.state.clone();
    let from = "Wrekinshire Council <no-reply@wrekinshire.example>";
    state.outside = Outside {
        mail: Mail::Smtp(Arc::new(Smtp::new(url, from, None).unwrap())),
        ..Outside::default()
    };
    state
}

fn later(state: &AppState, time: Duration) -> AppState {
    let mut later = state.clone();
    later.clock = Clock::fixed(time::OffsetDateTime::from(state.clock.now()) + time);
    later
}

async fn message(state: &AppState, id: MessageId) -> Message {
    let mut connection = state.database.read().await.unwrap();
    connection.find_message(id).await.unwrap().unwrap()
}

on_each_database! {
    async fn a_receipt_goes_to_the_address_given_in_the_form(council) {
        let mut browser = council.browser();
        let check = with_an_address(&mut browser).await;
        assert!(messages(&council.state).await.is_empty(), "nothing is written before the form is sent");
        let done = browser.go_on(&check, &[]).await;
        let reference = done.text(".reference");
        let messages = messages(&council.state).await;
        assert_eq!(messages.len(), 1);
        let receipt = &messages[0];
        assert_eq!((receipt.kind.as_str(), receipt.address.as_str()), ("submission_receipt", ADDRESS));
        assert!(receipt.subject.contains(&reference));
        for part in [receipt.text.as_ref().unwrap(), receipt.html.as_ref().unwrap()] {
            assert!(part.contains(&reference) && part.contains("http://127.0.0.1:3000/services/missed-bin-collection"), "{part}");
        }
        assert!(receipt.sent_at.is_none(), "nothing leaves while the resident waits");
        assert_eq!(jobs::drain(&council.state).await.unwrap(), 1);
        assert_eq!(message(&council.state, receipt.id).await.sent_at, Some(NOW.into()));
        assert_eq!(jobs::drain(&council.state).await.unwrap(), 0);
        let Mail::Recording(recorded) = &council.state.outside.mail else { panic!("the tests record") };
        assert_eq!(recorded.all().len(), 1);
        browser.go_on(&check, &[]).await;
        assert_eq!(jobs::drain(&council.state).await.unwrap(), 0, "sending a form twice sends one receipt");
    }

    async fn an_address_typed_where_the_question_is_no_longer_asked_gets_nothing(council) {
        let mut browser = council.browser();
        let check = with_an_address(&mut browser).await;
        let session = check.path.trim_end_matches("/check").to_owned();
        let page = browser.get(&format!("{session}/how-to-update-you")).await;
        let check = browser.go_on(&page, &[("update_method", "none")]).await;
        assert_eq!(check.text("h1"), "Check your answers");
        browser.go_on(&check, &[]).await;
        assert!(messages(&council.state).await.is_empty());
    }

    async fn what_was_not_committed_is_not_sent(council) {
        let to = Recipient::new(ADDRESS, Language::English);
        let notice = PasswordChanged { name: "Mary".into(), when: "now".into() };
        let mut transaction = council.state.database.begin().await.unwrap();
        emails::queue(&mut transaction, &council.state, &to, &notice).await.unwrap();
        drop(transaction);
        assert_eq!(jobs::drain(&council.state).await.unwrap(), 0);
        assert!(messages(&council.state).await.is_empty());
    }

    async fn without_a_mail_server_messages_wait_and_go_out_once_there_is_one(council) {
        let mut without = council.state.clone();
        without.outside = Outside::default();
        let id = queue(&without, ADDRESS).await;
        let much_later = later(&without, Duration::days(30));
        assert_eq!(jobs::drain(&much_later).await.unwrap(), 0);
        assert!(message(&without, id).await.sent_at.is_none());
        let mut staff = Browser::new(guildhall::router::router(without.clone()));
        staff.cookies = council.administrator("Owen Castle").await.cookies;
        assert_eq!(staff.get("/desk/mail").await.status, 404);
        assert_eq!(staff.get(&format!("/desk/mail/{id}")).await.status, 404);
        assert!(!staff.get("/desk").await.has("a[href='/desk/mail']"));
        assert!(staff.get("/desk/jobs").await.words().contains("No mail server is set up"));
        let server = MailServer::start().await;
        assert_eq!(jobs::drain(&sending(&council, &server.url())).await.unwrap(), 1);
        assert_eq!(server.taken().len(), 1);
    }

    async fn mail_arrives_with_everything_a_mail_program_wants(council) {
        let server = MailServer::start().await;
        let state = sending(&council, &server.url());
        let id = queue(&state, ADDRESS).await;
        jobs::drain(&state).await.unwrap();
        let mail = &server.taken()[0];
        assert_eq!(mail.to, ADDRESS);
        assert_eq!(mail.header("Message-ID"), format!("<{id}@wrekinshire.example>"));
        assert_eq!(mail.header("Subject"), "Your password was changed");
        assert_eq!(mail.header("Date"), "Fri, 27 Mar 2026 10:00:00 +0000");
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert_eq!(mail.header("Content-Language"), "en");
        assert!(mail.header("From").contains("Wrekinshire Council"));
        assert!(mail.header("Content-Type").starts_with("multipart/alternative"));
        let sent = message(&state, id).await;
        assert_eq!((sent.text, sent.html), (None, None), "what was said is taken out once it is sent");
    }

    async fn one_connection_carries_message_after_message(council) {
        let server = MailServer::start().await;
        let mut state = sending(&council, &server.url());
        let mut config = (*state.config).clone();
        config.jobs.at_once = 1;
        state.config = Arc::new(config);
        for _ in 0..5 {
            queue(&state, ADDRESS).await;
        }
        assert_eq!(jobs::drain(&state).await.unwrap(), 5);
        assert_eq!((server.taken().len(), server.connections()), (5, 1));
    }

    async fn a_mail_server_that_is_away_is_waited_for(council) {
        let server = MailServer::start().await;
        let state = sending(&council, &server.url());
        let id = queue(&state, ADDRESS).await;
        let address = server.stop().await;
        assert_eq!(jobs::drain(&state).await.unwrap(), 1);
        assert_eq!(jobs::drain(&state).await.unwrap(), 0, "not again at once");
        assert_eq!(jobs::drain(&later(&state, Duration::seconds(31))).await.unwrap(), 1);
        let server = MailServer::start_at(address).await;
        jobs::drain(&later(&state, Duration::minutes(5))).await.unwrap();
        assert_eq!(server.taken().len(), 1);
        assert!(message(&state, id).await.sent_at.is_some());
    }

    async fn a_refusal_for_now_is_tried_again_and_one_for_good_is_given_up(council) {
        let server = MailServer::start().await;
        let state = sending(&council, &server.url());
        server.treat([Treatment::AtRecipient("450 4.2.1 busy"), Treatment::AfterMessage("451 4.3.0 later")]);
        let id = queue(&state, ADDRESS).await;
        let mut begun = 0;
        for minutes in [0, 1, 5, 30] {
            begun += jobs::drain(&later(&state, Duration::minutes(minutes))).await.unwrap();
        }
        assert_eq!((begun, server.taken().len()), (3, 1));
        assert!(message(&state, id).await.sent_at.is_some());

        server.treat([Treatment::AtRecipient("550 5.1.1 <mary.hollings@residents.example> nobody here")]);
        let refused = queue(&state, ADDRESS).await;
        jobs::drain(&state).await.unwrap();
        assert!(message(&state, refused).await.given_up_at.is_some());
        assert_eq!(jobs::drain(&later(&state, Duration::days(30))).await.unwrap(), 0);

        let mut staff = council.administrator("Owen Castle").await;
        let page = staff.get("/desk/jobs").await;
        assert_eq!(page.texts("tbody tr").len(), 1);
        let row = page.text("tbody tr");
        assert!(row.contains("Send an email") && row.contains("refused it (550)") && row.contains("27 March 2026 at 10am"), "{row}");
        assert!(!page.body.contains(ADDRESS), "a list of failures names nobody");
        let page = staff.go_on(&page, &[]).await;
        assert!(page.words().contains("1 job is waiting") && page.words().contains("No job was given up"), "{}", page.words());
        jobs::drain(&state).await.unwrap();
        assert_eq!(server.taken().len(), 2);
        let sent = message(&state, refused).await;
        assert!(sent.sent_at.is_some() && sent.given_up_at.is_none());
    }

    async fn a_wrong_password_is_our_fault_and_loses_no_message(council) {
        let server = MailServer::start().await;
        let state = sending(&council, &server.url());
        server.treat([Treatment::AtRecipient("530 5.7.0 authentication required")]);
        let id = queue(&state, ADDRESS).await;
        jobs::drain(&state).await.unwrap();
        assert!(message(&state, id).await.given_up_at.is_none());
        jobs::drain(&later(&state, Duration::minutes(1))).await.unwrap();
        assert_eq!(server.taken().len(), 1);
    }

    async fn what_fails_every_time_is_given_up_in_the_end(council) {
        let server = MailServer::start().await;
        let state = sending(&council, &server.url());
        let id = queue(&state, ADDRESS).await;
        server.stop().await;
        let mut begun = 0;
        for turn in 0..MOST_ATTEMPTS + 5 {
            begun += jobs::drain(&later(&state, Duration::days(turn))).await.unwrap();
        }
        assert_eq!(i64::try_from(begun).unwrap(), MOST_ATTEMPTS);
        assert!(message(&state, id).await.given_up_at.is_some());
    }

    async fn a_slow_mail_server_holds_nobody_else_up(council) {
        let server = MailServer::start().await;
        let state = sending(&council, &server.url());
        queue(&state, SLOW).await;
        for _ in 0..3 {
            queue(&state, ADDRESS).await;
        }
        assert_eq!(jobs::drain(&state).await.unwrap(), 4);
        let taken = server.taken();
        assert_eq!((taken.len(), taken[3].to.as_str()), (4, SLOW));
    }

    async fn a_line_dropped_after_the_message_sends_the_same_mail_again(council) {
        let server = MailServer::start().await;
        server.treat([Treatment::DropAfterMessage]);
        let state = sending(&council, &server.url());
        let id = queue(&state, ADDRESS).await;
        for minutes in [0, 1, 5, 30] {
            jobs::drain(&later(&state, Duration::minutes(minutes))).await.unwrap();
        }
        let taken = server.taken();
        assert_eq!(taken.len(), 2, "SMTP can't tell whether the first one counts");
        for header in ["Message-ID", "Date"] {
            assert_eq!(taken[0].header(header), taken[1].header(header));
        }
        assert!(message(&state, id).await.sent_at.is_some());
    }

    async fn a_worker_killed_at_any_step_loses_nothing_and_doubles_only_what_was_taken(council) {
        for (step, expected) in [(Step::Connected, 1), (Step::Hello, 1), (Step::Sender, 1), (Step::Recipient, 1), (Step::Data, 1), (Step::Taken, 2)] {
            let server = MailServer::start().await;
            server.pause_at(step);
            let state = sending(&council, &server.url());
            let id = queue(&state, ADDRESS).await;
            let working = state.clone();
            let worker = tokio::spawn(async move { jobs::drain(&working).await });
            tokio::time::timeout(Wait::from_secs(20), server.paused()).await.unwrap();
            worker.abort();
            assert!(worker.await.unwrap_err().is_cancelled());
            assert_eq!(jobs::drain(&state).await.unwrap(), 0, "{step:?}: the lease still holds");
            let after_the_lease = later(&state, Duration::seconds(61));
            assert_eq!(jobs::drain(&after_the_lease).await.unwrap(), 1, "{step:?}");
            assert_eq!(server.taken().len(), expected, "{step:?}");
            assert!(message(&state, id).await.sent_at.is_some(), "{step:?}");
            assert_eq!(jobs::drain(&later(&state, Duration::days(2))).await.unwrap(), 0, "{step:?}");
        }
    }

    async fn a_job_that_ends_the_program_each_time_is_given_up(council) {
        let id = queue(&council.state, ADDRESS).await;
        let mut state = council.state.clone();
        let mut connection = state.database.write().await.unwrap();
        for _ in 0..MOST_ATTEMPTS {
            let now = state.clock.now();
            let until = later(&state, Duration::seconds(60)).clock.now();
            let claimed = connection.claim_jobs(&["send_email"], uuid::Uuid::now_v7(), 1, until, now).await.unwrap();
            assert_eq!(claimed.len(), 1);
            state = later(&state, Duration::seconds(61));
        }
        drop(connection);
        assert_eq!(jobs::drain(&state).await.unwrap(), 1);
        assert!(message(&state, id).await.given_up_at.is_some());
    }

    async fn whoever_lost_the_lease_has_no_say_any_more(council) {
        queue(&council.state, ADDRESS).await;
        let now = council.state.clock.now();
        let (soon, late) = (later(&council.state, Duration::seconds(60)).clock.now(), later(&council.state, Duration::hours(1)).clock.now());
        let mut connection = council.state.database.write().await.unwrap();
        let owner = uuid::Uuid::now_v7();
        let first = connection.claim_jobs(&["send_email"], owner, 9, soon, now).await.unwrap();
        assert!(connection.claim_jobs(&["send_email"], owner, 9, soon, now).await.unwrap().is_empty());
        let second = connection.claim_jobs(&["send_email"], owner, 9, late, soon).await.unwrap();
        let (first, second) = (first[0].lease, second[0].lease);
        assert!(!connection.finish_job(first, soon).await.unwrap(), "not even the same process");
        assert!(!connection.extend_lease(first, late).await.unwrap());
        assert!(!connection.retry_job_later(first, soon, "late").await.unwrap());
        assert!(!connection.give_job_up(first, "late", soon).await.unwrap());
        assert!(connection.finish_job(second, soon).await.unwrap());
    }

    async fn schedules_run_once_each_time(council) {
        let first = jobs::schedule(&council.state).await.unwrap();
        assert!(first >= 3);
        assert_eq!(jobs::schedule(&council.state).await.unwrap(), 0);
        assert_eq!(jobs::drain(&council.state).await.unwrap(), first);
        assert_eq!(jobs::schedule(&later(&council.state, Duration::minutes(59))).await.unwrap(), 0);
        let next_hour = later(&council.state, Duration::minutes(60));
        assert_eq!(jobs::schedule(&next_hour).await.unwrap(), 2);
        assert_eq!(jobs::drain(&next_hour).await.unwrap(), 2);
    }

    async fn the_outbox_is_emptied_after_three_months(council) {
        let id = queue(&council.state, ADDRESS).await;
        jobs::drain(&council.state).await.unwrap();
        for (days, is_there) in [(89, true), (91, false)] {
            let state = later(&council.state, Duration::days(days));
            jobs::schedule(&state).await.unwrap();
            jobs::drain(&state).await.unwrap();
            let mut connection = state.database.read().await.unwrap();
            assert_eq!(connection.find_message(id).await.unwrap().is_some(), is_there, "after {days} days");
        }
    }

    async fn a_code_can_go_to_a_telephone_where_text_messages_are_set_up(council) {
        let code = CheckCode { code: "482 913".into(), minutes: 10, purpose: "see your case".into() };
        let to = Recipient::new("07700 900 112", Language::English);
        let mut transaction = council.state.database.begin().await.unwrap();
        text_messages::queue(&mut transaction, &council.state, &to, &code).await.unwrap();
        transaction.commit().await.unwrap();
        jobs::drain(&council.state).await.unwrap();
        let guildhall::outside::text_messages::TextMessages::Recording(recorded) = &council.state.outside.text_messages else { panic!("the tests record") };
        assert_eq!(recorded.all()[0].text, "482 913 is your code from Wrekinshire Council to see your case. It works for 10 minutes. Do not give it to anyone.");
        let mut staff = council.administrator("Owen Castle").await;
        let list = staff.get("/desk/mail").await;
        assert!(list.text("tbody tr").contains("Text message 07700 900 112"), "{}", list.words());
        assert!(!Outside::default().text_messages.is_configured());
    }

    async fn recorded_mail_is_shown_at_the_desk(council) {
        let mut staff = council.administrator("Owen Castle").await;
        assert!(staff.get("/desk/mail").await.words().contains("No messages yet"));
        let mut browser = council.browser();
        let check = with_an_address(&mut browser).await;
        browser.go_on(&check, &[]).await;
        let desk = staff.get("/desk").await;
        assert!(desk.has("a[href='/desk/mail']") && desk.has("a[href='/desk/jobs']"));
        let list = staff.get("/desk/mail").await;
        assert!(list.text("tbody tr").contains("Waiting"));
        jobs::drain(&council.state).await.unwrap();
        let list = staff.get("/desk/mail").await;
        assert!(list.text("tbody tr").contains("Sent"));
        let message = staff.get(&list.attribute("tbody a", "href")).await;
        assert!(message.words().contains("We have received your form"));
        assert!(message.has("a[href='http://127.0.0.1:3000/services/missed-bin-collection']"));
        let html = staff.get(&format!("{}/html", message.path)).await;
        assert_eq!((html.status, html.header("cache-control")), (200, "no-store"));
        assert!(html.header("content-security-policy").contains("sandbox") && !html.header("content-security-policy").contains("script"));
        assert_eq!(html.attribute("html", "lang"), "en");
        let stranger = council.browser().get(&message.path).await;
        assert_eq!(stranger.status, 303);
        assert_eq!(staff.get("/desk/mail/nonsense").await.status, 404);
    }

    async fn long_lists_of_messages_and_failures_have_pages(council) {
        let server = MailServer::start().await;
        let state = sending(&council, &server.url());
        server.treat([Treatment::AtRecipient("550 no"); 27]);
        for _ in 0..27 {
            queue(&state, ADDRESS).await;
        }
        jobs::drain(&state).await.unwrap();
        let mut staff = council.administrator("Owen Castle").await;
        for list in ["/desk/mail", "/desk/jobs"] {
            let first = staff.get(list).await;
            assert_eq!(first.texts("tbody tr").len(), 25, "{list}");
            let second = staff.get(&first.attribute(".govuk-pagination__next a", "href")).await;
            assert_eq!(second.texts("tbody tr").len(), 2, "{list}");
            let back = staff.get(&second.attribute(".govuk-pagination__prev a", "href")).await;
            assert_eq!(back.texts("tbody tr"), first.texts("tbody tr"), "{list}");
        }
        let csrf = staff.get("/desk/jobs").await.csrf();
        let again = staff.post("/desk/jobs/nonsense/retry", &[("csrf", csrf)]).await;
        assert_eq!(again.status, 404);
    }
}
