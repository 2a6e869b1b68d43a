//! The journal: every Lead that a rep has asked for, from before it is sent
//! until its end is known.
//!
//! One entry a profile and user, each under its own key of local storage, so
//! that one that cannot be read takes no other along. An index names those whose
//! end is not known; it is written together with them. Nothing here holds a
//! token.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::contact::WithContact;
use crate::json;
use crate::matching::MatchQuery;
use crate::problem::{Kind, Problem};
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;

pub mod batch;
pub mod csv;
pub mod guard;
mod outcome;
pub mod step;
mod wait;

pub use outcome::{Created, Outcome, Pending};
pub use wait::{Retry, Waiting, after};

/// The shape of an entry and of the index. A newer one comes with a step in
/// [`Entry::read`] from the older one.
pub const VERSION: u32 = 2;

/// Where the index is kept.
pub const INDEX: &str = "journal";

/// Entries: of a profile's present Lead, and of earlier ones.
const PRESENT: &str = "journal:";
const PAST: &str = "past:";
/// What could not be read, under the key it had.
const QUARANTINE: &str = "aside:";
/// Entries before there was an index.
const FIRST: &str = "lead:";

/// Salesforce keeps the first answer to a key for 30 days (User Interface API
/// Developer Guide); after that the key counts as new. This machine's clock may
/// be some days off. Milliseconds.
pub const KEY_LASTS_MS: f64 = 25.0 * DAY_MS;
const DAY_MS: f64 = 86_400_000.0;

/// The key of a profile's present entry.
pub fn id(who: &User, profile: &str) -> String {
    format!("{PRESENT}{}{profile}", owner(who))
}

/// `<org>:<user>:`, as it stands in an entry's key.
fn owner(who: &User) -> String {
    format!("{}:{}:", who.organization_id, who.user_id)
}

/// Whether an entry's key is one of this user's.
pub fn is_of(id: &str, who: &User) -> bool {
    [PRESENT, PAST].iter().any(|prefix| {
        let rest = id.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.starts_with(&owner(who)))
    })
}

/// Whether this is the key of an entry.
pub fn is_entry(key: &str) -> bool {
    key.starts_with(PRESENT) || key.starts_with(PAST)
}

/// Whether something that could not be read lies under this key.
pub fn is_quarantined(key: &str) -> bool {
    key.starts_with(QUARANTINE)
}

/// Where an entry that cannot be read is kept.
pub fn quarantine_key(key: &str) -> String {
    format!("{QUARANTINE}{key}")
}

/// Where an entry is kept once its profile has a newer one.
pub fn past(id: &str, entry: &Entry) -> String {
    let rest = id.strip_prefix(PRESENT).unwrap_or(id);
    format!("{PAST}{rest} {}", entry.at as i64)
}

/// The key that an entry of the first shape has now, and its profile.
pub fn moved(key: &str) -> Option<(String, &str)> {
    let rest = key.strip_prefix(FIRST)?;
    let profile = rest.splitn(3, ':').nth(2)?;
    Some((format!("{PRESENT}{rest}"), profile))
}

/// One record that a rep has asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// [`VERSION`].
    pub version: u32,
    /// Of which object it is.
    #[serde(default)]
    pub object: Object,
    /// The profile's key.
    pub profile: String,
    /// The Salesforce user name of the rep.
    pub user: String,
    /// The record's fields by API name, as Salesforce takes them.
    pub fields: Map<String, Value>,
    /// What goes with a Contact.
    #[serde(default, skip_serializing_if = "WithContact::is_none")]
    pub contact: WithContact,
    /// Save although Salesforce's duplicate rules warn.
    #[serde(rename = "anyway")]
    pub allow_duplicates: bool,
    /// Ids of the records that the rep was shown and passed over.
    #[serde(rename = "seen")]
    pub acknowledged: Vec<String>,
    /// When it was asked for, in milliseconds since 1970 by this machine.
    pub at: f64,
    /// When the state changed last, likewise.
    pub changed: f64,
    /// How often it was tried.
    pub tries: u32,
    /// What was sent last, until Salesforce is known to have it or not.
    pub sent: Option<Attempt>,
    /// What was turned away at the door last: Salesforce has not refused the record
    /// itself, and a network may have sent it before. The next sending has its key,
    /// or it is looked for.
    #[serde(default, rename = "key")]
    pub turned_away: Option<Attempt>,
    /// It was refused while the rep was not there to see.
    pub unseen: bool,
    /// How it stands.
    pub state: State,
}

