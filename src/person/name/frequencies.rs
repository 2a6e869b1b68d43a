//! How often a word is a given and how often a family name, and among whom: a
//! table from public lists of names, made by `cargo xtask names-table`. It is
//! asked only for what shape and the lists in the code leave open; without it
//! more names are open.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::person::letters::fold;

/// Bytes of an entry: a fingerprint without its first byte, by which the entries
/// of a bucket are sorted.
pub const ENTRY: usize = 2;

/// Buckets of a kind: one for each first byte of a fingerprint.
pub const BUCKETS: usize = 256;

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

/// Peoples whose order of names differs.
pub mod tongue {
    /// Spanish and Portuguese: two family names.
    pub const IBERIAN: u8 = 1 << 3;
    /// Hungarian: the family name first.
    pub const HUNGARIAN: u8 = 1 << 4;
    /// Chinese, Korean, Japanese, Vietnamese: the family name first at home.
    pub const EASTERN: u8 = 1 << 5;
    /// All others.
    pub const OTHER: u8 = 1 << 6;
    /// Europe and its daughters but for the ones above: given names, then one
    /// family name.
    pub const WESTERN: u8 = 1 << 7;
}

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Whether a given or a family name.
    pub usage: Use,
    /// Whose name it is, of [`tongue`].
    pub tongues: u8,
}

impl Entry {
    /// Whether lists hold it.
    pub fn known(self) -> bool {
        self.tongues != 0
    }

    /// The entry in one byte.
    pub fn packed(self) -> u8 {
        self.usage as u8 | self.tongues
    }

    /// What a byte of [`Entry::packed`] says.
    pub fn unpacked(byte: u8) -> Entry {
        let usage = match byte & 0b111 {
            0 => Use::Given,
            1 => Use::RatherGiven,
            3 => Use::RatherFamily,
            4 => Use::Family,
            _ => Use::Either,
        };
        Entry {
            usage,
            tongues: byte & !0b111,
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

/// A fingerprint of 24 bits (FNV-1a, folded): of 60,000 words, four in a thousand
/// strangers meet one.
pub fn fingerprint(word: &str) -> u32 {
    let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash >> 24) ^ (hash & 0xff_ffff)
}

/// The table, or none of it. Its file: how many kinds of words there are, what is
/// known of each kind, for each kind how many words its buckets hold, the words by
/// kind and bucket, and then the weights of letters, of which the first counts for
/// every word.
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
        let (kinds, rest) = rest.split_at_checked(usize::from(*count))?;
        let (counts, rest) = rest.split_at_checked(kinds.len() * BUCKETS)?;
        let mut end = 0;
        let mut starts = vec![end];
        starts.extend(counts.iter().map(|count| {
            end += usize::from(*count);
            end
        }));
        let (entries, weights) = rest.split_at_checked(end * ENTRY)?;
        (weights.len() == PIECES + 1).then(|| Frequencies {
            kinds: kinds.iter().map(|kind| Entry::unpacked(*kind)).collect(),
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
            usage: if whole.usage == part.usage || !part.known() {
                whole.usage
            } else if !whole.known() {
                part.usage
            } else {
                Use::Either
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
        let [_, first, a, b] = fingerprint(&word).to_be_bytes();
        let holds = |kind: usize| {
            let bucket = kind * BUCKETS + usize::from(first);
            let part = match self.starts.get(bucket..bucket + 2) {
                Some([from, to]) => self.entries.get(from * ENTRY..to * ENTRY),
                _ => None,
            };
            let (words, _) = part.unwrap_or_default().as_chunks::<ENTRY>();
            words.binary_search(&[a, b]).is_ok()
        };
        let found = (0..self.kinds.len()).find(|kind| holds(*kind));
        found.map_or_else(Entry::default, |kind| self.kinds[kind])
    }
}
