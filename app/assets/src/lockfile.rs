//! The one version of wasm-bindgen. The library that the browser program uses and the one that
//! writes its JavaScript must be of exactly the same version. Cargo.toml pins both, and cargo
//! refuses two `wasm-bindgen-shared` in one workspace; here it is looked up and checked once more.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::folder;

/// The version of wasm-bindgen in the checkout's Cargo.lock.
pub fn wasm_bindgen_version(root: &Path) -> Result<String> {
    let lockfile = String::from_utf8(folder::read_file(&root.join("Cargo.lock"))?)
        .context("Cargo.lock is not valid UTF-8")?;
    agreed_version(&lockfile)
}

fn agreed_version(lockfile: &str) -> Result<String> {
    let library = version_of(lockfile, "wasm-bindgen")?;
    let generator = version_of(lockfile, "wasm-bindgen-cli-support")?;
    if library != generator {
        bail!(
            "Cargo.lock has wasm-bindgen {library} and wasm-bindgen-cli-support {generator}, \
             which must be the same version"
        );
    }
    Ok(library.to_owned())
}

fn version_of<'lockfile>(lockfile: &'lockfile str, package: &str) -> Result<&'lockfile str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines().skip_while(|line| *line != name).skip(1);
    lines
        .next()
        .and_then(|line| line.strip_prefix("version = \""))
        .and_then(|line| line.strip_suffix('"'))
        .with_context(|| format!("Cargo.lock names no version of {package}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lockfile(library: &str, generator: &str) -> String {
        format!(
            "[[package]]\nname = \"wasm-bindgen\"\nversion = \"{library}\"\n\n\
             [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"{generator}\"\n"
        )
    }

    #[test]
    fn the_version_is_the_one_that_both_have() {
        assert_eq!(
            agreed_version(&lockfile("0.2.1", "0.2.1")).unwrap(),
            "0.2.1"
        );
    }

    #[test]
    fn two_versions_are_reported() {
        let error = agreed_version(&lockfile("0.2.1", "0.2.2")).unwrap_err();
        assert!(error.to_string().contains("must be the same version"));
        let error = agreed_version("").unwrap_err();
        assert_eq!(
            error.to_string(),
            "Cargo.lock names no version of wasm-bindgen"
        );
    }

    #[test]
    fn this_workspace_has_one_version() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        wasm_bindgen_version(&root).unwrap();
    }
}
