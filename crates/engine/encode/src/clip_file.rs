//! Moving pictures in files.

use crate::ffmpeg::{Ffmpeg, GUARD_FOUND_NOTHING};
use crate::frame_split::{FrameSplit, PictureForm};
use crate::probe::{ProbeError, has_alpha, lines, not_started, number, own_name, report_of, secs, text};
use serde_json::Value;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};

/// Longest side of a video that is read, in pixels.
const LONGEST_SIDE_PX: u32 = 8_192;

/// Most seconds of processor time that one reading may take.
const MOST_CPU_SECS: &str = "240";

/// What of a video is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct ClipSettings {
    /// The seconds of it that are read.
    pub played_secs: Range<f64>,
    /// Most frames in a second; those of a video that has more are left out evenly.
    pub most_fps: f64,
    /// Longest side of the frames, in pixels; larger ones are made smaller.
    pub longest_side_px: u32,
    /// Most bytes of all frames together: where they would be more, they are compressed more, and made smaller.
    pub most_bytes: usize,
    /// What ffmpeg calls the container, so that it is read as nothing else; found out by ffmpeg where absent.
    pub container: Option<&'static str>,
}

/// What a video is, as its file says.
#[derive(Debug, Clone, PartialEq)]
pub struct ClipFacts {
    /// Width and height as it is shown, upright and with square pixels.
    pub size: [u32; 2],
    /// How long it is, in seconds; `None` where the file does not say.
    pub length_secs: Option<f64>,
    /// Frames per second as a fraction.
    frame_rate: [u32; 2],
    /// Whether something behind it may be seen.
    pub has_alpha: bool,
    /// Whether it can be heard.
    pub has_sound: bool,
    /// The decoder that knows its transparency, where the usual one does not.
    decoder: Option<&'static str>,
    /// The matrix of its colours, as ffmpeg's scaler calls it.
    matrix: &'static str,
}

/// Frames of a video.
#[derive(Debug, Clone, PartialEq)]
pub struct ClipFrames {
    /// What the video is.
    pub facts: ClipFacts,
    /// When each frame begins, in seconds of the video, and the frame as a JPEG file or, where the video may be
    /// transparent, a PNG file; at least one.
    pub frames: Vec<(f64, Vec<u8>)>,
    /// When the video ends or, where less of it was wanted, the last frame, in seconds.
    pub length_secs: f64,
}

/// How small frames are made: ffmpeg's scale of quality for JPEG, where 2 is best, the longest side in pixels, and about
/// how many bytes frames then have against those of the first step.
const STEPS: [(u32, u32, f64); 8] = [
    (2, 3840, 1.0),
    (3, 3840, 0.75),
    (5, 1920, 0.5),
    (8, 1920, 0.35),
    (7, 1280, 0.18),
    (8, 960, 0.1),
    (9, 640, 0.045),
    (12, 320, 0.01),
];

/// Finds out what a video is, without decoding it.
///
/// # Errors
///
/// [`ProbeError`]: when the file is not there or no video that can be read, or ffmpeg is not installed.
pub fn look_at_clip(path: &Path, container: Option<&'static str>, ffmpeg: &Ffmpeg) -> Result<ClipFacts, ProbeError> {
    facts(&report_of(path, container, &[], ffmpeg)?).map_err(|reason| no_film(path, reason))
}

/// Reads a video: its frames at its own rate, at most as large and as many as is wanted.
///
/// # Errors
///
/// As [`look_at_clip`]; also where nothing of it can be decoded.
pub fn read_clip(path: &Path, settings: &ClipSettings, ffmpeg: &Ffmpeg) -> Result<ClipFrames, ProbeError> {
    let facts = look_at_clip(path, settings.container, ffmpeg)?;
    let mut step = first_step(path, &facts, settings);
    while let Some((quality, side, size)) = STEPS.get(step).copied() {
        let side = side.min(settings.longest_side_px);
        let reading = Reading { path, settings, facts: &facts, quality, side, ffmpeg };
        match reading.frames()? {
            Attempt::Frames(frames) => return Ok(frames),
            Attempt::TooMuch { share } => {
                let fits = |(_, _, other): &(u32, u32, f64)| *other <= size * share * 1.15;
                let fitting = STEPS.iter().position(fits).unwrap_or(STEPS.len() - 1);
                step = fitting.max(step + 1);
            }
        }
    }
    Err(no_film(path, format!("its frames take more than {} MB", settings.most_bytes / 1024 / 1024)))
}

