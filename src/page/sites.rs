//! The built-in rules, best selectors first. They follow data attributes that
//! the sites' own scripts rely on; hashed classes and generated ids are left
//! alone.

use serde_json::Value;

use super::rules::{Kind, SiteRules, glob};
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
    texts().filter_map(|text| json::parse_as(&text)).collect()
}

/// The same unread: in the file each begins a line.
fn texts() -> impl Iterator<Item = String> {
    let texts = include_str!("sites.json").split("\n{").skip(1);
    texts.map(|text| format!("{{{}", text.trim_end_matches([',', '\n', ']'])))
}

/// The addresses that rules are for. Of all rules one is for an address: reading the
/// others would take longer than finding it.
fn addresses(text: &str) -> Vec<String> {
    let list = text.split_once("\"addresses\":");
    let list = list.and_then(|(_, rest)| rest.split_inclusive(']').next());
    list.and_then(json::parse_as).unwrap_or_default()
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
    let stands = |rules: &SiteRules| !admins.iter().any(|own| own.id == rules.id);
    // What an address begins with does not change what its page shows.
    let address = match address.strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => address.to_owned(),
    };
    let own = admins.iter().find(|rules| rules.fits(&address)).cloned();
    let mut rules = own.or_else(|| {
        let fits = |text: &String| addresses(text).iter().any(|one| glob(one, &address));
        texts()
            .filter(fits)
            .filter_map(|text| json::parse_as(&text))
            .find(stands)
    })?;
    if rules.panel.is_some() {
        let built_in = built_in().into_iter().filter(stands);
        let panel = admins.iter().cloned().chain(built_in).find(|panel| {
            rules.panel.as_deref() == Some(panel.id.as_str())
                && panel.kind == Kind::Person
                && panel.site == rules.site
        });
        rules.panel_rules = panel.map(Box::new);
    }
    Some(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_rule_is_valid_and_an_admins_stand_in_for_it() {
        assert_eq!(built_in().len(), 5);
        for (rules, text) in built_in().into_iter().zip(texts()) {
            assert_eq!(rules.validate(), Ok(()), "{}", rules.id);
            assert_eq!(rules.addresses, addresses(&text), "{}", rules.id);
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
