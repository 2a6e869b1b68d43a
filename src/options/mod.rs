//! The settings: an admin sets them once, a rep sees what is in force.

#[cfg(target_arch = "wasm32")]
mod controls;
#[cfg(target_arch = "wasm32")]
mod creation_view;
#[cfg(target_arch = "wasm32")]
mod health_view;
#[cfg(target_arch = "wasm32")]
mod history_view;
#[cfg(target_arch = "wasm32")]
mod rollout_view;
#[cfg(target_arch = "wasm32")]
mod salesforce_view;
#[cfg(target_arch = "wasm32")]
pub mod view;
