//! The Lead as the org holds it: how it is known again, read back and shown.

use crate::journal::Created;
use crate::salesforce::identity::Who;
use serde::Deserialize;

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
