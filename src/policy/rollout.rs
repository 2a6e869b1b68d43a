//! The settings as a managed policy, for each place that takes one. Pure text:
//! nothing is sent anywhere.

use serde_json::{Map, Value, json};

use super::Settings;
use crate::json;

/// Where a policy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Chrome and Edge on Windows: a registry file.
    Windows,
    /// Chrome and Edge on macOS: a configuration profile.
    MacOs,
    /// Chrome, Edge and Chromium on Linux: a JSON file.
    Linux,
    /// The Google Admin console: JSON to paste.
    GoogleAdmin,
    /// Firefox: `policies.json`.
    Firefox,
}

impl Place {
    /// All of them.
    pub const ALL: [Place; 5] = [
        Place::Windows,
        Place::MacOs,
        Place::Linux,
        Place::GoogleAdmin,
        Place::Firefox,
    ];

    /// Those that read a policy for an extension of this id: a policy names it, and
    /// each browser, and each store, has its own.
    pub fn of(id: &str) -> &'static [Place] {
        // Chrome's ids are written in 16 letters, Firefox's look like an address.
        match id.bytes().all(|letter| matches!(letter, b'a'..=b'p')) {
            true => &Place::ALL[..4],
            false => &Place::ALL[4..],
        }
    }

    /// What the keys of its words are made of: its title, where its file goes,
    /// and what else to know.
    pub fn key(self) -> &'static str {
        match self {
            Place::Windows => "windows",
            Place::MacOs => "mac",
            Place::Linux => "linux",
            Place::GoogleAdmin => "google",
            Place::Firefox => "firefox",
        }
    }

    /// The file's name.
    pub fn file(self) -> &'static str {
        match self {
            Place::Windows => "add-to-crm.reg",
            Place::MacOs => "add-to-crm.mobileconfig",
            Place::Linux => "add-to-crm.json",
            Place::GoogleAdmin => "add-to-crm-google-admin.json",
            Place::Firefox => "policies.json",
        }
    }

    /// The policy for the extension of this id.
    pub fn policy(self, settings: &Settings, id: &str) -> String {
        let document = document(settings);
        match self {
            Place::Windows => registry(&document, id),
            Place::MacOs => profile(&document, id),
            Place::Linux => pretty(&json!({ "3rdparty": { "extensions": { id: document } } })),
            Place::GoogleAdmin => {
                let wrapped = document
                    .into_iter()
                    .map(|(key, value)| (key, json!({ "Value": value })));
                pretty(&Value::Object(wrapped.collect()))
            }
            Place::Firefox => {
                pretty(&json!({ "policies": { "3rdparty": { "Extensions": { id: document } } } }))
            }
        }
    }
}

/// The settings document: what is in force, without what is empty.
pub fn document(settings: &Settings) -> Map<String, Value> {
    let Value::Object(mut document) = crate::json::write(settings) else {
        return Map::new();
    };
    let empty = |value: &Value| match value {
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(parts) => parts.is_empty(),
        _ => false,
    };
    if let Some(Value::Object(org)) = document.get_mut("salesforce") {
        org.retain(|_, value| !empty(value));
    }
    document.retain(|_, value| !empty(value));
    document
}

/// Indented by two, for people to read and to compare.
pub fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, depth: usize, text: &mut String) {
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    };
    match value {
        Value::Object(parts) if !parts.is_empty() => {
            text.push('{');
            for (at, (name, part)) in parts.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                line(text, depth + 1);
                text.push_str(&format!("{}: ", json::to_text(&json!(name))));
                write(part, depth + 1, text);
            }
            line(text, depth);
            text.push('}');
        }
        Value::Array(list) if !list.is_empty() => {
            text.push('[');
            for (at, one) in list.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                line(text, depth + 1);
                write(one, depth + 1, text);
            }
            line(text, depth);
            text.push(']');
        }
        other => text.push_str(&json::to_text(other)),
    }
}

