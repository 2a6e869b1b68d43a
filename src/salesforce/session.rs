//! The rep's session: signing in, the right org, staying signed in.
//!
//! The access token lives in session storage, the refresh token in local
//! storage (or in session storage where the admin does not want people to stay
//! signed in). Both are read from storage for every call, so that a worker that
//! was stopped picks up where it was.

mod held;
mod owner;
mod wire;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures_util::lock::Mutex;
use serde::{Deserialize, Serialize};

pub use self::held::Held;
use self::held::{Owner, any_held, held, keep_access, keep_refresh};
use self::owner::{identity, right_org};
use self::wire::{give_back, post, revoke};
use super::error;
use super::identity::{Target, User};
use super::oauth::{self, Flow, Grant};
use super::secret::Secret;
use crate::json;
use crate::port::{Area, Ports, WindowFailure};
use crate::problem::{Answer, Kind, Problem};

/// Session storage: the access token.
const ACCESS: &str = "access";
/// Local or session storage: the refresh token and whose it is.
pub const REFRESH: &str = "refresh";
/// Session storage: a sign-in is under way, or how it ended.
const SIGN_IN: &str = "signIn";

/// Session storage: how things stood when a popup was told last, for the next one;
/// without a token. Goes with the session.
pub const STANDING: &str = "standing";

/// The pause after which a refresh is tried again that met another one.
const BUSY_PAUSE: Duration = Duration::from_secs(1);

/// A session that can be used for a call.
#[derive(Clone, Debug)]
pub struct Session {
    /// Sent as bearer token.
    pub access: Secret<String>,
    /// Whose it is.
    pub who: User,
}

/// What a page needs to know of a sign-in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInMark {
    under_way: bool,
    problem: Option<Problem>,
}

/// Signs in and keeps the session. One per worker.
#[derive(Default)]
pub struct Sessions {
    refreshing: Mutex<()>,
    signing_in: Mutex<()>,
    /// Counts finished sign-ins, so that whoever waited for one takes its end.
    ended: Cell<u32>,
    last: RefCell<Option<Answer<User>>>,
    window_open: Cell<bool>,
}

impl Sessions {
    /// Who is signed in, from storage alone.
    pub async fn who(&self, port: &impl Ports, target: Target<'_>) -> Answer<Option<User>> {
        Ok(held(port, target).await?.map(|held| held.who))
    }

    /// Whether a sign-in window is open, and how the last sign-in ended if no
    /// page has been told; tells it once.
    pub async fn sign_in_state(&self, port: &impl Ports) -> Answer<(bool, Option<Problem>)> {
        let Some(mark) = port.get(Area::Session, SIGN_IN).await? else {
            return Ok((false, None));
        };
        if self.window_open.get() {
            return Ok((true, None));
        }
        let mark: SignInMark = json::read(mark).unwrap_or_default();
        port.remove(Area::Session, &[SIGN_IN]).await?;
        // A mark without a window: the worker was stopped in between.
        let interrupted = mark.under_way.then(|| Kind::SignInInterrupted.into());
        Ok((false, mark.problem.or(interrupted)))
    }

    /// Signs in. A second call while the window is open waits for its end and
    /// gets the same answer: two windows at once break each other.
    pub async fn sign_in(
        &self,
        port: &impl Ports,
        target: Target<'_>,
        someone_else: bool,
    ) -> Answer<User> {
        let before = self.ended.get();
        let _one = self.signing_in.lock().await;
        if self.ended.get() != before
            && let Some(last) = self.last.borrow().clone()
        {
            return last;
        }
        self.window_open.set(true);
        let answer = self.sign_in_once(port, target, someone_else).await;
        self.window_open.set(false);
        // The popup that asked may be gone; the next one is told, where there is room
        // for that.
        let _marked = match &answer {
            Ok(_) => port
                .remove(Area::Session, &[SIGN_IN])
                .await
                .map_err(Problem::from),
            Err(problem) => mark(port, false, Some(problem.clone())).await,
        };
        self.ended.set(before.wrapping_add(1));
        *self.last.borrow_mut() = Some(answer.clone());
        answer
    }

