//! References from one file to another, changed to the hashed names.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};

use crate::{names, site::Manifest};

/// Where the server serves the static files; style and templates refer to them so.
const STATIC: &str = "/static/";

/// Changes the wasm file that the script loads when it is told no other.
pub fn script(script: &str, from: &str, to: &str) -> Result<String> {
    ensure!(
        script.contains(from),
        "the browser script does not refer to {from}; has wasm-bindgen changed how it loads it?"
    );
    Ok(script.replace(from, to))
}

/// Puts the snippets (`snippets/<crate>/<file>`) of each crate in a folder named after their
/// content, and changes the script's imports to match. References inside a folder stay right.
pub fn snippets(
    script: &str,
    files: BTreeMap<String, Vec<u8>>,
) -> Result<(String, BTreeMap<String, Vec<u8>>)> {
    let mut folders: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    for (name, content) in files {
        let words: Vec<&str> = name.splitn(3, '/').collect();
        let ["snippets", folder, file] = words[..] else {
            bail!("wasm-bindgen made a file that we cannot place: {name}");
        };
        folders
            .entry(folder.to_owned())
            .or_default()
            .insert(file.to_owned(), content);
    }
    let mut script = script.to_owned();
    let mut placed = BTreeMap::new();
    for (folder, files) in folders {
        let parts = files
            .iter()
            .flat_map(|(name, content)| [name.as_bytes(), content]);
        let hashed = format!("{folder}.{}", names::hash(parts));
        script = script.replace(
            &format!("./snippets/{folder}/"),
            &format!("./snippets/{hashed}/"),
        );
        for (file, content) in files {
            placed.insert(format!("snippets/{hashed}/{file}"), content);
        }
    }
    Ok((script, placed))
}

/// Changes `url(/static/NAME)` to the hashed name; a name that is not there is an error.
/// Addresses that are not ours (`data:`, another folder) stay as they are.
pub fn stylesheet(css: &str, manifest: &Manifest) -> Result<String> {
    let mut rewritten = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find(STATIC) {
        let (before, after) = rest.split_at(start + STATIC.len());
        let end = after
            .find(['"', '\'', ')', '?', '#'])
            .unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let Some(hashed) = manifest.get(name) else {
            bail!("the stylesheet refers to {STATIC}{name}, but public/{name} does not exist");
        };
        rewritten.push_str(before);
        rewritten.push_str(hashed);
        rest = after;
    }
    rewritten.push_str(rest);
    Ok(rewritten)
}

/// The script without the line that refers to its source map, which is not served.
pub fn without_source_map(script: &str) -> String {
    const MARK: &str = "//# sourceMappingURL=";
    match script.rfind(MARK) {
        Some(start) if !script[start..].trim_end().contains('\n') => {
            format!("{}\n", script[..start].trim_end())
        }
        _ => script.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_loads_the_hashed_wasm() {
        let before = "new URL('guildhall_bg.wasm', import.meta.url)";
        let after = script(before, "guildhall_bg.wasm", "guildhall.1234.wasm").unwrap();
        assert_eq!(after, "new URL('guildhall.1234.wasm', import.meta.url)");
        assert!(script("nothing", "guildhall_bg.wasm", "x").is_err());
    }

    #[test]
    fn snippets_move_to_a_folder_named_after_their_content() {
        let before = "import { a } from './snippets/streams-1a/inline0.js';";
        let file = |content: &str| {
            BTreeMap::from([(
                "snippets/streams-1a/inline0.js".to_owned(),
                content.as_bytes().to_vec(),
            )])
        };
        let (after, placed) = snippets(before, file("one")).unwrap();
        let name = placed.keys().next().unwrap();
        assert_eq!(after, format!("import {{ a }} from './{name}';"));
        let (other, _) = snippets(before, file("two")).unwrap();
        assert_ne!(after, other);
    }

    #[test]
    fn a_file_of_an_unknown_kind_is_named() {
        let files = BTreeMap::from([("other.js".to_owned(), Vec::new())]);
        let error = snippets("", files).unwrap_err().to_string();
        assert!(error.ends_with("other.js"), "{error}");
    }

    #[test]
    fn the_stylesheet_refers_to_hashed_files() {
        let manifest = Manifest::from([("images/x.svg".into(), "images/x.1234.svg".into())]);
        let before = "a{background:url(/static/images/x.svg)}b{background:url(\"/static/images/x.svg#y\")}c{background:url(data:,)}";
        let after = stylesheet(before, &manifest).unwrap();
        assert_eq!(after, before.replace("x.svg", "x.1234.svg"));
    }

    #[test]
    fn a_file_that_the_stylesheet_wants_in_vain_is_named() {
        let error = stylesheet("a{b:url(/static/no.svg)}", &Manifest::new()).unwrap_err();
        assert!(error.to_string().contains("public/no.svg"));
    }

    #[test]
    fn a_source_map_is_no_longer_referred_to() {
        let map = "//# sourceMappingURL=x.js.map";
        assert_eq!(without_source_map(&format!("a();{map}")), "a();\n");
        assert_eq!(without_source_map(&format!("a();\n{map}\n")), "a();\n");
        assert_eq!(without_source_map("a();"), "a();");
        let inside = format!("{map}\na();");
        assert_eq!(without_source_map(&inside), inside);
    }
}
