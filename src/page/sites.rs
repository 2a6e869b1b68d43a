//! The built-in rules, best selectors first. They follow data attributes that
//! the sites' own scripts rely on; hashed classes and generated ids are left
//! alone.

use std::collections::BTreeMap;

use serde_json::Value;

use super::rules::{How, KeyRule, Kind, SiteRules, Take};
use crate::json;

/// The built-in rules.
pub fn built_in() -> Vec<SiteRules> {
    vec![lead(), search(), list(), profile()]
}

/// An admin's rules from the settings; what is wrong with the others, by its
/// place in the list.
pub fn page_rules(sites: &[Value]) -> (Vec<SiteRules>, Vec<(usize, String)>) {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for (at, site) in sites.iter().enumerate() {
        match json::read::<SiteRules>(site.clone()) {
            None => bad.push((at, "It must be a site\u{2019}s rules.".to_owned())),
            Some(rules) => match rules.validate() {
                Ok(()) => good.push(rules),
                Err(why) => bad.push((at, why)),
            },
        }
    }
    (good, bad)
}

/// The rules for an address: an admin's first, then the built-in ones that no
/// rules of the same id stand in for.
pub fn rules_for(address: &str, admins: &[SiteRules]) -> Option<SiteRules> {
    let built_in = built_in()
        .into_iter()
        .filter(|rules| !admins.iter().any(|own| own.id == rules.id));
    admins
        .iter()
        .cloned()
        .chain(built_in)
        .find(|rules| rules.fits(address))
}

const TOP_CARD: &str = r#"[data-sn-view-name="feature-lead-top-card"]"#;
/// The site of Sales Navigator's keys.
pub const SALES: &str = "sales-navigator";
/// The site of LinkedIn profiles' keys.
pub const LINKEDIN: &str = "linkedin";

