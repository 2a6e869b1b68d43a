//! `dist/` as one file. The same input gives the same bytes.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Done;
use crate::build::newest;
use crate::run::{root, say};

/// Builds and packs.
pub fn package() -> Done {
    crate::build::build(&crate::setup::tools()?)?;
    say(&format!("Packed: {}", zip()?.display()));
    Ok(())
}

/// Packs `dist/` if it has changed; gives the file.
pub fn zip() -> Result<PathBuf, String> {
    let path = root().join("target/add-to-crm.zip");
    let packed = newest(&path);
    if packed.is_some() && newest(&root().join("dist")) < packed {
        return Ok(path);
    }
    // A half-packed file must not pass for a packed one.
    let part = path.with_extension("part");
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut files = Vec::new();
    list(&root().join("dist"), &mut files);
    files.sort();
    let mut zip = ZipWriter::new(File::create(&part).map_err(failed)?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // Zopfli's packing is the smallest that every unpacker reads.
        .compression_level(Some(15))
        // The time of the build is no part of the content.
        .last_modified_time(DateTime::default());
    for file in files {
        let name = file.strip_prefix(root().join("dist")).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        zip.start_file(name, options)
            .map_err(|error| failed(error.into()))?;
        zip.write_all(&fs::read(&file).map_err(failed)?)
            .map_err(failed)?;
    }
    zip.finish().map_err(|error| failed(error.into()))?;
    fs::rename(&part, &path).map_err(failed)?;
    Ok(path)
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
