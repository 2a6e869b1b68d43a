//! What time it is at Salesforce.
//!
//! A Lead is looked for by the time since which it may stand there, in
//! Salesforce's time: this machine's clock may be wrong, and may be set while a
//! Lead is under way. Each answer's `Date` tells; between two answers only the
//! clock counts that nobody can set.

use crate::text::calendar::days_until;
use std::cell::Cell;

use crate::port::Clock;

/// A reading is good for this long, in milliseconds. The steady clock may stand
/// still while the machine sleeps, and so must not be relied on for longer.
const GOOD_FOR: f64 = 60_000.0;

/// The two clocks of this machine may differ by this much before the reading is
/// no longer believed, in milliseconds: one was set, or the machine slept.
const APART: f64 = 2_000.0;

/// The last `Date` that was seen.
#[derive(Debug, Default)]
pub struct ServerClock(Cell<Option<Seen>>);

#[derive(Clone, Copy, Debug)]
struct Seen {
    server: f64,
    wall: f64,
    steady: f64,
}

impl ServerClock {
    /// Takes an answer's `Date`; gives its time.
    pub fn saw(&self, date: &str, clock: &impl Clock) -> Option<f64> {
        let server = of_http_date(date)?;
        self.0.set(Some(Seen {
            server,
            wall: clock.now(),
            steady: clock.monotonic(),
        }));
        Some(server)
    }

    /// Milliseconds since 1970 at Salesforce; `None` if it has to be asked.
    /// Never later than it is there, but for the second that a `Date` leaves out.
    pub fn now(&self, clock: &impl Clock) -> Option<f64> {
        let seen = self.0.get()?;
        let steady = clock.monotonic() - seen.steady;
        let wall = clock.now() - seen.wall;
        let trusted = (0.0..=GOOD_FOR).contains(&steady) && (wall - steady).abs() <= APART;
        trusted.then_some(seen.server + steady)
    }
}

/// Reads `Tue, 24 Nov 2026 14:30:00 GMT` (RFC 9110, IMF-fixdate), the one form
/// that a server may write.
pub(super) fn of_http_date(date: &str) -> Option<f64> {
    let (_, rest) = date.trim().split_once(", ")?;
    let mut parts = rest.split([' ', ':']);
    let mut number = || parts.next()?.parse::<i64>().ok();
    let day = number()?;
    let month = parts.next()?;
    let names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let at = names
        .find(month)
        .filter(|at| at % 3 == 0 && month.len() == 3)?;
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (year, hour, minute, second) = (number()?, number()?, number()?, number()?);
    let fits = parts.next() == Some("GMT")
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    let days = days_until(year, at as i64 / 3 + 1, day);
    fits.then_some(((days * 24 + hour) * 60 + minute) as f64 * 60_000.0 + second as f64 * 1000.0)
}

/// A record's date/time, `2026-11-23T14:30:00.000Z` or with `+0000`, as a header has
/// it.
pub fn http_date(date_time: &str) -> Option<String> {
    let (date, time) = date_time.get(..19)?.split_once('T')?;
    let numbers = |text: &str, between: char| -> Option<Vec<i64>> {
        text.split(between).map(|part| part.parse().ok()).collect()
    };
    let (date, time) = (numbers(date, '-')?, numbers(time, ':')?);
    let ([year, month, day], [hour, minute, second]) = (&date[..], &time[..]) else {
        return None;
    };
    let names = |list: &'static str, at: i64| {
        let at = usize::try_from(at).ok()? * 3;
        list.get(at..at + 3)
    };
    let days = days_until(*year, *month, *day);
    let weekday = names("SunMonTueWedThuFriSat", (days + 4).rem_euclid(7))?;
    let month = names("JanFebMarAprMayJunJulAugSepOctNovDec", month - 1)?;
    Some(format!(
        "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::fake::Fake;

    #[test]
    fn a_date_is_read_or_nothing_is() {
        for (date, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0.0)),
            ("Tue, 29 Feb 2000 00:00:00 GMT", Some(951_782_400_000.0)),
            ("Mon, 23 Nov 2026 14:00:00 GMT", Some(1_795_442_400_000.0)),
            ("Mon, 23 Nov 2026 25:00:00 GMT", None),
            ("Mon, 23 anF 2026 14:00:00 GMT", None),
            ("Mon, 23 Nov 2026 14:00:00 CET", None),
            ("2026-11-23T14:00:00Z", None),
            ("", None),
        ] {
            assert_eq!(of_http_date(date), expected, "{date}");
        }
    }

    #[test]
    fn a_records_time_becomes_a_headers() {
        for (date_time, expected) in [
            (
                "2026-11-23T14:30:05.000Z",
                Some("Mon, 23 Nov 2026 14:30:05 GMT"),
            ),
            (
                "2026-11-23T14:30:05.000+0000",
                Some("Mon, 23 Nov 2026 14:30:05 GMT"),
            ),
            (
                "1970-01-01T00:00:00Z",
                Some("Thu, 01 Jan 1970 00:00:00 GMT"),
            ),
            (
                "2000-02-29T23:59:59Z",
                Some("Tue, 29 Feb 2000 23:59:59 GMT"),
            ),
            ("2026-13-01T00:00:00Z", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(http_date(date_time).as_deref(), expected, "{date_time}");
        }
    }

    #[test]
    fn a_clock_that_was_set_is_not_believed() {
        let date = "Mon, 23 Nov 2026 14:00:00 GMT";
        for (steady, wall, expected) in [
            (0.0, 0.0, Some(0.0)),
            (5_000.0, 5_500.0, Some(5_000.0)),
            (61_000.0, 61_000.0, None),
            (1_000.0, 3_600_000.0, None),
            (1_000.0, -3_600_000.0, None),
        ] {
            let fake = Fake::default();
            let clock = ServerClock::default();
            assert_eq!(clock.now(&fake), None);
            clock.saw(date, &fake);
            fake.time.set(wall);
            fake.steady.set(steady);
            let expected = expected.map(|passed| 1_795_442_400_000.0 + passed);
            assert_eq!(clock.now(&fake), expected, "{steady} {wall}");
        }
    }
}
