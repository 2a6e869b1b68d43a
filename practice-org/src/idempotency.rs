//! Requests told apart by their key.
//!
//! From the User Interface API Developer Guide, "Prevent Record Duplication
//! with Idempotent Record Writes": the key is a UUID v4; the answer of a
//! request is kept for 30 days and given again to the same key at the same
//! resource; a key that has run out is as good as a new one; an answer above 9
//! MB is not kept; 400 "Idempotency not supported" asks to leave the key out.
//!
//! Not documented, and decided here as the most careful client must expect:
//! keys are a user's own; while the first request is being worked on a second
//! one gets 409 (as in the IETF draft of the header); answers of 5xx and 401
//! are not kept; a key that is no UUID v4 is refused with 400. A key that comes
//! again with another body gets the kept answer: the guide looks at resource
//! and key alone.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use crate::rest::Reply;

/// A kept answer is given again for this long.
const KEPT: Duration = Duration::days(30);
/// Longer answers are not kept, in bytes.
const LONGEST: usize = 9 << 20;

#[derive(Clone, Debug)]
enum Entry {
    UnderWay,
    Answered(OffsetDateTime, Reply),
}

/// The answers that were given, by user and key.
#[derive(Clone, Debug, Default)]
pub struct Keys(BTreeMap<(usize, String), Entry>);

/// What a key says of the request that carries it.
#[derive(Clone, Debug)]
pub enum KeyState {
    /// Carry it out, then [`Keys::done`].
    First,
    /// The first one is still being worked on.
    UnderWay,
    /// The answer of the first one.
    Again(Reply),
}

/// Whether a text is a UUID of version 4 (RFC 9562, 5.4), in either case.
pub fn is_uuid_v4(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
        && parts[2].starts_with('4')
        && parts[3].starts_with(['8', '9', 'a', 'b', 'A', 'B'])
}

impl Keys {
    /// A request with this key arrives.
    pub fn begin(&mut self, user: usize, key: &str, now: OffsetDateTime) -> KeyState {
        let place = (user, key.to_ascii_lowercase());
        match self.0.get(&place) {
            Some(Entry::UnderWay) => return KeyState::UnderWay,
            Some(Entry::Answered(at, reply)) if now - *at < KEPT => {
                return KeyState::Again(reply.clone());
            }
            _ => {}
        }
        self.0.insert(place, Entry::UnderWay);
        KeyState::First
    }

    /// Its answer.
    pub fn done(&mut self, user: usize, key: &str, now: OffsetDateTime, reply: &Reply) {
        let place = (user, key.to_ascii_lowercase());
        let kept =
            reply.status < 500 && reply.status != 401 && reply.body.to_string().len() <= LONGEST;
        if kept {
            self.0.insert(place, Entry::Answered(now, reply.clone()));
        } else {
            self.0.remove(&place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const KEY: &str = "12cfe4e6-e477-4de8-aa4e-95d31aa2be24";

    #[test]
    fn keys_are_uuids_of_version_4() {
        for (key, is) in [
            (KEY, true),
            ("12CFE4E6-E477-4DE8-AA4E-95D31AA2BE24", true),
            ("12cfe4e6-e477-1de8-aa4e-95d31aa2be24", false),
            ("12cfe4e6-e477-4de8-ca4e-95d31aa2be24", false),
            ("12cfe4e6e4774de8aa4e95d31aa2be24", false),
            ("12cfe4e6-e477-4de8-aa4e-95d31aa2be2g", false),
            ("", false),
        ] {
            assert_eq!(is_uuid_v4(key), is, "{key}");
        }
    }

    #[test]
    fn a_key_gives_the_first_answer_again_for_thirty_days() {
        let start = OffsetDateTime::UNIX_EPOCH;
        let reply = |status| Reply {
            status,
            ..Reply::ok(json!({ "id": "00Q" }))
        };
        for (status, user, days, again) in [
            (201, 0, 0, true),
            (201, 0, 29, true),
            (201, 0, 30, false),
            (201, 1, 0, false),
            (400, 0, 1, true),
            (503, 0, 0, false),
            (401, 0, 0, false),
        ] {
            let mut keys = Keys::default();
            assert!(matches!(keys.begin(0, KEY, start), KeyState::First));
            assert!(matches!(keys.begin(0, KEY, start), KeyState::UnderWay));
            keys.done(0, KEY, start, &reply(status));
            let turn = keys.begin(user, &KEY.to_uppercase(), start + Duration::days(days));
            let is = match &turn {
                KeyState::Again(kept) => kept.status == status,
                _ => false,
            };
            assert_eq!(is, again, "{status} {user} {days}: {turn:?}");
        }
    }
}
