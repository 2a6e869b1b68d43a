//! A rep's day: who works where, one record after the other, and how all is mended.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

use add_to_crm::contact::{ContactRole, WithContact};
use add_to_crm::journal::step::SendMethod;
use add_to_crm::journal::{Entry, Outcome, State, is_entry};
use add_to_crm::message::{GiveUp, ReadRecord, Resume};
use add_to_crm::port::Area;
use add_to_crm::problem::{Kind, Problem};
use add_to_crm::salesforce::identity::User;
use add_to_crm::update::Record;
use add_to_crm::worker::Trigger;
use practice_org::ids;
use practice_org::state::{Clock, Shape};
use serde_json::{Map, Value, json as value};

use crate::chance::{Chance, stopped_at};
use crate::judge::Wrong;
use crate::native::{RILEY, World};

/// When each day begins, in seconds since 1970: far from the end of a month.
const MORNING: i64 = 1_794_819_600;
/// Profiles that the rep works on one by one.
pub const PROFILES: u64 = 4;

/// What is wrong on purpose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bug {
    None,
    /// Storage forgets that anything was ever sent.
    Forgetful,
    /// No request carries its key.
    Keyless,
    /// No request says of which time the record is that it changes.
    Heedless,
}

/// Whether a profile becomes a Contact in place of a Lead.
pub fn is_contact(profile: &str) -> bool {
    matches!(profile, "page:2" | "page:3" | "list:7" | "list:8")
}

/// Whether its Contact is there without the part in an Opportunity that was asked for.
fn lacks_its_role(entry: &Entry) -> bool {
    let State::Created(created) = &entry.state else {
        return false;
    };
    created
        .role
        .as_ref()
        .is_some_and(|role| role.problem.is_some())
}

/// How a day is lived.
#[derive(Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    pub way: SendMethod,
    pub bug: Bug,
    /// No flow and no sharing hides a Lead from the guard. Without keys the
    /// network may send a request twice on such days alone, and not while the
    /// first is being carried out: what a guard cannot see, it cannot hold back,
    /// and that is not promised.
    pub plain: bool,
}

/// A rep's day.
pub struct Day {
    pub world: World,
    pub who: User,
    pub plan: Plan,
    pub chance: Chance,
    /// Per profile, what the rep was told last: a record's id, or none yet.
    pub told: BTreeMap<String, Option<String>>,
    /// Profiles whose record the rep had sent again, having looked in the org.
    pub decided: BTreeSet<String>,
    /// For whoever looks into a run that failed.
    pub diary: String,
    /// The Opportunity that some of the Contacts have a part in.
    pub opportunity: String,
    /// The records that are brought up to date: a Contact and a Lead.
    pub kept: [String; 2],
    /// How often that was wanted, and done.
    pub writes: u32,
    pub updated: usize,
    /// Parts in an Opportunity that were added later.
    pub added: usize,
    /// Lists that the rep has stopped in the middle.
    pub halted: usize,
    /// What was seen to be wrong on the way.
    pub wrong: Option<Wrong>,
}

