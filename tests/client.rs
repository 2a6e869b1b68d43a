//! The extension's own client, natively, against the practice org over TLS.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

use std::sync::Arc;
use std::time::Duration;

use add_to_crm::json;
use add_to_crm::message::{Create, Created, Describe, Open, Opened, Request, SignIn, SignOut, Who};
use add_to_crm::policy::SETTINGS;
use add_to_crm::port::fake::Fake;
use add_to_crm::port::{
    Area, Body, Clock, Crypto, Http, HttpFailure, HttpRequest, HttpResponse, Method, SignInWindow,
    Store, StoreFailure, WindowFailure,
};
use add_to_crm::problem::{Kind, Problem};
use add_to_crm::worker::Worker;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use practice_org::state::{CLIENT_ID, Fault, FaultKind, Shape, org_id};
use practice_org::{Config, REDIRECT_URI, Running};
use serde_json::{Map, Value, json as value};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

const RILEY: &str = "riley.reyes@cirrus.example.com";

/// The outside: a real network, everything else in memory.
struct Native {
    memory: Fake,
    port: u16,
    tls: TlsConnector,
    /// Who signs in, in the window.
    user: &'static str,
}

impl Native {
    async fn exchange(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let (host, path) = request.url.strip_prefix("https://")?.split_once('/')?;
        let stream = tokio::net::TcpStream::connect(("127.0.0.1", self.port))
            .await
            .ok()?;
        let name = ServerName::try_from(host.to_owned()).ok()?;
        let stream = self.tls.connect(name, stream).await.ok()?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .ok()?;
        tokio::spawn(connection);
        let mut builder = hyper::Request::builder()
            .method(match request.method {
                Method::Get => "GET",
                Method::Post => "POST",
            })
            .uri(format!("/{path}"))
            .header("host", host);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let (kind, body) = match &request.body {
            Body::Empty => ("text/plain", String::new()),
            Body::Json(text) => ("application/json", text.clone()),
            Body::Form(text) => ("application/x-www-form-urlencoded", text.clone()),
        };
        let request = builder
            .header("content-type", kind)
            .body(Full::new(Bytes::from(body)))
            .ok()?;
        let response = sender.send_request(request).await.ok()?;
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        let body = response.into_body().collect().await.ok()?.to_bytes();
        Some(HttpResponse {
            status,
            headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        })
    }
}

impl Http for Native {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        self.exchange(&request).await.ok_or(HttpFailure::Cut)
    }
}

impl SignInWindow for Native {
    fn redirect_uri(&self) -> String {
        REDIRECT_URI.to_owned()
    }

    /// Does what a person does on the page: chooses a user and allows.
    async fn open(&self, url: &str) -> Result<String, WindowFailure> {
        let (page, query) = url.split_once('?').unwrap();
        let request = HttpRequest {
            method: Method::Post,
            url: page.to_owned(),
            headers: Vec::new(),
            body: Body::Form(format!(
                "{query}&user={}&decision=allow",
                self.user.replace('@', "%40")
            )),
            timeout: Duration::from_secs(5),
        };
        let answer = self
            .exchange(&request)
            .await
            .ok_or(WindowFailure::NotLoaded)?;
        answer
            .header("location")
            .map(str::to_owned)
            .ok_or(WindowFailure::Closed)
    }
}

impl Store for Native {
    async fn get(&self, area: Area, key: &str) -> Result<Option<Value>, StoreFailure> {
        self.memory.get(area, key).await
    }
    async fn all(&self, area: Area) -> Result<Vec<(String, Value)>, StoreFailure> {
        self.memory.all(area).await
    }
    async fn set(&self, area: Area, entries: Vec<(String, Value)>) -> Result<(), StoreFailure> {
        self.memory.set(area, entries).await
    }
    async fn remove(&self, area: Area, keys: &[&str]) -> Result<(), StoreFailure> {
        self.memory.remove(area, keys).await
    }
}

impl Clock for Native {
    fn now(&self) -> f64 {
        std::time::SystemTime::UNIX_EPOCH
            .elapsed()
            .unwrap()
            .as_secs_f64()
            * 1000.0
    }
    async fn sleep(&self, _: Duration) {}
}

impl Crypto for Native {
    fn random<const N: usize>(&self) -> [u8; N] {
        self.memory.random()
    }
    async fn sha256(&self, bytes: &[u8]) -> [u8; 32] {
        self.memory.sha256(bytes).await
    }
}

