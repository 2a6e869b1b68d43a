//! On the host, by `unicode-normalization`.

use unicode_normalization::UnicodeNormalization;

/// In lower case, form NFKD.
pub fn decomposed(text: &str) -> String {
    text.to_lowercase().nfkd().collect()
}

/// In lower case, form NFC.
pub fn composed(text: &str) -> String {
    text.to_lowercase().nfc().collect()
}
