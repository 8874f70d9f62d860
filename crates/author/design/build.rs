//! Packs the bundled fonts: the program carries them compressed, and unpacks those that a film needs.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{cmp, env, fs, io, thread};

/// The best there is, and a window that holds the largest font.
const QUALITY: i32 = 11;
const WINDOW_BITS: i32 = 24;

fn main() -> io::Result<()> {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts");
    let packs = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    println!("cargo::rerun-if-changed={}", fonts.display());
    let mut files = Vec::new();
    for family in fs::read_dir(fonts)? {
        for file in fs::read_dir(family?.path())? {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == "ttf") {
                files.push((fs::metadata(&path)?.len(), path));
            }
        }
    }
    // The largest first, so that no thread has one left when the others are done.
    files.sort_by_key(|(size_bytes, _)| cmp::Reverse(*size_bytes));
    let left = Mutex::new(files.into_iter());
    let next = || left.lock().ok().and_then(|mut left| left.next());
    thread::scope(|scope| {
        let pack_all = || {
            while let Some((_, path)) = next() {
                pack(&path, &packs)?;
            }
            Ok(())
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(pack_all)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or(Err(io::ErrorKind::Other.into())))
    })
}

fn pack(font: &Path, packs: &Path) -> io::Result<()> {
    let raw = fs::read(font)?;
    let params = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW_BITS,
        size_hint: raw.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut raw.as_slice(), &mut packed, &params)?;
    fs::write(packs.join(font.file_name().unwrap_or_default()), packed)
}
