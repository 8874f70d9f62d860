//! Everything that knows the rasteriser's own types: display list commands become its calls.

mod blending;
mod moving;

use crate::drawings;
use crate::effect::LayerPixels;
use crate::effect_cache::{EffectCache, EffectKey, EffectLayer};
use crate::letters::Letters;
use crate::light::Light;
use crate::paints::{alpha_color, kurbo_stroke, set_paint};
use crate::pictures::Pictures;
use crate::region::{Region, TILE};
use crate::resample::{Resampled, Resampler, sampling_of};
use crate::wide::widely;
use kurbo::{Affine, BezPath, Diagonal2, Point, Rect, Shape, Vec2};
use pavo_display_list::{
    Blend, Color, Command, Digest, DisplayList, Effect, FillRule, Glyph as DrawnGlyph, GlyphRun, Layer, Segment,
    bounds_of,
};
use pavo_media::Assets;
use std::sync::Arc;
use vello_cpu::peniko::{
    BlendMode, Compose, Extend, Fill, ImageAlphaType, ImageBrush, ImageQuality, ImageSampler, Mix,
};
use vello_cpu::{
    Glyph, ImageSource, Level, PaintType, PixelMetadata, Pixmap, PixmapMut, RasterizerSettings, RenderContext,
    RenderSettings, Resources, TargetInit,
};

/// How thick a missing bold is made, as a share of the size.
pub(crate) const EMBOLDEN: f64 = 0.02;

