//! What a file really is, found by decoding it.

use crate::ffmpeg::{Ffmpeg, GUARD_FOUND_NOTHING};
use crate::flat_color::{FlatColor, flat_colors};
use crate::pixel_form::PixelForm;
use pavo_scene::PixelSize;
use serde_json::Value;
use std::ffi::OsStr;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A film in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// The container, as ffmpeg names it, such as `mov,mp4,m4a,3gp,3g2,mj2`.
    pub container: String,
    /// How long the container says it is, in seconds.
    pub duration_secs: f64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Streams of any kind.
    pub streams: usize,
    /// The picture.
    pub video: VideoProbe,
    /// The sound, where there is any.
    pub audio: Option<AudioProbe>,
    /// What the decoder had to say against the file.
    pub complaints: Vec<String>,
}

/// The picture of a film.
#[derive(Debug, Clone, PartialEq)]
pub struct VideoProbe {
    /// The codec, such as h264.
    pub codec: String,
    /// Its profile, such as High.
    pub profile: String,
    /// ffmpeg's name for the form of its pixels, such as yuv420p.
    pub pixel_format: String,
    /// Its size.
    pub size: PixelSize,
    /// Frames per second as a fraction, such as 30/1.
    pub frame_rate: String,
    /// The mean of its frames per second, as a fraction.
    pub average_frame_rate: String,
    /// Frames, counted by decoding them.
    pub frames: u32,
    /// When its first frame is shown, in seconds.
    pub starts_at_secs: f64,
    /// The colours' tags.
    pub color: ColorTags,
    /// Its transparency.
    pub alpha: AlphaProbe,
    /// The colours that fill most of the frame that was looked at, largest first.
    pub flat_colors: Vec<FlatColor>,
    /// Bits that a level of its colours has.
    pub bits: u32,
}

/// How a file says that its colours are meant; empty where it does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColorTags {
    /// `tv` for limited range, `pc` for full range.
    pub range: String,
    /// The matrix.
    pub matrix: String,
    /// The transfer characteristics.
    pub transfer: String,
    /// The primaries.
    pub primaries: String,
}

/// Whether a film is transparent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AlphaProbe {
    /// It has no alpha channel.
    None,
    /// It has one, and every pixel of every frame is opaque.
    Opaque,
    /// It has one, and some pixels are transparent.
    Transparent {
        /// The lowest alpha of all frames, 0 to 1.
        lowest: f64,
        /// The highest alpha of all frames, 0 to 1.
        highest: f64,
    },
}

/// The sound of a film.
#[derive(Debug, Clone, PartialEq)]
pub struct AudioProbe {
    /// The codec, such as aac.
    pub codec: String,
    /// Samples per second.
    pub sample_rate: u32,
    /// Channels.
    pub channels: u32,
    /// How long it is, in seconds, where the file says so.
    pub duration_secs: Option<f64>,
}

/// Why a file could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// It cannot be opened.
    #[error("{path} cannot be read")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A program is missing.
    #[error("{program} was not found; it comes with ffmpeg (Debian: apt-get install ffmpeg)")]
    NoProgram {
        /// What was tried.
        program: String,
    },
    /// It is no film that can be decoded.
    #[error("{path} is not a film that can be read: {reason}")]
    NoFilm {
        /// The file.
        path: String,
        /// The decoder's last words.
        reason: String,
    },
}