impl Day {
    pub async fn new(world: World, plan: Plan) -> Day {
        let mut chance = Chance(plan.seed);
        *world.org.org.world() = practice_org::World::at(Clock::at(MORNING));
        let insert = |object: &str, fields: Value| {
            let Value::Object(fields) = fields else {
                unreachable!()
            };
            world.org.org.world().insert(0, object, fields, 0)
        };
        let account = ids::id("001", 1);
        let kept = [
            insert(
                "Contact",
                value!({ "LastName": "Kept", "AccountId": account, "Title": "first" }),
            ),
            insert(
                "Lead",
                value!({ "LastName": "Kept", "Company": "Keepers", "Title": "first" }),
            ),
        ];
        let opportunity = insert(
            "Opportunity",
            value!({ "Name": "Pumps", "StageName": "Prospecting", "AccountId": account }),
        );
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
        port.keeps_alive
            .set(plan.way == SendMethod::Key || plan.plain);
        world.set("contactCreation", value!(true));
        world.set("updates", value!({ "Title": "offer" }));
        let who = world.sign_in().await.unwrap();
        let port = world.worker.port();
        port.forgetful.set(plan.bug == Bug::Forgetful);
        port.keyless.set(plan.bug == Bug::Keyless);
        port.heedless.set(plan.bug == Bug::Heedless);
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
            added: 0,
            halted: 0,
            wrong: None,
        }
    }

    fn shape(chance: &mut Chance, plan: Plan) -> Shape {
        let mut shape = Shape {
            rotate_refresh_tokens: chance.percent(50),
            plain_ui_errors: chance.percent(20),
            no_idempotency: plan.way == SendMethod::Guard,
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

    pub fn note(&mut self, what: impl std::fmt::Debug) {
        let _written = writeln!(self.diary, "  {what:?}");
    }

    pub async fn step(mut self) -> Day {
        let waits = self.chance.percent(30).then(|| self.chance.of(50));
        match self.chance.of(17) {
            0..=4 => return self.create(waits).await,
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
            11..=12 => return Box::pin(self.bring_up_to_date(waits)).await,
            13..=14 => return Box::pin(self.create_many(waits)).await,
            15 if self.plan.way == SendMethod::Guard => {
                return Box::pin(self.add_role(waits)).await;
            }
            _ => return Box::pin(self.odd()).await,
        }
        self
    }

    async fn create(mut self, waits: Option<u64>) -> Day {
        let profile = format!("page:{}", self.chance.of(PROFILES));
        self.create_for(profile, waits).await
    }

    async fn create_for(mut self, profile: String, waits: Option<u64>) -> Day {
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
                self
            }
            None => self.restart(false),
        }
    }

    /// What the rep was told of a create.
    pub fn told(&mut self, profile: &str, outcome: Result<Outcome, Problem>) {
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
    pub fn restart(mut self, browser: bool) -> Day {
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

    pub fn lead(&mut self, profile: &str) -> Value {
        // The rep may correct the first name between two tries.
        let first = self.chance.among(&["Ada", "Augusta"]);
        let plain = self.plan.way == SendMethod::Guard && self.plan.plain;
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
        let guarded = self.plan.way == SendMethod::Guard && profile.ends_with('3');
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

    /// The part in an Opportunity that a Contact lacks, or a Contact whose part may
    /// fail.
    async fn add_role(mut self, waits: Option<u64>) -> Day {
        let mut all = self.entries().into_iter();
        let Some((id, entry)) = all.find(|(_, entry)| lacks_its_role(entry)) else {
            self.role_fault();
            return self.create_for("page:3".to_owned(), waits).await;
        };
        self.note(("add the role", &entry.profile, waits));
        let resume = Resume {
            id,
            allow_duplicates: false,
        };
        let Some(answer) = stopped_at(self.world.ask::<Outcome>(resume), waits).await else {
            return self.restart(false);
        };
        self.note(&answer);
        if let Ok(Outcome::Created(created)) = answer {
            let done = created.role.is_some_and(|role| role.problem.is_none());
            self.added += usize::from(done);
        }
        self
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

    pub fn entries(&self) -> Vec<(String, Entry)> {
        let stored = self.world.worker.port().memory.stored.borrow();
        let entries = stored.iter().filter(|((_, key), _)| is_entry(key));
        entries
            .filter_map(|((_, key), value)| Some((key.clone(), Entry::read(value.clone())?)))
            .collect()
    }

    /// The ids of a profile's records: those that are there, and those that an admin
    /// has deleted.
    pub fn ids(&self, profile: &str) -> (Vec<String>, Vec<String>) {
        let org = self.world.org.org.world();
        let object = match is_contact(profile) {
            true => "Contact",
            false => "Lead",
        };
        let own = |lead: &&Map<String, Value>| lead.get("Title") == Some(&value!(profile));
        let id = |lead: &Map<String, Value>| lead["Id"].as_str().unwrap().to_owned();
        let there = org.all(0, object).into_iter().filter(own).map(id);
        let gone = org.deleted.get(&(0, object.to_owned()));
        let gone = gone.into_iter().flatten().filter(own).map(id);
        (there.collect(), gone.collect())
    }

    /// All is mended, and time passes until nothing goes on any more.
    pub async fn mend(&mut self) {
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
                    self.resume(id.clone(), &entry, true).await;
                }
                let there = match &entry.state {
                    State::Created(created) => self.ids(&entry.profile).0.contains(&created.id),
                    _ => false,
                };
                if there && lacks_its_role(&entry) {
                    self.resume(id, &entry, false).await;
                }
            }
        }
        // A record tells what became of its updates the next time that it is read.
        for id in self.kept.clone() {
            let _record: Record = self.world.ask(ReadRecord { id }).await.unwrap();
        }
    }
}
