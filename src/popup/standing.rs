//! How things stood when a popup was told last. The next one shows that until the
//! worker, which may have to be started first, has said how they stand now.

use serde_json::{Map, Value, json};

use crate::journal::{self, Entry, INDEX, Index, Pending};
use crate::json;
use crate::matching::{Candidate, match_key};
use crate::salesforce::identity::User;

/// What is kept of an answer to `Open`: all but what is one profile's, or is told
/// once. `None` where nobody is signed in.
pub fn kept(opened: &Value) -> Option<Value> {
    let mut kept = opened.as_object()?.clone();
    for of_now in ["key", "pending", "matched", "signingIn", "signInProblem"] {
        kept.remove(of_now);
    }
    kept.get("who")?.as_object()?;
    Some(Value::Object(kept))
}

/// Whose it is.
pub fn user(kept: &Value) -> Option<User> {
    json::read(kept["who"].clone())
}

/// What is needed of local storage for this profile.
pub fn keys(who: &User, profile: &str) -> [String; 3] {
    [
        journal::id(who, profile),
        INDEX.to_owned(),
        match_key(who, profile),
    ]
}

/// The answer for this profile: what was kept, and what storage says of the
/// profile now.
pub fn opened(
    kept: &Value,
    who: &User,
    profile: &str,
    mut local: Map<String, Value>,
) -> Option<Value> {
    let [entry, index, matched] = keys(who, profile).map(|key| (local.remove(&key), key));
    let pending = entry.0.and_then(Entry::read);
    let pending = pending.and_then(|found| Pending::of(&entry.1, &found));
    let open = index.0.and_then(Index::read).unwrap_or_default().open;
    let open = open.iter().filter(|id| journal::is_of(id, who)).count();
    let matched: Option<Candidate> = matched.0.and_then(json::read);
    let mut opened = kept.as_object()?.clone();
    for (name, value) in [
        ("key", json!(profile)),
        ("pending", json::write(&pending)),
        ("matched", json::write(&matched)),
        ("open", json!(open)),
        ("signingIn", json!(false)),
        ("signInProblem", Value::Null),
    ] {
        opened.insert(name.to_owned(), value);
    }
    Some(Value::Object(opened))
}

#[cfg(test)]
mod tests;
