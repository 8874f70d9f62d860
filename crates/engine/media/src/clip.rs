//! Moving pictures as plain data.

use crate::animation::animated;
use crate::picture::{Picture, PictureError};
use std::fmt;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Most frames of a clip: two minutes at 60 a second.
const MOST_FRAMES: usize = 7_200;

/// How much earlier than its time a frame is shown, so that no rounding of times leaves one out.
const EARLY_SECS: f64 = 1e-4;

/// A picture that varies over time. Its frames are kept as small files, and any thread decodes any of them.
#[derive(Clone, PartialEq)]
pub struct Clip {
    /// Pixels from left to right as it is drawn; its frames may have fewer.
    width: u32,
    /// Pixels from top to bottom as it is drawn.
    height: u32,
    frames: Vec<ClipFrame>,
    length_secs: f64,
    is_repeated: bool,
}

/// A frame of a [`Clip`].
#[derive(Clone, PartialEq)]
pub struct ClipFrame {
    /// When it begins, in seconds of the clip.
    pub begins_secs: f64,
    /// A JPEG or PNG file.
    pub file: Vec<u8>,
}

/// Why frames are no clip.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// There are none.
    #[error("it has no frames")]
    Empty,
    /// There are more than clips may have.
    #[error("it has more than {MOST_FRAMES} frames")]
    TooLong,
    /// A frame, or the animation as a whole, cannot be decoded.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The animation is larger than animations may be.
    #[error("the animation is too large: {actual}, and at most {allowed} are read; hand it in as a video")]
    TooLarge {
        /// What it has.
        actual: String,
        /// What it may have.
        allowed: String,
    },
}

impl Clip {
    /// Takes frames in the order of their times; one that equals the one before it is left out. `size`: width and height
    /// as it is drawn, whatever its frames have; `length_secs`: when its last frame ends; `is_repeated`: whether it begins
    /// anew of itself, as animations do.
    ///
    /// # Errors
    ///
    /// [`ClipError::Empty`] and [`ClipError::TooLong`] by the number of frames, [`ClipError::Picture`] where the first one
    /// cannot be decoded.
    pub fn new(
        size: [u32; 2],
        frames: impl IntoIterator<Item = ClipFrame>,
        length_secs: f64,
        is_repeated: bool,
    ) -> Result<Self, ClipError> {
        let mut kept: Vec<ClipFrame> = Vec::new();
        for frame in frames {
            if kept.last().is_none_or(|last| last.file != frame.file) {
                kept.push(frame);
            }
            if kept.len() > MOST_FRAMES {
                return Err(ClipError::TooLong);
            }
        }
        let last_secs = kept.last().ok_or(ClipError::Empty)?.begins_secs;
        let [width, height] = size.map(|side| side.max(1));
        let clip = Self { width, height, frames: kept, length_secs: length_secs.max(last_secs + 1e-3), is_repeated };
        decoded(&clip.frames[0].file)?;
        Ok(clip)
    }

    /// Reads an animated GIF or WebP file; `None` where a file is no such, or stands still.
    ///
    /// # Errors
    ///
    /// [`ClipError`] where it is broken, or larger than animations may be.
    pub fn animation(file: &[u8]) -> Result<Option<Self>, ClipError> {
        animated(file)
    }

    /// Width and height as it is drawn, in pixels.
    pub const fn size(&self) -> [u32; 2] {
        [self.width, self.height]
    }

    /// When its last frame ends, in seconds.
    pub const fn length_secs(&self) -> f64 {
        self.length_secs
    }

    /// Whether it begins anew of itself.
    pub const fn is_repeated(&self) -> bool {
        self.is_repeated
    }

    /// Its frames that differ from the one before.
    pub fn frames(&self) -> &[ClipFrame] {
        &self.frames
    }

    /// The number of the frame of a moment of the clip: the last one whose time has come. After the end that is the last
    /// frame or, where `is_repeated`, that of the moment in another round.
    pub fn frame_at(&self, secs: f64, is_repeated: bool) -> u32 {
        let now = if is_repeated && self.length_secs > 0.0 {
            let now = (secs + EARLY_SECS) % self.length_secs;
            if now < 0.0 { now + self.length_secs } else { now }
        } else {
            secs + EARLY_SECS
        };
        let begun = self.frames.partition_point(|frame| frame.begins_secs <= now);
        // At most 7200 of them.
        u32::try_from(begun.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// A frame; `None` where there is none of that number, or it cannot be decoded. It has not always the clip's own
    /// size: it is to be stretched to it.
    pub fn picture(&self, frame: u32) -> Option<Picture> {
        let frame = self.frames.get(usize::try_from(frame).ok()?)?;
        decoded(&frame.file).ok()
    }

    /// Whether nothing behind a frame can be seen.
    pub fn is_opaque(&self, frame: u32) -> bool {
        let frame = usize::try_from(frame).ok().and_then(|frame| self.frames.get(frame));
        frame.is_some_and(|frame| is_jpeg(&frame.file))
    }

    /// Bytes that its frames take.
    pub fn size_bytes(&self) -> usize {
        self.frames.iter().map(|frame| frame.file.len()).sum()
    }
}

impl fmt::Debug for Clip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clip")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("frames", &self.frames.len())
            .field("length_secs", &self.length_secs)
            .field("is_repeated", &self.is_repeated)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ClipFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { begins_secs, file } = self;
        f.debug_struct("ClipFrame").field("begins_secs", begins_secs).field("bytes", &file.len()).finish()
    }
}

