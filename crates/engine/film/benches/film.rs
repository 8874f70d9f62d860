//! What a frame and a film cost, stage by stage, against the cost of encoding alone.
//!
//! Run it with `cargo xtask bench`; the figures of one run are comparable with each other, not with another machine's.
//! Times are of a whole process tree: the drawing threads and the encoder.

#[path = "film/cost.rs"]
mod cost;
#[path = "film/exports.rs"]
mod exports;
#[path = "film/fonts.rs"]
mod fonts;
#[path = "film/footage.rs"]
mod footage;
#[path = "film/job.rs"]
mod job;
#[path = "film/photo.rs"]
mod photo;
#[path = "film/stages.rs"]
mod stages;

use pavo_film::{Format, OutputSpec};
use pavo_scene::{AspectRatio, FrameRate, Resolution, Scene};

/// The scenes: what is measured of each is in its name.
const SCENES: [(&str, &str); 9] = [
    ("title", include_str!("scenes/title.json")),
    ("bars", include_str!("scenes/bars.json")),
    ("dense", include_str!("scenes/dense.json")),
    ("effects", include_str!("scenes/effects.json")),
    ("photo", include_str!("scenes/photo.json")),
    ("footage", include_str!("scenes/footage.json")),
    ("hold", include_str!("scenes/hold.json")),
    ("counter", include_str!("scenes/counter.json")),
    ("kinetic", include_str!("scenes/kinetic.json")),
];

/// Runs of each measurement; the cheapest counts, as the machine may be busy with other things.
const RUNS: u32 = 3;

/// The argument by which the benchmark asks itself, in a process of its own, for one job's memory.
const MEMORY_OF: &str = "--memory-of";

/// The same at 3840×2160.
const MEMORY_OF_4K: &str = "--memory-of-4k";

/// The argument that measures formats against each other, and nothing else.
const EXPORTS_ONLY: &str = "--exports";

/// The argument that leaves the whole jobs out.
const STAGES_ONLY: &str = "--stages";

/// The argument before the name of the only scene that is measured.
const ONLY: &str = "--only";

fn main() {
    let mut assets = fonts::bundled();
    assets.add_picture("photo", photo::valley());
    assets.add_clip("footage", footage::pan());
    let arguments: Vec<String> = std::env::args().collect();
    for (argument, resolution) in [(MEMORY_OF, Resolution::P1080), (MEMORY_OF_4K, Resolution::K4)] {
        if let Some(wanted) = arguments.iter().position(|given| given == argument) {
            let scene = scene(arguments.get(wanted + 1).expect("a scene's name"));
            let folder = tempfile::tempdir().expect("a folder");
            job::whole_job(&scene, &output(resolution), &assets, folder.path());
            return;
        }
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{cores} cores, best of {RUNS} runs");
    if arguments.iter().any(|argument| argument == EXPORTS_ONLY) {
        exports::print(&assets);
        return;
    }
    for resolution in [Resolution::P1080, Resolution::K4] {
        stages::print(&output(resolution), &assets);
    }
    if !arguments.iter().any(|argument| argument == STAGES_ONLY) {
        job::print(&output(Resolution::P1080), &assets);
        exports::print(&assets);
    }
}

fn scene(name: &str) -> Scene {
    let (_, text) = SCENES.iter().find(|(known, _)| *known == name).expect("a scene of this name");
    Scene::parse(text).expect("a valid scene").scene
}

const fn output(resolution: Resolution) -> OutputSpec {
    OutputSpec { format: Format::Mp4, aspect: AspectRatio::Wide, frame_rate: FrameRate::Fps30, resolution }
}

/// The scenes that are measured, with their names.
fn scenes() -> impl Iterator<Item = (&'static str, Scene)> {
    let arguments: Vec<String> = std::env::args().collect();
    let only = arguments.iter().position(|argument| argument == ONLY).and_then(|at| arguments.get(at + 1).cloned());
    let wanted = SCENES.iter().filter(move |(name, _)| only.as_ref().is_none_or(|only| only == name));
    wanted.map(|(name, _)| (*name, scene(name)))
}
