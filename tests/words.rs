//! The words on the screen: the keys that the code uses and the keys that a
//! language file has are the same.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail here")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use add_to_crm::policy::rollout::Place;
use add_to_crm::problem::Kind;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

type Messages = BTreeMap<String, String>;

fn messages(language: &str) -> Messages {
    let path = root().join(format!("extension/_locales/{language}/messages.json"));
    let text = fs::read_to_string(&path).unwrap();
    let file: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
    file.into_iter()
        .map(|(key, entry)| (key, entry["message"].as_str().unwrap().to_owned()))
        .collect()
}

fn languages() -> Vec<String> {
    let folders = fs::read_dir(root().join("extension/_locales")).unwrap();
    folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Every text in quotes of the sources that could be a key.
fn quoted() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders: Vec<PathBuf> = ["src", "extension", "static", "xtask/src"]
        .map(|folder| root().join(folder))
        .to_vec();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() && !path.ends_with("_locales") {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let is_key = |text: &&str| {
                    !text.is_empty()
                        && text
                            .bytes()
                            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                };
                let manifest = text.split("__MSG_").skip(1);
                found.extend(manifest.filter_map(|rest| Some(rest.split("__").next()?.to_owned())));
                found.extend(text.split(['"', '\'']).filter(is_key).map(str::to_owned));
            }
        }
    }
    found
}

/// Keys that are made of a name: of a kind of problem, of a place for a policy.
fn made() -> BTreeSet<String> {
    let problems = Kind::ALL.iter().map(|kind| kind.key());
    let problems = problems.flat_map(|key| [format!("{key}_action"), key]);
    let places = Place::ALL
        .iter()
        .map(|place| format!("rollout_{}", place.key()));
    let places = places.flat_map(|key| [format!("{key}_first"), format!("{key}_then"), key]);
    problems.chain(places).collect()
}

/// What begins like this is the key of a sentence, wherever it stands in quotes.
const SENTENCES: [&str; 5] = ["blocker_", "doubt_", "note_", "source_", "wrong_"];

/// The forms of `Intl.PluralRules`.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// `leads_pending` for `leads_pending_one`.
fn base(key: &str) -> &str {
    let form = FORMS.iter().find_map(|form| {
        let base = key.strip_suffix(form)?.strip_suffix('_')?;
        Some(base)
    });
    form.unwrap_or(key)
}

/// The places of a message that are filled in.
fn placeholders(message: &str) -> BTreeSet<char> {
    let after = message.split('$').skip(1);
    after.filter_map(|rest| rest.chars().next()).collect()
}

/// What the code asks `ui::text` for, where the key stands there in quotes.
fn asked() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            if !text.contains("ui::text") && !text.contains("super::text") {
                continue;
            }
            for call in ["t(\"", "t_with(\"", "count(\""] {
                for (at, _) in text.match_indices(call) {
                    let before = text[..at].chars().next_back();
                    if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
                        continue;
                    }
                    let rest = &text[at + call.len()..];
                    found.insert(rest.split('"').next().unwrap().to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn every_key_that_is_used_exists_and_every_key_that_exists_is_used() {
    let english = messages("en");
    let bases: BTreeSet<&str> = english.keys().map(|key| base(key)).collect();
    let asked = asked();
    assert!(asked.len() > 50, "{}", asked.len());
    for key in &asked {
        let there = english.contains_key(key) || bases.contains(key.as_str());
        assert!(there || key.starts_with("@@"), "no message {key}");
    }
    let made = made();
    let used = quoted();
    let sentences = used
        .iter()
        .filter(|key| SENTENCES.iter().any(|start| key.starts_with(start)))
        .filter(|key| !SENTENCES.contains(&key.as_str()));
    for key in made.iter().chain(sentences) {
        assert!(english.contains_key(key), "no message {key}");
    }
    for key in english.keys() {
        assert!(
            used.contains(key) || used.contains(base(key)) || made.contains(key),
            "nothing uses {key}"
        );
    }
}

#[test]
fn every_language_says_everything_with_the_same_places_to_fill_in() {
    let english = messages("en");
    let bases: BTreeSet<&str> = english.keys().map(|key| base(key)).collect();
    for language in languages() {
        let own = messages(&language);
        let own_bases: BTreeSet<&str> = own.keys().map(|key| base(key)).collect();
        assert_eq!(own_bases, bases, "{language}");
        for (key, message) in &own {
            assert!(!message.trim().is_empty(), "{language}: {key}");
            let source = english
                .get(key)
                .or_else(|| english.get(&format!("{}_other", base(key))));
            let wanted = placeholders(source.unwrap());
            let has = placeholders(message);
            // "One record" needs no number.
            let fits = has == wanted
                || FORMS.iter().any(|form| key.ends_with(form)) && has.is_subset(&wanted);
            assert!(fits, "{language}: {key}: {message}");
            assert!(has.len() <= 9, "{language}: {key}");
        }
    }
}

#[test]
fn what_stays_as_it_is_in_english_has_its_reason() {
    let english = messages("en");
    let text = fs::read_to_string(root().join("tests/words/same_as_english.json")).unwrap();
    let reasons: BTreeMap<String, Messages> = serde_json::from_str(&text).unwrap();
    for language in languages().iter().filter(|language| *language != "en") {
        let own = messages(language);
        let same = own
            .iter()
            .filter(|(key, text)| english.get(*key) == Some(*text));
        let same: BTreeSet<&String> = same.map(|(key, _)| key).collect();
        let named: BTreeSet<&String> = reasons[language].keys().collect();
        assert_eq!(same, named, "{language}");
        assert!(reasons[language].values().all(|why| why.len() > 3));
    }
}

/// What was seen in no text of that language has the English name in brackets
/// behind it, so that an administrator finds it whichever one the org shows.
#[test]
fn a_name_of_salesforce_without_a_source_has_its_english_one_behind_it() {
    let text = fs::read_to_string(root().join("tests/words/with_english.json")).unwrap();
    let names: BTreeMap<String, Messages> = serde_json::from_str(&text).unwrap();
    for (language, names) in names {
        let own = messages(&language);
        for (name, english) in names {
            let name = name.to_lowercase();
            let mut found = false;
            for (key, message) in &own {
                let message = message.to_lowercase();
                for (at, _) in message.match_indices(&name) {
                    let behind = &message[at + name.len()..];
                    if behind.starts_with(char::is_alphabetic) {
                        continue;
                    }
                    let english = format!(" ({})", english.to_lowercase());
                    assert!(behind.starts_with(&english), "{language}: {key}: {message}");
                    found = true;
                }
            }
            assert!(found, "{language}: nothing says {name}");
        }
    }
}

#[test]
fn a_message_that_quotes_another_has_its_words() {
    for (key, quoted) in [
        ("page_button_hint", "action"),
        ("problem_no_person_action", "action"),
        ("problem_page_closed_action", "action"),
        ("problem_lead_creation_off_action", "lead_creation"),
        ("recent_quarantined_other", "erase_history"),
        ("allowance_unknown", "test_connection"),
        ("rollout_hint", "set_by_administrator"),
    ] {
        for language in languages() {
            let own = messages(&language);
            let (message, words) = (&own[key], &own[quoted]);
            assert!(message.contains(words), "{language}: {key}: {message}");
        }
    }
}