/// A registry file. Objects and lists stand in it as JSON, which both browsers
/// read; texts beyond ASCII as UTF-16 bytes, so that the file is ASCII.
fn registry(document: &Map<String, Value>, id: &str) -> String {
    let mut text = "Windows Registry Editor Version 5.00\r\n".to_owned();
    for browser in ["Google\\Chrome", "Microsoft\\Edge"] {
        text.push_str(&format!(
            "\r\n[HKEY_LOCAL_MACHINE\\Software\\Policies\\{browser}\\3rdparty\\extensions\\{id}\\policy]\r\n"
        ));
        for (key, value) in document {
            let value = match value {
                Value::Bool(on) => format!("dword:{:08x}", u32::from(*on)),
                Value::Number(number) => {
                    format!("dword:{:08x}", number.as_u64().unwrap_or_default())
                }
                Value::String(words) => registry_text(words),
                other => registry_text(&json::to_text(other)),
            };
            text.push_str(&format!("\"{key}\"={value}\r\n"));
        }
    }
    text
}

fn registry_text(text: &str) -> String {
    if text.chars().all(|c| matches!(c, ' '..='~')) {
        return format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    }
    let bytes = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
    let bytes: Vec<String> = bytes.map(|byte| format!("{byte:02x}")).collect();
    format!("hex(1):{}", bytes.join(","))
}

/// A configuration profile with a payload for each browser.
fn profile(document: &Map<String, Value>, id: &str) -> String {
    let payload = |kind: &str, uuid: &str| {
        let mut payload = document.clone();
        let kind = format!("{kind}.extensions.{id}");
        payload.insert("PayloadIdentifier".into(), json!(format!("{kind}.policy")));
        payload.insert("PayloadType".into(), json!(kind));
        payload.insert("PayloadUUID".into(), json!(uuid));
        payload.insert("PayloadVersion".into(), json!(1));
        Value::Object(payload)
    };
    let profile = json!({
        "PayloadContent": [
            payload("com.google.Chrome", "6D3B0C52-6B0A-4C0B-9C55-3E6A4F0C7A01"),
            payload("com.microsoft.Edge", "6D3B0C52-6B0A-4C0B-9C55-3E6A4F0C7A02"),
        ],
        "PayloadDisplayName": "Add to CRM",
        "PayloadIdentifier": "com.example.add-to-crm",
        "PayloadScope": "System",
        "PayloadType": "Configuration",
        "PayloadUUID": "6D3B0C52-6B0A-4C0B-9C55-3E6A4F0C7A00",
        "PayloadVersion": 1,
    });
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n".to_owned();
    plist(&profile, 0, &mut text);
    text.push_str("</plist>\n");
    text
}

