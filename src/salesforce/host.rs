//! Which servers are Salesforce's. A token goes to no other.

use crate::text::sentence::Sentence;

/// Where production orgs sign in.
pub const PRODUCTION: &str = "https://login.salesforce.com";
/// Where sandboxes sign in.
pub const SANDBOX: &str = "https://test.salesforce.com";

/// The domains of Salesforce's clouds. Below each of them people sign in at
/// `login.` and `test.`, and every org lives at its own name below `my.`. The
/// first is granted with the installation; an admin who names a host of another
/// is asked for it: the clouds of the US Department of Defense, and of Alibaba in
/// China. The manifest's permissions and its `connect-src` hold the same, and a
/// test compares them.
pub const DOMAINS: [&str; 3] = ["salesforce.com", "salesforce.mil", "sfcrmproducts.cn"];

/// The hosts of a domain, as a manifest's `host_permissions` have them.
pub fn patterns(domain: &str) -> [String; 3] {
    ["login.", "test.", "*.my."].map(|host| format!("https://{host}{domain}/*"))
}

/// The domain of a cloud that an address belongs to.
pub fn domain(address: &str) -> Option<&'static str> {
    let host = origin(address)?;
    let below = |domain: &&str| host.ends_with(&format!(".{domain}"));
    DOMAINS.into_iter().find(below)
}

/// The origin of an https address whose host is below one of [`DOMAINS`], in
/// lower case and without a path. Anything that a URL may carry besides (user,
/// port, other characters) is refused: parse, don't clean.
pub fn origin(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.to_ascii_lowercase();
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let below = |domain: &str| host.ends_with(&format!(".{domain}"));
    (DOMAINS.into_iter().any(below) && host.split('.').all(label))
        .then(|| format!("https://{host}"))
}

/// A login host as an admin writes it: an origin, at the most with a slash
/// behind it. The extension may reach only these three kinds of hosts.
pub fn login_host(text: &str) -> Result<String, Sentence> {
    let text = text.trim();
    let origin = origin(text).ok_or(Sentence::of("wrong_login_host"))?;
    if !matches!(text[origin.len()..].as_ref(), "" | "/") {
        return Err(Sentence::of("wrong_login_path"));
    }
    let general = |domain: &str| ["login", "test"].map(|host| format!("https://{host}.{domain}"));
    if DOMAINS
        .into_iter()
        .any(|domain| general(domain).contains(&origin))
        || instance(&origin).is_some()
    {
        Ok(origin)
    } else {
        Err(Sentence::of("wrong_login_domain"))
    }
}

/// Whether a server that a sign-in names may be given the token: the manifest
/// knows `*.my.` below each domain, where every org's API lives.
pub fn instance(address: &str) -> Option<String> {
    let origin = origin(address)?;
    let domain = domain(&origin)?;
    origin.ends_with(&format!(".my.{domain}")).then_some(origin)
}

/// Whether the org behind an instance is a sandbox.
pub fn is_sandbox(instance_url: &str, login_host: &str) -> bool {
    login_host.starts_with("https://test.") || instance_url.contains(".sandbox.my.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_salesforce_is_salesforce() {
        let cases = [
            (
                "https://acme.my.salesforce.com",
                Some("https://acme.my.salesforce.com"),
            ),
            (
                "https://ACME.my.salesforce.com/services",
                Some("https://acme.my.salesforce.com"),
            ),
            (
                "https://acme--dev.sandbox.my.salesforce.com",
                Some("https://acme--dev.sandbox.my.salesforce.com"),
            ),
            ("http://acme.my.salesforce.com", None),
            ("https://acme.my.salesforce.com.example.com", None),
            ("https://evilmy.salesforce.com.", None),
            ("https://example.com/.my.salesforce.com", None),
            ("https://example.com?.my.salesforce.com", None),
            ("https://example.com#.my.salesforce.com", None),
            ("https://user@acme.my.salesforce.com", None),
            ("https://example.com\\.my.salesforce.com", None),
            ("https://acme.my.salesforce.com:8443", None),
            ("https://.my.salesforce.com", None),
            ("https://my.salesforce.com", None),
            ("https://na1.salesforce.com", None),
            (
                "https://acme.my.salesforce.mil/services",
                Some("https://acme.my.salesforce.mil"),
            ),
            (
                "https://acme.my.sfcrmproducts.cn",
                Some("https://acme.my.sfcrmproducts.cn"),
            ),
            (
                "https://acme-dev-ed.develop.my.salesforce.com",
                Some("https://acme-dev-ed.develop.my.salesforce.com"),
            ),
            (
                "https://acme--uat.sandbox.my.salesforce.mil",
                Some("https://acme--uat.sandbox.my.salesforce.mil"),
            ),
            ("https://acme.my.salesforce-setup.com", None),
            ("https://acme.my.site.com", None),
            ("https://acme.cloudforce.com", None),
            ("https://my.sfcrmproducts.cn", None),
            ("https://acme.my.salesforce.cn", None),
            ("", None),
        ];
        for (address, expected) in cases {
            assert_eq!(instance(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn a_login_host_is_one_of_three_kinds() {
        for (text, good) in [
            (PRODUCTION, true),
            (SANDBOX, true),
            (" https://login.salesforce.com/ ", true),
            ("https://acme.my.salesforce.com", true),
            ("https://acme.my.salesforce.mil", true),
            ("https://acme--uat.sandbox.my.sfcrmproducts.cn", true),
            ("https://login.sfcrmproducts.cn", true),
            ("https://acme.my.sfcrmapps.cn", false),
            ("https://acme.lightning.force.com", false),
            ("https://help.salesforce.com", false),
            ("https://login.salesforce.com/services", false),
            ("login.salesforce.com", false),
        ] {
            assert_eq!(login_host(text).is_ok(), good, "{text}");
        }
    }
}
