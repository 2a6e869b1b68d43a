//! Letters: decorative ones made plain, marks put on the letters they follow,
//! and letters without their marks, for comparing.

use crate::platform::case;

/// Marks, and pairs of a letter without and with the mark. A letter with two
/// marks is reached in two steps.
const MARKS: &[(char, &str)] = &[
    ('\u{300}', "aàeèiìoòuùnǹâầêềôồăằơờưừyỳüǜ"),
    (
        '\u{301}',
        "aáeéiíoóuúyýcćnńsśzźlĺrŕâấêếôốăắơớưứαάεέηήιίοόυύωώ",
    ),
    ('\u{302}', "aâeêiîoôuûwŵyŷcĉgĝhĥjĵsŝạậẹệọộ"),
    ('\u{303}', "aãoõnñiĩuũeẽyỹâẫêễôỗăẵơỡưữ"),
    ('\u{304}', "aāeēiīoōuūyȳ"),
    ('\u{306}', "aăeĕgğiĭoŏuŭạặийуў"),
    ('\u{307}', "cċeėgġzżii"),
    ('\u{308}', "aäeëiïoöuüyÿеёіїιϊυϋ"),
    ('\u{309}', "aảeẻiỉoỏuủyỷâẩêểôổăẳơởưử"),
    ('\u{30a}', "aåuů"),
    ('\u{30b}', "oőuű"),
    ('\u{30c}', "cčdďeěnňrřsštťzžlľaǎiǐoǒuǔgǧ"),
    ('\u{31b}', "oơuư"),
    ('\u{323}', "aạeẹiịoọuụyỵhḥsṣtṭdḍzẓơợưựâậêệôộăặ"),
    ('\u{326}', "sștț"),
    ('\u{327}', "cçsştţgģkķlļnņ"),
    ('\u{328}', "aąeęiįuų"),
];

/// Letters that Unicode does not take apart.
const WHOLE: &str = "đdłløoıiðdæaßsςσ";

/// Decorative letters that stand alone in Unicode, each before its plain one.
const STYLED: &str = "ℂCℊgℋHℌHℍHℎhℐIℑIℒLℓlℕNℙPℚQℛRℜRℝRℤZℨZℬBℭCℯeℰEℱFℳMℴo\
    ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz";

/// The second of the pair whose first the character is.
fn pair(pairs: &str, wanted: char) -> Option<char> {
    let mut chars = pairs.chars();
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        if from == wanted {
            return Some(to);
        }
    }
    None
}

/// The letter with the mark on it.
fn marked(letter: char, mark: char) -> Option<char> {
    let (_, pairs) = MARKS.iter().find(|(one, _)| *one == mark)?;
    pair(pairs, letter).or_else(|| {
        let small = case::lower(letter.encode_utf8(&mut [0; 4]));
        let found = pair(pairs, small.chars().next()?)?;
        case::upper_char(found).chars().next()
    })
}

/// A decorative letter as the plain one; every other character as it is.
fn plain(c: char) -> char {
    let code = u32::from(c);
    let letter = |at: u32, first: u8| char::from_u32(at + u32::from(first)).unwrap_or(c);
    match code {
        // Mathematical letters: 26 large, 26 small, again and again.
        0x1d400..=0x1d6a3 => match (code - 0x1d400) % 52 {
            at @ 0..=25 => letter(at, b'A'),
            at => letter(at - 26, b'a'),
        },
        // Full width, circled, squared.
        0xff21..=0xff3a => letter(code - 0xff21, b'A'),
        0xff41..=0xff5a => letter(code - 0xff41, b'a'),
        0x24b6..=0x24cf => letter(code - 0x24b6, b'A'),
        0x24d0..=0x24e9 => letter(code - 0x24d0, b'a'),
        0x1f130..=0x1f149 => letter(code - 0x1f130, b'A'),
        0x1f150..=0x1f169 => letter(code - 0x1f150, b'A'),
        0x1f170..=0x1f189 => letter(code - 0x1f170, b'A'),
        128.. => pair(STYLED, c).unwrap_or(c),
        _ => c,
    }
}