/// A single-threaded rasteriser for frames of one size.
#[derive(Debug)]
pub(crate) struct Vello {
    /// Width and height of the frame.
    size: (u16, u16),
    /// How many layers with effects it is in.
    depth: u32,
    context: RenderContext,
    resources: Resources,
    pictures: Pictures,
    resampler: Resampler,
    /// Draws layers with effects, which need pixels of their own; made when first needed.
    inner: Option<Box<Self>>,
    /// Layers with effects that were drawn lately.
    effects: EffectCache,
    letters: Letters,
    /// Takes the mean of what moves; made when first needed.
    light: Option<Box<Light>>,
    /// Where layers are drawn that are blended here.
    aside: Vec<u8>,
    /// Whether only what effects add to a layer is wanted, not what of it stays as it was.
    is_coverage: bool,
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
            size: (width, height),
            depth: 0,
            context: RenderContext::new_with(width, height, settings),
            resources: Resources::new(),
            pictures: Pictures::default(),
            resampler: Resampler::default(),
            inner: None,
            effects: EffectCache::default(),
            letters: Letters::default(),
            light: None,
            aside: Vec::new(),
            is_coverage: false,
        }
    }

    /// Draws commands into a frame: on a ground of one colour, or on what is there.
    ///
    /// `pixels`: RGBA8, premultiplied, row-major, `4 * width * height` bytes.
    pub(crate) fn draw(&mut self, commands: &[Command], ground: Option<Color>, assets: &Assets, pixels: &mut [u8]) {
        let (width, height) = self.size;
        self.draw_part(commands, Affine::IDENTITY, (width, height), ground, assets, pixels);
    }

    /// Draws what lies behind all else of a frame, on a ground of one colour.
    ///
    /// `pixels`: as for [`Vello::draw`]. Layers with effects that come first are put on by themselves, which is faster
    /// and rounds a little otherwise: parts of them are not to be drawn in another way.
    pub(crate) fn draw_ground(&mut self, commands: &[Command], ground: Color, assets: &Assets, pixels: &mut [u8]) {
        let (width, height) = self.size;
        let mut begin = 0;
        while let Some(Command::PushLayer(layer)) = commands.get(begin) {
            let end = end_of_layer(commands, begin + 1);
            let content = &commands[begin + 1..end];
            if layer.clip.is_some() || layer.blend != Blend::Normal || !layer.is_drawn_aside() {
                break;
            }
            if begin == 0 {
                Region::whole(width.into(), height.into()).fill(ground, pixels, width.into());
            }
            if let Some(drawn) = self.effect_layer(content, layer, Affine::IDENTITY, self.size, assets) {
                blending::put_on(&drawn, crate::blur::byte(layer.opacity * 255.0), pixels, self.size);
            }
            begin = end + 1;
        }
        let rest = commands.get(begin..).unwrap_or_default();
        if begin == 0 || !rest.is_empty() {
            self.draw(rest, (begin == 0).then_some(ground), assets, pixels);
        }
    }

    /// The segments of a list after its first `start` commands, with the letters' own bounds.
    pub(crate) fn segments(&mut self, list: &DisplayList, start: usize, assets: &Assets) -> Vec<Segment> {
        list.segments_from(start, &mut |run, glyph| self.letters.bounds(run, glyph, assets))
    }

    /// What commands cover with soft paints and effects: a byte for each pixel, 0 where nothing is covered.
    ///
    /// `commands`: from [`coverage_of`](crate::coverage::coverage_of).
    pub(crate) fn draw_coverage(&mut self, commands: &[Command], assets: &Assets, coverage: &mut Vec<u8>) {
        let (width, height) = (usize::from(self.size.0), usize::from(self.size.1));
        coverage.clear();
        coverage.resize(width * height, 0);
        if let Some(layers) = self.layers_alone(commands, assets) {
            // Layers that have been drawn already, at whole places: what they cover is in their pixels.
            for layer in &layers {
                widely!(cover_with(coverage, [width, height], layer));
            }
            return;
        }
        self.is_coverage = true;
        let mut pixels = std::mem::take(&mut self.aside);
        pixels.resize(4 * width * height, 0);
        self.draw(commands, Some(NOTHING), assets, &mut pixels);
        for (covered, pixel) in coverage.iter_mut().zip(pixels.as_chunks::<4>().0) {
            *covered = pixel[3];
        }
        self.aside = pixels;
        self.is_coverage = false;
    }

    /// The layers that commands consist of; `None` when there is anything else among them.
    fn layers_alone(&mut self, commands: &[Command], assets: &Assets) -> Option<Vec<EffectLayer>> {
        let mut layers = Vec::new();
        let mut index = 0;
        while let Some(command) = commands.get(index) {
            let Command::PushLayer(layer) = command else { return None };
            let end = end_of_layer(commands, index + 1);
            let content = &commands[index + 1..end];
            if layer.clip.is_some() || layer.blend != Blend::Normal || (!content.is_empty() && !layer.is_drawn_aside())
            {
                return None;
            }
            if layer.opacity > 0.0 && !content.is_empty() {
                layers.extend(self.effect_layer(content, layer, Affine::IDENTITY, self.size, assets));
            }
            index = end + 1;
        }
        Some(layers)
    }

    /// Draws commands on what is there, in the frame's first `rows` rows only.
    ///
    /// `pixels`: as for [`Vello::draw`]; the pixels of those rows are as [`Vello::draw`] leaves them.
    pub(crate) fn draw_rows(&mut self, commands: &[Command], rows: u32, assets: &Assets, pixels: &mut [u8]) {
        let (width, height) = self.size;
        self.begin_part((width, height));
        self.record(commands, Affine::IDENTITY, (width, height), assets);
        let rows = u16::try_from(rows).unwrap_or(height).min(height);
        let bytes = usize::from(width) * usize::from(rows) * 4;
        self.render_into(&mut pixels[..bytes], (width, rows), TargetInit::SrcOver);
    }

    /// Draws commands into a part of a frame, which `part_from_frame` moves to the origin.
    fn draw_part(
        &mut self,
        commands: &[Command],
        part_from_frame: Affine,
        size: (u16, u16),
        ground: Option<Color>,
        assets: &Assets,
        pixels: &mut [u8],
    ) {
        // The rasteriser blends only with what it draws in one go; layers are blended here, onto pixels
        // that are complete up to them.
        let (mut from, mut ground) = (0, ground);
        while let Some((start, end)) = blending::blended_layer(commands, from) {
            if from < start || ground.is_some() {
                self.draw_run(&commands[from..start], part_from_frame, size, ground, assets, pixels);
            }
            if let Command::AdjustBelow { effects, opacity } = &commands[start] {
                if !self.is_coverage {
                    blending::adjust_below(effects, *opacity, size, pixels);
                }
            } else {
                self.blend_layer(&commands[start..end], part_from_frame, size, assets, pixels);
            }
            (from, ground) = (end, None);
        }
        if from == 0 || from < commands.len() {
            self.draw_run(&commands[from..], part_from_frame, size, ground, assets, pixels);
        }
    }

    /// Draws commands without layers to blend.
    fn draw_run(
        &mut self,
        commands: &[Command],
        part_from_frame: Affine,
        (width, height): (u16, u16),
        ground: Option<Color>,
        assets: &Assets,
        pixels: &mut [u8],
    ) {
        if let (Some(color), true) = (ground, commands.is_empty()) {
            return Region::whole(width.into(), height.into()).fill(color, pixels, width.into());
        }
        let backdrop = ground.and_then(|_| self.backdrop(commands, part_from_frame, (width, height), assets, pixels));
        if let Some(drawn) = backdrop {
            return self.draw_run(&commands[drawn..], part_from_frame, (width, height), None, assets, pixels);
        }
        self.begin_part((width, height));
        let target_init = match ground {
            Some(color) => TargetInit::Clear(alpha_color(color)),
            None => TargetInit::SrcOver,
        };
        self.record(commands, part_from_frame, (width, height), assets);
        self.render_into(pixels, (width, height), target_init);
    }

    /// Draws a picture that is behind everything and fills the part, if there is one: how many commands that were.
    fn backdrop(
        &mut self,
        commands: &[Command],
        part_from_frame: Affine,
        part_size: (u16, u16),
        assets: &Assets,
        pixels: &mut [u8],
    ) -> Option<usize> {
        let (image, drawn) = match commands {
            [Command::PushLayer(layer), image, Command::PopLayer, ..] => {
                (clips_nothing(layer, part_from_frame, part_size).then_some(image)?, 3)
            }
            [image, ..] => (image, 1),
            [] => return None,
        };
        let Command::Image { picture, frame, size, pixels_from_shape, opacity: 1.0 } = image else { return None };
        let (scale, sampling) = (scale_of(pixels_from_shape), sampling_of(pixels_from_shape));
        let level = self.pictures.at_scale(picture, *frame, assets, scale, sampling)?;
        let pixels_from_level = part_from_frame * *pixels_from_shape * shape_from_level(*size, &level);
        self.resampler.fill(&level, &pixels_from_level, part_size, pixels).then_some(drawn)
    }

    fn begin_part(&mut self, (width, height): (u16, u16)) {
        // A tile that is cut by the edge is rounded otherwise than a whole one; beyond the frame nothing is kept.
        let (width, height) = (width.next_multiple_of(TILE), height.next_multiple_of(TILE));
        if (self.context.width(), self.context.height()) == (width, height) {
            self.context.reset();
        } else {
            self.context.reset_and_resize(width, height);
        }
    }

    fn render_into(&mut self, pixels: &mut [u8], (width, height): (u16, u16), target_init: TargetInit) {
        self.context.flush();
        if let Some(target) = PixmapMut::new(width, height, pixels) {
            let settings = RasterizerSettings { target_init, ..RasterizerSettings::default() };
            self.context.render_with(target, &mut self.resources, settings);
        }
    }

    /// Hands commands to the rasteriser, layers with effects as pixels.
    fn record(&mut self, commands: &[Command], part_from_frame: Affine, (width, height): (u16, u16), assets: &Assets) {
        let mut depth = 0_usize;
        let mut index = 0;
        while let Some(command) = commands.get(index) {
            index += 1;
            if let Command::Moving { samples } = command {
                let drawn = self.moving_layer(command, samples, part_from_frame, (width, height), assets);
                if let Some(EffectLayer { pixels, x, y, .. }) = drawn {
                    self.pixmap_at(pixels, x, y);
                }
            } else if let Command::PushLayer(layer) = command
                && (layer.is_drawn_aside() || holds_adjustment(&commands[index..end_of_layer(commands, index)]))
            {
                let end = end_of_layer(commands, index);
                let content = &commands[index..end];
                let drawn = self.effect_layer(content, layer, part_from_frame, (width, height), assets);
                if let Some(EffectLayer { pixels, changed, x, y }) = drawn {
                    self.begin_layer(layer, part_from_frame);
                    let changed = changed.filter(|_| self.is_coverage).map(|changed| white(&changed, &pixels));
                    self.pixmap_at(changed.unwrap_or(pixels), x, y);
                    self.context.pop_layer();
                }
                // The layer's end is passed over with its content.
                index = end + 1;
            } else {
                self.command(command, part_from_frame, (width, height), assets, &mut depth);
            }
        }
        for _ in 0..depth {
            self.context.pop_layer();
        }
    }

    /// A layer with its effects done: as it was kept, or drawn into pixels of its own.
    fn effect_layer(
        &mut self,
        content: &[Command],
        layer: &Layer,
        part_from_frame: Affine,
        part_size: (u16, u16),
        assets: &Assets,
    ) -> Option<EffectLayer> {
        // How the layer is put on what is below it is not part of it.
        let (effects, matte) = (layer.effects.clone(), layer.matte.clone());
        let bare = Command::PushLayer(Layer { effects, matte, ..Layer::default() });
        let key = EffectKey {
            content: Digest::of_commands(std::iter::once(&bare).chain(content)),
            part_from_frame: part_from_frame.as_coeffs().map(f64::to_bits),
            part_size,
        };
        if let Some(kept) = self.effects.get(&key) {
            return kept;
        }
        let drawn = self.draw_effects(content, layer, part_from_frame, part_size, assets);
        self.effects.put(key, drawn.clone());
        drawn
    }

    /// Draws a layer into pixels of its own and does its effects.
    fn draw_effects(
        &mut self,
        commands: &[Command],
        layer: &Layer,
        part_from_frame: Affine,
        (width, height): (u16, u16),
        assets: &Assets,
    ) -> Option<EffectLayer> {
        let effects = layer.effects.as_slice();
        let reach: f64 = effects.iter().map(Effect::reach_px).sum();
        let letters = &mut self.letters;
        let mut letter = |run: &GlyphRun, glyph: &DrawnGlyph| letters.bounds(run, glyph, assets);
        let content = part_from_frame.transform_rect_bbox(bounds_of(commands, &mut letter)?);
        // What lies further outside than the effects reach cannot be seen.
        let seen = Rect::new(0.0, 0.0, f64::from(width), f64::from(height)).inflate(reach, reach);
        let reached =
            if effects.iter().any(Effect::reads_all) { content } else { content.intersect(seen).inflate(reach, reach) };
        let area = reached.intersect(self.seen_by_effects(part_from_frame)).expand();
        if content.intersect(seen).area() <= 0.0 {
            return None;
        }
        let (layer_width, layer_height) = (side_of(area.width()), side_of(area.height()));
        let mut bytes = vec![0; usize::from(layer_width) * usize::from(layer_height) * 4];
        let inner = self.inner.get_or_insert_with(|| Self::within(self.size, self.depth, layer_width, layer_height));
        let layer_from_frame = Affine::translate((-area.x0, -area.y0)) * part_from_frame;
        inner.draw_part(commands, layer_from_frame, (layer_width, layer_height), Some(NOTHING), assets, &mut bytes);
        let drawn = LayerPixels { width: layer_width.into(), height: layer_height.into(), bytes };
        let matte = layer.matte.as_deref().map(|matte| {
            let mut bytes = vec![0; drawn.bytes.len()];
            let size = (layer_width, layer_height);
            inner.draw_part(&matte.commands, layer_from_frame, size, Some(NOTHING), assets, &mut bytes);
            (LayerPixels { width: drawn.width, height: drawn.height, bytes }, matte)
        });
        let matted = |layer: LayerPixels| match &matte {
            Some((pixels, matte)) => layer.matted(pixels, matte.is_luma, matte.is_inverted),
            None => layer,
        };
        // A shadow leaves the opaque pixels above it as they are.
        let at = layer_from_frame.inverse() * Point::ORIGIN;
        let origin = [at.x, at.y];
        let is_below = effects.iter().all(|effect| matches!(effect, Effect::Shadow { .. } | Effect::Glow { .. }));
        let opaque = is_below.then(|| drawn.clone());
        let drawn = matted(drawn.with(effects, origin));
        let changed = opaque.map(|opaque| Arc::from(drawn.alpha_without_opaque(&opaque)));
        let pixels = pixmap_of(drawn.bytes, layer_width, layer_height);
        Some(EffectLayer { pixels, changed, x: area.x0, y: area.y0 })
    }

    /// The part of the plane of which layers with effects have pixels: the frame and as much around it as it is wide,
    /// less within layers within layers. It bounds what layers of wide effects within each other take.
    fn seen_by_effects(&self, part_from_frame: Affine) -> Rect {
        let (width, height) = self.size;
        let margin = f64::from(width.max(height)) / f64::from(self.depth + 1);
        let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        part_from_frame.transform_rect_bbox(frame.inflate(margin, margin))
    }

    /// A rasteriser for layers of a frame of `size`, in one that is so many layers deep itself.
    fn within(size: (u16, u16), depth: u32, width: u16, height: u16) -> Box<Self> {
        Box::new(Self { size, depth: depth + 1, ..Self::new(width, height) })
    }

    /// Draws pixels at a whole place, as they are.
    fn pixmap_at(&mut self, pixmap: Arc<Pixmap>, x: f64, y: f64) {
        let area = Rect::new(0.0, 0.0, f64::from(pixmap.width()), f64::from(pixmap.height()));
        let sampler =
            ImageSampler { x_extend: Extend::Pad, y_extend: Extend::Pad, quality: ImageQuality::Low, alpha: 1.0 };
        self.context.set_transform(Affine::translate((x, y)));
        self.context.reset_paint_transform();
        self.context.set_paint(PaintType::Image(ImageBrush { image: ImageSource::Pixmap(pixmap), sampler }));
        self.context.fill_rect(&area);
    }

    fn begin_layer(&mut self, layer: &Layer, part_from_frame: Affine) {
        let path: Option<&BezPath> = layer.clip.as_ref().map(|(path, transform)| {
            self.context.set_transform(part_from_frame * *transform);
            path.as_ref()
        });
        self.context.set_fill_rule(Fill::NonZero);
        let blend_mode = (layer.blend != Blend::Normal).then(|| BlendMode::new(mix(layer.blend), Compose::SrcOver));
        self.context.push_layer(path, blend_mode, (layer.opacity < 1.0).then_some(layer.opacity), None, None);
    }

    fn command(
        &mut self,
        command: &Command,
        part_from_frame: Affine,
        part_size: (u16, u16),
        assets: &Assets,
        depth: &mut usize,
    ) {
        let context = &mut self.context;
        match command {
            Command::FillRect { rect, pixels_from_shape, paint } => {
                context.set_transform(part_from_frame * *pixels_from_shape);
                set_paint(context, &mut self.pictures, assets, paint, scale_of(pixels_from_shape));
                context.fill_rect(rect);
            }
            Command::FillPath { path, rule, pixels_from_shape, paint } => {
                context.set_transform(part_from_frame * *pixels_from_shape);
                set_paint(context, &mut self.pictures, assets, paint, scale_of(pixels_from_shape));
                context.set_fill_rule(match rule {
                    FillRule::NonZero => Fill::NonZero,
                    FillRule::EvenOdd => Fill::EvenOdd,
                });
                context.fill_path(path);
                // Letters are filled by the rule that was set last.
                context.set_fill_rule(Fill::NonZero);
            }
            Command::StrokePath { path, stroke, pixels_from_shape, paint } => {
                context.set_transform(part_from_frame * *pixels_from_shape);
                set_paint(context, &mut self.pictures, assets, paint, scale_of(pixels_from_shape));
                context.set_stroke(kurbo_stroke(stroke));
                context.stroke_path(path);
            }
            Command::Glyphs { run, glyphs, outline, pixels_from_shape, paint } => {
                let Some(font) = assets.font(run.font) else { return };
                // The rasteriser gives up on broken outlines and fonts.
                let letters = &mut self.letters;
                let whole = glyphs.iter().filter(|glyph| letters.bounds(run, glyph, assets).is_some());
                let placed: Vec<Glyph> = whole.map(|glyph| Glyph { id: glyph.id, x: glyph.x, y: glyph.y }).collect();
                if placed.is_empty() {
                    return;
                }
                context.set_transform(part_from_frame * *pixels_from_shape);
                set_paint(context, &mut self.pictures, assets, paint, scale_of(pixels_from_shape));
                if let Some(outline) = outline {
                    context.set_stroke(kurbo_stroke(outline));
                }
                // Hinting and the glyph atlas snap letters to pixels, which makes moving text jump.
                let mut builder = context
                    .glyph_run(&mut self.resources, font.data())
                    .font_size(run.size)
                    .normalized_coords(run.axes.coords())
                    .hint(false)
                    .atlas_cache(false);
                if run.skew != 0.0 {
                    builder = builder.glyph_transform(Affine::skew(libm::tan(f64::from(run.skew)), 0.0));
                }
                if run.embolden {
                    let amount = EMBOLDEN * f64::from(run.size);
                    builder = builder.font_embolden(vello_cpu_embolden(amount));
                }
                let placed = placed.into_iter();
                // A glyph without an outline, such as a space, draws nothing; that is not an error.
                let _drawn =
                    if outline.is_some() { builder.stroke_glyphs(placed) } else { builder.fill_glyphs(placed) };
            }
            Command::Image { picture, frame, size, pixels_from_shape, opacity } => {
                let (scale, sampling) = (scale_of(pixels_from_shape), sampling_of(pixels_from_shape));
                let level = self.pictures.at_scale(picture, *frame, assets, scale, sampling);
                let Some(level) = level else { return };
                let (level_width, level_height) = (f64::from(level.width()), f64::from(level.height()));
                let pixels_from_level = part_from_frame * *pixels_from_shape * shape_from_level(*size, &level);
                let resampled = self.resampler.resample((picture, *frame), &level, &pixels_from_level, part_size);
                let (image, quality, transform, area) = match resampled {
                    // Its pixels are the frame's; only the edges of its box fall between them.
                    Some(Resampled { pixels, corner: [x, y] }) => {
                        let bounds =
                            pixels_from_level.transform_rect_bbox(Rect::new(0.0, 0.0, level_width, level_height));
                        (pixels, ImageQuality::Low, Affine::translate((x, y)), bounds - Vec2::new(x, y))
                    }
                    None => {
                        let area = Rect::new(0.0, 0.0, level_width, level_height);
                        (level, ImageQuality::Medium, pixels_from_level, area)
                    }
                };
                let sampler = ImageSampler { x_extend: Extend::Pad, y_extend: Extend::Pad, quality, alpha: *opacity };
                context.set_transform(transform);
                context.reset_paint_transform();
                context.set_paint(PaintType::Image(ImageBrush { image: ImageSource::Pixmap(image), sampler }));
                context.fill_rect(&area);
            }
            Command::Drawing { drawing, pixels_from_shape, opacity, .. } => {
                // Nothing stands in for a drawing that is missing.
                if let Some(drawing) = assets.drawing(drawing) {
                    drawings::draw(context, drawing, part_from_frame * *pixels_from_shape, *opacity);
                }
            }
            Command::PushLayer(layer) => {
                *depth += 1;
                self.begin_layer(layer, part_from_frame);
            }
            // Done in between, on pixels that are complete.
            Command::AdjustBelow { .. } => {}
            // Drawn before, as pixels.
            Command::Moving { .. } => {}
            Command::PopLayer => {
                if *depth > 0 {
                    *depth -= 1;
                    context.pop_layer();
                }
            }
        }
    }
}

