//! Document paints and strokes become those of the display list.

use kurbo::Rect;
use pavo_display_list::{
    Blend, Cap, Color, Effect, Gradient, GradientGeometry, Join, Paint, PictureFit, PicturePaint, Stroke,
};
use pavo_scene::{BlendMode, EffectKind, GradientKind, MixSpace, PaintFit, Rgba, StrokeCap, StrokeJoin};
use pavo_timeline::{Palette, Tint, mix};

pub(crate) const fn color(rgba: Rgba) -> Color {
    Color { r: rgba.r, g: rgba.g, b: rgba.b, a: rgba.a }
}

/// A paint with a colour mixed into all of its own; a picture stays as it is.
pub(crate) fn tinted(paint: Paint, tint: Tint) -> Paint {
    let tinted = |own: Color| {
        let own = Rgba { r: own.r, g: own.g, b: own.b, a: own.a };
        color(mix(own, tint.color, tint.share))
    };
    match paint {
        Paint::Solid(own) => Paint::Solid(tinted(own)),
        Paint::Gradient(mut gradient) => {
            for (_, own) in &mut gradient.stops {
                *own = tinted(*own);
            }
            Paint::Gradient(gradient)
        }
        Paint::Mesh(mut mesh) => {
            mesh.colors = mesh.colors.iter().map(|own| tinted(*own)).collect();
            Paint::Mesh(mesh)
        }
        picture @ Paint::Picture(_) => picture,
    }
}

/// A paint over a box, in the box's own space.
pub(crate) fn paint(paint: &pavo_scene::Paint, palette: &Palette, bounds: Rect) -> Paint {
    let gradient = match paint {
        pavo_scene::Paint::Solid(solid) => return Paint::Solid(color(palette.resolve(*solid))),
        pavo_scene::Paint::Gradient(gradient) => gradient,
        pavo_scene::Paint::Mesh(mesh) => return crate::mesh::mesh(mesh, palette, bounds),
        pavo_scene::Paint::Picture(picture) => {
            let fit = match picture.fit {
                None | Some(PaintFit::Cover) => PictureFit::Cover,
                Some(PaintFit::Fill) => PictureFit::Fill,
                Some(PaintFit::Tile) => PictureFit::Tile,
            };
            let picture = picture.src.as_str().into();
            return Paint::Picture(PicturePaint { picture, rect: bounds, fit, opacity: 1.0 });
        }
    };
    let [fx, fy] = gradient.at.unwrap_or([0.5, 0.5]);
    let at = [bounds.x0 + fx * bounds.width(), bounds.y0 + fy * bounds.height()];
    let angle = gradient.angle.unwrap_or(0.0).to_radians();
    let geometry = match gradient.kind {
        GradientKind::Linear => {
            // As in CSS: the line is as long as makes the corners get the first and the last colour.
            let (sin, cos) = (libm::sin(angle), libm::cos(angle));
            let reach = (bounds.width() * cos.abs() + bounds.height() * sin.abs()) / 2.0;
            let center = bounds.center();
            GradientGeometry::Linear {
                start: [center.x - cos * reach, center.y - sin * reach],
                end: [center.x + cos * reach, center.y + sin * reach],
            }
        }
        GradientKind::Radial => {
            let radius = gradient.radius.unwrap_or(0.5) * bounds.width().max(bounds.height());
            GradientGeometry::Radial { center: at, radius: radius.max(1e-3) }
        }
        GradientKind::Conic => GradientGeometry::Conic { center: at, start_angle: angle },
    };
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
    let stops = gradient.stops.iter().map(|stop| (stop.offset as f32, color(palette.resolve(stop.color)))).collect();
    Paint::Gradient(Gradient { geometry, stops, oklab: gradient.mix != Some(MixSpace::Srgb) })
}

