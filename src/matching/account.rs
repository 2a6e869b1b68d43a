//! Which Account a person's company is: what to ask, and how near each one comes.
//! None is chosen where more than one fits.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{company, names};
use crate::json;
use crate::platform::case;
use crate::salesforce::identity::User;
use crate::salesforce::soql::{Condition, Query};

/// Accounts that are shown; for others there is the search box.
pub const SHOWN: usize = 10;

/// Accounts of a question are read up to this number, the last changed first.
pub const LIMIT: u32 = 200;

/// The same for all companies of a list: as many as one answer holds (Salesforce's
/// "Query", 2,000 records a page).
pub const LIST_LIMIT: u32 = 2_000;

/// Where anybody may have an address: the host says nothing of the company.
const OPEN_TO_ALL: &str = "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com \
    yahoo.com ymail.com yahoo.co.uk yahoo.co.jp icloud.com me.com mac.com aol.com gmx.net gmx.de \
    gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com \
    protonmail.com proton.me pm.me zoho.com fastmail.com hey.com qq.com 163.com 126.com sina.com \
    naver.com daum.net hanmail.net orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it \
    virgilio.it tiscali.it bigpond.com comcast.net verizon.net att.net btinternet.com rediffmail.com \
    uol.com.br bol.com.br terra.com.br";

/// Where anybody may have a page: the host says nothing of the company.
const PAGES_OF_ALL: &str = "linkedin.com facebook.com instagram.com x.com twitter.com youtube.com \
    xing.com github.com wikipedia.org wikidata.org crunchbase.com google.com linktr.ee medium.com \
    wordpress.com blogspot.com wixsite.com github.io sites.google.com about.me t.me threads.net";

/// Whose Account is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountQuery {
    /// The company as the page names it.
    company: String,
    /// The host of the company's website, if it is known.
    host: String,
}

/// Why an Account is proposed; the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccountReason {
    /// The same name and website.
    NameAndWebsite,
    /// The same name, legal forms and accents aside.
    Name,
    /// The same website.
    Website,
    /// One name begins with the other.
    SimilarName,
}

impl AccountReason {
    /// Near enough to be chosen where no other Account is.
    pub fn fits(self) -> bool {
        self <= AccountReason::Website
    }
}

/// An Account that may be the person's company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// 18 characters.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where a person opens it.
    pub url: String,
    /// Billing City and Country.
    #[serde(default)]
    pub place: Option<String>,
    /// Website.
    #[serde(default)]
    pub website: Option<String>,
    /// Who owns it.
    #[serde(default)]
    pub owner: Option<String>,
    /// Why it is proposed.
    pub why: AccountReason,
}

impl Account {
    /// The host of its website.
    pub fn host(&self) -> Option<String> {
        self.website.as_deref().map(host)
    }
}

/// What was found of a company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Accounts {
    /// The nearest first, at most [`SHOWN`].
    pub near: Vec<Account>,
    /// There are more of them than are here.
    pub more: bool,
    /// They could not be looked at.
    pub unchecked: bool,
}

impl Accounts {
    /// The Account that fits, if there is exactly one.
    pub fn only(&self) -> Option<&Account> {
        let mut fitting = self.near.iter().filter(|account| account.why.fits());
        let only = fitting.next().filter(|_| fitting.next().is_none());
        only.filter(|_| !self.more)
    }
}

/// A record as the query answers it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Row {
    id: String,
    name: Option<String>,
    website: Option<String>,
    billing_city: Option<String>,
    billing_country: Option<String>,
    owner: Option<Named>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Named {
    name: Option<String>,
}

const COLUMNS: [&str; 6] = [
    "Id",
    "Name",
    "Website",
    "BillingCity",
    "BillingCountry",
    "Owner.Name",
];

/// The host of a website as it stands in a record, without `www.`.
pub fn host(website: &str) -> String {
    let bare = website.split_once("://").map_or(website, |(_, rest)| rest);
    let bare = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let bare = case::lower(bare.trim().trim_end_matches('.'));
    bare.strip_prefix("www.").unwrap_or(&bare).to_owned()
}

impl AccountQuery {
    /// By the company's name and the host of its website, or else of an email
    /// address there, unless anybody may have an address or a page there.
    pub fn of(company: &str, email: &str, website: &str) -> AccountQuery {
        let shared = |host: &String| {
            let of = |list: &str| {
                let mut all = list.split_ascii_whitespace();
                all.any(|one| host == one || host.ends_with(&format!(".{one}")))
            };
            of(OPEN_TO_ALL) || of(PAGES_OF_ALL)
        };
        let at = email.rsplit_once('@').map(|(_, host)| self::host(host));
        let mut hosts = [Some(self::host(website)), at].into_iter().flatten();
        let own = hosts.find(|host| !host.is_empty() && !shared(host));
        AccountQuery {
            company: company.trim().to_owned(),
            host: own.unwrap_or_default(),
        }
    }

    /// What the host calls the company: "tidewater" of "mail.tidewater.example".
    fn label(&self) -> String {
        company::core(&self.host)
    }