/// The step to begin with: what is as full as its file is large would not fit as it is, and is not tried so.
fn first_step(path: &Path, facts: &ClipFacts, settings: &ClipSettings) -> usize {
    /// Frames for themselves against a file that says how they differ: measured of a film that is all detail (H.264).
    const TIMES_LARGER: f64 = 5.0;
    let Some(length) = facts.length_secs else { return 0 };
    #[expect(clippy::cast_precision_loss, reason = "some gigabytes")]
    let (file_bytes, most_bytes) =
        (std::fs::metadata(path).map_or(0, |metadata| metadata.len()) as f64, settings.most_bytes as f64);
    let played = (settings.played_secs.end.min(length) - settings.played_secs.start).max(0.0);
    let longest = f64::from(facts.size[0].max(facts.size[1]));
    let smaller = (f64::from(settings.longest_side_px) / longest).min(1.0);
    let [frames, per] = facts.frame_rate.map(f64::from);
    let rate = (settings.most_fps * per / frames.max(1.0)).min(1.0);
    let expected = file_bytes * (played / length).min(1.0) * smaller * smaller * rate * TIMES_LARGER;
    STEPS.iter().position(|(_, _, size)| expected * size <= most_bytes).unwrap_or(STEPS.len() - 1)
}

/// What came of an attempt.
enum Attempt {
    Frames(ClipFrames),
    /// The frames are more bytes than are wanted, which this share of them takes.
    TooMuch {
        share: f64,
    },
}

fn no_film(path: &Path, reason: impl Into<String>) -> ProbeError {
    ProbeError::NoFilm { path: path.display().to_string(), reason: reason.into() }
}

/// What ffprobe's report says of a video; else why it is none.
fn facts(report: &Value) -> Result<ClipFacts, String> {
    let streams = report["streams"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_cover = |stream: &Value| stream["disposition"]["attached_pic"] == 1;
    let stream = streams.iter().find(|stream| stream["codec_type"] == "video" && !is_cover(stream));
    let stream = stream.ok_or("it has no picture")?;
    let sides = ["width", "height"].map(|name| number(&stream[name]).unwrap_or(0));
    if sides.contains(&0) {
        return Err("its picture has no size".to_owned());
    }
    if sides.iter().any(|side| *side > LONGEST_SIDE_PX) {
        let [width, height] = sides;
        return Err(format!("it has {width} × {height} pixels; at most {LONGEST_SIDE_PX} a side are read"));
    }
    let codec = text(&stream["codec_name"]);
    let said_format = text(&stream["pix_fmt"]);
    let is_open_webm = stream["tags"]["alpha_mode"] == "1" || stream["tags"]["ALPHA_MODE"] == "1";
    let decoder = match codec.as_str() {
        "vp9" if is_open_webm => Some("libvpx-vp9"),
        "vp8" if is_open_webm => Some("libvpx"),
        _ => None,
    };
    let matrix = match text(&stream["color_space"]).as_str() {
        "bt709" => "bt709",
        "bt2020nc" | "bt2020c" => "bt2020",
        "smpte170m" | "bt470bg" | "fcc" => "bt601",
        "smpte240m" => "smpte240m",
        // What does not say it is meant as its size suggests.
        _ if sides[1] >= 720 || sides[0] >= 1280 => "bt709",
        _ => "bt601",
    };
    Ok(ClipFacts {
        size: shown_size(stream, sides),
        length_secs: secs(&stream["duration"])
            .or_else(|| secs(&report["format"]["duration"]))
            .filter(|secs| *secs > 0.0),
        frame_rate: frame_rate(stream),
        has_alpha: is_open_webm || has_alpha(&said_format),
        has_sound: streams.iter().any(|stream| stream["codec_type"] == "audio"),
        decoder,
        matrix,
    })
}

/// Width and height of a stream as it is shown: its pixels made square, and turned as the camera was held.
fn shown_size(stream: &Value, [width, height]: [u32; 2]) -> [u32; 2] {
    let ratio = fraction(&text(&stream["sample_aspect_ratio"]).replace(':', "/")).filter(|[a, b]| *a > 0 && *b > 0);
    let [across, down] = ratio.unwrap_or([1, 1]);
    let stretched = f64::from(width) * f64::from(across) / f64::from(down);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let width = stretched.round().clamp(1.0, f64::from(4 * LONGEST_SIDE_PX)) as u32;
    let turned = stream["side_data_list"].as_array().into_iter().flatten().find_map(|data| data["rotation"].as_f64());
    let is_across = turned.is_some_and(|degrees| (degrees.abs() % 180.0 - 90.0).abs() < 45.0);
    if is_across { [height, width] } else { [width, height] }
}

/// Frames per second of a stream: the mean where all frames last alike, else what its times are multiples of.
fn frame_rate(stream: &Value) -> [u32; 2] {
    let rate = |name: &str| fraction(&text(&stream[name])).filter(|[frames, secs]| *frames > 0 && *secs > 0);
    let per_sec = |[frames, secs]: [u32; 2]| f64::from(frames) / f64::from(secs);
    match (rate("avg_frame_rate"), rate("r_frame_rate")) {
        (Some(mean), Some(base)) if (per_sec(mean) - per_sec(base)).abs() < 0.02 * per_sec(mean) => base,
        (Some(mean), Some(base)) if per_sec(base) > 60.0 => {
            // Such a base is that of a clock; no more frames than there are need to be kept.
            if per_sec(mean) > 30.0 { [60, 1] } else { [30, 1] }
        }
        (_, Some(base)) => base,
        (Some(mean), None) => mean,
        (None, None) => [25, 1],
    }
}

fn fraction(text: &str) -> Option<[u32; 2]> {
    let (above, below) = text.split_once('/')?;
    Some([above.parse().ok()?, below.parse().ok()?])
}

/// One attempt to read a video.
struct Reading<'r> {
    path: &'r Path,
    settings: &'r ClipSettings,
    facts: &'r ClipFacts,
    quality: u32,
    side: u32,
    ffmpeg: &'r Ffmpeg,
}

