//! The h-cards of the microformats test suite.

use super::*;

/// The first text of a property of the microformats suite, or that of the card
/// within it.
fn property(properties: &Value, name: &str, at: usize) -> Option<String> {
    let value = &properties[name][at];
    let text = value.as_str().or_else(|| value["value"].as_str())?;
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let text = text.split('?').next().unwrap_or_default();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[wasm_bindgen_test]
async fn the_h_cards_of_the_microformats_suite_are_read() {
    let cases = text_of("/tests/pages/microformats/h-cards.json").await;
    let Some(Value::Array(cases)) = cases.and_then(|text| json::parse(&text)) else {
        panic!("h-cards.json");
    };
    let address = "https://cards.example.com/page";
    let (mut people, mut wrong) = (0, Vec::new());
    for case in &cases {
        let (name, own) = (&case["case"], &case["properties"]);
        let html = case["html"].as_str().unwrap();
        let page = format!("<!doctype html><title>Cards</title><body>{html}");
        let frame = open_text(&page, address).await.unwrap();
        let reading = reading(&frame, address, By::Rules).await;
        close(&frame);
        let own = |name: &str, at: usize| property(own, name, at);
        let (given, family) = (own("given-name", 0), own("family-name", 0));
        let named = own("name", 0).or_else(|| given.clone().and(family.clone()));
        let organization = own("org", 0).is_some() && own("org", 0) == own("name", 0);
        let person = match (&reading, named.filter(|_| !organization)) {
            (Reading::NoPerson, None) => continue,
            (Reading::Person { person }, Some(_)) => person,
            (other, expected) => {
                wrong.push(format!("{name}: expected {expected:?}, got {other:?}"));
                continue;
            }
        };
        people += 1;
        let value = |known: &Option<Known>| known.as_ref().map(|known| known.value.clone());
        let job = |at: usize| person.jobs.get(at).cloned().unwrap_or_default();
        let mut fields = vec![
            ("org", own("org", 0), value(&job(0).company)),
            ("second org", own("org", 1), value(&job(1).company)),
            ("job-title", own("job-title", 0), value(&job(0).title)),
            (
                "second job-title",
                own("job-title", 1),
                value(&job(1).title),
            ),
            ("email", own("email", 0), value(&person.email)),
            ("tel", own("tel", 0), value(&person.phone)),
        ];
        match own("name", 0) {
            Some(whole) => fields.push(("name", Some(whole), Some(person.shown_name.clone()))),
            None => fields.push(("given-name", given, value(&person.first_name))),
        }
        fields.push(("family-name", family, value(&person.last_name)));
        for (field, expected, got) in fields {
            if expected.is_some() && expected != got {
                wrong.push(format!(
                    "{name}: {field}: expected {expected:?}, got {got:?}"
                ));
            }
        }
    }
    console_log!(
        "{} h-cards, {people} of people, {} wrong",
        cases.len(),
        wrong.len()
    );
    assert!(people > 30 && wrong.is_empty(), "\n{}", wrong.join("\n"));
}
