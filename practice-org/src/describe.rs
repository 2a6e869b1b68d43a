//! The describe of Lead, Contact and the few other objects, as rows.

use serde_json::{Map, Value, json};

use crate::state::Shape;

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
}

/// Name, label, type, length, flags.
type Row = (&'static str, &'static str, &'static str, u32, &'static str);

const LEAD: &[Row] = &[
    ("Id", "Lead ID", "id", 18, "d"),
    ("IsDeleted", "Deleted", "boolean", 0, "d"),
    ("MasterRecordId", "Master Record ID", "reference", 18, "n"),
    ("LastName", "Last Name", "string", 80, "cu"),
    ("FirstName", "First Name", "string", 40, "cnu"),
    ("Salutation", "Salutation", "picklist", 40, "cnu"),
    ("Name", "Full Name", "string", 121, ""),
    ("Title", "Title", "string", 128, "cnu"),
    ("Company", "Company", "string", 255, "cu"),
    ("Street", "Street", "textarea", 255, "cnu"),
    ("City", "City", "string", 40, "cnu"),
    ("State", "State/Province", "string", 80, "cnu"),
    ("PostalCode", "Zip/Postal Code", "string", 20, "cnu"),
    ("Country", "Country", "string", 80, "cnu"),
    ("Latitude", "Latitude", "double", 0, "cnu"),
    ("Longitude", "Longitude", "double", 0, "cnu"),
    (
        "GeocodeAccuracy",
        "Geocode Accuracy",
        "picklist",
        40,
        "cnuR",
    ),
    ("Address", "Address", "address", 0, "n"),
    ("Phone", "Phone", "phone", 40, "cnu"),
    ("MobilePhone", "Mobile Phone", "phone", 40, "cnu"),
    ("Fax", "Fax", "phone", 40, "cnu"),
    ("Email", "Email", "email", 80, "cnu"),
    ("Website", "Website", "url", 255, "cnu"),
    ("PhotoUrl", "Photo URL", "url", 255, "n"),
    ("Description", "Description", "textarea", 32_000, "cnu"),
    ("LeadSource", "Lead Source", "picklist", 255, "cnu"),
    ("Status", "Status", "picklist", 255, "cdu"),
    ("Industry", "Industry", "picklist", 255, "cnu"),
    ("Rating", "Rating", "picklist", 255, "cnu"),
    ("AnnualRevenue", "Annual Revenue", "currency", 0, "cnu"),
    ("NumberOfEmployees", "Employees", "int", 0, "cnu"),
    ("OwnerId", "Owner ID", "reference", 18, "cdu"),
    ("IsConverted", "Converted", "boolean", 0, "cd"),
    ("ConvertedDate", "Converted Date", "date", 0, "n"),
    (
        "ConvertedAccountId",
        "Converted Account ID",
        "reference",
        18,
        "n",
    ),
    (
        "ConvertedContactId",
        "Converted Contact ID",
        "reference",
        18,
        "n",
    ),
    (
        "ConvertedOpportunityId",
        "Converted Opportunity ID",
        "reference",
        18,
        "n",
    ),
    ("IsUnreadByOwner", "Unread By Owner", "boolean", 0, "cdu"),
    ("CreatedDate", "Created Date", "datetime", 0, "d"),
    ("CreatedById", "Created By ID", "reference", 18, "d"),
    ("LastModifiedDate", "Last Modified Date", "datetime", 0, "d"),
    (
        "LastModifiedById",
        "Last Modified By ID",
        "reference",
        18,
        "d",
    ),
    ("SystemModstamp", "System Modstamp", "datetime", 0, "d"),
    ("LastActivityDate", "Last Activity", "date", 0, "n"),
    ("LastViewedDate", "Last Viewed Date", "datetime", 0, "n"),
    (
        "LastReferencedDate",
        "Last Referenced Date",
        "datetime",
        0,
        "n",
    ),
    ("Jigsaw", "Data.com Key", "string", 20, "cnu"),
    ("JigsawContactId", "Jigsaw Contact ID", "string", 20, "n"),
    ("CleanStatus", "Clean Status", "picklist", 40, "cnuR"),
    (
        "CompanyDunsNumber",
        "Company D-U-N-S Number",
        "string",
        9,
        "cnu",
    ),
    ("DandbCompanyId", "D&B Company ID", "reference", 18, "cnu"),
    (
        "EmailBouncedReason",
        "Email Bounced Reason",
        "string",
        255,
        "nu",
    ),
    (
        "EmailBouncedDate",
        "Email Bounced Date",
        "datetime",
        0,
        "nu",
    ),
    ("IndividualId", "Individual ID", "reference", 18, "cnu"),
];

