//! A toolchain that compiles to wasm32.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{apt, cache, debian_root};
use crate::run::{ask, program, run, say, succeeds_within};

const TARGET: &str = "wasm32-unknown-unknown";
/// The standard library's source: the release build makes its own of it.
const SOURCE: &str = "rust-src";
/// The name under which Debian's compiler is linked: nobody's own is touched.
const LINKED: &str = "add-to-crm-wasm";
const LINKER: &str = "wasm-ld-22";
const PACKAGES: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "lld-22",
];
/// Rustup's download takes seconds where it works, and hangs where it does not.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

/// The environment of the wasm side; installs what is missing.
pub fn toolchain() -> Result<Vec<(&'static str, OsString)>, String> {
    if is_complete(&[]) {
        return Ok(Vec::new());
    }
    if is_complete(&debian()) {
        return Ok(debian());
    }
    say(
        "Installing the wasm32 target and the library\u{2019}s source with rustup, less than a minute.",
    );
    let rustup = [["target", "add", TARGET], ["component", "add", SOURCE]]
        .iter()
        .all(|arguments| {
            program("rustup")
                .args(arguments)
                .status_within(RUSTUP_LIMIT)
        });
    if rustup && is_complete(&[]) {
        return Ok(Vec::new());
    }
    let by_hand = format!(
        "Run \u{201c}rustup target add {TARGET}\u{201d} and \u{201c}rustup component add {SOURCE}\u{201d} where Rust\u{2019}s download server can be reached."
    );
    if !debian_root() {
        return Err(format!(
            "The wasm32 target or the library\u{2019}s source ({SOURCE}) is missing and rustup could not install it. {by_hand} (On Debian as root, the set-up uses Debian\u{2019}s packages instead.)"
        ));
    }
    say(
        "Rustup could not. Installing Debian\u{2019}s compiler for the web instead, about 1 minute.",
    );
    apt(PACKAGES)?;
    if !libraries().is_dir() {
        say("Building the wasm32 standard library, about 1 minute.");
        standard_library()?;
    }
    run(program("rustup").args(["toolchain", "link", LINKED, "/usr"]))?;
    if is_complete(&debian()) {
        Ok(debian())
    } else {
        Err(format!(
            "Debian\u{2019}s compiler was installed but cannot compile to wasm32, or its source is not where cargo looks. {by_hand}"
        ))
    }
}

trait Within {
    fn status_within(&mut self, limit: Duration) -> bool;
}

impl Within for std::process::Command {
    fn status_within(&mut self, limit: Duration) -> bool {
        succeeds_within(self, limit)
    }
}

fn debian() -> Vec<(&'static str, OsString)> {
    vec![
        ("RUSTUP_TOOLCHAIN", LINKED.into()),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER.into()),
    ]
}

/// Whether the compiler of this environment has the target's library, and the
/// source of it.
fn is_complete(environment: &[(&'static str, OsString)]) -> bool {
    let folder = |arguments: &[&str]| {
        let mut rustc = program("rustc");
        rustc.args(arguments);
        rustc.envs(environment.iter().map(|(key, value)| (key, value)));
        ask(&mut rustc).map(PathBuf::from)
    };
    let target = folder(&["--print", "target-libdir", "--target", TARGET]);
    let source = folder(&["--print", "sysroot"])
        .map(|root| root.join("lib/rustlib/src/rust/library/Cargo.lock"));
    target.is_some_and(|folder| has_core(&folder)) && source.is_some_and(|lock| lock.is_file())
}

fn has_core(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
    })
}

fn libraries() -> PathBuf {
    Path::new("/usr/lib/rustlib").join(TARGET).join("lib")
}

/// Debian ships the library's source: built once in an empty crate, it makes
/// that compiler a normal one.
fn standard_library() -> Result<(), String> {
    let folder = cache()?.join("wasm-std");
    let io = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder.join("src")).map_err(io)?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n").map_err(io)?;
    let manifest =
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest).map_err(io)?;
    run(program("/usr/bin/cargo")
        .current_dir(&folder)
        .args([
            "build",
            "--quiet",
            "--release",
            "-Z",
            "build-std=std,panic_abort,test",
            "--target",
            TARGET,
        ])
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO_TARGET_DIR")
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        // Without it link-time optimisation finds no code to work on.
        .env("RUSTFLAGS", "-C embed-bitcode=yes"))?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    fs::create_dir_all(libraries()).map_err(io)?;
    for entry in fs::read_dir(&built).map_err(io)?.flatten() {
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libempty-") {
            fs::copy(entry.path(), libraries().join(&name)).map_err(io)?;
        }
    }
    Ok(())
}
