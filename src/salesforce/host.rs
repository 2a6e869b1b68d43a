//! Which servers are Salesforce's. A token goes to no other.

/// Where production orgs sign in.
pub const PRODUCTION: &str = "https://login.salesforce.com";
/// Where sandboxes sign in.
pub const SANDBOX: &str = "https://test.salesforce.com";

/// The origin of an https address whose host is `salesforce.com` or below it,
/// in lower case and without a path. Anything that a URL may carry besides
/// (user, port, other characters) is refused: parse, don't clean.
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
    (host.ends_with(".salesforce.com") && host.split('.').all(label))
        .then(|| format!("https://{host}"))
}

/// A login host as an admin writes it: an origin, at the most with a slash
/// behind it. The extension may reach only these three kinds of hosts.
pub fn login_host(text: &str) -> Result<String, String> {
    let text = text.trim();
    let origin = origin(text).ok_or(
        "It must be an https address of Salesforce, such as https://login.salesforce.com or https://yourcompany.my.salesforce.com.",
    )?;
    if !matches!(text[origin.len()..].as_ref(), "" | "/") {
        return Err("It must be the host alone, without a path.".to_owned());
    }
    if origin == PRODUCTION || origin == SANDBOX || origin.ends_with(".my.salesforce.com") {
        Ok(origin)
    } else {
        Err("It must be login.salesforce.com, test.salesforce.com or a My Domain that ends in .my.salesforce.com.".to_owned())
    }
}

/// Whether a server that a sign-in names may be given the token: the manifest
/// grants `*.my.salesforce.com`, where every org's API lives.
pub fn instance(address: &str) -> Option<String> {
    origin(address).filter(|origin| origin.ends_with(".my.salesforce.com"))
}

/// Whether the org behind an instance is a sandbox.
pub fn is_sandbox(instance_url: &str, login_host: &str) -> bool {
    login_host == SANDBOX || instance_url.ends_with(".sandbox.my.salesforce.com")
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
            ("https://acme.lightning.force.com", false),
            ("https://help.salesforce.com", false),
            ("https://login.salesforce.com/services", false),
            ("login.salesforce.com", false),
        ] {
            assert_eq!(login_host(text).is_ok(), good, "{text}");
        }
    }
}
