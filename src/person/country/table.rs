//! A table of names that none of them stands in: each is a fingerprint of 28 bits
//! and the country it means, made while the code is compiled. A name takes three
//! bytes and a third, where its letters took eleven; of 60,000 strangers one is taken
//! for one of four thousand names.

use super::codes;
use crate::person::words::{SEED, mixed, step};

/// Buckets, by the first bits of a fingerprint.
const BUCKETS: usize = 1 << BITS;
const BITS: u32 = 12;

/// `N` names of all texts, and the words of their marks.
pub(super) struct Table<const N: usize, const W: usize> {
    /// For each bucket as many ones as it has names, and a naught behind them.
    marks: [u32; W],
    /// The next sixteen bits of each fingerprint.
    names: [[u8; 2]; N],
    /// Which country each name means.
    countries: [u8; N],
}

/// How many names texts of lines hold: a code, a space, names between bars.
pub(super) const fn count(texts: &[(&str, &str)]) -> usize {
    let (mut names, mut text) = (0, 0);
    while text < texts.len() {
        let (lines, mut at) = (texts[text].1.as_bytes(), 0);
        while at < lines.len() {
            if matches!(lines[at], b'|' | b'\n') {
                names += 1;
            }
            at += 1;
        }
        text += 1;
    }
    names
}

/// How many words the marks of so many names take.
pub(super) const fn marks_of(count: usize) -> usize {
    (count + BUCKETS).div_ceil(32)
}

impl<const N: usize, const W: usize> Table<N, W> {
    /// The table of texts whose every line ends, each with what its names begin
    /// with in the table; of a name that stands in it twice the first counts.
    pub(super) const fn new(texts: &[(&str, &str)]) -> Self {
        let mut hashes = [0_u32; N];
        let mut countries = [0_u8; N];
        let mut counts = [0_usize; BUCKETS];
        let (mut text, mut name) = (0, 0);
        while text < texts.len() {
            let (kind, lines) = (texts[text].0.as_bytes(), texts[text].1.as_bytes());
            let (mut start, mut at) = (SEED, 0);
            while at < kind.len() {
                start = step(start, kind[at]);
                at += 1;
            }
            at = 0;
            while at < lines.len() {
                let country = codes::number(lines[at], lines[at + 1]);
                at += 3;
                let mut hash = start;
                loop {
                    let byte = lines[at];
                    at += 1;
                    if !matches!(byte, b'|' | b'\n') {
                        hash = step(hash, byte);
                        continue;
                    }
                    hashes[name] = mixed(hash);
                    countries[name] = country;
                    counts[(hashes[name] >> (32 - BITS)) as usize] += 1;
                    name += 1;
                    hash = start;
                    if byte == b'\n' {
                        break;
                    }
                }
            }
            text += 1;
        }
        let mut next = [0_usize; BUCKETS];
        let mut marks = [0; W];
        let (mut bucket, mut before) = (0, 0);
        while bucket < BUCKETS {
            next[bucket] = before;
            let mut at = before + bucket;
            before += counts[bucket];
            while at < before + bucket {
                marks[at / 32] |= 1 << (at % 32);
                at += 1;
            }
            bucket += 1;
        }
        let mut names = [[0; 2]; N];
        let mut of_names = [0; N];
        name = 0;
        while name < N {
            let bucket = (hashes[name] >> (32 - BITS)) as usize;
            names[next[bucket]] = rest(hashes[name]);
            of_names[next[bucket]] = countries[name];
            next[bucket] += 1;
            name += 1;
        }
        Table {
            marks,
            names,
            countries: of_names,
        }
    }

    /// The code of the country that a name means in the texts of a kind.
    pub(super) fn code(&self, kind: &str, name: &str) -> Option<&'static str> {
        let hash = kind.bytes().chain(name.bytes()).fold(SEED, step);
        code(&self.marks, &self.names, &self.countries, mixed(hash))
    }
}

/// The bits of a hash behind those of its bucket.
const fn rest(hash: u32) -> [u8; 2] {
    let [first, second, _, _] = (hash << BITS).to_be_bytes();
    [first, second]
}

/// One code for tables of any length.
#[inline(never)]
fn code(marks: &[u32], names: &[[u8; 2]], countries: &[u8], hash: u32) -> Option<&'static str> {
    let bucket = (hash >> (32 - BITS)) as usize;
    let mark = |at: usize| (marks[at / 32] >> (at % 32)) as usize & 1;
    // Behind as many naughts as there are buckets before.
    let (mut naughts, mut at) = (bucket, 0);
    for word in marks {
        let here = word.count_zeros() as usize;
        if here >= naughts {
            break;
        }
        naughts -= here;
        at += 32;
    }
    while naughts > 0 {
        naughts -= 1 - mark(at);
        at += 1;
    }
    while mark(at) == 1 {
        if names[at - bucket] == rest(hash) {
            return codes::all().nth(usize::from(countries[at - bucket]));
        }
        at += 1;
    }
    None
}
