//! Flat, resolved drawing commands: what layout and raster agree on.
//!
//! A [`DisplayList`] knows no scene and no pixel buffer. It can be read as text ([`std::fmt::Display`]),
//! and its [`Digest`] tells whether two frames are the same before either is drawn.

mod command;
mod digest;
mod displacement;
mod dump;
mod layer;
mod list;
mod paint;
mod segment;

pub use command::{Axes, Cap, Command, FillRule, Glyph, GlyphRun, Join, LetterBounds, Stroke};
pub use digest::Digest;
pub use displacement::Displacement;
pub use layer::{Blend, Effect, Layer, Matte};
pub use list::DisplayList;
pub use paint::{Color, Gradient, GradientGeometry, Mesh, Paint, PictureFit, PicturePaint};
pub use segment::{Segment, bounds_of, difference};
