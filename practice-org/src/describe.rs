//! The describe of Lead, Contact and the few other objects, as rows.

use serde_json::{Map, Value, json};

use crate::shape::Shape;

mod custom;
mod tables;

use custom::custom;
use tables::{CONTACT, LEAD, OTHERS, Row, refers, values};
pub use tables::{COUNTRIES, OBJECTS, key_prefix};

/// One field.
#[derive(Clone, Debug)]
pub struct Field {
    /// API name.
    pub name: String,
    /// English label.
    pub label: String,
    /// Salesforce's type.
    pub kind: &'static str,
    /// Characters, for texts.
    pub length: u32,
    /// c createable, n nillable, d defaulted on create, u updateable, R
    /// restricted picklist.
    pub flags: &'static str,
    /// Values of a picklist.
    pub values: Vec<String>,
    /// Controlling field and, per value, the controlling values' places.
    pub controller: Option<(String, Vec<Vec<usize>>)>,
    /// What a reference refers to.
    pub refers: Vec<&'static str>,
    /// Digits of an int; precision and scale of a number.
    pub digits: (u32, u32, u32),
    /// Help text.
    pub help: Option<&'static str>,
    /// No two records have the same value.
    pub unique: bool,
    /// Under Shield's encryption.
    pub encrypted: bool,
}

impl Field {
    /// The user may set it.
    pub fn createable(&self) -> bool {
        self.flags.contains('c')
    }

    /// A create without it fails.
    pub fn required(&self) -> bool {
        self.createable() && !self.flags.contains('n') && !self.flags.contains('d')
    }

    /// May stand in a condition and in an order: not under probabilistic
    /// encryption, and not a long text (SOQL and SOSL Reference, "Field Types").
    pub fn filterable(&self) -> bool {
        !(self.encrypted || self.kind == "textarea" && self.length > 255)
    }

    /// What a record of this object is called by.
    pub fn names(&self) -> bool {
        matches!(self.name.as_str(), "Name" | "CaseNumber")
    }
}

fn field(row: &Row) -> Field {
    let (name, label, kind, length, flags) = *row;
    Field {
        name: name.to_owned(),
        label: label.to_owned(),
        kind,
        length,
        flags,
        values: values(name)
            .iter()
            .map(|value| (*value).to_owned())
            .collect(),
        controller: None,
        refers: refers(name),
        digits: match name {
            "NumberOfEmployees" => (8, 0, 0),
            "AnnualRevenue" => (0, 18, 0),
            "Amount" => (0, 16, 2),
            "Latitude" | "Longitude" => (0, 18, 15),
            _ => (0, 0, 0),
        },
        help: None,
        unique: false,
        encrypted: false,
    }
}

/// The fields of an object in an org of this shape; `None`: there is no such
/// object.
pub fn fields(object: &str, shape: &Shape) -> Option<Vec<Field>> {
    let rows = match object {
        "Lead" => LEAD,
        "Contact" => CONTACT,
        _ => OTHERS.iter().find(|(name, _)| *name == object)?.1,
    };
    let mut fields: Vec<Field> = rows.iter().map(field).collect();
    if matches!(object, "Lead" | "Contact") && shape.country_picklists {
        let of_mailing = object == "Contact";
        for (code, label, of) in [
            ("CountryCode", "Country Code", COUNTRIES),
            (
                "StateCode",
                "State/Province Code",
                &[("CA", "California"), ("TX", "Texas")],
            ),
        ] {
            let (code, label) = match of_mailing {
                true => (format!("Mailing{code}"), format!("Mailing {label}")),
                false => (code.to_owned(), label.to_owned()),
            };
            let mut field = custom(&code, &label, "picklist", 10, "cnuR");
            field.values = of.iter().map(|(code, _)| (*code).to_owned()).collect();
            fields.push(field);
        }
    }
    if object == "Lead" {
        if shape.required_fields {
            fields.extend(custom::required_fields());
        }
        if shape.unfillable_field {
            fields.push(custom("Site__c", "Site", "location", 0, "cu"));
        }
        for number in 0..shape.extra_fields {
            fields.push(custom(
                &format!("Extra_{number}__c"),
                &format!("Extra {number}"),
                "string",
                255,
                "cnu",
            ));
        }
        if shape.case_lookup {
            fields.push(Field {
                refers: vec!["Case"],
                ..custom("Origin_Case__c", "Origin Case", "reference", 18, "cu")
            });
        }
        fields.retain(|field| !shape.hidden_fields.contains(&field.name));
    }
    let own = shape
        .own_fields
        .iter()
        .filter(|own| match own.object.as_str() {
            "" => object == "Lead",
            of => of == object,
        });
    fields.extend(own.map(custom::own));
    for field in &mut fields {
        if object == "Lead" && field.name == "Company" && shape.person_accounts {
            field.flags = "cnu";
        }
        if matches!(object, "Lead" | "Contact") && shape.read_only_fields.contains(&field.name) {
            field.flags = "n";
        }
        field.encrypted = matches!(object, "Lead" | "Contact" | "Account")
            && shape.encrypted_fields.contains(&field.name);
    }
    Some(fields)
}