/// Marks the pixels of a frame of a size that a layer at a whole place covers.
#[inline(always)]
fn cover_with(coverage: &mut [u8], size: [usize; 2], layer: &EffectLayer) {
    for (begin, own) in layer.rows_within(size) {
        let covered = coverage[begin..].iter_mut();
        if let Some(changed) = &layer.changed {
            covered.zip(&changed[own]).for_each(|(covered, cover)| *covered |= cover);
        } else {
            let pixels = &layer.pixels.data_as_u8_slice().as_chunks::<4>().0[own];
            covered.zip(pixels).for_each(|(covered, pixel)| *covered |= pixel[3]);
        }
    }
}

/// White where something was changed, as much as it was; of the size of other pixels.
fn white(changed: &[u8], pixels: &Pixmap) -> Arc<Pixmap> {
    pixmap_of(changed.iter().flat_map(|cover| [*cover; 4]).collect(), pixels.width(), pixels.height())
}

/// From the pixels of a picture at some size to those of its own.
fn shape_from_level(size: [u32; 2], level: &Pixmap) -> Affine {
    let [width, height] = size.map(f64::from);
    Affine::scale_non_uniform(width / f64::from(level.width()), height / f64::from(level.height()))
}

/// Whether a layer leaves what is in it as it is, within a part of a frame.
fn clips_nothing(layer: &Layer, part_from_frame: Affine, (width, height): (u16, u16)) -> bool {
    let Some((path, pixels_from_shape)) = &layer.clip else { return *layer == Layer::default() };
    let is_plain = *layer == Layer { clip: layer.clip.clone(), ..Layer::default() };
    let [_, skew_y, skew_x, _, _, _] = pixels_from_shape.as_coeffs();
    let bounds = path.bounding_box();
    let is_rect = (path.area().abs() - bounds.area()).abs() <= 1e-9 * bounds.area();
    let part = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let seen = (part_from_frame * *pixels_from_shape).transform_rect_bbox(bounds);
    is_plain && is_rect && skew_x == 0.0 && skew_y == 0.0 && seen.union(part) == seen
}

