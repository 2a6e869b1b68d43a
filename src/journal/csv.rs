//! The journal as a table for spreadsheets.

use super::{Entry, State};
use crate::problem::Problem;
use crate::update::{self, Line, Update};

/// The words of the table, in the reader's language.
pub struct Words<'a> {
    /// Above the columns: when it was asked for, status, First Name, Last Name,
    /// Company, Title, Email, Phone, Salesforce ID, address, reason, changes.
    pub head: [String; 12],
    /// How an entry stands.
    pub status: &'a dyn Fn(&State) -> String,
    /// How an update stands.
    pub update_status: &'a dyn Fn(&update::State) -> String,
    /// What happened.
    pub reason: &'a dyn Fn(&Problem) -> String,
    /// What a line of an update has changed.
    pub change: &'a dyn Fn(&Line) -> String,
}

/// RFC 4180, with a byte order mark, without which Excel takes the text for one
/// of an older code page. `when` writes an entry's date and time.
pub fn export<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    updates: impl Iterator<Item = &'a Update>,
    when: impl Fn(f64) -> String,
    words: &Words<'_>,
) -> String {
    let mut text = String::from("\u{feff}");
    line(&mut text, words.head.iter().cloned());
    for entry in entries {
        let (id, address) = match &entry.state {
            State::Created(created) => (created.id.as_str(), created.url.as_str()),
            _ => ("", ""),
        };
        let reason = entry
            .why()
            .map_or_else(String::new, |problem| (words.reason)(problem));
        let mut cells = vec![when(entry.at), (words.status)(&entry.state)];
        for name in ["FirstName", "LastName"] {
            cells.push(entry.text(name).to_owned());
        }
        cells.push(entry.company().to_owned());
        for name in ["Title", "Email", "Phone"] {
            cells.push(entry.text(name).to_owned());
        }
        cells.extend([id.to_owned(), address.to_owned(), reason, String::new()]);
        line(&mut text, cells.into_iter());
    }
    for update in updates {
        let (first, last) = update.name.rsplit_once(' ').unwrap_or(("", &update.name));
        let reason = match &update.state {
            update::State::Refused(problem) => (words.reason)(problem),
            update::State::Sent | update::State::Done => String::new(),
        };
        let changes = update.lines.iter().map(|line| (words.change)(line));
        let changes: Vec<String> = changes.collect();
        let cells = [
            when(update.at),
            (words.update_status)(&update.state),
            first.to_owned(),
            last.to_owned(),
            update.company.clone(),
            String::new(),
            String::new(),
            String::new(),
            update.record.clone(),
            update.url.clone(),
            reason,
            changes.join("; "),
        ];
        line(&mut text, cells.into_iter());
    }
    text
}

/// A table of any texts, for a file or, parted by tabs, for the clipboard.
pub fn table(rows: impl Iterator<Item = Vec<String>>, to: To) -> String {
    let mut text = String::new();
    if to == To::File {
        text.push('\u{feff}');
    }
    for row in rows {
        parted(&mut text, row.into_iter(), to);
    }
    text
}

/// Where a table goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// A file.
    File,
    /// The clipboard, from which spreadsheets take cells that tabs part.
    Clipboard,
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    parted(text, cells, To::File);
}

fn parted(text: &mut String, cells: impl Iterator<Item = String>, to: To) {
    let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
    text.push_str(&cells.join(match to {
        To::File => ",",
        To::Clipboard => "\t",
    }));
    text.push_str("\r\n");
}

/// A spreadsheet takes a text that begins with one of these for a formula, which
/// could send the table's contents elsewhere: an apostrophe before it makes it
/// a text (OWASP, "CSV Injection").
fn quoted(cell: &str) -> String {
    let formula = cell
        .trim_start_matches(|c: char| c.is_whitespace() || c.is_control())
        .starts_with([
            '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
        ])
        || cell.starts_with(['\t', '\r', '\n']);
    let harmless = if formula { "'" } else { "" };
    format!("\"{harmless}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_text_and_never_a_formula() {
        for (cell, expected) in [
            ("Ada", r#""Ada""#),
            (r#"Say "hi", Ada"#, r#""Say ""hi"", Ada""#),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", r#""'=1+1""#),
            ("+31205550147", r#""'+31205550147""#),
            ("-1", r#""'-1""#),
            ("@SUM(A1)", r#""'@SUM(A1)""#),
            (" =1", r#""' =1""#),
            ("\t=1", "\"'\t=1\""),
            ("\u{ff1d}1", "\"'\u{ff1d}1\""),
            ("a=b", r#""a=b""#),
            ("", r#""""#),
        ] {
            assert_eq!(quoted(cell), expected);
        }
    }
}
