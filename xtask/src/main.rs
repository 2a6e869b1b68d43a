//! The project's own commands. Each sets up what it needs and is missing.

mod advisories;
mod build;
mod demo;
mod help;
mod manifest;
mod names_table;
mod package;
mod run;
mod schema;
mod setup;
mod size;
mod store;
mod test;

use std::process::ExitCode;

use run::say;

/// What a command ends with: an error is a sentence for the person.
type Done = Result<(), String>;

const HELP: &str = "cargo xtask <command>

  demo [--headless] [--browser firefox] [--shape NAME]…  the main job in a real browser: from a profile
                      page to a Lead, in an org of these shapes (demo --help names them)
  test                everything: format, lints, native, wasm, a real Salesforce client, journeys in Chromium and Firefox
  faults [RUNS [SEED]]  random days with every fault (5000 runs, a new seed): nothing lost, nothing twice
  bench               speed, size, memory, calls: ratios within one run
  build               the extension into dist/, within its size budget
  size                what each module weighs in each binary, in bytes: a table to compare
  package             a zip for the stores of Chrome and Edge, one for Firefox's, and the sources for its
                      reviewers; with the hash of each
  store               the pictures that the stores show, into docs/store/images
  guide               the pictures of the README and the guide, into docs/images
  schema              the policy's schema, the manifest and the help pages, from the settings, the
                      manifest's template and docs/
  names-table         the table of given and family names, from public lists (needs Python)

Each command installs what it needs and says how long that takes.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["demo", "--help"] => demo::help(HELP),
        ["demo", ref rest @ ..] => demo::demo(rest),
        ["test"] => test::test(),
        ["faults", ref rest @ ..] => test::faults(rest),
        ["bench"] => demo::bench(),
        ["build"] => setup::tools().and_then(|tools| build::build(&tools)),
        ["size"] => setup::tools().and_then(|tools| size::size(&tools)),
        ["package"] => package::package(),
        ["store"] => store::store(),
        ["guide"] => store::guide(),
        ["names-table"] => names_table::names_table(),
        ["schema"] => schema::schema(),
        ["help" | "--help" | "-h"] | ["test" | "bench", "--help"] => {
            say(HELP);
            return ExitCode::SUCCESS;
        }
        [] => Err(format!("which command?\n\n{HELP}")),
        _ => {
            say(&format!(
                "xtask: unknown command or option: {}\n\n{HELP}",
                args.join(" ")
            ));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            say(&format!("xtask: {words}"));
            ExitCode::FAILURE
        }
    }
}
