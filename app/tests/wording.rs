//! Every word a person reads comes from a message catalogue: no view has words of its own, every message that a
//! view asks for is there, and none is left over.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement};
use syn::{Expr, ExprLit, Lit, visit::Visit};

/// Attributes whose value a person hears or reads.
const READ_ALOUD: [&str; 7] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "label",
    "placeholder",
    "title",
];

fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert!(found.len() > 30, "the views were not found");
    found
}

/// Words are letters; punctuation and the like may stand in a view.
fn is_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

#[derive(Default)]
struct Views {
    literals: Vec<String>,
    count: usize,
}

impl<'ast> Visit<'ast> for Views {
    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        if found
            .path
            .segments
            .last()
            .is_some_and(|name| name.ident == "view")
        {
            self.count += 1;
            self.view(found.tokens.clone());
        } else {
            self.nested(found.tokens.clone());
        }
    }
}

impl Views {
    /// Looks for views inside the tokens of another macro.
    fn nested(&mut self, tokens: TokenStream) {
        if let Ok(expression) = syn::parse2::<Expr>(tokens.clone()) {
            self.visit_expr(&expression);
            return;
        }
        for token in tokens {
            if let TokenTree::Group(group) = token {
                self.nested(group.stream());
            }
        }
    }

    fn view(&mut self, tokens: TokenStream) {
        let config = rstml::ParserConfig::default().recover_block(true);
        let (nodes, errors) = rstml::Parser::new(config)
            .parse_recoverable(tokens)
            .split_vec();
        assert!(errors.is_empty(), "a view does not parse");
        nodes.iter().for_each(|node| self.node(node));
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.literal(&text.value_string()),
            Node::RawText(text) => self.literal(&text.to_string_best()),
            Node::Block(block) => self.block(block.try_block()),
            Node::Element(element) => self.element(element),
            Node::Fragment(fragment) => fragment.children.iter().for_each(|child| self.node(child)),
            _ => {}
        }
    }

    fn element(&mut self, element: &NodeElement<rstml::Infallible>) {
        for attribute in element.attributes() {
            match attribute {
                NodeAttribute::Attribute(attribute) => self.attribute(attribute),
                NodeAttribute::Block(block) => self.block(block.try_block()),
            }
        }
        element.children.iter().for_each(|child| self.node(child));
    }

    fn attribute(&mut self, attribute: &KeyedAttribute) {
        let Some(value) = attribute.value() else {
            return;
        };
        if READ_ALOUD.contains(&attribute.key.to_string().as_str())
            && let Expr::Lit(ExprLit {
                lit: Lit::Str(literal),
                ..
            }) = value
        {
            self.literal(&literal.value());
        }
        self.visit_expr(value);
    }

    /// `{"words"}` is a literal too; in any other block look for more views.
    fn block(&mut self, block: Option<&syn::Block>) {
        let Some(block) = block else { return };
        if let [
            syn::Stmt::Expr(
                Expr::Lit(ExprLit {
                    lit: Lit::Str(literal),
                    ..
                }),
                None,
            ),
        ] = block.stmts.as_slice()
        {
            self.literal(&literal.value());
        }
        self.visit_block(block);
    }

    fn literal(&mut self, text: &str) {
        if is_words(text) {
            self.literals.push(text.to_owned());
        }
    }
}

