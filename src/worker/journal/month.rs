//! How many records a user has created or brought up to date in a month.

use super::Journal;
use crate::json;
use crate::message::Month as Meter;
use crate::policy::Settings;
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::salesforce::identity::User;
use crate::text::calendar::Month;

/// Where the records of a month are counted.
const COUNT: &str = "count:";

pub(in crate::worker) fn count_key(who: &User, month: &Month) -> String {
    format!(
        "{COUNT}{}:{}:{}",
        who.organization_id,
        who.user_id,
        month.key()
    )
}

/// Where the records are counted that a user has brought up to date in a month.
pub(in crate::worker) fn updated_key(who: &User, month: &Month) -> String {
    format!(
        "{COUNT}updates:{}:{}:{}",
        who.organization_id,
        who.user_id,
        month.key()
    )
}

/// Whether a key is one of a month that was over at this time, in milliseconds
/// since 1970; `None`: of no month.
pub(super) fn is_over(key: &str, now: f64) -> Option<bool> {
    let month = key.strip_prefix(COUNT)?.rsplit(':').next()?;
    // Text order is the order of months.
    Some(month < Month::of(now).key().as_str())
}

impl Journal {
    /// How much of this month's limit is used.
    pub(in crate::worker) async fn month(
        &self,
        port: &impl Ports,
        who: &User,
        settings: &Settings,
    ) -> Answer<Meter> {
        let month = Month::of(port.now());
        let used = port.get(Area::Local, &count_key(who, &month)).await?;
        Ok(Meter {
            used: used.and_then(json::read).unwrap_or_default(),
            limit: settings.monthly_limit,
            next: month.ends() as i64,
        })
    }
}
