//! SOQL as far as a client of Leads sends it: a parser and an evaluator.
//! Grammar and escapes are those of Salesforce's "SOQL and SOSL Reference".

pub mod eval;
pub mod parse;
mod selective;

pub use eval::{Reach, run};
pub use parse::{Query, parse};
