//! What each format costs against encoding the same frames alone, and several of them made together.

use crate::cost::{self, Cost};
use crate::job::{best, converted_frames, encode_only, whole_job};
use crate::{MEMORY_OF_4K, output, scene};
use pavo_film::{CancelToken, Format, FrameMaker, OutputSpec, RenderSettings, Target, render_all};
use pavo_media::Assets;
use pavo_scene::{Resolution, Scene};
use std::path::Path;

/// What films are usually made of.
const TYPICAL: [&str; 3] = ["title", "bars", "kinetic"];

/// The formats that ffmpeg encodes, and how much more than encoding alone a whole job may cost.
const FORMATS: [(Format, f64); 3] = [(Format::Mp4, 1.35), (Format::WebM, 1.15), (Format::ProRes, 1.25)];

/// Prints the processor time of each format and of all of them together.
pub(crate) fn print(assets: &Assets) {
    let cores = std::thread::available_parallelism().map_or(1.0, |cores| cores.get() as f64);
    println!("\nformats at 1920×1080: seconds of processor time");
    println!(
        "{:<9}{:<8}{:>9}{:>9}{:>8}{:>6}{:>8}{:>8}",
        "scene", "format", "job", "encode", "ratio", "aim", "wall", "busy"
    );
    for name in TYPICAL {
        let scene = scene(name);
        let mut encoding = 0.0;
        for (format, aim) in FORMATS {
            let output = OutputSpec { format, ..output(Resolution::P1080) };
            let frames = converted_frames(&scene, &output, assets);
            // Taken in turns, so that a machine that is busy for a while is so for both.
            let (job, encode) = best_pair(
                |folder| whole_job(&scene, &output, assets, folder),
                |folder| encode_only(&frames, &output, folder),
            );
            drop(frames);
            encoding += encode.cpu_secs;
            println!(
                "{name:<9}{:<8}{:>9.2}{:>9.2}{:>8.2}{aim:>6.2}{:>8.2}{:>7.0}%",
                format.word(),
                job.cpu_secs,
                encode.cpu_secs,
                job.cpu_secs / encode.cpu_secs,
                job.wall_secs,
                100.0 * job.cpu_secs / job.wall_secs / cores,
            );
        }
        let drawing = best(|_| draw_only(&scene, assets));
        let together = best(|folder| all_formats(&scene, assets, folder));
        let alone = encoding + drawing.cpu_secs;
        println!(
            "{name:<9}{:<8}{:>9.2}{:>9.2}{:>8.2}{:>6.2}{:>8.2}{:>7.0}%  (encoding each alone, and drawing once: {:.2})",
            "all",
            together.cpu_secs,
            alone,
            together.cpu_secs / alone,
            1.10,
            together.wall_secs,
            100.0 * together.cpu_secs / together.wall_secs / cores,
            drawing.cpu_secs,
        );
    }
    println!("\nmemory of the process tree at 3840×2160, 30 fps (aim 1200)");
    for name in TYPICAL {
        let this = std::env::current_exe().expect("this program");
        let mut job = std::process::Command::new(this).args([MEMORY_OF_4K, name]).spawn().expect("this program runs");
        println!("{name:<9}{:>8.0} MB", cost::peak_memory_mb(&mut job));
    }
}

/// The cheapest of some runs of two pieces of work.
fn best_pair(job: impl Fn(&Path), encode: impl Fn(&Path)) -> (Cost, Cost) {
    let once = |work: &dyn Fn(&Path)| {
        let folder = tempfile::tempdir().expect("a folder");
        Cost::of(|| work(folder.path()))
    };
    let cheaper = |a: Option<Cost>, b: Cost| Some(a.filter(|a| a.cpu_secs <= b.cpu_secs).unwrap_or(b));
    let (mut jobs, mut encodes) = (None, None);
    for _ in 0..crate::RUNS {
        jobs = cheaper(jobs, once(&job));
        encodes = cheaper(encodes, once(&encode));
    }
    (jobs.expect("at least one run"), encodes.expect("at least one run"))
}

/// Draws every frame, and converts none.
fn draw_only(scene: &Scene, assets: &Assets) {
    let output = output(Resolution::P1080);
    let maker = FrameMaker::new(scene, output.aspect, output.pixel_size(), assets);
    let mut painter = maker.painter().expect("a frame of this size");
    let mut last = None;
    for frame_index in 0..output.frame_rate.frames_in(scene.duration()) {
        let list = maker.display_list_at(output.frame_rate.time_of(frame_index));
        // A job does not draw again what stands.
        let digest = list.digest();
        if last.replace(digest) != Some(digest) {
            maker.draw(&list, &mut painter);
        }
    }
}

/// All formats of one drawing.
fn all_formats(scene: &Scene, assets: &Assets, folder: &Path) {
    let paths = FORMATS.map(|(format, _)| folder.join("film").with_extension(format.extension()));
    let targets: Vec<Target<'_>> = FORMATS
        .iter()
        .zip(&paths)
        .map(|((format, _), destination)| Target {
            output: OutputSpec { format: *format, ..output(Resolution::P1080) },
            destination,
        })
        .collect();
    let made = render_all(scene, assets, &targets, &RenderSettings::default(), &(), &CancelToken::default());
    assert!(made.iter().all(Result::is_ok), "films");
}
