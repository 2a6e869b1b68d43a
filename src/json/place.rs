//! Where a text stops being JSON. A parser's own words for it differ by
//! browser, and some name no place.

use super::{DEPTH, Place};

/// The first character that cannot stand where it stands; the end, if the text
/// ends too early. For a text that is no JSON.
pub fn place(text: &str) -> Place {
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: 0,
    };
    // After a whole value there is something more.
    let _whole = scan.value(DEPTH).map(|()| scan.space());
    let before = text.get(..scan.at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
    }
}

/// Each method takes what it is named after, or stops at what does not fit.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, fits: impl Fn(u8) -> bool) -> Option<()> {
        self.peek().filter(|byte| fits(*byte))?;
        self.at += 1;
        Some(())
    }

    fn byte(&mut self, wanted: u8) -> Option<()> {
        self.take(|byte| byte == wanted)
    }

    fn space(&mut self) {
        while self.take(|byte| b" \t\r\n".contains(&byte)).is_some() {}
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        word.iter().try_for_each(|byte| self.byte(*byte))
    }

    fn digits(&mut self) -> Option<()> {
        self.take(|byte| byte.is_ascii_digit())?;
        while self.take(|byte| byte.is_ascii_digit()).is_some() {}
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        self.space();
        match self.peek()? {
            b'{' => self.list(b'}', |scan| {
                scan.space();
                scan.string()?;
                scan.space();
                scan.byte(b':')?;
                scan.value(depth)
            }),
            b'[' => self.list(b']', |scan| scan.value(depth)),
            b'"' => self.string(),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            _ => self.number(),
        }
    }

    /// Between brackets, with commas.
    fn list(&mut self, end: u8, item: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.byte(end).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            self.space();
            if self.byte(b',').is_none() {
                return self.byte(end);
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.byte(b'"')?;
        loop {
            if self.byte(b'"').is_some() {
                return Some(());
            }
            if self.byte(b'\\').is_none() {
                self.take(|byte| byte >= b' ')?;
            } else if self.byte(b'u').is_some() {
                (0..4).try_for_each(|_| self.take(|byte| byte.is_ascii_hexdigit()))?;
            } else {
                self.take(|byte| b"\"\\/bfnrt".contains(&byte))?;
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        let _negative = self.byte(b'-');
        if self.byte(b'0').is_none() {
            self.digits()?;
        }
        if self.byte(b'.').is_some() {
            self.digits()?;
        }
        if self.take(|byte| matches!(byte, b'e' | b'E')).is_some() {
            let _sign = self.take(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_place_is_the_first_character_that_cannot_stand_there() {
        for (text, line, column) in [
            ("", 1, 1),
            ("  ", 1, 3),
            ("{\n \"a\": tru }", 2, 10),
            ("{\"a\" 1}", 1, 6),
            ("{\"a\": 1,}", 1, 9),
            ("{\"a\": 1", 1, 8),
            ("[1 2]", 1, 4),
            ("[1,\n2,\n]", 3, 1),
            ("\"\u{e9}\u{e9}\\x\"", 1, 5),
            ("\"a\nb\"", 1, 3),
            ("\"a", 1, 3),
            ("01", 1, 2),
            ("1.", 1, 3),
            ("-", 1, 2),
            ("1e+", 1, 4),
            ("{} {}", 1, 4),
            ("nul", 1, 4),
        ] {
            assert!(super::super::parse(text).is_none(), "{text}");
            assert_eq!(place(text), Place { line, column }, "{text}");
        }
    }

    proptest! {
        /// What serde_json takes, the scan takes whole.
        #[test]
        fn a_whole_value_is_passed_over(
            name: String, text: String, number: f64, small: i32, space in "[ \t\n]{0,3}",
        ) {
            let one = serde_json::json!({ name: [text, number, small, null, true, false, [], {}] });
            let text = format!("{space}{one:#}{space}");
            let end = place(&text);
            let after = place(&format!("{text}x"));
            prop_assert_eq!(after, end);
        }
    }
}
