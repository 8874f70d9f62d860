//! Films that end early: cancelled at any moment, or left by their encoder.
//!
//! One test, because it counts the processes that this one has started.

#![cfg(target_os = "linux")]

#[path = "../benches/film/fonts.rs"]
mod fonts;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use pavo_film::{
    CancelToken, FilmError, FilmReport, Format, OutputSpec, RenderSettings, SegmentLength, Target, render_all,
};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const FILM: &str = r##"{ "mg": 1, "scenes": [{ "dur": 1.5, "nodes": [
  { "type": "rect", "size": [300, 300], "keys": { "x": [[0, -600], [1.5, 600]] } },
  { "type": "text", "text": "Harbour", "pos": "top", "in": { "p": "maskUp" } }
] }] }"##;

type Outcomes = Vec<Result<FilmReport, FilmError>>;

/// Makes a film in three formats and cuts; `meanwhile` runs beside it.
fn films(
    assets: &Assets,
    folder: &Path,
    cancel: &CancelToken,
    meanwhile: impl FnOnce() + Send,
) -> (Outcomes, Vec<PathBuf>) {
    let scene = Scene::parse(FILM).expect("a valid scene").scene;
    let formats = [Format::Mp4, Format::WebM, Format::Gif];
    let paths = formats.map(|format| folder.join("film").with_extension(format.extension()));
    let targets: Vec<Target<'_>> = formats
        .iter()
        .zip(&paths)
        .map(|(&format, destination)| {
            let (aspect, frame_rate, resolution) = (AspectRatio::Wide, FrameRate::Fps30, Resolution::P360);
            Target { output: OutputSpec { format, aspect, frame_rate, resolution }, destination }
        })
        .collect();
    let settings = RenderSettings { segment_length: SegmentLength::secs(1), ..RenderSettings::default() };
    let outcomes = std::thread::scope(|scope| {
        scope.spawn(meanwhile);
        render_all(&scene, assets, &targets, &settings, &(), cancel)
    });
    (outcomes, paths.to_vec())
}

/// The processes that this one has started and not yet seen end.
fn children() -> Vec<Pid> {
    let own = std::process::id().to_string();
    let processes = fs::read_dir("/proc").expect("processes").flatten();
    let child = |entry: fs::DirEntry| {
        let number: i32 = entry.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // What follows the name, which is in parentheses: the state and the parent.
        let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
        (parent == own).then(|| Pid::from_raw(number))
    };
    processes.filter_map(child).collect()
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn films_that_end_early_leave_no_file_and_no_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let assets = fonts::bundled();
    let begun = Instant::now();
    let (outcomes, paths) = films(&assets, folder.path(), &CancelToken::default(), || {});
    let takes = begun.elapsed();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    paths.iter().for_each(|path| fs::remove_file(path).expect("a complete file"));

    let (mut cancelled, mut slowest) = (0, Duration::ZERO);
    for number in 0..100_u32 {
        let cancel = CancelToken::default();
        // Spread over the time that the films take, and a little beyond, in no order.
        let moment = takes * (number * 37 % 100) / 95;
        let mut asked_at = None;
        let (outcomes, paths) = films(&assets, folder.path(), &cancel, || {
            std::thread::sleep(moment);
            asked_at = Some(Instant::now());
            cancel.cancel();
        });
        slowest = slowest.max(asked_at.expect("it was asked").elapsed());
        for (outcome, path) in outcomes.iter().zip(&paths) {
            match outcome {
                Ok(_) => fs::remove_file(path).expect("a complete file"),
                Err(FilmError::Cancelled) => cancelled += 1,
                Err(error) => panic!("cancelled after {moment:?}: {error}"),
            }
        }
        assert_eq!(names_in(folder.path()), [""; 0], "cancelled after {moment:?}");
        assert_eq!(children(), [], "cancelled after {moment:?}");
    }
    assert!(cancelled >= 150, "only {cancelled} of 300 films ended early, so they were not cancelled at all moments");
    println!("{cancelled} of 300 films cancelled; the slowest time from asking to nothing left: {slowest:?}");

    // Each encoder that is killed takes its own film with it and no other.
    let (outcomes, paths) = films(&assets, folder.path(), &CancelToken::default(), || {
        let first = loop {
            if let Some(child) = children().first() {
                break *child;
            }
        };
        kill(first, Signal::SIGKILL).expect("a process that runs");
    });
    let failures: Vec<String> =
        outcomes.iter().filter_map(|outcome| Some(outcome.as_ref().err()?.to_string())).collect();
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0].contains("ffmpeg stopped") && failures[0].contains("signal: 9"), "{failures:?}");
    for (outcome, path) in outcomes.iter().zip(&paths) {
        assert_eq!(outcome.is_ok(), path.exists(), "{}", path.display());
    }
    assert_eq!((names_in(folder.path()).len(), children()), (2, Vec::new()));
}
