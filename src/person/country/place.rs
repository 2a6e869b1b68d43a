//! One place by its parts, from the smallest to the country: the country's name, a
//! region or a metropolitan area that only one country has, a code behind a city.

use super::super::letters::readable;
use super::super::{Regions, listed};
use super::areas::{area, city_of};
use super::codes;
use super::tables::{
    ALIASES, DIVISIONS, LONE, PREFECTURES, REGIONS, ambiguous, key, nowhere, state_first, us_city,
};

/// The country of a place, for a page in this language.
pub(super) struct Place<'a> {
    pub language: &'a str,
    pub regions: &'a dyn Regions,
}

impl Place<'_> {
    /// One place or several, which must lie in one country.
    pub fn several(&self, text: &str) -> Option<String> {
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
    pub fn named(&self, name: &str) -> Option<String> {
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
        // Elsewhere it is a name.
        if name == "maurice" && self.language.starts_with("fr") {
            return Some("MU".to_owned());
        }
        if nowhere(name) || ambiguous(name).is_some() {
            return None;
        }
        self.country(name)
            .or_else(|| REGIONS.code(name).map(str::to_owned))
    }

    pub fn country(&self, name: &str) -> Option<String> {
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
        LONE.code(&name)
            .or_else(|| area(&name))
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
        .or_else(|| LONE.code(name))
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
