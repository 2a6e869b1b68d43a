//! The Lead as the org holds it: how it is known again, read back and shown.

use serde::Deserialize;

use crate::journal::{Attempt, MARGIN};
use crate::message::{Created, Who};
use crate::salesforce::matching::{Candidate, Object, Why};
use crate::salesforce::soql::{Condition, Query};

/// A Lead as it is read back.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Lead {
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) company: Option<String>,
    #[serde(default)]
    pub(super) lead_source: Option<String>,
    #[serde(default)]
    pub(super) owner: Option<Owner>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Owner {
    #[serde(default)]
    name: Option<String>,
}

const COLUMNS: [&str; 5] = ["Id", "Name", "Company", "LeadSource", "Owner.Name"];

/// The latest Lead for which this holds.
pub(super) fn saved(same: &Condition) -> Query {
    Query::select(&COLUMNS, "Lead")
        .where_(same)
        .latest("CreatedDate", 1)
}

impl Attempt {
    /// Holds for the Lead that was sent and for none of the others.
    pub(super) fn condition(&self, who: &Who, others: &[String]) -> Condition {
        let mut all = vec![
            Condition::is("CreatedById", &who.user_id),
            Condition::since("CreatedDate", self.at - MARGIN),
        ];
        for (name, value) in &self.fields {
            all.push(Condition::is(name, value.as_str().unwrap_or_default()));
        }
        if !others.is_empty() {
            all.push(Condition::none_of("Id", others));
        }
        Condition::all(&all)
    }
}

impl Created {
    /// The Lead as a match of the profile it was made from.
    pub fn candidate(&self) -> Candidate {
        Candidate {
            id: self.id.clone(),
            object: Object::Lead,
            url: self.url.clone(),
            name: self.name.clone(),
            title: None,
            company: Some(self.company.clone()),
            email: None,
            phone: None,
            owner: self.owner.clone(),
            status: None,
            changed: None,
            converted: false,
            why: Why::CreatedHere,
        }
    }
}

/// What the rep is shown of it.
pub(super) fn card(lead: Lead, who: &Who, found_again: bool) -> Created {
    Created {
        url: format!("{}/{}", who.instance_url, lead.id),
        id: lead.id,
        name: lead.name.unwrap_or_default().trim().to_owned(),
        company: lead.company.unwrap_or_default(),
        owner: lead.owner.and_then(|owner| owner.name),
        lead_source: lead.lead_source,
        found_again,
    }
}
