//! The org's allowance of API requests, a meter for nothing in every answer.

use serde::{Deserialize, Serialize};

/// Requests used and allowed in 24 hours, from `Sforce-Limit-Info`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiUsage {
    /// Requests used.
    pub used: u32,
    /// Requests allowed.
    pub allowed: u32,
    /// When that was, in milliseconds since 1970 by this machine.
    pub at: f64,
}

impl ApiUsage {
    /// How long a reading says anything, in milliseconds: the requests of a day
    /// ago stop counting all the time.
    const READING: f64 = 3_600_000.0;

    /// Whether the reading is fresh enough.
    pub fn is_fresh(&self, now: f64) -> bool {
        (0.0..Self::READING).contains(&(now - self.at))
    }

    /// 95 % are used: nothing is sent of the extension's own accord.
    pub fn is_nearly_spent(&self) -> bool {
        over(self.used, self.allowed, 95)
    }

    /// 80 % are used: people are told.
    pub fn is_high(&self) -> bool {
        over(self.used, self.allowed, 80)
    }

    /// Reads `api-usage=12/15000`, which may stand among other limits.
    pub fn parse(header: &str, at: f64) -> Option<Self> {
        let usage = header
            .split([';', ','])
            .find_map(|part| part.trim().strip_prefix("api-usage="))?;
        let (used, allowed) = usage.split_once('/')?;
        Some(ApiUsage {
            used: used.trim().parse().ok()?,
            allowed: allowed.trim().parse().ok()?,
            at,
        })
    }
}

/// Whether this part of a limit is used, in percent.
pub fn over(used: u32, limit: u32, percent: u32) -> bool {
    u64::from(used) * 100 >= u64::from(limit) * u64::from(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_header_or_nothing() {
        let some = |used, allowed| {
            Some(ApiUsage {
                used,
                allowed,
                at: 7.0,
            })
        };
        for (header, expected) in [
            ("api-usage=12/15000", some(12, 15000)),
            (
                "per-app-api-usage=1/250(appName=x), api-usage=4/15000",
                some(4, 15000),
            ),
            ("api-usage=4", None),
            ("api-usage=-1/5", None),
            ("", None),
        ] {
            assert_eq!(ApiUsage::parse(header, 7.0), expected, "{header}");
        }
    }
}
