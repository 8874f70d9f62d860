//! Paints and strokes of the display list as the rasteriser's own.

use pavo_display_list::{Cap, Color, GradientGeometry, Join, Paint, Stroke};
use vello_cpu::PaintType;
use vello_cpu::color::{AlphaColor, ColorSpaceTag, DynamicColor, Srgb};
use vello_cpu::peniko::{ColorStop, Gradient};

pub(crate) fn alpha_color(color: Color) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(color.r, color.g, color.b, color.a)
}

pub(crate) fn paint_type(paint: &Paint) -> PaintType {
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

pub(crate) fn kurbo_stroke(stroke: &Stroke) -> kurbo::Stroke {
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
