//! From a place as a page writes it to an ISO country.
//!
//! The country's name stands last, or a region or a metropolitan area names it.
//! What no rule knows, and what could be two countries, stays open: the rep
//! chooses. The tables are plain text beside this file: a line's code, and the
//! names that mean it, in the form of [`key`]. Fingerprints are made of them while
//! the code is compiled (`table.rs`).

mod areas;
pub mod codes;
mod table;
mod tables;

use super::letters::readable;
use super::{Regions, listed};
use areas::{area, city_of};
use tables::{ALIASES, DIVISIONS, PREFECTURES, REGIONS, ambiguous, nowhere, state_first, us_city};
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
    let text: String = place
        .chars()
        .filter(|c| !matches!(u32::from(*c), 0x1f000..=0x1faff | 0x2600..=0x27bf))
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
        _ => None,
    }
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
    let alias = ALIASES.code(&name).map(str::to_owned);
    alias
        .or_else(|| place.several(text))
        .or_else(|| place.named(&name))
}

struct Place<'a> {
    language: &'a str,
    regions: &'a dyn Regions,
}

impl Place<'_> {
    /// One place or several, which must lie in one country.
    fn several(&self, text: &str) -> Option<String> {
        let mut found: Option<String> = None;
        for piece in text
            .split([';', '|', '•', '·', '\n'])
            .filter(|piece| !nowhere(&key(piece)))
        {
            let code = self.one(piece)?;
            if found.as_ref().is_some_and(|found| *found != code) {
                return None;
            }
            found = Some(code);
        }
        found
    }

    /// A country or a region that only one country has.
    fn named(&self, name: &str) -> Option<String> {
        // "Aichi Prefecture", "愛知県"
        let prefecture = [" prefecture", "-ken", " ken", "県"]
            .iter()
            .find_map(|end| name.strip_suffix(end));
        if prefecture.is_some_and(|name| PREFECTURES.hold(name)) {
            return Some("JP".to_owned());
        }
        // Only in Italian is it Munich as well.
        if name == "monaco" && !self.language.starts_with("it") {
            return Some("MC".to_owned());
        }
        if nowhere(name) || ambiguous(name).is_some() {
            return None;
        }
        self.country(name)
            .or_else(|| REGIONS.code(name).map(str::to_owned))
    }

    fn country(&self, name: &str) -> Option<String> {
        let known = |name: &str| {
            ALIASES
                .code(name)
                .or_else(|| REGIONS.code(name))
                .map(str::to_owned)
                .or_else(|| self.regions.code(name, self.language))
        };
        known(name).or_else(|| {
            // "Republic of Kenya", "Königreich Belgien"
            let (kind, rest) = name.split_once(' ')?;
            let rest = match KINDS.split_ascii_whitespace().any(|one| one == kind) {
                true => rest,
                false => {
                    let (before, after) = name.split_once(" of ")?;
                    let last = before.rsplit(' ').next()?;
                    KINDS
                        .split_ascii_whitespace()
                        .any(|one| one == last)
                        .then_some(after)?
                }
            };
            let rest = [
                "of the ", "of ", "the ", "de la ", "de ", "du ", "del ", "della ", "di ", "do ",
                "da ", "der ",
            ]
            .iter()
            .find_map(|link| rest.strip_prefix(link))
            .unwrap_or(rest);
            if ambiguous(rest).is_some() {
                None
            } else {
                known(rest)
            }
        })
    }

    /// One place: its parts from the smallest to the country.
    fn one(&self, text: &str) -> Option<String> {
        // "Paris (France)", "Berlin - Germany": one more part. "75001": none.
        let text = readable(text, 400).replace(['(', '（', '[', '）', ')', ']'], ",");
        let mut plain = String::new();
        for word in text.split_whitespace() {
            if matches!(word, "-" | "–" | "—" | ">") {
                plain.push(',');
            } else if !word.contains(|c: char| c.is_ascii_digit()) {
                plain.push(' ');
                plain.push_str(word);
            } else if word.ends_with(',') {
                plain.push(',');
            }
        }
        let parts: Vec<&str> = plain
            .split(',')
            .map(str::trim)
            .filter(|part| !nowhere(&key(part)))
            .collect();
        let (last, before) = parts.split_last()?;
        if before.iter().chain([last]).any(|part| self.is_choice(part)) {
            return None;
        }
        let name = key(last);
        let city = before.last().map(|part| key(part)).unwrap_or_default();
        let city_code = city_of(&city);
        // "Korea, Republic of"
        if name.ends_with(" of") || name.ends_with(" of the") {
            return self.named(&format!("{name} {city}"));
        }
        // "Utrecht, Utrecht": a city, and the province of its name.
        if name == city && ambiguous(&name).is_none() && city_code.is_some() {
            return city_code.map(str::to_owned);
        }
        if let Some(may_be) = ambiguous(&name) {
            // "Atlanta, Georgia", "Conakry, Guinea"
            let chosen = city_code.filter(|code| may_be.split(' ').any(|one| one == *code));
            let only = (may_be.len() == 2 && !before.is_empty()).then_some(may_be);
            return chosen
                .or(only.filter(|_| city_code.is_none()))
                .map(str::to_owned);
        }
        // "Germany, France" are two.
        let found = match last.len() {
            2 if last.bytes().all(|b| b.is_ascii_alphabetic()) => self.code(last, &city, city_code),
            3 if !before.is_empty() && last.bytes().all(|b| b.is_ascii_uppercase()) => {
                codes::of_alpha3(last)
                    .map(str::to_owned)
                    .or_else(|| self.named(&name))
                    .or_else(|| self.code(last, &city, city_code))
            }
            // "Kitchener, Canada Metropolitan Area"; of old "Toronto, Canada Area"
            _ => self.named(&name).or_else(|| {
                let core = name.strip_suffix(" area")?;
                let core = core.strip_suffix(" metropolitan").unwrap_or(core);
                self.named(core).filter(|_| !before.is_empty())
            }),
        };
        let found = found.or_else(|| {
            let code = division(&name).filter(|_| !before.is_empty())?;
            let elsewhere = city_code.is_some_and(|city| city != code);
            (!elsewhere).then(|| code.to_owned())
        });
        if let Some(code) = found {
            // "Jamaica, NY", "Luxembourg, Belgium"
            let namesake = codes::meanings(last, self.language) == ["US"]
                || listed(COUNTRY_WITHIN, &format!("{code}-{city}"));
            let another = !before.is_empty()
                && !namesake
                && REGIONS.code(&name).is_none()
                && ambiguous(&city).is_none()
                && self.country(&city).is_some_and(|other| other != code)
                && city_code.is_none();
            return (!another).then_some(code);
        }
        if last.len() == 2 && last.is_ascii() {
            return None;
        }
        area(&name)
            .or_else(|| area(&key(&plain)))
            .map(str::to_owned)
            .or_else(|| self.reversed(&parts, &name))
            .or_else(|| self.without_comma(last))
    }

    /// "Berlin / London", "France and Germany": several, unless it is one name.
    fn is_choice(&self, part: &str) -> bool {
        let name = key(part);
        let names = |name: &str| city_of(name).is_some() || self.country(name).is_some();
        let joints = [
            "/", " and ", " or ", " und ", " oder ", " et ", " ou ", " y ", " e ", " en ", " og ",
            " och ",
        ];
        let Some(joint) = joints.iter().find(|joint| name.contains(**joint)) else {
            return false;
        };
        if self.named(&name).is_some() || area(&name).is_some() {
            return false;
        }
        name.split(joint)
            .filter(|piece| names(piece.trim()))
            .count()
            > 1
    }

    /// French, Italian, Portuguese, Spanish: of Gabon, Palermo, Pará or Panama.
    fn is_romance(&self) -> bool {
        ["fr", "it", "pt", "es"]
            .iter()
            .any(|own| self.language.starts_with(own))
    }

    /// A code behind a city: a country's, or a state's.
    fn code(&self, code: &str, city: &str, city_code: Option<&str>) -> Option<String> {
        let alias = match code.to_ascii_uppercase().as_str() {
            "UK" => Some("GB"),
            "US" => Some("US"),
            _ => None,
        };
        if let Some(alias) = alias {
            return Some(alias.to_owned());
        }
        // "Los Angeles, CA", "Wilmington, DE"
        if us_city(city, code) {
            return Some("US".to_owned());
        }
        // "CA" is California and Canada.
        if code == "CA" || code.bytes().any(|b| b.is_ascii_lowercase()) || city.is_empty() {
            return None;
        }
        let may_be = codes::meanings(code, self.language);
        match (may_be.as_slice(), city_code) {
            (_, Some(city)) if may_be.contains(&city) => Some(city.to_owned()),
            // "Florence, CO", "Verona, PA": of Italy, or a town named after it?
            (_, Some(_)) if may_be.contains(&"US") && listed(NAMESAKES, city) => None,
            (_, Some(city)) if codes::has_subdivision(city, code) => Some(city.to_owned()),
            ([one], _) => Some((*one).to_owned()),
            // "Statesboro, GA": of Gabon few write so, and of known towns.
            (_, None) if !self.is_romance() && city.is_ascii() && state_first(city, code) => {
                Some("US".to_owned())
            }
            _ => None,
        }
    }

    /// "日本 東京", "Germany, Berlin": the country first.
    fn reversed(&self, parts: &[&str], last: &str) -> Option<String> {
        let first = parts.first()?;
        let east = first
            .chars()
            .any(|c| matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3000}'..='\u{d7ff}'));
        if east {
            let words: Vec<String> = parts
                .iter()
                .flat_map(|part| part.split_whitespace())
                .map(key)
                .collect();
            // "東京都港区", "四川省成都市": the larger place in front, without a space.
            let joined = |word: &String| {
                let cut = word.find(['都', '道', '府', '県', '省', '市'])?;
                let end = cut + word[cut..].chars().next().map_or(0, char::len_utf8);
                self.named(word.get(..end)?)
            };
            let joined = words.iter().find_map(joined);
            return words
                .iter()
                .rev()
                .find_map(|word| self.named(word).or_else(|| area(word).map(str::to_owned)))
                .or(joined)
                .or_else(|| {
                    let name = key(first);
                    // Hong Kong and Macao may stand behind China.
                    "香港 澳门 澳門 中国 中國 日本 台湾 台灣 대한민국 한국 美国 美國 英国 英國 加拿大 德国 德國 法国 法國 \
                     新加坡 马来西亚 馬來西亞 澳大利亚 澳洲 미국 アメリカ イギリス"
                        .split_ascii_whitespace()
                        .enumerate()
                        .find(|(at, country)| match name.find(country) {
                            Some(0) => true,
                            Some(_) => *at < 3,
                            None => false,
                        })
                        .and_then(|(_, country)| self.named(country))
                });
        }
        let code = self.country(&key(first)).filter(|_| parts.len() > 1)?;
        (city_of(last) == Some(code.as_str())).then_some(code)
    }

    /// "Berlin Germany", "Austin Texas USA": the words before the country must
    /// be a city of it, except before an unmistakable abbreviation.
    fn without_comma(&self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split(' ').collect();
        for count in 1..words.len().min(4) {
            let (front, back) = words.split_at(words.len() - count);
            let (front, back) = (key(&front.join(" ")), back.join(" "));
            if matches!(back.as_str(), "USA" | "U.S.A." | "UK" | "U.K." | "UAE") {
                return self.named(&key(&back));
            }
            let city = city_of(&front);
            if back.len() <= 3 && back.bytes().all(|b| b.is_ascii_uppercase()) {
                let known =
                    city.filter(|city| codes::has_subdivision(city, &back) || *city == back);
                if let Some(known) = known.filter(|_| back != "CA") {
                    return Some(known.to_owned());
                }
            }
            if let Some(code) = self
                .named(&key(&back))
                .filter(|code| city == Some(code.as_str()))
            {
                return Some(code);
            }
        }
        None
    }
}

