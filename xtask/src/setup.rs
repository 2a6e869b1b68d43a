//! What the project needs on a machine, and how it gets there.
//!
//! Rustup's own way is tried first. Where Rust's download server cannot be
//! reached, Debian's packages stand in: their compiler builds the wasm32
//! standard library itself.

pub mod firefox;
mod node;
mod wasm;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use crate::run::{ask, program, run, say};

/// The version that compiles with stable Rust 1.95; later ones want more.
const TRUNK: &str = "0.21.14";
/// The programs of wasm-bindgen, by a lock file of ours.
const BINDGEN: &str = "xtask/wasm-bindgen";

/// Where everything is.
pub struct Tools {
    /// The wasm side's environment: toolchain, linker, PATH.
    wasm: Vec<(&'static str, OsString)>,
    /// Chromium, Edge or Chrome for Testing.
    pub chromium: PathBuf,
    /// Fits that browser.
    pub chromedriver: PathBuf,
    /// wasm-bindgen's test runner.
    pub test_runner: PathBuf,
}

impl Tools {
    /// A program of the wasm side.
    pub fn wasm(&self, name: &str) -> Command {
        let mut command = program(name);
        for (key, value) in &self.wasm {
            command.env(key, value);
        }
        command
    }
}

/// Finds or installs all of it. Takes about a second if nothing is missing.
pub fn tools() -> Result<Tools, String> {
    let mut wasm = wasm::toolchain()?;
    // What is downloaded comes while the compiler works.
    let (downloaded, compiled) = thread::scope(|scope| {
        let downloads = scope.spawn(|| Ok::<_, String>((node::packages()?, browser()?)));
        let compiled = cargo_tools();
        (downloads.join(), compiled)
    });
    let (trunk, bindgen) = compiled?;
    let (node, (chromium, chromedriver)) =
        downloaded.map_err(|_| "The set-up of Node or of the browser broke off.".to_owned())??;
    let mut path = vec![trunk, bindgen.clone(), node];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let path = env::join_paths(path).map_err(|error| format!("PATH: {error}"))?;
    wasm.push(("PATH", path));
    let target = crate::run::root().join("target/wasm");
    wasm.push(("CARGO_TARGET_DIR", target.into_os_string()));
    Ok(Tools {
        wasm,
        chromium,
        chromedriver,
        test_runner: bindgen.join("wasm-bindgen-test-runner"),
    })
}

/// The folder of the user's cache that a second clone finds too.
fn cache() -> Result<PathBuf, String> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")))
        .ok_or("neither XDG_CACHE_HOME nor HOME is set: where may tools be installed?")?;
    Ok(base.join("add-to-crm"))
}

/// Trunk, and the programs of wasm-bindgen: the folders of both.
fn cargo_tools() -> Result<(PathBuf, PathBuf), String> {
    let trunk = format!("trunk@{TRUNK}");
    let trunk = cargo_tool(
        &["trunk"],
        TRUNK,
        // It finds its tools on PATH and downloads none: no TLS.
        &[&trunk, "--no-default-features"],
        "3 minutes",
    )?;
    let bindgen = cargo_tool(
        &["wasm-bindgen", "wasm-bindgen-test-runner"],
        &locked_version("wasm-bindgen")?,
        &["--path", BINDGEN],
        "1 minute",
    )?;
    clear_building()?;
    Ok((trunk, bindgen))
}

/// Where tools are compiled: what they have in common is compiled once.
fn building() -> Result<PathBuf, String> {
    Ok(cache()?.join("building"))
}

/// What is left over of compiling takes room alone.
fn clear_building() -> Result<(), String> {
    let _kept = std::fs::remove_dir_all(building()?);
    Ok(())
}

