//! The service worker: the only place that holds tokens and calls Salesforce.
//! Generic over the ports, so that all of it runs in native tests;
//! `src/bin/worker.rs` binds it to the browser.
//!
//! Each component owns what it keeps and the lock of it. A request has its
//! handler beside its feature, as [`Handle`]; [`Worker::handle`] finds it.

use futures_util::future::LocalBoxFuture;
use serde_json::Value;

use crate::json;
use crate::message::{Ask, Request, dispatch};
use crate::policy::Policy;
use crate::port::Ports;
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::clock::ServerClock;
use crate::salesforce::session::Sessions;

pub use context::Context;
pub use retry::Trigger;

mod badge;
mod bulk;
mod connection;
mod contact;
mod context;
mod create;
mod describe;
mod drafts;
mod fields;
mod guard;
mod journal;
mod lookup;
mod matches;
mod open;
mod retry;
mod role;
mod saved;
mod send;
mod update;

/// The worker's state that may be lost: everything that must last is in storage.
#[derive(Default)]
pub struct Worker<P> {
    port: P,
    sessions: Sessions,
    clock: ServerClock,
    journal: journal::Journal,
    bulk: bulk::Bulk,
    matches: matches::Matches,
    describes: describe::DescribeCache,
    updates: update::Updates,
}

/// Carries out one kind of request.
#[expect(
    async_fn_in_trait,
    reason = "one thread: nobody needs to name these futures"
)]
pub trait Handle<P: Ports>: Ask {
    /// Off means off: whatever page still asks, no call is made.
    const NEEDS_LEAD_CREATION: bool = false;

    /// The answer.
    async fn handle(self, context: &Context<'_, P>) -> Answer<Self::Reply>;
}

impl<P: Ports> Worker<P> {
    /// A worker over these ports.
    pub fn new(port: P) -> Self {
        Worker {
            port,
            sessions: Sessions::default(),
            clock: ServerClock::default(),
            journal: journal::Journal::default(),
            bulk: bulk::Bulk::default(),
            matches: matches::Matches::default(),
            describes: describe::DescribeCache::default(),
            updates: update::Updates::default(),
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

    /// Carries out a request of one of the extension's own pages.
    pub async fn handle(&self, request: Request) -> Result<Value, Problem> {
        let context = Context::read(self).await?;
        let answer = dispatch!(request, carry_out, &context);
        context.keep_usage().await;
        answer
    }
}

async fn carry_out<P: Ports, H: Handle<P>>(request: H, context: &Context<'_, P>) -> Answer<Value> {
    if H::NEEDS_LEAD_CREATION && !context.settings.lead_creation {
        return Err(Kind::LeadCreationOff.into());
    }
    // On the heap: the futures of all requests in one would be as large as the
    // largest, and are moved on the stack. And behind a pointer: the code of all of
    // them would be one function, which a cold worker would have to compile before it
    // could answer the first request.
    let answer: LocalBoxFuture<'_, Answer<H::Reply>> = Box::pin(request.handle(context));
    Ok(json::write(&answer.await?))
}
