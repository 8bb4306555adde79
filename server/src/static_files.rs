//! The program carries its own static files: hashed names, so that browsers may keep them for ever, and
//! compressed once, when they are built.

use std::{collections::HashMap, sync::LazyLock};

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use guildhall_app::document::PageFiles;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
struct Site;

/// The files by the names they were written under.
#[derive(Debug, Default)]
pub struct StaticFiles {
    for_pages: PageFiles,
}

impl StaticFiles {
    /// The files inside this program.
    pub fn embedded() -> &'static Self {
        static FILES: LazyLock<StaticFiles> = LazyLock::new(|| {
            let names: HashMap<String, String> = Site::get("manifest.json")
                .and_then(|file| serde_json::from_slice(&file.data).ok())
                .unwrap_or_default();
            let url = |name: &str| {
                names
                    .get(name)
                    .map(|hashed| format!("/static/{hashed}"))
                    .unwrap_or_default()
            };
            let for_pages = PageFiles {
                style: url("guildhall.css"),
                favicon: url("favicon.svg"),
                components: url("govuk-frontend.min.js"),
                sign_in_ending: url("sign-in-ending.js"),
                passkeys: url("passkeys.js"),
                shortcuts: url("shortcuts.js"),
                islands: url("islands.js"),
                program: url("guildhall.js"),
                program_wasm: url("guildhall_bg.wasm"),
            };
            StaticFiles { for_pages }
        });
        &FILES
    }

    /// What a page's head and foot refer to. A URL is empty when the program was built without its browser part.
    pub fn for_pages(&self) -> &PageFiles {
        &self.for_pages
    }
}

/// `GET /static/{name}`
pub async fn show(Path(name): Path<String>, headers: HeaderMap) -> Response {
    if name.contains(['/', '\\']) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let path = format!("static/{name}");
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        let is_accepted = accepted
            .split(',')
            .any(|one| one.trim().split(';').next() == Some(encoding));
        if is_accepted && let Some(file) = Site::get(&format!("{path}{ending}")) {
            let mut response = answer(&name, file);
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            return response;
        }
    }
    match Site::get(&path) {
        Some(file) => answer(&name, file),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(name: &str, file: EmbeddedFile) -> Response {
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    (headers, file.data).into_response()
}
