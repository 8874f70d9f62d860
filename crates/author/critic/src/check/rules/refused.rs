//! Whether what the prompt refuses is left out.

use crate::check::Context;
use crate::check::finding::{Code, Finding, Severity};
use crate::check::rules::prompt::{NUMBER_WORDS, shown};
use crate::check::spans::spans;
use crate::check::watch::{FAINTEST_TEXT, Watch, Watched};
use pavo_director::{Refused, Told};
use pavo_scene::{CameraMove, EffectKind, NodeKind, Paint};
use serde_json::{Value, json};

/// What is in the film though the prompt refuses it.
pub(crate) fn refusals(watch: &Watch<'_>, context: &Context<'_>, told: &Told) -> Vec<Finding> {
    let scene = watch.maker.scene();
    let mut findings = Vec::new();
    let mut refuse = |measured: String, node: Option<&Watched>, fix: Vec<Value>| {
        findings.push(Finding {
            node: node.map(Watched::node_ref),
            measured,
            limit: "nothing of the kind, as the prompt says".to_owned(),
            fix,
            ..Finding::new(Code::Negation, Severity::Error)
        });
    };
    for refused in &told.refused {
        match refused {
            Refused::Camera => {
                for (index, shot) in scene.shots.iter().enumerate() {
                    let Some(camera) = &shot.camera else { continue };
                    let is_moved =
                        camera.movement != CameraMove::None || camera.keys.is_some() || camera.shake.is_some();
                    if is_moved {
                        let fix = vec![json!({ "op": "remove", "path": format!("/scenes/{index}/camera") })];
                        refuse(format!("the camera moves in scene {}", index + 1), None, fix);
                    }
                }
            }
            Refused::Transitions => {
                for (index, shot) in scene.shots.iter().enumerate().filter(|(_, shot)| shot.transition.is_some()) {
                    let word = shot.transition.as_ref().map_or("cut", |transition| transition.preset.word());
                    if word != "cut" {
                        let fix = vec![json!({ "op": "remove", "path": format!("/scenes/{index}/transition") })];
                        refuse(format!("scene {} comes by {word}", index + 1), None, fix);
                    }
                }
            }
            Refused::Gradients => {
                for (index, shot) in scene.shots.iter().enumerate() {
                    if let Some(first) = shot.background.as_ref().and_then(first_of_gradient) {
                        let fix = vec![json!({ "op": "add", "path": format!("/scenes/{index}/bg"), "value": first })];
                        refuse(format!("the background of scene {} is a gradient", index + 1), None, fix);
                    }
                }
                for node in &watch.nodes {
                    for (field, paint) in paints_of(node) {
                        if let Some(first) = first_of_gradient(paint) {
                            let fix = node.location.set_everywhere(field, first);
                            refuse("it has a gradient".to_owned(), Some(node), fix);
                        }
                    }
                }
            }
            Refused::Shadows | Refused::Glow | Refused::Blur => {
                for node in &watch.nodes {
                    let is_it = |kind: EffectKind| match refused {
                        Refused::Shadows => matches!(kind, EffectKind::Shadow | EffectKind::InnerShadow),
                        Refused::Glow => kind == EffectKind::Glow,
                        _ => kind == EffectKind::Blur,
                    };
                    let effects = &node.node.common.effects;
                    if effects.iter().any(|effect| is_it(effect.kind)) {
                        let kept: Vec<Value> = effects
                            .iter()
                            .filter(|effect| !is_it(effect.kind))
                            .filter_map(pavo_scene::Part::write)
                            .collect();
                        let word =
                            effects.iter().find(|effect| is_it(effect.kind)).map_or("", |effect| effect.kind.word());
                        let fix = node.location.set_everywhere("fx", kept.into());
                        refuse(format!("it has the effect {word}"), Some(node), fix);
                    }
                }
            }
            Refused::Text | Refused::Numbers => {
                let wants_quote = !told.copy.is_empty();
                for node in watch.nodes.iter().filter(|node| node.is_text() && node.most_opaque() > 0.05) {
                    let has_digits = shown(node).iter().any(|words| words.chars().any(|char| char.is_ascii_digit()));
                    let is_it = if *refused == Refused::Text { !wants_quote } else { has_digits };
                    if is_it {
                        let word = shown(node).first().cloned().unwrap_or_default();
                        refuse(format!("\"{word}\" is on screen"), Some(node), node.location.remove());
                    }
                }
            }
            Refused::Borders => {
                for node in &watch.nodes {
                    let has_outline = match &node.node.kind {
                        NodeKind::Rect(rect) => rect.stroke.is_some() && rect.fill.is_some(),
                        NodeKind::Ellipse(ellipse) => ellipse.stroke.is_some() && ellipse.fill.is_some(),
                        NodeKind::Text(text) => text.stroke.is_some(),
                        _ => false,
                    };
                    if has_outline && !node.location.is_copy {
                        let fix = vec![json!({ "op": "remove", "path": format!("{}/stroke", node.location.pointer) })];
                        refuse("it has an outline".to_owned(), Some(node), fix);
                    }
                }
            }
        }
    }
    // The number of things at once.
    if let Some(most) = most_elements(&told.instruction) {
        let mut counts = vec![0_usize; watch.frames as usize];
        for node in watch.nodes.iter().filter(|node| !node.is_container() && node.most_opaque() >= FAINTEST_TEXT) {
            node.track
                .iter()
                .filter(|seen| seen.alpha >= FAINTEST_TEXT)
                .for_each(|seen| counts[seen.frame as usize] += 1);
        }
        let crowded = spans((0..watch.frames).filter(|frame| counts[*frame as usize] > most), 2);
        if let Some(span) = crowded.into_iter().find(|span| span.frames() >= watch.frames_of(0.25)) {
            let peak = (span.first..=span.last).map(|frame| counts[frame as usize]).max().unwrap_or(0);
            findings.push(Finding {
                time: span.secs(watch.fps),
                measured: format!("{peak} things are on screen at once"),
                limit: format!("{most}, as the prompt says"),
                ..Finding::new(Code::Density, if context.is_literal() { Severity::Warning } else { Severity::Error })
            });
        }
    }
    findings
}

