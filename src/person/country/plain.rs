//! A place's text without its numbers, and what those tell of the country.

use super::codes;
use crate::person::listed;

/// Countries whose postcodes have four digits.
const FOUR: &str = "AM AT AU BE BG CH CY DK GE HU LU LV NL NO NZ PT SI TN ZA";

/// A place in parts between commas, without postcodes and other numbers.
#[derive(Default)]
pub(super) struct Plain {
    pub text: String,
    /// The country whose postcodes alone look like its own.
    pub country: Option<&'static str>,
    /// How many digits stand before the words, and behind them.
    before: usize,
    behind: usize,
}

impl Plain {
    /// "Paris (France)", "Berlin - Germany", "Campinas/SP": one more part. "75001": none.
    pub fn of(text: &str) -> Self {
        let text = text
            .replace(['(', '（', '[', '）', ')', ']'], ",")
            .replace('–', "-");
        let mut plain = Plain::default();
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let digits = word.chars().filter(|c| c.is_numeric()).count();
            let next = words.peek().copied().unwrap_or_default();
            // "Rio de Janeiro / RJ"
            let is_state = word == "/" && codes::has_subdivision("BR", next);
            if is_state || matches!(word, "-" | "—" | ">") {
                plain.text.push(',');
            } else if is_roman(word) {
                // "Bp. XIII. ker."
            } else if digits == 0 && !word.starts_with('〒') {
                plain.text.push(' ');
                match word.as_bytes() {
                    // "JANEIRO/RJ"; "London/NY" are two.
                    [front @ .., b'/', b'A'..=b'Z', b'A'..=b'Z']
                        if front.len() > 3 && !listed("DC LA NY", &word[front.len() + 1..]) =>
                    {
                        let (city, code) = word.split_at(word.len() - 3);
                        plain.text.push_str(city);
                        plain.text.push(',');
                        plain.text.push_str(&code[1..]);
                    }
                    // "rio de janeiro/rj"
                    [.., b'/', b'a'..=b'z', b'a'..=b'z']
                        if codes::has_subdivision(
                            "BR",
                            &word[word.len() - 2..].to_ascii_uppercase(),
                        ) =>
                    {
                        plain.text.push_str(&word.replace('/', ","));
                    }
                    _ => plain.text.push_str(word),
                }
            } else {
                let country = postcode(word, next.strip_suffix(',').unwrap_or(next));
                if country == Some("NL") && digits == 4 {
                    words.next();
                }
                plain.country = plain.country.or(country);
                match plain.text.is_empty() {
                    true => plain.before += digits,
                    false => plain.behind += digits,
                }
                // "Dhaka-1212"
                if let Some((city, _)) = word.split_once('-').filter(|(city, _)| city.len() > 3) {
                    let is_word = !city.contains(char::is_numeric);
                    plain.text.push_str(if is_word { city } else { "" });
                }
                if word.ends_with(',') || next.ends_with(',') && country.is_some() {
                    plain.text.push(',');
                }
            }
        }
        plain
    }

    /// Whether a ZIP code stands behind it.
    pub fn is_zip(&self) -> bool {
        (self.before, self.behind) == (0, 5)
    }

    /// Whether the numbers beside a city are as that country has them: a postcode in
    /// front, or behind it; a district. A ZIP code of five digits stands behind, too.
    pub fn fits(&self, code: &str) -> bool {
        let four = |digits: usize| (digits == 4) == listed(FOUR, code);
        match (self.before, self.behind) {
            (4..=7, _) => four(self.before),
            (0, 1 | 2) => true,
            (0, 4 | 6 | 7) => four(self.behind),
            _ => false,
        }
    }
}

/// "XIII.": the number of a district.
fn is_roman(word: &str) -> bool {
    let number = word.strip_suffix('.').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|b| b"IVX".contains(&b))
}

/// What stands before a postcode in letters from abroad, behind the country.
const PREFIXES: &str = "DE-D AT-A CH-CH LI-FL BE-B FR-F IT-I LU-L PL-PL CZ-CZ SK-SK HU-H SE-S SE-SE DK-DK NO-N NO-NO \
    FI-FI ES-E PT-P DE-DE AT-AT BE-BE FR-FR IT-IT NL-NL";

/// "M2 5DB", "K1A 0B1", "1017 CT", "〒812-0011": the country that has such ones.
fn postcode(word: &str, next: &str) -> Option<&'static str> {
    let like = |text: &str, shape: &str| {
        let same = |(c, kind): (u8, u8)| match kind {
            b'9' => c.is_ascii_digit(),
            _ => c.is_ascii_uppercase(),
        };
        text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(same)
    };
    let outward = "A9 A99 AA9 AA99 A9A AA9A";
    // "D-58511", "CH-8001"
    let number = |rest: &str| {
        rest.bytes().filter(u8::is_ascii_digit).count() > 3
            && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    };
    if let Some((prefix, rest)) = word.split_once('-')
        && number(rest)
        && let Some(pair) = PREFIXES.split(' ').find(|pair| &pair[3..] == prefix)
    {
        return Some(&pair[..2]);
    }
    // "39-300 Mielec"
    let polish = |(front, back): (&str, &str)| like(front, "99") && like(back, "999");
    if word.split_once('-').is_some_and(polish) {
        return Some("PL");
    }
    // "1200 NW Naito Parkway" is a house.
    let dutch = like(word, "9999") && like(next, "AA") && !listed("NE NW SE SW", next);
    if dutch || like(word, "9999AA") {
        Some("NL")
    } else if like(word, "A9A") && like(next, "9A9") {
        Some("CA")
    } else if like(next, "9AA") && outward.split(' ').any(|shape| like(word, shape)) {
        Some(match &word[..2] {
            "JE" => "JE",
            "GY" => "GG",
            "IM" => "IM",
            _ => "GB",
        })
    } else {
        word.starts_with('〒').then_some("JP")
    }
}
