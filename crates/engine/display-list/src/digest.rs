//! A number that stands for a display list: equal lists have equal digests, on any machine.

use crate::command::{Cap, Command, FillRule, GlyphRun, Join, Stroke};
use crate::displacement::Displacement;
use crate::layer::{Effect, Layer};
use crate::list::DisplayList;
use crate::paint::{Color, Gradient, GradientGeometry, Mesh, Paint, PictureFit, PicturePaint};
use kurbo::{Affine, BezPath, PathEl, Point, Rect};
use std::fmt;
use xxhash_rust::xxh3::Xxh3;

/// 128 bits of XXH3 over the content of a display list, or over the pixels of a frame.
///
/// Two that differ have the same digest by chance only; it is no defence against somebody who tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(
    /// The bits.
    pub u128,
);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Digest {
    /// A number that stands for some commands.
    pub fn of_commands<'c>(commands: impl IntoIterator<Item = &'c Command>) -> Self {
        let mut sum = Sum(Xxh3::new());
        for command in commands {
            sum.command(command);
        }
        Self(sum.0.digest128())
    }

    /// A number that stands for some bytes, such as a frame's pixels.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut sum = Xxh3::new();
        sum.update(bytes);
        Self(sum.digest128())
    }

    pub(crate) fn of(list: &DisplayList, commands: &[Command]) -> Self {
        let mut sum = Sum(Xxh3::new());
        sum.u32(list.width_px);
        sum.u32(list.height_px);
        sum.color(list.background);
        for command in commands {
            sum.command(command);
        }
        Self(sum.0.digest128())
    }
}

struct Sum(Xxh3);

impl Sum {
    fn u32(&mut self, value: u32) {
        self.0.update(&value.to_le_bytes());
    }

    fn count(&mut self, value: usize) {
        self.0.update(&(value as u64).to_le_bytes());
    }

    fn f64(&mut self, value: f64) {
        // Both zeros draw the same.
        self.0.update(&(value + 0.0).to_bits().to_le_bytes());
    }

    fn f32(&mut self, value: f32) {
        self.f64(f64::from(value));
    }

    fn color(&mut self, color: Color) {
        self.0.update(&[color.r, color.g, color.b, color.a]);
    }

    fn affine(&mut self, affine: &Affine) {
        affine.as_coeffs().into_iter().for_each(|coefficient| self.f64(coefficient));
    }

    fn path(&mut self, path: &BezPath) {
        self.count(path.elements().len());
        for element in path.elements() {
            let (tag, points): (u8, &[Point]) = match element {
                PathEl::MoveTo(a) => (0, &[*a]),
                PathEl::LineTo(a) => (1, &[*a]),
                PathEl::QuadTo(a, b) => (2, &[*a, *b]),
                PathEl::CurveTo(a, b, c) => (3, &[*a, *b, *c]),
                PathEl::ClosePath => (4, &[]),
            };
            self.0.update(&[tag]);
            for point in points {
                self.f64(point.x);
                self.f64(point.y);
            }
        }
    }

    fn paint(&mut self, paint: &Paint) {
        match paint {
            Paint::Solid(color) => {
                self.0.update(&[0]);
                self.color(*color);
            }
            Paint::Gradient(Gradient { geometry, stops, oklab }) => {
                let (tag, numbers) = match *geometry {
                    GradientGeometry::Linear { start, end } => (1, [start[0], start[1], end[0], end[1]]),
                    GradientGeometry::Radial { center, radius } => (2, [center[0], center[1], radius, 0.0]),
                    GradientGeometry::Conic { center, start_angle } => (3, [center[0], center[1], start_angle, 0.0]),
                };
                self.0.update(&[tag, u8::from(*oklab)]);
                numbers.into_iter().for_each(|number| self.f64(number));
                self.count(stops.len());
                for (offset, color) in stops {
                    self.f32(*offset);
                    self.color(*color);
                }
            }
            Paint::Mesh(Mesh { rect, columns, colors }) => {
                self.0.update(&[4]);
                self.rect(*rect);
                self.u32(u32::from(*columns));
                self.count(colors.len());
                colors.iter().for_each(|color| self.color(*color));
            }
            Paint::Picture(PicturePaint { picture, rect, fit, opacity }) => {
                let fit = match fit {
                    PictureFit::Cover => 0,
                    PictureFit::Fill => 1,
                    PictureFit::Tile => 2,
                };
                self.0.update(&[5, fit]);
                self.count(picture.len());
                self.0.update(picture.as_bytes());
                self.rect(*rect);
                self.f32(*opacity);
            }
        }
    }

    fn rect(&mut self, rect: Rect) {
        [rect.x0, rect.y0, rect.x1, rect.y1].into_iter().for_each(|edge| self.f64(edge));
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.f64(stroke.width);
        let cap = match stroke.cap {
            Cap::Butt => 0,
            Cap::Round => 1,
            Cap::Square => 2,
        };
        let join = match stroke.join {
            Join::Miter => 0,
            Join::Round => 1,
            Join::Bevel => 2,
        };
        self.0.update(&[cap, join]);
        self.count(stroke.dash.len());
        stroke.dash.iter().for_each(|length| self.f64(*length));
        self.f64(stroke.dash_offset);
    }

    fn run(&mut self, run: &GlyphRun) {
        self.u32(run.font.0);
        self.f32(run.size);
        self.f32(run.skew);
        self.0.update(&[u8::from(run.embolden)]);
        let coords = run.axes.coords();
        if !coords.is_empty() {
            self.count(coords.len());
            coords.iter().for_each(|coord| self.0.update(&coord.to_le_bytes()));
        }
    }

