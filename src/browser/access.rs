//! Which hosts the browser lets the extension reach: people can withhold site
//! access, an organisation can forbid it, and clouds besides the first are asked
//! for only where an admin names one.

use serde_json::json;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::api;
use crate::platform::js_value;
use crate::salesforce::host;

/// Whether an address of Salesforce may be reached. Where the browser does not
/// say, it is tried.
pub async fn may_reach(address: &str) -> bool {
    let Some(origin) = host::origin(address) else {
        return true;
    };
    let permissions = js_value::object(&json!({ "origins": [format!("{origin}/*")] }));
    let contained = api::permissions_contain(permissions).await;
    contained.is_ok_and(|one| one.as_bool() != Some(false))
}

/// Whether a sign-in at this address may reach what comes after its window: the
/// login host, and an org. Which one that will be only Salesforce's answer says,
/// and a person may have given that one alone.
pub async fn may_sign_in(address: &str) -> bool {
    let Some(domain) = host::domain(address) else {
        return true;
    };
    if !may_reach(address).await {
        return false;
    }
    let given = api::permissions_get_all().await.ok();
    let Some(given) = given.and_then(js_value::value) else {
        return true;
    };
    let below = format!(".my.{domain}/");
    let mut origins = given["origins"].as_array().into_iter().flatten();
    origins.any(|one| one.as_str().is_some_and(|one| one.contains(&below)))
}

/// Asks the person for the hosts of the cloud that a login host belongs to, and
/// calls back with access. Firefox takes the question only from within the
/// handler of a click itself, so this asks before it returns.
pub fn request(login_host: &str, granted: impl FnOnce() + 'static) {
    let domain = host::domain(login_host).unwrap_or(host::DOMAINS[0]);
    let permissions = js_value::object(&json!({ "origins": host::patterns(domain) }));
    let Ok(asked) = api::permissions_request(permissions) else {
        return;
    };
    spawn_local(async move {
        let answer = JsFuture::from(asked).await;
        if answer.is_ok_and(|one| one.as_bool() == Some(true)) {
            granted();
        }
    });
}
