//! The admin's settings: managed policy, then what is kept on this machine,
//! then the default.
//!
//! Both sources hold the same document. Each key is read by itself: a value of
//! the wrong shape is left out and named, and takes nothing else along.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::field::STANDARD_FIELDS;
use crate::json;
use crate::port::{Area, Store};
use crate::problem::Answer;
use crate::salesforce::host;
use crate::salesforce::id::OrganizationId;
use crate::salesforce::identity::{Org, Target};
use crate::salesforce::object::Object;
use crate::text::sentence::Sentence;

pub mod document;
pub mod import;
pub mod late;
pub mod opens_in;
pub mod own;
pub mod rollout;
pub mod schema;
pub mod updates;

use updates::Updates;

/// Where the document is kept in local storage.
pub const SETTINGS: &str = "settings";

/// What local storage holds of the settings: the document, and the managed policy
/// that was seen last.
pub const KEPT: [&str; 2] = [SETTINGS, late::SEEN];

/// Created records a rep may have in a calendar month, at the most (the
/// product's own limit).
pub const MONTHLY_LIMIT: u32 = 1000;

/// The languages that there are words in, each with its own name for itself.
pub const LANGUAGES: [(&str, &str); 9] = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("pt-BR", "Português (Brasil)"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("ja", "日本語"),
    ("ar", "العربية"),
];

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Reps may create Leads.
    pub lead_creation: bool,
    /// Reps may create Contacts too.
    pub contact_creation: bool,
    /// Which of the two a form begins with, where both may be created.
    pub offer_first: Object,
    /// What is offered to be taken from a page into a record that is there, by
    /// one of the eight fields or by an own field's API name.
    pub updates: Updates,
    /// Which org, through which app.
    pub salesforce: Org,
    /// Set on every Lead; a value of the org's picklist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_source: Option<String>,
    /// Which of the eight fields are shown and open; others as in `STANDARD_FIELDS`.
    pub fields: BTreeMap<String, FieldChoice>,
    /// What records take beyond the eight, by object.
    pub objects: own::Objects,
    /// Who the Lead is given to.
    pub assignment_rule: AssignmentRule,
    /// What happens when Salesforce's duplicate rules warn.
    pub duplicates: Duplicates,
    /// Created records per rep and calendar month, 1 to 1,000.
    pub monthly_limit: u32,
    /// How long the journal keeps a Lead that has an end, in days, 1 to 365.
    pub keep_history: u32,
    /// Keep the refresh token between browser sessions.
    pub stay_signed_in: bool,
    /// Show the button in pages.
    pub page_button: bool,
    /// The language of the words; `None`: the browser's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Popup or side panel.
    pub opens_in: opens_in::OpensIn,
    /// Rules for pages, before or in place of the built-in ones.
    pub sites: Vec<Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            lead_creation: false,
            contact_creation: false,
            offer_first: Object::Lead,
            updates: Updates::new(),
            salesforce: Org::default(),
            lead_source: None,
            fields: BTreeMap::new(),
            objects: own::Objects::new(),
            assignment_rule: AssignmentRule::None,
            duplicates: Duplicates::Warn,
            monthly_limit: MONTHLY_LIMIT,
            keep_history: 90,
            stay_signed_in: true,
            page_button: true,
            language: None,
            opens_in: opens_in::OpensIn::default(),
            sites: Vec::new(),
        }
    }
}

impl Settings {
    /// The field of an object ("Lead") that takes the profile's link.
    pub fn link_field(&self, object: &str) -> Option<&str> {
        self.objects.get(object)?.link.as_deref()
    }

    /// The objects that reps may create, the one that is offered first before the
    /// other.
    pub fn created(&self) -> Vec<Object> {
        match (self.contact_creation, self.offer_first) {
            (false, _) => vec![Object::Lead],
            (true, Object::Lead) => vec![Object::Lead, Object::Contact],
            (true, Object::Contact) => vec![Object::Contact, Object::Lead],
        }
    }

    /// Whether reps may create this object.
    pub fn creates(&self, object: Object) -> bool {
        object == Object::Lead || self.contact_creation
    }

    /// The same, where *Match* is to write the link.
    pub fn written_link(&self, object: &str) -> Option<&str> {
        let own = self.objects.get(object).filter(|own| own.write_link)?;
        own.link.as_deref()
    }

    /// What signing in and every call need of the settings.
    pub fn target(&self) -> Target<'_> {
        Target {
            org: &self.salesforce,
            keep_refresh: self.stay_signed_in,
        }
    }
}

