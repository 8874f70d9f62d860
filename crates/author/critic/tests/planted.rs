//! Scenes with one planted defect each are found out, their near misses are not, and what can be mended is.

use pavo_critic::check::{CheckSettings, Code, Finding, Report, check, fixed};
use pavo_media::{Assets, Picture};
use pavo_scene::{AspectRatio, Scene};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/checks");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .expect("the planted defects are there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// What the scenes in a folder are about: `spacing-row` is about spacing.
fn code_of(folder: &Path) -> Code {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let codes = Code::ALL.iter().copied().filter(|code| name.starts_with(code.word()));
    codes.max_by_key(|code| code.word().len()).unwrap_or_else(|| panic!("{name} names no check"))
}

struct Case {
    scene: Scene,
    assets: Assets,
    settings: CheckSettings,
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a scene");
        let parsed = Scene::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(parsed.warnings.is_empty(), "{}: {:?}", path.display(), parsed.warnings);
        let scene = parsed.scene;
        let mut assets = pavo_design::fonts::bundled_assets();
        for (name, asset) in &scene.assets {
            // One of them is missing on purpose.
            if let Ok(bytes) = fs::read(path.with_file_name(&asset.src)) {
                assets.add_picture(name.as_str(), Picture::decode(&bytes).expect("a picture"));
            }
        }
        let settings = CheckSettings::of(&scene);
        Self { scene, assets, settings }
    }

    fn report(&self) -> Report {
        check(&self.scene, &self.assets, &self.settings)
    }
}

fn told(report: &Report) -> String {
    report.findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_check_has_a_planted_defect() {
    let planted: BTreeSet<Code> = folders().iter().map(|folder| code_of(folder)).collect();
    let bare: Vec<&str> = Code::ALL.iter().filter(|code| !planted.contains(code)).map(|code| code.word()).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn each_defect_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let (code, report) = (code_of(&folder), Case::read(&folder.join("defect.json")).report());
        let codes: BTreeSet<Code> = report.findings.iter().map(|finding| finding.code).collect();
        if codes != BTreeSet::from([code]) {
            wrong.push(format!("{}:\n{}", folder.display(), told(&report)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn near_misses_are_no_findings() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let report = Case::read(&folder.join("near-miss.json")).report();
        if !report.findings.is_empty() {
            wrong.push(format!("{}:\n{}", folder.display(), told(&report)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_can_be_mended_is_right_afterwards() {
    let (mut mended, mut wrong) = (0, Vec::new());
    for folder in folders() {
        let case = Case::read(&folder.join("defect.json"));
        if case.report().findings.iter().all(|finding| finding.fix.is_empty()) {
            continue;
        }
        let better = fixed(&case.scene, &case.assets, &case.settings, true);
        if !better.report.findings.is_empty() || better.mended.is_empty() {
            wrong.push(format!("{}:\n{}", folder.display(), told(&better.report)));
        }
        Scene::from_value(&better.scene.to_value()).expect("what was mended is a scene");
        mended += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(mended >= 18, "only {mended} kinds of defects are mended");
}

#[test]
fn defects_of_places_are_found_at_the_ratio_that_has_them() {
    let folder = folders().into_iter().find(|folder| code_of(folder) == Code::SafeArea).expect("a planted defect");
    let mut case = Case::read(&folder.join("near-miss.json"));
    case.settings.aspects = AspectRatio::ALL.to_vec();
    assert_eq!(case.report().findings, [], "{}", told(&case.report()));
    let mut document = case.scene.to_value();
    document["scenes"][0]["nodes"][0]["when"] =
        serde_json::json!({ "9:16": { "pos": { "anchor": "top-left", "x": 20, "y": 300 } } });
    case.scene = Scene::from_value(&document).expect("a scene").scene;
    let report = case.report();
    let found: Vec<_> = report.findings.iter().map(|finding| (finding.code, finding.aspect)).collect();
    assert_eq!(found, [(Code::SafeArea, Some(AspectRatio::Tall))], "{}", told(&report));
    let better = fixed(&case.scene, &case.assets, &case.settings, false);
    assert_eq!(better.report.findings, []);
    let place = |scene: &Scene, aspect| scene.at_aspect(aspect).shots[0].nodes[0].common.pos.clone();
    assert_eq!(place(&better.scene, AspectRatio::Wide), place(&case.scene, AspectRatio::Wide));
    assert_ne!(place(&better.scene, AspectRatio::Tall), place(&case.scene, AspectRatio::Tall));
}
