//! The tables of `tests/meaning/` once more in the browser: by its own names of
//! countries, and its own change of case.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

#[path = "meaning/table.rs"]
mod table;

use add_to_crm::browser::regions::Intl;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn names() {
    table::names();
}

#[wasm_bindgen_test]
fn places() {
    table::places(&Intl::default(), true);
}

#[wasm_bindgen_test]
fn headlines() {
    table::headlines();
}
