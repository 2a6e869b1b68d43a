//! Queries, built in one place from values and never from text: what is no
//! literal of this file is a field's, an object's or a keyword's own name.

use crate::text::calendar::civil;
use crate::text::encoding::percent;

/// A string literal: `\` and `'` are escaped, and control characters with the
/// escapes that SOQL knows, so that any text means exactly itself.
fn literal(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for character in text.chars() {
        match character {
            '\\' => quoted.push_str("\\\\"),
            '\'' => quoted.push_str("\\'"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            _ => quoted.push(character),
        }
    }
    quoted.push('\'');
    quoted
}

/// A condition of a query. Only this file can make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition(String);

impl Condition {
    /// The field is this text; SOQL compares without regard to case.
    pub fn is(field: &str, text: &str) -> Self {
        Condition(format!("{} = {}", name(field), literal(text)))
    }

    /// The field is empty.
    pub fn is_empty(field: &str) -> Self {
        Condition(format!("{} = null", name(field)))
    }

    /// The box is not ticked.
    pub fn is_false(field: &str) -> Self {
        Condition(format!("{} = false", name(field)))
    }

    /// The field is one of these texts.
    pub fn among(field: &str, texts: &[String]) -> Self {
        Self::list(field, "IN", texts)
    }

    /// The field is none of these texts.
    pub fn none_of(field: &str, texts: &[String]) -> Self {
        Self::list(field, "NOT IN", texts)
    }

    fn list(field: &str, operator: &str, texts: &[String]) -> Self {
        let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
        let field = name(field);
        Condition(format!("{field} {operator} ({})", texts.join(", ")))
    }

    /// The field is like this pattern, in which `_` is any one character and
    /// `%` any text.
    pub fn like(field: &str, pattern: &str) -> Self {
        Condition(format!("{} LIKE {}", name(field), literal(pattern)))
    }

    /// The field's date and time is this one or later; milliseconds since 1970.
    pub fn since(field: &str, milliseconds: f64) -> Self {
        Condition(format!("{} >= {}", name(field), date_time(milliseconds)))
    }

    /// The field is none of what a query of `column` finds.
    pub fn not_found(field: &str, column: &str, from: &str, where_: &Condition) -> Self {
        Condition(format!(
            "{} NOT IN (SELECT {} FROM {} WHERE {})",
            name(field),
            name(column),
            name(from),
            where_.0
        ))
    }

    /// All of them hold. For at least one.
    pub fn all(conditions: &[Condition]) -> Self {
        Self::join(conditions, " AND ")
    }

    /// Any of them holds. For at least one.
    pub fn any(conditions: &[Condition]) -> Self {
        Self::join(conditions, " OR ")
    }

    fn join(conditions: &[Condition], between: &str) -> Self {
        match conditions {
            [one] => one.clone(),
            all => {
                let texts: Vec<&str> = all.iter().map(|one| one.0.as_str()).collect();
                Condition(format!("({})", texts.join(between)))
            }
        }
    }
}

/// A field's or an object's name may come from storage or a describe: whatever
/// no name can hold is left out.
pub(super) fn name(text: &str) -> String {
    let fits = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    text.chars().filter(fits).collect()
}

/// A query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(String);

impl Query {
    /// Columns of an object's records, as many as there are.
    pub fn select(columns: &[&str], from: &str) -> Self {
        let columns: Vec<String> = columns.iter().map(|column| name(column)).collect();
        Query(format!("SELECT {} FROM {}", columns.join(", "), name(from)))
    }

    /// Those for which this holds.
    pub fn where_(mut self, condition: &Condition) -> Self {
        self.0.push_str(" WHERE ");
        self.0.push_str(&condition.0);
        self
    }

    /// The latest of a date/time field first, at most `limit`.
    pub fn latest(mut self, field: &str, limit: u32) -> Self {
        self.0
            .push_str(&format!(" ORDER BY {} DESC LIMIT {limit}", name(field)));
        self
    }

    /// The address below the API's version.
    pub fn path(&self) -> String {
        format!("/query?q={}", percent(&self.0))
    }

    /// The address that finds deleted records too.
    pub fn path_with_deleted(&self) -> String {
        format!("/queryAll?q={}", percent(&self.0))
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A date/time literal of SOQL, UTC, whole seconds: `2026-11-23T14:30:00Z`.
/// `milliseconds` since 1970-01-01 UTC.
fn date_time(milliseconds: f64) -> String {
    let seconds = (milliseconds / 1000.0).floor() as i64;
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_means_exactly_its_text() {
        for (text, expected) in [
            ("O'Brien", r"'O\'Brien'"),
            (r"a\' OR Name != '", r"'a\\\' OR Name != \''"),
            ("two\nlines", r"'two\nlines'"),
            ("100%_sure", "'100%_sure'"),
            ("", "''"),
        ] {
            assert_eq!(literal(text), expected);
        }
    }

    #[test]
    fn a_time_is_written_as_the_calendar_has_it() {
        for (milliseconds, expected) in [
            (0.0, "1970-01-01T00:00:00Z"),
            (951_782_399_999.0, "2000-02-28T23:59:59Z"),
            (951_782_400_000.0, "2000-02-29T00:00:00Z"),
            (1_795_442_400_000.0, "2026-11-23T14:00:00Z"),
            (-1.0, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(date_time(milliseconds), expected);
        }
    }
}
