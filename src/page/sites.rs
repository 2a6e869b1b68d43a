//! The built-in rules, best selectors first. They follow data attributes that
//! the sites' own scripts rely on; hashed classes and generated ids are left
//! alone.

use serde_json::Value;

use super::rules::{Kind, SiteRules};
use crate::json;
use crate::text::sentence::Sentence;

/// The site of Sales Navigator's keys.
pub const SALES: &str = "sales-navigator";
/// The site of LinkedIn profiles' keys.
pub const LINKEDIN: &str = "linkedin";
/// The site of all other pages' keys: their addresses.
pub const WEB: &str = "web";

/// The built-in rules, in the words in which an admin writes them.
pub fn built_in() -> Vec<SiteRules> {
    json::parse_as(include_str!("sites.json")).unwrap_or_default()
}

/// An admin's rules from the settings; what is wrong with the others, by its
/// place in the list.
pub fn page_rules(sites: &[Value]) -> (Vec<SiteRules>, Vec<(usize, Sentence)>) {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for (at, site) in sites.iter().enumerate() {
        match json::read::<SiteRules>(site.clone()) {
            None => bad.push((at, Sentence::of("wrong_rules"))),
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
    // What an address begins with does not change what its page shows.
    let address = match address.strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => address.to_owned(),
    };
    let mut all: Vec<SiteRules> = admins.iter().cloned().chain(built_in).collect();
    let at = all.iter().position(|rules| rules.fits(&address))?;
    let mut rules = all.swap_remove(at);
    let panel = all.into_iter().find(|panel| {
        rules.panel.as_deref() == Some(panel.id.as_str())
            && panel.kind == Kind::Person
            && panel.site == rules.site
    });
    rules.panel_rules = panel.map(Box::new);
    Some(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_rule_is_valid_and_an_admins_stand_in_for_it() {
        assert_eq!(built_in().len(), 5);
        for rules in built_in() {
            assert_eq!(rules.validate(), Ok(()), "{}", rules.id);
        }
        let address = "https://www.linkedin.com/sales/lead/ACwAA1,NAME_SEARCH,x1y2?_ntb=3";
        let rules = rules_for(address, &[]).unwrap();
        assert_eq!(rules.id, "sales-navigator-lead");
        assert_eq!(rules.key_in(address).as_deref(), Some("ACwAA1"));
        let mut own = rules.clone();
        own.items = vec!["main".into()];
        assert_eq!(
            rules_for(address, std::slice::from_ref(&own)),
            Some(own.clone())
        );
        assert_eq!(
            rules_for("https://example.com/", &[]).unwrap().id,
            "any-page"
        );
        assert_eq!(rules_for("chrome://settings", &[]), None);
        // A list knows how a person is read who is opened over it, by the
        // admin's rules as well.
        let search = "https://www.linkedin.com/sales/search/people?query=x";
        let panel = |admins: &[SiteRules]| rules_for(search, admins).unwrap().panel_rules;
        assert_eq!(panel(&[]), Some(Box::new(rules)));
        assert_eq!(panel(std::slice::from_ref(&own)), Some(Box::new(own)));
    }
}
