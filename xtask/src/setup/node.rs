//! Node and its packages: wasm-opt, Playwright, jsforce, axe.

use std::fs;
use std::path::PathBuf;

use crate::run::{ask, program, root, run, say};

/// The oldest Node that will do.
const NODE: u32 = 20;

/// Installs the packages of the lock file; gives their `bin`.
pub fn packages() -> Result<PathBuf, String> {
    let advice = format!(
        "Node {NODE} or later is needed: install it from nodejs.org or by your package manager."
    );
    let version =
        ask(program("node").arg("--version")).ok_or(format!("There is no Node. {advice}"))?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
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
