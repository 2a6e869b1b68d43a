//! The second way, where no key tells a repeated request: what was sent is known
//! again by its creator, by Salesforce's time and by its names, as far as its user
//! can see it.

use super::Attempt;
use crate::salesforce::identity::User;
use crate::salesforce::soql::Condition;

/// After this time nothing that was sent can come any more, in milliseconds: ten
/// minutes that Salesforce lets a transaction last (Apex governor limits), and
/// before it what may pass between the time that is noted and the last sending:
/// a refresh (30 s), a second sending (60 s) and a pause, with a margin.
pub const SETTLED_MS: f64 = 780_000.0;

/// A Lead that was created a little before the time noted for it is that Lead
/// all the same: a `Date` has whole seconds, and servers differ. Milliseconds.
pub const CLOCK_SKEW_MS: f64 = 120_000.0;

/// How far this machine's clock may be off, where nothing else is known.
/// Milliseconds.
pub(super) const CLOCK_DIFFERENCE_MS: f64 = 600_000.0;

impl Attempt {
    /// Holds for the record that was sent and for none of the others. One of those
    /// that stand in its way is it too, whatever a flow has made of its names: they
    /// are this person's, and this user has created it since.
    pub fn condition(&self, who: &User, others: &[String], in_the_way: &[String]) -> Condition {
        let names = self.object.known_by();
        let mut names: Vec<Condition> = names
            .into_iter()
            .filter_map(|name| {
                let value = self.fields.get(name)?;
                Some(Condition::is(name, value.as_str().unwrap_or_default()))
            })
            .collect();
        if names.is_empty() {
            // Nobody is called that.
            names.push(Condition::is("LastName", ""));
        }
        let mut it = vec![Condition::all(&names)];
        if !in_the_way.is_empty() {
            it.push(Condition::among("Id", in_the_way));
        }
        let mut all = vec![self.since(who), Condition::any(&it)];
        if !others.is_empty() {
            all.push(Condition::none_of("Id", others));
        }
        Condition::all(&all)
    }

    /// Whether both would be found as the same Lead.
    pub fn is_known_as(&self, other: &Attempt) -> bool {
        let mut known_by = self.object.known_by().into_iter();
        self.object == other.object
            && known_by.all(|name| self.fields.get(name) == other.fields.get(name))
    }

    /// Holds for whatever this user has created since.
    pub fn since(&self, who: &User) -> Condition {
        let margin = match self.key {
            Some(_) => CLOCK_DIFFERENCE_MS,
            None => CLOCK_SKEW_MS,
        };
        Condition::all(&[
            Condition::is("CreatedById", &who.user_id),
            Condition::since("CreatedDate", self.at - margin),
        ])
    }

    /// Whether nothing of it can come any more, at this time of the clock by
    /// which [`Attempt::at`] was noted.
    pub fn settled(&self, now: f64) -> bool {
        settled(self.at, now)
    }
}

/// The same of anything that was sent at this time.
pub fn settled(at: f64, now: f64) -> bool {
    now - at >= SETTLED_MS
}
