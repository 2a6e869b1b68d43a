//! Reads the page of a tab with a site's rules.

use wasm_bindgen::prelude::*;

use super::tabs::Tab;
use crate::json;
use crate::page::{RawPage, SiteRules};
use crate::platform::js_value;

#[wasm_bindgen(module = "/extension/reader.js")]
extern "C" {
    /// Runs the reader in the tab and waits, at most `wait` milliseconds, until
    /// the rules find a name.
    #[wasm_bindgen(catch, js_name = readTab)]
    async fn read_tab(tab: i32, rules: JsValue, wait: i32) -> Result<JsValue, JsValue>;
}

/// How long the reader waits for a page that renders late, in milliseconds.
const WAIT: i32 = 4000;

/// What the rules find in the tab; `None` where the browser lets no script in.
pub async fn read(tab: &Tab, rules: &SiteRules) -> Option<RawPage> {
    let rules = js_value::object(&json::write(rules));
    let raw = read_tab(tab.id, rules, WAIT).await.ok()?;
    json::read(js_value::value(raw)?)
}
