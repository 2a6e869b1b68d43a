//! Pages in the browser: what is read, and how it is compared.

use add_to_crm::browser::regions::Intl;
use add_to_crm::json;
use add_to_crm::page::{Listed, RawPage, Reading, SiteRules, built_in, rules_for, understand};
use add_to_crm::person::name::frequencies::Frequencies;
use add_to_crm::person::{Known, Person};
use add_to_crm::platform::js_value;
use futures_util::StreamExt;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

mod h_cards;
mod without_rules;

wasm_bindgen_test_configure!(run_in_browser);

/// The table of names, as the popup loads it.
const NAMES: &[u8] = include_bytes!("../../extension/names/names.bin");

#[wasm_bindgen(module = "/tests/pages/frame.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn file(path: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn open(path: &str, address: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = openText)]
    async fn open_text(html: &str, address: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = readIn)]
    async fn read_in(page: &JsValue, rules: JsValue, wait: i32) -> Result<JsValue, JsValue>;
    fn turn(page: &JsValue);
    fn close(page: &JsValue);
}

/// Milliseconds; no page of these is later.
const WAIT: i32 = 2500;
/// Pages that are open at the same time.
const AT_ONCE: usize = 4;
/// Where the rules find nothing, each page is waited for to the end.
const WAITING_AT_ONCE: usize = 16;

/// Fields that were read, and what is not as expected.
#[derive(Default)]
struct Score {
    people: u32,
    right: u32,
    open: u32,
    wrong: Vec<String>,
    markup: String,
}

/// Fields of one generation of a site's markup.
#[derive(Clone, Copy, Default)]
struct Row {
    pages: u32,
    right: u32,
    open: u32,
    wrong: u32,
}

/// Prints the fields by the generations of markup.
fn print(title: &str, rows: &BTreeMap<String, Row>) {
    let mut text = format!("{title}\n{:<24} pages  right   open  wrong", "markup");
    for (markup, row) in rows {
        let Row {
            pages,
            right,
            open,
            wrong,
        } = row;
        text.push_str(&format!(
            "\n{markup:<24} {pages:>5} {right:>6} {open:>6} {wrong:>6}"
        ));
    }
    console_log!("{text}");
}

impl Score {
    /// Compares a field; `doubted` is whether it may be open.
    fn field(&mut self, at: &str, expected: &Value, got: &Value, open: (bool, bool)) {
        if expected != got || open.0 != open.1 {
            let mark = |open: bool| if open { " (open)" } else { "" };
            self.wrong.push(format!(
                "{at}: expected {expected}{}, got {got}{}",
                mark(open.0),
                mark(open.1)
            ));
        } else if open.0 {
            self.open += 1;
        } else if !expected.is_null() {
            self.right += 1;
        }
    }
}

async fn text_of(path: &str) -> Option<String> {
    file(path).await.ok()?.as_string()
}

/// The rules that a page is read by.
#[derive(Clone, Copy)]
enum By {
    /// The site's own.
    Rules,
    /// Those of a page of which nothing is known, in place of the site's.
    AnyPage,
    /// The site's own, of which every selector has ceased to find anything.
    Outdated,
}

fn rules(address: &str, by: By) -> SiteRules {
    let mut rules = rules_for(address, &[]).unwrap_or_else(|| panic!("no rules for {address}"));
    match by {
        By::Rules => rules,
        By::AnyPage => {
            let mut all = built_in().into_iter();
            all.find(|rules| rules.id == "any-page").unwrap()
        }
        By::Outdated => {
            for takes in rules.fields.values_mut() {
                takes.retain(|take| take.select.is_empty());
            }
            rules.experience.clear();
            rules
        }
    }
}

async fn reading(page: &JsValue, address: &str, by: By) -> Reading {
    let rules = rules(address, by);
    let read = read_in(page, js_value::object(&json::write(&rules)), WAIT).await;
    let read = read.unwrap_or_else(|error| panic!("{address}: {error:?}"));
    let raw: RawPage = json::read(js_value::value(read).unwrap()).unwrap();
    // The whole page is walked over only where the rules fail.
    let has = |name: &str| raw.items.iter().any(|item| item.text(name).is_some());
    let read = has("name") && (has("place") || has("headline"));
    assert!(!read || raw.outline.is_empty(), "{address}: an outline");
    let names = Frequencies::new(NAMES.to_vec());
    understand(&rules, &raw, &Intl::default().with_names(names))
}

/// What is compared of a person.
fn parts(person: &Person) -> (Map<String, Value>, Vec<String>) {
    let mut all = Map::new();
    let mut open = Vec::new();
    let mut put = |name: String, known: &Option<Known>| {
        let Some(known) = known else { return };
        if known.doubt.is_some() {
            open.push(name.clone());
        }
        all.insert(name, json!(known.value));
    };
    for (name, known) in [
        ("salutation", &person.salutation),
        ("first", &person.first_name),
        ("last", &person.last_name),
        ("suffix", &person.suffix),
        ("country", &person.country),
        ("email", &person.email),
        ("phone", &person.phone),
    ] {
        put(name.to_owned(), known);
    }
    for (at, job) in person.jobs.iter().enumerate() {
        let number = if at == 0 {
            String::new()
        } else {
            (at + 1).to_string()
        };
        put(format!("title{number}"), &job.title);
        put(format!("company{number}"), &job.company);
    }
    let page = person.jobs.first().and_then(|job| job.page.as_ref());
    let company = person.jobs.first().and_then(|job| job.company.as_ref());
    let website = company.and_then(|company| person.website(&company.value));
    for (name, text) in [
        ("companyPage", page.map(String::as_str)),
        ("about", person.about.as_deref()),
        ("website", website),
    ] {
        if let Some(text) = text {
            all.insert(name.into(), json!(text));
        }
    }
    if let Some(place) = &person.place {
        all.insert("place".into(), json!(place));
    }
    all.insert("key".into(), json!(person.key.to_string()));
    all.insert("link".into(), json!(person.link));
    (all, open)
}

