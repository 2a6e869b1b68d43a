//! Everything that must hold, counted.

use std::process::Command;
use std::time::Instant;

use crate::Done;
use crate::build;
use crate::demo::script;
use crate::run::{hear, program, root, say};
use crate::setup::{self, Tools};

#[derive(Clone, Copy, Default)]
struct Count {
    passed: u32,
    failed: u32,
}

/// How a step's output is counted.
enum Counted {
    /// The step is one check.
    AsOne,
    /// `test result: ok. 12 passed; 0 failed; …`, once per binary.
    Rust,
    /// `# pass 12` and `# fail 0`.
    Node,
}

/// Runs all that can be run, even after a failure.
pub fn test() -> Done {
    let tools = setup::tools()?;
    let mut all = Count::default();
    let mut failures = Vec::new();
    let mut step = |name: &str, counted: &Counted, command: Command| {
        let count = one(name, counted, command);
        if count.failed > 0 {
            failures.push(name.to_owned());
        }
        all.passed += count.passed;
        all.failed += count.failed;
    };
    let cargo = |arguments: &[&str]| {
        let mut command = program("cargo");
        command.args(arguments);
        command
    };
    let wasm = |arguments: &[&str]| {
        let mut command = tools.wasm("cargo");
        command.args(arguments);
        command
    };
    let target = "wasm32-unknown-unknown";
    step(
        "format",
        &Counted::AsOne,
        cargo(&["fmt", "--all", "--check"]),
    );
    step(
        "lints",
        &Counted::AsOne,
        cargo(&[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    );
    step(
        "lints of wasm32",
        &Counted::AsOne,
        wasm(&[
            "clippy",
            "--quiet",
            "--all-targets",
            "--target",
            target,
            "--",
            "-D",
            "warnings",
        ]),
    );
    step(
        "native tests",
        &Counted::Rust,
        cargo(&["test", "--quiet", "--workspace"]),
    );
    step(
        "wasm tests in Chromium",
        &Counted::Rust,
        in_chromium(
            &tools,
            wasm(&["test", "--target", target, "--test", "wasm"]),
        ),
    );
    let before = failures_of_build(&tools);
    step_result("build within its budget", before, &mut all, &mut failures);
    if let Err(words) = build::practice_org() {
        step_result("practice org", Err(words), &mut all, &mut failures);
    }
    for (name, folder) in [
        ("a real Salesforce client", "jsforce"),
        ("journeys of the built extension", "browser"),
    ] {
        let count = one(name, &Counted::Node, node(&tools, folder)?);
        if count.failed > 0 {
            failures.push(name.to_owned());
        }
        all.passed += count.passed;
        all.failed += count.failed;
    }
    if !failures.is_empty() {
        say(&format!("Failed: {}", failures.join(", ")));
    }
    say(&format!("{} passed, {} failed", all.passed, all.failed));
    if all.failed == 0 {
        Ok(())
    } else {
        Err("not everything holds".to_owned())
    }
}

fn failures_of_build(tools: &Tools) -> Done {
    say("== build within its budget");
    build::build(tools)
}

fn step_result(name: &str, result: Done, all: &mut Count, failures: &mut Vec<String>) {
    match result {
        Ok(()) => all.passed += 1,
        Err(words) => {
            say(&words);
            all.failed += 1;
            failures.push(name.to_owned());
        }
    }
}

/// The test files of a folder, by name: Node's own search differs by version.
fn node(tools: &Tools, folder: &str) -> Result<Command, String> {
    let folder = root().join("tests").join(folder);
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .flatten()
        .map(|entry| entry.path().to_string_lossy().into_owned())
        .filter(|path| path.ends_with(".test.mjs"))
        .collect();
    files.sort();
    let mut command = script(tools, &["--test", "--test-reporter=tap"]);
    command.args(files);
    Ok(command)
}

fn in_chromium(tools: &Tools, mut command: Command) -> Command {
    command
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            &tools.test_runner,
        )
        .env("CHROMEDRIVER", &tools.chromedriver);
    command
}

fn one(name: &str, counted: &Counted, mut command: Command) -> Count {
    say(&format!("== {name}"));
    let start = Instant::now();
    let heard = match hear(&mut command) {
        Ok(heard) => heard,
        Err(words) => {
            say(&words);
            return Count {
                passed: 0,
                failed: 1,
            };
        }
    };
    let mut count = match counted {
        Counted::AsOne => Count {
            passed: u32::from(heard.success),
            failed: 0,
        },
        Counted::Rust => sum(&heard.text, rust),
        Counted::Node => sum(&heard.text, node_line),
    };
    // A suite that failed without a failing test, or ran nothing, has failed.
    if count.failed == 0 && (!heard.success || count.passed == 0) {
        count.failed = 1;
    }
    say(&format!(
        "   {name}: {} passed, {} failed, {} s",
        count.passed,
        count.failed,
        start.elapsed().as_secs()
    ));
    count
}

fn sum(text: &str, line: impl Fn(&str) -> Count) -> Count {
    text.lines()
        .map(line)
        .fold(Count::default(), |all, one| Count {
            passed: all.passed + one.passed,
            failed: all.failed + one.failed,
        })
}

fn before(text: &str, word: &str) -> u32 {
    text.split(word)
        .next()
        .and_then(|head| head.trim_end().rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn rust(line: &str) -> Count {
    if !line.starts_with("test result:") {
        return Count::default();
    }
    Count {
        passed: before(line, " passed"),
        failed: before(line, " failed"),
    }
}

fn node_line(line: &str) -> Count {
    let after = |word: &str| {
        line.strip_prefix(word)
            .and_then(|number| number.trim().parse().ok())
            .unwrap_or(0)
    };
    Count {
        passed: after("# pass "),
        failed: after("# fail "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runners_are_counted_by_their_own_summaries() {
        let rust_text = "running 2 tests\n..\ntest result: ok. 2 passed; 0 failed; 0 ignored;\n\ntest result: FAILED. 3 passed; 1 failed; 0 ignored;";
        let node_text = "# tests 5\n# pass 4\n# fail 1\n# cancelled 0";
        for (count, passed, failed) in [
            (sum(rust_text, rust), 5, 1),
            (sum(node_text, node_line), 4, 1),
            (sum("nothing ran", rust), 0, 0),
        ] {
            assert_eq!((count.passed, count.failed), (passed, failed));
        }
    }
}
