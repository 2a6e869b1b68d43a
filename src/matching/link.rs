//! A profile's link as people and tools have written it into a CRM.

/// What stays of an address when that is left out which names the same page:
/// scheme, `www.`, a query, a slash at the end.
fn core(link: &str) -> &str {
    let link = link.trim();
    let link = link.split(['?', '#']).next().unwrap_or_default();
    let scheme = ["https://", "http://"];
    let mut core = link;
    for start in scheme {
        if link
            .get(..start.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(start))
        {
            core = &link[start.len()..];
        }
    }
    let www = core
        .get(..4)
        .is_some_and(|own| own.eq_ignore_ascii_case("www."));
    let core = if www { &core[4..] } else { core };
    core.trim_end_matches('/')
}

/// So many of the [`forms`] are the most common ones: as the product writes a
/// link, and as a browser shows it.
pub const COMMON: usize = 4;

/// The forms in which a link may stand in a field, the most common ones first, to
/// be asked for by equality, which an index answers.
pub fn forms(link: &str) -> Vec<String> {
    let core = core(link);
    let starts = [
        "https://www.",
        "https://",
        "http://www.",
        "http://",
        "www.",
        "",
    ];
    let form = |start: &str| ["", "/"].map(|end| format!("{start}{core}{end}"));
    starts.into_iter().flat_map(form).collect()
}

/// Whether two links are of the same profile. Case counts behind the host, where
/// keys of a site may differ in nothing else, but for names that a site itself
/// compares without it (`/in/`).
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (core(one), core(other));
    if one.is_empty() || !one.eq_ignore_ascii_case(other) {
        return false;
    }
    let path = |core: &str| core.find('/').map(|at| core[at..].to_owned());
    let (one, other) = (path(one), path(other));
    one == other || one.is_some_and(|path| path.starts_with("/in/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_one_profile_are_the_same_however_they_are_written() {
        let link = "https://www.linkedin.com/in/owen-tarrant/";
        for (other, expected) in [
            (link, true),
            ("http://linkedin.com/in/Owen-Tarrant", true),
            ("WWW.LinkedIn.com/in/owen-tarrant/?trk=x", true),
            ("https://www.linkedin.com/in/owen-tarrant-2/", false),
            ("https://www.linkedin.com/", false),
            ("", false),
        ] {
            assert_eq!(same(link, other), expected, "{other}");
            assert_eq!(same(other, link), expected, "{other}");
        }
        let key = "https://www.linkedin.com/sales/lead/ACwAAa1";
        assert!(same(key, "linkedin.com/sales/lead/ACwAAa1"));
        assert!(!same(key, "https://www.linkedin.com/sales/lead/ACwAAA1"));
        assert!(!same("", ""));
        let forms = forms(link);
        for form in [
            link,
            "http://linkedin.com/in/owen-tarrant",
            "www.linkedin.com/in/owen-tarrant",
        ] {
            assert!(forms.iter().any(|own| own == form), "{form}");
        }
    }
}
