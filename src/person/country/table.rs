//! A table of names that none of them stands in: each is a fingerprint of 28 bits
//! and the country it means, made while the code is compiled. A name takes three
//! bytes and a half, where its letters took eleven; of 60,000 strangers one is taken
//! for one of four thousand names.

use super::codes;
use crate::person::words::{SEED, fingerprint, mixed, span, step};

/// Buckets, by the first bits of a fingerprint.
const BUCKETS: usize = 256;

/// `N` names, and half as many bytes.
pub(super) struct Table<const N: usize, const H: usize> {
    /// How many names each bucket has.
    counts: [u8; BUCKETS],
    /// The next sixteen bits of each fingerprint.
    names: [[u8; 2]; N],
    /// The next four, of two names each.
    halves: [u8; H],
    /// Which country each name means.
    countries: [u8; N],
}

/// How many names a text of lines holds: a code, a space, names between bars.
pub(super) const fn count(text: &str) -> usize {
    let (text, mut at, mut names) = (text.as_bytes(), 0, 0);
    while at < text.len() {
        if matches!(text[at], b'|' | b'\n') {
            names += 1;
        }
        at += 1;
    }
    names
}

/// Half as many, rounded up.
pub(super) const fn half_of(count: usize) -> usize {
    count.div_ceil(2)
}

impl<const N: usize, const H: usize> Table<N, H> {
    /// The table of a text whose every line ends; of a name that stands in it
    /// twice the first counts.
    pub(super) const fn new(text: &str) -> Self {
        let text = text.as_bytes();
        let mut hashes = [0_u32; N];
        let mut countries = [0_u8; N];
        let mut counts = [0_u8; BUCKETS];
        let (mut at, mut name) = (0, 0);
        while at < text.len() {
            let country = codes::number(text[at], text[at + 1]);
            at += 3;
            let mut hash = SEED;
            loop {
                let byte = text[at];
                at += 1;
                if !matches!(byte, b'|' | b'\n') {
                    hash = step(hash, byte);
                    continue;
                }
                hashes[name] = mixed(hash);
                countries[name] = country;
                counts[(hashes[name] >> 24) as usize] += 1;
                name += 1;
                hash = SEED;
                if byte == b'\n' {
                    break;
                }
            }
        }
        let mut next = [0_usize; BUCKETS];
        let mut bucket = 1;
        while bucket < BUCKETS {
            next[bucket] = next[bucket - 1] + counts[bucket - 1] as usize;
            bucket += 1;
        }
        let mut names = [[0; 2]; N];
        let mut halves = [0; H];
        let mut of_names = [0; N];
        name = 0;
        while name < N {
            let bucket = (hashes[name] >> 24) as usize;
            let [_, first, second, third] = hashes[name].to_be_bytes();
            let at = next[bucket];
            names[at] = [first, second];
            halves[at / 2] |= half(third, at);
            of_names[next[bucket]] = countries[name];
            next[bucket] += 1;
            name += 1;
        }
        Table {
            counts,
            names,
            halves,
            countries: of_names,
        }
    }

    /// The code of the country that a name means, in the form of
    /// [`key`](super::key).
    pub(super) fn code(&self, name: &str) -> Option<&'static str> {
        let hash = fingerprint(name);
        code(
            &self.counts,
            &self.names,
            &self.halves,
            &self.countries,
            hash,
        )
    }
}

/// The first four bits of a byte, where those of a name stand.
const fn half(byte: u8, at: usize) -> u8 {
    if at.is_multiple_of(2) {
        byte & 0xf0
    } else {
        byte >> 4
    }
}

/// One code for tables of any length.
fn code(
    counts: &[u8],
    names: &[[u8; 2]],
    halves: &[u8],
    countries: &[u8],
    hash: u32,
) -> Option<&'static str> {
    let [bucket, first, second, third] = hash.to_be_bytes();
    let mut span = span(counts, usize::from(bucket));
    let at = span.find(|at| {
        let mask = if at.is_multiple_of(2) { 0xf0 } else { 0x0f };
        names.get(*at) == Some(&[first, second])
            && halves.get(at / 2).map(|byte| byte & mask) == Some(half(third, *at))
    })?;
    codes::all().nth(usize::from(*countries.get(at)?))
}
