//! Files that are saved for the person.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

/// Saves a text as a file, as the browser saves downloads. The address that it
/// is had from goes with the page.
///
/// # Errors
/// What the browser threw.
pub fn save(name: &str, text: &str) -> Result<(), JsValue> {
    let parts = Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence(&parts)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let link = document
        .ok_or(JsValue::NULL)?
        .create_element("a")?
        .unchecked_into::<web_sys::HtmlElement>();
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    Ok(())
}