fn translated(name: &str, english: &str, language: Option<&str>) -> String {
    let table: &[(&str, &str, &str)] = &[
        ("FirstName", "名", "الاسم الأول"),
        ("LastName", "姓", "اسم العائلة"),
        ("Title", "役職", "المسمى الوظيفي"),
        ("Company", "会社名", "الشركة"),
        ("Country", "国", "البلد"),
        ("Email", "メール", "البريد الإلكتروني"),
        ("Phone", "電話", "الهاتف"),
        ("LeadSource", "リードソース", "مصدر العميل المتوقع"),
    ];
    let row = table.iter().find(|(own, _, _)| *own == name);
    match (row, language) {
        (Some((_, japanese, _)), Some("ja")) => (*japanese).to_owned(),
        (Some((_, _, arabic)), Some("ar")) => (*arabic).to_owned(),
        _ => english.to_owned(),
    }
}

/// The answer of `/sobjects/<object>/describe`.
pub fn describe(object: &str, shape: &Shape, can_create: bool) -> Option<Value> {
    let fields = fields(object, shape)?;
    let language = shape.language.as_deref();
    let described: Vec<Value> = fields
        .iter()
        .map(|field| one(field, &fields, language))
        .collect();
    let mut types = vec![record_type("Master", "012000000000000AAA", true, true)];
    if matches!(object, "Lead" | "Contact") && shape.record_types {
        types.push(record_type(
            "New Business",
            &crate::ids::id("012", 1),
            false,
            true,
        ));
        types.push(record_type(
            "Partner",
            &crate::ids::id("012", 2),
            false,
            false,
        ));
    }
    if object == "Lead" && shape.permission_set_record_type {
        let partner = crate::ids::id("012", 2);
        types.insert(0, record_type("Partner", &partner, false, false));
    }
    Some(json!({
        "name": object, "label": object, "labelPlural": format!("{object}s"),
        "keyPrefix": key_prefix(object),
        "createable": can_create, "updateable": true, "deletable": true, "queryable": true,
        "searchable": true, "retrieveable": true, "custom": false,
        "fields": described, "recordTypeInfos": types, "childRelationships": [],
        "urls": { "sobject": format!("/services/data/v68.0/sobjects/{object}") },
    }))
}

fn record_type(name: &str, id: &str, master: bool, default: bool) -> Value {
    json!({ "active": true, "available": true, "defaultRecordTypeMapping": default,
        "developerName": name.replace(' ', "_"), "master": master, "name": name, "recordTypeId": id })
}

fn one(field: &Field, all: &[Field], language: Option<&str>) -> Value {
    use base64::Engine;
    let bitmap = |places: &Vec<usize>| {
        let mut bytes = vec![0u8; 3];
        for place in places {
            bytes[place / 8] |= 0x80 >> (place % 8);
        }
        base64::engine::general_purpose::STANDARD.encode(bytes)
    };
    let has = |flag: char| field.flags.contains(flag);
    let values: Vec<Value> = field
        .values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let label = if field.name.ends_with("CountryCode") {
                COUNTRIES[at].1.to_owned()
            } else {
                value.clone()
            };
            let valid_for = field
                .controller
                .as_ref()
                .map(|(_, places)| bitmap(&places[at]));
            json!({ "active": true, "defaultValue": field.name == "Status" && at == 0,
                "label": label, "validFor": valid_for, "value": value })
        })
        .collect();
    let controls = field
        .controller
        .as_ref()
        .filter(|(name, _)| all.iter().any(|field| field.name == *name));
    let mut described = Map::new();
    let mut set = |name: &str, value: Value| {
        described.insert(name.to_owned(), value);
    };
    set("name", json!(field.name));
    set(
        "label",
        json!(translated(&field.name, &field.label, language)),
    );
    set("type", json!(field.kind));
    set("length", json!(field.length));
    set("byteLength", json!(field.length * 3));
    set("digits", json!(field.digits.0));
    set("precision", json!(field.digits.1));
    set("scale", json!(field.digits.2));
    set("createable", json!(has('c')));
    set("updateable", json!(has('u')));
    set("nillable", json!(has('n')));
    set("defaultedOnCreate", json!(has('d')));
    set("restrictedPicklist", json!(has('R')));
    set("custom", json!(field.name.ends_with("__c")));
    set("calculated", json!(false));
    set("autoNumber", json!(false));
    set("encrypted", json!(field.encrypted));
    set("filterable", json!(field.filterable()));
    set("sortable", json!(field.filterable()));
    set("unique", json!(field.unique));
    set("externalId", json!(false));
    set("nameField", json!(field.names()));
    set(
        "defaultValue",
        if field.kind == "boolean" {
            json!(false)
        } else {
            Value::Null
        },
    );
    set("dependentPicklist", json!(controls.is_some()));
    set("controllerName", json!(controls.map(|(name, _)| name)));
    set("picklistValues", json!(values));
    set("referenceTo", json!(field.refers));
    set("inlineHelpText", json!(field.help));
    Value::Object(described)
}
