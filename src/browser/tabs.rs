//! Tabs and windows, as far as the extension opens or looks at them.

use std::cell::Cell;
use std::rc::Rc;

use serde::Deserialize;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::{Thrown, api, early};
use crate::json;
use crate::platform::js_value;

/// A tab. Its address is there only where the extension may read the page.
#[derive(Clone, Debug, Deserialize)]
pub struct Tab {
    /// The browser's number of it.
    pub id: i32,
    /// Its address.
    #[serde(default)]
    pub url: Option<String>,
    /// Its title.
    #[serde(default)]
    pub title: Option<String>,
}

fn tab(value: JsValue) -> Option<Tab> {
    json::read(js_value::value(value)?)
}

/// The tab that the popup belongs to: the one of the page's own address
/// (`popup.html?tab=7`), else the active one of this window.
pub async fn current() -> Result<Option<Tab>, Thrown> {
    if let Some(early) = early::take("tab").await {
        return Ok(tab(early));
    }
    if let Some(id) = named() {
        return Ok(tab(api::tabs_get(id).await?));
    }
    let query = js_value::object(&json!({ "active": true, "currentWindow": true }));
    let tabs = js_sys::Array::from(&api::tabs_query(query).await?);
    Ok(tabs.iter().next().and_then(tab))
}

/// Calls back with the tab in front of this window, now and whenever it may be
/// another, at another address or loaded anew (`true`), for as long as the page
/// lives. What other windows do is said too: whoever listens compares.
pub fn watch(back: impl Fn(Tab, bool) + Clone + 'static) {
    let front = Rc::new(Cell::new(None));
    let look = {
        let (front, back) = (front.clone(), back.clone());
        move |loaded: bool| {
            let (front, back) = (front.clone(), back.clone());
            spawn_local(async move {
                // Between two windows there is none for a moment.
                if let Ok(Some(tab)) = current().await {
                    front.set(Some(tab.id));
                    back(tab, loaded);
                }
            });
        }
    };
    look(false);
    let activated = {
        let look = look.clone();
        Closure::<dyn Fn()>::new(move || look(false))
    };
    let updated = Closure::<dyn Fn(i32, JsValue, JsValue)>::new(
        move |id: i32, change: JsValue, now: JsValue| {
            let part = |name: &str| js_sys::Reflect::get(&change, &name.into()).ok();
            let status = part("status").and_then(|one| one.as_string());
            let loaded = status.as_deref() == Some("complete");
            let turned = part("url").is_some_and(|url| url.is_string());
            // Else a title, an icon, a sound, or a tab behind.
            if front.get() == Some(id)
                && (loaded || turned)
                && let Some(tab) = tab(now)
            {
                back(tab, loaded);
            }
        },
    );
    // The toolbar button was pressed: the page may be read from now on.
    let asked = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        if js_sys::Reflect::has(&message, &"panel".into()).unwrap_or(false) {
            look(true);
        }
    });
    api::on_tab_activated(activated.as_ref().unchecked_ref());
    api::on_tab_updated(updated.as_ref().unchecked_ref());
    api::on_message(asked.as_ref().unchecked_ref());
    activated.forget();
    updated.forget();
    asked.forget();
}

/// The tab that this page's own address names (`popup.html?tab=7`).
pub fn named() -> Option<i32> {
    let search = web_sys::window()?.location().search().ok()?;
    search.strip_prefix("?tab=")?.parse().ok()
}

/// Calls when the popup's tab shows another address, for as long as the page
/// lives.
pub fn on_turned(turned: impl Fn() + Clone + 'static) {
    let listener = Closure::<dyn Fn(i32, JsValue)>::new(move |id: i32, change: JsValue| {
        if !js_sys::Reflect::has(&change, &"url".into()).unwrap_or(false) {
            return;
        }
        let turned = turned.clone();
        spawn_local(async move {
            let own = current().await.ok().flatten();
            if own.is_some_and(|own| own.id == id) {
                turned();
            }
        });
    });
    api::on_tab_updated(listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Opens an address in a new tab beside this one.
pub async fn open(url: &str) -> Result<(), Thrown> {
    api::tabs_create(js_value::object(&json!({ "url": url }))).await?;
    Ok(())
}

/// Opens the popup for a tab: the action's own, or a small window where the
/// browser has none to open.
pub async fn open_popup(tab_id: i32, window_id: Option<i32>) -> Result<(), Thrown> {
    let options: Value = match window_id {
        Some(id) => json!({ "windowId": id }),
        None => json!({}),
    };
    if api::open_popup(js_value::object(&options)).await.is_ok() {
        return Ok(());
    }
    let url = api::get_url(&format!("popup.html?tab={tab_id}"));
    let window = json!({ "url": url, "type": "popup", "width": 440, "height": 680 });
    api::windows_create(js_value::object(&window)).await?;
    Ok(())
}

/// Opens the settings.
pub async fn open_options() -> Result<(), Thrown> {
    Ok(api::open_options_page().await?)
}

/// Marks the page's body where the popup is a window or tab of its own.
pub fn mark_own_window() {
    let own = web_sys::window().and_then(|window| {
        let search = window.location().search().ok()?;
        search
            .starts_with("?tab=")
            .then(|| window.document()?.body())?
    });
    if let Some(body) = own {
        body.set_class_name("popup alone");
    }
}

/// The addresses on which the button stands.
const BUTTON_PAGES: &str = "https://*.linkedin.com/*";
const BUTTON: &str = "button";
const BUTTON_FILES: [&str; 2] = ["extension/reader/turns.js", "extension/button.js"];

/// Puts the button into pages, or takes it out: for pages to come by a
/// registered script, for open ones at once.
pub async fn page_button(wanted: bool) -> Result<(), Thrown> {
    let filter = || js_value::object(&json!({ "ids": [BUTTON] }));
    let registered = api::registered_content_scripts(filter()).await?;
    let registered = js_sys::Array::from(&registered).length() > 0;
    if registered == wanted {
        return Ok(());
    }
    if wanted {
        let script = json!([{
            "id": BUTTON,
            "js": BUTTON_FILES,
            "matches": [BUTTON_PAGES],
            "runAt": "document_idle",
        }]);
        api::register_content_scripts(js_value::object(&script)).await?;
    } else {
        api::unregister_content_scripts(filter()).await?;
    }
    if !wanted {
        return tell_buttons("off").await;
    }
    for tab in button_tabs().await? {
        // A tab may be gone, or be a page that takes no script: the next load
        // of it is right either way.
        let script = json!({ "target": { "tabId": tab.id }, "files": BUTTON_FILES });
        let _gone = api::execute_script(js_value::object(&script)).await;
    }
    Ok(())
}

/// Says a word to the buttons in open pages: "off", "look".
pub async fn tell_buttons(word: &str) -> Result<(), Thrown> {
    for tab in button_tabs().await? {
        // A page without a button does not listen.
        let message = js_value::object(&json!({ "button": word }));
        let _deaf = api::tabs_send_message(tab.id, message).await;
    }
    Ok(())
}

async fn button_tabs() -> Result<Vec<Tab>, Thrown> {
    let query = js_value::object(&json!({ "url": BUTTON_PAGES }));
    let tabs = js_sys::Array::from(&api::tabs_query(query).await?);
    Ok(tabs.iter().filter_map(tab).collect())
}
