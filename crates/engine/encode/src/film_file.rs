//! A film on its way into a file, whatever its format.

use crate::builtin_mp4::BuiltinMp4;
use crate::codec;
use crate::error::EncodeError;
use crate::ffmpeg::{Ffmpeg, FfmpegFile};
use crate::format::Format;
use crate::frame_form::FrameForm;
use crate::gif_file::GifFile;
use crate::join::join;
use crate::palette::Palettes;
use crate::partial_file::PartialFile;
use crate::soundtrack;
use pavo_scene::PixelSize;
use std::ops::Range;
use std::path::{Path, PathBuf};

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
    /// Whether it can have sound: a GIF cannot, nor can what is written without ffmpeg.
    pub fn can_sound(&self, ffmpeg: &Ffmpeg) -> bool {
        soundtrack::codec(self.format).is_some() && !ffmpeg.is_none()
    }

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

/// Which frames of a film a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrameSpan {
    /// The numbers that its frames have in the whole film.
    pub frames: Range<u32>,
    /// The numbers of frames after the first with which encoding begins anew: what comes before and after one does not
    /// depend on each other.
    pub cuts: Vec<u32>,
    /// A comment that is written into the file.
    pub label: Option<String>,
}

/// A file that is being written, frame by frame.
///
/// It is written under temporary names beside its own and gets its name in [`FilmFile::finish`];
/// when it is dropped before, nothing remains of it.
#[derive(Debug)]
pub struct FilmFile {
    path: PathBuf,
    spec: FilmSpec,
    palettes: Palettes,
    ffmpeg: Ffmpeg,
    label: Option<String>,
    cuts: Vec<u32>,
    next_frame: u32,
    current: Segment,
    /// A segment whose frames are all written, and whose encoder may still be at work.
    closing: Option<Segment>,
    done: Vec<PartialFile>,
}

/// Frames that are encoded together.
#[derive(Debug)]
enum Segment {
    Ffmpeg(FfmpegFile),
    Builtin(Box<BuiltinMp4>),
    Gif(Box<GifFile>),
}

impl Segment {
    fn write(&mut self, frame: &[u8]) -> Result<(), EncodeError> {
        match self {
            Self::Ffmpeg(file) => file.write(frame),
            Self::Builtin(file) => file.write(frame),
            Self::Gif(file) => file.write(frame),
        }
    }

    fn close(&mut self) {
        if let Self::Ffmpeg(file) = self {
            file.close();
        }
    }

    fn finish(self) -> Result<PartialFile, EncodeError> {
        match self {
            Self::Ffmpeg(file) => file.finish(),
            Self::Builtin(file) => file.finish(),
            Self::Gif(file) => file.finish(),
        }
    }
}

impl FilmFile {
    /// Begins a file at `path`. `palettes`: those that the frames of a GIF were indexed with; not used for other formats.
    ///
    /// # Errors
    ///
    /// [`EncodeError::NoFolder`] and [`EncodeError::Unwritable`] when there is no place for the file,
    /// [`EncodeError::NoFfmpeg`], [`EncodeError::NeedsFfmpeg`] and [`EncodeError::Start`] when there is no encoder or it
    /// does not start.
    pub fn create(
        path: &Path,
        spec: &FilmSpec,
        span: &FrameSpan,
        palettes: &Palettes,
        ffmpeg: &Ffmpeg,
    ) -> Result<Self, EncodeError> {
        let FrameSpan { frames, cuts, label } = span.clone();
        let is_builtin = spec.format != Format::Gif && ffmpeg.is_none();
        let current = match spec.format {
            // What is to be joined later needs ffmpeg then, and says what it is in a way of ffmpeg's.
            Format::Mp4 if is_builtin && label.is_some() => {
                return Err(EncodeError::NoFfmpeg { program: "ffmpeg".to_owned() });
            }
            Format::Mp4 if is_builtin => Segment::Builtin(Box::new(BuiltinMp4::create(path, spec, frames.len())?)),
            format if is_builtin => return Err(EncodeError::NeedsFfmpeg { format }),
            _ => begin(path, spec, frames.start, label.as_deref(), palettes, ffmpeg)?,
        };
        Ok(Self {
            current,
            path: path.to_owned(),
            spec: *spec,
            palettes: palettes.clone(),
            ffmpeg: ffmpeg.clone(),
            label,
            // Frames of ProRes stand each for itself, and what is encoded by this program alone stays in one.
            cuts: if is_builtin || spec.format == Format::ProRes { Vec::new() } else { cuts },
            next_frame: frames.start,
            closing: None,
            done: Vec::new(),
        })
    }

    /// Appends a frame, in the form of [`FilmSpec::frame_form`].
    ///
    /// # Errors
    ///
    /// [`EncodeError::FrameSize`] when it is of another size, [`EncodeError::NoSpace`], [`EncodeError::NoEncoder`],
    /// [`EncodeError::Stopped`] and [`EncodeError::Unwritable`] when it cannot be written.
    pub fn write(&mut self, frame: &[u8]) -> Result<(), EncodeError> {
        if self.cuts.contains(&self.next_frame) {
            self.cut()?;
        }
        self.current.write(frame)?;
        self.next_frame += 1;
        Ok(())
    }

    /// Begins the next segment; the encoder of the last one ends beside it.
    fn cut(&mut self) -> Result<(), EncodeError> {
        let next = begin(&self.path, &self.spec, self.next_frame, self.label.as_deref(), &self.palettes, &self.ffmpeg)?;
        let mut last = std::mem::replace(&mut self.current, next);
        last.close();
        if let Some(before) = self.closing.replace(last) {
            self.done.push(before.finish()?);
        }
        Ok(())
    }

    /// Completes the file and gives it its name.
    ///
    /// `sound`: left and right by turns, 48 000 samples of each a second. A GIF has none, nor has what is written without
    /// ffmpeg.
    ///
    /// # Errors
    ///
    /// As [`FilmFile::write`]; nothing remains of the file then.
    pub fn finish(mut self, sound: Option<&[f32]>) -> Result<(), EncodeError> {
        self.current.close();
        let last = self.closing.take().into_iter().chain([self.current]);
        for segment in last {
            self.done.push(segment.finish()?);
        }
        let sound = sound.filter(|_| self.spec.can_sound(&self.ffmpeg));
        if let ([whole], None) = (self.done.as_mut_slice(), sound) {
            return whole.keep();
        }
        let segments: Vec<&Path> = self.done.iter().map(PartialFile::temporary_path).collect();
        join(&segments, &self.spec, sound, &self.path, &self.ffmpeg)
    }
}

/// Begins a segment of a film at `path`.
fn begin(
    path: &Path,
    spec: &FilmSpec,
    first_frame: u32,
    label: Option<&str>,
    palettes: &Palettes,
    ffmpeg: &Ffmpeg,
) -> Result<Segment, EncodeError> {
    Ok(match codec::arguments(spec, label) {
        Some(arguments) => {
            let frame_bytes = spec.frame_form().bytes(spec.size);
            Segment::Ffmpeg(FfmpegFile::create(path, &arguments, frame_bytes, ffmpeg)?)
        }
        None => Segment::Gif(Box::new(GifFile::create(path, spec, palettes.clone(), first_frame, label)?)),
    })
}