/// How a Lead stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Not in Salesforce; what happens next is said.
    Waiting(Waiting),
    /// Sent, and its answer is not known.
    Sent(Waiting),
    /// In Salesforce.
    Created(Created),
    /// Salesforce, or a rule of the extension, does not take it.
    Refused(Problem),
    /// The rep has given it up.
    GivenUp,
}

/// A request to create whose answer is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// When it was sent first, in milliseconds since 1970: with a key by this
    /// machine, otherwise by Salesforce, and never later than that.
    pub at: f64,
    /// The `Idempotency-Key` of this request, a UUID; `None`: it has none.
    #[serde(default)]
    pub key: Option<String>,
    /// Of which object it is.
    #[serde(default)]
    pub object: Object,
    /// The fields that were sent. Older versions kept those of
    /// [`Object::known_by`], or none of what was turned away.
    #[serde(default)]
    pub fields: Map<String, Value>,
    /// What goes with a Contact.
    #[serde(default, skip_serializing_if = "WithContact::is_none")]
    pub contact: WithContact,
    /// It was to be saved although duplicate rules warn.
    #[serde(default)]
    pub allow_duplicates: bool,
    /// A sending of it has had no answer.
    #[serde(default)]
    pub unclear: bool,
}

impl Entry {
    /// A Lead that has just been asked for. It waits to be sent.
    pub fn new(profile: &str, user: &str, fields: Map<String, Value>, now: f64) -> Entry {
        Entry {
            version: VERSION,
            object: Object::Lead,
            profile: profile.to_owned(),
            user: user.to_owned(),
            fields,
            contact: WithContact::default(),
            allow_duplicates: false,
            acknowledged: Vec::new(),
            at: now,
            changed: now,
            tries: 0,
            sent: None,
            turned_away: None,
            unseen: false,
            state: State::Waiting(Waiting {
                why: Kind::SendingStopped.into(),
                next: Some(now),
            }),
        }
    }

    /// Reads what is stored, in this shape or an older one; `None` if it cannot
    /// be read.
    pub fn read(value: Value) -> Option<Entry> {
        let mut value = match value["version"].as_u64() {
            Some(_) => value,
            None => first_shape(value)?,
        };
        // Of what was turned away older versions kept the key alone, as `id`.
        if let Some(Value::Object(before)) = value.get_mut("key")
            && let Some(key) = before.remove("id")
        {
            before.insert("key".to_owned(), key);
        }
        let mut entry: Entry =
            json::read(value).filter(|entry: &Entry| entry.version == VERSION)?;
        if let Some(before) = entry.turned_away.take_if(|before| before.fields.is_empty()) {
            let known = Attempt::of(&entry, before.key, before.at);
            entry.turned_away = Some(known);
        }
        Some(entry)
    }

    /// Its end is not known, or the rep has not seen it: it is in the index.
    pub fn open(&self) -> bool {
        self.unseen || self.waiting().is_some()
    }

    /// Waits because of this problem, until somebody acts or a pause from now,
    /// in milliseconds since 1970 by this machine, is over.
    pub fn wait(&mut self, why: Problem, now: f64) {
        let asked = why.more().and_then(|more| more.pause);
        let asked = asked.map_or(0.0, |seconds| f64::from(seconds) * 1000.0);
        let next = match after(why.kind, self.tries) {
            Retry::After(pause) => Some(now + pause.max(asked)),
            Retry::OnUserAction | Retry::Never => None,
        };
        self.state = match self.sent {
            Some(_) => State::Sent(Waiting {
                why: why.maybe_saved(),
                next,
            }),
            None => State::Waiting(Waiting { why, next }),
        };
    }

