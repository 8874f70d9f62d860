//! Drawing whole frames, one after another or in any order.

use crate::coverage::{coverage_of, fills_frame};
use crate::dither::Dither;
use crate::vello::Vello;
use pavo_display_list::{Color, Command, Digest, DisplayList};
use pavo_media::Assets;

/// Draws display lists of one size; one for each worker thread.
///
/// The pixels of a frame depend on its display list alone. What is kept between frames (the ground that
/// several frames share) only saves time.
#[derive(Debug)]
pub struct Painter {
    width: u32,
    height: u32,
    vello: Vello,
    dither: Dither,
    /// The last frame's dithered ground, and its pixels once it was seen twice.
    ground: Option<(Digest, Option<Vec<u8>>)>,
    coverage: Vec<u8>,
}

/// A frame is larger than can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a frame of {width}×{height} pixels cannot be drawn; at most {MOST_PIXELS_A_SIDE} a side")]
pub struct FrameTooLarge {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Longest side of a frame, in pixels.
const MOST_PIXELS_A_SIDE: u32 = 8_192;

impl Painter {
    /// A painter for frames of one size.
    ///
    /// # Errors
    ///
    /// [`FrameTooLarge`] when a side is 0 or longer than 8192 pixels.
    pub fn new(width: u32, height: u32) -> Result<Self, FrameTooLarge> {
        let fits = |side: u32| u16::try_from(side).ok().filter(|_| (1..=MOST_PIXELS_A_SIDE).contains(&side));
        let (Some(narrow_width), Some(narrow_height)) = (fits(width), fits(height)) else {
            return Err(FrameTooLarge { width, height });
        };
        Ok(Self {
            width,
            height,
            vello: Vello::new(narrow_width, narrow_height),
            dither: Dither::new(),
            ground: None,
            coverage: Vec::new(),
        })
    }

    /// Bytes of a frame's pixels.
    pub const fn frame_bytes(&self) -> usize {
        self.width as usize * self.height as usize * 4
    }

    /// Draws a frame.
    ///
    /// `list` is of the painter's size.
    /// `pixels`: RGBA8, premultiplied, sRGB, row-major from the top left, [`Painter::frame_bytes`] bytes;
    /// what is in it before does not matter.
    ///
    /// # Panics
    ///
    /// When `pixels` has another length.
    pub fn draw(&mut self, list: &DisplayList, assets: &Assets, pixels: &mut [u8]) {
        assert_eq!(pixels.len(), self.frame_bytes(), "pixels of another size than the painter's");
        let ground = list.ground_commands();
        if ground == 0 {
            self.vello.draw(&list.commands, Some(list.background), assets, pixels);
            return;
        }
        let (below, above) = list.commands.split_at(ground);
        self.draw_ground(below, list, list.digest_of_first(ground), assets, pixels);
        if !above.is_empty() {
            self.vello.draw(above, None, assets, pixels);
        }
    }

    /// Draws and dithers the front part of a frame, or takes it from the frame before.
    fn draw_ground(
        &mut self,
        below: &[Command],
        list: &DisplayList,
        digest: Digest,
        assets: &Assets,
        pixels: &mut [u8],
    ) {
        if let Some((known, kept)) = &mut self.ground
            && *known == digest
        {
            if let Some(kept) = kept {
                pixels.copy_from_slice(kept);
                return;
            }
            self.paint_ground(below, list.background, assets, pixels);
            self.ground = Some((digest, Some(pixels.to_vec())));
            return;
        }
        self.paint_ground(below, list.background, assets, pixels);
        self.ground = Some((digest, None));
    }

    fn paint_ground(&mut self, below: &[Command], background: Color, assets: &Assets, pixels: &mut [u8]) {
        self.vello.draw(below, Some(background), assets, pixels);
        let coverage = coverage_of(below);
        let everywhere = coverage.iter().any(|command| fills_frame(command, self.width, self.height));
        let width = self.width as usize;
        if everywhere {
            self.dither.apply(pixels, width, None);
        } else {
            self.coverage.resize(pixels.len(), 0);
            self.vello.draw_coverage(&coverage, assets, &mut self.coverage);
            self.dither.apply(pixels, width, Some(&self.coverage));
        }
    }
}