    fn effect(&mut self, effect: &Effect) {
        let (tag, numbers, color) = match *effect {
            Effect::Blur { sigma_px } => (20, [sigma_px, 0.0, 0.0], None),
            Effect::Shadow { offset_px, sigma_px, color } => (21, [sigma_px, offset_px[0], offset_px[1]], Some(color)),
            Effect::Glow { sigma_px, color, strength } => (22, [sigma_px, strength, 0.0], color),
            Effect::InnerShadow { offset_px, sigma_px, color } => {
                (23, [sigma_px, offset_px[0], offset_px[1]], Some(color))
            }
            Effect::ColorMatrix { rows } => {
                rows.concat().into_iter().for_each(|number| self.f64(number));
                (24, [0.0; 3], None)
            }
            Effect::Grain { sigma, size_px, seed } => {
                self.0.update(&seed.to_le_bytes());
                (25, [sigma, size_px, 0.0], None)
            }
            Effect::Vignette { amount } => (26, [amount, 0.0, 0.0], None),
            Effect::Pixelate { size_px } => (27, [size_px, 0.0, 0.0], None),
            Effect::RgbSplit { offset_px } => (28, [offset_px, 0.0, 0.0], None),
            Effect::DirectionalBlur { way_px } => (30, [way_px[0], way_px[1], 0.0], None),
            Effect::Posterize { levels } => (29, [f64::from(levels), 0.0, 0.0], None),
            Effect::Displace(how) => {
                self.displacement(&how);
                (31, [0.0; 3], None)
            }
        };
        self.0.update(&[tag, u8::from(color.is_some())]);
        numbers.into_iter().for_each(|number| self.f64(number));
        if let Some(color) = color {
            self.color(color);
        }
    }

    fn displacement(&mut self, how: &Displacement) {
        let (tag, numbers) = match *how {
            Displacement::Ripple { center_px: [x, y], amplitude_px, length_px, front_px } => {
                (0, vec![x, y, amplitude_px, length_px, front_px])
            }
            Displacement::Bulge { center_px: [x, y], radius_px, strength } => (1, vec![x, y, radius_px, strength]),
            Displacement::Slices { height_px, way_px, seed } => {
                self.0.update(&seed.to_le_bytes());
                (2, vec![height_px, way_px])
            }
            Displacement::Perspective { plane_from_frame } => (3, plane_from_frame.concat()),
        };
        self.0.update(&[tag]);
        numbers.into_iter().for_each(|number| self.f64(number));
    }

    fn command(&mut self, command: &Command) {
        match command {
            Command::FillRect { rect, pixels_from_shape, paint } => {
                self.0.update(&[10]);
                [rect.x0, rect.y0, rect.x1, rect.y1].into_iter().for_each(|edge| self.f64(edge));
                self.affine(pixels_from_shape);
                self.paint(paint);
            }
            Command::FillPath { path, rule, pixels_from_shape, paint } => {
                self.0.update(&[match rule {
                    FillRule::NonZero => 11,
                    FillRule::EvenOdd => 19,
                }]);
                self.path(path);
                self.affine(pixels_from_shape);
                self.paint(paint);
            }
            Command::StrokePath { path, stroke, pixels_from_shape, paint } => {
                self.0.update(&[12]);
                self.path(path);
                self.stroke(stroke);
                self.affine(pixels_from_shape);
                self.paint(paint);
            }
            Command::Glyphs { run, glyphs, outline, pixels_from_shape, paint } => {
                self.0.update(&[13, u8::from(outline.is_some())]);
                self.run(run);
                if let Some(outline) = outline {
                    self.stroke(outline);
                }
                self.count(glyphs.len());
                for glyph in glyphs {
                    self.u32(glyph.id);
                    self.f32(glyph.x);
                    self.f32(glyph.y);
                }
                self.affine(pixels_from_shape);
                self.paint(paint);
            }
            Command::Image { picture, frame, size, pixels_from_shape, opacity } => {
                self.0.update(&[14]);
                self.count(picture.len());
                self.0.update(picture.as_bytes());
                if *frame > 0 {
                    self.0.update(&[33]);
                    self.u32(*frame);
                }
                self.u32(size[0]);
                self.u32(size[1]);
                self.affine(pixels_from_shape);
                self.f32(*opacity);
            }
            Command::Drawing { drawing, size, pixels_from_shape, opacity } => {
                self.0.update(&[32]);
                self.count(drawing.len());
                self.0.update(drawing.as_bytes());
                size.iter().for_each(|side| self.f64(*side));
                self.affine(pixels_from_shape);
                self.f32(*opacity);
            }
            Command::AdjustBelow { effects, opacity } => {
                self.0.update(&[17]);
                self.f32(*opacity);
                self.count(effects.len());
                effects.iter().for_each(|effect| self.effect(effect));
            }
            Command::PushLayer(Layer { blend, opacity, clip, matte, effects }) => {
                self.0.update(&[15, u8::from(clip.is_some())]);
                if let Some((path, transform)) = clip {
                    self.path(path);
                    self.affine(transform);
                }
                self.f32(*opacity);
                self.u32(*blend as u32);
                self.count(effects.len());
                effects.iter().for_each(|effect| self.effect(effect));
                if let Some(matte) = matte {
                    self.0.update(&[18, u8::from(matte.is_luma), u8::from(matte.is_inverted)]);
                    self.count(matte.commands.len());
                    matte.commands.iter().for_each(|command| self.command(command));
                }
            }
            Command::PopLayer => self.0.update(&[16]),
            Command::Moving { samples } => {
                self.0.update(&[17]);
                self.count(samples.len());
                for sample in samples {
                    self.count(sample.len());
                    sample.iter().for_each(|command| self.command(command));
                }
            }
        }
    }
}
