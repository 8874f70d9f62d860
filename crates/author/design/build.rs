//! Packs the bundled fonts: the program carries them compressed, and unpacks those that a film needs.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Beyond this level a pack hardly becomes smaller.
const LEVEL: u8 = 9;

fn main() -> io::Result<()> {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts");
    let packs = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    println!("cargo::rerun-if-changed={}", fonts.display());
    for family in fs::read_dir(fonts)? {
        for file in fs::read_dir(family?.path())? {
            let file = file?;
            if file.path().extension().is_some_and(|extension| extension == "ttf") {
                let packed = miniz_oxide::deflate::compress_to_vec(&fs::read(file.path())?, LEVEL);
                fs::write(packs.join(file.file_name()), packed)?;
            }
        }
    }
    Ok(())
}
