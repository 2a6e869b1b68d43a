//! The service worker's handlers: the only place that holds tokens and calls
//! Salesforce. Generic over the ports, so that all of it runs in native tests;
//! `src/bin/worker.rs` binds it to the browser.

use futures_util::lock::Mutex;
use serde_json::{Map, Value};

use crate::json;
use crate::message::{Answer, Connection, Describe, Found, Opened, Request};
use crate::policy::{Duplicates, Policy, SETTINGS, Settings};
use crate::port::{Area, Outside};
use crate::problem::{Kind, Problem};
use crate::salesforce::clock::ServerClock;
use crate::salesforce::limits::Allowance;
use crate::salesforce::oauth::percent;
use crate::salesforce::rest::{ALLOWANCE, Rest};
use crate::salesforce::session::Sessions;
use crate::salesforce::soql::Query;

mod create;
mod describe;
mod finish;
mod journal;
mod matching;

pub use finish::Cause;

/// The worker's state that may be lost: everything that must last is in storage.
#[derive(Default)]
pub struct Worker<P> {
    port: P,
    sessions: Sessions,
    clock: ServerClock,
    /// One change of the journal at a time: a double click waits, and then finds
    /// the Lead.
    creating: Mutex<()>,
    /// One describe at a time.
    describing: Mutex<()>,
    /// One change of a match at a time.
    matching: Mutex<()>,
}

impl<P: Outside> Worker<P> {
    /// A worker over these ports.
    pub fn new(port: P) -> Self {
        Worker {
            port,
            sessions: Sessions::default(),
            clock: ServerClock::default(),
            creating: Mutex::new(()),
            describing: Mutex::new(()),
            matching: Mutex::new(()),
        }
    }

    /// The outside, for the glue and for tests.
    pub fn port(&self) -> &P {
        &self.port
    }

    /// The settings in force.
    pub async fn policy(&self) -> Answer<Policy> {
        let managed: Map<String, Value> = self.port.all(Area::Managed).await?.into_iter().collect();
        let local = self.port.get(Area::Local, SETTINGS).await?;
        let none = Map::new();
        let local = local.as_ref().and_then(Value::as_object).unwrap_or(&none);
        Ok(Policy::read(&managed, local))
    }

    fn rest<'a>(&'a self, settings: &'a Settings) -> Rest<'a, P> {
        Rest {
            port: &self.port,
            sessions: &self.sessions,
            clock: &self.clock,
            settings,
        }
    }

    /// Carries out a request of one of the extension's own pages.
    pub async fn handle(&self, request: Request) -> Result<Value, Problem> {
        let policy = self.policy().await?;
        let rest = self.rest(&policy.settings);
        let for_leads = matches!(
            request,
            Request::Create(_)
                | Request::Resume(_)
                | Request::FindMatches(_)
                | Request::ReadRecords(_)
                | Request::Find(_)
                | Request::Match(_)
        );
        // Off means off: whatever page still asks, no call is made.
        if for_leads && !policy.settings.lead_creation {
            return Err(Kind::LeadCreationOff.into());
        }
        match request {
            Request::Open(open) => reply(self.open(&rest, open.key).await?),
            Request::SignIn(sign_in) => reply(
                self.sessions
                    .sign_in(&self.port, &policy.settings, sign_in.someone_else)
                    .await?,
            ),
            Request::SignOut(_) => {
                reply(self.sessions.sign_out(&self.port, &policy.settings).await?)
            }
            Request::Describe(Describe { fresh, record_type }) => {
                self.describe(&rest, fresh, record_type.as_deref()).await
            }
            Request::Create(mut wish) => {
                wish.anyway &= policy.settings.duplicates == Duplicates::Warn;
                reply(self.create(&rest, wish).await?)
            }
            Request::Resume(wish) => reply(self.resume(&rest, &wish.id, wish.anyway).await?),
            Request::GiveUp(wish) => reply(self.give_up(&rest, &wish.id).await?),
            Request::Finish(_) => reply(self.finish(Cause::Network).await?),
            Request::Recent(_) => reply(self.recent(&policy.settings).await?),
            Request::EraseHistory(_) => reply(self.erase_history().await?),
            Request::FindMatches(find) => reply(self.find_matches(&rest, &find.people).await?),
            Request::ReadRecords(read) => reply(self.read_records(&rest, &read.ids).await?),
            Request::Match(wish) => reply(self.match_to(&rest, &wish.key, wish.record).await?),
            Request::Unmatch(wish) => reply(self.unmatch(&rest, &wish.key).await?),
            Request::Find(find) => reply(self.find(&rest, &find.objects, &find.text).await?),
            Request::TestConnection(_) => reply(self.test_connection(&rest).await?),
        }
    }

