//! The org's allowance of API requests, a meter for nothing in every answer.

use serde::{Deserialize, Serialize};

/// Requests used and allowed in 24 hours, from `Sforce-Limit-Info`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Allowance {
    /// Requests used.
    pub used: u32,
    /// Requests allowed.
    pub allowed: u32,
}

impl Allowance {
    /// Reads `api-usage=12/15000`, which may stand among other limits.
    pub fn parse(header: &str) -> Option<Self> {
        let usage = header
            .split([';', ','])
            .find_map(|part| part.trim().strip_prefix("api-usage="))?;
        let (used, allowed) = usage.split_once('/')?;
        Some(Allowance {
            used: used.trim().parse().ok()?,
            allowed: allowed.trim().parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_header_or_nothing() {
        let some = |used, allowed| Some(Allowance { used, allowed });
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
            assert_eq!(Allowance::parse(header), expected, "{header}");
        }
    }
}
