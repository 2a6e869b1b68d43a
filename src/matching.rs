//! "Is this person already in the CRM?": what to ask, and how near each record
//! comes. Matching reads; it never changes a record.

use crate::json;
use crate::salesforce::identity::User;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::salesforce::object::Object;
use crate::salesforce::soql::{Condition, Query};
use crate::salesforce::sosl::Search;

pub mod account;
pub mod company;
pub mod link;
pub mod names;

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

/// A related record's name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Named {
    name: Option<String>,
}

/// A record as a query of its object's columns answers it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Row {
    /// 18 characters.
    pub id: String,
    first_name: Option<String>,
    last_name: Option<String>,
    name: Option<String>,
    title: Option<String>,
    company: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    status: Option<String>,
    is_converted: bool,
    converted_contact_id: Option<String>,
    last_modified_date: Option<String>,
    owner: Option<Named>,
    account: Option<Named>,
    /// What the field for the profile's link holds, if there is one.
    #[serde(skip)]
    link: Option<String>,
}

impl Row {
    /// Reads a record; `link` is the field that takes the profile's link.
    pub fn read(record: Value, link: Option<&str>) -> Option<Row> {
        let held = link
            .and_then(|field| record[field].as_str())
            .map(str::to_owned);
        let row: Row = json::read(record)?;
        Some(Row { link: held, ..row })
    }
}

/// Records of one question are read up to this number, the latest first.
pub const LIMIT: u32 = 200;

/// How a field that is read but not filtered by stands among the hidden ones:
/// under Shield's probabilistic encryption, or without an index in a large org.
pub fn unfilterable(field: &str) -> String {
    format!("~{field}")
}

/// That the full name begins with one of these names. It follows from first and
/// last name, in the order of the West or of the East, and is asked for besides
/// because Name has an index and neither first nor last name has (Salesforce's
/// "Make SOQL Query Selective"): without it a large org runs out of time. A name
/// of which LIKE leaves too little to begin with is passed over.
fn name_begins(names: &[String]) -> Vec<Condition> {
    let start = |name: &String| match name.find(['%', '_', '\\']) {
        // After a whole name the next one follows, so that "Ma" is not "Maria".
        None => Some(format!("{name} ")),
        Some(end) => Some(name[..end].to_owned()).filter(|start| start.trim().len() > 1),
    };
    let starts: Vec<String> = names.iter().filter_map(start).collect();
    // The shorter text says it for the longer one, the first for its equals.
    let said = |(at, own): &(usize, &String)| {
        starts.iter().enumerate().any(|(other, start)| {
            let front = own.get(..start.len());
            let says = front.is_some_and(|front| front.eq_ignore_ascii_case(start));
            says && (start.len() < own.len() || other < *at)
        })
    };
    let kept = starts.iter().enumerate().filter(|one| !said(one));
    kept.map(|(_, start)| Condition::like("Name", &format!("{start}%")))
        .collect()
}

/// Whether a field may be asked by.
pub fn filterable(field: &str, hidden: &[String]) -> bool {
    !hidden.contains(&unfilterable(field))
}

/// The columns that are read, but for those hidden from the user.
fn columns<'a>(object: Object, hidden: &[String]) -> Vec<&'a str> {
    let seen = |column: &&&str| !hidden.iter().any(|own| own == *column);
    object.columns().iter().filter(seen).copied().collect()
}

/// The column that Salesforce's message names as unknown to this user.
pub fn hidden_by(object: Object, message: &str) -> Option<&'static str> {
    let named = |column: &&&str| {
        let relation = column.split('.').next().unwrap_or_default();
        message.contains(&format!("'{column}'")) || message.contains(&format!("'{relation}'"))
    };
    object.columns().iter().find(named).copied()
}

