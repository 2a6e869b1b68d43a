//! What the org knows: records, tokens, faults, the log of requests.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use tokio::sync::watch;

use crate::idempotency::Keys;
use crate::users::{ORGS, USERS, User};
use crate::{automation, ids};

pub use crate::faults::{Fault, FaultKind, Held, Place};
pub use crate::shape::{DuplicateRule, OwnField, Shape};

/// The consumer key that the org knows unless the configuration says otherwise.
pub const CLIENT_ID: &str =
    "3MVG9practiceAddToCRM0000000000000000000000000000000000000000000000000000000000000000";

/// One request in the log.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Logged {
    /// GET, POST, …
    pub method: String,
    /// Host asked.
    pub host: String,
    /// Path, without the query.
    pub path: String,
    /// Status answered; 0 if the connection was cut.
    pub status: u16,
    /// Counts toward the allowance.
    pub counted: bool,
    /// `Sforce-Call-Options`.
    pub client: Option<String>,
    /// `Idempotency-Key`.
    pub key: Option<String>,
    /// The connection had carried a request before.
    pub reused: bool,
}

/// An authorization code.
#[derive(Clone, Debug)]
pub struct Code {
    /// Index into [`USERS`].
    pub user: usize,
    /// As in the authorize request.
    pub redirect_uri: String,
    /// S256 of the verifier.
    pub challenge: String,
    /// Seconds since 1970.
    pub issued: i64,
    /// A code is good once.
    pub used: bool,
}

/// A token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Index into [`USERS`].
    pub user: usize,
    /// Still good.
    pub live: bool,
}

/// This machine's clock, as the org reads it: the runtime's own, which a test
/// may stop and let go on.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    date: OffsetDateTime,
    since: tokio::time::Instant,
}

impl Clock {
    /// A clock that shows this many seconds since 1970 now.
    pub fn at(seconds: i64) -> Self {
        Clock::showing(OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(seconds))
    }

    fn showing(date: OffsetDateTime) -> Self {
        Clock {
            date,
            since: tokio::time::Instant::now(),
        }
    }

    /// What it shows.
    pub fn now(&self) -> OffsetDateTime {
        self.date + self.since.elapsed()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Clock::showing(OffsetDateTime::now_utc())
    }
}

/// Everything.
#[derive(Debug, Default)]
pub struct World {
    /// By org index, object, id.
    pub records: BTreeMap<(usize, String), BTreeMap<String, Map<String, Value>>>,
    /// Deleted records, as `queryAll` still finds them.
    pub deleted: BTreeMap<(usize, String), Vec<Map<String, Value>>>,
    /// Running number of records.
    pub next: u64,
    /// By code.
    pub codes: BTreeMap<String, Code>,
    /// By access token.
    pub access: BTreeMap<String, Token>,
    /// By refresh token.
    pub refresh: BTreeMap<String, Token>,
    /// Session cookie to user.
    pub cookies: BTreeMap<String, usize>,
    /// Faults that are switched on.
    pub faults: Vec<Fault>,
    /// The org's shape.
    pub shape: Shape,
    /// Requests to Salesforce's hosts.
    pub log: Vec<Logged>,
    /// Every different query, whether it could be carried out or not.
    pub queries: Vec<String>,
    /// Requests that count.
    pub used: u32,
    /// When the describe changed last.
    pub described: Option<OffsetDateTime>,
    /// This machine's clock.
    pub clock: Clock,
    /// How far the org's clock is ahead of that, in seconds.
    pub ahead: i64,
    /// Requests that are being carried out.
    pub under_way: u32,
    /// Answers kept by idempotency key.
    pub keys: Keys,
    /// What a fault holds; each such request keeps a receiver to its end.
    pub held: watch::Sender<Held>,
}

const HTTP_DATE: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
);

/// Requests allowed in 24 hours.
pub const ALLOWED: u32 = 15_000;

impl World {
    /// An org as it is at the start: a few records, nobody signed in.
    pub fn new() -> Self {
        World::at(Clock::default())
    }

