//! The files that are made from others: the policy's schema from the Rust
//! settings, the manifest from its template, the guide's tables from the words on
//! the screen, the help pages from `docs/`. They are kept in the repository, so that
//! `trunk build` needs nothing but itself; a test holds them to what they are made
//! of.

use std::fs;

use crate::Done;
use crate::help;
use crate::manifest::{Package, manifest};
use crate::run::{root, say};

/// Path below the root, and content.
fn files() -> Result<Vec<(String, String)>, String> {
    let schema = add_to_crm::policy::rollout::pretty(&add_to_crm::policy::schema::schema());
    let mut files = vec![
        ("extension/managed_schema.json".to_owned(), schema),
        (
            "extension/manifest.json".to_owned(),
            manifest(Package::Unpacked)?,
        ),
    ];
    files.extend(help::files()?);
    Ok(files)
}

/// Writes them.
pub fn schema() -> Done {
    for (path, content) in files()? {
        let full = root().join(&path);
        if let Some(folder) = full.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{path}: {error}"))?;
        }
        fs::write(&full, content).map_err(|error| format!("{path}: {error}"))?;
        say(&path);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_what_they_are_made_of() {
        for (path, content) in files().unwrap() {
            let kept = fs::read_to_string(root().join(&path)).unwrap_or_default();
            assert!(kept == content, "{path} is old: run cargo xtask schema");
        }
    }
}