/// A side of a layer's pixels.
fn side_of(length_px: f64) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u16")]
    let side = length_px.clamp(1.0, f64::from(u16::MAX)) as u16;
    side
}

/// Pixels to draw; `bytes`: RGBA8, premultiplied, row-major.
fn pixmap_of(bytes: Vec<u8>, width: u16, height: u16) -> Arc<Pixmap> {
    let alpha_type = ImageAlphaType::AlphaPremultiplied;
    let metadata = PixelMetadata { may_have_transparency: true, alpha_type };
    Arc::new(Pixmap::from_parts(bytes, width, height, metadata))
}

fn vello_cpu_embolden(amount: f64) -> glifo::FontEmbolden {
    glifo::FontEmbolden::new(Diagonal2::new(amount, amount))
}

/// How many pixels a transform makes of one, on the average of both directions.
fn scale_of(transform: &Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

fn mix(blend: Blend) -> Mix {
    match blend {
        Blend::Normal => Mix::Normal,
        Blend::Multiply => Mix::Multiply,
        Blend::Screen => Mix::Screen,
        Blend::Overlay => Mix::Overlay,
        Blend::Darken => Mix::Darken,
        Blend::Lighten => Mix::Lighten,
        Blend::ColorDodge => Mix::ColorDodge,
        Blend::ColorBurn => Mix::ColorBurn,
        Blend::HardLight => Mix::HardLight,
        Blend::SoftLight => Mix::SoftLight,
        Blend::Difference => Mix::Difference,
        Blend::Exclusion => Mix::Exclusion,
        Blend::Hue => Mix::Hue,
        Blend::Saturation => Mix::Saturation,
        Blend::Color => Mix::Color,
        Blend::Luminosity => Mix::Luminosity,
    }
}

/// Whether effects on what is below have to be done within a layer, which needs its pixels by themselves.
fn holds_adjustment(content: &[Command]) -> bool {
    content.iter().any(|command| matches!(command, Command::AdjustBelow { .. }))
}

/// Where the layer ends whose content begins at `from`: the index of its [`Command::PopLayer`], or the end of all.
fn end_of_layer(commands: &[Command], from: usize) -> usize {
    let mut depth = 0_usize;
    for (index, command) in commands.iter().enumerate().skip(from) {
        match command {
            Command::PushLayer(_) => depth += 1,
            Command::PopLayer if depth == 0 => return index,
            Command::PopLayer => depth -= 1,
            _ => {}
        }
    }
    commands.len()
}

/// Nothing at all.
pub(crate) const NOTHING: Color = Color { r: 0, g: 0, b: 0, a: 0 };
