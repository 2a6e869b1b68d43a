//! The profile's link is written into the record that was matched.

use crate::matching::Candidate;
use crate::message::LinkWritten;
use crate::port::Ports;
use crate::problem::Kind;
use crate::salesforce::rest::{get_subrequest, patch_subrequest};
use crate::salesforce::soql::{Condition, Query};
use crate::worker::Context;
use serde_json::{Map, Value};

/// Writes the profile's link into a record whose field for it is empty, and
/// nothing else: the change takes the record's id from a query that finds it so,
/// in the same call, and fails where it finds none.
pub(super) async fn write_link<P: Ports>(
    cx: &Context<'_, P>,
    record: &Candidate,
    field: &str,
    link: &str,
) -> LinkWritten {
    let object = record.object.name();
    // A text with `@{` is a reference to Salesforce.
    if !link.starts_with("https://") || link.contains("@{") {
        return LinkWritten::No(Kind::NotAllowed.into());
    }
    let empty = [Condition::is("Id", &record.id), Condition::is_empty(field)];
    let query = Query::select(&["Id"], object).where_(&Condition::all(&empty));
    let mut body = Map::new();
    body.insert(field.to_owned(), link.into());
    let change = patch_subrequest(
        "change",
        &format!("{}/@{{empty.records[0].Id}}", record.object.path()),
        &Value::Object(body),
    );
    let calls = vec![get_subrequest("empty", &query.path()), change];
    let answers = match cx.rest().write(calls).await {
        Ok(answers) => answers,
        Err(problem) => return LinkWritten::No(problem),
    };
    match &answers[..] {
        [empty, _] if empty.http_status_code != 200 => LinkWritten::No(empty.problem()),
        [empty, _] if empty.body["records"][0].is_null() => LinkWritten::Held,
        [_, change] if (200..300).contains(&change.http_status_code) => LinkWritten::Yes,
        [_, change] => LinkWritten::No(change.problem()),
        _ => LinkWritten::No(Kind::BrokenJson.into()),
    }
}