    async fn sign_in_once(
        &self,
        port: &impl Ports,
        target: Target<'_>,
        someone_else: bool,
    ) -> Answer<User> {
        if !target.org.configured() {
            return Err(Kind::NotConfigured.into());
        }
        let _marked = mark(port, true, None).await;
        let org = target.org;
        let flow = Flow::start(port, org, &port.redirect_uri(), someone_else).await;
        let address = port
            .open(&flow.url)
            .await
            .map_err(|failure| match failure {
                WindowFailure::Closed => Problem::new(Kind::SignInClosed),
                WindowFailure::NotLoaded => Problem::new(Kind::SignInNotLoaded),
                WindowFailure::Withheld => Problem::new(Kind::AccessWithheld),
                WindowFailure::Other(said) => Problem::new(Kind::SignInWindowFailed).said(said),
            })?;
        let code = flow.code(&address)?;
        let response = post(port, &org.login_host, "token", flow.exchange(&code)).await?;
        let grant = match oauth::grant(&response) {
            Ok(grant) => grant,
            Err(refused) => {
                give_back(port, &org.login_host, refused.token.as_ref()).await;
                return Err(match refused.problem.kind {
                    // Here it is the code that was not accepted.
                    Kind::SessionEnded | Kind::SessionBusy => {
                        refused.problem.under(Kind::SignInRefused)
                    }
                    _ => refused.problem,
                });
            }
        };
        match self.accept(port, target, &grant).await {
            Ok(who) => Ok(who),
            Err(problem) => {
                // Refused after it was granted.
                let token = grant.refresh.as_ref().unwrap_or(&grant.access);
                give_back(port, &org.login_host, Some(token)).await;
                Err(problem)
            }
        }
    }

    /// Checks the grant against the target, asks who it is, and only then
    /// keeps it.
    async fn accept(&self, port: &impl Ports, target: Target<'_>, grant: &Grant) -> Answer<User> {
        let (Some(instance_url), Some((organization, user_id))) = (&grant.instance_url, &grant.ids)
        else {
            return Err(Kind::SignInUnreadable.into());
        };
        right_org(target, organization, instance_url)?;
        let who = identity(port, target, grant, instance_url, organization, user_id).await?;
        let owner = Owner {
            who: who.clone(),
            login_host: target.org.login_host.clone(),
            client_id: target.org.client_id.clone(),
        };
        let _one = self.refreshing.lock().await;
        // Whoever was signed in before, and in whatever org.
        let before = any_held(port).await?;
        let kept = async {
            keep_refresh(port, target, &owner, grant.refresh.as_ref()).await?;
            let access = keep_access(port, &owner, &grant.access).await;
            // One that is lost can be had again by the other.
            grant.refresh.as_ref().map_or(access, |_| Ok(()))
        };
        end(port, before, kept).await?;
        Ok(who)
    }

    /// Brings what is kept in line with the settings: a session of another org
    /// ends, and a refresh token that is not to outlive the browser leaves the
    /// disk.
    pub async fn settle(&self, port: &impl Ports, target: Target<'_>) -> Answer<()> {
        let _one = self.refreshing.lock().await;
        let local = port.read(Area::Local, &Held::LOCAL).await?;
        let session = port.read(Area::Session, &Held::SESSION).await?;
        let Some(held) = Held::of_any_org(&local, &session) else {
            return Ok(());
        };
        if !held.is_of(target) {
            end(port, Some(held), nothing()).await?;
            return Ok(());
        }
        if held.refresh.is_some() && target.keep_refresh != local.contains_key(REFRESH) {
            keep_refresh(port, target, &held.owner(), held.refresh.as_ref()).await?;
        }
        Ok(())
    }

    /// A session for the next call; refreshes if there is only a refresh token.
    pub async fn session(&self, port: &impl Ports, target: Target<'_>) -> Answer<Session> {
        let held = held(port, target).await?.ok_or(Kind::SignedOut)?;
        match held.session() {
            Some(session) => Ok(session),
            None => self.refresh(port, target, None).await,
        }
    }

