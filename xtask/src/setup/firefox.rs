//! Firefox and its driver, for what runs in Firefox alone.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use super::{apt, cargo_tool, clear_building, debian_root, found};
use crate::manifest::{Package, manifest};
use crate::run::{ask, say};

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
/// No Firefox that the extension runs in, and no way to install one; no driver, and
/// no crates.io.
pub fn firefox() -> Result<Firefox, String> {
    Ok(Firefox {
        browser: browser()?,
        geckodriver: geckodriver()?,
    })
}

fn browser() -> Result<PathBuf, String> {
    let oldest = oldest()?;
    let known = || {
        let browser = env::var_os("FIREFOX")
            .map(PathBuf::from)
            .or_else(|| found(BROWSERS))
            .ok_or("None was found.")?;
        let said = ask(Command::new(&browser).arg("--version"));
        match fault(said.as_deref(), oldest) {
            None => Ok(browser),
            Some(fault) => Err(format!("{} {fault}.", browser.display())),
        }
    };
    let mut browser = known();
    if browser.is_err() && env::var_os("FIREFOX").is_none() && debian_root() {
        say("Installing Firefox ESR, about 1 minute.");
        apt(&["firefox-esr"])?;
        browser = known();
    }
    browser.map_err(|why| {
        format!(
            "Firefox ESR or Developer Edition, {oldest} or later, is needed. {why} Install it (Debian: \
             apt-get install firefox-esr; macOS: brew install firefox@developer-edition; or from \
             mozilla.org), or name it by FIREFOX=\u{2026}."
        )
    })
}

/// Why the package cannot be installed in the browser that says this of itself:
/// `Mozilla Firefox 153.8.0esr`.
fn fault(said: Option<&str>, oldest: u32) -> Option<String> {
    let version = said.and_then(|said| said.split("Firefox ").nth(1));
    match version.and_then(major) {
        Some(version) if version >= oldest => None,
        Some(version) => Some(format!("is version {version}")),
        None => Some("does not run as a Firefox".to_owned()),
    }
}

/// The first number of a version.
fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The oldest Firefox that takes the package, as its manifest says.
fn oldest() -> Result<u32, String> {
    let manifest: serde_json::Value = serde_json::from_str(&manifest(Package::Firefox)?)
        .map_err(|error| format!("the manifest for Firefox: {error}"))?;
    manifest["browser_specific_settings"]["gecko"]["strict_min_version"]
        .as_str()
        .and_then(major)
        .ok_or_else(|| "the manifest names no oldest Firefox".to_owned())
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
            clear_building()?;
            Ok(folder.join("geckodriver"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firefox_that_cannot_take_the_package_is_named() {
        for (said, why) in [
            (Some("Mozilla Firefox 153.8.0esr"), None),
            (Some("Mozilla Firefox 154.0b9"), None),
            (Some("Mozilla Firefox 140.5.0esr"), Some("is version 140")),
            (
                Some("Chromium 142.0.7444.59"),
                Some("does not run as a Firefox"),
            ),
            (None, Some("does not run as a Firefox")),
        ] {
            assert_eq!(fault(said, 153).as_deref(), why, "{said:?}");
        }
        assert!(oldest().unwrap() > 100);
    }
}
