//! The manifests of the browsers, from one template: what all have, and the
//! differences with the reason for each. The version is the workspace's.

use std::fs;

use add_to_crm::policy::rollout::pretty;
use add_to_crm::text::encoding::base64_url;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::run::root;

/// Where the extension goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// `dist/`, loaded as a folder by Chrome, Edge or Chromium.
    Unpacked,
    /// The stores of Chrome and of Edge.
    Chrome,
    /// addons.mozilla.org.
    Firefox,
}

impl Package {
    /// Its name in the template.
    fn name(self) -> &'static str {
        match self {
            Package::Unpacked => "unpacked",
            Package::Chrome => "chrome",
            Package::Firefox => "firefox",
        }
    }
}

/// Where the template stands.
const TEMPLATE: &str = "extension/manifest.template.json";

/// What `static/popup.html` holds as its own style, and the policy allows by its
/// hash: `{style}` in the template.
const STYLE: &str = "static/app.css";

/// The source of a style by its hash, as Content Security Policy writes it.
fn by_hash(style: &[u8]) -> String {
    let hash = base64_url(&Sha256::digest(style));
    // In base64's own letters: 32 bytes make 43 of them.
    format!("'sha256-{}='", hash.replace('-', "+").replace('_', "/"))
}

/// The manifest of a package, as text.
///
/// # Errors
/// A template that cannot be read, or a difference of another shape.
pub fn manifest(package: Package) -> Result<String, String> {
    let text = fs::read_to_string(root().join(TEMPLATE))
        .map_err(|error| format!("{TEMPLATE}: {error}"))?;
    let style = fs::read(root().join(STYLE)).map_err(|error| format!("{STYLE}: {error}"))?;
    let text = text.replace("{style}", &by_hash(&style));
    let template = serde_json::from_str(&text).map_err(|error| format!("{TEMPLATE}: {error}"))?;
    let mut manifest = of(&template, package)?;
    manifest.insert("version".to_owned(), json!(env!("CARGO_PKG_VERSION")));
    Ok(pretty(&Value::Object(manifest)))
}

fn of(template: &Value, package: Package) -> Result<Map<String, Value>, String> {
    let wrong = || format!("{TEMPLATE} is not of its shape");
    let mut manifest = template["manifest"].as_object().ok_or_else(wrong)?.clone();
    for difference in template["differences"].as_array().ok_or_else(wrong)? {
        let why = difference["why"].as_str().unwrap_or_default();
        if why.is_empty() {
            return Err(format!("{TEMPLATE} has a difference without a reason"));
        }
        let packages = difference["for"].as_array().ok_or_else(wrong)?;
        if packages.iter().any(|one| one == package.name()) {
            let own = difference["manifest"].as_object().ok_or_else(wrong)?;
            merge(&mut manifest, own);
        }
    }
    Ok(manifest)
}

/// Objects and lists are joined; what is there already is not taken out.
fn merge(into: &mut Map<String, Value>, own: &Map<String, Value>) {
    for (key, value) in own {
        match (into.get_mut(key), value) {
            (Some(Value::Object(known)), Value::Object(more)) => merge(known, more),
            (Some(Value::Array(known)), Value::Array(more)) => known.extend(more.iter().cloned()),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(package: Package) -> Value {
        serde_json::from_str(&manifest(package).unwrap()).unwrap()
    }

    #[test]
    fn each_package_has_its_own_and_not_the_others() {
        for (package, background, key, gecko) in [
            (Package::Unpacked, "service_worker", true, false),
            (Package::Chrome, "service_worker", false, false),
            (Package::Firefox, "scripts", false, true),
        ] {
            let manifest = parsed(package);
            let has = |key: &str| manifest.get(key).is_some();
            assert_eq!(manifest["background"]["type"], "module", "{package:?}");
            assert!(manifest["background"].get(background).is_some());
            assert_eq!(manifest["background"].as_object().unwrap().len(), 2);
            assert_eq!(has("key"), key, "{package:?}");
            assert_eq!(has("browser_specific_settings"), gecko, "{package:?}");
            assert_eq!(has("minimum_chrome_version"), !gecko, "{package:?}");
            assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
        }
        let gecko = &parsed(Package::Firefox)["browser_specific_settings"]["gecko"];
        // Two differences make one object.
        assert_eq!(gecko["id"], "add-to-crm@example.com");
        assert!(gecko["data_collection_permissions"]["required"].is_array());
    }

    #[test]
    fn a_difference_without_a_reason_is_refused() {
        let template =
            json!({ "manifest": {}, "differences": [{ "for": ["chrome"], "manifest": {} }] });
        assert!(of(&template, Package::Chrome).is_err());
    }

    #[test]
    fn lists_grow_and_texts_are_replaced() {
        let template = json!({
            "manifest": { "permissions": ["storage"], "name": "a" },
            "differences": [{ "for": ["chrome"], "why": "x", "manifest": { "permissions": ["sidePanel"], "name": "b" } }],
        });
        let chrome = of(&template, Package::Chrome).unwrap();
        assert_eq!(chrome["permissions"], json!(["storage", "sidePanel"]));
        assert_eq!(chrome["name"], "b");
        let firefox = of(&template, Package::Firefox).unwrap();
        assert_eq!(firefox["permissions"], json!(["storage"]));
    }
}
