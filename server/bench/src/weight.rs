//! What a first visit weighs: every byte that comes over the wire, heads of answers included.

use std::{collections::BTreeSet, net::SocketAddr, time::Duration};

use anyhow::Context as _;
use hyper::StatusCode;
use scraper::{Html, Selector};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{connection::Connection, measured::Weight, resident::LookedOver};

/// The browser fetches a page's files as hashed names under this path.
const FILES: &str = "/static/";
const MOST_BYTES: u64 = 16 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// Weighs the heaviest page of the walk, and the home page with its island.
pub async fn weigh(address: SocketAddr, seen: &LookedOver) -> anyhow::Result<Weight> {
    let mut visits = Vec::with_capacity(seen.pages.len());
    for (path, _) in &seen.pages {
        visits.push((bytes(address, path, &seen.cookie).await?, path));
    }
    let (page, path) = visits.into_iter().max().context("no page to weigh")?;
    let (plain, scripted) = files_of(address, path, &seen.cookie).await?;
    let form_page = path.rsplit('/').next().unwrap_or_default().to_owned();
    let mut files = vec![(format!("page {form_page}"), page)];
    let scripts_off = page + add(address, &plain, &mut files).await?;
    let scripts_on = scripts_off + add(address, &scripted, &mut files).await?;
    let home = bytes(address, "/", "").await?;
    files.push(("home page".to_owned(), home));
    let (plain, scripted) = files_of(address, "/", "").await?;
    let home = home + add(address, &plain, &mut files).await?;
    let home_with_island = home + add(address, &scripted, &mut files).await?;
    files.sort();
    files.dedup();
    Ok(Weight {
        form_page,
        scripts_off,
        scripts_on,
        home_with_island,
        files,
    })
}

async fn add(
    address: SocketAddr,
    paths: &BTreeSet<String>,
    files: &mut Vec<(String, usize)>,
) -> anyhow::Result<usize> {
    let mut sum = 0;
    for path in paths {
        let weight = bytes(address, path, "").await?;
        files.push((path.clone(), weight));
        sum += weight;
    }
    Ok(sum)
}

/// The bytes of one answer as they come, on a connection of its own.
async fn bytes(address: SocketAddr, path: &str, cookie: &str) -> anyhow::Result<usize> {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: br, gzip\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    );
    let answer = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.take(MOST_BYTES).read_to_end(&mut answer).await?;
        anyhow::Ok(answer)
    };
    let answer = tokio::time::timeout(PATIENCE, answer)
        .await
        .with_context(|| format!("{path} took too long"))??;
    anyhow::ensure!(
        answer.starts_with(b"HTTP/1.1 200 "),
        "{path} was not answered with 200"
    );
    Ok(answer.len())
}

/// The files a page refers to: those fetched whether scripts run or not, and those that only scripts bring.
async fn files_of(
    address: SocketAddr,
    path: &str,
    cookie: &str,
) -> anyhow::Result<(BTreeSet<String>, BTreeSet<String>)> {
    let html = text(address, path, cookie).await?;
    let mut plain = named_by(&html, "link[rel~=stylesheet], link[rel~=icon]", "href")?;
    plain.extend(named_by(&html, "img[src]", "src")?);
    let sheets: Vec<String> = plain
        .iter()
        .filter(|path| path.ends_with(".css"))
        .cloned()
        .collect();
    for sheet in sheets {
        plain.extend(named_by_style(&text(address, &sheet, "").await?));
    }
    // Scripts name what they import in quotes.
    let quoted = html
        .split(['"', '\''])
        .filter(|words| words.starts_with(FILES))
        .map(str::to_owned);
    let scripted = quoted.filter(|path| !plain.contains(path)).collect();
    Ok((plain, scripted))
}

fn named_by(html: &str, selector: &str, attribute: &str) -> anyhow::Result<BTreeSet<String>> {
    let selector = Selector::parse(selector).map_err(|error| anyhow::anyhow!("{error}"))?;
    let document = Html::parse_document(html);
    let elements = document
        .select(&selector)
        .filter_map(|element| element.attr(attribute));
    Ok(elements
        .filter(|path| path.starts_with('/'))
        .map(str::to_owned)
        .collect())
}

/// Fonts and images that a style sheet names; those it carries inside itself weigh nothing more.
fn named_by_style(sheet: &str) -> BTreeSet<String> {
    let named = sheet
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let named = named
        .map(|name| name.trim_matches(['"', '\'', ' ']))
        .filter(|name| !name.starts_with("data:"));
    named
        .map(|name| {
            if name.starts_with('/') {
                name.to_owned()
            } else {
                format!("{FILES}{name}")
            }
        })
        .collect()
}

async fn text(address: SocketAddr, path: &str, cookie: &str) -> anyhow::Result<String> {
    let answer = Connection::open(address).await?.get(path, cookie).await?;
    answer.expect(StatusCode::OK, path)?;
    Ok(String::from_utf8_lossy(&answer.body).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_name_their_fonts() {
        let sheet = "a{src:url(\"font.woff2\")} b{background:url(data:image/png;base64,AA)} c{src:url(/static/d.svg)}";
        let named: Vec<String> = named_by_style(sheet).into_iter().collect();
        assert_eq!(named, ["/static/d.svg", "/static/font.woff2"]);
    }
}
