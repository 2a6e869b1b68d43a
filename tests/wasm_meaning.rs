//! The tables of `tests/meaning/` once more in the browser: by its own names of
//! countries, and its own change of case.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

#[path = "meaning/table.rs"]
mod table;

use add_to_crm::browser::regions::Intl;
use table::Allowed;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn own(cases: usize) -> Allowed {
    Allowed {
        cases,
        ..Allowed::default()
    }
}

#[wasm_bindgen_test]
fn names() {
    table::names(include_str!("meaning/names.tsv"), "names", &own(300));
}

#[wasm_bindgen_test]
fn places() {
    let table = include_str!("meaning/places.tsv");
    table::places(table, "places", &own(200), &Intl::default(), true);
    let table = include_str!("meaning/kinds/places.tsv");
    table::places(table, "places by kind", &own(290), &Intl::default(), true);
}

#[wasm_bindgen_test]
fn headlines() {
    table::headlines(include_str!("meaning/headlines.tsv"), "headlines", &own(80));
}

#[wasm_bindgen_test]
fn companies() {
    table::companies(include_str!("meaning/companies.tsv"), "companies", &own(60));
}
