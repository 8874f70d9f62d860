//! Drawings as calls of the rasteriser.

use kurbo::{Affine, BezPath, Rect, Shape};
use pavo_media::{Beyond, Drawing, Ink, InkBlend, InkWay, Mark, Mixing};
use vello_cpu::color::{AlphaColor, DynamicColor, Srgb};
use vello_cpu::peniko::{BlendMode, ColorStop, Compose, Extend, Fill, Gradient, Mix};
use vello_cpu::{PaintType, RenderContext};

/// Draws a drawing as a whole, of an opacity from 0 to 1.
pub(crate) fn draw(context: &mut RenderContext, drawing: &Drawing, pixels_from_drawing: Affine, opacity: f32) {
    let [width, height] = drawing.size();
    let frame = drawing.spills().then(|| Rect::new(0.0, 0.0, width, height).to_path(0.1));
    // What fades or is mixed does so as a whole.
    let is_layer = frame.is_some() || opacity < 1.0 || drawing.is_mixed();
    if is_layer {
        context.set_transform(pixels_from_drawing);
        context.set_fill_rule(Fill::NonZero);
        context.push_layer(frame.as_ref(), None, (opacity < 1.0).then_some(opacity), None, None);
    }
    marks(context, drawing.marks(), pixels_from_drawing);
    if is_layer {
        context.pop_layer();
    }
    // Letters and layers are filled by the rule that was set last.
    context.set_fill_rule(Fill::NonZero);
    context.reset_paint_transform();
}

fn marks(context: &mut RenderContext, all: &[Mark], pixels_from_drawing: Affine) {
    for mark in all {
        match mark {
            Mark::Fill { path, is_even_odd, ink } => {
                context.set_transform(pixels_from_drawing);
                set_ink(context, ink);
                context.set_fill_rule(rule(*is_even_odd));
                context.fill_path(path);
            }
            Mark::Line { path, stroke, drawing_from_path, ink } => {
                context.set_transform(pixels_from_drawing * *drawing_from_path);
                set_ink(context, ink);
                context.set_stroke(stroke.clone());
                context.stroke_path(path);
            }
            Mark::Group { marks: inner, mixing, opacity, clip, matte } => {
                let compose = match mixing {
                    Mixing::Erase => Compose::DestOut,
                    Mixing::Add => Compose::Plus,
                    _ => Compose::SrcOver,
                };
                let mode = (*mixing != Mixing::Normal).then(|| BlendMode::new(mix(*mixing), compose));
                context.set_transform(pixels_from_drawing);
                let path: Option<&BezPath> = clip.as_ref().map(|(path, is_even_odd)| {
                    context.set_fill_rule(rule(*is_even_odd));
                    path
                });
                context.push_layer(path, mode, (*opacity < 1.0).then_some(*opacity), None, None);
                marks(context, inner, pixels_from_drawing);
                if let Some(matte) = matte {
                    context.set_transform(pixels_from_drawing);
                    context.push_layer(None, Some(BlendMode::new(Mix::Normal, Compose::DestIn)), None, None, None);
                    marks(context, matte, pixels_from_drawing);
                    context.pop_layer();
                }
                context.pop_layer();
            }
        }
    }
}

const fn rule(is_even_odd: bool) -> Fill {
    if is_even_odd { Fill::EvenOdd } else { Fill::NonZero }
}

fn set_ink(context: &mut RenderContext, ink: &Ink) {
    context.reset_paint_transform();
    match ink {
        Ink::Solid(color) => context.set_paint(PaintType::Solid(color_of(*color))),
        Ink::Blend(blend) => {
            context.set_paint(PaintType::Gradient(gradient(blend)));
            context.set_paint_transform(blend.mark_from_way);
        }
    }
}

fn gradient(blend: &InkBlend) -> Gradient {
    let base = match blend.way {
        InkWay::Linear { start, end } => Gradient::new_linear((start[0], start[1]), (end[0], end[1])),
        #[expect(clippy::cast_possible_truncation, reason = "radii of drawings were single numbers before")]
        InkWay::Radial { from, from_radius, to, to_radius } => {
            Gradient::new_two_point_radial((from[0], from[1]), from_radius as f32, (to[0], to[1]), to_radius as f32)
        }
    };
    let extend = match blend.beyond {
        Beyond::Same => Extend::Pad,
        Beyond::Again => Extend::Repeat,
        Beyond::Back => Extend::Reflect,
    };
    let stop = |(offset, color): &(f32, [u8; 4])| ColorStop {
        offset: *offset,
        color: DynamicColor::from_alpha_color(color_of(*color)),
    };
    let stops: Vec<ColorStop> = blend.stops.iter().map(stop).collect();
    base.with_extend(extend).with_stops(stops.as_slice())
}

fn color_of([r, g, b, a]: [u8; 4]) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(r, g, b, a)
}

const fn mix(mixing: Mixing) -> Mix {
    match mixing {
        Mixing::Normal | Mixing::Add | Mixing::Erase => Mix::Normal,
        Mixing::Multiply => Mix::Multiply,
        Mixing::Screen => Mix::Screen,
        Mixing::Overlay => Mix::Overlay,
        Mixing::Darken => Mix::Darken,
        Mixing::Lighten => Mix::Lighten,
        Mixing::ColorDodge => Mix::ColorDodge,
        Mixing::ColorBurn => Mix::ColorBurn,
        Mixing::HardLight => Mix::HardLight,
        Mixing::SoftLight => Mix::SoftLight,
        Mixing::Difference => Mix::Difference,
        Mixing::Exclusion => Mix::Exclusion,
        Mixing::Hue => Mix::Hue,
        Mixing::Saturation => Mix::Saturation,
        Mixing::Color => Mix::Color,
        Mixing::Luminosity => Mix::Luminosity,
    }
}
