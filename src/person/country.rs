//! From a place as a page writes it to an ISO country.
//!
//! The country's name stands last. What no rule knows stays open: the rep
//! chooses.

use super::Regions;

/// Names that no table of country names has.
const ALIASES: &[(&str, &str)] = &[
    ("uk", "GB"),
    ("u.k.", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern ireland", "GB"),
    ("usa", "US"),
    ("us", "US"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("united states of america", "US"),
    ("estados unidos", "US"),
    ("uae", "AE"),
    ("korea", "KR"),
    ("south korea", "KR"),
    ("republic of korea", "KR"),
    ("holland", "NL"),
    ("the netherlands", "NL"),
    ("czech republic", "CZ"),
    ("russian federation", "RU"),
    ("hong kong sar", "HK"),
    ("hong kong", "HK"),
    ("macau", "MO"),
    ("taiwan", "TW"),
    ("viet nam", "VN"),
    ("turkey", "TR"),
    ("türkiye", "TR"),
    ("ivory coast", "CI"),
    ("burma", "MM"),
    ("cape verde", "CV"),
    ("swaziland", "SZ"),
    ("macedonia", "MK"),
    ("republic of ireland", "IE"),
    ("deutschland", "DE"),
    ("brd", "DE"),
    ("prc", "CN"),
    ("mainland china", "CN"),
    ("brasil", "BR"),
    ("españa", "ES"),
    ("italia", "IT"),
];

/// US states and the District of Columbia. Georgia is a country too and stays
/// open.
const STATES: &[&str] = &[
    "alabama",
    "alaska",
    "arizona",
    "arkansas",
    "california",
    "colorado",
    "connecticut",
    "delaware",
    "florida",
    "hawaii",
    "idaho",
    "illinois",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "louisiana",
    "maine",
    "maryland",
    "massachusetts",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "nevada",
    "new hampshire",
    "new jersey",
    "new mexico",
    "new york",
    "north carolina",
    "north dakota",
    "ohio",
    "oklahoma",
    "oregon",
    "pennsylvania",
    "rhode island",
    "south carolina",
    "south dakota",
    "tennessee",
    "texas",
    "utah",
    "vermont",
    "virginia",
    "washington",
    "west virginia",
    "wisconsin",
    "wyoming",
    "district of columbia",
];

/// The states' postal codes, where a city stands before them; those that are
/// ISO country codes too are left out ("CA" is California and Canada).
const POSTAL: &[&str] = &[
    "AK", "CT", "DC", "FL", "HI", "IA", "KS", "MI", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR",
    "RI", "TX", "UT", "VT", "WA", "WI", "WV", "WY", "MA", "ND",
];

/// Metropolitan areas as LinkedIn names them: the city's name tells the country
/// where the area's name does not.
const METROPOLES: &[(&str, &str)] = &[
    ("san francisco bay", "US"),
    ("new york city", "US"),
    ("greater new york city", "US"),
    ("los angeles", "US"),
    ("greater los angeles", "US"),
    ("greater chicago", "US"),
    ("greater boston", "US"),
    ("greater seattle", "US"),
    ("greater philadelphia", "US"),
    ("greater houston", "US"),
    ("dallas-fort worth", "US"),
    ("washington dc-baltimore", "US"),
    ("greater phoenix", "US"),
    ("denver", "US"),
    ("greater minneapolis-st. paul", "US"),
    ("miami-fort lauderdale", "US"),
    ("detroit", "US"),
    ("raleigh-durham-chapel hill", "US"),
    ("salt lake city", "US"),
    ("austin, texas", "US"),
    ("greater london", "GB"),
    ("london", "GB"),
    ("greater manchester", "GB"),
    ("greater paris", "FR"),
    ("greater lyon", "FR"),
    ("greater munich", "DE"),
    ("munich", "DE"),
    ("berlin", "DE"),
    ("greater hamburg", "DE"),
    ("frankfurt rhine-main", "DE"),
    ("cologne bonn", "DE"),
    ("stuttgart", "DE"),
    ("dusseldorf", "DE"),
    ("greater zurich", "CH"),
    ("greater geneva", "CH"),
    ("greater madrid", "ES"),
    ("greater barcelona", "ES"),
    ("greater milan", "IT"),
    ("greater rome", "IT"),
    ("greater amsterdam", "NL"),
    ("amsterdam", "NL"),
    ("brussels", "BE"),
    ("greater dublin", "IE"),
    ("greater stockholm", "SE"),
    ("copenhagen", "DK"),
    ("greater oslo", "NO"),
    ("greater helsinki", "FI"),
    ("greater vienna", "AT"),
    ("greater warsaw", "PL"),
    ("greater lisbon", "PT"),
    ("greater toronto", "CA"),
    ("greater vancouver", "CA"),
    ("greater montreal", "CA"),
    ("greater sydney", "AU"),
    ("greater melbourne", "AU"),
    ("greater brisbane", "AU"),
    ("greater delhi", "IN"),
    ("greater bengaluru", "IN"),
    ("mumbai", "IN"),
    ("greater hyderabad", "IN"),
    ("pune/pimpri-chinchwad", "IN"),
    ("greater sao paulo", "BR"),
    ("greater são paulo", "BR"),
    ("greater rio de janeiro", "BR"),
    ("greater buenos aires", "AR"),
    ("greater mexico city", "MX"),
    ("greater tokyo", "JP"),
    ("greater osaka", "JP"),
    ("greater istanbul", "TR"),
    ("greater tel aviv", "IL"),
];

/// What an area's name ends with, in the languages of the pages.
const AREAS: &[&str] = &[
    " metropolitan area",
    " metropolitan region",
    " metroplex",
    " metro area",
    " area",
    " region",
    " et périphérie",
    " und umgebung",
    " y alrededores",
    " e dintorni",
    " e região",
];

/// The country of a place, as an ISO 3166-1 alpha-2 code.
pub fn of_place(place: &str, language: &str, regions: &impl Regions) -> Option<String> {
    let place: String = place.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = place.trim_matches(['.', ',', ' ']).to_owned();
    if place.is_empty() || place.chars().count() > 200 {
        return None;
    }
    let (before, last) = match place.rsplit_once([',', '、', '،', '，']) {
        Some((before, last)) => (Some(before.trim()), last.trim()),
        None => (None, place.as_str()),
    };
    // "Georgia" is a state and a country: only the rest of the place could tell.
    if last.eq_ignore_ascii_case("georgia") {
        return None;
    }
    if before.is_some() && POSTAL.contains(&last) {
        return Some("US".to_owned());
    }
    of_country(last, language, regions)
        .or_else(|| state(last))
        .or_else(|| area(&place))
        .or_else(|| before.is_some().then(|| area(last)).flatten())
}

/// The code of a country's name, or of a code in upper case as data for
/// machines has it.
pub fn of_country(name: &str, language: &str, regions: &impl Regions) -> Option<String> {
    let lower = name.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower);
    alias
        .map(|(_, code)| (*code).to_owned())
        .or_else(|| regions.code(name, language))
}

fn state(name: &str) -> Option<String> {
    STATES
        .contains(&name.to_lowercase().as_str())
        .then(|| "US".to_owned())
}

fn area(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let city = AREAS
        .iter()
        .find_map(|ending| lower.strip_suffix(ending))
        .or_else(|| lower.starts_with("greater ").then_some(lower.as_str()))?;
    let city = city.strip_suffix(" metropolitan").unwrap_or(city);
    METROPOLES
        .iter()
        .find(|(known, _)| {
            *known == city
                || known.strip_prefix("greater ") == Some(city)
                || city.strip_prefix("greater ") == Some(known)
        })
        .map(|(_, code)| (*code).to_owned())
        .or_else(|| state(city))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Some5;

    impl Regions for Some5 {
        fn code(&self, name: &str, language: &str) -> Option<String> {
            let table = [
                ("France", "FR"),
                ("Germany", "DE"),
                ("Sverige", "SE"),
                ("United States", "US"),
                ("United Kingdom", "GB"),
                ("Georgia", "GE"),
                ("日本", "JP"),
            ];
            let _ = language;
            let found = table.iter().find(|(known, _)| *known == name);
            found.map(|(_, code)| (*code).to_owned())
        }

        fn name(&self, _: &str) -> Option<String> {
            None
        }
    }

    #[test]
    fn the_last_part_names_the_country_or_nothing_does() {
        for (place, expected) in [
            ("Paris, Île-de-France, France", Some("FR")),
            ("Stockholm, Stockholms län, Sverige", Some("SE")),
            ("United Kingdom", Some("GB")),
            ("London, England, UK", Some("GB")),
            ("Austin, Texas", Some("US")),
            ("Austin, TX", Some("US")),
            ("Los Angeles, CA", None),
            ("San Francisco Bay Area", Some("US")),
            ("Greater Munich Metropolitan Area", Some("DE")),
            ("Atlanta, Georgia, United States", Some("US")),
            ("Atlanta, Georgia", None),
            ("Georgia", None),
            ("Springfield", None),
            ("Greater Springfield Area", None),
            ("Remote", None),
            ("東京都, 日本", Some("JP")),
            ("", None),
        ] {
            assert_eq!(
                of_place(place, "en", &Some5).as_deref(),
                expected,
                "{place}"
            );
        }
    }
}
