//! Frames of a film as pictures.

use crate::sheet::SheetError;
use pavo_film::FrameMaker;
use pavo_media::{Assets, Picture};
use pavo_scene::{AspectRatio, PixelSize, Scene, Time};

/// Draws frames of a film at one size.
pub(crate) struct Frames<'f> {
    maker: FrameMaker<'f>,
    size: PixelSize,
}

impl<'f> Frames<'f> {
    /// Frames as wide as this, in pixels, of a film at a ratio.
    pub(crate) fn new(scene: &Scene, assets: &'f Assets, aspect: AspectRatio, width: f64) -> Self {
        let [units_across, units_down] = aspect.design_size();
        let even = |pixels: f64| 2 * ((pixels / 2.0).round().max(1.0) as u32);
        let size = PixelSize { width: even(width), height: even(width * units_down / units_across) };
        Self { maker: FrameMaker::new(scene, aspect, size, assets), size }
    }

    /// The frames of some moments, in their order.
    pub(crate) fn at(&self, times: impl IntoIterator<Item = Time>) -> Result<Vec<Picture>, SheetError> {
        let mut painter = self.maker.painter()?;
        let draw = |time| {
            let frame = self.maker.draw(&self.maker.display_list_at(time), &mut painter);
            Picture { width: self.size.width, height: self.size.height, pixels: frame.pixels.to_vec() }
        };
        Ok(times.into_iter().map(draw).collect())
    }
}

/// A picture in shades of grey, by the luma of BT.709.
pub(crate) fn grey(picture: &Picture) -> Picture {
    let mut pixels = picture.pixels.clone();
    for pixel in pixels.chunks_exact_mut(4) {
        let luma = luma(pixel);
        pixel[..3].fill(luma);
    }
    Picture { pixels, ..*picture }
}

/// A picture as it is seen through narrowed eyes: each pixel the mean of those within `radius` of it.
pub(crate) fn squinted(picture: &Picture, radius: usize) -> Picture {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let across = averaged(&picture.pixels, [width, height], 4, 4 * width, radius);
    let pixels = averaged(&across, [height, width], 4 * width, 4, radius);
    Picture { pixels, ..*picture }
}

/// Means along one direction: `counts` are the pixels along it and the lines, `step` and `line` their distances in bytes.
fn averaged(pixels: &[u8], counts: [usize; 2], step: usize, line: usize, radius: usize) -> Vec<u8> {
    let mut target = vec![0; pixels.len()];
    for number in 0..counts[1] {
        for at in 0..counts[0] {
            let near = at.saturating_sub(radius)..(at + radius + 1).min(counts[0]);
            for channel in 0..4 {
                let place = |at: usize| number * line + at * step + channel;
                let sum: u32 = near.clone().map(|at| u32::from(pixels[place(at)])).sum();
                target[place(at)] = u8::try_from(sum / near.len() as u32).unwrap_or(u8::MAX);
            }
        }
    }
    target
}

/// How bright a pixel is, 0 to 255.
pub(crate) fn luma(pixel: &[u8]) -> u8 {
    let weighted = 2126 * u32::from(pixel[0]) + 7152 * u32::from(pixel[1]) + 722 * u32::from(pixel[2]);
    u8::try_from((weighted + 5_000) / 10_000).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squinting_keeps_what_is_even_and_softens_edges() {
        let row: Vec<u8> = (0..8).flat_map(|x| if x < 4 { [0, 0, 0, 255] } else { [200, 100, 50, 255] }).collect();
        let picture = Picture { width: 8, height: 4, pixels: row.repeat(4) };
        let soft = squinted(&picture, 1);
        assert_eq!(soft.pixels[..4], [0, 0, 0, 255]);
        assert_eq!(soft.pixels[28..32], [200, 100, 50, 255]);
        assert_eq!(soft.pixels[12..16], [66, 33, 16, 255]);
        assert_eq!(squinted(&grey(&picture), 0).pixels[28..32], [118, 118, 118, 255]);
    }
}