/// The org and a worker that is set up for it.
struct World {
    org: Running,
    worker: Worker<Native>,
}

impl World {
    async fn start(user: &'static str) -> World {
        let org = practice_org::start(Config::default()).await.unwrap();
        let worker = worker(&org, user);
        World { org, worker }
    }

    async fn ask<T: serde::de::DeserializeOwned>(
        &self,
        request: impl Into<Request>,
    ) -> Result<T, Problem> {
        let reply = self.worker.handle(request.into()).await?;
        Ok(json::read(reply).unwrap())
    }

    async fn sign_in(&self) -> Result<Who, Problem> {
        self.ask(SignIn {
            someone_else: false,
        })
        .await
    }

    async fn create(&self, key: &str, fields: Value) -> Result<Created, Problem> {
        let Value::Object(fields) = fields else {
            panic!("{fields}")
        };
        self.ask(Create {
            key: key.to_owned(),
            fields,
            anyway: false,
        })
        .await
    }

    fn fault(&self, fault: FaultKind, path: &str) {
        let fault = Fault {
            fault,
            path: path.to_owned(),
            method: None,
            times: None,
            milliseconds: 0,
        };
        self.org.org.world().faults.push(fault);
    }

    fn leads(&self) -> Vec<Map<String, Value>> {
        self.org
            .org
            .world()
            .all(0, "Lead")
            .into_iter()
            .cloned()
            .collect()
    }

    fn calls(&self) -> Vec<String> {
        let world = self.org.org.world();
        let counted = world.log.iter().filter(|logged| logged.counted);
        counted
            .map(|logged| format!("{} {} {}", logged.method, logged.path, logged.status))
            .collect()
    }
}

