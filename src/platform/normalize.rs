//! Unicode's normal forms. Their tables weigh 123 KB in WASM, where the browser's
//! own serve.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
pub use browser::{composed, decomposed};

#[cfg(not(target_arch = "wasm32"))]
mod host;
#[cfg(not(target_arch = "wasm32"))]
pub use host::{composed, decomposed};
