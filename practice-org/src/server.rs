//! The TLS port: connections, hosts, faults, the log.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, DATE, HOST};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tower::ServiceExt;

use crate::http::{BODY_LIMIT, Host};
use crate::state::{ALLOWED, Fault, FaultKind, Held, Logged};
use crate::validate::error;
use crate::{Org, control, html, http, oauth, pages, rest};

/// In the answer's extensions: cut the connection in place of answering.
#[derive(Clone, Copy)]
struct Cut;

/// A self-signed certificate, made anew at each start; the second is it, DER.
pub fn acceptor() -> io::Result<(TlsAcceptor, Vec<u8>)> {
    let names = [
        "localhost",
        "127.0.0.1",
        "login.salesforce.com",
        "test.salesforce.com",
        "*.my.salesforce.com",
        "*.sandbox.my.salesforce.com",
        "www.linkedin.com",
    ];
    let made =
        rcgen::generate_simple_self_signed(names.map(str::to_owned)).map_err(io::Error::other)?;
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .map_err(io::Error::other)?;
    Ok((
        TlsAcceptor::from(Arc::new(config)),
        made.cert.der().to_vec(),
    ))
}

/// Answers until the task is stopped.
pub async fn serve(listener: TcpListener, acceptor: TlsAcceptor, org: Org) {
    let router = router(org);
    loop {
        // A connection that could not be taken harms no other one.
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let (acceptor, router) = (acceptor.clone(), router.clone());
        tokio::spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            let service = hyper::service::service_fn(
                move |request: hyper::Request<hyper::body::Incoming>| {
                    let router = router.clone();
                    async move {
                        // A task of its own: what has begun is carried out, also
                        // when the client has stopped waiting.
                        let answer = tokio::spawn(router.oneshot(request.map(Body::new)));
                        let response = answer
                            .await
                            .map_err(io::Error::other)?
                            .unwrap_or_else(|never: Infallible| match never {});
                        if response.extensions().get::<Cut>().is_some() {
                            return Err(io::Error::other("cut by a fault"));
                        }
                        Ok(response)
                    }
                },
            );
            // Ends with the connection, however that ends.
            let _ended = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

fn router(org: Org) -> Router {
    let salesforce = Router::new()
        .merge(oauth::router())
        .merge(html::router())
        .fallback(rest::answer)
        .with_state(org.clone());
    let control = control::router().with_state(org.clone());
    Router::new().fallback(move |request: Request| {
        let (org, salesforce, control) = (org.clone(), salesforce.clone(), control.clone());
        async move {
            let name = host_name(&request);
            match Host::of(&name) {
                Host::Control => pass(control, request).await,
                Host::Web => pages::answer(&org.config.pages, &name, request.uri().path()),
                Host::NoOrg => html::no_such_org(&name),
                host => struck(&org, salesforce, host, &name, request).await,
            }
        }
    })
}

fn host_name(request: &Request) -> String {
    let header = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok());
    header
        .or_else(|| request.uri().host())
        .unwrap_or_default()
        .to_owned()
}

async fn pass(router: Router, request: Request) -> Response<Body> {
    router
        .oneshot(request)
        .await
        .unwrap_or_else(|never: Infallible| match never {})
}

/// One request to Salesforce: faults, the answer, the log, the meter.
async fn struck(
    org: &Org,
    router: Router,
    host: Host,
    name: &str,
    mut request: Request,
) -> Response<Body> {
    let method = request.method().to_string();
    let path = request.uri().path().to_owned();
    let client = request
        .headers()
        .get("sforce-call-options")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    request.extensions_mut().insert(host);
    let fault = {
        let mut world = org.world();
        world.under_way += 1;
        world.strike(&method, &path)
    };
    if let Some(Fault {
        fault: FaultKind::Latency,
        milliseconds,
        ..
    }) = fault
    {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
    let kind = fault.as_ref().map(|fault| fault.fault);
    let mut _held = None;
    if kind == Some(FaultKind::HoldBefore) {
        _held = Some(hold(org).await);
    }
    let counted = path.starts_with("/services/data/v");
    let mut response = match fault.as_ref().and_then(instead) {
        Some(response) => response,
        None => pass(router, request).await,
    };
    match kind {
        Some(FaultKind::HoldAfter) => _held = Some(hold(org).await),
        Some(FaultKind::CutAfter) => {
            response.extensions_mut().insert(Cut);
        }
        Some(FaultKind::BrokenJson) => response = broken(response).await,
        _ => {}
    }
    let cut = response.extensions().get::<Cut>().is_some();
    let status = response.status().as_u16();
    let mut world = org.world();
    world.under_way -= 1;
    if let Ok(date) = HeaderValue::from_str(&world.date()) {
        response.headers_mut().insert(DATE, date);
    }
    if counted && status != 401 {
        world.used += 1;
    }
    if counted
        && let Ok(usage) = HeaderValue::from_str(&format!("api-usage={}/{ALLOWED}", world.used))
    {
        response.headers_mut().insert("sforce-limit-info", usage);
    }
    world.log.push(Logged {
        method,
        host: name.to_owned(),
        path,
        status: if cut { 0 } else { status },
        counted,
        client,
    });
    response
}

/// Waits until the faults are taken back. What it gives is kept until the
/// request is done.
async fn hold(org: &Org) -> watch::Receiver<Held> {
    let mut held = {
        let world = org.world();
        world.held.send_modify(|held| held.count += 1);
        world.held.subscribe()
    };
    // An org that is reset takes its faults along.
    let _let_go = held.wait_for(|held| held.let_go).await.is_ok();
    held
}

/// What a fault answers in the org's place.
fn instead(fault: &Fault) -> Option<Response<Body>> {
    let (status, body) = match fault.fault {
        FaultKind::Latency
        | FaultKind::HoldBefore
        | FaultKind::HoldAfter
        | FaultKind::CutAfter
        | FaultKind::BrokenJson => return None,
        FaultKind::CutBefore => {
            let mut response = StatusCode::OK.into_response();
            response.extensions_mut().insert(Cut);
            return Some(response);
        }
        FaultKind::Html => return Some(html::maintenance()),
        FaultKind::Unavailable => error(
            503,
            "SERVER_UNAVAILABLE",
            "Server Unavailable: server currently unavailable, please try again.",
            &[],
        ),
        FaultKind::AllowanceSpent => error(
            403,
            "REQUEST_LIMIT_EXCEEDED",
            "TotalRequests Limit exceeded.",
            &[],
        ),
        FaultKind::Concurrent => error(
            403,
            "REQUEST_LIMIT_EXCEEDED",
            "ConcurrentPerOrgLongTxn Limit exceeded.",
            &[],
        ),
        FaultKind::TooMany => {
            return Some((StatusCode::TOO_MANY_REQUESTS, "Too Many Requests").into_response());
        }
        FaultKind::RowLocked => error(
            400,
            "UNABLE_TO_LOCK_ROW",
            "unable to obtain exclusive access to this record",
            &[],
        ),
        FaultKind::Expired => error(401, "INVALID_SESSION_ID", "Session expired or invalid", &[]),
        FaultKind::NotForRest => error(
            401,
            "INVALID_SESSION_ID",
            "This session is not valid for use with the REST API",
            &[],
        ),
    };
    Some(http::json(status, &body))
}

/// The answer, without its second half.
async fn broken(response: Response<Body>) -> Response<Body> {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), BODY_LIMIT)
        .await
        .unwrap_or_default();
    let half = Bytes::copy_from_slice(&bytes[..bytes.len() / 2]);
    (
        status,
        [(CONTENT_TYPE, "application/json;charset=UTF-8")],
        half,
    )
        .into_response()
}
