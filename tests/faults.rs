//! Whatever breaks: nothing lost, nothing twice.
//!
//! A run is a random day of a rep: creates, double clicks, corrections; cuts
//! before, after and while a record is saved, and a browser that sends again by
//! itself; fronts that answer in Salesforce's place; late commits, errors, slow
//! answers, expired and rotated tokens, full storage; flows that give the Lead
//! away or change its name and company, private sharing, records that an admin
//! deletes or merges; a worker that is stopped at any point where it waits, a
//! browser that is started anew, clocks that are set, a network that comes and
//! goes. Then all is mended, time passes, and the org must hold every Lead that
//! the rep was told is created, each exactly once; every other one is in the
//! journal with its reason. Half of the profiles become Contacts, without keys
//! some of them with a part in an Opportunity. In between a Contact is brought up
//! to date while colleagues change it: what they wrote is never overwritten, and
//! what the rep was told is there.
//!
//! A day is the same each time it is lived: there is no network between client
//! and org, and time is the runtime's own, which goes on only while everybody
//! waits. `FAULT_RUNS` and `FAULT_SEED` set how many runs and the first one's
//! seed; `cargo xtask faults` sets both.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::contact::{ContactRole, WithContact};
use add_to_crm::journal::Outcome;
use add_to_crm::salesforce::identity::Who;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use add_to_crm::journal::step::Way;
use add_to_crm::journal::{Entry, State, id, is_entry};
use add_to_crm::message::{GiveUp, ReadRecord, Resume, UpdateRecord};
use add_to_crm::port::Area;
use add_to_crm::problem::{Kind, Problem, Saved};
use add_to_crm::update::{Line, Record, Update};
use add_to_crm::worker::Trigger;
use native::{RILEY, World};
use practice_org::ids;
use practice_org::state::{Clock, Fault, FaultKind, Place, Shape};
use serde_json::{Map, Value, json as value};

/// When each day begins, in seconds since 1970: far from the end of a month.
const MORNING: i64 = 1_794_819_600;
/// Profiles that the rep works on in a run.
const PROFILES: u64 = 4;
/// How late an answer or a commit may be, in seconds. Both together stay below
/// the ten minutes after which Salesforce ends a transaction.
const LATE: [u64; 4] = [5, 45, 90, 280];
/// What goes wrong; some more often than others.
const FAULTS: [FaultKind; 35] = [
    FaultKind::CutBefore,
    FaultKind::CutBefore,
    FaultKind::CutAfter,
    FaultKind::CutAfter,
    FaultKind::CutReused,
    FaultKind::CutMeanwhile,
    FaultKind::Latency,
    FaultKind::Latency,
    FaultKind::LateCommit,
    FaultKind::LateCommit,
    FaultKind::LateCommit,
    FaultKind::Unavailable,
    FaultKind::UnavailableAfter,
    FaultKind::Html,
    FaultKind::HtmlAfter,
    FaultKind::RedirectAfter,
    FaultKind::UnauthorizedAfter,
    FaultKind::BrokenJson,
    FaultKind::Busy,
    FaultKind::Concurrent,
    FaultKind::TooMany,
    FaultKind::RowLocked,
    FaultKind::AllowanceSpent,
    FaultKind::Expired,
    FaultKind::NotForRest,
    FaultKind::ReadOnly,
    FaultKind::NestedRowLock,
    FaultKind::StorageFull,
    FaultKind::CrossReference,
    FaultKind::FlowFailed,
    FaultKind::TokenBusy,
    FaultKind::TokenRaced,
    FaultKind::IpRestricted,
    FaultKind::LoginHours,
    FaultKind::InvalidAppAccess,
];

/// SplitMix64 (Steele, Lea, Flood, 2014): small, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of 0 to `below` less one.
    fn of(&mut self, below: u64) -> u64 {
        self.next() % below
    }

    /// One of these.
    fn among<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.of(all.len() as u64) as usize]
    }

    /// In this many of a hundred cases.
    fn percent(&mut self, percent: u64) -> bool {
        self.of(100) < percent
    }
}

