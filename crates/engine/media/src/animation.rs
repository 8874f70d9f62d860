//! Animated GIF and WebP files.

use crate::clip::{Clip, ClipError, ClipFrame};
use crate::picture::{LONGEST_SIDE_PX, MOST_DECODING_BYTES, PictureError};
use image::codecs::gif::GifDecoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, ExtendedColorType, Frames, ImageDecoder, ImageEncoder, Limits};
use std::io::Cursor;

/// Most frames of an animation that is read.
const MOST_FRAMES: usize = 2_000;
/// Most pixels of all its frames together, which bounds how long reading takes: 75 frames of 1920 × 1080.
const MOST_PIXELS: u64 = 155_520_000;
/// Most pixels of one of its frames: two of them are there at once, each pixel with four bytes.
const MOST_FRAME_PIXELS: u64 = 4_096 * 4_096;
/// Most bytes that its frames take.
const MOST_BYTES: usize = 96 * 1024 * 1024;

/// Frames of up to this many milliseconds are shown for [`USUAL_MS`], as browsers do: such times come from tools that
/// know none.
const SHORTEST_MS: f64 = 10.0;
/// How long a frame without a time is shown, in milliseconds.
const USUAL_MS: f64 = 100.0;

/// Reads an animation; `None` where a file is none, or stands still.
pub(crate) fn animated(file: &[u8]) -> Result<Option<Clip>, ClipError> {
    let broken = |error| ClipError::Picture(PictureError::Undecodable(error));
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE_PX);
    limits.max_image_height = Some(LONGEST_SIDE_PX);
    limits.max_alloc = Some(MOST_DECODING_BYTES);
    if file.starts_with(b"GIF8") {
        let mut decoder = GifDecoder::new(Cursor::new(file)).map_err(broken)?;
        decoder.set_limits(limits).map_err(broken)?;
        let size = decoder.dimensions();
        collected(size.into(), decoder.into_frames())
    } else if file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP") {
        let mut decoder = WebPDecoder::new(Cursor::new(file)).map_err(broken)?;
        if !decoder.has_animation() {
            return Ok(None);
        }
        decoder.set_limits(limits).map_err(broken)?;
        let size = decoder.dimensions();
        collected(size.into(), decoder.into_frames())
    } else {
        Ok(None)
    }
}

/// The frames of an animation of a size, each as a file of its own.
fn collected(size: [u32; 2], frames: Frames<'_>) -> Result<Option<Clip>, ClipError> {
    let frame_pixels = u64::from(size[0]) * u64::from(size[1]);
    if frame_pixels > MOST_FRAME_PIXELS {
        return Err(ClipError::TooLarge {
            actual: format!("frames of {} × {} pixels", size[0], size[1]),
            allowed: format!("{} million pixels in each", MOST_FRAME_PIXELS / 1_000_000),
        });
    }
    let most = MOST_FRAMES.min(usize::try_from(MOST_PIXELS / frame_pixels.max(1)).unwrap_or(MOST_FRAMES));
    let mut kept: Vec<ClipFrame> = Vec::new();
    let mut shown: Vec<u8> = Vec::new();
    let (mut now_secs, mut bytes) = (0.0, 0);
    for (count, frame) in frames.enumerate() {
        let frame = match frame {
            Ok(frame) => frame,
            // An animation that breaks off has the frames before; one without any is told by the caller.
            Err(_) if count > 0 => break,
            Err(error) => return Err(PictureError::Undecodable(error).into()),
        };
        if count >= most {
            return Err(ClipError::TooLarge {
                actual: format!("more than {most} frames of {} × {} pixels", size[0], size[1]),
                allowed: format!("{MOST_FRAMES} frames and {} million pixels in all", MOST_PIXELS / 1_000_000),
            });
        }
        let (numerator, denominator) = frame.delay().numer_denom_ms();
        let delay_ms = f64::from(numerator) / f64::from(denominator.max(1));
        let image = frame.into_buffer();
        if kept.is_empty() || shown != *image.as_raw() {
            let file = png(&image)?;
            bytes += file.len();
            if bytes > MOST_BYTES {
                let mb = |bytes: usize| format!("{} MB", bytes / 1024 / 1024);
                return Err(ClipError::TooLarge { actual: mb(bytes), allowed: mb(MOST_BYTES) });
            }
            kept.push(ClipFrame { begins_secs: now_secs, file });
            shown = image.into_raw();
        }
        now_secs += if delay_ms <= SHORTEST_MS { USUAL_MS } else { delay_ms } / 1e3;
    }
    if kept.len() < 2 {
        return Ok(None);
    }
    Clip::new(size, kept, now_secs, true).map(Some)
}

