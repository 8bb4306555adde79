//! Files that are served as they are.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{folder, rewrite, site::Site};

/// The Design System's own script, as its makers publish it.
const GOVUK_FRONTEND: &str = "govuk-frontend.min.js";

/// Adds everything in `public/`, and govuk-frontend's script.
pub fn add(root: &Path, site: &mut Site) -> Result<()> {
    for (name, content) in folder::read(&root.join("public"))? {
        site.add(&name, content)?;
    }
    let path = root
        .join("style/node_modules/govuk-frontend/dist/govuk")
        .join(GOVUK_FRONTEND);
    let script = folder::read_file(&path).context("run `npm ci` in style/")?;
    let script = String::from_utf8(script).context("govuk-frontend's script is not UTF-8")?;
    let script = rewrite::without_source_map(&script);
    site.add(GOVUK_FRONTEND, script.into_bytes())?;
    Ok(())
}