const CONTACT: &[Row] = &[
    ("Id", "Contact ID", "id", 18, "d"),
    ("IsDeleted", "Deleted", "boolean", 0, "d"),
    ("MasterRecordId", "Master Record ID", "reference", 18, "n"),
    ("AccountId", "Account ID", "reference", 18, "cnu"),
    ("LastName", "Last Name", "string", 80, "cu"),
    ("FirstName", "First Name", "string", 40, "cnu"),
    ("Name", "Full Name", "string", 121, ""),
    ("Phone", "Business Phone", "phone", 40, "cnu"),
    ("Email", "Email", "email", 80, "cnu"),
    ("Title", "Title", "string", 128, "cnu"),
    ("OwnerId", "Owner ID", "reference", 18, "cdu"),
    ("CreatedDate", "Created Date", "datetime", 0, "d"),
    ("CreatedById", "Created By ID", "reference", 18, "d"),
    ("LastModifiedDate", "Last Modified Date", "datetime", 0, "d"),
];

const OTHERS: &[(&str, &[Row])] = &[
    (
        "User",
        &[
            ("Id", "User ID", "id", 18, "d"),
            ("Name", "Full Name", "string", 121, ""),
            ("Username", "Username", "string", 80, "c"),
            ("IsActive", "Active", "boolean", 0, "cd"),
        ],
    ),
    (
        "Account",
        &[
            ("Id", "Account ID", "id", 18, "d"),
            ("Name", "Account Name", "string", 255, "cu"),
        ],
    ),
    (
        "Organization",
        &[
            ("Id", "Organization ID", "id", 18, "d"),
            ("Name", "Name", "string", 80, ""),
            ("OrganizationType", "Edition", "picklist", 40, ""),
            ("IsSandbox", "Is Sandbox", "boolean", 0, ""),
        ],
    ),
];

/// The objects that the org has.
pub const OBJECTS: &[&str] = &["Lead", "Contact", "Account", "User", "Organization"];

