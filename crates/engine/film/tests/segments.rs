//! Films rendered in segments and put together.

#[path = "film/decoded.rs"]
#[expect(dead_code, reason = "shared with other tests, which use other parts of it")]
mod decoded;
#[path = "../benches/film/fonts.rs"]
mod fonts;

use decoded::{decoded_frames_md5, durations};
use pavo_film::{
    CancelToken, Ffmpeg, FilmError, Format, OutputSpec, RenderSettings, SegmentLength, SegmentedFilm, assemble, probe,
    render, render_segment,
};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use std::fs;
use std::path::{Path, PathBuf};

/// Two scenes; in the first one the film stands still over the second from 0.9 on, where a cut falls.
const FILM: &str = r##"{ "mg": 1, "theme": { "colors": { "bg": "GROUND", "text": "#111827", "accent": "#E4572E" } },
  "scenes": [
    { "dur": 1.4, "bg": "GROUND", "nodes": [
      { "type": "rect", "size": [300, 300], "keys": { "x": [[0, -600], [0.9, 600]] } },
      { "type": "text", "text": "Harbour", "pos": "top", "in": { "p": "maskUp" } } ] },
    { "dur": 1.0, "bg": "GROUND", "nodes": [
      { "type": "ellipse", "size": 500, "fill": { "kind": "radial", "stops": [[0, "#2563EB"], [1, "#2563EB00"]] },
        "keys": { "y": [[0, -200], [1, 200]] } } ] }
  ] }"##;

fn film(format: Format, is_open: bool) -> SegmentedFilm {
    let text = FILM.replace("GROUND", if is_open { "transparent" } else { "#F9FAFB" });
    let scene = Scene::parse(&text).expect("a valid scene").scene;
    let output =
        OutputSpec { format, aspect: AspectRatio::Wide, frame_rate: FrameRate::Fps24, resolution: Resolution::P360 };
    SegmentedFilm::new(scene, output, SegmentLength::secs(1))
}

fn settings() -> RenderSettings {
    RenderSettings { segment_length: SegmentLength::secs(1), ..RenderSettings::default() }
}

/// Renders the segments of a film, the last one first, into a folder.
fn segments(film: &SegmentedFilm, folder: &Path) -> Vec<PathBuf> {
    let extension = film.output().format.extension();
    let path = |index: usize| folder.join(format!("segment-{index}")).with_extension(extension);
    for (index, frames) in film.segments().iter().enumerate().rev() {
        let report =
            render_segment(film, index, &fonts::bundled(), &path(index), &settings(), &(), &CancelToken::default());
        assert_eq!(report.expect("a segment").frames_total as usize, frames.len());
    }
    (0..film.segments().len()).map(path).collect()
}

fn put_together(film: &SegmentedFilm, segments: &[PathBuf], destination: &Path) -> Result<(), FilmError> {
    let segments: Vec<&Path> = segments.iter().map(PathBuf::as_path).collect();
    assemble(film, &segments, &fonts::bundled(), destination, &settings())
}

#[test]
fn segments_put_together_are_the_film_that_is_made_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, is_open) in [
        (Format::Mp4, false),
        (Format::WebM, false),
        (Format::WebM, true),
        (Format::ProRes, false),
        (Format::ProRes, true),
        (Format::Gif, false),
        (Format::Gif, true),
    ] {
        let film = film(format, is_open);
        assert_eq!(film.segments(), [0..24, 24..58]);
        let path = |name: &str| folder.path().join(name).with_extension(format.extension());
        let [whole, assembled] = [path("whole"), path("assembled")];
        let cancel = CancelToken::default();
        render(film.scene(), &fonts::bundled(), film.output(), &whole, &settings(), &(), &cancel).expect("a film");
        put_together(&film, &segments(&film, folder.path()), &assembled).expect("put together");
        let what = format!("{format}, open {is_open}");
        assert_eq!(decoded_frames_md5(&whole), decoded_frames_md5(&assembled), "{what}");
        // Frames of ProRes stand each for itself, so one run of it is not cut.
        if format != Format::ProRes {
            assert!(fs::read(&whole).expect("a file") == fs::read(&assembled).expect("a file"), "{what}: other bytes");
        }
        let found = probe(&assembled, None, &Ffmpeg::default()).expect("a film that can be read");
        assert!((found.duration_secs - 58.0 / 24.0).abs() < 0.005, "{what}: {} s", found.duration_secs);
        assert_eq!((found.video.starts_at_secs, found.streams, found.complaints.len()), (0.0, 1, 0), "{what}");
        if format == Format::Gif {
            continue;
        }
        assert_eq!((found.video.frames, found.video.frame_rate.as_str()), (58, "24/1"), "{what}");
        let (_, packets) = durations(&assembled);
        // WebM counts milliseconds.
        assert!(packets.iter().all(|secs| (secs - 1.0 / 24.0).abs() < 0.001), "{what}: {packets:?}");
    }
}

#[test]
fn segment_shows_the_same_frames_as_the_whole_film_without_loss() {
    // ProRes has no frames that depend on others, so a cut changes nothing.
    let folder = tempfile::tempdir().expect("a folder");
    let film = film(Format::ProRes, false);
    let [uncut, cut] = ["uncut.mov", "cut.mov"].map(|name| folder.path().join(name));
    for (path, length) in [(&uncut, SegmentLength::secs(120)), (&cut, SegmentLength::secs(1))] {
        let settings = RenderSettings { segment_length: length, ..RenderSettings::default() };
        let cancel = CancelToken::default();
        render(film.scene(), &fonts::bundled(), film.output(), path, &settings, &(), &cancel).expect("a film");
    }
    assert_eq!(decoded_frames_md5(&uncut), decoded_frames_md5(&cut));
}

#[test]
fn rendering_a_segment_again_gives_the_same_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in [Format::Mp4, Format::Gif] {
        let film = film(format, false);
        let bytes = || -> Vec<Vec<u8>> {
            segments(&film, folder.path()).iter().map(|path| fs::read(path).expect("a file")).collect()
        };
        assert!(bytes() == bytes(), "{format}");
    }
}

#[test]
fn segments_that_do_not_belong_are_refused_and_nothing_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in [Format::Mp4, Format::WebM, Format::Gif] {
        let film = film(format, false);
        let own = segments(&film, folder.path());
        let elsewhere = folder.path().join("other");
        fs::create_dir_all(&elsewhere).expect("a folder");
        let others = segments(&self::film(format, true), &elsewhere);
        let cut_off = folder.path().join("cut-off").with_extension(format.extension());
        let bytes = fs::read(&own[1]).expect("a file");
        fs::write(&cut_off, &bytes[..bytes.len() - 200]).expect("a file");
        let gone = folder.path().join("gone");
        let not_a_film = folder.path().join("text");
        fs::write(&not_a_film, "a few words").expect("a file");
        let destination = folder.path().join("film");
        for (given, said) in [
            (vec![own[1].clone(), own[0].clone()], "segment 2 of 2"),
            (vec![own[0].clone()], "1 segments were given for a film of 2"),
            (vec![own[0].clone(), others[1].clone()], "expected \"pavo segment 2 of 2"),
            (vec![own[0].clone(), cut_off], "cut-off"),
            (vec![own[0].clone(), gone], "gone cannot be used"),
            (vec![own[0].clone(), not_a_film], "text cannot be used"),
        ] {
            let error = put_together(&film, &given, &destination).expect_err("segments that do not belong");
            assert!(error.to_string().contains(said), "{format}: {error}");
            assert!(!destination.exists(), "{format}: {error}");
        }
    }
}
