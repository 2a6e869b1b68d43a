//! What touches the browser, in the browser: the ports over its own libraries,
//! and the reader over a real DOM.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail here"
)]

use add_to_crm::browser::ports::Browser;
use add_to_crm::browser::regions::Intl;
use add_to_crm::json;
use add_to_crm::page::{RawPage, Reading, rules_for, understand};
use add_to_crm::person::{Person, Regions};
use add_to_crm::platform::js_value;
use add_to_crm::port::{Clock, Crypto};
use add_to_crm::salesforce::oauth::challenge;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/pages/reader.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn read(rules: JsValue, wait: i32) -> Result<JsValue, JsValue>;
}

const LEAD: &str = "https://www.linkedin.com/sales/lead/ACwAATest0001,NAME_SEARCH,abcd";

/// Puts a page's markup into the document and reads it as if it stood at `address`.
async fn person(html: &str, address: &str) -> Person {
    let document = web_sys::window().unwrap().document().unwrap();
    // Beside the runner's own output, which stands in the same body.
    let place = document.create_element("div").unwrap();
    place.set_inner_html(html);
    document.body().unwrap().append_child(&place).unwrap();
    let rules = rules_for(address, &[]).expect("rules for the address");
    let read = read(js_value::object(&json::write(&rules)), 0)
        .await
        .unwrap();
    place.remove();
    let mut raw: RawPage = json::read(js_value::value(read).unwrap()).unwrap();
    address.clone_into(&mut raw.address);
    match understand(&rules, &raw, &Intl::default()) {
        Reading::Person { person } => *person,
        other => panic!("{other:?}"),
    }
}

/// The body of a fixture.
fn body(page: &str) -> &str {
    let start = page.find("<body>").unwrap() + "<body>".len();
    &page[start..page.find("</body>").unwrap()]
}

fn text(known: &Option<add_to_crm::person::Known>) -> &str {
    known.as_ref().map_or("", |known| known.value.as_str())
}

#[wasm_bindgen_test]
async fn the_challenge_is_the_one_of_rfc_7636_appendix_b() {
    assert_eq!(
        challenge(&Browser, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").await,
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    );
}

#[wasm_bindgen_test]
fn random_bytes_differ() {
    assert_ne!(Browser.random::<32>(), Browser.random::<32>());
}

#[wasm_bindgen_test]
async fn time_passes_while_sleeping() {
    let before = Browser.now();
    Browser.sleep(Duration::from_millis(20)).await;
    assert!(Browser.now() > before);
}

#[wasm_bindgen_test]
fn countries_are_known_in_the_worlds_languages() {
    let regions = Intl::default();
    for (name, language, code) in [
        ("Netherlands", "en-US", Some("NL")),
        ("Deutschland", "de-DE", Some("DE")),
        ("Sverige", "en-US", Some("SE")),
        ("日本", "ja-JP", Some("JP")),
        ("المملكة العربية السعودية", "ar", Some("SA")),
        ("Brasil", "pt-BR", Some("BR")),
        ("Türkiye", "tr", Some("TR")),
        ("中国", "zh-CN", Some("CN")),
        ("Atlantis", "en-US", None),
        ("European Union", "en-US", None),
    ] {
        assert_eq!(regions.code(name, language).as_deref(), code, "{name}");
    }
    assert_eq!(regions.name("NL").as_deref(), Some("Netherlands"));
}

#[wasm_bindgen_test]
async fn the_lead_page_is_read_as_a_person_reads_it() {
    let page = include_str!("pages/sales-navigator/lead.html");
    let person = person(body(page), LEAD).await;
    assert_eq!(person.key.to_string(), "sales-navigator:ACwAATest0001");
    assert_eq!(text(&person.first_name), "Marisol");
    assert_eq!(text(&person.last_name), "Vandermeer");
    assert_eq!(text(&person.country), "NL");
    assert_eq!(text(&person.jobs[0].title), "VP Operations");
    assert_eq!(text(&person.jobs[0].company), "Northwind Harbor");
    assert_eq!(text(&person.phone), "+31205550147");
    assert_eq!(person.jobs.len(), 1);
}

#[wasm_bindgen_test]
async fn hidden_doubles_and_other_people_stay_out() {
    let html = r#"
        <h1>Sales Navigator Lead Page</h1>
        <section data-sn-view-name="feature-lead-top-card">
          <form name="x"><input name="querySelectorAll"><input name="textContent"></form>
          <h1 data-x--lead--name><span aria-hidden="true">Ottoline Brask</span><span class="visually-hidden">Ottoline Brask</span></h1>
        </section>
        <section data-sn-view-name="lead-current-role"><ul>
          <li><span data-anonymize="job-title">Owner</span><a data-anonymize="company-name">Brask <b>&amp;</b> Daughters</a></li>
          <li><span data-anonymize="job-title">Chair</span><a data-anonymize="company-name">Fjordlight</a></li>
        </ul></section>
        <aside><span data-anonymize="person-name">Somebody Else</span></aside>"#;
    let person = person(html, LEAD).await;
    assert_eq!(person.shown_name, "Ottoline Brask");
    let jobs: Vec<_> = person
        .jobs
        .iter()
        .map(|job| (text(&job.title), text(&job.company)))
        .collect();
    assert_eq!(
        jobs,
        [("Owner", "Brask & Daughters"), ("Chair", "Fjordlight")]
    );
}

#[wasm_bindgen_test]
fn values_cross_to_the_browser_and_back() {
    for text in [
        "null",
        "true",
        "[]",
        "{}",
        "-1",
        "9007199254740991",
        "-0.5",
        "\"\u{e9}\u{1f600}\\n\"",
        "{\"a\":[1,null,{\"b\":\"c\"}]}",
    ] {
        let value = json::parse(text).expect(text);
        assert_eq!(json::to_text(&value), text);
        assert_eq!(
            js_value::value(js_value::object(&value)).as_ref(),
            Some(&value)
        );
    }
    for text in ["", "{", "{\"a\": tru}", "[1,]", "'a'", "NaN"] {
        assert_eq!(json::parse(text), None, "{text}");
        assert!(json::broken_at(text).is_some(), "{text}");
    }
    // What JavaScript takes for more than a name is left out.
    let value = json::parse("{\"__proto__\":{\"b\":1},\"a\":1}").expect("JSON");
    assert_eq!(json::to_text(&value), "{\"a\":1}");
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(json::parse(&deep(100)).is_some());
    assert_eq!(json::parse(&deep(1000)), None);
    let quoted = format!("[{:?}]", "\\\"[".repeat(1000));
    assert!(json::parse(&quoted).is_some());
}
