//! What only one page needs to remember: it stays in that page's own storage,
//! and the worker never sees it. Losing it harms nobody.

use gloo_storage::{LocalStorage, Storage};

/// What was remembered under a name.
pub fn recall(name: &str) -> Option<String> {
    LocalStorage::raw().get_item(name).ok()?
}

/// Remembers a text.
pub fn remember(name: &str, text: &str) {
    // A browser that refuses has it forgotten.
    let _refused = LocalStorage::raw().set_item(name, text);
}