    /// What happens next, if its end is not known.
    pub fn waiting(&self) -> Option<&Waiting> {
        match &self.state {
            State::Waiting(waiting) | State::Sent(waiting) => Some(waiting),
            State::Created(_) | State::Refused(_) | State::GivenUp => None,
        }
    }

    /// Why it is not in Salesforce, if it is not.
    pub fn why(&self) -> Option<&Problem> {
        match &self.state {
            State::Waiting(waiting) | State::Sent(waiting) => Some(&waiting.why),
            State::Refused(problem) => Some(problem),
            State::Created(_) | State::GivenUp => None,
        }
    }

    /// It was sent, and nobody has said that nothing came of that.
    pub fn may_be_there(&self) -> bool {
        self.sent.is_some() || self.turned_away.is_some()
    }

    /// A field's text; empty if it has none.
    pub fn text(&self, field: &str) -> &str {
        let value = self.fields.get(field).and_then(Value::as_str);
        value.unwrap_or_default()
    }

    /// The company: a Lead's own, or a Contact's Account.
    pub fn company(&self) -> &str {
        match (self.object, &self.state) {
            (Object::Lead, _) => self.text("Company"),
            (Object::Contact, State::Created(created)) => &created.company,
            (Object::Contact, _) => &self.contact.account,
        }
    }

    /// First and last name.
    pub fn name(&self) -> String {
        if let (true, State::Created(created)) = (self.fields.is_empty(), &self.state) {
            return created.name.clone();
        }
        let name = format!("{} {}", self.text("FirstName"), self.text("LastName"));
        name.trim().to_owned()
    }

    /// The person, to ask whether there is a record by now.
    pub fn wanted(&self) -> MatchQuery {
        let text = |name: &str| self.text(name).to_owned();
        MatchQuery {
            key: self.profile.clone(),
            first_name: text("FirstName"),
            last_name: text("LastName"),
            company: self.company().to_owned(),
            email: text("Email"),
            link: String::new(),
            website: String::new(),
        }
    }
}

impl Attempt {
    /// This entry's fields, about to be sent.
    pub fn of(entry: &Entry, key: Option<String>, at: f64) -> Attempt {
        Attempt {
            at,
            key,
            object: entry.object,
            fields: entry.fields.clone(),
            contact: entry.contact.clone(),
            allow_duplicates: entry.allow_duplicates,
            unclear: false,
        }
    }

    /// It may be sent again by its key, and makes no second Lead: Salesforce still
    /// knows that.
    pub fn may_repeat(&self, now: f64) -> bool {
        self.key.is_some() && (-DAY_MS..KEY_LASTS_MS).contains(&(now - self.at))
    }
}

/// The first shape: `{sent: {at, fields}}` or `{created}`. What was sent then is
/// looked for from its time on, by this machine's time less a margin.
fn first_shape(value: Value) -> Option<Value> {
    let mut entry = Entry::new("", "", Map::new(), 0.0);
    if let Some(created) = json::read::<Created>(value["created"].clone()) {
        entry.state = State::Created(created);
    } else {
        let at = value["sent"]["at"].as_f64()?;
        entry.fields = json::read(value["sent"]["fields"].clone())?;
        (entry.at, entry.changed) = (at, at);
        entry.sent = Some(Attempt::of(&entry, None, at - guard::CLOCK_DIFFERENCE_MS));
        entry.state = State::Sent(Waiting {
            why: Problem::new(Kind::AnswerLost).maybe_saved(),
            next: Some(at),
        });
    }
    Some(json::write(&entry))
}

/// The index: what is open, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// [`VERSION`].
    pub version: u32,
    /// Keys of open entries, oldest first.
    pub open: Vec<String>,
}

impl Index {
    /// Reads what is stored; `None` if it must be made anew from the entries.
    pub fn read(value: Value) -> Option<Index> {
        json::read(value).filter(|index: &Index| index.version == VERSION)
    }

    /// Puts an entry in or takes it out, as it stands now. Tells whether that
    /// changes anything.
    pub fn note(&mut self, id: &str, open: bool) -> bool {
        let at = self.open.iter().position(|known| known == id);
        match (at, open) {
            (None, true) => self.open.push(id.to_owned()),
            (Some(at), false) => drop(self.open.remove(at)),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests;
