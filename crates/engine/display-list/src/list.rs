//! The list of commands that draw one frame.

use crate::command::Command;
use crate::digest::Digest;
use crate::paint::Color;
use kurbo::Rect;

/// Everything that one frame shows, flat and resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct DisplayList {
    /// Width of the frame in pixels.
    pub width_px: u32,
    /// Height of the frame in pixels.
    pub height_px: u32,
    /// What the frame is cleared to.
    pub background: Color,
    /// What is drawn on it, from back to front; layers are balanced.
    pub commands: Vec<Command>,
}

/// The front part of a display list, up to the last command that needs dithering.
#[derive(Debug, Clone, PartialEq)]
pub struct SoftPart {
    /// How many commands belong to it; it ends outside of all layers.
    pub commands: usize,
    /// The pixels that soft paints may touch, rounded outwards and within the frame.
    pub areas: Vec<Rect>,
}

impl DisplayList {
    /// A frame of one colour.
    pub const fn new(width_px: u32, height_px: u32, background: Color) -> Self {
        Self { width_px, height_px, background, commands: Vec::new() }
    }

    /// A number that stands for the whole list.
    pub fn digest(&self) -> Digest {
        Digest::of(self, &self.commands)
    }

    /// A number that stands for the frame as it is after the first `commands` commands.
    pub fn digest_of_first(&self, commands: usize) -> Digest {
        Digest::of(self, &self.commands[..commands.min(self.commands.len())])
    }

    /// The part that has to be drawn and dithered before the rest; `None` when nothing is soft.
    pub fn soft_part(&self) -> Option<SoftPart> {
        let frame = Rect::new(0.0, 0.0, f64::from(self.width_px), f64::from(self.height_px));
        let (mut depth, mut soft_in_layer, mut end) = (0_usize, false, 0);
        let mut areas = Vec::new();
        for (index, command) in self.commands.iter().enumerate() {
            match command {
                Command::PushLayer { .. } => depth += 1,
                Command::PopLayer => depth = depth.saturating_sub(1),
                _ => {}
            }
            if let Some(bounds) = command.soft_bounds() {
                let area = bounds.expand().intersect(frame);
                if area.width() > 0.0 && area.height() > 0.0 {
                    areas.push(area);
                    soft_in_layer = true;
                }
            }
            if depth == 0 && soft_in_layer {
                end = index + 1;
                soft_in_layer = false;
            }
        }
        (end > 0).then_some(SoftPart { commands: end, areas })
    }
}