/// What the future comes to, or `None` if it was stopped at its n-th wait.
async fn stopped_at<T>(future: impl Future<Output = T>, waits: Option<u64>) -> Option<T> {
    let mut future = pin!(future);
    let mut left = waits.unwrap_or(u64::MAX);
    std::future::poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

/// What is wrong on purpose.
#[derive(Clone, Copy, PartialEq)]
enum Bug {
    None,
    /// Storage forgets that anything was ever sent.
    Forgetful,
    /// No request carries its key.
    Keyless,
}

/// Whether a profile becomes a Contact in place of a Lead.
fn is_contact(profile: &str) -> bool {
    profile.ends_with('2') || profile.ends_with('3')
}

/// How a day is lived.
#[derive(Clone, Copy)]
struct Plan {
    seed: u64,
    way: Way,
    bug: Bug,
    /// No flow and no sharing hides a Lead from the guard. Without keys the
    /// network may send a request twice on such days alone, and not while the
    /// first is being carried out: what a guard cannot see, it cannot hold back,
    /// and that is not promised.
    plain: bool,
}

/// A rep's day.
struct Day {
    world: World,
    who: Who,
    plan: Plan,
    chance: Chance,
    /// Per profile, what the rep was told last: a Lead's id, or none yet.
    told: BTreeMap<String, Option<String>>,
    /// Profiles whose Lead the rep had sent again, having looked in the org.
    decided: BTreeSet<String>,
    /// For whoever looks into a run that failed.
    diary: String,
    /// The Opportunity that some of the Contacts have a part in.
    opportunity: String,
    /// The Contact that is brought up to date.
    kept: String,
    /// How often that was wanted, and done.
    writes: u32,
    updated: usize,
    /// What was seen to be wrong on the way.
    wrong: Option<String>,
}

impl Day {
    async fn new(world: World, plan: Plan) -> Day {
        let mut chance = Chance(plan.seed);
        *world.org.org.world() = practice_org::World::at(Clock::at(MORNING));
        world.org.org.world().shape = Day::shape(&mut chance, plan);
        // A rep at a new computer: nothing is stored but the settings.
        let world = world.restart(RILEY);
        let port = world.worker.port();
        let memory = &port.memory;
        memory
            .stored
            .borrow_mut()
            .retain(|(_, key), _| key == "settings");
        memory.full.borrow_mut().clear();
        memory.next_random.set(plan.seed << 20);
        port.set_ahead.set(0.0);
        port.keeps_alive.set(plan.way == Way::Key || plan.plain);
        world.set("contactCreation", value!(true));
        world.set("updates", value!({ "Title": "offer" }));
        let insert = |object: &str, fields: Value| {
            let Value::Object(fields) = fields else {
                unreachable!()
            };
            world.org.org.world().insert(0, object, fields, 0)
        };
        let account = ids::id("001", 1);
        let kept = insert(
            "Contact",
            value!({ "LastName": "Kept", "AccountId": account, "Title": "first" }),
        );
        let opportunity = insert(
            "Opportunity",
            value!({ "Name": "Pumps", "StageName": "Prospecting", "AccountId": account }),
        );
        let who = world.sign_in().await.unwrap();
        let port = world.worker.port();
        port.forgetful.set(plan.bug == Bug::Forgetful);
        port.keyless.set(plan.bug == Bug::Keyless);
        Day {
            world,
            who,
            plan,
            chance,
            told: BTreeMap::new(),
            decided: BTreeSet::new(),
            diary: String::new(),
            opportunity,
            kept,
            writes: 0,
            updated: 0,
            wrong: None,
        }
    }

    fn shape(chance: &mut Chance, plan: Plan) -> Shape {
        let mut shape = Shape {
            rotate_refresh_tokens: chance.percent(50),
            plain_ui_errors: chance.percent(20),
            no_idempotency: plan.way == Way::Guard,
            ..Shape::default()
        };
        if !plan.plain {
            shape.flow_owner = chance.percent(40);
            shape.flow_company = chance.percent(30);
            shape.flow_name = chance.percent(30);
            shape.private_leads = chance.percent(50);
            shape.unseen_is_missing = chance.percent(50);
        }
        shape
    }

    fn note(&mut self, what: impl std::fmt::Debug) {
        let _written = writeln!(self.diary, "  {what:?}");
    }

    fn told(&mut self, profile: &str, outcome: Result<Outcome, Problem>) {
        let told = match outcome {
            Ok(Outcome::Created(created)) => Some(created.id),
            Ok(Outcome::Pending(_)) => None,
            // Nothing was promised: there may be no entry to go by.
            Err(problem) if matches!(problem.kind, Kind::SignedOut | Kind::StorageFull) => return,
            Err(_) => None,
        };
        let known = self.told.entry(profile.to_owned()).or_default();
        if known.is_none() {
            *known = told;
        }
    }

    /// The worker is started anew; with it perhaps the browser.
    fn restart(mut self, browser: bool) -> Day {
        self.note(if browser {
            "browser restarts"
        } else {
            "worker restarts"
        });
        self.world = self.world.restart(RILEY);
        if browser {
            let port = self.world.worker.port();
            port.memory
                .stored
                .borrow_mut()
                .retain(|(area, _), _| *area != Area::Session);
        }
        self
    }

    fn lead(&mut self, profile: &str) -> Value {
        // The rep may correct the first name between two tries.
        let first = self.chance.among(&["Ada", "Augusta"]);
        let plain = self.plan.way == Way::Guard && self.plan.plain;
        let company = match self.chance.percent(10) && !plain {
            true => "@{guard.records[0].Id}",
            false => "Engines, Inc.",
        };
        let mut fields =
            value!({ "FirstName": first, "LastName": format!("Of {profile}"), "Title": profile });
        match is_contact(profile) {
            true => fields["AccountId"] = value!(ids::id("001", 1)),
            false => fields["Company"] = value!(company),
        }
        fields
    }

    /// A part in an Opportunity is without a key, so that it is asked for where
    /// the network is as it is for such records.
    async fn order(&self, profile: &str, fields: Value) -> Result<Outcome, Problem> {
        if !is_contact(profile) {
            return Box::pin(self.world.order(profile, fields)).await;
        }
        let guarded = self.plan.way == Way::Guard && profile.ends_with('3');
        let role = guarded.then(|| ContactRole {
            opportunity: self.opportunity.clone(),
            name: "Pumps".to_owned(),
            role: String::new(),
        });
        let contact = WithContact {
            account: "Tidewater Tools".to_owned(),
            role,
        };
        Box::pin(self.world.order_contact(profile, fields, contact)).await
    }

    async fn step(mut self) -> Day {
        let waits = self.chance.percent(30).then(|| self.chance.of(50));
        match self.chance.of(14) {
            0..=4 => {
                let profile = format!("page:{}", self.chance.of(PROFILES));
                let lead = self.lead(&profile);
                let double = self.chance.percent(25);
                self.note(("create", &profile, double, waits));
                let one = self.order(&profile, lead.clone());
                let both = async {
                    if double {
                        let (one, two) = tokio::join!(one, self.order(&profile, lead));
                        vec![one, two]
                    } else {
                        vec![one.await]
                    }
                };
                match stopped_at(both, waits).await {
                    Some(outcomes) => {
                        self.note(&outcomes);
                        for outcome in outcomes {
                            self.told(&profile, outcome);
                        }
                    }
                    None => return self.restart(false),
                }
            }
            5..=6 => {
                let cause = self.chance.among(&[Trigger::Network, Trigger::Time]);
                self.note(("finish", cause, waits));
                self.world.due();
                if stopped_at(self.world.worker.retry_due(cause), waits)
                    .await
                    .is_none()
                {
                    return self.restart(false);
                }
            }
            7..=8 => self.fault(),
            9 => self.around_the_worker(),
            10 => self.time_passes().await,
            // On the heap: what is awaited here is large without optimisation.
            11..=12 => return Box::pin(self.bring_up_to_date(waits)).await,
            _ => return Box::pin(self.odd()).await,
        }
        self
    }

    fn fault(&mut self) {
        let mut fault = self.chance.among(&FAULTS);
        let repeats = self.world.worker.port().keeps_alive.get();
        if fault == FaultKind::CutMeanwhile && self.plan.way == Way::Guard && repeats {
            fault = FaultKind::CutAfter;
        }
        let times = self.chance.of(3) as u32 + 1;
        let seconds = self.chance.among(&LATE);
        // A write within a composite call, and a request for a token, have paths
        // of their own.
        let path = match fault.place() {
            Place::Request | Place::Reused if self.chance.percent(80) => "/services/data",
            _ => "",
        };
        self.note(("fault", fault, times, seconds, path));
        self.world.org.org.world().faults.push(Fault {
            fault,
            path: path.to_owned(),
            method: None,
            times: Some(times),
            milliseconds: seconds * 1000,
        });
    }

    /// The network goes or comes, or storage is full or has room again.
    fn around_the_worker(&mut self) {
        let port = self.world.worker.port();
        let area = match self.chance.of(4) {
            0 => Area::Local,
            1 => Area::Session,
            _ => {
                let offline = !port.offline.get();
                port.offline.set(offline);
                return self.note(("offline", offline));
            }
        };
        let mut full = port.memory.full.borrow_mut();
        let was = full.contains(&area);
        match was {
            true => full.retain(|one| *one != area),
            false => full.push(area),
        }
        drop(full);
        self.note(("full", area, !was));
    }

    /// What is under way at Salesforce ends.
    async fn idle(&self) {
        while self.world.org.org.world().under_way > 0 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Time passes for everybody, or this machine's clock is set.
    async fn time_passes(&mut self) {
        let seconds = self.chance.among(&[5, 60, 200, 4000]);
        let asleep = self.chance.percent(30);
        let set = self.chance.percent(30);
        self.note(("seconds", seconds, "asleep", asleep, "set", set));
        let milliseconds = seconds as f64 * 1000.0;
        if set {
            let back = if self.chance.percent(50) { -1.0 } else { 1.0 };
            let port = self.world.worker.port();
            port.set_ahead
                .set(port.set_ahead.get() + back * milliseconds);
            return;
        }
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        if asleep {
            // The clock that nobody can set has stood still.
            let port = self.world.worker.port();
            port.gone_on.set(port.gone_on.get() - milliseconds);
        }
    }

    /// What happens seldom.
    async fn odd(mut self) -> Day {
        let entries = self.entries();
        let entry = match entries.is_empty() {
            true => None,
            false => Some(entries[self.chance.of(entries.len() as u64) as usize].clone()),
        };
        match (self.chance.of(7), entry) {
            (0, _) => {
                self.note("tokens expire");
                self.tokens(false);
            }
            (1, _) => {
                self.note("tokens are revoked");
                self.tokens(true);
            }
            (2, _) => return self.restart(true),
            (3, Some((id, entry))) => {
                let anyway = self.chance.percent(50);
                self.resume(id, &entry, anyway).await;
            }
            (4, Some((id, _))) => {
                self.note(("give up", &id));
                // Signed out, nothing is given up.
                let _given_up = self.world.ask::<()>(GiveUp { id }).await;
            }
            (5, _) => self.admin(),
            _ => {
                self.note("sign in");
                // A full storage or a fault may be in the way.
                let _signed_in = self.world.sign_in().await;
            }
        }
        self
    }

    /// The rep has a Lead tried again. About one that is not found they look into
    /// the org, or ask whoever may see everything there, and then decide.
    async fn resume(&mut self, id: String, entry: &Entry, allow_duplicates: bool) {
        let not_found = entry.why().is_some_and(|why| why.kind == Kind::NotThere);
        if not_found && !self.ids(&entry.profile).0.is_empty() {
            self.note(("it is there: give up", &id));
            let _given_up = self.world.ask::<()>(GiveUp { id }).await;
            return;
        }
        if not_found {
            self.decided.insert(entry.profile.clone());
        }
        self.note(("resume", &id, not_found));
        let request = Resume {
            id,
            allow_duplicates,
        };
        let outcome = self.world.ask(request).await;
        self.note(&outcome);
        self.told(&entry.profile, outcome);
    }

    /// An admin deletes a Lead, or merges it into another record.
    fn admin(&mut self) {
        let all = self.world.leads();
        if all.is_empty() {
            return;
        }
        let mut lead = all[self.chance.of(all.len() as u64) as usize].clone();
        let merged = self.chance.percent(50);
        let mut org = self.world.org.org.world();
        let lead_id = lead["Id"].as_str().unwrap().to_owned();
        if merged {
            let Value::Object(master) = value!({ "LastName": "Master", "Company": "Engines" })
            else {
                unreachable!()
            };
            let master = org.insert(1, "Lead", master, 1);
            lead.insert("MasterRecordId".to_owned(), value!(master));
            org.put(0, "Lead", lead);
        }
        org.delete(0, "Lead", &lead_id);
        drop(org);
        self.note(("an admin deletes", lead_id, "merges", merged));
    }

    fn tokens(&self, revoked: bool) {
        let mut org = self.world.org.org.world();
        org.access.values_mut().for_each(|token| token.live = false);
        if revoked {
            org.refresh
                .values_mut()
                .for_each(|token| token.live = false);
        }
    }

    fn entries(&self) -> Vec<(String, Entry)> {
        let stored = self.world.worker.port().memory.stored.borrow();
        let entries = stored.iter().filter(|((_, key), _)| is_entry(key));
        entries
            .filter_map(|((_, key), value)| Some((key.clone(), Entry::read(value.clone())?)))
            .collect()
    }

    /// The ids of a profile's Leads: those that are there, and those that an admin
    /// has deleted.
    fn ids(&self, profile: &str) -> (Vec<String>, Vec<String>) {
        let org = self.world.org.org.world();
        let object = match is_contact(profile) {
            true => "Contact",
            false => "Lead",
        };
        let own =
            |lead: &&serde_json::Map<String, Value>| lead.get("Title") == Some(&value!(profile));
        let id = |lead: &serde_json::Map<String, Value>| lead["Id"].as_str().unwrap().to_owned();
        let there = org.all(0, object).into_iter().filter(own).map(id);
        let gone = org.deleted.get(&(0, object.to_owned()));
        let gone = gone.into_iter().flatten().filter(own).map(id);
        (there.collect(), gone.collect())
    }

    /// All is mended, and time passes until nothing goes on any more.
    async fn mend(&mut self) {
        self.world.mend();
        self.idle().await;
        let port = self.world.worker.port();
        port.offline.set(false);
        port.memory.full.borrow_mut().clear();
        self.world.sign_in().await.unwrap();
        for _ in 0..4 {
            tokio::time::sleep(Duration::from_secs(4000)).await;
            self.world.due();
            self.world.worker.retry_due(Trigger::Network).await.unwrap();
            // What waits for a person, a person has tried.
            for (id, entry) in self.entries() {
                if entry
                    .waiting()
                    .is_some_and(|waiting| waiting.next.is_none())
                {
                    self.resume(id, &entry, true).await;
                }
            }
        }
    }

    /// A record is read, perhaps changed by a colleague, and brought up to date.
    async fn bring_up_to_date(mut self, waits: Option<u64>) -> Day {
        let id = self.kept.clone();
        let read: Result<Record, Problem> = self.world.ask(ReadRecord { id }).await;
        let Ok(record) = read else {
            self.note("update: the record was not read");
            return self;
        };
        let before = self.held();
        self.writes += 1;
        let colleague = self.chance.percent(40);
        if colleague {
            // Salesforce's moments have whole seconds.
            tokio::time::sleep(Duration::from_secs(2)).await;
            self.change(&format!("theirs {}", self.writes));
        }
        let new = format!("ours {}", self.writes);
        let update = UpdateRecord {
            key: "page:kept".to_owned(),
            record: self.kept.clone(),
            name: record.name.clone(),
            company: record.company().to_owned(),
            since: record.changed.clone(),
            lines: vec![Line {
                row: "Title".to_owned(),
                field: "Title".to_owned(),
                label: "Title".to_owned(),
                old: before.clone(),
                new: new.clone(),
                value: new.clone(),
            }],
        };
        self.note(("update", &new, colleague, waits));
        let theirs = self.held();
        let sent = stopped_at(self.world.ask::<Update>(update), waits).await;
        self.note(&sent);
        // What was cut off may be under way.
        self.idle().await;
        let now = self.held();
        let right = match &sent {
            _ if colleague => now == theirs,
            Some(Ok(_)) => now == new,
            Some(Err(problem)) if problem.saved == Saved::Nothing => now == before,
            Some(Err(_)) | None => now == before || now == new,
        };
        if !right {
            self.wrong = Some(format!("update: {sent:?}, there is {now}"));
        }
        self.updated += usize::from(matches!(sent, Some(Ok(_))));
        match sent {
            Some(_) => self,
            None => self.restart(false),
        }
    }

    fn held(&self) -> String {
        let org = self.world.org.org.world();
        let record = org.find(0, "Contact", &self.kept);
        let title = record.and_then(|record| record.get("Title")?.as_str());
        title.unwrap_or_default().to_owned()
    }

    /// A colleague changes the record.
    fn change(&self, title: &str) {
        let mut org = self.world.org.org.world();
        let mut record = org.find(0, "Contact", &self.kept).cloned().unwrap();
        record.insert("Title".to_owned(), value!(title));
        let now = org.now();
        record.insert("LastModifiedDate".to_owned(), value!(now));
        org.put(0, "Contact", record);
    }

    /// What of a Contact's part in an Opportunity is not as the rep was told.
    fn role_is_wrong(&self, entry: &Entry) -> Option<String> {
        let State::Created(created) = &entry.state else {
            return None;
        };
        let role = created.role.as_ref()?;
        let org = self.world.org.org.world();
        let roles = org.all(0, "OpportunityContactRole").into_iter();
        let there = roles
            .filter(|role| role["ContactId"] == created.id.as_str())
            .count();
        let lost = match &role.problem {
            None => there == 0,
            Some(problem) => problem.kind == Kind::NotThere && there == 1,
        };
        (there > 1 || lost).then(|| format!("{role:?}, there are {there} parts"))
    }

    /// What is wrong, if anything is.
    fn verdict(&self) -> Result<(), String> {
        if let Some(wrong) = &self.wrong {
            return Err(wrong.clone());
        }
        let entries: BTreeMap<String, Entry> = self.entries().into_iter().collect();
        for number in 0..PROFILES {
            let profile = format!("page:{number}");
            let (there, gone) = self.ids(&profile);
            let made = match self.decided.contains(&profile) {
                true => there.len(),
                false => there.len() + gone.len(),
            };
            if made > 1 {
                return Err(format!("{profile} is there {made} times"));
            }
            let entry = entries.get(&id(&self.who, &profile));
            if entry.is_none() && !there.is_empty() {
                return Err(format!("{profile} is there and not in the journal"));
            }
            let was_made = |id: &String| there.contains(id) || gone.contains(id);
            let Some(told) = self.told.get(&profile) else {
                continue;
            };
            if told.as_ref().is_some_and(|told| !was_made(told)) {
                return Err(format!("{profile}: told {told:?}, there is {there:?}"));
            }
            let Some(entry) = entry else {
                return Err(format!("{profile} is not in the journal"));
            };
            let wrong = match &entry.state {
                State::Created(created) => !was_made(&created.id),
                // The rep gave it up after it was sent: it may be there.
                State::GivenUp => !there.is_empty() && entry.sent.is_none(),
                // A network has sent it twice, the second time to a closed door,
                // and then it was found: the rep is shown the Lead itself.
                State::Refused(why) => {
                    let shown = why.more().map_or(&[][..], |more| &more.records);
                    !there.iter().all(|id| shown.contains(id))
                }
                // All was mended: there is nothing left to wait for.
                State::Waiting(_) | State::Sent(_) => true,
            };
            if wrong {
                return Err(format!("{profile}: {:?}, there is {there:?}", entry.state));
            }
            if let Some(wrong) = self.role_is_wrong(entry) {
                return Err(format!("{profile}: {wrong}"));
            }
        }
        Ok(())
    }
}

/// What the runs came to: a run in which nothing happens proves nothing.
#[derive(Debug, Default)]
struct Sum {
    leads: usize,
    found_again: usize,
    refused: usize,
    given_up: usize,
    decided: usize,
    deleted: usize,
    stopped: usize,
    sent_by_the_network: usize,
    contacts: usize,
    roles: usize,
    updated: usize,
}

impl Sum {
    fn add(&mut self, day: &Day) {
        self.leads += day.world.leads().len();
        self.stopped += day.diary.matches("restarts").count();
        self.decided += day.decided.len();
        let org = day.world.org.org.world();
        self.deleted += org.deleted.values().map(Vec::len).sum::<usize>();
        let contacts = org.all(0, "Contact").into_iter();
        let title =
            |one: &Map<String, Value>| one.get("Title").and_then(Value::as_str).map(str::to_owned);
        let made =
            contacts.filter(|one| title(one).is_some_and(|title| title.starts_with("page:")));
        self.contacts += made.count();
        self.roles += org.all(0, "OpportunityContactRole").len();
        self.updated += day.updated;
        let cut = org.log.iter().filter(|one| one.status == 0 && one.reused);
        self.sent_by_the_network += cut.count();
        drop(org);
        for (_, entry) in day.entries() {
            match &entry.state {
                State::Created(created) => self.found_again += usize::from(created.found_again),
                State::Refused(_) => self.refused += 1,
                State::GivenUp => self.given_up += 1,
                State::Waiting(_) | State::Sent(_) => {}
            }
        }
    }
}

/// One run; what went wrong, with the diary.
async fn run(world: World, plan: Plan, sum: &mut Sum) -> (World, Result<(), String>, String) {
    let mut day = Day::new(world, plan).await;
    let steps = 6 + day.chance.of(12);
    for _ in 0..steps {
        day = day.step().await;
    }
    day.mend().await;
    sum.add(&day);
    let verdict = day.verdict();
    let Plan { seed, way, .. } = plan;
    let told = verdict.map_err(|wrong| format!("{way:?}, seed {seed}: {wrong}\n{}", day.diary));
    (day.world, told, day.diary)
}

fn plan(seed: u64, way: Way, bug: Bug) -> Plan {
    let plain = seed.is_multiple_of(3);
    Plan {
        seed,
        way,
        bug,
        plain,
    }
}

fn number(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().unwrap())
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_and_nothing_is_there_twice() {
    let (runs, first) = (number("FAULT_RUNS", 200), number("FAULT_SEED", 1));
    println!("{runs} runs by each way from seed {first}");
    let mut world = World::direct(RILEY).await;
    let mut wrong = Vec::new();
    for way in [Way::Key, Way::Guard] {
        let mut sum = Sum::default();
        let before = wrong.len();
        for seed in first..first + runs {
            let told;
            (world, told, _) = run(world, plan(seed, way, Bug::None), &mut sum).await;
            wrong.extend(told.err());
        }
        let gone_wrong = wrong.len() - before;
        println!("{way:?}: {runs} runs, {gone_wrong} went wrong; {sum:?}");
        if runs >= 200 {
            for happened in [
                sum.leads,
                sum.given_up,
                sum.deleted,
                sum.stopped,
                sum.sent_by_the_network,
                sum.contacts,
                sum.updated,
            ] {
                assert!(happened > 0, "{sum:?}");
            }
            let guarded = sum.found_again.min(sum.roles);
            assert!(way == Way::Key || guarded > 0, "{sum:?}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn a_day_is_the_same_each_time_it_is_lived() {
    let mut world = World::direct(RILEY).await;
    for way in [Way::Key, Way::Guard] {
        for seed in 1..=40 {
            let mut twice = Vec::new();
            for _ in 0..2 {
                let diary;
                let plan = plan(seed, way, Bug::None);
                (world, _, diary) = run(world, plan, &mut Sum::default()).await;
                let log = format!("{:?}", world.org.org.world().log);
                twice.push((diary, log));
            }
            assert_eq!(twice[0], twice[1], "{way:?}, seed {seed}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_journal_that_sends_again_blindly_is_found_out() {
    let mut world = World::direct(RILEY).await;
    for (way, bug) in [
        (Way::Key, Bug::Forgetful),
        (Way::Key, Bug::Keyless),
        (Way::Guard, Bug::Forgetful),
    ] {
        let mut found_out = false;
        for seed in 1..=200 {
            let told;
            (world, told, _) = run(world, plan(seed, way, bug), &mut Sum::default()).await;
            found_out = told.is_err_and(|wrong| wrong.contains("times"));
            if found_out {
                break;
            }
        }
        assert!(found_out, "200 runs of a bug, and no Lead was there twice");
    }
}
