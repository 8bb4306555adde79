//! The machine that the figures were measured on.

use std::{fs, path::Path};

use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Machine {
    pub cores: usize,
    pub processor: String,
    pub kernel: String,
}

impl Machine {
    pub fn here() -> Self {
        let first_line = |file: &str| {
            let text = fs::read_to_string(file).unwrap_or_default();
            text.lines().next().unwrap_or_default().to_owned()
        };
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = processors
            .lines()
            .find_map(|line| line.strip_prefix("model name"));
        Self {
            cores: std::thread::available_parallelism().map_or(1, Into::into),
            processor: model
                .map(|model| model.trim_matches([' ', '\t', ':']).to_owned())
                .unwrap_or_default(),
            kernel: first_line("/proc/sys/kernel/osrelease"),
        }
    }
}

/// The type of the file system that holds a path: what fsync costs depends on it, and on tmpfs it is nothing.
pub fn file_system(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    });
    let holds = mounts.filter(|(place, _)| path.starts_with(place));
    let closest = holds.max_by_key(|(place, _)| place.len());
    closest.map_or_else(|| "unknown".to_owned(), |(_, kind)| kind.to_owned())
}
