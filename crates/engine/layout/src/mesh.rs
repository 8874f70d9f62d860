//! Colours between those of a grid.

use crate::resolve;
use kurbo::Rect;
use pavo_display_list::{Color, Mesh, Paint};
use pavo_scene::Oklab;
use pavo_timeline::Palette;
use std::sync::Arc;

/// Points of a side of the fine grid: between them, straight lines are near enough to the curves.
const POINTS: u16 = 65;

/// A grid of colours over a box as a finer one.
///
/// Colours are led through those of the grid by Catmull-Rom curves in Oklab, which have no kinks; alpha weighs them.
pub(crate) fn mesh(mesh: &pavo_scene::Mesh, palette: &Palette, bounds: Rect) -> Paint {
    let grid: Vec<Vec<[f64; 4]>> = mesh
        .colors
        .iter()
        .map(|row| {
            let levels = row.iter().map(|color| {
                let rgba = palette.resolve(*color);
                let (alpha, Oklab { lightness, a, b }) = (f64::from(rgba.a) / 255.0, Oklab::of(rgba));
                [lightness * alpha, a * alpha, b * alpha, alpha]
            });
            levels.collect()
        })
        .collect();
    let share = |index: u16| f64::from(index) / f64::from(POINTS - 1);
    // First along the rows, then down the columns of what came out.
    let wide: Vec<Vec<[f64; 4]>> =
        grid.iter().map(|row| (0..POINTS).map(|column| between(row, share(column))).collect()).collect();
    let mut colors = Vec::with_capacity(usize::from(POINTS) * usize::from(POINTS));
    let mut column = Vec::with_capacity(wide.len());
    for row in 0..POINTS {
        for index in 0..usize::from(POINTS) {
            column.clear();
            column.extend(wide.iter().filter_map(|row| row.get(index)));
            colors.push(color_of(between(&column, share(row))));
        }
    }
    Paint::Mesh(Mesh { rect: bounds, columns: POINTS, colors: Arc::from(colors) })
}

/// The levels at a share of the way through some.
fn between(levels: &[[f64; 4]], share: f64) -> [f64; 4] {
    let last = levels.len().saturating_sub(1);
    #[expect(clippy::cast_precision_loss, reason = "eight at most")]
    let place = share.clamp(0.0, 1.0) * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "eight at most")]
    let index = (place.floor() as usize).min(last.saturating_sub(1));
    #[expect(clippy::cast_precision_loss, reason = "eight at most")]
    let t = place - index as f64;
    let at = |index: usize| levels.get(index.min(last)).copied().unwrap_or_default();
    let (from, to) = (at(index), at(index + 1));
    // Beyond an end, the curve goes on as it came.
    let mirrored = |end: [f64; 4], inner: [f64; 4]| [0, 1, 2, 3].map(|channel| 2.0 * end[channel] - inner[channel]);
    let before = if index == 0 { mirrored(from, to) } else { at(index - 1) };
    let after = if index + 2 > last { mirrored(to, from) } else { at(index + 2) };
    [0, 1, 2, 3].map(|channel| {
        let [p0, p1, p2, p3] = [before[channel], from[channel], to[channel], after[channel]];
        let (linear, square) = (p2 - p0, 2.0 * p0 - 5.0 * p1 + 4.0 * p2 - p3);
        p1 + 0.5 * t * (linear + t * (square + t * (3.0 * (p1 - p2) + p3 - p0)))
    })
}

fn color_of([lightness, a, b, alpha]: [f64; 4]) -> Color {
    if alpha <= 0.0 {
        return Color { r: 0, g: 0, b: 0, a: 0 };
    }
    let mixed = Oklab { lightness: lightness / alpha, a: a / alpha, b: b / alpha };
    resolve::color(mixed.to_rgba().with_alpha(alpha.min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_scene::Rgba;

    #[test]
    fn fine_grid_has_the_colours_of_the_coarse_one_at_its_points() {
        let [red, blue, white, clear] =
            [Rgba::opaque(200, 60, 60), Rgba::opaque(60, 60, 200), Rgba::WHITE, Rgba { r: 9, g: 9, b: 9, a: 0 }];
        let coarse = pavo_scene::Mesh::new(vec![
            vec![red.into(), blue.into(), red.into()],
            vec![white.into(), white.into(), clear.into()],
        ]);
        let Paint::Mesh(fine) = mesh(&coarse, &Palette::of(None), Rect::new(0.0, 0.0, 9.0, 9.0)) else {
            panic!("a mesh")
        };
        let at = |column: usize, row: usize| fine.colors[row * usize::from(fine.columns) + column];
        assert_eq!(at(0, 0), resolve::color(red));
        assert_eq!(at(32, 0), resolve::color(blue));
        assert_eq!(at(0, 64), resolve::color(white));
        assert_eq!(at(64, 64).a, 0);
        let steps = (0..64).map(|column| i32::from(at(column, 0).b) - i32::from(at(column + 1, 0).b));
        assert!(steps.into_iter().all(|step| step.abs() < 12), "nothing sudden between");
    }
}
