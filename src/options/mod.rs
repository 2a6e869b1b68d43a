//! The settings: an admin sets them once, a rep sees what is in force. The state
//! is pure; its views are functions over it, and `runtime` alone acts.

pub mod own;
pub mod state;

#[cfg(target_arch = "wasm32")]
mod contacts_view;
#[cfg(target_arch = "wasm32")]
mod controls;
#[cfg(target_arch = "wasm32")]
mod creation_view;
#[cfg(target_arch = "wasm32")]
mod health_view;
#[cfg(target_arch = "wasm32")]
mod history_view;
#[cfg(target_arch = "wasm32")]
mod opens_in_view;
#[cfg(target_arch = "wasm32")]
mod own_view;
#[cfg(target_arch = "wasm32")]
mod rollout_view;
#[cfg(target_arch = "wasm32")]
pub mod runtime;
#[cfg(target_arch = "wasm32")]
mod salesforce_view;
#[cfg(target_arch = "wasm32")]
mod session_view;
#[cfg(target_arch = "wasm32")]
mod updates_view;
#[cfg(target_arch = "wasm32")]
mod view;
