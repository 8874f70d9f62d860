//! Colours of flat areas in a file, decoded exactly.

use crate::pixel_form::PixelForm;
use std::collections::BTreeMap;

/// Colours that fill less of a frame are not counted as flat areas.
const SMALLEST_SHARE: f64 = 0.002;

/// Most flat colours that are told.
const MOST_COLORS: usize = 32;

/// A colour that fills a part of a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlatColor {
    /// Red, green and blue, 0 to 255: decoded by the BT.709 matrix of limited range, neither rounded nor clamped.
    pub rgb: [f64; 3],
    /// The share of the frame that has exactly this colour.
    pub share: f64,
}

impl FlatColor {
    /// How far it is from a colour: the largest difference of a channel, in eight-bit levels.
    pub fn distance(&self, [r, g, b]: [u8; 3]) -> f64 {
        let channels = self.rgb.iter().zip([r, g, b]);
        channels.map(|(found, expected)| (found.clamp(0.0, 255.0) - f64::from(expected)).abs()).fold(0.0, f64::max)
    }
}

/// The colours that fill most of a frame, largest first.
pub(crate) fn flat_colors(form: PixelForm, frame: &[u8], size: [usize; 2]) -> Vec<FlatColor> {
    let mut counts: BTreeMap<[u32; 3], u32> = BTreeMap::new();
    let mut total = 0;
    for sample in form.samples(frame, size) {
        *counts.entry(sample).or_default() += 1;
        total += 1;
    }
    let mut counts: Vec<([u32; 3], u32)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let colors = counts.into_iter().map(|(sample, count)| {
        let rgb = match form {
            PixelForm::Planar { bits, .. } => rgb_of(sample.map(f64::from), bits),
            PixelForm::Rgba => sample.map(f64::from),
        };
        FlatColor { rgb, share: f64::from(count) / f64::from(total.max(1)) }
    });
    colors.take(MOST_COLORS).take_while(|color| color.share >= SMALLEST_SHARE).collect()
}

/// The colour of Y'`CbCr` levels, 0 to 255 (ITU-R BT.709-6, items 3.2 to 3.5, limited range).
fn rgb_of([y, cb, cr]: [f64; 3], bits: u32) -> [f64; 3] {
    let scale = f64::from(1_u32 << (bits - 8));
    let y = (y / scale - 16.0) / 219.0;
    let [cb, cr] = [cb, cr].map(|level| (level / scale - 128.0) / 224.0);
    let (r, b) = (y + 1.5748 * cr, y + 1.8556 * cb);
    let g = (y - 0.2126 * r - 0.0722 * b) / 0.7152;
    [r, g, b].map(|channel| 255.0 * channel)
}

/// How far a colour is from itself after Y'`CbCr` was rounded to whole levels, and nothing else was lost:
/// the largest difference of a channel, in eight-bit levels.
///
/// `bits`: of the levels, 8 to 16.
pub fn rounding_error(color: [u8; 3], bits: u32) -> f64 {
    let [r, g, b] = color.map(|channel| f64::from(channel) / 255.0);
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let scale = f64::from(1_u32 << (bits.clamp(8, 16) - 8));
    let levels = [16.0 + 219.0 * y, 128.0 + 224.0 * (b - y) / 1.8556, 128.0 + 224.0 * (r - y) / 1.5748];
    let rounded = levels.map(|level| (scale * level).round());
    FlatColor { rgb: rgb_of(rounded, bits.clamp(8, 16)), share: 1.0 }.distance(color)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_leaves_white_and_black_and_at_most_a_level_and_a_half_of_others() {
        assert!(rounding_error([255; 3], 8) < 1e-9 && rounding_error([0; 3], 8) < 1e-9);
        let colors = (0..4096_u32).map(|n| [n & 15, n >> 4 & 15, n >> 8].map(|step| (step * 17) as u8));
        let (mut shallow, mut deep) = (0.0_f64, 0.0_f64);
        for color in colors {
            shallow = shallow.max(rounding_error(color, 8));
            deep = deep.max(rounding_error(color, 10));
        }
        assert!((0.8..1.7).contains(&shallow), "{shallow}");
        assert!((0.1..0.45).contains(&deep), "{deep}");
    }

    #[test]
    fn largest_area_comes_first_with_its_share() {
        let frame = [[255, 0, 0, 255].repeat(30), [0, 0, 255, 255].repeat(70)].concat();
        let found = flat_colors(PixelForm::Rgba, &frame, [10, 10]);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].rgb, found[0].share), ([0.0, 0.0, 255.0], 0.7));
        assert!((found[1].distance([250, 0, 2]) - 5.0).abs() < 1e-9);
    }
}
