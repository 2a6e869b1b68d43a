//! The browser's side panel: `chrome.sidePanel` in Chrome and Edge,
//! `browser.sidebarAction` in Firefox.

use js_sys::{Promise, Reflect};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{Thrown, api};
use crate::json;
use crate::platform::js_value;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = chrome)]
    static CHROME: JsValue;

    /// `chrome.sidePanel` or `chrome.sidebarAction`: each browser has one of them,
    /// so that neither is named where the other's reviewers look.
    type Side;
    #[wasm_bindgen(method, catch, js_name = open)]
    fn open_in(this: &Side, options: JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = open)]
    fn open(this: &Side) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "windows"], js_name = getCurrent)]
    async fn current_window() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = get)]
    async fn get_tab(id: i32) -> Result<JsValue, JsValue>;
}

/// This part of `chrome`, if the browser has it.
fn side(part: &str) -> Option<Side> {
    let found = CHROME.with(|chrome| Reflect::get(chrome, &part.into()).ok());
    found
        .filter(|one| one.is_object())
        .map(JsCast::unchecked_into)
}

/// Session storage: the panel opens in the popup's place. `extension/worker.js`
/// tells it to the buttons in pages.
const OPENS: &str = "opensPanel";

/// Has the toolbar button open the panel, or the popup.
pub async fn in_place_of_the_popup(wanted: bool) -> Result<(), Thrown> {
    let wanted = wanted && exists();
    let popup = if wanted { "" } else { "popup.html" };
    api::set_popup(js_value::object(&json!({ "popup": popup }))).await?;
    let kept = js_value::object(&json!({ OPENS: wanted }));
    Ok(api::SESSION.with(Clone::clone).set(kept).await?)
}

/// Whether this page is the panel's.
pub fn is_this() -> bool {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    path.as_deref() == Some("/panel.html")
}

/// Whether the browser has one. Not by taking it: that makes the whole of it.
pub fn exists() -> bool {
    let has = |part: &str| CHROME.with(|chrome| Reflect::has(chrome, &part.into()));
    ["sidePanel", "sidebarAction"]
        .into_iter()
        .any(|part| has(part).unwrap_or(false))
}

/// Opens it in the window of the page's tab, and closes this popup. In a click.
pub fn open(named_tab: Option<i32>) {
    let Some(panel) = side("sidePanel") else {
        // Firefox wants it in the click itself; it is the window's in front.
        if let Some(sidebar) = side("sidebarAction") {
            close_when(sidebar.open());
        }
        return;
    };
    spawn_local(async move {
        let place = match named_tab {
            Some(id) => get_tab(id).await.map(|tab| part(&tab, "windowId")),
            None => current_window().await.map(|window| part(&window, "id")),
        };
        if let Ok(Some(window)) = place {
            let options = js_value::object(&json!({ "windowId": window }));
            close_when(panel.open_in(options));
        }
    });
}

fn part(object: &JsValue, name: &str) -> Option<i32> {
    json::read(js_value::value(Reflect::get(object, &name.into()).ok()?)?)
}

/// Where it could not be opened, the popup stays.
fn close_when(opening: Result<Promise, JsValue>) {
    spawn_local(async move {
        let Ok(opening) = opening else { return };
        if JsFuture::from(opening).await.is_ok()
            && let Some(window) = web_sys::window()
        {
            // Only a tab that a person has opened cannot be closed.
            let _closed = window.close();
        }
    });
}
