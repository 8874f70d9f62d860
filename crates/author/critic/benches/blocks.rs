//! What a frame of each block costs to draw at 1080p, and what share drawing has of making the film:
//! `cargo xtask bench --blocks`.
//!
//! Processor time, the encoder's included; the shares of one run are comparable.

mod cost;

use cost::best;
use pavo_design::{Dial, LookWish, block_kinds, look};
use pavo_film::{CancelToken, Format, FrameMaker, OutputSpec, RenderSettings, render};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene, Time};

/// Runs of each measurement; the cheapest counts.
const RUNS: u32 = 2;

/// Length of each film in seconds.
const SECS: f64 = 5.0;

fn main() {
    let assets = pavo_design::fonts::bundled_assets();
    let output = OutputSpec {
        format: Format::Mp4,
        aspect: AspectRatio::Wide,
        frame_rate: FrameRate::Fps30,
        resolution: Resolution::P1080,
    };
    let duration = Time::from_secs(SECS);
    let wish = LookWish { style_words: vec!["editorial".to_owned()], dial: Dial::Open, seed: 1, ..LookWish::default() };
    let look = look(&wish);
    println!("{:<18} {:>10} {:>8} {:>8} {:>7}", "block", "ms/frame", "draw s", "job s", "share");
    let mut shares = Vec::new();
    for kind in block_kinds() {
        let block = kind.build(&kind.sample(), "", &look, duration).expect("a sample fits its slots");
        let scene = block.into_scene(&look, duration);
        let frames = output.frame_rate.frames_in(scene.duration());
        let drawing = best(RUNS, || draw(&scene, &output, &assets));
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("film.mp4");
        let job = best(RUNS, || {
            let settings = RenderSettings::default();
            render(&scene, &assets, &output, &file, &settings, &(), &CancelToken::default()).expect("a film");
        });
        let per_frame = drawing * 1e3 / f64::from(frames);
        shares.push(drawing / job);
        println!("{:<18} {per_frame:>10.2} {drawing:>8.2} {job:>8.2} {:>6.0}%", kind.name, 100.0 * drawing / job);
    }
    shares.sort_by(f64::total_cmp);
    println!("the share of drawing is {:.0}% in the median", 100.0 * shares[shares.len() / 2]);
}

/// Draws all frames of a film on one thread, without converting or encoding them.
fn draw(scene: &Scene, output: &OutputSpec, assets: &pavo_media::Assets) {
    let maker = FrameMaker::new(scene, output.aspect, output.pixel_size(), assets);
    let mut painter = maker.painter().expect("a frame of this size");
    for frame in 0..output.frame_rate.frames_in(scene.duration()) {
        let list = maker.display_list_at(output.frame_rate.time_of(frame));
        std::hint::black_box(maker.draw(&list, &mut painter).pixels);
    }
}
