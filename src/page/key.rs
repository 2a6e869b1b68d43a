//! Whose profile an address is: the one answer for the popup, which reads the
//! page, and the worker, which is asked about an address.

use super::sites::{LINKEDIN, SALES};
use crate::person::ProfileKey;
use crate::platform::case;

/// Bytes of an address that are looked at; no profile's is longer.
const LONGEST: usize = 4000;

/// The profile that an address of a known site shows.
pub fn profile_key(address: &str) -> Option<ProfileKey> {
    let mut end = address.len().min(LONGEST);
    while !address.is_char_boundary(end) {
        end -= 1;
    }
    let address = &address[..end];
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    if host != "linkedin.com" && !host.ends_with(".linkedin.com") {
        return None;
    }
    [
        ("in/", LINKEDIN),
        ("sales/lead/", SALES),
        ("sales/people/", SALES),
    ]
    .into_iter()
    .find_map(|(start, site)| {
        let id = first(path.strip_prefix(start)?)?;
        let site = site.to_owned();
        Some(ProfileKey { site, id })
    })
}

/// The key that a text begins with, up to the first of `,?/#)&`.
pub(super) fn first(text: &str) -> Option<String> {
    let end = |c: char| matches!(c, ',' | '?' | '/' | '#' | ')' | '&');
    let key = text.split(end).next().unwrap_or_default();
    // A comma as some programs write it into an address.
    let key = key.split("%2C").next().unwrap_or_default();
    let key = key.split("%2c").next().unwrap_or_default();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%' | '.' | '~');
    (!key.is_empty() && key.len() <= 200 && key.chars().all(fits)).then(|| key.to_owned())
}

/// Keys as addresses and attributes write them: encoded or not.
pub(super) fn same(one: &str, other: &str) -> bool {
    case::lower(&decoded(one)) == case::lower(&decoded(other))
}

/// A text with its `%41` made into characters.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_profile_or_none() {
        let long = format!("https://www.linkedin.com/{}", "a/".repeat(900_000));
        for (address, key) in [
            (
                "https://www.linkedin.com/sales/lead/ACwAA1,NAME_SEARCH,x?_ntb=1",
                Some("sales-navigator:ACwAA1"),
            ),
            (
                "https://www.linkedin.com/sales/lead/ACwAA1%2CNAME_SEARCH%2Cx",
                Some("sales-navigator:ACwAA1"),
            ),
            (
                "https://www.linkedin.com/sales/people/ACwAA1,x",
                Some("sales-navigator:ACwAA1"),
            ),
            ("https://www.linkedin.com/in/ann-a/", Some("linkedin:ann-a")),
            (
                "https://no.linkedin.com/in/ann-a/en?trk=x#top",
                Some("linkedin:ann-a"),
            ),
            (
                "https://www.linkedin.com/in/ann-a/details/experience/",
                Some("linkedin:ann-a"),
            ),
            ("https://www.linkedin.com/in/", None),
            ("https://www.linkedin.com/company/in/ann-a", None),
            (
                "https://www.linkedin.com/sales/search/people?q=/in/ann-a",
                None,
            ),
            ("https://linkedin.com.example.com/in/ann-a", None),
            (
                "https://example.com/?x=https://www.linkedin.com/in/ann-a",
                None,
            ),
            (long.as_str(), None),
        ] {
            let found = profile_key(address).map(|key| key.to_string());
            assert_eq!(
                found.as_deref(),
                key,
                "{}",
                &address[..address.len().min(80)]
            );
        }
    }
}