impl Reading<'_> {
    fn frames(&self) -> Result<Attempt, ProbeError> {
        let Self { path, settings, facts, ffmpeg, .. } = self;
        let program = ffmpeg.program();
        let mut child = self
            .command()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| not_started(path, program, &error))?;
        let words = child.stderr.take().map(|stderr| {
            std::thread::spawn(move || {
                /// Of a talkative decoder no more is kept.
                const MOST_BYTES: u64 = 64 * 1024;
                let (mut stderr, mut words) = (stderr, Vec::new());
                // What cannot be read is not needed to explain a failure.
                let _read = stderr.by_ref().take(MOST_BYTES).read_to_end(&mut words);
                let _rest = std::io::copy(&mut stderr, &mut std::io::sink());
                words
            })
        });
        let form = if facts.has_alpha { PictureForm::Png } else { PictureForm::Jpeg };
        let mut split = FrameSplit::new(form);
        let mut files: Vec<Vec<u8>> = Vec::new();
        let (mut bytes, mut is_too_much) = (0, false);
        if let Some(mut stdout) = child.stdout.take() {
            let mut part = vec![0; 256 * 1024];
            while let Ok(count) = stdout.read(&mut part) {
                if count == 0 {
                    break;
                }
                bytes += count;
                is_too_much = bytes > settings.most_bytes;
                if is_too_much {
                    break;
                }
                split.take(&part[..count], &mut files);
            }
        }
        if is_too_much {
            // It may have ended by itself; waiting leaves no zombie either way.
            let _killed = child.kill();
        }
        let status = child.wait();
        let complaints = lines(&words.and_then(|reader| reader.join().ok()).unwrap_or_default());
        let [rate, per] = self.rate().map(f64::from);
        if is_too_much {
            let wanted_secs = self.settings.played_secs.end - self.start_secs();
            let wanted_secs = self.facts.length_secs.map_or(wanted_secs, |secs| secs.min(wanted_secs));
            #[expect(clippy::cast_precision_loss, reason = "some thousand frames")]
            let share = files.len() as f64 / (wanted_secs * rate / per).max(1.0);
            return Ok(Attempt::TooMuch { share: share.clamp(0.01, 1.0) });
        }
        if status.as_ref().is_ok_and(|status| status.code() == Some(GUARD_FOUND_NOTHING)) {
            return Err(ProbeError::NoProgram { program: program.to_string_lossy().into_owned() });
        }
        // A video that breaks off has the frames before.
        if files.is_empty() {
            let reason = complaints.last().cloned().unwrap_or_else(|| "nothing of it can be decoded".to_owned());
            return Err(no_film(path, reason));
        }
        let start = self.start_secs();
        #[expect(clippy::cast_precision_loss, reason = "some thousand frames")]
        let begins = |index: usize| start + index as f64 * per / rate;
        let read_to = begins(files.len());
        // Where all of it was read, what its frames say is truer than what its file says.
        let length_secs = facts.length_secs.filter(|_| read_to + 0.5 >= settings.played_secs.end).unwrap_or(read_to);
        let frames = files.into_iter().enumerate().map(|(index, file)| (begins(index), file)).collect();
        Ok(Attempt::Frames(ClipFrames { facts: (*facts).clone(), frames, length_secs: length_secs.max(read_to) }))
    }

    /// Where reading begins; a moment within the video.
    fn start_secs(&self) -> f64 {
        let end = self.facts.length_secs.map_or(f64::MAX, |secs| (secs - 1.0).max(0.0));
        self.settings.played_secs.start.clamp(0.0, end)
    }

    /// Whether the video has more frames in a second than are wanted.
    fn is_thinned(&self) -> bool {
        let [frames, per] = self.facts.frame_rate.map(f64::from);
        frames / per > self.settings.most_fps * 1.01
    }

    /// Frames per second as a fraction.
    fn rate(&self) -> [u32; 2] {
        if self.is_thinned() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let thousandths = (self.settings.most_fps * 1000.0).clamp(1.0, 240_000.0) as u32;
            return [thousandths, 1000];
        }
        self.facts.frame_rate
    }

    fn command(&self) -> Command {
        let Self { path, settings, facts, quality, side, ffmpeg } = self;
        let (start, end) = (self.start_secs(), settings.played_secs.end);
        let mut command = ffmpeg.reader(path);
        command.args(["-loglevel", "error", "-timelimit", MOST_CPU_SECS, "-protocol_whitelist", "file,pipe"]);
        if start > 0.0 {
            command.args(["-ss", &format!("{start:.6}")]);
        }
        if let Some(decoder) = facts.decoder {
            command.args(["-c:v", decoder]);
        }
        if let Some(container) = settings.container {
            command.args(["-f", container]);
        }
        command.arg("-i").arg(own_name(path));
        // A capital V: no cover.
        command.args(["-map", "0:V:0", "-an", "-sn", "-dn", "-t", &format!("{:.6}", (end - start).max(0.05))]);
        let longest = facts.size[0].max(facts.size[1]);
        let shown = |length: u32| {
            let scaled = f64::from(length) * f64::from((*side).min(longest)) / f64::from(longest);
            scaled.round().max(1.0)
        };
        let [rate, per] = self.rate();
        let [width, height] = facts.size.map(shown);
        let (to, form) = if facts.has_alpha { ("bt709", "rgba") } else { ("bt601:out_range=pc", "yuvj420p") };
        // Where frames are left out, the one stays whose time has come; else each stays, however its time was rounded.
        let round = if self.is_thinned() { "up" } else { "near" };
        let filter = format!(
            "fps={rate}/{per}:start_time=0:round={round},scale={width}:{height}:in_color_matrix={}:out_color_matrix={to}\
             :flags=bicubic+accurate_rnd,format={form},setsar=1",
            facts.matrix
        );
        command.args(["-vf", &filter]);
        if facts.has_alpha {
            command.args(["-c:v", "png", "-compression_level", "2", "-pred", "mixed"]);
        } else {
            command.args(["-c:v", "mjpeg", "-q:v", &quality.to_string(), "-huffman", "optimal"]);
        }
        command.args(["-f", "image2pipe", "pipe:1"]);
        command
    }
}
