//! Everything that knows the rasteriser's own types: display list commands become its calls.

use crate::pictures::Pictures;
use kurbo::{Affine, BezPath, Diagonal2, Rect, Shape};
use pavo_display_list::{Cap, Color, Command, GradientGeometry, Join, Paint, Stroke};
use pavo_media::Assets;
use vello_cpu::color::{AlphaColor, ColorSpaceTag, DynamicColor, Srgb};
use vello_cpu::peniko::{ColorStop, Extend, Fill, Gradient, ImageBrush, ImageQuality, ImageSampler};
use vello_cpu::{
    Glyph, ImageSource, Level, PaintType, PixmapMut, RasterizerSettings, RenderContext, RenderSettings, Resources,
    TargetInit,
};

/// How thick a missing bold is made, as a share of the size.
const EMBOLDEN: f64 = 0.02;

/// A single-threaded rasteriser for frames of one size.
#[derive(Debug)]
pub(crate) struct Vello {
    context: RenderContext,
    resources: Resources,
    pictures: Pictures,
}

impl Vello {
    pub(crate) fn new(width: u16, height: u16) -> Self {
        // One level for all machines: wider registers fuse multiplications and round differently,
        // and gain nothing (docs/decisions/0002-rasteriser.md).
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        let level = Level::new().as_sse4_2().map_or(Level::baseline(), Level::Sse4_2);
        #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
        let level = Level::baseline();
        let settings = RenderSettings { level, num_threads: 0 };
        Self {
            context: RenderContext::new_with(width, height, settings),
            resources: Resources::new(),
            pictures: Pictures::default(),
        }
    }

    /// Draws commands into a frame: on a ground of one colour, or on what is there.
    ///
    /// `pixels`: RGBA8, premultiplied, row-major, `4 * width * height` bytes.
    pub(crate) fn draw<'c>(
        &mut self,
        commands: impl IntoIterator<Item = &'c Command>,
        ground: Option<Color>,
        assets: &Assets,
        pixels: &mut [u8],
    ) {
        self.context.reset();
        let mut depth = 0_usize;
        for command in commands {
            self.command(command, assets, &mut depth);
        }
        for _ in 0..depth {
            self.context.pop_layer();
        }
        self.context.flush();
        let target_init = match ground {
            Some(color) => TargetInit::Clear(alpha_color(color)),
            None => TargetInit::SrcOver,
        };
        let (width, height) = (self.context.width(), self.context.height());
        if let Some(target) = PixmapMut::new(width, height, pixels) {
            let settings = RasterizerSettings { target_init, ..RasterizerSettings::default() };
            self.context.render_with(target, &mut self.resources, settings);
        }
    }

    fn command(&mut self, command: &Command, assets: &Assets, depth: &mut usize) {
        let context = &mut self.context;
        match command {
            Command::FillRect { rect, pixels_from_shape, paint } => {
                context.set_transform(*pixels_from_shape);
                context.set_paint(paint_type(paint));
                context.fill_rect(rect);
            }
            Command::FillPath { path, pixels_from_shape, paint } => {
                context.set_transform(*pixels_from_shape);
                context.set_paint(paint_type(paint));
                context.set_fill_rule(Fill::NonZero);
                context.fill_path(path);
            }
            Command::StrokePath { path, stroke, pixels_from_shape, paint } => {
                context.set_transform(*pixels_from_shape);
                context.set_paint(paint_type(paint));
                context.set_stroke(kurbo_stroke(stroke));
                context.stroke_path(path);
            }
            Command::Glyphs { run, glyphs, outline, pixels_from_shape, paint } => {
                let Some(font) = assets.font(run.font) else { return };
                context.set_transform(*pixels_from_shape);
                context.set_paint(paint_type(paint));
                if let Some(outline) = outline {
                    context.set_stroke(kurbo_stroke(outline));
                }
                // Hinting and the glyph atlas snap letters to pixels, which makes moving text jump.
                let mut builder = context
                    .glyph_run(&mut self.resources, &font.data)
                    .font_size(run.size)
                    .hint(false)
                    .atlas_cache(false);
                if run.skew != 0.0 {
                    builder = builder.glyph_transform(Affine::skew(libm::tan(f64::from(run.skew)), 0.0));
                }
                if run.embolden {
                    let amount = EMBOLDEN * f64::from(run.size);
                    builder = builder.font_embolden(vello_cpu_embolden(amount));
                }
                let placed = glyphs.iter().map(|glyph| Glyph { id: glyph.id, x: glyph.x, y: glyph.y });
                // A glyph without an outline, such as a space, draws nothing; that is not an error.
                let _drawn =
                    if outline.is_some() { builder.stroke_glyphs(placed) } else { builder.fill_glyphs(placed) };
            }
            Command::Image { picture, size, pixels_from_shape, opacity } => {
                let Some(level) = self.pictures.at_scale(picture, assets, scale_of(pixels_from_shape)) else { return };
                let [width, height] = size.map(f64::from);
                let (level_width, level_height) = (f64::from(level.width()), f64::from(level.height()));
                context.set_transform(
                    *pixels_from_shape * Affine::scale_non_uniform(width / level_width, height / level_height),
                );
                let sampler = ImageSampler {
                    x_extend: Extend::Pad,
                    y_extend: Extend::Pad,
                    quality: ImageQuality::Medium,
                    alpha: *opacity,
                };
                context.set_paint(PaintType::Image(ImageBrush { image: ImageSource::Pixmap(level), sampler }));
                context.fill_rect(&Rect::new(0.0, 0.0, level_width, level_height));
            }
            Command::PushLayer { clip, opacity } => {
                *depth += 1;
                let path: Option<&BezPath> = clip.as_ref().map(|(path, transform)| {
                    context.set_transform(*transform);
                    path.as_ref()
                });
                context.set_fill_rule(Fill::NonZero);
                context.push_layer(path, None, (*opacity < 1.0).then_some(*opacity), None, None);
            }
            Command::PopLayer => {
                if *depth > 0 {
                    *depth -= 1;
                    context.pop_layer();
                }
            }
        }
    }
}

