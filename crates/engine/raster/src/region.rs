//! A part of a frame in whole tiles of the rasteriser.

use kurbo::Rect;
use pavo_display_list::Color;

/// Side of the rasteriser's tiles, in pixels: a region of whole tiles cuts no tile's edge pixels in two.
pub(crate) const TILE: u16 = 4;

/// A rectangle of pixels; its edges are multiples of 4, or the frame's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) x0: u32,
    pub(crate) y0: u32,
    pub(crate) x1: u32,
    pub(crate) y1: u32,
}

impl Region {
    /// A whole frame.
    pub(crate) const fn whole(width: u32, height: u32) -> Self {
        Self { x0: 0, y0: 0, x1: width, y1: height }
    }

    /// The tiles that a rectangle touches within a frame; `None` when it lies outside.
    pub(crate) fn around(bounds: Rect, width: u32, height: u32) -> Option<Self> {
        let edge = |at: f64, length: u32| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the frame")]
            let edge = at.clamp(0.0, f64::from(length)) as u32;
            edge
        };
        let (x0, y0) = (edge(bounds.x0.floor(), width), edge(bounds.y0.floor(), height));
        let (x1, y1) = (edge(bounds.x1.ceil(), width), edge(bounds.y1.ceil(), height));
        let tile = u32::from(TILE);
        let region = Self {
            x0: x0 / tile * tile,
            y0: y0 / tile * tile,
            x1: x1.next_multiple_of(tile).min(width),
            y1: y1.next_multiple_of(tile).min(height),
        };
        (x0 < x1 && y0 < y1).then_some(region)
    }

    /// Width and height.
    pub(crate) fn size(self) -> [u16; 2] {
        [self.x1 - self.x0, self.y1 - self.y0].map(|side| u16::try_from(side).unwrap_or(u16::MAX))
    }

    /// Its area as a share of a frame's.
    pub(crate) fn share_of(self, width: u32, height: u32) -> f64 {
        f64::from(self.x1 - self.x0) * f64::from(self.y1 - self.y0) / (f64::from(width) * f64::from(height))
    }

    /// The same as a rectangle.
    fn rect(self) -> Rect {
        Rect::new(f64::from(self.x0), f64::from(self.y0), f64::from(self.x1), f64::from(self.y1))
    }

    /// Whether something within `bounds` may touch it.
    pub(crate) fn meets(self, bounds: Rect) -> bool {
        self.rect().intersect(bounds).area() > 0.0
    }

    /// Copies its pixels from another frame; both are RGBA8 in rows of `width` pixels.
    pub(crate) fn copy(self, from: &[u8], to: &mut [u8], width: u32) {
        for row in self.rows(width) {
            to[row.clone()].copy_from_slice(&from[row]);
        }
    }

    /// Gives its pixels one colour; `pixels` are RGBA8, premultiplied, in rows of `width` pixels.
    pub(crate) fn fill(self, color: Color, pixels: &mut [u8], width: u32) {
        let alpha = u32::from(color.a);
        let premultiplied = |channel: u8| u8::try_from((u32::from(channel) * alpha + 127) / 255).unwrap_or(u8::MAX);
        let pixel = [premultiplied(color.r), premultiplied(color.g), premultiplied(color.b), color.a];
        for row in self.rows(width) {
            pixels[row].as_chunks_mut::<4>().0.fill(pixel);
        }
    }

    /// The bytes of its rows.
    pub(crate) fn rows(self, width: u32) -> impl Iterator<Item = std::ops::Range<usize>> {
        let byte = move |x: u32, y: u32| (y as usize * width as usize + x as usize) * 4;
        (self.y0..self.y1).map(move |y| byte(self.x0, y)..byte(self.x1, y))
    }
}
