//! How an org is made: what its admins have switched on, and what its users
//! may see.

use serde::{Deserialize, Serialize};

/// How the org is made: set by a test.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Shape {
    /// State and Country picklists are on.
    pub country_picklists: bool,
    /// A required field of every type.
    pub required_fields: bool,
    /// A required field of a type that no form can fill in.
    pub unfillable_field: bool,
    /// Several record types.
    pub record_types: bool,
    /// The profile has Master alone; a permission set adds Partner.
    pub permission_set_record_type: bool,
    /// Standard fields that no user may see.
    pub hidden_fields: Vec<String>,
    /// Fields that the user may see and not write.
    pub read_only_fields: Vec<String>,
    /// Fields under Shield's probabilistic encryption: read and written as
    /// before, and not filtered by (Help, "General Shield Platform Encryption
    /// Considerations").
    pub encrypted_fields: Vec<String>,
    /// Custom fields besides.
    pub extra_fields: u32,
    /// The admin's own fields.
    pub own_fields: Vec<OwnField>,
    /// A required lookup to Case, whose name field is CaseNumber.
    pub case_lookup: bool,
    /// Person Accounts are on: a Lead needs no Company.
    pub person_accounts: bool,
    /// A validation rule wants this field, which the describe does not require.
    pub rule_needs: Option<String>,
    /// Countries as the org spells them; Country is text, and a validation rule
    /// takes these alone.
    pub text_countries: Vec<String>,
    /// Labels in this language: `ja`, `ar`.
    pub language: Option<String>,
    /// An assignment rule is active.
    pub assignment_rule: bool,
    /// An owner that a create names wins over the assignment rule.
    pub named_owner_wins: bool,
    /// A duplicate rule is active.
    pub duplicate_rule: Option<DuplicateRule>,
    /// A flow hands each new Lead to another user.
    pub flow_owner: bool,
    /// A flow cuts the legal form off a new Lead's company.
    pub flow_company: bool,
    /// A flow shortens a new Lead's first name to its initial.
    pub flow_name: bool,
    /// A user sees only the Leads that are the user's own; administrators see all.
    pub private_leads: bool,
    /// The UI API answers 404 for a record that its creator cannot see any more.
    pub unseen_is_missing: bool,
    /// The UI API takes no idempotency keys.
    pub no_idempotency: bool,
    /// The UI API's errors are an object, and not a list of one.
    pub plain_ui_errors: bool,
    /// Ten million Leads, Contacts and Accounts: a query that uses no index runs out of time.
    pub large: bool,
    /// Objects of which every query runs out of time.
    pub slow_objects: Vec<String>,
    /// New records are found by the search index after this many seconds.
    pub search_delay: u32,
    /// The newest API version that the org has; without it the product's.
    pub newest_version: Option<u32>,
    /// My Domain was renamed: the old host sends everybody to the new one.
    pub renamed: bool,
    /// Refresh tokens are rotated.
    pub rotate_refresh_tokens: bool,
    /// A validation rule wants Company not to be this.
    pub refused_company: Option<String>,
    /// A validation rule wants Title not to be this, on Lead and Contact.
    pub refused_title: Option<String>,
    /// A required lookup filter takes only Accounts with a website.
    pub account_filter: bool,
    /// The permission set with which people create records was taken from them.
    pub no_create: bool,
    /// Records that everybody may read and nobody may edit, by id.
    pub read_only_records: Vec<String>,
    /// Records that an approval process has locked, by id.
    pub locked_records: Vec<String>,
    /// The consumer key is unknown, blocked or not installed: the OAuth error.
    pub oauth_error: Option<String>,
    /// The redirect carries another `state` than was sent.
    pub wrong_state: bool,
}

/// The org's duplicate rule: same name and company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DuplicateRule {
    /// May be saved all the same.
    Warn,
    /// May not.
    Block,
}

/// A field that an admin has made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OwnField {
    /// `Lead` if it is empty.
    pub object: String,
    /// API name.
    pub name: String,
    /// Label; the name if it is empty.
    pub label: String,
    /// Salesforce's type; `string` if it is empty.
    #[serde(rename = "type")]
    pub kind: String,
    /// Characters, for texts; 255 if it is 0.
    pub length: u32,
    /// A create without it fails.
    pub required: bool,
    /// No two records have the same value.
    pub unique: bool,
    /// Values of a picklist, which is restricted.
    pub values: Vec<String>,
}

impl OwnField {
    /// A text field of Lead or Contact that takes the profile's link.
    pub fn profile_link(object: &str, unique: bool) -> Self {
        OwnField {
            object: object.to_owned(),
            name: "Profile_Link__c".to_owned(),
            label: "Profile Link".to_owned(),
            unique,
            ..OwnField::default()
        }
    }
}

impl Shape {
    /// A shape by its name in [`NAMED`], added to what is there.
    #[must_use]
    pub fn with(mut self, name: &str) -> Option<Self> {
        let (.., set) = NAMED.iter().find(|(own, ..)| *own == name)?;
        set(&mut self);
        Some(self)
    }

    /// The shape of this name alone.
    pub fn named(name: &str) -> Option<Self> {
        Shape::default().with(name)
    }
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|one| (*one).to_owned()).collect()
}

/// Name, what it is, and what it sets.
type Named = (&'static str, &'static str, fn(&mut Shape));

