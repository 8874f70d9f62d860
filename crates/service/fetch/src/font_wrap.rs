//! What a font file is wrapped in: WOFF and WOFF2 are unpacked, within limits.

use crate::file_kind::is_embedded_font;
use crate::font_file::{FontError, LARGEST_FONT_BYTES};
use brotli_decompressor::Decompressor;
use std::borrow::Cow;
use std::error::Error;
use std::io::Read;

/// Most tables of a font; usual ones have fewer than thirty.
pub(crate) const MOST_TABLES: usize = 64;

/// The tables of a font file, unpacked.
///
/// # Errors
///
/// [`FontError`] where the file is of no kind that is read, is larger unpacked than fonts may be, or is damaged.
pub(crate) fn unwrapped(file: &[u8]) -> Result<Cow<'_, [u8]>, FontError> {
    match file.get(..4).unwrap_or_default() {
        [0, 1, 0, 0] | b"true" | b"OTTO" => Ok(Cow::Borrowed(file)),
        b"ttcf" => Err(FontError::Collection),
        b"wOFF" => of_woff(file).map(Cow::Owned),
        b"wOF2" => of_woff2(file).map(Cow::Owned),
        _ if is_embedded_font(file) => Err(FontError::Embedded),
        _ => Err(FontError::Unknown),
    }
}

fn big_endian(file: &[u8], at: usize) -> Result<usize, FontError> {
    let bytes = file.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    bytes.map(|bytes| u32::from_be_bytes(bytes) as usize).ok_or(FontError::Damaged)
}

/// How many tables a WOFF or WOFF2 says that it has; none may be a collection.
fn table_count(file: &[u8]) -> Result<usize, FontError> {
    if file.get(4..8) == Some(b"ttcf") {
        return Err(FontError::Collection);
    }
    let count = big_endian(file, 12)? >> 16;
    if count <= MOST_TABLES { Ok(count) } else { Err(FontError::TooManyTables) }
}

fn of_woff(file: &[u8]) -> Result<Vec<u8>, FontError> {
    const HEADER_BYTES: usize = 44;
    const ENTRY_BYTES: usize = 20;
    let mut total = 0;
    for table in 0..table_count(file)? {
        let entry = HEADER_BYTES + table * ENTRY_BYTES;
        // One that is as long packed as unpacked is stored as it is.
        total += big_endian(file, entry + 8)?.max(big_endian(file, entry + 12)?);
    }
    if total > LARGEST_FONT_BYTES {
        return Err(FontError::TooLarge);
    }
    let mut inflated = |packed: &[u8], size: usize| {
        miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, size)
            .map_err(|_| Box::<dyn Error>::from("damaged"))
    };
    wuff::decompress_woff1_with_custom_z(file, &mut inflated).map_err(|_| FontError::Damaged)
}

fn of_woff2(file: &[u8]) -> Result<Vec<u8>, FontError> {
    const BUFFER_BYTES: usize = 1 << 16;
    table_count(file)?;
    // The sizes of tables as the file gives them: what it unpacks to is held against them.
    let mut is_too_large = false;
    let mut expanded = |packed: &[u8], size: usize| {
        if size > LARGEST_FONT_BYTES {
            is_too_large = true;
            return Err(Box::from("too large"));
        }
        let mut raw = Vec::new();
        // One byte more than is said tells that it is not as said.
        let most = u64::try_from(size)? + 1;
        Decompressor::new(packed, BUFFER_BYTES).take(most).read_to_end(&mut raw)?;
        Ok(raw)
    };
    let tables = wuff::decompress_woff2_with_custom_brotli(file, &mut expanded);
    match tables {
        _ if is_too_large => Err(FontError::TooLarge),
        Ok(tables) if tables.len() > LARGEST_FONT_BYTES => Err(FontError::TooLarge),
        Ok(tables) => Ok(tables),
        Err(_) => Err(FontError::Damaged),
    }
}
