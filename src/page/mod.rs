//! What a page says: rules per site (data), and what the reader brought back
//! made into people.

mod anchors;
pub mod health;
pub mod key;
pub mod rules;
mod shape;
pub mod sites;
mod slug;
pub mod understand;

pub use key::profile_key;
pub use rules::{Line, RawItem, RawPage, SiteRules};
pub use sites::{built_in, page_rules, rules_for};
pub use understand::{Blocked, Listed, Reading, Report, understand};