fn worker(org: &Running, user: &'static str) -> Worker<Native> {
    let mut roots = RootCertStore::empty();
    roots.add(org.certificate.clone().into()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let memory = Fake::default();
    let settings = value!({ "leadCreation": true, "salesforce": { "clientId": CLIENT_ID, "organizationId": org_id(0) } });
    memory.put(Area::Local, SETTINGS, settings);
    Worker::new(Native {
        memory,
        port: org.addr.port(),
        tls: TlsConnector::from(Arc::new(config)),
        user,
    })
}

fn ada() -> Value {
    value!({ "FirstName": "Ada", "LastName": "O'Bri\\en \"%_\"", "Company": "Ünïted\n Engines", "Title": "Chief" })
}

#[tokio::test]
async fn a_lead_is_created_as_it_was_sent_and_owned_by_the_rep() {
    let world = World::start(RILEY).await;
    let who = world.sign_in().await.unwrap();
    assert_eq!(who.display_name, "Riley Reyes");
    let created = world.create("page:1", ada()).await.unwrap();
    assert!(!created.found_again);
    assert_eq!(created.owner.as_deref(), Some("Riley Reyes"));
    let leads = world.leads();
    assert_eq!(leads.len(), 1);
    for (name, value) in ada().as_object().unwrap() {
        assert_eq!(&leads[0][name], value);
    }
    assert_eq!(leads[0]["OwnerId"], who.user_id.as_str());
    assert_eq!(world.calls(), ["POST /services/data/v68.0/composite 200"]);
}

#[tokio::test]
async fn whatever_breaks_there_is_one_lead_in_the_end() {
    use FaultKind::{
        AllowanceSpent, BrokenJson, Concurrent, CutAfter, CutBefore, Html, RowLocked, Unavailable,
    };
    for fault in [
        CutBefore,
        CutAfter,
        Unavailable,
        Html,
        BrokenJson,
        AllowanceSpent,
        Concurrent,
        RowLocked,
    ] {
        let world = World::start(RILEY).await;
        world.sign_in().await.unwrap();
        world.fault(fault, "/composite");
        world.create("page:1", ada()).await.unwrap_err();
        world.org.org.world().faults.clear();
        // The rep may correct a field before trying again: still the same Lead.
        let mut changed = ada();
        changed["Title"] = value!("Chief Engineer");
        let landed = world.leads().len();
        let created = world.create("page:1", changed).await.unwrap();
        assert_eq!(created.found_again, landed == 1, "{fault:?}");
        assert_eq!(world.leads().len(), 1, "{fault:?}");
        assert_eq!(
            world.create("page:1", ada()).await.unwrap(),
            created,
            "{fault:?}"
        );
        assert_eq!(world.leads().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_network_that_sends_the_create_twice_makes_one_lead() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    world.create("page:1", ada()).await.unwrap();
    // Another worker of the same rep, with the same person and no memory: what a
    // repeated request looks like to the org.
    let again = World {
        worker: worker(&world.org, RILEY),
        org: practice_org::start(Config::default()).await.unwrap(),
    };
    again.sign_in().await.unwrap();
    let found = again.create("page:1", ada()).await.unwrap();
    assert!(found.found_again);
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn two_at_once_for_one_profile_make_one_lead() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let (one, two) = tokio::join!(world.create("page:1", ada()), world.create("page:1", ada()));
    assert_eq!(one.unwrap().id, two.unwrap().id);
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn an_expired_token_is_renewed_once_for_all_who_wait() {
    for rotate_refresh_tokens in [false, true] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape = Shape {
            rotate_refresh_tokens,
            ..Shape::default()
        };
        world.sign_in().await.unwrap();
        for _ in 0..2 {
            world
                .org
                .org
                .world()
                .access
                .values_mut()
                .for_each(|token| token.live = false);
            let describe = || world.ask::<Value>(Describe { fresh: true });
            let (one, two, lead) =
                tokio::join!(describe(), describe(), world.create("page:1", ada()));
            assert_eq!(one.unwrap(), two.unwrap());
            lead.unwrap();
        }
        let asked = world
            .org
            .org
            .world()
            .log
            .iter()
            .filter(|logged| logged.path.ends_with("/token"))
            .count();
        assert_eq!(asked, 3, "one sign-in and two refreshes");
        assert_eq!(world.leads().len(), 1);
    }
}

#[tokio::test]
async fn who_may_not_gets_a_sentence_and_no_session_where_it_is_the_wrong_org() {
    for (user, at_sign_in, at_create) in [
        (
            "oskar.other@otherorg.example.com",
            Some(Kind::WrongOrg),
            Some(Kind::SignedOut),
        ),
        (
            "ina.inactive@cirrus.example.com",
            Some(Kind::SignInClosed),
            Some(Kind::SignedOut),
        ),
        (
            "noa.noapi@cirrus.example.com",
            None,
            Some(Kind::ApiDisabled),
        ),
        (
            "nico.nocreate@cirrus.example.com",
            None,
            Some(Kind::NoAccess),
        ),
        ("nell.nocontact@cirrus.example.com", None, None),
    ] {
        let world = World::start(user).await;
        let signed_in = world.sign_in().await;
        assert_eq!(
            signed_in.err().map(|problem| problem.kind),
            at_sign_in,
            "{user}"
        );
        let created = world.create("page:1", ada()).await;
        assert_eq!(
            created.err().map(|problem| problem.kind),
            at_create,
            "{user}"
        );
        assert_eq!(
            world.leads().len(),
            usize::from(at_create.is_none()),
            "{user}"
        );
        if at_sign_in == Some(Kind::WrongOrg) {
            let live = world
                .org
                .org
                .world()
                .refresh
                .values()
                .filter(|token| token.live)
                .count();
            assert_eq!(live, 0, "its access is given back");
        }
    }
}

#[tokio::test]
async fn an_admin_who_revokes_ends_the_session() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    {
        let mut org = world.org.org.world();
        org.access.values_mut().for_each(|token| token.live = false);
        org.refresh
            .values_mut()
            .for_each(|token| token.live = false);
    }
    assert_eq!(
        world.create("page:1", ada()).await.unwrap_err().kind,
        Kind::SessionEnded
    );
    let opened: Opened = world.ask(Open { key: None }).await.unwrap();
    assert_eq!(opened.who, None);
}

#[tokio::test]
async fn the_describe_is_asked_for_once_and_then_only_whether_it_changed() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let first: Value = world.ask(Describe { fresh: false }).await.unwrap();
    let cached: Value = world.ask(Describe { fresh: false }).await.unwrap();
    let asked: Value = world.ask(Describe { fresh: true }).await.unwrap();
    assert_eq!((&first, &first), (&cached, &asked));
    let path = "GET /services/data/v68.0/sobjects/Lead/describe";
    assert_eq!(
        world.calls(),
        [format!("{path} 200"), format!("{path} 304")]
    );
}

#[tokio::test]
async fn signing_out_revokes() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    world.ask::<()>(SignOut {}).await.unwrap();
    let org = world.org.org.world();
    assert!(
        org.access
            .values()
            .chain(org.refresh.values())
            .all(|token| !token.live)
    );
}
