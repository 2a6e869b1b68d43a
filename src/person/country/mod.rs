//! From a place as a page writes it to an ISO country.
//!
//! The country's name stands last, or a region or a metropolitan area names it.
//! What no rule knows, and what could be two countries, stays open: the rep
//! chooses. The tables are plain text beside this file: a line's code, and the
//! names that mean it, in the form of [`key`]. Fingerprints are made of them while
//! the code is compiled (`table.rs`).

mod areas;
pub mod codes;
mod long_names;
mod place;
mod plain;
mod table;
mod tables;
mod unparted;

use super::Regions;
use areas::city_of;
use place::Place;
use tables::{alias, ambiguous, well_known};
pub use tables::{code, key};

/// A country's name as people write it, of the English one that a browser has:
/// those follow Unicode's list, which has forms of its own and changes them from
/// version to version.
pub fn plain_name(code: &str, name: &str) -> String {
    let fixed = match code {
        "CD" => "Democratic Republic of the Congo",
        "CG" => "Republic of the Congo",
        "CI" => "Ivory Coast",
        "HK" => "Hong Kong",
        "MO" => "Macao",
        "PS" => "Palestine",
        "TR" => "Turkey",
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    // "Myanmar (Burma)", "St. Kitts & Nevis"
    let name = name.split(" (").next().unwrap_or(name);
    let name = name.replace(" & ", " and ");
    match name.strip_prefix("St. ") {
        Some(rest) => format!("Saint {rest}"),
        None => name,
    }
}

/// Of these spellings the first that means the country of this code; `name` is
/// its plain name, `shown` how the page writes it.
pub fn spelt_as<'a>(
    spellings: &'a [String],
    code: &str,
    name: &str,
    shown: Option<&str>,
) -> Option<&'a String> {
    let known = [Some(key(name)), shown.map(key)];
    spellings.iter().find(|own| match self::code(own) {
        Some(other) => other == code,
        None => known.contains(&Some(key(own))),
    })
}

/// The flags in a text, as codes.
fn flags(text: &str) -> Vec<String> {
    let mut letters = text.chars().filter_map(|c| {
        let at = u32::from(c).checked_sub(0x1f1e6).filter(|at| *at < 26)?;
        char::from_u32(at + u32::from('A'))
    });
    let mut found: Vec<String> = Vec::new();
    // England, Scotland, Wales: letters of tags behind a black flag.
    if text.contains("\u{e0067}\u{e0062}") {
        found.push("GB".to_owned());
    }
    while let (Some(first), Some(second)) = (letters.next(), letters.next()) {
        let code = String::from_iter([first, second]);
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// The country of a place, as an ISO 3166-1 alpha-2 code.
pub fn of_place(place: &str, language: &str, regions: &impl Regions) -> Option<String> {
    if place.chars().count() > 200 {
        return None;
    }
    let flags = flags(place);
    // A picture parts as a comma does.
    let text: String = place
        .chars()
        .map(|c| match u32::from(c) {
            // "서울 ↔ 도쿄", "London ✈ Dubai" are two.
            0x2190..=0x21ff | 0x2794..=0x27ff => '|',
            0x2708 => '–',
            0x1f000..=0x1faff | 0x2600..=0x27bf | 0xe0000..=0xe007f => ',',
            _ => c,
        })
        .collect();
    let written = regions.of_place(&format!("{language} {text}"), &|| {
        whole(&text, language, regions)
    });
    match (flags.as_slice(), written) {
        ([], written) => written,
        ([flag], None) if codes::is_alpha2(flag) && key(&text).is_empty() => Some(flag.clone()),
        ([flag], Some(code)) if *flag == code => Some(code),
        ([flag], None) if codes::is_alpha2(flag) && city_of(&key(&text)) == Some(flag.as_str()) => {
            Some(flag.clone())
        }
        // "🇩🇪 Remscheid": a town that nobody knows.
        ([flag], None) if codes::is_alpha2(flag) && is_stranger(&key(&text)) => Some(flag.clone()),
        _ => None,
    }
}

/// One word that names no place elsewhere.
fn is_stranger(name: &str) -> bool {
    name.chars().all(char::is_alphabetic)
        && name.chars().count() > 3
        && !tables::nowhere(name)
        && ambiguous(name).is_none()
        && city_of(name).is_none()
}

/// By its parts; a country whose own name has a comma by all of them. A name that
/// no language knows is asked for in all of them, so that comes last.
fn whole(text: &str, language: &str, regions: &dyn Regions) -> Option<String> {
    let place = Place { language, regions };
    let name = key(text);
    // In Romanian it is a region of Romania as well.
    if name == "moldova" && language.starts_with("ro") {
        return None;
    }
    // "Virgin Islands, U.S."
    alias(&name)
        .or_else(|| place.several(text))
        .or_else(|| place.named(&name))
        .or_else(|| well_known(&name))
        .map(str::to_owned)
}

/// The code of a country's name in data for machines, or of a code of two or
/// three letters.
pub fn of_country(name: &str, language: &str, regions: &impl Regions) -> Option<String> {
    let name = name.trim();
    let upper = name.to_ascii_uppercase();
    if upper == "UK" {
        return Some("GB".to_owned());
    }
    if codes::is_alpha2(&upper) {
        return Some(upper);
    }
    if let Some(code) = codes::of_alpha3(&upper) {
        return Some(code.to_owned());
    }
    // "Moldova, Republic of"
    let turned = name
        .split_once(", ")
        .filter(|(_, kind)| kind.ends_with(" of") || kind.ends_with(" of the"))
        .map(|(rest, kind)| format!("{kind} {rest}"));
    let name = key(turned.as_deref().unwrap_or(name));
    let place = Place { language, regions };
    // The field says that it is a country: "Georgia" is one here.
    let code = place.country(&name).or_else(|| ambiguous(&name)?.only());
    code.map(str::to_owned)
}
