//! `pavo doctor`: what this machine has, and what that means.

use crate::config::ConfigArgs;
use crate::database::DatabaseArgs;
use crate::error::{CliError, with_causes};
use crate::ffmpeg::FfmpegArgs;
use crate::objects::ObjectsArgs;
use pavo_film::{FfmpegReport, Format};
use pavo_store::{DataDir, StoreError};
use serde_json::{Value, json};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// How the missing parts are installed.
const INSTALL: &str = "install ffmpeg (Debian, Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg)";

/// Say what this machine has of what Pavo uses, and what that means for its files.
///
/// Exit code 1 when a format cannot be written or films cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct DoctorArgs {
    #[command(flatten)]
    ffmpeg: FfmpegArgs,
    /// The data folder of a server, which is looked at too.
    #[arg(long, value_name = "DIR", default_value = "./pavo-data", env = "PAVO_DATA")]
    data: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    objects: ObjectsArgs,
    #[command(flatten)]
    _config: ConfigArgs,

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
    findings.push(data_folder(&args.data));
    findings.extend(database(&args.database));
    findings.extend(objects(&args.objects));
    findings.extend(limits());
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

/// Below this much free space a server soon cannot keep what it makes, in bytes.
const LITTLE_SPACE: u64 = 2_000_000_000;

fn data_folder(folder: &Path) -> Finding {
    let name = folder.display();
    if !DataDir::exists(folder) {
        return finding("data", State::Good, format!("{name} does not exist yet; a server makes it"));
    }
    let used = match DataDir::create(folder).and_then(|data| data.lock_for_serving().map(drop)) {
        Ok(()) => "no server runs on it".to_owned(),
        Err(StoreError::InUse { .. }) => "a server runs on it".to_owned(),
        Err(error) => return finding("data", State::Missing, format!("{name} cannot be used: {error}")),
    };
    match free_bytes(folder) {
        Some(free) if free < LITTLE_SPACE => {
            finding("data", State::Lesser, format!("{name}; {used}; only {} MB are free", free / 1_000_000))
        }
        Some(free) => finding("data", State::Good, format!("{name}; {used}; {} GB are free", free / 1_000_000_000)),
        None => finding("data", State::Good, format!("{name}; {used}")),
    }
}

/// The Postgres database, where there is one.
fn database(args: &DatabaseArgs) -> Option<Finding> {
    let address = match args.address() {
        Ok(address) => address?,
        Err(error) => return Some(finding("database", State::Missing, with_causes(&error))),
    };
    Some(match address.try_it() {
        Ok(found) => {
            let (state, rights) = match found.may_make_tables {
                true => (State::Good, "tables may be made in it"),
                false => (State::Lesser, "no tables may be made in it, which a new version of Pavo does at its start"),
            };
            let encrypted = if found.is_encrypted { "with TLS" } else { "without TLS" };
            finding("database", state, format!("{address}: PostgreSQL {}, {encrypted}; {rights}", found.version))
        }
        Err(error) => finding("database", State::Missing, with_causes(&error)),
    })
}

/// The bucket, where there is one.
fn objects(args: &ObjectsArgs) -> Option<Finding> {
    let address = match args.address() {
        Ok(address) => address?,
        Err(error) => return Some(finding("objects", State::Missing, with_causes(&error))),
    };
    Some(match address.try_it() {
        Ok(()) => finding("objects", State::Good, format!("{address} answers")),
        Err(error) => finding("objects", State::Missing, format!("{address}: {}", with_causes(&error))),
    })
}

#[cfg(target_os = "linux")]
fn free_bytes(folder: &Path) -> Option<u64> {
    let space = nix::sys::statvfs::statvfs(folder).ok()?;
    Some(space.blocks_available() * space.fragment_size())
}

#[cfg(not(target_os = "linux"))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

/// How many files and connections a process may have open.
#[cfg(target_os = "linux")]
fn limits() -> Option<Finding> {
    use nix::sys::resource::{Resource, getrlimit};

    let (most, _) = getrlimit(Resource::RLIMIT_NOFILE).ok()?;
    let (state, meaning) = match most {
        1024.. => (State::Good, "enough for a server"),
        _ => (State::Lesser, "a server wants 1024 for its connections, files and encoders (ulimit -n 1024)"),
    };
    Some(finding("limits", state, format!("{most} open files: {meaning}")))
}

#[cfg(not(target_os = "linux"))]
fn limits() -> Option<Finding> {
    None
}
