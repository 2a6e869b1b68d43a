//! Known weaknesses of what the build and the tests take from others. Their
//! databases are asked where they can be had; where not, that is said, and nothing
//! is counted.

use serde_json::Value;

use crate::run::{hear, program, say};

/// What a database said.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// It knows of nothing.
    Nothing,
    /// It knows of this many.
    Known(u64),
    /// It could not be had.
    Absent,
}

/// Asks both databases; `false` if one knows of something, `None` if none could
/// be had.
pub fn none_is_known() -> Option<bool> {
    let mut known = None;
    for (name, said) in [("npm packages", npm()), ("crates", crates())] {
        let words = match said {
            Said::Nothing => "none is known",
            Said::Known(_) => "there are some: see above",
            Said::Absent => "not checked, because their database cannot be had here",
        };
        say(&format!("   advisories of {name}: {words}"));
        known = match said {
            Said::Absent => known,
            said => Some(known.unwrap_or(true) && said == Said::Nothing),
        };
    }
    known
}

fn npm() -> Said {
    let mut audit = program("npm");
    audit.args(["audit", "--json"]);
    // It ends badly with a finding and without a database alike: its words differ.
    let text = audit.output().map(|done| done.stdout).unwrap_or_default();
    of_npm(&String::from_utf8_lossy(&text))
}

fn of_npm(text: &str) -> Said {
    let report: Value = serde_json::from_str(text).unwrap_or_default();
    match report["metadata"]["vulnerabilities"]["total"].as_u64() {
        Some(0) => Said::Nothing,
        Some(known) => {
            say(text);
            Said::Known(known)
        }
        None => Said::Absent,
    }
}

fn crates() -> Said {
    match hear(program("cargo").args(["audit", "--quiet"])) {
        Ok(heard) => of_crates(heard.success, &heard.text),
        Err(_) => Said::Absent,
    }
}

/// `cargo audit` is another's program: it may not be installed.
fn of_crates(success: bool, text: &str) -> Said {
    match success {
        true => Said::Nothing,
        false if text.contains("Crate:") => Said::Known(text.matches("Crate:").count() as u64),
        false => Said::Absent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_told_from_a_database_that_is_not_there() {
        for (text, said) in [
            (
                r#"{"metadata":{"vulnerabilities":{"total":0}}}"#,
                Said::Nothing,
            ),
            (
                r#"{"metadata":{"vulnerabilities":{"total":2}}}"#,
                Said::Known(2),
            ),
            (r#"{"message":"405 Method Not Allowed"}"#, Said::Absent),
            ("", Said::Absent),
        ] {
            assert_eq!(of_npm(text), said, "{text}");
        }
        for (success, text, said) in [
            (true, "", Said::Nothing),
            (false, "Crate:     x\nID: RUSTSEC-2026-0001", Said::Known(1)),
            (false, "error: no such command: `audit`", Said::Absent),
            (
                false,
                "error: couldn't fetch advisory database",
                Said::Absent,
            ),
        ] {
            assert_eq!(of_crates(success, text), said, "{text}");
        }
    }
}
