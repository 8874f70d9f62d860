//! MP4 with H.264, encoded by ffmpeg in a process of its own.
//!
//! Settings and what they were measured against: `docs/decisions/0003-encoder.md`.

use crate::error::EncodeError;
use crate::partial_file::PartialFile;
use crate::yuv_frame::yuv420_bytes;
use pavo_scene::{FrameRate, PixelSize};
use std::ffi::OsString;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;

/// Threads of the encoder. Its output depends on their number, so it is the same everywhere.
/// Four keep two cores busier than two do, at the same cost, as x264's frame threads wait for each other.
const ENCODER_THREADS: u32 = 4;

/// Seconds between two frames from which players can begin.
const SECS_BETWEEN_KEY_FRAMES: u32 = 4;

/// A fast preset with what keeps edges of text sharp and gradients smooth turned on again.
const X264_PARAMS: &str = "cabac=1:8x8dct=1:partitions=i8x8,i4x4:bframes=3:b-adapt=0:b-pyramid=none:weightp=0:\
    scenecut=40:mbtree=1:rc-lookahead=20:aq-mode=3:aq-strength=0.8:chromaloc=1";

/// The program that encodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ffmpeg {
    program: OsString,
}

impl Default for Ffmpeg {
    /// The `ffmpeg` that is found on the search path.
    fn default() -> Self {
        Self { program: "ffmpeg".into() }
    }
}

impl Ffmpeg {
    /// The ffmpeg at a path, or of a name on the search path.
    pub fn at(program: impl Into<OsString>) -> Self {
        Self { program: program.into() }
    }

    fn name(&self) -> String {
        self.program.to_string_lossy().into_owned()
    }
}

/// An MP4 file that is being written, frame by frame.
///
/// It is written under a temporary name beside its own and gets its name in [`Mp4Writer::finish`];
/// when it is dropped before, nothing remains of it.
#[derive(Debug)]
pub struct Mp4Writer {
    child: Child,
    frames_in: Option<ChildStdin>,
    last_words: Option<JoinHandle<String>>,
    file: PartialFile,
    frame_bytes: usize,
    frames_written: u32,
}

impl Mp4Writer {
    /// Begins a file at `path` with frames of one size and rate.
    ///
    /// # Errors
    ///
    /// [`EncodeError::NoFolder`] and [`EncodeError::Unwritable`] when there is no place for the file,
    /// [`EncodeError::NoFfmpeg`] and [`EncodeError::Start`] when the encoder does not start.
    pub fn create(path: &Path, size: PixelSize, rate: FrameRate, ffmpeg: &Ffmpeg) -> Result<Self, EncodeError> {
        let file = PartialFile::create(path)?;
        let mut command = Command::new(&ffmpeg.program);
        command
            .args(["-hide_banner", "-nostdin", "-loglevel", "error", "-y"])
            .args(["-f", "rawvideo", "-pix_fmt", "yuv420p"])
            .args(["-s", &format!("{}x{}", size.width, size.height)])
            .args(["-framerate", rate.word(), "-i", "pipe:0"])
            // Given as output options, colour tags make newer versions convert the frames (decision 3).
            .args(["-vf", "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"])
            .args(["-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "high", "-crf", "16"])
            .args(["-threads", &ENCODER_THREADS.to_string()])
            .args(["-g", &(rate.fps() * SECS_BETWEEN_KEY_FRAMES).to_string()])
            .args(["-x264-params", X264_PARAMS])
            // Written as they come, so that a film under work can be watched growing.
            .args(["-flush_packets", "1", "-movflags", "+faststart", "-f", "mp4"])
            .arg(file.temporary_path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        // A group of its own: Ctrl-C in a terminal is for us to handle, not for the encoder.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|source| match source.kind() {
            ErrorKind::NotFound => EncodeError::NoFfmpeg { program: ffmpeg.name() },
            _ => EncodeError::Start { program: ffmpeg.name(), source },
        })?;
        let frames_in = child.stdin.take();
        // Read all the time, so that a talkative encoder never waits for a reader.
        let last_words = child.stderr.take().map(|mut stderr| {
            std::thread::spawn(move || {
                let mut words = String::new();
                // What cannot be read as text is not needed to explain a failure.
                let _read = stderr.read_to_string(&mut words);
                words
            })
        });
        Ok(Self { child, frames_in, last_words, file, frame_bytes: yuv420_bytes(size), frames_written: 0 })
    }

    /// Appends a frame.
    ///
    /// `planes`: 4:2:0 as [`rgba_to_yuv420_bt709`](crate::rgba_to_yuv420_bt709) writes it.
    ///
    /// # Errors
    ///
    /// [`EncodeError::FrameSize`] when it is of another size, [`EncodeError::NoSpace`] and
    /// [`EncodeError::Stopped`] when the encoder has ended.
    pub fn write(&mut self, planes: &[u8]) -> Result<(), EncodeError> {
        if planes.len() != self.frame_bytes {
            return Err(EncodeError::FrameSize { expected: self.frame_bytes, actual: planes.len() });
        }
        let written = match &mut self.frames_in {
            Some(pipe) => pipe.write_all(planes),
            None => Err(ErrorKind::BrokenPipe.into()),
        };
        if written.is_err() {
            return Err(self.failure());
        }
        self.frames_written += 1;
        Ok(())
    }

    /// Completes the file and gives it its name.
    ///
    /// # Errors
    ///
    /// [`EncodeError::NoSpace`], [`EncodeError::Stopped`] and [`EncodeError::Unwritable`]; nothing remains of the file then.
    pub fn finish(mut self) -> Result<(), EncodeError> {
        drop(self.frames_in.take());
        let status = self.child.wait();
        if !status.is_ok_and(|status| status.success()) {
            return Err(self.failure());
        }
        self.file.keep()
    }

    /// Ends the encoder and finds out why it failed.
    fn failure(&mut self) -> EncodeError {
        drop(self.frames_in.take());
        let status = self.child.wait();
        let words = self.last_words.take().and_then(|reader| reader.join().ok()).unwrap_or_default();
        let says_full = ["No space left on device", "File too large", "Disk quota exceeded"];
        let is_full =
            says_full.iter().any(|said| words.contains(said)) || status.as_ref().is_ok_and(was_stopped_for_size);
        if is_full {
            return EncodeError::NoSpace { path: self.file.path().to_owned() };
        }
        let last_line = words.lines().rev().map(str::trim).find(|line| !line.is_empty());
        let reason = match (last_line, status) {
            (Some(line), _) => line.to_owned(),
            (None, Ok(status)) => status.to_string(),
            (None, Err(error)) => error.to_string(),
        };
        EncodeError::Stopped { frames_written: self.frames_written, reason }
    }
}

/// Whether the system ended a process because its file grew beyond a limit.
#[cfg(unix)]
fn was_stopped_for_size(status: &ExitStatus) -> bool {
    /// `SIGXFSZ` on Linux and the BSDs.
    const FILE_SIZE_LIMIT_SIGNAL: i32 = 25;
    std::os::unix::process::ExitStatusExt::signal(status) == Some(FILE_SIZE_LIMIT_SIGNAL)
}

#[cfg(not(unix))]
fn was_stopped_for_size(_: &ExitStatus) -> bool {
    false
}

impl Drop for Mp4Writer {
    fn drop(&mut self) {
        drop(self.frames_in.take());
        // It may have ended by itself; waiting leaves no zombie either way.
        let _killed = self.child.kill();
        let _waited = self.child.wait();
    }
}
