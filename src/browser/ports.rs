//! The ports over the browser.

use std::time::Duration;

use gloo_net::http::{Headers, RequestBuilder};
use js_sys::{Promise, Reflect, Uint8Array};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Thrown, access, api, vault, words};
use crate::platform::js_value;
use crate::port::{
    Alarm, Area, Badge, Body, Clock, Crypto, Http, HttpFailure, HttpRequest, HttpResponse, Method,
    SignInWindow, Store, StoreFailure, WindowFailure,
};
use crate::problem::Kind;

/// All ports, over the browser that runs this.
#[derive(Clone, Copy, Default)]
pub struct Browser;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;
}

fn global(name: &str) -> JsValue {
    GLOBAL.with(|global| Reflect::get(global, &name.into()).unwrap_or(JsValue::UNDEFINED))
}

fn online() -> bool {
    Reflect::get(&global("navigator"), &"onLine".into())
        .ok()
        .and_then(|online| online.as_bool())
        .unwrap_or(true)
}

impl Browser {
    /// Whether a server answers a question that costs nothing and writes nothing:
    /// the list of API versions.
    async fn answers(&self, address: &str) -> bool {
        let Some(origin) = crate::salesforce::host::origin(address) else {
            return false;
        };
        let probe = RequestBuilder::new(&format!("{origin}/services/data"))
            .cache(web_sys::RequestCache::NoStore)
            .credentials(web_sys::RequestCredentials::Omit)
            .redirect(web_sys::RequestRedirect::Manual)
            .build();
        let Ok(probe) = probe else { return false };
        let answer = probe.send();
        let limit = self.sleep(PROBE_TIMEOUT);
        futures_util::pin_mut!(answer, limit);
        matches!(
            futures_util::future::select(answer, limit).await,
            futures_util::future::Either::Left((Ok(_), _))
        )
    }
}

/// How long a network that the browser denies is waited for.
const PROBE_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(5);

impl Http for Browser {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        // Asked before anything is sent: a refused host would let a code or a
        // create through and hide its answer.
        if !access::may_reach(&request.url).await {
            return Err(HttpFailure::Withheld);
        }
        // Behind some virtual networks the browser says that there is none. So
        // that is a hint: something harmless is tried first.
        if !online() && !self.answers(&request.url).await {
            return Err(HttpFailure::Offline);
        }
        let abort = web_sys::AbortController::new().map_err(|_| HttpFailure::Cut)?;
        let headers = Headers::new();
        for (name, value) in &request.headers {
            headers.set(name, value);
        }
        let mut builder = RequestBuilder::new(&request.url)
            .method(match request.method {
                Method::Get => gloo_net::http::Method::GET,
                Method::Post => gloo_net::http::Method::POST,
                Method::Patch => gloo_net::http::Method::PATCH,
            })
            .abort_signal(Some(&abort.signal()))
            .cache(web_sys::RequestCache::NoStore)
            // Salesforce's own cookies have no say in what the rep's token does.
            .credentials(web_sys::RequestCredentials::Omit)
            .redirect(web_sys::RequestRedirect::Manual);
        let body = match request.body {
            Body::Empty => None,
            Body::Json(text) => {
                headers.set("Content-Type", "application/json; charset=UTF-8");
                Some(text)
            }
            Body::Form(text) => {
                headers.set("Content-Type", "application/x-www-form-urlencoded");
                Some(text)
            }
        };
        builder = builder.headers(headers);
        let request_ready = match body {
            Some(text) => builder.body(text),
            None => builder.build(),
        }
        .map_err(|_| HttpFailure::Cut)?;
        let exchange = async {
            let response = request_ready.send().await.map_err(|_| HttpFailure::Cut)?;
            let headers = response.headers().entries().collect();
            let status = response.status();
            let body = response.text().await.map_err(|_| HttpFailure::Cut)?;
            // A redirect comes back opaque, as status 0: no answer of the API's.
            Ok(HttpResponse {
                status: if status == 0 { 302 } else { status },
                headers,
                body,
            })
        };
        let limit = self.sleep(request.timeout);
        futures_util::pin_mut!(exchange, limit);
        match futures_util::future::select(exchange, limit).await {
            futures_util::future::Either::Left((answer, _)) => answer,
            futures_util::future::Either::Right(((), _)) => {
                abort.abort();
                Err(HttpFailure::TimedOut)
            }
        }
    }
}

/// Managed storage throws where no policy is set; that is no error.
async fn read(area: Area, keys: JsValue) -> Result<Map<String, Value>, StoreFailure> {
    let read = match area {
        Area::Local => api::LOCAL.with(Clone::clone).get(keys).await,
        Area::Session => api::SESSION.with(Clone::clone).get(keys).await,
        Area::Managed => match api::MANAGED.with(Clone::clone).get(keys).await {
            Err(_) => return Ok(Map::new()),
            read => read,
        },
    };
    let value = read.map_err(refused)?;
    match js_value::value(value) {
        Some(Value::Object(entries)) => Ok(entries),
        _ => Err(StoreFailure::Refused("storage held no JSON".to_owned())),
    }
}

fn refused(thrown: JsValue) -> StoreFailure {
    let words = Thrown::from(thrown).0;
    if words.to_ascii_lowercase().contains("quota") {
        StoreFailure::Full
    } else {
        StoreFailure::Refused(words)
    }
}