/// How one of the eight fields is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, rename = "strict")]
pub struct FieldChoice {
    /// Is shown.
    pub visible: bool,
    /// May be changed even where the page's value is certain.
    pub editable: bool,
}

/// `Sforce-Auto-Assign`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum AssignmentRule {
    /// The rep keeps the Lead.
    None,
    /// The org's active rule decides.
    Default,
    /// The rule of this id decides.
    Rule(String),
}

impl From<String> for AssignmentRule {
    fn from(text: String) -> Self {
        match text.as_str() {
            "none" => AssignmentRule::None,
            "default" => AssignmentRule::Default,
            _ => AssignmentRule::Rule(text),
        }
    }
}

impl From<AssignmentRule> for String {
    fn from(rule: AssignmentRule) -> Self {
        match rule {
            AssignmentRule::None => "none".to_owned(),
            AssignmentRule::Default => "default".to_owned(),
            AssignmentRule::Rule(id) => id,
        }
    }
}

impl AssignmentRule {
    /// The value of the header `Sforce-Auto-Assign`.
    pub fn header(&self) -> &str {
        match self {
            AssignmentRule::None => "FALSE",
            AssignmentRule::Default => "TRUE",
            AssignmentRule::Rule(id) => id,
        }
    }
}

/// What happens when Salesforce's duplicate rules warn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Duplicates {
    /// The rep is told, and may save anyway where the rule allows it.
    Warn,
    /// The rep is told, and may not.
    Block,
}

/// The settings in force and where they come from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// The settings in force.
    pub settings: Settings,
    /// Keys that the administrator's policy sets ("leadSource",
    /// "salesforce.loginHost"): shown as locked.
    pub locked: Vec<String>,
    /// Values that were left out, with why.
    pub ignored: Vec<Ignored>,
}

/// A value that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ignored {
    /// The key, "salesforce.loginHost".
    pub key: String,
    /// It stands in the administrator's policy, not on this machine.
    pub managed: bool,
    /// What is wrong with it.
    pub why: Sentence,
}

impl Policy {
    /// Whether the administrator's policy sets this key or the one above it.
    pub fn is_locked(&self, key: &str) -> bool {
        self.locked.iter().any(|locked| locked == key)
    }

    /// The settings from both documents. `managed` is the whole managed area,
    /// `local` the document under [`SETTINGS`].
    pub fn read(managed: &Map<String, Value>, local: &Map<String, Value>) -> Policy {
        let mut policy = Policy::default();
        let mut local = local.clone();
        document::migrate(&mut local);
        for (document, is_managed) in [(&local, false), (managed, true)] {
            for (key, value) in document {
                policy.take(key, value, is_managed);
            }
        }
        policy
    }

    /// The settings in force, from storage.
    pub async fn load(store: &impl Store) -> Answer<Policy> {
        let managed: Map<String, Value> = store.all(Area::Managed).await?.into_iter().collect();
        let local = store.read(Area::Local, &KEPT).await?;
        Ok(Policy::of_areas(&managed, &local))
    }

    /// The settings in force, from the managed area and what the local area has
    /// under [`KEPT`].
    pub fn of_areas(managed: &Map<String, Value>, local: &Map<String, Value>) -> Policy {
        let none = Map::new();
        let own = local.get(SETTINGS).and_then(Value::as_object);
        Policy::read(late::in_force(managed, local), own.unwrap_or(&none))
    }

    fn take(&mut self, key: &str, value: &Value, managed: bool) {
        if key == "salesforce" {
            match value.as_object() {
                Some(parts) => {
                    for (part, value) in parts {
                        self.take_one(&format!("salesforce.{part}"), value, managed);
                    }
                }
                None => self.ignore(key, managed, Sentence::of("wrong_object")),
            }
        } else {
            self.take_one(key, value, managed);
        }
    }

    fn take_one(&mut self, key: &str, value: &Value, managed: bool) {
        match apply(&mut self.settings, key, value) {
            Ok(()) if managed => self.locked.push(key.to_owned()),
            Ok(()) => {}
            Err(why) => self.ignore(key, managed, why),
        }
    }

    fn ignore(&mut self, key: &str, managed: bool, why: Sentence) {
        self.ignored.push(Ignored {
            key: key.to_owned(),
            managed,
            why,
        });
    }
}

