//! Places by the browser's own names of countries: all of `tests/meaning/places.tsv`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

#[path = "meaning/table.rs"]
mod table;

use add_to_crm::browser::regions::Intl;
use add_to_crm::person::country;
use table::{Score, rows};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn places() {
    let regions = Intl::default();
    let mut score = Score::default();
    for row in rows(include_str!("meaning/places.tsv")) {
        let [language, expected, place] = [&row[0], &row[1], &row[2]];
        let got = if row.get(3).is_some_and(|marks| marks.contains("country")) {
            country::of_country(place, language, &regions)
        } else {
            country::of_place(place, language, &regions)
        };
        let sure = expected != "open";
        let same = got.as_ref() == Some(expected) || !sure;
        score.add(place, sure, got.is_some(), same, &format!("{got:?}"));
    }
    score.close("places in the browser", 200);
}