/// `at most three elements`, `max 3 elements on screen`.
fn most_elements(instruction: &str) -> Option<usize> {
    let words: Vec<&str> =
        instruction.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(4).find_map(|run| {
        let number = |word: &str| word.parse().ok().or_else(|| NUMBER_WORDS.iter().position(|known| *known == word));
        let named = |word: &str| matches!(word, "elements" | "element" | "objects" | "things" | "shapes");
        match run {
            ["at", "most", count, what] | ["more", "than", count, what] if named(what) => number(count),
            ["max" | "maximum", count, what, _] if named(what) => number(count),
            ["maximum", "of", count, what] if named(what) => number(count),
            _ => None,
        }
    })
}

fn first_of_gradient(paint: &Paint) -> Option<Value> {
    match paint {
        Paint::Gradient(gradient) => pavo_scene::Part::write(&gradient.stops.first()?.color),
        _ => None,
    }
}

fn paints_of(node: &Watched) -> Vec<(&'static str, &Paint)> {
    let (field, paint) = match &node.node.kind {
        NodeKind::Rect(rect) => ("fill", &rect.fill),
        NodeKind::Ellipse(ellipse) => ("fill", &ellipse.fill),
        NodeKind::Path(path) => ("fill", &path.fill),
        NodeKind::Text(text) => ("color", &text.color),
        NodeKind::Number(number) => ("color", &number.color),
        _ => return Vec::new(),
    };
    paint.iter().map(|paint| (field, paint)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_things_at_once_are_read() {
        assert_eq!(most_elements("keep it calm, at most three elements on screen"), Some(3));
        assert_eq!(most_elements("max 2 elements at any time"), Some(2));
        assert_eq!(most_elements("three elements"), None);
    }
}