/// Shapes of orgs that people really have, by name.
pub const NAMED: &[Named] = &[
    (
        "country-picklists",
        "State and Country picklists are on",
        |shape| shape.country_picklists = true,
    ),
    (
        "text-countries",
        "Country is text, in the org's own spelling (Turkey, Hong Kong, Myanmar)",
        |shape| {
            shape.text_countries = texts(&[
                "Germany",
                "Hong Kong",
                "Myanmar",
                "Norway",
                "Turkey",
                "United States",
            ]);
        },
    ),
    (
        "encrypted",
        "Shield encrypts names, company, email, phone and title: not filterable",
        |shape| {
            shape.encrypted_fields = texts(&[
                "FirstName",
                "LastName",
                "Name",
                "Company",
                "Email",
                "Phone",
                "MobilePhone",
                "Title",
            ]);
        },
    ),
    (
        "person-accounts",
        "Person Accounts are on: Company may be empty",
        |shape| shape.person_accounts = true,
    ),
    (
        "rule-needs-industry",
        "a validation rule wants Industry, which the describe does not require",
        |shape| shape.rule_needs = Some("Industry".to_owned()),
    ),
    (
        "required-fields",
        "a required field of every type",
        |shape| shape.required_fields = true,
    ),
    (
        "hidden-title",
        "field-level security hides Title and Phone",
        |shape| shape.hidden_fields = texts(&["Title", "Phone"]),
    ),
    (
        "lead-source-read-only",
        "Lead Source is seen and not written",
        |shape| shape.read_only_fields = texts(&["LeadSource"]),
    ),
    ("record-types", "several record types", |shape| {
        shape.record_types = true;
    }),
    (
        "permission-set-record-type",
        "the profile has Master alone, a permission set adds Partner",
        |shape| shape.permission_set_record_type = true,
    ),
    (
        "case-lookup",
        "a required lookup to Case, whose name field is CaseNumber",
        |shape| shape.case_lookup = true,
    ),
    (
        "profile-link",
        "Lead and Contact have a text field for the profile's link",
        |shape| {
            shape.own_fields.extend([
                OwnField::profile_link("Lead", false),
                OwnField::profile_link("Contact", false),
            ]);
        },
    ),
    (
        "unique-profile-link",
        "the same, and unique on Lead",
        |shape| {
            shape.own_fields.extend([
                OwnField::profile_link("Lead", true),
                OwnField::profile_link("Contact", false),
            ]);
        },
    ),
    (
        "sixty-own-fields",
        "sixty optional fields of the admin's",
        |shape| shape.extra_fields = 60,
    ),
    (
        "assignment-rule",
        "an assignment rule gives Leads to another user",
        |shape| shape.assignment_rule = true,
    ),
    (
        "named-owner-wins",
        "an assignment rule that an owner named by the create overrules",
        |shape| {
            shape.assignment_rule = true;
            shape.named_owner_wins = true;
        },
    ),
    (
        "flow-routes",
        "a flow hands each Lead to another user, and sharing is private",
        |shape| {
            shape.flow_owner = true;
            shape.private_leads = true;
        },
    ),
    (
        "flow-cuts-company",
        "a flow cuts the legal form off Company",
        |shape| shape.flow_company = true,
    ),
    (
        "flow-shortens-name",
        "a flow shortens First Name to its initial",
        |shape| shape.flow_name = true,
    ),
    (
        "private-leads",
        "users see only Leads of their own",
        |shape| shape.private_leads = true,
    ),
    (
        "duplicates-warned",
        "a duplicate rule that may be passed over",
        |shape| shape.duplicate_rule = Some(DuplicateRule::Warn),
    ),
    (
        "duplicates-blocked",
        "a duplicate rule that may not",
        |shape| shape.duplicate_rule = Some(DuplicateRule::Block),
    ),
    (
        "no-idempotency",
        "the UI API takes no idempotency keys",
        |shape| shape.no_idempotency = true,
    ),
    (
        "large",
        "ten million Leads, Contacts and Accounts: a query without an index runs out of time",
        |shape| shape.large = true,
    ),
    (
        "contacts-time-out",
        "every query of Contacts runs out of time",
        |shape| shape.slow_objects = texts(&["Contact"]),
    ),
    (
        "search-lags",
        "the search index has a new record after three minutes",
        |shape| shape.search_delay = 180,
    ),
    (
        "old-version",
        "the org's newest API version is 67.0",
        |shape| shape.newest_version = Some(67),
    ),
    (
        "renamed",
        "My Domain was renamed to cirrus-renamed",
        |shape| shape.renamed = true,
    ),
    (
        "rotating-tokens",
        "each refresh gives a new refresh token",
        |shape| shape.rotate_refresh_tokens = true,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_sets_something_and_none_stands_twice() {
        let plain = serde_json::to_value(Shape::default()).unwrap();
        for (at, (name, about, _)) in NAMED.iter().enumerate() {
            let shape = serde_json::to_value(Shape::named(name).unwrap()).unwrap();
            assert_ne!(shape, plain, "{name}");
            assert!(!about.is_empty(), "{name}");
            assert!(
                NAMED[..at].iter().all(|(other, ..)| other != name),
                "{name}"
            );
        }
        assert!(Shape::named("nothing").is_none());
        let both = Shape::named("large")
            .and_then(|shape| shape.with("private-leads"))
            .unwrap();
        assert!(both.large && both.private_leads);
    }
}
