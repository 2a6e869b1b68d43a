//! What a list has left over, as a table: those who were not created.

use super::Row;
use crate::journal::batch::Stage;
use crate::lead::Draft;
use crate::problem::Problem;

/// The fields that the table has.
pub const FIELDS: [&str; 6] = [
    "FirstName",
    "LastName",
    "Company",
    "Title",
    "Email",
    "Phone",
];

/// A row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// The values of [`FIELDS`].
    pub values: Vec<String>,
    /// The profile's address.
    pub link: String,
    /// Why it was not created, if it was tried.
    pub why: Option<Problem>,
}

impl Rest {
    /// Of a row, with what would be sent.
    pub fn of(row: &Row, draft: &Draft) -> Rest {
        let why = match &row.asked_for {
            Some((_, Stage::Refused(problem))) => Some(problem.clone()),
            Some((_, Stage::Waiting(waiting))) => Some(waiting.why.clone()),
            _ => None,
        };
        let page = || row.person.jobs.first()?.company.clone();
        let company = || page().map_or_else(String::new, |company| company.value);
        Rest {
            values: FIELDS
                .map(|name| match (name, draft.value(name)) {
                    // A Contact has an Account in its place.
                    ("Company", "") => company(),
                    (_, value) => value.to_owned(),
                })
                .to_vec(),
            link: row.person.link.clone(),
            why,
        }
    }
}
