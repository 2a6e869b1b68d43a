//! How often a word is a given and how often a family name, and among whom: a
//! table from public lists of names, made by `cargo xtask names-table`. It is
//! asked only for what shape and the lists in the code leave open; without it
//! more names are open.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::person::letters::fold;

/// Bits of a fingerprint: with 59,000 words one in 140 strangers meets one.
pub const BITS: u32 = 23;

/// Buckets, by the first bits of a fingerprint.
pub const BUCKETS: usize = 2048;

/// How many bits end a number: of the step from one fingerprint of a bucket to
/// the next, and of the kind of word.
pub const STEP_BITS: u32 = 6;
/// See [`STEP_BITS`].
pub const KIND_BITS: u32 = 3;

/// Weights of the letters: one for each of as many kinds of pieces of words.
pub const PIECES: usize = 8192;

/// What the weights are multiples of: a sixteenth of a natural logarithm of odds.
pub const UNIT: f32 = 16.0;

/// The pieces of a word that its letters are weighed by: two to five letters,
/// those of two at its ends alone. Each is a number below [`PIECES`].
pub fn pieces(word: &str, mut each: impl FnMut(usize)) {
    let letters: Vec<char> = std::iter::once('^')
        .chain(word.chars())
        .chain(std::iter::once('$'))
        .collect();
    for at in 0..letters.len() {
        let mut hash = 0x811c_9dc5_u32;
        for (count, letter) in letters[at..].iter().take(5).enumerate() {
            hash = (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193);
            let end = at == 0 || at + count + 1 == letters.len();
            if count > 1 || count == 1 && end {
                each((hash ^ (hash >> 15)) as usize % PIECES);
            }
        }
    }
}

/// How much the letters of a word that no list holds speak for a given name: less
/// than they say, since there are many more family names than given ones among
/// such words.
pub fn odds_of_letters(letters: f32) -> f32 {
    (letters * 0.8 - 2.0).clamp(-6.0, 3.0)
}

/// Whether a word is rather a given or a family name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Hardly ever a family name: a dozen times as often a given name.
    Given,
    /// A given name, three times as often.
    RatherGiven,
    /// As often one as the other, or in no list.
    #[default]
    Either,
    /// A family name, three times as often.
    RatherFamily,
    /// Hardly ever a given name.
    Family,
}

/// Peoples whose customs of names differ, each a bit.
pub mod tongue {
    /// Spanish: two family names.
    pub const SPANISH: u16 = 1;
    /// Portuguese: one family name or two, of which the mother's stands first.
    pub const PORTUGUESE: u16 = 1 << 1;
    /// Both.
    pub const IBERIAN: u16 = SPANISH | PORTUGUESE;
    /// Hungarian: the family name first.
    pub const HUNGARIAN: u16 = 1 << 2;
    /// Chinese, Korean, Japanese, Vietnamese: the family name first at home.
    pub const EASTERN: u16 = 1 << 3;
    /// Europe and its daughters but for the ones above: given names, then one
    /// family name.
    pub const WESTERN: u16 = 1 << 4;
    /// Africa south of the Sahara but for the Horn: given names, then one family
    /// name.
    pub const AFRICAN: u16 = 1 << 5;
    /// India's north and west, Nepal: given names, then one family name.
    pub const INDIAN: u16 = 1 << 6;
    /// Arabia, the Horn of Africa, Malays, Tamils: the names of the father and of his
    /// father follow the own.
    pub const FATHERS: u16 = 1 << 7;
    /// All others.
    pub const OTHER: u16 = 1 << 8;
    /// All but the peoples of Europe, its daughters, and the Far East.
    pub const ELSEWHERE: u16 = AFRICAN | INDIAN | FATHERS | OTHER;
}

