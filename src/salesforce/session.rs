//! The rep's session: signing in, the right org, staying signed in.
//!
//! The access token lives in session storage, the refresh token in local
//! storage (or in session storage where the admin does not want people to stay
//! signed in). Both are read from storage for every call, so that a worker that
//! was stopped picks up where it was.

use super::identity::Target;
use crate::problem::Answer;
use crate::salesforce::identity::Who;
use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures_util::lock::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::id::OrganizationId;
use super::oauth::{self, Flow, Grant};
use super::secret::Secret;
use super::{error, host};
use crate::json;
use crate::port::{
    Area, Body, HttpFailure, HttpRequest, HttpResponse, Method, Ports, WindowFailure,
};
use crate::problem::{Detail, Kind, Problem};

/// Session storage: the access token.
const ACCESS: &str = "access";
/// Local or session storage: the refresh token and whose it is.
pub const REFRESH: &str = "refresh";
/// Session storage: a sign-in is under way, or how it ended.
const SIGN_IN: &str = "signIn";

/// Session storage: how things stood when a popup was told last, for the next one;
/// without a token. Goes with the session.
pub const STANDING: &str = "standing";

/// OAuth's endpoints answer within seconds or not at all.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The pause after which a refresh is tried again that met another one.
const BUSY_PAUSE: Duration = Duration::from_secs(1);

/// A session that can be used for a call.
#[derive(Clone, Debug)]
pub struct Session {
    /// Sent as bearer token.
    pub access: Secret<String>,
    /// Whose it is.
    pub who: Who,
}

/// What storage holds.
#[derive(Clone)]
pub struct Held {
    /// Whose it is.
    pub who: Who,
    login_host: String,
    client_id: String,
    access: Option<Secret<String>>,
    refresh: Option<Secret<String>>,
}

