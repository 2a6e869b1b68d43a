//! The extension's own client over a real network, for native tests.

#![allow(dead_code, reason = "not every test uses all of it")]

use add_to_crm::contact::WithContact;
use add_to_crm::journal::Created;
use add_to_crm::journal::Outcome;
use add_to_crm::salesforce::identity::User;
use add_to_crm::salesforce::object::Object;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use add_to_crm::journal::Pending;
use add_to_crm::json;
use add_to_crm::message::{Create, Request, SignIn};
use add_to_crm::policy::SETTINGS;
use add_to_crm::port::fake::Fake;
use add_to_crm::port::{
    Alarm, Area, Badge, Body, Clock, Crypto, Http, HttpFailure, HttpRequest, HttpResponse, Method,
    SignInWindow, Store, StoreFailure, WindowFailure,
};
use add_to_crm::problem::{Kind, Problem};
use add_to_crm::worker::Worker;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper_util::rt::TokioIo;
use practice_org::server::Direct;
use practice_org::state::{CLIENT_ID, Fault, FaultKind, org_id};
use practice_org::{Config, Org, REDIRECT_URI, Running};
use serde_json::{Map, Value, json as value};
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

pub const RILEY: &str = "riley.reyes@cirrus.example.com";

/// How requests reach the org.
#[derive(Clone)]
enum Wire {
    /// Over TLS on loopback.
    Tls(u16, TlsConnector),
    /// By a call, in the runtime's own time: nothing is left to chance.
    Direct(Direct),
}

/// The outside: the org over its wire, everything else in memory.
pub struct Native {
    pub memory: Fake,
    org: Org,
    wire: Wire,
    /// Who signs in, in the window.
    user: &'static str,
    started: Instant,
    /// A connection of [`Wire::Direct`] is kept open, and a request whose kept
    /// connection breaks is sent again, as Chrome does it.
    pub keeps_alive: Cell<bool>,
    kept_open: Cell<bool>,
    /// The browser says that there is no network.
    pub offline: Cell<bool>,
    /// How far this machine's clock has been set ahead, in milliseconds.
    pub set_ahead: Cell<f64>,
    /// How far the clock that nobody can set has gone on, besides.
    pub gone_on: Cell<f64>,
    /// A deliberate bug: no request has its key.
    pub keyless: Cell<bool>,
    /// A deliberate bug: no update says which version of the record it changes
    /// (`If-Unmodified-Since`).
    pub heedless: Cell<bool>,
    /// A deliberate bug: storage forgets that anything was ever sent, so that
    /// what had no answer is sent again blindly.
    pub forgetful: Cell<bool>,
}

/// Takes away what says that something was sent.
fn forget(value: &mut Value) {
    for place in ["/sent", "/key", "/state/created/role/sent"] {
        if let Some(sent) = value.pointer_mut(place) {
            *sent = Value::Null;
        }
    }
}

impl Native {
    async fn exchange(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let (host, built) = self.built(request)?;
        match &self.wire {
            Wire::Tls(port, tls) => over_tls(*port, tls, &host, built).await,
            Wire::Direct(direct) => {
                let reused = self.kept_open.get();
                let mut answer = direct.ask(built.clone(), reused).await;
                if reused && answer.is_err() {
                    answer = direct.ask(built, false).await;
                }
                self.kept_open.set(self.keeps_alive.get() && answer.is_ok());
                let (parts, body) = answer.ok()?.into_parts();
                Some(response(&parts, &body))
            }
        }
    }

    /// The host, and the request to it.
    fn built(&self, request: &HttpRequest) -> Option<(String, hyper::Request<String>)> {
        let (host, path) = request.url.strip_prefix("https://")?.split_once('/')?;
        let mut builder = hyper::Request::builder()
            .method(match request.method {
                Method::Get => "GET",
                Method::Post => "POST",
                Method::Patch => "PATCH",
            })
            .uri(format!("/{path}"))
            .header("host", host);
        for (name, value) in &request.headers {
            let left_out = match *name {
                "Idempotency-Key" => self.keyless.get(),
                "If-Unmodified-Since" => self.heedless.get(),
                _ => false,
            };
            if left_out {
                continue;
            }
            builder = builder.header(*name, value);
        }
        let (kind, body) = match &request.body {
            Body::Empty => ("text/plain", String::new()),
            Body::Json(text) => ("application/json", text.clone()),
            Body::Form(text) => ("application/x-www-form-urlencoded", text.clone()),
        };
        let built = builder.header("content-type", kind).body(body).ok()?;
        Some((host.to_owned(), built))
    }
}

