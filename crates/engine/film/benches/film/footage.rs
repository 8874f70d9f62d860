//! A video with the detail of a camera's, made by a formula.

use crate::photo::valley;
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use pavo_media::{Clip, ClipFrame};

/// A second of a slow pan over hills, at 30 frames a second: 1920 × 1080 pixels.
pub(crate) fn pan() -> Clip {
    let (picture, [width, height]) = (valley(), [1_920_usize, 1_080]);
    let row = picture.width as usize;
    let frames = (0..30_usize).map(|frame| {
        let mut pixels = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            let from = (y + 200) * row + 16 * frame;
            let line = picture.pixels[4 * from..4 * (from + width)].as_chunks::<4>().0;
            pixels.extend(line.iter().flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]));
        }
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, 92)
            .encode(&pixels, width as u32, height as u32, ExtendedColorType::Rgb8)
            .expect("a picture");
        ClipFrame { begins_secs: frame as f64 / 30.0, file }
    });
    Clip::new([1_920, 1_080], frames, 1.0, true).expect("a clip")
}
