//! What a frame costs in each stage, and how drawing speeds up with a second thread.

use crate::{RUNS, scenes};
use pavo_encode::{rgba_rows_to_yuv420_bt709, yuv420_bytes};
use pavo_film::{FrameMaker, OutputSpec};
use pavo_media::Assets;
use pavo_scene::Scene;
use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The stages of one frame.
const STAGES: [&str; 4] = ["evaluate", "layout", "raster", "yuv"];

/// Prints the milliseconds of one frame in each stage on one thread, as a worker does them.
pub(crate) fn print(output: &OutputSpec, assets: &Assets) {
    let size = output.pixel_size();
    println!("\nms of one frame at {}×{}, one thread; speed of two threads against one", size.width, size.height);
    print!("{:<9}{:>7}", "scene", "frames");
    STAGES.iter().for_each(|stage| print!("{stage:>10}"));
    println!("{:>10}{:>12}", "all", "2 threads");
    for (name, scene) in scenes() {
        let runs = (0..RUNS).map(|_| of_one_frame(&scene, output, assets));
        let best = runs.min_by(|a, b| a.iter().sum::<f64>().total_cmp(&b.iter().sum())).unwrap_or_default();
        print!("{name:<9}{:>7}", output.frame_rate.frames_in(scene.duration()));
        best.iter().for_each(|stage| print!("{stage:>10.3}"));
        let [one, two] = [1, 2]
            .map(|threads| (0..RUNS).map(|_| wall_of_film(&scene, output, assets, threads)).min().unwrap_or_default());
        println!("{:>10.3}{:>11.2}×", best.iter().sum::<f64>(), one.as_secs_f64() / two.as_secs_f64());
    }
}

/// Milliseconds of one frame in each stage. A frame that shows the same as the one before is not drawn,
/// and what did not change is not drawn again, as in a film.
fn of_one_frame(scene: &Scene, output: &OutputSpec, assets: &Assets) -> [f64; 4] {
    let size = output.pixel_size();
    let maker = FrameMaker::new(scene, output.aspect, size, assets);
    let mut painter = maker.painter().expect("a frame of this size");
    let mut planes = vec![0; yuv420_bytes(size)];
    let frames = output.frame_rate.frames_in(scene.duration());
    let mut spent = [Duration::ZERO; 4];
    let mut shown = None;
    for frame_index in 0..frames {
        let time = output.frame_rate.time_of(frame_index);
        let begun = Instant::now();
        black_box(maker.pose_at(time));
        let posed = Instant::now();
        let list = maker.display_list_at(time);
        let digest = list.digest();
        let laid_out = Instant::now();
        let pose = posed - begun;
        // The display list includes a pose of its own.
        spent[0] += pose;
        spent[1] += (laid_out - posed).saturating_sub(pose);
        if shown.replace(digest) == Some(digest) {
            continue;
        }
        let begun = Instant::now();
        let frame = maker.draw(&list, &mut painter);
        let drawn = Instant::now();
        rgba_rows_to_yuv420_bt709(frame.pixels, size, frame.changed_rows, &mut planes);
        spent[2] += drawn - begun;
        spent[3] += drawn.elapsed();
    }
    spent.map(|time| time.as_secs_f64() * 1e3 / f64::from(frames))
}

/// Time until all frames are drawn by so many threads, each with a painter of its own.
fn wall_of_film(scene: &Scene, output: &OutputSpec, assets: &Assets, threads: u32) -> Duration {
    let maker = FrameMaker::new(scene, output.aspect, output.pixel_size(), assets);
    let frames = output.frame_rate.frames_in(scene.duration());
    let next = AtomicU32::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut painter = maker.painter().expect("a frame of this size");
                loop {
                    let frame_index = next.fetch_add(1, Ordering::Relaxed);
                    if frame_index >= frames {
                        break;
                    }
                    maker.draw(&maker.display_list_at(output.frame_rate.time_of(frame_index)), &mut painter);
                }
            });
        }
    });
    begun.elapsed()
}
