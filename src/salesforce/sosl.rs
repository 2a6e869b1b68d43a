//! Searches of Salesforce's search index, which knows accents and synonyms of
//! names, and answers at once however large an org is. It takes a new record up
//! after some minutes (Salesforce's "Search Architecture" says one to three):
//! what must not be missed is asked for by SOQL besides.

use super::soql::name;
use crate::text::encoding::percent;

/// Above this a search loses its operators (SOQL and SOSL Reference, "SOSL
/// Syntax": 4,000 characters).
const LONGEST: usize = 4000;

/// A search, as text. Only this file can make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    find: String,
    returning: Vec<String>,
}

impl Search {
    /// Those of whose names each group has one text, as its words stand in
    /// order. `None`: a group without a text, too many of them, or one letter
    /// alone, which Salesforce refuses.
    pub fn names(groups: &[Vec<String>]) -> Option<Search> {
        let mut all = Vec::new();
        let mut letters = 0;
        for group in groups {
            let mut phrases: Vec<String> = Vec::new();
            for text in group {
                let phrase = phrase(text);
                if !phrase.is_empty() && !phrases.contains(&phrase) {
                    phrases.push(phrase);
                }
            }
            letters += phrases.iter().map(|one| one.chars().count()).min()?;
            let any: Vec<String> = phrases.iter().map(|phrase| term(phrase)).collect();
            all.push(format!("({})", any.join(" OR ")));
        }
        let find = all.join(" AND ");
        (letters > 1 && find.len() <= LONGEST).then(|| Search {
            find,
            returning: Vec::new(),
        })
    }

    /// Gives these columns of an object's records, the last changed first, at most
    /// `limit`.
    pub fn returning(mut self, object: &str, columns: &[&str], limit: u32) -> Self {
        let columns: Vec<String> = columns.iter().map(|column| name(column)).collect();
        self.returning.push(format!(
            "{}({} ORDER BY LastModifiedDate DESC LIMIT {limit})",
            name(object),
            columns.join(", ")
        ));
        self
    }

    /// The address below the API's version.
    pub fn path(&self) -> String {
        format!("/search?q={}", percent(&self.to_string()))
    }
}

impl std::fmt::Display for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let returning = self.returning.join(", ");
        write!(
            f,
            "FIND {{{}}} IN NAME FIELDS RETURNING {returning}",
            self.find
        )
    }
}

/// The words of a text. What means something in a search, or ends a word in the
/// index, is left out: nothing has to be escaped then (the reserved ones are
/// `? & | ! { } [ ] ( ) ^ ~ * : \ " ' + -`).
fn phrase(text: &str) -> String {
    let ends = |c: char| {
        c.is_ascii_punctuation()
            || c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}'
            )
    };
    let words: Vec<&str> = text.split(ends).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A text as it stands in a search: what is one word stands alone, so that its
/// synonyms are found; several in quotes stand in order, and an operator's word
/// is one of them.
fn term(phrase: &str) -> String {
    let operators = ["and", "or", "not"];
    let operator = operators
        .iter()
        .any(|word| phrase.eq_ignore_ascii_case(word));
    match operator || phrase.contains(' ') {
        true => format!("\"{phrase}\""),
        false => phrase.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_search_is_of_words_alone_whatever_stands_in_a_name() {
        let long: Vec<String> = (0..500).map(|at| format!("somebody{at}")).collect();
        for (groups, expected) in [
            (
                vec![texts(&["Jos\u{e9}", "Pepe"]), texts(&["Garc\u{ed}a"])],
                Some("(Jos\u{e9} OR Pepe) AND (Garc\u{ed}a)"),
            ),
            (
                vec![texts(&["Or"]), texts(&["O'Neil", "O\u{2019}Neil"])],
                Some("(\"Or\") AND (\"O Neil\")"),
            ),
            (
                vec![texts(&["x} RETURNING User(Id"]), texts(&["\"a\" OR b*?"])],
                Some("(\"x RETURNING User Id\") AND (\"a OR b\")"),
            ),
            (vec![texts(&["\\'{}[]()^~*:\"+-"]), texts(&["Reed"])], None),
            (vec![texts(&["A"])], None),
            (
                vec![texts(&["\u{674e}"]), texts(&["\u{519b}"])],
                Some("(\u{674e}) AND (\u{519b})"),
            ),
            (vec![long, texts(&["Reed"])], None),
        ] {
            let search = Search::names(&groups);
            let find = search.as_ref().map(|search| search.find.as_str());
            assert_eq!(find, expected, "{groups:?}");
        }
    }

    #[test]
    fn each_object_has_its_columns_and_its_limit() {
        let search = Search::names(&[texts(&["Ann"]), texts(&["Reed"])]).unwrap();
        let search = search.returning("Lead", &["Id", "Owner.Name"], 5);
        assert_eq!(
            search.returning("Contact", &["Id"], 5).to_string(),
            "FIND {(Ann) AND (Reed)} IN NAME FIELDS RETURNING \
             Lead(Id, Owner.Name ORDER BY LastModifiedDate DESC LIMIT 5), \
             Contact(Id ORDER BY LastModifiedDate DESC LIMIT 5)"
        );
    }
}
