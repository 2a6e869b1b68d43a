//! The settings: an admin sets them once, a rep sees what is in force.

#[cfg(target_arch = "wasm32")]
pub mod view;
