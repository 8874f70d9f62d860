//! Themes, type scales, motion tokens, blocks and bundled fonts.

pub mod fonts;