fn lead() -> SiteRules {
    SiteRules {
        id: "sales-navigator-lead".into(),
        site: SALES.into(),
        addresses: vec![
            "https://www.linkedin.com/sales/lead/*".into(),
            "https://www.linkedin.com/sales/people/*".into(),
        ],
        kind: Kind::Person,
        key: KeyRule {
            after: vec!["/sales/lead/".into(), "/sales/people/".into()],
            take: vec![],
            link: "https://www.linkedin.com/sales/lead/{key}".into(),
        },
        items: vec![
            TOP_CARD.into(),
            "section.profile-topcard".into(),
            "#profile-card-section".into(),
        ],
        fields: fields(vec![
            (
                "name",
                vec![
                    text("h1[data-x--lead--name]"),
                    text(r#"h1[data-anonymize="person-name"]"#),
                    text(r#"[data-anonymize="person-name"]"#),
                    text(".profile-topcard-person-entity__name"),
                ],
            ),
            ("headline", vec![text(r#"[data-anonymize="headline"]"#)]),
            (
                "place",
                vec![
                    text(r#"[data-anonymize="location"]"#),
                    text(".profile-topcard__location-data"),
                ],
            ),
            ("jobTitle", vec![text(r#"[data-anonymize="job-title"]"#)]),
            (
                "jobCompany",
                vec![
                    text(r#"[data-anonymize="company-name"]"#),
                    after(".separator--middot"),
                ],
            ),
            (
                "email",
                vec![
                    everywhere(attribute(
                        r#"[data-sn-view-name="lead-contact-info"] a[href^="mailto:"]"#,
                        "href",
                    )),
                    everywhere(text(
                        r#"[data-sn-view-name="lead-contact-info"] [data-anonymize="email"]"#,
                    )),
                ],
            ),
            (
                "phone",
                vec![
                    everywhere(attribute(
                        r#"[data-sn-view-name="lead-contact-info"] a[href^="tel:"]"#,
                        "href",
                    )),
                    everywhere(text(
                        r#"[data-sn-view-name="lead-contact-info"] [data-anonymize="phone"]"#,
                    )),
                ],
            ),
        ]),
        jobs: vec![
            r#"[data-sn-view-name="lead-current-role"] li"#.into(),
            r#"[data-sn-view-name="lead-current-role"]"#.into(),
            ".profile-topcard__current-positions .profile-topcard__summary-position".into(),
        ],
        unrendered: vec![],
    }
}

fn search() -> SiteRules {
    SiteRules {
        id: "sales-navigator-search".into(),
        site: SALES.into(),
        addresses: vec!["https://www.linkedin.com/sales/search/people*".into()],
        kind: Kind::List,
        key: KeyRule {
            after: vec![
                "/sales/lead/".into(),
                "/sales/people/".into(),
                "urn:li:fs_salesProfile:(".into(),
            ],
            take: vec![
                attribute(r#"a[data-view-name="search-results-lead-name"]"#, "href"),
                attribute(
                    r#"a[data-control-name="view_lead_panel_via_search_lead_name"]"#,
                    "href",
                ),
                attribute(r#"a[data-lead-search-result^="profile-link"]"#, "href"),
                attribute(r#"a[href*="/sales/lead/"]"#, "href"),
                attribute("[data-scroll-into-view]", "data-scroll-into-view"),
                attribute("", "data-scroll-into-view"),
            ],
            link: "https://www.linkedin.com/sales/lead/{key}".into(),
        },
        items: vec![r#"[data-x-search-result="LEAD"]"#.into()],
        fields: fields(vec![
            (
                "name",
                vec![
                    text(
                        r#"a[data-view-name="search-results-lead-name"] [data-anonymize="person-name"]"#,
                    ),
                    text(
                        r#"a[data-control-name="view_lead_panel_via_search_lead_name"] [data-anonymize="person-name"]"#,
                    ),
                    text(
                        r#"a[data-lead-search-result^="profile-link"] [data-anonymize="person-name"]"#,
                    ),
                    text(r#"[data-anonymize="person-name"]"#),
                    text(r#"a[data-view-name="search-results-lead-name"]"#),
                ],
            ),
            // On a search card `job-title` is the tenure, not the title.
            ("title", vec![text(r#"[data-anonymize="title"]"#)]),
            (
                "company",
                vec![
                    text(r#"a[data-view-name="search-results-lead-company-name"]"#),
                    text(r#"a[data-anonymize="company-name"]"#),
                    after(".artdeco-entity-lockup__subtitle .separator--middot"),
                    text(
                        r#"button.entity-hovercard__a11y-trigger [data-anonymize="company-name"]"#,
                    ),
                ],
            ),
            (
                "companyTrigger",
                vec![attribute(
                    "button.entity-hovercard__a11y-trigger",
                    "aria-label",
                )],
            ),
            ("place", vec![text(r#"[data-anonymize="location"]"#)]),
            ("ticked", vec![present("input[type=checkbox]:checked")]),
        ]),
        jobs: vec![],
        unrendered: vec![r#"[data-scroll-into-view^="urn:li:fs_salesProfile"]"#.into()],
    }
}

fn list() -> SiteRules {
    SiteRules {
        id: "sales-navigator-list".into(),
        site: SALES.into(),
        addresses: vec!["https://www.linkedin.com/sales/lists/people/*".into()],
        kind: Kind::List,
        key: KeyRule {
            after: vec![
                "/sales/lead/".into(),
                "/sales/people/".into(),
                "urn:li:fs_salesProfile:(".into(),
            ],
            take: vec![
                attribute("a[data-x--people-list--person-name]", "href"),
                attribute("a.lists-detail__view-profile-name-link", "href"),
                attribute("", "data-row-id"),
            ],
            link: "https://www.linkedin.com/sales/lead/{key}".into(),
        },
        items: vec![
            "tr[data-x--people-list--row]".into(),
            "tr[data-row-id]".into(),
            "tr.artdeco-models-table-row".into(),
        ],
        fields: fields(vec![
            (
                "name",
                vec![
                    text("a[data-x--people-list--person-name]"),
                    text("a.lists-detail__view-profile-name-link"),
                ],
            ),
            ("title", vec![text(r#"[data-anonymize="job-title"]"#)]),
            (
                "company",
                vec![
                    text(
                        r#"td.list-people-detail-header__account [data-anonymize="company-name"]"#,
                    ),
                    text(r#"[data-anonymize="company-name"]"#),
                ],
            ),
            (
                "place",
                vec![
                    text(r#"td[data-anonymize="location"]"#),
                    text(r#"[data-anonymize="location"]"#),
                ],
            ),
            ("ticked", vec![present("input[type=checkbox]:checked")]),
        ]),
        jobs: vec![],
        unrendered: vec![],
    }
}

fn profile() -> SiteRules {
    SiteRules {
        id: "linkedin-profile".into(),
        site: LINKEDIN.into(),
        addresses: vec!["https://www.linkedin.com/in/*".into()],
        kind: Kind::Person,
        key: KeyRule {
            after: vec!["/in/".into()],
            take: vec![],
            link: "https://www.linkedin.com/in/{key}".into(),
        },
        items: vec!["main".into(), "body".into()],
        fields: fields(vec![
            (
                "name",
                vec![text("h1.text-heading-xlarge"), text("main h1")],
            ),
            ("headline", vec![text("div.text-body-medium.break-words")]),
            (
                "place",
                vec![text(
                    "span.text-body-small.inline.t-black--light.break-words",
                )],
            ),
            (
                "company",
                vec![text(r#"button[aria-label*="Current company"]"#)],
            ),
            (
                "jobTitle",
                vec![text(r#".t-bold [aria-hidden="true"]"#), text(".t-bold")],
            ),
            (
                "jobCompany",
                vec![text(
                    r#".t-14.t-normal:not(.t-black--light) [aria-hidden="true"]"#,
                )],
            ),
        ]),
        jobs: vec![],
        unrendered: vec![],
    }
}

fn fields(rules: Vec<(&str, Vec<Take>)>) -> BTreeMap<String, Vec<Take>> {
    rules
        .into_iter()
        .map(|(name, takes)| (name.to_owned(), takes))
        .collect()
}

fn take(select: &str, how: How) -> Take {
    Take {
        select: select.to_owned(),
        how,
        attribute: None,
        page: false,
        all: false,
    }
}

fn text(select: &str) -> Take {
    take(select, How::Text)
}

fn after(select: &str) -> Take {
    take(select, How::After)
}

fn present(select: &str) -> Take {
    take(select, How::Present)
}

fn attribute(select: &str, name: &str) -> Take {
    Take {
        attribute: Some(name.to_owned()),
        ..take(select, How::Attribute)
    }
}

fn everywhere(take: Take) -> Take {
    Take { page: true, ..take }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_rule_is_valid_and_an_admins_stand_in_for_it() {
        for rules in built_in() {
            assert_eq!(rules.validate(), Ok(()), "{}", rules.id);
        }
        let address = "https://www.linkedin.com/sales/lead/ACwAA1,NAME_SEARCH,x1y2?_ntb=3";
        let rules = rules_for(address, &[]).unwrap();
        assert_eq!(rules.id, "sales-navigator-lead");
        assert_eq!(rules.key_in(address).as_deref(), Some("ACwAA1"));
        let mut own = rules.clone();
        own.items = vec!["main".into()];
        assert_eq!(rules_for(address, &[own.clone()]), Some(own));
        assert_eq!(rules_for("https://example.com/", &[]), None);
    }
}
