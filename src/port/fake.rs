//! The outside in memory, for native tests: answers are scripted, requests are
//! kept, time stands still until a test moves it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde_json::{Map, Value};

use super::*;

/// A scripted answer, or a function of the request.
type Script = Box<dyn FnMut(&HttpRequest) -> Result<HttpResponse, HttpFailure>>;

/// All ports at once.
#[derive(Default)]
pub struct Fake {
    /// Every request sent, in order.
    pub sent: RefCell<Vec<HttpRequest>>,
    /// Answers each request; without one, the network is cut.
    pub server: RefCell<Option<Script>>,
    /// What is stored.
    pub stored: RefCell<BTreeMap<(Area, String), Value>>,
    /// Makes the next window's answer from its first address.
    #[expect(clippy::type_complexity, reason = "a list of closures, named once")]
    pub windows: RefCell<VecDeque<Box<dyn FnOnce(&str) -> Result<String, WindowFailure>>>>,
    /// Milliseconds since 1970.
    pub time: Cell<f64>,
    /// Milliseconds of the clock that nobody can set.
    pub steady: Cell<f64>,
    /// When the worker is to be woken.
    pub wake: Cell<Option<f64>>,
    /// What the badge shows: how many Leads are open, and why.
    pub badge: RefCell<(usize, Option<Kind>)>,
    /// How many random arrays were asked for: none comes twice.
    pub next_random: Cell<u64>,
    /// Writes to these areas fail as if the quota were used up.
    pub full: RefCell<Vec<Area>>,
    /// Round trips to the browser: storage, alarms and the badge's two.
    pub trips: Cell<u32>,
}

impl Fake {
    /// An outside whose server is this function.
    pub fn serving(
        server: impl FnMut(&HttpRequest) -> Result<HttpResponse, HttpFailure> + 'static,
    ) -> Self {
        let fake = Fake::default();
        *fake.server.borrow_mut() = Some(Box::new(server));
        fake
    }

    /// What the next sign-in window does.
    pub fn window(&self, does: impl FnOnce(&str) -> Result<String, WindowFailure> + 'static) {
        self.windows.borrow_mut().push_back(Box::new(does));
    }

    /// Stores a value as if it had been there before.
    pub fn put(&self, area: Area, key: &str, value: Value) {
        self.stored
            .borrow_mut()
            .insert((area, key.to_owned()), value);
    }

    async fn trip(&self, count: u32) {
        self.trips.set(self.trips.get() + count);
        turn().await;
    }

    /// What is stored under a key.
    pub fn stored(&self, area: Area, key: &str) -> Option<Value> {
        self.stored.borrow().get(&(area, key.to_owned())).cloned()
    }
}

/// Gives the others a turn, as every real port does.
async fn turn() {
    let mut again = true;
    std::future::poll_fn(|context| {
        if std::mem::take(&mut again) {
            context.waker().wake_by_ref();
            std::task::Poll::Pending
        } else {
            std::task::Poll::Ready(())
        }
    })
    .await;
}

impl Http for Fake {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        turn().await;
        self.sent.borrow_mut().push(request.clone());
        let mut server = self.server.borrow_mut();
        match server.as_mut() {
            Some(answer) => answer(&request),
            None => Err(HttpFailure::Cut),
        }
    }
}

impl Store for Fake {
    async fn read(&self, area: Area, keys: &[&str]) -> Result<Map<String, Value>, StoreFailure> {
        self.trip(1).await;
        let value = |key: &&str| Some(((*key).to_owned(), self.stored(area, key)?));
        Ok(keys.iter().filter_map(value).collect())
    }

    async fn all(&self, area: Area) -> Result<Vec<(String, Value)>, StoreFailure> {
        self.trip(1).await;
        let stored = self.stored.borrow();
        let here = stored.iter().filter(|((of, _), _)| *of == area);
        Ok(here
            .map(|((_, key), value)| (key.clone(), value.clone()))
            .collect())
    }

    async fn set(&self, area: Area, entries: Vec<(String, Value)>) -> Result<(), StoreFailure> {
        self.trip(1).await;
        if self.full.borrow().contains(&area) {
            return Err(StoreFailure::Full);
        }
        for (key, value) in entries {
            self.put(area, &key, value);
        }
        Ok(())
    }

    async fn remove(&self, area: Area, keys: &[&str]) -> Result<(), StoreFailure> {
        self.trip(1).await;
        for key in keys {
            self.stored.borrow_mut().remove(&(area, (*key).to_owned()));
        }
        Ok(())
    }
}

impl SignInWindow for Fake {
    fn redirect_uri(&self) -> String {
        "https://extension.chromiumapp.org/salesforce".to_owned()
    }

    async fn open(&self, url: &str) -> Result<String, WindowFailure> {
        turn().await;
        let does = self.windows.borrow_mut().pop_front();
        does.map_or(Err(WindowFailure::Closed), |does| does(url))
    }
}

impl Clock for Fake {
    fn now(&self) -> f64 {
        self.time.get()
    }

    fn monotonic(&self) -> f64 {
        self.steady.get()
    }

    async fn sleep(&self, time: Duration) {
        turn().await;
        let passed = time.as_secs_f64() * 1000.0;
        self.time.set(self.time.get() + passed);
        self.steady.set(self.steady.get() + passed);
    }
}

impl Alarm for Fake {
    async fn wake_at(&self, time: Option<f64>) {
        self.trip(1).await;
        self.wake.set(time);
    }
}

impl Badge for Fake {
    async fn badge(&self, open: usize, why: Option<Kind>) {
        self.trip(2).await;
        *self.badge.borrow_mut() = (open, why);
    }
}

impl Crypto for Fake {
    fn random<const N: usize>(&self) -> [u8; N] {
        let number = self.next_random.get() + 1;
        self.next_random.set(number);
        let bytes = number.to_le_bytes();
        std::array::from_fn(|at| bytes[at % 8].wrapping_add(at as u8))
    }

    async fn sha256(&self, bytes: &[u8]) -> [u8; 32] {
        use sha2::Digest;
        sha2::Sha256::digest(bytes).into()
    }
}
