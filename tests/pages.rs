//! Every page of `tests/pages`, read by the real rules, the real reader and the
//! real understanding, in Chromium; each against the people that its
//! `.expected.json` names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail here"
)]

/// On the host: no page without its expected people and its address.
#[cfg(not(target_arch = "wasm32"))]
mod complete {
    use std::fs;
    use std::path::Path;

    use serde_json::Value;

    #[test]
    fn every_page_has_an_address_and_its_expected_people() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
        let routes = fs::read_to_string(folder.join("routes.json")).unwrap();
        let routes: Vec<Value> = serde_json::from_str(&routes).unwrap();
        let mut pages = 0;
        for site in fs::read_dir(&folder).unwrap().flatten() {
            let Ok(files) = fs::read_dir(site.path()) else {
                continue;
            };
            for path in files.flatten().map(|file| file.path()) {
                let inside = path.strip_prefix(&folder).unwrap().to_str().unwrap();
                let Some(name) = inside.strip_suffix(".html") else {
                    let page = inside.replace(".expected.json", ".html");
                    assert!(folder.join(&page).is_file(), "{inside} has no page");
                    continue;
                };
                pages += 1;
                let expected = folder.join(format!("{name}.expected.json"));
                let text = fs::read_to_string(&expected)
                    .unwrap_or_else(|_| panic!("{inside} lacks {}", expected.display()));
                serde_json::from_str::<Value>(&text).unwrap();
                assert!(
                    routes.iter().any(|route| route["file"] == inside),
                    "routes.json lacks {inside}"
                );
            }
        }
        assert!(pages >= 40, "{pages} pages");
    }
}