fn writable(area: Area) -> Result<api::StorageArea, StoreFailure> {
    match area {
        Area::Local => Ok(api::LOCAL.with(Clone::clone)),
        Area::Session => Ok(api::SESSION.with(Clone::clone)),
        Area::Managed => Err(StoreFailure::Refused("the policy is read only".to_owned())),
    }
}

impl Store for Browser {
    async fn read(&self, area: Area, keys: &[&str]) -> Result<Map<String, Value>, StoreFailure> {
        let mut found = read(area, js_value::object(&serde_json::json!(keys))).await?;
        vault::read(area, keys, &mut found).await.map_err(refused)?;
        Ok(found)
    }

    async fn all(&self, area: Area) -> Result<Vec<(String, Value)>, StoreFailure> {
        Ok(read(area, JsValue::NULL).await?.into_iter().collect())
    }

    async fn set(&self, area: Area, mut entries: Vec<(String, Value)>) -> Result<(), StoreFailure> {
        vault::set(area, &mut entries).await.map_err(refused)?;
        let items = js_value::object(&Value::Object(entries.into_iter().collect()));
        writable(area)?.set(items).await.map_err(refused)
    }

    async fn remove(&self, area: Area, keys: &[&str]) -> Result<(), StoreFailure> {
        vault::remove(area, keys).await.map_err(refused)?;
        let keys = js_value::object(&serde_json::json!(keys));
        writable(area)?.remove(keys).await.map_err(refused)
    }
}

impl SignInWindow for Browser {
    fn redirect_uri(&self) -> String {
        api::redirect_url("salesforce")
    }

    async fn open(&self, url: &str) -> Result<String, WindowFailure> {
        // Asked before the window: what is withheld would let its code go to waste.
        if !access::may_sign_in(url).await {
            return Err(WindowFailure::Withheld);
        }
        let details = js_value::object(&serde_json::json!({ "url": url, "interactive": true }));
        let answer = api::launch_web_auth_flow(details).await.map_err(|thrown| {
            let words = Thrown::from(thrown).0;
            // Chrome's words, and Firefox's.
            if words.contains("did not approve") || words.contains("User cancelled") {
                WindowFailure::Closed
            } else if words.contains("could not be loaded") {
                WindowFailure::NotLoaded
            } else {
                WindowFailure::Other(words)
            }
        })?;
        answer.as_string().ok_or(WindowFailure::Closed)
    }
}

impl Clock for Browser {
    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn monotonic(&self) -> f64 {
        let performance: web_sys::Performance = global("performance").unchecked_into();
        performance.now()
    }

    async fn sleep(&self, time: Duration) {
        let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
        let promise = Promise::new(&mut |resolve, _| {
            api::set_timeout(&resolve, milliseconds);
        });
        // A timer's promise is never rejected.
        let _woken = JsFuture::from(promise).await;
    }
}

/// The one alarm.
const ALARM: &str = "journal";

impl Alarm for Browser {
    async fn wake_at(&self, time: Option<f64>) {
        // Without an alarm the next start carries on all the same.
        let _next_start = match time {
            Some(when) => {
                let info = js_value::object(&serde_json::json!({ "when": when }));
                api::alarms_create(ALARM, info).await
            }
            None => api::alarms_clear(ALARM).await,
        };
    }
}

impl Badge for Browser {
    async fn badge(&self, open: usize, why: Option<Kind>) {
        let mut lines = vec![words::t("action")];
        let mut text = String::new();
        if open > 0 {
            text = open.to_string();
            lines.push(words::count("leads_pending", open, &[]));
            lines.extend(why.map(words::happened));
        }
        let title = lines.join("\n");
        let text = js_value::object(&serde_json::json!({ "text": text }));
        let title = js_value::object(&serde_json::json!({ "title": title }));
        // The badge is a help; what it stands for is in the journal.
        let _badge = api::set_badge_text(text).await;
        let _title = api::set_title(title).await;
    }
}

fn crypto() -> web_sys::Crypto {
    global("crypto").unchecked_into()
}

impl Crypto for Browser {
    fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        if crypto()
            .get_random_values_with_u8_array(&mut bytes)
            .is_err()
        {
            // More than 65,536 bytes at once: nobody asks for that many.
            wasm_bindgen::throw_str("no random values");
        }
        bytes
    }

    async fn sha256(&self, bytes: &[u8]) -> [u8; 32] {
        let promise = crypto()
            .subtle()
            .digest_with_str_and_u8_array("SHA-256", bytes);
        let mut digest = [0; 32];
        match promise {
            Ok(promise) => match JsFuture::from(promise).await {
                Ok(buffer) => Uint8Array::new(&buffer).copy_to(&mut digest),
                Err(_) => wasm_bindgen::throw_str("no SHA-256"),
            },
            Err(_) => wasm_bindgen::throw_str("no SHA-256"),
        }
        digest
    }
}

/// Closes local storage to content scripts: it holds the refresh token. Session
/// storage is closed to them from the start. Firefox has no access levels for
/// local storage: there the token is [kept elsewhere](super::vault).
pub async fn close_local_storage() -> Result<(), Thrown> {
    let local = api::LOCAL.with(Clone::clone);
    if !api::has(&local, "setAccessLevel") {
        return Ok(());
    }
    let level = js_value::object(&serde_json::json!({ "accessLevel": "TRUSTED_CONTEXTS" }));
    Ok(local.set_access_level(level).await?)
}