/// Installs the programs of a Rust tool, `what` with its features, of exactly the
/// crates that are locked, into a folder of its version; gives its `bin`.
fn cargo_tool(
    programs: &[&str],
    version: &str,
    what: &[&str],
    time: &str,
) -> Result<PathBuf, String> {
    let name = programs.first().copied().unwrap_or_default();
    let folder = cache()?.join(format!("{name}-{version}"));
    let bin = folder.join("bin");
    let is_there = |program: &&str| {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        bin.join(file).is_file()
    };
    if !programs.iter().all(is_there) {
        say(&format!("Installing {name} {version}, about {time}."));
        run(program("cargo")
            .arg("install")
            .args(what)
            .args(["--locked", "--quiet", "--root"])
            .arg(&folder)
            .arg("--target-dir")
            .arg(building()?)
            // Built once to run for seconds: the compiler's time is what counts.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0"))
        .map_err(|error| {
            format!("{name} {version} could not be installed ({error}). Is crates.io within reach?")
        })?;
    }
    Ok(bin)
}

/// The version of a crate in the lock file.
fn locked_version(name: &str) -> Result<String, String> {
    let lock = std::fs::read_to_string(crate::run::root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let wanted = format!("name = \"{name}\"");
    lock.lines()
        .skip_while(|line| *line != wanted)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or(format!("Cargo.lock names no {name}"))
}

/// Whether this user may install Debian packages.
fn debian_root() -> bool {
    Path::new("/usr/bin/apt-get").exists()
        && ask(program("id").arg("-u")).is_some_and(|id| id == "0")
}

/// Installs Debian packages.
fn apt(packages: &[&str]) -> Result<(), String> {
    let install = || {
        run(program("apt-get")
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(std::process::Stdio::null()))
    };
    run(program("apt-get")
        .args(["update", "--quiet"])
        .stdout(std::process::Stdio::null()))
    .and_then(|()| install())
    .map_err(|error| format!("apt-get could not install {} ({error})", packages.join(" ")))
}

fn found(candidates: &[&str]) -> Option<PathBuf> {
    let on_path = |name: &str| {
        env::split_paths(&env::var_os("PATH")?)
            .map(|folder| folder.join(name))
            .find(|path| path.is_file())
    };
    candidates.iter().find_map(|candidate| {
        if candidate.contains('/') {
            Some(PathBuf::from(candidate)).filter(|path| path.is_file())
        } else {
            on_path(candidate)
        }
    })
}

/// Browsers that take an unpacked extension by flag. Debian's own file stands
/// first: the wrapper on PATH adds flags.
const BROWSERS: &[&str] = &[
    "/usr/lib/chromium/chromium",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];
const DRIVERS: &[&str] = &[
    "chromedriver",
    "/usr/bin/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
    "msedgedriver",
];

fn browser() -> Result<(PathBuf, PathBuf), String> {
    let named = |key: &str| env::var_os(key).map(PathBuf::from);
    let both = || {
        let browser = named("CHROMIUM").or_else(|| found(BROWSERS))?;
        let driver = named("CHROMEDRIVER").or_else(|| found(DRIVERS))?;
        Some((browser, driver))
    };
    if let Some(both) = both() {
        return Ok(both);
    }
    if debian_root() {
        say("Installing Chromium and its driver, about 1 minute.");
        apt(&["chromium", "chromium-driver", "chromium-l10n"])?;
        if let Some(both) = both() {
            return Ok(both);
        }
    }
    let chrome = found(&[
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ]);
    let why = if chrome.is_some() {
        "Google Chrome is here, but it takes no unpacked extension by flag any more. "
    } else {
        ""
    };
    Err(format!(
        "{why}Chromium (or Edge, or Chrome for Testing) and its driver are needed. Install them \
         (Debian: apt-get install chromium chromium-driver; macOS: brew install chromium chromedriver) \
         or name them by CHROMIUM=… CHROMEDRIVER=…."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_of_wasm_bindgen_have_the_version_of_its_crate() {
        let version = locked_version("wasm-bindgen").unwrap();
        let file = crate::run::root().join(BINDGEN).join("Cargo.toml");
        let text = std::fs::read_to_string(file).unwrap();
        for wanted in [
            format!("version = \"{version}\""),
            format!("wasm-bindgen-cli = {{ version = \"={version}\", default-features = false }}"),
        ] {
            assert!(text.lines().any(|line| line == wanted), "{wanted}");
        }
    }
}
