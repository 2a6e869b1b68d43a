//! One place by its parts, from the smallest to the country: the country's name, a
//! region or a metropolitan area that only one country has, a code behind a city.

use super::super::letters::readable;
use super::super::words::words;
use super::super::{Regions, listed};
use super::areas::{area, city_of, is_area};
use super::codes;
use super::plain::Plain;
use super::tables::{
    alias, alone, ambiguous, beside, key, kind, lone_city, nowhere, state_first, us_city,
};

/// The country of a place, for a page in this language.
pub(super) struct Place<'a> {
    pub language: &'a str,
    pub regions: &'a dyn Regions,
}

impl Place<'_> {
    /// One place or several, which must lie in one country.
    pub fn several(&self, text: &str) -> Option<&'static str> {
        let pieces: Vec<&str> = text
            .split([';', '|', '•', '·', '\n'])
            .filter(|piece| !nowhere(&key(piece)))
            .collect();
        let mut found = None;
        for piece in &pieces {
            // "San Francisco | New York"
            let beside = || beside(&key(piece)).filter(|_| pieces.len() > 1);
            let Some(code) = self.one(piece).or_else(beside) else {
                // "Quận Hải Châu · Đà Nẵng": a district of it.
                let (_, back) = text.rsplit_once(['·', '•'])?;
                let code = self.one(&text.replace(['·', '•'], ","))?;
                return (city_of(&key(back)) == Some(code)).then_some(code);
            };
            if found.is_some_and(|found| found != code) {
                return None;
            }
            found = Some(code);
        }
        found
    }

    /// Short names that mean a place in the language of its country.
    fn short(&self, name: &str) -> Option<&'static str> {
        let own = self.language.get(..2)?;
        match (own, name) {
            ("cs" | "sk", "cr") => Some("CZ"),
            ("cs" | "sk", "sr") => Some("SK"),
            ("ms" | "id", "kl" | "jb") => Some("MY"),
            _ => None,
        }
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
        self.short(name).or_else(|| self.country(name))
    }

    pub fn country(&self, name: &str) -> Option<&'static str> {
        let known = self.own(name).or_else(|| alone(name));
        known.or_else(|| self.long(name))
    }

    /// A country by its own name, in this language.
    #[inline(never)]
    pub fn own(&self, name: &str) -> Option<&'static str> {
        alias(name).or_else(|| {
            let code = self.regions.code(name, self.language)?;
            codes::all().find(|one| *one == code)
        })
    }

    /// "London - New York" are two, of two countries.
    fn is_pair(&self, text: &str) -> bool {
        let text = text.replace(['–', '—'], "-");
        let pieces: Vec<String> = text.split(" - ").map(key).collect();
        let mut codes = pieces.iter().filter_map(|piece| city_of(piece));
        let first = codes.next();
        codes.any(|code| Some(code) != first)
            && pieces.last().is_some_and(|last| self.own(last).is_none())
    }

    /// One place: its parts from the smallest to the country.
    fn one(&self, text: &str) -> Option<&'static str> {
        if self.is_pair(text) {
            return None;
        }
        let plain = Plain::of(&readable(text, 400));
        let code = self.of_parts(&plain.text).or(plain.country);
        // "Sesto San Giovanni (MI)"
        let code = code.or_else(|| {
            let (_, province) = text.trim().strip_suffix(')')?.rsplit_once('(')?;
            let is_own = self.language.starts_with("it") && codes::has_subdivision("IT", province);
            is_own.then_some("IT")
        });
        code.or_else(|| {
            let (city, code) = plain.text.rsplit_once(' ')?;
            // "70173 Stuttgart", "Dublin 4"; "Salem OR 97301"
            let is_state = plain.is_zip() && codes::has_subdivision("US", code);
            let known = beside(&key(&plain.text)).filter(|code| plain.fits(code));
            known.or((is_state && !city.is_empty()).then_some("US"))
        })
    }

    /// The same, without numbers.
    fn of_parts(&self, text: &str) -> Option<&'static str> {
        let parts: Vec<&str> = text
            .split(',')
            .map(str::trim)
            .filter(|part| !nowhere(&key(part)))
            .collect();
        let (last, before) = parts.split_last()?;
        let mut all = Choice::One;
        for part in &parts {
            all = self.choice(part);
            if let Choice::None = all {
                return None;
            }
        }
        let name = key(last);
        let city = before.last().map(|part| key(part)).unwrap_or_default();
        let city_code = city_of(&city);
        // "Hoboken, N.J."; "M.D." is a degree. "Rome, N.Y."; "Tijuana, B.C."
        if let Some(code) = codes::dotted(last).filter(|_| !before.is_empty())
            && (code == "US" || city_code.is_none_or(|city| city == code))
        {
            return Some(code);
        }
        // "Korea, Republic of"
        if name.ends_with(" of") || name.ends_with(" of the") {
            return self.named(&[&name, " ", &city].concat());
        }
        // "Utrecht, Utrecht": a city, and the province of its name.
        if name == city && ambiguous(&name).is_none() && city_code.is_some() {
            return city_code;
        }
        if let Some(may_be) = ambiguous(&name) {
            // "Atlanta, Georgia", "Conakry, Guinea"
            return match city_code {
                None if may_be.hold("US") && us_city(&city, "GA") => Some("US"),
                Some(code) => may_be.hold(code).then_some(code),
                None => may_be.only().filter(|_| !before.is_empty()),
            };
        }
        // "Germany, France" are two.
        let found = match last.len() {
            2 if last.bytes().all(|b| b.is_ascii_alphabetic()) => {
                self.code(last, &city, city_code)
                    .or_else(|| {
                        let upper = last.to_ascii_uppercase();
                        let code = self.code(&upper, &city, city_code)?;
                        // "Montréal, Qc"; "brooklyn, ny", but "hello, hi"
                        let is_sure = city_code == Some(code)
                            || us_city(&city, &upper)
                            // "betim/mg"
                            || code == "BR" && is_small(text)
                            || code == "US"
                                && is_small(text)
                                && !listed("AL HI IN LA MA ME OH OK OR PA", &upper);
                        is_sure.then_some(code)
                    })
                    .or_else(|| self.short(&name).filter(|code| *code == "MY"))
            }
            3 if !before.is_empty() && last.bytes().all(|b| b.is_ascii_uppercase()) => {
                codes::of_alpha3(last)
                    .or_else(|| self.named(&name))
                    .or_else(|| self.code(last, &city, city_code))
            }
            // "Kitchener, Canada Metropolitan Area"; of old "Toronto, Canada Area"
            _ => self.named(&name).or(all.code()).or_else(|| {
                let core = name.strip_suffix(" area")?;
                let core = core.strip_suffix(" metropolitan").unwrap_or(core);
                self.named(core).filter(|_| !before.is_empty())
            }),
        };
        let found = found.or_else(|| {
            let code = city_of(&name).filter(|_| !before.is_empty() && last.len() > 2)?;
            let elsewhere = city_code.is_some_and(|city| city != code);
            (!elsewhere).then_some(code)
        });
        if let Some(code) = found {
            // "Paris - Montréal" are two.
            if lone_city(&name).is_some() && city_code.is_some_and(|city| city != code) {
                return None;
            }
            // "San Juan, PR, USA"
            let mut territories = codes::all().filter(|one| codes::is_within(one, code));
            let territory = territories.find(|one| before.last() == Some(one));
            if territory.is_some() {
                return territory;
            }
            // "Jamaica, NY", "Luxembourg, Belgium"
            let namesake = codes::meanings(last, self.language) == ["US"]
                || listed(COUNTRY_WITHIN, &[code, "-", &city].concat());
            if before.is_empty() || namesake || alone(&name).is_some() {
                return Some(code);
            }
            let other = match ambiguous(&city) {
                Some(may_be) => may_be.only().filter(|other| codes::is_within(other, code)),
                // "South Holland": the browser would be asked in all its languages.
                None => city_code.or_else(|| self.country(&city)),
            };
            // "Fort-de-France, Martinique, France"; "Germany, France"
            return match other.filter(|other| *other != code) {
                Some(other) if codes::is_within(other, code) => Some(other),
                Some(_) if city_code.is_none() => None,
                _ => Some(code),
            };
        }
        if last.len() == 2 && last.is_ascii() {
            return None;
        }
        area(&name)
            .or_else(|| area(&key(text)))
            .or_else(|| {
                if all == Choice::Open {
                    return None;
                }
                let reversed = self.reversed(&parts, &name);
                reversed.or_else(|| self.without_comma(last))
            })
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
        let (mut piece, mut choice, mut is_sure) = (String::new(), Choice::One, false);
        for word in spaced.split(' ').chain(["/"]) {
            if !JOINTS.hold(word) {
                piece.push(' ');
                piece.push_str(word);
                continue;
            }
            let name = key(&piece);
            piece.clear();
            // "Nantes et agglomération"
            if name.is_empty() || is_area(&name) {
                continue;
            }
            let sure = self.country(&name);
            let code = sure.or_else(|| city_of(&name));
            is_sure |= sure.is_some() || choice != Choice::One;
            choice = match (choice, code) {
                (Choice::One, Some(code)) => Choice::All(code),
                (Choice::All(one), Some(code)) if one != code => return Choice::None,
                // "Kadıköy/İstanbul"
                (Choice::Open, Some("TR")) if name.contains('/') => Choice::All("TR"),
                (Choice::All(code), Some(_)) => Choice::All(code),
                _ => Choice::Open,
            };
        }
        match choice {
            choice if is_sure => choice,
            // "Salem OR"
            _ if piece.is_empty() && JOINTS.hold(spaced.rsplit(' ').next().unwrap_or_default()) => {
                Choice::One
            }
            _ => Choice::Open,
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
            // "Salvador - BA" in Portuguese.
            (_, None) if may_be.contains(&"BR") => Some("BR"),
            // "Statesboro, GA": of Gabon few write so, and of known towns.
            (_, None) if !self.is_romance() && city.is_ascii() && state_first(city, code) => {
                Some("US")
            }
            _ => None,
        }
    }
}

/// "brooklyn, ny": nothing is written large.
pub(super) fn is_small(text: &str) -> bool {
    text.bytes().all(|b| !b.is_ascii_uppercase())
}

/// What a part with "and" or a stroke is.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    /// One place.
    One,
    /// Several, all of one country.
    All(&'static str),
    /// Several, of which not all are known.
    Open,
    /// Several of several countries.
    None,
}

impl Choice {
    fn code(self) -> Option<&'static str> {
        match self {
            Choice::All(code) => Some(code),
            _ => None,
        }
    }
}

words! {
    /// What stands between two places.
    pub(super) JOINTS = "/ and or und oder et ou y e o en of og och ja tai i a az es és si sau и или і та або и й και ve veya و dan at va hoac и и 和 と 및 또는 in ali ir un";
}

/// Regions with the name of another country, behind the code of theirs.
const COUNTRY_WITHIN: &str = "BE-luxembourg BE-luxemburg NG-niger";

/// Cities that towns of the United States are named after, and whose country
/// has provinces with the codes of states.
const NAMESAKES: &str =
    "milan florence venice naples rome genoa verona turin palermo modena parma como";
