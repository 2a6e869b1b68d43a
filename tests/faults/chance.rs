//! What a day leaves to chance, by its seed alone.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;

/// SplitMix64 (Steele, Lea, Flood, 2014): small, and the same everywhere.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of 0 to `below` less one.
    pub fn of(&mut self, below: u64) -> u64 {
        self.next() % below
    }

    /// One of these.
    pub fn among<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.of(all.len() as u64) as usize]
    }

    /// In this many of a hundred cases.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.of(100) < percent
    }
}

/// What the future comes to, or `None` if it was stopped at its n-th wait.
pub async fn stopped_at<T>(future: impl Future<Output = T>, waits: Option<u64>) -> Option<T> {
    let mut future = pin!(future);
    let mut left = waits.unwrap_or(u64::MAX);
    std::future::poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}
