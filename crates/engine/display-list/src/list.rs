//! The list of commands that draw one frame.

use crate::command::Command;
use crate::digest::Digest;
use crate::paint::Color;

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

    /// How many commands from the beginning have to be drawn and dithered before the rest; 0 when nothing is soft.
    ///
    /// They reach to the last soft command, or to the last layer that is blended with what is below it,
    /// and to the end of the layers these are in.
    pub fn ground_commands(&self) -> usize {
        if !self.commands.iter().any(Command::is_soft) {
            return 0;
        }
        let (mut depth, mut is_open, mut end) = (0_usize, false, 0);
        for (index, command) in self.commands.iter().enumerate() {
            match command {
                Command::PushLayer(_) => depth += 1,
                Command::PopLayer => depth = depth.saturating_sub(1),
                _ => {}
            }
            is_open |= command.is_soft() || command.is_blended();
            if depth == 0 && is_open {
                end = index + 1;
                is_open = false;
            }
        }
        end
    }
}
