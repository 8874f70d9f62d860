//! ffmpeg as a process of its own: frames go in, a file comes out.

use crate::error::EncodeError;
use crate::partial_file::PartialFile;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;

/// The exit code with which a guard says that it could not start the program; shells use it alike.
pub const GUARD_FOUND_NOTHING: i32 = 127;

/// The program that encodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ffmpeg {
    /// Empty where there is none.
    program: OsString,
    /// What is started in its place to read files from outside, and the arguments before its own.
    guard: Vec<OsString>,
}

impl Default for Ffmpeg {
    /// The `ffmpeg` that is found on the search path.
    fn default() -> Self {
        Self::at("ffmpeg")
    }
}

impl Ffmpeg {
    /// The ffmpeg at a path, or of a name on the search path.
    pub fn at(program: impl Into<OsString>) -> Self {
        Self { program: program.into(), guard: Vec::new() }
    }

    /// None: MP4 and GIF are encoded by this program alone, other formats not at all.
    pub fn none() -> Self {
        Self::at("")
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.program.is_empty()
    }

    /// What is started; its usual name where there is none, so that a failure has a name.
    pub(crate) fn program(&self) -> &OsStr {
        if self.is_none() { OsStr::new("ffmpeg") } else { &self.program }
    }

    /// The ffprobe that came with it.
    pub(crate) fn prober(&self) -> OsString {
        let beside = Path::new(&self.program).parent().filter(|folder| !folder.as_os_str().is_empty());
        match beside.map(|folder| folder.join("ffprobe")).filter(|prober| prober.exists()) {
            Some(prober) => prober.into(),
            None => "ffprobe".into(),
        }
    }

    /// The same with a guard, which is started instead to read a file from outside: a program and its first arguments,
    /// after which come the file, `--`, and the program to be run so that it reaches nothing else. It ends with
    /// [`GUARD_FOUND_NOTHING`] when that program cannot be started.
    #[must_use]
    pub fn guarded(mut self, guard: impl IntoIterator<Item = OsString>) -> Self {
        self.guard = guard.into_iter().collect();
        self
    }

    /// A command that runs it quietly to read a file.
    pub(crate) fn reader(&self, path: &Path) -> Command {
        let mut command = self.confined(self.program(), path);
        command.args(["-hide_banner", "-nostdin"]);
        command
    }

    /// A command that runs a program to read a file.
    pub(crate) fn confined(&self, program: &OsStr, path: &Path) -> Command {
        match self.guard.split_first() {
            None => Command::new(program),
            Some((guard, arguments)) => {
                let mut command = Command::new(guard);
                command.args(arguments).arg(path).arg("--").arg(program);
                command
            }
        }
    }

    /// A command that runs it quietly to write a file.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["-hide_banner", "-nostdin"]);
        command
    }

    /// Why it did not start.
    pub(crate) fn not_started(&self, source: io::Error) -> EncodeError {
        let program = self.program.to_string_lossy().into_owned();
        match source.kind() {
            ErrorKind::NotFound => EncodeError::NoFfmpeg { program },
            _ => EncodeError::Start { program, source },
        }
    }
}

/// A file that ffmpeg writes from frames it is given one by one, under a temporary name beside its own.
///
/// When it is dropped before it is complete, nothing remains of it.
#[derive(Debug)]
pub(crate) struct FfmpegFile {
    child: Child,
    frames_in: Option<ChildStdin>,
    last_words: Option<JoinHandle<String>>,
    /// Until it is complete.
    file: Option<PartialFile>,
    path: PathBuf,
    frame_bytes: usize,
    frames_written: u32,
}

impl FfmpegFile {
    /// Begins a file at `path`; `arguments` say what comes in through standard input and how it is encoded.
    pub(crate) fn create(
        path: &Path,
        arguments: &[String],
        frame_bytes: usize,
        ffmpeg: &Ffmpeg,
    ) -> Result<Self, EncodeError> {
        let file = PartialFile::create(path)?;
        let mut command = ffmpeg.command();
        command
            .args(["-loglevel", "error", "-y"])
            .args(arguments)
            .arg(file.temporary_path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        // A group of its own: Ctrl-C in a terminal is for us to handle, not for the encoder.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|source| ffmpeg.not_started(source))?;
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
        Ok(Self {
            child,
            frames_in,
            last_words,
            file: Some(file),
            path: path.to_owned(),
            frame_bytes,
            frames_written: 0,
        })
    }

    /// Appends a frame.
    pub(crate) fn write(&mut self, frame: &[u8]) -> Result<(), EncodeError> {
        if frame.len() != self.frame_bytes {
            return Err(EncodeError::FrameSize { expected: self.frame_bytes, actual: frame.len() });
        }
        let written = match &mut self.frames_in {
            Some(pipe) => pipe.write_all(frame),
            None => Err(ErrorKind::BrokenPipe.into()),
        };
        if written.is_err() {
            return Err(self.failure());
        }
        self.frames_written += 1;
        Ok(())
    }

    /// Tells the encoder that no frames follow; it completes the file meanwhile.
    pub(crate) fn close(&mut self) {
        drop(self.frames_in.take());
    }

    /// Completes the file, which keeps its temporary name.
    pub(crate) fn finish(mut self) -> Result<PartialFile, EncodeError> {
        self.close();
        let status = self.child.wait();
        if !status.is_ok_and(|status| status.success()) {
            return Err(self.failure());
        }
        self.file.take().ok_or_else(|| self.failure())
    }

    /// Ends the encoder and finds out why it failed.
    fn failure(&mut self) -> EncodeError {
        drop(self.frames_in.take());
        let status = self.child.wait();
        let words = self.last_words.take().and_then(|reader| reader.join().ok()).unwrap_or_default();
        if words_say_full(&words) || status.as_ref().is_ok_and(was_stopped_for_size) {
            return EncodeError::NoSpace { path: self.path.clone() };
        }
        if let Some(encoder) = missing_encoder(&words) {
            return EncodeError::NoEncoder { encoder };
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

/// Whether the last words of an ffmpeg are that there is no space.
pub(crate) fn words_say_full(words: &str) -> bool {
    ["No space left on device", "File too large", "Disk quota exceeded"].iter().any(|said| words.contains(said))
}

/// The encoder that an ffmpeg was built without, by its last words.
fn missing_encoder(words: &str) -> Option<String> {
    let (_, rest) = words.split_once("Unknown encoder '")?;
    let (encoder, _) = rest.split_once('\'')?;
    Some(encoder.to_owned())
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

impl Drop for FfmpegFile {
    fn drop(&mut self) {
        drop(self.frames_in.take());
        // It may have ended by itself; waiting leaves no zombie either way.
        let _killed = self.child.kill();
        let _waited = self.child.wait();
    }
}