#[test]
fn no_view_has_words_of_its_own() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let mut views = Views::default();
        views.visit_file(&syn::parse_file(&text).unwrap());
        count += views.count;
        wrong.extend(
            views
                .literals
                .into_iter()
                .map(|literal| format!("{}: {literal:?}", path.display())),
        );
    }
    assert!(
        count > 50,
        "only {count} views were found: the test no longer sees them"
    );
    assert!(
        wrong.is_empty(),
        "these words belong in a message catalogue:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn words_in_a_view_are_found_wherever_they_stand() {
    let wrong = [
        r#"view! { <p>"Hello"</p> }"#,
        r#"view! { <p>{"Hello"}</p> }"#,
        r#"view! { <p aria-label="Hello">{text("x")}</p> }"#,
        r#"view! { <ul>{list.map(|x| view! { <li>"Hello"</li> })}</ul> }"#,
        r#"vec![view! { <p>"Hello"</p> }]"#,
        r#"view! { <Show when=move || true>"Hello"</Show> }"#,
    ];
    for source in wrong {
        let mut views = Views::default();
        views.visit_expr(&syn::parse_str(source).unwrap());
        assert_eq!(views.literals, ["Hello"], "{source}");
    }
    let mut views = Views::default();
    views.visit_expr(
        &syn::parse_str(r#"view! { <p class="govuk-body" role="status">{text("key")}": "</p> }"#)
            .unwrap(),
    );
    assert!(views.literals.is_empty());
}

/// The ids of the messages in a language's catalogues.
fn messages(language: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("wording")
        .join(language);
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let text: String = files
        .map(|file| fs::read_to_string(file).unwrap() + "\n")
        .collect();
    let id = |line: &str| {
        let (id, _) = line.split_once(" =")?;
        let is_id = id.starts_with(|first: char| first.is_ascii_lowercase()) && !id.contains(' ');
        is_id.then(|| id.to_owned())
    };
    text.lines().filter_map(id).collect()
}

/// Every string in the sources that could be a message's key; a `{…}` in one stands for anything.
fn keys() -> BTreeSet<String> {
    struct Strings(BTreeSet<String>);
    impl Strings {
        fn tokens(&mut self, tokens: TokenStream) {
            for token in tokens {
                match token {
                    TokenTree::Group(group) => self.tokens(group.stream()),
                    TokenTree::Literal(literal) => {
                        if let Lit::Str(text) = Lit::new(literal) {
                            self.0.insert(text.value());
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    let mut strings = Strings(BTreeSet::new());
    let mut named_by_the_server = Vec::new();
    let server = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src/pages");
    walk(&server, &mut named_by_the_server);
    for (_, text) in sources().into_iter().chain(named_by_the_server) {
        strings.tokens(text.parse().unwrap());
    }
    strings.0
}

fn fits(key: &str, message: &str) -> bool {
    let mut rest = message;
    let mut parts = key.split('{');
    let Some(first) = parts.next() else {
        return false;
    };
    let Some(after) = rest.strip_prefix(first) else {
        return false;
    };
    rest = after;
    let mut is_exact = true;
    for part in parts {
        let Some((_, literal)) = part.split_once('}') else {
            return false;
        };
        if literal.is_empty() {
            is_exact = false;
            continue;
        }
        let Some(place) = rest.find(literal) else {
            return false;
        };
        rest = &rest[place + literal.len()..];
    }
    rest.is_empty() || !is_exact
}

#[test]
fn every_message_is_used_and_every_key_has_its_message() {
    let messages = messages("en");
    let keys = keys();
    let unused: Vec<_> = messages
        .iter()
        .filter(|message| {
            !keys
                .iter()
                .any(|key| !key.starts_with('{') && fits(key, message))
        })
        .collect();
    assert!(unused.is_empty(), "no view uses these messages: {unused:?}");
    for (path, text) in sources() {
        for call in ["text(\"", "text_with(\"", "count_with(\""] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                let is_documentation = path.ends_with("wording.rs");
                assert!(
                    is_documentation || messages.contains(key),
                    "{}: no message {key}",
                    path.display()
                );
            }
        }
    }
}

/// The trail and the roles are words of the domain; each has its message.
#[test]
fn every_word_of_the_domain_that_staff_read_has_its_message() {
    use guildhall_domain::{audit, permissions};
    let messages = messages("en");
    let words = |prefix: &str, words: Vec<&str>| -> Vec<String> {
        words
            .iter()
            .map(|word| format!("{prefix}-{word}"))
            .collect()
    };
    let keys = [
        words(
            "role",
            permissions::Role::ALL
                .iter()
                .map(|role| role.word())
                .collect(),
        ),
        words(
            "permission",
            permissions::Permission::ALL
                .iter()
                .map(|one| one.word())
                .collect(),
        ),
        words(
            "audit-verb",
            audit::AuditVerb::ALL
                .iter()
                .map(|verb| verb.word())
                .collect(),
        ),
        words(
            "audit-thing",
            audit::AuditThing::ALL
                .iter()
                .map(|thing| thing.word())
                .collect(),
        ),
        words(
            "audit-detail",
            audit::AuditDetail::ALL
                .iter()
                .map(|one| one.word())
                .collect(),
        ),
    ];
    let missing: Vec<_> = keys
        .concat()
        .into_iter()
        .filter(|key| !messages.contains(key))
        .collect();
    assert!(
        missing.is_empty(),
        "these messages are missing: {missing:?}"
    );
}

#[test]
fn every_catalogue_parses_and_names_each_message_once() {
    assert_eq!(guildhall_app::wording::text("yes"), "Yes");
    assert_eq!(
        guildhall_app::wording::count_with("services-count", 1, &[]),
        "1 service, in alphabetical order."
    );
}
