//! The popup: a pure state (`state`), tested natively, and its view.

pub mod state;

#[cfg(target_arch = "wasm32")]
pub mod effects;
#[cfg(target_arch = "wasm32")]
pub mod form_view;
#[cfg(target_arch = "wasm32")]
pub mod journal_view;
#[cfg(target_arch = "wasm32")]
pub mod lookup_view;
#[cfg(target_arch = "wasm32")]
pub mod match_view;
#[cfg(target_arch = "wasm32")]
pub mod view;
