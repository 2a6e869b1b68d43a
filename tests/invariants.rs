//! Architecture invariants, read from the project's own files.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail here")]

use std::fs;
use std::path::{Path, PathBuf};

use add_to_crm::problem::Kind;
use add_to_crm::salesforce::host;
use add_to_crm::text::encoding::base64_url;
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
        json!([
            "activeTab",
            "alarms",
            "identity",
            "scripting",
            "storage",
            "sidePanel"
        ])
    );
    // Manifest, content security policy and code have one list of hosts.
    let [granted, asked_for @ ..] = host::DOMAINS;
    let mut hosts = host::patterns(granted).to_vec();
    hosts.push("https://*.linkedin.com/*".to_owned());
    assert_eq!(manifest["host_permissions"], json!(hosts));
    let optional: Vec<String> = asked_for.into_iter().flat_map(host::patterns).collect();
    assert_eq!(manifest["optional_host_permissions"], json!(optional));
    let csp = manifest["content_security_policy"]["extension_pages"].as_str();
    let connect = csp.unwrap().split(';').map(str::trim);
    let connect = connect
        .clone()
        .find_map(|part| part.strip_prefix("connect-src 'self' "));
    let reached = host::DOMAINS.into_iter().flat_map(host::patterns);
    let reached: Vec<String> = reached
        .map(|one| one.trim_end_matches("/*").to_owned())
        .collect();
    assert_eq!(connect.unwrap(), reached.join(" "));
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

/// `json::read` refuses unknown keys where a type's name for serde says so, and
/// knows one name of a field.
#[test]
fn types_are_such_as_the_reader_reads() {
    for (path, text) in files("src") {
        let count = |part: &str| text.matches(part).count();
        let (refusing, saying) = (count("deny_unknown_fields"), count("rename = \"strict\""));
        assert_eq!(refusing, saying, "{}", path.display());
        assert_eq!(count("alias = \""), 0, "{}", path.display());
    }
}

/// Without its hash the popup would stand there without its styles.
#[test]
fn the_manifest_allows_the_styles_that_the_popup_holds() {
    use sha2::Digest;
    let styles = fs::read(root().join("static/app.css")).unwrap();
    let hash = base64_url(&sha2::Sha256::digest(styles));
    let hash = hash.replace('-', "+").replace('_', "/");
    let manifest = manifest();
    let policy = manifest["content_security_policy"]["extension_pages"].as_str();
    let allowed = format!("style-src 'self' 'sha256-{hash}=';");
    assert!(policy.unwrap().contains(&allowed), "run cargo xtask schema");
}

#[test]
fn only_browser_names_the_browsers_apis() {
    for (path, text) in files("src") {
        let inside = path.strip_prefix(root().join("src")).unwrap();
        if ["browser", "bin", "platform"]
            .iter()
            .any(|module| inside.starts_with(module))
        {
            continue;
        }
        let has_views = ["popup", "options", "ui"]
            .iter()
            .any(|module| inside.starts_with(module));
        for (name, allowed) in [
            ("gloo_net", false),
            ("gloo_storage", false),
            ("js_namespace", false),
            ("local_storage", false),
            ("fetch_with", false),
            ("wasm_bindgen", has_views),
            ("web_sys", has_views),
            ("js_sys", has_views),
        ] {
            let code = text
                .lines()
                .any(|line| line.contains(name) && !line.trim_start().starts_with("//"));
            assert!(allowed || !code, "{} names {name}", path.display());
        }
    }
}

/// Unicode's tables weigh 150 KB in WASM; `platform` has the browser's.
#[test]
fn only_platform_uses_the_tables_of_unicode() {
    for (path, text) in files("src") {
        let platform = path.starts_with(root().join("src/platform"));
        for name in ["to_lowercase", "to_uppercase", "unicode_normalization"] {
            assert!(
                platform || !text.contains(name),
                "{} names {name}",
                path.display()
            );
        }
    }
}

/// `src/salesforce/rest.rs` is of `salesforce`.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.iter().next().unwrap().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules that a line names: `crate::json` and `crate::{json, text}`.
fn modules_named_by(line: &str) -> Vec<&str> {
    let mut named = Vec::new();
    for (at, found) in line.match_indices("crate::") {
        let rest = &line[at + found.len()..];
        let list = rest
            .strip_prefix('{')
            .and_then(|list| list.split('}').next());
        for one in list.unwrap_or(rest).split(',') {
            let end = |c: char| !c.is_alphanumeric() && c != '_';
            named.push(one.trim().split(end).next().unwrap_or_default());
            if list.is_none() {
                break;
            }
        }
    }
    named
}

#[test]
fn modules_depend_only_on_earlier_ones() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let order: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(order.len() > 10, "{order:?}");
    let place = |name: &str| order.iter().position(|one| *one == name);
    let mut upward = Vec::new();
    for (path, text) in files("src") {
        let Some(own) = place(&module_of(&path)) else {
            continue;
        };
        if path.ends_with("tests.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for name in modules_named_by(line) {
                if place(name).is_some_and(|used| used > own) {
                    upward.push(format!("{}:{}: {line}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn an_import_is_read_in_each_of_its_forms() {
    for (line, expected) in [
        ("use crate::json;", vec!["json"]),
        ("use crate::{json, text::encoding};", vec!["json", "text"]),
        (
            "a: crate::port::Area, b: crate::page::Key",
            vec!["port", "page"],
        ),
        ("use super::json;", vec![]),
    ] {
        assert_eq!(modules_named_by(line), expected, "{line}");
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
    let text = fs::read_to_string(root().join("extension/_locales/en/messages.json")).unwrap();
    let words: serde_json::Value = serde_json::from_str(&text).unwrap();
    for kind in Kind::ALL {
        let of = |key: String| words[key]["message"].as_str().unwrap().to_owned();
        let (happened, action) = (of(kind.key()), of(format!("{}_action", kind.key())));
        assert!(happened.ends_with('.') && action.ends_with('.'), "{kind:?}");
        let line = format!("| {happened} | {action} |");
        assert!(guide.contains(&line), "docs/admin-guide.md lacks: {line}");
    }
}
