//! What no document may ask of the rasteriser, taken out of a frame: places that are no numbers or beyond all
//! measure, effects wider than any frame, and more dashes than can be told apart.

use kurbo::{Affine, BezPath, Shape};
use pavo_display_list::{Command, DisplayList, Effect, Stroke};
use std::sync::Arc;

/// Largest factor by which something is drawn enlarged.
const MOST_ENLARGED: f64 = 1e5;

/// Furthest that something may be moved and still be drawn, in pixels.
const FURTHEST_PX: f64 = 1e8;

/// Widest standard deviation of a blur, in pixels: over all of a 4k frame.
const WIDEST_SIGMA_PX: f64 = 2_000.0;

/// Most dashes of one line, and of all lines of a frame.
const MOST_DASHES: (f64, f64) = (10_000.0, 100_000.0);

/// The frame without what costs beyond measure.
pub(crate) fn bounded(mut list: DisplayList) -> DisplayList {
    let (_, dashes_left) = MOST_DASHES;
    Bounds { dashes_left }.keep(&mut list.commands);
    list
}

struct Bounds {
    dashes_left: f64,
}

impl Bounds {
    fn keep(&mut self, commands: &mut Vec<Command>) {
        // How many layers deep in one that is left out with all that is in it.
        let mut left_out = 0_usize;
        commands.retain_mut(|command| {
            if left_out > 0 {
                match command {
                    Command::PushLayer(_) => left_out += 1,
                    Command::PopLayer => left_out -= 1,
                    _ => {}
                }
                return false;
            }
            let is_kept = self.keeps(command);
            if !is_kept && matches!(command, Command::PushLayer(_)) {
                left_out = 1;
            }
            is_kept
        });
    }

    /// Whether a command can be drawn, once it is put within bounds.
    fn keeps(&mut self, command: &mut Command) -> bool {
        match command {
            Command::FillRect { pixels_from_shape, .. }
            | Command::FillPath { pixels_from_shape, .. }
            | Command::Image { pixels_from_shape, .. }
            | Command::Drawing { pixels_from_shape, .. } => is_measured(pixels_from_shape),
            Command::StrokePath { path, stroke, pixels_from_shape, paint } => {
                if let Some(share) = self.too_many_dashes(stroke, || length_of(path)) {
                    stroke.dash.clear();
                    *paint = paint.clone().faded(share);
                }
                is_measured(pixels_from_shape) && stroke.width.is_finite()
            }
            Command::Glyphs { run, glyphs, outline, pixels_from_shape, paint } => {
                // The outline of a letter is about six times as long as its em.
                let outlines =
                    || 6.0 * f64::from(run.size) * f64::from(u32::try_from(glyphs.len()).unwrap_or(u32::MAX));
                if let Some(outline) = outline
                    && let Some(share) = self.too_many_dashes(outline, outlines)
                {
                    outline.dash.clear();
                    *paint = paint.clone().faded(share);
                }
                is_measured(pixels_from_shape)
            }
            Command::Moving { samples } => {
                samples.iter_mut().for_each(|sample| self.keep(sample));
                true
            }
            Command::PushLayer(layer) => {
                layer.effects.iter_mut().for_each(narrow);
                if let Some(matte) = &mut layer.matte {
                    self.keep(&mut Arc::make_mut(matte).commands);
                }
                layer.clip.as_ref().is_none_or(|(_, transform)| is_measured(transform))
            }
            Command::AdjustBelow { effects, .. } => {
                effects.iter_mut().for_each(narrow);
                true
            }
            Command::PopLayer => true,
        }
    }

    /// The share of a line that its dashes are, where they are more than can be told apart or drawn.
    fn too_many_dashes(&mut self, stroke: &Stroke, length: impl FnOnce() -> f64) -> Option<f64> {
        if stroke.dash.is_empty() {
            return None;
        }
        let period: f64 = stroke.dash.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "a handful of dashes")]
        let count = length() / period * stroke.dash.len() as f64;
        let (most, _) = MOST_DASHES;
        if count.is_finite() && count <= most.min(self.dashes_left) {
            self.dashes_left -= count;
            return None;
        }
        // An odd list has its dashes and gaps change places in each round.
        let dashes: f64 = stroke.dash.iter().step_by(2).sum();
        let share = if stroke.dash.len() % 2 == 1 { 0.5 } else { dashes / period };
        Some(if share.is_finite() { share.clamp(0.0, 1.0) } else { 1.0 })
    }
}

fn length_of(path: &BezPath) -> f64 {
    /// A guess at the cost needs no more.
    const ACCURACY: f64 = 1.0;
    path.perimeter(ACCURACY)
}

