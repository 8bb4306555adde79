//! Makes sure that the folder of static files is there to be embedded, and that a change in it is noticed.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    std::fs::create_dir_all(site.join("static"))?;
    println!(
        "cargo::rerun-if-changed={}",
        site.join("manifest.json").display()
    );
    println!("cargo::rerun-if-changed=catalogue");
    Ok(())
}
