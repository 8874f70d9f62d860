//! What each drawing command of a frame really shows: where, and how much of it.

use kurbo::{Affine, Point, Rect, Shape};
use pavo_display_list::{Command, DisplayList, Effect, Glyph, GlyphRun, Paint};
use pavo_media::Assets;
use pavo_raster::Letters;
use std::ops::Range;

/// A drawing command, seen through the layers it is in.
#[derive(Debug, Clone)]
pub(crate) struct CommandSight {
    /// Where it draws, whether or not that is cut off.
    pub(crate) whole: Rect,
    /// What is left of that by the windows it is seen through; empty where nothing is.
    pub(crate) seen: Rect,
    /// How opaque it is, 0 to 1.
    pub(crate) alpha: f64,
    /// Standard deviation of the blur over it, in pixels.
    pub(crate) blur: f64,
    /// Whether it is mixed with what is below in another way than by opacity, or is seen where something else is.
    pub(crate) is_special: bool,
    /// For letters: the box of each.
    pub(crate) letters: Vec<Rect>,
    /// For letters: how large the em is now, in pixels.
    pub(crate) em: f64,
}

#[derive(Clone)]
struct Level {
    window: Option<Rect>,
    alpha: f64,
    blur: f64,
    is_special: bool,
}

/// What all commands of a frame show, one for each of them; `None` for those that draw nothing.
pub(crate) fn sights(list: &DisplayList, letters: &mut Letters, assets: &Assets) -> Vec<Option<CommandSight>> {
    let mut level = Level { window: None, alpha: 1.0, blur: 0.0, is_special: false };
    let mut outer: Vec<Level> = Vec::new();
    let mut sights = Vec::with_capacity(list.commands.len());
    for command in &list.commands {
        sights.push(match command {
            Command::PushLayer(layer) => {
                outer.push(level.clone());
                if let Some((path, transform)) = &layer.clip {
                    let window = bounds_of_transformed(transform, path.bounding_box());
                    level.window = Some(level.window.map_or(window, |outer| cut(outer, window)));
                }
                level.alpha *= f64::from(layer.opacity);
                level.is_special |= layer.blend != pavo_display_list::Blend::Normal || layer.matte.is_some();
                for effect in &layer.effects {
                    if let Effect::Blur { sigma_px } = effect {
                        level.blur += sigma_px;
                    }
                }
                None
            }
            Command::PopLayer => {
                level = outer.pop().unwrap_or(level);
                None
            }
            _ => sight(command, &level, letters, assets),
        });
    }
    sights
}

fn sight(command: &Command, level: &Level, letters: &mut Letters, assets: &Assets) -> Option<CommandSight> {
    let (whole, alpha) = match command {
        Command::FillRect { rect, pixels_from_shape, paint } => {
            (bounds_of_transformed(pixels_from_shape, *rect), alpha_of(paint))
        }
        Command::FillPath { path, pixels_from_shape, paint, .. } => {
            (bounds_of_transformed(pixels_from_shape, path.bounding_box()), alpha_of(paint))
        }
        Command::StrokePath { path, stroke, pixels_from_shape, paint } => {
            let half = stroke.width / 2.0;
            (bounds_of_transformed(pixels_from_shape, path.bounding_box().inflate(half, half)), alpha_of(paint))
        }
        Command::Image { size, pixels_from_shape, opacity, .. } => {
            let rect = Rect::new(0.0, 0.0, f64::from(size[0]), f64::from(size[1]));
            (bounds_of_transformed(pixels_from_shape, rect), f64::from(*opacity))
        }
        Command::Drawing { size, pixels_from_shape, opacity, .. } => {
            (bounds_of_transformed(pixels_from_shape, Rect::new(0.0, 0.0, size[0], size[1])), f64::from(*opacity))
        }
        Command::Glyphs { run, glyphs, pixels_from_shape, paint, .. } => {
            let boxes = letter_boxes(run, glyphs, pixels_from_shape, letters, assets);
            let whole = boxes.iter().copied().reduce(|all, one| all.union(one))?;
            let em = f64::from(run.size) * pixels_from_shape.determinant().abs().sqrt();
            return measured(level, whole, alpha_of(paint), boxes, em);
        }
        Command::Moving { .. } | Command::PushLayer(_) | Command::PopLayer | Command::AdjustBelow { .. } => {
            return None;
        }
    };
    measured(level, whole, alpha, Vec::new(), 0.0)
}

