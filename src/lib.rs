//! Add to CRM: from a person's profile page to a Lead in the company's
//! Salesforce org.
//!
//! The modules stand in order: each depends only on modules declared before it,
//! which `tests/invariants.rs` checks. All but the last ones are pure and pass
//! their tests on the host, without a browser.

pub mod platform;

pub mod text;

pub mod json;

pub mod problem;

pub mod port;

pub mod person;

pub mod page;

pub mod field;

pub mod salesforce;

pub mod matching;

pub mod policy;

pub mod contact;

pub mod lead;

pub mod update;

pub mod journal;

pub mod message;

pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod browser;

#[cfg(target_arch = "wasm32")]
pub mod ui;

pub mod popup;

pub mod options;
