//! What a frame and a film cost, stage by stage, against the cost of encoding alone.
//!
//! Run it with `cargo xtask bench`; the figures of one run are comparable with each other, not with another machine's.
//! Times are of a whole process tree: the drawing threads and the encoder.

#[path = "film/cost.rs"]
mod cost;
#[path = "film/fonts.rs"]
mod fonts;

use cost::Cost;
use pavo_encode::{Ffmpeg, Mp4Writer, rgba_rows_to_yuv420_bt709, rgba_to_yuv420_bt709, yuv420_bytes};
use pavo_film::{CancelToken, Format, FrameMaker, OutputSpec, RenderSettings, render};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};
use pavo_timeline::{Palette, pose_at};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const SCENES: [(&str, &str); 3] = [
    ("title", include_str!("scenes/title.json")),
    ("bars", include_str!("scenes/bars.json")),
    ("shapes", include_str!("scenes/shapes.json")),
];

/// Runs of each whole job; the cheapest counts, as the machine may be busy with other things.
const RUNS: u32 = 3;

/// The argument by which the benchmark asks itself, in a process of its own, for one job's memory.
const MEMORY_OF: &str = "--memory-of";

fn main() {
    let assets = fonts::bundled();
    let output = OutputSpec {
        format: Format::Mp4,
        aspect: AspectRatio::Wide,
        frame_rate: FrameRate::Fps30,
        resolution: Resolution::P1080,
    };
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(wanted) = arguments.iter().position(|argument| argument == MEMORY_OF) {
        let (_, text) = SCENES
            .iter()
            .find(|(name, _)| arguments.get(wanted + 1).is_some_and(|wanted| wanted == name))
            .expect("a scene");
        let folder = tempfile::tempdir().expect("a folder");
        whole_job(&Scene::parse(text).expect("a valid scene").scene, &output, &assets, folder.path());
        return;
    }
    println!("1080p30, {} cores, best of {RUNS} runs", std::thread::available_parallelism().map_or(1, usize::from));
    println!(
        "{:<8}{:>8}{:>10}{:>9}{:>9}{:>7} |{:>9}{:>9}{:>9}{:>7}{:>8} |{:>9}{:>9}",
        "scene",
        "frames",
        "evaluate",
        "layout",
        "raster",
        "yuv",
        "job CPU",
        "enc CPU",
        "ratio",
        "wall",
        "busy",
        "first",
        "memory"
    );
    println!("{:<8}{:>8}{:>36} |{:>42} |", "", "", "ms of one frame, one thread", "s, and shares");
    for (name, text) in SCENES {
        let scene = Scene::parse(text).expect("a valid scene").scene;
        let stages = stages(&scene, &output, &assets);
        let job = best(|folder| whole_job(&scene, &output, &assets, folder));
        let frames = converted_frames(&scene, &output, &assets);
        let encode = best(|folder| encode_only(&frames, &output, folder));
        drop(frames);
        let first = (0..RUNS).map(|_| first_bytes(&scene, &output, &assets)).min().unwrap_or_default();
        let cores = std::thread::available_parallelism().map_or(1.0, |cores| cores.get() as f64);
        println!(
            "{name:<8}{:>8}{:>10.3}{:>9.3}{:>9.3}{:>7.3} |{:>9.2}{:>9.2}{:>9.2}{:>7.2}{:>7.0}% |{:>6.0} ms{:>6.0} MB",
            output.frame_rate.frames_in(scene.duration()),
            stages[0],
            stages[1],
            stages[2],
            stages[3],
            job.cpu_secs,
            encode.cpu_secs,
            job.cpu_secs / encode.cpu_secs,
            job.wall_secs,
            100.0 * job.cpu_secs / job.wall_secs / cores,
            first.as_secs_f64() * 1e3,
            memory_mb(name),
        );
    }
}

