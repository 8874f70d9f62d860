//! Pixels become places in a palette.

use crate::palette::{CLEAR, Palette, Palettes, opaque_color};
use std::sync::Arc;

/// Places of colours that were looked up are kept in so many slots; a power of two.
const SLOTS: usize = 1 << 16;

/// Where between two colours of a palette a colour lies.
#[derive(Debug, Clone, Copy, Default)]
struct Mixed {
    near: u8,
    far: u8,
    /// The share of `far`, in 64ths.
    share: u8,
}

/// Finds the places of a film's pixels in its palettes.
///
/// A colour that a palette does not have is mixed from two of its colours in a fixed pattern of 8 × 8 pixels,
/// which stands still from frame to frame: what does not move does not flicker.
#[derive(Debug)]
pub struct Indexer {
    palettes: Palettes,
    /// The number of the palette that the slots are about.
    number: usize,
    slots: Vec<Option<([u8; 3], Mixed)>>,
}

impl Indexer {
    /// An indexer for a film with some palettes.
    pub fn new(palettes: Palettes) -> Self {
        Self { palettes, number: usize::MAX, slots: Vec::new() }
    }

    /// The places of a frame's pixels.
    ///
    /// `pixels`: RGBA8, premultiplied, rows of `width` pixels; what is less than half opaque becomes transparent.
    /// `places`: a byte a pixel.
    pub fn index(&mut self, frame_index: u32, pixels: &[u8], width: u32, places: &mut [u8]) {
        let Some((number, palette)) = self.palettes.of_frame(frame_index) else {
            places.fill(CLEAR);
            return;
        };
        let palette = Arc::clone(palette);
        if number != self.number {
            self.number = number;
            self.slots.clear();
            self.slots.resize(SLOTS, None);
        }
        let width = width as usize;
        for (y, (row, places)) in pixels.chunks_exact(4 * width).zip(places.chunks_exact_mut(width)).enumerate() {
            for (x, (pixel, place)) in row.chunks_exact(4).zip(places).enumerate() {
                *place = match opaque_color(pixel) {
                    Some(color) => {
                        let mixed = self.mixed(color, &palette);
                        if BAYER[y % 8][x % 8] < mixed.share { mixed.far } else { mixed.near }
                    }
                    None => CLEAR,
                };
            }
        }
    }

    fn mixed(&mut self, color: [u8; 3], palette: &Palette) -> Mixed {
        let packed = u32::from_be_bytes([0, color[0], color[1], color[2]]);
        let slot = (packed.wrapping_mul(0x9E37_79B1) >> 16) as usize % SLOTS;
        if let Some((known, mixed)) = self.slots[slot]
            && known == color
        {
            return mixed;
        }
        let mixed = between(color, palette.colors());
        self.slots[slot] = Some((color, mixed));
        mixed
    }
}

/// Squared distance below which a colour is as good as met: about a level in each channel.
const MET: f64 = 4.0;

/// The two colours of a palette that make a colour best: the nearest one, and the one towards which it lies.
fn between(color: [u8; 3], colors: &[[u8; 3]]) -> Mixed {
    let place = |index: usize| u8::try_from(index).unwrap_or(0);
    let nearest =
        colors.iter().enumerate().min_by(|(_, a), (_, b)| distance(color, **a).total_cmp(&distance(color, **b)));
    let Some((near, &near_color)) = nearest else { return Mixed { near: CLEAR, far: CLEAR, share: 0 } };
    let plain = Mixed { near: place(near), far: place(near), share: 0 };
    if distance(color, near_color) <= MET {
        return plain;
    }
    let wanted = difference(color, near_color);
    let mut best = (distance(color, near_color), plain);
    for (far, &far_color) in colors.iter().enumerate() {
        let way = difference(far_color, near_color);
        let length = dot(way, way);
        // A far colour shows as single dots of another colour, however right their mean is.
        if length == 0.0 || length > 48.0 * 48.0 * 3.0 {
            continue;
        }
        let share = (dot(wanted, way) / length).clamp(0.0, 0.5);
        let miss = [0, 1, 2].map(|channel| wanted[channel] - share * way[channel]);
        let error = dot(miss, miss) + 0.02 * share * length;
        if error < best.0 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 32")]
            let share = (share * 64.0).round() as u8;
            best = (error, Mixed { near: place(near), far: place(far), share });
        }
    }
    best.1
}

/// How differently channels are seen.
const WEIGHTS: [f64; 3] = [0.9, 1.5, 0.6];

fn difference(a: [u8; 3], b: [u8; 3]) -> [f64; 3] {
    [0, 1, 2].map(|channel| f64::from(a[channel]) - f64::from(b[channel]))
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    (0..3).map(|channel| WEIGHTS[channel] * a[channel] * b[channel]).sum()
}

fn distance(a: [u8; 3], b: [u8; 3]) -> f64 {
    let difference = difference(a, b);
    dot(difference, difference)
}

/// Bayer's pattern of order 8: every number from 0 to 63 once, neighbours far apart.
const BAYER: [[u8; 8]; 8] = bayer();

const fn bayer() -> [[u8; 8]; 8] {
    let mut pattern = [[0; 8]; 8];
    let mut y = 0;
    while y < 8 {
        let mut x = 0;
        while x < 8 {
            let (mut value, mut bit) = (0, 0);
            while bit < 3 {
                let (x_bit, y_bit) = (x >> bit & 1, y >> bit & 1);
                value |= ((x_bit ^ y_bit) << 1 | y_bit) << (2 * (2 - bit));
                bit += 1;
            }
            pattern[y][x] = value as u8;
            x += 1;
        }
        y += 1;
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indexed(palette: Palette, color: [u8; 3], frame_index: u32) -> Vec<u8> {
        let mut places = vec![0; 64];
        let pixels = [color[0], color[1], color[2], 255].repeat(64);
        Indexer::new(Palettes::new([(0, palette)])).index(frame_index, &pixels, 8, &mut places);
        places
    }

    fn greys() -> Palette {
        Palette::of_frames([[100, 100, 100, 255, 120, 120, 120, 255, 200, 200, 200, 255].as_slice()])
    }

    #[test]
    fn pattern_holds_every_threshold_once() {
        let mut all: Vec<u8> = BAYER.concat();
        all.sort_unstable();
        assert_eq!(all, (0..64).collect::<Vec<u8>>());
    }

    #[test]
    fn colour_of_the_palette_is_not_dithered() {
        assert_eq!(indexed(greys(), [120; 3], 0), [1; 64]);
    }

    #[test]
    fn colour_between_two_is_their_mean_and_the_same_in_every_frame() {
        let places = indexed(greys(), [105; 3], 0);
        let far = places.iter().filter(|place| **place == 1).count();
        assert!((14..=18).contains(&far) && places.iter().all(|place| *place < 2), "{far}");
        assert_eq!(places, indexed(greys(), [105; 3], 7));
    }

    #[test]
    fn transparent_pixel_has_no_colour() {
        let mut places = [0; 1];
        Indexer::new(Palettes::new([(0, greys())])).index(0, &[9, 9, 9, 100], 1, &mut places);
        assert_eq!(places, [CLEAR]);
    }
}
