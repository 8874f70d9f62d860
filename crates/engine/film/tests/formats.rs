//! Films in every format, read back by an independent decoder.

#[path = "film/decoded.rs"]
#[expect(dead_code, reason = "shared with other tests, which use other parts of it")]
mod decoded;
#[path = "../benches/film/fonts.rs"]
mod fonts;

use decoded::{decoded_rgb, durations, probe};
use pavo_film::{CancelToken, FilmReport, Format, OutputSpec, RenderSettings, render, still};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use std::path::{Path, PathBuf};

const MOVING: &str = r##"{ "mg": 1, "theme": { "colors": { "bg": "#F9FAFB", "text": "#111827", "accent": "#E4572E" } },
  "scenes": [{ "dur": 0.5, "nodes": [
    { "type": "rect", "size": [300, 300], "keys": { "x": [[0, -600], [0.5, 600]] } },
    { "type": "text", "text": "Quay", "pos": "top" }
  ] }] }"##;

const STANDING: &str = r##"{ "mg": 1, "theme": { "colors": { "bg": "#00FF00" } },
  "scenes": [{ "dur": 0.5, "nodes": [{ "type": "rect", "size": [400, 400], "fill": "#E4572E" }] }] }"##;

const OPEN: &str = r##"{ "mg": 1, "theme": { "colors": { "bg": "#FFFFFF" } },
  "scenes": [{ "dur": 0.4, "bg": "transparent", "nodes": [
    { "type": "ellipse", "size": 500, "fill": { "kind": "radial", "stops": [[0, "#E4572E"], [0.6, "#E4572E"], [1, "#E4572E00"]] },
      "keys": { "x": [[0, -300], [0.4, 300]] } }
  ] }] }"##;

fn output(format: Format, frame_rate: FrameRate) -> OutputSpec {
    OutputSpec { format, aspect: AspectRatio::Wide, frame_rate, resolution: Resolution::P360 }
}

fn film(text: &str, output: &OutputSpec, folder: &Path) -> (PathBuf, FilmReport) {
    let scene = Scene::parse(text).expect("a valid scene").scene;
    let path = folder.join("film").with_extension(output.format.extension());
    let settings = RenderSettings::default();
    let report = render(&scene, &fonts::bundled(), output, &path, &settings, &(), &CancelToken::default());
    (path, report.expect("a film"))
}

/// The colour of a pixel of a decoded frame of 640 pixels a row.
fn pixel(rgb: &[u8], x: usize, y: usize) -> [i32; 3] {
    [0, 1, 2].map(|channel| i32::from(rgb[(y * 640 + x) * 3 + channel]))
}

fn assert_near(found: [i32; 3], expected: [i32; 3], tolerance: i32, what: &str) {
    let far = found.iter().zip(expected).any(|(found, expected)| (found - expected).abs() > tolerance);
    assert!(!far, "{what}: {found:?} for {expected:?}");
}

#[test]
fn prores_is_422_hq_in_ten_bits_with_its_colours_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, report) = film(MOVING, &output(Format::ProRes, FrameRate::Fps25), folder.path());
    let found = probe(&path);
    assert_eq!((found.codec.as_str(), found.profile.as_str()), ("prores", "HQ"));
    assert_eq!(found.pixel_format, "yuv422p10le");
    assert_eq!((found.width, found.height, found.frame_rate.as_str()), (640, 360, "25/1"));
    assert_eq!((found.frames, report.frames_total), (13, 13));
    assert_eq!(found.color[1..], ["bt709", "bt709", "bt709"].map(str::to_owned));
}

#[test]
fn webm_is_vp9_with_its_colours_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = film(MOVING, &output(Format::WebM, FrameRate::Fps24), folder.path());
    let found = probe(&path);
    assert_eq!((found.codec.as_str(), found.pixel_format.as_str()), ("vp9", "yuv420p"));
    assert_eq!((found.width, found.height, found.frames, found.streams), (640, 360, 12, 1));
    assert_eq!(found.frame_rate, "24/1");
    assert_eq!(found.color, ["tv", "bt709", "bt709", "bt709"].map(str::to_owned));
}

#[test]
fn flat_colours_come_back_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, tolerance) in [(Format::Mp4, 3), (Format::ProRes, 2), (Format::WebM, 4), (Format::Gif, 0)] {
        let (path, _) = film(STANDING, &output(format, FrameRate::Fps30), folder.path());
        let rgb = decoded_rgb(&path);
        for (x, y) in [(2, 2), (637, 357), (100, 180)] {
            assert_near(pixel(&rgb, x, y), [0, 255, 0], tolerance, &format!("{format} at {x},{y}"));
        }
        assert_near(pixel(&rgb, 320, 180), [0xE4, 0x57, 0x2E], tolerance, &format!("{format} in the middle"));
    }
}

#[test]
fn gif_lasts_as_long_as_the_film_at_every_rate() {
    let folder = tempfile::tempdir().expect("a folder");
    for &rate in FrameRate::ALL {
        let (path, report) = film(MOVING, &output(Format::Gif, rate), folder.path());
        let (duration, packets) = durations(&path);
        assert!((duration - 0.5).abs() <= 1.0 / f64::from(rate.fps()), "{duration} s at {rate}");
        assert!(packets.iter().all(|packet| *packet >= 0.02), "viewers slow down shorter ones: {packets:?}");
        assert_eq!(report.warnings.len(), usize::from(rate == FrameRate::Fps60), "{:?}", report.warnings);
        assert_eq!(packets.len() as u32, report.frames_total);
    }
}

