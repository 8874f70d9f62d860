//! The parts of a frame in which a field that chance draws is low: patches that dissolve, drops of ink.

use kurbo::{BezPath, Point, Rect};

/// Cells along the longer side of a frame.
const CELLS: u32 = 72;

/// Where `field` is below `level`, with straight edges within each cell of a fine grid.
///
/// Source: marching squares, <https://en.wikipedia.org/wiki/Marching_squares>. Each cell gives the polygon of its part,
/// and neighbours meet in the same points.
pub(crate) fn below(frame: Rect, level: f64, field: impl Fn(Point) -> f64) -> BezPath {
    let side = frame.width().max(frame.height()) / f64::from(CELLS);
    let [columns, rows] = [frame.width(), frame.height()].map(|length| (length / side).ceil().max(1.0));
    let cell = [frame.width() / columns, frame.height() / rows];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the number of cells")]
    let (columns, rows) = (columns as u32, rows as u32);
    let point = |column: u32, row: u32| {
        frame.origin() + kurbo::Vec2::new(f64::from(column) * cell[0], f64::from(row) * cell[1])
    };
    let heights: Vec<Vec<f64>> =
        (0..=rows).map(|row| (0..=columns).map(|column| field(point(column, row)) - level).collect()).collect();
    let mut path = BezPath::new();
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let corners = |column: u32| {
                [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
                    .map(|(x, y)| (point(x, y), heights[y as usize][x as usize]))
            };
            let here = corners(column);
            if here.iter().all(|(_, height)| *height < 0.0) {
                // Whole cells beside each other are one rectangle.
                let first = column;
                while column < columns && corners(column).iter().all(|(_, height)| *height < 0.0) {
                    column += 1;
                }
                polygon(
                    &mut path,
                    &[point(first, row), point(column, row), point(column, row + 1), point(first, row + 1)],
                );
            } else {
                polygon(&mut path, &low_part(&here));
                column += 1;
            }
        }
    }
    path
}

/// The part of a cell whose corners' heights are known that lies below 0.
fn low_part(corners: &[(Point, f64); 4]) -> Vec<Point> {
    let mut part = Vec::new();
    for (index, &(at, height)) in corners.iter().enumerate() {
        let (next, next_height) = corners[(index + 1) % 4];
        if height < 0.0 {
            part.push(at);
        }
        if (height < 0.0) != (next_height < 0.0) {
            part.push(at.lerp(next, height / (height - next_height)));
        }
    }
    part
}

fn polygon(path: &mut BezPath, points: &[Point]) {
    let [first, rest @ ..] = points else { return };
    if rest.len() < 2 {
        return;
    }
    path.move_to(*first);
    rest.iter().for_each(|point| path.line_to(*point));
    path.close_path();
}

/// Smooth noise from 0 to 1; `at` counts in bumps.
pub(crate) fn noise(at: Point, seed: u64) -> f64 {
    let [left, top] = [at.x.floor(), at.y.floor()];
    let smooth = |part: f64| part * part * (3.0 - 2.0 * part);
    let [part_x, part_y] = [smooth(at.x - left), smooth(at.y - top)];
    let corner = |dx: f64, dy: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "a frame has some tens of bumps")]
        let [x, y] = [(left + dx) as i64, (top + dy) as i64].map(i64::cast_unsigned);
        chance(seed ^ x.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ y.wrapping_mul(0xC2B2_AE3D_27D4_EB4F))
    };
    let between = |a: f64, b: f64, part: f64| a + (b - a) * part;
    between(
        between(corner(0.0, 0.0), corner(1.0, 0.0), part_x),
        between(corner(0.0, 1.0), corner(1.0, 1.0), part_x),
        part_y,
    )
}

/// A number from 0 to 1 that depends on the seed alone.
pub(crate) fn chance(seed: u64) -> f64 {
    // The finaliser of SplitMix64.
    let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    let share = ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    #[test]
    fn half_of_a_slope_is_half_of_the_frame() {
        let frame = Rect::new(0.0, 0.0, 1000.0, 700.0);
        let path = below(frame, 500.0, |at| at.x);
        assert!((path.area().abs() - 350_000.0).abs() < 1.0, "{}", path.area());
        assert!(below(frame, -1.0, |at| at.x).is_empty());
        assert!((below(frame, 1001.0, |at| at.x).area().abs() - 700_000.0).abs() < 1e-6);
    }

    #[test]
    fn noise_is_smooth_and_within_its_range() {
        let mut before = noise(Point::new(0.0, 0.3), 5);
        for step in 1..400 {
            let now = noise(Point::new(f64::from(step) / 50.0, 0.3), 5);
            assert!((0.0..=1.0).contains(&now) && (now - before).abs() < 0.04, "{step}: {before} {now}");
            before = now;
        }
    }
}
