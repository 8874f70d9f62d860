//! Typefaces as plain data.

use linebender_resource_handle::{Blob, FontData};
use std::sync::Arc;

/// A font of an [`Assets`](crate::Assets), by the order in which it was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(
    /// Its place, from 0.
    pub u32,
);

/// One cut of a typeface: a TrueType or OpenType file with one face in it.
#[derive(Debug, Clone)]
pub struct Font {
    /// The family's name, by which documents ask for it.
    pub family: String,
    /// 100 (thin) to 900 (black).
    pub weight: u16,
    /// Whether it is the italic.
    pub italic: bool,
    /// The file, shared and not copied.
    pub data: FontData,
}

impl Font {
    /// A font from a file that lives as long as the program.
    pub fn from_static(family: impl Into<String>, weight: u16, italic: bool, file: &'static [u8]) -> Self {
        Self { family: family.into(), weight, italic, data: FontData::new(Blob::new(Arc::new(file)), 0) }
    }

    /// Whether its letters may have colours of their own, as emoji have: then a paint does not colour or fade them.
    pub fn has_colors(&self) -> bool {
        let file = self.data.data.as_ref();
        let tables = file.get(4..6).map_or(0, |count| usize::from(u16::from_be_bytes([count[0], count[1]])));
        // The table directory: records of sixteen bytes, which begin with the table's name.
        let names = file.get(12..).unwrap_or_default().chunks_exact(16).take(tables).map(|record| &record[..4]);
        names.into_iter().any(|name| matches!(name, b"COLR" | b"CBDT" | b"sbix" | b"SVG "))
    }

    /// A font from a file's bytes.
    pub fn from_bytes(family: impl Into<String>, weight: u16, italic: bool, file: Vec<u8>) -> Self {
        Self { family: family.into(), weight, italic, data: FontData::new(Blob::from(file), 0) }
    }
}
