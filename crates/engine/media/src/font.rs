//! Typefaces as plain data.

use linebender_resource_handle::{Blob, FontData};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// A font of an [`Assets`](crate::Assets), by the order in which it was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(
    /// Its place, from 0.
    pub u32,
);

/// One cut of a typeface: a TrueType or OpenType file with one face in it.
#[derive(Clone)]
pub struct Font {
    /// The family's name, by which documents ask for it.
    pub family: String,
    /// 100 (thin) to 900 (black).
    pub weight: u16,
    /// Whether it is the italic.
    pub italic: bool,
    file: Arc<LazyFile>,
}

type LazyFile = LazyLock<FontData, Box<dyn FnOnce() -> FontData + Send>>;

impl Font {
    /// A font whose file is fetched when a text first needs it, once for all copies of the font.
    pub fn from_lazy(
        family: impl Into<String>,
        weight: u16,
        italic: bool,
        fetch: impl FnOnce() -> &'static [u8] + Send + 'static,
    ) -> Self {
        let fetch = move || FontData::new(Blob::new(Arc::new(fetch())), 0);
        Self { family: family.into(), weight, italic, file: Arc::new(LazyFile::new(Box::new(fetch))) }
    }

    /// A font from a file's bytes.
    pub fn from_bytes(family: impl Into<String>, weight: u16, italic: bool, file: Vec<u8>) -> Self {
        let fetch = move || FontData::new(Blob::from(file), 0);
        Self { family: family.into(), weight, italic, file: Arc::new(LazyFile::new(Box::new(fetch))) }
    }

    /// The file, shared and not copied.
    pub fn data(&self) -> &FontData {
        &self.file
    }

    /// Whether its letters may have colours of their own, as emoji have: then a paint does not colour or fade them.
    pub fn has_colors(&self) -> bool {
        let file = self.data().data.as_ref();
        let tables = file.get(4..6).map_or(0, |count| usize::from(u16::from_be_bytes([count[0], count[1]])));
        // The table directory: records of sixteen bytes, which begin with the table's name.
        let names = file.get(12..).unwrap_or_default().chunks_exact(16).take(tables).map(|record| &record[..4]);
        names.into_iter().any(|name| matches!(name, b"COLR" | b"CBDT" | b"sbix" | b"SVG "))
    }
}

impl fmt::Debug for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { family, weight, italic, file: _ } = self;
        f.debug_struct("Font").field("family", family).field("weight", weight).field("italic", italic).finish()
    }
}
