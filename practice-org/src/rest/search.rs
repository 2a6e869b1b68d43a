//! The search index: SOSL, and the search by parameters.
//!
//! From the SOQL and SOSL Reference ("FIND", "RETURNING") and the REST API
//! Developer Guide ("Search", "Parameterized Search"): words are found without
//! regard to case and accents, `*` stands for the rest of a word, and a search
//! text has more than one character. A SOSL text joins words and "phrases" by
//! AND (which is meant where nothing stands between), AND NOT and OR, with
//! brackets; a reserved character is escaped; one above 10,000 characters finds
//! nothing, and one above 4,000 loses its operators ("SOSL Syntax"). Help,
//! "Search for Names with Synonyms": William is found by Bill, but not in an
//! exact phrase. A new record is found after the index has taken it up.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

mod find;

use find::Find;

use super::records::known;
use super::{Call, Reply, error_without_fields, may_read};
use crate::automation;
use crate::soql::{self, Reach};
use crate::state::World;
use crate::users::USERS;
use crate::validate::Refusal;

/// Records found without a limit (SOSL Limits).
const MOST: usize = 2000;

/// `GET /search?q=FIND {…} IN … FIELDS RETURNING …`
pub fn by_sosl(world: &World, user: usize, call: &Call) -> Result<Reply, Refusal> {
    let text = call.param("q").unwrap_or_default();
    let malformed =
        |words: &str| error_without_fields(400, "MALFORMED_SEARCH", &format!("{text}\n{words}"));
    let (words, rest) = text
        .trim_start()
        .strip_prefix("FIND")
        .and_then(|rest| find::braced(rest.trim_start()))
        .ok_or_else(|| malformed("expecting FIND {…}"))?;
    let (scope, returning) = rest
        .split_once("RETURNING")
        .ok_or_else(|| malformed("expecting RETURNING"))?;
    let targets: Vec<String> = objects(returning)
        .into_iter()
        .map(|(object, inside)| {
            let ends = [" WHERE ", " ORDER BY ", " LIMIT "];
            let end = ends.iter().filter_map(|word| inside.find(word)).min();
            let (fields, rest) = inside.split_at(end.unwrap_or(inside.len()));
            format!("SELECT {fields} FROM {object}{rest}")
        })
        .collect();
    if targets.is_empty() {
        return Err(malformed("expecting an object"));
    }
    let wanted = Find::parse(words).map_err(|words| malformed(&words))?;
    let names = scope.contains("NAME");
    run(world, user, &wanted, names, &targets, MOST)
}

/// `Lead(Id, Name WHERE … LIMIT 5), Contact` as objects and what is in the
/// brackets.
fn objects(returning: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut depth, mut quoted) = (0, false);
    let (mut name, mut inside) = (String::new(), String::new());
    let mut before = ' ';
    for c in returning.chars().chain([',']) {
        if c == '\'' && before != '\\' {
            quoted = !quoted;
        }
        before = c;
        match c {
            '(' if !quoted => {
                depth += 1;
                if depth > 1 {
                    inside.push(c);
                }
            }
            ')' if !quoted => {
                depth -= 1;
                if depth > 0 {
                    inside.push(c);
                }
            }
            ',' if depth == 0 => {
                let own = name
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                if !own.is_empty() {
                    let fields = match inside.trim().is_empty() {
                        true => "Id".to_owned(),
                        false => inside.clone(),
                    };
                    found.push((own, fields));
                }
                name.clear();
                inside.clear();
            }
            _ if depth > 0 => inside.push(c),
            _ => name.push(c),
        }
    }
    found
}

/// `/parameterizedSearch`: by GET with `q, in, sobject, fields, Lead.fields,
/// Lead.where, Lead.limit, overallLimit`, by POST with the same as a body.
pub fn by_parameters(world: &World, user: usize, call: &Call) -> Result<Reply, Refusal> {
    let null = Value::Null;
    let body = call.body.as_ref().filter(|_| call.method == "POST");
    let body = body.unwrap_or(&null);
    let text = |name: &str| {
        let own = body[name].as_str().or_else(|| call.param(name));
        own.map(str::to_owned)
    };
    let list = |value: &Value| -> Option<String> {
        let names: Vec<&str> = value.as_array()?.iter().filter_map(Value::as_str).collect();
        Some(names.join(","))
    };
    let shared = list(&body["fields"]).or_else(|| call.param("fields").map(str::to_owned));
    let shared = shared.unwrap_or("Id".to_owned());
    let mut targets = Vec::new();
    let named = body["sobjects"].as_array().into_iter().flatten();
    let asked = call.query.iter().filter(|(name, _)| name == "sobject");
    let all: Vec<(String, &Value)> = named
        .map(|one| (one["name"].as_str().unwrap_or_default().to_owned(), one))
        .chain(asked.map(|(_, object)| (object.clone(), &null)))
        .collect();
    for (object, own) in all {
        let part = |name: &str| call.param(&format!("{object}.{name}")).map(str::to_owned);
        let fields = list(&own["fields"])
            .or_else(|| part("fields"))
            .unwrap_or_else(|| shared.clone());
        let condition = own["where"]
            .as_str()
            .map(str::to_owned)
            .or_else(|| part("where"));
        let limit = own["limit"].as_u64().map(|limit| limit.to_string());
        let mut query = format!("SELECT {fields} FROM {object}");
        if let Some(condition) = condition {
            query.push_str(&format!(" WHERE {condition}"));
        }
        if let Some(limit) = limit.or_else(|| part("limit")) {
            query.push_str(&format!(" LIMIT {limit}"));
        }
        targets.push(query);
    }
    let limit = body["overallLimit"].as_u64().map(|limit| limit as usize);
    let limit = limit.or_else(|| call.param("overallLimit")?.parse().ok());
    let names = text("in").is_some_and(|scope| scope.eq_ignore_ascii_case("NAME"));
    let words = text("q").unwrap_or_default();
    let wanted = Find::words(&words);
    run(world, user, &wanted, names, &targets, limit.unwrap_or(MOST))
}

