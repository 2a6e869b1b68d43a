//! Faults around whole requests, and hosts.

use axum::body::Body;
use axum::http::{Request, Response};
use serde_json::{Value, json};

use super::*;
use crate::Config;
use crate::shape::Shape;
use crate::state::Token;

fn org(shape: Shape) -> Org {
    let org = Org::new(Config {
        shape,
        ..Config::default()
    });
    for (token, user) in [("riley", 0), ("mika", 9), ("lin", 10)] {
        let token = (token.to_owned(), Token { user, live: true });
        org.world().access.extend([token]);
    }
    org
}

async fn send(
    org: &Org,
    host: &str,
    path: &str,
    reused: bool,
    token: &str,
    body: Option<Value>,
) -> Response<Body> {
    let method = if body.is_some() { "POST" } else { "GET" };
    let kind = match path.ends_with("/token") {
        true => "application/x-www-form-urlencoded",
        false => "application/json",
    };
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", host)
        .header("content-type", kind)
        .header("authorization", format!("Bearer {token}"))
        .extension(Reused(reused))
        .body(body.map_or(Body::empty(), |body| Body::from(body.to_string())))
        .unwrap();
    router(org.clone()).oneshot(request).await.unwrap()
}

fn strike(org: &Org, fault: FaultKind) {
    org.world().faults.push(Fault {
        fault,
        path: String::new(),
        method: None,
        times: Some(1),
        milliseconds: 0,
    });
}

const RILEYS: &str = "cirrus-example.my.salesforce.com";
const CREATE: &str = "/services/data/v68.0/sobjects/Lead";

#[tokio::test]
async fn faults_say_what_was_done_and_what_is_answered() {
    // Fault, on a reused connection; Leads then, status, cut.
    for (fault, reused, leads, status, cut) in [
        (FaultKind::Unavailable, false, 0, 503, false),
        (FaultKind::Busy, false, 0, 503, false),
        (FaultKind::Html, false, 0, 503, false),
        (FaultKind::UnavailableAfter, false, 1, 503, false),
        (FaultKind::HtmlAfter, false, 1, 200, false),
        (FaultKind::RedirectAfter, false, 1, 302, false),
        (FaultKind::UnauthorizedAfter, false, 1, 401, false),
        (FaultKind::BrokenJson, false, 1, 201, false),
        (FaultKind::CutBefore, false, 0, 200, true),
        (FaultKind::CutAfter, false, 1, 201, true),
        (FaultKind::CutReused, false, 1, 201, false),
        (FaultKind::CutReused, true, 1, 201, true),
        (FaultKind::TokenBusy, false, 1, 201, false),
        (FaultKind::RowLocked, false, 0, 400, false),
    ] {
        let org = org(Shape::default());
        strike(&org, fault);
        let body = json!({ "LastName": "Tarrant", "Company": "Northwind" });
        let answer = send(&org, RILEYS, CREATE, reused, "riley", Some(body)).await;
        let was_cut = answer.extensions().get::<Cut>().is_some();
        assert_eq!(
            (
                org.world().all(0, "Lead").len(),
                answer.status().as_u16(),
                was_cut
            ),
            (leads, status, cut),
            "{fault:?}"
        );
        if fault == FaultKind::Busy {
            assert_eq!(answer.headers()["retry-after"], "120");
        }
        let world = org.world();
        let logged = &world.log[0];
        assert_eq!((logged.reused, logged.status == 0), (reused, cut));
    }
}

#[tokio::test]
async fn token_faults_strike_requests_for_tokens_alone() {
    for (fault, error, words) in [
        (
            FaultKind::TokenBusy,
            "invalid_grant",
            "token request is already being processed",
        ),
        (
            FaultKind::TokenRaced,
            "invalid_grant",
            "expired authorization code",
        ),
        (FaultKind::IpRestricted, "invalid_grant", "ip restricted"),
        (
            FaultKind::LoginHours,
            "invalid_grant",
            "ip restricted or invalid login hours",
        ),
        (
            FaultKind::InvalidAppAccess,
            "invalid_app_access",
            "user is not admin approved to access this app",
        ),
    ] {
        let org = org(Shape::default());
        strike(&org, fault);
        let rest = send(
            &org,
            RILEYS,
            "/services/data/v68.0/limits",
            false,
            "riley",
            None,
        )
        .await;
        assert_eq!(rest.status(), 200);
        let path = "/services/oauth2/token";
        let answer = send(
            &org,
            "login.salesforce.com",
            path,
            false,
            "",
            Some(json!("")),
        )
        .await;
        let bytes = axum::body::to_bytes(answer.into_body(), 1000)
            .await
            .unwrap();
        let body: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(body, json!({ "error": error, "error_description": words }));
    }
}

#[tokio::test]
async fn hosts_are_those_of_the_clouds_and_of_a_renamed_my_domain() {
    let limits = "/services/data/v68.0/limits";
    for (shape, host, token, status) in [
        ("large", RILEYS, "riley", 200),
        ("large", "harbor-example.my.salesforce.mil", "mika", 200),
        ("large", "harbor-example.my.salesforce.mil", "riley", 401),
        ("large", "lantern-example.my.sfcrmproducts.cn", "lin", 200),
        ("large", "nobody.my.salesforce.mil", "mika", 404),
        ("large", "cirrus-renamed.my.salesforce.com", "riley", 404),
        ("renamed", "cirrus-renamed.my.salesforce.com", "riley", 200),
        ("renamed", RILEYS, "riley", 301),
        ("old-version", RILEYS, "riley", 404),
    ] {
        let org = org(Shape::named(shape).unwrap());
        let answer = send(&org, host, limits, false, token, None).await;
        assert_eq!(answer.status(), status, "{shape} {host}");
        if status == 301 {
            let to = format!("https://cirrus-renamed.my.salesforce.com{limits}");
            assert_eq!(answer.headers()["location"], to);
        }
    }
    let org = org(Shape::named("renamed").unwrap());
    let path = "/services/oauth2/token";
    let answer = send(&org, RILEYS, path, false, "", Some(json!(""))).await;
    assert_eq!(answer.status(), 302);
}