#[cfg(target_arch = "wasm32")]
mod read {
    use add_to_crm::browser::regions::Intl;
    use add_to_crm::json;
    use add_to_crm::page::{Listed, RawPage, Reading, rules_for, understand};
    use add_to_crm::person::{Known, Person};
    use add_to_crm::platform::js_value;
    use futures_util::StreamExt;
    use serde_json::{Map, Value, json};
    use std::collections::BTreeMap;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen(module = "/tests/pages/frame.js")]
    extern "C" {
        #[wasm_bindgen(catch)]
        async fn file(path: &str) -> Result<JsValue, JsValue>;
        #[wasm_bindgen(catch)]
        async fn open(path: &str, address: &str) -> Result<JsValue, JsValue>;
        #[wasm_bindgen(catch, js_name = readIn)]
        async fn read_in(page: &JsValue, rules: JsValue, wait: i32) -> Result<JsValue, JsValue>;
        fn turn(page: &JsValue);
        fn close(page: &JsValue);
    }

    /// Milliseconds; no page of these is later.
    const WAIT: i32 = 2500;
    /// Pages that are open at the same time.
    const AT_ONCE: usize = 4;

    /// Fields that were read, and what is not as expected.
    #[derive(Default)]
    struct Score {
        generation: String,
        people: u32,
        right: u32,
        open: u32,
        wrong: Vec<String>,
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

    /// Reads with the built-in rules, or with them taken out of a profile's.
    async fn reading(page: &JsValue, address: &str, without: bool) -> Reading {
        let mut rules = rules_for(address, &[]).unwrap_or_else(|| panic!("no rules for {address}"));
        if without {
            rules.items = vec!["no-such-element".to_owned()];
        }
        let read = read_in(page, js_value::object(&json::write(&rules)), WAIT).await;
        let read = read.unwrap_or_else(|error| panic!("{address}: {error:?}"));
        let raw: RawPage = json::read(js_value::value(read).unwrap()).unwrap();
        understand(&rules, &raw, &Intl::default())
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
            // Where a page's key or link is not in question, it is not said.
            if (name == "link" || name == "key") && expected.get(name).is_none() {
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

    /// The generation of the markup, as `routes.json` names it.
    fn generation(route: &Value) -> String {
        let site = route["file"].as_str().unwrap().split('/').next().unwrap();
        let name = route["generation"].as_str().unwrap_or("other markup");
        format!("{site}, {name}")
    }

    /// Reads one page, and what it turns to.
    async fn page(route: Value) -> Score {
        let mut score = Score {
            generation: generation(&route),
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
            &reading(&frame, &address, false).await,
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
                &reading(&frame, &address, false).await,
                &mut score,
            );
        }
        close(&frame);
        score
    }

    #[wasm_bindgen_test]
    async fn every_page_is_read_as_expected() {
        let routes = text_of("/tests/pages/routes.json").await.unwrap();
        let Some(Value::Array(mut routes)) = json::parse(&routes) else {
            panic!("routes.json");
        };
        // A page at several addresses is read once.
        let mut seen = Vec::new();
        routes.retain(|route| {
            let first = !seen.contains(&route["file"]);
            seen.push(route["file"].clone());
            first
        });
        let scores: Vec<Score> = futures_util::stream::iter(routes)
            .map(page)
            .buffered(AT_ONCE)
            .collect()
            .await;
        let mut by_generation: BTreeMap<&str, (u32, Score)> = BTreeMap::new();
        for score in &scores {
            let (pages, all) = by_generation.entry(&score.generation).or_default();
            *pages += 1;
            all.people += score.people;
            all.right += score.right;
            all.open += score.open;
            all.wrong.extend(score.wrong.iter().cloned());
        }
        let mut wrong = Vec::new();
        for (generation, (pages, all)) in by_generation {
            console_log!(
                "{generation:<40} {pages:>3} pages, {:>4} people, fields: {:>4} right, {:>3} open as they should be, {} wrong",
                all.people,
                all.right,
                all.open,
                all.wrong.len()
            );
            wrong.extend(all.wrong);
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    /// What is read of a profile whose rules fit nothing.
    #[derive(Default)]
    struct Unruled {
        pages: u32,
        names: u32,
        places: u32,
        countries: u32,
        silent: Vec<String>,
        missed: Vec<String>,
        unplaced: Vec<String>,
    }

    async fn without_rules(route: Value) -> Option<(String, bool, Option<bool>, Vec<String>)> {
        let name = route["file"].as_str().unwrap();
        let path = format!("/tests/pages/{name}");
        let expected = text_of(&path.replace(".html", ".expected.json")).await?;
        let expected = json::parse(&expected)?;
        let own = route["path"].as_str().unwrap();
        if !own.starts_with("/in/")
            || expected["reading"] != "person"
            || expected["address"].is_string()
        {
            return None;
        }
        let address = format!("https://www.linkedin.com{own}");
        let frame = open(&path, &address).await.unwrap();
        let read = reading(&frame, &address, true).await;
        close(&frame);
        let wanted = &expected["people"][0];
        let (got, open) = match &read {
            Reading::Changed {
                person: Some(person),
                ..
            } => parts(person),
            Reading::Person { person } => parts(person),
            _ => (Map::new(), Vec::new()),
        };
        let silent = got.iter().filter(|(field, value)| {
            let said = ["place", "key", "link"].contains(&field.as_str());
            !said && !open.contains(field) && wanted[field.as_str()] != **value
        });
        let silent = silent.map(|(field, value)| format!("{name}: {field}: {value}"));
        let is = |field: &str| got.get(field).unwrap_or(&Value::Null) == &wanted[field];
        let country = wanted["country"].is_string().then(|| is("country"));
        Some((
            name.to_owned(),
            is("first") && is("last"),
            country,
            silent.collect(),
        ))
    }

    #[wasm_bindgen_test]
    async fn a_profile_is_read_in_doubt_when_its_rules_fit_nothing() {
        let routes = text_of("/tests/pages/routes.json").await.unwrap();
        let Some(Value::Array(routes)) = json::parse(&routes) else {
            panic!("routes.json");
        };
        let read: Vec<_> = futures_util::stream::iter(routes)
            .map(without_rules)
            .buffered(AT_ONCE)
            .collect()
            .await;
        let mut all = Unruled::default();
        for (name, named, country, silent) in read.into_iter().flatten() {
            all.pages += 1;
            all.names += u32::from(named);
            if !named {
                all.missed.push(name.clone());
            }
            if let Some(right) = country {
                all.places += 1;
                all.countries += u32::from(right);
                if !right {
                    all.unplaced.push(name.clone());
                }
            }
            all.silent.extend(silent);
        }
        console_log!(
            "without the rules: {} profiles, {} names right, {} of {} countries right, {} wrong without a mark; no name: {}; no country: {}",
            all.pages,
            all.names,
            all.countries,
            all.places,
            all.silent.len(),
            all.missed.join(", "),
            all.unplaced.join(", ")
        );
        assert!(all.silent.is_empty(), "{}", all.silent.join("\n"));
        assert!(all.names * 100 >= all.pages * 95, "{} names", all.names);
        assert!(
            all.countries * 100 >= all.places * 80,
            "{} countries",
            all.countries
        );
    }
}
