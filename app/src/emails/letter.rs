//! The HTML of every message: one column, no pictures, and its few styles on the elements, since mail programs
//! leave style sheets out.

use guildhall_domain::text::Language;
use leptos::prelude::*;

use super::{Block, Sender};
use crate::wording::text;

const BODY: &str = "margin: 0; background: #ffffff; color: #0b0c0c; font-family: Arial, Helvetica, sans-serif; font-size: 18px; line-height: 1.5";
const COLUMN: &str = "max-width: 36em; margin: 0 auto; padding: 24px 16px; overflow-wrap: anywhere";
const SENDER: &str =
    "margin: 0 0 24px; padding-bottom: 12px; border-bottom: 4px solid #0b5345; font-weight: bold";
const TITLE: &str = "margin: 0 0 24px; font-size: 27px; line-height: 1.2";
const HEADING: &str = "margin: 32px 0 12px; font-size: 21px; line-height: 1.25";
const PARAGRAPH: &str = "margin: 0 0 18px";
const CODE: &str = "margin: 0 0 18px; padding: 12px 16px; background: #f3f2f1; font-size: 27px; font-weight: bold; letter-spacing: 0.05em";
const BUTTON: &str = "display: inline-block; padding: 10px 16px; background: #0b5345; color: #ffffff; font-weight: bold; text-decoration: underline";
const SMALL: &str = "margin: 0 0 18px; font-size: 16px";
const FOOTER: &str =
    "margin-top: 32px; padding-top: 16px; border-top: 1px solid #b1b4b6; font-size: 16px";

pub(super) fn html(subject: &str, body: Vec<Block>, sender: &Sender, language: Language) -> String {
    let blocks: Vec<_> = body.into_iter().map(block).collect();
    let subject = subject.to_owned();
    let document = view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{subject.clone()}</title>
            </head>
            <body style=BODY>
                <div style=COLUMN>
                    <p style=SENDER>{sender.council.clone()}</p>
                    <h1 style=TITLE>{subject}</h1>
                    {blocks}
                    {footer(sender)}
                </div>
            </body>
        </html>
    };
    // The marks between neighbouring texts are for the browser's part of a page; a letter has none.
    document.to_html().replace("<!>", "")
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(words) => view! { <p style=PARAGRAPH>{words}</p> }.into_any(),
        Block::Heading(words) => view! { <h2 style=HEADING>{words}</h2> }.into_any(),
        Block::List(lines) => {
            let lines: Vec<_> = lines
                .into_iter()
                .map(|line| view! { <li>{line}</li> })
                .collect();
            view! { <ul style=PARAGRAPH>{lines}</ul> }.into_any()
        }
        Block::Code(code) => view! { <p style=CODE>{code}</p> }.into_any(),
        Block::Action { label, link } => view! {
            <p style=PARAGRAPH><a href=link.clone() style=BUTTON>{label}</a></p>
            <p style=SMALL>{text("email-copy-link")}<br/>{link}</p>
        }
        .into_any(),
        Block::Html(html) => view! { <div inner_html=html></div> }.into_any(),
    }
}

fn footer(sender: &Sender) -> impl IntoView + use<> {
    view! {
        <div style=FOOTER>
            <p style=SMALL>{text("email-footer-contact")}</p>
            <p style=SMALL>
                {text("email-footer-telephone")}": "{sender.telephone.clone()}<br/>
                {text("email-footer-email")}": "{sender.email.clone()}<br/>
                {sender.address.clone()}
            </p>
        </div>
    }
}
