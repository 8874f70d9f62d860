//! Colours, decoded again by the exact matrix.

#[path = "../benches/film/fonts.rs"]
mod fonts;

use pavo_film::{CancelToken, Ffmpeg, Format, OutputSpec, Probe, RenderSettings, probe, render, rounding_error};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use std::fmt::Write;

/// Greys, primaries, and colours of the kind that brands have.
const PATCHES: [[u8; 3]; 24] = [
    [0xFF, 0xFF, 0xFF],
    [0x00, 0x00, 0x00],
    [0x80, 0x80, 0x80],
    [0x40, 0x40, 0x40],
    [0xC0, 0xC0, 0xC0],
    [0x00, 0xFF, 0x00],
    [0xFF, 0x00, 0x00],
    [0x00, 0x00, 0xFF],
    [0xE4, 0x57, 0x2E],
    [0x1D, 0xA1, 0xF2],
    [0x25, 0xD3, 0x66],
    [0xFF, 0x00, 0x50],
    [0x58, 0x65, 0xF2],
    [0xFF, 0xCC, 0x00],
    [0x0F, 0x17, 0x2A],
    [0xF9, 0xFA, 0xFB],
    [0x7C, 0x3A, 0xED],
    [0x10, 0xB9, 0x81],
    [0xF9, 0x73, 0x16],
    [0xDB, 0x27, 0x77],
    [0x00, 0xFF, 0xFF],
    [0xFF, 0x00, 0xFF],
    [0xFF, 0xFF, 0x00],
    [0x8B, 0x5E, 0x3C],
];

/// A chart of all patches, six in a row.
fn chart() -> String {
    let mut nodes = String::new();
    for (index, [r, g, b]) in PATCHES.iter().enumerate() {
        let (x, y) = ((index % 6) as f64 * 320.0 - 800.0, (index / 6) as f64 * 270.0 - 405.0);
        let comma = if index == 0 { "" } else { "," };
        let written = write!(
            nodes,
            r##"{comma}{{ "type": "rect", "size": [320, 270], "pos": {{ "x": {x}, "y": {y} }}, "fill": "#{r:02X}{g:02X}{b:02X}" }}"##
        );
        written.expect("text");
    }
    format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 0.2, "nodes": [{nodes}] }}] }}"#)
}

fn film(text: &str, format: Format, resolution: Resolution) -> Probe {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::parse(text).expect("a valid scene").scene;
    let path = folder.path().join("film").with_extension(format.extension());
    let output = OutputSpec { format, aspect: AspectRatio::Wide, frame_rate: FrameRate::Fps30, resolution };
    let settings = RenderSettings::default();
    render(&scene, &fonts::bundled(), &output, &path, &settings, &(), &CancelToken::default()).expect("a film");
    probe(&path, None, &Ffmpeg::default()).expect("a film that can be read")
}

#[test]
fn patches_come_back_within_a_level_of_what_rounding_leaves() {
    for &format in Format::ALL {
        for resolution in [Resolution::P360, Resolution::P1080] {
            let found = film(&chart(), format, resolution);
            for color in PATCHES {
                let nearest = found.video.flat_colors.iter().map(|flat| flat.distance(color)).fold(f64::MAX, f64::min);
                let rounding = if format == Format::Gif { 0.0 } else { rounding_error(color, found.video.bits) };
                assert!(nearest <= rounding + 1.0, "{format} {resolution} {color:?}: off by {nearest}, not {rounding}");
                if format == Format::ProRes {
                    assert!(nearest <= 1.0, "{color:?} is off by {nearest} in ten bits");
                }
            }
        }
    }
}

#[test]
fn chroma_green_is_the_same_all_over_the_frame() {
    let green = r##"{ "mg": 1, "scenes": [{ "dur": 0.2, "bg": "#00FF00", "nodes": [] }] }"##;
    for &format in Format::ALL {
        let found = film(green, format, Resolution::P1080);
        let flat = found.video.flat_colors[0];
        assert_eq!((flat.share, found.video.flat_colors.len()), (1.0, 1), "{format}");
        let rounding = if format == Format::Gif { 0.0 } else { rounding_error([0, 255, 0], found.video.bits) };
        assert!(flat.distance([0, 255, 0]) <= rounding + 0.01, "{format}: {:?}", flat.rgb);
    }
}