fn vello_cpu_embolden(amount: f64) -> glifo::FontEmbolden {
    glifo::FontEmbolden::new(Diagonal2::new(amount, amount))
}

/// How many pixels a transform makes of one, on the average of both directions.
fn scale_of(transform: &Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

fn alpha_color(color: Color) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(color.r, color.g, color.b, color.a)
}

fn paint_type(paint: &Paint) -> PaintType {
    let gradient = match paint {
        Paint::Solid(color) => return PaintType::Solid(alpha_color(*color)),
        Paint::Gradient(gradient) => gradient,
    };
    #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
    let base = match gradient.geometry {
        GradientGeometry::Linear { start, end } => Gradient::new_linear((start[0], start[1]), (end[0], end[1])),
        GradientGeometry::Radial { center, radius } => Gradient::new_radial((center[0], center[1]), radius as f32),
        GradientGeometry::Conic { center, start_angle } => {
            let start = start_angle as f32;
            Gradient::new_sweep((center[0], center[1]), start, start + std::f32::consts::TAU)
        }
    };
    let stops: Vec<ColorStop> = gradient
        .stops
        .iter()
        .map(|(offset, color)| ColorStop {
            offset: *offset,
            color: DynamicColor::from_alpha_color(alpha_color(*color)),
        })
        .collect();
    let space = if gradient.oklab { ColorSpaceTag::Oklab } else { ColorSpaceTag::Srgb };
    PaintType::Gradient(Gradient { interpolation_cs: space, ..base.with_stops(stops.as_slice()) })
}

fn kurbo_stroke(stroke: &Stroke) -> kurbo::Stroke {
    let cap = match stroke.cap {
        Cap::Butt => kurbo::Cap::Butt,
        Cap::Round => kurbo::Cap::Round,
        Cap::Square => kurbo::Cap::Square,
    };
    let join = match stroke.join {
        Join::Miter => kurbo::Join::Miter,
        Join::Round => kurbo::Join::Round,
        Join::Bevel => kurbo::Join::Bevel,
    };
    let line = kurbo::Stroke::new(stroke.width).with_caps(cap).with_join(join).with_miter_limit(4.0);
    if stroke.dash.is_empty() { line } else { line.with_dashes(stroke.dash_offset, stroke.dash.clone()) }
}

/// The commands with their paints replaced by opaque white: what they cover, and how much.
pub(crate) fn coverage_of(commands: &[Command]) -> Vec<Command> {
    const WHITE: Paint = Paint::Solid(Color { r: 255, g: 255, b: 255, a: 255 });
    commands
        .iter()
        .filter_map(|command| {
            let mut command = command.clone();
            match &mut command {
                Command::FillRect { paint, .. }
                | Command::FillPath { paint, .. }
                | Command::StrokePath { paint, .. }
                | Command::Glyphs { paint, .. } => {
                    if !paint.is_soft() {
                        return None;
                    }
                    *paint = WHITE;
                }
                Command::PushLayer { .. } | Command::PopLayer => {}
                Command::Image { .. } => return None,
            }
            Some(command)
        })
        .collect()
}

/// Whether a command fills every pixel of a frame by itself.
pub(crate) fn fills_frame(command: &Command, width: u32, height: u32) -> bool {
    let Command::FillRect { rect, pixels_from_shape, .. } = command else { return false };
    let [_, skew_y, skew_x, _, _, _] = pixels_from_shape.as_coeffs();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let covered = (*pixels_from_shape * rect.to_path(0.1)).bounding_box();
    skew_x == 0.0 && skew_y == 0.0 && covered.union(frame) == covered
}
