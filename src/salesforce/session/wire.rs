//! Calls of OAuth's endpoints.

use std::time::Duration;

use crate::port::{Body, HttpFailure, HttpRequest, HttpResponse, Method, Ports};
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::oauth;
use crate::salesforce::secret::Secret;

/// OAuth's endpoints answer within seconds or not at all.
pub(super) const TIMEOUT: Duration = Duration::from_secs(30);

/// Has Salesforce revoke a token.
pub(super) async fn revoke(
    port: &impl Ports,
    login_host: &str,
    token: Option<&Secret<String>>,
) -> Answer<()> {
    match token {
        Some(token) => post(port, login_host, "revoke", oauth::revoke(token))
            .await
            .map(drop),
        None => Ok(()),
    }
}

/// The same for a grant that was never kept: nobody waits for how that ends.
pub(super) async fn give_back(port: &impl Ports, login_host: &str, token: Option<&Secret<String>>) {
    let _revoked = revoke(port, login_host, token).await;
}

pub(super) async fn post(
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

pub(super) async fn send(port: &impl Ports, request: HttpRequest) -> Answer<HttpResponse> {
    port.send(request).await.map_err(|failure| {
        Problem::new(match failure {
            HttpFailure::Offline => Kind::Offline,
            HttpFailure::Withheld => Kind::AccessWithheld,
            HttpFailure::TimedOut => Kind::TimedOut,
            HttpFailure::Cut => Kind::Unreachable,
        })
    })
}
