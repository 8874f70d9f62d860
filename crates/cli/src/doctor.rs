//! `pavo doctor`: what this machine has, and what that means.

use crate::error::CliError;
use crate::ffmpeg::FfmpegArgs;
use pavo_film::{FfmpegReport, Format};
use serde_json::{Value, json};
use std::num::NonZeroUsize;

/// How the missing parts are installed.
const INSTALL: &str = "install ffmpeg (Debian, Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg)";

/// Say what this machine has of what Pavo uses, and what that means for its files.
///
/// Exit code 1 when a format cannot be written or films cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct DoctorArgs {
    #[command(flatten)]
    ffmpeg: FfmpegArgs,

    /// Print it as JSON.
    #[arg(long)]
    json: bool,
}

/// Something that is looked at.
struct Finding {
    name: &'static str,
    state: State,
    /// What was found, and what it means.
    words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    /// It works, but could be better.
    Lesser,
    Missing,
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Lesser => "lesser",
            Self::Missing => "missing",
        }
    }
}

pub(crate) fn run(args: &DoctorArgs) -> Result<(), CliError> {
    let ffmpeg = args.ffmpeg.found();
    let report = FfmpegReport::of(&ffmpeg);
    let mut findings = vec![machine(), program(report.as_ref()), prober(report.as_ref())];
    findings.extend(Format::ALL.iter().map(|format| writer(*format, report.as_ref())));
    findings.push(sound(report.as_ref()));
    findings.push(sandbox());
    if args.json {
        let told =
            |finding: &Finding| json!({ "name": finding.name, "state": finding.state.word(), "words": finding.words });
        let told: Vec<Value> = findings.iter().map(told).collect();
        println!("{:#}", json!({ "version": env!("CARGO_PKG_VERSION"), "findings": told }));
    } else {
        println!("pavo {}", env!("CARGO_PKG_VERSION"));
        for finding in &findings {
            println!("{:<9}{:<9}{}", finding.name, finding.state.word(), finding.words);
        }
    }
    let missing: Vec<&str> =
        findings.iter().filter(|one| one.state == State::Missing).map(|finding| finding.name).collect();
    if missing.is_empty() { Ok(()) } else { Err(CliError::Failed(format!("not usable here: {}", missing.join(", ")))) }
}

fn finding(name: &'static str, state: State, words: String) -> Finding {
    Finding { name, state, words }
}

fn machine() -> Finding {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
    finding("machine", State::Good, format!("{system} on {processor}; {cores} threads draw"))
}

fn program(report: Option<&FfmpegReport>) -> Finding {
    match report {
        Some(FfmpegReport { program, version: Some(version), .. }) => {
            finding("ffmpeg", State::Good, format!("{version}, {}", program))
        }
        Some(FfmpegReport { program, version: None, .. }) => {
            finding("ffmpeg", State::Missing, format!("{} does not run; {INSTALL}", program))
        }
        None => finding("ffmpeg", State::Lesser, format!("not found; {INSTALL}")),
    }
}

fn prober(report: Option<&FfmpegReport>) -> Finding {
    match report.and_then(|report| report.prober.as_ref()) {
        Some(prober) => finding("ffprobe", State::Good, prober.clone()),
        None => finding("ffprobe", State::Lesser, format!("not found: no pavo probe and assemble; {INSTALL}")),
    }
}

fn writer(format: Format, report: Option<&FfmpegReport>) -> Finding {
    let name = format.word();
    if format == Format::Gif {
        return finding(name, State::Good, "written by Pavo itself".to_owned());
    }
    if report.is_some_and(|report| report.writes(format)) {
        return finding(name, State::Good, "written by ffmpeg".to_owned());
    }
    match report {
        None if format == Format::Mp4 => {
            let words = "written by the built-in encoder: softer than by ffmpeg".to_owned();
            finding(name, State::Lesser, words)
        }
        Some(report) if report.version.is_some() => {
            let encoders = report.missing_encoders.join(", ");
            finding(name, State::Missing, format!("this ffmpeg was built without {encoders}; {INSTALL}"))
        }
        _ => finding(name, State::Missing, format!("needs ffmpeg; {INSTALL}")),
    }
}

fn sound(report: Option<&FfmpegReport>) -> Finding {
    let has = |encoder: &str| {
        report.is_some_and(|report| report.version.is_some() && !report.missing_encoders.contains(&encoder))
    };
    if has("aac") && has("libopus") {
        finding("sound", State::Good, "AAC, Opus and PCM, written by ffmpeg".to_owned())
    } else {
        finding("sound", State::Lesser, format!("films with sound need an ffmpeg with aac and libopus; {INSTALL}"))
    }
}

fn sandbox() -> Finding {
    #[cfg(target_os = "linux")]
    let is_confined = crate::confine::status();
    #[cfg(not(target_os = "linux"))]
    let is_confined = None;
    match is_confined {
        Some(true) => finding("sandbox", State::Good, "what reads files from outside reaches nothing else".to_owned()),
        Some(false) => finding(
            "sandbox",
            State::Lesser,
            "this kernel has no Landlock: what reads files from outside has limits, but can read other files"
                .to_owned(),
        ),
        None => {
            finding("sandbox", State::Lesser, "only on Linux; what reads files from outside runs as it is".to_owned())
        }
    }
}