/// How much a level of an entry speaks for a given name, as a natural logarithm of
/// odds.
const LEVELS: [f32; 8] = [-5.0, -3.0, -1.4, -0.4, 0.4, 1.4, 3.0, 5.0];

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Rather a family or a given name: the number of its odds, from the least
    /// to the most, of eight.
    pub level: u8,
    /// Whose name it is, of [`tongue`].
    pub tongues: u16,
}

impl Entry {
    /// The entry of a word with such odds of a given name.
    pub fn new(odds: f32, tongues: u16) -> Entry {
        let far = |level: &u8| ((LEVELS[usize::from(*level)] - odds).abs() * 16.0) as u32;
        Entry {
            level: (0..8).min_by_key(far).unwrap_or_default(),
            tongues,
        }
    }

    /// Whether lists hold it.
    pub fn known(self) -> bool {
        self.tongues != 0
    }

    /// Whether it is a name of one of these peoples.
    pub fn is_of(self, tongues: u16) -> bool {
        self.tongues & tongues != 0
    }

    /// Whether it is a name of these peoples and of no others.
    pub fn is_only_of(self, tongues: u16) -> bool {
        self.known() && !self.is_of(!tongues)
    }

    /// How much speaks for a given name, as a natural logarithm of odds.
    pub fn odds(self) -> f32 {
        LEVELS[usize::from(self.level & 7)]
    }

    /// The same in words.
    pub fn usage(self) -> Use {
        match self.level {
            0 | 1 => Use::Family,
            2 => Use::RatherFamily,
            3 | 4 => Use::Either,
            5 => Use::RatherGiven,
            _ => Use::Given,
        }
    }

    /// The entry in two bytes.
    pub fn packed(self) -> [u8; 2] {
        (u16::from(self.level) | self.tongues << 3).to_le_bytes()
    }

    /// What bytes of [`Entry::packed`] say.
    pub fn unpacked(bytes: [u8; 2]) -> Entry {
        let [low, _] = bytes;
        Entry {
            level: low & 0b111,
            tongues: u16::from_le_bytes(bytes) >> 3,
        }
    }
}

/// A word as the table knows it: small letters without marks; `None` for what
/// the table never holds: initials, words of several pieces, and scripts that
/// have rules of their own.
pub fn word(name: &str) -> Option<String> {
    let folded = fold(name);
    let plain = folded.chars().all(|c| {
        c.is_alphabetic() && (c < '\u{250}' || matches!(c, '\u{370}'..='\u{6ff}')) || c == '\''
    });
    (plain && folded.chars().count() > 1).then_some(folded)
}

/// A fingerprint of [`BITS`] bits (FNV-1a, folded): the number of its bucket, and
/// the rest.
pub fn fingerprint(word: &str) -> (usize, u32) {
    let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let hash = ((hash >> BITS) ^ hash) & ((1 << BITS) - 1);
    let rest = BITS - BUCKETS.ilog2();
    ((hash >> rest) as usize, hash & ((1 << rest) - 1))
}

/// The bits of a bucket: numbers, each as so many noughts as it has whole
/// multiples of a power of two, a one, and what is left in fixed bits (Rice's
/// code). Noughts alone end it.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn byte(&self, ahead: usize) -> u8 {
        self.bytes
            .get(self.at / 8 + ahead)
            .copied()
            .unwrap_or_default()
    }

    /// `None` at the end.
    fn number(&mut self, fixed: u32) -> Option<u32> {
        let mut number = 0;
        loop {
            let rest = self.byte(0) << (self.at % 8);
            if rest != 0 {
                let noughts = rest.leading_zeros();
                number += noughts;
                self.at += noughts as usize + 1;
                break;
            }
            let skipped = 8 - self.at % 8;
            number += skipped as u32;
            self.at += skipped;
            if self.at / 8 >= self.bytes.len() {
                return None;
            }
        }
        let rest = u32::from_be_bytes([self.byte(0), self.byte(1), 0, 0]) << (self.at % 8);
        self.at += fixed as usize;
        Some(number << fixed | rest >> (32 - fixed))
    }
}

