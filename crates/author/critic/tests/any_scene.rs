//! Whatever can be read can be checked, and the same scene gives the same report.

use pavo_critic::check::{CheckSettings, check};
use pavo_critic::{changes, strained};
use pavo_scene::{AspectRatio, Scene};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// The golden cases: every kind of node, track and transition.
fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("golden cases").flatten() {
        let path = entry.path();
        if path.is_dir() {
            cases(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

/// The scenes of the golden cases, shortened to their first second and a half.
fn scenes() -> Vec<(String, Scene)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/cases");
    let mut paths = Vec::new();
    cases(&root, &mut paths);
    paths.sort();
    let scenes = paths.into_iter().filter_map(|path| {
        let case: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).ok()?).ok()?;
        let scene = Scene::from_value(case.get("scene").unwrap_or(&case)).ok()?.scene;
        Some((path.display().to_string(), scene))
    });
    scenes.collect()
}

#[test]
fn every_golden_case_can_be_checked_and_compared() {
    let assets = pavo_design::fonts::bundled_assets();
    let scenes = scenes();
    assert!(scenes.len() > 50, "only {} golden cases were read", scenes.len());
    for (name, scene) in scenes.iter().filter(|(_, scene)| scene.duration().secs() <= 4.0) {
        let report = check(scene, &assets, &CheckSettings::of(scene));
        assert!((0.0..=100.0).contains(&report.score.points), "{name}");
        assert_eq!(changes(scene, scene), [], "{name}");
    }
}

#[test]
fn same_scene_gives_the_same_report() {
    let assets = pavo_design::fonts::bundled_assets();
    let (_, scene) = scenes().into_iter().max_by_key(|(_, scene)| scene.to_json().len()).expect("a scene");
    let settings = CheckSettings { aspects: AspectRatio::ALL.to_vec(), ..CheckSettings::of(&scene) };
    assert_eq!(check(&scene, &assets, &settings), check(&scene, &assets, &settings));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_and_figure_can_be_checked_and_strained(
        words in "\\PC{0,60}",
        (x, y, size) in (-3000.0..3000.0_f64, -3000.0..3000.0_f64, 1.0..900.0_f64),
        value in -1e12..1e12_f64,
        prompt in "\\PC{0,120}",
    ) {
        let document = serde_json::json!({
            "mg": 1,
            "meta": { "prompt": prompt },
            "scenes": [{ "dur": 0.4, "nodes": [
                { "type": "text", "text": words, "pos": { "x": x, "y": y }, "font": { "size": size } },
                { "type": "number", "to": value, "from": 0, "in": { "p": "rise" } },
            ] }],
        });
        if let Ok(parsed) = Scene::from_value(&document) {
            let assets = pavo_design::fonts::bundled_assets();
            let settings = CheckSettings::of(&parsed.scene);
            let report = check(&parsed.scene, &assets, &settings);
            prop_assert!(report.findings.iter().all(|finding| finding.time.iter().all(|secs| secs.is_finite())));
            strained(&parsed.scene, &assets, &settings);
        }
    }
}
