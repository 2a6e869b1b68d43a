//! What storage holds of a session: the access token in session storage, the
//! refresh token in local storage, or in session storage where the admin does not
//! want people to stay signed in.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::owner::right_org;
use super::{ACCESS, REFRESH, Session};
use crate::json;
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::salesforce::id::OrganizationId;
use crate::salesforce::identity::{Target, User};
use crate::salesforce::secret::Secret;

/// What storage holds.
#[derive(Clone)]
pub struct Held {
    /// Whose it is.
    pub who: User,
    pub(super) login_host: String,
    pub(super) client_id: String,
    access: Option<Secret<String>>,
    pub(super) refresh: Option<Secret<String>>,
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

    pub(super) fn of_any_org(
        local: &Map<String, Value>,
        session: &Map<String, Value>,
    ) -> Option<Held> {
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

    pub(super) fn is_of(&self, target: Target<'_>) -> bool {
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

    /// What stands for the whole grant.
    pub(super) fn token(&self) -> Option<&Secret<String>> {
        self.refresh.as_ref().or(self.access.as_ref())
    }

    pub(super) fn owner(&self) -> Owner {
        Owner {
            who: self.who.clone(),
            login_host: self.login_host.clone(),
            client_id: self.client_id.clone(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Owner {
    pub(super) who: User,
    pub(super) login_host: String,
    pub(super) client_id: String,
}

/// Reads what storage holds of a session of this org.
pub(super) async fn held(port: &impl Ports, target: Target<'_>) -> Answer<Option<Held>> {
    Ok(any_held(port).await?.filter(|held| held.is_of(target)))
}

pub(super) async fn any_held(port: &impl Ports) -> Answer<Option<Held>> {
    let local = port.read(Area::Local, &Held::LOCAL).await?;
    let session = port.read(Area::Session, &Held::SESSION).await?;
    Ok(Held::of_any_org(&local, &session))
}

pub(super) async fn keep_refresh(
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

pub(super) async fn keep_access(
    port: &impl Ports,
    owner: &Owner,
    token: &Secret<String>,
) -> Answer<()> {
    let entry = json!({ "token": token.expose(), "owner": owner });
    Ok(port
        .set(Area::Session, vec![(ACCESS.to_owned(), entry)])
        .await?)
}
