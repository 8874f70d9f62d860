//! Films played in a browser, which tells what it sees.
//!
//! Needs Chromium, so `cargo xtask browser` runs it and the usual tests do not.

#[path = "../benches/film/fonts.rs"]
mod fonts;
#[path = "browser/page.rs"]
mod page;

use page::{Seen, watch};
use pavo_film::{CancelToken, Ffmpeg, Format, OutputSpec, RenderSettings, SegmentLength, render, still};
use pavo_media::{Assets, Sound};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene, Time};
use std::path::{Path, PathBuf};

/// A square that goes from left to right at 300 units a second.
const MOVING: &str = r##"{ "mg": 1, "assets": { "tone": { "type": "audio", "src": "tone.wav" } }, AUDIO "scenes": [{ "dur": 3, "bg": "#FFFFFF", "nodes": [
  { "type": "rect", "size": [180, 180], "fill": "#101820", "keys": { "x": [[0, -450], [3, 450]] } } ] }] }"##;

/// A disc with a soft edge on nothing.
const OPEN: &str = r##"{ "mg": 1, "scenes": [{ "dur": 1, "bg": "transparent", "nodes": [
  { "type": "ellipse", "size": 800, "fill": { "kind": "radial", "stops": [[0, "#E4572E"], [0.5, "#E4572E"], [1, "#E4572E00"]] } } ] }] }"##;

const GREYS: [u8; 4] = [0, 64, 128, 255];

const COLORS: [[u8; 3]; 8] = [
    [0, 255, 0],
    [255, 0, 0],
    [0, 0, 255],
    [0xE4, 0x57, 0x2E],
    [0x1D, 0xA1, 0xF2],
    [0x7C, 0x3A, 0xED],
    [0xFF, 0xCC, 0],
    [0x0F, 0x17, 0x2A],
];

fn film(name: &str, text: &str, format: Format, settings: &RenderSettings, folder: &Path) -> PathBuf {
    let scene = Scene::parse(text).expect("a valid scene").scene;
    let output =
        OutputSpec { format, aspect: AspectRatio::Wide, frame_rate: FrameRate::Fps30, resolution: Resolution::P360 };
    let path = folder.join(name).with_extension(format.extension());
    render(&scene, &assets(), &output, &path, settings, &(), &CancelToken::default()).expect("a film");
    path
}

fn assets() -> Assets {
    let mut assets = fonts::bundled();
    let sample = |index: usize| 0.2 * (std::f64::consts::TAU * 480.0 * index as f64 / 48_000.0).sin() as f32;
    assets.add_sound("tone", Sound { samples: (0..3 * 48_000).flat_map(|index| [sample(index); 2]).collect() });
    assets
}

fn seen(path: &Path, times: &[f64], points: &[[u32; 2]]) -> Seen {
    let seen = watch(path, times, points);
    assert_eq!(seen.error, None, "{}", path.display());
    seen
}

