//! The browser with the built extension: the demonstration, the benchmarks.

use std::env;

use crate::Done;
use crate::build;
use crate::run::{program, root, run, say};
use crate::setup::firefox::firefox;
use crate::setup::{self, Tools};

/// A Node script of `tests` with the browser it is to use.
pub fn script(tools: &Tools, arguments: &[&str]) -> std::process::Command {
    let mut command = program("node");
    command
        .args(arguments)
        .env("CHROMIUM", &tools.chromium)
        .env("PRACTICE_ORG", root().join("target/debug/practice-org"));
    command
}

/// The built extension and the practice org, and what runs them.
pub fn ready() -> Result<Tools, String> {
    let tools = setup::tools()?;
    build::build(&tools)?;
    say("Building the practice org, a minute the first time.");
    build::practice_org()?;
    Ok(tools)
}

fn display() -> bool {
    cfg!(any(target_os = "macos", windows))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The commands, and what the practice org can be.
pub fn help(commands: &str) -> Done {
    say(commands);
    run(program("cargo").args([
        "run",
        "--quiet",
        "--package",
        "practice-org",
        "--",
        "--help",
    ]))
}

/// The main job: with a display in the person's hands, without one by itself.
/// `options`: `--headless`, `--browser firefox`, and shapes of the org as
/// `--shape NAME`.
pub fn demo(options: &[&str]) -> Done {
    let mut rest = options;
    let mut in_firefox = false;
    let mut passed_on = Vec::new();
    loop {
        rest = match rest {
            [] => break,
            ["--headless", rest @ ..] => {
                passed_on.push("--headless");
                rest
            }
            ["--browser", name @ ("firefox" | "chromium"), rest @ ..] => {
                in_firefox = *name == "firefox";
                rest
            }
            ["--shape", name, rest @ ..] if !name.starts_with('-') => {
                passed_on.extend(["--shape", name]);
                rest
            }
            [other, ..] => return Err(format!("demo {other}: see cargo xtask demo --help")),
        };
    }
    if !display() && !passed_on.contains(&"--headless") {
        passed_on.push("--headless");
    }
    let tools = ready()?;
    passed_on.insert(0, "tests/demo.mjs");
    if in_firefox {
        passed_on.push("--firefox");
    }
    let mut command = script(&tools, &passed_on);
    if in_firefox {
        firefox()?.name_in(&mut command);
    }
    run(&mut command).map_err(|_| "the demonstration did not reach its end".to_owned())
}

/// Speed, size, memory, calls.
pub fn bench() -> Done {
    let tools = ready()?;
    for file in ["tests/browser/bench.mjs", "tests/browser/panel-bench.mjs"] {
        run(&mut script(&tools, &[file]))
            .map_err(|_| format!("{file} did not reach its end, or a bound was passed"))?;
    }
    Ok(())
}
