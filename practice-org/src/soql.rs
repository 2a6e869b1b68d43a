//! SOQL as far as a client of Leads sends it: a parser and an evaluator.
//! Grammar and escapes are those of Salesforce's "SOQL and SOSL Reference".

pub mod eval;
pub mod parse;

pub use eval::run;
pub use parse::parse;
