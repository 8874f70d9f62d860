//! What an installed ffmpeg can do.

use crate::ffmpeg::Ffmpeg;
use crate::format::Format;
use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// What was found of ffmpeg on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FfmpegReport {
    /// The program, as it is started.
    pub program: String,
    /// Its version, such as 5.1.9; `None` when it does not run.
    pub version: Option<String>,
    /// Encoders of ours that it was built without.
    pub missing_encoders: Vec<&'static str>,
    /// The program that looks at files, as it is started; `None` when it does not run.
    pub prober: Option<String>,
}

/// The encoder of each format, and those of sound.
const ENCODERS: [(&str, Option<Format>); 5] = [
    ("libx264", Some(Format::Mp4)),
    ("prores_aw", Some(Format::ProRes)),
    ("libvpx-vp9", Some(Format::WebM)),
    ("aac", None),
    ("libopus", None),
];

impl FfmpegReport {
    /// Asks the program; `None` when there is none.
    pub fn of(ffmpeg: &Ffmpeg) -> Option<Self> {
        if ffmpeg.is_none() {
            return None;
        }
        let program = ffmpeg.program();
        let version = first_line(program).and_then(|line| Some(line.split_whitespace().nth(2)?.to_owned()));
        let list = Command::new(program).args(["-hide_banner", "-encoders"]).stdin(Stdio::null()).output();
        let list = list.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        // Each line has marks, the name, and a description.
        let has = |name: &str| list.lines().any(|line| line.split_whitespace().nth(1) == Some(name));
        let missing_encoders = ENCODERS.iter().map(|(name, _)| *name).filter(|name| !has(name)).collect();
        let prober = Some(ffmpeg.prober()).filter(|prober| first_line(prober).is_some());
        let shown = |program: &OsStr| program.to_string_lossy().into_owned();
        Some(Self { program: shown(program), version, missing_encoders, prober: prober.as_deref().map(shown) })
    }

    /// Whether it writes a format. GIF needs no ffmpeg.
    pub fn writes(&self, format: Format) -> bool {
        let encoder = ENCODERS.iter().find(|(_, of)| *of == Some(format));
        encoder.is_none_or(|(name, _)| self.version.is_some() && !self.missing_encoders.contains(name))
    }
}

/// What a program says first of its version; `None` when it does not run.
fn first_line(program: &OsStr) -> Option<String> {
    let output = Command::new(program).arg("-version").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then(|| text.lines().next().map(str::to_owned))?
}
