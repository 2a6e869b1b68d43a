//! Everything that must hold, counted.

use std::process::Command;
use std::thread;
use std::time::{Instant, SystemTime};

use crate::Done;
use crate::advisories;
use crate::build;
use crate::demo::script;
use crate::run::{Heard, hear, hear_later, program, root, run, say};
use crate::setup::firefox::firefox;
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

/// What has been counted so far.
#[derive(Default)]
struct Tally {
    all: Count,
    failures: Vec<String>,
    /// Beside another, before the person's eyes: each step speaks when it has ended.
    aside: bool,
}

impl Tally {
    fn add(&mut self, name: &str, count: Count) {
        self.all.passed += count.passed;
        self.all.failed += count.failed;
        if count.failed > 0 {
            self.failures.push(name.to_owned());
        }
    }

    fn run(&mut self, name: &str, counted: &Counted, mut command: Command) {
        let aside = self.aside;
        let hear = if aside { hear_later } else { hear };
        let step = || {
            let heard = hear(&mut command).unwrap_or_else(|words| {
                say(&words);
                Heard::default()
            });
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
            let said = if aside { heard.text } else { String::new() };
            (count, said)
        };
        self.timed(name, step);
    }

    /// A step of our own, counted as one check.
    fn check(&mut self, name: &str, step: impl FnOnce() -> Done) {
        self.timed(name, || {
            let failed = step().map_err(|words| say(&words)).is_err();
            let count = Count {
                passed: u32::from(!failed),
                failed: u32::from(failed),
            };
            (count, String::new())
        });
    }

    /// The step gives its count, and what is not yet said.
    fn timed(&mut self, name: &str, step: impl FnOnce() -> (Count, String)) {
        let start = Instant::now();
        let heading = format!("== {name}");
        if !self.aside {
            say(&heading);
        }
        let (count, said) = step();
        let end = format!(
            "   {name}: {} passed, {} failed, {} s",
            count.passed,
            count.failed,
            start.elapsed().as_secs()
        );
        if self.aside {
            say(&format!("{heading}\n{said}{end}"));
        } else {
            say(&end);
        }
        self.add(name, count);
    }

    /// Both at the same time: what is in the way of the one is not in the other's.
    fn both(&mut self, one: impl FnOnce(&mut Self), other: impl FnOnce(&mut Self) + Send) {
        let beside = thread::scope(|scope| {
            let beside = scope.spawn(|| {
                let mut tally = Self {
                    aside: true,
                    ..Self::default()
                };
                other(&mut tally);
                tally
            });
            one(self);
            beside.join()
        });
        match beside {
            Ok(tally) => {
                self.all.passed += tally.all.passed;
                self.all.failed += tally.all.failed;
                self.failures.extend(tally.failures);
            }
            Err(_) => self.add(
                "a step that broke off",
                Count {
                    passed: 0,
                    failed: 1,
                },
            ),
        }
    }
}

const TARGET: &str = "wasm32-unknown-unknown";
const DENY: [&str; 3] = ["--", "-D", "warnings"];

