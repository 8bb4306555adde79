//! HTML as an outline that two ways of writing the same document share.

use std::fmt::Write as _;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// One line for each element and text, indented by depth: attributes sorted, comments dropped, white space that only
/// formats the source removed. Elements that are, or hold, one of the classes `without` are left out with their parent
/// wrapper where they are all that it holds.
pub fn outline(html: &str, without: &[&str]) -> String {
    let mut lines = String::new();
    for child in nodes(html) {
        write(&child, 0, without, &mut lines);
    }
    lines
}

/// The text inside the first element of this name.
pub fn text_of(element: &str, html: &str) -> String {
    fn find(node: &Node, element: &str) -> Option<String> {
        let Node::Element { name, children, .. } = node else {
            return None;
        };
        if name == element {
            let texts = children.iter().map(|child| {
                if let Node::Text(text) = child {
                    text
                } else {
                    ""
                }
            });
            return Some(texts.collect());
        }
        children.iter().find_map(|child| find(child, element))
    }
    nodes(html)
        .iter()
        .find_map(|node| find(node, element))
        .expect("no such element")
}

enum Node {
    Element {
        name: String,
        attributes: Vec<(String, String)>,
        children: Vec<Node>,
    },
    Text(String),
}

fn nodes(html: &str) -> Vec<Node> {
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), body, vec![], false).one(html);
    // A fragment is wrapped in an `html` element.
    let root = &dom.document.children.borrow()[0];
    children(root)
}

/// The children of a node, without comments, and with the texts that comments divided joined again.
fn children(parent: &Handle) -> Vec<Node> {
    let mut nodes = Vec::new();
    for child in parent.children.borrow().iter() {
        match &child.data {
            NodeData::Text { contents } => {
                let text = contents.borrow();
                match nodes.last_mut() {
                    Some(Node::Text(before)) => before.push_str(&text),
                    _ => nodes.push(Node::Text(text.to_string())),
                }
            }
            NodeData::Element { name, attrs, .. } => {
                let mut attributes: Vec<_> = attrs
                    .borrow()
                    .iter()
                    .map(|attribute| {
                        (
                            attribute.name.local.to_string(),
                            attribute.value.to_string(),
                        )
                    })
                    .collect();
                attributes.sort();
                nodes.push(Node::Element {
                    name: name.local.to_string(),
                    attributes,
                    children: children(child),
                });
            }
            _ => {}
        }
    }
    nodes
}

fn write(node: &Node, depth: usize, without: &[&str], lines: &mut String) {
    let indent = depth * 2;
    match node {
        Node::Text(text) => writeln!(lines, "{:indent$}{text:?}", "").unwrap(),
        Node::Element {
            name,
            attributes,
            children,
        } => {
            if left_out(node, without) {
                return;
            }
            write!(lines, "{:indent$}{name}", "").unwrap();
            for (name, value) in attributes {
                let value = if name == "class" {
                    value.split_whitespace().collect::<Vec<_>>().join(" ")
                } else {
                    value.clone()
                };
                write!(lines, " {name}={value:?}").unwrap();
            }
            lines.push('\n');
            let verbatim = matches!(name.as_str(), "textarea" | "pre");
            for (index, child) in children.iter().enumerate() {
                match child {
                    Node::Text(text) if !verbatim => {
                        let first = index == 0 || is_icon(&children[index - 1]);
                        let last = children.get(index + 1).is_none_or(is_icon);
                        let text = significant(text, first, last);
                        if !text.is_empty() {
                            write(&Node::Text(text), depth + 1, without, lines);
                        }
                    }
                    _ => write(child, depth + 1, without, lines),
                }
            }
        }
    }
}

/// The text without the white space that only formats the source.
///
/// A line feed is how the macros format; a plain space is meant, for example before words that only screen readers hear.
/// So white space with a line feed goes at the edges of an element and beside an icon, and beside words it counts as one
/// space. Between two elements it goes altogether.
fn significant(text: &str, first: bool, last: bool) -> String {
    let words = text.trim();
    let (before, after) = text.split_at(text.len() - text.trim_start().len());
    let after = &after[words.len()..];
    if words.is_empty() {
        return String::new();
    }
    let edge = |space: &str, at_edge: bool| match space {
        "" => "",
        _ if at_edge && space.contains('\n') => "",
        _ => " ",
    };
    let inner = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{inner}{}", edge(before, first), edge(after, last))
}

fn is_icon(node: &Node) -> bool {
    matches!(node, Node::Element { name, .. } if name == "svg")
}

/// Whether the element, or all that it holds, has one of these classes.
fn left_out(node: &Node, without: &[&str]) -> bool {
    let Node::Element {
        attributes,
        children,
        ..
    } = node
    else {
        return false;
    };
    let named = attributes.iter().any(|(name, value)| {
        name == "class"
            && value
                .split_whitespace()
                .any(|class| without.contains(&class))
    });
    let mut elements = children
        .iter()
        .filter(|child| matches!(child, Node::Element { .. }))
        .peekable();
    let texts = children
        .iter()
        .any(|child| matches!(child, Node::Text(text) if !text.trim().is_empty()));
    named || (!texts && elements.peek().is_some() && elements.all(|child| left_out(child, without)))
}
