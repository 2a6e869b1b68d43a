//! What goes into a `/composite` call, and the answer to each of its subrequests.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Records, VERSION};
use crate::json;
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::error;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Composite {
    pub(super) composite_response: Vec<SubResponse>,
}

/// A subrequest that reads `path` (below the version).
pub fn get_subrequest(name: &str, path: &str) -> Value {
    json!({
        "method": "GET",
        "url": format!("/services/data/{VERSION}{path}"),
        "referenceId": name,
    })
}

/// A subrequest that changes fields of the record at `path` (below the version).
pub fn patch_subrequest(name: &str, path: &str, fields: &Value) -> Value {
    json!({
        "method": "PATCH",
        "url": format!("/services/data/{VERSION}{path}"),
        "referenceId": name,
        "body": fields,
    })
}

/// Takes the answer of this name.
pub fn named(answers: &mut Vec<SubResponse>, name: &str) -> Option<SubResponse> {
    let at = answers
        .iter()
        .position(|answer| answer.reference_id == name)?;
    Some(answers.swap_remove(at))
}

/// The answer to one subrequest.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubResponse {
    /// What it would have been alone.
    #[serde(default)]
    pub body: Value,
    /// Its own status.
    pub http_status_code: u16,
    /// The name it was sent under.
    pub reference_id: String,
}

impl SubResponse {
    /// The records of a query, if it had any answer but an error.
    pub fn records<T: DeserializeOwned>(self) -> Answer<Vec<T>> {
        if self.http_status_code != 200 {
            return Err(self.problem());
        }
        let records: Option<Records<T>> = json::read(self.body);
        Ok(records.ok_or(Kind::BrokenJson)?.records)
    }

    /// The problem this answer stands for. For any status that is no success.
    pub fn problem(&self) -> Problem {
        error::of_body(self.http_status_code, &self.body)
    }
}
