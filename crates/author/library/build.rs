//! Packs what is found by words a second time: the repository has deflate, which any tool makes, the program the smaller form.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const PACKS: [&str; 4] = ["flags.pack", "icons.pack", "pictures.pack", "regions.pack"];

fn main() -> io::Result<()> {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/library");
    let packs = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for name in PACKS {
        let source = library.join(name);
        println!("cargo::rerun-if-changed={}", source.display());
        let raw = miniz_oxide::inflate::decompress_to_vec(&fs::read(source)?)
            .map_err(|error| io::Error::other(format!("{error:?}")))?;
        let params = brotli::enc::BrotliEncoderParams { size_hint: raw.len(), ..Default::default() };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut raw.as_slice(), &mut packed, &params)?;
        fs::write(packs.join(name), packed)?;
    }
    Ok(())
}
