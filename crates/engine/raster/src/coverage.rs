//! What soft commands cover: the pixels that dithering may touch.

use kurbo::{Affine, Rect, Shape};
use pavo_display_list::{Blend, Color, Command, Effect, Paint};

/// The soft commands with their paints replaced by opaque white: what they cover, and how much.
pub(crate) fn coverage_of(commands: &[Command]) -> Vec<Command> {
    const WHITE: Paint = Paint::Solid(Color { r: 255, g: 255, b: 255, a: 255 });
    // A layer with effects stays as it is: what its effects changed is known when it has been drawn.
    let (mut depth, mut soft_from) = (0_usize, None);
    let mut coverage = Vec::new();
    for command in commands {
        let is_soft = command.is_soft();
        let mut command = command.clone();
        match &mut command {
            Command::PushLayer(layer) => {
                depth += 1;
                if soft_from.is_none() {
                    layer.blend = Blend::Normal;
                    soft_from = layer.softens().then_some(depth);
                }
            }
            Command::PopLayer => {
                if soft_from == Some(depth) {
                    soft_from = None;
                }
                depth = depth.saturating_sub(1);
            }
            _ if soft_from.is_some() => {}
            Command::FillRect { paint, .. }
            | Command::FillPath { paint, .. }
            | Command::StrokePath { paint, .. }
            | Command::Glyphs { paint, .. } => {
                if !paint.is_soft() {
                    continue;
                }
                *paint = WHITE;
            }
            Command::AdjustBelow { effects, .. } => {
                if !effects.iter().any(Effect::softens) {
                    continue;
                }
                // It softens everything that is there.
                let everything = Rect::new(-1e5, -1e5, 1e5, 1e5);
                command = Command::FillRect { rect: everything, pixels_from_shape: Affine::IDENTITY, paint: WHITE };
            }
            // Drawn as it is: what it covers is what is left of its samples.
            Command::Moving { .. } if is_soft => {}
            Command::Image { .. } | Command::Drawing { .. } | Command::Moving { .. } => continue,
        }
        coverage.push(command);
    }
    coverage
}

/// Whether one of the commands, outside of layers, fills every pixel of a frame.
pub(crate) fn fills_frame(commands: &[Command], width: u32, height: u32) -> bool {
    let mut depth = 0_usize;
    commands.iter().any(|command| {
        match command {
            Command::PushLayer(_) => depth += 1,
            Command::PopLayer => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && fills(command, width, height)
    })
}

fn fills(command: &Command, width: u32, height: u32) -> bool {
    let Command::FillRect { rect, pixels_from_shape, .. } = command else { return false };
    let [_, skew_y, skew_x, _, _, _] = pixels_from_shape.as_coeffs();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let covered = (*pixels_from_shape * rect.to_path(0.1)).bounding_box();
    skew_x == 0.0 && skew_y == 0.0 && covered.union(frame) == covered
}