fn compare(at: &str, expected: &Value, listed: &Listed, score: &mut Score) {
    score.people += 1;
    let (mut got, got_open) = parts(&listed.person);
    if listed.ticked {
        got.insert("ticked".into(), json!(true));
    }
    let mut names: Vec<&String> = expected.as_object().unwrap().keys().collect();
    names.extend(got.keys().filter(|name| expected.get(*name).is_none()));
    let open: Vec<&str> = expected["open"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for name in names.into_iter().filter(|name| *name != "open") {
        // What is not in question of a page is not said.
        let beside = ["link", "key", "companyPage", "about", "website"];
        if beside.contains(&name.as_str()) && expected.get(name).is_none() {
            continue;
        }
        let at = format!("{at}: {name}");
        let got = got.get(name).unwrap_or(&Value::Null);
        let open = (open.contains(&name.as_str()), got_open.contains(name));
        score.field(&at, &expected[name], got, open);
    }
}

fn judge(at: &str, expected: &Value, reading: &Reading, score: &mut Score) {
    let (kind, people, unrendered) = match reading {
        Reading::Person { person } => {
            let listed = Listed {
                person: (**person).clone(),
                ticked: false,
            };
            ("person", vec![listed], 0)
        }
        Reading::People { people, unrendered } => ("people", people.clone(), *unrendered),
        Reading::NoPerson => ("noPerson", vec![], 0),
        Reading::Loading => ("loading", vec![], 0),
        Reading::Blocked { .. } => ("blocked", vec![], 0),
        Reading::Changed { person, .. } => {
            let found = person.iter().map(|person| Listed {
                person: (**person).clone(),
                ticked: false,
            });
            ("changed", found.collect(), 0)
        }
    };
    let none = (false, false);
    score.field(
        &format!("{at}: reading"),
        &expected["reading"],
        &json!(kind),
        none,
    );
    let rows = expected["people"].as_array().cloned().unwrap_or_default();
    let count = expected["count"].as_u64().unwrap_or(rows.len() as u64);
    score.field(
        &format!("{at}: people"),
        &json!(count),
        &json!(people.len()),
        none,
    );
    let waiting = expected["unrendered"].as_u64().unwrap_or(0);
    score.field(
        &format!("{at}: unrendered"),
        &json!(waiting),
        &json!(unrendered),
        none,
    );
    for (number, (row, listed)) in rows.iter().zip(&people).enumerate() {
        compare(&format!("{at}[{number}]"), row, listed, score);
    }
}

/// Reads one page, and what it turns to.
async fn page(route: Value) -> Score {
    let mut score = Score {
        markup: route["generation"].as_str().unwrap_or("none").to_owned(),
        ..Score::default()
    };
    let name = route["file"].as_str().unwrap();
    let path = format!("/tests/pages/{name}");
    let expected = text_of(&path.replace(".html", ".expected.json")).await;
    let Some(expected) = expected.and_then(|text| json::parse(&text)) else {
        score.wrong.push(format!("{name} has no expected people"));
        return score;
    };
    let host = route["host"].as_str().unwrap_or("www.linkedin.com");
    let own = format!("https://{host}{}", route["path"].as_str().unwrap());
    let mut address = expected["address"].as_str().unwrap_or(&own).to_owned();
    let frame = open(&path, &address).await.unwrap();
    judge(
        name,
        &expected,
        &reading(&frame, &address, By::Rules).await,
        &mut score,
    );
    let turns = expected["turns"].as_array().into_iter().flatten();
    for (number, expected) in turns.enumerate() {
        turn(&frame);
        if let Some(to) = expected["address"].as_str() {
            to.clone_into(&mut address);
        }
        let at = format!("{name} turned {}", number + 1);
        judge(
            &at,
            expected,
            &reading(&frame, &address, By::Rules).await,
            &mut score,
        );
    }
    close(&frame);
    score
}

/// A page at several addresses is read once.
fn once(mut routes: Vec<Value>) -> Vec<Value> {
    let mut seen = Vec::new();
    routes.retain(|route| {
        let first = !seen.contains(&route["file"]);
        seen.push(route["file"].clone());
        first
    });
    routes
}

#[wasm_bindgen_test]
async fn every_page_is_read_as_expected() {
    let routes = text_of("/tests/pages/routes.json").await.unwrap();
    let Some(Value::Array(routes)) = json::parse(&routes) else {
        panic!("routes.json");
    };
    let routes = once(routes);
    let pages = routes.len();
    let scores: Vec<Score> = futures_util::stream::iter(routes)
        .map(page)
        .buffered(AT_ONCE)
        .collect()
        .await;
    let mut all = Score::default();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for score in scores {
        let row = rows.entry(score.markup.clone()).or_default();
        row.pages += 1;
        row.right += score.right;
        row.open += score.open;
        row.wrong += score.wrong.len() as u32;
        all.people += score.people;
        all.right += score.right;
        all.open += score.open;
        all.wrong.extend(score.wrong);
    }
    print("Fields, by the generation of markup", &rows);
    console_log!(
        "{pages} pages, {} people, fields: {} right, {} left open as they should be, {} wrong",
        all.people,
        all.right,
        all.open,
        all.wrong.len()
    );
    assert!(all.wrong.is_empty(), "\n{}", all.wrong.join("\n"));
}