/// An effect of a document at a time of its scene, where a design unit is `px_per_unit` pixels.
pub(crate) fn effect(effect: &pavo_scene::Effect, palette: &Palette, px_per_unit: f64, secs: f64) -> Effect {
    /// Black at 30 %.
    const SHADOW: Rgba = Rgba { r: 0, g: 0, b: 0, a: 77 };
    let sigma_px = |default: f64| effect.radius.unwrap_or(default) / 2.0 * px_per_unit;
    let tint = effect.color.map(|tint| palette.resolve(tint));
    let length_px = |default: f64| effect.radius.unwrap_or(default) * px_per_unit;
    let offset_px = [effect.x.unwrap_or(0.0) * px_per_unit, effect.y.unwrap_or(8.0) * px_per_unit];
    match effect.kind {
        EffectKind::Blur => Effect::Blur { sigma_px: sigma_px(16.0) },
        EffectKind::DirectionalBlur => {
            let (length, angle) = (length_px(48.0), effect.angle.unwrap_or(0.0).to_radians());
            Effect::DirectionalBlur { way_px: [length * libm::cos(angle), length * libm::sin(angle)] }
        }
        EffectKind::Shadow => {
            Effect::Shadow { offset_px, sigma_px: sigma_px(16.0), color: color(tint.unwrap_or(SHADOW)) }
        }
        EffectKind::InnerShadow => {
            Effect::InnerShadow { offset_px, sigma_px: sigma_px(16.0), color: color(tint.unwrap_or(SHADOW)) }
        }
        EffectKind::Glow => {
            Effect::Glow { sigma_px: sigma_px(40.0), color: tint.map(color), strength: effect.strength.unwrap_or(1.0) }
        }
        EffectKind::Adjust => Effect::ColorMatrix { rows: crate::color_matrix::adjusting(effect) },
        EffectKind::Tint => {
            let tint = tint.unwrap_or_else(|| palette.resolve(pavo_scene::ColorToken::Accent.into()));
            let shade = effect.shade.map_or(Rgba::BLACK, |shade| palette.resolve(shade));
            Effect::ColorMatrix { rows: crate::color_matrix::tinting(shade, tint, effect.strength.unwrap_or(1.0)) }
        }
        EffectKind::Grain => {
            /// New dots so many times a second: as film, slower than most frame rates.
            const HERTZ: f64 = 16.0;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some thousand at most")]
            let seed = (secs.max(0.0) * HERTZ) as u64;
            Effect::Grain {
                sigma: effect.strength.unwrap_or(0.05).min(1.0),
                size_px: length_px(2.0),
                seed: seed.wrapping_mul(0xD6E8_FEB8_6659_FD93),
            }
        }
        EffectKind::Vignette => Effect::Vignette { amount: effect.strength.unwrap_or(0.2).min(1.0) },
        EffectKind::Pixelate => Effect::Pixelate { size_px: length_px(24.0) },
        EffectKind::RgbSplit => Effect::RgbSplit { offset_px: length_px(8.0) },
        EffectKind::Posterize => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 64")]
            let levels = effect.strength.unwrap_or(6.0).clamp(2.0, 64.0) as u32;
            Effect::Posterize { levels }
        }
    }
}

pub(crate) const fn blend(mode: BlendMode) -> Blend {
    match mode {
        BlendMode::Normal => Blend::Normal,
        BlendMode::Multiply => Blend::Multiply,
        BlendMode::Screen => Blend::Screen,
        BlendMode::Overlay => Blend::Overlay,
        BlendMode::Darken => Blend::Darken,
        BlendMode::Lighten => Blend::Lighten,
        BlendMode::ColorDodge => Blend::ColorDodge,
        BlendMode::ColorBurn => Blend::ColorBurn,
        BlendMode::HardLight => Blend::HardLight,
        BlendMode::SoftLight => Blend::SoftLight,
        BlendMode::Difference => Blend::Difference,
        BlendMode::Exclusion => Blend::Exclusion,
        BlendMode::Hue => Blend::Hue,
        BlendMode::Saturation => Blend::Saturation,
        BlendMode::Color => Blend::Color,
        BlendMode::Luminosity => Blend::Luminosity,
    }
}

/// Width of a line that the document does not give one, in design units.
const STROKE_WIDTH: f64 = 4.0;

pub(crate) fn stroke(stroke: &pavo_scene::Stroke, width: Option<f64>, dash_offset: Option<f64>) -> Stroke {
    Stroke {
        width: width.or(stroke.width).unwrap_or(STROKE_WIDTH),
        cap: match stroke.cap {
            None | Some(StrokeCap::Butt) => Cap::Butt,
            Some(StrokeCap::Round) => Cap::Round,
            Some(StrokeCap::Square) => Cap::Square,
        },
        join: match stroke.join {
            None | Some(StrokeJoin::Miter) => Join::Miter,
            Some(StrokeJoin::Round) => Join::Round,
            Some(StrokeJoin::Bevel) => Join::Bevel,
        },
        dash: stroke.dash.clone(),
        dash_offset: dash_offset.or(stroke.dash_offset).unwrap_or(0.0),
    }
}
