//! Mending what a check found.

use super::finding::{Code, Finding, Severity};
use super::{CheckSettings, Report, check};
use json_patch::{Patch, patch};
use pavo_media::Assets;
use pavo_scene::Scene;
use serde_json::Value;
use std::collections::BTreeSet;

/// How often a scene is checked again at most: while a film is made, and when there is time.
const FEW_CHECKS: usize = 6;

/// Most frames that all those checks look at together while a film is made, beyond two checks.
const MOST_FRAMES: usize = 9_000;

const MANY_CHECKS: usize = 60;

/// A scene that was mended.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The scene.
    pub scene: Scene,
    /// What was mended, in order.
    pub mended: Vec<Finding>,
    /// What is left.
    pub report: Report,
}

/// Mends what can be mended: errors, and with `warnings` those too.
///
/// Each change is kept only where the scene is better with it: the finding is gone, and no error came instead.
pub fn fixed(scene: &Scene, assets: &Assets, settings: &CheckSettings, warnings: bool) -> Fixed {
    fixed_within(MANY_CHECKS, scene, assets, settings, warnings)
}

/// As [`fixed`], with so many checks after the first.
fn fixed_within(
    mut checks_left: usize,
    scene: &Scene,
    assets: &Assets,
    settings: &CheckSettings,
    warnings: bool,
) -> Fixed {
    let report = check(scene, assets, settings);
    let mut now = Fixed { scene: scene.clone(), mended: Vec::new(), report };
    while checks_left > 0 {
        let wanted: Vec<Finding> = now
            .report
            .findings
            .iter()
            .filter(|finding| !finding.fix.is_empty() && (warnings || finding.severity == Severity::Error))
            .cloned()
            .collect();
        if wanted.is_empty() {
            break;
        }
        // All at once where that helps, which is usual; else one after another.
        let together: Vec<&Finding> = apart(&wanted);
        checks_left -= 1;
        if let Some(better) = tried(&now, &together, assets, settings) {
            now = better;
            continue;
        }
        let mut is_better = false;
        for finding in together.into_iter().take(checks_left) {
            checks_left -= 1;
            if let Some(better) = tried(&now, &[finding], assets, settings) {
                now = better;
                is_better = true;
                break;
            }
        }
        if !is_better {
            break;
        }
    }
    now
}

/// Findings whose changes are at different places.
fn apart(findings: &[Finding]) -> Vec<&Finding> {
    let mut taken: Vec<&str> = Vec::new();
    let mut chosen = Vec::new();
    for finding in findings {
        let paths: Vec<&str> = finding.fix.iter().filter_map(|change| change["path"].as_str()).collect();
        // What is taken away or moved gives others another place.
        let shifts = finding.fix.iter().any(|change| {
            matches!(change["op"].as_str(), Some("move"))
                || (change["op"] == "remove" && change["path"].as_str().is_some_and(ends_with_index))
        });
        let clashes =
            paths.iter().any(|path| taken.iter().any(|other| other.starts_with(path) || path.starts_with(other)));
        if clashes || (shifts && !chosen.is_empty()) {
            continue;
        }
        taken.extend(paths);
        chosen.push(finding);
        if shifts {
            break;
        }
    }
    chosen
}

fn ends_with_index(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|step| step.chars().all(|char| char.is_ascii_digit()))
}

/// The scene with the changes of some findings, if it is better with them.
fn tried(now: &Fixed, findings: &[&Finding], assets: &Assets, settings: &CheckSettings) -> Option<Fixed> {
    let changes: Vec<Value> = findings.iter().flat_map(|finding| finding.fix.clone()).collect();
    let changes: Patch = serde_json::from_value(changes.into()).ok()?;
    let mut document = now.scene.to_value();
    patch(&mut document, &changes).ok()?;
    let scene = Scene::from_value(&document).ok()?.scene;
    let report = check(&scene, assets, settings);
    let errors = |report: &Report| report.errors().count();
    let is_better = errors(&report) < errors(&now.report)
        || (errors(&report) == errors(&now.report) && report.findings.len() < now.report.findings.len());
    is_better.then(|| {
        let mended = now.mended.iter().cloned().chain(findings.iter().map(|finding| (*finding).clone())).collect();
        Fixed { scene, mended, report }
    })
}

/// A scene as it goes on to be drawn, and what whoever asked for it should know.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The scene, mended.
    pub scene: Scene,
    /// What is still wrong, in words.
    pub warnings: Vec<String>,
    /// What was mended.
    pub mended: Vec<Finding>,
    /// How many errors are left.
    pub errors: usize,
}

/// Mends the errors of a scene that a prompt gave, and says in words what could not be mended.
pub fn review(scene: &Scene, assets: &Assets, settings: &CheckSettings) -> Reviewed {
    let frames = settings.frame_rate.frames_in(scene.duration()) as usize * settings.aspects.len().max(1);
    let checks = (MOST_FRAMES / frames.max(1)).clamp(1, FEW_CHECKS);
    let Fixed { scene, mended, report } = fixed_within(checks, scene, assets, settings, false);
    let mut warnings: Vec<String> = Vec::new();
    let mut told = BTreeSet::new();
    for finding in report.findings.iter().filter(|finding| concerns_the_asker(finding)) {
        // The same at another ratio, or of another node with the same words, is told once.
        let place = finding.node.as_ref().map(|node| node.pointer.clone());
        let words = finding.in_words();
        if told.insert((finding.code, place)) && !warnings.contains(&words) {
            warnings.push(words);
        }
    }
    let errors = report.errors().count();
    Reviewed { scene, warnings, mended, errors }
}

/// Whether a finding is about what the prompt asked for, rather than a matter of taste.
fn concerns_the_asker(finding: &Finding) -> bool {
    use Code as C;
    finding.severity == Severity::Error
        || (finding.severity == Severity::Warning
            && matches!(
                finding.code,
                C::ReadingTime | C::Contrast | C::SafeArea | C::SmallText | C::Quote | C::Density
            ))
}
