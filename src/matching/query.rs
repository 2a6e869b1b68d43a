//! What the org is asked by: the queries for a name, an email and a profile's link,
//! and the search for similar names.

use super::{MatchQuery, link, names};
use crate::salesforce::object::Object;
use crate::salesforce::soql::{Condition, Query};
use crate::salesforce::sosl::Search;

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

/// Those columns of a search, as in [`select`].
pub fn returning(search: Search, object: Object, hidden: &[String], link: Option<&str>) -> Search {
    let mut columns = columns(object, hidden);
    columns.extend(link);
    search.returning(object.name(), &columns, LIMIT)
}

/// The query for all of an object's records for which this holds; `link` is the
/// field that takes the profile's link.
pub fn select(
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
}
