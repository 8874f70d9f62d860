//! Drawing whole frames, one after another or in any order.

use crate::coverage::{coverage_of, fills_frame};
use crate::dither::Dither;
use crate::region::Region;
use crate::vello::Vello;
use pavo_display_list::{Color, Command, Digest, DisplayList, Segment, difference};
use pavo_media::Assets;
use std::ops::Range;

/// Draws display lists of one size; one for each worker thread.
///
/// The pixels of a frame depend on its display list alone. What is kept between frames (the last frame, and the
/// ground that several frames share) only saves time: what did not change is not drawn again.
#[derive(Debug)]
pub struct Painter {
    width: u32,
    height: u32,
    vello: Vello,
    dither: Dither,
    pixels: Vec<u8>,
    /// What the pixels show.
    shown: Option<Shown>,
    /// The last frame's dithered ground, and its pixels once it was seen twice.
    ground: Option<(Digest, Option<Vec<u8>>)>,
    /// A byte for each pixel.
    coverage: Vec<u8>,
    /// Where parts of frames are drawn.
    aside: Vec<u8>,
}

/// What a frame was drawn from.
#[derive(Debug)]
struct Shown {
    background: Color,
    ground: Option<Digest>,
    segments: Vec<Segment>,
}

/// A frame that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn<'p> {
    /// RGBA8, premultiplied, sRGB, row-major from the top left, [`Painter::frame_bytes`] bytes.
    pub pixels: &'p [u8],
    /// The rows that may differ from the frame that the same painter drew before; empty when none does.
    pub changed_rows: Range<u32>,
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

/// The share of a frame above which drawing all of it is no dearer than drawing a part.
const LARGEST_PART: f64 = 0.5;

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
            pixels: vec![0; width as usize * height as usize * 4],
            shown: None,
            ground: None,
            coverage: Vec::new(),
            aside: Vec::new(),
        })
    }

    /// Bytes of a frame's pixels.
    pub const fn frame_bytes(&self) -> usize {
        self.pixels.len()
    }

    /// The pixels of the last frame.
    pub fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    /// Draws a frame. `list` is of the painter's size.
    pub fn draw(&mut self, list: &DisplayList, assets: &Assets) -> Drawn<'_> {
        let ground_commands = list.ground_commands();
        let ground = (ground_commands > 0).then(|| list.digest_of_first(ground_commands));
        let segments = self.vello.segments(list, ground_commands, assets);
        let changed = match self.changed(list.background, ground, &segments) {
            Some(region) => {
                if let Some(region) = region {
                    self.draw_region(region, list, ground.is_some(), &segments, assets);
                }
                region
            }
            None => {
                self.draw_whole(list, ground.map(|digest| (ground_commands, digest)), assets);
                Some(Region::whole(self.width, self.height))
            }
        };
        self.shown = Some(Shown { background: list.background, ground, segments });
        Drawn { pixels: &self.pixels, changed_rows: changed.map_or(0..0, |region| region.y0..region.y1) }
    }

    /// The region of the last frame that has to be drawn anew: `Some(None)` when nothing has to,
    /// `None` when everything has to.
    #[expect(clippy::option_option, reason = "nothing, a part, or everything")]
    fn changed(&self, background: Color, ground: Option<Digest>, segments: &[Segment]) -> Option<Option<Region>> {
        let shown = self.shown.as_ref().filter(|shown| shown.ground == ground && shown.background == background)?;
        let Some(bounds) = difference(&shown.segments, segments) else { return Some(None) };
        // Without the ground's pixels there is nothing to put under the region.
        let has_ground = ground.is_none() || self.kept_ground().is_some();
        // What is blended may lie outside the region too, and is not drawn by parts.
        let is_blended = segments.iter().any(|segment| segment.is_blended);
        let region = Region::around(bounds, self.width, self.height);
        match region {
            Some(region) if has_ground && !is_blended && region.share_of(self.width, self.height) <= LARGEST_PART => {
                Some(Some(region))
            }
            Some(_) => None,
            None => Some(None),
        }
    }

    fn kept_ground(&self) -> Option<&[u8]> {
        self.ground.as_ref().and_then(|(_, kept)| kept.as_deref())
    }

    /// Draws a region of the frame anew.
    ///
    /// It is drawn aside and copied: cutting what is drawn off at the region's edge would round pixels otherwise.
    fn draw_region(
        &mut self,
        region: Region,
        list: &DisplayList,
        has_ground: bool,
        segments: &[Segment],
        assets: &Assets,
    ) {
        self.aside.resize(self.pixels.len(), 0);
        match self.ground.as_ref().and_then(|(_, kept)| kept.as_deref()).filter(|_| has_ground) {
            Some(ground) => region.copy(ground, &mut self.aside, self.width),
            None => region.fill(list.background, &mut self.aside, self.width),
        }
        let seen: Vec<Command> = segments
            .iter()
            .filter(|segment| region.meets(segment.bounds))
            .flat_map(|segment| &list.commands[segment.start..segment.end])
            .cloned()
            .collect();
        self.vello.draw_rows(&seen, region.y1, assets, &mut self.aside);
        region.copy(&self.aside, &mut self.pixels, self.width);
    }

    /// Draws all of the frame; `ground`: how many commands are its soft ground, and their digest.
    fn draw_whole(&mut self, list: &DisplayList, ground: Option<(usize, Digest)>, assets: &Assets) {
        let Some((ground_commands, digest)) = ground else {
            self.vello.draw(&list.commands, Some(list.background), assets, &mut self.pixels);
            return;
        };
        let (below, above) = list.commands.split_at(ground_commands);
        self.draw_ground(below, list.background, digest, assets);
        if !above.is_empty() {
            self.vello.draw(above, None, assets, &mut self.pixels);
        }
    }

    /// Draws and dithers the front part of a frame, or takes it from the frame before.
    fn draw_ground(&mut self, below: &[Command], background: Color, digest: Digest, assets: &Assets) {
        let is_known = self.ground.as_ref().is_some_and(|(known, _)| *known == digest);
        if is_known && let Some((_, Some(kept))) = &self.ground {
            self.pixels.copy_from_slice(kept);
            return;
        }
        self.paint_ground(below, background, assets);
        self.ground = Some((digest, is_known.then(|| self.pixels.clone())));
    }

    fn paint_ground(&mut self, below: &[Command], background: Color, assets: &Assets) {
        self.vello.draw_ground(below, background, assets, &mut self.pixels);
        let coverage = coverage_of(below);
        let everywhere = fills_frame(&coverage, self.width, self.height);
        let width = self.width as usize;
        if everywhere {
            self.dither.apply(&mut self.pixels, width, None);
        } else {
            self.vello.draw_coverage(&coverage, assets, &mut self.coverage);
            self.dither.apply(&mut self.pixels, width, Some(&self.coverage));
        }
    }
}
