//! A managed policy that comes late: at a browser's start it can be missing for
//! some seconds, and may come without any event (Chrome's storage.managed, on
//! machines that fetch their policy). Until it has been looked for again, what
//! was seen last is in force.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::port::{Area, Clock, Store, StoreFailure};

/// Local storage: the managed policy that was seen last.
pub const SEEN: &str = "managedSeen";

/// How long after one another a policy that is missing is looked for again, in
/// seconds; what is not there by then was taken back.
const LOOKS: [u64; 4] = [1, 2, 4, 8];

/// The managed policy in force: what the browser gives, or else what it gave last.
pub fn in_force<'a>(
    managed: &'a Map<String, Value>,
    local: &'a Map<String, Value>,
) -> &'a Map<String, Value> {
    let seen = local.get(SEEN).and_then(Value::as_object);
    match seen {
        Some(seen) if managed.is_empty() => seen,
        _ => managed,
    }
}

/// Remembers the policy that the browser gives. Where it gives none it is looked
/// for again, at a browser's start in any case, and then forgotten. `true`:
/// another one is in force than before.
pub async fn remember<P: Store + Clock>(port: &P, start: bool) -> Result<bool, StoreFailure> {
    let mut looks = LOOKS.into_iter();
    loop {
        let managed = port.all(Area::Managed).await?;
        let managed: Map<String, Value> = managed.into_iter().collect();
        let seen = port.get(Area::Local, SEEN).await?;
        if !managed.is_empty() {
            let managed = Value::Object(managed);
            let changed = seen.as_ref() != Some(&managed);
            if changed {
                let entry = (SEEN.to_owned(), managed);
                port.set(Area::Local, vec![entry]).await?;
            }
            return Ok(changed);
        }
        if seen.is_none() && !start {
            return Ok(false);
        }
        match looks.next() {
            Some(seconds) => port.sleep(Duration::from_secs(seconds)).await,
            None => {
                port.remove(Area::Local, &[SEEN]).await?;
                return Ok(seen.is_some());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;
    use crate::port::fake::Fake;
    use futures_util::future::join;
    use serde_json::json;

    fn wait<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(future)
    }

    fn creation(store: &Fake) -> bool {
        wait(Policy::load(store)).unwrap().settings.lead_creation
    }

    #[test]
    fn a_policy_that_comes_late_is_in_force_meanwhile_and_found() {
        let store = Fake::default();
        store.put(Area::Managed, "leadCreation", json!(true));
        assert_eq!(wait(remember(&store, true)), Ok(true));
        assert_eq!(wait(remember(&store, true)), Ok(false));
        // The browser starts again, and gives nothing yet.
        wait(store.remove(Area::Managed, &["leadCreation"])).unwrap();
        assert!(creation(&store));
        let comes = async {
            store.sleep(Duration::from_secs(1)).await;
            assert!(creation_of(&store).await);
            store.put(Area::Managed, "leadCreation", json!(true));
        };
        let (changed, ()) = wait(join(remember(&store, true), comes));
        assert_eq!(changed, Ok(false));
        assert!(creation(&store));
    }

    async fn creation_of(store: &Fake) -> bool {
        let policy = Policy::load(store).await;
        policy.unwrap().settings.lead_creation
    }

    #[test]
    fn the_first_policy_of_a_machine_may_come_late_too() {
        let store = Fake::default();
        let comes = async {
            store.sleep(Duration::from_secs(3)).await;
            store.put(Area::Managed, "leadCreation", json!(true));
        };
        let (changed, ()) = wait(join(remember(&store, true), comes));
        assert_eq!(changed, Ok(true));
        assert!(creation(&store));
    }

    #[test]
    fn a_policy_that_was_taken_back_is_forgotten() {
        let store = Fake::default();
        store.put(Area::Managed, "leadCreation", json!(true));
        wait(remember(&store, true)).unwrap();
        wait(store.remove(Area::Managed, &["leadCreation"])).unwrap();
        let before = store.now();
        assert_eq!(wait(remember(&store, false)), Ok(true));
        assert_eq!(store.now() - before, 15_000.0);
        assert!(!creation(&store));
        // Where none was ever seen, nothing is waited for.
        assert_eq!(wait(remember(&store, false)), Ok(false));
        assert_eq!(store.now() - before, 15_000.0);
    }
}
