//! What checking a film at all four ratios costs, against rendering it once at 720p: `cargo xtask bench --checks`.
//!
//! Times are of a whole process tree, the encoder included; the ratios of one run are comparable.

mod cost;

use cost::best;
use pavo_critic::check::{CheckSettings, check};
use pavo_director::{Brief, direct};
use pavo_film::{CancelToken, Format, Observer, OutputSpec, RenderSettings, render};
use pavo_scene::{AspectRatio, Resolution, Scene};

/// Films of ten seconds: from prompts, and the busiest of the film benchmark.
const PROMPTS: [(&str, &str); 4] = [
    ("title", "A 10-second title \"Harbour lights\" with the subtitle \"Open until midnight\", deep blue"),
    ("list", "A 10-second list. Three reasons to walk: clear head, strong heart, better sleep"),
    ("bars", "A 10-second bar chart, title \"Boats a day\": Mon 12, Tue 18, Wed 9, Thu 22"),
    ("loop", "A 10-second spinning rainbow wheel"),
];
const DENSE: &str = include_str!("../../../engine/film/benches/scenes/dense.json");
const KINETIC: &str = include_str!("../../../engine/film/benches/scenes/kinetic.json");

/// Runs of each measurement; the cheapest counts.
const RUNS: u32 = 3;

struct Silent;

impl Observer for Silent {
    fn frame_written(&self, _: usize, _: u32, _: u32) {}
}

fn main() {
    let assets = pavo_design::fonts::bundled_assets();
    let parsed = |text: &str| Scene::parse(text).expect("a valid scene").scene;
    let mut scenes: Vec<(&str, Scene)> =
        PROMPTS.iter().map(|(name, prompt)| (*name, direct(&Brief::new(*prompt)).scene)).collect();
    scenes.extend([("dense", parsed(DENSE)), ("kinetic", parsed(KINETIC))]);
    println!("{:<8} {:>6} {:>9} {:>10} {:>6}", "film", "s", "check s", "render s", "ratio");
    for (name, scene) in scenes {
        let settings = CheckSettings { aspects: AspectRatio::ALL.to_vec(), ..CheckSettings::of(&scene) };
        let checking = best(RUNS, || {
            check(&scene, &assets, &settings);
        });
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("film.mp4");
        let output = OutputSpec {
            format: Format::Mp4,
            aspect: scene.aspect(),
            frame_rate: scene.frame_rate(),
            resolution: Resolution::P720,
        };
        let rendering = best(RUNS, || {
            let settings = RenderSettings::default();
            render(&scene, &assets, &output, &file, &settings, &Silent, &CancelToken::default()).expect("a film");
        });
        let ratio = checking / rendering;
        println!("{name:<8} {:>6.1} {checking:>9.3} {rendering:>10.3} {ratio:>6.2}", scene.duration().secs());
    }
}
