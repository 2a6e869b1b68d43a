//! The built extension as each browser and store takes it. The same input gives
//! the same bytes.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Done;
use crate::build::newest;
use crate::manifest::{Package, manifest};
use crate::run::{ask, program, root, run, say};

/// What a store takes: the file, and the package in it.
pub const ZIPS: [(&str, Package); 2] = [
    ("target/add-to-crm-chrome.zip", Package::Chrome),
    ("target/add-to-crm-firefox.zip", Package::Firefox),
];
/// What addons.mozilla.org wants along with it: it builds the package itself.
const SOURCE: &str = "target/add-to-crm-source.zip";

/// Builds and packs, and says the hash of each file: whoever builds the same
/// commit has the same.
pub fn package() -> Done {
    let tools = crate::setup::tools()?;
    crate::build::build(&tools)?;
    let compiler = ask(tools.wasm("rustc").arg("--version")).unwrap_or_default();
    say(&format!("By {compiler}:"));
    for (file, _) in ZIPS {
        say(&format!("{}  {file}", hash(&root().join(file))?));
    }
    source()
}

/// Packs what is committed. A tree with changes has no name to be built from.
fn source() -> Done {
    let changes = ask(program("git").args(["status", "--porcelain"]));
    if changes.is_none_or(|changes| !changes.is_empty()) {
        say(&format!(
            "Not packed, because not all is committed: {SOURCE}"
        ));
        return Ok(());
    }
    run(program("git").args(["archive", "--format=zip", "-o", SOURCE, "HEAD"]))?;
    say(&format!("{}  {SOURCE}", hash(&root().join(SOURCE))?));
    Ok(())
}

fn hash(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let digest = Sha256::digest(bytes);
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Packs `dist/` for every store if it has changed.
pub fn zips() -> Done {
    for (file, package) in ZIPS {
        let path = root().join(file);
        let packed = newest(&path);
        if packed.is_none() || newest(&root().join("dist")) >= packed {
            zip(&path, package)?;
        }
    }
    Ok(())
}

fn zip(path: &Path, package: Package) -> Done {
    // A half-packed file must not pass for a packed one.
    let part = path.with_extension("part");
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut zip = ZipWriter::new(File::create(&part).map_err(failed)?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // Zopfli's packing is the smallest that every unpacker reads.
        .compression_level(Some(15))
        // Neither the time of the build nor the mask of who built it is content.
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in content(package)? {
        zip.start_file(name, options)
            .map_err(|error| failed(error.into()))?;
        zip.write_all(&bytes).map_err(failed)?;
    }
    zip.finish().map_err(|error| failed(error.into()))?;
    fs::rename(&part, path).map_err(failed)
}

/// The files of a package by their names in it, in the names' order.
fn content(package: Package) -> Result<Vec<(String, Vec<u8>)>, String> {
    let dist = root().join("dist");
    let mut files = Vec::new();
    list(&dist, &mut files);
    let mut content = Vec::new();
    for file in files {
        let name = file.strip_prefix(&dist).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        let bytes = match name.as_str() {
            "manifest.json" => manifest(package)?.into_bytes(),
            // Chromium's alone: nobody else reads it.
            "extension/managed_schema.json" if package == Package::Firefox => continue,
            _ => fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?,
        };
        content.push((name, bytes));
    }
    content.sort();
    Ok(content)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, files);
        } else {
            files.push(path);
        }
    }
}