    /// The same by another clock than this machine's.
    pub fn at(clock: Clock) -> Self {
        let mut world = World {
            next: 100,
            described: Some(clock.now()),
            clock,
            ..World::default()
        };
        for (at, org) in ORGS.iter().enumerate() {
            let mut own = Map::new();
            own.insert("Id".into(), json!(ids::id("00D", org.number)));
            own.insert("Name".into(), json!(org.name));
            own.insert("OrganizationType".into(), json!("Enterprise Edition"));
            own.insert("IsSandbox".into(), json!(org.sandbox));
            world.put(at, "Organization", own);
        }
        for user in USERS {
            let mut own = Map::new();
            own.insert("Id".into(), json!(user_id(user)));
            own.insert("Name".into(), json!(user.name));
            own.insert("Username".into(), json!(user.username));
            own.insert("IsActive".into(), json!(user.active));
            world.put(user.org, "User", own);
        }
        let mut account = Map::new();
        account.insert("Id".into(), json!(ids::id("001", 1)));
        account.insert("Name".into(), json!("Tidewater Tools"));
        account.insert("Website".into(), json!("https://www.tidewater.example.com"));
        account.insert("BillingCity".into(), json!("Bergen"));
        account.insert("OwnerId".into(), json!(user_id(&USERS[0])));
        world.put(0, "Account", account);
        let mut contact = Map::new();
        for (name, value) in [
            ("Id", ids::id("003", 1)),
            ("FirstName", "Morgan".into()),
            ("LastName", "Tidewell".into()),
            ("Name", "Morgan Tidewell".into()),
            ("Email", "morgan.tidewell@example.com".into()),
            ("Title", "Head of Procurement".into()),
            ("AccountId", ids::id("001", 1)),
            ("OwnerId", user_id(&USERS[0])),
        ] {
            contact.insert(name.into(), json!(value));
        }
        world.put(0, "Contact", contact);
        for (number, subject) in [(1, "A pump that leaks"), (2, "A valve that sticks")] {
            let mut case = Map::new();
            case.insert("Id".into(), json!(ids::id("500", number)));
            case.insert("CaseNumber".into(), json!(format!("{:08}", 1000 + number)));
            case.insert("Subject".into(), json!(subject));
            world.put(0, "Case", case);
        }
        world
    }

    /// Puts a record in place.
    pub fn put(&mut self, org: usize, object: &str, record: Map<String, Value>) {
        let id = record["Id"].as_str().unwrap_or_default().to_owned();
        self.records
            .entry((org, object.to_owned()))
            .or_default()
            .insert(id, record);
    }

    /// The records of an object.
    pub fn all(&self, org: usize, object: &str) -> Vec<&Map<String, Value>> {
        self.records
            .get(&(org, object.to_owned()))
            .map(|records| records.values().collect())
            .unwrap_or_default()
    }

    /// A record by its id, of 15 or 18 characters.
    pub fn find(&self, org: usize, object: &str, id: &str) -> Option<&Map<String, Value>> {
        self.all(org, object)
            .into_iter()
            .find(|record| record["Id"].as_str().is_some_and(|own| ids::same(own, id)))
    }

    /// Deletes a record: `queryAll` alone finds it from now on. Gives whether it
    /// was there.
    pub fn delete(&mut self, org: usize, object: &str, id: &str) -> bool {
        let place = (org, object.to_owned());
        let own = self.find(org, object, id).cloned();
        let Some(mut record) = own else {
            return false;
        };
        let id = record["Id"].as_str().unwrap_or_default().to_owned();
        self.records.get_mut(&place).and_then(|all| all.remove(&id));
        record.insert("IsDeleted".into(), json!(true));
        self.deleted.entry(place).or_default().push(record);
        true
    }

    /// Adds what the server sets and puts the record in place; gives its id.
    pub fn insert(
        &mut self,
        user: usize,
        object: &str,
        mut fields: Map<String, Value>,
        owner: usize,
    ) -> String {
        self.next += 1;
        let id = ids::id(crate::describe::key_prefix(object), self.next);
        let now = json!(self.now());
        let by = json!(user_id(&USERS[user]));
        fields.insert("Id".into(), json!(id));
        // "The assignment rule overrides Owner values" (Data Loader Guide, "Configure
        // Data Loader"); of the header itself Salesforce does not say it ("Assignment
        // Rule Header"), so that a shape has it the other way round.
        let chosen = json!(user_id(&USERS[owner]));
        let named = self.shape.named_owner_wins && fields.contains_key("OwnerId");
        if owner == user || named {
            fields.entry("OwnerId").or_insert(chosen);
        } else {
            fields.insert("OwnerId".into(), chosen);
        }
        for name in ["CreatedDate", "LastModifiedDate", "SystemModstamp"] {
            fields.entry(name).or_insert(now.clone());
        }
        for name in ["CreatedById", "LastModifiedById"] {
            fields.entry(name).or_insert(by.clone());
        }
        if object == "Lead" {
            fields
                .entry("Status")
                .or_insert(json!("Open - Not Contacted"));
            fields.entry("IsConverted").or_insert(json!(false));
            automation::before_save(&self.shape, USERS[user].org, &mut fields);
        }
        if object == "Opportunity" {
            let stage = fields.get("StageName").and_then(Value::as_str);
            let (closed, won) = match stage.unwrap_or_default() {
                "Closed Won" => (true, true),
                "Closed Lost" => (true, false),
                _ => (false, false),
            };
            fields.entry("IsClosed").or_insert(json!(closed));
            fields.entry("IsWon").or_insert(json!(won));
        }
        if matches!(object, "Lead" | "Contact") {
            let name = World::full_name(&fields);
            fields.insert("Name".into(), json!(name));
        }
        fields.entry("IsDeleted").or_insert(json!(false));
        self.put(USERS[user].org, object, fields);
        id
    }

