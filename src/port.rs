//! What the pure modules need from the outside, as traits.
//!
//! `browser/` implements them over the browser; [`fake`] implements them in
//! memory, so that sign-in, refresh and create are tested on the host down to
//! the order of their calls.

#![allow(
    async_fn_in_trait,
    reason = "one thread and no boxed ports: nobody needs to name these futures"
)]

use std::time::Duration;

use serde_json::{Map, Value};

use crate::problem::{Kind, Problem};

#[cfg(not(target_arch = "wasm32"))]
pub mod fake;

/// The method of a request; the extension uses no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// May write; is never repeated blindly.
    Post,
    /// Changes; is never repeated blindly.
    Patch,
}

/// What is sent as the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// `application/json`.
    Json(String),
    /// `application/x-www-form-urlencoded`, already encoded.
    Form(String),
}

/// One request to Salesforce.
#[derive(Clone, Debug)]
pub struct HttpRequest {
    /// GET or POST.
    pub method: Method,
    /// An absolute https address.
    pub url: String,
    /// Name and value; the body's type is set from `body`.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
    /// After this time the request is given up as [`HttpFailure::TimedOut`].
    pub timeout: Duration,
}

/// An answer, whatever its status.
#[derive(Clone, Debug, Default)]
pub struct HttpResponse {
    /// The HTTP status, 100 to 599.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl HttpResponse {
    /// The first header of this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer. Whether the request arrived is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpFailure {
    /// The browser says that there is no network; nothing was sent.
    Offline,
    /// The browser does not let the extension reach this host; nothing was sent.
    Withheld,
    /// No answer within the request's time-out.
    TimedOut,
    /// The connection failed or was cut.
    Cut,
}

/// Sends requests. Redirects are not followed.
pub trait Http {
    /// One request, once.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure>;
}

/// Where a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// On disk, until erased (`chrome.storage.local`, closed to content scripts).
    Local,
    /// In memory, until the browser ends (`chrome.storage.session`).
    Session,
    /// The administrator's policy; read only (`chrome.storage.managed`).
    Managed,
}

/// Why a value could not be read or kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreFailure {
    /// The quota is used up; nothing was written.
    Full,
    /// The browser refused, in its own words.
    Refused(String),
}

impl From<StoreFailure> for Problem {
    fn from(failure: StoreFailure) -> Self {
        match failure {
            StoreFailure::Full => Problem::new(Kind::StorageFull),
            StoreFailure::Refused(message) => Problem::new(Kind::StorageRefused).said(message),
        }
    }
}

/// Keeps JSON values under names.
pub trait Store {
    /// The values of those of these keys that have one, in one round trip.
    async fn read(&self, area: Area, keys: &[&str]) -> Result<Map<String, Value>, StoreFailure>;
    /// The value of `key`; `None` if there is none.
    async fn get(&self, area: Area, key: &str) -> Result<Option<Value>, StoreFailure> {
        Ok(self.read(area, &[key]).await?.remove(key))
    }
    /// All entries of an area.
    async fn all(&self, area: Area) -> Result<Vec<(String, Value)>, StoreFailure>;
    /// Writes all entries or none.
    async fn set(&self, area: Area, entries: Vec<(String, Value)>) -> Result<(), StoreFailure>;
    /// Removes the keys; unknown ones are no error.
    async fn remove(&self, area: Area, keys: &[&str]) -> Result<(), StoreFailure>;
}

/// Why the sign-in window gave no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowFailure {
    /// The person closed it.
    Closed,
    /// Its first page could not be loaded.
    NotLoaded,
    /// It was not opened: the browser withholds the hosts that a sign-in needs
    /// after its window.
    Withheld,
    /// Anything else, in the browser's own words.
    Other(String),
}

/// The window in which Salesforce's own pages sign a person in.
pub trait SignInWindow {
    /// Where Salesforce sends the person back to; fixed by the extension's id.
    fn redirect_uri(&self) -> String;
    /// Opens `url` and waits until the window arrives at the redirect address,
    /// which is the answer. Untrusted.
    async fn open(&self, url: &str) -> Result<String, WindowFailure>;
}

/// Time.
pub trait Clock {
    /// Milliseconds since 1970-01-01 UTC.
    fn now(&self) -> f64;
    /// Milliseconds of a clock that nobody can set; only differences count. It
    /// may stand still while the machine sleeps.
    fn monotonic(&self) -> f64;
    /// Waits.
    async fn sleep(&self, time: Duration);
}

/// The browser's alarm, which starts the worker.
pub trait Alarm {
    /// Wakes the worker at this time, in milliseconds since 1970, in place of
    /// any other; `None`: not at all. Outlives the worker.
    async fn wake_at(&self, time: Option<f64>);
}

/// What the toolbar's button shows while no page is open.
pub trait Badge {
    /// The badge on it: how many Leads are open, and why the
    /// first of them is; 0 takes it away.
    async fn badge(&self, open: usize, why: Option<Kind>);
}

/// Random bytes and SHA-256: the browser's own are the library (0 bytes of WASM).
pub trait Crypto {
    /// `N` bytes fit for secrets.
    fn random<const N: usize>(&self) -> [u8; N];
    /// The SHA-256 digest.
    async fn sha256(&self, bytes: &[u8]) -> [u8; 32];
}

/// All of the outside that the worker uses.
pub trait Ports: Http + Store + SignInWindow + Clock + Alarm + Badge + Crypto {}
impl<T: Http + Store + SignInWindow + Clock + Alarm + Badge + Crypto> Ports for T {}
