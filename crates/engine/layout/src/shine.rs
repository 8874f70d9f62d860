//! Colours and lights that an emphasis puts on a node.

use crate::resolve;
use kurbo::Rect;
use pavo_display_list::{Color, Effect, Gradient, GradientGeometry, Paint};
use pavo_scene::EmphasisPreset;
use pavo_timeline::{MarkPose, Piece, Tint};

/// The colour that a node has taken on, and how much of it.
pub(crate) fn tint(marks: &[MarkPose]) -> Option<Tint> {
    let tinted = marks.iter().rfind(|mark| mark.preset == EmphasisPreset::ColorTo && mark.drawn > 0.0)?;
    Some(Tint { color: tinted.color, share: tinted.drawn.clamp(0.0, 1.0) })
}

/// What becomes of the words that an emphasis is about, and of all others; `None` where it changes no letters.
pub(crate) fn of_words(mark: &MarkPose) -> Option<(Piece, Piece)> {
    let share = mark.drawn.clamp(0.0, 1.0);
    match mark.preset {
        EmphasisPreset::ColorTo => {
            Some((Piece { tint: Some(Tint { color: mark.color, share }), ..Piece::REST }, Piece::REST))
        }
        EmphasisPreset::DimOthers => Some((Piece::REST, Piece { opacity: 1.0 - share, ..Piece::REST })),
        _ => None,
    }
}

/// The light that swells around a node whose em has so many pixels.
pub(crate) fn glow(marks: &[MarkPose], em_px: f64) -> Option<Effect> {
    let mark = marks.iter().rfind(|mark| mark.preset == EmphasisPreset::Glow && mark.drawn > 0.0)?;
    let color = Some(resolve::color(mark.color));
    Some(Effect::Glow { sigma_px: 0.18 * em_px, color, strength: 1.6 * mark.drawn })
}

/// A band of light on its way over a box, in the box's units.
pub(crate) fn sheen(marks: &[MarkPose], bounds: Rect) -> Option<Paint> {
    /// Half of the band's width, as a share of the box, and its slant.
    const HALF: f64 = 0.09;
    const SLANT: f64 = 0.35;
    let mark = marks.iter().rfind(|mark| mark.preset == EmphasisPreset::Sheen && mark.drawn > 0.0)?;
    let half = (HALF * bounds.width()).max(0.25 * bounds.height());
    let lean = SLANT * bounds.height() / 2.0;
    let from = bounds.x0 - half - lean;
    let middle = from + (bounds.width() + 2.0 * (half + lean)) * mark.drawn;
    // The line of the gradient is square to the band, which leans to the right.
    let length = half / libm::hypot(1.0, SLANT);
    let [dx, dy] = [length / libm::hypot(1.0, SLANT), length * SLANT / libm::hypot(1.0, SLANT)];
    let center = bounds.center();
    let geometry = GradientGeometry::Linear { start: [middle - dx, center.y - dy], end: [middle + dx, center.y + dy] };
    let light = resolve::color(mark.color);
    let faint = Color { a: 0, ..light };
    let bright = Color { a: scaled(light.a, 0.8), ..light };
    Some(Paint::Gradient(Gradient { geometry, stops: vec![(0.0, faint), (0.5, bright), (1.0, faint)], oklab: false }))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
fn scaled(alpha: u8, share: f64) -> u8 {
    (f64::from(alpha) * share).round() as u8
}
