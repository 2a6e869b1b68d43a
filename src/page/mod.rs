//! What a page says: rules per site (data), and what the reader brought back
//! made into people.

pub mod key;
pub mod rules;
pub mod sites;
pub mod understand;

pub use key::profile_key;
pub use rules::{RawItem, RawPage, SiteRules};
pub use sites::{built_in, page_rules, rules_for};
pub use understand::{Blocked, Listed, Reading, Report, understand};
