//! What the standard library or a crate does on the host and the browser's own
//! functions do in WASM, where they weigh nothing.

pub mod case;
pub mod datetime;
#[cfg(target_arch = "wasm32")]
pub mod js_value;
pub mod json;
pub mod normalize;
