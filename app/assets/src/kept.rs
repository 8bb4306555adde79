//! Slow results, kept until what they were made from changes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::folder;

/// A folder of results. The name of each is a hash of all it was made from.
pub struct Kept {
    folder: PathBuf,
    used: BTreeSet<String>,
}

impl Kept {
    /// Opens the folder, or makes it.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self {
            folder: folder.to_owned(),
            used: BTreeSet::new(),
        })
    }

    /// The files kept under `key`. If there are none, `make` writes them to the empty folder that
    /// it is given; half-made results are never kept.
    pub fn get_or_make(
        &mut self,
        key: String,
        make: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<BTreeMap<String, Vec<u8>>> {
        let finished = self.folder.join(&key);
        if !finished.is_dir() {
            let unfinished = self.folder.join("unfinished");
            remove(&unfinished)?;
            fs::create_dir(&unfinished)
                .with_context(|| format!("cannot make {}", unfinished.display()))?;
            make(&unfinished)?;
            fs::rename(&unfinished, &finished)
                .with_context(|| format!("cannot make {}", finished.display()))?;
        }
        self.used.insert(key);
        folder::read(&finished)
    }

    /// Deletes every result that was not asked for since the folder was opened.
    pub fn forget_unused(self) -> Result<()> {
        let entries = fs::read_dir(&self.folder)
            .with_context(|| format!("cannot read {}", self.folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !self.used.contains(name.as_ref()) {
                remove(&path)?;
            }
        }
        Ok(())
    }
}

fn remove(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("cannot delete {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;
    use crate::folder::tests::Scratch;

    #[test]
    fn a_result_is_made_once_and_forgotten_when_unused() {
        let scratch = Scratch::new("kept");
        let make = |content: &'static str| {
            move |folder: &Path| Ok(fs::write(folder.join("result"), content)?)
        };

        let mut kept = Kept::open(&scratch.0).unwrap();
        kept.get_or_make("a".into(), make("first")).unwrap();
        kept.get_or_make("b".into(), make("other")).unwrap();
        let files = kept.get_or_make("a".into(), make("second")).unwrap();
        assert_eq!(files["result"], b"first");
        kept.forget_unused().unwrap();

        let mut kept = Kept::open(&scratch.0).unwrap();
        kept.get_or_make("b".into(), make("never")).unwrap();
        kept.forget_unused().unwrap();
        assert!(!scratch.0.join("a").exists());
        assert!(scratch.0.join("b").exists());
    }

    #[test]
    fn a_failure_is_not_kept() {
        let scratch = Scratch::new("kept-failure");
        let mut kept = Kept::open(&scratch.0).unwrap();
        let failed = kept.get_or_make("a".into(), |folder| {
            fs::write(folder.join("half"), "")?;
            bail!("no")
        });
        assert!(failed.is_err());
        let files = kept
            .get_or_make("a".into(), |folder| {
                Ok(fs::write(folder.join("whole"), "")?)
            })
            .unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["whole"]);
    }
}
