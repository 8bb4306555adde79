//! Programs that npm put in `style/node_modules/.bin`.

use std::{ffi::OsStr, io::ErrorKind, path::Path, process::Command};

use anyhow::{Context, Result, bail};

/// Runs one of the programs in `style/`; what it says goes straight to the terminal.
pub fn run<Argument: AsRef<OsStr>>(
    root: &Path,
    name: &str,
    arguments: impl IntoIterator<Item = Argument>,
) -> Result<()> {
    let path = root.join("style/node_modules/.bin").join(name);
    let status = match Command::new(&path).args(arguments).status() {
        Ok(status) => status,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!(
                "{} or Node.js is missing; run `npm ci` in style/",
                path.display()
            )
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot start {}", path.display()));
        }
    };
    if !status.success() {
        bail!("{name} failed ({status}); its own words stand above");
    }
    Ok(())
}