fn run(
    world: &World,
    user: usize,
    wanted: &Find,
    names: bool,
    targets: &[String],
    limit: usize,
) -> Result<Reply, Refusal> {
    if wanted.letters() < 2 {
        return Err(error_without_fields(
            400,
            "MALFORMED_SEARCH",
            "search term must be longer than one character",
        ));
    }
    let mut found = Vec::new();
    for target in targets {
        let query = soql::parse(target).map_err(|words| {
            error_without_fields(400, "MALFORMED_SEARCH", &format!("{target}\n{words}"))
        })?;
        known(user, &query.from)?;
        let hit = |object: &str, record: &Map<String, Value>| {
            automation::sees(&world.shape, user, object, record)
                && indexed(world, record)
                && wanted.fits(&texts(object, record, names))
        };
        let whole = soql::Query {
            limit: None,
            ..query.clone()
        };
        let may = |object: &str| may_read(&USERS[user], object);
        // Found by the index, and only then compared with the condition.
        let answer = soql::run(world, USERS[user].org, &whole, Reach::Index, may, hit)?;
        let records = answer["records"].as_array().cloned().unwrap_or_default();
        found.extend(records.into_iter().take(query.limit.unwrap_or(MOST)));
    }
    found.truncate(limit);
    Ok(Reply::ok(json!({ "searchRecords": found })))
}

/// Whether the index has taken a record up.
fn indexed(world: &World, record: &Map<String, Value>) -> bool {
    if world.shape.search_delay == 0 {
        return true;
    }
    let created = record.get("CreatedDate").and_then(Value::as_str);
    let seconds = created.and_then(|text| text.get(..19));
    let created =
        seconds.and_then(|text| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339).ok());
    let delay = time::Duration::seconds(world.shape.search_delay.into());
    created.is_none_or(|created| world.time() - created >= delay)
}

/// The words of each field that is searched.
fn texts(object: &str, record: &Map<String, Value>, names: bool) -> Vec<Vec<String>> {
    let named = |field: &str| matches!(field, "Name" | "Company" | "CaseNumber");
    let searched = |field: &str| {
        named(field) || (!names && matches!(field, "Title" | "Email" | "Phone" | "Subject"))
    };
    record
        .iter()
        .filter(|(field, _)| searched(field) || (object == "User" && *field == "Username"))
        .filter_map(|(_, value)| value.as_str())
        .map(find::words)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_case_and_accents_and_by_synonyms() {
        let mut lead = Map::new();
        lead.insert("Name".into(), json!("William Nováková"));
        lead.insert("Company".into(), json!("Tidewater Tools"));
        lead.insert("Email".into(), json!("will@example.com"));
        for (text, in_names, found) in [
            ("novakova", true, true),
            ("NOVÁK*", true, true),
            ("Novák", true, false),
            ("Bill Novakova", true, true),
            ("Robert Novakova", true, false),
            ("tidewater", true, true),
            ("example", true, false),
            ("example", false, true),
            ("Novakova OR Smith", true, true),
            ("(Bob OR Bill) AND (Smith OR Novakova)", true, true),
            ("(Bob OR Rob) AND Novakova", true, false),
            ("Bill AND NOT Novakova", true, false),
            ("\"William Novakova\"", true, true),
            ("\"Novakova William\"", true, false),
            ("\"Bill Novakova\"", true, false),
            ("\"Bill\"", true, false),
            ("tide\\-water OR tools", true, true),
        ] {
            let wanted = Find::parse(text).unwrap();
            let texts = texts("Lead", &lead, in_names);
            assert_eq!(wanted.fits(&texts), found, "{text}");
        }
    }

    #[test]
    fn what_is_no_search_is_refused() {
        for text in ["", "(Bill", "Bill)", "\"Bill", "OR Bill", "Bill AND"] {
            assert!(Find::parse(text).is_err(), "{text}");
        }
        assert_eq!(find::braced("{a\\}b} IN"), Some(("a\\}b", " IN")));
        assert_eq!(find::braced("{\"a}"), None);
        // Above 4,000 characters the operators are gone.
        let long = format!("{} AND Bill", "somebody OR ".repeat(400) + "nobody");
        let texts = vec![vec!["bill".to_owned()]];
        assert!(Find::parse(&long).unwrap().fits(&texts));
    }

    #[test]
    fn objects_of_a_search_are_told_apart() {
        let text = " Lead(Id, Name WHERE Company = 'A, (B)' LIMIT 5), Contact";
        assert_eq!(
            objects(text),
            [
                (
                    "Lead".to_owned(),
                    "Id, Name WHERE Company = 'A, (B)' LIMIT 5".to_owned()
                ),
                ("Contact".to_owned(), "Id".to_owned()),
            ]
        );
    }
}