    /// The name of a person's record, from its parts.
    pub fn full_name(record: &Map<String, Value>) -> String {
        let part = |name: &str| {
            let part = record.get(name).and_then(Value::as_str);
            part.unwrap_or_default().to_owned()
        };
        let name = format!("{} {}", part("FirstName"), part("LastName"));
        name.trim().to_owned()
    }

    /// The org's own time.
    pub fn time(&self) -> OffsetDateTime {
        self.clock.now() + time::Duration::seconds(self.ahead)
    }

    /// Now, as REST writes it: `2026-11-23T14:30:00.000+0000`.
    pub fn now(&self) -> String {
        let text = self.time().format(&Rfc3339).unwrap_or_default();
        let seconds = text.get(..19).unwrap_or_default();
        format!("{seconds}.000+0000")
    }

    /// Now, as the header `Date` has it: `Mon, 23 Nov 2026 14:30:00 GMT`.
    pub fn date(&self) -> String {
        self.date_ahead(0)
    }

    /// The same by a clock that is so many seconds ahead.
    pub fn date_ahead(&self, seconds: i64) -> String {
        let time = self.time() + time::Duration::seconds(seconds);
        time.format(&HTTP_DATE).unwrap_or_default()
    }

    /// The fault that strikes here, if any; it is used up once.
    pub fn strike(&mut self, places: &[Place], method: &str, path: &str) -> Option<Fault> {
        let at = self.faults.iter().position(|fault| {
            places.contains(&fault.fault.place())
                && path.contains(&fault.path)
                && fault
                    .method
                    .as_deref()
                    .is_none_or(|own| own.eq_ignore_ascii_case(method))
                && fault.times != Some(0)
        })?;
        if let Some(times) = &mut self.faults[at].times {
            *times -= 1;
        }
        Some(self.faults[at].clone())
    }

    /// Makes the org so from now on.
    pub fn reshape(&mut self, shape: Shape) {
        self.shape = shape;
        // Salesforce's own stamp has whole seconds: a later one must be later.
        let now = self.clock.now();
        self.described = self
            .described
            .map(|at| (at + time::Duration::seconds(1)).max(now));
    }

    /// Takes the faults back, and lets go what they hold: the sender is closed
    /// once all of that is done.
    pub fn mend(&mut self) -> watch::Sender<Held> {
        self.faults.clear();
        let held = std::mem::take(&mut self.held);
        held.send_modify(|held| held.let_go = true);
        held
    }

    /// The user of a live access token.
    pub fn user_of(&self, token: &str) -> Option<usize> {
        self.access
            .get(token)
            .filter(|token| token.live)
            .map(|token| token.user)
    }
}

/// A user's id.
pub fn user_id(user: &User) -> String {
    ids::id("005", user.number)
}

/// An org's id.
pub fn org_id(org: usize) -> String {
    ids::id("00D", ORGS[org].number)
}

/// Where an org is after My Domain was renamed.
pub const RENAMED: &str = "cirrus-renamed.my.salesforce.com";

/// Where an org is; the first one's My Domain may have been renamed.
pub fn instance_url(org: usize, renamed: bool) -> String {
    match renamed && org == 0 {
        true => format!("https://{RENAMED}"),
        false => format!("https://{}", ORGS[org].host()),
    }
}

/// Random text for tokens, codes and cookies.
pub fn random() -> String {
    use rand::distr::{Alphanumeric, SampleString};
    Alphanumeric.sample_string(&mut rand::rng(), 48)
}
