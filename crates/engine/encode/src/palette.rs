//! The colours of a GIF, chosen from frames of the film itself.

use quantette::deps::palette::Srgb;
use quantette::{PaletteSize, Pipeline, QuantizeMethod};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most colours of one palette; one more place stands for what is transparent or as it was.
const MOST_COLORS: usize = 255;

/// A colour that fills more than this share of the frames is kept exactly: grounds, brand colours, letters.
const EXACT_SHARE: f64 = 0.002;

/// Most colours that are kept exactly; the rest is for what lies between.
const MOST_EXACT: usize = 96;

/// Up to 255 colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    colors: Vec<[u8; 3]>,
}

/// The place in a palette that no colour has: transparent, or as in the frame before.
pub(crate) const CLEAR: u8 = 255;

impl Palette {
    /// The colours that show some frames best: exact ones for what fills much of them, and means of the others.
    ///
    /// `frames`: RGBA8, premultiplied; pixels less than half opaque count as transparent.
    pub fn of_frames<'f>(frames: impl IntoIterator<Item = &'f [u8]>) -> Self {
        let mut counts: BTreeMap<[u8; 3], u64> = BTreeMap::new();
        for pixel in frames.into_iter().flat_map(|frame| frame.chunks_exact(4)) {
            if let Some(color) = opaque_color(pixel) {
                *counts.entry(color).or_default() += 1;
            }
        }
        if counts.len() <= MOST_COLORS {
            return Self { colors: counts.into_keys().collect() };
        }
        #[expect(clippy::cast_precision_loss, reason = "pixels of some frames are far fewer than 2^53")]
        let exact_from = counts.values().sum::<u64>() as f64 * EXACT_SHARE;
        let mut by_count: Vec<([u8; 3], u64)> = counts.iter().map(|(color, count)| (*color, *count)).collect();
        by_count.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        #[expect(clippy::cast_precision_loss, reason = "pixels of some frames are far fewer than 2^53")]
        let is_exact = |(_, count): &&([u8; 3], u64)| *count as f64 >= exact_from;
        let mut colors: Vec<[u8; 3]> =
            by_count.iter().take(MOST_EXACT).take_while(is_exact).map(|(color, _)| *color).collect();
        let others = MOST_COLORS - colors.len();
        colors.extend(means(&by_count[colors.len()..], others));
        Self { colors }
    }

    /// The colours, at most 255.
    pub fn colors(&self) -> &[[u8; 3]] {
        &self.colors
    }
}

/// The colour of a pixel that is at least half opaque, without its transparency.
pub(crate) fn opaque_color(pixel: &[u8]) -> Option<[u8; 3]> {
    let alpha = u32::from(pixel[3]);
    let straight = |channel: u8| u8::try_from((u32::from(channel) * 255 + alpha / 2) / alpha).unwrap_or(u8::MAX);
    match alpha {
        255 => Some([pixel[0], pixel[1], pixel[2]]),
        128.. => Some([straight(pixel[0]), straight(pixel[1]), straight(pixel[2])]),
        _ => None,
    }
}

/// So many colours in the middle of others, by clustering in Oklab.
fn means(colors: &[([u8; 3], u64)], count: usize) -> Vec<[u8; 3]> {
    // Each colour as often as it is seen, but not so often that rare ones are lost.
    let weighted = colors.iter().flat_map(|([r, g, b], seen)| {
        let times = usize::try_from(seen.ilog2() + 1).unwrap_or(1);
        std::iter::repeat_n(Srgb::new(*r, *g, *b), times)
    });
    let pixels: Vec<Srgb<u8>> = weighted.collect();
    let Some(size) = PaletteSize::try_from_usize(count) else { return Vec::new() };
    let pipeline = Pipeline::new().palette_size(size).quantize_method(QuantizeMethod::kmeans());
    // Only no colours at all, or more than 2^32, are refused.
    let Ok(input) = pipeline.input_slice(&pixels) else { return Vec::new() };
    let palette = input.output_srgb8_palette();
    palette.as_slice().iter().map(|color| [color.red, color.green, color.blue]).collect()
}

/// The palettes of a film: each holds from its frame on until the next one does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palettes {
    /// The first frame of each, rising from 0.
    parts: Vec<(u32, Arc<Palette>)>,
}

impl Palettes {
    /// Palettes that begin with the frames of these numbers, the first of which is 0.
    pub fn new(parts: impl IntoIterator<Item = (u32, Palette)>) -> Self {
        Self { parts: parts.into_iter().map(|(frame_index, palette)| (frame_index, Arc::new(palette))).collect() }
    }

    /// The palette of a frame and its number.
    pub(crate) fn of_frame(&self, frame_index: u32) -> Option<(usize, &Arc<Palette>)> {
        let number = self.parts.partition_point(|(first, _)| *first <= frame_index).checked_sub(1)?;
        Some((number, &self.parts[number].1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(colors: impl IntoIterator<Item = [u8; 3]>) -> Vec<u8> {
        colors.into_iter().flat_map(|[r, g, b]| [r, g, b, 255]).collect()
    }

    #[test]
    fn few_colours_are_kept_exactly() {
        let palette = Palette::of_frames([pixels([[0xE4, 0x57, 0x2E], [0, 255, 0], [0, 255, 0]]).as_slice()]);
        assert_eq!(palette.colors(), [[0, 255, 0], [0xE4, 0x57, 0x2E]]);
    }

    #[test]
    fn grounds_are_kept_exactly_among_many_colours() {
        let many = (0..4_000_u32).map(|n| [n % 251, n % 241, n % 239].map(|level| u8::try_from(level).expect("byte")));
        let frame = pixels(many.chain(std::iter::repeat_n([0x06, 0xB6, 0xD4], 900)));
        let palette = Palette::of_frames([frame.as_slice()]);
        assert!(palette.colors().contains(&[0x06, 0xB6, 0xD4]));
        assert!(palette.colors().len() > 150 && palette.colors().len() <= MOST_COLORS, "{}", palette.colors().len());
    }

    #[test]
    fn transparent_pixels_have_no_colour() {
        assert_eq!(Palette::of_frames([[200, 10, 10, 100, 0, 0, 0, 0].as_slice()]).colors().len(), 0);
        assert_eq!(opaque_color(&[64, 0, 0, 128]), Some([128, 0, 0]));
    }

    #[test]
    fn palette_holds_until_the_next_begins() {
        let one = |level| Palette { colors: vec![[level; 3]] };
        let palettes = Palettes::new([(0, one(1)), (30, one(2))]);
        let number = |frame_index| palettes.of_frame(frame_index).map(|(number, _)| number);
        assert_eq!((number(0), number(29), number(30), number(99)), (Some(0), Some(0), Some(1), Some(1)));
    }
}
