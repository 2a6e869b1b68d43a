//! What a line is by its shape alone, in any language: a range of dates, a
//! school, a degree of acquaintance.

use crate::platform::case;

/// Whether a line says that something lasts; `None` if it holds no range of dates. A page that styles its lines
/// otherwise may have more on them.
pub(super) fn lasts(line: &str) -> Option<bool> {
    let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '~' | '～' | '〜' | '至');
    line.match_indices(dash).find_map(|(at, dash)| {
        let near: String = line[..at].chars().rev().take(DATE).collect();
        if years(&near) != 1 {
            return None;
        }
        let to = &line[at + dash.len()..];
        let to = to.split(['·', '•', '|']).next().unwrap_or_default();
        let to: String = to.chars().take(DATE).collect();
        match years(&to) {
            // "August 1, 2025 – 2 p.m.", "2025年8月1日 ~ 8月2日": no word for now.
            0 if to.trim_start().starts_with(char::is_numeric) => None,
            0 => to.chars().any(char::is_alphabetic).then_some(true),
            _ => Some(false),
        }
    })
}

/// Whether a text is nothing but a span of time: "6 mos", "1 yr 4 mos".
pub(super) fn is_span(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| word.len() <= 2 && word.chars().all(char::is_numeric);
    let unit = |word: &str| {
        word.chars().count() <= 8 && word.chars().all(|c| c.is_alphabetic() || c == '.')
    };
    matches!(words.len(), 2 | 4)
        && words
            .chunks_exact(2)
            .all(|pair| number(pair[0]) && unit(pair[1]))
}

/// Characters of a month and a year, the longest of them.
const DATE: usize = 18;

/// How many numbers of four digits there are, in any script's digits.
fn years(text: &str) -> usize {
    text.split(|c: char| !c.is_numeric())
        .filter(|number| number.chars().count() == 4)
        .count()
}

/// The parts of a line "Company · School".
pub(super) fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split(['·', '•', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Parts of words for schools, in small letters.
const SCHOOLS: &[&str] = &[
    "universit",
    "universid",
    "uniwersytet",
    "univerzit",
    "üniversite",
    "università",
    "université",
    "университет",
    "πανεπιστήμιο",
    "hochschule",
    "schule",
    "school",
    "college",
    "collège",
    "colegio",
    "colégio",
    "escuela",
    "escola",
    "école",
    "scuola",
    "szkoła",
    "skola",
    "skole",
    "institute of technology",
    "instituto tecnológico",
    "institut für",
    "politecnico",
    "politécnic",
    "polytechni",
    "politechnika",
    "academy",
    "akademie",
    "akademia",
    "akademi",
    "lycée",
    "liceo",
    "gymnasium",
    "faculty",
    "faculté",
    "facultad",
    "faculdade",
    "fakultät",
    "institut universitaire",
    "iniversite",
    "大学",
    "学院",
    "大學",
    "學院",
    "学校",
    "高校",
    "대학",
    "학교",
    "جامعة",
    "كلية",
    "אוניברסיט",
    "मविद्यालय",
    "विश्वविद्यालय",
    "มหาวิทยาลัย",
    "school of",
];

/// Whether a line of a head may name an employer: no school, and no word of the
/// site itself.
pub(super) fn employer(text: &str) -> bool {
    let text = case::lower(text.trim());
    let own = text
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "premium" | "linkedin"));
    text.chars().any(char::is_alphabetic)
        && text.chars().count() <= 120
        && !own
        && !is_school(&text)
}

/// Whether a line names a school.
pub(super) fn is_school(text: &str) -> bool {
    let text = case::lower(text);
    SCHOOLS.iter().any(|part| text.contains(part))
}

/// Whether a line beside a name is none of the headline, the place or the
/// company: "· 2nd", "She/Her", "500+".
pub(super) fn is_beside(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let pronouns = text.contains('/')
        && text.chars().count() <= 24
        && text.split('/').all(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphabetic());
            !word.is_empty() && word.chars().all(char::is_alphabetic) && word.chars().count() <= 7
        });
    let degree = text.chars().count() <= 24
        && text.chars().any(char::is_numeric)
        && (text.starts_with(['·', '•', '(']) || letters <= 4);
    // "500+ connections", "1,582 followers"
    let count = text.chars().count() <= 30
        && text.starts_with(char::is_numeric)
        && (text.contains('+') || text.chars().filter(|c| c.is_numeric()).count() > 2);
    letters == 0 || pronouns || degree || count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_tell_a_job_that_lasts_in_any_language() {
        for (line, expected) in [
            ("Mar 2021 – Present · 5 yrs 9 mos", Some(true)),
            ("2021 - heute", Some(true)),
            ("2021年3月 - 現在 · 4年", Some(true)),
            ("مارس ٢٠٢١ – الحالي", Some(true)),
            ("2014 – 2021", Some(false)),
            ("Jan 2020 - Dec 2020 · 1 yr", Some(false)),
            ("Vice-President Fabrikam 2014 - 2021", Some(false)),
            (
                "Vice-President Fabrikam Mar 2021 – Present Led four hundred people",
                Some(true),
            ),
            ("since 2019", None),
            ("2019 –", None),
            ("Full-time", None),
            ("2025年8月1日（金）~ 8月2日（土）", None),
            ("Jul 2020 - Present 6 years 1 month", Some(true)),
            ("5 yrs 9 mos", None),
        ] {
            assert_eq!(lasts(line), expected, "{line}");
        }
    }

    #[test]
    fn a_span_of_time_is_no_company() {
        for (text, span) in [
            ("6 mos", true),
            ("1 yr 4 mos", true),
            ("2 Jahre 3 Monate", true),
            ("3M", false),
            ("24 Hour Fitness", false),
            ("Studio 54", false),
            ("2019 Ventures", false),
        ] {
            assert_eq!(is_span(text), span, "{text}");
        }
    }

    #[test]
    fn a_line_of_a_head_is_told_by_its_shape() {
        for (line, beside, company) in [
            ("· 2nd", true, false),
            ("2.", true, false),
            ("3rd+", true, false),
            ("She/Her", true, false),
            ("500+", true, false),
            ("500+ Kontakte", true, false),
            ("1,582 followers", true, false),
            ("·", true, false),
            ("Quillfeather Freight, Inc.", false, true),
            ("Bramble Business School", false, false),
            ("Tidewater Institute of Technology", false, false),
            ("東京大学", false, false),
            ("Profile enhanced with Premium", false, false),
            ("3M", true, true),
        ] {
            assert_eq!(is_beside(line), beside, "{line}");
            assert!(beside || employer(line) == company, "{line}");
        }
    }
}
