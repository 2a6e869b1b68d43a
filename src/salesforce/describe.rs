//! An object's describe, distilled to what the form needs.
//!
//! A customised org's describe can pass 1 MB. The worker prunes it to a few
//! kilobytes of the same shape, the standard fields and whatever the org
//! requires of a create, and keeps that; the page makes types of it.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::object::Object;
use crate::field::{Input, PicklistValue};
use crate::json;

pub mod record_type;

/// What is kept of a describe.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectDescribe {
    /// Of which object it is.
    pub object: Object,
    /// The object can be created by this user.
    pub createable: bool,
    /// The standard fields and the required ones, in the org's order.
    pub fields: Vec<OrgField>,
    /// Fields that a refusal has named, though the org does not require them.
    pub asked: Vec<String>,
    /// The user's record types with their ids, if there are several.
    pub record_types: Vec<PicklistValue>,
    /// The record type whose choices these are.
    pub record_type: Option<String>,
    /// Where a country is text: how the org writes countries, the most frequent
    /// spelling first.
    pub countries: Vec<String>,
}

impl ObjectDescribe {
    /// The field of this API name.
    pub fn field(&self, name: &str) -> Option<&OrgField> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct OrgField {
    /// API name.
    pub name: String,
    /// The org's label.
    pub label: String,
    /// The org's name for the type.
    pub kind: String,
    /// How a form fills it in; `None`: no form can.
    pub input: Option<Input>,
    /// The user may set it on a new record.
    pub createable: bool,
    /// The org lets it be empty.
    pub nillable: bool,
    /// A create without it fails: `createable && !nillable && !defaultedOnCreate`.
    pub required: bool,
    /// The org's help text.
    pub help: Option<String>,
    /// The value a new record starts with, as a form shows it.
    pub default: Option<String>,
    /// Unique, or an external id: Salesforce keeps an index for it.
    pub indexed: bool,
}

/// A describe as Salesforce sends it; only what is read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    createable: bool,
    fields: Vec<RawField>,
    #[serde(default)]
    record_type_infos: Vec<RawRecordType>,
    #[serde(default)]
    record_type: Option<String>,
    #[serde(default)]
    asked: Vec<String>,
    #[serde(default)]
    countries: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawField {
    name: String,
    label: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    length: u32,
    #[serde(default)]
    digits: u32,
    #[serde(default)]
    precision: u32,
    #[serde(default)]
    scale: u32,
    #[serde(default)]
    createable: bool,
    #[serde(default)]
    nillable: bool,
    #[serde(default)]
    defaulted_on_create: bool,
    #[serde(default)]
    restricted_picklist: bool,
    #[serde(default)]
    controller_name: Option<String>,
    #[serde(default)]
    default_value: Option<serde_json::Value>,
    #[serde(default)]
    inline_help_text: Option<String>,
    #[serde(default)]
    picklist_values: Vec<RawChoice>,
    #[serde(default)]
    reference_to: Vec<String>,
    #[serde(default)]
    unique: bool,
    #[serde(default)]
    external_id: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawChoice {
    #[serde(default)]
    active: bool,
    #[serde(default)]
    default_value: bool,
    #[serde(default)]
    label: Option<String>,
    value: String,
    #[serde(default)]
    valid_for: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawRecordType {
    #[serde(default)]
    active: bool,
    #[serde(default)]
    available: bool,
    #[serde(default)]
    master: bool,
    name: String,
    record_type_id: String,
}

/// What is kept of a field: everything in [`RawField`].
const KEPT: &[&str] = &[
    "name",
    "label",
    "type",
    "length",
    "digits",
    "precision",
    "scale",
    "createable",
    "nillable",
    "defaultedOnCreate",
    "restrictedPicklist",
    "controllerName",
    "defaultValue",
    "inlineHelpText",
    "picklistValues",
    "referenceTo",
    "unique",
    "externalId",
];

/// Prunes the answer of `GET /sobjects/<object>/describe`; `None` if it is none.
/// Keeps the fields of `also` besides.
pub fn trim_describe(object: Object, mut describe: Value, also: &[String]) -> Option<Value> {
    let Value::Array(fields) = describe.get_mut("fields")?.take() else {
        return None;
    };
    let names = needed(object, &fields, also);
    pruned(object, describe, fields, |name| {
        names.iter().any(|own| own == name)
    })
}

/// The same with every field, for an admin to choose among.
pub fn whole_describe(object: Object, mut describe: Value) -> Option<Value> {
    let Value::Array(fields) = describe.get_mut("fields")?.take() else {
        return None;
    };
    pruned(object, describe, fields, |_| true)
}

/// The fields that the form needs, and those of `also`.
fn needed(object: Object, fields: &[Value], also: &[String]) -> Vec<String> {
    let name = |field: &Value| field["name"].as_str().unwrap_or_default().to_owned();
    let wanted = |field: &Value| {
        let is = |flag: &str| field[flag] == Value::Bool(true);
        let name = name(field);
        also.contains(&name)
            || object.row(&name).is_some()
            || (is("createable") && !is("nillable") && !is("defaultedOnCreate"))
    };
    let mut names: Vec<String> = fields
        .iter()
        .filter(|field| wanted(field))
        .map(name)
        .collect();
    // A dependent picklist needs its controlling field to be filled in first.
    for field in fields {
        if let Some(controller) = field["controllerName"].as_str()
            && names.contains(&name(field))
        {
            names.push(controller.to_owned());
        }
    }
    names
}

/// What is kept of a describe and of those of its fields that are `wanted`.
fn pruned(
    object: Object,
    mut describe: Value,
    fields: Vec<Value>,
    wanted: impl Fn(&str) -> bool,
) -> Option<Value> {
    let trimmed = fields
        .into_iter()
        .filter(|field| wanted(field["name"].as_str().unwrap_or_default()))
        .map(|mut field| {
            let keep = |key: &&str| Some(((*key).to_owned(), field.get_mut(*key)?.take()));
            Value::Object(KEPT.iter().filter_map(keep).collect())
        })
        .collect();
    let mut kept = Map::new();
    kept.insert("name".to_owned(), object.name().into());
    kept.insert("fields".to_owned(), Value::Array(trimmed));
    for key in ["createable", "recordTypeInfos"] {
        kept.insert(key.to_owned(), describe.get_mut(key)?.take());
    }
    Some(Value::Object(kept))
}

/// Makes types of a trimmed describe; `None` if it is none.
pub fn parse_describe(trimmed: Value) -> Option<ObjectDescribe> {
    let raw: Raw = json::read(trimmed)?;
    let fields = raw
        .fields
        .iter()
        .map(|one| field(one, &raw.fields))
        .collect();
    let types: Vec<PicklistValue> = raw
        .record_type_infos
        .iter()
        .filter(|info| info.active && info.available && !info.master)
        .map(|info| PicklistValue {
            value: info.record_type_id.clone(),
            label: info.name.clone(),
            valid_for: None,
        })
        .collect();
    Some(ObjectDescribe {
        // Kept ones without a name are older than Contacts here.
        object: raw
            .name
            .as_deref()
            .and_then(Object::named)
            .unwrap_or_default(),
        createable: raw.createable,
        fields,
        record_types: if types.len() > 1 { types } else { Vec::new() },
        record_type: raw.record_type,
        asked: raw.asked,
        countries: raw.countries,
    })
}

fn field(raw: &RawField, all: &[RawField]) -> OrgField {
    OrgField {
        name: raw.name.clone(),
        label: raw.label.clone(),
        kind: raw.kind.clone(),
        input: input(raw, all),
        createable: raw.createable,
        nillable: raw.nillable,
        required: raw.createable && !raw.nillable && !raw.defaulted_on_create,
        help: raw.inline_help_text.clone().filter(|text| !text.is_empty()),
        default: default(raw),
        indexed: raw.unique || raw.external_id,
    }
}

fn input(raw: &RawField, all: &[RawField]) -> Option<Input> {
    let max = raw.length;
    Some(match raw.kind.as_str() {
        "string" => Input::Text { max },
        "textarea" => Input::TextArea { max },
        "email" => Input::Email { max },
        "phone" => Input::Phone { max },
        "url" => Input::Url { max },
        "boolean" => Input::Checkbox,
        "int" => Input::Integer { digits: raw.digits },
        "double" | "currency" | "percent" => Input::Decimal {
            precision: raw.precision,
            scale: raw.scale,
        },
        "date" => Input::Date,
        "datetime" => Input::DateTime,
        "time" => Input::Time,
        "picklist" | "combobox" => Input::Picklist {
            options: choices(raw, all),
            open: raw.kind == "combobox" && !raw.restricted_picklist,
            controller: raw.controller_name.clone(),
        },
        "multipicklist" => Input::MultiPicklist {
            options: choices(raw, all),
            controller: raw.controller_name.clone(),
        },
        "reference" => Input::Lookup {
            objects: raw.reference_to.clone(),
        },
        // address, location, encryptedstring (classic encryption), base64,
        // complexvalue, anyType. A field that Shield encrypts keeps its type.
        _ => return None,
    })
}

fn choices(raw: &RawField, all: &[RawField]) -> Vec<PicklistValue> {
    let controller = raw
        .controller_name
        .as_ref()
        .and_then(|name| all.iter().find(|field| field.name == *name));
    let controlling: Vec<String> = match controller {
        Some(field) if field.kind == "boolean" => vec!["false".into(), "true".into()],
        // Bits count all values of the controlling field, inactive ones too.
        Some(field) => field
            .picklist_values
            .iter()
            .map(|choice| choice.value.clone())
            .collect(),
        None => Vec::new(),
    };
    raw.picklist_values
        .iter()
        .filter(|choice| choice.active)
        .map(|choice| PicklistValue {
            value: choice.value.clone(),
            label: choice.label.clone().unwrap_or_else(|| choice.value.clone()),
            valid_for: choice
                .valid_for
                .as_deref()
                .filter(|_| controller.is_some())
                .map(|bits| valid_for(bits, &controlling)),
        })
        .collect()
}

/// The controlling values under which a choice stands. `validFor` is a base64
/// bitmap, first value at the highest bit of the first byte (Salesforce's
/// "PicklistEntry").
fn valid_for(bitmap: &str, controlling: &[String]) -> Vec<String> {
    let bytes = base64(bitmap);
    controlling
        .iter()
        .enumerate()
        .filter(|(at, _)| {
            bytes
                .get(at / 8)
                .is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0)
        })
        .map(|(_, value)| value.clone())
        .collect()
}

/// Decodes standard base64; stops at the first character that is none.
fn base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    bytes
}

fn default(raw: &RawField) -> Option<String> {
    let chosen: Vec<&str> = raw
        .picklist_values
        .iter()
        .filter(|choice| choice.active && choice.default_value)
        .map(|choice| choice.value.as_str())
        .collect();
    if !chosen.is_empty() {
        return Some(chosen.join(";"));
    }
    match raw.default_value.as_ref()? {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Bool(value) => Some(value.to_string()),
        number @ serde_json::Value::Number(_) => Some(json::to_text(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn choice(value: &str, valid_for: Option<&str>) -> serde_json::Value {
        json!({ "active": value != "Old", "defaultValue": value == "Hot", "label": value, "value": value, "validFor": valid_for })
    }

    #[test]
    fn keeps_the_standard_fields_and_what_a_create_requires() {
        let describe = parse_describe(trim_describe(Object::Lead, json!({
            "createable": true,
            "fields": [
                { "name": "LastName", "label": "Last Name", "type": "string", "length": 80, "createable": true, "nillable": false, "defaultedOnCreate": false },
                { "name": "Status", "label": "Status", "type": "picklist", "createable": true, "nillable": false, "defaultedOnCreate": true },
                { "name": "OwnerId", "label": "Owner ID", "type": "reference", "createable": true, "nillable": false, "defaultedOnCreate": true },
                { "name": "CreatedDate", "label": "Created Date", "type": "datetime", "createable": false, "nillable": false },
                { "name": "Fax", "label": "Fax", "type": "phone", "length": 40, "createable": true, "nillable": true },
                { "name": "Region__c", "label": "Region", "type": "picklist", "createable": true, "nillable": true, "picklistValues": [choice("North", None), choice("Old", None), choice("South", None)] },
                { "name": "Office__c", "label": "Office", "type": "picklist", "createable": true, "nillable": false, "defaultedOnCreate": false, "controllerName": "Region__c",
                  "picklistValues": [choice("Oslo", Some("gAAA")), choice("Rome", Some("IAAA")), choice("Old", Some("gAAA")), choice("Hot", Some("oAAA"))] },
                { "name": "Place__c", "label": "Place", "type": "location", "createable": true, "nillable": false, "defaultedOnCreate": false },
            ],
            "recordTypeInfos": [
                { "active": true, "available": true, "master": true, "name": "Master", "recordTypeId": "012000000000000AAA" },
                { "active": true, "available": true, "master": false, "name": "Partner", "recordTypeId": "012000000000001AAA" }
            ],
        }), &[]).unwrap()).unwrap();
        let names: Vec<&str> = describe.fields.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["LastName", "Region__c", "Office__c", "Place__c"]);
        assert!(describe.field("LastName").unwrap().required);
        assert_eq!(describe.field("Place__c").unwrap().input, None);
        assert_eq!(describe.record_types, []);
        let office = describe.field("Office__c").unwrap();
        assert_eq!(office.default.as_deref(), Some("Hot"));
        let Some(Input::Picklist { options, .. }) = &office.input else {
            panic!("{office:?}");
        };
        let under = |region: &str| -> Vec<&str> {
            let stands = options.iter().filter(|option| option.is_valid_for(region));
            stands.map(|option| option.value.as_str()).collect()
        };
        assert_eq!(under("North"), ["Oslo", "Hot"]);
        assert_eq!(under("South"), ["Rome", "Hot"]);
    }

    #[test]
    fn base64_decodes_what_salesforce_sends() {
        for (text, bytes) in [
            ("", &[][..]),
            ("gAAA", &[0x80, 0, 0]),
            ("oAAA", &[0xa0, 0, 0]),
            ("/+8=", &[0xff, 0xef]),
        ] {
            assert_eq!(base64(text), bytes, "{text}");
        }
    }
}
