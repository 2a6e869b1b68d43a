//! The org's allowance of API requests, a meter for nothing in every answer.

use serde::{Deserialize, Serialize};

use super::soql::civil;

/// Requests used and allowed in 24 hours, from `Sforce-Limit-Info`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Allowance {
    /// Requests used.
    pub used: u32,
    /// Requests allowed.
    pub allowed: u32,
    /// When that was, in milliseconds since 1970 by this machine.
    pub at: f64,
}

impl Allowance {
    /// How long a reading says anything, in milliseconds: the requests of a day
    /// ago stop counting all the time.
    const READING: f64 = 3_600_000.0;

    /// Whether the reading is fresh enough.
    pub fn says_something(&self, now: f64) -> bool {
        (0.0..Self::READING).contains(&(now - self.at))
    }

    /// 95 % are used: nothing is sent of the extension's own accord.
    pub fn nearly_spent(&self) -> bool {
        over(self.used, self.allowed, 95)
    }

    /// 80 % are used: people are told.
    pub fn worth_saying(&self) -> bool {
        over(self.used, self.allowed, 80)
    }

    /// Reads `api-usage=12/15000`, which may stand among other limits.
    pub fn parse(header: &str, at: f64) -> Option<Self> {
        let usage = header
            .split([';', ','])
            .find_map(|part| part.trim().strip_prefix("api-usage="))?;
        let (used, allowed) = usage.split_once('/')?;
        Some(Allowance {
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

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A calendar month, UTC: the span of the product's limit of created records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    year: i64,
    /// 1 to 12.
    month: i64,
}

impl Month {
    /// The month of a moment, in milliseconds since 1970.
    pub fn of(milliseconds: f64) -> Self {
        let days = (milliseconds / 86_400_000.0).floor() as i64;
        let (year, month, _) = civil(days);
        Month { year, month }
    }

    /// `2026-11`
    pub fn key(&self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// "November"
    pub fn name(&self) -> &'static str {
        MONTHS[(self.month - 1).rem_euclid(12) as usize]
    }

    /// The name of the month after it.
    pub fn next(&self) -> &'static str {
        MONTHS[self.month.rem_euclid(12) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_its_key_and_its_neighbour() {
        for (milliseconds, key, name, next) in [
            (1_795_442_400_000.0, "2026-11", "November", "December"),
            (1_798_761_599_000.0, "2026-12", "December", "January"),
            (0.0, "1970-01", "January", "February"),
        ] {
            let month = Month::of(milliseconds);
            assert_eq!(
                (month.key().as_str(), month.name(), month.next()),
                (key, name, next)
            );
        }
    }

    #[test]
    fn reads_the_header_or_nothing() {
        let some = |used, allowed| {
            Some(Allowance {
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
            assert_eq!(Allowance::parse(header, 7.0), expected, "{header}");
        }
    }
}
