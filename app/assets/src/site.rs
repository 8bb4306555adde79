//! The folder that the server carries inside itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::Path,
};

use anyhow::{Context, Result, bail};

use crate::{folder, names};

/// Logical name → hashed name: `guildhall.css` → `guildhall.<hash>.css`.
pub type Manifest = BTreeMap<String, String>;

/// Every file of the site, in memory until all of them are known.
pub struct Site {
    manifest: Manifest,
    /// What goes into `static/`, by its name there.
    static_files: BTreeMap<String, Vec<u8>>,
}

/// What writing the site did to the folder.
#[derive(Debug, Default, PartialEq)]
pub struct Changes {
    pub written: usize,
    pub deleted: usize,
    pub kept: usize,
}

impl fmt::Display for Changes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            written,
            deleted,
            kept,
        } = self;
        write!(
            formatter,
            "Browser files in target/site: {written} written, {deleted} deleted, {kept} as they were"
        )
    }
}

impl Site {
    pub fn new() -> Self {
        Self {
            manifest: Manifest::new(),
            static_files: BTreeMap::new(),
        }
    }

    /// Adds a file under its hashed name, and answers that name.
    pub fn add(&mut self, logical: &str, content: Vec<u8>) -> Result<String> {
        let hashed = names::hashed(logical, &content);
        if self
            .manifest
            .insert(logical.to_owned(), hashed.clone())
            .is_some()
        {
            bail!("two static files have the name {logical}; rename the one in public/");
        }
        self.static_files.insert(hashed.clone(), content);
        Ok(hashed)
    }

    /// Adds a file whose name needs no hash: it lies in a hashed folder or beside a hashed file.
    pub fn add_as_is(&mut self, name: &str, content: Vec<u8>) {
        self.static_files.insert(name.to_owned(), content);
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub fn static_files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.static_files
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_slice()))
    }

    /// Makes the folder hold the site and nothing else. Files that are right already are not
    /// touched, so the server is only built again when something changed.
    pub fn write(self, folder: &Path) -> Result<Changes> {
        let mut manifest = serde_json::to_vec_pretty(&self.manifest)?;
        manifest.push(b'\n');
        let mut files: BTreeMap<String, Vec<u8>> = self
            .static_files
            .into_iter()
            .map(|(name, content)| (format!("static/{name}"), content))
            .collect();
        files.insert("manifest.json".into(), manifest);

        let mut changes = Changes::default();
        for (name, content) in &files {
            let path = folder.join(name);
            if fs::read(&path).is_ok_and(|present| present == *content) {
                changes.kept += 1;
            } else {
                replace(&path, content)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                changes.written += 1;
            }
        }
        let wanted: BTreeSet<&str> = files.keys().map(String::as_str).collect();
        changes.deleted = delete_others(folder, folder, &wanted)?;
        Ok(changes)
    }
}

/// A reader sees the old file or the new one, never half of either.
fn replace(path: &Path, content: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    fs::write(&unfinished, content)?;
    fs::rename(&unfinished, path)
}

/// Deletes every file that is not wanted, then every folder left empty; answers how many files.
fn delete_others(root: &Path, folder: &Path, wanted: &BTreeSet<&str>) -> Result<usize> {
    let mut deleted = 0;
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            deleted += delete_others(root, &path, wanted)?;
            // Fails, as it should, while anything is inside.
            let _ = fs::remove_dir(&path);
        } else if !wanted.contains(folder::relative(root, &path)?.as_str()) {
            fs::remove_file(&path).with_context(|| format!("cannot delete {}", path.display()))?;
            deleted += 1;
        }
    }
    Ok(deleted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::tests::Scratch;

    fn site(files: &[(&str, &str)]) -> Site {
        let mut site = Site::new();
        for (name, content) in files {
            site.add(name, content.as_bytes().to_vec()).unwrap();
        }
        site
    }

    #[test]
    fn the_manifest_says_which_file_has_which_name() {
        let scratch = Scratch::new("manifest");
        let css = names::hashed("guildhall.css", b"a{}");
        site(&[("guildhall.css", "a{}"), ("images/x.svg", "<svg/>")])
            .write(&scratch.0)
            .unwrap();
        let manifest: Manifest =
            serde_json::from_slice(&fs::read(scratch.0.join("manifest.json")).unwrap()).unwrap();
        assert_eq!(manifest["guildhall.css"], css);
        for hashed in manifest.values() {
            assert!(scratch.0.join("static").join(hashed).is_file(), "{hashed}");
        }
    }

    #[test]
    fn only_changes_are_written_and_what_is_stale_goes() {
        let scratch = Scratch::new("changes");
        let counts = |changes: Changes| (changes.written, changes.deleted, changes.kept);
        let first = [("a.css", "a"), ("b/c.js", "c")];

        assert_eq!(counts(site(&first).write(&scratch.0).unwrap()), (3, 0, 0));
        assert_eq!(counts(site(&first).write(&scratch.0).unwrap()), (0, 0, 3));
        scratch.write("static/old/left-over.css", "");
        let second = site(&[("a.css", "changed")]).write(&scratch.0).unwrap();
        assert_eq!(counts(second), (2, 3, 0));
        assert!(!scratch.0.join("static/b").exists());
        assert!(!scratch.0.join("static/old").exists());
    }

    #[test]
    fn one_name_for_two_files_is_refused() {
        let mut site = site(&[("guildhall.css", "a")]);
        let error = site.add("guildhall.css", b"b".to_vec()).unwrap_err();
        assert!(error.to_string().contains("guildhall.css"));
    }
}