impl Held {
    /// What is read of local storage.
    pub const LOCAL: [&'static str; 1] = [REFRESH];
    /// What is read of session storage.
    pub const SESSION: [&'static str; 2] = [ACCESS, REFRESH];

    /// From what storage holds under these keys. A session of another org than
    /// the settings now name is no session.
    pub fn read(
        local: &Map<String, Value>,
        session: &Map<String, Value>,
        target: Target<'_>,
    ) -> Option<Held> {
        Held::of_any_org(local, session).filter(|held| held.is_of(target))
    }

    fn of_any_org(local: &Map<String, Value>, session: &Map<String, Value>) -> Option<Held> {
        let refresh = local.get(REFRESH).or_else(|| session.get(REFRESH));
        let access = session.get(ACCESS);
        let owner: Owner = json::read(refresh.or(access)?["owner"].clone())?;
        let token = |entry: &Value| Some(Secret::new(entry["token"].as_str()?.to_owned()));
        Some(Held {
            who: owner.who,
            login_host: owner.login_host,
            client_id: owner.client_id,
            access: access.and_then(token),
            refresh: refresh.and_then(token),
        })
    }

    fn is_of(&self, target: Target<'_>) -> bool {
        OrganizationId::parse(&self.who.organization_id).is_ok_and(|organization| {
            right_org(target, &organization, &self.who.instance_url).is_ok()
        })
    }

    /// The session, if there is an access token.
    pub fn session(&self) -> Option<Session> {
        Some(Session {
            access: self.access.clone()?,
            who: self.who.clone(),
        })
    }

    fn owner(&self) -> Owner {
        Owner {
            who: self.who.clone(),
            login_host: self.login_host.clone(),
            client_id: self.client_id.clone(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Owner {
    who: Who,
    login_host: String,
    client_id: String,
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
    last: RefCell<Option<Answer<Who>>>,
    window_open: Cell<bool>,
}

impl Sessions {
    /// Who is signed in, from storage alone.
    pub async fn who(&self, port: &impl Ports, target: Target<'_>) -> Answer<Option<Who>> {
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
    ) -> Answer<Who> {
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
    ) -> Answer<Who> {
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
    async fn accept(&self, port: &impl Ports, target: Target<'_>, grant: &Grant) -> Answer<Who> {
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

impl Held {
    /// What stands for the whole grant.
    fn token(&self) -> Option<&Secret<String>> {
        self.refresh.as_ref().or(self.access.as_ref())
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

/// Has Salesforce revoke a token.
async fn revoke(port: &impl Ports, login_host: &str, token: Option<&Secret<String>>) -> Answer<()> {
    match token {
        Some(token) => post(port, login_host, "revoke", oauth::revoke(token))
            .await
            .map(drop),
        None => Ok(()),
    }
}

/// The same for a grant that was never kept: nobody waits for how that ends.
async fn give_back(port: &impl Ports, login_host: &str, token: Option<&Secret<String>>) {
    let _revoked = revoke(port, login_host, token).await;
}

/// Holds a sign-in to the org of the settings.
fn right_org(
    target: Target<'_>,
    organization: &OrganizationId,
    instance_url: &str,
) -> Result<(), Problem> {
    let expected = &target.org.organization_id;
    if expected.is_empty() || OrganizationId::parse(expected).is_ok_and(|e| e == *organization) {
        return Ok(());
    }
    Err(Problem::new(Kind::WrongOrg).detail(Detail::Orgs {
        expected: expected.clone(),
        found: organization.as_str().to_owned(),
        server: instance_url.to_owned(),
    }))
}

#[derive(Deserialize)]
struct Identity {
    organization_id: String,
    user_id: String,
    username: String,
    #[serde(default)]
    display_name: String,
}

/// Asks the org itself who the token belongs to. The address is made from the
/// checked parts of the grant, not taken from it.
async fn identity(
    port: &impl Ports,
    target: Target<'_>,
    grant: &Grant,
    instance_url: &str,
    organization: &OrganizationId,
    user_id: &str,
) -> Answer<Who> {
    let url = format!("{instance_url}/id/{}/{user_id}", organization.as_str());
    let response = send(
        port,
        HttpRequest {
            method: Method::Get,
            url,
            headers: vec![
                ("Authorization", format!("Bearer {}", grant.access.expose())),
                ("Accept", "application/json".to_owned()),
            ],
            body: Body::Empty,
            timeout: TIMEOUT,
        },
    )
    .await?;
    if response.status != 200 {
        return Err(error::problem(&response));
    }
    let identity: Identity =
        json::parse_as(&response.body).ok_or_else(|| error::unreadable(&response))?;
    let told = OrganizationId::parse(&identity.organization_id)
        .map_err(|_| Problem::new(Kind::SignInUnreadable))?;
    right_org(target, &told, instance_url)?;
    if told != *organization || identity.user_id.get(..15) != user_id.get(..15) {
        return Err(Kind::SignInUnreadable.into());
    }
    Ok(Who {
        display_name: if identity.display_name.is_empty() {
            identity.username.clone()
        } else {
            identity.display_name
        },
        username: identity.username,
        user_id: identity.user_id,
        organization_id: identity.organization_id,
        organization_name: None,
        instance_url: instance_url.to_owned(),
        sandbox: host::is_sandbox(instance_url, &target.org.login_host),
    })
}

async fn mark(port: &impl Ports, under_way: bool, problem: Option<Problem>) -> Answer<()> {
    let mark = json::write(&SignInMark { under_way, problem });
    Ok(port
        .set(Area::Session, vec![(SIGN_IN.to_owned(), mark)])
        .await?)
}

/// Reads what storage holds of a session of this org.
async fn held(port: &impl Ports, target: Target<'_>) -> Answer<Option<Held>> {
    Ok(any_held(port).await?.filter(|held| held.is_of(target)))
}

async fn any_held(port: &impl Ports) -> Answer<Option<Held>> {
    let local = port.read(Area::Local, &Held::LOCAL).await?;
    let session = port.read(Area::Session, &Held::SESSION).await?;
    Ok(Held::of_any_org(&local, &session))
}

async fn keep_refresh(
    port: &impl Ports,
    target: Target<'_>,
    owner: &Owner,
    token: Option<&Secret<String>>,
) -> Answer<()> {
    let Some(token) = token else { return Ok(()) };
    let (area, other) = if target.keep_refresh {
        (Area::Local, Area::Session)
    } else {
        (Area::Session, Area::Local)
    };
    let entry = json!({ "token": token.expose(), "owner": owner });
    port.set(area, vec![(REFRESH.to_owned(), entry)]).await?;
    Ok(port.remove(other, &[REFRESH]).await?)
}

async fn keep_access(port: &impl Ports, owner: &Owner, token: &Secret<String>) -> Answer<()> {
    let entry = json!({ "token": token.expose(), "owner": owner });
    Ok(port
        .set(Area::Session, vec![(ACCESS.to_owned(), entry)])
        .await?)
}

async fn post(
    port: &impl Ports,
    login_host: &str,
    endpoint: &str,
    body: String,
) -> Answer<HttpResponse> {
    send(
        port,
        HttpRequest {
            method: Method::Post,
            url: format!("{login_host}/services/oauth2/{endpoint}"),
            headers: vec![("Accept", "application/json".to_owned())],
            body: Body::Form(body),
            timeout: TIMEOUT,
        },
    )
    .await
}

async fn send(port: &impl Ports, request: HttpRequest) -> Answer<HttpResponse> {
    port.send(request).await.map_err(|failure| {
        Problem::new(match failure {
            HttpFailure::Offline => Kind::Offline,
            HttpFailure::Withheld => Kind::AccessWithheld,
            HttpFailure::TimedOut => Kind::TimedOut,
            HttpFailure::Cut => Kind::Unreachable,
        })
    })
}

#[cfg(test)]
mod tests;
