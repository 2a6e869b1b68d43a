//! Reads the page of a tab with a site's rules.

use std::time::Duration;

use futures_util::future::{Either, select};
use wasm_bindgen::prelude::*;

use super::ports::Browser;
use super::tabs::Tab;
use crate::json;
use crate::page::{RawPage, SiteRules};
use crate::platform::js_value;
use crate::port::Clock;

#[wasm_bindgen(module = "/extension/reader.js")]
extern "C" {
    /// Runs the reader in the tab and waits, at most `wait` milliseconds, until
    /// the rules find a name.
    #[wasm_bindgen(catch, js_name = readTab)]
    async fn read_tab(tab: i32, rules: JsValue, wait: i32) -> Result<JsValue, JsValue>;
}

/// How long the reader waits for a page that renders late, in milliseconds.
const WAIT: i32 = 4000;
/// How long the tab may take to answer. No script runs in it as long as a message
/// of the page's own (`alert`) is open.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a page could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The browser lets no script in.
    Closed,
    /// The tab has not answered in time.
    Silent,
}

/// What the rules find in the tab.
pub async fn read(tab: &Tab, rules: &SiteRules) -> Result<RawPage, Unread> {
    let rules = js_value::object(&json::write(rules));
    let answer = read_tab(tab.id, rules, WAIT);
    let limit = Browser.sleep(PATIENCE);
    futures_util::pin_mut!(answer, limit);
    let raw = match select(answer, limit).await {
        Either::Left((answer, _)) => answer.map_err(|_| Unread::Closed)?,
        Either::Right(_) => return Err(Unread::Silent),
    };
    let raw = js_value::value(raw).and_then(json::read);
    raw.ok_or(Unread::Closed)
}
