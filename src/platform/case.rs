//! Upper and lower case of any script. Unicode's tables of them weigh 24 KB in
//! WASM, where the browser's own serve.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
use browser as tables;

#[cfg(not(target_arch = "wasm32"))]
mod host;
#[cfg(not(target_arch = "wasm32"))]
use host as tables;

/// The text in lower case.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        tables::lower(text)
    }
}

/// The text in upper case.
pub fn upper(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_uppercase()
    } else {
        tables::upper(text)
    }
}

/// One character in upper case, which may be several: `ß` is `SS`.
pub fn upper_char(c: char) -> String {
    upper(c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_has_its_case() {
        for (text, small, large) in [
            ("Mary-Jane", "mary-jane", "MARY-JANE"),
            ("\u{c9}tienne", "\u{e9}tienne", "\u{c9}TIENNE"),
            (
                "\u{39f}\u{394}\u{39f}\u{3a3}",
                "\u{3bf}\u{3b4}\u{3bf}\u{3c2}",
                "\u{39f}\u{394}\u{39f}\u{3a3}",
            ),
            (
                "\u{418}\u{432}\u{430}\u{43d}",
                "\u{438}\u{432}\u{430}\u{43d}",
                "\u{418}\u{412}\u{410}\u{41d}",
            ),
            ("\u{5c71}\u{7530}", "\u{5c71}\u{7530}", "\u{5c71}\u{7530}"),
        ] {
            assert_eq!((lower(text), upper(text)), (small.into(), large.into()));
        }
        assert_eq!(upper_char('\u{df}'), "SS");
    }
}
