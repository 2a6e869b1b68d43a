//! What names, places and headlines mean: the tables of `tests/meaning/`, one
//! case a line. Each suite prints how many cases are right, how many are left
//! open, and how many are wrong.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "meaning/table.rs"]
mod table;

use add_to_crm::person::name::frequencies::Frequencies;
use add_to_crm::person::{Known, Person, Regions, Source, country, headline, name};
use proptest::prelude::*;
use table::Allowed;

/// A table of our own: nothing in it may go amiss.
fn own(cases: usize) -> Allowed {
    Allowed {
        cases,
        ..Allowed::default()
    }
}

#[test]
fn names() {
    table::names(include_str!("meaning/names.tsv"), "names", &own(300));
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
    let table = include_str!("meaning/places.tsv");
    table::places(table, "places", &own(150), &English, false);
}

#[test]
fn headlines() {
    table::headlines(include_str!("meaning/headlines.tsv"), "headlines", &own(80));
}

#[test]
fn companies() {
    table::companies(include_str!("meaning/companies.tsv"), "companies", &own(60));
}

/// What may go amiss in the tables of others: no more than when last counted.
fn counted(cases: usize, open: usize, wrong: usize, proposals: usize) -> Allowed {
    Allowed {
        cases,
        open,
        wrong,
        proposals,
    }
}

#[test]
fn names_from_public_sources() {
    let table = include_str!("meaning/public/names.tsv");
    table::names(table, "names from public sources", &counted(640, 49, 6, 15));
}

#[test]
fn places_from_public_sources() {
    let table = include_str!("meaning/public/places.tsv");
    let allowed = counted(100, 0, 0, 0);
    table::places(
        table,
        "places from public sources",
        &allowed,
        &English,
        false,
    );
}

#[test]
fn headlines_from_public_sources() {
    let table = include_str!("meaning/public/headlines.tsv");
    table::headlines(
        table,
        "headlines from public sources",
        &counted(150, 0, 0, 0),
    );
}

#[test]
fn companies_from_public_sources() {
    let table = include_str!("meaning/public/companies.tsv");
    table::companies(
        table,
        "companies from public sources",
        &counted(150, 0, 0, 0),
    );
}

#[test]
fn names_unseen() {
    let table = include_str!("meaning/unseen/names.tsv");
    table::names(table, "names unseen", &counted(450, 17, 1, 3));
}

#[test]
fn places_unseen() {
    let table = include_str!("meaning/unseen/places.tsv");
    let allowed = counted(100, 0, 0, 0);
    table::places(table, "places unseen", &allowed, &English, false);
}

#[test]
fn headlines_unseen() {
    let table = include_str!("meaning/unseen/headlines.tsv");
    table::headlines(table, "headlines unseen", &counted(150, 1, 0, 0));
}

#[test]
fn companies_unseen() {
    let table = include_str!("meaning/unseen/companies.tsv");
    table::companies(table, "companies unseen", &counted(150, 0, 0, 0));
}

#[test]
fn kinds() {
    table::names(
        include_str!("meaning/kinds/names.tsv"),
        "names by kind",
        &counted(720, 33, 3, 9),
    );
    table::headlines(
        include_str!("meaning/kinds/headlines.tsv"),
        "headlines by kind",
        &counted(400, 0, 0, 0),
    );
    table::companies(
        include_str!("meaning/kinds/companies.tsv"),
        "companies by kind",
        &counted(150, 0, 0, 0),
    );
}

#[test]
fn drawn() {
    table::names(
        include_str!("meaning/drawn/names.tsv"),
        "names drawn",
        &counted(750, 51, 1, 8),
    );
    table::names(
        include_str!("meaning/drawn/names_unread.tsv"),
        "names drawn, unread",
        &counted(750, 59, 4, 13),
    );
    table::headlines(
        include_str!("meaning/drawn/headlines.tsv"),
        "headlines drawn",
        &counted(310, 21, 0, 0),
    );
    table::headlines(
        include_str!("meaning/drawn/headlines_unread.tsv"),
        "headlines drawn, unread",
        &counted(290, 51, 0, 0),
    );
}

#[test]
fn fresh() {
    table::names(
        include_str!("meaning/fresh/names.tsv"),
        "names fresh",
        &counted(200, 5, 0, 2),
    );
    table::names(
        include_str!("meaning/fresh/names_unread.tsv"),
        "names fresh, unread",
        &counted(220, 24, 0, 10),
    );
    table::headlines(
        include_str!("meaning/fresh/headlines.tsv"),
        "headlines fresh",
        &counted(210, 4, 0, 0),
    );
    table::headlines(
        include_str!("meaning/fresh/headlines_unread.tsv"),
        "headlines fresh, unread",
        &counted(240, 17, 0, 0),
    );
    table::headlines(
        include_str!("meaning/fresh/reported.tsv"),
        "headlines reported",
        &counted(380, 24, 0, 0),
    );
    table::headlines(
        include_str!("meaning/fresh/reported_unread.tsv"),
        "headlines reported, unread",
        &counted(380, 21, 0, 0),
    );
    table::headlines(
        include_str!("meaning/fresh/registers.tsv"),
        "headlines of registers",
        &counted(220, 28, 0, 0),
    );
    table::headlines(
        include_str!("meaning/fresh/registers_unread.tsv"),
        "headlines of registers, unread",
        &counted(220, 31, 0, 0),
    );
    table::headlines(
        include_str!("meaning/fresh/bios.tsv"),
        "headlines of bios",
        &counted(180, 2, 0, 0),
    );
    table::headlines(
        include_str!("meaning/fresh/bios_unread.tsv"),
        "headlines of bios, judged last",
        &counted(130, 6, 1, 0),
    );
    table::companies(
        include_str!("meaning/fresh/companies.tsv"),
        "companies fresh",
        &counted(1_100, 92, 0, 0),
    );
    table::companies(
        include_str!("meaning/fresh/companies_unread.tsv"),
        "companies fresh, unread",
        &counted(1_000, 139, 0, 0),
    );
    table::places(
        include_str!("meaning/fresh/places_unread.tsv"),
        "places fresh, unread",
        &counted(400, 50, 0, 0),
        &English,
        false,
    );
    table::places(
        include_str!("meaning/fresh/places.tsv"),
        "places fresh",
        &counted(300, 0, 0, 0),
        &English,
        false,
    );
}

