//! The refresh token where the browser cannot close local storage to content
//! scripts: in a database of the extension's own origin. Firefox is such a
//! browser; Chrome closes the storage itself.

use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

use super::api;
use crate::json;
use crate::port::Area;
use crate::salesforce::session::REFRESH;

#[wasm_bindgen(module = "/extension/vault.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = vaultGet)]
    async fn vault_get(key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = vaultSet)]
    async fn vault_set(key: &str, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = vaultRemove)]
    async fn vault_remove(key: &str) -> Result<(), JsValue>;
}

/// Whether this area is open to content scripts, so that the token may not be
/// there.
fn is_open(area: Area) -> bool {
    area == Area::Local && !api::has(&api::LOCAL.with(Clone::clone), "setAccessLevel")
}

/// Adds the token to what was read under these keys, if it is kept here.
pub async fn read(
    area: Area,
    keys: &[&str],
    found: &mut Map<String, Value>,
) -> Result<(), JsValue> {
    if is_open(area) && keys.contains(&REFRESH) {
        let kept = vault_get(REFRESH).await?.as_string();
        if let Some(entry) = kept.and_then(|text| json::parse(&text)) {
            found.insert(REFRESH.to_owned(), entry);
        }
    }
    Ok(())
}

/// Takes the token out of what is to be written, and keeps it here.
pub async fn set(area: Area, entries: &mut Vec<(String, Value)>) -> Result<(), JsValue> {
    if is_open(area)
        && let Some(at) = entries.iter().position(|(key, _)| key == REFRESH)
    {
        let (key, entry) = entries.swap_remove(at);
        vault_set(&key, &json::to_text(&entry)).await?;
    }
    Ok(())
}

/// Forgets the token, if it is among these keys.
pub async fn remove(area: Area, keys: &[&str]) -> Result<(), JsValue> {
    match is_open(area) && keys.contains(&REFRESH) {
        true => vault_remove(REFRESH).await,
        false => Ok(()),
    }
}
