//! What each module weighs in each binary, after all that the build does.
//!
//! The shipped binaries hold no names, so they are made once more with them. A
//! function counts for the first module of ours that its name has: code of a
//! library that was compiled for a type of ours is that type's. `json` lends its
//! code to types of all modules and is named last. What was inlined counts where
//! it went.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::Done;
use crate::run::{root, run, say};
use crate::setup::Tools;

/// The binaries, as the table has them from left to right.
const BINARIES: [&str; 3] = ["popup", "options", "worker"];

/// How a path of ours begins in a name; the crate's hash follows.
const OURS: &str = "add_to_crm[";

/// Bytes of each module in each binary.
type Table = BTreeMap<String, [usize; BINARIES.len()]>;

/// Prints the table, one line a module, by name, so that two of them can be
/// compared by `diff`.
pub fn size(tools: &Tools) -> Done {
    crate::build::compile(tools)?;
    let mut table = Table::new();
    for (column, name) in BINARIES.into_iter().enumerate() {
        let bytes = named(tools, name)?;
        weigh(&bytes, column, &mut table).map_err(|error| format!("{name}: {error}"))?;
    }
    line("bytes", &BINARIES);
    let mut all = [0; BINARIES.len()];
    for (module, weights) in &table {
        line(module, weights);
        for (sum, weight) in all.iter_mut().zip(weights) {
            *sum += weight;
        }
    }
    line("all", &all);
    Ok(())
}

fn line(name: &str, weights: &[impl Display]) {
    let weights: String = weights
        .iter()
        .map(|weight| format!("{weight:>10}"))
        .collect();
    say(&format!("{name:<32}{weights}"));
}

/// The binary as it is shipped, with its names.
fn named(tools: &Tools, name: &str) -> Result<Vec<u8>, String> {
    let compiled = root().join(format!(
        "target/wasm/wasm32-unknown-unknown/release/{name}.wasm"
    ));
    let folder = root().join("target/size");
    run(tools
        .wasm("wasm-bindgen")
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            name,
            "--out-dir",
        ])
        .arg(&folder)
        .arg(&compiled))?;
    let made = folder.join(format!("{name}_named.wasm"));
    run(tools
        .wasm("wasm-opt")
        .args(optimisation(name)?)
        .arg("-g")
        .arg(folder.join(format!("{name}_bg.wasm")))
        .arg("-o")
        .arg(&made))?;
    fs::read(&made).map_err(|error| format!("{}: {error}", made.display()))
}

/// How the build optimises this binary: it stands in the page that Trunk reads.
fn optimisation(name: &str) -> Result<Vec<String>, String> {
    let page = root().join("static/popup.html");
    let text = fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    optimisation_in(&text, name).ok_or(format!("{} does not build {name}", page.display()))
}

fn optimisation_in(page: &str, name: &str) -> Option<Vec<String>> {
    let bin = format!("data-bin=\"{name}\"");
    let link = page.lines().find(|line| line.contains(&bin))?;
    let attribute = |name: &str| {
        let (_, rest) = link.split_once(&format!("{name}=\""))?;
        rest.split('"').next()
    };
    let mut arguments = vec![format!("-O{}", attribute("data-wasm-opt")?)];
    let more = attribute("data-wasm-opt-params")?.split(' ');
    arguments.extend(more.map(str::to_owned));
    Some(arguments)
}