/// Rows of somebody who had not seen the code.
#[test]
fn authored() {
    table::headlines(
        include_str!("meaning/authored/headlines.tsv"),
        "headlines of an author",
        &counted(2_880, 107, 10, 0),
    );
    table::headlines(
        include_str!("meaning/authored/headlines_unread.tsv"),
        "headlines of an author, unread",
        &counted(320, 16, 10, 0),
    );
    table::companies(
        include_str!("meaning/authored/companies.tsv"),
        "companies of an author",
        &counted(570, 0, 0, 0),
    );
    table::companies(
        include_str!("meaning/authored/companies_unread.tsv"),
        "companies of an author, unread",
        &counted(130, 0, 1, 0),
    );
    table::places(
        include_str!("meaning/authored/places.tsv"),
        "places of an author",
        &counted(2_500, 105, 0, 0),
        &English,
        false,
    );
    table::places(
        include_str!("meaning/authored/places_unread.tsv"),
        "places of an author, unread",
        &counted(300, 35, 0, 0),
        &English,
        false,
    );
}

/// Rows of another author, counted before a rule was changed.
#[test]
fn later() {
    table::headlines(
        include_str!("meaning/later/headlines.tsv"),
        "headlines of later authors",
        &counted(270, 3, 0, 0),
    );
    table::headlines(
        include_str!("meaning/later/headlines_unread.tsv"),
        "headlines of a later author, unread",
        &counted(150, 9, 2, 0),
    );
    table::companies(
        include_str!("meaning/later/companies.tsv"),
        "companies of later authors",
        &counted(240, 2, 0, 0),
    );
    table::companies(
        include_str!("meaning/later/companies_unread.tsv"),
        "companies of a later author, unread",
        &counted(130, 4, 0, 0),
    );
    table::places(
        include_str!("meaning/later/places.tsv"),
        "places of later authors",
        &counted(230, 29, 0, 0),
        &English,
        false,
    );
    table::places(
        include_str!("meaning/later/places_unread.tsv"),
        "places of a later author, unread",
        &counted(180, 24, 0, 0),
        &English,
        false,
    );
}

/// Rows of independent authors.
#[test]
fn names_authored() {
    table::names(
        include_str!("meaning/authored/names.tsv"),
        "names authored",
        &counted(12_800, 533, 368, 491),
    );
}

#[test]
fn names_authored_unread() {
    table::names(
        include_str!("meaning/authored/names_unread.tsv"),
        "names authored, unread",
        &counted(2_000, 96, 78, 93),
    );
}

/// What stands the other way round is seldom taken for the order of the West.
#[test]
fn turned_round() {
    let drawn = include_str!("meaning/drawn/names.tsv");
    table::turned(drawn, "names drawn, turned round", 56);
    let unread = include_str!("meaning/drawn/names_unread.tsv");
    table::turned(unread, "names drawn, unread, turned round", 75);
    let fresh = include_str!("meaning/fresh/names_unread.tsv");
    table::turned(fresh, "names fresh, unread, turned round", 4);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever a page writes: nothing panics, and what is certain is clean.
    #[test]
    fn any_text_is_read(
        text in prop_oneof![
            any::<String>(),
            "[\\p{L}\\p{M}]{1,9}([ .,'\u{2019}\"()/|•·-]{1,2}[\\p{L}\\p{M}]{1,9}){0,5}",
            "(van |Dr\\. |al-|Mc|O'|Ma |山田|김|นาย|د/|Ив){1,4}[A-Za-zÀ-ž\u{300}-\u{308}.,]{0,6}",
            "([A-Z][a-z]{0,6}|UK|TX|東京|of|Greater|Area|,|/|-| |🇩🇪|\\d){0,9}",
        ],
    ) {
        let mut person = Person::default();
        name::read(&text, Source::TopCard, &Frequencies::none(), &mut person);
        let certain = |known: &Option<Known>| known.clone().filter(|known| known.doubt.is_none());
        for known in [&person.first_name, &person.last_name].into_iter().filter_map(certain) {
            let value = known.value;
            prop_assert!(value == value.trim() && !value.contains("  "), "{value:?}");
            prop_assert!(value.starts_with(|c: char| c.is_alphabetic() || c == '\''), "{value:?}");
            prop_assert!(!value.contains(|c: char| c.is_numeric() || c.is_control()), "{value:?}");
        }
        for code in [
            country::of_place(&text, "en", &English),
            country::of_country(&text, "en", &English),
        ].into_iter().flatten() {
            prop_assert!(country::codes::all().any(|one| one == code), "{code}");
        }
        if let Some(job) = headline::job(&text) {
            prop_assert!(job.title.is_some() || job.company.is_some());
        }
    }
}
