//! Texts without a meaning of their own: cutting, encoding, the calendar.

pub mod calendar;
mod cut;
pub mod encoding;
pub mod markup;
pub mod sentence;

pub use cut::cut_at_word;