fn is_jpeg(file: &[u8]) -> bool {
    file.starts_with(&[0xFF, 0xD8, 0xFF])
}

/// The picture of a frame. JPEG is decoded right into the form of pictures, which saves a pass over all its pixels.
fn decoded(file: &[u8]) -> Result<Picture, PictureError> {
    if !is_jpeg(file) {
        return Picture::decode(file);
    }
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    let pixels = decoder.decode().ok().zip(decoder.dimensions());
    match pixels {
        Some((pixels, (width, height))) if pixels.len() == width * height * 4 && !pixels.is_empty() => {
            let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
            Ok(Picture { width: side(width), height: side(height), pixels })
        }
        // What is no usual JPEG is left to the other decoder, which also says what is wrong with it.
        _ => Picture::decode(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn file(level: u8, format: image::ImageFormat) -> Vec<u8> {
        let mut file = Vec::new();
        let image = image::RgbImage::from_pixel(16, 8, image::Rgb([level, level / 2, 10]));
        image.write_to(&mut Cursor::new(&mut file), format).expect("a picture");
        file
    }

    fn clip(begins: &[f64], length_secs: f64) -> Clip {
        let frame = |(index, begins_secs): (usize, &f64)| ClipFrame {
            begins_secs: *begins_secs,
            file: file(10 * u8::try_from(index).expect("few"), image::ImageFormat::Png),
        };
        Clip::new([16, 8], begins.iter().enumerate().map(frame), length_secs, false).expect("a clip")
    }

    #[test]
    fn the_frame_of_a_moment_is_the_last_whose_time_has_come() {
        let clip = clip(&[0.0, 0.02, 0.09], 0.2);
        for (secs, frame) in [(-1.0, 0), (0.0, 0), (0.0199, 1), (0.05, 1), (0.09, 2), (7.0, 2)] {
            assert_eq!(clip.frame_at(secs, false), frame, "{secs}");
        }
        for (secs, frame) in [(0.0, 0), (0.19, 2), (0.2, 0), (0.22, 1), (10.29, 2), (-0.01, 2)] {
            assert_eq!(clip.frame_at(secs, true), frame, "{secs}");
        }
    }

    #[test]
    fn every_frame_of_a_rate_is_met_at_that_rate() {
        for rate in [24.0, 25.0, 30.0, 60.0, 30_000.0 / 1001.0] {
            let begins: Vec<f64> = (0..25).map(|index| f64::from(index) / rate).collect();
            let clip = clip(&begins, 25.0 / rate);
            for index in 0..25_u32 {
                assert_eq!(clip.frame_at(f64::from(index) * (1.0 / rate), false), index, "{rate}");
            }
        }
    }

    #[test]
    fn frames_that_equal_the_one_before_are_kept_once() {
        let frame = |begins_secs: f64, level| ClipFrame { begins_secs, file: file(level, image::ImageFormat::Png) };
        let frames = [frame(0.0, 5), frame(0.1, 5), frame(0.2, 90), frame(0.3, 5)];
        let clip = Clip::new([16, 8], frames, 0.4, false).expect("a clip");
        assert_eq!(clip.frames().len(), 3);
        assert_eq!([0.0, 0.1, 0.2, 0.3].map(|secs| clip.frame_at(secs, false)), [0, 0, 1, 2]);
    }

    #[test]
    fn frames_are_pictures_and_jpeg_is_opaque() {
        let frames = [image::ImageFormat::Jpeg, image::ImageFormat::Png].map(|format| file(200, format));
        let [jpeg, png] = frames.map(|file| ClipFrame { begins_secs: 0.0, file });
        let png = ClipFrame { begins_secs: 1.0, ..png };
        let clip = Clip::new([32, 16], [jpeg, png], 2.0, false).expect("a clip");
        assert_eq!([clip.is_opaque(0), clip.is_opaque(1), clip.is_opaque(2)], [true, false, false]);
        for index in [0, 1] {
            let picture = clip.picture(index).expect("a frame");
            assert_eq!((picture.width, picture.height), (16, 8));
            let off = picture.pixels[..4].iter().zip([200, 100, 10, 255]).map(|(is, wanted)| is.abs_diff(wanted));
            assert!(off.max() <= Some(4), "{:?}", &picture.pixels[..4]);
        }
        assert_eq!(clip.picture(2), None);
    }

    #[test]
    fn what_has_no_readable_frame_is_no_clip() {
        assert!(matches!(Clip::new([1, 1], [], 1.0, false), Err(ClipError::Empty)));
        let broken = ClipFrame { begins_secs: 0.0, file: vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4] };
        assert!(matches!(Clip::new([1, 1], [broken], 1.0, false), Err(ClipError::Picture(_))));
    }
}