fn measured(level: &Level, whole: Rect, alpha: f64, letters: Vec<Rect>, em: f64) -> Option<CommandSight> {
    // A place that is no number is nowhere.
    if ![whole.x0, whole.y0, whole.x1, whole.y1].iter().all(|side| side.is_finite()) {
        return None;
    }
    let seen = level.window.map_or(whole, |window| cut(whole, window));
    let alpha = alpha * level.alpha;
    Some(CommandSight { whole, seen, alpha, blur: level.blur, is_special: level.is_special, letters, em })
}

fn letter_boxes(
    run: &GlyphRun,
    glyphs: &[Glyph],
    transform: &Affine,
    letters: &mut Letters,
    assets: &Assets,
) -> Vec<Rect> {
    let boxed = glyphs.iter().filter_map(|glyph| {
        let origin = kurbo::Vec2::new(f64::from(glyph.x), f64::from(glyph.y));
        let own = letters.bounds(run, glyph, assets)?;
        // An emoji's box is not known; it is about an em.
        let size = f64::from(run.size);
        let own = if own.width() > 3.0 * size { Rect::new(0.0, -0.9 * size, size, 0.1 * size) } else { own };
        Some(bounds_of_transformed(transform, own + origin)).filter(|bounds| bounds.area() > 0.0)
    });
    boxed.collect()
}

fn bounds_of_transformed(transform: &Affine, rect: Rect) -> Rect {
    transform.transform_rect_bbox(rect)
}

/// What two boxes share; empty, at the first one's place, where they share nothing.
pub(crate) fn cut(one: Rect, other: Rect) -> Rect {
    let shared = one.intersect(other);
    if shared.width() > 0.0 && shared.height() > 0.0 { shared } else { Rect::new(one.x0, one.y0, one.x0, one.y0) }
}

fn alpha_of(paint: &Paint) -> f64 {
    match paint {
        Paint::Solid(color) => f64::from(color.a) / 255.0,
        Paint::Gradient(gradient) => {
            gradient.stops.iter().map(|(_, color)| f64::from(color.a) / 255.0).fold(0.0, f64::max)
        }
        Paint::Picture(picture) => f64::from(picture.opacity),
        _ => 1.0,
    }
}

/// What a node shows in a frame: all that its commands do.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) whole: Rect,
    pub(crate) seen: Rect,
    /// That of its most opaque command.
    pub(crate) alpha: f64,
    pub(crate) blur: f64,
    /// How many letters it has.
    pub(crate) letters: usize,
    /// The largest em of its letters, in pixels.
    pub(crate) em: f64,
}

/// What the commands of a node show together; `None` where that is nothing.
pub(crate) fn seen(sights: &[Option<CommandSight>], commands: &Range<usize>) -> Option<Seen> {
    let mut all: Option<Seen> = None;
    for sight in sights.get(commands.clone())?.iter().flatten().filter(|sight| sight.alpha > 0.003) {
        let one = Seen {
            whole: sight.whole,
            seen: sight.seen,
            alpha: sight.alpha,
            blur: sight.blur,
            letters: sight.letters.len(),
            em: sight.em,
        };
        all = Some(match all {
            None => one,
            Some(all) => Seen {
                whole: all.whole.union(one.whole),
                seen: if all.seen.area() <= 0.0 {
                    one.seen
                } else if one.seen.area() <= 0.0 {
                    all.seen
                } else {
                    all.seen.union(one.seen)
                },
                alpha: all.alpha.max(one.alpha),
                blur: all.blur.min(one.blur),
                letters: all.letters + one.letters,
                em: all.em.max(one.em),
            },
        });
    }
    all
}

/// Whether a command paints over a point so that what is below cannot be seen.
pub(crate) fn covers(command: &Command, sight: &CommandSight, point: Point) -> bool {
    /// From here on what is below cannot be read.
    const OPAQUE: f64 = 0.6;
    if sight.alpha < OPAQUE || sight.is_special || !sight.seen.contains(point) {
        return false;
    }
    match command {
        Command::FillRect { rect, pixels_from_shape, .. } => rect.contains(pixels_from_shape.inverse() * point),
        Command::FillPath { path, pixels_from_shape, .. } => path.contains(pixels_from_shape.inverse() * point),
        Command::Image { size, pixels_from_shape, .. } => {
            Rect::new(0.0, 0.0, f64::from(size[0]), f64::from(size[1])).contains(pixels_from_shape.inverse() * point)
        }
        Command::Drawing { size, pixels_from_shape, .. } => {
            Rect::new(0.0, 0.0, size[0], size[1]).contains(pixels_from_shape.inverse() * point)
        }
        _ => false,
    }
}
