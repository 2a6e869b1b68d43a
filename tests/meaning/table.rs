//! The tables, and counting how they fare.

use add_to_crm::matching::company;
use add_to_crm::person::name::frequencies::Frequencies;
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

/// The table that the extension ships.
fn frequencies() -> Frequencies {
    Frequencies::new(include_bytes!("../../extension/names/names.bin").to_vec())
}

/// How a table fared.
#[derive(Default)]
struct Score {
    /// Certain and right, and open where the rep must look.
    right: usize,
    /// Of the ones that a careful person is certain of: all, and the right ones.
    sure: usize,
    sure_right: usize,
    /// Open, though a careful person is certain.
    open: Vec<String>,
    /// Certain and wrong, or certain where nobody can be.
    wrong: Vec<String>,
    /// Of the open ones whose best guess the table names: those that propose it.
    proposed: usize,
    proposals: Vec<String>,
}

/// What is expected of a case, and what came.
struct Case<'a> {
    text: &'a str,
    /// A careful person is certain.
    sure: bool,
    /// The parser is.
    is_sure: bool,
    /// The values are those of the table; `None` where it names none.
    same: Option<bool>,
    got: String,
}

impl Score {
    fn add(&mut self, case: Case<'_>) {
        let Case {
            text,
            sure,
            is_sure,
            same,
            got,
        } = case;
        let line = format!("{text}: {got}");
        if !is_sure {
            match same {
                Some(true) => self.proposed += 1,
                Some(false) => self.proposals.push(line.clone()),
                None => {}
            }
        }
        self.sure += usize::from(sure);
        self.sure_right += usize::from(sure && is_sure && same != Some(false));
        match (sure, is_sure) {
            (true, true) if same != Some(false) => self.right += 1,
            (false, false) => self.right += 1,
            (true, false) => self.open.push(line),
            _ => self.wrong.push(line),
        }
    }

    /// Prints the counts and holds them to what is allowed.
    fn close(self, what: &str, allowed: &Allowed) {
        let all = self.right + self.open.len() + self.wrong.len();
        let guessed = self.proposed + self.proposals.len();
        say(&format!(
            "{what}: {} of {all} right, of certain ones {} of {}, {} left open, {} wrong; proposals of open ones: {} of {guessed} right\n",
            self.right,
            self.sure_right,
            self.sure,
            self.open.len(),
            self.wrong.len(),
            self.proposed,
        ));
        assert!(
            all >= allowed.cases,
            "{what}: a table of {} cases at least",
            allowed.cases
        );
        let fine = self.open.len() <= allowed.open
            && self.wrong.len() <= allowed.wrong
            && self.proposals.len() <= allowed.proposals;
        assert!(
            fine,
            "{what}, wrong:\n{}\nleft open:\n{}\nproposed:\n{}",
            self.wrong.join("\n"),
            self.open.join("\n"),
            self.proposals.join("\n"),
        );
    }
}

