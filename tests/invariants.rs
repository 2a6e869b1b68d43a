//! What must stay true of the house, read from its own files.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail here")]

use std::fs;
use std::path::{Path, PathBuf};

use add_to_crm::problem::TABLE;
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder}");
    found
}

fn manifest() -> Value {
    let text = fs::read_to_string(root().join("extension/manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_manifest_asks_for_this_and_nothing_more() {
    let manifest = manifest();
    assert_eq!(manifest["manifest_version"], 3);
    assert_eq!(
        manifest["permissions"],
        json!(["activeTab", "alarms", "identity", "scripting", "storage"])
    );
    assert_eq!(
        manifest["host_permissions"],
        json!([
            "https://login.salesforce.com/*",
            "https://test.salesforce.com/*",
            "https://*.my.salesforce.com/*",
            "https://www.linkedin.com/*"
        ])
    );
    for absent in [
        "web_accessible_resources",
        "externally_connectable",
        "optional_permissions",
        "content_scripts",
    ] {
        assert!(manifest.get(absent).is_none(), "{absent}");
    }
    let policy = manifest["content_security_policy"]["extension_pages"]
        .as_str()
        .unwrap();
    assert!(
        policy.contains("script-src 'self' 'wasm-unsafe-eval'"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe-inline"), "{policy}");
}

#[test]
fn only_browser_names_the_browsers_apis() {
    for (path, text) in files("src") {
        let inside = path.strip_prefix(root().join("src")).unwrap();
        if inside.starts_with("browser") || inside.starts_with("bin") {
            continue;
        }
        let yew_room = ["popup", "options", "ui"]
            .iter()
            .any(|room| inside.starts_with(room));
        for (name, allowed) in [
            ("gloo_net", false),
            ("gloo_storage", false),
            ("js_namespace", false),
            ("local_storage", false),
            ("fetch_with", false),
            ("wasm_bindgen", yew_room),
            ("web_sys", yew_room),
            ("js_sys", yew_room),
        ] {
            let code = text
                .lines()
                .any(|line| line.contains(name) && !line.trim_start().starts_with("//"));
            assert!(allowed || !code, "{} names {name}", path.display());
        }
    }
}

/// Unicode's tables of case weigh 24 KB in WASM; `case` has the browser's.
#[test]
fn only_case_changes_the_case_of_letters() {
    for (path, text) in files("src") {
        let host_alone = ["case.rs", "fake.rs"]
            .iter()
            .any(|name| path.ends_with(name));
        for name in ["to_lowercase", "to_uppercase"] {
            assert!(
                host_alone || !text.contains(name),
                "{} names {name}",
                path.display()
            );
        }
    }
}

#[test]
fn no_page_has_an_inline_script_or_a_foreign_address() {
    for (path, text) in files("static") {
        if path.extension().is_some_and(|kind| kind == "html") {
            for script in text.split("<script").skip(1) {
                assert!(
                    script.trim_start().starts_with("type=\"module\" src=\"/"),
                    "{}",
                    path.display()
                );
            }
            assert!(!text.contains("=\"http"), "{}", path.display());
        }
    }
}

#[test]
fn the_worker_registers_its_listeners_before_it_waits() {
    let text = fs::read_to_string(root().join("extension/worker.js")).unwrap();
    // Statements at the top level begin in the first column.
    let waits = text.lines().any(|line| line.starts_with("await "));
    let listeners = text.matches("addListener(").count();
    let at_top = text
        .lines()
        .filter(|line| line.starts_with("chrome.") && line.contains("addListener("))
        .count();
    assert!(!waits);
    assert!(listeners > 0);
    assert_eq!(listeners, at_top);
}

#[test]
fn the_admin_guide_names_every_problem_and_its_fix() {
    let guide = fs::read_to_string(root().join("docs/admin-guide.md")).unwrap();
    for row in TABLE {
        let line = format!("| {} | {} |", row.happened, row.advice);
        assert!(guide.contains(&line), "docs/admin-guide.md lacks: {line}");
    }
}
