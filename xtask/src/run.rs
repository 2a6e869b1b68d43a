//! Running other programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Says something to the person, at once.
pub fn say(text: &str) {
    // Nobody may be listening; the work goes on.
    let _closed = writeln!(std::io::stderr(), "{text}");
}

/// The project's folder.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// A program in the project's folder, without what `cargo xtask` itself put
/// into the environment: another toolchain may run next.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    for (key, _) in std::env::vars_os() {
        let text = key.to_string_lossy();
        let ours = text == "CARGO"
            || text == "LD_LIBRARY_PATH"
            || text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_");
        if ours {
            command.env_remove(&key);
        }
    }
    command
}

/// The program's output if it could be run and was successful.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The same, given up after a time.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    let Ok(mut child) = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
    else {
        return false;
    };
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if start.elapsed() < limit => thread::sleep(Duration::from_millis(100)),
            _ => {
                // Ended meanwhile, or ends now: both are the end.
                let _ended = child.kill().and_then(|()| child.wait().map(drop));
                return false;
            }
        }
    }
}

/// Runs it before the person's eyes. The error names the program.
pub fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} ended with {status}")),
        Err(error) => Err(format!("{name} could not be started: {error}")),
    }
}

/// How a program ended that was shown and listened to.
#[derive(Default)]
pub struct Heard {
    /// It ended well.
    pub success: bool,
    /// What it said on both outputs.
    pub text: String,
}

/// Runs it, and says what it said when it has ended, in one piece: something else
/// speaks meanwhile.
pub fn hear_later(command: &mut Command) -> Result<Heard, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{name} could not be run: {error}"))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Ok(Heard {
        success: output.status.success(),
        text,
    })
}

/// Runs it before the person's eyes and keeps what it says.
pub fn hear(command: &mut Command) -> Result<Heard, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name} could not be started: {error}"))?;
    let out = child
        .stdout
        .take()
        .map(|stream| thread::spawn(|| tee(stream)));
    let err = child
        .stderr
        .take()
        .map(|stream| thread::spawn(|| tee(stream)));
    let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
    let text = [out, err]
        .into_iter()
        .flatten()
        .filter_map(|thread| thread.join().ok())
        .collect();
    Ok(Heard {
        success: status.success(),
        text,
    })
}

fn tee(stream: impl Read) -> String {
    let mut all = String::new();
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        let text = String::from_utf8_lossy(&line);
        say(text.trim_end_matches(['\n', '\r']));
        all.push_str(&text);
        line.clear();
    }
    all
}