/// That the field holds the link of one of these people: of one person in every
/// form in which people write it, of many in the most common ones.
pub fn by_link(field: &str, people: &[MatchQuery]) -> Option<Condition> {
    let forms = |wanted: &MatchQuery| {
        let mut forms = link::forms(&wanted.link);
        if people.len() > 1 {
            forms.truncate(link::COMMON);
        }
        forms
    };
    let linked = people.iter().filter(|wanted| !wanted.link.is_empty());
    let all: Vec<String> = linked.flat_map(forms).collect();
    (!all.is_empty()).then(|| Condition::among(field, &all))
}

/// Those columns of a search, as in [`query`].
pub fn returning(search: Search, object: Object, hidden: &[String], link: Option<&str>) -> Search {
    let mut columns = columns(object, hidden);
    columns.extend(link);
    search.returning(object.name(), &columns, LIMIT)
}

/// The query for all of an object's records for which this holds; `link` is the
/// field that takes the profile's link.
pub fn query(
    object: Object,
    condition: &Condition,
    hidden: &[String],
    link: Option<&str>,
) -> Query {
    let mut columns = columns(object, hidden);
    columns.extend(link);
    Query::select(&columns, object.name())
        .where_(condition)
        .latest("LastModifiedDate", LIMIT)
}

impl MatchQuery {
    /// Name or email as Salesforce compares them, with the known spellings and
    /// short forms. `None` where there is nothing to ask by.
    pub fn condition(&self, hidden: &[String]) -> Option<Condition> {
        let mut any = Vec::new();
        let (first, last) = self.names();
        // What is encrypted the search index knows.
        let name = ["FirstName", "LastName", "Name"];
        if !last.is_empty() && name.iter().all(|field| filterable(field, hidden)) {
            let lasts = names::spellings(last);
            let (firsts, by_first, whole) = if first.is_empty() {
                let by_first = Condition::is_empty("FirstName");
                (Vec::new(), by_first, Condition::among("Name", &lasts))
            } else {
                let firsts = names::first_names(first);
                let mut by_first = vec![Condition::among("FirstName", &firsts)];
                // "Jose Luis" of "Jose"
                let given = names::first_word(first);
                if !given.contains(['%', '_', '\\']) {
                    by_first.push(Condition::like("FirstName", &format!("{given} %")));
                }
                let by_first = Condition::any(&by_first);
                let whole = Condition::is("Name", &format!("{first} {last}"));
                (firsts, by_first, whole)
            };
            let mut by_name = vec![whole];
            by_name.extend(name_begins(&[&firsts[..], &lasts[..]].concat()));
            let by_name = Condition::any(&by_name);
            let by_both = [Condition::among("LastName", &lasts), by_first, by_name];
            any.push(Condition::all(&by_both));
        }
        if !self.email.trim().is_empty()
            && filterable("Email", hidden)
            && !hidden.iter().any(|column| column == "Email")
        {
            any.push(Condition::is("Email", self.email.trim()));
        }
        (!any.is_empty()).then(|| Condition::any(&any))
    }

    /// The same name under other accents, and under short forms and synonyms.
    pub fn similar(&self) -> Option<Search> {
        let (first, last) = self.names();
        if first.is_empty() {
            return None;
        }
        let given = names::first_names(names::first_word(first));
        Search::names(&[given, names::spellings(last)])
    }

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

    /// All that may be the person, the nearest first, and among the equally
    /// near the last changed.
    pub fn ranked(&self, records: &[Record], who: &User) -> Vec<Candidate> {
        let (first, last) = self.names();
        let wanted = MatchKey::of(first, last, &self.company, &self.email);
        let short_forms = names::short_forms(&wanted.first_word);
        let mut found: Vec<Candidate> = Vec::new();
        for record in records {
            let by_link = record
                .row
                .link
                .as_deref()
                .is_some_and(|held| link::same(held, &self.link));
            let why = match by_link {
                true => Some(MatchReason::Link),
                false => wanted.rank(&record.likeness, &short_forms),
            };
            let Some(why) = why else {
                continue;
            };
            let one = record.row.candidate(record.object, why, who);
            // A converted Lead and its Contact are one; the Contact knows more.
            match found.iter_mut().find(|known| known.id == one.id) {
                Some(known) => {
                    let why = known.why.min(one.why);
                    if known.converted && !one.converted {
                        *known = Candidate {
                            converted: true,
                            ..one
                        };
                    }
                    known.why = why;
                }
                None => found.push(one),
            }
        }
        found.sort_by(|one, other| {
            (one.why.cmp(&other.why)).then_with(|| other.changed.cmp(&one.changed))
        });
        found
    }
}

