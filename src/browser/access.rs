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
    match host::origin(address) {
        Some(origin) => are_given(&[format!("{origin}/*")]).await,
        None => true,
    }
}

/// Whether a sign-in at this address may reach what comes after its window: the
/// login host, and the org, whose own host only Salesforce's answer names.
pub async fn may_sign_in(address: &str) -> bool {
    let Some((origin, domain)) = host::origin(address).zip(host::domain(address)) else {
        return true;
    };
    let [.., orgs] = host::patterns(domain);
    are_given(&[format!("{origin}/*"), orgs]).await
}

async fn are_given(origins: &[String]) -> bool {
    let permissions = js_value::object(&json!({ "origins": origins }));
    let contained = api::permissions_contain(permissions).await;
    contained.is_ok_and(|one| one.as_bool() != Some(false))
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
