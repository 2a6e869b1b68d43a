//! What both pages share: the problem card, the frame, small helpers.

pub mod dom;
pub mod frame;
pub mod parts;
pub mod problem_view;
pub use crate::browser::words as text;