    /// How the names of Accounts begin that may be it.
    fn starts(&self) -> Vec<String> {
        let mut starts: Vec<String> = Vec::new();
        let mut add = |text: &str| {
            for pattern in names::patterns(text) {
                if !starts.contains(&pattern) {
                    starts.push(pattern);
                }
            }
        };
        if !company::core(&self.company).is_empty() {
            let words = self.company.split_whitespace();
            let word = words
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                .find(|word| !word.is_empty() && !word.eq_ignore_ascii_case("the"));
            match word {
                Some(word) if word.contains('.') => add(word.split('.').next().unwrap_or(word)),
                Some(word) => add(word),
                None => {}
            }
        }
        let label = self.label();
        if label.chars().count() > 2 {
            add(&label);
        }
        // A name of another script is spelt in one way.
        if starts.is_empty() && !company::core(&self.company).is_empty() {
            let letters = self.company.chars().take_while(|c| c.is_alphanumeric());
            let start: String = letters.collect();
            if !start.is_empty() {
                starts.push(start);
            }
        }
        // "The Northwind Company" may stand there without or with its article,
        // which is letters enough to begin with.
        let mut articled: Vec<String> = Vec::new();
        for start in &starts {
            let letters = start.chars().enumerate();
            let open: String = letters
                .map(|(at, c)| if at < 2 { '_' } else { c })
                .collect();
            let articled_start = format!("the {open}");
            if !articled.contains(&articled_start) {
                articled.push(articled_start);
            }
        }
        starts.extend(articled);
        starts
    }

    /// Why an Account of this name and website may be the company, both as
    /// [`company::core`] and [`host`] leave them; `None`: it is not.
    fn reason(&self, other: &str, site: &str) -> Option<AccountReason> {
        let own = company::core(&self.company);
        let same_name = !own.is_empty() && own == other;
        let same_site = !self.host.is_empty()
            && !site.is_empty()
            && (self.host == site
                || self.host.ends_with(&format!(".{site}"))
                || site.ends_with(&format!(".{}", self.host)));
        let begins = |one: &str, other: &str| one.chars().count() > 2 && other.starts_with(one);
        match (same_name, same_site) {
            (true, true) => Some(AccountReason::NameAndWebsite),
            (true, false) => Some(AccountReason::Name),
            (false, true) => Some(AccountReason::Website),
            (false, false) if begins(&own, other) || begins(other, &own) => {
                Some(AccountReason::SimilarName)
            }
            (false, false) => None,
        }
    }

    /// The Accounts among those that were found, the nearest first and among the
    /// equally near the last changed.
    pub fn ranked(&self, found: &AccountRows, who: &User) -> Accounts {
        let mut near: Vec<Account> = found
            .rows
            .iter()
            .filter_map(|(row, core, site)| {
                let why = self.reason(core, site)?;
                let place = [&row.billing_city, &row.billing_country].map(Option::as_deref);
                let place: Vec<&str> = place.into_iter().flatten().collect();
                Some(Account {
                    url: format!("{}/{}", who.instance_url, row.id),
                    id: row.id.clone(),
                    name: row.name.clone().unwrap_or_default(),
                    place: (!place.is_empty()).then(|| place.join(", ")),
                    website: row.website.clone(),
                    owner: row.owner.as_ref().and_then(|owner| owner.name.clone()),
                    why,
                })
            })
            .collect();
        near.sort_by_key(|account| account.why);
        let more = near.len() > SHOWN || found.cut;
        near.truncate(SHOWN);
        Accounts {
            near,
            more,
            unchecked: false,
        }
    }
}

/// One question for all of these companies: by how their names begin, for which
/// there is an index (Salesforce's "Make SOQL Query Selective"); Website has none.
/// With how many records are read. `None`: there is nothing to ask by.
pub fn query(companies: &[AccountQuery]) -> Option<(Query, u32)> {
    let mut starts: Vec<String> = Vec::new();
    for start in companies.iter().flat_map(AccountQuery::starts) {
        if !starts.contains(&start) {
            starts.push(start);
        }
    }
    let likes = starts.iter();
    let likes = likes.map(|start| Condition::like("Name", &format!("{start}%")));
    let likes: Vec<Condition> = likes.collect();
    let limit = if companies.len() > 1 {
        LIST_LIMIT
    } else {
        LIMIT
    };
    (!likes.is_empty()).then(|| {
        let query = Query::select(&COLUMNS, "Account")
            .where_(&Condition::any(&likes))
            .latest("LastModifiedDate", limit);
        (query, limit)
    })
}

/// The Accounts that a question has found, ready to be compared.
pub struct AccountRows {
    /// Each with its name and website as they are compared.
    rows: Vec<(Row, String, String)>,
    /// There are more than were read.
    cut: bool,
}

impl AccountRows {
    /// Of the records of an answer, of which so many were read.
    pub fn of(records: Vec<Value>, limit: u32) -> AccountRows {
        let cut = records.len() >= limit as usize;
        let rows = records.into_iter().filter_map(json::read::<Row>);
        let rows = rows.filter_map(|mut row| {
            row.website.take_if(|text| text.trim().is_empty());
            let core = company::core(row.name.as_deref()?);
            let site = host(row.website.as_deref().unwrap_or_default());
            Some((row, core, site))
        });
        let rows = rows.collect();
        AccountRows { rows, cut }
    }
}

#[cfg(test)]
mod tests;
