//! How near each record comes to the person.

use serde::Deserialize;
use serde_json::Value;

use super::{Candidate, MatchQuery, MatchReason, company, link, names};
use crate::json;
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;

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

impl MatchQuery {
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
                .and_then(|timestamp| Some(timestamp.get(..10)?.to_owned())),
            converted: self.is_converted,
            why,
        }
    }
}