/// Looks at a file: decodes all of it, and looks at the colours of one frame.
///
/// `at_secs`: the moment of that frame, in seconds; the middle of the film where it is `None`.
///
/// # Errors
///
/// [`ProbeError`]: when the file is not there or holds no film, or ffmpeg is not installed.
pub fn probe(path: &Path, at_secs: Option<f64>, ffmpeg: &Ffmpeg) -> Result<Probe, ProbeError> {
    let unreadable = |source| ProbeError::Unreadable { path: path.display().to_string(), source };
    let bytes = std::fs::File::open(path).and_then(|file| file.metadata()).map_err(unreadable)?.len();
    let prober = ffmpeg.prober();
    let input = own_name(path);
    let (report, mut complaints) = said(
        path,
        ffmpeg
            .confined(&prober, path)
            .args(["-hide_banner", "-loglevel", "warning", "-protocol_whitelist", "file,pipe"])
            .args(["-count_frames", "-show_streams", "-show_format", "-of", "json"])
            .arg(&input),
        &prober,
    )?;
    let report: Value = serde_json::from_slice(&report).unwrap_or_default();
    let no_film = |reason: &str| ProbeError::NoFilm { path: path.display().to_string(), reason: reason.to_owned() };
    let streams = report["streams"].as_array().map(Vec::as_slice).unwrap_or_default();
    let of_kind = |kind: &str| streams.iter().find(|stream| stream["codec_type"] == kind);
    let stream = of_kind("video").ok_or_else(|| no_film("it has no picture"))?;
    let duration_secs = secs(&report["format"]["duration"]).or_else(|| secs(&stream["duration"])).unwrap_or(0.0);
    let side = |name| number(&stream[name]).filter(|side| *side > 0);
    let (Some(width), Some(height)) = (side("width"), side("height")) else {
        return Err(no_film("its picture has no size"));
    };
    let size = PixelSize { width, height };

    let codec = text(&stream["codec_name"]);
    let is_open_webm = stream["tags"]["alpha_mode"] == "1" || stream["tags"]["ALPHA_MODE"] == "1";
    let said_format = text(&stream["pix_fmt"]);
    let pixel_format = if is_open_webm { said_format.replacen("yuv4", "yuva4", 1) } else { said_format };
    let decoder = decoder(&codec, &pixel_format);
    let form = PixelForm::of(&pixel_format);
    let may_be_open = form.has_alpha() && (form != PixelForm::Rgba || has_alpha(&pixel_format));
    let reader = Reader { path, ffmpeg, decoder, form, size };
    let alpha = if may_be_open { reader.alpha(&mut complaints)? } else { AlphaProbe::None };
    let flat_colors = reader.colors_at(at_secs.unwrap_or(duration_secs / 2.0))?;
    Ok(Probe {
        container: text(&report["format"]["format_name"]),
        duration_secs,
        bytes,
        streams: streams.len(),
        video: VideoProbe {
            codec,
            profile: text(&stream["profile"]),
            pixel_format,
            size,
            frame_rate: text(&stream["r_frame_rate"]),
            average_frame_rate: text(&stream["avg_frame_rate"]),
            frames: number(&stream["nb_read_frames"]).unwrap_or(0),
            starts_at_secs: secs(&stream["start_time"]).unwrap_or(0.0),
            color: ColorTags {
                range: text(&stream["color_range"]),
                matrix: text(&stream["color_space"]),
                transfer: text(&stream["color_transfer"]),
                primaries: text(&stream["color_primaries"]),
            },
            alpha,
            flat_colors,
            bits: match form {
                PixelForm::Planar { bits, .. } => bits,
                PixelForm::Rgba => 8,
            },
        },
        audio: of_kind("audio").map(|stream| AudioProbe {
            codec: text(&stream["codec_name"]),
            sample_rate: number(&stream["sample_rate"]).unwrap_or(0),
            channels: number(&stream["channels"]).unwrap_or(0),
            duration_secs: secs(&stream["duration"]),
        }),
        complaints,
    })
}

/// What ffmpeg is told to decode a picture with: its own decoder passes over the second stream that holds the alpha.
fn decoder(codec: &str, pixel_format: &str) -> &'static [&'static str] {
    match codec {
        "vp9" if pixel_format.starts_with("yuva") => &["-c:v", "libvpx-vp9"],
        "vp8" if pixel_format.starts_with("yuva") => &["-c:v", "libvpx"],
        _ => &[],
    }
}

/// What ffmpeg is told to decode a picture with that was looked at.
pub(crate) fn decoder_of(video: &VideoProbe) -> &'static [&'static str] {
    decoder(&video.codec, &video.pixel_format)
}

/// Frames of a file, read through ffmpeg.
struct Reader<'r> {
    path: &'r Path,
    ffmpeg: &'r Ffmpeg,
    decoder: &'r [&'r str],
    form: PixelForm,
    size: PixelSize,
}

impl Reader<'_> {
    fn command(&self, before: &[&str], after: &[&str]) -> Command {
        let mut command = self.ffmpeg.reader(self.path);
        command
            .args(["-loglevel", "warning", "-protocol_whitelist", "file,pipe"])
            .args(self.decoder)
            .args(before)
            .arg("-i")
            .arg(own_name(self.path))
            .args(after)
            .args(["-map", "0:v:0", "-f", "rawvideo", "-pix_fmt", &self.form.name(), "pipe:1"]);
        command
    }

    const fn size(&self) -> [usize; 2] {
        [self.size.width as usize, self.size.height as usize]
    }

    /// The transparency of all frames together.
    fn alpha(&self, complaints: &mut Vec<String>) -> Result<AlphaProbe, ProbeError> {
        let (mut lowest, mut highest) = (1.0_f64, 0.0_f64);
        let mut command = self.command(&[], &["-fps_mode", "passthrough"]);
        let frame_bytes = self.form.bytes(self.size());
        let said = each_frame(self.path, &mut command, self.ffmpeg.program(), frame_bytes, |frame| {
            let [low, high] = self.form.alpha_range(frame, self.size());
            (lowest, highest) = (lowest.min(low), highest.max(high));
        })?;
        complaints.extend(said);
        Ok(if lowest >= 1.0 { AlphaProbe::Opaque } else { AlphaProbe::Transparent { lowest, highest } })
    }

    /// The flat colours of the frame of a moment, or of the first one where there is none.
    fn colors_at(&self, at_secs: f64) -> Result<Vec<FlatColor>, ProbeError> {
        for at_secs in [at_secs, 0.0] {
            let at = format!("{at_secs:.6}");
            let (frame, _) =
                said(self.path, &mut self.command(&["-ss", &at], &["-frames:v", "1"]), self.ffmpeg.program())?;
            if frame.len() == self.form.bytes(self.size()) {
                return Ok(flat_colors(self.form, &frame, self.size()));
            }
        }
        Ok(Vec::new())
    }
}

