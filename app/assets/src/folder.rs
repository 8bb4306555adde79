//! Files below a folder, read into memory.

use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// Every file below `root` by its path from there, with `/` between folders. Hidden files and
/// folders are left out, and so is `node_modules`. A folder that does not exist has no files.
pub fn read(root: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for path in list(root)? {
        let content = read_file(&path)?;
        files.insert(relative(root, &path)?, content);
    }
    Ok(files)
}

/// One file's content.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The paths of every file that [`read`] would read, in order.
pub fn list(root: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", root.display()));
        }
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry
            .with_context(|| format!("cannot read {}", root.display()))?
            .path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name == "node_modules" {
            continue;
        }
        if path.is_dir() {
            paths.extend(list(&path)?);
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// `path` as seen from `root`, with `/` between folders.
pub fn relative(root: &Path, path: &Path) -> Result<String> {
    let words: Option<Vec<&str>> = path
        .strip_prefix(root)
        .with_context(|| format!("{} is not in {}", path.display(), root.display()))?
        .iter()
        .map(|word| word.to_str())
        .collect();
    let words =
        words.with_context(|| format!("the name of {} is not valid UTF-8", path.display()))?;
    Ok(words.join("/"))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A new, empty folder that goes away with the value.
    pub struct Scratch(pub PathBuf);

    impl Scratch {
        pub fn new(name: &str) -> Self {
            let folder = format!("guildhall-assets-{}-{name}", std::process::id());
            let path = std::env::temp_dir().join(folder);
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        pub fn write(&self, name: &str, content: &str) {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn hidden_files_and_installed_packages_are_left_out() {
        let scratch = Scratch::new("folder");
        scratch.write("a.scss", "a");
        scratch.write("desk/b.scss", "b");
        scratch.write(".gitkeep", "");
        scratch.write("node_modules/sass/c.scss", "c");
        let files = read(&scratch.0).unwrap();
        let names: Vec<_> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["a.scss", "desk/b.scss"]);
    }

    #[test]
    fn no_folder_means_no_files() {
        assert!(read(Path::new("/no/such/folder")).unwrap().is_empty());
    }
}
