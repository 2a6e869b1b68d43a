//! What one request is carried out with: read once, at its start.

use std::cell::{Cell, RefCell};

use futures_util::future::try_join3;

use super::Worker;
use crate::json;
use crate::policy::late::SEEN;
use crate::policy::{Policy, SETTINGS, Settings};
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind};
use crate::salesforce::identity::User;
use crate::salesforce::limits::ApiUsage;
use crate::salesforce::rest::{API_USAGE, Rest};
use crate::salesforce::session::{Held, Session};

/// What one request is carried out with.
pub struct Context<'a, P> {
    /// The components.
    pub(super) worker: &'a Worker<P>,
    /// The settings in force.
    pub(super) settings: Settings,
    /// Who is signed in: the request is theirs, and no call of it is made under
    /// another session.
    pub(super) user: Option<User>,
    session: RefCell<Option<Session>>,
    usage_kept: Option<ApiUsage>,
    usage: Cell<Option<ApiUsage>>,
}

impl<'a, P: Ports> Context<'a, P> {
    /// Three questions at once: the policy, and what is needed of local and of
    /// session storage.
    pub(super) async fn read(worker: &'a Worker<P>) -> Answer<Self> {
        let port = &worker.port;
        let [refresh] = Held::LOCAL;
        let of_local = [SETTINGS, SEEN, refresh];
        let [access, refresh] = Held::SESSION;
        let of_session = [access, refresh, API_USAGE];
        let (managed, local, session) = try_join3(
            port.all(Area::Managed),
            port.read(Area::Local, &of_local),
            port.read(Area::Session, &of_session),
        )
        .await?;
        let managed = managed.into_iter().collect();
        let settings = Policy::of_areas(&managed, &local).settings;
        let held = Held::read(&local, &session, settings.target());
        let usage = session.get(API_USAGE).cloned().and_then(json::read);
        Ok(Context {
            worker,
            session: RefCell::new(held.as_ref().and_then(Held::session)),
            user: held.map(|held| held.who),
            settings,
            usage_kept: usage,
            usage: Cell::new(None),
        })
    }

    /// The browser.
    pub(super) fn port(&self) -> &'a P {
        &self.worker.port
    }

    /// Whose request it is.
    pub(super) fn signed_in(&self) -> Answer<&User> {
        Ok(self.user.as_ref().ok_or(Kind::SignedOut)?)
    }

    /// Calls Salesforce as that user.
    pub(super) fn rest(&self) -> Rest<'_, P> {
        Rest {
            port: self.port(),
            sessions: &self.worker.sessions,
            clock: &self.worker.clock,
            usage: &self.usage,
            target: self.settings.target(),
            user: self.user.as_ref(),
            session: &self.session,
        }
    }

    /// The org's API requests as they were last seen, while that says anything.
    pub(super) fn usage(&self) -> Option<ApiUsage> {
        let seen = self.usage.get().or(self.usage_kept);
        seen.filter(|usage| usage.is_fresh(self.port().now()))
    }

    /// What was seen of them in the course of this request.
    pub(super) fn seen(&self) -> Option<ApiUsage> {
        self.usage.get()
    }

    /// Takes over what another request has seen of them.
    pub(super) fn has_seen(&self, usage: Option<ApiUsage>) {
        self.usage.set(usage.or(self.usage.get()));
    }

    /// Keeps what was seen of them. A help only: it stands after everything
    /// else, and where it cannot be kept nothing else is.
    pub(super) async fn keep_usage(&self) {
        if let Some(usage) = self.usage.get() {
            let entry = vec![(API_USAGE.to_owned(), json::write(&usage))];
            let _kept = self.port().set(Area::Session, entry).await;
        }
    }
}