/// Whether one of ffmpeg's pixel formats that are not ours can be transparent.
pub(crate) fn has_alpha(pixel_format: &str) -> bool {
    pixel_format.contains("bgra")
        || ["rgba", "argb", "abgr", "pal8", "ya8", "yuva", "gbrap"].iter().any(|open| pixel_format.starts_with(open))
}

/// A path that ffmpeg takes for a file, whatever it begins with.
pub(crate) fn own_name(path: &Path) -> std::ffi::OsString {
    let mut name = std::ffi::OsString::from("file:");
    name.push(path);
    name
}

/// What ffprobe reports of a file's streams and container, as JSON; `container`: what ffmpeg calls it, so that it is read as
/// nothing else; `chosen`: which of the streams.
pub(crate) fn report_of(
    path: &Path,
    container: Option<&str>,
    chosen: &[&str],
    ffmpeg: &Ffmpeg,
) -> Result<Value, ProbeError> {
    let unreadable = |source| ProbeError::Unreadable { path: path.display().to_string(), source };
    std::fs::File::open(path).map_err(unreadable)?;
    let prober = ffmpeg.prober();
    let mut command = ffmpeg.confined(&prober, path);
    command.args(["-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe"]);
    if let Some(container) = container {
        command.args(["-f", container]);
    }
    command.args(chosen).args(["-show_streams", "-show_format", "-of", "json"]).arg(own_name(path));
    let (report, _) = said(path, &mut command, &prober)?;
    Ok(serde_json::from_slice(&report).unwrap_or_default())
}

/// What a program prints, and what it complains about.
pub(crate) fn said(path: &Path, command: &mut Command, program: &OsStr) -> Result<(Vec<u8>, Vec<String>), ProbeError> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(path, program, &error))?;
    let Output { status, stdout, stderr } = output;
    let complaints = lines(&stderr);
    if status.success() {
        return Ok((stdout, complaints));
    }
    if status.code() == Some(GUARD_FOUND_NOTHING) {
        return Err(ProbeError::NoProgram { program: program.to_string_lossy().into_owned() });
    }
    let reason = complaints.last().cloned().unwrap_or_else(|| status.to_string());
    Err(ProbeError::NoFilm { path: path.display().to_string(), reason })
}

/// Hands each frame that a program prints to `visit`, one at a time, and gives what it complains about.
///
/// A film that breaks off has the frames before, and a complaint.
pub(crate) fn each_frame(
    path: &Path,
    command: &mut Command,
    program: &OsStr,
    frame_bytes: usize,
    mut visit: impl FnMut(&[u8]),
) -> Result<Vec<String>, ProbeError> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(path, program, &error))?;
    let words = child.stderr.take().map(|mut stderr| {
        std::thread::spawn(move || {
            let mut words = Vec::new();
            // What cannot be read is not needed to explain a failure.
            let _read = stderr.read_to_end(&mut words);
            words
        })
    });
    let mut frame = vec![0; frame_bytes];
    if let Some(mut frames) = child.stdout.take() {
        while frames.read_exact(&mut frame).is_ok() {
            visit(&frame);
        }
    }
    // Its frames were read to their end, or to where it failed, about which it has spoken.
    let _ended = child.wait();
    Ok(lines(&words.and_then(|reader| reader.join().ok()).unwrap_or_default()))
}

pub(crate) fn not_started(path: &Path, program: &OsStr, error: &std::io::Error) -> ProbeError {
    match error.kind() {
        ErrorKind::NotFound => ProbeError::NoProgram { program: program.to_string_lossy().into_owned() },
        _ => ProbeError::NoFilm { path: path.display().to_string(), reason: error.to_string() },
    }
}

pub(crate) fn lines(words: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(words).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().filter(|text| *text != "unknown").unwrap_or_default().to_owned()
}

/// A number, which ffprobe writes as one or as text.
pub(crate) fn number(value: &Value) -> Option<u32> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    u32::try_from(number).ok()
}

pub(crate) fn secs(value: &Value) -> Option<f64> {
    value.as_str()?.parse().ok().filter(|secs: &f64| secs.is_finite())
}
