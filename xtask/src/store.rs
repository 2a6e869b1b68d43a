//! What the stores show and ask: pictures of the built extension, and a page
//! that gives the reason for each permission. The guide's pictures are made in the
//! same way.

use crate::Done;
use crate::demo::{ready, script};
use crate::run::run;

/// Makes the pictures, at the stores' sizes.
pub fn store() -> Done {
    pictures(&["store.mjs"])
}

/// Makes the guide's pictures: of a rep's work, and of the settings.
pub fn guide() -> Done {
    pictures(&["guide.mjs", "guide-settings.mjs"])
}

fn pictures(of: &[&str]) -> Done {
    let tools = ready()?;
    for name in of {
        let file = format!("tests/browser/{name}");
        run(&mut script(&tools, &[&file]))
            .map_err(|_| format!("{file}: the pictures could not be made"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use crate::manifest::{Package, manifest};
    use crate::run::root;

    fn page() -> String {
        fs::read_to_string(root().join("docs/store/README.md")).unwrap()
    }

    #[test]
    fn each_permission_has_its_reason_and_no_other_stands_there() {
        let text = page();
        let table = text
            .split("## A reason for each permission")
            .nth(1)
            .unwrap();
        let table = table.split("\n## ").next().unwrap();
        let first = |line: &str| Some(line.strip_prefix("| `")?.split(" | ").next()?.to_owned());
        let rows: String = table
            .lines()
            .filter_map(first)
            .collect::<Vec<_>>()
            .join(", ");
        let mut given: Vec<String> = rows
            .split(", ")
            .map(|one| one.trim_matches('`').to_owned())
            .collect();
        let mut asked: Vec<String> = Vec::new();
        for package in [Package::Chrome, Package::Firefox] {
            let manifest: Value = serde_json::from_str(&manifest(package).unwrap()).unwrap();
            for key in [
                "permissions",
                "host_permissions",
                "optional_host_permissions",
            ] {
                let names = manifest[key].as_array().unwrap().iter();
                asked.extend(names.map(|name| name.as_str().unwrap().to_owned()));
            }
        }
        given.sort();
        asked.sort();
        asked.dedup();
        assert_eq!(given, asked);
    }

    #[test]
    fn every_picture_of_the_guide_is_small_and_shown_in_every_language() {
        let mut pictures = 0;
        for file in fs::read_dir(root().join("docs/images")).unwrap().flatten() {
            let picture = file.file_name().into_string().unwrap();
            let bytes = file.metadata().unwrap().len();
            assert!(bytes <= 60 * 1024, "{picture}: {bytes}");
            pictures += 1;
            if picture == "add-to-crm.png" {
                continue; // the README's alone
            }
            for language in ["", "de/", "es/", "fr/", "ja/"] {
                let guide = root().join(format!("docs/{language}admin-guide.md"));
                let text = fs::read_to_string(guide).unwrap();
                assert!(text.contains(&picture), "{language}{picture}");
            }
        }
        assert!(pictures >= 12, "{pictures}");
    }

    #[test]
    fn the_summary_fits_and_is_the_manifests() {
        let text = page();
        let summary = text.split("characters at most): ").nth(1).unwrap();
        let summary = summary.lines().next().unwrap();
        assert!(summary.chars().count() <= 132, "{summary}");
        let words = fs::read_to_string(root().join("extension/_locales/en/messages.json")).unwrap();
        assert!(words.contains(&format!("\"message\": \"{summary}\"")));
    }

    #[test]
    fn what_firefox_is_told_of_data_stands_there() {
        let manifest: Value = serde_json::from_str(&manifest(Package::Firefox).unwrap()).unwrap();
        let gecko = &manifest["browser_specific_settings"]["gecko"];
        for kind in gecko["data_collection_permissions"]["required"]
            .as_array()
            .unwrap()
        {
            assert!(
                page().contains(&format!("`{}`", kind.as_str().unwrap())),
                "{kind}"
            );
        }
    }
}
