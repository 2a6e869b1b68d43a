//! The tables, and counting how they fare.

use add_to_crm::person::{Known, Person, Regions, Source, country, headline, name};

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
        let line = format!(
            "{what}: {right} right, {open} left open, {} wrong\n",
            wrong.len()
        );
        say(&line);
        assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
        assert!(
            right + open >= least,
            "{what}: a table of {least} cases at least"
        );
    }
}

/// Straight to the terminal: `println!` is shown for failures alone.
#[cfg(not(target_arch = "wasm32"))]
fn say(line: &str) {
    use std::io::Write;
    std::io::stdout().write_all(line.as_bytes()).unwrap();
}

#[cfg(target_arch = "wasm32")]
fn say(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}

/// Every name has its parts, or its doubt.
pub fn names() {
    let mut score = Score::default();
    for row in rows(include_str!("names.tsv")) {
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

/// Every headline has its title and company, or nothing.
pub fn headlines() {
    let mut score = Score::default();
    for row in rows(include_str!("headlines.tsv")) {
        let job = headline::job(&row[1]);
        let text = |known: &Option<Known>| {
            let known = known.as_ref().unwrap();
            assert!(known.doubt.is_some(), "{}: never certain", row[1]);
            known.value.clone()
        };
        let got = job.map(|job| (text(&job.title), text(&job.company)));
        let sure = row[2] != "-";
        let same = !sure || got == Some((row[2].clone(), row[3].clone()));
        score.add(&row[1], sure, got.is_some(), same, &format!("{got:?}"));
    }
    score.close("headlines", 80);
}

/// Every place has its country, or none; those that need the browser's names
/// only where they are there.
pub fn places(regions: &impl Regions, in_browser: bool) {
    let mut score = Score::default();
    let mut beyond = 0;
    for row in rows(include_str!("places.tsv")) {
        let [language, expected, place] = [&row[0], &row[1], &row[2]];
        let marks = row.get(3).map_or("", String::as_str);
        if marks.contains("intl") && !in_browser {
            beyond += 1;
            continue;
        }
        let got = if marks.contains("country") {
            country::of_country(place, language, regions)
        } else {
            country::of_place(place, language, regions)
        };
        let (sure, same) = (expected != "open", got.as_ref() == Some(expected));
        score.add(
            place,
            sure,
            got.is_some(),
            same || !sure,
            &format!("{got:?}"),
        );
    }
    score.close("places", 200 - beyond);
}
