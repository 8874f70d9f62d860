//! Pixels that are taken from elsewhere in their layer.

use crate::blur::byte;
use crate::effect::LayerPixels;
use libm::{exp, hypot, sin};
use pavo_display_list::Displacement;
use std::f64::consts::TAU;

/// Samples a side within a pixel of a plane in perspective, which is drawn smaller than it is.
const SAMPLES: u32 = 2;

impl LayerPixels {
    /// Takes every pixel from where a displacement says; nothing lies beyond the layer.
    ///
    /// `origin`: where the layer's top left corner is in the frame, in pixels.
    pub(crate) fn displace(&mut self, how: Displacement, origin: [f64; 2]) {
        let source = Self { bytes: std::mem::take(&mut self.bytes), ..*self };
        self.bytes = Vec::with_capacity(source.bytes.len());
        let samples = if matches!(how, Displacement::Perspective { .. }) { SAMPLES } else { 1 };
        for y in 0..self.height {
            for x in 0..self.width {
                let mut sum = [0.0_f32; 4];
                for sample in 0..samples * samples {
                    let within = |part: u32| (f64::from(part) + 0.5) / f64::from(samples);
                    #[expect(clippy::cast_precision_loss, reason = "layers are at most some ten thousand pixels wide")]
                    let at = [
                        x as f64 + within(sample % samples) + origin[0],
                        y as f64 + within(sample / samples) + origin[1],
                    ];
                    let Some([from_x, from_y]) = source_of(how, at) else { continue };
                    let pixel = source.at(from_x - origin[0], from_y - origin[1]);
                    sum.iter_mut().zip(pixel).for_each(|(sum, level)| *sum += level);
                }
                #[expect(clippy::cast_precision_loss, reason = "a few samples")]
                let share = 1.0 / (samples * samples) as f32;
                self.bytes.extend(sum.map(|sum| byte(sum * share)));
            }
        }
    }

    /// The pixel around a place, between its neighbours.
    fn at(&self, x: f64, y: f64) -> [f32; 4] {
        let [left, top] = [(x - 0.5).floor(), (y - 0.5).floor()];
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let [part_x, part_y] = [(x - 0.5 - left) as f32, (y - 0.5 - top) as f32];
        let mut mean = [0.0_f32; 4];
        for (down, weight_y) in [(0.0, 1.0 - part_y), (1.0, part_y)] {
            for (right, weight_x) in [(0.0, 1.0 - part_x), (1.0, part_x)] {
                let Some(pixel) = self.pixel(left + right, top + down) else { continue };
                let weight = weight_x * weight_y;
                mean.iter_mut().zip(pixel).for_each(|(mean, level)| *mean += weight * f32::from(*level));
            }
        }
        mean
    }

    fn pixel(&self, x: f64, y: f64) -> Option<&[u8]> {
        #[expect(clippy::cast_precision_loss, reason = "layers are at most some ten thousand pixels wide")]
        let inside = x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64;
        if !inside {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the layer")]
        let (x, y) = (x as usize, y as usize);
        self.bytes.get(4 * (y * self.width + x)..)?.get(..4)
    }
}

/// Where in the frame the pixel at a place is taken from; `None` for one that is empty.
fn source_of(how: Displacement, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
    match how {
        Displacement::Ripple { center_px, amplitude_px, length_px, front_px } => {
            let [dx, dy] = [x - center_px[0], y - center_px[1]];
            let distance = hypot(dx, dy).max(1e-6);
            // Three rings or so, highest at the front.
            let from_front = (distance - front_px) / length_px.max(1.0);
            let height = amplitude_px * sin(TAU * from_front) * exp(-0.7 * from_front * from_front);
            let moved = (distance + height) / distance;
            Some([center_px[0] + dx * moved, center_px[1] + dy * moved])
        }
        Displacement::Bulge { center_px, radius_px, strength } => {
            let [dx, dy] = [x - center_px[0], y - center_px[1]];
            let from_middle = hypot(dx, dy) / radius_px.max(1.0);
            let near = 1.0 / (1.0 + strength * exp(-from_middle * from_middle)).max(0.05);
            Some([center_px[0] + dx * near, center_px[1] + dy * near])
        }
        Displacement::Slices { height_px, way_px, seed } => {
            #[expect(clippy::cast_possible_truncation, reason = "a row of the frame")]
            let row = (y / height_px.max(1.0)).floor() as i64;
            let drawn = mixed(seed ^ row.cast_unsigned());
            #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
            let share = (drawn >> 11) as f64 / (1_u64 << 53) as f64;
            // Half of the rows stay where they are.
            let way = if drawn & 1 == 0 { 0.0 } else { (2.0 * share - 1.0) * way_px };
            Some([x - way, y])
        }
        Displacement::Perspective { plane_from_frame } => {
            let [px, py, depth] = plane_from_frame.map(|[a, b, c]| a * x + b * y + c);
            // What lies behind the eye is not seen.
            (depth > 1e-9).then(|| [px / depth, py / depth])
        }
    }
}

/// The finaliser of `SplitMix64`.
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four by three pixels, each with its own number as levels.
    fn numbered() -> LayerPixels {
        let bytes = (1..=12).flat_map(|number: u8| [number * 10, number * 10, number * 10, 255]).collect();
        LayerPixels { width: 4, height: 3, bytes }
    }

    #[test]
    fn plane_seen_straight_on_stays_as_it_is() {
        let plane_from_frame = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let mut layer = numbered();
        layer.displace(Displacement::Slices { height_px: 2.0, way_px: 0.0, seed: 7 }, [5.0, 9.0]);
        assert_eq!(layer, numbered());
        let mut flat = LayerPixels { bytes: [40, 30, 20, 200].repeat(12), ..numbered() };
        flat.displace(Displacement::Perspective { plane_from_frame }, [0.0; 2]);
        // A quarter of a pixel at each edge reaches beyond the layer.
        assert_eq!(flat.bytes[4 * 5..4 * 6], [40, 30, 20, 200]);
    }

    #[test]
    fn pixels_come_from_where_the_plane_lies() {
        let plane_from_frame = [[1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let mut layer = LayerPixels { width: 8, height: 8, bytes: vec![0; 256] };
        layer.bytes[4 * (8 * 4 + 5)..][..4].fill(255);
        layer.displace(Displacement::Perspective { plane_from_frame }, [100.0, 50.0]);
        let lit: Vec<usize> = (0..64).filter(|at| layer.bytes[4 * at] > 128).collect();
        assert_eq!(lit, [8 * 4 + 4], "one pixel to the left of where it was");
    }

    #[test]
    fn what_lies_beyond_the_layer_is_empty() {
        let plane_from_frame = [[1.0, 0.0, 90.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let mut layer = numbered();
        layer.displace(Displacement::Perspective { plane_from_frame }, [0.0; 2]);
        assert!(layer.bytes.iter().all(|byte| *byte == 0));
    }
}
