//! Days and months of the Gregorian calendar, UTC.

/// Year, month and day of a day counted from 1970-01-01 (the proleptic
/// Gregorian calendar; eras of 400 years that begin in March).
pub fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Days from 1970-01-01 to a day of the Gregorian calendar; years begin in
/// March, so that a leap day is the last.
pub fn days_until(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
        - 719_468
}

const DAY_MS: f64 = 86_400_000.0;

/// A calendar month, UTC: the span of the product's limit of created records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    year: i64,
    /// 1 to 12.
    month: i64,
}

impl Month {
    /// The month of a time, in milliseconds since 1970.
    pub fn of(milliseconds: f64) -> Self {
        let days = (milliseconds / DAY_MS).floor() as i64;
        let (year, month, _) = civil(days);
        Month { year, month }
    }

    /// `2026-11`
    pub fn key(&self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// When it begins, in milliseconds since 1970.
    pub fn begins(&self) -> f64 {
        days_until(self.year, self.month, 1) as f64 * DAY_MS
    }

    /// When the month after it begins, in milliseconds since 1970.
    pub fn ends(&self) -> f64 {
        let (year, month) = match self.month {
            12 => (self.year + 1, 1),
            month => (self.year, month + 1),
        };
        days_until(year, month, 1) as f64 * DAY_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_its_key_and_its_neighbour() {
        for (milliseconds, key, begins, ends) in [
            (1_795_442_400_000.0, "2026-11", "2026-11", "2026-12"),
            (1_798_761_599_000.0, "2026-12", "2026-12", "2027-01"),
            (0.0, "1970-01", "1970-01", "1970-02"),
        ] {
            let month = Month::of(milliseconds);
            assert_eq!(month.key(), key);
            for (time, of) in [(month.begins(), begins), (month.ends(), ends)] {
                assert_eq!(Month::of(time).key(), of);
                // The first millisecond of it.
                assert_ne!(Month::of(time - 1.0).key(), of);
            }
        }
    }

    #[test]
    fn a_day_is_the_same_on_the_way_there_and_back() {
        for days in (-800_000..800_000).step_by(97) {
            let (year, month, day) = civil(days);
            assert_eq!(days_until(year, month, day), days, "{year}-{month}-{day}");
        }
    }
}
