//! What films sound like, heard again by an independent decoder.

#[path = "film/decoded.rs"]
#[expect(dead_code, reason = "shared with other tests, which use other parts of it")]
mod decoded;
#[path = "../benches/film/fonts.rs"]
mod fonts;

use decoded::decoded_video_md5;
use pavo_film::{
    CancelToken, Ffmpeg, FilmReport, Format, OutputSpec, RenderSettings, SegmentLength, SegmentedFilm, assemble, probe,
    read_sound, render, render_segment,
};
use pavo_media::{Assets, Sound};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use std::path::{Path, PathBuf};

const FILM: &str = r##"{ "mg": 1, "assets": { "tone": { "type": "audio", "src": "tone.wav" } }, AUDIO
  "scenes": [{ "dur": 2.3, "bg": "#FFFFFF", "nodes": [
    { "type": "rect", "size": [300, 300], "fill": "#E4572E", "keys": { "x": [[0, -300], [2.3, 300]] } }
  ] }] }"##;

const AUDIO: &str = r#""audio": [{ "src": "tone", "start": 0.5, "dur": 1 }],"#;

const HEARD: [Format; 3] = [Format::Mp4, Format::WebM, Format::ProRes];

fn scene(audio: &str) -> Scene {
    Scene::parse(&FILM.replace("AUDIO", audio)).expect("a valid scene").scene
}

/// Three seconds of a tone of 480 Hz at half of full scale.
fn assets() -> Assets {
    let mut assets = fonts::bundled();
    let sample = |index: usize| 0.5 * (std::f64::consts::TAU * 480.0 * index as f64 / 48_000.0).sin() as f32;
    assets.add_sound("tone", Sound { samples: (0..3 * 48_000).flat_map(|index| [sample(index); 2]).collect() });
    assets
}

const fn output(format: Format) -> OutputSpec {
    OutputSpec { format, aspect: AspectRatio::Wide, frame_rate: FrameRate::Fps30, resolution: Resolution::P360 }
}

fn film(
    scene: &Scene,
    assets: &Assets,
    format: Format,
    folder: &Path,
    settings: &RenderSettings,
) -> (PathBuf, FilmReport) {
    let path = folder.join("film").with_extension(format.extension());
    let report = render(scene, assets, &output(format), &path, settings, &(), &CancelToken::default());
    (path, report.expect("a film"))
}

/// The loudest sample of each tenth of a second.
fn levels(path: &Path) -> Vec<f32> {
    let samples = read_sound(path, &Ffmpeg::default()).expect("a sound");
    samples.chunks(2 * 4_800).map(|tenth| tenth.iter().fold(0.0, |level, sample| sample.abs().max(level))).collect()
}

#[test]
fn sound_is_as_long_as_the_picture_and_begins_where_it_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, codec) in HEARD.into_iter().zip(["aac", "opus", "pcm_s24le"]) {
        let (path, report) = film(&scene(AUDIO), &assets(), format, folder.path(), &RenderSettings::default());
        assert_eq!(report.warnings, [], "{format}");
        let found = probe(&path, None, &Ffmpeg::default()).expect("a film that can be read");
        let audio = found.audio.expect("a sound");
        assert_eq!((audio.codec.as_str(), audio.sample_rate, audio.channels), (codec, 48_000, 2));
        assert_eq!((found.streams, found.video.frames, found.video.starts_at_secs), (2, 69, 0.0), "{format}");
        assert_eq!(found.complaints, [""; 0], "{format}");
        assert!((found.duration_secs - 2.3).abs() < 0.002, "{format}: {} s", found.duration_secs);
        assert!(audio.duration_secs.is_none_or(|secs| (secs - 2.3).abs() < 0.002), "{format}: {audio:?}");
        let levels = levels(&path);
        for (tenth, expected) in [(0, 0.0), (3, 0.0), (6, 0.5), (10, 0.5), (13, 0.5), (16, 0.0), (22, 0.0)] {
            assert!((levels[tenth] - expected).abs() < 0.03, "{format}: {} in tenth {tenth}", levels[tenth]);
        }
    }
}

#[test]
fn film_without_audio_has_no_silent_track() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in HEARD {
        let (path, _) = film(&scene(""), &assets(), format, folder.path(), &RenderSettings::default());
        let found = probe(&path, None, &Ffmpeg::default()).expect("a film that can be read");
        assert_eq!((found.audio, found.streams), (None, 1), "{format}");
    }
}

#[test]
fn sound_changes_no_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in HEARD {
        let md5 = |audio| {
            let (path, _) = film(&scene(audio), &assets(), format, folder.path(), &RenderSettings::default());
            decoded_video_md5(&path)
        };
        assert_eq!(md5(""), md5(AUDIO), "{format}");
    }
}

#[test]
fn sound_is_encoded_once_for_all_segments() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = RenderSettings { segment_length: SegmentLength::secs(1), ..RenderSettings::default() };
    for format in HEARD {
        let (whole, _) = film(&scene(AUDIO), &assets(), format, folder.path(), &settings);
        let segmented = SegmentedFilm::new(scene(AUDIO), output(format), SegmentLength::secs(1));
        let path = |name: String| folder.path().join(name).with_extension(format.extension());
        let parts: Vec<PathBuf> = (0..segmented.segments().len()).map(|index| path(format!("part{index}"))).collect();
        for (index, part) in parts.iter().enumerate() {
            let cancel = CancelToken::default();
            render_segment(&segmented, index, &assets(), part, &settings, &(), &cancel).expect("a segment");
        }
        let joined = path("joined".to_owned());
        let parts: Vec<&Path> = parts.iter().map(PathBuf::as_path).collect();
        assemble(&segmented, &parts, &assets(), &joined, &settings).expect("a film");
        assert!(std::fs::read(&whole).expect("a file") == std::fs::read(&joined).expect("a file"), "{format}");
    }
}

#[test]
fn what_is_not_heard_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let warnings = |assets: &Assets, format, settings: &RenderSettings| -> Vec<String> {
        let (_, report) = film(&scene(AUDIO), assets, format, folder.path(), settings);
        report.warnings.iter().map(ToString::to_string).collect()
    };
    let usual = RenderSettings::default();
    assert_eq!(warnings(&assets(), Format::Gif, &usual), ["a GIF has no sound; mp4, webm and prores have it"]);
    let missing = warnings(&fonts::bundled(), Format::Mp4, &usual);
    assert_eq!(missing, ["the recording \"tone\" is not at hand and is not heard"]);
    let without = RenderSettings { ffmpeg: Ffmpeg::none(), ..usual };
    assert!(warnings(&assets(), Format::Mp4, &without).iter().any(|said| said.contains("sound was left out")));
}