/// The country of a region that counts behind a city alone, with or without the
/// word for its kind.
fn division(name: &str) -> Option<&'static str> {
    let bare = DIVISIONS_END
        .split('|')
        .find_map(|end| name.strip_suffix(end))
        .or_else(|| {
            DIVISIONS_BEGIN
                .split('|')
                .find_map(|start| name.strip_prefix(start))
        });
    DIVISIONS
        .code(name)
        .or_else(|| DIVISIONS.code(bare?).or_else(|| REGIONS.code(bare?)))
}

const DIVISIONS_END: &str = " province| region| governorate| oblast| voivodeship| prefecture";
const DIVISIONS_BEGIN: &str = "provincia de |provincia di |provincia del |province of |province de |\
    departamento de |departamento del |departement de |estado de |estado do |state of |judetul ";

/// Regions with the name of another country, behind the code of theirs.
const COUNTRY_WITHIN: &str = "BE-luxembourg BE-luxemburg NG-niger";

/// Cities that towns of the United States are named after, and whose country
/// has provinces with the codes of states.
const NAMESAKES: &str =
    "milan florence venice naples rome genoa verona turin palermo modena parma como";

/// Kinds of states, before or within their long names.
const KINDS: &str = "republic kingdom state commonwealth federation emirate sultanate principality \
    duchy union republik bundesrepublik konigreich republique royaume republica reino repubblica \
    regno republika republiek volksrepubliek bondsrepubliek koninkrijk kongeriket konungariket krolestwo rzeczpospolita";

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
    place.country(&name).or_else(|| match ambiguous(&name) {
        Some("") | None => None,
        Some(codes) => (codes.len() == 2).then(|| codes.to_owned()),
    })
}
