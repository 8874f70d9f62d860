//! A film on its way into a file, whatever its format.

use crate::codec;
use crate::error::EncodeError;
use crate::ffmpeg::{Ffmpeg, FfmpegFile};
use crate::format::Format;
use crate::frame_form::FrameForm;
use crate::gif_file::GifFile;
use crate::palette::Palettes;
use pavo_scene::PixelSize;
use std::path::Path;

/// What a file is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilmSpec {
    /// Its format.
    pub format: Format,
    /// The size of its frames.
    pub size: PixelSize,
    /// Frames per second.
    pub fps: u32,
    /// Whether what is transparent shall stay so; MP4 has no transparency.
    pub has_alpha: bool,
}

impl FilmSpec {
    /// The form in which its frames are to be handed over.
    pub const fn frame_form(&self) -> FrameForm {
        match (self.format, self.has_alpha) {
            (Format::Mp4, _) | (Format::WebM, false) => FrameForm::Yuv420,
            (Format::WebM, true) => FrameForm::Yuva420,
            (Format::ProRes, false) => FrameForm::Yuv422Deep,
            (Format::ProRes, true) => FrameForm::Yuva444Deep,
            (Format::Gif, _) => FrameForm::Indexed,
        }
    }
}

/// A file that is being written, frame by frame.
///
/// It is written under a temporary name beside its own and gets its name in [`FilmFile::finish`];
/// when it is dropped before, nothing remains of it.
#[derive(Debug)]
pub struct FilmFile(Kind);

#[derive(Debug)]
enum Kind {
    Ffmpeg(FfmpegFile),
    Gif(Box<GifFile>),
}

impl FilmFile {
    /// Begins a file at `path`. `palettes`: those that the frames of a GIF were indexed with; not used for other formats.
    ///
    /// # Errors
    ///
    /// [`EncodeError::NoFolder`] and [`EncodeError::Unwritable`] when there is no place for the file,
    /// [`EncodeError::NoFfmpeg`] and [`EncodeError::Start`] when the encoder does not start.
    pub fn create(path: &Path, spec: &FilmSpec, palettes: &Palettes, ffmpeg: &Ffmpeg) -> Result<Self, EncodeError> {
        Ok(Self(match codec::arguments(spec) {
            Some(arguments) => {
                let frame_bytes = spec.frame_form().bytes(spec.size);
                Kind::Ffmpeg(FfmpegFile::create(path, &arguments, frame_bytes, ffmpeg)?)
            }
            None => Kind::Gif(Box::new(GifFile::create(path, spec, palettes.clone())?)),
        }))
    }

    /// Appends a frame, in the form of [`FilmSpec::frame_form`].
    ///
    /// # Errors
    ///
    /// [`EncodeError::FrameSize`] when it is of another size, [`EncodeError::NoSpace`], [`EncodeError::NoEncoder`],
    /// [`EncodeError::Stopped`] and [`EncodeError::Unwritable`] when it cannot be written.
    pub fn write(&mut self, frame: &[u8]) -> Result<(), EncodeError> {
        match &mut self.0 {
            Kind::Ffmpeg(file) => file.write(frame),
            Kind::Gif(file) => file.write(frame),
        }
    }

    /// Completes the file and gives it its name.
    ///
    /// # Errors
    ///
    /// As [`FilmFile::write`]; nothing remains of the file then.
    pub fn finish(self) -> Result<(), EncodeError> {
        match self.0 {
            Kind::Ffmpeg(file) => file.finish(),
            Kind::Gif(file) => file.finish(),
        }
    }
}
