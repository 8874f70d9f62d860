//! Animated GIF.

use crate::error::EncodeError;
use crate::film_file::FilmSpec;
use crate::palette::{CLEAR, Palettes};
use crate::partial_file::PartialFile;
use gif::{AnyExtension, DisposalMethod, Encoder, EncodingError, Extension, Frame, Repeat};
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// A GIF that is being written.
///
/// Frames that show the same become one that stands longer; of the others only the rectangle that changed is
/// written, and within it what did not change is left transparent.
pub(crate) struct GifFile {
    spec: FilmSpec,
    palettes: Palettes,
    file: PartialFile,
    encoder: Option<Encoder<BufWriter<File>>>,
    /// The number of the palette that the frames before were shown with.
    palette_number: Option<usize>,
    /// What is on screen before the waiting frame: places in that palette.
    shown: Vec<u8>,
    /// A frame that waits for the next one to differ from it, and the number of its first frame.
    waiting: Option<(u32, Vec<u8>)>,
    next_frame: u32,
}

impl fmt::Debug for GifFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GifFile").field("file", &self.file).finish_non_exhaustive()
    }
}

impl GifFile {
    /// Begins a GIF that goes on for ever.
    ///
    /// `first_frame`: the number of its first frame in the whole film; `label`: a comment in the file.
    pub(crate) fn create(
        path: &Path,
        spec: &FilmSpec,
        palettes: Palettes,
        first_frame: u32,
        label: Option<&str>,
    ) -> Result<Self, EncodeError> {
        let file = PartialFile::create(path)?;
        let mut gif = Self {
            spec: *spec,
            palettes,
            file,
            encoder: None,
            palette_number: None,
            shown: vec![CLEAR; spec.frame_form().bytes(spec.size)],
            waiting: None,
            next_frame: first_frame,
        };
        let [width, height] = [spec.size.width, spec.size.height].map(side);
        let global = gif.palettes.of_frame(0).map(|(_, palette)| palette_bytes(palette.colors())).unwrap_or_default();
        let opened = File::create(gif.file.temporary_path()).map_err(EncodingError::from).and_then(|file| {
            let mut encoder = Encoder::new(BufWriter::new(file), width, height, &global)?;
            encoder.set_repeat(Repeat::Infinite)?;
            if let Some(label) = label {
                encoder.write_raw_extension(AnyExtension::from(Extension::Comment), &[label.as_bytes()])?;
            }
            Ok(encoder)
        });
        gif.encoder = Some(opened.map_err(|error| gif.failure(error))?);
        Ok(gif)
    }

    /// Appends a frame of places as [`Indexer`](crate::Indexer) gives them.
    pub(crate) fn write(&mut self, places: &[u8]) -> Result<(), EncodeError> {
        if places.len() != self.shown.len() {
            return Err(EncodeError::FrameSize { expected: self.shown.len(), actual: places.len() });
        }
        let frame_index = self.next_frame;
        self.next_frame += 1;
        let palette = |frame_index| self.palettes.of_frame(frame_index).map(|(number, _)| number);
        if let Some((first, waiting)) = &self.waiting
            && palette(*first) == palette(frame_index)
            && waiting == places
        {
            return Ok(());
        }
        self.flush(frame_index)?;
        self.waiting = Some((frame_index, places.to_vec()));
        Ok(())
    }

    /// Completes the file, which keeps its temporary name.
    pub(crate) fn finish(mut self) -> Result<PartialFile, EncodeError> {
        self.flush(self.next_frame)?;
        if let Some(encoder) = self.encoder.take() {
            let mut file = encoder.into_inner().map_err(|error| self.failure(error))?;
            file.flush().map_err(|error| self.failure(error.into()))?;
        }
        Ok(self.file)
    }

