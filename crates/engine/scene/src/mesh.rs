//! Colours of a grid that run into each other, and pictures as paint.

use crate::color::Color;
use crate::reader::Reader;
use crate::record::{keyword, record};
use serde_json::{Value, json};

keyword! {
    /// What a paint is that is made of a grid of colours.
    pub enum MeshKind {
        /// A grid of colours.
        Mesh "mesh",
    }
}

record! {
    /// Colours at the points of a grid over the box of what is filled, mixed in Oklab between them.
    pub struct Mesh {
        /// mesh.
        kind "kind": MeshKind,
        /// Rows of colours from the top, each from the left; two to eight rows of two to eight colours.
        colors "colors": Vec<Vec<Color>>,
    }
}

impl Mesh {
    /// A grid of colours, rows from the top.
    pub const fn new(colors: Vec<Vec<Color>>) -> Self {
        Self { kind: MeshKind::Mesh, colors }
    }

    /// Whether it is a grid, of a size that is allowed; if not, the reason is in `reader`.
    pub(crate) fn check(&self, reader: &mut Reader) -> bool {
        const SIDES: std::ops::RangeInclusive<usize> = 2..=8;
        let columns = self.colors.first().map_or(0, Vec::len);
        let is_grid = self.colors.iter().all(|row| row.len() == columns);
        let fits = is_grid && SIDES.contains(&columns) && SIDES.contains(&self.colors.len());
        if !fits {
            let found = json!(self.colors.iter().map(Vec::len).collect::<Vec<_>>());
            reader.within("colors", |reader| {
                let allowed = "two to eight rows of two to eight colours, all of one length".to_owned();
                reader.error("not a grid of colours", Some(&found), Some(allowed));
            });
        }
        fits
    }
}

keyword! {
    /// What a paint is that shows a picture.
    pub enum PicturePaintKind {
        /// A picture.
        Image "image",
    }
}

keyword! {
    /// How a picture is laid over the box of what is filled.
    pub enum PaintFit {
        /// Covers the box; what does not fit is cut off.
        Cover "cover",
        /// Is stretched to the box.
        Fill "fill",
        /// Is laid side by side at its own size, from the top left.
        Tile "tile",
    }
}

record! {
    /// A picture over the box of what is filled.
    pub struct PicturePaint {
        /// image.
        kind "kind": PicturePaintKind,
        /// The name of an asset of the document.
        src "src": String,
        /// How it is laid over the box: cover (default), fill or tile.
        fit "fit": Option<PaintFit>,
    }
}

impl PicturePaint {
    /// A picture by the name of its asset, which covers the box.
    pub fn new(src: impl Into<String>) -> Self {
        Self { kind: PicturePaintKind::Image, src: src.into(), fit: None }
    }
}

/// Whether a paint is of one of the kinds here.
pub(crate) fn is_word(kind: Option<&Value>) -> Option<&str> {
    kind.and_then(Value::as_str).filter(|word| matches!(*word, "mesh" | "image"))
}
