//! What is shown and asked for while no page is open: the badge says how many
//! Leads are open, and why; the alarm is set for the first that is tried again.

use crate::journal::{Entry, Index};
use crate::port::{Area, Ports};
use crate::problem::{Answer, Saved};

/// An open entry is looked at again after this time at the latest if the worker
/// is stopped over it, in milliseconds.
pub(super) const WATCHDOG_MS: f64 = 60_000.0;

/// Sets both by what the index names.
pub(super) async fn signal(port: &impl Ports, index: &Index) -> Answer<()> {
    let now = port.now();
    let keys: Vec<&str> = index.open.iter().map(String::as_str).collect();
    let mut stored = match keys.is_empty() {
        true => serde_json::Map::new(),
        false => port.read(Area::Local, &keys).await?,
    };
    let mut first: Option<f64> = None;
    let mut reason = None;
    for key in keys {
        let Some(entry) = stored.remove(key).and_then(Entry::read) else {
            continue;
        };
        if let Some(next) = entry.waiting().and_then(|waiting| waiting.next) {
            // Under way: whoever is stopped over it is woken soon.
            let next = if next <= now { now + WATCHDOG_MS } else { next };
            first = Some(first.map_or(next, |first| first.min(next)));
        }
        let said = entry
            .why()
            .filter(|why| why.saved == Saved::Nothing || reason.is_none());
        reason = said.map(|why| why.kind).or(reason);
    }
    port.wake_at(first).await;
    port.badge(index.open.len(), reason).await;
    Ok(())
}

/// Says how many are open, and nothing of why: many are under way.
pub(super) async fn count_down(port: &impl Ports, open: usize) {
    port.badge(open, None).await;
}