fn weigh(
    bytes: &[u8],
    column: usize,
    table: &mut Table,
) -> Result<(), wasmparser::BinaryReaderError> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut data = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::DataSection(section) => data = section.range().len(),
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(sections) = custom.as_known() {
                    for section in sections {
                        if let Name::Function(functions) = section? {
                            for function in functions {
                                let function = function?;
                                names.insert(function.index, function.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut add =
        |module: String, weight: usize| table.entry(module).or_default()[column] += weight;
    for (index, weight) in (imported..).zip(bodies) {
        let name = names.get(&index).copied().unwrap_or_default();
        add(module_of(name, is_module), weight);
    }
    add("(data: texts and tables)".to_owned(), data);
    Ok(())
}

/// "popup::person" for a function that has to do with ours, or else its crate.
fn module_of(name: &str, is_module: impl Fn(&str) -> bool) -> String {
    let mut ours = name
        .match_indices(OURS)
        .map(|(at, _)| path_at(&name[at..], &is_module));
    let first = ours.next();
    let lent = |module: &String| module.starts_with("json");
    let borrower = first.clone().filter(|module| !lent(module));
    if let Some(module) = borrower
        .or_else(|| ours.find(|module| !lent(module)))
        .or(first)
    {
        return module;
    }
    let entry = BINARIES
        .iter()
        .any(|binary| name.contains(&format!("{binary}[")));
    // `<alloc[0f]::vec::Vec<u8> as core[1e]::clone::Clone>::clone` is alloc's;
    // `<char>::is_alphabetic` is core's.
    let library = name.split_once('[').map_or("", |(before, _)| before);
    let start = library.rfind(|c: char| !c.is_alphanumeric() && c != '_');
    match &library[start.map_or(0, |at| at + 1)..] {
        _ if entry => "bin".to_owned(),
        "" if name.starts_with('<') => "(core)".to_owned(),
        "" => "(glue)".to_owned(),
        library => format!("({library})"),
    }
}

/// The module that a path of ours begins with, two names deep at most: so many
/// lines are read in a minute.
fn path_at(path: &str, is_module: impl Fn(&str) -> bool) -> String {
    let after = path.split_once("]::").map_or("", |(_, after)| after);
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = after.find(|c: char| !is_part(c)).unwrap_or(after.len());
    let mut module = String::new();
    for part in after[..end].split("::").take(2) {
        let longer = format!("{module}{}{part}", if module.is_empty() { "" } else { "/" });
        if part.is_empty() || !is_module(&longer) {
            break;
        }
        module = longer;
    }
    if module.is_empty() {
        "lib".to_owned()
    } else {
        module.replace('/', "::")
    }
}

/// Whether "popup/person" is a module below `src/`.
fn is_module(path: &str) -> bool {
    let path = root().join("src").join(path);
    path.is_dir() || path.with_extension("rs").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_counts_for_the_first_module_of_ours_in_its_name() {
        let modules = [
            "popup",
            "popup/person",
            "lead",
            "json",
            "json/reader",
            "policy",
        ];
        let cases = [
            ("add_to_crm[86]::popup::person::form::save", "popup::person"),
            (
                "<add_to_crm[86]::policy::Policy>::load::{closure#0}",
                "policy",
            ),
            (
                "<yew[86]::Comp<add_to_crm[86]::popup::Popup> as yew[86]::Any>::create",
                "popup",
            ),
            (
                "<add_to_crm[86]::json::reader::Reader as serde_core[b2]::de::Deserializer>::deserialize_map::<<add_to_crm[86]::lead::Draft as serde_core[b2]::de::Deserialize>::Visitor>",
                "lead",
            ),
            ("add_to_crm[86]::json::reader::depth", "json::reader"),
            (
                "<alloc[c8]::vec::Vec<u8> as core[64]::clone::Clone>::clone",
                "(alloc)",
            ),
            ("<f64 as core[64]::fmt::Display>::fmt", "(core)"),
            ("dlmalloc[be]::malloc", "(dlmalloc)"),
            ("<char>::is_alphabetic", "(core)"),
            (
                "js_sys[1f]::futures::future_to_promise::<worker[3a]::glue::answer::{closure#0}>",
                "bin",
            ),
            ("main", "(glue)"),
            ("", "(glue)"),
        ];
        for (name, module) in cases {
            let found = module_of(name, |path| modules.contains(&path));
            assert_eq!(found, module, "{name}");
        }
    }

    #[test]
    fn a_binary_is_optimised_as_the_page_says() {
        let page = r#"<link data-bin="popup" data-wasm-opt="z" data-wasm-opt-params="--a --b" />
            <link data-bin="worker" data-wasm-opt="4" data-wasm-opt-params="--c" />"#;
        let cases: [(&str, Option<&[&str]>); 3] = [
            ("popup", Some(&["-Oz", "--a", "--b"])),
            ("worker", Some(&["-O4", "--c"])),
            ("options", None),
        ];
        for (name, expected) in cases {
            let found = optimisation_in(page, name);
            let found: Option<Vec<&str>> = found
                .as_ref()
                .map(|all| all.iter().map(String::as_str).collect());
            assert_eq!(found.as_deref(), expected, "{name}");
        }
    }
}
