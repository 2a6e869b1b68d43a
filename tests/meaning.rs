//! What names, places and headlines mean: the tables of `tests/meaning/`, one
//! case a line. Each suite prints how many cases are right, how many are left
//! open, and how many are wrong.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::io::Write;

use add_to_crm::person::{Known, Person, Source, name};

/// The rows of a table: columns parted by tabs, `\u{…}` for what no editor shows.
fn rows(table: &str) -> Vec<Vec<String>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| line.split('\t').map(unescaped).collect())
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

/// How a table fared.
#[derive(Default)]
struct Score {
    right: usize,
    open: usize,
    wrong: Vec<String>,
}

impl Score {
    /// Counts a case that is expected to be `sure` or open.
    fn add(&mut self, case: &str, sure: bool, is_sure: bool, same: bool, got: &str) {
        match (sure, is_sure, same) {
            (true, true, true) => self.right += 1,
            (false, false, true) => self.open += 1,
            (true, false, _) => self.wrong.push(format!("left open: {case}: {got}")),
            _ => self.wrong.push(format!("{case}: {got}")),
        }
    }

    fn close(self, what: &str, least: usize) {
        let Score { right, open, wrong } = self;
        // Straight to the terminal: `println!` is shown for failures alone.
        let count = wrong.len();
        let line = format!("{what}: {right} right, {open} left open, {count} wrong\n");
        std::io::stdout().write_all(line.as_bytes()).unwrap();
        assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
        assert!(
            right + open >= least,
            "{what}: a table of {least} cases at least"
        );
    }
}

#[test]
fn names() {
    let mut score = Score::default();
    for row in rows(include_str!("meaning/names.tsv")) {
        let column = |at: usize| row.get(at).map_or("", String::as_str);
        let mut person = Person::default();
        name::read(column(2), Source::TopCard, &mut person);
        let text =
            |known: &Option<Known>| known.as_ref().map_or(String::new(), |k| k.value.clone());
        let certain = |known: &Option<Known>| known.as_ref().is_some_and(|k| k.doubt.is_none());
        let sure = column(1) == "sure";
        let got = [
            text(&person.first_name),
            text(&person.last_name),
            text(&person.salutation),
            text(&person.suffix),
        ];
        // An open case may leave the proposal to the rules.
        let same = (!sure && row.len() == 3)
            || got
                .iter()
                .enumerate()
                .all(|(at, got)| got == column(at + 3));
        let is_sure = certain(&person.first_name) && certain(&person.last_name);
        let doubt = person
            .last_name
            .as_ref()
            .or(person.first_name.as_ref())
            .and_then(|k| k.doubt);
        score.add(
            column(2),
            sure,
            is_sure,
            same,
            &format!("{got:?} {doubt:?}"),
        );
    }
    score.close("names", 300);
}
