//! Whatever breaks: nothing lost, nothing twice.
//!
//! A run is a random day of a rep: creates, double clicks, corrections, cuts
//! before and after the commit, errors, slow answers, expired and rotated
//! tokens, a worker that is stopped at any point where it waits, a browser that
//! is started anew, clocks that are set, a network that comes and goes. Then all
//! is mended, time passes, and the org must hold every Lead that the rep was told
//! is created, each exactly once; every other one is in the journal with its
//! reason.
//!
//! `FAULT_RUNS` and `FAULT_SEED` set how many runs and the first one's seed;
//! `cargo xtask faults` sets both.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::journal::Outcome;
use add_to_crm::salesforce::identity::Who;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use add_to_crm::journal::step::Way;
use add_to_crm::journal::{Entry, SETTLED_MS, State, id, is_entry};
use add_to_crm::message::{GiveUp, Resume};
use add_to_crm::port::Area;
use add_to_crm::problem::{Kind, Problem};
use add_to_crm::worker::Trigger;
use native::{RILEY, World};
use practice_org::state::{Fault, FaultKind, Shape};
use serde_json::{Value, json as value};

/// Profiles that the rep works on in a run.
const PROFILES: u64 = 4;
/// Requests are given up after this time, and the slow ones take longer.
const PATIENCE: Duration = Duration::from_millis(25);
const SLOW: u64 = 60;
/// A fault on the way to a create, for most of the runs.
const FAULTS: [FaultKind; 11] = [
    FaultKind::CutBefore,
    FaultKind::CutAfter,
    FaultKind::CutAfter,
    FaultKind::Unavailable,
    FaultKind::Html,
    FaultKind::BrokenJson,
    FaultKind::Concurrent,
    FaultKind::TooMany,
    FaultKind::RowLocked,
    FaultKind::AllowanceSpent,
    FaultKind::Expired,
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

/// A rep's day.
struct Day {
    world: World,
    who: Who,
    chance: Chance,
    /// Per profile, what the rep was told last: a Lead's id, or none yet.
    told: BTreeMap<String, Option<String>>,
    /// Seconds that have passed since nothing was under way at Salesforce.
    passed: i64,
    /// For whoever looks into a run that failed.
    diary: String,
}

impl Day {
    async fn new(world: World, seed: u64, way: Way, bug: Bug) -> Day {
        *world.org.org.world() = practice_org::World::new();
        let mut chance = Chance(seed);
        world.org.org.world().shape = Shape {
            rotate_refresh_tokens: chance.percent(50),
            no_idempotency: way == Way::Guard,
            ..Shape::default()
        };
        // A rep at a new computer: nothing is stored but the settings.
        let world = world.restart(RILEY);
        let port = world.worker.port();
        port.memory
            .stored
            .borrow_mut()
            .retain(|(_, key), _| key == "settings");
        port.patience.set(Some(PATIENCE * 40));
        let who = world.sign_in().await.unwrap();
        world.worker.port().patience.set(Some(PATIENCE));
        let port = world.worker.port();
        port.forgetful.set(bug == Bug::Forgetful);
        port.keyless.set(bug == Bug::Keyless);
        Day {
            world,
            who,
            chance,
            told: BTreeMap::new(),
            passed: 0,
            diary: String::new(),
        }
    }

    fn note(&mut self, what: impl std::fmt::Debug) {
        let _written = writeln!(self.diary, "  {what:?}");
    }

    fn told(&mut self, profile: &str, outcome: Result<Outcome, Problem>) {
        let told = match outcome {
            Ok(Outcome::Created(created)) => Some(created.id),
            Ok(Outcome::Pending(_)) => None,
            // Nothing was promised: there was no entry to go by.
            Err(problem) if problem.kind == Kind::SignedOut => return,
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
        let first = ["Ada", "Augusta"][self.chance.of(2) as usize];
        value!({ "FirstName": first, "LastName": format!("Of {profile}"), "Company": "Engines", "Title": profile })
    }

    async fn step(mut self) -> Day {
        let waits = self.chance.percent(30).then(|| self.chance.of(80));
        match self.chance.of(12) {
            0..=4 => {
                let profile = format!("page:{}", self.chance.of(PROFILES));
                let lead = self.lead(&profile);
                let double = self.chance.percent(25);
                self.note(("create", &profile, double, waits));
                let one = self.world.order(&profile, lead.clone());
                let both = async {
                    if double {
                        let (one, two) = tokio::join!(one, self.world.order(&profile, lead));
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
                let cause = if self.chance.percent(50) {
                    Trigger::Network
                } else {
                    Trigger::Time
                };
                self.note(("finish", cause, waits));
                self.world.due();
                if stopped_at(self.world.worker.retry_due(cause), waits)
                    .await
                    .is_none()
                {
                    return self.restart(false);
                }
            }
            7 => {
                let kind = FAULTS[self.chance.of(FAULTS.len() as u64) as usize];
                let times = self.chance.of(3) as u32 + 1;
                self.note(("fault", kind, times));
                self.fault(kind, times);
            }
            8 => {
                self.note("slow");
                self.fault(FaultKind::Latency, 1);
            }
            9 => {
                let port = self.world.worker.port();
                let offline = !port.offline.get();
                port.offline.set(offline);
                self.note(("offline", offline));
            }
            10 => self.time_passes().await,
            _ => return self.odd().await,
        }
        self
    }

    /// What is under way at Salesforce ends.
    async fn idle(&self) {
        while self.world.org.org.world().under_way > 0 {
            tokio::task::yield_now().await;
        }
    }

    /// Time passes for everybody, or this machine's clock is set. A transaction
    /// of Salesforce's ends within the time that the journal waits for it; so it
    /// does here, where its time is not the machine's.
    async fn time_passes(&mut self) {
        let seconds = [5, 60, 200, 4000][self.chance.of(4) as usize];
        let asleep = self.chance.percent(30);
        let set = self.chance.percent(30);
        self.note(("seconds", seconds, "asleep", asleep, "set", set));
        let port = self.world.worker.port();
        let milliseconds = seconds as f64 * 1000.0;
        if set {
            let back = if self.chance.percent(50) { -1.0 } else { 1.0 };
            port.set_ahead
                .set(port.set_ahead.get() + back * milliseconds);
            return;
        }
        self.passed += seconds;
        if self.passed as f64 * 1000.0 >= SETTLED_MS {
            self.idle().await;
            self.passed = 0;
        }
        self.world.later(seconds);
        let port = self.world.worker.port();
        port.set_ahead.set(port.set_ahead.get() + milliseconds);
        if !asleep {
            port.gone_on.set(port.gone_on.get() + milliseconds);
        }
    }

    /// What happens seldom.
    async fn odd(mut self) -> Day {
        let open: Vec<String> = self.entries().into_iter().map(|(id, _)| id).collect();
        match self.chance.of(5) {
            0 => {
                self.note("tokens expire");
                self.tokens(false);
            }
            1 => {
                self.note("tokens are revoked");
                self.tokens(true);
            }
            2 => return self.restart(true),
            3 if !open.is_empty() => {
                let id = open[self.chance.of(open.len() as u64) as usize].clone();
                self.note(("resume", &id));
                let profile = id
                    .rsplit_once(":page")
                    .map(|(_, page)| format!("page{page}"));
                let request = Resume {
                    id,
                    allow_duplicates: self.chance.percent(50),
                };
                let outcome = self.world.ask(request).await;
                self.note(&outcome);
                self.told(&profile.unwrap(), outcome);
            }
            4 if !open.is_empty() => {
                let id = open[self.chance.of(open.len() as u64) as usize].clone();
                self.note(("give up", &id));
                // Signed out, nothing is given up.
                let _given_up = self.world.ask::<()>(GiveUp { id }).await;
            }
            _ => {
                self.note("sign in");
                let _signed_in = self.world.sign_in().await;
            }
        }
        self
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

    fn fault(&self, fault: FaultKind, times: u32) {
        self.world.org.org.world().faults.push(Fault {
            fault,
            path: "/services/data".to_owned(),
            method: None,
            times: Some(times),
            milliseconds: SLOW,
        });
    }

    fn entries(&self) -> Vec<(String, Entry)> {
        let stored = self.world.worker.port().memory.stored.borrow();
        let entries = stored.iter().filter(|((_, key), _)| is_entry(key));
        entries
            .filter_map(|((_, key), value)| Some((key.clone(), Entry::read(value.clone())?)))
            .collect()
    }

    /// All is mended, and time passes until nothing goes on any more.
    async fn mend(&mut self) {
        self.idle().await;
        self.world.mend();
        let port = self.world.worker.port();
        port.offline.set(false);
        port.patience.set(Some(PATIENCE * 40));
        self.world.sign_in().await.unwrap();
        for _ in 0..4 {
            self.world.later(4000);
            let port = self.world.worker.port();
            port.set_ahead.set(port.set_ahead.get() + 4_000_000.0);
            self.world.due();
            self.world.worker.retry_due(Trigger::Network).await.unwrap();
        }
        // Without keys the rep looks at the org, and decides about the rest.
        for (id, entry) in self.entries() {
            if entry.why().is_some_and(|why| why.kind == Kind::NotThere) {
                let title = entry.text("Title").to_owned();
                let there = self.world.leads();
                assert!(there.iter().all(|lead| lead["Title"] != title), "{title}");
                let request = Resume {
                    id,
                    allow_duplicates: true,
                };
                let outcome = self.world.ask(request).await;
                self.told(&entry.profile, outcome);
            }
        }
    }

    /// What is wrong, if anything is.
    fn verdict(&self) -> Result<(), String> {
        let mut leads: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for lead in self.world.leads() {
            let text = |name: &str| lead[name].as_str().unwrap_or_default().to_owned();
            leads.entry(text("Title")).or_default().push(text("Id"));
        }
        for (profile, ids) in &leads {
            if ids.len() > 1 {
                return Err(format!("{profile} is there {} times", ids.len()));
            }
        }
        let entries: BTreeMap<String, Entry> = self.entries().into_iter().collect();
        for (profile, told) in &self.told {
            let there = leads.get(profile).and_then(|ids| ids.first());
            if let Some(told) = told
                && there != Some(told)
            {
                return Err(format!("{profile}: told {told}, there is {there:?}"));
            }
            let entry = entries.get(&id(&self.who, profile));
            let Some(entry) = entry else {
                return Err(format!("{profile} is not in the journal"));
            };
            let wrong = match &entry.state {
                State::Created(created) => there != Some(&created.id),
                // The rep gave it up after it was sent: it may be there.
                State::GivenUp => there.is_some() && entry.sent.is_none(),
                State::Refused(_) => there.is_some(),
                // All was mended: there is nothing left to wait for.
                State::Waiting(_) | State::Sent(_) => true,
            };
            if wrong {
                return Err(format!("{profile}: {:?}, there is {there:?}", entry.state));
            }
        }
        let known = |profile: &String| entries.contains_key(&id(&self.who, profile));
        match leads.keys().find(|profile| !known(profile)) {
            Some(stray) => Err(format!("{stray} is there and not in the journal")),
            None => Ok(()),
        }
    }
}

/// What the runs came to: a run in which nothing happens proves nothing.
#[derive(Debug, Default)]
struct Sum {
    leads: usize,
    found_again: usize,
    refused: usize,
    given_up: usize,
    stopped: usize,
}

impl Sum {
    fn add(&mut self, day: &Day) {
        self.leads += day.world.leads().len();
        self.stopped += day.diary.matches("restarts").count();
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
async fn run(
    world: World,
    seed: u64,
    way: Way,
    bug: Bug,
    sum: &mut Sum,
) -> (World, Result<(), String>) {
    let mut day = Day::new(world, seed, way, bug).await;
    let steps = 6 + day.chance.of(12);
    for _ in 0..steps {
        day = day.step().await;
    }
    day.mend().await;
    sum.add(&day);
    let verdict = day.verdict();
    let told = verdict.map_err(|wrong| format!("{way:?}, seed {seed}: {wrong}\n{}", day.diary));
    (day.world, told)
}

fn number(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().unwrap())
}

#[tokio::test]
async fn nothing_is_lost_and_nothing_is_there_twice() {
    let (runs, first) = (number("FAULT_RUNS", 200), number("FAULT_SEED", 1));
    println!("{runs} runs by each way from seed {first}");
    let mut world = World::start(RILEY).await;
    let mut wrong = Vec::new();
    for way in [Way::Key, Way::Guard] {
        let mut sum = Sum::default();
        let before = wrong.len();
        for seed in first..first + runs {
            let told;
            (world, told) = run(world, seed, way, Bug::None, &mut sum).await;
            wrong.extend(told.err());
        }
        let gone_wrong = wrong.len() - before;
        println!("{way:?}: {runs} runs, {gone_wrong} went wrong; {sum:?}");
        if runs >= 200 {
            for happened in [sum.leads, sum.given_up, sum.stopped] {
                assert!(happened > 0, "{sum:?}");
            }
            assert!(way == Way::Key || sum.found_again > 0, "{sum:?}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_journal_that_sends_again_blindly_is_found_out() {
    let mut world = World::start(RILEY).await;
    for (way, bug) in [
        (Way::Key, Bug::Forgetful),
        (Way::Key, Bug::Keyless),
        (Way::Guard, Bug::Forgetful),
    ] {
        let mut found_out = false;
        for seed in 1..=200 {
            let told;
            (world, told) = run(world, seed, way, bug, &mut Sum::default()).await;
            found_out = told.is_err_and(|wrong| wrong.contains("times"));
            if found_out {
                break;
            }
        }
        assert!(found_out, "200 runs of a bug, and no Lead was there twice");
    }
}
