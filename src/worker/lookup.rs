//! Records for a lookup field, found by what the rep types.

use serde::Deserialize;
use serde_json::Value;

use super::{Context, Handle};
use crate::json;
use crate::message::{Find, LookupHit};
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::text::encoding::percent;

/// The answer of a search; a record's name stands under its object's own field.
#[derive(Deserialize)]
struct Hits {
    #[serde(rename = "searchRecords")]
    records: Vec<Value>,
}

/// Of an object's describe, what says which field is its name.
#[derive(Deserialize)]
struct Described {
    fields: Vec<DescribedField>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DescribedField {
    name: String,
    #[serde(default)]
    name_field: bool,
}

/// Session storage: the field that holds the names of an object's records.
fn name_field_key(object: &str) -> String {
    format!("nameField:{object}")
}

/// What is typed, as the search index wants it: whole words are found without a
/// wildcard, so the last one, which may be under way, gets one. The rep's own are
/// kept out.
fn words(text: &str) -> String {
    let text = text.replace(['*', '?'], " ");
    let text = text.trim();
    match text.ends_with(char::is_alphanumeric) {
        true => format!("{text}*"),
        false => text.to_owned(),
    }
}

/// Records of these objects whose name contains the text; at most 10. An object
/// that the user may not see has none.
impl<P: Ports> Handle<P> for Find {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Vec<LookupHit>> {
        let is_name = |name: &&String| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if self.text.trim().chars().count() < 2 {
            return Ok(Vec::new());
        }
        let mut named = Vec::new();
        let mut refused = None;
        for object in self.objects.iter().filter(is_name) {
            match name_field(cx, object).await {
                Ok(field) => named.push((object.as_str(), field)),
                Err(problem) => refused = Some(problem),
            }
        }
        match refused {
            Some(problem) if named.is_empty() => return Err(problem),
            _ if named.is_empty() => return Ok(Vec::new()),
            _ => {}
        }
        let asked: Vec<String> = named
            .iter()
            .map(|(object, field)| format!("&sobject={object}&{object}.fields=Id,{field}"))
            .collect();
        let path = format!(
            "/parameterizedSearch?q={}{}&overallLimit=10",
            percent(&words(&self.text)),
            asked.join("")
        );
        let hits: Hits = cx.rest().read(&path).await?;
        let hit = |record: Value| {
            let object = record["attributes"]["type"].as_str()?.to_owned();
            let (_, field) = named.iter().find(|(name, _)| *name == object)?;
            Some(LookupHit {
                id: record["Id"].as_str()?.to_owned(),
                name: record[field].as_str().unwrap_or_default().to_owned(),
                object,
            })
        };
        Ok(hits.records.into_iter().filter_map(hit).collect())
    }
}

/// The field of an object that holds its records' names: `Name` for most,
/// `CaseNumber` or `Subject` for others. Asked for once in a browser session.
async fn name_field<P: Ports>(cx: &Context<'_, P>, object: &str) -> Answer<String> {
    let key = name_field_key(object);
    if let Some(known) = cx.port().get(Area::Session, &key).await?
        && let Some(known) = known.as_str()
    {
        return Ok(known.to_owned());
    }
    let described: Described = cx
        .rest()
        .read(&format!("/sobjects/{object}/describe"))
        .await?;
    let fields = described.fields.iter();
    let field = fields
        .clone()
        .find(|field| field.name_field)
        .or_else(|| fields.clone().find(|field| field.name == "Name"));
    // The id of an object without names is all there is to show.
    let field = field.map_or("Id", |field| field.name.as_str()).to_owned();
    let entry = (key, json::write(&field));
    cx.port().set(Area::Session, vec![entry]).await?;
    Ok(field)
}
