//! Record ids in Salesforce's two forms.

/// An id of 18 characters: key prefix, a running number, the check characters
/// of the documented rule.
pub fn id(prefix: &str, number: u64) -> String {
    let short = format!("{prefix}Px00000{:0>5}", base62(number));
    let check: String = short
        .as_bytes()
        .chunks(5)
        .map(|group| {
            let bits = group
                .iter()
                .enumerate()
                .filter(|(_, byte)| byte.is_ascii_uppercase())
                .fold(0usize, |bits, (place, _)| bits | 1 << place);
            char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits])
        })
        .collect();
    short + &check
}

fn base62(mut number: u64) -> String {
    const DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut text = Vec::new();
    loop {
        text.push(DIGITS[(number % 62) as usize]);
        number /= 62;
        if number == 0 {
            break;
        }
    }
    text.reverse();
    String::from_utf8_lossy(&text).into_owned()
}

/// Whether two ids name the same record; the check characters do not count.
pub fn same(one: &str, other: &str) -> bool {
    matches!((one.get(..15), other.get(..15)), (Some(a), Some(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_15_characters_and_their_check() {
        let made = id("00Q", 61);
        assert_eq!(made.len(), 18);
        assert!(made.starts_with("00QPx000000000z"), "{made}");
        assert!(same(&made, &made[..15]));
        assert_ne!(id("00Q", 1), id("00Q", 2));
    }
}
