//! The popup by features. A feature's folder holds its part of the state with
//! its messages, its view and its tests; `app` composes them. The state is pure
//! and tested natively: `update` changes it and says what is to be done in the
//! world as [`command::Command`]s, which `runtime` carries out.

pub mod app;
pub mod bulk;
pub mod command;
pub mod panel;
pub mod person;
pub mod recent;
pub mod shell;
pub mod standing;

#[cfg(target_arch = "wasm32")]
mod panel_view;
#[cfg(target_arch = "wasm32")]
pub mod runtime;
#[cfg(target_arch = "wasm32")]
mod view;

#[cfg(test)]
mod fixtures;
