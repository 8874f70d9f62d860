//! `pavo probe`: what a file really is.

use crate::error::CliError;
use crate::ffmpeg::FfmpegArgs;
use pavo_film::{AlphaProbe, FlatColor, Probe, probe, rounding_error};
use pavo_scene::Rgba;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Levels of eight bits that an expected colour may be off beside what rounding leaves.
const TOLERANCE: f64 = 1.0;

/// Say what a film in a file really is: everything of it is decoded.
///
/// Size, rate, frames, colour tags, whether it is really transparent, its sound, and the flat colours of one frame,
/// decoded by the exact BT.709 matrix.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  pavo probe film.mp4\n  pavo probe banner.webm --expect '#00FF00' --json")]
pub(crate) struct ProbeArgs {
    /// The film: mp4, mov, webm, gif or anything else that ffmpeg reads.
    file: PathBuf,

    /// The moment whose colours are looked at, in seconds [default: the middle].
    #[arg(long, value_name = "SECONDS", value_parser = moment)]
    at: Option<f64>,

    /// A colour that has to be there as a flat area, as #RRGGBB, to within one level of 255 beside what rounding to
    /// the file's own levels leaves; exit code 1 where it is not. Can be given several times.
    #[arg(long, value_name = "COLOR", value_parser = color)]
    expect: Vec<[u8; 3]>,

    #[command(flatten)]
    ffmpeg: FfmpegArgs,

    /// Print it as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ProbeArgs) -> Result<(), CliError> {
    let found = probe(&args.file, args.at, &args.ffmpeg.found()).map_err(|error| match error {
        pavo_film::ProbeError::Unreadable { path, source } => CliError::unreadable(path.as_ref(), &source),
        other => CliError::other(other),
    })?;
    let expected: Vec<Expected> = args.expect.iter().map(|color| Expected::find(*color, &found)).collect();
    if args.json {
        println!("{:#}", json(&found, &expected));
    } else {
        tell(&found, &expected);
    }
    let missing: Vec<String> = expected.iter().filter(|one| !one.is_there()).map(|one| hex(one.color)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(CliError::Failed(format!("{} is not among the flat colours of {}", missing.join(", "), args.file.display())))
}

/// A colour that was asked for, and the flat area that is nearest to it.
struct Expected {
    color: [u8; 3],
    nearest: Option<FlatColor>,
    /// What rounding to the file's levels leaves.
    rounding: f64,
}

impl Expected {
    fn find(color: [u8; 3], found: &Probe) -> Self {
        let flat = found.video.flat_colors.iter().copied();
        let nearest = flat.min_by(|one, other| one.distance(color).total_cmp(&other.distance(color)));
        let is_rgb = !found.video.pixel_format.starts_with("yuv");
        let rounding = if is_rgb { 0.0 } else { rounding_error(color, found.video.bits) };
        Self { color, nearest, rounding }
    }

    fn error(&self) -> Option<f64> {
        self.nearest.map(|nearest| nearest.distance(self.color))
    }

