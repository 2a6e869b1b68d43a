//! Whose a grant is: asked of the org itself, and held to the org of the settings.

use serde::Deserialize;

use super::wire::{TIMEOUT, send};
use crate::json;
use crate::port::{Body, HttpRequest, Method, Ports};
use crate::problem::{Answer, Detail, Kind, Problem};
use crate::salesforce::id::OrganizationId;
use crate::salesforce::identity::{Target, User};
use crate::salesforce::oauth::Grant;
use crate::salesforce::{error, host};

/// Holds a sign-in to the org of the settings.
pub(super) fn right_org(
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
pub(super) async fn identity(
    port: &impl Ports,
    target: Target<'_>,
    grant: &Grant,
    instance_url: &str,
    organization: &OrganizationId,
    user_id: &str,
) -> Answer<User> {
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
    Ok(User {
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
