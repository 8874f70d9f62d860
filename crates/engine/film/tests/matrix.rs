//! All that can be asked for: four formats, four ratios, five sizes and four rates, opaque and open, read back.

#[path = "../benches/film/fonts.rs"]
mod fonts;

use pavo_film::{
    AlphaProbe, CancelToken, ColorTags, Ffmpeg, Format, OutputSpec, RenderSettings, probe, render, rounding_error,
};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use std::path::Path;

/// Six frames at 60 a second; a square that is somewhere else in each of them.
const MOVING: &str = r##"{ "mg": 1, "theme": { "colors": { "bg": "GROUND" } },
  "scenes": [{ "dur": 0.1, "bg": "GROUND", "nodes": [
    { "type": "rect", "size": [300, 300], "fill": "#E4572E", "keys": { "x": [[0, -200], [0.1, 200]] } }
  ] }] }"##;

/// Every output that can be asked for.
fn outputs() -> Vec<OutputSpec> {
    let mut outputs = Vec::new();
    for &format in Format::ALL {
        for &aspect in AspectRatio::ALL {
            for &resolution in Resolution::ALL {
                for &frame_rate in FrameRate::ALL {
                    outputs.push(OutputSpec { format, aspect, frame_rate, resolution });
                }
            }
        }
    }
    outputs
}

/// Makes a film and holds it against what was asked for; gives what is wrong with it.
fn check(output: &OutputSpec, is_open: bool, folder: &Path) -> Result<(), String> {
    let text = MOVING.replace("GROUND", if is_open { "transparent" } else { "#00FF00" });
    let scene = Scene::parse(&text).map_err(|error| error.to_string())?.scene;
    let path = folder.join("film").with_extension(output.format.extension());
    let report =
        render(&scene, &fonts::bundled(), output, &path, &RenderSettings::default(), &(), &CancelToken::default())
            .map_err(|error| error.to_string())?;
    let found = probe(&path, None, &Ffmpeg::default()).map_err(|error| error.to_string())?;
    let mut wrong = Vec::new();
    let mut expect = |what: &str, is_right: bool, value: String| {
        if !is_right {
            wrong.push(format!("{what}: {value}"));
        }
    };
    let is_gif = output.format == Format::Gif;
    let fps = if is_gif { output.frame_rate.fps().min(50) } else { output.frame_rate.fps() };
    let frames = (0.1 * f64::from(fps)).round() as u32;
    expect("size", found.video.size == output.pixel_size(), found.video.size.to_string());
    expect(
        "frames",
        [found.video.frames, report.frames_total] == [frames; 2],
        format!("{} for {frames}", found.video.frames),
    );
    let length = f64::from(frames) / f64::from(fps);
    let tolerance = match output.format {
        Format::Mp4 | Format::ProRes => 1e-6,
        // It counts milliseconds.
        Format::WebM => 0.001,
        // It counts hundredths of a second.
        Format::Gif => 0.005,
    };
    expect("length", (found.duration_secs - length).abs() <= tolerance, format!("{} s", found.duration_secs));
    expect("begins", found.video.starts_at_secs == 0.0, found.video.starts_at_secs.to_string());
    expect("streams", found.streams == 1, found.streams.to_string());
    expect("decodes", found.complaints.is_empty(), found.complaints.join("; "));
    // A GIF's rate is what its delays come to.
    expect("rate", is_gif || found.video.frame_rate == format!("{fps}/1"), found.video.frame_rate.clone());
    let [range, space] = if is_gif { ["", ""] } else { ["tv", "bt709"] };
    let color = ColorTags {
        range: range.to_owned(),
        matrix: space.to_owned(),
        transfer: space.to_owned(),
        primaries: space.to_owned(),
    };
    expect("tags", found.video.color == color, format!("{:?}", found.video.color));
    let forms: &[&str] = match (output.format, is_open) {
        (Format::Mp4, _) | (Format::WebM, false) => &["yuv420p"],
        (Format::WebM, true) => &["yuva420p"],
        (Format::ProRes, false) => &["yuv422p10le"],
        // What a decoder makes of 4444, whose alpha has sixteen bits.
        (Format::ProRes, true) => &["yuva444p10le", "yuva444p12le"],
        (Format::Gif, _) => &["bgra"],
    };
    expect("pixels", forms.contains(&found.video.pixel_format.as_str()), found.video.pixel_format.clone());
    let has_alpha = match found.video.alpha {
        // VP9 may be off by a level.
        AlphaProbe::Transparent { lowest, highest } => {
            is_open && output.format != Format::Mp4 && lowest <= 0.004 && highest >= 0.996
        }
        AlphaProbe::Opaque => is_gif && !is_open,
        AlphaProbe::None => output.format == Format::Mp4 || (!is_open && !is_gif),
    };
    expect("alpha", has_alpha, format!("{:?}", found.video.alpha));
    let own_colors: &[[u8; 3]] = if is_open { &[[0xE4, 0x57, 0x2E]] } else { &[[0, 255, 0], [0xE4, 0x57, 0x2E]] };
    for color in own_colors {
        let distance = found.video.flat_colors.iter().map(|flat| flat.distance(*color)).fold(f64::MAX, f64::min);
        let rounding = if is_gif { 0.0 } else { rounding_error(*color, found.video.bits) };
        expect("colour", distance <= rounding + 1.0, format!("{color:?} off by {distance:.2}"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("{output:?}, open {is_open}: {}", wrong.join(", "))) }
}

fn check_all(cases: impl Iterator<Item = (OutputSpec, bool)>) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (output, is_open) in cases {
        wrong.extend(check(&output, is_open, folder.path()).err());
        checked += 1;
    }
    assert!(wrong.is_empty(), "{} of {checked} are not as asked for:\n{}", wrong.len(), wrong.join("\n"));
    checked
}

#[test]
fn sampled_outputs_are_as_asked_for() {
    let place = |found: Option<usize>| found.expect("one of all");
    let is_sampled = |output: &OutputSpec| {
        let others = place(Format::ALL.iter().position(|format| *format == output.format))
            + place(AspectRatio::ALL.iter().position(|aspect| *aspect == output.aspect))
            + place(FrameRate::ALL.iter().position(|rate| *rate == output.frame_rate));
        // One size for each of the others, so that every two values of them come by together.
        Resolution::ALL[others % Resolution::ALL.len()] == output.resolution
    };
    let cases = outputs().into_iter().filter(is_sampled);
    let checked = check_all(cases.enumerate().map(|(number, output)| (output, number % 3 == 0)));
    assert_eq!(checked, 64);
}

#[test]
#[ignore = "takes minutes; cargo xtask matrix runs it"]
fn all_outputs_are_as_asked_for() {
    let checked = check_all(outputs().into_iter().flat_map(|output| [(output, false), (output, true)]));
    assert_eq!(checked, 640);
}
