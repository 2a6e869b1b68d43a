//! "Is this person already in the CRM?": what to ask, and how near each record
//! comes. Matching reads; it never changes a record.

use crate::salesforce::identity::User;
use serde::{Deserialize, Serialize};

use crate::salesforce::object::Object;

pub mod account;
pub mod company;
pub mod link;
pub mod names;
pub mod query;
pub mod rank;

/// Local storage: where the match of a profile is kept, per org, for all its users
/// here.
pub fn match_key(who: &User, profile: &str) -> String {
    format!("match:{}:{profile}", who.organization_id)
}

/// Whom to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MatchQuery {
    /// The profile's key.
    pub key: String,
    /// First Name.
    pub first_name: String,
    /// Last Name.
    pub last_name: String,
    /// Company.
    pub company: String,
    /// Email.
    pub email: String,
    /// The profile's address.
    pub link: String,
    /// The address of the company's own website; empty: it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub website: String,
}

/// Why a record is shown; the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MatchReason {
    /// It was created from this profile.
    CreatedHere,
    /// A person tied this profile to it.
    Matched,
    /// It holds this profile's link.
    Link,
    /// First and last name, and company.
    NameAndCompany,
    /// First and last name.
    Name,
    /// Email.
    Email,
    /// A short form, another accent or another spelling of the name; company.
    SimilarNameAndCompany,
    /// A short form, another accent or another spelling of the name.
    SimilarName,
    /// The org's own duplicate rule names it.
    DuplicateRule,
}

impl MatchReason {
    /// Near enough to be the same person: the rep should look first.
    pub fn is_strong(self) -> bool {
        self <= MatchReason::Email
    }
}

/// A record that may be the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// 15 or 18 characters.
    pub id: String,
    /// Its object; a converted Lead is shown as its Contact.
    pub object: Object,
    /// Where a person opens it.
    pub url: String,
    /// First and last name.
    pub name: String,
    /// Title.
    #[serde(default)]
    pub title: Option<String>,
    /// A Lead's Company, a Contact's Account.
    #[serde(default)]
    pub company: Option<String>,
    /// Email.
    #[serde(default)]
    pub email: Option<String>,
    /// Phone.
    #[serde(default)]
    pub phone: Option<String>,
    /// Who owns it.
    #[serde(default)]
    pub owner: Option<String>,
    /// A Lead's Status.
    #[serde(default)]
    pub status: Option<String>,
    /// The day of the last change, `2026-11-23`.
    #[serde(default)]
    pub changed: Option<String>,
    /// It was a Lead and has been converted.
    #[serde(default)]
    pub converted: bool,
    /// Why it is shown.
    pub why: MatchReason,
}

/// What became of the record that a profile was matched to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// The Lead was converted: the match is its Contact now.
    Converted,
    /// It was merged: the match is the record that remained.
    Merged,
    /// It was deleted: there is no match any more.
    Deleted,
}

/// What was found of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MatchResult {
    /// The profile's key.
    pub key: String,
    /// The record that the profile is matched to, as the org has it now.
    pub matched: Option<Candidate>,
    /// What became of the match since the last visit.
    pub change: Option<Change>,
    /// The nearest first.
    pub candidates: Vec<Candidate>,
    /// The Accounts that may be the company, where Contacts may be created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accounts: Option<account::Accounts>,
}

/// The answer to one question, for one person or a whole list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MatchResults {
    /// When it was asked, in milliseconds since 1970.
    pub at: i64,
    /// In the order of the question.
    pub people: Vec<MatchResult>,
    /// The user has no access to Contacts: only Leads were looked at.
    pub leads_alone: bool,
    /// There are more records of these names than were looked at.
    pub more: bool,
    /// What could not be looked at: an object that gave no answer, or a field
    /// that Salesforce does not filter by, because it is encrypted or because
    /// there are too many records for a field without an index.
    pub unchecked: Vec<String>,
    /// Similar names could not be looked for.
    pub similar_unchecked: bool,
}

impl MatchQuery {
    /// First and last name; a single name is a last name. What is longer than
    /// Salesforce's fields (40 and 80 characters) is nobody's name there.
    fn names(&self) -> (&str, &str) {
        let (first, last) = (self.first_name.trim(), self.last_name.trim());
        if first.chars().count() > 40 || last.chars().count() > 80 {
            return ("", "");
        }
        if last.is_empty() {
            ("", first)
        } else {
            (first, last)
        }
    }
}

#[cfg(test)]
mod tests;
