//! Is a film as it should be? Checks on exact geometry at every frame, and on pixels.

mod finding;
mod fix;
mod locate;
mod rules;
mod score;
mod sight;
mod spans;
mod watch;
mod words;

pub use finding::{Code, Finding, NodeRef, Severity};
pub use fix::{Fixed, Reviewed, fixed, review};
pub use score::{Score, Term};
pub(crate) use sight::{seen, sights};

use pavo_director::{Told, told};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Expectation, FrameRate, Resolution, Rgba, Scene};
use rules::{chart, composition, contrast, expected, motion, picture, place, prompt, reading};
use serde_json::Value;
use watch::Watch;

/// How a film is checked.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckSettings {
    /// The ratios at which it will be shown; the one it was designed for when there are none.
    pub aspects: Vec<AspectRatio>,
    /// Frames per second.
    pub frame_rate: FrameRate,
    /// The lowest resolution at which it will be shown, if that is known.
    pub smallest: Option<Resolution>,
    /// The prompt it was made from; by default the one that the scene names.
    pub prompt: Option<String>,
    /// What it must do, beside what the scene says itself.
    pub expected: Vec<Expectation>,
}

impl CheckSettings {
    /// The scene's own ratio and rate, with its own prompt.
    pub fn of(scene: &Scene) -> Self {
        Self {
            aspects: vec![scene.aspect()],
            frame_rate: scene.frame_rate(),
            smallest: None,
            prompt: None,
            expected: Vec::new(),
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What is wrong: errors first, then by code and time.
    pub findings: Vec<Finding>,
    /// How good the film is.
    pub score: Score,
}

impl Report {
    /// The errors among the findings.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }

    /// The report as JSON: `score`, `errors`, `warnings` and `findings`.
    pub fn to_value(&self) -> Value {
        let count = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        serde_json::json!({
            "score": self.score.to_value(),
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "findings": self.findings.iter().map(Finding::to_value).collect::<Vec<_>>(),
        })
    }
}

/// What all checks know.
pub(crate) struct Context<'c> {
    pub(crate) scene: &'c Scene,
    pub(crate) prompt: Option<&'c str>,
    pub(crate) told: Option<&'c Told>,
    lower: String,
    /// Pixels of the short side of the smallest output.
    pub(crate) smallest_short_side: u32,
    /// Whether the outputs are known.
    pub(crate) has_outputs: bool,
}

impl Context<'_> {
    /// Whether the prompt says how everything looks.
    pub(crate) fn is_literal(&self) -> bool {
        self.told.is_some_and(|told| told.is_literal)
    }

    /// Whether the prompt says when things happen.
    pub(crate) fn is_timed(&self) -> bool {
        self.told.is_some_and(|told| !told.beats.is_empty())
    }

    /// A finding about what a literal prompt says itself: told, but neither an error nor mended.
    pub(crate) fn as_asked(&self, finding: Finding) -> Finding {
        if !self.is_literal() {
            return finding;
        }
        Finding { severity: finding.severity.min(Severity::Warning), fix: Vec::new(), ..finding }
    }

    /// Whether the prompt says any of some words.
    pub(crate) fn says_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.lower.contains(word))
    }

    /// Whether the prompt gives a colour as a code.
    pub(crate) fn has_code(&self, color: Rgba) -> bool {
        self.lower.contains(&contrast::hex(color).to_lowercase())
    }

    /// Whether the prompt names a colour, by a word or a code.
    pub(crate) fn names_color(&self, color: Rgba) -> bool {
        self.told.is_some_and(|told| told.colors.contains(&color))
    }
}

/// Checks a film.
///
/// `scene`: its theme resolved. What is only a matter of time and words is checked at the first ratio, what depends on
/// places at each.
pub fn check(scene: &Scene, assets: &Assets, settings: &CheckSettings) -> Report {
    let prompt = settings.prompt.as_deref().or_else(|| scene.meta.as_ref()?.prompt.as_deref());
    let told = prompt.map(told);
    let context = Context {
        scene,
        prompt,
        told: told.as_ref(),
        lower: prompt.unwrap_or_default().to_lowercase(),
        smallest_short_side: settings.smallest.unwrap_or(Resolution::P1080).short_side(),
        has_outputs: settings.smallest.is_some(),
    };
    let document = scene.to_value();
    let aspects = if settings.aspects.is_empty() { vec![scene.aspect()] } else { settings.aspects.clone() };
    let mut findings: Vec<Finding> = Vec::new();
    let mut facts = None;
    for (index, aspect) in aspects.iter().enumerate() {
        if aspects[..index].contains(aspect) {
            continue;
        }
        let watch = Watch::new(scene, &document, assets, *aspect, settings.frame_rate);
        findings.extend(place::check(&watch, &context));
        findings.extend(reading::check(&watch, &context));
        findings.extend(contrast::check(&watch, &context));
        findings.extend(composition::check(&watch, &context));
        let expectations: Vec<Expectation> = scene.expect.iter().chain(&settings.expected).cloned().collect();
        findings.extend(expected::check(&watch, &expectations));
        if index == 0 {
            let pixels = picture::Pixels::of(&watch, &context);
            findings.extend(prompt::check(&watch, &context));
            findings.extend(motion::check(&watch, &context));
            findings.extend(chart::check(&watch));
            findings.extend(picture::transitions(&watch));
            if let Some(pixels) = &pixels {
                findings.extend(picture::check(&watch, &context, pixels));
                findings.extend(composition::colors(&watch, &context, pixels));
            }
            facts = Some(score::facts(&watch, pixels.as_ref()));
        } else {
            findings
                .extend(motion::check(&watch, &context).into_iter().filter(|finding| finding.code == Code::LateHero));
        }
    }
    let findings = tidied(findings);
    let score = Score::of(&findings, &facts.unwrap_or_default());
    Report { findings, score }
}

/// Findings in order, and what is so at several ratios alike told once.
fn tidied(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        let is_told = |known: &&mut Finding| {
            known.code == finding.code
                && known.severity == finding.severity
                && known.node == finding.node
                && known.other == finding.other
                && known.measured == finding.measured
                && known.time == finding.time
        };
        match kept.iter_mut().find(is_told) {
            // A fix for one ratio is none for the others.
            Some(known) if known.fix.is_empty() && finding.fix.is_empty() => known.aspect = None,
            Some(known) if known.fix == finding.fix => known.aspect = None,
            _ => kept.push(finding),
        }
    }
    kept.sort_by(|a, b| {
        let key = |finding: &Finding| (std::cmp::Reverse(finding.severity), finding.code);
        key(a).cmp(&key(b)).then(a.time[0].total_cmp(&b.time[0]))
    });
    kept
}