/// ISO 3166-1 alpha-2 codes and names of the countries of the picklist.
pub const COUNTRIES: &[(&str, &str)] = &[
    ("AR", "Argentina"),
    ("AU", "Australia"),
    ("AT", "Austria"),
    ("BE", "Belgium"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("CL", "Chile"),
    ("CN", "China"),
    ("CZ", "Czechia"),
    ("DK", "Denmark"),
    ("EG", "Egypt"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("GR", "Greece"),
    ("HK", "Hong Kong"),
    ("HU", "Hungary"),
    ("IN", "India"),
    ("ID", "Indonesia"),
    ("IE", "Ireland"),
    ("IL", "Israel"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("KE", "Kenya"),
    ("MX", "Mexico"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
    ("NG", "Nigeria"),
    ("NO", "Norway"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("RO", "Romania"),
    ("SG", "Singapore"),
    ("ZA", "South Africa"),
    ("KR", "South Korea"),
    ("ES", "Spain"),
    ("SE", "Sweden"),
    ("CH", "Switzerland"),
    ("TR", "Türkiye"),
    ("UA", "Ukraine"),
    ("AE", "United Arab Emirates"),
    ("GB", "United Kingdom"),
    ("US", "United States"),
    ("VN", "Vietnam"),
];

fn values(name: &str) -> &'static [&'static str] {
    match name {
        "LeadSource" => &[
            "Web",
            "Phone Inquiry",
            "Partner Referral",
            "Purchased List",
            "Other",
        ],
        "Status" => &[
            "Open - Not Contacted",
            "Working - Contacted",
            "Closed - Converted",
            "Closed - Not Converted",
        ],
        "Salutation" => &["Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Mx."],
        "Rating" => &["Hot", "Warm", "Cold"],
        "Industry" => &[
            "Agriculture",
            "Banking",
            "Construction",
            "Education",
            "Energy",
            "Manufacturing",
            "Technology",
            "Other",
        ],
        "CleanStatus" => &[
            "Matched",
            "Different",
            "Acknowledged",
            "NotFound",
            "Inactive",
            "Pending",
            "SelectMatch",
            "Skipped",
        ],
        "GeocodeAccuracy" => &[
            "Address",
            "NearAddress",
            "Block",
            "Street",
            "ExtendedZip",
            "Zip",
            "Neighborhood",
            "City",
            "County",
            "State",
            "Unknown",
        ],
        "OrganizationType" => &["Enterprise Edition"],
        _ => &[],
    }
}

fn refers(name: &str) -> Vec<&'static str> {
    match name {
        "OwnerId" => vec!["Group", "User"],
        "CreatedById" | "LastModifiedById" => vec!["User"],
        "MasterRecordId" => vec!["Lead"],
        "AccountId" | "ConvertedAccountId" => vec!["Account"],
        "ConvertedContactId" => vec!["Contact"],
        "ConvertedOpportunityId" => vec!["Opportunity"],
        "DandbCompanyId" => vec!["DandBCompany"],
        "IndividualId" => vec!["Individual"],
        _ => vec![],
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
            "Latitude" | "Longitude" => (0, 18, 15),
            _ => (0, 0, 0),
        },
        help: None,
    }
}

fn custom(name: &str, label: &str, kind: &'static str, length: u32, flags: &'static str) -> Field {
    Field {
        name: name.to_owned(),
        label: label.to_owned(),
        kind,
        length,
        flags,
        values: Vec::new(),
        controller: None,
        refers: Vec::new(),
        digits: (0, 0, 0),
        help: None,
    }
}

/// A required field of every type that a form can fill in.
fn required_fields() -> Vec<Field> {
    let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let one = |name: &str, label: &str, kind: &'static str, length: u32| {
        custom(name, label, kind, length, "cu")
    };
    vec![
        Field {
            help: Some("The team\u{2019}s own code."),
            ..one("Territory_Code__c", "Territory Code", "string", 12)
        },
        one("Reason__c", "Reason", "textarea", 500),
        one("Second_Email__c", "Second Email", "email", 80),
        one("Direct_Line__c", "Direct Line", "phone", 40),
        one("Home_Page__c", "Home Page", "url", 255),
        one("Agreed__c", "Agreed", "boolean", 0),
        Field {
            digits: (6, 0, 0),
            ..one("Seats__c", "Seats", "int", 0)
        },
        Field {
            digits: (0, 8, 3),
            ..one("Score__c", "Score", "double", 0)
        },
        Field {
            digits: (0, 18, 2),
            ..one("Budget__c", "Budget", "currency", 0)
        },
        Field {
            digits: (0, 5, 2),
            ..one("Chance__c", "Chance", "percent", 0)
        },
        one("First_Call__c", "First Call", "date", 0),
        one("Meeting__c", "Meeting", "datetime", 0),
        one("Best_Time__c", "Best Time", "time", 0),
        Field {
            values: list(&["North", "South"]),
            flags: "cuR",
            ..one("Region__c", "Region", "picklist", 255)
        },
        Field {
            values: list(&["Oslo", "Rome", "Travelling"]),
            flags: "cuR",
            controller: Some(("Region__c".into(), vec![vec![0], vec![1], vec![0, 1]])),
            ..one("Office__c", "Office", "picklist", 255)
        },
        Field {
            values: list(&["Red", "Green", "Blue"]),
            flags: "cuR",
            ..one("Interests__c", "Interests", "multipicklist", 4099)
        },
        Field {
            values: list(&["Fair", "Webinar"]),
            ..one("Heard_At__c", "Heard At", "combobox", 40)
        },
        Field {
            refers: vec!["Account"],
            ..one("Partner__c", "Partner", "reference", 18)
        },
    ]
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
    if object == "Lead" {
        if shape.country_picklists {
            for (code, label, name, of) in [
                ("CountryCode", "Country Code", 10, COUNTRIES),
                (
                    "StateCode",
                    "State/Province Code",
                    10,
                    &[("CA", "California"), ("TX", "Texas")],
                ),
            ] {
                let mut field = custom(code, label, "picklist", name, "cnuR");
                field.values = of.iter().map(|(code, _)| (*code).to_owned()).collect();
                fields.push(field);
            }
        }
        if shape.required_fields {
            fields.extend(required_fields());
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
        fields.retain(|field| !shape.hidden_fields.contains(&field.name));
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
    if object == "Lead" && shape.record_types {
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
    Some(json!({
        "name": object, "label": object, "labelPlural": format!("{object}s"),
        "keyPrefix": match object { "Lead" => "00Q", "Contact" => "003", "Account" => "001", "User" => "005", _ => "00D" },
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
            let label = if field.name == "CountryCode" {
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
    set("encrypted", json!(false));
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
