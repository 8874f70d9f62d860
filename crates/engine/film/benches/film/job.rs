//! What a whole job costs against encoding the same frames alone.

use crate::cost::{self, Cost};
use crate::{MEMORY_OF, RUNS, scenes};
use pavo_encode::{Ffmpeg, FilmFile, FilmSpec, FrameSpan, Palettes};
use pavo_film::{CancelToken, FrameMaker, OutputSpec, RenderSettings, render};
use pavo_media::Assets;
use pavo_scene::Scene;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Prints the processor time of whole jobs, as a ratio to encoding alone.
pub(crate) fn print(output: &OutputSpec, assets: &Assets) {
    let size = output.pixel_size();
    println!(
        "\nwhole jobs at {}×{}: seconds of processor time, shares, memory of the process tree",
        size.width, size.height
    );
    println!(
        "{:<9}{:>9}{:>9}{:>8}{:>8}{:>8}{:>11}{:>10}",
        "scene", "job CPU", "enc CPU", "ratio", "wall", "busy", "first", "memory"
    );
    let cores = std::thread::available_parallelism().map_or(1.0, |cores| cores.get() as f64);
    for (name, scene) in scenes() {
        let job = best(|folder| whole_job(&scene, output, assets, folder));
        let frames = converted_frames(&scene, output, assets);
        let encode = best(|folder| encode_only(&frames, output, folder));
        drop(frames);
        let first = (0..RUNS).map(|_| first_bytes(&scene, output, assets)).min().unwrap_or_default();
        println!(
            "{name:<9}{:>9.2}{:>9.2}{:>8.2}{:>8.2}{:>7.0}%{:>8.0} ms{:>7.0} MB",
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

pub(crate) fn best(run: impl Fn(&Path)) -> Cost {
    (0..RUNS)
        .map(|_| {
            let folder = tempfile::tempdir().expect("a folder");
            Cost::of(|| run(folder.path()))
        })
        .min_by(|a, b| a.cpu_secs.total_cmp(&b.cpu_secs))
        .expect("at least one run")
}

pub(crate) fn whole_job(scene: &Scene, output: &OutputSpec, assets: &Assets, folder: &Path) {
    let settings = RenderSettings::default();
    render(scene, assets, output, &folder.join("film.mp4"), &settings, &(), &CancelToken::default()).expect("a film");
}

/// Encodes frames that are ready in memory.
pub(crate) fn encode_only(frames: &[Vec<u8>], output: &OutputSpec, folder: &Path) {
    let path = folder.join("film");
    let spec = film_spec(output);
    let mut writer = FilmFile::create(&path, &spec, &FrameSpan::default(), &Palettes::default(), &Ffmpeg::default())
        .expect("ffmpeg");
    for frame in frames {
        writer.write(frame).expect("a frame");
    }
    writer.finish(None).expect("a film");
}

fn film_spec(output: &OutputSpec) -> FilmSpec {
    FilmSpec { format: output.format, size: output.pixel_size(), fps: output.frame_rate.fps(), has_alpha: false }
}

/// All frames of a film, as its encoder takes them.
pub(crate) fn converted_frames(scene: &Scene, output: &OutputSpec, assets: &Assets) -> Vec<Vec<u8>> {
    let size = output.pixel_size();
    let maker = FrameMaker::new(scene, output.aspect, size, assets);
    let mut painter = maker.painter().expect("a frame of this size");
    let form = film_spec(output).frame_form();
    (0..output.frame_rate.frames_in(scene.duration()))
        .map(|frame_index| {
            let list = maker.display_list_at(output.frame_rate.time_of(frame_index));
            let mut planes = vec![0; form.bytes(size)];
            form.convert(maker.draw(&list, &mut painter).pixels, size, 0..size.height, &mut planes);
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