/// What is compared of a person or a record, each text in the form in which it
/// is compared.
#[derive(Clone, Debug, Default)]
struct MatchKey {
    first: String,
    last: String,
    folded_first: String,
    folded_last: String,
    first_word: String,
    company: String,
    email: String,
}

impl MatchKey {
    fn of(first: &str, last: &str, company: &str, email: &str) -> Self {
        MatchKey {
            first: names::exact(first),
            last: names::exact(last),
            folded_first: names::folded(first),
            folded_last: names::folded(last),
            first_word: names::folded(names::first_word(first)),
            company: company::core(company),
            email: names::exact(email),
        }
    }

    /// Why this record may be the person; `None`: it is not. `short_forms` are
    /// the person's.
    fn rank(&self, record: &MatchKey, short_forms: &[String]) -> Option<MatchReason> {
        let same_company = !self.company.is_empty() && self.company == record.company;
        if !self.last.is_empty() && self.last == record.last && self.first == record.first {
            return Some(if same_company {
                MatchReason::NameAndCompany
            } else {
                MatchReason::Name
            });
        }
        if !self.email.is_empty() && self.email == record.email {
            return Some(MatchReason::Email);
        }
        let similar = !self.folded_last.is_empty()
            && self.folded_last == record.folded_last
            && (self.folded_first == record.folded_first
                || !self.first_word.is_empty() && self.first_word == record.first_word
                || short_forms.contains(&record.first_word));
        match (similar, same_company) {
            (true, true) => Some(MatchReason::SimilarNameAndCompany),
            (true, false) => Some(MatchReason::SimilarName),
            (false, _) => None,
        }
    }
}

/// A record that a query found, ready to be compared.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it is a record of.
    pub object: Object,
    /// Its values.
    pub row: Row,
    likeness: MatchKey,
}

impl Record {
    /// A record to compare.
    pub fn new(object: Object, row: Row) -> Self {
        let of = |value: &Option<String>| value.clone().unwrap_or_default();
        let likeness = MatchKey::of(
            &of(&row.first_name),
            &of(&row.last_name),
            &row.company().unwrap_or_default(),
            &of(&row.email),
        );
        Record {
            object,
            row,
            likeness,
        }
    }
}

impl Row {
    fn company(&self) -> Option<String> {
        let account = || self.account.clone()?.name;
        let company = self.company.clone().filter(|company| !company.is_empty());
        company.or_else(account)
    }

    /// The record as it is shown.
    pub fn candidate(&self, object: Object, why: MatchReason, who: &User) -> Candidate {
        let contact = self
            .converted_contact_id
            .clone()
            .filter(|_| self.is_converted);
        let (id, object) = match contact {
            Some(contact) => (contact, Object::Contact),
            None => (self.id.clone(), object),
        };
        let name = self.name.clone().unwrap_or_default();
        let some = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
        Candidate {
            url: format!("{}/{id}", who.instance_url),
            id,
            object,
            name: name.trim().to_owned(),
            title: some(&self.title),
            company: self.company(),
            email: some(&self.email),
            phone: some(&self.phone),
            owner: self.owner.clone().and_then(|owner| owner.name),
            status: some(&self.status),
            changed: some(&self.last_modified_date)
                .and_then(|moment| Some(moment.get(..10)?.to_owned())),
            converted: self.is_converted,
            why,
        }
    }
}

#[cfg(test)]
mod tests;
