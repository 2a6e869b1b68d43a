//! The table of given and family names, a file of the extension.

use gloo_net::http::Request;

use crate::person::name::frequencies::Frequencies;

/// Reads it; an empty one where it cannot be read.
pub async fn load() -> Frequencies {
    let Ok(response) = Request::get("/extension/names.bin").send().await else {
        return Frequencies::none();
    };
    Frequencies::new(response.binary().await.unwrap_or_default())
}
