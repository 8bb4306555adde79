//! Makes everything under `target/site`, which the server carries inside itself.
//!
//! ```text
//! cargo run -p guildhall-assets -- --root . --wasm target/wasm32-unknown-unknown/browser/guildhall_app.wasm
//! ```
//!
//! | from | to |
//! |---|---|
//! | the browser program (`--wasm`) | `static/guildhall.<hash>.js`, `static/guildhall_bg.<hash>.wasm` |
//! | `style/guildhall.scss` | `static/guildhall.<hash>.css` |
//! | govuk-frontend's own script | `static/govuk-frontend.min.<hash>.js` |
//! | `public/**` | `static/**` with the hash before the extension |
//!
//! Beside each lie a `.br` and a `.gz` where those are smaller, and `manifest.json` says which
//! plain name became which hashed one. Work is done again only for what changed.

mod browser;
mod compress;
mod folder;
mod kept;
mod lockfile;
mod names;
mod program;
mod public;
mod rewrite;
mod site;
mod style;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};

use crate::{kept::Kept, site::Site};

fn main() -> ExitCode {
    let outcome = read_arguments(std::env::args().skip(1)).and_then(|arguments| build(&arguments));
    match outcome {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("guildhall-assets: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What the caller asks for.
#[derive(Debug, PartialEq)]
struct Arguments {
    /// The checkout, where `style/`, `public/` and `target/` are.
    root: PathBuf,
    /// The browser program as cargo left it.
    wasm: PathBuf,
}

fn read_arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments> {
    const USAGE: &str = "usage: guildhall-assets --root FOLDER --wasm FILE";
    let (mut root, mut wasm) = (None, None);
    while let Some(word) = words.next() {
        let place = match word.as_str() {
            "--root" => &mut root,
            "--wasm" => &mut wasm,
            _ => bail!("{word} is not an option; {USAGE}"),
        };
        let value = words
            .next()
            .with_context(|| format!("{word} needs a value; {USAGE}"))?;
        *place = Some(PathBuf::from(value));
    }
    Ok(Arguments {
        root: root.context(USAGE)?,
        wasm: wasm.context(USAGE)?,
    })
}

fn build(Arguments { root, wasm }: &Arguments) -> Result<String> {
    let target = root.join("target");
    let _turn = take_turn(&target)?;
    let mut kept = Kept::open(&target.join("assets"))?;

    let mut site = Site::new();
    public::add(root, &mut site)?;
    style::add(root, &mut kept, &mut site)?;
    browser::add(root, wasm, &mut kept, &mut site)?;
    compress::add(&mut kept, &mut site)?;

    let changes = site.write(&target.join("site"))?;
    kept.forget_unused()?;
    Ok(changes.to_string())
}

/// Waits until no other build of the same checkout is writing `target/site`.
fn take_turn(target: &Path) -> Result<File> {
    fs::create_dir_all(target).with_context(|| format!("cannot make {}", target.display()))?;
    let path = target.join("assets.lock");
    let lock = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    lock.lock()
        .with_context(|| format!("cannot lock {}", path.display()))?;
    Ok(lock)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Arguments> {
        read_arguments(line.split_whitespace().map(String::from))
    }

    #[test]
    fn both_arguments_are_read_in_any_order() {
        let expected = Arguments {
            root: ".".into(),
            wasm: "a.wasm".into(),
        };
        assert_eq!(read("--root . --wasm a.wasm").unwrap(), expected);
        assert_eq!(read("--wasm a.wasm --root .").unwrap(), expected);
    }

    #[test]
    fn a_missing_or_unknown_argument_is_named() {
        assert!(read("--root .").unwrap_err().to_string().contains("--wasm"));
        let error = read("--colour red").unwrap_err().to_string();
        assert!(error.starts_with("--colour is not an option"), "{error}");
        let error = read("--wasm").unwrap_err().to_string();
        assert!(error.starts_with("--wasm needs a value"), "{error}");
    }
}
