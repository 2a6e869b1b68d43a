//! Profiles that are read without the rules of their site, or by outdated ones.

use super::*;

/// What is read of a profile by other rules than its own: right, open (empty
/// or marked) or wrong, by field.
struct Without {
    markup: String,
    fields: Vec<(&'static str, Verdict)>,
    said: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Right,
    /// Empty, or another value that is marked.
    Open,
    Wrong,
}

async fn without(route: Value, by: By) -> Option<Without> {
    let name = route["file"].as_str()?;
    let path = format!("/tests/pages/{name}");
    let expected = text_of(&path.replace(".html", ".expected.json")).await?;
    let expected = json::parse(&expected)?;
    let own = format!("https://www.linkedin.com{}", route["path"].as_str()?);
    let address = expected["address"].as_str().unwrap_or(&own).to_owned();
    let person = &expected["people"][0];
    if expected["reading"] != "person" || !address.contains("linkedin.com/in/") {
        return None;
    }
    let frame = open(&path, &address).await.unwrap();
    let reading = reading(&frame, &address, by).await;
    close(&frame);
    let (got, marked) = match &reading {
        Reading::Person { person }
        | Reading::Changed {
            person: Some(person),
            ..
        } => parts(person),
        _ => (Map::new(), Vec::new()),
    };
    let mut fields = Vec::new();
    let mut said = Vec::new();
    for field in ["first", "last", "country", "title", "company"] {
        let (right, got) = (&person[field], got.get(field).unwrap_or(&Value::Null));
        let verdict = if right.is_null() && got.is_null() {
            continue;
        } else if right == got {
            Verdict::Right
        } else if got.is_null() || marked.iter().any(|name| name == field) {
            Verdict::Open
        } else {
            Verdict::Wrong
        };
        if verdict != Verdict::Right {
            said.push(format!("{name}: {field}: {right}, got {got}"));
        }
        fields.push((field, verdict));
    }
    let markup = route["generation"].as_str()?.to_owned();
    Some(Without {
        markup,
        fields,
        said,
    })
}

#[wasm_bindgen_test]
async fn profiles_are_read_without_their_rules() {
    let routes = text_of("/tests/pages/routes.json").await.unwrap();
    let Some(Value::Array(routes)) = json::parse(&routes) else {
        panic!("routes.json");
    };
    let routes: Vec<Value> = once(routes);
    let mut failures = Vec::new();
    for (title, by) in [
        ("The site's rules taken out", By::AnyPage),
        ("The site's rules outdated", By::Outdated),
    ] {
        let read: Vec<Option<Without>> = futures_util::stream::iter(routes.clone())
            .map(|route| without(route, by))
            .buffered(WAITING_AT_ONCE)
            .collect()
            .await;
        let read: Vec<Without> = read.into_iter().flatten().collect();
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        let mut said = Vec::new();
        for one in &read {
            let row = rows.entry(one.markup.clone()).or_default();
            row.pages += 1;
            for (_, verdict) in &one.fields {
                *match verdict {
                    Verdict::Right => &mut row.right,
                    Verdict::Open => &mut row.open,
                    Verdict::Wrong => &mut row.wrong,
                } += 1;
            }
            said.extend(one.said.iter().cloned());
        }
        print(title, &rows);
        console_log!("{}", said.join("\n"));
        let share = |fields: &[&str]| {
            let all = read.iter().map(|one| {
                let mut own = one.fields.iter().filter(|(name, _)| fields.contains(name));
                let there = own.clone().next().is_some();
                (there, own.all(|(_, verdict)| *verdict == Verdict::Right))
            });
            let all: Vec<bool> = all
                .filter(|(there, _)| *there)
                .map(|(_, right)| right)
                .collect();
            let right = all.iter().filter(|right| **right).count();
            right as f64 / all.len() as f64
        };
        let (name, country) = (share(&["first", "last"]), share(&["country"]));
        console_log!(
            "names right: {:.0} %, countries right: {:.0} %",
            name * 100.0,
            country * 100.0
        );
        let wrong: u32 = rows.values().map(|row| row.wrong).sum();
        if name < 0.95 || country < 0.8 || wrong > 0 {
            failures.push(format!(
                "{title}: names {name:.2}, countries {country:.2}, wrong {wrong}"
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
