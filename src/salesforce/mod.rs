//! Salesforce as its documentation and its recorded answers have it: signing
//! in, the session, the describe, creating, errors and limits.
//!
//! Pure: what it needs of the outside comes through `port`.

pub mod clock;
pub mod describe;
pub mod error;
pub mod host;
pub mod id;
pub mod identity;
pub mod limits;
pub mod oauth;
pub mod object;
pub mod rest;
pub mod secret;
pub mod session;
pub mod soql;
pub mod sosl;
