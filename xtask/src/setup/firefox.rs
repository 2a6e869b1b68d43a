//! Firefox and its driver, for what runs in Firefox alone.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use super::{apt, cargo_tool, debian_root, found};
use crate::run::say;

/// The version that is built where no driver is installed.
const GECKODRIVER: &str = "0.37.1";

/// Where both are.
pub struct Firefox {
    /// An ESR, Developer Edition or Nightly: they take a package that Mozilla has
    /// not signed.
    pub browser: PathBuf,
    /// Fits every supported Firefox.
    pub geckodriver: PathBuf,
}

impl Firefox {
    /// Names both to a script of `tests/firefox`.
    pub fn name_in(&self, script: &mut Command) {
        script
            .env("FIREFOX", &self.browser)
            .env("GECKODRIVER", &self.geckodriver);
    }
}

/// Debian's own file stands first: the program on PATH is a script.
const BROWSERS: &[&str] = &[
    "/usr/lib/firefox-esr/firefox-esr",
    "firefox-esr",
    "firefox-developer-edition",
    "/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox",
];

/// Finds or installs both.
///
/// # Errors
/// No Firefox, and no way to install one; no driver, and no crates.io.
pub fn firefox() -> Result<Firefox, String> {
    Ok(Firefox {
        browser: browser()?,
        geckodriver: geckodriver()?,
    })
}

fn browser() -> Result<PathBuf, String> {
    let known = || {
        env::var_os("FIREFOX")
            .map(PathBuf::from)
            .or_else(|| found(BROWSERS))
    };
    if let Some(browser) = known() {
        return Ok(browser);
    }
    if debian_root() {
        say("Installing Firefox ESR, about 1 minute.");
        apt(&["firefox-esr"])?;
    }
    known().ok_or_else(|| {
        "Firefox ESR or Developer Edition is needed. Install it (Debian: apt-get install firefox-esr; \
         macOS: brew install firefox@developer-edition) or name it by FIREFOX=\u{2026}."
            .to_owned()
    })
}

fn geckodriver() -> Result<PathBuf, String> {
    let known = env::var_os("GECKODRIVER")
        .map(PathBuf::from)
        .or_else(|| found(&["geckodriver"]));
    match known {
        Some(driver) => Ok(driver),
        None => {
            let what = format!("geckodriver@{GECKODRIVER}");
            let folder = cargo_tool(&["geckodriver"], GECKODRIVER, &[&what], "2 minutes")?;
            Ok(folder.join("geckodriver"))
        }
    }
}
