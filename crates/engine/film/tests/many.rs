//! Several films of one scene, made together.

#[path = "../benches/film/fonts.rs"]
mod fonts;

use pavo_film::{
    CancelToken, EncodeError, FilmError, FilmReport, Format, Observer, OutputSpec, RenderSettings, Target, render,
    render_all,
};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const MOVING: &str = r##"{ "mg": 1, "theme": { "colors": { "bg": "#F9FAFB", "text": "#111827", "accent": "#E4572E" } },
  "scenes": [{ "dur": 0.8, "nodes": [
    { "type": "rect", "size": [300, 300], "keys": { "x": [[0, -600], [0.6, 600, "settle"]] } },
    { "type": "text", "text": "Harbour", "pos": "top", "in": { "p": "maskUp" } }
  ] }] }"##;

const fn output(format: Format, frame_rate: FrameRate, aspect: AspectRatio) -> OutputSpec {
    OutputSpec { format, aspect, frame_rate, resolution: Resolution::P360 }
}

/// Two forms and three rates of one size, and one of another.
const OUTPUTS: [OutputSpec; 6] = [
    output(Format::Mp4, FrameRate::Fps60, AspectRatio::Wide),
    output(Format::Mp4, FrameRate::Fps30, AspectRatio::Wide),
    output(Format::Gif, FrameRate::Fps60, AspectRatio::Wide),
    output(Format::ProRes, FrameRate::Fps24, AspectRatio::Wide),
    output(Format::Gif, FrameRate::Fps25, AspectRatio::Wide),
    output(Format::Mp4, FrameRate::Fps30, AspectRatio::Tall),
];

fn paths(folder: &Path, outputs: &[OutputSpec]) -> Vec<PathBuf> {
    let path = |(number, output): (usize, &OutputSpec)| {
        folder.join(format!("film{number}")).with_extension(output.format.extension())
    };
    outputs.iter().enumerate().map(path).collect()
}

fn together(
    text: &str,
    outputs: &[OutputSpec],
    paths: &[PathBuf],
    observer: &dyn Observer,
    cancel: &CancelToken,
) -> Vec<Result<FilmReport, FilmError>> {
    let scene = Scene::parse(text).expect("a valid scene").scene;
    let targets: Vec<Target<'_>> =
        outputs.iter().zip(paths).map(|(output, destination)| Target { output: *output, destination }).collect();
    render_all(&scene, &fonts::bundled(), &targets, &RenderSettings::default(), observer, cancel)
}

#[test]
fn films_made_together_are_as_each_alone_to_the_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let blurred = MOVING.replacen("\"mg\": 1,", "\"mg\": 1, \"canvas\": { \"motionBlur\": { \"shutter\": 180 } },", 1);
    for text in [MOVING, &blurred] {
        let paths = paths(folder.path(), &OUTPUTS);
        let reports = together(text, &OUTPUTS, &paths, &(), &CancelToken::default());
        let scene = Scene::parse(text).expect("a valid scene").scene;
        for ((output, path), report) in OUTPUTS.iter().zip(&paths).zip(reports) {
            let report = report.expect("a film");
            let alone = folder.path().join("alone").with_extension(output.format.extension());
            let settings = RenderSettings::default();
            let expected = render(&scene, &fonts::bundled(), output, &alone, &settings, &(), &CancelToken::default())
                .expect("a film");
            assert_eq!(report.frames_total, expected.frames_total, "{output:?}");
            assert_eq!(report.warnings, expected.warnings, "{output:?}");
            assert!(fs::read(path).expect("a film") == fs::read(&alone).expect("a film"), "{output:?} differs");
        }
    }
}

#[test]
fn moments_that_films_share_are_drawn_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let outputs = &OUTPUTS[..2];
    let reports = together(MOVING, outputs, &paths(folder.path(), outputs), &(), &CancelToken::default());
    for report in reports {
        let report = report.expect("a film");
        assert!(report.frames_drawn <= 48, "{} moments of 48 drawn", report.frames_drawn);
    }
}

#[test]
fn film_that_fails_leaves_the_others_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let outputs = &OUTPUTS[..3];
    let mut paths = paths(folder.path(), outputs);
    paths[1] = folder.path().join("not/there/film.mp4");
    let outcomes = together(MOVING, outputs, &paths, &(), &CancelToken::default());
    assert!(matches!(&outcomes[1], Err(FilmError::Encode(EncodeError::NoFolder { .. }))), "{:?}", outcomes[1]);
    for index in [0, 2] {
        assert!(outcomes[index].is_ok() && paths[index].is_file(), "{:?}", outcomes[index]);
    }
}

#[test]
fn each_film_has_progress_of_its_own_and_a_cancelled_one_leaves_nothing() {
    struct Progress(Mutex<Vec<(u32, u32)>>);
    impl Observer for Progress {
        fn frame_written(&self, film: usize, frames_done: u32, frames_total: u32) {
            let mut films = self.0.lock().expect("no panic");
            assert_eq!(films[film].0 + 1, frames_done);
            films[film] = (frames_done, frames_total);
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let outputs = &OUTPUTS[..3];
    let progress = Progress(Mutex::new(vec![(0, 0); 3]));
    together(MOVING, outputs, &paths(folder.path(), outputs), &progress, &CancelToken::default());
    assert_eq!(*progress.0.lock().expect("no panic"), [(48, 48), (24, 24), (40, 40)]);

    let empty = tempfile::tempdir().expect("a folder");
    let cancel = CancelToken::default();
    cancel.cancel();
    let outcomes = together(MOVING, outputs, &paths(empty.path(), outputs), &(), &cancel);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(FilmError::Cancelled))), "{outcomes:?}");
    assert_eq!(fs::read_dir(empty.path()).expect("a folder").count(), 0);
}
