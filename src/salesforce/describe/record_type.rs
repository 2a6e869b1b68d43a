//! Record types: which one a new Lead gets, and which choices it leaves.

use serde_json::{Map, Value, json};

/// The record type that a new Lead of this user gets unless another is chosen;
/// `None`: the org has none.
pub fn default_record_type(trimmed: &Value) -> Option<&str> {
    let types = offered(trimmed);
    let default = |info: &&Value| info["defaultRecordTypeMapping"] == true;
    let info = types.clone().find(default).or_else(|| {
        let mut types = types;
        types.next()
    })?;
    info["recordTypeId"].as_str()
}

/// Whether the user may choose this record type.
pub fn is_offered(trimmed: &Value, id: &str) -> bool {
    offered(trimmed).any(|info| info["recordTypeId"] == id)
}

/// The record types that the user may choose; the master type, which every org
/// has, is none.
fn offered(trimmed: &Value) -> impl Iterator<Item = &Value> + Clone {
    let infos = trimmed["recordTypeInfos"].as_array();
    let is = |info: &Value, flag: &str| info[flag] == true;
    infos
        .into_iter()
        .flatten()
        .filter(move |info| is(info, "active") && is(info, "available") && !is(info, "master"))
}

/// Of the UI API's picklist values, those of the trimmed describe's fields: per
/// field the values and the default. `None` if it is no such answer.
pub fn trim_picklists(answer: &Value, trimmed: &Value) -> Option<Value> {
    let of = answer["picklistFieldValues"].as_object()?;
    let mut kept = Map::new();
    for field in trimmed["fields"].as_array()? {
        let name = field["name"].as_str()?;
        let Some(own) = of.get(name) else {
            continue;
        };
        let values: Vec<&Value> = own["values"]
            .as_array()?
            .iter()
            .map(|one| &one["value"])
            .collect();
        let entry = json!({ "values": values, "default": own["defaultValue"]["value"] });
        kept.insert(name.to_owned(), entry);
    }
    Some(Value::Object(kept))
}

/// The describe as it is for a record type. Choices that the type leaves out
/// become inactive, and keep their place: a dependent picklist counts them.
pub fn for_record_type(mut trimmed: Value, id: &str, picklists: &Value) -> Value {
    if let Some(fields) = trimmed["fields"].as_array_mut() {
        for field in fields {
            let own = &picklists[field["name"].as_str().unwrap_or_default()];
            let (Some(values), Some(choices)) = (
                own["values"].as_array(),
                field["picklistValues"].as_array_mut(),
            ) else {
                continue;
            };
            for choice in choices {
                let active = choice["active"] == true && values.contains(&choice["value"]);
                choice["active"] = json!(active);
                choice["defaultValue"] = json!(choice["value"] == own["default"]);
            }
        }
    }
    trimmed["recordType"] = json!(id);
    trimmed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe() -> Value {
        let info = |id: &str, default: bool, master: bool, available: bool| json!({ "active": true, "available": available, "defaultRecordTypeMapping": default, "master": master, "name": id, "recordTypeId": id });
        json!({
            "fields": [
                { "name": "LeadSource", "picklistValues": [
                    { "value": "Web", "active": true, "defaultValue": true },
                    { "value": "Phone", "active": true, "defaultValue": false },
                    { "value": "Fax", "active": false, "defaultValue": false },
                ] },
                { "name": "Title" },
            ],
            "recordTypeInfos": [info("m", false, true, true), info("a", false, false, true), info("b", true, false, true), info("c", false, false, false)],
        })
    }

    #[test]
    fn the_users_default_is_taken_and_no_type_that_is_not_theirs() {
        assert_eq!(default_record_type(&describe()), Some("b"));
        for (id, offered) in [("a", true), ("b", true), ("c", false), ("m", false)] {
            assert_eq!(is_offered(&describe(), id), offered, "{id}");
        }
        assert_eq!(default_record_type(&json!({ "recordTypeInfos": [] })), None);
        assert_eq!(default_record_type(&json!({})), None);
    }

    #[test]
    fn choices_follow_the_record_type_and_keep_their_places() {
        let answer = json!({ "picklistFieldValues": {
            "LeadSource": { "defaultValue": { "value": "Phone" }, "values": [{ "value": "Phone" }, { "value": "Fax" }] },
            "Rating": { "defaultValue": null, "values": [] },
        } });
        let picklists = trim_picklists(&answer, &describe()).unwrap();
        assert_eq!(picklists.as_object().unwrap().len(), 1);
        let merged = for_record_type(describe(), "a", &picklists);
        let choices = merged["fields"][0]["picklistValues"].as_array().unwrap();
        let flags: Vec<(bool, bool)> = choices
            .iter()
            .map(|one| (one["active"] == true, one["defaultValue"] == true))
            .collect();
        assert_eq!(flags, [(false, false), (true, true), (false, false)]);
        assert_eq!(merged["recordType"], "a");
        assert_eq!(trim_picklists(&json!([]), &describe()), None);
    }
}
