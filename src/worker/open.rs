//! How things stand, signing in and out.

use super::{Context, Handle, Worker};
use crate::message::{Open, Opened, SignIn, SignOut};
use crate::page::profile_key;
use crate::policy::late;
use crate::port::Ports;
use crate::problem::Answer;
use crate::salesforce::identity::User;

/// From storage alone, so that a popup opens at once.
impl<P: Ports> Handle<P> for Open {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<Opened> {
        let worker = cx.worker;
        let of_address = || Some(profile_key(&self.address?)?.to_string());
        let key = self.key.or_else(of_address);
        let (signing_in, sign_in_problem) = worker.sessions.sign_in_state(cx.port()).await?;
        let mut opened = Opened {
            signing_in,
            sign_in_problem,
            ..Opened::default()
        };
        if let Some(who) = &cx.user {
            for object in cx.settings.created() {
                let cached = worker
                    .describes
                    .cached(cx.port(), object, who, &cx.settings);
                opened.describes.extend(cached.await?);
            }
            let journal = &worker.journal;
            (opened.pending, opened.open) = journal.pending(cx.port(), who, key.as_deref()).await?;
            // Afterwards: a Lead that is done meanwhile is written with its match.
            if let Some(key) = &key {
                opened.matched = worker.matches.get(cx.port(), who, key).await?;
            }
            opened.month = journal.month(cx.port(), who, &cx.settings).await?;
            opened.allowance = cx.usage();
        }
        opened.key = key;
        opened.who.clone_from(&cx.user);
        Ok(opened)
    }
}

impl<P: Ports> Handle<P> for SignIn {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<User> {
        let sessions = &cx.worker.sessions;
        let target = cx.settings.target();
        sessions.sign_in(cx.port(), target, self.someone_else).await
    }
}

impl<P: Ports> Handle<P> for SignOut {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        cx.worker.sessions.sign_out(cx.port()).await
    }
}

impl<P: Ports> Worker<P> {
    /// Remembers the managed policy for the time in which a browser that starts
    /// does not give it yet; see [`late`].
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn remember_policy(&self, start: bool) -> Answer<bool> {
        Ok(late::remember(&self.port, start).await?)
    }

    /// Brings the session in line with the settings, at each start and whenever
    /// they change.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn settle(&self) -> Answer<()> {
        let settings = self.policy().await?.settings;
        self.sessions.settle(&self.port, settings.target()).await
    }
}