/// Runs all that can be run, even after a failure.
pub fn test() -> Done {
    let tools = setup::tools()?;
    let firefox = firefox()?;
    let cargo = |arguments: &[&str]| {
        let mut command = program("cargo");
        command.args(arguments);
        command
    };
    let wasm = |arguments: &[&str]| {
        let mut command = tools.wasm("cargo");
        let (name, rest) = arguments.split_at(1);
        command.args(name).args(["--target", TARGET]).args(rest);
        command
    };
    let mut lints = cargo(&["clippy", "--quiet", "--workspace", "--all-targets"]);
    lints.args(DENY);
    // The native tests of the pure modules are not built for the browser.
    let mut wasm_lints = wasm(&[
        "clippy",
        "--quiet",
        "--lib",
        "--bins",
        "--test",
        "wasm",
        "--test",
        "wasm_meaning",
        "--test",
        "pages",
    ]);
    wasm_lints.args(DENY);
    let in_chromium = in_chromium(
        &tools,
        wasm(&[
            "test",
            "--test",
            "wasm",
            "--test",
            "wasm_meaning",
            "--test",
            "pages",
            // What they count of pages and places.
            "--",
            "--nocapture",
        ]),
    );

    let client = node(&tools, files("jsforce")?, 1);
    let mut journeys = files("firefox")?;
    journeys.append(&mut files("browser")?);
    let mut journeys = node(&tools, journeys, AT_ONCE);
    firefox.name_in(&mut journeys);
    let policies = files("policy")?;
    let (of_firefox, of_chromium) = policies
        .into_iter()
        .partition(|path| path.ends_with("firefox.test.mjs"));
    let of_chromium = node(&tools, of_chromium, 1);
    let mut of_firefox = node(&tools, of_firefox, 1);
    firefox.name_in(&mut of_firefox);

    let mut tally = Tally::default();
    tally.run(
        "format",
        &Counted::AsOne,
        cargo(&["fmt", "--all", "--check"]),
    );
    // The browser's side and the machine's have build folders of their own.
    tally.both(
        |tally| {
            tally.run("lints of wasm32", &Counted::AsOne, wasm_lints);
            tally.run("wasm tests in Chromium", &Counted::Rust, in_chromium);
            tally.check("the build within its budget", || build::build(&tools));
        },
        |tally| {
            tally.run("lints", &Counted::AsOne, lints);
            tally.run(
                "native tests",
                &Counted::Rust,
                cargo(&["test", "--quiet", "--workspace"]),
            );
            tally.check("the practice org", build::practice_org);
            tally.run("a real Salesforce client", &Counted::Node, client);
        },
    );
    tally.run(
        "journeys of the built extension in Chromium and Firefox",
        &Counted::Node,
        journeys,
    );
    // After all other browsers: a policy is that of every Chromium, or every Firefox, of
    // this machine, and so of every test in it.
    tally.both(
        |tally| {
            tally.run("managed policy in Chromium", &Counted::Node, of_chromium);
        },
        |tally| {
            tally.run("managed policy in Firefox", &Counted::Node, of_firefox);
            tally.run("what addons.mozilla.org checks", &Counted::AsOne, linter());
            say("== advisories");
            if let Some(none) = advisories::none_is_known() {
                let count = Count {
                    passed: u32::from(none),
                    failed: u32::from(!none),
                };
                tally.add("advisories", count);
            }
        },
    );

    let Tally { all, failures, .. } = tally;
    if !failures.is_empty() {
        say(&format!("Failed: {}", failures.join(", ")));
    }
    say(&format!("{} passed, {} failed", all.passed, all.failed));
    if all.failed == 0 {
        Ok(())
    } else {
        // The count is the last line.
        std::process::exit(1)
    }
}

/// Random days of a rep with every fault: how many, and the first one's seed.
pub fn faults(arguments: &[&str]) -> Done {
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let (runs, seed) = match arguments {
        [] => (5000, now.as_secs()),
        [runs] => (whole(runs)?, now.as_secs()),
        [runs, seed] => (whole(runs)?, whole(seed)?),
        _ => return Err("faults takes two numbers at most: RUNS and SEED".to_owned()),
    };
    say(&format!("{runs} runs from seed {seed}."));
    let mut command = program("cargo");
    command
        .args(["test", "--quiet", "--test", "faults", "--", "--nocapture"])
        .env("FAULT_RUNS", runs.to_string())
        .env("FAULT_SEED", seed.to_string());
    run(&mut command).map_err(|_| format!("something was lost or there twice, from seed {seed}"))
}

fn whole(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("{text} is no whole number"))
}

/// Mozilla's own linter over the package for Firefox: a warning fails it too.
fn linter() -> Command {
    let mut command = program("node");
    command.args([
        "node_modules/addons-linter/bin/addons-linter",
        "--warnings-as-errors",
        "target/add-to-crm-firefox.zip",
    ]);
    command
}

/// Files of journeys that run at the same time, each with a browser and an org of its
/// own: a journey waits for much of its time.
const AT_ONCE: usize = 3;

/// The test files of a folder, by name: Node's own search differs by version.
fn files(folder: &str) -> Result<Vec<String>, String> {
    let folder = root().join("tests").join(folder);
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .flatten()
        .map(|entry| entry.path().to_string_lossy().into_owned())
        .filter(|path| path.ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}

fn node(tools: &Tools, files: Vec<String>, at_once: usize) -> Command {
    let at_once = format!("--test-concurrency={at_once}");
    let mut command = script(tools, &["--test", "--test-reporter=tap", &at_once]);
    command.args(files);
    command
}

fn in_chromium(tools: &Tools, mut command: Command) -> Command {
    command
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            &tools.test_runner,
        )
        .env("CHROMEDRIVER", &tools.chromedriver)
        // Seconds for all of them; some pages are waited for.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    command
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