/// The table, or none of it. Its file: how many kinds of words there are, what is
/// known of each kind in two bytes, how many bytes each bucket has, the buckets, each a row of
/// steps from fingerprint to fingerprint and of kinds, and then the weights of
/// letters, of which the first counts for every word.
#[derive(Debug, Default)]
pub struct Frequencies {
    /// What is known of the words of each kind.
    kinds: Vec<Entry>,
    /// Where each bucket begins, and the end of the last one.
    starts: Vec<usize>,
    entries: Vec<u8>,
    weights: Vec<u8>,
    asked: AtomicBool,
}

impl Frequencies {
    /// The table of a file; an unreadable one is empty.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self::read(&bytes).unwrap_or_default()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first()?;
        let (kinds, rest) = rest.split_at_checked(2 * usize::from(*count))?;
        let (kinds, _) = kinds.as_chunks();
        let (lengths, rest) = rest.split_at_checked(BUCKETS)?;
        let mut end = 0;
        let mut starts = vec![end];
        starts.extend(lengths.iter().map(|length| {
            end += usize::from(*length);
            end
        }));
        let (entries, weights) = rest.split_at_checked(end)?;
        (weights.len() == PIECES + 1).then(|| Frequencies {
            kinds: kinds.iter().copied().map(Entry::unpacked).collect(),
            starts,
            entries: entries.to_vec(),
            weights: weights.to_vec(),
            asked: AtomicBool::new(false),
        })
    }

    /// No table.
    pub const fn none() -> Self {
        Frequencies {
            kinds: Vec::new(),
            starts: Vec::new(),
            entries: Vec::new(),
            weights: Vec::new(),
            asked: AtomicBool::new(false),
        }
    }

    /// Whether there is no table.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether anything was asked that an empty table could not answer.
    pub fn missed(&self) -> bool {
        self.is_empty() && self.asked.load(Ordering::Relaxed)
    }

    /// What the lists say of a word; of a compound ("Anne-Marie") what they say
    /// of all its parts.
    pub fn of(&self, name: &str) -> Entry {
        self.asked.store(true, Ordering::Relaxed);
        let mut parts = name.split('-').map(|part| self.part(part));
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |whole, part| Entry {
            level: if !part.known() {
                whole.level
            } else if !whole.known() {
                part.level
            } else {
                whole.level.midpoint(part.level)
            },
            tongues: whole.tongues | part.tongues,
        })
    }

    /// How much the letters of a word that no list holds speak for a given name,
    /// as a natural logarithm of odds: below nought for a family name. Of a
    /// compound what they say of its parts on average.
    pub fn letters(&self, name: &str) -> f32 {
        let Some((bias, weights)) = self.weights.split_first() else {
            return 0.0;
        };
        let weight = |byte: u8| i32::from(byte.cast_signed());
        let (mut sum, mut count) = (0, 0_u8);
        for word in name.split('-').filter_map(word) {
            sum += weight(*bias);
            pieces(&word, |piece| {
                sum += weights.get(piece).copied().map_or(0, weight);
            });
            count = count.saturating_add(1);
        }
        sum as f32 / UNIT / f32::from(count.max(1))
    }

    fn part(&self, name: &str) -> Entry {
        let Some(word) = word(name) else {
            return Entry::default();
        };
        let (bucket, wanted) = fingerprint(&word);
        let bytes = match self.starts.get(bucket..bucket + 2) {
            Some([from, to]) => self.entries.get(*from..*to),
            _ => None,
        };
        let mut bits = Bits {
            bytes: bytes.unwrap_or_default(),
            at: 0,
        };
        let mut found = 0;
        while let (Some(step), Some(kind)) = (bits.number(STEP_BITS), bits.number(KIND_BITS)) {
            found += step;
            if found >= wanted {
                let kind = self.kinds.get(kind as usize).filter(|_| found == wanted);
                return kind.copied().unwrap_or_default();
            }
        }
        Entry::default()
    }
}
