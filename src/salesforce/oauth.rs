//! OAuth 2.0 authorization code with PKCE (RFC 6749, RFC 7636) as Salesforce
//! serves it. No secret: the extension is a public client.
//!
//! Everything that comes back (the redirect, the token answer) is untrusted.

use crate::text::encoding::{base64_url, form_decode, form_encode};
use serde::Deserialize;

use super::error;
use super::host;
use super::id::{OrganizationId, is_record_id};
use super::identity::Org;
use super::secret::Secret;
use crate::json;
use crate::port::{Crypto, HttpResponse};
use crate::problem::{Detail, Kind, Problem};

/// What is asked for: the REST API, a refresh token, the identity.
const SCOPE: &str = "api refresh_token id";

/// What one sign-in must remember until it ends.
pub struct Flow {
    /// Sent back by Salesforce unchanged; ties the answer to this sign-in.
    pub state: String,
    /// Proves at the token endpoint who started the sign-in.
    pub verifier: Secret<String>,
    /// The window's first address.
    pub url: String,
    redirect_uri: String,
    client_id: String,
}

impl Flow {
    /// Starts a sign-in at the org's login host. `someone_else` asks for the
    /// login page even where Salesforce remembers a user.
    pub async fn start(
        crypto: &impl Crypto,
        org: &Org,
        redirect_uri: &str,
        someone_else: bool,
    ) -> Flow {
        let state = base64_url(&crypto.random::<32>());
        let verifier = base64_url(&crypto.random::<32>());
        let challenge = challenge(crypto, &verifier).await;
        let mut query = vec![
            ("response_type", "code"),
            ("client_id", &org.client_id),
            ("redirect_uri", redirect_uri),
            ("scope", SCOPE),
            ("state", &state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        if someone_else {
            query.push(("prompt", "login"));
        }
        let url = format!(
            "{}/services/oauth2/authorize?{}",
            org.login_host,
            form_encode(&query)
        );
        Flow {
            state,
            verifier: Secret::new(verifier),
            url,
            redirect_uri: redirect_uri.to_owned(),
            client_id: org.client_id.clone(),
        }
    }

    /// The authorization code in the address where the window ended.
    pub fn code(&self, address: &str) -> Result<Secret<String>, Problem> {
        let query = address
            .strip_prefix(&self.redirect_uri)
            .and_then(|rest| rest.strip_prefix('?'))
            .ok_or(Kind::SignInUnreadable)?;
        let query = query.split('#').next().unwrap_or_default();
        let parameters = form_decode(query).ok_or(Kind::SignInUnreadable)?;
        let one = |name: &str| {
            let mut values = parameters.iter().filter(|(key, _)| key == name);
            match (values.next(), values.next()) {
                (Some((_, value)), None) => Ok(Some(value.as_str())),
                (None, _) => Ok(None),
                // Twice the same parameter: somebody has added one.
                (Some(_), Some(_)) => Err(Problem::new(Kind::SignInUnreadable)),
            }
        };
        // Some of Salesforce's errors come without the state; they grant nothing.
        if let Some(code) = one("error")? {
            return Err(error::oauth(
                code,
                one("error_description")?.unwrap_or_default(),
            ));
        }
        if one("state")? != Some(self.state.as_str()) {
            return Err(Kind::SignInWrongState.into());
        }
        match one("code")? {
            Some(code) if !code.is_empty() => Ok(Secret::new(code.to_owned())),
            _ => Err(Kind::SignInUnreadable.into()),
        }
    }

    /// The body that exchanges the code for tokens.
    pub fn exchange(&self, code: &Secret<String>) -> String {
        form_encode(&[
            ("grant_type", "authorization_code"),
            ("code", code.expose()),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", self.verifier.expose()),
        ])
    }
}

/// The body that refreshes an access token.
pub fn refresh(client_id: &str, token: &Secret<String>) -> String {
    form_encode(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", token.expose()),
        ("client_id", client_id),
    ])
}

/// The body that revokes a token.
pub fn revoke(token: &Secret<String>) -> String {
    form_encode(&[("token", token.expose())])
}

/// The challenge of a verifier (RFC 7636, 4.2).
pub async fn challenge(crypto: &impl Crypto, verifier: &str) -> String {
    base64_url(&crypto.sha256(verifier.as_bytes()).await)
}

/// Tokens as Salesforce grants them, checked as far as they go by themselves.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The access token.
    pub access: Secret<String>,
    /// The refresh token; a refresh without rotation gives none.
    pub refresh: Option<Secret<String>>,
    /// The org's server, checked; a refresh may leave it out.
    pub instance_url: Option<String>,
    /// The ids of org and user; a refresh may leave them out.
    pub ids: Option<(OrganizationId, String)>,
}

#[derive(Deserialize)]
struct RawGrant {
    access_token: String,
    #[serde(default)]
    refresh_token: Option<String>,
    #[serde(default)]
    instance_url: Option<String>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    token_type: Option<String>,
}

#[derive(Deserialize)]
struct RawError {
    error: String,
    #[serde(default)]
    error_description: String,
}

/// An answer of the token endpoint that grants nothing that can be used.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Why.
    pub problem: Problem,
    /// A token was granted all the same: it is to be given back.
    pub token: Option<Secret<String>>,
}

/// Reads the answer of the token endpoint.
pub fn grant(response: &HttpResponse) -> Result<Grant, Refused> {
    let without_token = |problem| Refused {
        problem,
        token: None,
    };
    if response.status != 200 {
        let problem = match json::parse_as::<RawError>(&response.body) {
            Some(raw) => error::oauth(&raw.error, &raw.error_description),
            None => error::unreadable(response),
        };
        return Err(without_token(problem.pause(error::retry_after(response))));
    }
    let raw: RawGrant =
        json::parse_as(&response.body).ok_or_else(|| without_token(error::unreadable(response)))?;
    let bearer = raw
        .token_type
        .as_deref()
        .is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
    let granted = raw.refresh_token.as_ref().unwrap_or(&raw.access_token);
    let token = is_token(granted).then(|| Secret::new(granted.clone()));
    checked(raw, bearer).map_err(|problem| Refused { problem, token })
}

fn is_token(text: &str) -> bool {
    (8..=4096).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

fn checked(raw: RawGrant, bearer: bool) -> Result<Grant, Problem> {
    if !bearer || !is_token(&raw.access_token) {
        return Err(Kind::SignInUnreadable.into());
    }
    let instance_url = match raw.instance_url {
        None => None,
        Some(url) => Some(host::instance(&url).ok_or_else(|| {
            let named = url.chars().take(120).collect();
            Problem::new(Kind::InstanceRefused).detail(Detail::Server(named))
        })?),
    };
    let ids = match raw.id.as_deref() {
        None => None,
        Some(address) => Some(ids(address).ok_or(Kind::SignInUnreadable)?),
    };
    Ok(Grant {
        access: Secret::new(raw.access_token),
        refresh: raw
            .refresh_token
            .filter(|token| is_token(token))
            .map(Secret::new),
        instance_url,
        ids,
    })
}

/// The ids in `https://login.salesforce.com/id/<organization id>/<user id>`.
fn ids(address: &str) -> Option<(OrganizationId, String)> {
    let origin = host::origin(address)?;
    let path = address.get(origin.len()..)?.strip_prefix("/id/")?;
    let (organization, user) = path.split_once('/')?;
    let organization = OrganizationId::parse(organization).ok()?;
    (is_record_id(user) && user.starts_with("005")).then(|| (organization, user.to_owned()))
}

#[cfg(test)]
mod tests;
