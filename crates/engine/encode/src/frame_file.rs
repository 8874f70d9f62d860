//! Frames of films in files.

use crate::ffmpeg::Ffmpeg;
use crate::probe::{Probe, ProbeError, decoder_of, each_frame, own_name, said};
use pavo_scene::PixelSize;
use std::path::Path;
use std::process::Command;

/// A film in a file whose frames are looked at.
#[derive(Debug, Clone)]
pub struct FrameFile<'f> {
    path: &'f Path,
    probe: &'f Probe,
    ffmpeg: &'f Ffmpeg,
}

impl<'f> FrameFile<'f> {
    /// A film that was looked at before; `probe` is what was found.
    pub const fn new(path: &'f Path, probe: &'f Probe, ffmpeg: &'f Ffmpeg) -> Self {
        Self { path, probe, ffmpeg }
    }

    /// The frame that is shown at a time, in seconds, scaled to a size: RGBA8 with straight alpha, row-major from the top
    /// left, `4 * width * height` bytes.
    ///
    /// # Errors
    ///
    /// [`ProbeError`] when there is none, or it cannot be decoded.
    pub fn frame_at(&self, secs: f64, size: PixelSize) -> Result<Vec<u8>, ProbeError> {
        let scale = format!("scale={}:{}:flags=area:in_color_matrix=auto", size.width, size.height);
        // A seek finds the first frame that begins afterwards, so it goes to half a frame before the one that is shown.
        let fps = f64::from(self.probe.video.frames.max(1)) / self.probe.duration_secs.max(1e-3);
        let seek = format!("{:.6}", (((secs * fps + 1e-3).floor() - 0.5) / fps).max(0.0));
        let frame = self.decoded(&["-ss", &seek], &["-vf", &scale, "-frames:v", "1", "-pix_fmt", "rgba"])?;
        let expected = 4 * size.width as usize * size.height as usize;
        if frame.len() == expected {
            return Ok(frame);
        }
        // None begins afterwards where a film ends with a long frame: it is the last one before.
        let until = format!("{:.6}", secs.max(0.0));
        let frames =
            self.decoded(&["-to", &until], &["-vf", &scale, "-fps_mode", "passthrough", "-pix_fmt", "rgba"])?;
        if let Some(last) = frames.chunks_exact(expected).next_back() {
            return Ok(last.to_vec());
        }
        let reason = format!("there is no frame at {secs} s");
        Err(ProbeError::NoFilm { path: self.path.display().to_string(), reason })
    }

    /// Hands every frame to `visit`, scaled to a size, one after another, each as [`FrameFile::frame_at`] gives it.
    ///
    /// # Errors
    ///
    /// [`ProbeError`] when the decoder does not start.
    pub fn each_frame(&self, size: PixelSize, visit: impl FnMut(&[u8])) -> Result<(), ProbeError> {
        let scale = format!("scale={}:{}:flags=area:in_color_matrix=auto", size.width, size.height);
        let mut command = self.command(&[], &["-vf", &scale, "-fps_mode", "passthrough", "-pix_fmt", "rgba"]);
        let frame_bytes = 4 * size.width as usize * size.height as usize;
        each_frame(self.path, &mut command, self.ffmpeg.program(), frame_bytes, visit).map(|_| ())
    }

    fn decoded(&self, before: &[&str], after: &[&str]) -> Result<Vec<u8>, ProbeError> {
        let (bytes, _) = said(self.path, &mut self.command(before, after), self.ffmpeg.program())?;
        Ok(bytes)
    }

    fn command(&self, before: &[&str], after: &[&str]) -> Command {
        let mut command = self.ffmpeg.reader(self.path);
        command
            .args(["-loglevel", "error", "-protocol_whitelist", "file,pipe"])
            .args(decoder_of(&self.probe.video))
            .args(before)
            .arg("-i")
            .arg(own_name(self.path))
            .args(["-map", "0:v:0"])
            .args(after)
            .args(["-f", "rawvideo", "pipe:1"]);
        command
    }
}
