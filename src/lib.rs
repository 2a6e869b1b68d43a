//! Add to CRM: from a person's profile page to a Lead in the company's
//! Salesforce org.
//!
//! The rooms, from the ground up; a room uses only rooms above it in this list.
//! The pure ones build and pass their tests on the host, without a browser.

pub mod case;

pub mod json;

pub mod problem;

pub mod port;

pub mod person;

pub mod page;

pub mod policy;

pub mod salesforce;

pub mod lead;

pub mod message;

pub mod journal;

pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod browser;

pub mod popup;

pub mod options;

#[cfg(target_arch = "wasm32")]
pub mod ui;
