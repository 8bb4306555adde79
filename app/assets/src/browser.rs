//! The browser program: from what cargo built to what a browser loads.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::{folder, kept::Kept, lockfile, names, program, rewrite, site::Site};

/// A change to how the browser program is made makes it anew.
const RECIPE: &str = include_str!("browser.rs");

/// The names that wasm-bindgen gives its two files.
const SCRIPT: &str = "guildhall.js";
const WASM: &str = "guildhall_bg.wasm";

/// What the compiler may use. Named one by one, since "all features" makes modules that
/// browsers refuse.
const WASM_FEATURES: [&str; 6] = [
    "bulk-memory",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];

/// Adds `guildhall.js`, `guildhall_bg.wasm` and the snippets of JavaScript that crates bring along.
pub fn add(root: &Path, wasm: &Path, kept: &mut Kept, site: &mut Site) -> Result<()> {
    let input = fs::read(wasm).with_context(|| {
        format!(
            "cannot read the browser program {}; build it with make/browser.sh",
            wasm.display()
        )
    })?;
    let key = names::hash([
        RECIPE.as_bytes(),
        lockfile::wasm_bindgen_version(root)?.as_bytes(),
        &folder::read_file(&root.join("style/package-lock.json"))?,
        &input,
    ]);
    let files = kept.get_or_make(key, |folder| make(root, wasm, folder))?;
    place(files, site)
}

/// Gives every file its hashed name, from the inside out: the wasm and the snippets, then the
/// script that refers to them.
fn place(mut files: BTreeMap<String, Vec<u8>>, site: &mut Site) -> Result<()> {
    let script = files
        .remove(SCRIPT)
        .context("wasm-bindgen made no script")?;
    let script = String::from_utf8(script).context("the browser script is not UTF-8")?;
    ensure!(
        script.contains("export function hydrate("),
        "the browser program does not export `hydrate`; app/src/lib.rs must, \
         with #[wasm_bindgen] and the feature `hydrate`"
    );
    let wasm = files
        .remove(WASM)
        .context("wasm-bindgen made no wasm file")?;
    let wasm = site.add(WASM, wasm)?;
    let script = rewrite::script(&script, WASM, &wasm)?;

    let (script, snippets) = rewrite::snippets(&script, files)?;
    for (name, content) in snippets {
        site.add_as_is(&name, content);
    }
    site.add(SCRIPT, script.into_bytes())?;
    Ok(())
}

fn make(root: &Path, wasm: &Path, folder: &Path) -> Result<()> {
    eprintln!("Writing the browser program's JavaScript with wasm-bindgen …");
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .out_name("guildhall")
        .typescript(false)
        .omit_default_module_path(false)
        .demangle(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen cannot read the browser program")?;
    ensure!(
        !folder.join("package.json").exists(),
        "a crate in the browser program asks for npm packages at run time, which we do not serve"
    );
    shrink(root, &folder.join(WASM))
}

fn shrink(root: &Path, wasm: &Path) -> Result<()> {
    eprintln!("Making the browser program small with wasm-opt (half a minute or so) …");
    let smaller: PathBuf = wasm.with_extension("smaller");
    let mut arguments: Vec<OsString> = vec!["-Oz".into(), "--strip-debug".into()];
    arguments.extend(WASM_FEATURES.map(|feature| format!("--enable-{feature}").into()));
    arguments.extend([wasm.into(), "-o".into(), smaller.clone().into()]);
    program::run(root, "wasm-opt", arguments)?;
    fs::rename(&smaller, wasm).context("wasm-opt wrote nothing")
}