/// Sets one key of the settings, after checking its value. This is the one
/// place that knows what a valid setting is: policy, options page and import
/// all come through here.
pub fn apply(settings: &mut Settings, key: &str, value: &Value) -> Result<(), Sentence> {
    match key {
        "leadCreation" => settings.lead_creation = shape(value, "wrong_setting_boolean")?,
        "contactCreation" => settings.contact_creation = shape(value, "wrong_setting_boolean")?,
        "offerFirst" => settings.offer_first = shape(value, "wrong_offer_first")?,
        "updates" => {
            let updates: Updates = shape(value, "wrong_updates")?;
            updates::check(&updates)?;
            settings.updates = updates;
        }
        "salesforce.loginHost" => {
            let text: String = shape(value, "wrong_address")?;
            settings.salesforce.login_host = host::login_host(&text)?;
        }
        "salesforce.organizationId" => {
            let text: String = shape(value, "wrong_text")?;
            let text = text.trim();
            if !text.is_empty() {
                OrganizationId::parse(text)?;
            }
            settings.salesforce.organization_id = text.to_owned();
        }
        "salesforce.clientId" => {
            let text: String = shape(value, "wrong_text")?;
            settings.salesforce.client_id = consumer_key(&text)?;
        }
        "leadSource" => {
            let text: String = shape(value, "wrong_text")?;
            let text = text.trim();
            if text.chars().count() > 255 {
                return Err(Sentence::of("wrong_lead_source"));
            }
            settings.lead_source = (!text.is_empty()).then(|| text.to_owned());
        }
        "fields" => {
            let fields: BTreeMap<String, FieldChoice> = shape(value, "wrong_fields")?;
            let known = |name: &String| STANDARD_FIELDS.iter().any(|field| field.name == *name);
            if let Some(unknown) = fields.keys().find(|name| !known(name)) {
                return Err(Sentence::of("wrong_field").with(unknown));
            }
            settings.fields = fields;
        }
        "objects" => {
            let objects: own::Objects = shape(value, "wrong_objects")?;
            own::check(&objects)?;
            settings.objects = objects;
        }
        "assignmentRule" => {
            let text: String = shape(value, "wrong_assignment_rule")?;
            let rule = AssignmentRule::from(text.trim().to_owned());
            if let AssignmentRule::Rule(id) = &rule
                && !(crate::salesforce::id::is_record_id(id) && id.starts_with("01Q"))
            {
                return Err(Sentence::of("wrong_assignment_rule"));
            }
            settings.assignment_rule = rule;
        }
        "duplicates" => {
            settings.duplicates = shape(value, "wrong_duplicates")?;
        }
        "monthlyLimit" => {
            let limit: u32 = shape(value, "wrong_monthly_limit")?;
            if !(1..=MONTHLY_LIMIT).contains(&limit) {
                return Err(Sentence::of("wrong_monthly_limit"));
            }
            settings.monthly_limit = limit;
        }
        "keepHistory" => {
            let days: u32 = shape(value, "wrong_keep_history")?;
            if !(1..=365).contains(&days) {
                return Err(Sentence::of("wrong_keep_history"));
            }
            settings.keep_history = days;
        }
        "staySignedIn" => settings.stay_signed_in = shape(value, "wrong_setting_boolean")?,
        "language" => {
            let text: String = shape(value, "wrong_text")?;
            let text = text.trim();
            let known = LANGUAGES.iter().any(|(tag, _)| *tag == text);
            if !text.is_empty() && !known {
                let tags = LANGUAGES.map(|(tag, _)| tag).join(", ");
                return Err(Sentence::of("wrong_language").with(tags));
            }
            settings.language = known.then(|| text.to_owned());
        }
        "pageButton" => settings.page_button = shape(value, "wrong_setting_boolean")?,
        "opensIn" => settings.opens_in = shape(value, "wrong_opens_in")?,
        "sites" => {
            settings.sites = shape(value, "wrong_sites")?;
        }
        _ => return Err(Sentence::of("wrong_key")),
    }
    Ok(())
}

fn shape<T: serde::de::DeserializeOwned>(
    value: &Value,
    wrong: &'static str,
) -> Result<T, Sentence> {
    json::read(value.clone()).ok_or(Sentence::of(wrong))
}

/// A consumer key: letters, digits, `.` and `_`; real ones have 85 characters
/// and begin with 3MVG9. Only what could not be a key is refused.
fn consumer_key(text: &str) -> Result<String, Sentence> {
    let text = text.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if text.is_empty() || ((20..=256).contains(&text.len()) && text.chars().all(fits)) {
        Ok(text.to_owned())
    } else {
        Err(Sentence::of("wrong_consumer_key"))
    }
}

#[cfg(test)]
mod tests;
