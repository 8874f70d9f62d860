//! What a prompt wants over the whole picture: light around things, shadows below them, grain, darker corners, blur.

use crate::lexicon::heads::Head;
use crate::prompt::Prompt;
use crate::toning::toning;
use crate::trace::Trace;
use crate::warn::is_refused;
use pavo_design::LOGO_ASSET;
use pavo_scene::{Adjust, ColorToken, Effect, EffectKind, MotionBlur, Node, NodeKind, Scene, TextStyle};

/// Something over the whole picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    /// Things shine.
    Glow,
    /// Things lie above what is behind them.
    Shadows,
    /// The grain of a film.
    Grain,
    /// Darker corners.
    Vignette,
    /// What moves fast is blurred.
    MotionBlur,
    /// Photographs and footage have other colours than their own: see [`toning`](crate::toning).
    Tone,
}

/// Most nodes that shine or have a shadow: each costs as much as a picture of its size.
const MOST_LIT: usize = 12;

/// Gives a scene what its prompt wants over the whole picture, each at most once.
pub(crate) fn finish(scene: &mut Scene, prompt: &Prompt<'_>, trace: &mut Trace) {
    let mut done = Vec::new();
    for hit in &prompt.heads {
        let Head::Finish(finish) = hit.meaning else { continue };
        if done.contains(&finish) || is_refused(prompt, hit.span.start) {
            continue;
        }
        done.push(finish);
        let decision = match finish {
            Finish::Glow => {
                lit(scene, shines, glow);
                "things shine"
            }
            Finish::Shadows => {
                let shadow = Effect { radius: Some(44.0), y: Some(16.0), ..Effect::new(EffectKind::Shadow) };
                lit(scene, has_body, |_| shadow.clone());
                "shadows below things"
            }
            Finish::Grain => {
                over_all(scene, Effect { strength: Some(0.035), ..Effect::new(EffectKind::Grain) });
                "grain"
            }
            Finish::Vignette => {
                over_all(scene, Effect::new(EffectKind::Vignette));
                "darker corners"
            }
            Finish::MotionBlur => {
                scene.canvas.get_or_insert_default().motion_blur = Some(MotionBlur::default());
                "motion blur"
            }
            Finish::Tone => continue,
        };
        trace.note(prompt.text, "finish", hit.span.clone(), decision, 0.85);
    }
    if let Some(toning) = toning(prompt) {
        lit(scene, is_photo, |_| toning.tone.effect());
        trace.note(prompt.text, "finish", toning.span.clone(), toning.tone.told(), 0.85);
    }
}

/// An effect on everything below.
fn over_all(scene: &mut Scene, effect: Effect) {
    let mut adjust = Node::new(Adjust);
    adjust.common.effects = vec![effect];
    scene.overlays.push(adjust);
}

/// Gives an effect to the first things of each part that are of a kind, at every ratio.
fn lit(scene: &mut Scene, is_meant: fn(&Node) -> bool, effect: impl Fn(&Node) -> Effect) {
    fn give(nodes: &mut [Node], is_meant: fn(&Node) -> bool, effect: &dyn Fn(&Node) -> Effect, left: &mut usize) {
        for node in nodes {
            if *left == 0 {
                return;
            }
            if is_meant(node) {
                let effect = effect(node);
                node.common.effects.push(effect);
                *left -= 1;
                continue;
            }
            // What is there at another ratio is there instead.
            let here = *left;
            node.common.when.change_nodes(|nodes| give(nodes, is_meant, effect, &mut { here }));
            if let Some(children) = node.nodes_within() {
                give(children, is_meant, effect, left);
            }
        }
    }
    for shot in &mut scene.shots {
        give(&mut shot.nodes, is_meant, &effect, &mut { MOST_LIT });
    }
}

/// Light around a thing: of the accent's colour around words, else of its own.
fn glow(node: &Node) -> Effect {
    let is_text = matches!(node.kind, NodeKind::Text(_) | NodeKind::Number(_));
    let color = is_text.then_some(ColorToken::Accent.into());
    Effect { radius: Some(44.0), strength: Some(1.2), color, ..Effect::new(EffectKind::Glow) }
}

/// Big words, figures, and shapes that are no ground.
fn shines(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Text(text) => {
            matches!(text.style, None | Some(TextStyle::Display | TextStyle::Headline | TextStyle::Title))
        }
        NodeKind::Number(_)
        | NodeKind::Ellipse(_)
        | NodeKind::Line(_)
        | NodeKind::Polygon(_)
        | NodeKind::Star(_)
        | NodeKind::Arc(_)
        | NodeKind::Path(_)
        | NodeKind::Arrow(_)
        | NodeKind::Repeat(_) => true,
        _ => false,
    }
}

/// Photographs and footage, but no sign.
fn is_photo(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Image(image) if image.src != LOGO_ASSET)
}

/// Cards, pictures and shapes with a fill that are smaller than the frame.
fn has_body(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Rect(rect) => rect.fill.is_some() && rect.radius.is_some(),
        NodeKind::Ellipse(ellipse) => ellipse.fill.is_some(),
        NodeKind::Frame(frame) => frame.radius.is_some(),
        NodeKind::Image(image) => image.size.is_some(),
        _ => false,
    }
}
