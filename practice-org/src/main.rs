//! `cargo run -p practice-org`: the org alone.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use practice_org::faults::FAULTS;
use practice_org::shape::NAMED;
use practice_org::users::{ORGS, USERS};
use practice_org::{Config, control};

fn help() -> String {
    let mut text = String::from(
        "A Salesforce org on this machine. It keeps everything in memory.

Usage: cargo run -p practice-org -- [options]
  --port N               port on 127.0.0.1 (a free one without it)
  --pages FOLDER         profile pages and their routes.json (tests/pages)
  --client-id KEY        the consumer key it knows
  --redirect-uri URL     the callback address it knows, or several, a line each
  --shape NAME           makes the org so (see below); may stand several times
  --until-stdin-closes   ends when its standard input does
  --help

Users (no passwords: choose one on the page):
",
    );
    for user in USERS {
        let org = &ORGS[user.org];
        text.push_str(&format!(
            "  {:<36} {} ({})\n",
            user.username,
            user.about,
            org.host()
        ));
    }
    text.push_str("\nSwitches and faults, on https://localhost:PORT:\n");
    text.push_str(control::HELP);
    text.push_str("\n\nShapes (--shape NAME, or POST /practice/shape/NAME):\n");
    for (name, about, _) in NAMED {
        text.push_str(&format!("  {name:<27} {about}\n"));
    }
    text.push_str("\nFaults:\n");
    for (name, about) in FAULTS {
        text.push_str(&format!("  {name:<17}{about}\n"));
    }
    text
}

struct Options {
    config: Config,
    until_stdin_closes: bool,
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options {
        config: Config::default(),
        until_stdin_closes: false,
    };
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} needs a value"));
        match arg.as_str() {
            "--help" | "-h" => return Ok(None),
            "--until-stdin-closes" => options.until_stdin_closes = true,
            "--port" => {
                let text = value()?;
                options.config.port = text
                    .parse()
                    .map_err(|_| format!("--port {text}: not a port (0 to 65535)"))?;
            }
            "--pages" => {
                options.config.pages = PathBuf::from(value()?);
                if !options.config.pages.join("routes.json").is_file() {
                    return Err(format!(
                        "--pages {}: there is no routes.json in it",
                        options.config.pages.display()
                    ));
                }
            }
            "--client-id" => options.config.client_id = value()?,
            "--shape" => {
                let name = value()?;
                let shape = std::mem::take(&mut options.config.shape);
                options.config.shape = shape
                    .with(&name)
                    .ok_or(format!("--shape {name}: there is no such shape"))?;
            }
            "--redirect-uri" => options.config.redirect_uri = value()?,
            other => return Err(format!("unknown option {other}")),
        }
    }
    Ok(Some(options))
}

fn say(text: &str) {
    // A closed standard output is no reason to end.
    let _closed = writeln!(std::io::stdout(), "{text}").and_then(|()| std::io::stdout().flush());
}

fn complain(text: &str) -> ExitCode {
    let _closed = writeln!(std::io::stderr(), "practice-org: {text}");
    ExitCode::from(2)
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            say(&help());
            return ExitCode::SUCCESS;
        }
        Err(words) => return complain(&format!("{words}; --help lists the options")),
    };
    let running = match practice_org::start(options.config).await {
        Ok(running) => running,
        Err(error) => return complain(&format!("cannot start: {error}")),
    };
    let addr = running.addr;
    say(&format!("practice-org listening on {addr}"));
    say(&format!(
        "Point Chromium at it with:\n  --ignore-certificate-errors --host-resolver-rules=\"MAP login.salesforce.com {addr}, MAP test.salesforce.com {addr}, MAP *.my.salesforce.com {addr}, MAP *.my.salesforce.mil {addr}, MAP *.my.sfcrmproducts.cn {addr}, MAP www.linkedin.com {addr}, MAP *.example.com {addr}\"\nConsumer key: {}\n--help names users, switches and faults.",
        running.org.config.client_id
    ));
    if options.until_stdin_closes {
        let closed = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
        // Either way its owner is gone.
        let _closed = closed.await;
    } else if tokio::signal::ctrl_c().await.is_err() {
        return complain("cannot wait for Ctrl-C here");
    }
    running.stop();
    ExitCode::SUCCESS
}