    fn is_there(&self) -> bool {
        self.error().is_some_and(|error| error <= self.rounding + TOLERANCE)
    }
}

fn tell(found: &Probe, expected: &[Expected]) {
    let video = &found.video;
    let or_none = |text: &str| if text.is_empty() { "not said".to_owned() } else { text.to_owned() };
    let row = |name: &str, value: String| println!("{name:<12}{value}");
    row("container", format!("{}, {} bytes, {:.3} s", found.container, found.bytes, found.duration_secs));
    row("picture", format!("{} {}, {}, {}", video.codec, video.profile, video.pixel_format, video.size));
    row("rate", format!("{} frames a second (mean {})", video.frame_rate, video.average_frame_rate));
    row("frames", format!("{}, the first at {:.3} s", video.frames, video.starts_at_secs));
    let tags = [&video.color.range, &video.color.matrix, &video.color.transfer, &video.color.primaries];
    let [range, matrix, transfer, primaries] = tags.map(|tag| or_none(tag));
    row("colours", format!("range {range}, matrix {matrix}, transfer {transfer}, primaries {primaries}"));
    row(
        "alpha",
        match video.alpha {
            AlphaProbe::None => "none".to_owned(),
            AlphaProbe::Opaque => "a channel, but every pixel is opaque".to_owned(),
            AlphaProbe::Transparent { lowest, highest } => format!("from {lowest:.3} to {highest:.3}"),
        },
    );
    row(
        "sound",
        match &found.audio {
            None => "none".to_owned(),
            Some(audio) => {
                let length = audio.duration_secs.map(|secs| format!(", {secs:.3} s")).unwrap_or_default();
                format!("{}, {} Hz, {} channels{length}", audio.codec, audio.sample_rate, audio.channels)
            }
        },
    );
    for flat in video.flat_colors.iter().take(8) {
        row("flat", format!("{} on {:.1} %", exact(flat.rgb), 100.0 * flat.share));
    }
    for one in expected {
        let error = one.error().map_or("no flat area".to_owned(), |error| format!("off by {error:.2} of 255"));
        let verdict = if one.is_there() { "there" } else { "missing" };
        row("expected", format!("{} {verdict}: {error}; rounding alone leaves {:.2}", hex(one.color), one.rounding));
    }
    for complaint in &found.complaints {
        row("decoder", complaint.clone());
    }
}

fn json(found: &Probe, expected: &[Expected]) -> Value {
    let video = &found.video;
    let alpha = match video.alpha {
        AlphaProbe::None => json!({ "channel": false, "transparent": false }),
        AlphaProbe::Opaque => json!({ "channel": true, "transparent": false, "lowest": 1.0, "highest": 1.0 }),
        AlphaProbe::Transparent { lowest, highest } => {
            json!({ "channel": true, "transparent": true, "lowest": lowest, "highest": highest })
        }
    };
    let flat = |flat: &FlatColor| json!({ "rgb": flat.rgb.map(thousandths), "share": thousandths(flat.share) });
    let told = |one: &Expected| {
        json!({
            "color": hex(one.color),
            "there": one.is_there(),
            "error": one.error().map(thousandths),
            "rounding_error": thousandths(one.rounding),
        })
    };
    json!({
        "container": found.container,
        "bytes": found.bytes,
        "duration_seconds": found.duration_secs,
        "streams": found.streams,
        "codec": video.codec,
        "profile": video.profile,
        "pixel_format": video.pixel_format,
        "width": video.size.width,
        "height": video.size.height,
        "frame_rate": video.frame_rate,
        "average_frame_rate": video.average_frame_rate,
        "frames": video.frames,
        "starts_at_seconds": video.starts_at_secs,
        "color": {
            "range": video.color.range,
            "matrix": video.color.matrix,
            "transfer": video.color.transfer,
            "primaries": video.color.primaries,
        },
        "alpha": alpha,
        "audio": found.audio.as_ref().map(|audio| json!({
            "codec": audio.codec,
            "sample_rate": audio.sample_rate,
            "channels": audio.channels,
            "duration_seconds": audio.duration_secs,
        })),
        "flat_colors": video.flat_colors.iter().map(flat).collect::<Vec<_>>(),
        "expected": expected.iter().map(told).collect::<Vec<_>>(),
        "complaints": found.complaints,
    })
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

fn exact(rgb: [f64; 3]) -> String {
    let [r, g, b] = rgb.map(|channel| format!("{channel:.1}"));
    format!("rgb({r}, {g}, {b})")
}

fn thousandths(value: f64) -> f64 {
    (1000.0 * value).round() / 1000.0
}

fn moment(text: &str) -> Result<f64, String> {
    let secs = text.trim_end_matches('s').parse().ok().filter(|secs: &f64| secs.is_finite() && *secs >= 0.0);
    secs.ok_or_else(|| "must be a number of seconds, 0 or more".to_owned())
}

fn color(text: &str) -> Result<[u8; 3], String> {
    let color = Rgba::parse(text).filter(|color| color.a == 255);
    color.map(|color| [color.r, color.g, color.b]).ok_or_else(|| "must be an opaque colour such as #E4572E".to_owned())
}
