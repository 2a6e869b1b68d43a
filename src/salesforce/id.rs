//! Record ids: 15 characters in which case counts, or 18 with three check
//! characters that make them safe where case is lost (Salesforce's "Record IDs").

use crate::text::sentence::Sentence;

/// The three check characters of a 15-character id: for each group of five, one
/// bit per upper-case letter, first character lowest, as a letter A–Z or digit 0–5.
pub fn check_characters(id: &str) -> Option<String> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let bytes = id.as_bytes();
    if bytes.len() != 15 || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    Some(
        bytes
            .chunks(5)
            .map(|group| {
                let bits = group
                    .iter()
                    .enumerate()
                    .filter(|(_, byte)| byte.is_ascii_uppercase())
                    .fold(0usize, |bits, (place, _)| bits | 1 << place);
                char::from(ALPHABET[bits])
            })
            .collect(),
    )
}

/// Whether the text has the shape of a record id, check characters included.
pub fn is_record_id(text: &str) -> bool {
    match text.len() {
        15 => check_characters(text).is_some(),
        18 => text
            .get(..15)
            .and_then(check_characters)
            .is_some_and(|check| text[15..].eq_ignore_ascii_case(&check)),
        _ => false,
    }
}

/// An organization's id. Two are equal when their first 15 characters are, case
/// included.
#[derive(Clone, Debug)]
pub struct OrganizationId(String);

impl OrganizationId {
    /// Reads a 15- or 18-character id that begins with 00D; says what is wrong
    /// with any other text.
    pub fn parse(text: &str) -> Result<Self, Sentence> {
        if !text.starts_with("00D") || !matches!(text.len(), 15 | 18) {
            return Err(Sentence::of("wrong_organization_id"));
        }
        if !is_record_id(text) {
            return Err(Sentence::of("wrong_organization_typing"));
        }
        Ok(OrganizationId(text.to_owned()))
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for OrganizationId {
    fn eq(&self, other: &Self) -> bool {
        self.0[..15] == other.0[..15]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_characters_follow_the_documented_rule() {
        for (id, check) in [
            ("000000000000000", "AAA"),
            ("00D000000000001", "EAA"),
            ("0018M000001oWgP", "QAU"),
            ("00Di0000000fHia", "EAE"),
            ("AAAAAAAAAAAAAAA", "555"),
        ] {
            assert_eq!(check_characters(id).as_deref(), Some(check), "{id}");
            assert!(is_record_id(&format!("{id}{check}")), "{id}");
        }
    }

    #[test]
    fn organization_ids_compare_by_their_first_15_characters_case_included() {
        let parse = |text| OrganizationId::parse(text).unwrap();
        assert_eq!(parse("00Di0000000fHia"), parse("00Di0000000fHiaEAE"));
        assert_ne!(parse("00Di0000000fHia"), parse("00Di0000000fhia"));
        for wrong in [
            "",
            "00D",
            "00Di0000000fHiaEAA",
            "0018M000001oWgP",
            "00Di0000000fH a",
            "00Dé000000000",
        ] {
            assert!(OrganizationId::parse(wrong).is_err(), "{wrong}");
        }
    }
}