fn plist(value: &Value, depth: usize, text: &mut String) {
    let pad = "  ".repeat(depth);
    let escaped = |words: &str| {
        words
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    match value {
        Value::Object(parts) => {
            text.push_str(&format!("{pad}<dict>\n"));
            for (name, part) in parts {
                text.push_str(&format!("{pad}  <key>{}</key>\n", escaped(name)));
                plist(part, depth + 1, text);
            }
            text.push_str(&format!("{pad}</dict>\n"));
        }
        Value::Array(list) => {
            text.push_str(&format!("{pad}<array>\n"));
            for one in list {
                plist(one, depth + 1, text);
            }
            text.push_str(&format!("{pad}</array>\n"));
        }
        Value::Bool(on) => text.push_str(&format!("{pad}<{on}/>\n")),
        Value::Number(_) => {
            let number = json::to_text(value);
            text.push_str(&format!("{pad}<integer>{number}</integer>\n"));
        }
        Value::String(words) => {
            text.push_str(&format!("{pad}<string>{}</string>\n", escaped(words)));
        }
        Value::Null => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Org, Policy};

    const ID: &str = "abcdefghijklmnopabcdefghijklmnop";

    fn settings() -> Settings {
        Settings {
            lead_creation: true,
            lead_source: Some("Çevrim \"içi\" & <Web>".into()),
            salesforce: Org {
                organization_id: "00Di0000000fHia".into(),
                client_id: "3MVG9.key_of_the_app_1234567890".into(),
                ..Org::default()
            },
            monthly_limit: 250,
            ..Settings::default()
        }
    }

    /// What a browser makes of the text again.
    fn read_back(place: Place, text: &str) -> Value {
        match place {
            Place::Windows => {
                let section = text.split("\r\n\r\n").nth(1).unwrap();
                let mut all = Map::new();
                for line in section.lines().skip(1).filter(|line| !line.is_empty()) {
                    let (key, value) = line.split_once('=').unwrap();
                    let value = if let Some(number) = value.strip_prefix("dword:") {
                        let number = u32::from_str_radix(number, 16).unwrap();
                        match key {
                            "\"monthlyLimit\"" | "\"keepHistory\"" => json!(number),
                            _ => json!(number == 1),
                        }
                    } else if let Some(bytes) = value.strip_prefix("hex(1):") {
                        let bytes: Vec<u16> = bytes
                            .split(',')
                            .map(|byte| u16::from_str_radix(byte, 16).unwrap())
                            .collect();
                        let units: Vec<u16> =
                            bytes.chunks(2).map(|pair| pair[0] | pair[1] << 8).collect();
                        json!(String::from_utf16(&units[..units.len() - 1]).unwrap())
                    } else {
                        let words = value.trim_matches('"').replace("\\\"", "\"");
                        let words = words.replace("\\\\", "\\");
                        serde_json::from_str(&words).unwrap_or_else(|_| json!(words))
                    };
                    all.insert(key.trim_matches('"').to_owned(), value);
                }
                Value::Object(all)
            }
            Place::Linux => {
                let value: Value = serde_json::from_str(text).unwrap();
                value["3rdparty"]["extensions"][ID].clone()
            }
            Place::Firefox => {
                let value: Value = serde_json::from_str(text).unwrap();
                value["policies"]["3rdparty"]["Extensions"][ID].clone()
            }
            Place::GoogleAdmin => {
                let value: Value = serde_json::from_str(text).unwrap();
                let parts = value.as_object().unwrap().iter();
                Value::Object(
                    parts
                        .map(|(key, one)| (key.clone(), one["Value"].clone()))
                        .collect(),
                )
            }
            Place::MacOs => unreachable!(),
        }
    }

    #[test]
    fn every_policy_is_read_back_as_the_settings_it_was_made_of() {
        for place in [
            Place::Windows,
            Place::Linux,
            Place::GoogleAdmin,
            Place::Firefox,
        ] {
            let text = place.policy(&settings(), ID);
            let Value::Object(document) = read_back(place, &text) else {
                panic!("{place:?}: {text}");
            };
            let policy = Policy::read(&document, &Map::new());
            assert_eq!(policy.settings, settings(), "{place:?}: {text}");
            assert_eq!(policy.ignored, [], "{place:?}");
        }
        assert!(Place::Windows.policy(&settings(), ID).is_ascii());
    }

    #[test]
    fn the_profile_is_a_property_list_with_both_browsers() {
        let text = Place::MacOs.policy(&settings(), ID);
        for part in [
            "<key>leadCreation</key>\n      <true/>",
            "<key>monthlyLimit</key>\n      <integer>250</integer>",
            "<string>Çevrim \"içi\" &amp; &lt;Web&gt;</string>",
            "<string>com.google.Chrome.extensions.abcdefghijklmnopabcdefghijklmnop</string>",
            "<string>com.microsoft.Edge.extensions.abcdefghijklmnopabcdefghijklmnop</string>",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        let count = |part: &str| text.matches(part).count();
        assert_eq!(count("<dict>"), count("</dict>"));
        assert_eq!(count("<key>leadCreation</key>"), 2);
    }

    #[test]
    fn a_browser_is_offered_what_reads_its_own_id() {
        for (id, last) in [
            (ID, Place::GoogleAdmin),
            ("add-to-crm@example.com", Place::Firefox),
        ] {
            assert_eq!(Place::of(id).last(), Some(&last), "{id}");
        }
        let all = [Place::of(ID), Place::of("{6f1c2a52}")].concat();
        assert_eq!(all, Place::ALL);
    }
}