    /// A new access token in place of `expired`. Any number of calls that wait
    /// here make one refresh: whoever comes later finds the new token.
    pub async fn refresh(
        &self,
        port: &impl Ports,
        target: Target<'_>,
        expired: Option<&Secret<String>>,
    ) -> Answer<Session> {
        let _one = self.refreshing.lock().await;
        let held = held(port, target).await?.ok_or(Kind::SignedOut)?;
        if let Some(session) = held.session()
            && Some(&session.access) != expired
        {
            return Ok(session);
        }
        let Some(token) = held.refresh.clone() else {
            // The access token has expired, and there is no other.
            end(port, None, nothing()).await?;
            return Err(Kind::SessionEnded.into());
        };
        let login_host = &target.org.login_host;
        let mut attempt = 1;
        let grant = loop {
            let body = oauth::refresh(&held.client_id, &token);
            // A login host that was corrected since is the one that knows the org.
            let response = post(port, login_host, "token", body).await?;
            // Meanwhile somebody may have signed out, or in: theirs is the session.
            let now = self::held(port, target).await?.ok_or(Kind::SignedOut)?;
            if now.refresh.as_ref() != Some(&token) {
                return Ok(now.session().ok_or(Kind::SessionEnded)?);
            }
            match oauth::grant(&response) {
                Ok(grant) => break grant,
                Err(refused) if refused.problem.kind == Kind::SessionBusy && attempt == 1 => {
                    attempt += 1;
                    port.sleep(BUSY_PAUSE).await;
                }
                Err(refused) => {
                    give_back(port, login_host, refused.token.as_ref()).await;
                    // Another host's refusal is no proof that the token is dead.
                    if error::is_dead_token(&response) && *login_host == held.login_host {
                        end(port, None, nothing()).await?;
                    } else if refused.token.is_some() {
                        // It may have come in place of the one that is kept.
                        end(port, Some(held), nothing()).await?;
                    }
                    return Err(refused.problem);
                }
            }
        };
        let mut owner = held.owner();
        owner.login_host.clone_from(login_host);
        if let Some((organization, user_id)) = &grant.ids {
            let same_user = owner.who.user_id.get(..15) == user_id.get(..15);
            let right = right_org(target, organization, &owner.who.instance_url);
            if !same_user || right.is_err() {
                let token = grant.refresh.as_ref().unwrap_or(&grant.access);
                give_back(port, &owner.login_host, Some(token)).await;
                end(port, Some(held), nothing()).await?;
                right?;
                return Err(Kind::SignInUnreadable.into());
            }
        }
        if let Some(instance_url) = &grant.instance_url {
            owner.who.instance_url.clone_from(instance_url);
        }
        // The refresh token first: an access token that is lost can be had again.
        let rotated = grant.refresh.as_ref().unwrap_or(&token);
        keep_refresh(port, target, &owner, Some(rotated)).await?;
        // Session storage that is full keeps nobody from this call.
        let _had_again = keep_access(port, &owner, &grant.access).await;
        Ok(Session {
            access: grant.access,
            who: owner.who,
        })
    }

    /// Forgets the session and has Salesforce revoke it. What could not be
    /// revoked is forgotten all the same, and said.
    pub async fn sign_out(&self, port: &impl Ports) -> Answer<()> {
        let held = any_held(port).await?;
        end(port, held, nothing()).await?.map_or(Ok(()), Err)
    }
}

/// The one end of a session: it is forgotten, whatever comes in its place is kept,
/// and Salesforce revokes what was granted. What could not be revoked is forgotten
/// all the same, and why is told. `held`: `None` where nothing is left to revoke.
async fn end(
    port: &impl Ports,
    held: Option<Held>,
    in_its_place: impl Future<Output = Answer<()>>,
) -> Answer<Option<Problem>> {
    port.remove(Area::Local, &[REFRESH]).await?;
    let keys = [REFRESH, ACCESS, STANDING];
    port.remove(Area::Session, &keys).await?;
    let kept = in_its_place.await;
    let revoked = match &held {
        Some(held) => revoke(port, &held.login_host, held.token()).await,
        None => Ok(()),
    };
    kept?;
    Ok(revoked.err())
}

/// Nothing comes in a session's place.
fn nothing() -> impl Future<Output = Answer<()>> {
    std::future::ready(Ok(()))
}

async fn mark(port: &impl Ports, under_way: bool, problem: Option<Problem>) -> Answer<()> {
    let mark = json::write(&SignInMark { under_way, problem });
    Ok(port
        .set(Area::Session, vec![(SIGN_IN.to_owned(), mark)])
        .await?)
}

#[cfg(test)]
mod tests;