#[test]
#[ignore = "needs Chromium; cargo xtask browser runs it"]
fn films_play_to_their_end_and_show_the_right_moment_after_a_seek() {
    let folder = tempfile::tempdir().expect("a folder");
    let usual = RenderSettings::default();
    let cut = RenderSettings { segment_length: SegmentLength::secs(1), ..RenderSettings::default() };
    let builtin = RenderSettings { ffmpeg: Ffmpeg::none(), ..RenderSettings::default() };
    let silent = MOVING.replace("AUDIO", "");
    let heard = MOVING.replace("AUDIO", r#""audio": [{ "src": "tone" }],"#);
    let films = [
        film("whole", &silent, Format::Mp4, &usual, folder.path()),
        film("cut", &silent, Format::Mp4, &cut, folder.path()),
        film("builtin", &silent, Format::Mp4, &builtin, folder.path()),
        film("heard", &heard, Format::Mp4, &cut, folder.path()),
        film("whole", &silent, Format::WebM, &usual, folder.path()),
        film("cut", &silent, Format::WebM, &cut, folder.path()),
        film("heard", &heard, Format::WebM, &usual, folder.path()),
    ];
    // In the middle of a frame, so that no rounding decides which one is shown.
    let frames = [75_u32, 15, 45, 29, 30, 31, 89, 0];
    let times: Vec<f64> = frames.iter().map(|frame| (f64::from(*frame) + 0.5) / 30.0).collect();
    let points: Vec<[u32; 2]> = (0..640).step_by(2).map(|x| [x, 180]).collect();
    for path in &films {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let seen = seen(path, &times, &points);
        assert_eq!(seen.size, [640, 360], "{name}");
        assert!((seen.duration_secs - 3.0).abs() < 0.01, "{name}: {} s", seen.duration_secs);
        assert!(seen.has_ended && seen.frames_shown > 30, "{name}: {} frames were shown", seen.frames_shown);
        for (frame, pixels) in frames.iter().zip(&seen.pixels) {
            let dark: Vec<u32> =
                points.iter().zip(pixels).filter(|(_, pixel)| pixel[0] < 128).map(|(at, _)| at[0]).collect();
            let middle = f64::from(dark.iter().sum::<u32>()) / dark.len() as f64 + 0.5;
            let expected = 320.0 + (f64::from(*frame) / 30.0 * 300.0 - 450.0) / 3.0;
            // From one frame to the next it goes on by three pixels and a third.
            assert!((middle - expected).abs() < 1.6, "{name}: at {middle} in frame {frame}, not {expected}");
        }
    }
}

#[test]
#[ignore = "needs Chromium; cargo xtask browser runs it"]
fn colours_are_those_of_the_scene_as_far_as_the_browser_converts_exactly() {
    let folder = tempfile::tempdir().expect("a folder");
    let colors: Vec<[u8; 3]> = GREYS.map(|level| [level; 3]).into_iter().chain(COLORS).collect();
    let node = |(index, [r, g, b]): (usize, &[u8; 3])| {
        let (x, y) = ((index % 4) as f64 * 480.0 - 720.0, (index / 4) as f64 * 360.0 - 360.0);
        format!(
            r##"{{ "type": "rect", "size": [480, 360], "pos": {{ "x": {x}, "y": {y} }}, "fill": "#{r:02X}{g:02X}{b:02X}" }}"##
        )
    };
    let nodes: Vec<String> = colors.iter().enumerate().map(node).collect();
    let chart = format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 1, "nodes": [{}] }}] }}"#, nodes.join(","));
    let points: Vec<[u32; 2]> = (0..12).map(|index| [index % 4 * 160 + 80, index / 4 * 120 + 60]).collect();
    for format in [Format::Mp4, Format::WebM] {
        let path = film("chart", &chart, format, &RenderSettings::default(), folder.path());
        let seen = seen(&path, &[0.5], &points);
        for (color, pixel) in colors.iter().zip(&seen.pixels[0]) {
            let error = (0..3).map(|channel| color[channel].abs_diff(pixel[channel])).max().expect("channels");
            println!("{format} {color:?}: {:?}, off by {error}", &pixel[..3]);
            let is_grey = color[0] == color[1] && color[1] == color[2];
            // Without a graphics card Chromium converts by coefficients of few bits, which moves saturated blues.
            assert!(error <= if is_grey { 1 } else { 13 }, "{format}: {color:?} is seen as {pixel:?}");
        }
    }
}

#[test]
#[ignore = "needs Chromium; cargo xtask browser runs it"]
fn transparent_film_lets_the_page_shine_through() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = film("open", OPEN, Format::WebM, &RenderSettings::default(), folder.path());
    let points: Vec<[u32; 2]> = (0..640).step_by(4).map(|x| [x, 180]).collect();
    let seen = seen(&path, &[0.5], &points);
    let scene = Scene::parse(OPEN).expect("a valid scene").scene;
    let own = still(&scene, &assets(), AspectRatio::Wide, Resolution::P360, Time::from_secs(0.5)).expect("a still");
    let mut soft = 0;
    for ([x, y], pixel) in points.iter().zip(&seen.pixels[0]) {
        let at = ((y * 640 + x) * 4) as usize;
        let (own_alpha, alpha) = (own.pixels[at + 3], pixel[3]);
        soft += usize::from((1..255).contains(&own_alpha));
        assert!(own_alpha.abs_diff(alpha) <= 8, "alpha {alpha} at {x},{y}, not {own_alpha}");
    }
    assert!(soft > 20, "{soft} points on the soft edge");
    // Above a pattern of magenta and green: what is open shows it, what is not hides it.
    let [corner, middle] = [seen.on_pattern[0], seen.on_pattern[1]];
    assert!(corner == [255, 0, 255] || corner == [0, 255, 0], "{corner:?}");
    let near = middle.iter().zip([0xE4, 0x57, 0x2E]).all(|(found, expected): (&u8, u8)| found.abs_diff(expected) <= 13);
    assert!(near, "{middle:?}");
}
