//! A table of names that none of them stands in: each is a fingerprint of 24 bits
//! and the country it means, made while the code is compiled. A name takes three
//! bytes, where its letters took eleven; of ten thousand strangers one or two are
//! taken for one of two thousand names.

use super::codes;
use crate::person::words::{SEED, fingerprint, mixed, step};

/// Buckets, by the first bits of a fingerprint.
const BUCKETS: usize = 256;

/// `N` names.
pub(super) struct Table<const N: usize> {
    /// Where each bucket begins, and the last one ends.
    starts: [u16; BUCKETS + 1],
    /// The next sixteen bits of a fingerprint, and which country.
    names: [[u8; 3]; N],
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

impl<const N: usize> Table<N> {
    /// The table of a text whose every line ends; of a name that stands in it
    /// twice the first counts.
    pub(super) const fn new(text: &str) -> Self {
        let text = text.as_bytes();
        let mut hashes = [0_u32; N];
        let mut countries = [0_u8; N];
        let mut starts = [0_u16; BUCKETS + 1];
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
                starts[(hashes[name] >> 24) as usize + 1] += 1;
                name += 1;
                hash = SEED;
                if byte == b'\n' {
                    break;
                }
            }
        }
        let mut bucket = 0;
        while bucket < BUCKETS {
            starts[bucket + 1] += starts[bucket];
            bucket += 1;
        }
        let mut next = starts;
        let mut names = [[0; 3]; N];
        name = 0;
        while name < N {
            let bucket = (hashes[name] >> 24) as usize;
            let [_, first, second, _] = hashes[name].to_be_bytes();
            names[next[bucket] as usize] = [first, second, countries[name]];
            next[bucket] += 1;
            name += 1;
        }
        Table { starts, names }
    }

    /// The code of the country that a name means, in the form of
    /// [`key`](super::key).
    pub(super) fn code(&self, name: &str) -> Option<&'static str> {
        let [bucket, first, second, _] = fingerprint(name).to_be_bytes();
        let bucket = usize::from(bucket);
        let [start, end] = [self.starts[bucket], self.starts[bucket + 1]].map(usize::from);
        let mut found = self.names.get(start..end)?.iter();
        let [_, _, country] = found.find(|one| one[..2] == [first, second])?;
        codes::all().nth(usize::from(*country))
    }
}
