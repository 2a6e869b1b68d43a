//! The Lead form: what it asks for, what it holds, what is sent.

pub mod draft;
pub mod form;
pub mod payload;
pub mod validate;

pub use draft::{Draft, Entry};
pub use form::{Field, Form, Section};
