//! Places whose parts no comma divides, or that begin with the country.

use super::super::listed;
use super::areas::{area, city_of};
use super::codes;
use super::place::{Place, is_small};
use super::tables::{alias, beside, key};

impl Place<'_> {
    /// "日本 東京", "Germany, Berlin": the country first.
    pub(super) fn reversed(&self, parts: &[&str], last: &str) -> Option<&'static str> {
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
        // "千葉 真一", "ณ เชียงใหม่" are people.
        let is_known = |word: &str| city_of(word).or_else(|| self.country(word)).is_some();
        let is_name = |c: char| matches!(c, '\u{3040}'..='\u{9fff}') && !DIVISIONS.contains(&c);
        // "ベトナム ハノイ" is none.
        let is_abroad = |word: &String| {
            word.chars().all(|c| matches!(c, '\u{30a0}'..='\u{30ff}'))
                && self.country(&words[0]).is_some_and(|code| code != "JP")
        };
        let is_given = |word: &String| {
            !is_abroad(word)
                && word.chars().count() < 4
                && word.chars().all(is_name)
                && !is_known(word)
        };
        if words.iter().any(|word| word == "ณ") || words.len() == 2 && is_given(&words[1]) {
            return None;
        }
        // "東京都港区", "江苏苏州": the larger place in front, without a space; else it may
        // be a family name.
        let joined = |word: &String| {
            let cuts = word.char_indices().rev().map(|(at, _)| word.split_at(at));
            let mut places =
                cuts.filter(|(_, rest)| rest.contains(DIVISIONS) || beside(rest).is_some());
            places.find_map(|(front, _)| alias(front).or_else(|| beside(front)))
        };
        words
            .iter()
            .rev()
            .find_map(|word| self.named(word).or_else(|| area(word)))
            .or_else(|| words.iter().find_map(joined))
    }

    /// "Berlin Germany", "Austin Texas USA": the words before the country must
    /// be a city of it, except before an unmistakable abbreviation. "Aarhus C",
    /// "Berlin-Mitte": a city, and its district. What else stands behind a city may be
    /// a person's name.
    pub(super) fn without_comma(&self, text: &str) -> Option<&'static str> {
        let words: Vec<&str> = text.split(' ').collect();
        for count in 1..words.len().min(4) {
            let (front, back) = words.split_at(words.len() - count);
            let (front, back) = (key(&front.join(" ")), back.join(" "));
            if listed("USA U.S.A. UK U.K. UAE NSW QLD", &back) {
                return self.country(&key(&back));
            }
            let city = city_of(&front);
            // "Kbh. Ø"
            if city == Some("DK") && listed("C K N NV NØ S SV SØ V Ø", &back) {
                return city;
            }
            let code = back.to_ascii_uppercase();
            if back.len() <= 3 && (back == code || is_small(text)) {
                let known =
                    city.filter(|city| codes::has_subdivision(city, &code) || *city == code);
                if let Some(known) = known.filter(|_| code != "CA") {
                    return Some(known);
                }
            }
            let back = key(&back);
            let named = self.named(&back);
            if named.is_some() && named == city {
                return city;
            }
        }
        let (front, back) = text.split_once('-').filter(|_| words.len() == 1)?;
        let elsewhere = city_of(&key(back));
        let fits = |city: &&str| {
            listed("AT CH CZ DE FR NL PL SK", city) && elsewhere.is_none_or(|code| code == *city)
        };
        city_of(&key(front)).filter(fits)
    }
}

/// What the names of divisions in Chinese and Japanese end with.
const DIVISIONS: [char; 11] = [
    '都', '道', '府', '県', '省', '市', '区', '區', '縣', '县', '州',
];
