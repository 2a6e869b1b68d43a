//! A list of words that none of them stands in: each is a fingerprint of 32 bits,
//! made while the code is compiled. A word takes four bytes, where its letters
//! took eight.

/// Where a hash begins.
pub(super) const SEED: u32 = 0x811c_9dc5;

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

/// `N` words.
pub(super) struct Words<const N: usize>([u32; N]);

/// How many words a text holds.
pub(super) const fn count(text: &str) -> usize {
    let (text, mut at, mut words) = (text.as_bytes(), 0, 0);
    while at < text.len() {
        if text[at] != b' ' && (at + 1 == text.len() || text[at + 1] == b' ') {
            words += 1;
        }
        at += 1;
    }
    words
}

impl<const N: usize> Words<N> {
    /// The words of a text, parted by spaces.
    pub(super) const fn new(text: &str) -> Self {
        let (text, mut at, mut word) = (text.as_bytes(), 0, 0);
        let mut words = [0; N];
        let mut hash = SEED;
        while at < text.len() {
            if text[at] != b' ' {
                hash = step(hash, text[at]);
                if at + 1 == text.len() || text[at + 1] == b' ' {
                    words[word] = mixed(hash);
                    word += 1;
                    hash = SEED;
                }
            }
            at += 1;
        }
        Words(words)
    }

    pub(super) fn hold(&self, word: &str) -> bool {
        self.0.contains(&fingerprint(word))
    }
}

/// A list of words in a text.
macro_rules! words {
    ($(#[$about:meta])* $seen:vis $name:ident = $text:expr;) => {
        $(#[$about])*
        $seen static $name: $crate::person::words::Words<{ $crate::person::words::count($text) }> =
            $crate::person::words::Words::new($text);
    };
}
pub(super) use words;

#[cfg(test)]
mod tests {

    words! {
        /// Some.
        LIST = "one two  drei ";
    }

    #[test]
    fn a_list_holds_its_words() {
        assert!(["one", "two", "drei"].iter().all(|word| LIST.hold(word)));
        assert!(
            !["", "on", "one two", "four"]
                .iter()
                .any(|word| LIST.hold(word))
        );
    }
}
