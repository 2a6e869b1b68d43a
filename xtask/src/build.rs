//! The extension into `dist/`, within its size budget.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::Done;
use crate::manifest::{Package, manifest};
use crate::package;
use crate::run::{hear, root, run, say};
use crate::setup::Tools;

/// What may weigh how much, in KB, and why: what is reached, and a hundredth or two. What
/// each module weighs stands in `docs/size.md`.
const BUDGET: &[(&str, u64)] = &[
    // Opens many times a day; 480 was the goal. A seventh is words and rules by which a
    // page is understood, nearly a fifth the code that does, an eighth the views. One
    // went for lists: a place that many rows share is looked up once. Thirty went for
    // the customs of names of some hundred peoples, for misspelt legal forms, and for
    // companies that are known by what they make; sixteen for places: two thousand names
    // of cities and regions in the languages of the pages, and official names of countries.
    ("dist/popup_bg.wasm", 908),
    // An admin opens it now and then. It has a control for each type of field,
    // and the search among all of an org's.
    ("dist/options_bg.wasm", 428),
    // Starts cold many times a day; 330 was the goal. More than half is the requests
    // themselves: a create that is never made twice, matching, updates.
    ("dist/worker_bg.wasm", 580),
    // What a store and every browser downloads once a version: the binaries, and
    // nine languages.
    ("target/add-to-crm-chrome.zip", ZIP),
    ("target/add-to-crm-firefox.zip", ZIP),
];
/// The help pages in five languages are in it, with their pictures, and a table of
/// names that is close to as small as it can be.
const ZIP: u64 = 1191;
const KB: u64 = 1024;

/// What makes the binaries small, and needs the library's source. The standard
/// library is built for size, a panic stops at once instead of making words for
/// a console, and with that no code knows its place in the source. Stable Rust
/// takes these flags under the variable that its own build uses. `trunk build
/// --release` alone works without them; its binaries are a tenth larger.
const SMALLER: &[(&str, &str)] = &[
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
    ),
];

/// What the build reads.
const INPUTS: &[&str] = &[
    "src",
    "static",
    "extension",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "package-lock.json",
];

/// Builds if anything has changed, and weighs the result.
pub fn build(tools: &Tools) -> Done {
    compile(tools)?;
    weigh()
}

/// Builds if anything has changed.
pub fn compile(tools: &Tools) -> Done {
    let last = root().join("dist/popup.html");
    let built = fs::metadata(&last).and_then(|file| file.modified()).ok();
    let changed = INPUTS
        .iter()
        .filter_map(|input| newest(&root().join(input)))
        .max();
    if built.is_none() || changed >= built {
        say("Building the extension, about 1 minute (3 the first time).");
        let heard = hear(
            tools
                .wasm("trunk")
                .args(["build", "--release", "--locked"])
                .envs(SMALLER.iter().copied())
                .env("NO_COLOR", "true"),
        )?;
        if !heard.success {
            // A half-built folder must not pass for a built one.
            let _absent = fs::remove_file(&last);
            return Err("the extension could not be built".to_owned());
        }
        let finished = join_modules()
            .and_then(|()| take_out_raw_html())
            .and_then(|()| allow_styles());
        if let Err(words) = finished {
            let _absent = fs::remove_file(&last);
            return Err(words);
        }
    }
    Ok(())
}

/// A script waits for what it imports: each module is asked for when the one
/// before has arrived. The small ones of ours are put into those that import
/// them, so that a page waits once.
fn join_modules() -> Done {
    let dist = root().join("dist");
    for script in ["popup_start.js", "popup.js", "options.js", "worker.js"] {
        let path = dist.join(script);
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(failed)?;
        let joined = joined(&text, |name| {
            let module = dist.join(name);
            fs::read_to_string(&module).map_err(|error| format!("{}: {error}", module.display()))
        })?;
        fs::write(&path, joined).map_err(failed)?;
    }
    let left = dist.join("snippets");
    fs::remove_dir_all(&left).map_err(|error| format!("{}: {error}", left.display()))
}

/// A script whose lines `import { a, b } from './file.js';` have become that file,
/// in a scope of its own.
fn joined(script: &str, read: impl Fn(&str) -> Result<String, String>) -> Result<String, String> {
    let mut whole = String::new();
    for line in script.lines() {
        let import = line
            .strip_prefix("import { ")
            .and_then(|rest| rest.strip_suffix("';")?.split_once(" } from './"));
        let Some((names, file)) = import else {
            whole.push_str(line);
            whole.push('\n');
            continue;
        };
        whole.push_str(&format!("const {{ {names} }} = (() => {{\n"));
        for line in read(file)?.lines() {
            if line.starts_with("import ") {
                return Err(format!("{file} imports another module"));
            }
            whole.push_str(line.strip_prefix("export ").unwrap_or(line));
            whole.push('\n');
        }
        whole.push_str(&format!("return {{ {names} }};\n}})();\n"));
    }
    Ok(whole)
}

/// The manifest allows the styles by their hash, which changes with them.
fn allow_styles() -> Done {
    let path = root().join("dist/manifest.json");
    let manifest = manifest(Package::Unpacked)?;
    fs::write(&path, manifest).map_err(|error| format!("{}: {error}", path.display()))
}

/// Yew can show raw HTML, and its one assignment to `innerHTML` stands in the
/// pages' modules although nothing here asks for it (`clippy.toml` sees to that).
/// It is taken out: what is not there cannot be abused, and the stores' reviewers
/// need not ask.
fn take_out_raw_html() -> Done {
    for page in ["popup", "options"] {
        let path = root().join(format!("dist/{page}.js"));
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(failed)?;
        let is_raw = |line: &&str| line.contains(".innerHTML = ");
        let [line] = text.lines().filter(is_raw).collect::<Vec<_>>()[..] else {
            return Err(format!("{} sets innerHTML in another way", path.display()));
        };
        let refusal = "            throw new Error('raw HTML is not shown');";
        fs::write(&path, text.replace(line, refusal)).map_err(failed)?;
    }
    Ok(())
}

/// The latest change below a path; a folder's own tells of what was removed.
pub fn newest(path: &Path) -> Option<SystemTime> {
    let own = fs::metadata(path).and_then(|file| file.modified()).ok()?;
    let below = fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| newest(&entry.path()))
        .max();
    Some(below.map_or(own, |below| below.max(own)))
}

fn weigh() -> Done {
    package::zips()?;
    let mut over = Vec::new();
    for (file, budget) in BUDGET {
        let path = root().join(file);
        let bytes = fs::metadata(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?
            .len();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let line = format!("{name:<24} {:>5} KB of {} KB", bytes.div_ceil(KB), budget);
        say(&line);
        if bytes > budget * KB {
            over.push(line);
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(format!("over the size budget:\n{}", over.join("\n")))
    }
}

/// The practice org, in development mode: it is built often and runs briefly.
pub fn practice_org() -> Done {
    run(crate::run::program("cargo").args(["build", "--quiet", "--package", "practice-org"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_put_where_it_is_imported() {
        let script = "import { b } from './x/one.js';\nb();\n";
        let module = "const a = 1;\nexport function b() { return a; }\n";
        let found = joined(script, |name| {
            assert_eq!(name, "x/one.js");
            Ok(module.to_owned())
        });
        let expected = "const { b } = (() => {\nconst a = 1;\nfunction b() { return a; }\nreturn { b };\n})();\nb();\n";
        assert_eq!(found.as_deref(), Ok(expected));
        let deeper = joined(script, |_| Ok("import { c } from './two.js';".to_owned()));
        assert!(deeper.is_err());
    }
}
