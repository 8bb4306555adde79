//! What arrives: each message with invented values, beside what its folder says arrives. A change of wording shows as
//! a change of `example.txt` and `example.html`, to be read before it is sent to a whole council's residents.
//! `UPDATE_EXAMPLES=1 cargo test -p guildhall-app --features ssr --test emails` writes them anew.

use std::{collections::BTreeSet, fs, path::PathBuf};

use guildhall_app::emails::*;
use guildhall_domain::text::Language;
use html5ever::tendril::TendrilSink as _;

fn sender() -> Sender {
    Sender {
        council: "Wrekinshire Council".into(),
        telephone: "01632 960 100".into(),
        email: "hello@wrekinshire.example".into(),
        address: "Civic Offices, Market Square, Wrekinbridge, WR1 1AA".into(),
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/emails")
}

/// A message as it arrives, by the name of its folder.
fn written<M: Message>(message: M) -> (&'static str, Written) {
    (M::KIND, write(&message, &sender(), Language::English))
}

fn link(path: &str) -> String {
    format!("https://www.wrekinshire.example{path}")
}

/// Every message there is.
fn every_message() -> Vec<(&'static str, Written)> {
    let name = || "Mary Hollings".to_owned();
    let when = || "27 March 2026 at 10am".to_owned();
    vec![
        written(ConfirmEmail {
            name: name(),
            link: link("/confirm/k7Jq"),
            hours: 24,
        }),
        written(AlreadyRegistered {
            names: vec![name(), "Joan Hollings".into()],
            sign_in_link: link("/sign-in"),
            separate_account_link: link("/register/separate/k7Jq"),
        }),
        written(SignInLink {
            name: name(),
            link: link("/sign-in/k7Jq"),
            minutes: 15,
        }),
        written(NoAccount {
            register_link: link("/register"),
        }),
        written(NoStaffAccount),
        written(ResetPassword {
            name: name(),
            link: link("/reset/k7Jq"),
            minutes: 1,
        }),
        written(PasswordChanged {
            name: name(),
            when: when(),
        }),
        written(ConfirmNewEmail {
            name: name(),
            link: link("/confirm/k7Jq"),
            hours: 1,
        }),
        written(EmailChanged {
            name: name(),
            masked_new_address: "m•••@residents.example".into(),
            when: when(),
        }),
        written(CheckCode {
            code: "482 913".into(),
            minutes: 10,
            purpose: "see your case".into(),
        }),
        written(CallerCode {
            name: name(),
            code: "482 913".into(),
            minutes: 10,
            channel: "telephone",
            telephone: "01632 960 900".into(),
        }),
        written(CallerFailed {
            name: name(),
            when: when(),
        }),
        written(AccountClosed {
            name: name(),
            when: when(),
        }),
        written(SignInMethodAdded {
            name: name(),
            method: "a passkey called “Telephone”".into(),
            when: when(),
        }),
        written(SignInMethodRemoved {
            name: name(),
            method: "a passkey called “Telephone”".into(),
            when: when(),
        }),
        written(StaffInvitation {
            name: "Amina Yusuf".into(),
            link: link("/staff/invitation/k7Jq"),
            hours: 72,
        }),
        written(StaffSecondFactorReset {
            name: "Amina Yusuf".into(),
            link: link("/staff/second-factor/k7Jq"),
            hours: 24,
        }),
        written(IdentityChecked {
            name: name(),
            when: when(),
        }),
        written(CaseUpdated {
            name: name(),
            service: "Report a missed bin collection".into(),
            reference: "CDF-GHJ-KMP".into(),
            status: "We have booked a crew to come back for your bins".into(),
            link: link("/account/cases/CDF-GHJ-KMP"),
        }),
        written(SubmissionReceipt {
            service: "Report a missed bin collection".into(),
            reference: "BCD-FGH-JKM".into(),
            what_happens_next: "<p>We’ll check our crew’s records &amp; write to you.</p><ul><li>Leave the bin out.</li><li>See <a href=\"https://www.wrekinshire.example/services\">our services</a>.</li></ul>".into(),
            link: link("/services/missed-bin-collection"),
        }),
        written(TasksWaiting {
            name: "Gareth Pugh".into(),
            overdue: 1,
            waiting: 2,
            link: link("/desk/tasks"),
        }),
    ]
}

#[test]
fn every_message_arrives_as_its_folder_says() {
    for (kind, message) in every_message() {
        let text = format!("Subject: {}\n\n{}", message.subject, message.text);
        // A line for each element, so that a change can be read.
        let html = message.html.replace("><", ">\n<") + "\n";
        for (file, now) in [("example.txt", text), ("example.html", html)] {
            let path = folder().join(kind).join(file);
            if std::env::var_os("UPDATE_EXAMPLES").is_some() {
                fs::write(&path, &now).unwrap();
            }
            let then = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(now, then, "{} is not what arrives", path.display());
        }
    }
}

#[test]
fn no_folder_is_without_its_example() {
    let folders: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let kinds = every_message()
        .into_iter()
        .map(|(kind, _)| kind.to_owned())
        .collect();
    assert_eq!(folders, kinds);
}

/// The words of an element and all in it.
fn words(node: &markup5ever_rcdom::Handle, all: &mut String) {
    use markup5ever_rcdom::NodeData;
    if let NodeData::Text { contents } = &node.data {
        all.push_str(&contents.borrow());
        all.push(' ');
    }
    node.children
        .borrow()
        .iter()
        .for_each(|child| words(child, all));
}

#[test]
fn html_and_text_say_the_same_and_fetch_nothing() {
    for (kind, message) in every_message() {
        let document = html5ever::parse_document(
            markup5ever_rcdom::RcDom::default(),
            html5ever::ParseOpts::default(),
        )
        .one(message.html.as_str());
        assert!(
            document.errors.borrow().is_empty(),
            "{kind}: {:?}",
            document.errors
        );
        let mut html = String::new();
        words(&document.document, &mut html);
        let plain = |text: &str| -> BTreeSet<String> {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect()
        };
        let (in_text, in_html) = (plain(&message.text), plain(&html));
        // A mail program shows the subject above the text; and these stand in the HTML alone.
        let only_in_html = [
            &message.subject,
            "If the link does not open, copy this address into your browser",
            "Need help? Contact us.",
        ]
        .map(plain);
        let missing: Vec<_> = in_text.difference(&in_html).collect();
        assert!(
            missing.is_empty(),
            "{kind}: {missing:?} stand in the text alone"
        );
        let missing: Vec<_> = in_html
            .difference(&in_text)
            .filter(|word| !only_in_html.iter().any(|words| words.contains(*word)))
            .collect();
        assert!(
            missing.is_empty(),
            "{kind}: {missing:?} stand in the HTML alone"
        );
        for fetched in ["<img", "<script", "<link", "url(", "src="] {
            assert!(!message.html.contains(fetched), "{kind} has {fetched}");
        }
        assert!(message.html.contains("<html lang=\"en\">"), "{kind}");
        assert!(
            !message.subject.contains('\n') && message.subject.chars().count() < 100,
            "{kind}"
        );
    }
}

#[test]
fn what_people_called_themselves_is_never_markup() {
    let (_, message) = written(ConfirmEmail {
        name: "<b>Mary</b> & \"Co\"".into(),
        link: link("/confirm?a=\"><script>"),
        hours: 24,
    });
    assert!(
        message.html.contains("Hello &lt;b&gt;Mary"),
        "{}",
        message.html
    );
    assert!(!message.html.contains("<script>") && !message.html.contains("<b>"));
    assert!(message.text.contains("Hello <b>Mary</b> & \"Co\","));
}

#[test]
fn a_code_fits_into_one_text_message() {
    let code = CheckCode {
        code: "482 913".into(),
        minutes: 10,
        purpose: "see your case".into(),
    };
    let caller = CallerCode {
        name: "Mary".into(),
        code: "482 913".into(),
        minutes: 10,
        channel: "telephone",
        telephone: "01632 960 900".into(),
    };
    let text = write_text_message(&caller, &sender(), Language::English);
    assert!(text.len() <= 160 && text.is_ascii(), "{text}");
    let text = write_text_message(&code, &sender(), Language::English);
    assert!(
        text.len() <= 160 && text.is_ascii() && text.starts_with("482 913 "),
        "{text}"
    );
}
