//! Every page of `tests/pages`, read by the real rules, the real reader and the
//! real understanding, in Chromium; each against the people that its
//! `.expected.json` names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail here"
)]

/// On the host: no page without its expected people and its address.
#[cfg(not(target_arch = "wasm32"))]
mod complete {
    use std::fs;
    use std::path::Path;

    use serde_json::Value;

    #[test]
    fn every_page_has_an_address_and_its_expected_people() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
        let routes = fs::read_to_string(folder.join("routes.json")).unwrap();
        let routes: Vec<Value> = serde_json::from_str(&routes).unwrap();
        let mut pages = 0;
        for site in fs::read_dir(&folder).unwrap().flatten() {
            let Ok(files) = fs::read_dir(site.path()) else {
                continue;
            };
            for path in files.flatten().map(|file| file.path()) {
                let inside = path.strip_prefix(&folder).unwrap().to_str().unwrap();
                let Some(name) = inside.strip_suffix(".html") else {
                    let page = inside.replace(".expected.json", ".html");
                    assert!(folder.join(&page).is_file(), "{inside} has no page");
                    continue;
                };
                pages += 1;
                let expected = folder.join(format!("{name}.expected.json"));
                let text = fs::read_to_string(&expected)
                    .unwrap_or_else(|_| panic!("{inside} lacks {}", expected.display()));
                serde_json::from_str::<Value>(&text).unwrap();
                assert!(
                    routes.iter().any(|route| route["file"] == inside),
                    "routes.json lacks {inside}"
                );
            }
        }
        assert!(pages >= 40, "{pages} pages");
    }
}

#[cfg(target_arch = "wasm32")]
#[path = "pages/read.rs"]
mod read;
