//! One place by its parts, from the smallest to the country: the country's name, a
//! region or a metropolitan area that only one country has, a code behind a city.

use super::super::letters::readable;
use super::super::words::words;
use super::super::{Regions, listed};
use super::areas::{area, city_of};
use super::codes;
use super::plain::Plain;
use super::tables::{alias, alone, ambiguous, beside, key, kind, nowhere, state_first, us_city};

/// The country of a place, for a page in this language.
pub(super) struct Place<'a> {
    pub language: &'a str,
    pub regions: &'a dyn Regions,
}

impl Place<'_> {
    /// One place or several, which must lie in one country.
    pub fn several(&self, text: &str) -> Option<&'static str> {
        let mut found = None;
        for piece in text
            .split([';', '|', '•', '·', '\n'])
            .filter(|piece| !nowhere(&key(piece)))
        {
            let code = self.one(piece)?;
            if found.is_some_and(|found| found != code) {
                return None;
            }
            found = Some(code);
        }
        found
    }

    /// A country or a region that only one country has.
    pub fn named(&self, name: &str) -> Option<&'static str> {
        // Only in Italian is it Munich as well.
        if name == "monaco" && !self.language.starts_with("it") {
            return Some("MC");
        }
        // Elsewhere it is a name.
        if name == "maurice" && self.language.starts_with("fr") {
            return Some("MU");
        }
        if nowhere(name) || ambiguous(name).is_some() {
            return None;
        }
        self.country(name)
    }

    pub fn country(&self, name: &str) -> Option<&'static str> {
        let known = |name: &str| {
            alias(name).or_else(|| alone(name)).or_else(|| {
                let code = self.regions.code(name, self.language)?;
                codes::all().find(|one| *one == code)
            })
        };
        known(name).or_else(|| {
            // "Republic of Kenya", "Königreich Belgien"
            let (kind, rest) = name.split_once(' ')?;
            let rest = if listed(KINDS, kind) {
                rest
            } else {
                let (before, after) = name.split_once(" of ")?;
                let last = before.rsplit(' ').next()?;
                listed(KINDS, last).then_some(after)?
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
    fn one(&self, text: &str) -> Option<&'static str> {
        let plain = Plain::of(&readable(text, 400));
        self.of_parts(&plain.text)
            .or(plain.country)
            // "70173 Stuttgart", "Dublin 4"
            .or_else(|| beside(&key(&plain.text)).filter(|code| plain.fits(code)))
    }

    /// The same, without numbers.
    fn of_parts(&self, text: &str) -> Option<&'static str> {
        let parts: Vec<&str> = text
            .split(',')
            .map(str::trim)
            .filter(|part| !nowhere(&key(part)))
            .collect();
        let (last, before) = parts.split_last()?;
        let mut all = None;
        for part in &parts {
            all = match self.choice(part) {
                Choice::None => return None,
                Choice::One => None,
                Choice::All(code) => Some(code),
            };
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
            return city_code;
        }
        if let Some(may_be) = ambiguous(&name) {
            // "Atlanta, Georgia", "Conakry, Guinea"
            return match city_code {
                Some(code) => listed(may_be, code).then_some(code),
                None => (may_be.len() == 2 && !before.is_empty()).then_some(may_be),
            };
        }
        // "Germany, France" are two.
        let found = match last.len() {
            2 if last.bytes().all(|b| b.is_ascii_alphabetic()) => self.code(last, &city, city_code),
            3 if !before.is_empty() && last.bytes().all(|b| b.is_ascii_uppercase()) => {
                codes::of_alpha3(last)
                    .or_else(|| self.named(&name))
                    .or_else(|| self.code(last, &city, city_code))
            }
            // "Kitchener, Canada Metropolitan Area"; of old "Toronto, Canada Area"
            _ => self.named(&name).or(all).or_else(|| {
                let core = name.strip_suffix(" area")?;
                let core = core.strip_suffix(" metropolitan").unwrap_or(core);
                self.named(core).filter(|_| !before.is_empty())
            }),
        };
        let found = found.or_else(|| {
            let code = city_of(&name).filter(|_| !before.is_empty())?;
            let elsewhere = city_code.is_some_and(|city| city != code);
            (!elsewhere).then_some(code)
        });
        if let Some(code) = found {
            // "Jamaica, NY", "Luxembourg, Belgium"
            let namesake = codes::meanings(last, self.language) == ["US"]
                || listed(COUNTRY_WITHIN, &format!("{code}-{city}"));
            let another = !before.is_empty()
                && !namesake
                && alone(&name).is_none()
                && ambiguous(&city).is_none()
                && self.country(&city).is_some_and(|other| other != code)
                && city_code.is_none();
            return (!another).then_some(code);
        }
        if last.len() == 2 && last.is_ascii() {
            return None;
        }
        area(&name)
            .or_else(|| area(&key(text)))
            .or_else(|| self.reversed(&parts, &name))
            .or_else(|| self.without_comma(last))
            // "İzmir, Karşıyaka"; "Kalmar län"
            .or_else(|| alone(&city).filter(|_| city_of(&name).is_none()))
            .or_else(|| kind(&name))
    }

    /// "Berlin / London", "France and Germany": several, unless it is one name.
    fn choice(&self, part: &str) -> Choice {
        let name = key(part);
        let spaced = name.replace('/', " / ");
        if !spaced.split(' ').any(|word| JOINTS.hold(word))
            || self.named(&name).or_else(|| area(&name)).is_some()
        {
            return Choice::One;
        }
        let (mut piece, mut choice, mut is_turkish) = (String::new(), Choice::One, false);
        let mut known = None;
        for word in spaced.split(' ').chain(["/"]) {
            if !JOINTS.hold(word) {
                piece.push(' ');
                piece.push_str(word);
                continue;
            }
            let name = key(&piece);
            piece.clear();
            let code = city_of(&name).or_else(|| self.country(&name));
            is_turkish = code == Some("TR");
            match (known, code) {
                (Some(one), Some(code)) if one != code => return Choice::None,
                (Some(_), Some(code)) => choice = Choice::All(code),
                _ => {}
            }
            known = known.or(code);
        }
        // "Kadıköy/İstanbul"
        match choice {
            Choice::One if is_turkish && name.contains('/') => Choice::All("TR"),
            choice => choice,
        }
    }

    /// French, Italian, Portuguese, Spanish: of Gabon, Palermo, Pará or Panama.
    fn is_romance(&self) -> bool {
        ["fr", "it", "pt", "es"]
            .iter()
            .any(|own| self.language.starts_with(own))
    }

    /// A code behind a city: a country's, or a state's.
    fn code(
        &self,
        code: &str,
        city: &str,
        city_code: Option<&'static str>,
    ) -> Option<&'static str> {
        match code.to_ascii_uppercase().as_str() {
            "UK" => return Some("GB"),
            "US" => return Some("US"),
            _ => {}
        }
        // "Los Angeles, CA", "Wilmington, DE"
        if us_city(city, code) {
            return Some("US");
        }
        // "CA" is California and Canada.
        if code == "CA" || code.bytes().any(|b| b.is_ascii_lowercase()) || city.is_empty() {
            return None;
        }
        let may_be = codes::meanings(code, self.language);
        match (may_be.as_slice(), city_code) {
            (_, Some(own)) if may_be.contains(&own) => Some(own),
            // "Florence, CO", "Verona, PA": of Italy, or a town named after it?
            (_, Some(_)) if may_be.contains(&"US") && listed(NAMESAKES, city) => None,
            (_, Some(own)) if codes::has_subdivision(own, code) => Some(own),
            // "Kraków, MP" is not on the Marianas.
            ([one], _) if *one == "US" || alone(city).is_none() => Some(*one),
            // "Statesboro, GA": of Gabon few write so, and of known towns.
            (_, None) if !self.is_romance() && city.is_ascii() && state_first(city, code) => {
                Some("US")
            }
            _ => None,
        }
    }

    /// "日本 東京", "Germany, Berlin": the country first.
    fn reversed(&self, parts: &[&str], last: &str) -> Option<&'static str> {
        let first = parts.first()?;
        let east = first
            .chars()
            .any(|c| matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3000}'..='\u{d7ff}'));
        if !east {
            let code = self.country(&key(first)).filter(|_| parts.len() > 1)?;
            return (city_of(last) == Some(code)).then_some(code);
        }
        // Hong Kong and Macao may stand behind China.
        let within = ["香港", "澳门", "澳門"];
        if let Some(name) = within.iter().find(|name| first.contains(**name)) {
            return alias(name);
        }
        let words: Vec<String> = parts
            .iter()
            .flat_map(|part| part.split_whitespace())
            .map(key)
            .collect();
        // "東京都港区", "四川省成都市": the larger place in front, without a space.
        let joined = |word: &String| {
            let mut fronts = word.char_indices().rev().map(|(at, _)| &word[..at]);
            fronts.find_map(|front| alias(front).or_else(|| beside(front)))
        };
        words
            .iter()
            .rev()
            .find_map(|word| self.named(word).or_else(|| area(word)))
            .or_else(|| words.iter().find_map(joined))
    }

    /// "Berlin Germany", "Austin Texas USA": the words before the country must
    /// be a city of it, except before an unmistakable abbreviation. "Aarhus C",
    /// "Dubai Marina", "Berlin-Mitte": a city, and its district.
    fn without_comma(&self, text: &str) -> Option<&'static str> {
        let words: Vec<&str> = text.split(' ').collect();
        for count in 1..words.len().min(4) {
            let (front, back) = words.split_at(words.len() - count);
            let (front, back) = (key(&front.join(" ")), back.join(" "));
            if matches!(back.as_str(), "USA" | "U.S.A." | "UK" | "U.K." | "UAE") {
                return alias(&key(&back));
            }
            let city = city_of(&front);
            if back.len() <= 3 && back.bytes().all(|b| b.is_ascii_uppercase()) {
                let known = city.filter(|city| {
                    codes::has_subdivision(city, &back) || *city == back || back.len() == 1
                });
                if let Some(known) = known.filter(|_| back != "CA") {
                    return Some(known);
                }
            }
            let back = key(&back);
            let named = self.named(&back);
            if named.is_some() && named == city {
                return city;
            }
            if count < 3 && named.is_none() && city_of(&back).is_none() && alone(&front).is_some() {
                return alone(&front);
            }
        }
        let (front, back) = text.split_once('-').filter(|_| words.len() == 1)?;
        let elsewhere = city_of(&key(back));
        city_of(&key(front)).filter(|city| elsewhere.is_none_or(|code| code == *city))
    }
}

/// What a part with "and" or a stroke is.
enum Choice {
    /// One place.
    One,
    /// Several, all of one country.
    All(&'static str),
    /// Several of several countries.
    None,
}

words! {
    /// What stands between two places.
    JOINTS = "/ and or und oder et ou y e o en of og och ja tai i a az es és si sau и или і та або и й και ve veya و dan at va hoac и и 和 と 및 또는 in ali ir un";
}

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