    /// How things stand: from storage alone, so that a popup opens at once.
    async fn open(&self, rest: &Rest<'_, P>, key: Option<String>) -> Answer<Opened> {
        let who = self.sessions.who(&self.port, rest.settings).await?;
        let (signing_in, sign_in_problem) = self.sessions.sign_in_state(&self.port).await?;
        let mut opened = Opened {
            signing_in,
            sign_in_problem,
            ..Opened::default()
        };
        if let Some(who) = &who {
            opened.describe = self.cached_describe(who).await?;
            if let Some(key) = &key {
                opened.matched = self.matched(who, key).await?;
            }
            (opened.pending, opened.open) = self.pending(who, key.as_deref()).await?;
            opened.month = self.month(who, rest.settings).await?;
            opened.allowance = self.allowance().await?;
        }
        opened.who = who;
        Ok(opened)
    }

    async fn find(&self, rest: &Rest<'_, P>, objects: &[String], text: &str) -> Answer<Vec<Found>> {
        #[derive(serde::Deserialize)]
        struct Hits {
            #[serde(rename = "searchRecords")]
            records: Vec<Hit>,
        }
        #[derive(serde::Deserialize)]
        struct Hit {
            attributes: Attributes,
            #[serde(rename = "Id")]
            id: String,
            #[serde(rename = "Name", default)]
            name: String,
        }
        #[derive(serde::Deserialize)]
        struct Attributes {
            #[serde(rename = "type")]
            kind: String,
        }
        let is_name = |name: &&String| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        let objects: Vec<&str> = objects.iter().filter(is_name).map(String::as_str).collect();
        if objects.is_empty() || text.trim().chars().count() < 2 {
            return Ok(Vec::new());
        }
        let path = format!(
            "/parameterizedSearch?q={}&sobject={}&fields=Id,Name&overallLimit=10",
            percent(text.trim()),
            objects.join("&sobject=")
        );
        let hits: Hits = rest.read(&path).await?;
        Ok(hits
            .records
            .into_iter()
            .map(|hit| Found {
                id: hit.id,
                name: hit.name,
                object: hit.attributes.kind,
            })
            .collect())
    }

    async fn test_connection(&self, rest: &Rest<'_, P>) -> Answer<Connection> {
        #[derive(serde::Deserialize)]
        struct Organization {
            #[serde(rename = "Name")]
            name: String,
            #[serde(rename = "OrganizationType")]
            edition: String,
        }
        let describe = self.describe(rest, true, None).await?;
        let session = self.sessions.session(&self.port, rest.settings).await?;
        let mut who = session.who;
        // Not every user may read it; the test goes on without.
        let organization = rest
            .query::<Organization>(&Query::select(
                &["Name", "OrganizationType"],
                "Organization",
            ))
            .await
            .ok()
            .and_then(|records| records.into_iter().next());
        let edition = organization.as_ref().map(|org| org.edition.clone());
        who.organization_name = organization.map(|org| org.name);
        Ok(Connection {
            who,
            edition,
            allowance: self.allowance().await?,
            describe,
        })
    }

    /// The org's allowance as it was last seen, while that says anything.
    async fn allowance(&self) -> Answer<Option<Allowance>> {
        let seen = self.port.get(Area::Session, ALLOWANCE).await?;
        let seen = seen.and_then(json::read::<Allowance>);
        Ok(seen.filter(|allowance| allowance.says_something(self.port.now())))
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every arm of the dispatch ends with it"
)]
fn reply(value: impl serde::Serialize) -> Answer<Value> {
    Ok(json::write(&value))
}
