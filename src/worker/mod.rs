//! The service worker's handlers: the only place that holds tokens and calls
//! Salesforce. Generic over the ports, so that all of it runs in native tests;
//! `src/bin/worker.rs` binds it to the browser.

use crate::problem::Answer;
use futures_util::lock::Mutex;
use serde_json::Value;

use crate::json;
use crate::message::{Connection, Describe, Opened, Request};
use crate::page::profile_key;
use crate::policy::{Duplicates, Policy, Settings};
use crate::port::{Area, Ports};
use crate::problem::{Kind, Problem};
use crate::salesforce::clock::ServerClock;
use crate::salesforce::limits::ApiUsage;
use crate::salesforce::rest::{API_USAGE, Rest};
use crate::salesforce::session::Sessions;
use crate::salesforce::soql::Query;

mod create;
mod describe;
mod finish;
mod journal;
mod lookup;
mod matching;

pub use finish::Trigger;

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

/// What one request is carried out with.
struct Context<'a, P> {
    rest: Rest<'a, P>,
    settings: &'a Settings,
}

impl<P: Ports> Worker<P> {
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
        Policy::load(&self.port).await
    }

    fn context<'a>(&'a self, settings: &'a Settings) -> Context<'a, P> {
        Context {
            rest: Rest {
                port: &self.port,
                sessions: &self.sessions,
                clock: &self.clock,
                target: settings.target(),
            },
            settings,
        }
    }

    /// Carries out a request of one of the extension's own pages.
    pub async fn handle(&self, request: Request) -> Result<Value, Problem> {
        let policy = self.policy().await?;
        let cx = self.context(&policy.settings);
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
            Request::Open(open) => {
                let of_address = || Some(profile_key(&open.address?)?.to_string());
                reply(self.open(&cx, open.key.or_else(of_address)).await?)
            }
            Request::SignIn(sign_in) => reply(
                self.sessions
                    .sign_in(&self.port, policy.settings.target(), sign_in.someone_else)
                    .await?,
            ),
            Request::SignOut(_) => reply(
                self.sessions
                    .sign_out(&self.port, policy.settings.target())
                    .await?,
            ),
            Request::Describe(Describe { fresh, record_type }) => {
                self.describe(&cx, fresh, record_type.as_deref()).await
            }
            Request::Create(mut request) => {
                request.allow_duplicates &= policy.settings.duplicates == Duplicates::Warn;
                reply(self.create(&cx, request).await?)
            }
            Request::Resume(request) => reply(
                self.resume(&cx, &request.id, request.allow_duplicates)
                    .await?,
            ),
            Request::GiveUp(request) => reply(self.give_up(&cx, &request.id).await?),
            Request::Finish(_) => reply(self.finish(Trigger::Network).await?),
            Request::Recent(_) => reply(self.recent(&policy.settings).await?),
            Request::EraseHistory(_) => reply(self.erase_history().await?),
            Request::FindMatches(find) => reply(self.find_matches(&cx, &find.people).await?),
            Request::ReadRecords(read) => reply(self.read_records(&cx, &read.ids).await?),
            Request::Match(request) => {
                reply(self.match_to(&cx, &request.key, request.record).await?)
            }
            Request::Unmatch(request) => reply(self.unmatch(&cx, &request.key).await?),
            Request::Find(find) => reply(self.find(&cx, &find.objects, &find.text).await?),
            Request::TestConnection(_) => reply(self.test_connection(&cx).await?),
        }
    }

    /// How things stand: from storage alone, so that a popup opens at once.
    async fn open(&self, cx: &Context<'_, P>, key: Option<String>) -> Answer<Opened> {
        let who = self.sessions.who(&self.port, cx.settings.target()).await?;
        let (signing_in, sign_in_problem) = self.sessions.sign_in_state(&self.port).await?;
        let mut opened = Opened {
            signing_in,
            sign_in_problem,
            ..Opened::default()
        };
        if let Some(who) = &who {
            opened.describe = self.cached_describe(who, cx.settings).await?;
            if let Some(key) = &key {
                opened.matched = self.matched(who, key).await?;
            }
            (opened.pending, opened.open) = self.pending(who, key.as_deref()).await?;
            opened.month = self.month(who, cx.settings).await?;
            opened.allowance = self.allowance().await?;
        }
        opened.key = key;
        opened.who = who;
        Ok(opened)
    }

    async fn test_connection(&self, cx: &Context<'_, P>) -> Answer<Connection> {
        #[derive(serde::Deserialize)]
        struct Organization {
            #[serde(rename = "Name")]
            name: String,
            #[serde(rename = "OrganizationType")]
            edition: String,
        }
        let describe = self.describe(cx, true, None).await?;
        let session = self
            .sessions
            .session(&self.port, cx.settings.target())
            .await?;
        let mut who = session.who;
        // Not every user may read it; the test goes on without.
        let organization = cx
            .rest
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
    async fn allowance(&self) -> Answer<Option<ApiUsage>> {
        let seen = self.port.get(Area::Session, API_USAGE).await?;
        let seen = seen.and_then(json::read::<ApiUsage>);
        Ok(seen.filter(|allowance| allowance.is_fresh(self.port.now())))
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every arm of the dispatch ends with it"
)]
fn reply(value: impl serde::Serialize) -> Answer<Value> {
    Ok(json::write(&value))
}