/// Milliseconds of one frame in each stage: evaluate, lay out, draw, convert; every frame drawn.
fn stages(scene: &Scene, output: &OutputSpec, assets: &Assets) -> [f64; 4] {
    let size = output.pixel_size();
    let maker = FrameMaker::new(scene, output.aspect, size, assets);
    let at_aspect = scene.at_aspect(output.aspect);
    let palette = Palette::of(at_aspect.theme.as_ref());
    let mut painter = maker.painter().expect("a frame of this size");
    let mut planes = vec![0; yuv420_bytes(size)];
    let frames = output.frame_rate.frames_in(scene.duration());
    let mut spent = [Duration::ZERO; 4];
    for frame_index in 0..frames {
        let time = output.frame_rate.time_of(frame_index);
        let begun = Instant::now();
        black_box(pose_at(&at_aspect, &palette, time));
        let posed = Instant::now();
        let list = maker.display_list_at(time);
        let laid_out = Instant::now();
        let frame = maker.draw(&list, &mut painter);
        let drawn = Instant::now();
        rgba_rows_to_yuv420_bt709(frame.pixels, size, frame.changed_rows, &mut planes);
        let converted = Instant::now();
        let pose = posed - begun;
        // The display list includes a pose of its own.
        for (stage, time) in
            spent.iter_mut().zip([pose, (laid_out - posed).saturating_sub(pose), drawn - laid_out, converted - drawn])
        {
            *stage += time;
        }
    }
    spent.map(|time| time.as_secs_f64() * 1e3 / f64::from(frames))
}

fn best(run: impl Fn(&Path)) -> Cost {
    (0..RUNS)
        .map(|_| {
            let folder = tempfile::tempdir().expect("a folder");
            Cost::of(|| run(folder.path()))
        })
        .min_by(|a, b| a.cpu_secs.total_cmp(&b.cpu_secs))
        .expect("at least one run")
}

fn whole_job(scene: &Scene, output: &OutputSpec, assets: &Assets, folder: &Path) {
    let settings = RenderSettings::default();
    render(scene, assets, output, &folder.join("film.mp4"), &settings, &(), &CancelToken::default()).expect("a film");
}

/// Encodes frames that are ready in memory.
fn encode_only(frames: &[Vec<u8>], output: &OutputSpec, folder: &Path) {
    let path = folder.join("film.mp4");
    let mut writer =
        Mp4Writer::create(&path, output.pixel_size(), output.frame_rate, &Ffmpeg::default()).expect("ffmpeg");
    for frame in frames {
        writer.write(frame).expect("a frame");
    }
    writer.finish().expect("a film");
}

fn converted_frames(scene: &Scene, output: &OutputSpec, assets: &Assets) -> Vec<Vec<u8>> {
    let size = output.pixel_size();
    let maker = FrameMaker::new(scene, output.aspect, size, assets);
    let mut painter = maker.painter().expect("a frame of this size");
    (0..output.frame_rate.frames_in(scene.duration()))
        .map(|frame_index| {
            let list = maker.display_list_at(output.frame_rate.time_of(frame_index));
            let mut planes = vec![0; yuv420_bytes(size)];
            rgba_to_yuv420_bt709(maker.draw(&list, &mut painter).pixels, size, &mut planes);
            planes
        })
        .collect()
}

/// Most memory of a whole job and its encoder.
fn memory_mb(name: &str) -> f64 {
    let this = std::env::current_exe().expect("this program");
    let mut job = std::process::Command::new(this).args([MEMORY_OF, name]).spawn().expect("this program runs");
    cost::peak_memory_mb(&mut job)
}

/// Time until the file under work holds encoded frames.
fn first_bytes(scene: &Scene, output: &OutputSpec, assets: &Assets) -> Duration {
    /// What the container writes before any frame.
    const HEADER_BYTES: u64 = 64;
    let folder = tempfile::tempdir().expect("a folder");
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let job = scope.spawn(|| whole_job(scene, output, assets, folder.path()));
        let has_frames = || {
            let entries = fs::read_dir(folder.path()).into_iter().flatten().flatten();
            entries.filter_map(|entry| entry.metadata().ok()).any(|file| file.len() > HEADER_BYTES)
        };
        while !has_frames() && !job.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        begun.elapsed()
    })
}