fn png(image: &image::RgbaImage) -> Result<Vec<u8>, PictureError> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Adaptive)
        .write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgba8)
        .map_err(PictureError::Undecodable)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    /// A frame of a GIF: where it is, its size, colour (0 is none), hundredths of a second and what comes after it.
    struct Part([u16; 4], u8, u16, gif::DisposalMethod);

    fn gif_of(size: [u16; 2], parts: &[Part]) -> Vec<u8> {
        let mut file = Vec::new();
        let palette = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255];
        let mut encoder = gif::Encoder::new(&mut file, size[0], size[1], &palette).expect("a gif");
        for Part([left, top, width, height], color, delay, dispose) in parts {
            let buffer = Cow::Owned(vec![*color; usize::from(*width) * usize::from(*height)]);
            let frame = gif::Frame {
                left: *left,
                top: *top,
                width: *width,
                height: *height,
                delay: *delay,
                dispose: *dispose,
                transparent: Some(0),
                buffer,
                ..gif::Frame::default()
            };
            encoder.write_frame(&frame).expect("a frame");
        }
        drop(encoder);
        file
    }

    fn pixel(clip: &Clip, frame: u32, x: usize) -> [u8; 4] {
        let picture = clip.picture(frame).expect("a frame");
        picture.pixels.as_chunks::<4>().0[x]
    }

    const RED: [u8; 4] = [255, 0, 0, 255];
    const GREEN: [u8; 4] = [0, 255, 0, 255];
    const BLUE: [u8; 4] = [0, 0, 255, 255];
    const NOTHING: [u8; 4] = [0; 4];

    #[test]
    fn frames_of_a_gif_are_put_on_what_those_before_leave() {
        use gif::DisposalMethod::{Background, Keep, Previous};
        let parts = [
            Part([0, 0, 4, 1], 1, 2, Keep),
            Part([1, 0, 1, 1], 2, 7, Previous),
            Part([2, 0, 1, 1], 3, 7, Background),
            Part([3, 0, 1, 1], 2, 7, Keep),
        ];
        let clip = Clip::animation(&gif_of([4, 1], &parts)).expect("readable").expect("an animation");
        assert_eq!(clip.size(), [4, 1]);
        assert!(clip.is_repeated());
        assert!((clip.length_secs() - 0.23).abs() < 1e-9, "{}", clip.length_secs());
        let begins: Vec<f64> = clip.frames().iter().map(|frame| (frame.begins_secs * 100.0).round()).collect();
        assert_eq!(begins, [0.0, 2.0, 9.0, 16.0]);
        let seen = |frame| [0, 1, 2, 3].map(|x| pixel(&clip, frame, x));
        assert_eq!(seen(0), [RED; 4]);
        assert_eq!(seen(1), [RED, GREEN, RED, RED]);
        assert_eq!(seen(2), [RED, RED, BLUE, RED]);
        assert_eq!(seen(3), [RED, RED, NOTHING, GREEN]);
    }

    #[test]
    fn frames_without_a_time_are_shown_for_a_tenth_of_a_second() {
        let keep = gif::DisposalMethod::Keep;
        let parts = [Part([0, 0, 1, 1], 1, 0, keep), Part([0, 0, 1, 1], 2, 1, keep), Part([0, 0, 1, 1], 3, 2, keep)];
        let clip = Clip::animation(&gif_of([1, 1], &parts)).expect("readable").expect("an animation");
        assert!((clip.length_secs() - 0.22).abs() < 1e-9, "{}", clip.length_secs());
    }

    #[test]
    fn what_stands_still_is_no_animation() {
        let keep = gif::DisposalMethod::Keep;
        assert_eq!(Clip::animation(&gif_of([2, 2], &[Part([0, 0, 2, 2], 1, 5, keep)])).expect("readable"), None);
        let same = [Part([0, 0, 2, 2], 1, 5, keep), Part([0, 0, 2, 2], 1, 5, keep)];
        assert_eq!(Clip::animation(&gif_of([2, 2], &same)).expect("readable"), None);
        assert_eq!(Clip::animation(b"\x89PNG\r\n\x1a\n").expect("another kind"), None);
        assert!(Clip::animation(b"GIF89a").is_err());
    }

    #[test]
    fn animations_of_too_many_frames_are_refused_in_words() {
        let keep = gif::DisposalMethod::Keep;
        let parts: Vec<Part> = (0..10_000).map(|index| Part([0, 0, 1, 1], 1 + (index % 3) as u8, 2, keep)).collect();
        let told = Clip::animation(&gif_of([8, 8], &parts)).expect_err("too many").to_string();
        assert!(told.contains("more than 2000 frames of 8 × 8 pixels"), "{told}");
        // A large canvas of few bytes.
        let parts: Vec<Part> = (0..300).map(|index| Part([0, 0, 1, 1], 1 + (index % 3) as u8, 2, keep)).collect();
        let told = Clip::animation(&gif_of([3000, 2000], &parts)).expect_err("too large").to_string();
        assert!(told.contains("more than 25 frames of 3000 × 2000"), "{told}");
        assert!(Clip::animation(&gif_of([60_000, 60_000], &parts)).is_err());
    }
}
