//! Compressed siblings, made once with the best quality instead of at every request.

use std::{fs, io::Write, path::Path};

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};

use crate::{kept::Kept, names, site::Site};

/// A change to how files are compressed compresses them anew.
const RECIPE: &str = include_str!("compress.rs");

const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// Adds a `.br` and a `.gz` beside every file for which they are smaller.
pub fn add(kept: &mut Kept, site: &mut Site) -> Result<()> {
    let mut siblings = Vec::new();
    for (name, content) in site.static_files() {
        let key = names::hash([RECIPE.as_bytes(), content]);
        let compressed = kept.get_or_make(key, |folder| compress(content, folder))?;
        for (extension, content) in compressed {
            siblings.push((format!("{name}.{extension}"), content));
        }
    }
    for (name, content) in siblings {
        site.add_as_is(&name, content);
    }
    Ok(())
}

/// Writes the files `br` and `gz` to the folder, or only those that are smaller than the content.
fn compress(content: &[u8], folder: &Path) -> Result<()> {
    for (extension, compressed) in [("br", brotli(content)?), ("gz", gzip(content)?)] {
        if compressed.len() < content.len() {
            fs::write(folder.join(extension), compressed)?;
        }
    }
    Ok(())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer =
        brotli::CompressorWriter::new(Vec::new(), 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::folder::{self, tests::Scratch};

    #[test]
    fn what_is_unpacked_is_what_was_packed() {
        let content = "a council's front door ".repeat(500).into_bytes();
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(brotli(&content).unwrap().as_slice(), 4096)
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, content);
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(gzip(&content).unwrap().as_slice())
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, content);
    }

    #[test]
    fn what_does_not_shrink_is_left_out() {
        let scratch = Scratch::new("compress");
        compress(b"x", &scratch.0).unwrap();
        assert!(folder::list(&scratch.0).unwrap().is_empty());
        compress(&[b'x'; 1000], &scratch.0).unwrap();
        assert_eq!(folder::list(&scratch.0).unwrap().len(), 2);
    }
}