/// Zero-width and direction marks, the selectors of emoji, and lines through or
/// under letters.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{332}'..='\u{338}' | '\u{33f}' | '\u{346}'..='\u{36f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// At most `longest` characters of a text in plain letters: marks on their
/// letters, one kind of space, apostrophe and comma, nothing invisible.
pub(crate) fn readable(text: &str, longest: usize) -> String {
    let mut out = String::with_capacity(text.len().min(longest * 4));
    let mut last: Option<char> = None;
    // Persian parts a word with a mark of no width.
    let within = |last: Option<char>, c: char| {
        c == '\u{200c}' && last.is_some_and(|last| ('\u{600}'..'\u{700}').contains(&last))
    };
    for c in text.chars().take(longest) {
        if invisible(c) && !within(last, c) {
            continue;
        }
        // A mark belongs to a letter that has none yet.
        let mark = matches!(c, '\u{300}'..='\u{36f}');
        if mark && last.is_none_or(|letter| !letter.is_alphabetic() || letter >= '\u{2000}') {
            continue;
        }
        let c = match c {
            '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '`' | '\u{b4}' => '\'',
            '\u{ff0c}' | '\u{3001}' | '\u{60c}' => ',',
            '\u{ff0e}' => '.',
            '\u{2010}' | '\u{2011}' => '-',
            c if c.is_whitespace() || c.is_control() => ' ',
            c => plain(c),
        };
        match last.and_then(|letter| marked(letter, c)) {
            Some(whole) => {
                out.pop();
                out.push(whole);
                last = Some(whole);
            }
            None => {
                out.push(c);
                last = Some(c);
            }
        }
    }
    out
}

/// A letter in lower case, where it takes no table: most of what names are
/// written in. Asking the browser costs more than all the rest of a name.
fn small(c: char) -> Option<char> {
    let code = u32::from(c);
    let odd = code % 2;
    let small = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde => code + 0x20,
        0x391..=0x3a1 | 0x3a3..=0x3a9 | 0x410..=0x42f => code + 0x20,
        0x400..=0x40f => code + 0x50,
        0x531..=0x556 => code + 0x30,
        // Pairs, the capital first.
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x1e00..=0x1e95 | 0x1ea0..=0x1eff => {
            code | 1
        }
        0x48a..=0x4bf | 0x4d0..=0x52f => code | 1,
        0x139..=0x148 | 0x179..=0x17e => code + odd,
        // Small already, or of a script without case.
        0..=0x7f | 0xdf..=0xff | 0x131 | 0x300..=0x36f | 0x3ac..=0x3ce | 0x430..=0x45f => code,
        0x559..=0x109f | 0x10d0..=0x10ff | 0x1100..=0x1380 | 0x1780..=0x17ff => code,
        0x2010..=0x2027 | 0x3000..=0x9fff | 0xac00..=0xd7a3 => code,
        _ => return None,
    };
    char::from_u32(small)
}

/// In lower case; a Greek sigma at the end of a word is as any other.
pub(crate) fn lower(text: &str) -> String {
    let small: Option<String> = text.chars().map(small).collect();
    small.unwrap_or_else(|| case::lower(text))
}

/// In lower case, Latin and Greek letters without their marks.
pub(crate) fn fold(word: &str) -> String {
    lower(word)
        .chars()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .map(bare)
        .collect()
}

fn bare(c: char) -> char {
    // No other script has letters with marks of the table.
    if c.is_ascii() || c >= '\u{400}' && !('\u{1e00}'..'\u{2000}').contains(&c) {
        return c;
    }
    let letter = MARKS.iter().find_map(|(_, pairs)| {
        let mut chars = pairs.chars();
        loop {
            let (without, with) = (chars.next()?, chars.next()?);
            if with == c && without != c {
                return Some(without);
            }
        }
    });
    match letter {
        Some(letter) => bare(letter),
        None => pair(WHOLE, c).unwrap_or(c),
    }
}

/// Letters of any script with their marks, and what joins them.
pub(crate) fn part_of_name(c: char) -> bool {
    match c {
        ' ' | '.' | ',' | '-' | '\'' | '\u{200c}' | '\u{30fb}' | '\u{5be}' | '\u{5f3}'
        | '\u{5f4}' | '/' | '·' => true,
        // Raised letters stand in trade marks and jokes.
        '\u{2b0}'..='\u{2ff}' | '\u{1d2c}'..='\u{1d6a}' | '\u{2070}'..='\u{209f}' => false,
        // Marks on letters that is_alphabetic leaves out: Hebrew, Arabic, and
        // the scripts of South and South-East Asia.
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{109f}'
        | '\u{1780}'..='\u{17d3}' => true,
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_as_small_as_the_table_says() {
        for c in ('\0'..='\u{ffff}').filter(|c| *c != '\u{3a3}') {
            if let Some(small) = small(c) {
                assert_eq!(small.to_string(), case::lower(&c.to_string()), "{c:?}");
            }
        }
        assert_eq!(lower("ΣΟΦΙΑ Łoś"), "σοφια łoś");
        assert_eq!(lower("İNCİ"), case::lower("İNCİ"));
    }
}
