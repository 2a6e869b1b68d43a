//! The TLS port: connections, hosts, faults, the log.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{DATE, HOST};
use axum::http::{HeaderValue, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tower::ServiceExt;

use crate::faults::{self, Cut, Fault, FaultKind, Place};
use crate::http::{self, Host};
use crate::state::{ALLOWED, Logged, instance_url};
use crate::users::ORGS;
use crate::{Org, control, html, oauth, pages, rest};

/// In a request's extensions: its connection has carried another one before.
#[derive(Clone, Copy)]
struct Reused(bool);

/// A self-signed certificate, made anew at each start; the second is it, DER.
pub fn acceptor() -> io::Result<(TlsAcceptor, Vec<u8>)> {
    let names = [
        "localhost",
        "127.0.0.1",
        "login.salesforce.com",
        "test.salesforce.com",
        "*.my.salesforce.com",
        "*.sandbox.my.salesforce.com",
        "*.my.salesforce.mil",
        "*.my.sfcrmproducts.cn",
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

/// An org that is asked without a network between.
#[derive(Clone)]
pub struct Direct(Router);

impl Direct {
    /// Of this org.
    pub fn new(org: Org) -> Self {
        Direct(router(org))
    }

    /// The answer to one request; `reused`: the connection has carried another
    /// one before.
    ///
    /// # Errors
    /// The connection was cut.
    pub async fn ask(
        &self,
        request: hyper::Request<String>,
        reused: bool,
    ) -> io::Result<hyper::Response<Vec<u8>>> {
        let answer = self.answer(request.map(Body::from), reused).await?;
        let (parts, body) = answer.into_parts();
        let bytes = axum::body::to_bytes(body, http::BODY_LIMIT)
            .await
            .map_err(io::Error::other)?;
        Ok(hyper::Response::from_parts(parts, bytes.to_vec()))
    }

    async fn answer(&self, mut request: Request, reused: bool) -> io::Result<Response<Body>> {
        request.extensions_mut().insert(Reused(reused));
        // A task of its own: what has begun is carried out, also when the client
        // has stopped waiting.
        let answer = tokio::spawn(self.0.clone().oneshot(request));
        let response = answer
            .await
            .map_err(io::Error::other)?
            .unwrap_or_else(|never: Infallible| match never {});
        match response.extensions().get::<Cut>() {
            Some(Cut) => Err(io::Error::other("cut by a fault")),
            None => Ok(response),
        }
    }
}

/// Answers until the task is stopped.
pub async fn serve(listener: TcpListener, acceptor: TlsAcceptor, org: Org) {
    let direct = Direct::new(org);
    loop {
        // A connection that could not be taken harms no other one.
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let (acceptor, direct) = (acceptor.clone(), direct.clone());
        tokio::spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            let used = AtomicBool::new(false);
            let service =
                hyper::service::service_fn(|request: hyper::Request<hyper::body::Incoming>| {
                    let direct = direct.clone();
                    let reused = used.swap(true, Ordering::Relaxed);
                    async move { direct.answer(request.map(Body::new), reused).await }
                });
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
            let renamed = org.world().shape.renamed;
            match Host::of(&name, renamed) {
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

fn header(request: &Request, name: &str) -> Option<String> {
    let value = request.headers().get(name)?.to_str().ok()?;
    Some(value.to_owned())
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
    let (client, key) = (
        header(&request, "sforce-call-options"),
        header(&request, "idempotency-key"),
    );
    let reused = request
        .extensions()
        .get::<Reused>()
        .is_some_and(|reused| reused.0);
    request.extensions_mut().insert(host);
    let mut places = vec![Place::Request];
    if reused {
        places.push(Place::Reused);
    }
    if path == "/services/oauth2/token" {
        places.push(Place::Token);
    }
    let (fault, moved) = {
        let mut world = org.world();
        world.under_way += 1;
        let moved = moved(name, &request, world.shape.renamed);
        (world.strike(&places, &method, &path), moved)
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
        _held = Some(faults::hold(org).await);
    }
    let counted = path.starts_with("/services/data/v");
    // Before it is looked at: of requests at the same time each takes its own.
    if counted {
        org.world().used += 1;
    }
    let instead = fault.as_ref().and_then(faults::instead).or(moved);
    let mut response = match (instead, kind) {
        (Some(response), _) => response,
        (None, Some(FaultKind::CutMeanwhile)) => {
            org.world().under_way += 1;
            let org = org.clone();
            tokio::spawn(async move {
                pass(router, request).await;
                org.world().under_way -= 1;
            });
            faults::cut()
        }
        (None, _) => pass(router, request).await,
    };
    if kind == Some(FaultKind::HoldAfter) {
        _held = Some(faults::hold(org).await);
    }
    if let Some(kind) = kind {
        response = faults::afterwards(kind, response).await;
    }
    let cut = response.extensions().get::<Cut>().is_some();
    let status = response.status().as_u16();
    let mut world = org.world();
    world.under_way -= 1;
    let front = kind.is_some_and(faults::is_a_fronts);
    // Whatever answers in the org's place has a clock of its own.
    let date = world.date_ahead(if front { 3600 } else { 0 });
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().insert(DATE, date);
    }
    if counted && status == 401 {
        world.used = world.used.saturating_sub(1);
    }
    if counted
        && !front
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
        key,
        reused,
    });
    response
}

/// Where an org's old host sends everybody after My Domain was renamed
/// (forcedotcom/SalesforceMobileSDK-iOS#3541): 301, and 302 for what is not
/// read.
fn moved(name: &str, request: &Request, renamed: bool) -> Option<Response<Body>> {
    let old = ORGS[0].host();
    if !renamed || name.split(':').next() != Some(&old) {
        return None;
    }
    let to = http::redirect(&format!(
        "{}{}",
        instance_url(0, true),
        request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str())
    ));
    let (mut parts, body) = to.into_parts();
    if request.method() == "GET" {
        parts.status = StatusCode::MOVED_PERMANENTLY;
    }
    Some(Response::from_parts(parts, body))
}

#[cfg(test)]
mod tests;
