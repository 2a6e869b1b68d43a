//! A list of words that none of them stands in: each is a fingerprint of 24 bits,
//! made while the code is compiled. A word takes three bytes, where its letters
//! took eight; of a list of 500, one in 30,000 strangers is taken for a word.

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

/// `N` words, the fingerprints in order.
pub(crate) struct Words<const N: usize>([[u8; 3]; N]);

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

/// The first 24 bits.
const fn short(hash: u32) -> [u8; 3] {
    let [first, second, third, _] = hash.to_be_bytes();
    [first, second, third]
}

const fn number(word: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, word[0], word[1], word[2]])
}

impl<const N: usize> Words<N> {
    /// The words of a text, parted by spaces.
    pub(crate) const fn new(text: &str) -> Self {
        let (text, mut at, mut word) = (text.as_bytes(), 0, 0);
        let mut words = [[0; 3]; N];
        let mut hash = SEED;
        while at < text.len() {
            if text[at] != b' ' {
                hash = step(hash, text[at]);
                if at + 1 == text.len() || text[at + 1] == b' ' {
                    words[word] = short(mixed(hash));
                    word += 1;
                    hash = SEED;
                }
            }
            at += 1;
        }
        Words(sorted(words))
    }

    /// Those of a text of lines: two letters, a space, names between bars. A name
    /// is one word with what its line begins with.
    pub(crate) const fn of_lines(text: &str) -> Self {
        let (text, mut at, mut word) = (text.as_bytes(), 0, 0);
        let mut words = [[0; 3]; N];
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
                words[word] = short(mixed(hash));
                word += 1;
                hash = start;
                if byte == b'\n' {
                    break;
                }
            }
        }
        Words(sorted(words))
    }

    pub(crate) fn hold(&self, word: &str) -> bool {
        found(&self.0, word)
    }

    /// Whether one of them is the end of a word, or all of it.
    pub(crate) fn end(&self, word: &str) -> bool {
        ends(&self.0, word)
    }

    /// Whether one of them is the start of a word, or all of it.
    pub(crate) fn begin(&self, word: &str) -> bool {
        begins(&self.0, word)
    }
}

fn ends(words: &[[u8; 3]], word: &str) -> bool {
    let mut starts = word.char_indices().rev().map(|(at, _)| &word[at..]);
    starts.any(|end| found(words, end))
}

fn begins(words: &[[u8; 3]], word: &str) -> bool {
    let mut hash = SEED;
    word.char_indices().any(|(at, c)| {
        let letter = &word.as_bytes()[at..at + c.len_utf8()];
        hash = letter.iter().fold(hash, |hash, byte| step(hash, *byte));
        words.binary_search(&short(mixed(hash))).is_ok()
    })
}

/// One code for lists of any length.
#[inline(never)]
fn found(words: &[[u8; 3]], word: &str) -> bool {
    words.binary_search(&short(fingerprint(word))).is_ok()
}

/// By Shell's way: it takes few steps, of which the compiler allows no more than
/// some millions.
const fn sorted<const N: usize>(mut words: [[u8; 3]; N]) -> [[u8; 3]; N] {
    let mut gap = 1;
    while gap < N / 3 {
        gap = gap * 3 + 1;
    }
    while gap > 0 {
        let mut at = gap;
        while at < N {
            let word = words[at];
            let mut to = at;
            while to >= gap && number(words[to - gap]) > number(word) {
                words[to] = words[to - gap];
                to -= gap;
            }
            words[to] = word;
            at += 1;
        }
        gap /= 3;
    }
    words
}

/// A list of words in a text.
macro_rules! words {
    ($(#[$about:meta])* $seen:vis $name:ident = $text:expr;) => {
        $(#[$about])*
        $seen static $name: $crate::person::words::Words<{ $crate::person::words::count($text) }> =
            $crate::person::words::Words::new($text);
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

    static CITIES: Words<3> = Words::of_lines("CA irvine|san jose\nMA boston\n");

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
