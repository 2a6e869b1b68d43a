//! The open Opportunities of an Account, and the parts that a Contact may have in
//! them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::salesforce::soql::{Condition, Query};

/// Opportunities that are shown, the newest first.
pub const SHOWN: u32 = 25;

/// An open Opportunity, by Salesforce's own names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Opportunity {
    /// 18 characters.
    #[serde(rename = "Id")]
    pub id: String,
    /// Its name.
    #[serde(rename = "Name")]
    pub name: String,
    /// Stage, as the org's picklist has it.
    #[serde(rename = "StageName", default)]
    pub stage: Option<String>,
    /// Amount, in the org's or the record's currency.
    #[serde(rename = "Amount", default)]
    pub amount: Option<f64>,
}

/// What an Account has to offer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Opportunities {
    /// The newest first.
    pub open: Vec<Opportunity>,
    /// Values and labels of the org's picklist of roles.
    pub roles: Vec<(String, String)>,
    /// The user may not see Opportunities, or give anybody a part in them.
    pub no_access: bool,
}

/// An Account's open Opportunities. AccountId has an index.
pub fn query(account: &str) -> Query {
    Query::select(&["Id", "Name", "StageName", "Amount"], "Opportunity")
        .where_(&Condition::all(&[
            Condition::is("AccountId", account),
            Condition::is_false("IsClosed"),
        ]))
        .latest("CreatedDate", SHOWN)
}

/// The roles that the describe of `OpportunityContactRole` offers; `None`: the
/// user may not create one.
pub fn roles(describe: &Value) -> Option<Vec<(String, String)>> {
    if describe["createable"] != true {
        return None;
    }
    let fields = describe["fields"].as_array()?;
    let role = fields.iter().find(|field| field["name"] == "Role")?;
    let values = role["picklistValues"].as_array()?.iter();
    let active = values.filter(|value| value["active"] == true);
    let pair = |value: &Value| {
        let text = value["value"].as_str()?;
        let label = value["label"].as_str().unwrap_or(text);
        Some((text.to_owned(), label.to_owned()))
    };
    Some(active.filter_map(pair).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn roles_are_those_that_the_org_still_has() {
        let value =
            |value: &str, active: bool| json!({ "value": value, "label": value, "active": active });
        let describe = |createable: bool| {
            json!({ "createable": createable, "fields": [{ "name": "Role",
                "picklistValues": [value("Evaluator", true), value("Old", false)] }] })
        };
        let expected = vec![("Evaluator".to_owned(), "Evaluator".to_owned())];
        assert_eq!(roles(&describe(true)), Some(expected));
        assert_eq!(roles(&describe(false)), None);
        assert_eq!(roles(&json!({})), None);
    }
}
