//! What names, places and headlines mean: the tables of `tests/meaning/`, one
//! case a line. Each suite prints how many cases are right, how many are left
//! open, and how many are wrong.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "meaning/table.rs"]
mod table;

use add_to_crm::person::{Known, Person, Regions, Source, country, headline, name};
use table::{Score, rows};

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

/// Enough English names for the rows that do not need the browser's.
struct English;

const ENGLISH: &str = "FR France|GB United Kingdom|US United States|DE Germany|AT Austria|CH Switzerland|\
    NL Netherlands|BE Belgium|IE Ireland|ES Spain|PT Portugal|IT Italy|SE Sweden|NO Norway|DK Denmark|\
    FI Finland|PL Poland|CZ Czechia|HU Hungary|RO Romania|GR Greece|TR Türkiye|RU Russia|UA Ukraine|\
    IL Israel|EG Egypt|AE United Arab Emirates|IN India|PK Pakistan|CN China|JP Japan|KR South Korea|\
    HK Hong Kong SAR China|SG Singapore|MY Malaysia|ID Indonesia|PH Philippines|VN Vietnam|TH Thailand|\
    AU Australia|NZ New Zealand|CA Canada|MX Mexico|BR Brazil|AR Argentina|CL Chile|CO Colombia|PE Peru|\
    ZA South Africa|NG Nigeria|KE Kenya|MA Morocco|GE Georgia|JO Jordan|LB Lebanon|JM Jamaica|CU Cuba|\
    GN Guinea|JE Jersey|BA Bosnia & Herzegovina|TT Trinidad & Tobago|GD Grenada|TN Tunisia|LU Luxembourg|\
    JP 日本|SE Sverige|NE Niger|CD Congo - Kinshasa|CG Congo - Brazzaville";

impl Regions for English {
    fn code(&self, name: &str, _: &str) -> Option<String> {
        let mut names = ENGLISH.split('|').filter_map(|pair| pair.split_once(' '));
        let found = names.find(|(_, known)| country::key(known) == country::key(name));
        found.map(|(code, _)| code.to_owned())
    }

    fn name(&self, _: &str) -> Option<String> {
        None
    }
}

#[test]
fn places() {
    let mut score = Score::default();
    let mut beyond = 0;
    for row in rows(include_str!("meaning/places.tsv")) {
        let [language, expected, place] = [&row[0], &row[1], &row[2]];
        let marks = row.get(3).map_or("", String::as_str);
        if marks.contains("intl") {
            beyond += 1;
            continue;
        }
        let got = if marks.contains("country") {
            country::of_country(place, language, &English)
        } else {
            country::of_place(place, language, &English)
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

#[test]
fn headlines() {
    let mut score = Score::default();
    for row in rows(include_str!("meaning/headlines.tsv")) {
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
