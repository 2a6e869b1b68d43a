//! Node and its packages: wasm-opt, Playwright, jsforce, axe.

use std::fs;
use std::path::PathBuf;

use crate::run::{ask, program, root, run, say};

/// The oldest Node that will do: it runs test files at the same time.
const NODE: (u32, u32) = (20, 10);

/// Installs the packages of the lock file; gives their `bin`.
pub fn packages() -> Result<PathBuf, String> {
    let advice = format!(
        "Node {}.{} or later is needed: install it from nodejs.org or by your package manager.",
        NODE.0, NODE.1
    );
    let version =
        ask(program("node").arg("--version")).ok_or(format!("There is no Node. {advice}"))?;
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse);
    let known = match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => Some((major, minor)),
        _ => None,
    };
    if known.is_none_or(|known: (u32, u32)| known < NODE) {
        return Err(format!("This is Node {version}. {advice}"));
    }
    let modules = root().join("node_modules");
    // A copy of the lock file that was installed from.
    let stamp = modules.join(".installed-lock.json");
    let lock = fs::read(root().join("package-lock.json"))
        .map_err(|error| format!("package-lock.json: {error}"))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(modules.join(".bin"));
    }
    say("Installing the Node packages, less than a minute.");
    run(program("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
        .map_err(|error| format!("The Node packages could not be installed ({error}). Is the npm registry within reach?"))?;
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))?;
    Ok(modules.join(".bin"))
}
