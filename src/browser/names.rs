//! The table of given and family names, a file of the extension.

use gloo_net::http::Request;
use js_sys::Uint8Array;

use super::early;
use crate::person::name::frequencies::Frequencies;

/// The table if it was asked for early: most names of the West need it.
pub async fn early() -> Option<Frequencies> {
    let bytes = early::take("names").await?;
    Some(Frequencies::new(Uint8Array::new(&bytes).to_vec()))
}

/// Reads it; an empty one where it cannot be read.
pub async fn load() -> Frequencies {
    let Ok(response) = Request::get("/extension/names.bin").send().await else {
        return Frequencies::none();
    };
    Frequencies::new(response.binary().await.unwrap_or_default())
}
