//! Pictures of frames, looked at in other ways.

use pavo_media::Picture;
use pavo_scene::PixelSize;

/// The size of a picture of a width and ratio, with even sides.
pub(crate) fn even_size(width: f64, ratio: f64) -> PixelSize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pictures on a sheet are small")]
    let even = |pixels: f64| 2 * ((pixels / 2.0).round().max(1.0) as u32);
    PixelSize { width: even(width), height: even(width / ratio) }
}

/// Pictures of the same size on top of each other: each pixel is the mean of all.
pub(crate) fn onion_skin(pictures: &[Picture]) -> Option<Picture> {
    let first = pictures.first()?;
    let count = u32::try_from(pictures.len()).ok()?;
    let mut sums = vec![0_u32; first.pixels.len()];
    for picture in pictures {
        sums.iter_mut().zip(&picture.pixels).for_each(|(sum, level)| *sum += u32::from(*level));
    }
    let pixels = sums.into_iter().map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX)).collect();
    Some(Picture { pixels, ..*first })
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
    fn onion_skin_shows_all_pictures_at_once() {
        let picture = |level| Picture { width: 1, height: 1, pixels: vec![level, 0, 10, 255] };
        let skin = onion_skin(&[picture(0), picture(100), picture(200)]).expect("a picture");
        assert_eq!(skin.pixels, [100, 0, 10, 255]);
        assert_eq!(onion_skin(&[]), None);
    }

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
