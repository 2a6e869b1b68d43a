//! A table of names that none of them stands in: each is a fingerprint of 32 bits
//! and the country it means, made while the code is compiled. A name takes four
//! bytes, where its letters took eleven; of a million strangers one is taken for
//! one of five thousand names.

use super::codes;
use crate::person::words::{SEED, fingerprint, mixed, step};

/// Buckets, by the first bits of a fingerprint.
const BUCKETS: usize = 256;

/// `N` names.
pub(super) struct Table<const N: usize> {
    /// Where each bucket begins, and the last one ends.
    starts: [u16; BUCKETS + 1],
    /// The rest of a fingerprint, and in the lowest eight bits which country.
    names: [u32; N],
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
        let mut names = [0; N];
        name = 0;
        while name < N {
            let bucket = (hashes[name] >> 24) as usize;
            names[next[bucket] as usize] = hashes[name] << 8 | countries[name] as u32;
            next[bucket] += 1;
            name += 1;
        }
        Table { starts, names }
    }

    /// The code of the country that a name means, in the form of
    /// [`key`](super::key).
    pub(super) fn code(&self, name: &str) -> Option<&'static str> {
        let hash = fingerprint(name);
        let bucket = (hash >> 24) as usize;
        let [start, end] = [self.starts[bucket], self.starts[bucket + 1]].map(usize::from);
        let found = self.names.get(start..end)?.iter();
        let found = found.copied().find(|one| one >> 8 == hash & 0x00ff_ffff)?;
        codes::all().nth((found & 0xff) as usize)
    }
}