    /// Writes the frame that waits; it stands until frame `end`.
    fn flush(&mut self, end: u32) -> Result<(), EncodeError> {
        let Some((first, places)) = self.waiting.take() else { return Ok(()) };
        let number = self.palettes.of_frame(first).map(|(number, _)| number);
        // Places in another palette mean other colours.
        let is_new_palette = number != self.palette_number;
        let keeps = !self.spec.has_alpha && !is_new_palette;
        let area =
            if keeps { changed(&self.shown, &places, self.spec.size.width) } else { Area::of(&places, self.spec) };
        let width = self.spec.size.width as usize;
        let mut buffer = Vec::with_capacity(area.width() * area.height());
        for y in area.y0..area.y1 {
            let row = y * width + area.x0..y * width + area.x1;
            let pixels = places[row.clone()].iter().zip(&self.shown[row]);
            buffer.extend(pixels.map(|(place, shown)| if keeps && place == shown { CLEAR } else { *place }));
        }
        let colors = self.palettes.of_frame(first).map_or(&[][..], |(_, palette)| palette.colors());
        let frame = Frame {
            delay: centiseconds(first, end, self.spec.fps),
            // With transparency a frame goes before the next one comes, so that nothing of it shines through.
            dispose: if self.spec.has_alpha { DisposalMethod::Background } else { DisposalMethod::Keep },
            transparent: Some(CLEAR),
            left: side(area.x0),
            top: side(area.y0),
            width: side(area.width()),
            height: side(area.height()),
            // The first scene's colours are told once, for all frames.
            palette: (number != Some(0)).then(|| palette_bytes(colors)),
            buffer: Cow::Owned(buffer),
            ..Frame::default()
        };
        if let Some(encoder) = &mut self.encoder {
            let written = encoder.write_frame(&frame);
            written.map_err(|error| self.failure(error))?;
        }
        self.palette_number = number;
        self.shown = places;
        Ok(())
    }

    fn failure(&self, error: EncodingError) -> EncodeError {
        let source = match error {
            EncodingError::Io(source) => source,
            other => std::io::Error::other(other),
        };
        EncodeError::writing(self.file.path(), source)
    }
}

/// A rectangle of pixels, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    x0: usize,
    y0: usize,
    x1: usize,
    y1: usize,
}

impl Area {
    /// What is opaque of a frame; a single pixel when nothing is.
    fn of(places: &[u8], spec: FilmSpec) -> Self {
        let clear = vec![CLEAR; places.len()];
        changed(&clear, places, spec.size.width)
    }

    const fn width(self) -> usize {
        self.x1 - self.x0
    }

    const fn height(self) -> usize {
        self.y1 - self.y0
    }
}

/// The smallest rectangle that holds all pixels in which two frames differ; a single pixel when there is none.
fn changed(before: &[u8], after: &[u8], width: u32) -> Area {
    let width = width as usize;
    let mut area: Option<Area> = None;
    for (y, (before, after)) in before.chunks_exact(width).zip(after.chunks_exact(width)).enumerate() {
        let mut differ = before.iter().zip(after).map(|(before, after)| before != after);
        let Some(x0) = differ.position(|differs| differs) else { continue };
        let x1 = width - before.iter().zip(after).rev().position(|(before, after)| before != after).unwrap_or(0);
        area = Some(match area {
            Some(area) => Area { x0: area.x0.min(x0), x1: area.x1.max(x1), y1: y + 1, ..area },
            None => Area { x0, y0: y, x1, y1: y + 1 },
        });
    }
    area.unwrap_or(Area { x0: 0, y0: 0, x1: 1, y1: 1 })
}

/// How long frames from `first` up to `end` stand, such that sums are never off by more than half a centisecond.
fn centiseconds(first: u32, end: u32, fps: u32) -> u16 {
    let at = |frame: u32| (u64::from(frame) * 200 / u64::from(fps.max(1))).div_ceil(2);
    u16::try_from(at(end) - at(first)).unwrap_or(u16::MAX)
}

/// The colours as a GIF has them: all places up to [`CLEAR`], those without a colour black.
fn palette_bytes(colors: &[[u8; 3]]) -> Vec<u8> {
    let mut bytes = colors.concat();
    bytes.resize(3 * (usize::from(CLEAR) + 1), 0);
    bytes
}

/// Frames are at most 3840 pixels a side.
fn side(pixels: impl TryInto<u16>) -> u16 {
    pixels.try_into().unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_add_up_to_the_length_of_the_film() {
        for fps in [24, 25, 30, 50] {
            for frames in [1, 7, 48, 90, 1_200] {
                let sum: u32 = (0..frames).map(|frame| u32::from(centiseconds(frame, frame + 1, fps))).sum();
                let exact = f64::from(frames) * 100.0 / f64::from(fps);
                assert!((f64::from(sum) - exact).abs() <= 0.5, "{frames} frames at {fps}: {sum} for {exact}");
            }
        }
        assert_eq!((0..3).map(|frame| centiseconds(frame, frame + 1, 30)).collect::<Vec<_>>(), [3, 4, 3]);
    }

    #[test]
    fn changed_area_holds_all_changes_and_no_more() {
        let before = vec![0; 40];
        let mut after = before.clone();
        after[13] = 1;
        after[26] = 1;
        assert_eq!(changed(&before, &after, 10), Area { x0: 3, y0: 1, x1: 7, y1: 3 });
        assert_eq!(changed(&before, &before, 10), Area { x0: 0, y0: 0, x1: 1, y1: 1 });
    }
}
