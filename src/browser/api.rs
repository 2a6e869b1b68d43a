//! `chrome.*` as far as it is used. Every function that can fail returns what
//! it threw; all of them are promises in Manifest V3.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A `chrome.storage` area.
    #[derive(Clone)]
    pub type StorageArea;

    /// `chrome.storage.local`.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "storage"], js_name = local)]
    pub static LOCAL: StorageArea;
    /// `chrome.storage.session`.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "storage"], js_name = session)]
    pub static SESSION: StorageArea;
    /// `chrome.storage.managed`.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "storage"], js_name = managed)]
    pub static MANAGED: StorageArea;

    /// `get(keys)`; `null` for everything.
    #[wasm_bindgen(method, catch)]
    pub async fn get(this: &StorageArea, keys: JsValue) -> Result<JsValue, JsValue>;
    /// `set(items)`.
    #[wasm_bindgen(method, catch)]
    pub async fn set(this: &StorageArea, items: JsValue) -> Result<(), JsValue>;
    /// `remove(keys)`.
    #[wasm_bindgen(method, catch)]
    pub async fn remove(this: &StorageArea, keys: JsValue) -> Result<(), JsValue>;
    /// `setAccessLevel({accessLevel})`.
    #[wasm_bindgen(method, catch, js_name = setAccessLevel)]
    pub async fn set_access_level(this: &StorageArea, options: JsValue) -> Result<(), JsValue>;

    /// `chrome.storage.onChanged.addListener`.
    #[wasm_bindgen(js_namespace = ["chrome", "storage", "onChanged"], js_name = addListener)]
    pub fn on_storage_changed(listener: &js_sys::Function);
    /// `chrome.storage.onChanged.removeListener`.
    #[wasm_bindgen(js_namespace = ["chrome", "storage", "onChanged"], js_name = removeListener)]
    pub fn off_storage_changed(listener: &js_sys::Function);

    /// `chrome.identity.getRedirectURL(path)`.
    #[wasm_bindgen(js_namespace = ["chrome", "identity"], js_name = getRedirectURL)]
    pub fn redirect_url(path: &str) -> String;
    /// `chrome.identity.launchWebAuthFlow(details)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "identity"], js_name = launchWebAuthFlow)]
    pub async fn launch_web_auth_flow(details: JsValue) -> Result<JsValue, JsValue>;

    /// `chrome.runtime.id`.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "runtime"], js_name = id)]
    static ID: JsValue;

    /// `chrome.runtime.sendMessage(message)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    pub async fn send_message(message: JsValue) -> Result<JsValue, JsValue>;
    /// `chrome.runtime.getURL(path)`.
    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getURL)]
    pub fn get_url(path: &str) -> String;
    /// `chrome.runtime.openOptionsPage()`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = openOptionsPage)]
    pub async fn open_options_page() -> Result<(), JsValue>;

    /// `chrome.i18n.getMessage(name, substitutions)`; empty for an unknown name.
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    pub fn get_message(name: &str, substitutions: &js_sys::Array) -> String;
    /// `chrome.i18n.getUILanguage()`.
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    pub fn ui_language() -> String;

    /// `chrome.tabs.query(query)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = query)]
    pub async fn tabs_query(query: JsValue) -> Result<JsValue, JsValue>;
    /// `chrome.tabs.get(id)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = get)]
    pub async fn tabs_get(id: i32) -> Result<JsValue, JsValue>;
    /// `chrome.tabs.create(properties)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = create)]
    pub async fn tabs_create(properties: JsValue) -> Result<JsValue, JsValue>;
    /// `chrome.tabs.onActivated.addListener`.
    #[wasm_bindgen(js_namespace = ["chrome", "tabs", "onActivated"], js_name = addListener)]
    pub fn on_tab_activated(listener: &js_sys::Function);
    /// `chrome.tabs.onUpdated.addListener`.
    #[wasm_bindgen(js_namespace = ["chrome", "tabs", "onUpdated"], js_name = addListener)]
    pub fn on_tab_updated(listener: &js_sys::Function);
    /// `chrome.runtime.onMessage.addListener`.
    #[wasm_bindgen(js_namespace = ["chrome", "runtime", "onMessage"], js_name = addListener)]
    pub fn on_message(listener: &js_sys::Function);
    /// `chrome.tabs.sendMessage(id, message)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = sendMessage)]
    pub async fn tabs_send_message(id: i32, message: JsValue) -> Result<JsValue, JsValue>;

    /// `chrome.action.openPopup(options)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = openPopup)]
    pub async fn open_popup(options: JsValue) -> Result<(), JsValue>;
    /// `chrome.action.setPopup(details)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setPopup)]
    pub async fn set_popup(details: JsValue) -> Result<JsValue, JsValue>;
    /// `chrome.windows.create(options)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "windows"], js_name = create)]
    pub async fn windows_create(options: JsValue) -> Result<JsValue, JsValue>;

    /// `chrome.alarms.create(name, info)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "alarms"], js_name = create)]
    pub async fn alarms_create(name: &str, info: JsValue) -> Result<JsValue, JsValue>;
    /// `chrome.alarms.clear(name)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "alarms"], js_name = clear)]
    pub async fn alarms_clear(name: &str) -> Result<JsValue, JsValue>;
    /// `chrome.action.setBadgeText(details)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeText)]
    pub async fn set_badge_text(details: JsValue) -> Result<JsValue, JsValue>;
    /// `chrome.action.setTitle(details)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setTitle)]
    pub async fn set_title(details: JsValue) -> Result<JsValue, JsValue>;

    /// `chrome.scripting.registerContentScripts(scripts)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = registerContentScripts)]
    pub async fn register_content_scripts(scripts: JsValue) -> Result<(), JsValue>;
    /// `chrome.scripting.unregisterContentScripts(filter)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = unregisterContentScripts)]
    pub async fn unregister_content_scripts(filter: JsValue) -> Result<(), JsValue>;
    /// `chrome.scripting.getRegisteredContentScripts(filter)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = getRegisteredContentScripts)]
    pub async fn registered_content_scripts(filter: JsValue) -> Result<JsValue, JsValue>;
    /// `chrome.scripting.executeScript(injection)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = executeScript)]
    pub async fn execute_script(injection: JsValue) -> Result<JsValue, JsValue>;

    /// `chrome.permissions.contains(permissions)`.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = contains)]
    pub async fn permissions_contain(permissions: JsValue) -> Result<JsValue, JsValue>;
    /// `chrome.permissions.getAll()`: what is granted and not withheld.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = getAll)]
    pub async fn permissions_get_all() -> Result<JsValue, JsValue>;
    /// `chrome.permissions.request(permissions)`: in a person's click alone.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = request)]
    pub fn permissions_request(permissions: JsValue) -> Result<js_sys::Promise, JsValue>;

    /// `setTimeout`, in a page and in a worker alike.
    #[wasm_bindgen(js_name = setTimeout)]
    pub fn set_timeout(callback: &js_sys::Function, milliseconds: i32) -> i32;
}

/// The extension's id in this browser.
pub fn extension_id() -> String {
    ID.with(JsValue::as_string).unwrap_or_default()
}

/// Whether an object of the browser has this part: not every browser has all.
pub fn has(object: &JsValue, part: &str) -> bool {
    js_sys::Reflect::get(object, &part.into()).is_ok_and(|part| !part.is_undefined())
}