async fn over_tls(
    port: u16,
    tls: &TlsConnector,
    host: &str,
    request: hyper::Request<String>,
) -> Option<HttpResponse> {
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
    let name = ServerName::try_from(host.to_owned()).ok()?;
    let stream = tls.connect(name, stream.ok()?).await.ok()?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .ok()?;
    tokio::spawn(connection);
    let request = request.map(|body| Full::new(Bytes::from(body)));
    let (parts, body) = sender.send_request(request).await.ok()?.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    Some(response(&parts, &body))
}

fn response(parts: &hyper::http::response::Parts, body: &[u8]) -> HttpResponse {
    let text = |(name, value): (&HeaderName, &HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    HttpResponse {
        status: parts.status.as_u16(),
        headers: parts.headers.iter().filter_map(text).collect(),
        body: String::from_utf8_lossy(body).into_owned(),
    }
}

impl Http for Native {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        if self.offline.get() {
            return Err(HttpFailure::Offline);
        }
        match tokio::time::timeout(request.timeout, self.exchange(&request)).await {
            Ok(answer) => answer.ok_or(HttpFailure::Cut),
            Err(_) => Err(HttpFailure::TimedOut),
        }
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
    async fn read(&self, area: Area, keys: &[&str]) -> Result<Map<String, Value>, StoreFailure> {
        self.memory.read(area, keys).await
    }
    async fn all(&self, area: Area) -> Result<Vec<(String, Value)>, StoreFailure> {
        self.memory.all(area).await
    }
    async fn set(&self, area: Area, mut entries: Vec<(String, Value)>) -> Result<(), StoreFailure> {
        if self.forgetful.get() {
            for (_, value) in &mut entries {
                forget(value);
            }
        }
        self.memory.set(area, entries).await
    }
    async fn remove(&self, area: Area, keys: &[&str]) -> Result<(), StoreFailure> {
        self.memory.remove(area, keys).await
    }
}

impl Clock for Native {
    fn now(&self) -> f64 {
        let nanoseconds = self.org.world().clock.now().unix_timestamp_nanos();
        nanoseconds as f64 / 1e6 + self.set_ahead.get()
    }
    fn monotonic(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1000.0 + self.gone_on.get()
    }
    /// Takes no time where time is the machine's: the clocks go on.
    async fn sleep(&self, time: Duration) {
        if let Wire::Direct(_) = self.wire {
            return tokio::time::sleep(time).await;
        }
        let milliseconds = time.as_secs_f64() * 1000.0;
        for clock in [&self.set_ahead, &self.gone_on] {
            clock.set(clock.get() + milliseconds);
        }
    }
}

impl Alarm for Native {
    async fn wake_at(&self, time: Option<f64>) {
        self.memory.wake_at(time).await;
    }
}

impl Badge for Native {
    async fn badge(&self, open: usize, why: Option<Kind>) {
        self.memory.badge(open, why).await;
    }
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
pub struct World {
    pub org: Running,
    pub worker: Worker<Native>,
}

impl World {
    pub async fn start(user: &'static str) -> World {
        let org = practice_org::start(Config::default()).await.unwrap();
        let worker = worker(&org, user);
        World { org, worker }
    }

    /// Without a network between. Wants a runtime whose time is stopped.
    pub async fn direct(user: &'static str) -> World {
        let org = practice_org::start(Config::default()).await.unwrap();
        let wire = Wire::Direct(Direct::new(org.org.clone()));
        let worker = worker_over(&org, wire, user);
        World { org, worker }
    }

    pub async fn ask<T: serde::de::DeserializeOwned>(
        &self,
        request: impl Into<Request>,
    ) -> Result<T, Problem> {
        let reply = self.worker.handle(request.into()).await?;
        Ok(json::read(reply).unwrap())
    }

    pub async fn sign_in(&self) -> Result<User, Problem> {
        self.ask(SignIn {
            someone_else: false,
        })
        .await
    }

    /// What "Create lead" comes to.
    pub async fn order(&self, key: &str, fields: Value) -> Result<Outcome, Problem> {
        let Value::Object(fields) = fields else {
            panic!("{fields}")
        };
        self.ask(Create {
            object: Object::Lead,
            key: key.to_owned(),
            fields,
            allow_duplicates: false,
            acknowledged: Vec::new(),
            contact: WithContact::default(),
        })
        .await
    }

    /// What "Create contact" comes to.
    pub async fn order_contact(
        &self,
        key: &str,
        fields: Value,
        contact: WithContact,
    ) -> Result<Outcome, Problem> {
        let Value::Object(fields) = fields else {
            panic!("{fields}")
        };
        self.ask(Create {
            object: Object::Contact,
            key: key.to_owned(),
            fields,
            allow_duplicates: false,
            acknowledged: Vec::new(),
            contact,
        })
        .await
    }

    /// A setting is this from now on.
    pub fn set(&self, key: &str, value: Value) {
        let memory = &self.worker.port().memory;
        let mut settings = memory.stored(Area::Local, SETTINGS).unwrap();
        settings[key] = value;
        memory.put(Area::Local, SETTINGS, settings);
    }

    /// A Lead that is created at once.
    pub async fn create(&self, key: &str, fields: Value) -> Result<Created, Problem> {
        match self.order(key, fields).await? {
            Outcome::Created(created) => Ok(created),
            Outcome::Pending(pending) => Err(pending.waiting.why),
        }
    }

    /// A Lead that is kept.
    pub async fn keep(&self, key: &str, fields: Value) -> Pending {
        match self.order(key, fields).await.unwrap() {
            Outcome::Pending(pending) => pending,
            Outcome::Created(created) => panic!("{created:?}"),
        }
    }

    /// The org takes no idempotency keys.
    pub fn without_keys(self) -> World {
        self.org.org.world().shape.no_idempotency = true;
        self
    }

    /// The org's clock goes on by this many seconds.
    pub fn later(&self, seconds: i64) {
        self.org.org.world().ahead += seconds;
    }

    /// What local storage holds under a key.
    pub fn stored(&self, key: &str) -> Option<Value> {
        self.worker.port().memory.stored(Area::Local, key)
    }

    /// All faults are taken back.
    pub fn mend(&self) {
        drop(self.org.org.world().mend());
    }

    /// The worker was stopped: memory is gone, storage stays.
    pub fn restart(self, user: &'static str) -> World {
        let wire = self.worker.port().wire.clone();
        let new = worker_over(&self.org, wire, user);
        let (old, port) = (self.worker.port(), new.port());
        *port.memory.stored.borrow_mut() = old.memory.stored.take();
        for (from, to) in [
            (&old.set_ahead, &port.set_ahead),
            (&old.gone_on, &port.gone_on),
        ] {
            to.set(from.get());
        }
        let random = old.memory.next_random.get();
        port.memory.next_random.set(random);
        port.offline.set(old.offline.get());
        port.keeps_alive.set(old.keeps_alive.get());
        *port.memory.full.borrow_mut() = old.memory.full.take();
        port.forgetful.set(old.forgetful.get());
        port.keyless.set(old.keyless.get());
        port.heedless.set(old.heedless.get());
        World {
            worker: new,
            org: self.org,
        }
    }

    /// As if the time of every open entry had come.
    pub fn due(&self) {
        for value in self.worker.port().memory.stored.borrow_mut().values_mut() {
            for state in ["waiting", "sent"] {
                if let Some(next) = value.pointer_mut(&format!("/state/{state}/next"))
                    && !next.is_null()
                {
                    *next = value!(0.0);
                }
            }
        }
    }

    pub fn fault(&self, fault: FaultKind, path: &str) {
        self.push(fault, path, None);
    }

    pub fn fault_times(&self, fault: FaultKind, path: &str, times: u32) {
        self.push(fault, path, Some(times));
    }

    fn push(&self, fault: FaultKind, path: &str, times: Option<u32>) {
        let fault = Fault {
            fault,
            path: path.to_owned(),
            method: None,
            times,
            milliseconds: 0,
        };
        self.org.org.world().faults.push(fault);
    }

    pub fn leads(&self) -> Vec<Map<String, Value>> {
        self.org
            .org
            .world()
            .all(0, "Lead")
            .into_iter()
            .cloned()
            .collect()
    }

    pub fn calls(&self) -> Vec<String> {
        let world = self.org.org.world();
        let counted = world.log.iter().filter(|logged| logged.counted);
        counted
            .map(|logged| format!("{} {} {}", logged.method, logged.path, logged.status))
            .collect()
    }
}

pub fn worker(org: &Running, user: &'static str) -> Worker<Native> {
    worker_over(org, tls(org), user)
}

fn tls(org: &Running) -> Wire {
    let mut roots = RootCertStore::empty();
    roots.add(org.certificate.clone().into()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Wire::Tls(org.addr.port(), TlsConnector::from(Arc::new(config)))
}

fn worker_over(org: &Running, wire: Wire, user: &'static str) -> Worker<Native> {
    let memory = Fake::default();
    let settings = value!({ "leadCreation": true, "salesforce": { "clientId": CLIENT_ID, "organizationId": org_id(0) } });
    memory.put(Area::Local, SETTINGS, settings);
    Worker::new(Native {
        memory,
        org: org.org.clone(),
        wire,
        user,
        started: Instant::now(),
        offline: Cell::new(false),
        set_ahead: Cell::new(0.0),
        gone_on: Cell::new(0.0),
        keeps_alive: Cell::new(false),
        kept_open: Cell::new(false),
        forgetful: Cell::new(false),
        keyless: Cell::new(false),
        heedless: Cell::new(false),
    })
}