/// What a table must hold, and the most that may go amiss: nothing in our own
/// tables, and in those of others no more than when they were last counted.
#[derive(Default)]
pub struct Allowed {
    /// Cases at least.
    pub cases: usize,
    /// Left open.
    pub open: usize,
    /// Wrong.
    pub wrong: usize,
    /// Proposals of open cases that are not the best guess.
    pub proposals: usize,
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
pub fn names(table: &str, what: &str, allowed: &Allowed) {
    let mut score = Score::default();
    let frequencies = frequencies();
    for row in rows(table) {
        let column = |at: usize| row.get(at).map_or("", String::as_str);
        let mut person = Person::default();
        name::read(column(2), Source::TopCard, &frequencies, &mut person);
        let text =
            |known: &Option<Known>| known.as_ref().map_or(String::new(), |k| k.value.clone());
        let certain = |known: &Option<Known>| known.as_ref().is_some_and(|k| k.doubt.is_none());
        let got = [
            text(&person.first_name),
            text(&person.last_name),
            text(&person.salutation),
            text(&person.suffix),
        ];
        let sure = column(1) == "sure";
        let is_sure = certain(&person.first_name) && certain(&person.last_name);
        // What is in doubt is proposed as First and Last Name.
        let count = if sure { 4 } else { 2 };
        let same = (0..count).all(|at| matches!(column(at + 3), "*") || got[at] == column(at + 3));
        let doubt = person
            .last_name
            .as_ref()
            .or(person.first_name.as_ref())
            .and_then(|k| k.doubt);
        score.add(Case {
            text: column(2),
            sure,
            is_sure,
            same: (row.len() > 3 && !(column(3).is_empty() && column(4).is_empty()))
                .then_some(same),
            got: format!("{got:?} {doubt:?}"),
        });
    }
    score.close(what, allowed);
}

/// Names of two words turned round, family name first: none may be taken for the
/// order of the West with certainty. At most so many are.
#[cfg(not(target_arch = "wasm32"))]
pub fn turned(table: &str, what: &str, most: usize) {
    let frequencies = frequencies();
    let (mut all, mut wrong) = (0, Vec::new());
    for row in rows(table) {
        let [given, family] = [3, 4].map(|at| row.get(at).map_or("", String::as_str));
        let one = |name: &str| !name.is_empty() && !name.contains([' ', '.']);
        let weighed = |name: &str| name.chars().all(|c| c < '\u{500}');
        if row[1] != "sure" || !one(given) || !one(family) || !weighed(given) {
            continue;
        }
        all += 1;
        let mut person = Person::default();
        let shown = format!("{family} {given}");
        name::read(&shown, Source::TopCard, &frequencies, &mut person);
        let first = person.first_name.filter(|known| known.doubt.is_none());
        if first.is_some_and(|known| known.value == family) {
            wrong.push(shown);
        }
    }
    say(&format!(
        "{what}: {} of {all} taken for the other order\n",
        wrong.len()
    ));
    assert!(wrong.len() <= most, "{what}:\n{}", wrong.join("\n"));
}

/// Every headline has its title and company, or nothing.
pub fn headlines(table: &str, what: &str, allowed: &Allowed) {
    let mut score = Score::default();
    for row in rows(table) {
        let job = headline::job(&row[1]);
        let text = |known: &Option<Known>| {
            let known = known.as_ref()?;
            assert!(known.doubt.is_some(), "{}: never certain", row[1]);
            Some(known.value.clone())
        };
        let got = job.map(|job| (text(&job.title), text(&job.company)));
        let given = |at: usize| row.get(at).filter(|text| !text.is_empty()).cloned();
        let sure = row[2] != "-";
        score.add(Case {
            text: &row[1],
            sure,
            is_sure: got.is_some(),
            same: got.as_ref().map(|got| *got == (given(2), given(3))),
            got: format!("{got:?}"),
        });
    }
    score.close(what, allowed);
}

/// Every place has its country, or none; those that need the browser's names
/// only where they are there.
pub fn places(
    table: &str,
    what: &str,
    allowed: &Allowed,
    regions: &impl Regions,
    in_browser: bool,
) {
    let mut score = Score::default();
    for row in rows(table) {
        let [language, expected, place] = [&row[0], &row[1], &row[2]];
        let marks = row.get(3).map_or("", String::as_str);
        if marks.contains("intl") && !in_browser {
            continue;
        }
        let got = if marks.contains("country") {
            country::of_country(place, language, regions)
        } else {
            country::of_place(place, language, regions)
        };
        score.add(Case {
            text: place,
            sure: expected != "open",
            is_sure: got.is_some(),
            same: got.as_ref().map(|got| got == expected),
            got: format!("{got:?}"),
        });
    }
    score.close(what, allowed);
}

/// Two texts name one company, or two; what names none is never the same.
pub fn companies(table: &str, what: &str, allowed: &Allowed) {
    let mut score = Score::default();
    for row in rows(table) {
        let cores = [company::core(&row[1]), company::core(&row[2])];
        let same = !cores[0].is_empty() && cores[0] == cores[1];
        score.add(Case {
            text: &format!("{} / {}", row[1], row[2]),
            sure: row[0] == "same",
            is_sure: same,
            same: same.then_some(true),
            got: cores.join(" / "),
        });
    }
    score.close(what, allowed);
}
