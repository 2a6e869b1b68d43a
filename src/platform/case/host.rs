//! On the host, by the standard library.

/// The text in lower case.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The text in upper case.
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}
