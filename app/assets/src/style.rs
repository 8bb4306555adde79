//! Sass to one stylesheet.

use std::{ffi::OsString, path::Path};

use anyhow::{Context, Result};

use crate::{folder, kept::Kept, names, program, rewrite, site::Site};

/// A change to how the stylesheet is made makes it anew.
const RECIPE: &str = include_str!("style.rs");

/// Compiles `style/guildhall.scss` and adds it as `guildhall.css`. Add what it refers to first.
pub fn add(root: &Path, kept: &mut Kept, site: &mut Site) -> Result<()> {
    let css = kept
        .get_or_make(key(root)?, |folder| compile(root, folder))?
        .remove("guildhall.css")
        .context("Sass made no stylesheet")?;
    let css = String::from_utf8(css).context("the stylesheet is not UTF-8")?;
    let css = rewrite::stylesheet(&css, site.manifest())?;
    site.add("guildhall.css", css.into_bytes())?;
    Ok(())
}

/// Stands for every Sass file of ours and the versions of the packages they use.
fn key(root: &Path) -> Result<String> {
    let style = root.join("style");
    let lockfile = folder::read_file(&style.join("package-lock.json"))?;
    let mut parts = vec![RECIPE.as_bytes().to_vec(), lockfile];
    for path in folder::list(&style)? {
        let name = folder::relative(&style, &path)?;
        if name.ends_with(".scss") || name.ends_with(".css") {
            parts.push(name.into_bytes());
            parts.push(folder::read_file(&path)?);
        }
    }
    Ok(names::hash(parts))
}

fn compile(root: &Path, folder: &Path) -> Result<()> {
    eprintln!("Compiling style/guildhall.scss …");
    let mut load_path = OsString::from("--load-path=");
    load_path.push(root.join("style/node_modules"));
    let arguments = [
        "--style=compressed".into(),
        "--no-source-map".into(),
        "--quiet-deps".into(),
        load_path,
        root.join("style/guildhall.scss").into_os_string(),
        folder.join("guildhall.css").into_os_string(),
    ];
    program::run(root, "sass", arguments)
}
