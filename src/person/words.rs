//! A list of words that none of them stands in: each is a fingerprint, made while
//! the code is compiled. A word takes two bytes, where its letters took eight, and
//! the list one byte for each of its buckets, of which it has one for three to five
//! words: one stranger in 13,000 to 26,000 is taken for one of a list.

/// Where a hash begins.
pub(crate) const SEED: u32 = 0x811c_9dc5;

/// One byte more: FNV-1a.
pub(super) const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// The bits mixed once more: alike words differ in the last ones alone.
pub(super) const fn mixed(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash ^ (hash >> 13)
}

/// The fingerprint of a word.
pub(super) fn fingerprint(word: &str) -> u32 {
    mixed(word.bytes().fold(SEED, step))
}

/// `N` words in `B` buckets, by the first bits of a fingerprint.
pub(crate) struct Words<const N: usize, const B: usize> {
    /// How many words each bucket has.
    counts: [u8; B],
    /// The next sixteen bits of each.
    words: [[u8; 2]; N],
}

/// How many buckets suit so many words.
pub(crate) const fn buckets(words: usize) -> usize {
    let buckets = words.div_ceil(5).next_power_of_two();
    if buckets < 2 { 2 } else { buckets }
}

/// Which bucket a hash is in, and what stands for it there.
const fn place(hash: u32, buckets: usize) -> (usize, [u8; 2]) {
    let bits = buckets.trailing_zeros();
    let [first, second, _, _] = (hash << bits).to_be_bytes();
    ((hash >> (32 - bits)) as usize, [first, second])
}

/// How many words a text holds.
pub(crate) const fn count(text: &str) -> usize {
    let (text, mut at, mut words) = (text.as_bytes(), 0, 0);
    while at < text.len() {
        if text[at] != b' ' && (at + 1 == text.len() || text[at + 1] == b' ') {
            words += 1;
        }
        at += 1;
    }
    words
}

impl<const N: usize, const B: usize> Words<N, B> {
    /// The words of a text, parted by spaces.
    pub(crate) const fn new(text: &str) -> Self {
        let (text, mut at, mut word) = (text.as_bytes(), 0, 0);
        let mut hashes = [0; N];
        let mut hash = SEED;
        while at < text.len() {
            if text[at] != b' ' {
                hash = step(hash, text[at]);
                if at + 1 == text.len() || text[at + 1] == b' ' {
                    hashes[word] = mixed(hash);
                    word += 1;
                    hash = SEED;
                }
            }
            at += 1;
        }
        Words::of(hashes)
    }

    /// Those of a text of lines: two letters, a space, names between bars. A name
    /// is one word with what its line begins with.
    pub(crate) const fn of_lines(text: &str) -> Self {
        let (text, mut at, mut word) = (text.as_bytes(), 0, 0);
        let mut hashes = [0; N];
        while at < text.len() {
            let start = step(step(step(SEED, text[at]), text[at + 1]), text[at + 2]);
            at += 3;
            let mut hash = start;
            while at < text.len() {
                let byte = text[at];
                at += 1;
                if !matches!(byte, b'|' | b'\n') {
                    hash = step(hash, byte);
                    continue;
                }
                hashes[word] = mixed(hash);
                word += 1;
                hash = start;
                if byte == b'\n' {
                    break;
                }
            }
        }
        Words::of(hashes)
    }

    const fn of(hashes: [u32; N]) -> Self {
        let mut counts = [0; B];
        let mut ends = [0; B];
        let mut at = 0;
        while at < N {
            counts[place(hashes[at], B).0] += 1;
            at += 1;
        }
        let mut bucket = 1;
        while bucket < B {
            ends[bucket] = ends[bucket - 1] + counts[bucket - 1] as usize;
            bucket += 1;
        }
        let mut words = [[0; 2]; N];
        at = 0;
        while at < N {
            let (bucket, word) = place(hashes[at], B);
            words[ends[bucket]] = word;
            ends[bucket] += 1;
            at += 1;
        }
        Words { counts, words }
    }

    pub(crate) fn hold(&self, word: &str) -> bool {
        found(&self.counts, &self.words, fingerprint(word))
    }

    /// All in one: how many bits the buckets take, the counts, the words.
    pub(crate) const fn bytes<const SIZE: usize>(&self) -> [u8; SIZE] {
        let mut bytes = [0; SIZE];
        bytes[0] = B.trailing_zeros() as u8;
        let mut at = 0;
        while at < B {
            bytes[1 + at] = self.counts[at];
            at += 1;
        }
        at = 0;
        while at < N {
            [bytes[1 + B + 2 * at], bytes[2 + B + 2 * at]] = self.words[at];
            at += 1;
        }
        bytes
    }
}

/// A list of any length, as [`Words::bytes`] makes it: one code for all of them.
pub(crate) struct List<'a>(pub(crate) &'a [u8]);

impl List<'_> {
    #[inline(never)]
    pub(crate) fn hold(&self, word: &str) -> bool {
        self.found(fingerprint(word))
    }

    /// Whether one of them is the end of a word, or all of it.
    #[inline(never)]
    pub(crate) fn end(&self, word: &str) -> bool {
        let mut starts = word.char_indices().rev().map(|(at, _)| &word[at..]);
        starts.any(|end| self.hold(end))
    }

    /// Whether one of them is the start of a word, or all of it.
    pub(crate) fn begin(&self, word: &str) -> bool {
        let mut hash = SEED;
        word.char_indices().any(|(at, c)| {
            let letter = &word.as_bytes()[at..at + c.len_utf8()];
            hash = letter.iter().fold(hash, |hash, byte| step(hash, *byte));
            self.found(mixed(hash))
        })
    }

    fn found(&self, hash: u32) -> bool {
        let (counts, words) = self.0[1..].split_at(1 << self.0[0]);
        found(counts, words.as_chunks().0, hash)
    }
}

#[inline(never)]
fn found(counts: &[u8], words: &[[u8; 2]], hash: u32) -> bool {
    let (bucket, wanted) = place(hash, counts.len());
    words
        .get(span(counts, bucket))
        .is_some_and(|words| words.contains(&wanted))
}

/// Where a bucket stands.
pub(super) fn span(counts: &[u8], bucket: usize) -> std::ops::Range<usize> {
    let start: usize = counts[..bucket].iter().copied().map(usize::from).sum();
    start..start + usize::from(counts[bucket])
}

/// A list of words in a text.
macro_rules! words {
    ($(#[$about:meta])* $seen:vis $name:ident = $text:expr;) => {
        $(#[$about])*
        $seen static $name: $crate::person::words::List<'static> = {
            const COUNT: usize = $crate::person::words::count($text);
            const BUCKETS: usize = $crate::person::words::buckets(COUNT);
            static BYTES: [u8; 1 + BUCKETS + 2 * COUNT] =
                $crate::person::words::Words::<COUNT, BUCKETS>::new($text).bytes();
            $crate::person::words::List(&BYTES)
        };
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::Words;

    words! {
        /// Some.
        LIST = "one two  drei ";
    }

    static CITIES: Words<3, 16> = Words::of_lines("CA irvine|san jose\nMA boston\n");

    #[test]
    fn a_list_holds_its_words() {
        assert!(["one", "two", "drei"].iter().all(|word| LIST.hold(word)));
        assert!(LIST.end("hundertdrei") && LIST.end("one") && !LIST.end("ones"));
        assert!(CITIES.hold("CA san jose") && !CITIES.hold("MA san jose"));
        assert!(
            !["", "on", "one two", "four"]
                .iter()
                .any(|word| LIST.hold(word))
        );
    }
}
