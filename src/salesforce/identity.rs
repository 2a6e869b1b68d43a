//! Which org, through which app, and who is signed in there.

use serde::{Deserialize, Serialize};

use super::host;

/// Which org, through which app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Org {
    /// `https://login.salesforce.com`, `https://test.salesforce.com` or a My
    /// Domain, without a path.
    pub login_host: String,
    /// The org that everyone is held to, 15 or 18 characters; empty: any.
    pub organization_id: String,
    /// The consumer key of the org's External Client App; empty: not set up.
    pub client_id: String,
}

impl Default for Org {
    fn default() -> Self {
        Org {
            login_host: host::PRODUCTION.to_owned(),
            organization_id: String::new(),
            client_id: String::new(),
        }
    }
}

impl Org {
    /// Whether anybody could sign in at all.
    pub fn configured(&self) -> bool {
        !self.client_id.is_empty()
    }
}

/// What signing in and every call need to know.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// Which org.
    pub org: &'a Org,
    /// The refresh token outlives the browser.
    pub keep_refresh: bool,
}

/// A person's session, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The name Salesforce shows.
    pub display_name: String,
    /// The Salesforce user name.
    pub username: String,
    /// 18 characters.
    pub user_id: String,
    /// 18 characters.
    pub organization_id: String,
    /// The org's name, if the user may read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_name: Option<String>,
    /// `https://….my.salesforce.com`.
    pub instance_url: String,
    /// A sandbox and not production.
    pub sandbox: bool,
}

impl User {
    /// What tells the org from others: its name if the user may read it, else
    /// its My Domain.
    pub fn org(&self) -> &str {
        let host = self.instance_url.trim_start_matches("https://");
        let domain = host.strip_suffix(".my.salesforce.com").unwrap_or(host);
        self.organization_name.as_deref().unwrap_or(domain)
    }
}
