//! Paints and strokes of the display list as the rasteriser's own.

use crate::pictures::{Pictures, Sampling};
use kurbo::{Affine, Rect};
use pavo_display_list::{Cap, Color, GradientGeometry, Join, Mesh, Paint, PictureFit, PicturePaint, Stroke};
use pavo_media::Assets;
use std::sync::Arc;
use vello_cpu::color::{AlphaColor, ColorSpaceTag, DynamicColor, Srgb};
use vello_cpu::peniko::{ColorStop, Extend, Gradient, ImageAlphaType, ImageBrush, ImageQuality, ImageSampler};
use vello_cpu::{ImageSource, PaintType, PixelMetadata, Pixmap, RenderContext};

pub(crate) fn alpha_color(color: Color) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(color.r, color.g, color.b, color.a)
}

/// Sets what the next shapes are filled with; `scale`: how many pixels of the frame a unit of them is.
pub(crate) fn set_paint(
    context: &mut RenderContext,
    pictures: &mut Pictures,
    assets: &Assets,
    paint: &Paint,
    scale: f64,
) {
    context.reset_paint_transform();
    let (image, shape_from_image) = match paint {
        Paint::Solid(color) => return context.set_paint(PaintType::Solid(alpha_color(*color))),
        Paint::Gradient(gradient) => return context.set_paint(gradient_type(gradient)),
        Paint::Mesh(mesh) => mesh_brush(mesh),
        Paint::Picture(picture) => match picture_brush(picture, pictures, assets, scale) {
            Some(brush) => brush,
            // Nothing stands in for a picture that is missing.
            None => return context.set_paint(PaintType::Solid(alpha_color(Color { r: 0, g: 0, b: 0, a: 0 }))),
        },
    };
    context.set_paint(PaintType::Image(image));
    context.set_paint_transform(shape_from_image);
}

/// A small picture with a pixel for each point of the grid, enlarged between the pixels' middles.
fn mesh_brush(mesh: &Mesh) -> (ImageBrush<ImageSource>, Affine) {
    let columns = mesh.columns.max(1);
    let rows = u16::try_from(mesh.colors.len() / usize::from(columns)).unwrap_or(u16::MAX);
    let levels = mesh.colors.iter().take(usize::from(columns) * usize::from(rows)).flat_map(|color| {
        let premultiplied = |channel: u8| {
            let level = (u16::from(channel) * u16::from(color.a) + 127) / 255;
            u8::try_from(level).unwrap_or(u8::MAX)
        };
        [premultiplied(color.r), premultiplied(color.g), premultiplied(color.b), color.a]
    });
    let metadata = PixelMetadata { may_have_transparency: true, alpha_type: ImageAlphaType::AlphaPremultiplied };
    let pixmap = Pixmap::from_parts(levels.collect(), columns, rows, metadata);
    let step = |length: f64, points: u16| length / f64::from(points.max(2) - 1);
    let place = Affine::translate((mesh.rect.x0, mesh.rect.y0))
        * Affine::scale_non_uniform(step(mesh.rect.width(), columns), step(mesh.rect.height(), rows))
        * Affine::translate((-0.5, -0.5));
    (brush(Arc::new(pixmap), Extend::Pad, 1.0), place)
}

fn picture_brush(
    paint: &PicturePaint,
    pictures: &mut Pictures,
    assets: &Assets,
    scale: f64,
) -> Option<(ImageBrush<ImageSource>, Affine)> {
    let drawing = assets.drawing(&paint.picture);
    let [width, height] = match drawing {
        Some(drawing) => drawing.size(),
        None => {
            let picture = assets.picture(&paint.picture)?;
            [picture.width, picture.height].map(|side| f64::from(side.max(1)))
        }
    };
    let Rect { x0, y0, .. } = paint.rect;
    let [fit_x, fit_y] = [paint.rect.width() / width, paint.rect.height() / height];
    let (stretch, corner) = match paint.fit {
        PictureFit::Cover => {
            let larger = fit_x.max(fit_y);
            let spare = [paint.rect.width() - width * larger, paint.rect.height() - height * larger];
            ([larger; 2], (x0 + spare[0] / 2.0, y0 + spare[1] / 2.0))
        }
        PictureFit::Fill => ([fit_x, fit_y], (x0, y0)),
        PictureFit::Tile => ([1.0; 2], (x0, y0)),
    };
    let scale = scale * stretch[0].max(stretch[1]);
    let level = match drawing {
        Some(drawing) => pictures.of_drawing(&paint.picture, drawing, assets, scale),
        None => pictures.at_scale(&paint.picture, 0, assets, scale, Sampling::Nearest)?,
    };
    let [level_x, level_y] = [width / f64::from(level.width()), height / f64::from(level.height())];
    let place = Affine::translate(corner) * Affine::scale_non_uniform(stretch[0] * level_x, stretch[1] * level_y);
    let extend = if paint.fit == PictureFit::Tile { Extend::Repeat } else { Extend::Pad };
    Some((brush(level, extend, paint.opacity), place))
}

fn brush(pixmap: Arc<Pixmap>, extend: Extend, alpha: f32) -> ImageBrush<ImageSource> {
    let sampler = ImageSampler { x_extend: extend, y_extend: extend, quality: ImageQuality::Medium, alpha };
    ImageBrush { image: ImageSource::Pixmap(pixmap), sampler }
}

fn gradient_type(gradient: &pavo_display_list::Gradient) -> PaintType {
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