/// Whether all numbers of a transform are numbers, and within measure.
fn is_measured(transform: &Affine) -> bool {
    let [a, b, c, d, x, y] = transform.as_coeffs();
    // A comparison with what is no number is false.
    [a, b, c, d].iter().all(|factor| factor.abs() <= MOST_ENLARGED) && [x, y].iter().all(|at| at.abs() <= FURTHEST_PX)
}

/// Makes an effect no wider than can be seen.
fn narrow(effect: &mut Effect) {
    let within = |number: &mut f64, most: f64| *number = if number.is_nan() { 0.0 } else { number.clamp(-most, most) };
    match effect {
        Effect::Blur { sigma_px } | Effect::Glow { sigma_px, .. } => within(sigma_px, WIDEST_SIGMA_PX),
        Effect::Shadow { offset_px, sigma_px, .. } | Effect::InnerShadow { offset_px, sigma_px, .. } => {
            within(sigma_px, WIDEST_SIGMA_PX);
            offset_px.iter_mut().for_each(|offset| within(offset, 10.0 * WIDEST_SIGMA_PX));
        }
        Effect::DirectionalBlur { way_px } => way_px.iter_mut().for_each(|way| within(way, WIDEST_SIGMA_PX)),
        Effect::Grain { size_px, .. } | Effect::Pixelate { size_px } => within(size_px, WIDEST_SIGMA_PX),
        Effect::RgbSplit { offset_px } => within(offset_px, WIDEST_SIGMA_PX),
        Effect::ColorMatrix { .. } | Effect::Vignette { .. } | Effect::Posterize { .. } | Effect::Displace(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Rect;
    use pavo_display_list::{Cap, Color, Join, Layer, Paint};

    const RED: Paint = Paint::Solid(Color { r: 255, g: 0, b: 0, a: 255 });

    fn bounded_commands(commands: Vec<Command>) -> Vec<Command> {
        let list = DisplayList::new(640, 360, Color { r: 0, g: 0, b: 0, a: 255 });
        bounded(DisplayList { commands, ..list }).commands
    }

    fn rect(transform: Affine) -> Command {
        Command::FillRect { rect: Rect::new(0.0, 0.0, 9.0, 9.0), pixels_from_shape: transform, paint: RED }
    }

    fn line(length: f64, dash: &[f64]) -> Command {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.line_to((length, 0.0));
        let stroke = Stroke { width: 2.0, cap: Cap::Butt, join: Join::Miter, dash: dash.to_vec(), dash_offset: 0.0 };
        Command::StrokePath { path: path.into(), stroke, pixels_from_shape: Affine::IDENTITY, paint: RED }
    }

    #[test]
    fn what_is_nowhere_is_left_out_with_all_that_is_in_it() {
        let nowhere = [Affine::scale(f64::NAN), Affine::scale(1e60), Affine::translate((f64::INFINITY, 0.0))];
        for transform in nowhere {
            let clip = Command::clip(Arc::new(BezPath::new()), transform);
            let inner = Command::PushLayer(Layer::default());
            let layer = [clip, inner, rect(Affine::IDENTITY), Command::PopLayer, Command::PopLayer];
            let commands = [vec![rect(transform)], layer.to_vec(), vec![rect(Affine::IDENTITY)]].concat();
            assert_eq!(bounded_commands(commands), [rect(Affine::IDENTITY)]);
        }
    }

    #[test]
    fn dashes_too_many_to_be_told_apart_become_a_fainter_line() {
        let few = line(1000.0, &[10.0, 10.0]);
        assert_eq!(bounded_commands(vec![few.clone()]), std::slice::from_ref(&few));
        let many = bounded_commands(vec![line(100_000.0, &[1.0, 3.0]), few]);
        let [Command::StrokePath { stroke, paint, .. }, Command::StrokePath { stroke: other, .. }] = &many[..] else {
            panic!("{many:?}");
        };
        assert!(stroke.dash.is_empty() && *paint == RED.faded(0.25), "{paint:?}");
        assert!(!other.dash.is_empty());
        let all = bounded_commands(vec![line(90_000.0, &[10.0, 10.0]); 20]);
        let dashed =
            all.iter().filter(|one| matches!(one, Command::StrokePath { stroke, .. } if !stroke.dash.is_empty()));
        assert_eq!(dashed.count(), 11);
    }

    #[test]
    fn effects_are_no_wider_than_a_frame() {
        let effects = vec![Effect::Blur { sigma_px: f64::INFINITY }, Effect::RgbSplit { offset_px: f64::NAN }];
        let layer = Command::PushLayer(Layer { effects, ..Layer::default() });
        let kept = bounded_commands(vec![layer, Command::PopLayer]);
        let Command::PushLayer(layer) = &kept[0] else { panic!("{kept:?}") };
        assert_eq!(layer.effects, [Effect::Blur { sigma_px: 2_000.0 }, Effect::RgbSplit { offset_px: 0.0 }]);
    }
}