#[test]
fn gif_shows_every_frame_of_the_film() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, report) = film(MOVING, &output(Format::Gif, FrameRate::Fps24), folder.path());
    let rgb = decoded_rgb(&path);
    let frame_bytes = 640 * 360 * 3;
    assert_eq!(rgb.len(), frame_bytes * report.frames_total as usize);
    for (frame_index, frame) in rgb.chunks_exact(frame_bytes).enumerate() {
        // The square's middle is at -600 units in the first frame, a third of a pixel for each unit.
        let middle = 320.0 - 200.0 + 400.0 * (frame_index as f64 / 24.0) / 0.5;
        assert_near(pixel(frame, middle as usize, 180), [0xE4, 0x57, 0x2E], 0, &format!("frame {frame_index}"));
        // Nothing of where it was remains.
        let behind = (middle - 80.0) as usize;
        assert_near(pixel(frame, behind, 180), [0xF9, 0xFA, 0xFB], 0, &format!("behind it in frame {frame_index}"));
    }
}

#[test]
fn gif_of_a_standing_film_is_one_frame() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = film(STANDING, &output(Format::Gif, FrameRate::Fps30), folder.path());
    let (duration, packets) = durations(&path);
    assert_eq!((packets.len(), duration), (1, 0.5));
}

/// Straight RGBA of all frames, decoded with alpha.
fn decoded_rgba(path: &Path, decoder: &[&str]) -> Vec<u8> {
    let output = std::process::Command::new("ffmpeg")
        .args(["-loglevel", "error"])
        .args(decoder)
        .arg("-i")
        .arg(path)
        .args(["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgba", "-"])
        .output()
        .expect("ffmpeg");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// What a straight pixel looks like on a ground.
fn on(pixel: &[u8], ground: f64) -> [f64; 3] {
    let alpha = f64::from(pixel[3]) / 255.0;
    [0, 1, 2].map(|channel| f64::from(pixel[channel]) * alpha + ground * (1.0 - alpha))
}

#[test]
fn soft_moving_edge_keeps_its_transparency() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::parse(OPEN).expect("a valid scene").scene;
    let cases: [(Format, &[&str]); 2] = [(Format::WebM, &["-c:v", "libvpx-vp9"]), (Format::ProRes, &[])];
    for (format, decoder) in cases {
        let (path, report) = film(OPEN, &output(format, FrameRate::Fps25), folder.path());
        assert_eq!(report.warnings, []);
        let decoded = decoded_rgba(&path, decoder);
        let frame_bytes = 640 * 360 * 4;
        assert_eq!(decoded.len(), frame_bytes * 10);
        for frame_index in [0, 4, 9] {
            let time = FrameRate::Fps25.time_of(frame_index);
            let own = still(&scene, &fonts::bundled(), AspectRatio::Wide, Resolution::P360, time).expect("a still");
            let decoded = &decoded[frame_index as usize * frame_bytes..][..frame_bytes];
            for ground in [0.0, 255.0] {
                let (mut error, mut edge) = (0.0, 0.0);
                for (own, decoded) in own.pixels.chunks_exact(4).zip(decoded.chunks_exact(4)) {
                    if own[3] == 0 || own[3] == 255 {
                        continue;
                    }
                    // Our own pixels are premultiplied.
                    let open = ground * (1.0 - f64::from(own[3]) / 255.0);
                    let seen = on(decoded, ground);
                    error +=
                        (0..3).map(|channel| (f64::from(own[channel]) + open - seen[channel]).powi(2)).sum::<f64>();
                    edge += 3.0;
                }
                let psnr = 10.0 * (255.0 * 255.0 / (error / edge)).log10();
                assert!(psnr >= 40.0, "{format} frame {frame_index} on {ground}: {psnr:.1} dB");
            }
            // VP9 may be off by a level.
            assert!(decoded[3] <= 1, "{format}: the corner is open, not {}", decoded[3]);
        }
    }
}

#[test]
fn gif_is_open_or_opaque_and_nothing_remains_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = film(OPEN, &output(Format::Gif, FrameRate::Fps25), folder.path());
    let decoded = decoded_rgba(&path, &[]);
    let alpha = |frame: usize, x: usize| decoded[(frame * 640 * 360 + 180 * 640 + x) * 4 + 3];
    assert!(decoded.chunks_exact(4).all(|pixel| pixel[3] == 0 || pixel[3] == 255));
    assert_eq!((alpha(0, 220), alpha(0, 500), alpha(9, 220)), (255, 0, 0));
}

#[test]
fn mp4_on_an_open_ground_stands_on_black_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, report) = film(OPEN, &output(Format::Mp4, FrameRate::Fps25), folder.path());
    assert_eq!(report.warnings.len(), 1);
    assert!(report.warnings[0].to_string().contains("stands on black"), "{}", report.warnings[0]);
    assert_near(pixel(&decoded_rgb(&path), 630, 10), [0, 0, 0], 1, "the corner");
}
